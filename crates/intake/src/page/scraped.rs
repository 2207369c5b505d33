//! A page scraped to text: its lines, without its tags.

use super::Page;
use super::layout::{is_caption, is_furniture, plain};
use crate::Context;
use crate::format::page_stamp;
use crate::stamp::{Stamp, stamp};

/// Reads a page. The story is what follows its stamps; what stands before them is the headline
/// and the page's own furniture.
pub(super) fn read(text: &str, context: &Context<'_>) -> Page {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let stamps: Vec<usize> = (0..lines.len())
        .filter(|i| lines.get(*i).is_some_and(|l| page_stamp(l).is_some()))
        .collect();
    let first = stamps.first().copied().unwrap_or(0);
    let head = lines.get(..first).unwrap_or_default();
    let title = headline(head).map(str::to_string);
    let outlets = head
        .iter()
        .filter(|l| !l.is_empty() && l.len() <= 60 && context.sources.find(l).is_some())
        .map(ToString::to_string)
        .collect();
    let mut paragraphs = Vec::new();
    let story = lines.iter().enumerate().skip(first).filter(|(i, _)| !stamps.contains(i));
    let mut block: Vec<&str> = Vec::new();
    for line in story.map(|(_, line)| *line).chain([""]) {
        if !line.is_empty() {
            if block.last() != Some(&line) {
                block.push(line);
            }
            continue;
        }
        // A credit under a picture's caption makes a caption of both.
        if !block.iter().any(|l| is_caption(l)) {
            block.retain(|l| !is_furniture(l));
            if !block.is_empty() {
                paragraphs.push(block.join("\n"));
            }
        }
        block.clear();
    }
    Page { title, published: published(&lines, &stamps, context), outlets, paragraphs }
}

/// The line before the stamps that stands there twice, else the last one that is no date.
fn headline<'a>(head: &[&'a str]) -> Option<&'a str> {
    let lines: Vec<&str> = head
        .iter()
        .copied()
        .filter(|l| !l.is_empty() && !is_clock(l) && !is_furniture(l))
        .collect();
    let keys: Vec<String> = lines.iter().map(|l| plain(l)).collect();
    let twice = lines
        .iter()
        .zip(&keys)
        .enumerate()
        .rev()
        .find(|(i, (_, key))| !key.is_empty() && keys.iter().take(*i).any(|k| k == *key));
    twice.map(|(_, (line, _))| *line).or(lines.last().copied())
}

/// The page's own date and time of today: `Friday, Apr 26, 2024 | Last Update : 04:29 PM IST`.
fn is_clock(line: &str) -> bool {
    line.to_ascii_lowercase().contains("last update")
        || stamp(line.split('|').next().unwrap_or_default(), &jiff::tz::TimeZone::UTC).is_ok()
}

/// The first stamp of publication, else the first of an update.
fn published(lines: &[&str], stamps: &[usize], context: &Context<'_>) -> Option<Stamp> {
    let found = || stamps.iter().filter_map(|i| lines.get(*i).and_then(|l| page_stamp(l)));
    let is_update = |key: &str| key.contains("updated");
    let (_, words) = found().find(|(key, _)| !is_update(key)).or_else(|| found().next())?;
    stamp(words, &context.zone).ok()
}
