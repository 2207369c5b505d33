//! From a text to its claims: sentence by sentence, with what the sentences before have told.

use crate::draft::{Bytes, Draft};
use crate::event;
use crate::follow::{claimed_by, continues, refines};
use crate::harm::{self, Group};
use crate::line::Line;
use crate::peace;
use crate::place::place_of;
use crate::says::Speaker;
use crate::sentence::{paragraphs, sentences};
use crate::statement;
use crate::tally;
use crate::toll;
use crate::what::{Act, Form};
use crate::when::{Calendar, Said};
use crate::{Reader, accuse};
use armistice_model::{EventKind, Field, Interval, Place, Report, Scope, SourceId, Stance, When};

/// What the sentences so far have told.
pub(crate) struct Told<'r> {
    pub report: &'r Report,
    pub calendar: Calendar<'r>,
    /// Whose word the text is where nobody else is named: the report's source, or the agency
    /// credited at its head.
    pub own: SourceId,
    /// Who spoke last.
    pub voice: Option<SourceId>,
    pub drafts: Vec<Draft>,
    /// The first claim of the present paragraph.
    pub paragraph: usize,
    pub place: Option<(Place, Vec<Bytes>)>,
    pub when: Option<(Interval, Vec<Bytes>)>,
    /// "We watched from 08:00 to 14:00": the time of what follows in the paragraph.
    pub watch: Option<(Interval, Vec<Bytes>)>,
    /// Where aid was to go, as told last.
    pub destination: Option<(Place, Vec<Bytes>)>,
    /// Whether the people told of last in the sentence were killed or wounded.
    pub harm: Option<bool>,
    /// The first claim of the paragraph before.
    pub last_paragraph: usize,
}

/// The voice and stance of a sentence.
pub(crate) struct Heard {
    pub voice: SourceId,
    pub stance: Stance,
    pub marks: Vec<(Field, Bytes)>,
    pub named: bool,
}

impl Heard {
    pub(crate) fn write(&self, draft: &mut Draft) {
        draft.voice = self.voice.clone();
        draft.stance = self.stance;
        for (field, at) in &self.marks {
            draft.mark(*field, *at);
        }
    }
}

/// The claims of a text.
pub(crate) fn read(report: &Report, reader: &Reader<'_>) -> Vec<Draft> {
    let text = &*report.text;
    let mut told = Told {
        report,
        calendar: Calendar::new(report, reader.known.zone),
        own: report.source.clone(),
        voice: None,
        drafts: Vec::new(),
        paragraph: 0,
        place: None,
        when: None,
        watch: None,
        destination: None,
        harm: None,
        last_paragraph: 0,
    };
    let mut first = true;
    for paragraph in paragraphs(text, report.body_at.min(text.len()), text.len()) {
        told.last_paragraph = told.paragraph;
        told.paragraph = told.drafts.len();
        told.watch = None;
        for at in sentences(text, paragraph) {
            let line = Line::new(
                text,
                at,
                &reader.names,
                &reader.triggers,
                &reader.voices,
                &told.calendar,
            );
            if std::mem::take(&mut first)
                && let Some((source, _)) = reader.voices.credit(&line.words, &line.names)
            {
                told.own = source;
            }
            sentence(&line, reader, &mut told);
        }
    }
    told.drafts
}

fn heard(line: &Line<'_, '_>, told: &mut Told<'_>) -> Heard {
    let Some(attribution) = &line.attribution else {
        return Heard {
            voice: told.own.clone(),
            stance: Stance::Fact,
            marks: Vec::new(),
            named: false,
        };
    };
    let (voice, named) = match &attribution.speaker {
        Speaker::Known(id) => {
            told.voice = Some(id.clone());
            (id.clone(), true)
        }
        Speaker::Before => (told.voice.clone().unwrap_or_else(|| told.own.clone()), false),
        Speaker::Unknown => {
            told.voice = None;
            (told.own.clone(), false)
        }
    };
    let mut marks = vec![(Field::Cue, attribution.cue)];
    marks.extend(attribution.says.map(|at| (Field::Says, at)));
    Heard { voice, stance: attribution.stance, marks, named }
}

