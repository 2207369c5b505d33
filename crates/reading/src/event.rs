//! From a clause to what it says happened: kind, by whom, on whom.

use crate::aid::{aid_target, whose_aid};
use crate::draft::{Bytes, Draft};
use crate::harm::{self, Group, Victim};
use crate::line::Line;
use crate::weapon::weapon;
use crate::what::{Act, Form, Trigger, tells_aircraft, tells_ground_fire};
use crate::who::{Mention, list_of};
use armistice_model::{EventKind, Field, Scope, SourceId, Who};

/// Whether a trigger tells violence.
pub(crate) fn is_violent(act: Act) -> bool {
    match act {
        Act::Kind(kind) => {
            kind.may_be_attack() && kind != EventKind::Siege || kind == EventKind::Abduction
        }
        Act::Harm
        | Act::Strike
        | Act::Bomb
        | Act::Attack
        | Act::Advance
        | Act::ShotDown
        | Act::Breach => true,
        Act::Talks | Act::Statement => false,
    }
}

/// The violent event of words `from..until`, without place and time; `None` where the words name
/// none clearly enough. `before` is the kind told of last, for "the strike".
pub(crate) fn violent(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    groups: &[Group],
    before: Option<EventKind>,
    voice: &SourceId,
) -> Option<Draft> {
    let told: Vec<&Trigger> = line
        .triggers
        .iter()
        .filter(|t| t.from >= from && t.from < until && line.told(t.from) && is_violent(t.act))
        .filter(|t| !matches!(t.act, Act::Breach))
        .collect();
    let means: Vec<&&Trigger> = told.iter().filter(|t| t.act != Act::Harm).collect();
    let harm_only = means.is_empty();
    if harm_only && groups.is_empty() {
        return None;
    }
    let mut resolved: Vec<(EventKind, &Trigger)> = means
        .iter()
        .filter_map(|t| Some((resolve(line, from, until, t, groups, before)?, **t)))
        .collect();
    let whole = line.at;
    let (kind, main, several) = if resolved.is_empty() {
        if groups.is_empty() {
            return None;
        }
        (harm_kind(line, from, until, groups), told.first().copied(), false)
    } else {
        let mut kinds: Vec<EventKind> =
            resolved.iter().map(|(k, _)| *k).filter(|k| explicit(*k)).collect();
        kinds.sort();
        kinds.dedup();
        // "in air strikes, by shells and by snipers": several events told together.
        let nouns = resolved.iter().all(|(_, t)| t.form == Form::Noun);
        if kinds.len() > 1 && nouns && !groups.is_empty() {
            (harm_kind(line, from, until, groups), told.first().copied(), true)
        } else {
            resolved.sort_by_key(|(k, t)| (rank(*k), t.form == Form::Noun, t.from));
            let (kind, trigger) = *resolved.first()?;
            (kind, Some(trigger), false)
        }
    };
    let mut draft = Draft::new(kind, whole, voice.clone());
    if several {
        draft.scope = Scope::Summary;
        draft.mark_all(
            Field::What,
            resolved.iter().filter_map(|(_, t)| line.bytes(t.from, t.until)),
        );
    }
    let aid = aid_target(&line.words, from, until);
    if let (Some((a, b)), false) = (aid, harm_only || resolved.is_empty())
        && explicit_or_struck(kind)
    {
        draft.kind = EventKind::AttackOnAid;
        draft.mark_all(Field::What, line.bytes(a, b));
    }
    if let Some(trigger) = main
        && !several
    {
        draft.mark_all(Field::What, line.bytes(trigger.from, trigger.until));
    }
    let told_groups: Vec<&Group> = groups.iter().collect();
    harm::write(&told_groups, &mut draft);
    sides(line, from, until, &resolved, main, groups, &mut draft);
    if let (Some(target), EventKind::AttackOnAid) = (aid, draft.kind) {
        whose_aid(line, target, &mut draft);
    }
    if !matches!(main.map(|t| t.act), Some(Act::ShotDown))
        && !several
        && let Some((arm, at)) = weapon(&line.words, from, until)
        && line.told(line.words.iter().position(|w| w.at.0 == at.0).unwrap_or(from))
    {
        draft.weapon = Some(arm);
        draft.mark(Field::What, at);
    }
    draft.self_defence = self_defence(line, from, until, &mut draft.clone());
    if draft.self_defence {
        let mut marked = draft.clone();
        self_defence(line, from, until, &mut marked);
        draft = marked;
    }
    // A verb without anybody who does or suffers, a place or a number tells too little.
    let bare = draft.by.is_open() && draft.on.is_open() && draft.casualties.is_silent();
    let definite = main.is_some_and(|t| t.form == Form::Noun && is_definite(line, t.from));
    // "The raid puts a strain on the truce" tells nothing of the raid.
    let goes_on = main.is_some_and(|t| {
        matches!(
            line.low(t.until),
            "on" | "against"
                | "at"
                | "in"
                | "near"
                | "by"
                | "targeting"
                | "hit"
                | "struck"
                | "killed"
        )
    });
    if definite && draft.casualties.is_silent() && !goes_on {
        return None;
    }
    if bare && !line.places.iter().any(|p| p.from >= from && p.from < until) {
        return None;
    }
    Some(draft)
}

