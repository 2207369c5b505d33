//! Where the day's incidents may have been, as a drawing.

use crate::Publication;
use crate::bulletin::Group;
use crate::day::Day;

/// The drawings of one bulletin.
#[derive(Default)]
pub(crate) struct Map {
    /// The whole case first.
    pub(crate) panels: Vec<Panel>,
}

/// One drawing.
pub(crate) struct Panel {
    /// What it shows.
    pub(crate) caption: String,
}

impl Map {
    /// The drawings of a day.
    pub(crate) fn of(_publication: &Publication, _day: &Day, _groups: &[Group]) -> Self {
        Self::default()
    }
}