fn sentence(line: &Line<'_, '_>, reader: &Reader<'_>, told: &mut Told<'_>) {
    told.harm = None;
    let heard = heard(line, told);
    if watch(line, told) {
        return;
    }
    let before = told.drafts.len();
    let done = statement::wants(line, &heard, reader, told)
        || statement::sides_taken(line, &heard, reader, told)
        || accuse::read(line, &heard, reader, told)
        || statement::unconfirmed(line, &heard, reader, told)
        || claimed_by(line, &heard, reader, told);
    toll::read(line, &heard, told);
    if !done {
        for (from, until) in line.clauses() {
            // "…, but officials warned that …" covers only what follows.
            let before = line.attribution.as_ref().is_some_and(|a| until <= a.content.0);
            if before {
                let plain = Heard {
                    voice: told.own.clone(),
                    stance: Stance::Fact,
                    marks: Vec::new(),
                    named: false,
                };
                clause(line, from, until, &plain, reader, told);
            } else {
                clause(line, from, until, &heard, reader, told);
            }
        }
    }
    let here = |(a, b): Bytes| a >= line.at.0 && b <= line.at.1;
    let said = told.drafts.iter().enumerate().any(|(n, d)| {
        d.voice == heard.voice && (n >= before || d.marked(Field::HowMany).into_iter().any(here))
    });
    if !said && !done {
        statement::only_said(line, &heard, reader, told);
    }
}

/// "We watched … on 14 September from 08:00 to 14:00."
fn watch(line: &Line<'_, '_>, told: &mut Told<'_>) -> bool {
    let watches = (0..line.words.len().min(5)).any(|i| {
        matches!(line.low(i), "watched" | "observed" | "monitored" | "patrolled")
            && matches!(
                line.low(i.wrapping_sub(1)),
                "we" | "team" | "monitors" | "observers" | "patrol"
            )
    });
    if watches && let Some((interval, at)) = time_of(line, 0, line.words.len(), told) {
        told.watch = Some((interval, at));
    }
    watches
}

/// The time told in words `from..until`, outside the words that bring the sentence in.
pub(crate) fn time_of(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    told: &Told<'_>,
) -> Option<(Interval, Vec<Bytes>)> {
    let here: Vec<&crate::when::Timed> = line
        .times
        .iter()
        .filter(|t| t.from >= from && t.from < until && line.told(t.from))
        .collect();
    let clock = here.iter().find(|t| matches!(t.said, Said::Clock(..) | Said::LocalClock));
    let day = here.iter().find(|t| !matches!(t.said, Said::Clock(..) | Said::LocalClock))?;
    let last = told.when.as_ref().map(|(i, _)| *i);
    let mut interval = told.calendar.interval(&day.said, clock.map(|t| &t.said), last)?;
    let mut at: Vec<Bytes> = line.bytes(day.from, day.until).into_iter().collect();
    at.extend(clock.and_then(|t| line.bytes(t.from, t.until)));
    if matches!(day.said, Said::SameDay | Said::Before(_)) {
        at.extend(told.when.iter().flat_map(|(_, at)| at.iter().copied()));
    }
    // An hour that would lie after the report was published was understood wrongly.
    if let (Some(_), Some(published)) = (clock, told.report.published)
        && interval.from() > published
    {
        let whole = told.calendar.interval(&day.said, None, last)?;
        // A day still to come is foretold, not misread.
        if whole.from() <= published {
            interval = whole;
        }
    }
    Some((interval, at))
}