/// "the strike", "this attack": told of before.
pub(crate) fn is_definite(line: &Line<'_, '_>, at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map_or("", |i| line.low(i));
    matches!(before(1), "the" | "this" | "that" | "these" | "those")
        || (matches!(before(2), "the" | "this" | "these" | "those")
            && line.mentions.iter().any(|m| m.until == at))
}

fn explicit(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Airstrike
            | EventKind::DroneStrike
            | EventKind::Shelling
            | EventKind::SmallArmsFire
            | EventKind::Explosion
    )
}

fn explicit_or_struck(kind: EventKind) -> bool {
    explicit(kind)
        || matches!(
            kind,
            EventKind::Clash | EventKind::GroundAssault | EventKind::ViolenceAgainstCivilians
        )
}

fn rank(kind: EventKind) -> u8 {
    match kind {
        EventKind::DroneStrike => 0,
        EventKind::Airstrike => 1,
        EventKind::Shelling => 2,
        EventKind::Explosion => 3,
        EventKind::SmallArmsFire => 4,
        EventKind::Abduction => 5,
        EventKind::ViolenceAgainstCivilians => 6,
        EventKind::GroundAssault => 7,
        _ => 8,
    }
}

/// What people harmed tell of the kind, where nothing else does. An unexplained death of a
/// fighter is filed as fighting, as UCDP does.
fn harm_kind(line: &Line<'_, '_>, from: usize, until: usize, groups: &[Group]) -> EventKind {
    let aircraft_did = (from..until).any(|i| {
        tells_aircraft(line.low(i))
            && (i..i + 3).any(|k| matches!(line.low(k), "killed" | "wounded" | "killing"))
    });
    if aircraft_did {
        return EventKind::Airstrike;
    }
    let whole: Vec<&Group> = groups.iter().filter(|g| !g.part).collect();
    if !whole.is_empty() && whole.iter().all(|g| g.victim == Victim::Civilians) {
        EventKind::ViolenceAgainstCivilians
    } else {
        EventKind::Clash
    }
}

