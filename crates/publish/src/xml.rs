//! Writing XML 1.0: elements, attributes and text, escaped, without what XML cannot hold.

use std::borrow::Cow;
use std::io::{self, Write};

/// An XML document on its way out. Elements are closed by the closure that fills them.
pub(crate) struct Xml<W> {
    out: W,
    depth: usize,
}

impl<W: Write> Xml<W> {
    /// Begins a document.
    pub(crate) fn begin(mut out: W) -> io::Result<Self> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        Ok(Self { out, depth: 0 })
    }

    /// An element that holds others.
    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        fill: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        self.out.write_all(b">\n")?;
        self.depth += 1;
        fill(self)?;
        self.depth -= 1;
        self.indent()?;
        writeln!(self.out, "</{name}>")
    }

    /// An element that holds text.
    pub(crate) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.text_with(name, &[], text)
    }

    /// The same with attributes.
    pub(crate) fn text_with(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        writeln!(self.out, ">{}</{name}>", escaped(text))
    }

    /// An element that holds nothing.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.open(name, attributes)?;
        self.out.write_all(b"/>\n")
    }

    /// Ends the document.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.indent()?;
        write!(self.out, "<{name}")?;
        for (attribute, value) in attributes {
            write!(self.out, " {attribute}=\"{}\"", escaped(value))?;
        }
        Ok(())
    }

    fn indent(&mut self) -> io::Result<()> {
        (0..self.depth).try_for_each(|_| self.out.write_all(b"  "))
    }
}

/// Text that may stand between tags or between quotation marks. Control characters but for the
/// line break, and the few code points that XML 1.0 has no room for, become spaces.
fn escaped(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\'') && !is_unfit(c);
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if is_unfit(c) => out.push(' '),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether XML 1.0 cannot hold the character, or a reader would be led astray by it.
fn is_unfit(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn document(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut xml = Xml::begin(&mut bytes).unwrap();
        xml.element("a", &[("b", text)], |xml| {
            xml.text("c", text)?;
            xml.empty("d", &[])
        })
        .unwrap();
        xml.end().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn elements_stand_in_each_other() {
        insta::assert_snapshot!(document("<&\"'>\u{1b}\u{fffe}"), @r#"
<?xml version="1.0" encoding="UTF-8"?>
<a b="&lt;&amp;&quot;&#39;&gt;  ">
  <c>&lt;&amp;&quot;&#39;&gt;  </c>
  <d/>
</a>
    "#);
    }

    proptest! {
        /// Any text comes back out of another's parser, but for what XML cannot hold.
        #[test]
        fn text_of_any_kind_reads_back(text in "(?s).{0,40}") {
            let document = document(&text);
            let read = roxmltree::Document::parse(&document).unwrap();
            let kept: String = text.chars().map(|c| if is_unfit(c) { ' ' } else { c }).collect();
            let c = read.descendants().find(|n| n.has_tag_name("c")).unwrap();
            prop_assert_eq!(c.text().unwrap_or_default(), &kept);
            // A line break in an attribute is read as a space.
            let b = read.root_element().attribute("b").unwrap();
            prop_assert_eq!(b, kept.replace('\n', " "));
        }
    }
}