/// Writes place and time of words `from..until` into a claim; a date may stand anywhere before
/// word `scope`.
pub(crate) fn situate(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    scope: usize,
    told: &mut Told<'_>,
    draft: &mut Draft,
    follows: bool,
) {
    let here: Vec<&crate::place::PlaceAt> = line
        .places
        .iter()
        .filter(|p| p.from >= from && p.from < until && line.told(p.from))
        .collect();
    let there = (from..until).any(|i| {
        line.low(i) == "there"
            && line.told(i)
            && !matches!(line.low(i + 1), "is" | "was" | "were" | "are")
    });
    if let Some((place, at)) = place_of(&line.words, &here) {
        draft.place = place.clone();
        draft.mark_all(Field::Where, at.iter().copied());
        told.place = Some((place, at));
    } else if there && let Some((place, at)) = &told.place {
        draft.place = place.clone();
        draft.mark_all(Field::Where, at.iter().copied());
    } else if !follows {
        // The most exact place of the rest of the sentence.
        let all: Vec<&crate::place::PlaceAt> =
            line.places.iter().filter(|p| p.from < from && line.told(p.from)).collect();
        if let Some((place, at)) = place_of(&line.words, &all) {
            draft.place = place;
            draft.mark_all(Field::Where, at);
        }
    }
    let own = time_of(line, from, until, told);
    // A date said before holds on; one said in a later clause does not reach back.
    let carried = || if follows { None } else { time_of(line, 0, scope, told) };
    if let Some((interval, at)) = own.or_else(carried) {
        draft.when = When::Within(interval);
        draft.mark_all(Field::When, at.iter().copied());
        told.when = Some((interval, at));
    } else if let Some((interval, at)) = &told.watch
        && !follows
    {
        draft.when = When::Within(*interval);
        draft.mark_all(Field::When, at.iter().copied());
    }
}

fn clause(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    heard: &Heard,
    reader: &Reader<'_>,
    told: &mut Told<'_>,
) {
    // What is asked or left open is not told.
    if line.has(from, until, &["whose", "unclear", "contested"])
        || (line.has(from, until, &["not"])
            && line.has(from, until, &["clear", "say", "known", "told"]))
        || (from..from + 2).any(|i| matches!(line.low(i), "which" | "who" | "whether"))
    {
        return;
    }
    // ", after rockets were fired": another event, at a time of its own.
    let follows = (from..from + 2).any(|i| matches!(line.low(i), "after" | "before"));
    if tally::read(line, from, until, heard, false, told) {
        return;
    }
    let groups = harm::groups(&line.words, &line.counts, &line.mentions, from, until, told.harm);
    let groups: Vec<Group> = groups.into_iter().filter(|g| line.told(g.from)).collect();
    told.harm = groups.iter().rfind(|g| !g.part).map(|g| g.killed).or(told.harm);
    let triggers =
        || line.triggers.iter().filter(|t| t.from >= from && t.from < until && line.told(t.from));
    // "in the clashes" are those told of before.
    let has_means = triggers().any(|t| {
        event::is_violent(t.act)
            && !matches!(t.act, Act::Harm | Act::Breach)
            && !(t.form == Form::Noun && event::is_definite(line, t.from))
    });
    let has_place =
        line.places.iter().any(|p| p.from >= from && p.from < until && line.told(p.from));
    let has_time = line.times.iter().any(|t| t.from >= from && t.from < until && line.told(t.from));
    let is_toll = toll::words(line, from, until);
    if is_toll {
        return;
    }
    if !groups.is_empty()
        && !has_means
        && !has_place
        && !has_time
        && continues(line, &groups, heard, told)
    {
        return;
    }
    if !groups.is_empty() && groups.iter().all(|g| g.part) && continues(line, &groups, heard, told)
    {
        return;
    }
    let last_kind = told.drafts.iter().rev().map(|d| d.kind).find(|k| k.may_be_attack());
    if refines(line, from, until, &groups, told) {
        return;
    }
    // "four civilians in A and three civilians in B": one claim each.
    let parts = apart(line, &groups, until);
    if parts.len() > 1 {
        for (n, (start, end, index)) in parts.iter().enumerate() {
            let own: Vec<Group> = groups.get(*index).cloned().into_iter().collect();
            let region = (if n == 0 { from } else { *start }, *end);
            let Some(mut draft) = event::violent(line, from, until, &own, last_kind, &heard.voice)
            else {
                continue;
            };
            heard.write(&mut draft);
            situate(line, region.0, region.1, until, told, &mut draft, follows);
            summarise(line, from, until, &mut draft);
            told.drafts.push(draft);
        }
        return;
    }
    if let Some(mut draft) = event::violent(line, from, until, &groups, last_kind, &heard.voice) {
        heard.write(&mut draft);
        // "The army denied shelling Duma": its own deed.
        if let (Stance::Denied, true, Some(attribution)) =
            (draft.stance, draft.by.is_open(), &line.attribution)
            && triggers().any(|t| t.from == attribution.content.0)
            && let (Some(actor), Some(at)) =
                (reader.voices.actor_of(&heard.voice), attribution.says)
        {
            draft.by = armistice_model::Who::one(actor);
            draft.mark(Field::By, at);
        }
        if draft.stance == Stance::Fact && triggers().any(|t| t.hedged) {
            draft.stance = Stance::Claimed;
        }
        situate(line, from, until, until, told, &mut draft, follows);
        summarise(line, from, until, &mut draft);
        told.drafts.push(draft);
        return;
    }
    for mut draft in peace::events(line, from, until, heard, reader, told) {
        if draft.voice == heard.voice {
            heard.write(&mut draft);
        }
        if draft.when == When::Open
            && !matches!(draft.kind, EventKind::Statement | EventKind::Talks)
        {
            situate(line, from, until, until, told, &mut draft, follows);
        }
        told.drafts.push(draft);
    }
}

