//! Queries against the plainest answer.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "fixture/land.rs"]
mod land;
#[path = "fixture/oracle.rs"]
mod oracle;

use armistice_model::{ClaimId, EventKind, ReportId, Status};
use armistice_views::{
    Ask, Bbox, QueueAsk, QueueState, Sqlite, Suggestion, Views, ViewsError, Window,
};
use jiff::{Timestamp, ToSpan};
use land::Land;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use tempfile::TempDir;

struct Settled {
    land: Land,
    views: Sqlite,
    _folder: TempDir,
}

/// One land for all questions: large enough that both ways of searching are taken.
static SETTLED: LazyLock<Settled> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let views = Sqlite::open(folder.path().join("views.db")).unwrap();
    let land = Land::of(2000, 5);
    views.settle(&land.settled(&land.publication())).unwrap();
    Settled { land, views, _folder: folder }
});

fn boxes() -> impl Strategy<Value = Option<[f64; 4]>> {
    // Edges that no shape has: singles and doubles agree on them.
    let part = (0..800i32, 0..700i32, 1..600i32, 1..600i32).prop_map(|(w, s, wide, high)| {
        let (west, south) = (35.0 + f64::from(w) / 101.0, 32.0 + f64::from(s) / 103.0);
        [west, south, west + f64::from(wide) / 97.0, south + f64::from(high) / 107.0]
    });
    prop_oneof![
        1 => Just(None),
        1 => Just(Some([-180.0, -90.0, 180.0, 90.0])),
        4 => part.prop_map(Some),
    ]
}

fn windows() -> impl Strategy<Value = Window> {
    let first: Timestamp = "2011-12-25T00:00:00Z".parse().unwrap();
    let instant = move |hours: i64| first.checked_add(hours.hours()).unwrap();
    (prop::option::of(0..52_000i64), prop::option::of(0..20_000i64), any::<bool>()).prop_map(
        move |(from, more, closed)| {
            let until = more.map(|more| instant(from.unwrap_or(0) + more));
            let from = from.map(instant);
            if closed { Window::closed(from, until) } else { Window::half_open(from, until) }
                .unwrap()
        },
    )
}

