//! Says how well a file of reports was linked: against the events that the reports really tell.

mod partition;
mod reliability;
mod table;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

pub use partition::Partition;
pub use reliability::Reliability;
use table::Table;

/// How well a file was linked.
pub struct Score {
    /// How many reports there are.
    pub reports: usize,
    /// Pairs and incidents against events.
    pub partition: Partition,
    /// Records in incidents of two or more: the share of the other members that tell their event.
    pub together: Reliability,
    /// Records alone in their incident: whether no other report tells their event.
    pub alone: Reliability,
    /// Pairs of reports whose probability was said: whether they tell one event.
    pub links: Reliability,
    /// Of the pairs that tell one event, the share that is among those.
    pub found: f64,
}

impl Score {
    /// Reads what went into the linker, what came out, and the pairs if there are any.
    pub fn read(reports: &Path, incidents: &Path, links: Option<&Path>) -> Result<Self, String> {
        let reports = Table::read(reports)?;
        let [uids, truths] = reports.columns(["uid", "truth"])?;
        let mut place = HashMap::with_capacity(uids.len());
        for (row, uid) in uids.iter().enumerate() {
            if place.insert(*uid, row).is_some() {
                return Err(format!("two reports have the uid {uid}"));
            }
        }
        let truth = numbered(&truths);
        let incidents = Table::read(incidents)?;
        let [of, names, said] = incidents.columns(["uid", "incident", "probability"])?;
        let names = numbered(&names);
        let mut incident = vec![None; uids.len()];
        for ((uid, name), said) in of.iter().zip(names).zip(&said) {
            let row = *place.get(uid).ok_or_else(|| format!("no report has the uid {uid}"))?;
            if incident[row].replace((name, probability(said)?)).is_some() {
                return Err(format!("the report {uid} is in two incidents"));
            }
        }
        let mut sure = Vec::with_capacity(uids.len());
        let mut linked = Vec::with_capacity(uids.len());
        for (uid, incident) in uids.iter().zip(incident) {
            let (name, said) = incident.ok_or_else(|| format!("report {uid} is in no incident"))?;
            linked.push(name);
            sure.push(said);
        }
        let mut score = Self::of(&truth, &linked, &sure);
        if let Some(links) = links {
            let links = Table::read(links)?;
            let [ones, others, said] = links.columns(["a", "b", "probability"])?;
            for ((one, other), said) in ones.iter().zip(&others).zip(&said) {
                let row =
                    |uid| place.get(uid).ok_or_else(|| format!("no report has the uid {uid}"));
                let same = truth[*row(one)?] == truth[*row(other)?];
                score.links.add(probability(said)?, f64::from(u8::from(same)));
            }
            score.found =
                partition::share(score.links.observed(), score.partition.true_pairs as f64);
        }
        Ok(score)
    }

    /// The score of reports with these events, incidents and probabilities.
    fn of(truth: &[usize], incident: &[usize], said: &[f64]) -> Self {
        let mut cells: HashMap<(usize, usize), usize> = HashMap::new();
        let mut incidents: HashMap<usize, usize> = HashMap::new();
        let mut events: HashMap<usize, usize> = HashMap::new();
        for (event, incident) in truth.iter().zip(incident) {
            *cells.entry((*incident, *event)).or_default() += 1;
            *incidents.entry(*incident).or_default() += 1;
            *events.entry(*event).or_default() += 1;
        }
        let (mut together, mut alone) = (Reliability::default(), Reliability::default());
        for ((event, incident), said) in truth.iter().zip(incident).zip(said) {
            let members = incidents[incident];
            if members == 1 {
                alone.add(*said, f64::from(u8::from(events[event] == 1)));
            } else {
                let same = cells[&(*incident, *event)] - 1;
                together.add(*said, same as f64 / (members - 1) as f64);
            }
        }
        Self {
            reports: truth.len(),
            partition: Partition::of(&cells, &incidents, &events),
            together,
            alone,
            links: Reliability::default(),
            found: 0.0,
        }
    }

    /// Reliability of all records, alone or not.
    pub fn records(&self) -> Reliability {
        self.together.with(&self.alone)
    }

    /// The score to read.
    pub fn text(&self) -> String {
        let part = &self.partition;
        let mut text = format!(
            "reports            {}\nprecision          {:.4}\nrecall             {:.4}\nF1                 {:.4}\n\
             B-cubed precision  {:.4}\nB-cubed recall     {:.4}\nB-cubed F1         {:.4}\n\
             incidents          {} for {} events, {:+.2} %\n",
            self.reports,
            part.precision(),
            part.recall(),
            part.f1(),
            part.cubed_precision,
            part.cubed_recall,
            part.cubed_f1(),
            part.incidents,
            part.events,
            part.count_error()
        );
        let tables = [
            ("records in incidents of two or more", &self.together),
            ("records alone", &self.alone),
            ("pairs", &self.links),
        ];
        for (what, table) in tables {
            // A string takes whatever is written to it.
            let _ = write!(text, "\n{what}\n{}", table.text());
        }
        if self.links.count() > 0 {
            let _ = writeln!(text, "\nof the true pairs {:.4} are among these", self.found);
        }
        text
    }
}

/// Names as numbers, in the order in which they come.
fn numbered(names: &[&str]) -> Vec<usize> {
    let mut numbers = HashMap::new();
    let mut number = |name| {
        let next = numbers.len();
        *numbers.entry(name).or_insert(next)
    };
    names.iter().map(|name| number(*name)).collect()
}