/// The kind that a trigger and the words beside it make.
fn resolve(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    trigger: &Trigger,
    groups: &[Group],
    before: Option<EventKind>,
) -> Option<EventKind> {
    let any =
        |test: &dyn Fn(&str) -> bool| (from..until).any(|i| line.told(i) && test(line.low(i)));
    let aid = aid_target(&line.words, from, until).is_some();
    let by_air =
        any(&tells_aircraft) || any(&|w| matches!(w, "coalition" | "airstrike" | "aerial"));
    let unmanned = any(&|w| matches!(w, "drone" | "drones" | "uav"));
    match trigger.act {
        // "Planes fired rockets": from the air all the same.
        Act::Kind(EventKind::Shelling)
            if (trigger.from.saturating_sub(4)..trigger.from)
                .any(|i| tells_aircraft(line.low(i))) =>
        {
            Some(EventKind::Airstrike)
        }
        Act::Kind(kind) => Some(kind),
        Act::Harm | Act::Breach | Act::Talks | Act::Statement => None,
        Act::ShotDown => Some(EventKind::Clash),
        Act::Advance => Some(EventKind::GroundAssault),
        Act::Strike | Act::Bomb if unmanned => Some(EventKind::DroneStrike),
        Act::Strike | Act::Bomb if by_air => Some(EventKind::Airstrike),
        Act::Strike if any(&tells_ground_fire) => Some(EventKind::Shelling),
        // "the strike on a car": what it was has been told.
        Act::Strike if trigger.form == Form::Noun && is_definite(line, trigger.from) => {
            before.filter(|k| k.may_be_attack())
        }
        Act::Strike if aid => Some(EventKind::Clash),
        Act::Strike => None,
        Act::Bomb => Some(EventKind::Explosion),
        Act::Attack => {
            if trigger.form == Form::Noun
                && is_definite(line, trigger.from)
                && !aid
                && groups.is_empty()
            {
                return None;
            }
            let ground =
                ["positions", "position", "base", "lines", "checkpoint", "outpost", "garrison"];
            let after = (trigger.until..until.min(trigger.until + 8))
                .any(|i| ground.contains(&line.low(i)));
            let civilians = groups.iter().any(|g| g.victim == Victim::Civilians)
                && !groups.iter().any(|g| matches!(g.victim, Victim::Of(_)));
            Some(if after {
                EventKind::GroundAssault
            } else if civilians {
                EventKind::ViolenceAgainstCivilians
            } else {
                EventKind::Clash
            })
        }
    }
}