fn asks() -> impl Strategy<Value = (Ask, Option<[f64; 4]>)> {
    let kinds = prop::sample::subsequence(
        vec![EventKind::Shelling, EventKind::Airstrike, EventKind::AidPassage],
        0..3,
    );
    let statuses = vec![Status::Undetermined, Status::BreachAlleged, Status::BreachCorroborated];
    (
        boxes(),
        windows(),
        kinds,
        prop::option::weighted(0.3, prop::sample::select(vec!["1.a", "2.c", "9.z"])),
        prop::option::weighted(0.5, prop::sample::select(vec!["all", "independent", "nobody"])),
        prop::option::weighted(0.3, prop::sample::select(statuses)),
        prop::option::weighted(0.3, prop::sample::select(vec!["Government", "ISIL", "Moon"])),
        1..70usize,
    )
        .prop_map(|(bbox, window, kinds, term, perspective, status, party, limit)| {
            let ask = Ask {
                bbox: bbox.map(|[w, s, e, n]| Bbox::new(w, s, e, n).unwrap()),
                window,
                kinds,
                term: term.map(Into::into),
                perspective: perspective.map(Into::into),
                status,
                party: party.map(Into::into),
                limit,
                after: None,
            };
            (ask, bbox)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn pages_are_what_the_plainest_reading_gives((ask, bbox) in asks()) {
        let Settled { land, views, .. } = &*SETTLED;
        let expected = oracle::asked(land, &ask, bbox);
        let mut ask = ask;
        let mut found = Vec::new();
        loop {
            let page = views.incidents(&ask).unwrap();
            prop_assert!(page.items.len() <= ask.limit);
            found.extend(page.items.into_iter().map(|f| f.id));
            match page.next {
                Some(next) => ask.after = Some(next),
                None => break,
            }
        }
        let expected: Vec<_> = expected.into_iter().map(|i| i.id.clone()).collect();
        let (found, expected) = (format!("{found:?}"), format!("{expected:?}"));
        prop_assert!(found == expected, "{:.300}\n{:.300}", found, expected);
    }

    #[test]
    fn points_are_all_that_have_a_place(window in windows()) {
        let Settled { land, views, .. } = &*SETTLED;
        let points = views.points(&window).unwrap();
        let expected = oracle::placed(land, &window);
        prop_assert!(!points.truncated);
        let ids: Vec<&str> = expected.iter().map(|i| i.id.as_str()).collect();
        prop_assert_eq!(&points.ids, &ids);
        let zone = jiff::tz::TimeZone::get(&land.board.time_zone).unwrap();
        for (at, incident) in expected.iter().enumerate() {
            let shape = incident.place.shape.as_ref().unwrap();
            prop_assert_eq!([points.lon[at], points.lat[at]], shape.middle());
            prop_assert_eq!(&points.kinds[usize::from(points.kind[at])], incident.kind.word());
            let days = incident.when.interval().map(|i| i.civil_days(&zone));
            let day = |n: Option<i32>| n.map(|n| jiff::civil::date(1970, 1, 1) + i64::from(n).days());
            prop_assert_eq!(day(points.day_from[at]), days.map(|d| d.0));
            prop_assert_eq!(day(points.day_until[at]), days.map(|d| d.1));
            let parties: Vec<_> = land.parties.iter().enumerate().filter(|(_, p)| {
                incident.by.iter().any(|a| *a == p.name || p.actors.contains(a))
            }).map(|(i, _)| i8::try_from(i).unwrap()).collect();
            let only = if let [one] = parties.as_slice() { *one } else { -1 };
            prop_assert_eq!(points.by[at], only);
        }
    }
}

#[test]
fn both_ways_of_searching_are_taken() {
    // A box around most of the land is looked through in order, a street by place.
    let Settled { land, views, .. } = &*SETTLED;
    let ask = Ask { limit: 3000, ..Ask::default() };
    assert_eq!(views.incidents(&ask).unwrap().items.len(), land.incidents.len());
    let everything = Bbox::new(-180.0, -90.0, 180.0, 90.0).unwrap();
    let placed = views.incidents(&Ask { bbox: Some(everything), limit: 3000, ..Ask::default() });
    let open = land.incidents.iter().filter(|i| i.place.shape.is_none()).count();
    assert!(open > 0);
    assert_eq!(placed.unwrap().items.len(), land.incidents.len() - open);
    // The same asked as a box that runs over the antimeridian; nothing lies where it leaves off.
    let around = Bbox::new(31.0, -90.0, 30.0, 90.0).unwrap();
    let around = views.incidents(&Ask { bbox: Some(around), limit: 3000, ..Ask::default() });
    assert_eq!(around.unwrap().items.len(), land.incidents.len() - open);
}

#[test]
fn a_cursor_goes_on_where_its_row_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let views = Sqlite::open(folder.path().join("views.db")).unwrap();
    let mut land = Land::of(50, 2);
    views.settle(&land.settled(&land.publication())).unwrap();
    let whole = views.incidents(&Ask::default()).unwrap().items;
    let first = views.incidents(&Ask { limit: 20, ..Ask::default() }).unwrap();
    let last = first.items.last().unwrap().id.clone();
    land.incidents.retain(|i| i.id != last);
    views.settle(&land.settled(&land.publication())).unwrap();
    let rest = views.incidents(&Ask { after: first.next, ..Ask::default() }).unwrap();
    assert_eq!(rest.items, whole[20..]);
}

#[test]
fn nonsense_is_refused_with_what_to_ask_instead() {
    let Settled { views, .. } = &*SETTLED;
    let told = |error: ViewsError| error.to_string();
    for after in ["", "x", "1", "x~I-1", "99999999999999999999~I-1"] {
        let ask = Ask { after: Some(after.into()), ..Ask::default() };
        assert!(matches!(views.incidents(&ask), Err(ViewsError::Cursor)), "{after}");
        let ask = QueueAsk { state: QueueState::Open, limit: 5, after: Some(after.into()) };
        assert!(matches!(views.queue(&ask), Err(ViewsError::Cursor)), "{after}");
    }
    insta::assert_snapshot!(told(Bbox::new(37.0, 50.0, 38.0, 40.0).unwrap_err()), @"bbox 37,50,38,40 is no box: write west,south,east,north in degrees, west and east within -180..180, south ≤ north within -90..90");
    assert!(Bbox::new(f64::NAN, 0.0, 1.0, 1.0).is_err());
    let (early, late) = (Timestamp::UNIX_EPOCH, Timestamp::MAX);
    insta::assert_snapshot!(told(Window::closed(Some(late), Some(early)).unwrap_err()), @"the window ends (1970-01-01T00:00:00Z) before it begins (9999-12-30T22:00:00.999999999Z): swap the two");
    assert!(Window::closed(Some(Timestamp::MIN), Some(Timestamp::MAX)).is_ok());
}

#[test]
fn the_queue_is_each_report_once_in_its_order_with_duplicates_folded() {
    let folder = tempfile::tempdir().unwrap();
    let views = Sqlite::open(folder.path().join("views.db")).unwrap();
    let mut land = Land::of(400, 4);
    // Two outlets with one text, which a third spaces otherwise; one of them is accepted.
    let text = |words: &str| std::sync::Arc::<str>::from(words);
    // They repeat nothing else: each is the only one of its incident.
    let single = land.incidents.iter().filter(|i| i.claims.len() == 1);
    let single: BTreeSet<_> = single.flat_map(|i| &i.claims).collect();
    let mut alone = land.reports.iter_mut().filter(|r| single.contains(&ClaimId::of(&r.id, 1)));
    let [a, b, c] = [(); 3].map(|()| alone.next().unwrap());
    a.text = text("Shells fell on the market.");
    b.text = text("Shells fell  on the\nmarket.");
    c.text = text("Shells fell on the market. ");
    let same: Vec<ReportId> = [&a.id, &b.id, &c.id].map(Clone::clone).to_vec();
    for (id, state) in same.iter().zip([QueueState::Open, QueueState::Open, QueueState::Accepted]) {
        land.received.get_mut(id).unwrap().state = state;
    }
    views.settle(&land.settled(&land.publication())).unwrap();
    let mut seen: BTreeMap<ReportId, Vec<ReportId>> = BTreeMap::new();
    let mut shown = 0;
    for state in [QueueState::Open, QueueState::Accepted, QueueState::SetAside] {
        let mut ask = QueueAsk { state, limit: 7, after: None };
        let mut order = Vec::new();
        loop {
            let page = views.queue(&ask).unwrap();
            assert!(page.items.len() <= 7);
            for item in page.items {
                assert_eq!(item.filed.state, state);
                let disputed =
                    item.claims.iter().any(|c| c.suggestion.as_ref().is_some_and(|s| s.disputed));
                assert_eq!(item.disputed, disputed);
                for claim in &item.claims {
                    let incident = claim.placed.incident.as_ref().unwrap();
                    let whole = land.incidents.iter().find(|i| i.id == *incident).unwrap();
                    assert_eq!(claim.alone, whole.claims.len() == 1);
                    let id = &claim.placed.claim.id;
                    let likely = whole.links.iter().filter(|l| l.a == *id || l.b == *id);
                    let best = likely.map(|l| l.probability).max_by(f64::total_cmp);
                    assert_eq!(claim.suggestion.as_ref().map(|s| s.probability), best);
                }
                order.push((
                    !item.disputed,
                    std::cmp::Reverse(item.filed.entry),
                    item.filed.report.id.clone(),
                ));
                assert!(seen.insert(item.filed.report.id, item.duplicates).is_none(), "twice");
            }
            match page.next {
                Some(next) => ask.after = Some(next),
                None => break,
            }
        }
        assert!(order.is_sorted(), "{state:?}");
        shown += order.len();
    }
    // Every report is shown, or is folded under one in its state.
    let mut covered: BTreeSet<ReportId> = seen.keys().cloned().collect();
    covered.extend(seen.values().flatten().cloned());
    assert_eq!(covered.len(), land.reports.len());
    assert!(shown < land.reports.len());
    let shown: Vec<bool> = same.iter().map(|id| seen.contains_key(id)).collect();
    let first =
        |a: &ReportId, b: &ReportId| (land.received[a].entry, a) < (land.received[b].entry, b);
    let early = first(&same[0], &same[1]);
    assert_eq!(shown, [early, !early, true]);
    let lead = if early { &same[0] } else { &same[1] };
    let mut others: Vec<ReportId> = same.iter().filter(|id| *id != lead).cloned().collect();
    others.sort();
    for other in &others {
        assert!(seen[lead].contains(other));
    }
    // Copies by their links are folded as well.
    let copies = land.incidents.iter().flat_map(|i| &i.links);
    let copy = copies.into_iter().find(|l| l.probability >= Suggestion::COPY).unwrap();
    let report = |claim: &armistice_model::ClaimId| {
        land.claims.iter().find(|c| c.id == *claim).unwrap().report.clone()
    };
    let (a, b) = (report(&copy.a), report(&copy.b));
    let named = |x: &ReportId, y: &ReportId| seen.get(x).is_some_and(|d| d.contains(y));
    assert!(named(&a, &b) || named(&b, &a));
}
