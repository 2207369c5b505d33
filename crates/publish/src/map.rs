//! Where the day's incidents may have been: uncertainty drawn, never a point more precise than
//! the source.

use crate::Publication;
use crate::day::Day;
use crate::frame::{Bounds, Frame};
use crate::groups::Group;
use crate::labels::{Label, Room};
use crate::strips::strips;
use crate::tongue::Tongue;
use crate::veil::Veil;
use crate::words;
use armistice_model::{EventKind, Incident, Shape, Status};
use std::collections::BTreeMap;

/// The drawings of one bulletin.
#[derive(Default)]
pub(crate) struct Map {
    /// The whole case first, then the ground of the deal's lines.
    pub(crate) panels: Vec<Panel>,
    /// Numbers of incidents that no drawing shows: their places are open, off the map, or as wide
    /// as the map.
    pub(crate) unplaced: Vec<usize>,
    /// How many incidents of the day are not drawn since they are not listed.
    pub(crate) unlisted: usize,
}

/// One drawing; all lengths in pixels.
pub(crate) struct Panel {
    /// Tells the drawings of a page apart.
    pub(crate) name: &'static str,
    /// What it shows.
    pub(crate) caption: String,
    /// The ground.
    pub(crate) frame: Frame,
    /// Rectangle of the other drawing on this one: left, top, width, height.
    pub(crate) inset: Option<[f64; 4]>,
    /// Keep-out strips, widest first.
    pub(crate) strips: Vec<Outline>,
    /// Lines and areas that the case knows, for the lie of the land.
    pub(crate) ground: Vec<Outline>,
    /// Lines and areas that the deal names.
    pub(crate) lines: Vec<Outline>,
    /// Towns: where, and their label if there is room.
    pub(crate) towns: Vec<([f64; 2], Label)>,
    /// Incidents, the widest first.
    pub(crate) marks: Vec<Mark>,
    /// The numbers of the incidents.
    pub(crate) numbers: Vec<Label>,
}

/// A line or a closed outline.
pub(crate) struct Outline {
    /// Its corners.
    pub(crate) points: Vec<[f64; 2]>,
    /// Whether it encloses ground.
    pub(crate) closed: bool,
    /// How far to either side a line reaches.
    pub(crate) margin: f64,
    /// Its label, if there is room.
    pub(crate) label: Option<Label>,
}

/// An incident as it is drawn.
pub(crate) struct Mark {
    /// The incident's name.
    pub(crate) id: String,
    /// Its number in the bulletin.
    pub(crate) number: usize,
    /// What a pointer on it tells.
    pub(crate) told: String,
    /// Where it stands; `None` if it bears on no term.
    pub(crate) status: Option<Status>,
    /// Whether its place or time is too wide to be put here alone.
    pub(crate) spread: bool,
    /// Its sign.
    pub(crate) sign: Sign,
    /// Its ground.
    pub(crate) ground: Ground,
}

/// The ground of an incident.
pub(crate) enum Ground {
    /// Somewhere within a circle.
    Disc { centre: [f64; 2], radius: f64 },
    /// Somewhere along a line.
    Line { points: Vec<[f64; 2]>, margin: f64 },
    /// Somewhere inside an outline.
    Area { points: Vec<[f64; 2]> },
}

/// What sort of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// From the air.
    Air,
    /// On the ground.
    Ground,
    /// Aid, its way, those who bring it.
    Aid,
    /// Anything else.
    Other,
}

const WIDTH: f64 = 560.0;
/// A disc wider than this on the drawing has no mark in its middle: the middle says nothing.
const WIDE: f64 = 26.0;
const TOWN: f64 = 11.0;
const NUMBER: f64 = 12.0;

