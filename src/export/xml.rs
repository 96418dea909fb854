//! Text as it may stand in XML.
//!
//! What XML cannot hold, and what nobody could see (controls, direction marks, zero-width characters), is
//! shown as the screen shows it: `␛`, `⟨RLO⟩`. So nothing of a hostile report reaches a paper unseen.

use std::borrow::Cow;

use crate::text::{Width, glyphs};

/// `text` with every invisible or forbidden character made visible; line breaks stay.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    // Of these no two join and none is invisible: nearly all text there is.
    let is_plain = |c| matches!(c, '\n' | ' '..='~' | '“' | '”' | '…' | '—' | '×' | '\u{3000}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}');
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| glyphs(line, Width::Narrow).map(|glyph| glyph.shown).collect::<String>();
    let shown: Vec<String> = text.split('\n').map(|shown| line(shown.strip_suffix('\r').unwrap_or(shown))).collect();
    Cow::Owned(shown.join("\n").chars().map(|c| if is_forbidden(c) { '\u{fffd}' } else { c }).collect())
}

/// What XML 1.0 has no place for, as far as a `char` can be it.
fn is_forbidden(c: char) -> bool {
    (c < ' ' && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// `text` as character data or inside a quoted attribute, made [`visible`].
pub(super) fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_nothing_invisible_passes() {
        for (text, expected) in [
            ("预算 & 执行 <b>\"", "预算 &amp; 执行 &lt;b&gt;&quot;"),
            ("a]]>b", "a]]&gt;b"),
            ("一\u{1b}[2J二", "一␛[2J二"),
            ("\u{202e}倒", "⟨RLO⟩倒"),
            ("零\u{200b}宽\u{0}", "零⟨ZWSP⟩宽␀"),
            ("\u{fffe}\u{ffff}", "⟨NCH⟩⟨NCH⟩"),
            ("行一\r\n行二\t列", "行一\n行二  列"),
            ("e\u{301}", "e\u{301}"),
        ] {
            assert_eq!(escaped(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_flood_of_marks_is_counted() {
        assert!(escaped(&format!("a{}", "\u{301}".repeat(10_000))).len() < 100);
    }

    #[test]
    fn no_character_leaves_xml_ill_formed() {
        let all: String = (0..=0x10_ffff).step_by(7).chain(0..0x3000).filter_map(char::from_u32).collect();
        let shown = escaped(&all);
        assert!(shown.chars().all(|c| c == '\n' || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))));
    }
}