/// Who did it and who suffered it.
fn sides(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    resolved: &[(EventKind, &Trigger)],
    main: Option<&Trigger>,
    groups: &[Group],
    draft: &mut Draft,
) {
    let inside =
        |m: &Mention| m.from >= from && m.until <= until && !m.describes && line.told(m.from);
    let victims: Vec<(String, Option<Bytes>)> = groups
        .iter()
        .filter(|g| !g.part)
        .filter_map(|g| match &g.victim {
            Victim::Civilians => Some(("Civilians".to_string(), g.who_at.or(Some(g.at)))),
            Victim::Of(actor) => Some((actor.clone(), g.who_at.or(Some(g.at)))),
            Victim::People => None,
        })
        .collect();
    let is_victim = |m: &Mention| groups.iter().any(|g| m.from >= g.from && m.until <= g.until);
    let clash = draft.kind == EventKind::Clash
        && resolved.iter().any(|(k, t)| {
            *k == EventKind::Clash && !matches!(t.act, Act::Attack | Act::ShotDown | Act::Strike)
        });
    let civilians = |name: &str| name == "Civilians";
    // "Two soldiers killed three rebels": who killed is told.
    let told_killer = line.triggers.iter().any(|t| {
        t.act == Act::Harm
            && !t.passive
            && t.from >= from
            && t.from < until
            && groups.iter().any(|g| g.from >= t.until && g.from <= t.until + 1)
    });
    if clash || (draft.kind == EventKind::Clash && resolved.is_empty() && !told_killer) {
        let fought: Vec<&Mention> = line
            .mentions
            .iter()
            .filter(|m| inside(m) && !civilians(&m.actor))
            // Without a word of fighting only the dead are known, not who killed them.
            .filter(|m| clash || is_victim(m))
            .collect();
        let names = Who::one_of(fought.iter().map(|m| m.actor.clone()));
        let all_victims = Who::one_of(victims.iter().map(|(name, _)| name.clone()));
        if names.0.len() > 1 {
            draft.on = Who::one_of(names.0.iter().chain(&all_victims.0).cloned());
            draft.by = names;
            draft.mark_all(Field::By, fought.iter().map(|m| m.at));
        } else {
            draft.on = if all_victims.is_open() { names } else { all_victims };
        }
        draft.mark_all(Field::On, fought.iter().map(|m| m.at));
        draft.mark_all(Field::On, victims.iter().filter_map(|(_, at)| *at));
        return;
    }
    let mut by: Vec<&Mention> = Vec::new();
    let mut on: Vec<&Mention> = Vec::new();
    let mut acts: Vec<&Trigger> = resolved.iter().map(|(_, t)| *t).collect();
    acts.sort_by_key(|t| (Some(t.from) != main.map(|m| m.from), t.from));
    // "X killed Y": the killing itself may name the side.
    acts.extend(
        line.triggers
            .iter()
            .filter(|t| t.act == Act::Harm && t.from >= from && t.from < until && !t.passive),
    );
    for trigger in &acts {
        if by.is_empty() {
            by = agents(line, from, until, trigger, &|m| {
                inside(m) && !is_victim(m) && !civilians(&m.actor)
            });
        }
        if on.is_empty() && trigger.act != Act::Harm {
            on = patients(line, from, until, trigger, &inside);
        }
    }
    on.retain(|m| !by.iter().any(|b| b.actor == m.actor));
    let mut names: Vec<String> = on.iter().map(|m| m.actor.clone()).collect();
    names.extend(victims.iter().map(|(name, _)| name.clone()));
    draft.by = Who::one_of(by.iter().map(|m| m.actor.clone()));
    draft.on = Who::one_of(names);
    draft.mark_all(Field::By, by.iter().map(|m| m.at));
    draft.mark_all(Field::On, on.iter().map(|m| m.at));
    draft.mark_all(Field::On, victims.iter().filter_map(|(_, at)| *at));
}

/// Those who do what a trigger names.
fn agents<'l>(
    line: &'l Line<'_, '_>,
    from: usize,
    until: usize,
    trigger: &Trigger,
    fits: &dyn Fn(&Mention) -> bool,
) -> Vec<&'l Mention> {
    let listed = |index: usize| {
        list_of(&line.words, &line.mentions, index)
            .into_iter()
            .filter(|m| fits(m))
            .collect::<Vec<_>>()
    };
    // "… by A", close behind the trigger or its object, and not "held by A".
    let by_at = (trigger.until..until.min(trigger.until + 9)).find(|i| {
        line.low(*i) == "by"
            && !matches!(
                line.low(i.wrapping_sub(1)),
                "held" | "backed" | "controlled" | "supported" | "run" | "governed"
            )
    });
    if let Some(at) = by_at
        && (trigger.passive || trigger.form == Form::Noun)
    {
        let agent = line.mentions.iter().position(|m| m.from > at && m.from <= at + 3);
        if let Some(index) = agent {
            return listed(index);
        }
    }
    if trigger.passive {
        return Vec::new();
    }
    if trigger.form == Form::Noun {
        // "Russian air strikes", "an Islamic State attack".
        if let Some(index) = line.mentions.iter().position(|m| m.until == trigger.from) {
            return listed(index);
        }
        // "Rebels launched an attack".
        let launches = [
            "launched",
            "carried",
            "conducted",
            "made",
            "mounted",
            "opened",
            "staged",
            "began",
            "launching",
            "resumed",
            "started",
        ];
        let Some(verb) = (from.max(trigger.from.saturating_sub(5))..trigger.from)
            .find(|i| launches.contains(&line.low(*i)))
        else {
            return Vec::new();
        };
        return subject(line, from, verb, fits).map_or_else(Vec::new, listed);
    }
    subject(line, from, trigger.from, fits).map_or_else(Vec::new, listed)
}

