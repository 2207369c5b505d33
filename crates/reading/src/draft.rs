//! A claim in the making: the fields read so far and the bytes they were read from.

use armistice_model::{
    Casualties, Claim, ClaimId, Count, EventKind, Field, Format, Place, Report, Scope, SourceId,
    Span, Stance, Weapon, When, Who,
};

/// A stretch of bytes.
pub(crate) type Bytes = (usize, usize);

/// See the fields of [`Claim`].
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub whole: Bytes,
    pub voice: SourceId,
    pub stance: Stance,
    pub scope: Scope,
    pub kind: EventKind,
    pub by: Who,
    pub on: Who,
    pub weapon: Option<Weapon>,
    pub self_defence: bool,
    pub when: When,
    pub place: Place,
    pub casualties: Casualties,
    pub count: Option<Count>,
    spans: Vec<Span>,
}

impl Draft {
    /// A claim of which only its kind, its words and its voice are known yet.
    pub(crate) fn new(kind: EventKind, whole: Bytes, voice: SourceId) -> Self {
        Self {
            whole,
            voice,
            stance: Stance::Fact,
            scope: Scope::Incident,
            kind,
            by: Who::open(),
            on: Who::open(),
            weapon: None,
            self_defence: false,
            when: When::Open,
            place: Place::open(),
            casualties: Casualties::default(),
            count: None,
            spans: Vec::new(),
        }
    }

    /// Notes that `field` was read from `at`; empty stretches and repeats are dropped.
    pub(crate) fn mark(&mut self, field: Field, at: Bytes) {
        let span = Span { field, from: at.0, until: at.1 };
        if at.0 < at.1 && !self.spans.contains(&span) {
            self.spans.push(span);
        }
    }

    /// Marks every one of `all`.
    pub(crate) fn mark_all(&mut self, field: Field, all: impl IntoIterator<Item = Bytes>) {
        for at in all {
            self.mark(field, at);
        }
    }

    /// Where `field` was read from.
    pub(crate) fn marked(&self, field: Field) -> Vec<Bytes> {
        self.spans.iter().filter(|s| s.field == field).map(|s| (s.from, s.until)).collect()
    }

    /// Forgets where `field` was read from.
    pub(crate) fn unmark(&mut self, field: Field) {
        self.spans.retain(|s| s.field != field);
    }

    /// Whether both tell one event of the text: all that places it is the same.
    pub(crate) fn same_event(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.scope == other.scope
            && self.when == other.when
            && self.place == other.place
            && self.on == other.on
    }

    /// Takes in the same voice's later numbers: what was open is told now, what differs is
    /// covered.
    pub(crate) fn cover(&mut self, later: &Self) {
        let both = |a: Option<Count>, b: Option<Count>| match (a, b) {
            (Some(a), Some(b)) => Some(a.cover(&b)),
            (told, None) | (None, told) => told,
        };
        let (had, new) = (self.casualties, later.casualties);
        self.casualties = Casualties {
            killed: both(had.killed, new.killed),
            civilians_killed: both(had.civilians_killed, new.civilians_killed),
            wounded: both(had.wounded, new.wounded),
        };
        self.mark_all(Field::HowMany, later.marked(Field::HowMany));
        self.reach(later.whole);
    }

    /// Adds the words at `at` to those the claim stands in. Only where the two stand beside each
    /// other is one stretch honest; else others' words would lie between.
    pub(crate) fn reach(&mut self, at: Bytes) {
        if at.0.saturating_sub(self.whole.1) < 4 && self.whole.0 <= at.0 {
            self.whole.1 = self.whole.1.max(at.1);
        }
    }

    /// The claim, as the `number`th of its report. Spans that do not lie on character
    /// boundaries of the text are dropped rather than handed on.
    pub(crate) fn finish(mut self, report: &Report, number: usize) -> Claim {
        self.spans.retain(|s| report.text.get(s.from..s.until).is_some());
        self.spans.sort_by_key(|s| (s.field, s.from, s.until));
        let whole = match report.text.get(self.whole.0..self.whole.1) {
            Some(_) => self.whole,
            None => (0, report.text.len()),
        };
        let mut spans = vec![Span { field: Field::Whole, from: whole.0, until: whole.1 }];
        spans.append(&mut self.spans);
        Claim {
            id: ClaimId::of(&report.id, number),
            report: report.id.clone(),
            voice: self.voice,
            through: report.source.clone(),
            published: report.published,
            stance: self.stance,
            scope: self.scope,
            kind: self.kind,
            by: self.by,
            on: self.on,
            weapon: self.weapon,
            self_defence: self.self_defence,
            when: self.when,
            place: self.place,
            casualties: self.casualties,
            count: self.count,
            row: matches!(report.format, Format::Ucdp | Format::JsonLines),
            spans,
        }
    }
}
