//! `armistice monitor`, end to end: true verdicts in every way of running it, and one clear line for
//! whatever cannot be read.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

use house::{House, shared, text};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const SIGNATURE: &str = "notify(c:int, z:string)\npass(c:int)\nheard(db:float)\n";

const LOG: &str = "@0 notify (1,\"north\")(2,\"south gate\")\n@3600 pass (1)\n@7200 heard (0.5)\n\
                   @9000 notify (3,\"north\")\n@300000 pass (3)\n@400000\n";

/// Which convoys were notified and did not pass within an hour.
const SILENT: &str = "notify(c, z) AND NOT EVENTUALLY[0,1h] pass(c)";

struct Took {
    code: i32,
    out: String,
    err: String,
}

/// A house with a signature and a log in it.
struct Place {
    house: House,
}

impl Place {
    fn new() -> Self {
        let place = Self { house: House::new() };
        place.write("facts.sig", SIGNATURE);
        place.write("facts.log", LOG);
        place
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.house.path(name);
        std::fs::write(&path, contents).unwrap();
        path
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.house.path(name)).unwrap()
    }

    /// Runs the monitor inside the house, so that what is printed names files as they were given.
    fn fed(&self, arguments: &[&str], input: Option<&[u8]>) -> Took {
        let mut command = self.house.command(&[&["monitor"], arguments].concat());
        command.current_dir(self.house.place.path());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        if input.is_some() {
            command.stdin(Stdio::piped());
        }
        let mut child = command.spawn().unwrap();
        let output = std::thread::scope(|scope| {
            if let (Some(mut pipe), Some(input)) = (child.stdin.take(), input) {
                // Refused input may not be read to its end.
                scope.spawn(move || pipe.write_all(input));
            }
            child.wait_with_output().unwrap()
        });
        let took = Took {
            code: output.status.code().unwrap(),
            out: text(&output.stdout),
            err: text(&output.stderr),
        };
        assert!(!took.err.contains("panicked"), "{}", took.err);
        took
    }

    fn run(&self, arguments: &[&str]) -> Took {
        self.fed(arguments, None)
    }

    /// What it prints for [`LOG`].
    fn told(&self, arguments: &[&str]) -> String {
        let took = self.run(&[&["-s", "facts.sig", "-l", "facts.log"], arguments].concat());
        assert_eq!((took.code, took.err.as_str()), (0, ""), "{arguments:?}");
        took.out
    }

    /// Why it refuses.
    fn refused(&self, arguments: &[&str]) -> String {
        self.refused_of(self.run(&[&["-s", "facts.sig"], arguments].concat()))
    }

    fn refused_of(&self, took: Took) -> String {
        assert_eq!(took.code, 1, "{}{}", took.out, took.err);
        assert_eq!(took.out, "");
        took.err
    }

    /// Why it refuses this log.
    fn refused_log(&self, log: &str) -> String {
        self.write("bad.log", log);
        self.refused(&["-l", "bad.log", "-e", SILENT])
    }

    fn refused_formula(&self, formula: &str) -> String {
        self.refused(&["-l", "facts.log", "-e", formula])
    }
}

