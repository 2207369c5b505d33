//! The linker on news: what fusion makes of whole stories, and a sample of it judged by hand.
//!
//! The stories are those of FA-KES (Abu Salem and others, "FA-KES: A Fake News Dataset around the
//! Syrian War", ICWSM 2019). They are no part of this repository, and neither is a word of them:
//! what is kept is the number of each story, the ids of the claims, and the verdict.

mod dateline;
mod judged;
mod pile;
mod sample;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use judged::{Drawn, Judged};
use pile::Pile;
use sample::Pair;

/// Where the verdicts are kept.
pub const JUDGED: &str = "bench/fusion/news-judged.csv";

/// What is asked for.
struct Options {
    links: usize,
    within: usize,
    near: usize,
    seed: u64,
    out: Option<PathBuf>,
}

impl Options {
    fn of(arguments: &[&str], usage: &str) -> Result<Self, String> {
        let mut options = Self { links: 100, within: 30, near: 40, seed: 1, out: None };
        for pair in arguments.chunks(2) {
            let number = |value: &str| {
                value.parse().map_err(|_| format!("{value} is not a whole number\n{usage}"))
            };
            match pair {
                ["--sample", value] => options.links = number(value)?,
                ["--within", value] => options.within = number(value)?,
                ["--near", value] => options.near = number(value)?,
                ["--seed", value] => options.seed = number(value)? as u64,
                ["--out", value] => options.out = Some(PathBuf::from(value)),
                _ => return Err(usage.to_string()),
            }
        }
        Ok(options)
    }
}

/// Fuses the stories and draws pairs to be judged: links, and near pairs that are not linked.
pub fn run(arguments: &[&str], usage: &str) -> Result<(), String> {
    let options = Options::of(arguments, usage)?;
    let pile = Pile::read()?;
    let fused = pile.fuse();
    let links = sample::links(&pile, &fused);
    let across = links.iter().filter(|pair| pile.are_of_two_stories(pair)).count();
    println!("stories    {} ({} print another day than the set's)", pile.stories, pile.misdated);
    println!("claims     {}", pile.claims.len());
    println!("incidents  {}", fused.incidents.len());
    println!("links      {} ({across} between stories)", links.len());

    let drawn = sample::draw_links(&pile, links, (options.links, options.within), options.seed);
    let across = drawn.iter().filter(|pair| pile.are_of_two_stories(pair)).count();
    println!("drawn      {} links, {across} of them between stories", drawn.len());
    let near = sample::near(&pile, &fused);
    println!("near       {} pairs that are not linked, told to be near", near.len());
    let near = sample::draw(near, options.near, options.seed);
    println!("drawn      {} of them", near.len());

    let Some(out) = options.out else { return Ok(()) };
    let mut text = String::new();
    let mut rows = Vec::new();
    for (kind, pairs) in [(Drawn::Link, &drawn), (Drawn::Near, &near)] {
        for (number, pair) in pairs.iter().enumerate() {
            let _ = writeln!(text, "=== {} {}", kind.word(), number + 1);
            pile.describe(pair, &mut text);
            rows.push(pile.unjudged(kind, pair));
        }
    }
    std::fs::write(&out, text).map_err(|error| format!("{}: {error}", out.display()))?;
    judged::write(&out.with_extension("csv"), &rows)
}

/// Counts the verdicts, and, where the stories are there, what fusion makes of the pairs now.
pub fn score(path: &Path) -> Result<(), String> {
    let judged = judged::read(path)?;
    print!("{}", judged::text(&judged));
    if !Path::new(pile::STORIES).is_file() {
        eprintln!("bench: without {}: what is linked now is not looked at", pile::STORIES);
        return Ok(());
    }
    let pile = Pile::read()?;
    let fused = pile.fuse();
    let together = |row: &Judged| sample::together(&fused, &row.claim_a, &row.claim_b);
    print!("{}", judged::text_of_now(&judged, together));
    let missed: Vec<&Judged> = judged.iter().filter(|row| row.is_missed()).collect();
    let alone = missed.iter().filter(|row| pile.are_one_alone(&row.claim_a, &row.claim_b)).count();
    println!(
        "\nOf the {} missed, {alone} are linked when the two claims are all there is.",
        missed.len()
    );
    Ok(())
}

impl Pile {
    fn unjudged(&self, drawn: Drawn, pair: &Pair) -> Judged {
        let story = |claim: usize| self.story_of(claim).to_string();
        let id = |claim: usize| {
            self.claims.get(claim).map(|claim| claim.id.to_string()).unwrap_or_default()
        };
        Judged {
            drawn,
            story_a: story(pair.a),
            story_b: story(pair.b),
            claim_a: id(pair.a),
            claim_b: id(pair.b),
            probability: pair.link.as_ref().map(|link| link.probability),
            verdict: None,
            class: String::new(),
        }
    }
}