/// The mention that is the subject of a verb at word `at`: the nearest before it that no
/// preposition hides ("aircraft of the coalition" is the coalition's).
fn subject(
    line: &Line<'_, '_>,
    from: usize,
    at: usize,
    fits: &dyn Fn(&Mention) -> bool,
) -> Option<usize> {
    let index = line.mentions.iter().rposition(|m| m.until <= at && m.from >= from && fits(m))?;
    let mention = line.mentions.get(index)?;
    // Another event or another number of people between the two: not its subject.
    let between = line.triggers.iter().any(|t| {
        t.from >= mention.until
            && t.until <= at
            && t.act != Act::Harm
            && t.form == Form::Verb
            && t.from != at
    });
    let hidden = matches!(
        line.low(mention.from.wrapping_sub(1)),
        "against" | "on" | "near" | "with" | "from" | "to" | "at" | "between"
    );
    let far = at - mention.until > 14;
    (!between && !hidden && !far).then_some(index)
}

/// Those who suffer what a trigger names.
fn patients<'l>(
    line: &'l Line<'_, '_>,
    from: usize,
    until: usize,
    trigger: &Trigger,
    fits: &dyn Fn(&Mention) -> bool,
) -> Vec<&'l Mention> {
    let listed = |index: usize| {
        list_of(&line.words, &line.mentions, index)
            .into_iter()
            .filter(|m| fits(m))
            .collect::<Vec<_>>()
    };
    if trigger.passive {
        let index = line
            .mentions
            .iter()
            .rposition(|m| m.until <= trigger.from && m.from >= from && fits(m));
        // Only the head of the subject: "A convoy of the Red Crescent was hit".
        return index
            .filter(|i| line.mentions.get(*i).is_some_and(|m| trigger.from - m.until <= 6))
            .map_or_else(Vec::new, listed);
    }
    let after = match trigger.form {
        // "struck Syrian army positions", "shot down a Syrian warplane".
        Form::Verb => (trigger.until, 6),
        // "attack on the SDF", "strikes against Islamic State".
        Form::Noun => {
            let Some(at) = (trigger.until..until.min(trigger.until + 6))
                .find(|i| matches!(line.low(*i), "on" | "against" | "at" | "targeting"))
            else {
                return Vec::new();
            };
            (at + 1, 4)
        }
    };
    let index = line.mentions.iter().position(|m| {
        m.from >= after.0 && m.from <= after.0 + after.1 && m.from < until && fits(m)
    });
    let Some(index) = index else { return Vec::new() };
    // "struck in Aleppo, where rebels": nothing but its own words may stand between.
    let start = line.mentions.get(index).map_or(after.0, |m| m.from);
    let broken = (after.0..start).any(|i| {
        matches!(
            line.low(i),
            "what"
                | "took"
                | "mistook"
                | "believed"
                | "thought"
                | ","
                | "in"
                | "near"
                | "by"
                | "where"
                | "when"
                | "after"
                | "on"
                | "from"
                | "during"
                | "of"
        )
    });
    if broken { Vec::new() } else { listed(index) }
}

/// Whether the voice says that it was in answer to an immediate threat; marks the words.
fn self_defence(line: &Line<'_, '_>, from: usize, until: usize, draft: &mut Draft) -> bool {
    let pairs: &[&[&str]] = &[
        &["in", "response"],
        &["returned", "fire"],
        &["responding", "to"],
        &["self-defence"],
        &["self-defense"],
        &["in", "retaliation"],
        &["responded", "to"],
        &["in", "self", "defence"],
    ];
    for i in from..until {
        for words in pairs {
            if words.iter().enumerate().all(|(k, w)| line.low(i + k) == *w) {
                draft.mark_all(Field::What, line.bytes(i, i + words.len()));
                return true;
            }
        }
    }
    false
}