#[test]
fn a_log_and_a_formula_give_verdicts() {
    let place = Place::new();
    insta::assert_snapshot!(place.told(&["-e", SILENT]), @r#"
    @0 (time point 0): (2,"south gate")
    @9000 (time point 3): (3,"north")
    "#);
    place.write("duty.mfotl", SILENT);
    assert_eq!(place.told(&["-f", "duty.mfotl"]), place.told(&["-e", SILENT]));
    let piped = place.fed(&["-s", "facts.sig", "-e", SILENT], Some(LOG.as_bytes()));
    assert_eq!(piped.out, place.told(&["-e", SILENT]));
    let closed = "EXISTS c. pass(c)";
    insta::assert_snapshot!(place.told(&["-e", closed]), @"
    @3600 (time point 1): true
    @300000 (time point 4): true
    ");
}

#[test]
fn the_ceasefire_policies_are_monpolys_to_the_letter() {
    let Some(folder) = shared("monitor/ceasefire") else { return };
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let house = House::new();
    for policy in 1..=9 {
        let formula = file(&format!("p{policy}.mfotl"));
        let (signature, log) = (file("ceasefire.sig"), file("log-10k.log"));
        let found = house.done(&["monitor", "-s", &signature, "-f", &formula, "-l", &log]);
        let expected = std::fs::read_to_string(file(&format!("p{policy}.expected"))).unwrap();
        assert!(found == expected, "p{policy} differs");
    }
}

/// Runs every policy of the shared data over its log.
fn each_policy(visit: impl Fn(&House, &dyn Fn(&[&str]) -> String, &str, &Path)) {
    let Some(folder) = shared("monitor/ceasefire") else { return };
    for policy in [1, 3, 4, 6, 8] {
        let house = House::new();
        let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        let (signature, formula) = (file("ceasefire.sig"), file(&format!("p{policy}.mfotl")));
        let run = |arguments: &[&str]| {
            house.done(&[&["monitor", "-s", &signature, "-f", &formula], arguments].concat())
        };
        let expected = std::fs::read_to_string(file(&format!("p{policy}.expected"))).unwrap();
        visit(&house, &run, &expected, &folder.join("log-10k.log"));
    }
}

#[test]
fn a_log_in_pieces_has_the_verdicts_of_the_whole() {
    each_policy(|house, run, expected, log| {
        let log = std::fs::read_to_string(log).unwrap();
        let lines: Vec<&str> = log.split_inclusive('\n').collect();
        let mut found = String::new();
        let state = house.path("state").to_str().unwrap().to_owned();
        let cuts = [0, lines.len() / 5, lines.len() / 5 + 1, lines.len() * 2 / 3, lines.len()];
        for (at, piece) in cuts.windows(2).enumerate() {
            let path = house.path("piece.log");
            std::fs::write(&path, lines[piece[0]..piece[1]].concat()).unwrap();
            let mut arguments = vec!["-l", path.to_str().unwrap()];
            if at > 0 {
                arguments.extend(["--resume", &state]);
            }
            if at + 2 < cuts.len() {
                arguments.extend(["--checkpoint", &state]);
            }
            found += &run(&arguments);
        }
        assert!(
            found == expected,
            "{} lines for {}",
            found.lines().count(),
            expected.lines().count()
        );
    });
}

#[test]
fn a_log_in_another_format_has_the_same_verdicts() {
    each_policy(|house, run, expected, log| {
        for name in ["log.arrow", "log.csv"] {
            let converted = house.path(name).to_str().unwrap().to_owned();
            assert_eq!(run(&["-l", log.to_str().unwrap(), "--convert", &converted]), "");
            let found = run(&["-l", &converted]);
            assert!(found == expected, "{name}: {} lines", found.lines().count());
        }
    });
}

#[test]
fn shards_have_the_verdicts_of_the_whole() {
    each_policy(|house, run, expected, log| {
        let log = log.to_str().unwrap();
        for shards in ["1", "3"] {
            // p8 counts over all convoys: it has no key.
            if run(&["--check"]).contains("by no key") {
                let output = house.run(&["monitor", "--shards", shards]);
                assert_ne!(output.status.code(), Some(0));
                continue;
            }
            let found = run(&["-l", log, "--shards", shards]);
            assert!(found == expected, "{shards}: {} lines", found.lines().count());
        }
    });
}

#[test]
fn changes_are_what_comes_and_what_goes() {
    let place = Place::new();
    insta::assert_snapshot!(place.told(&["--changes", "-e", "ONCE[0,1h] notify(c, z)"]), @r#"
    + @0 (time point 0): (1,"north") (2,"south gate")
    - @7200 (time point 2): (1,"north") (2,"south gate")
    + @9000 (time point 3): (3,"north")
    - @300000 (time point 4): (3,"north")
    "#);
}

#[test]
fn late_facts_mend_what_was_told() {
    let place = Place::new();
    place.write(
        "late.log",
        "@0 notify (1,\"n\")(2,\"n\")\n@7201 heard (0.5)\n@1800 pass (1)\n@90000\n",
    );
    let late = |formula: &str, arguments: &[&str]| {
        place.run(&[&["-s", "facts.sig", "-l", "late.log", "-e", formula], arguments].concat())
    };
    insta::assert_snapshot!(late(SILENT, &["--late", "2h"]).out, @r#"
    ? @0: (2,"n")
    ! @0: (2,"n")
    "#);
    let open = "notify(c, z) AND NOT EVENTUALLY[0,7d] pass(c)";
    assert_eq!(late(open, &["--late", "2h", "--open"]).out, "");
    insta::assert_snapshot!(late(SILENT, &[]).err, @"armistice: late.log: line 3, column 2: time goes back from 7201 to 1800; sort the time points by time");
}

#[test]
fn a_record_that_begins_late_leaves_some_verdicts_possible() {
    let place = Place::new();
    let since = "pass(c) AND ONCE[0,1h] notify(c, z)";
    insta::assert_snapshot!(place.told(&["--incomplete", "-e", since]), @r#"  @3600 (time point 1): (1,"north")"#);
    let calm = "heard(f) AND NOT ONCE[0,3h] pass(c) AND c = 1";
    insta::assert_snapshot!(place.run(&["-s", "facts.sig", "-l", "facts.log", "-e", calm]).err, @"
    armistice: the formula:1:14: no fact gives c its values, in `NOT (ONCE[0,3h] (pass(c) AND c = 1))`; put a formula that finds c before it: p(c) AND NOT …
        heard(f) AND NOT ONCE[0,3h] pass(c) AND c = 1
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
    let calm = "heard(f) AND NOT ONCE[0,3h] (EXISTS c. pass(c) AND c > 1)";
    insta::assert_snapshot!(place.told(&["--incomplete", "-e", calm]), @"~ @7200 (time point 2): (0.5)");
}

#[test]
fn ticks_make_time_points() {
    let place = Place::new();
    place.write("calm.log", "@0 pass (1)\n@10000 heard (0.5)\n");
    let calm = "(NOT (EXISTS f. heard(f))) SINCE[1h,*) (EXISTS c. pass(c))";
    let ticked =
        |tick: &str| place.run(&["-s", "facts.sig", "-l", "calm.log", "-e", calm, "--tick", tick]);
    insta::assert_snapshot!(ticked("1h").out, @"
    @3600 (time point 1): true
    @7200 (time point 2): true
    ");
    insta::assert_snapshot!(ticked("0").err, @"armistice: --tick 0 would never end; give it a time, as in 1h");
}

#[test]
fn a_formula_is_described_before_it_is_run() {
    let place = Place::new();
    let check = |formula: &str| place.run(&["-s", "facts.sig", "--check", "-e", formula]).out;
    insta::assert_snapshot!(check(SILENT), @"
    formula  notify(c, z) AND NOT (EVENTUALLY[0,1h] pass(c))
    columns  c, z
    waits    1 h for what it looks at
    holds    nothing of the past
    splits   by c: notify, pass dealt out
    splits   by z: notify dealt out, pass to every shard
    splits   by c, z: notify dealt out, pass to every shard
    ");
    insta::assert_snapshot!(check("NEXT (EXISTS c. pass(c))"), @"
    formula  NEXT (EXISTS c. pass(c))
    columns  none: each verdict is `true`
    waits    for the next time point
    holds    nothing of the past
    splits   by no key
    ");
    insta::assert_snapshot!(check("a <- CNT c ONCE[0,7d] pass(c)"), @"
    formula  a <- CNT c (ONCE[0,7d] pass(c))
    columns  a
    waits    never: told at once
    holds    what happened in the last 7 d
    splits   by no key
    ");
}

#[test]
fn what_a_log_has_wrong_is_named_with_its_line() {
    let place = Place::new();
    insta::assert_snapshot!(place.refused_log("@0 pass (1)\n@5 pass (1,2)\n"), @"armistice: bad.log: line 2, column 13: pass has 2 values here and 1 in the signature; give every fact as many values as its predicate has columns");
    insta::assert_snapshot!(place.refused_log("@0 pass (1)\n@5 pass (north)\n"), @"armistice: bad.log: line 2, column 10: the signature says int in column 1 of pass; change the value or the signature");
    insta::assert_snapshot!(place.refused_log("@0 pass (1)\n@5 passed (1)\n"), @"armistice: bad.log: line 2, column 4: the signature has no predicate passed; write pass, or declare it in the signature");
    insta::assert_snapshot!(place.refused_log("@5 pass (1)\n@4 pass (1)\n"), @"armistice: bad.log: line 2, column 2: time goes back from 5 to 4; sort the time points by time");
    insta::assert_snapshot!(place.refused_log("@0 pass (9223372036854775808)\n"), @"armistice: bad.log: line 1, column 10: this number is too large; whole numbers go up to 9223372036854775807");
    insta::assert_snapshot!(place.refused_log("@99999999999999999999 pass (1)\n"), @"armistice: bad.log: line 1, column 2: this number is too large; whole numbers go up to 9223372036854775807, others to 1.7e308");
    assert_eq!(place.refused_log("@9223372036854775807 pass (1)\n").lines().count(), 1);
    insta::assert_snapshot!(place.refused_log("@0 heard (loud)\n"), @"armistice: bad.log: line 1, column 11: the signature says float in column 1 of heard; change the value or the signature");
    insta::assert_snapshot!(place.refused_log("@0 pass (1\n"), @"armistice: bad.log: line 2, column 1: the log ends too early; complete the last fact and close it with )");
    insta::assert_snapshot!(place.refused_log("@0 notify (1,\"north)\n"), @"armistice: bad.log: line 1, column 14: this text does not end; close it with a quotation mark");
    insta::assert_snapshot!(place.refused_log("pass, tp=0, ts=0, c=1\npass, tp=1, ts=1, c=x\n"), @"armistice: bad.log: line 2, column 21: the signature says int here; change the value or the signature");
    insta::assert_snapshot!(place.refused_log("ARROW1\0\0nothing of the sort"), @"armistice: bad.log: row 1: this is not a columnar log: a message takes too much to say what it is; write it as Arrow IPC again");
}

#[test]
fn what_a_formula_has_wrong_is_named_with_its_place() {
    let place = Place::new();
    insta::assert_snapshot!(place.refused_formula("pass(c, d)"), @"
    armistice: the formula:1:1: pass is given 2 arguments instead of 1, in `pass(c, d)`; give every column an argument; _ stands for any value
        pass(c, d)
        ^^^^^^^^^^
    ");
    insta::assert_snapshot!(place.refused_formula("passed(c)"), @"
    armistice: the formula:1:1: the predicate passed is unknown, in `passed(c)`; the signature has heard, notify and pass
        passed(c)
        ^^^^^^^^^
    ");
    insta::assert_snapshot!(place.refused_formula("pass(c) AND notify(1, c)"), @"
    armistice: the formula:1:13: c is both int and string, in `notify(1, c)`; compare and join only values of one kind
        pass(c) AND notify(1, c)
                    ^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(place.refused_formula("pass(c) AND (NOT heard(f))"), @"
    armistice: the formula:1:14: no fact gives f its values, in `NOT heard(f)`; put a formula that finds f before it: p(f) AND NOT …
        pass(c) AND (NOT heard(f))
                     ^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(place.refused_formula("EVENTUALLY pass(c)"), @"
    armistice: the formula:1:1: EVENTUALLY looks into the future without bound, in `EVENTUALLY pass(c)`; give it a deadline, as in EVENTUALLY[0,72h]
        EVENTUALLY pass(c)
        ^^^^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(place.refused_formula("pass(99999999999999999999)"), @"
    armistice: the formula:1:6: this number is too large; whole numbers go up to 9223372036854775807
        pass(99999999999999999999)
             ^^^^^^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(place.refused_formula("ONCE[5,3] pass(c)"), @"
    armistice: the formula:1:5: this interval holds no moment; let the upper bound be at least the lower one; ( and ) leave their bound out
        ONCE[5,3] pass(c)
            ^^^^^
    ");
    insta::assert_snapshot!(place.refused_formula("pass(c) AND"), @"
    armistice: the formula:1:12: the formula ends too early; after AND there should be a formula
        pass(c) AND
                   ^
    ");
    insta::assert_snapshot!(place.refused_formula(""), @"
    armistice: the formula:1:1: the formula ends too early; here a formula should start
        
        ^
    ");
    // What cannot be followed as it comes is refused only where it must be; see `held_whole`.
    let held_whole = "(ONCE (c < 3)) UNTIL[0,5] pass(c)";
    insta::assert_snapshot!(place.refused(&["-l", "facts.log", "--changes", "-e", held_whole]), @"
    armistice: the formula:1:2: c would have to be known before a fact shows it, in `ONCE (c < 3)`; let this part find c by itself, p(c) AND …, or evaluate the whole log at once
        (ONCE (c < 3)) UNTIL[0,5] pass(c)
         ^^^^^^^^^^^^
    ");
}

#[test]
fn a_formula_nested_too_deep_is_refused_and_not_fallen_over() {
    let place = Place::new();
    let refused = |name: &str, formula: String| {
        let file = place.write(name, formula);
        let name = file.file_name().unwrap().to_str().unwrap();
        let said = place.refused(&["-l", "facts.log", "-f", name]);
        assert!(said.len() < 400 && said.lines().count() == 1, "{said}");
        said
    };
    let deep = 10_000;
    let parentheses = format!("{}pass(c){}", "(".repeat(deep), ")".repeat(deep));
    insta::assert_snapshot!(refused("parentheses.mfotl", parentheses), @"armistice: parentheses.mfotl:1:201: the formula is nested more than 100 operators deep; name parts of it with LET, and put long rows of AND or OR in parentheses by halves");
    insta::assert_snapshot!(refused("nots.mfotl", format!("{}pass(c)", "NOT ".repeat(deep))), @"armistice: nots.mfotl:1:801: the formula is nested more than 100 operators deep; name parts of it with LET, and put long rows of AND or OR in parentheses by halves");
    insta::assert_snapshot!(refused("onces.mfotl", format!("{}pass(c)", "ONCE ".repeat(deep))), @"armistice: onces.mfotl:1:1001: the formula is nested more than 100 operators deep; name parts of it with LET, and put long rows of AND or OR in parentheses by halves");
    insta::assert_snapshot!(refused("ands.mfotl", vec!["pass(c)"; deep].join(" AND ")), @"armistice: ands.mfotl:1:1: the formula is nested more than 100 operators deep; name parts of it with LET, and put long rows of AND or OR in parentheses by halves");
    insta::assert_snapshot!(refused("sinces.mfotl", vec!["pass(c)"; deep].join(" SINCE ")), @"armistice: sinces.mfotl:1:2778: the formula is nested more than 100 operators deep; name parts of it with LET, and put long rows of AND or OR in parentheses by halves");
    insta::assert_snapshot!(refused("sums.mfotl", format!("pass(c) AND d = {}", vec!["c"; deep].join(" + "))), @"armistice: sums.mfotl:1:419: the formula is nested more than 100 operators deep; name parts of it with LET, and put long rows of AND or OR in parentheses by halves");
    insta::assert_snapshot!(refused("lets.mfotl", format!("{}pass(c)", "LET a(c) = pass(c) IN ".repeat(deep))), @"armistice: lets.mfotl:1:4351: the formula is nested more than 100 operators deep; name parts of it with LET, and put long rows of AND or OR in parentheses by halves");
}

#[test]
fn files_that_are_missing_or_empty() {
    let place = Place::new();
    place.write("empty", "");
    place.write("noise", b"\xff\xfe\0noise");
    insta::assert_snapshot!(place.refused(&["-l", "none.log", "-e", SILENT]), @"armistice: none.log: the log cannot be read: No such file or directory (os error 2)");
    insta::assert_snapshot!(place.refused(&["-l", "facts.log", "-f", "none.mfotl"]), @"armistice: cannot read none.mfotl: No such file or directory (os error 2)");
    insta::assert_snapshot!(place.refused(&["-l", "facts.log", "-f", "empty"]), @"
    armistice: empty:1:1: the formula ends too early; here a formula should start
        
        ^
    ");
    insta::assert_snapshot!(place.refused(&["-l", "facts.log", "-f", "noise"]), @"armistice: noise: byte 0 is not UTF-8; save the file as UTF-8");
    insta::assert_snapshot!(place.refused(&["-l", ".", "-e", SILENT]), @"armistice: .: the log cannot be read: Is a directory (os error 21)");
    insta::assert_snapshot!(place.refused(&["-l", "noise", "-e", SILENT]), @"armistice: noise: line 1, column 1: this is not UTF-8; save the log as UTF-8");
    insta::assert_snapshot!(place.refused(&["-l", "facts.log", "-e", SILENT, "--resume", "none"]), @"armistice: cannot read none: No such file or directory (os error 2)");
    insta::assert_snapshot!(place.refused(&["-l", "facts.log", "-e", SILENT, "--resume", "noise"]), @"armistice: noise: this is no checkpoint of this version; give a file that this program has written");
    insta::assert_snapshot!(place.refused(&["-l", "facts.log", "-e", SILENT, "--resume", "empty"]), @"armistice: empty: this is no checkpoint of this version; give a file that this program has written");
    insta::assert_snapshot!(place.refused(&["-l", "facts.log", "--convert", "log.txt", "-e", SILENT]), @"armistice: log.txt names no format that is written; let it end in .arrow or .csv");
    let other = place.run(&["-s", "none.sig", "-l", "facts.log", "-e", SILENT]);
    insta::assert_snapshot!(place.refused_of(other), @"armistice: cannot read none.sig: No such file or directory (os error 2)");
    let other = place.run(&["-s", "empty", "-l", "facts.log", "-e", "TRUE"]);
    insta::assert_snapshot!(place.refused_of(other), @"armistice: facts.log: line 1, column 4: the signature has no predicate notify; declare it in the signature");
    // No log at all: nothing happened.
    let nothing = place.run(&["-s", "facts.sig", "-l", "empty", "-e", SILENT]);
    assert_eq!((nothing.code, nothing.out, nothing.err), (0, String::new(), String::new()));
}

#[test]
fn a_checkpoint_is_taken_back_by_its_own_formula_and_only_whole() {
    let place = Place::new();
    place.told(&["-e", SILENT, "--checkpoint", "state"]);
    place.write("rest.log", "@400001 notify (9,\"north\")\n");
    let resumed = |formula: &str, state: &str| {
        place.run(&["-s", "facts.sig", "-l", "rest.log", "-e", formula, "--resume", state])
    };
    insta::assert_snapshot!(resumed(SILENT, "state").out, @r#"@400001 (time point 6): (9,"north")"#);
    insta::assert_snapshot!(place.refused_of(resumed("pass(c)", "state")), @"armistice: state: the checkpoint is of the formula `notify(c, z) AND NOT (EVENTUALLY[0,1h] pass(c))`; give it the monitor of that formula");
    let mut bytes = place.bytes("state");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    place.write("altered", &bytes);
    insta::assert_snapshot!(place.refused_of(resumed(SILENT, "altered")), @"armistice: altered: the checkpoint is damaged; start from an earlier one or from the log");
    place.write("cut", &bytes[..middle]);
    insta::assert_snapshot!(place.refused_of(resumed(SILENT, "cut")), @"armistice: cut: the checkpoint is damaged; start from an earlier one or from the log");
    // What came before the checkpoint cannot come again.
    insta::assert_snapshot!(place.refused(&["-l", "facts.log", "-e", SILENT, "--resume", "state"]), @"armistice: facts.log: line 1, column 2: time goes back from 400000 to 0; sort the time points by time");
}

/// A line of more than 64 MiB, through standard input: refused, and never held whole many times over.
#[test]
fn a_line_without_end_is_refused_in_bounded_memory() {
    let place = Place::new();
    let mut command = place.house.command(&["monitor", "-s", "facts.sig", "-e", SILENT, "--stats"]);
    command.current_dir(place.house.place.path());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let piece = b"pass (1) ".repeat(1 << 16);
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0_u64;
    let mut sent = 0;
    pipe.write_all(b"@0 notify (7,\"").unwrap();
    while sent < 512 << 20 {
        if pipe.write_all(&piece).is_err() {
            break;
        }
        sent += piece.len();
        if let Ok(status) = std::fs::read_to_string(&status)
            && let Some(line) = status.lines().find(|line| line.starts_with("VmHWM:"))
        {
            let kib = line.split_whitespace().nth(1).and_then(|number| number.parse().ok());
            peak = peak.max(kib.unwrap_or(0));
        }
    }
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert!(sent < 512 << 20, "all of it was read");
    assert!(peak < 400 << 10, "{peak} KiB");
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(text(&output.stderr), @"armistice: standard input: line 1, column 1: the line is longer than 67108864 bytes; break it between facts, or raise the limit of a line");
}

/// Who reads our output may stop reading: that is no failure.
#[test]
fn a_closed_pipe_ends_it_quietly() {
    let place = Place::new();
    let mut log = String::new();
    for ts in 0..200_000 {
        log += &format!("@{ts} pass ({ts})\n");
    }
    place.write("long.log", log);
    for more in [&[][..], &["--changes"], &["--late", "5"], &["--shards", "2"], &["--incomplete"]] {
        let arguments =
            [&["monitor", "-s", "facts.sig", "-l", "long.log", "-e", "pass(c)"], more].concat();
        let mut command = place.house.command(&arguments);
        command.current_dir(place.house.place.path());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), text(&output.stderr)),
            (Some(0), String::new()),
            "{more:?}"
        );
    }
}

/// A formula that asks at other time points about values that show only later gets its verdicts all the
/// same, at the price of the whole log.
#[test]
fn a_formula_that_cannot_be_followed_is_judged_at_the_end() {
    let place = Place::new();
    let took = place.run(&[
        "-s",
        "facts.sig",
        "-l",
        "facts.log",
        "-e",
        "notify(c,z) AND ONCE[0,1h] (NOT pass(c) SINCE NOT notify(c,z))",
    ]);
    assert_eq!(took.code, 0, "{}", took.err);
    insta::assert_snapshot!(took.out, @r#"@9000 (time point 3): (3,"north")"#);
    insta::assert_snapshot!(took.err, @"the whole log is held and judged at its end, since c would have to be known before a fact shows it");
}

#[test]
fn each_verdict_comes_with_its_proof() {
    let place = Place::new();
    insta::assert_snapshot!(place.told(&["-e", SILENT, "--why"]), @r#"
    @0 (time point 0): (2,"south gate")
      notify(2, "south gate") AND NOT (EVENTUALLY[0,1h] pass(2)) holds at time point 0 (@0): both sides do
        notify(2, "south gate") is fact 1 at time point 0 (@0)
        NOT (EVENTUALLY[0,1h] pass(2)) holds at time point 0 (@0): what it denies does not
          EVENTUALLY[0,1h] pass(2) does not hold at time point 0 (@0): look from @0 to @3600
            nothing like pass(2) from time point 0 to 1 (@0 to @3600)
    @9000 (time point 3): (3,"north")
      notify(3, "north") AND NOT (EVENTUALLY[0,1h] pass(3)) holds at time point 3 (@9000): both sides do
        notify(3, "north") is fact 0 at time point 3 (@9000)
        NOT (EVENTUALLY[0,1h] pass(3)) holds at time point 3 (@9000): what it denies does not
          EVENTUALLY[0,1h] pass(3) does not hold at time point 3 (@9000): look from @9000 to @12600
            nothing like pass(3) at time point 3 (@9000)
    "#);
}

/// A log may be converted over itself, and a log that is refused leaves what was there.
#[test]
fn a_conversion_is_whole_or_not_at_all() {
    let place = Place::new();
    place.write("log.csv", "pass, tp=0, ts=5, c=1\nnotify, tp=1, ts=9, c=2, z=3\n");
    let convert =
        |from: &str, to: &str| place.run(&["-s", "facts.sig", "-l", from, "--convert", to]);
    let took = convert("log.csv", "log.csv");
    assert_eq!((took.code, took.err.as_str()), (0, ""));
    let read = |name: &str| std::fs::read_to_string(place.house.path(name)).unwrap();
    assert!(read("log.csv").contains("ts=9"));
    place.write("bad.csv", "pass, tp=0, ts=5, c=1\nbanana\n");
    assert_eq!(convert("bad.csv", "log.csv").code, 1);
    assert!(read("log.csv").contains("ts=9"), "the refused log has taken its place");
    assert!(!place.house.path("log.csv.draft").exists());
}

#[test]
fn what_would_never_end_or_has_no_answer_is_refused() {
    let place = Place::new();
    place.write("gap.log", "@0 pass (1)\n@9000000000000 pass (2)\n");
    insta::assert_snapshot!(place.refused(&["-l", "gap.log", "--tick", "1", "-e", SILENT]), @"armistice: gap.log: line 2, column 2: between 1 and 9000000000000 there would be more than 10000000 ticks; let --tick be longer, or check the time");
    place.write("late.log", "@100000 pass (1)\n@5 pass (2)\n");
    insta::assert_snapshot!(place.refused(&["-l", "late.log", "--late", "60", "-e", SILENT]), @"armistice: late.log: line 2, column 2: the time 5 comes 99935 s later than allowed; allow more with --late, or sort the log by time");
    place.write("last.log", "@9223372036854775807 pass (1)\n");
    insta::assert_snapshot!(place.refused(&["-l", "last.log", "-e", SILENT]), @"armistice: last.log: line 1, column 2: 9223372036854775807 is too late for a time; write times as seconds from a moment nearer by");
    for clash in [
        &["--shards", "100000"][..],
        &["--shards", "0"],
        &["--changes", "--checkpoint", "c"],
        &["--tick", "1h", "--resume", "c"],
    ] {
        let took =
            place.run(&[&["-s", "facts.sig", "-l", "facts.log", "-e", SILENT], clash].concat());
        assert_eq!(took.code, 2, "{clash:?}: {}", took.err);
    }
}