fn probability(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| format!("{text} is not a probability"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Draw;

    fn close(one: f64, other: f64) {
        assert!((one - other).abs() < 1e-12, "{one} is not {other}");
    }

    /// Events 0 0 0 1 1 2, incidents {0 0 1} {0} {1} {2}.
    #[test]
    fn scores_a_partition_made_by_hand() {
        let score =
            Score::of(&[0, 0, 0, 1, 1, 2], &[5, 5, 6, 5, 7, 8], &[0.7, 0.7, 0.3, 0.1, 0.2, 0.95]);
        let part = &score.partition;
        close(part.precision(), 1.0 / 3.0);
        close(part.recall(), 1.0 / 4.0);
        close(part.f1(), 2.0 / 7.0);
        close(part.cubed_precision, (2.0 / 3.0 + 2.0 / 3.0 + 1.0 + 1.0 / 3.0 + 1.0 + 1.0) / 6.0);
        close(part.cubed_recall, (2.0 / 3.0 * 2.0 + 1.0 / 3.0 + 0.5 + 0.5 + 1.0) / 6.0);
        close(part.count_error(), 100.0 / 3.0);
        // Of the other two the first has one of its event, and so has the second; the fourth has none.
        assert_eq!(score.together.count(), 3);
        close(score.together.observed(), 0.5 + 0.5 + 0.0);
        close(score.together.error(), (2.0 * 0.2 + 0.1) / 3.0);
        assert_eq!(score.alone.count(), 3);
        close(score.alone.observed(), 1.0);
        close(score.alone.error(), (0.3 + 0.2 + 0.05) / 3.0);
    }

    #[test]
    fn all_apart_and_all_together() {
        let events = [0, 0, 1, 2];
        let apart = Score::of(&events, &[0, 1, 2, 3], &[0.5; 4]).partition;
        close(apart.precision(), 1.0);
        close(apart.recall(), 0.0);
        close(apart.f1(), 0.0);
        close(apart.cubed_precision, 1.0);
        close(apart.cubed_recall, 0.75);
        let together = Score::of(&events, &[9; 4], &[0.5; 4]).partition;
        close(together.precision(), 1.0 / 6.0);
        close(together.recall(), 1.0);
        close(together.count_error(), -200.0 / 3.0);
        close(Score::of(&events, &events, &[0.5; 4]).partition.cubed_f1(), 1.0);
    }

    /// Counting all pairs, the slow way, gives the same.
    #[test]
    fn agrees_with_all_pairs() {
        let mut draw = Draw::new(11);
        for _ in 0..200 {
            let many = 1 + draw.below(40);
            let groups = 1 + draw.below(15);
            let truth: Vec<_> = (0..many).map(|_| draw.below(groups)).collect();
            let incident: Vec<_> = (0..many).map(|_| draw.below(groups)).collect();
            let said: Vec<_> = (0..many).map(|_| draw.unit()).collect();
            let score = Score::of(&truth, &incident, &said);
            let (mut linked, mut same, mut both) = (0, 0, 0);
            let (mut precision, mut recall) = (0.0, 0.0);
            let (mut shares, mut alone) = (0.0, 0.0);
            for one in 0..many {
                let (mut of_mine, mut of_event, mut common) = (0, 0, 0);
                for other in 0..many {
                    let is_linked = incident[one] == incident[other];
                    let is_same = truth[one] == truth[other];
                    of_mine += usize::from(is_linked);
                    of_event += usize::from(is_same);
                    common += usize::from(is_linked && is_same);
                    if one < other {
                        linked += usize::from(is_linked);
                        same += usize::from(is_same);
                        both += usize::from(is_linked && is_same);
                    }
                }
                precision += common as f64 / of_mine as f64;
                recall += common as f64 / of_event as f64;
                if of_mine > 1 {
                    shares += (common - 1) as f64 / (of_mine - 1) as f64;
                } else {
                    alone += f64::from(u8::from(of_event == 1));
                }
            }
            let part = &score.partition;
            assert_eq!((part.linked_pairs, part.true_pairs, part.both_pairs), (linked, same, both));
            close(part.cubed_precision, precision / many as f64);
            close(part.cubed_recall, recall / many as f64);
            assert!((score.together.observed() - shares).abs() < 1e-9);
            assert!((score.alone.observed() - alone).abs() < 1e-9);
        }
    }

    #[test]
    fn reads_files_and_refuses_what_is_not_one() {
        let place = std::env::temp_dir().join(format!("armistice-score-{}", std::process::id()));
        std::fs::create_dir_all(&place).unwrap();
        let file = |name: &str, text: &str| {
            let path = place.join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let reports = file("in.csv", "uid,truth,day\na,x,1\nb,x,1\nc,y,2\n");
        let linked = file("out.csv", "incident,uid,probability\ni,c,.9\nj,a,0.8\nj,b,0.8\n");
        let pairs = file("links.csv", "a,b,probability,linked\na,b,0.9,1\nb,c,0.25,0\n");
        let score = Score::read(&reports, &linked, Some(&pairs)).unwrap();
        close(score.partition.f1(), 1.0);
        close(score.links.observed(), 1.0);
        close(score.links.error(), (0.1 + 0.25) / 2.0);
        close(score.found, 1.0);
        for wrong in [
            "uid,incident,probability\na,i,1\nb,i,1\n",
            "uid,incident,probability\na,i,1\nb,i,1\nc,i,1.5\n",
            "uid,incident,probability\na,i,1\nb,i,1\nc,i,nan\n",
            "uid,incident,probability\na,i,1\na,i,1\nc,i,1\n",
            "uid,incident,probability\na,i,1\nb,i,1\nd,i,1\n",
            "uid,incident\na,i\nb,i\nc,i\n",
            "uid,incident,probability\na,i,1\nb,i\nc,i,1\n",
        ] {
            let wrong = file("wrong.csv", wrong);
            assert!(Score::read(&reports, &wrong, None).is_err());
        }
        std::fs::remove_dir_all(&place).unwrap();
    }
}