impl Map {
    /// The drawings of a day on the ground of the `whole` case. Only what is listed is drawn: a
    /// thousand shapes on each other show nothing.
    pub(crate) fn of(
        t: &Tongue,
        publication: &Publication,
        whole: Option<Frame>,
        day: &Day,
        groups: &[Group],
        veil: &Veil,
    ) -> Self {
        let numbered: BTreeMap<&str, (usize, Option<Status>)> = groups
            .iter()
            .flat_map(|g| &g.items)
            .map(|i| (i.id.as_str(), (i.number, i.status)))
            .collect();
        let mut shown: Vec<(&Incident, bool)> = Vec::new();
        shown.extend(day.dated.iter().map(|i| (*i, false)));
        shown.extend(day.spread.iter().map(|i| (*i, true)));
        let told = shown.len();
        shown.retain(|(i, _)| numbered.contains_key(i.id.as_str()));
        let unlisted = told - shown.len();
        let scene = Scene { t, publication, veil, shown, numbered };
        let Some(whole) = whole else { return Self::default() };
        let near = scene.near_the_lines();
        let mut panels = vec![scene.panel("case", whole, near.as_ref())];
        panels.extend(near.map(|frame| scene.panel("lines", frame, None)));
        let mut unplaced: Vec<usize> = scene
            .shown
            .iter()
            .filter(|(i, _)| i.place.shape.as_ref().is_none_or(|s| !whole.bounds.holds(s.middle())))
            .filter_map(|(i, _)| scene.numbered.get(i.id.as_str()).map(|n| n.0))
            .collect();
        unplaced.sort_unstable();
        Self { panels, unplaced, unlisted }
    }
}

/// The ground of the case: its places that lie in one of its regions, else all its incidents. The
/// same every day, so that days can be compared.
pub(crate) fn whole(publication: &Publication) -> Option<Frame> {
    let places = publication.places.iter().filter(|p| p.region.is_some());
    let mut middles: Vec<[f64; 2]> = places.map(|p| p.shape.middle()).collect();
    if middles.is_empty() {
        let told = publication.incidents.iter().filter_map(|i| i.place.shape.as_ref());
        middles.extend(told.map(Shape::middle));
    }
    let bounds = Bounds::around(middles.iter())?;
    Some(Frame::fit(bounds.wider(25_000.0), WIDTH, 360.0, 620.0))
}

struct Scene<'a> {
    t: &'a Tongue,
    publication: &'a Publication<'a>,
    veil: &'a Veil<'a>,
    shown: Vec<(&'a Incident, bool)>,
    numbered: BTreeMap<&'a str, (usize, Option<Status>)>,
}

