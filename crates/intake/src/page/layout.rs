//! What a page says twice, told by content and not by where it stands.

use std::collections::HashMap;

/// Shorter paragraphs may well come twice.
const LEAST: usize = 20;

/// The paragraphs without those that repeat the headline or one another. A paragraph cut short
/// with dots gives way to the one that goes on; otherwise the first stays.
pub(super) fn without_repeats(title: Option<&str>, paragraphs: Vec<String>) -> Vec<String> {
    let title = title.map(plain).unwrap_or_default();
    let keys: Vec<String> = paragraphs.iter().map(|p| plain(p)).collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (i, key) in keys.iter().enumerate() {
        first.entry(key).or_insert(i);
    }
    // Cut-short paragraphs are rare, so each may look at all others; but not without end.
    let mut looks = 0usize;
    let keep: Vec<bool> = paragraphs
        .iter()
        .zip(&keys)
        .enumerate()
        .map(|(i, (paragraph, key))| {
            if key.is_empty() || *key == title {
                return false;
            }
            if key.len() >= LEAST && first.get(key.as_str()) != Some(&i) {
                return false;
            }
            let cut =
                paragraph.trim_end().ends_with(['…']) || paragraph.trim_end().ends_with("...");
            looks += usize::from(cut);
            let goes_on = |k: &String| k.len() > key.len() && k.starts_with(key);
            let superseded = cut && key.len() >= LEAST && looks < 100 && keys.iter().any(goes_on);
            !superseded
        })
        .collect();
    paragraphs.into_iter().zip(keep).filter_map(|(p, keep)| keep.then_some(p)).collect()
}

/// Letters and digits only, in lower case, single-spaced.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a line is the caption of a picture or its credit, told by the credit it ends in or
/// the word it begins with.
pub(super) fn is_caption(line: &str) -> bool {
    const CREDITS: [&str; 14] = [
        "photo",
        "image",
        "picture",
        "pic",
        "file",
        "credit",
        "source: ",
        "representational",
        "ap",
        "afp",
        "reuters",
        "getty",
        "pti",
        "epa",
    ];
    const STARTS: [&str; 7] =
        ["photo:", "image:", "picture:", "photo credit", "image credit", "credit:", "file photo"];
    let line = line.trim();
    let lower = line.to_lowercase();
    if line.len() <= 400 && STARTS.iter().any(|s| lower.starts_with(s)) {
        return true;
    }
    let credit =
        lower.strip_suffix([')', ']']).and_then(|l| l.rsplit_once(['(', '['])).map(|c| c.1);
    line.len() <= 600
        && credit.is_some_and(|credit| {
            credit.len() <= 60
                && CREDITS.iter().any(|c| {
                    credit.strip_prefix(c).is_some_and(|rest| {
                        c.ends_with(' ') || !rest.starts_with(char::is_alphanumeric)
                    })
                })
        })
}

/// Whether a line is furniture of the page around the story.
pub(super) fn is_furniture(line: &str) -> bool {
    const STARTS: [&str; 12] = [
        "tags:",
        "tags :",
        "topics:",
        "also read",
        "read more",
        "read also",
        "click here",
        "end of feed",
        "advertisement",
        "share this",
        "follow us",
        "subscribe to",
    ];
    let line = line.trim();
    line.len() <= 200
        && STARTS
            .iter()
            .any(|s| line.get(..s.len()).is_some_and(|start| start.eq_ignore_ascii_case(s)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_go_wherever_they_stand() {
        let list = |items: &[&str]| items.iter().map(ToString::to_string).collect::<Vec<_>>();
        let kept = without_repeats(
            Some("A Title, Here"),
            list(&[
                "One paragraph of some length.",
                "a title here",
                "Yes.",
                "Another paragraph of length…",
                "Yes.",
                "One  paragraph of some length",
                "Another paragraph of length that goes on.",
                "— —",
            ]),
        );
        let expected = list(&[
            "One paragraph of some length.",
            "Yes.",
            "Yes.",
            "Another paragraph of length that goes on.",
        ]);
        assert_eq!(kept, expected);
    }

    #[test]
    fn captions_are_told_by_their_credit() {
        assert!(is_caption("US secretary of state John Kerry arrives in Geneva. (Photo: AP)"));
        assert!(is_caption("A street in Aleppo [AFP/Getty]"));
        assert!(is_caption("Photo: Reuters"));
        assert!(!is_caption("The Observatory (SOHR) said so."));
        assert!(!is_caption("He spoke of the apricot harvest (apricots)"));
        assert!(is_furniture("Tags: Syria, truce"));
        assert!(!is_furniture("Tagged goods were loaded."));
    }
}
