//! Single sentences with a trap each.
#![allow(clippy::unwrap_used)]

mod case;

use case::{Case, line};
use std::fmt::Write as _;

const SENTENCES: &[&str] = &[
    "The opposition recorded nothing, but Moscow counted 45 breaches of the truce by rebels (Aleppo 26, Damascus 11, Hama 4).",
    "Rebels shelled Duma with an 82-mm mortar in response to an attack by the Syrian army on Friday.",
    "The Syrian army returned fire near Handarat, a US official said.",
    "The strike on Khan Shaykhun killed 13 people and wounded 20, said the Observatory.",
    "According to the Syrian Observatory for Human Rights, at least three civilians were killed in Douma on Tuesday.",
    "The Observatory blamed Russian warplanes for an air strike that killed two civilians in al-Bab on Monday.",
    "The army denied shelling Duma on Monday.",
    "Rebels released 12 prisoners in Homs on Wednesday.",
    "Government forces captured Handarat on 24 September.",
    "No one was killed in Aleppo on Friday.",
    "The rebels said they would not attack Aleppo unless the army shelled Duma.",
    "Two soldiers killed three rebels near Hadar.",
    "Fighting in Syria must stop, the UN envoy said.",
    "Hezbollah and the Syrian army attacked rebel positions in Zabadani yesterday.",
    "Islamic State fighters kidnapped 20 civilians near Palmyra since Monday.",
    "Turkey-backed factions, supported by Turkish tanks, entered Jarabulus.",
    "Government troops blocked an aid convoy at Ramouseh on 13 September.",
    "US and Russian officials will meet in Geneva on Friday.",
    "The city of Aleppo has a population of 300,000.",
    "Snipers killed a civilian in Salheen at dawn.",
    "Coalition aircraft struck what they took for an Islamic State position near Raqqa on Friday.",
    "Sixteen people, including six children, were killed in air strikes on Bzaah and al-Bab on Thursday.",
    "The State Department said the truce held; Russian officials said it did not.",
    "Russia denied bombing Duma on Friday.",
    "The Syrian government said rebels shelled Duma on Monday.",
    "One person was killed in Duma on Monday; whether he was a soldier was not clear.",
    "One civilian was killed in Hadar on Friday, the Observatory said. Moscow accused rebels of breaking the truce there.",
    "Russian aircraft struck a UN and Red Crescent convoy at Urum al-Kubra on Monday.",
    "A Red Crescent warehouse was shelled in Duma on Monday.",
    "Trucks of aid workers were bombed near Duma on Monday by Russian warplanes.",
    "A car bomb hit an aid convoy in Duma on Monday and killed two drivers.",
    "A strike hit an aid convoy of the United Nations near Duma on Monday. Moscow denied that Russian aircraft struck the aid convoy.",
    "Russian aircraft bombed Duma on Monday and killed 12 civilians, the Observatory said. The White Helmets said 20 people were killed. The Observatory said 15 people were killed. It said 30 people were wounded.",
    "Russian aircraft bombed Duma on Monday, the State Department said. It accused Russia of the attack.",
    "The two ministers of Russia and the United States met in China on Monday.",
    "Helicopters bombed the western Ghouta on Monday.",
];

#[test]
fn one_by_one() {
    let case = Case::load();
    let reader = armistice_reading::Reader::new(case.known());
    let mut out = String::new();
    for sentence in SENTENCES {
        writeln!(out, "{sentence}").unwrap();
        let report = case.text("reuters", "2016-09-17 12:00 +03:00", sentence);
        for claim in reader.read(&report) {
            writeln!(out, "    {}", line(&claim, &report)).unwrap();
        }
    }
    insta::assert_snapshot!(out);
}
