//! The nine policies of the comparison, and what other monitors took for them.
//!
//! The figures of others were measured once, on a machine like the one of the README, on the same log,
//! as CPU seconds of the whole process: MonPoly; StaticMon; and programs written by hand in Rust for
//! one policy each, which bound from below what a monitor can do. The aims are this project's own.

/// A policy.
pub struct Policy {
    /// Its short name.
    pub name: &'static str,
    /// What it says.
    pub formula: &'static str,
    /// The part of the log it runs on: all, or one in so many events.
    pub part: u64,
    /// What its window holds, in words.
    pub window: &'static str,
    /// CPU seconds of MonPoly.
    pub monpoly: Option<f64>,
    /// CPU seconds of StaticMon, as text, since one run was given up.
    pub staticmon: &'static str,
    /// CPU seconds of a program written by hand.
    pub floor: Option<f64>,
    /// CPU seconds that are the aim.
    pub aim: Option<f64>,
}

/// All of them.
pub const POLICIES: [Policy; 9] = [
    Policy {
        name: "p1",
        formula: "(((shell(i,a,b,z) AND (NOT unbind(a) SINCE[0,*) bind(a))) AND \
                  (NOT unbind(b) SINCE[0,*) bind(b))) AND (ONCE[0,*) zone(z)))",
        part: 1,
        window: "who is bound now, the protected zones: no more than there are",
        monpoly: Some(1.36),
        staticmon: "1.08",
        floor: Some(0.04),
        aim: Some(0.10),
    },
    Policy {
        name: "p2",
        formula: "notify(c,z) AND NOT EVENTUALLY[0,72h] pass(c)",
        part: 1,
        window: "72 hours of time points, notifications and passages",
        monpoly: Some(1.39),
        staticmon: "16.7",
        floor: Some(0.04),
        aim: Some(0.10),
    },
    Policy {
        name: "p3",
        formula: "(report(z) AND NOT ONCE[0,7d) (EXISTS i,a,b. shell(i,a,b,z))) AND \
                  NOT EVENTUALLY[0,5d] withdraw(z)",
        part: 1,
        window: "5 days of time points, reports and withdrawals; 7 days of shelled zones",
        monpoly: Some(2.48),
        staticmon: "1.77",
        floor: None,
        aim: Some(0.12),
    },
    Policy {
        name: "p4",
        formula: "(n <- CNT i;z (ONCE[0,7d] (EXISTS a,b. shell(i,a,b,z)))) AND n > 2000",
        part: 1,
        window: "7 days of shells, a count a zone",
        monpoly: Some(5.61),
        staticmon: "1.33",
        floor: Some(0.06),
        aim: Some(0.15),
    },
    Policy {
        name: "p5",
        formula: "shell(i,a,b,z) AND ONCE[0,7d] (EXISTS j. shell(j,b,a,z))",
        part: 10,
        window: "7 days of who shelled whom where",
        monpoly: Some(2.09),
        staticmon: "1.73",
        floor: None,
        aim: Some(0.02),
    },
    Policy {
        name: "p6",
        formula: "((n <- CNT a;z (ONCE[0,30d] (EXISTS i,b. shell(i,a,b,z)))) AND \
                  (EXISTS i,a,b. shell(i,a,b,z))) AND n > 20",
        part: 1,
        window: "30 days of who shelled where, a count a zone",
        monpoly: None,
        staticmon: "–",
        floor: None,
        aim: None,
    },
    Policy {
        name: "p7",
        formula: "((NOT pass(c)) SINCE[72h,*) notify(c,z)) AND (EXISTS q. report(q))",
        part: 1,
        window: "every convoy that has not passed, without a bound in time: 2 in 100 never do",
        monpoly: None,
        staticmon: "–",
        floor: None,
        aim: None,
    },
    Policy {
        name: "p8",
        formula: "(n <- CNT c (((NOT pass(c)) SINCE[0,*) (EXISTS z. notify(c,z))))) AND n > 1000",
        part: 10,
        window: "every convoy that has not passed, without a bound in time: 2 in 100 never do",
        monpoly: Some(1.66),
        staticmon: "0.08",
        floor: None,
        aim: Some(0.02),
    },
    Policy {
        name: "p9",
        formula: "shell(i,a,b,z) AND ONCE[0,7d] shell(j,b,a,z)",
        part: 1,
        window: "7 days of shells",
        monpoly: Some(164.7),
        staticmon: "> 250",
        floor: Some(0.24),
        aim: Some(0.5),
    },
];

/// What any policy takes: a formula that holds nowhere and looks at one predicate, so that the log is
/// read and nothing else is done.
pub const READING: &str = "noise(x) AND x < 0";

/// The policy of this name.
pub fn named(name: &str) -> Result<&'static Policy, String> {
    POLICIES.iter().find(|policy| policy.name == name).ok_or_else(|| format!("no policy {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_monitor::{Checked, Monitor, Signature, Watch, parse_formula, read_text};

    /// So many verdicts MonPoly tells of each policy on the first ten thousand events.
    #[test]
    fn the_policies_are_those_of_the_comparison() {
        let mut log = Vec::new();
        crate::ceasefire::write(10_000, &mut log).unwrap();
        let signature = Signature::parse(crate::ceasefire::SIGNATURE).unwrap();
        let verdicts = POLICIES.map(|policy| {
            let checked = Checked::new(parse_formula(policy.formula).unwrap(), &signature).unwrap();
            let mut monitor = Monitor::new(&checked).unwrap();
            let mut verdicts = 0;
            let mut watch = Watch::new(&mut monitor, &signature, |told| verdicts += told.len());
            read_text(log.as_slice(), &signature, &mut watch).unwrap();
            watch.close();
            verdicts
        });
        assert_eq!(verdicts, [2612, 256, 18, 3213, 3390, 4904, 45, 0, 8771]);
    }
}
