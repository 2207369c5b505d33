//! A page in HTML.

use super::Page;
use super::layout::{is_caption, is_furniture, plain};
use crate::Context;
use crate::format::page_stamp;
use crate::stamp::{Stamp, stamp};
use scraper::node::Element;
use scraper::{Html, Node, Selector};
use std::collections::HashMap;

/// How much a page may make a parser do: elements left open, and formatting left open, each
/// counted again at every tag. Stories stay a hundred times below; only a page made to choke its
/// reader comes near.
const OPEN: usize = 200_000_000;
const FORMATTING: usize = 2_000_000;

/// Reads a page, or says why not.
pub(super) fn read(text: &str, context: &Context<'_>) -> Result<Page, String> {
    let (open, formatting) = burden(text);
    if open > OPEN || formatting > FORMATTING {
        return Err("leaves too many elements open".into());
    }
    let document = Html::parse_document(text);
    let site = attribute(&document, "meta[property='og:site_name']", "content");
    let mut outlets: Vec<String> = site.clone().into_iter().collect();
    outlets.extend(attribute(&document, "meta[name='application-name']", "content"));
    let address = attribute(&document, "link[rel='canonical']", "href")
        .or_else(|| attribute(&document, "meta[property='og:url']", "content"));
    outlets.extend(address.as_deref().and_then(host));
    let blocks = Blocks::of(&document);
    let visible = blocks.list.iter().find_map(|b| page_stamp(&b.text));
    let published = stamped(&document, context)
        .or_else(|| visible.and_then(|(_, words)| stamp(words, &context.zone).ok()));
    Ok(Page {
        title: title(&document, site.as_deref()),
        published,
        outlets,
        paragraphs: blocks.story(),
    })
}

/// How many elements, and how many that only format, are open at each tag, summed over all tags.
/// An HTML parser walks the first at a paragraph's beginning and copies the second into it.
fn burden(text: &str) -> (usize, usize) {
    // Elements that have no end tag, or may do without.
    const BARE: [&str; 18] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr", "p", "li", "td", "tr", "option",
    ];
    const FORMATS: [&str; 13] = [
        "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    ];
    let mut names: HashMap<String, usize> = HashMap::new();
    let (mut open, mut formats) = (0usize, 0usize);
    let (mut open_sum, mut format_sum) = (0usize, 0usize);
    for piece in text.split('<').skip(1) {
        let (ends, piece) = piece.strip_prefix('/').map_or((false, piece), |rest| (true, rest));
        if !piece.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = piece.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(piece.len());
        let name = piece.get(..end.min(16)).unwrap_or_default().to_ascii_lowercase();
        let format = usize::from(FORMATS.contains(&name.as_str()));
        if ends {
            // An end tag that closes nothing does not make the page any flatter.
            if let Some(count) = names.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                open = open.saturating_sub(1);
                formats = formats.saturating_sub(format);
            }
        } else if !BARE.contains(&name.as_str()) {
            *names.entry(name).or_default() += 1;
            open += 1;
            formats += format;
        }
        open_sum = open_sum.saturating_add(open);
        format_sum = format_sum.saturating_add(formats);
    }
    (open_sum, format_sum)
}

fn attribute(document: &Html, selector: &str, name: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    document
        .select(&selector)
        .filter_map(|e| e.attr(name))
        .map(str::trim)
        .find(|v| !v.is_empty())
        .map(str::to_string)
}

fn words_of(document: &Html, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    document
        .select(&selector)
        .map(|e| single_spaced(&e.text().collect::<String>()))
        .find(|text| !text.is_empty())
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `https://www.asianage.com/world/…` → `asianage`.
fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', ':', '?', '#']).next()?;
    let labels: Vec<&str> = host.split('.').collect();
    // `bbc.co.uk`: a short second label belongs to the country.
    let mut at = labels.len().checked_sub(2)?;
    if at > 0 && labels.get(at).is_some_and(|l| l.len() <= 3) && labels.get(at - 1) != Some(&"www")
    {
        at -= 1;
    }
    labels.get(at).filter(|l| !l.is_empty()).map(ToString::to_string)
}

