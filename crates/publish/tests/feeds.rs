//! Alleged breaches as a feed (RFC 4287) and as alerts (CAP 1.2), read by another's parser.

#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod fixture;

use armistice_model::{Casualties, Count, Shape, Status};
use armistice_publish::{
    Alert, Alerts, Audience, CapHandling, CapReference, CapSender, FeedHome, write_atom, write_cap,
};
use fixture::{Fixture, SECRETS};
use jiff::Timestamp;
use jiff::civil::date;
use roxmltree::{Document, Node};
use std::collections::BTreeSet;

const HOME: FeedHome = FeedHome {
    feed: "https://mission.example/feeds/alerts.atom",
    page: "https://mission.example/",
    authority: "mission.example",
    since: date(2016, 9, 1),
    author: "The mission",
};

const SENDER: CapSender = CapSender {
    id: "armistice@mission.example",
    name: "The mission",
    page: "https://mission.example/",
    handling: CapHandling::Actual,
};

fn feed(fixture: &Fixture, most: usize) -> String {
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let alerts = Alerts::new(&publication, &veil);
    let mut bytes = Vec::new();
    write_atom(&mut bytes, &publication, &alerts, &HOME, most).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn alerts(fixture: &Fixture) -> Vec<Alert> {
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    Alerts::new(&publication, &veil).iter().collect()
}

fn cap(alert: &Alert, earlier: &[CapReference]) -> String {
    let sent: Timestamp = "2016-09-28T21:00:00Z".parse().unwrap();
    let mut bytes = Vec::new();
    write_cap(&mut bytes, alert, &SENDER, sent, earlier).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn children<'d>(node: Node<'d, 'd>, name: &str) -> Vec<Node<'d, 'd>> {
    node.children().filter(|n| n.has_tag_name(name)).collect()
}

fn words<'d>(node: Node<'d, 'd>, name: &str) -> &'d str {
    children(node, name)[0].text().unwrap()
}

#[test]
fn an_entry_tells_one_breach_as_every_perspective_sees_it() {
    let feed = feed(&Fixture::new(), 100);
    let strike = feed.split("  <entry>").find(|e| e.contains("Deir ez-Zor")).unwrap();
    insta::assert_snapshot!(strike, @r#"
    <id>tag:mission.example,2016-09-01:syria-2016-09/alerts/I-0000a10d/1.a</id>
    <title>Breach corroborated, contested: term 1.a: airstrike; Deir ez-Zor airport (within 3.5 km); 17 September, hour not told; 62 killed (Russian Ministry of Defence), at least 80 killed (Syrian Observatory for Human Rights)</title>
    <published>2016-09-17T20:00:00Z</published>
    <updated>2016-09-17T20:00:00Z</updated>
    <link rel="alternate" type="text/html" href="https://mission.example/incidents/I-0000a10d"/>
    <category term="airstrike" label="airstrike"/>
    <category term="1.a" label="Cease all attacks with any weapons"/>
    <content type="text">Term 1.a: Cease all attacks with any weapons
Reported: airstrike; Deir ez-Zor airport (within 3.5 km); 17 September, hour not told; 62 killed (Russian Ministry of Defence), at least 80 killed (Syrian Observatory for Human Rights)
By whom, as alleged: United States
Said by: Russian Ministry of Defence and Syrian Observatory for Human Rights
Denied or told otherwise by: US Department of Defense
Sources close to Government: breach alleged (17 September: 1 of 3 sources reporting, 1 of 12 regions heard from)
Sources close to Opposition: allege no breach in it (17 September: 1 of 2 sources reporting, 1 of 12 regions heard from)
Independent sources: breach alleged (17 September: 1 of 6 sources reporting, 1 of 12 regions heard from)
All sources: breach corroborated, contested (17 September: 3 of 11 sources reporting, 1 of 12 regions heard from)
Why: an attack by a guarantor on a party, while in force
This is computed from what sources say. It is no finding; a finding is a person&#39;s.</content>
  </entry>
    "#);
    insta::assert_snapshot!(feed.split("  <entry>").next().unwrap(), @r#"
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>tag:mission.example,2016-09-01:syria-2016-09/alerts</id>
  <title>Reducing Violence, Restoring Access and Establishing the JIC: alleged breaches</title>
  <subtitle>What sources allege, as each perspective sees it. Computed, and no finding. No entry does not mean that nothing happened.</subtitle>
  <updated>2016-09-19T21:00:00Z</updated>
  <author>
    <name>The mission</name>
  </author>
  <link rel="self" type="application/atom+xml" href="https://mission.example/feeds/alerts.atom"/>
  <link rel="alternate" type="text/html" href="https://mission.example"/>
  <generator version="0.1.0">Armistice</generator>
    "#);
}

#[test]
fn a_feed_has_what_the_standard_asks_of_it() {
    let fixture = Fixture::new();
    let text = feed(&fixture, 100);
    let document = Document::parse(&text).unwrap();
    let root = document.root_element();
    assert!(root.has_tag_name(("http://www.w3.org/2005/Atom", "feed")));
    let entries = children(root, "entry");
    assert_eq!(entries.len(), alerts(&fixture).len());
    let mut ids = BTreeSet::new();
    let mut last = Timestamp::MAX;
    for node in entries.iter().chain([&root]) {
        for name in ["id", "title", "updated"] {
            assert_eq!(children(*node, name).len(), 1, "{name}");
        }
        assert!(ids.insert(words(*node, "id")));
        assert!(words(*node, "id").starts_with("tag:mission.example,2016-09-01:"));
    }
    for entry in &entries {
        let updated: Timestamp = words(*entry, "updated").parse().unwrap();
        let published: Timestamp = words(*entry, "published").parse().unwrap();
        assert!(updated <= last && published <= updated && updated <= fixture.board.as_of);
        last = updated;
    }
    assert_eq!(words(root, "updated"), words(entries[0], "updated"));
    assert_eq!(feed(&fixture, 3).matches("<entry>").count(), 3);
}

/// Only what somebody alleges: what may or may not be a breach is no news of one.
#[test]
fn what_is_undetermined_in_all_eyes_is_not_told() {
    let fixture = Fixture::new();
    let alerts = alerts(&fixture);
    for alert in &alerts {
        assert!(alert.sights.iter().any(|s| s.status >= Status::BreachAlleged), "{}", alert.id);
        assert!(alert.sights.iter().all(|s| s.status <= alert.status));
        assert!(alert.sights.iter().all(|s| !s.days.is_empty()), "coverage beside each");
        assert_eq!(alert.sights.len(), fixture.board.perspectives.len());
    }
    let told = |i: &str| alerts.iter().any(|a| a.id.incident.as_str() == i);
    let [mut yes, mut no] = [0, 0];
    for cell in &fixture.board.assessments {
        for breach in &cell.breaches {
            let Some(id) = &breach.incident else { continue };
            let mine = fixture.board.assessments.iter().flat_map(|a| &a.breaches);
            let alleged = mine
                .filter(|b| b.incident.as_ref() == Some(id))
                .any(|b| b.status >= Status::BreachAlleged);
            assert_eq!(told(id.as_str()), alleged);
            if alleged { yes += 1 } else { no += 1 }
        }
    }
    assert!(yes > 0 && no > 0, "the fixture has both");
}

#[test]
fn an_alert_is_found_by_its_name() {
    let fixture = Fixture::new();
    let publication = fixture.publication();
    let veil = publication.veil(Audience::Public);
    let all = Alerts::new(&publication, &veil);
    for alert in all.iter() {
        assert_eq!(all.named(&alert.id.to_string()), Some(alert));
    }
    for wrong in ["", "I-1@1.a", "@", "I-0000a100@9.z"] {
        assert!(all.named(wrong).is_none());
    }
}

#[test]
fn an_alert_after_the_common_alerting_protocol() {
    let fixture = Fixture::new();
    let all = alerts(&fixture);
    let strike = all.iter().find(|a| a.what.contains("Deir ez-Zor")).unwrap();
    insta::assert_snapshot!(cap(strike, &[]), @r#"
<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>I-0000a10d%401.a.20160928T210000Z</identifier>
  <sender>armistice@mission.example</sender>
  <sent>2016-09-28T21:00:00-00:00</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
  <info>
    <language>en</language>
    <category>Security</category>
    <event>Ceasefire, breach corroborated: airstrike</event>
    <urgency>Past</urgency>
    <severity>Severe</severity>
    <certainty>Likely</certainty>
    <senderName>The mission</senderName>
    <headline>Breach corroborated, contested: term 1.a: airstrike; Deir ez-Zor airport (within 3.5 km); 17 September, hour not told; 62 killed (Russian Ministry of Defence), at least 80 killed (Syrian Observatory for Human Rights)</headline>
    <description>Term 1.a: Cease all attacks with any weapons
Reported: airstrike; Deir ez-Zor airport (within 3.5 km); 17 September, hour not told; 62 killed (Russian Ministry of Defence), at least 80 killed (Syrian Observatory for Human Rights)
By whom, as alleged: United States
Said by: Russian Ministry of Defence and Syrian Observatory for Human Rights
Denied or told otherwise by: US Department of Defense
Sources close to Government: breach alleged (17 September: 1 of 3 sources reporting, 1 of 12 regions heard from)
Sources close to Opposition: allege no breach in it (17 September: 1 of 2 sources reporting, 1 of 12 regions heard from)
Independent sources: breach alleged (17 September: 1 of 6 sources reporting, 1 of 12 regions heard from)
All sources: breach corroborated, contested (17 September: 3 of 11 sources reporting, 1 of 12 regions heard from)
Why: an attack by a guarantor on a party, while in force
This is computed from what sources say. It is no finding; a finding is a person&#39;s.</description>
    <web>https://mission.example/incidents/I-0000a10d</web>
    <parameter>
      <valueName>perspective close to Government</valueName>
      <value>Sources close to Government: breach alleged (17 September: 1 of 3 sources reporting, 1 of 12 regions heard from)</value>
    </parameter>
    <parameter>
      <valueName>perspective close to Opposition</valueName>
      <value>Sources close to Opposition: allege no breach in it (17 September: 1 of 2 sources reporting, 1 of 12 regions heard from)</value>
    </parameter>
    <parameter>
      <valueName>perspective independent</valueName>
      <value>Independent sources: breach alleged (17 September: 1 of 6 sources reporting, 1 of 12 regions heard from)</value>
    </parameter>
    <parameter>
      <valueName>perspective all</valueName>
      <value>All sources: breach corroborated, contested (17 September: 3 of 11 sources reporting, 1 of 12 regions heard from)</value>
    </parameter>
    <parameter>
      <valueName>term</valueName>
      <value>1.a</value>
    </parameter>
    <area>
      <areaDesc>Deir ez-Zor airport (within 3.5 km)</areaDesc>
      <circle>35.28309,40.17086 3.500</circle>
    </area>
  </info>
</alert>
    "#);
}

/// The order of elements and the lists of values of the standard's section 3.2 and schema 3.4.
#[test]
fn an_alert_keeps_the_order_and_the_words_of_the_standard() {
    const ALERT: [&str; 14] = [
        "identifier",
        "sender",
        "sent",
        "status",
        "msgType",
        "source",
        "scope",
        "restriction",
        "addresses",
        "code",
        "note",
        "references",
        "incidents",
        "info",
    ];
    const INFO: [&str; 20] = [
        "language",
        "category",
        "event",
        "responseType",
        "urgency",
        "severity",
        "certainty",
        "audience",
        "eventCode",
        "effective",
        "onset",
        "expires",
        "senderName",
        "headline",
        "description",
        "instruction",
        "web",
        "contact",
        "parameter",
        "area",
    ];
    const AREA: [&str; 6] = ["areaDesc", "polygon", "circle", "geocode", "altitude", "ceiling"];
    let in_order = |node: Node, order: &[&str]| {
        let places: Vec<usize> = node
            .children()
            .filter(Node::is_element)
            .map(|n| order.iter().position(|o| *o == n.tag_name().name()).unwrap())
            .collect();
        assert!(places.is_sorted(), "{places:?}");
    };
    let mut fixture = Fixture::new();
    // One of each shape, and none.
    let shapes = [
        Some(Shape::Area { ring: vec![[37.0, 36.0], [37.1, 36.0], [37.1, 36.1]] }),
        Some(Shape::Line { course: vec![[37.0, 36.0], [37.1, 36.0]], margin_m: 500.0 }),
        None,
        Some(Shape::Disc { centre: [179.99, 10.0], radius_m: 5000.0 }),
    ];
    for (incident, shape) in fixture.incidents.iter_mut().zip(shapes.iter().cycle()) {
        incident.place.shape = shape.clone();
    }
    let mut seen = BTreeSet::new();
    for alert in alerts(&fixture) {
        let text = cap(&alert, &[]);
        let document = Document::parse(&text).unwrap();
        let root = document.root_element();
        assert!(root.has_tag_name(("urn:oasis:names:tc:emergency:cap:1.2", "alert")));
        in_order(root, &ALERT);
        let identifier = words(root, "identifier");
        assert!(!identifier.contains([' ', ',', '<', '&']), "{identifier}");
        assert_eq!(words(root, "sent"), "2016-09-28T21:00:00-00:00");
        let info = children(root, "info")[0];
        in_order(info, &INFO);
        for (name, values) in [
            ("category", &["Security", "Other"][..]),
            ("urgency", &["Past", "Unknown"]),
            ("severity", &["Severe", "Moderate", "Unknown"]),
            ("certainty", &["Likely", "Possible"]),
        ] {
            assert!(values.contains(&words(info, name)), "{name} {}", words(info, name));
        }
        let likely = alert.status == Status::BreachCorroborated;
        assert_eq!(words(info, "certainty") == "Likely", likely);
        let area = children(info, "area")[0];
        in_order(area, &AREA);
        for polygon in children(area, "polygon") {
            let pairs: Vec<&str> = polygon.text().unwrap().split(' ').collect();
            assert!(pairs.len() >= 4 && pairs.first() == pairs.last());
            for pair in pairs {
                let (lat, lon) = pair.split_once(',').unwrap();
                let (lat, lon): (f64, f64) = (lat.parse().unwrap(), lon.parse().unwrap());
                assert!((35.0..36.5).contains(&lat) && (36.5..37.5).contains(&lon), "{pair}");
            }
            seen.insert("polygon");
        }
        for circle in children(area, "circle") {
            let (pair, radius) = circle.text().unwrap().split_once(' ').unwrap();
            assert_eq!(pair.matches(',').count(), 1);
            assert!([0.5, 5.0].contains(&radius.parse::<f64>().unwrap()), "{radius}");
            seen.insert("circle");
        }
    }
    assert_eq!(seen.len(), 2);
}

#[test]
fn harm_that_only_one_side_tells_of_does_not_make_it_severe() {
    let mut fixture = Fixture::new();
    let killed = |count| Casualties { killed: Some(count), ..Casualties::default() };
    let severity = |fixture: &Fixture, harm: Casualties| {
        let mut alert = Fixture::new();
        alert.incidents.clone_from(&fixture.incidents);
        alert.incidents.iter_mut().for_each(|i| i.casualties = harm);
        let text = cap(&alerts(&alert)[0], &[]);
        let at = text.find("<severity>").unwrap() + 10;
        text[at..].split('<').next().unwrap().to_string()
    };
    fixture.incidents.truncate(20);
    let wounded = Casualties { wounded: Some(Count::about(20)), ..Casualties::default() };
    let told =
        [killed(Count::between(0, 60)), killed(Count::at_least(1)), wounded, Casualties::default()];
    let said = told.map(|harm| severity(&fixture, harm));
    assert_eq!(said, ["Unknown", "Severe", "Moderate", "Unknown"]);
}

#[test]
fn an_onset_is_told_only_where_a_source_tells_the_minute() {
    let fixture = Fixture::new();
    let mut exact = 0;
    for alert in alerts(&fixture) {
        let minute = "15 September, 10:10";
        let told = cap(&alert, &[]).contains("<onset>2016-09-15T07:10:00-00:00</onset>");
        assert_eq!(told, alert.what.contains(minute), "{}", alert.what);
        exact += usize::from(told);
    }
    assert!(exact > 0);
}

#[test]
fn an_update_refers_to_what_it_updates() {
    let fixture = Fixture::new();
    let all = alerts(&fixture);
    let earlier: Vec<CapReference> = ["2016-09-17T21:00:00Z", "2016-09-18T21:00:00Z"]
        .map(|at| CapReference::of(&all[0], at.parse().unwrap()))
        .to_vec();
    let text = cap(&all[0], &earlier);
    let document = Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!(words(root, "msgType"), "Update");
    let references: Vec<&str> = words(root, "references").split(' ').collect();
    assert_eq!(references.len(), 2);
    let [sender, identifier, sent] =
        references[1].split(',').collect::<Vec<_>>().try_into().unwrap();
    assert_eq!([sender, sent], [SENDER.id, "2016-09-18T21:00:00-00:00"]);
    assert_eq!(identifier, earlier[1].identifier);
    assert_ne!(identifier, words(root, "identifier"));

    let bad = CapSender { id: "the mission, in Geneva", ..SENDER };
    let error = write_cap(Vec::new(), &all[0], &bad, Timestamp::MIN, &[]).unwrap_err();
    insta::assert_snapshot!(error, @"`the mission, in Geneva` cannot be a CAP sender: write a name without spaces, commas, `<` and `&`, for example armistice@mission.example");
}

#[test]
fn what_an_alert_says_tells_whether_to_send_it_again() {
    let mut fixture = Fixture::new();
    let before = alerts(&fixture);
    assert_eq!(alerts(&fixture)[0].state(), before[0].state());
    let incident = before[0].id.incident.clone();
    for breach in fixture.board.assessments.iter_mut().flat_map(|a| &mut a.breaches) {
        if breach.incident.as_ref() == Some(&incident) {
            breach.contested = !breach.contested;
        }
    }
    let after = alerts(&fixture);
    let again = after.iter().find(|a| a.id == before[0].id).unwrap();
    assert_ne!(again.state(), before[0].state());
}

#[test]
fn neither_feed_nor_alert_gives_a_secret_away() {
    let mut fixture = Fixture::new();
    for incident in &mut fixture.incidents {
        incident.place.name = Some("the post of the Omega patrol <b>\u{1b}[31m".into());
    }
    for breach in fixture.board.assessments.iter_mut().flat_map(|a| &mut a.breaches) {
        breach.reason = format!("{} (so says Hassan Secretname of team-castello)", breach.reason);
        breach.by.0.push("Field team Castello".into());
    }
    let mut out = vec![feed(&fixture, 100)];
    out.extend(alerts(&fixture).iter().map(|alert| cap(alert, &[])));
    for text in out {
        Document::parse(&text).unwrap();
        assert!(!text.contains('\u{1b}') && text.contains("[withheld]"));
        for secret in SECRETS {
            assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{secret}");
        }
    }
}
