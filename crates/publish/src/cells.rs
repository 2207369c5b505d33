//! The board's cells, found by term line, day and perspective.

use armistice_model::{Assessment, Board, Perspective, TermLine};
use jiff::civil::Date;
use std::collections::BTreeMap;

type Key<'a> = (&'a str, Option<&'a str>, Date, &'a str);

/// The assessments of a board by what names them.
pub(crate) struct Cells<'a> {
    by_name: BTreeMap<Key<'a>, &'a Assessment>,
}

impl<'a> Cells<'a> {
    /// Indexes a board.
    pub(crate) fn of(board: &'a Board) -> Self {
        let by_name = board
            .assessments
            .iter()
            .map(|a| {
                let id = &a.id;
                ((id.term.as_str(), id.reading.as_deref(), id.day, id.perspective.as_str()), a)
            })
            .collect();
        Self { by_name }
    }

    /// One cell; `None` where judgement gave none.
    pub(crate) fn at(&self, line: &TermLine, day: Date, slug: &str) -> Option<&'a Assessment> {
        self.by_name.get(&(line.number.as_str(), line.reading.as_deref(), day, slug)).copied()
    }
}

/// The perspective that takes in most: all sources, or the board's last where it has none such.
pub(crate) fn widest(board: &Board) -> Option<&Perspective> {
    board.perspectives.iter().find(|p| **p == Perspective::All).or(board.perspectives.last())
}