/// The headline: the page's own for others, in the shorter form of its heading if that says the
/// same; never with the outlet's name behind it.
fn title(document: &Html, site: Option<&str>) -> Option<String> {
    let heading = words_of(document, "article h1").or_else(|| words_of(document, "h1"));
    let given = attribute(document, "meta[property='og:title']", "content")
        .map(|t| single_spaced(&t))
        .or_else(|| words_of(document, "title"));
    let Some(given) = given else { return heading };
    if let Some(heading) = heading
        && plain(&given).starts_with(&plain(&heading))
        && !plain(&heading).is_empty()
    {
        return Some(heading);
    }
    for separator in [" | ", " - ", " – ", " — ", " :: "] {
        if let Some((front, back)) = given.rsplit_once(separator) {
            let is_site = site.is_some_and(|s| plain(s) == plain(back));
            let short = back.split(' ').count() <= 3 && front.split(' ').count() >= 4;
            if is_site || short {
                return Some(front.trim().to_string());
            }
        }
    }
    Some(given)
}

/// The stamp that the page gives to machines.
fn stamped(document: &Html, context: &Context<'_>) -> Option<Stamp> {
    const PLACES: [(&str, &str); 12] = [
        ("meta[property='article:published_time']", "content"),
        ("meta[name='article:published_time']", "content"),
        ("meta[itemprop='datePublished']", "content"),
        ("[itemprop='datePublished']", "datetime"),
        ("meta[name='pubdate']", "content"),
        ("meta[name='publishdate']", "content"),
        ("meta[name='parsely-pub-date']", "content"),
        ("meta[name='dc.date']", "content"),
        ("meta[name='DC.date.issued']", "content"),
        ("meta[name='date']", "content"),
        ("article time[datetime]", "datetime"),
        ("time[datetime]", "datetime"),
    ];
    let read = |words: &str| stamp(words, &context.zone).ok();
    let (meta, times) = PLACES.split_at(PLACES.len() - 2);
    let in_place = |(selector, name): &(&str, &str)| {
        attribute(document, selector, name).as_deref().and_then(read)
    };
    meta.iter()
        .find_map(in_place)
        .or_else(|| linked_data(document).as_deref().and_then(read))
        .or_else(|| times.iter().find_map(in_place))
}

/// `datePublished` of the page's JSON-LD.
fn linked_data(document: &Html) -> Option<String> {
    let selector = Selector::parse("script[type='application/ld+json']").ok()?;
    document.select(&selector).find_map(|script| {
        let text: String = script.text().collect();
        let rest = text.split("\"datePublished\"").nth(1)?.trim_start().strip_prefix(':')?;
        rest.trim_start().strip_prefix('"')?.split('"').next().map(str::to_string)
    })
}

/// One stretch of text that stands by itself.
struct Block {
    text: String,
    /// Bytes of it inside links.
    linked: usize,
    /// Whether it is a `p`, not some other box.
    paragraph: bool,
    /// The elements around it that may hold the story, by number.
    rooms: Vec<usize>,
}

impl Block {
    /// Whether it reads like prose and not like a menu.
    fn is_prose(&self) -> bool {
        let mostly_links = self.linked * 2 > self.text.len();
        !mostly_links
            && (self.paragraph
                || self.text.len() >= 80
                || self.text.ends_with(['.', '!', '?', '”', '"']))
    }
}

/// All stretches of text of a page, in order.
#[derive(Default)]
struct Blocks {
    list: Vec<Block>,
    rooms: usize,
}

/// Where a walk over a page stands.
struct Walk {
    /// The text gathered in each open box, its bytes inside links, and whether the box is a `p`.
    boxes: Vec<(String, usize, bool)>,
    rooms: Vec<usize>,
    /// How many rooms are open, also those beyond [`ROOMS`].
    deep: usize,
    links: usize,
}

/// Rooms inside more rooms than this are not told apart.
const ROOMS: usize = 8;

/// Between two lines of one stretch; no page holds it.
const LINE: char = '\u{1d}';