impl Scene<'_> {
    /// The ground around the deal's lines and what lies close to them; `None` without lines.
    fn near_the_lines(&self) -> Option<Frame> {
        let lines = self.publication.deal_lines;
        let own = Bounds::around(lines.iter().flat_map(|l| l.shape.positions()))?;
        let widest = strips(&self.publication.board.terms, lines)
            .first()
            .map_or(2000.0, |strip| strip.metres);
        let around = own.wider(9000.0_f64.max(widest));
        let close: Vec<[f64; 2]> = self
            .shown
            .iter()
            .filter_map(|(i, _)| i.place.shape.as_ref())
            .filter(|s| s.reach_m() < 12_000.0 && around.holds(s.middle()))
            .map(Shape::middle)
            .collect();
        let bounds = Bounds::around([own.low, own.high].iter().chain(&close))?;
        let strip = own.wider(widest + 1200.0);
        let bounds = Bounds::around(
            [bounds.wider(2000.0).low, bounds.wider(2000.0).high, strip.low, strip.high].iter(),
        )?;
        Some(Frame::fit(bounds, WIDTH, 360.0, 620.0))
    }

    fn panel(&self, name: &'static str, frame: Frame, inset: Option<&Frame>) -> Panel {
        let close = name == "lines";
        let mut room = Room::new(frame.width, frame.height);
        // The degrees along the edges and the scale bar in its corner.
        room.keep_free(0.0, 0.0, frame.width, 14.0);
        room.keep_free(frame.width - 42.0, 0.0, frame.width, frame.height);
        room.keep_free(0.0, frame.height - 34.0, 150.0, frame.height);
        let mut marks: Vec<Mark> =
            self.shown.iter().filter_map(|(i, spread)| self.mark(i, *spread, &frame)).collect();
        marks.sort_by(|a, b| {
            b.ground.width().total_cmp(&a.ground.width()).then(a.number.cmp(&b.number))
        });
        for mark in &marks {
            let [x, y] = mark.ground.anchor();
            room.keep_free(x - 5.0, y - 5.0, x + 5.0, y + 5.0);
        }
        let inset = inset.map(|other| {
            let [left, top] = frame.xy([other.bounds.low[0], other.bounds.high[1]]);
            let [right, bottom] = frame.xy([other.bounds.high[0], other.bounds.low[1]]);
            [left, top, right - left, bottom - top]
        });
        let hidden = |mark: &Mark| inset.is_some_and(|i| within(i, mark.ground.anchor()));
        let numbers = numbers(marks.iter().filter(|m| !hidden(m)), &mut room, &frame);
        let towns = self.towns(&frame, close, &mut room);
        let lines = self.publication.deal_lines.iter();
        Panel {
            name,
            caption: if close {
                let names: Vec<String> = lines.clone().map(|l| self.t.own(&l.name)).collect();
                self.t.say("map-around", [("lines", self.t.list(&names).into())])
            } else {
                self.t.word("map-whole")
            },
            inset,
            strips: if close { self.strips(&frame, &mut room) } else { Vec::new() },
            ground: self.ground(&frame, close, &mut room),
            lines: lines
                .filter_map(|l| {
                    let label = close.then_some(l.name.as_str());
                    outline(&l.shape, &frame, label, &mut room)
                })
                .collect(),
            towns,
            marks,
            numbers,
            frame,
        }
    }

    fn mark(&self, incident: &Incident, spread: bool, frame: &Frame) -> Option<Mark> {
        let shape = incident.place.shape.as_ref()?;
        let (number, status) = *self.numbered.get(incident.id.as_str())?;
        let ground = ground(shape, frame);
        if !ground.meets(frame) || ground.is_too_wide(frame) {
            return None;
        }
        let kind = words::capital(&words::kind(self.t, incident.kind));
        let place = self.veil.text(&words::place(self.t, &incident.place)).into_owned();
        Some(Mark {
            id: incident.id.to_string(),
            number,
            told: self.t.say(
                "map-mark",
                [("number", number.into()), ("kind", kind.into()), ("place", place.into())],
            ),
            status,
            spread,
            sign: sign(incident.kind),
            ground,
        })
    }

    fn strips(&self, frame: &Frame, room: &mut Room) -> Vec<Outline> {
        let lines = self.publication.deal_lines;
        strips(&self.publication.board.terms, lines)
            .into_iter()
            .map(|strip| {
                let points: Vec<[f64; 2]> = strip.ring.iter().map(|p| frame.xy(*p)).collect();
                let text = self.t.say(
                    "map-strip",
                    [
                        ("distance", words::distance(self.t, strip.metres).into()),
                        ("side", strip.side.into()),
                        ("terms", self.t.own(&without_repeats(&strip.terms)).into()),
                    ],
                );
                // At the far edge, near its left end.
                let edge = points.last().copied().unwrap_or_default();
                let label = room.beside([edge[0] - 2.0, edge[1]], 3.0, &text, TOWN - 1.0);
                Outline { points, closed: true, margin: 0.0, label }
            })
            .collect()
    }

    /// Lines and areas of the case that the deal does not name.
    fn ground(&self, frame: &Frame, close: bool, room: &mut Room) -> Vec<Outline> {
        let named = |name: &str| self.publication.deal_lines.iter().any(|l| l.name == name);
        self.publication
            .places
            .iter()
            .filter(|p| !matches!(p.shape, Shape::Disc { .. }) && !named(&p.name))
            .filter_map(|p| {
                let area = matches!(p.shape, Shape::Area { .. });
                let label = (close == area).then_some(p.name.as_str());
                outline(&p.shape, frame, label, room)
            })
            .collect()
    }

    /// The largest known towns that have room for their names.
    fn towns(&self, frame: &Frame, close: bool, room: &mut Room) -> Vec<([f64; 2], Label)> {
        let (least, most, many) =
            if close { (600.0, 12_000.0, 14) } else { (2_400.0, 12_000.0, 16) };
        // A town that its region is named after leads it; after these the largest. A name without
        // a capital letter is a description.
        let mut known: Vec<(bool, f64, &str, [f64; 2])> = self
            .publication
            .places
            .iter()
            .filter(|p| p.region.is_some())
            .filter(|p| close || p.name.starts_with(|c: char| !c.is_lowercase()))
            .filter_map(|p| match &p.shape {
                Shape::Disc { centre, radius_m } if (least..=most).contains(radius_m) => {
                    let leads = p.region.as_ref() == Some(&p.name);
                    Some((leads, *radius_m, p.name.as_str(), *centre))
                }
                _ => None,
            })
            .filter(|(_, _, _, centre)| frame.bounds.holds(*centre))
            .collect();
        known.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2)));
        let mut out = Vec::new();
        for (leads, _, name, centre) in known {
            if out.len() == many {
                break;
            }
            let at = frame.xy(centre);
            let name = self.veil.text(name);
            let name = words::plain_line(&name);
            let label = if leads {
                near(room, at, 6.0, &name, TOWN)
            } else {
                room.beside(at, 6.0, &name, TOWN)
            };
            if let Some(label) = label {
                out.push((at, label));
            }
        }
        out
    }
}