/// Groups that have each a place of its own: the words and the number of each.
fn apart(line: &Line<'_, '_>, groups: &[Group], until: usize) -> Vec<(usize, usize, usize)> {
    let whole: Vec<(usize, &Group)> =
        groups.iter().enumerate().filter(|(_, g)| !g.part && g.killed).collect();
    let parts: Vec<(usize, usize, usize)> = whole
        .iter()
        .enumerate()
        .map(|(n, (index, g))| {
            (g.from, whole.get(n + 1).map_or(until, |(_, next)| next.from), *index)
        })
        .collect();
    let placed = parts.iter().all(|(a, b, _)| {
        line.places.iter().any(|p| p.from >= *a && p.from < *b && line.told(p.from))
    });
    if placed { parts } else { Vec::new() }
}

/// Several events told together: over days, or over a whole country or the area of the truce.
fn summarise(line: &Line<'_, '_>, from: usize, until: usize, draft: &mut Draft) {
    if draft.casualties.is_silent() {
        return;
    }
    let exact = matches!(&draft.place.shape, Some(s) if crate::place::reach_m(s) < 50_000.0);
    let wide = line.has(from, until, &["across", "nationwide"])
        || (line.has(from, until, &["around", "throughout"]) && !exact)
        || (line.has(from, until, &["inside", "outside"])
            && line.has(from, until, &["truce", "ceasefire"])
            && !exact)
        || (from..until)
            .any(|i| line.low(i) == "of" && matches!(line.low(i + 1), "casualties") && !exact);
    let wide = wide
        || (from..until).any(|i| {
            let its = matches!(line.low(i), "its" | "their");
            // "in A and its countryside"; "its count … had risen": what has been added up.
            (its && line.low(i + 1) == "countryside" && !exact)
                || (its
                    && matches!(line.low(i + 1), "count" | "toll" | "tally")
                    && line.has(i, until, &["risen", "rose", "reached", "climbed"]))
        });
    let several_days = draft.when.interval().is_some_and(|i| i.seconds() > 2 * 86_400 - 7200);
    if wide || several_days || draft.scope == Scope::Summary {
        draft.scope = Scope::Summary;
        if let When::Within(interval) = draft.when {
            draft.when = When::Throughout(interval);
        }
    }
}
