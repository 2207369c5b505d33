//! The shell of a self-contained page: no script, nothing fetched.

use crate::tongue::Tongue;
use crate::words;

const STYLE: &str = include_str!("style.css");

/// The one style sheet inside every page, as a source of a Content Security Policy: a server that
/// sends `style-src` with it and without `'unsafe-inline'` shows the pages as they are.
pub const STYLE_SOURCE: &str = "'sha256-epSDUpaO90mVHrzqwl22rgCRhxNYJ1DkiEly0oECXms='";

/// What the page says of itself to the browser.
pub(crate) struct Shell<'a> {
    /// Its language.
    t: &'a Tongue,
    /// The direction of its writing, where it stands beside pages that run the other way.
    dir: &'static str,
}

impl<'a> Shell<'a> {
    /// A page that stands beside no other language.
    pub(crate) fn alone(t: &'a Tongue) -> Self {
        Self { t, dir: "" }
    }

    /// One of several languages.
    pub(crate) fn of_several(t: &'a Tongue) -> Self {
        Self { t, dir: t.language.dir() }
    }
}

/// A page around a body that is HTML already.
pub(crate) fn page(shell: &Shell, title: &str, body: &str) -> String {
    let lang = shell.t.language.code();
    let dir = match shell.dir {
        "" => String::new(),
        dir => format!(" dir=\"{dir}\""),
    };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\"{dir}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        shell.t.plain(title)
    )
}

/// Text as it may stand in HTML, between tags or inside double quotes, on one line.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in words::plain_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn nothing_of_the_case_is_markup() {
        assert_eq!(
            escaped("<script>\"a\" & 'b'\u{1b}</script>"),
            "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39; &lt;/script&gt;"
        );
    }

    #[test]
    fn the_style_is_the_one_that_its_hash_allows() {
        let shown = page(&Shell::alone(Tongue::english_alone()), "", "");
        let style = shown.split("<style>").nth(1).and_then(|s| s.split("</style>").next()).unwrap();
        let hash = data_encoding::BASE64.encode(&Sha256::digest(style));
        assert_eq!(STYLE_SOURCE, format!("'sha256-{hash}'"));
    }
}