fn within([left, top, width, height]: [f64; 4], [x, y]: [f64; 2]) -> bool {
    left <= x && x <= left + width && top <= y && y <= top + height
}

/// Numbers beside the marks; those of marks in one place are written together.
fn numbers<'a>(
    marks: impl Iterator<Item = &'a Mark>,
    room: &mut Room,
    frame: &Frame,
) -> Vec<Label> {
    let mut places: Vec<([f64; 2], Vec<usize>)> = Vec::new();
    for mark in marks {
        let [x, y] = mark.ground.anchor();
        if !(0.0..=frame.width).contains(&x) || !(0.0..=frame.height).contains(&y) {
            continue;
        }
        match places.iter_mut().find(|(p, _)| (p[0] - x).hypot(p[1] - y) < 13.0) {
            Some((_, numbers)) => numbers.push(mark.number),
            None => places.push(([x, y], vec![mark.number])),
        }
    }
    for (_, numbers) in &mut places {
        numbers.sort_unstable();
    }
    places.sort_by(|a, b| a.1.cmp(&b.1));
    places.iter().filter_map(|(at, n)| near(room, *at, 7.0, &runs(n), NUMBER)).collect()
}

/// Names of terms on a label: a reading only where the term's own text does not say the same.
fn without_repeats(terms: &[String]) -> String {
    let own = |name: &String| name.split_once(" (").map(|(number, _)| number.to_string());
    let kept: Vec<&str> = terms
        .iter()
        .filter(|name| own(name).is_none_or(|number| !terms.contains(&number)))
        .map(String::as_str)
        .collect();
    kept.join(", ")
}

/// A label as close to a point as there is room.
fn near(room: &mut Room, at: [f64; 2], gap: f64, text: &str, size: f64) -> Option<Label> {
    [1.0, 1.7, 2.5].into_iter().find_map(|times| room.beside(at, gap * times, text, size))
}

/// `3, 5–8, 11` of sorted numbers.
pub(crate) fn runs(numbers: &[usize]) -> String {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for n in numbers {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == *n => *last = *n,
            _ => out.push((*n, *n)),
        }
    }
    let words: Vec<String> = out
        .iter()
        .map(|(a, b)| match b - a {
            0 => a.to_string(),
            1 => format!("{a}, {b}"),
            _ => format!("{a}–{b}"),
        })
        .collect();
    words.join(", ")
}

