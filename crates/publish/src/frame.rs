//! A flat frame on the ground: degrees to pixels and metres to pixels.

/// Metres in a degree of latitude, on a sphere of the Earth's mean radius (IUGG).
pub(crate) const METRES_PER_DEGREE: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0;

/// West, south, east and north in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    /// `[longitude, latitude]` of the lower left corner.
    pub(crate) low: [f64; 2],
    /// `[longitude, latitude]` of the upper right corner.
    pub(crate) high: [f64; 2],
}

impl Bounds {
    /// The least that holds every position; `None` without one.
    pub(crate) fn around<'a>(positions: impl Iterator<Item = &'a [f64; 2]>) -> Option<Self> {
        positions.fold(None, |bounds, p| {
            Some(match bounds {
                None => Self { low: *p, high: *p },
                Some(b) => Self {
                    low: [b.low[0].min(p[0]), b.low[1].min(p[1])],
                    high: [b.high[0].max(p[0]), b.high[1].max(p[1])],
                },
            })
        })
    }

    /// Wider by so many metres on every side.
    pub(crate) fn wider(self, metres: f64) -> Self {
        let up = metres / METRES_PER_DEGREE;
        let along = up / shrink(f64::midpoint(self.low[1], self.high[1]));
        Self {
            low: [self.low[0] - along, self.low[1] - up],
            high: [self.high[0] + along, self.high[1] + up],
        }
    }

    /// Whether a position lies inside.
    pub(crate) fn holds(&self, p: [f64; 2]) -> bool {
        (0..2).all(|i| self.low[i] <= p[i] && p[i] <= self.high[i])
    }
}

/// How much shorter a degree of longitude is than one of latitude.
fn shrink(latitude: f64) -> f64 {
    latitude.to_radians().cos().abs().max(0.01)
}

/// An equirectangular map of some ground, true to scale along its middle parallel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Frame {
    /// What is shown.
    pub(crate) bounds: Bounds,
    /// Pixels across.
    pub(crate) width: f64,
    /// Pixels down.
    pub(crate) height: f64,
    per_degree: [f64; 2],
}

impl Frame {
    /// Fits `bounds` into `width` pixels; where the drawing would be lower than `least` or higher
    /// than `most` pixels, more ground is shown.
    pub(crate) fn fit(bounds: Bounds, width: f64, least: f64, most: f64) -> Self {
        let middle = [
            f64::midpoint(bounds.low[0], bounds.high[0]),
            f64::midpoint(bounds.low[1], bounds.high[1]),
        ];
        let shrink = shrink(middle[1]);
        let across = ((bounds.high[0] - bounds.low[0]) * shrink).max(1e-4);
        let down = (bounds.high[1] - bounds.low[1]).max(1e-4);
        let height = (width * down / across).clamp(least, most);
        let per_latitude = (width / across).min(height / down);
        let per_degree = [per_latitude * shrink, per_latitude];
        let half = [width / 2.0 / per_degree[0], height / 2.0 / per_degree[1]];
        Self {
            bounds: Bounds {
                low: [middle[0] - half[0], middle[1] - half[1]],
                high: [middle[0] + half[0], middle[1] + half[1]],
            },
            width,
            height,
            per_degree,
        }
    }

    /// Where a position lies, in pixels from the upper left corner.
    pub(crate) fn xy(&self, position: [f64; 2]) -> [f64; 2] {
        [
            (position[0] - self.bounds.low[0]) * self.per_degree[0],
            (self.bounds.high[1] - position[1]) * self.per_degree[1],
        ]
    }

    /// How many pixels so many metres are.
    pub(crate) fn pixels(&self, metres: f64) -> f64 {
        metres / METRES_PER_DEGREE * self.per_degree[1]
    }

    /// A round length that takes about a fifth of the width: pixels and metres.
    pub(crate) fn scale_bar(&self) -> (f64, f64) {
        let fifth = self.width / 5.0 / self.pixels(1.0);
        let metres = round_below(fifth);
        (self.pixels(metres), metres)
    }

    /// Degrees between neighbouring lines of the graticule, about five across.
    pub(crate) fn step(&self) -> f64 {
        let wish = (self.bounds.high[0] - self.bounds.low[0]) / 4.0;
        let steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0];
        steps.into_iter().rev().find(|s| *s <= wish).unwrap_or(0.01)
    }

    /// Multiples of `step` between two degrees; never more than a few dozen.
    pub(crate) fn multiples(low: f64, high: f64, step: f64) -> Vec<f64> {
        let first = (low / step).ceil();
        (0..60).map(|i| (first + f64::from(i)) * step).take_while(|d| *d <= high).collect()
    }
}

/// The greatest of 1, 2, 5, 10, 20, … that is not above `value`.
fn round_below(value: f64) -> f64 {
    let power = 10f64.powf(value.max(1.0).log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|m| m * power).find(|v| *v <= value).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_true_to_scale_in_the_middle() {
        let bounds = Bounds { low: [36.0, 33.0], high: [42.0, 37.0] };
        let frame = Frame::fit(bounds, 600.0, 300.0, 600.0);
        let [x0, y0] = frame.xy([39.0, 35.0]);
        let [x1, _] = frame.xy([40.0, 35.0]);
        let [_, y1] = frame.xy([39.0, 36.0]);
        let east = METRES_PER_DEGREE * 35f64.to_radians().cos();
        assert!(((x1 - x0) - frame.pixels(east)).abs() < 0.01);
        assert!(((y0 - y1) - frame.pixels(METRES_PER_DEGREE)).abs() < 0.01);
        assert!((x0 - 300.0).abs() < 1e-6);
        assert!(frame.bounds.holds(bounds.low) && frame.bounds.holds(bounds.high));
    }

    #[test]
    fn a_single_point_and_the_whole_world_have_a_frame() {
        for bounds in [
            Bounds { low: [36.0, 33.0], high: [36.0, 33.0] },
            Bounds { low: [-180.0, -90.0], high: [180.0, 90.0] },
        ] {
            let frame = Frame::fit(bounds, 600.0, 300.0, 600.0);
            assert!(frame.pixels(1.0).is_finite() && frame.scale_bar().0 > 0.0);
            assert!(
                Frame::multiples(frame.bounds.low[0], frame.bounds.high[0], frame.step()).len()
                    <= 60
            );
        }
    }

    #[test]
    fn scale_bars_are_round() {
        for (value, round) in [(7.0, 5.0), (1999.0, 1000.0), (2000.0, 2000.0), (0.3, 1.0)] {
            assert!((round_below(value) - round).abs() < 1e-9, "{value}");
        }
    }
}
