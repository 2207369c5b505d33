//! The README's example: every command runs as written, and shows what the README says it shows.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

use house::{House, repository, text};

struct Step {
    command: Vec<String>,
    shows: Vec<String>,
}

/// The `console` blocks: a `$` line is a command, the lines under it stand in its output.
fn steps(readme: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            steps.push(Step { command: words(command), shows: Vec::new() });
        } else if inside {
            steps.last_mut().unwrap().shows.push(line.trim().to_string());
        }
    }
    steps
}

/// Words, with double quotes as a shell has them.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (i, part) in command.split('"').enumerate() {
        if i % 2 == 1 {
            words.push(part.to_string());
        } else {
            words.extend(part.split_whitespace().map(str::to_string));
        }
    }
    words
}

#[test]
fn the_readme_does_what_it_says() {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let steps = steps(&readme);
    assert!(steps.len() >= 8, "only {} commands found", steps.len());
    let house = House::new();
    std::fs::create_dir(house.path("cases")).unwrap();
    for case in ["syria-2016-09", "minsk-2015"] {
        let from = house.case(case);
        std::fs::rename(from, house.path("cases").join(case)).unwrap();
    }
    std::fs::create_dir(house.path("docs")).unwrap();
    for file in ["docs/example.jsonl", "docs/convoys.sig", "docs/convoys.log"] {
        std::fs::copy(repository().join(file), house.path(file)).unwrap();
    }
    for step in steps {
        assert_eq!(step.command[0], "armistice");
        let arguments: Vec<&str> = step.command[1..].iter().map(String::as_str).collect();
        let output = house.command(&arguments).current_dir(house.place.path()).output().unwrap();
        let shown = text(&output.stdout) + &text(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {shown}");
        for line in step.shows {
            assert!(shown.contains(&line), "{arguments:?} does not show “{line}”:\n{shown}");
        }
    }
}