impl Blocks {
    fn of(document: &Html) -> Self {
        let mut blocks = Self::default();
        let mut walk =
            Walk { boxes: vec![(String::new(), 0, false)], rooms: Vec::new(), deep: 0, links: 0 };
        let mut node = document.tree.root();
        'page: loop {
            if blocks.enter(node.value(), &mut walk)
                && let Some(child) = node.first_child()
            {
                node = child;
                continue;
            }
            // Step by step and without recursion: a page may nest deeper than a stack.
            loop {
                blocks.leave(node.value(), &mut walk);
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => break 'page,
                }
            }
        }
        blocks.close(&mut walk);
        blocks
    }

    /// Comes to a node; whether to go inside.
    fn enter(&mut self, node: &Node, walk: &mut Walk) -> bool {
        match node {
            Node::Element(element) if is_dropped(element) => return false,
            Node::Element(element) => {
                if is_room(element) {
                    walk.deep += 1;
                    if walk.deep <= ROOMS {
                        walk.rooms.push(self.rooms);
                        self.rooms += 1;
                    }
                }
                match element.name() {
                    "a" => walk.links += 1,
                    "br" => {
                        if let Some((text, _, _)) = walk.boxes.last_mut() {
                            text.push(LINE);
                        }
                    }
                    name if is_box(name) => {
                        self.close(walk);
                        walk.boxes.push((String::new(), 0, name == "p"));
                    }
                    _ => {}
                }
            }
            Node::Text(words) => {
                if let Some((text, linked, _)) = walk.boxes.last_mut() {
                    text.push_str(words);
                    *linked += if walk.links > 0 { words.trim().len() } else { 0 };
                }
            }
            _ => {}
        }
        true
    }

    /// Leaves a node.
    fn leave(&mut self, node: &Node, walk: &mut Walk) {
        let Node::Element(element) = node else { return };
        if is_dropped(element) {
            return;
        }
        if element.name() == "a" {
            walk.links = walk.links.saturating_sub(1);
        }
        if is_box(element.name()) {
            self.close(walk);
            walk.boxes.pop();
        }
        if is_room(element) {
            if walk.deep <= ROOMS {
                walk.rooms.pop();
            }
            walk.deep = walk.deep.saturating_sub(1);
        }
    }

    /// Ends a stretch; an empty line in it parts two.
    fn close(&mut self, walk: &mut Walk) {
        let Some((text, linked, paragraph)) = walk.boxes.last_mut() else { return };
        let whole = std::mem::take(text);
        let mut linked = std::mem::take(linked);
        let pieces = whole.split(LINE).map(single_spaced).collect::<Vec<_>>();
        for piece in pieces.split(String::is_empty) {
            let text = piece.join(" ");
            if !text.is_empty() {
                let paragraph = *paragraph;
                self.list.push(Block { text, linked, paragraph, rooms: walk.rooms.clone() });
                linked = 0;
            }
        }
    }

    /// The paragraphs of the smallest room that holds most of the page's prose.
    fn story(self) -> Vec<String> {
        let weigh = |block: &Block| if block.is_prose() { block.text.len() } else { 0 };
        let total: usize = self.list.iter().map(weigh).sum();
        let mut held = vec![0usize; self.rooms];
        for block in &self.list {
            for room in &block.rooms {
                if let Some(held) = held.get_mut(*room) {
                    *held += weigh(block);
                }
            }
        }
        let room = held
            .iter()
            .enumerate()
            .filter(|(_, held)| **held * 2 >= total && **held > 0)
            .min_by_key(|(_, held)| **held)
            .map(|(room, _)| room);
        self.list
            .into_iter()
            .filter(|b| room.is_none_or(|room| b.rooms.contains(&room)))
            .filter(Block::is_prose)
            .map(|b| b.text)
            .filter(|t| page_stamp(t).is_none() && !is_caption(t) && !is_furniture(t))
            .collect()
    }
}

/// Elements that may hold the whole story.
fn is_room(element: &Element) -> bool {
    matches!(element.name(), "article" | "main")
        || element.attr("role") == Some("main")
        || element.attr("itemprop") == Some("articleBody")
}

/// Elements that break the line before and after.
fn is_box(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "body"
            | "blockquote"
            | "pre"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "center"
            | "details"
            | "summary"
            | "address"
            | "figure"
    )
}

/// Elements around a story that are no part of it.
fn is_dropped(element: &Element) -> bool {
    const NAMES: [&str; 22] = [
        "nav",
        "aside",
        "footer",
        "header",
        "figcaption",
        "script",
        "style",
        "noscript",
        "template",
        "form",
        "button",
        "select",
        "iframe",
        "svg",
        "math",
        "object",
        "video",
        "audio",
        "canvas",
        "head",
        "dialog",
        "textarea",
    ];
    const MARKS: [&str; 22] = [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "footer",
        "sidebar",
        "related",
        "comment",
        "comments",
        "share",
        "sharing",
        "social",
        "cookie",
        "cookies",
        "breadcrumb",
        "breadcrumbs",
        "caption",
        "wp-caption-text",
        "newsletter",
        "advert",
        "advertisement",
        "respond",
    ];
    if NAMES.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || matches!(element.attr("role"), Some("navigation" | "contentinfo" | "complementary"))
    {
        return true;
    }
    // The page itself may carry such marks ("has-sidebar").
    !matches!(element.name(), "html" | "body" | "article" | "main")
        && ["class", "id"].iter().filter_map(|a| element.attr(a)).any(|value| {
            value.split_whitespace().any(|word| MARKS.iter().any(|m| m.eq_ignore_ascii_case(word)))
        })
}
