//! Says the program's own texts in one language, and keeps the words of the case apart in them.
//!
//! A text of the case inside a sentence of another language may run the other way and is not to be
//! read out in the sentence's voice. It is enclosed in marks that no text of the case can hold
//! ([`words::plain_line`] takes them out); they become `<bdi>` in a page and isolates of the
//! bidirectional algorithm (UAX #9) elsewhere. English sentences have none: their bytes are older.

use crate::page::escaped;
use crate::secrets::WITHHELD;
use crate::{Language, words};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// Begins words in whatever language the case has them.
pub(crate) const OWN: char = '\u{fdd0}';
/// Begins words that the program has in English alone.
pub(crate) const ENGLISH: char = '\u{fdd1}';
/// Ends either.
pub(crate) const END: char = '\u{fdd2}';

static EN: LazyLock<Tongue> = LazyLock::new(|| Tongue::new(Language::En));
static AR: LazyLock<Tongue> = LazyLock::new(|| Tongue::new(Language::Ar));
static RU: LazyLock<Tongue> = LazyLock::new(|| Tongue::new(Language::Ru));

/// The messages of one language, ready to be said.
pub(crate) struct Tongue {
    /// Which.
    pub(crate) language: Language,
    bundle: FluentBundle<FluentResource>,
}

/// What a message is told: names and values.
pub(crate) type Told<'a> = (&'static str, FluentValue<'a>);