fn ground(shape: &Shape, frame: &Frame) -> Ground {
    let all = |positions: &[[f64; 2]]| positions.iter().map(|p| frame.xy(*p)).collect();
    match shape {
        Shape::Disc { centre, radius_m } => {
            Ground::Disc { centre: frame.xy(*centre), radius: frame.pixels(*radius_m) }
        }
        Shape::Line { course, margin_m } => {
            Ground::Line { points: all(course), margin: frame.pixels(*margin_m) }
        }
        Shape::Area { ring } => Ground::Area { points: all(ring) },
    }
}

fn outline(shape: &Shape, frame: &Frame, label: Option<&str>, room: &mut Room) -> Option<Outline> {
    let ground = ground(shape, frame);
    if !ground.meets(frame) {
        return None;
    }
    let at = ground.anchor();
    let label = label.and_then(|text| room.beside(at, 5.0, &words::plain_line(text), TOWN));
    let (points, closed, margin) = match ground {
        Ground::Disc { .. } => return None,
        Ground::Line { points, margin } => (points, false, margin),
        Ground::Area { points } => (points, true, 0.0),
    };
    Some(Outline { points, closed, margin, label })
}

impl Ground {
    /// Where its sign or number is put. For a line the middle corner, which lies on it.
    pub(crate) fn anchor(&self) -> [f64; 2] {
        match self {
            Self::Disc { centre, .. } => *centre,
            Self::Line { points, .. } => points.get(points.len() / 2).copied().unwrap_or_default(),
            Self::Area { points } => Bounds::around(points.iter()).map_or([0.0, 0.0], |b| {
                [f64::midpoint(b.low[0], b.high[0]), f64::midpoint(b.low[1], b.high[1])]
            }),
        }
    }

    /// How wide it is on the drawing.
    pub(crate) fn width(&self) -> f64 {
        match self {
            Self::Disc { radius, .. } => radius * 2.0,
            Self::Line { points, .. } | Self::Area { points } => Bounds::around(points.iter())
                .map_or(0.0, |b| (b.high[0] - b.low[0]).max(b.high[1] - b.low[1])),
        }
    }

    /// Whether its sign is drawn: where the ground is wide, a sign in its middle would lie.
    pub(crate) fn is_signed(&self) -> bool {
        matches!(self, Self::Disc { radius, .. } if *radius <= WIDE)
    }

    /// Whether it would cover the drawing and tell nothing.
    fn is_too_wide(&self, frame: &Frame) -> bool {
        matches!(self, Self::Disc { radius, .. } if *radius > 0.6 * frame.width.min(frame.height))
    }

    fn meets(&self, frame: &Frame) -> bool {
        let bounds = match self {
            Self::Disc { centre: [x, y], radius: r } => {
                Some(Bounds { low: [x - r, y - r], high: [x + r, y + r] })
            }
            Self::Line { points, .. } | Self::Area { points } => Bounds::around(points.iter()),
        };
        bounds.is_some_and(|b| {
            b.low[0] <= frame.width
                && b.high[0] >= 0.0
                && b.low[1] <= frame.height
                && b.high[1] >= 0.0
        })
    }
}

fn sign(kind: EventKind) -> Sign {
    match kind {
        EventKind::Airstrike | EventKind::DroneStrike | EventKind::Overflight => Sign::Air,
        EventKind::AttackOnAid
        | EventKind::AidRequest
        | EventKind::AidApproval
        | EventKind::AidPassage
        | EventKind::AidObstruction => Sign::Aid,
        kind if kind.may_be_attack() => Sign::Ground,
        _ => Sign::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_written_as_runs() {
        assert_eq!(runs(&[1, 2, 3, 5, 7, 8]), "1–3, 5, 7, 8");
        assert_eq!(runs(&[]), "");
    }
}
