//! Labels that do not lie on each other.

/// A label, where it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Label {
    /// Its text.
    pub(crate) text: String,
    /// Left end of the line of writing, in pixels.
    pub(crate) x: f64,
    /// Height of the line of writing.
    pub(crate) y: f64,
}

/// Left, top, right and bottom in pixels.
type Rect = [f64; 4];

/// The room of a drawing, and what of it is taken.
pub(crate) struct Room {
    width: f64,
    height: f64,
    taken: Vec<Rect>,
}

impl Room {
    /// An empty drawing.
    pub(crate) fn new(width: f64, height: f64) -> Self {
        Self { width, height, taken: Vec::new() }
    }

    /// Keeps a rectangle free of labels.
    pub(crate) fn keep_free(&mut self, left: f64, top: f64, right: f64, bottom: f64) {
        self.taken.push([left, top, right, bottom]);
    }

    /// Writes `text` of `size` pixels beside a point, `gap` pixels off: right, left, above or
    /// below, wherever nothing is in the way. `None` where there is no room.
    pub(crate) fn beside(
        &mut self,
        at: [f64; 2],
        gap: f64,
        text: &str,
        size: f64,
    ) -> Option<Label> {
        // A letter of a text face is a little more than half as wide as it is high.
        #[allow(clippy::cast_precision_loss, reason = "a label is a few dozen letters")]
        let wide = text.chars().count() as f64 * size * 0.56;
        let [x, y] = at;
        let spots = [
            [x + gap, y + size * 0.35],
            [x - gap - wide, y + size * 0.35],
            [x - wide / 2.0, y - gap - size * 0.1],
            [x - wide / 2.0, y + gap + size * 0.8],
            [x + gap * 0.8, y - gap * 0.8],
            [x + gap * 0.8, y + gap * 0.8 + size * 0.7],
            [x - gap * 0.8 - wide, y - gap * 0.8],
            [x - gap * 0.8 - wide, y + gap * 0.8 + size * 0.7],
        ];
        for [left, line] in spots {
            let rect = [left - 1.0, line - size * 0.85, left + wide + 1.0, line + size * 0.25];
            if self.inside(rect) && !self.taken.iter().any(|t| overlap(*t, rect)) {
                self.taken.push(rect);
                return Some(Label { text: text.to_string(), x: left, y: line });
            }
        }
        None
    }

    fn inside(&self, [left, top, right, bottom]: Rect) -> bool {
        left >= 2.0 && top >= 2.0 && right <= self.width - 2.0 && bottom <= self.height - 2.0
    }
}

fn overlap(a: Rect, b: Rect) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_lie_on_each_other() {
        let mut room = Room::new(300.0, 200.0);
        let placed: Vec<Label> = (0..40)
            .filter_map(|i| room.beside([150.0, 100.0], 4.0, &format!("Town {i}"), 12.0))
            .collect();
        assert!((2..8).contains(&placed.len()), "{}", placed.len());
        for (i, a) in room.taken.iter().enumerate() {
            assert!(room.taken.iter().skip(i + 1).all(|b| !overlap(*a, *b)));
        }
    }
}