impl Tongue {
    fn new(language: Language) -> Self {
        // Every code is a tag; a test counts in each language.
        let tag: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The case's words are set apart by our own marks, numbers need no isolation.
        bundle.set_use_isolating(false);
        let messages = language.messages().to_string();
        // What can be read of a faulty file is used; a test reads all of each.
        let resource = FluentResource::try_new(messages).unwrap_or_else(|(read, _)| read);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// The language's own, made once.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Ar => &AR,
            Language::Ru => &RU,
        }
    }

    /// For what is written in English alone.
    pub(crate) fn english_alone() -> &'static Self {
        Self::of(Language::En)
    }

    /// A message that is told nothing.
    pub(crate) fn word(&self, id: &str) -> String {
        self.say(id, [])
    }

    /// A message. One that is missing is said as its id: a page with a hole is worse.
    pub(crate) fn say<const N: usize>(&self, id: &str, told: [Told; N]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            return id.to_string();
        };
        let mut args = FluentArgs::with_capacity(N);
        for (name, value) in told {
            args.set(name, value);
        }
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// Words of the case, to stand in a sentence.
    pub(crate) fn own(&self, text: &str) -> String {
        self.apart(OWN, text)
    }

    /// Words that other rooms of the program write in English alone, to stand in a sentence.
    pub(crate) fn english(&self, text: &str) -> String {
        self.apart(ENGLISH, text)
    }

    fn apart(&self, mark: char, text: &str) -> String {
        match self.language {
            Language::En => text.to_string(),
            _ => format!("{mark}{}{END}", words::plain_line(text)),
        }
    }

    /// Words of the case, one by one.
    pub(crate) fn owned<S: AsRef<str>>(&self, texts: &[S]) -> Vec<String> {
        texts.iter().map(|text| self.own(text.as_ref())).collect()
    }

    /// As it may stand between tags.
    pub(crate) fn html(&self, text: &str) -> String {
        self.unmarked(text, ["<bdi lang=\"\">", "<bdi lang=\"en\">", "</bdi>"])
    }

    /// As it may stand inside double quotes, or where no tag may: the marks become isolates.
    pub(crate) fn plain(&self, text: &str) -> String {
        self.unmarked(text, ["\u{2068}", "\u{2068}", "\u{2069}"])
    }

    /// A line of its own whose surroundings run from left to right whatever the language.
    pub(crate) fn label(&self, text: &str) -> String {
        let text = self.plain(text);
        match self.language.dir() {
            "rtl" => format!("\u{2067}{text}\u{2069}"),
            _ => text,
        }
    }

    fn unmarked(&self, text: &str, [own, english, end]: [&str; 3]) -> String {
        if self.language == Language::En {
            return escaped(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut open = 0usize;
        while let Some(at) = rest.find([OWN, ENGLISH, END]) {
            let (before, from) = rest.split_at(at);
            out.push_str(&self.between(before));
            let mut letters = from.chars();
            match letters.next() {
                Some(END) if open > 0 => {
                    open -= 1;
                    out.push_str(end);
                }
                Some(END) | None => {}
                Some(mark) => {
                    open += 1;
                    out.push_str(if mark == OWN { own } else { english });
                }
            }
            rest = letters.as_str();
        }
        out.push_str(&self.between(rest));
        for _ in 0..open {
            out.push_str(end);
        }
        out
    }

    /// A stretch without marks. Its blanks at either end count: they part it from what is marked.
    fn between(&self, text: &str) -> String {
        let blank = |at_end: Option<char>| if at_end == Some(' ') { " " } else { "" };
        if text == " " {
            return text.to_string();
        }
        let (before, after) = (blank(text.chars().next()), blank(text.chars().next_back()));
        let text = escaped(text);
        let text = text.replace(WITHHELD, &self.word("withheld"));
        format!("{before}{text}{after}")
    }

    /// `A, B and C`.
    pub(crate) fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        self.joined(items, "list-and-more", "list-and")
    }

    /// `A, B or C`.
    pub(crate) fn either<S: AsRef<str>>(&self, items: &[S]) -> String {
        self.joined(items, "list-or-more", "list-or")
    }

    /// `A; B; C`.
    pub(crate) fn series<S: AsRef<str>>(&self, items: &[S]) -> String {
        self.joined(items, "list-apart", "list-apart")
    }

    /// `A, B, C`.
    pub(crate) fn row<S: AsRef<str>>(&self, items: &[S]) -> String {
        self.joined(items, "list-more", "list-more")
    }

    /// Items joined by a message of two, the last by another.
    pub(crate) fn joined<S: AsRef<str>>(&self, items: &[S], more: &str, last: &str) -> String {
        let pair = |id: &str, head: String, next: &str| {
            self.say(id, [("head", head.into()), ("next", next.into())])
        };
        let Some((first, rest)) = items.split_first() else { return String::new() };
        let mut out = first.as_ref().to_string();
        for (i, item) in rest.iter().enumerate() {
            let id = if i + 1 == rest.len() { last } else { more };
            out = pair(id, out, item.as_ref());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn counted(language: Language, id: &str, name: &'static str, n: u64) -> String {
        // What else some of these messages are told.
        Tongue::of(language)
            .say(id, [(name, n.into()), ("voices", "V".into()), ("whose", "W".into())])
    }

    #[test]
    fn voices_are_counted_by_the_law_of_each_language() {
        let say = |language| {
            let numbers = [0, 1, 2, 3, 11, 21, 100, 101, 102];
            numbers.map(|n| counted(language, "voices", "n", n).replace(": V", "")).join("\n")
        };
        insta::assert_snapshot!(say(Language::En), @r"
        0 voices
        1 voice
        2 voices
        3 voices
        11 voices
        21 voices
        100 voices
        101 voices
        102 voices
        ");
        insta::assert_snapshot!(say(Language::Ar), @r"
        لا جهات
        جهة واحدة
        جهتان
        3 جهات
        11 جهة
        21 جهة
        100 جهة
        101 جهة
        102 جهة
        ");
        insta::assert_snapshot!(say(Language::Ru), @r"
        0 заявителей
        1 заявитель
        2 заявителя
        3 заявителя
        11 заявителей
        21 заявитель
        100 заявителей
        101 заявитель
        102 заявителя
        ");
    }

    #[test]
    fn the_dead_are_counted_by_the_law_of_each_language() {
        let say = |language| {
            let numbers = [0, 1, 2, 3, 11, 21, 100, 101, 102];
            numbers.map(|n| counted(language, "killed", "count", n)).join("\n")
        };
        insta::assert_snapshot!(say(Language::En), @r"
        0 killed
        1 killed
        2 killed
        3 killed
        11 killed
        21 killed
        100 killed
        101 killed
        102 killed
        ");
        insta::assert_snapshot!(say(Language::Ar), @r"
        لا قتلى
        قتيل واحد
        قتيلان
        3 قتلى
        11 قتيلاً
        21 قتيلاً
        100 قتيل
        101 قتيل
        102 قتيل
        ");
        insta::assert_snapshot!(say(Language::Ru), @r"
        убито 0 человек
        убит 1 человек
        убиты 2 человека
        убиты 3 человека
        убито 11 человек
        убит 21 человек
        убито 100 человек
        убит 101 человек
        убиты 102 человека
        ");
    }

    #[test]
    fn days_bend_with_what_is_said_of_them() {
        let say = |language, id| {
            let numbers = [0, 1, 2, 3, 11, 21, 100, 101, 102];
            numbers.map(|n| counted(language, id, "days", n)).join("\n")
        };
        insta::assert_snapshot!(say(Language::Ar, "calm-first"), @r"
        صفراً من الأيام بحسب W
        يوماً واحداً بحسب W
        يومين بحسب W
        3 أيام بحسب W
        11 يوماً بحسب W
        21 يوماً بحسب W
        100 يوم بحسب W
        101 يوم بحسب W
        102 يوم بحسب W
        ");
        insta::assert_snapshot!(say(Language::Ru, "calm-first"), @r"
        0 дней по данным W
        1 день по данным W
        2 дня по данным W
        3 дня по данным W
        11 дней по данным W
        21 день по данным W
        100 дней по данным W
        101 день по данным W
        102 дня по данным W
        ");
        insta::assert_snapshot!(say(Language::Ru, "change-clock-reached"), @r"
        достиг требуемых 0 дней
        достиг требуемого 1 дня
        достиг требуемых 2 дней
        достиг требуемых 3 дней
        достиг требуемых 11 дней
        достиг требуемого 21 дня
        достиг требуемых 100 дней
        достиг требуемого 101 дня
        достиг требуемых 102 дней
        ");
    }

    #[test]
    fn every_kind_of_event_has_a_name_of_its_own_in_every_language() {
        for language in Language::ALL {
            let t = Tongue::of(language);
            let names: BTreeSet<String> =
                armistice_model::EventKind::ALL.iter().map(|k| words::kind(t, *k)).collect();
            assert_eq!(names.len(), armistice_model::EventKind::ALL.len(), "{language}");
            if language == Language::En {
                let words = armistice_model::EventKind::ALL.iter();
                assert_eq!(names, words.map(|k| k.word().replace('-', " ")).collect());
            }
        }
    }

    #[test]
    fn english_says_what_the_model_says() {
        use armistice_model::{CountingRule, Coverage, Perspective, Status};
        let t = Tongue::english_alone();
        for status in [
            Status::NotInForce,
            Status::NoBreachKnown,
            Status::Undetermined,
            Status::BreachAlleged,
            Status::BreachCorroborated,
        ] {
            assert_eq!(words::status(t, status), status.words());
        }
        let party = Perspective::Close("Government".into());
        for perspective in [party, Perspective::Independent, Perspective::All] {
            assert_eq!(words::view(t, &perspective), perspective.to_string());
        }
        for rule in [CountingRule::Alleged, CountingRule::Corroborated, CountingRule::Established] {
            assert_eq!(crate::clocks::rule_words(t, rule, true), rule.to_string());
        }
        let coverage = Coverage { reporting: 1, sources: 2, regions_heard: 3, regions: 4 };
        assert_eq!(words::coverage(t, &coverage), coverage.to_string());
    }

    #[test]
    fn words_of_the_case_are_set_apart_and_break_out_of_nothing() {
        let t = Tongue::of(Language::Ar);
        let name = t.own("</bdi><b>\u{fdd2}\u{2069}\u{fdd0}x");
        assert_eq!(t.html(&name), "<bdi lang=\"\">&lt;/bdi&gt;&lt;b&gt; x</bdi>");
        assert_eq!(t.plain(&t.english("why")), "\u{2068}why\u{2069}");
        // Marks that somebody left open are closed, and none is closed twice.
        assert_eq!(t.html("a \u{fdd0}b"), "a <bdi lang=\"\">b</bdi>");
        assert_eq!(t.html("a\u{fdd2} b"), "a b");
        assert_eq!(Tongue::of(Language::En).html("a\u{fdd0}b"), "a b");
    }

    #[test]
    fn blanks_beside_a_mark_are_kept() {
        let t = Tongue::of(Language::Ru);
        let said = t.say("in-reading", [("reading", t.own("An-Nahar").into())]);
        assert_eq!(t.html(&said), "в толковании <bdi lang=\"\">An-Nahar</bdi>");
        let pair = format!("{} {}", t.own("a"), t.own("b"));
        assert_eq!(t.plain(&pair), "\u{2068}a\u{2069} \u{2068}b\u{2069}");
    }

    #[test]
    fn what_is_withheld_is_said_to_be_so_in_the_language() {
        let t = Tongue::of(Language::Ru);
        assert_eq!(t.plain("[withheld] и"), "[скрыто] и");
    }
}
