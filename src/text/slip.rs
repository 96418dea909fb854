//! What is wrong with a text that is not TOML, in both languages.
//!
//! A parser speaks English and of tokens. Who writes settings, a standard or a template by hand in
//! Chinese slips in a dozen ways: those are named here, from the line itself; the parser's words follow
//! as detail. Only sentences: reading TOML is the reader's own affair.

use crate::lang::{Lang, Said, Words, tr};
use crate::said;

/// No more of the parser's words is repeated (characters).
const DETAIL_CHARS_MAX: usize = 120;

/// Line and column of a byte of `text`, in characters, both from 1.
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

/// Why `text` is not TOML at this byte; `parser` is what its parser says of it, in English.
pub fn not_toml(text: &str, byte: usize, parser: &str) -> Said {
    let Said { en, zh } = why(&Code::at(text, byte), parser);
    let detail: String = parser.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(DETAIL_CHARS_MAX).collect();
    said!("{en} (the parser: {detail})", "{zh}（解析程序原文：{detail}）")
}

/// What the line, then what the parser's words, show.
fn why(code: &Code, parser: &str) -> Said {
    if let Some((wide, plain)) = code.bare.chars().find_map(|c| WIDE.iter().find(|(wide, _)| *wide == c)) {
        return said!("{wide} is a Chinese sign: write {plain}", "{wide} 是中文符号，请改用英文的 {plain}");
    }
    let named = |before: &str| parser.strip_prefix(before).and_then(|rest| rest.split('`').next()).map(shown);
    if let Some(name) = named("unknown field `") {
        return said!("there is no entry {name} here", "这里没有名为 {name} 的项");
    }
    if let Some(name) = named("missing field `") {
        return said!("the entry {name} is missing", "缺少 {name} 这一项");
    }
    let told = |words: Words| Said { en: words.say(Lang::En).to_owned(), zh: words.say(Lang::Zh).to_owned() };
    if let Some((_, words)) = BY_WORD.iter().find(|(word, _)| parser.contains(word)) {
        return told(*words);
    }
    // The parser is at the end of the file then: what is to be mended stands where the text began.
    if let Some(Quote { sign, is_long: true, line }) = code.open.filter(|_| parser.contains("multi-line")) {
        let long = String::from(sign).repeat(3);
        return said!("the {long} of line {line} is not closed", "第 {line} 行的 {long} 没有成对");
    }
    let unquoted = || parser.contains("must be quoted").then_some(TEXT);
    told(code.why().or_else(unquoted).unwrap_or(tr("it is not written as TOML", "写法不合 TOML")))
}

fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// Signs of a Chinese keyboard, and what TOML wants in their place.
const WIDE: &[(char, &str)] = &[
    ('＝', "="),
    ('“', "\""),
    ('”', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('＂', "\""),
    ('，', ","),
    ('、', ","),
    ('［', "["),
    ('］', "]"),
    ('【', "["),
    ('】', "]"),
    ('＃', "#"),
    ('：', "="),
    ('｛', "{"),
    ('｝', "}"),
];

const BRACKET: Words = tr("a bracket is not closed", "括号没有成对");
const TEXT: Words = tr("a text stands in quotes: name = \"text\"", "文字要加英文引号：名称 = \"文字\"");

/// By a word of the parser's, where the line alone does not show it.
const BY_WORD: &[(&str, Words)] = &[
    ("duplicate key", tr("it is written twice: keep one", "同一项写了两次，请只留一处")),
    ("unclosed", BRACKET),
    ("`=` in array", BRACKET),
    ("characters", tr("a control character stands in the text", "文字里有控制字符，请删去")),
    ("comma", tr("the items of a list are parted by one comma each", "一组值之间用一个英文逗号隔开")),
    ("escape", tr("\\ in quotes is written \\\\, or put the text in '…'", "引号里的 \\ 要写成 \\\\，或改用单引号 '…'")),
    ("invalid type", tr("another kind of value is wanted", "值的类型不对")),
    ("invalid value", tr("this value cannot be", "不能是这个值")),
    ("leading zero", tr("a number does not begin with 0", "数字前面不能多写 0")),
    ("recursion", tr("it is nested too deep", "嵌套过深")),
];

/// A quote that is open.
#[derive(Clone, Copy)]
struct Quote {
    sign: char,
    /// Three of them, about a text of several lines.
    is_long: bool,
    /// Where it opened, from 1.
    line: usize,
}

/// A line as it stands in its text, without its comment.
struct Code {
    /// What stands outside quotes.
    bare: String,
    /// What is open at its end.
    open: Option<Quote>,
    /// It goes on with a text or a list that began above.
    goes_on: bool,
}

impl Code {
    /// The line on which a byte of `text` is.
    fn at(text: &str, byte: usize) -> Self {
        let end = text.get(byte..).and_then(|rest| rest.find('\n')).map_or(text.len(), |more| byte + more);
        let mut chars = text.get(..end).unwrap_or(text).chars();
        let mut code = Self { bare: String::new(), open: None, goes_on: false };
        let (mut line, mut depth, mut is_comment, mut is_escaped) = (1, 0, false, false);
        while let Some(c) = chars.next() {
            let two = if c == '"' { "\"\"" } else { "''" };
            match code.open {
                _ if c == '\n' => {
                    code.open = code.open.filter(|quote| quote.is_long);
                    depth = code.depth_after(depth);
                    code.goes_on = code.open.is_some() || depth > 0;
                    code.bare.clear();
                    (line, is_comment, is_escaped) = (line + 1, false, false);
                }
                None if is_comment => {}
                None if c == '#' => is_comment = true,
                None if matches!(c, '"' | '\'') => {
                    let long = chars.as_str().strip_prefix(two);
                    code.open = Some(Quote { sign: c, is_long: long.is_some(), line });
                    chars = long.map_or(chars, str::chars);
                    // A text in quotes stands as one sign.
                    code.bare.push('"');
                }
                None => code.bare.push(c),
                Some(_) if is_escaped => is_escaped = false,
                Some(Quote { sign: '"', .. }) if c == '\\' => is_escaped = true,
                Some(quote) if c == quote.sign && !quote.is_long => code.open = None,
                Some(quote) if c == quote.sign && chars.as_str().starts_with(two) => {
                    // Up to two more of them still belong to the text.
                    chars = chars.as_str().trim_start_matches(c).chars();
                    code.open = None;
                }
                Some(_) => {}
            }
        }
        code
    }

    /// How many brackets are open after the line if so many were before it.
    fn depth_after(&self, depth: usize) -> usize {
        if depth == 0 && self.bare.trim_start().starts_with('[') {
            // The heading of a table ends with its line.
            return 0;
        }
        (depth + self.bare.matches(['[', '{']).count()).saturating_sub(self.bare.matches([']', '}']).count())
    }

    fn why(&self) -> Option<Words> {
        let bare = self.bare.trim();
        let count = |sign: char| bare.matches(sign).count();
        if self.open.is_some_and(|quote| !quote.is_long) {
            return Some(tr("a quote is not closed", "引号没有成对"));
        }
        if self.goes_on {
            return None;
        }
        // What is opened here may be closed on a later line: of what never is, the parser's words tell.
        if count('[') < count(']') || count('{') < count('}') {
            return Some(BRACKET);
        }
        let Some((name, value)) = bare.split_once('=') else {
            return (!bare.starts_with('[')).then_some(tr("= is missing: write name = value", "缺等号：写成 名称 = 值"));
        };
        let value = value.trim();
        if name.trim().is_empty() {
            Some(tr("no name stands before =", "等号前面没有名称"))
        } else if !name.is_ascii() {
            Some(tr("a name that is not of a-z stands in quotes", "中文名称要加英文引号"))
        } else if value.is_empty() {
            Some(tr("nothing stands after =", "等号后面没有值"))
        } else if value.contains('=') {
            Some(tr("one line holds one name = value", "一行只写一个 名称 = 值"))
        } else if value.starts_with(|c: char| c.is_alphabetic()) {
            Some(TEXT)
        } else if value.starts_with('"') && value.len() > 1 {
            Some(tr("something stands after the closing quote", "后引号之后有多余的字"))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    fn said(text: &str) -> (usize, Said) {
        let (_, errors) = DeTable::parse_recoverable(text);
        let error = errors.first().expect("not TOML");
        let byte = error.span().map_or(0, |span| span.start);
        (line_column(text, byte).0, not_toml(text, byte, error.message()))
    }

    #[test]
    fn the_slips_of_a_hand_are_named_at_their_line() {
        for (line, zh) in [
            ("lines = ", "等号后面没有值"),
            ("lines", "缺等号"),
            ("= \"x\"", "等号前面没有名称"),
            ("lines = ascii", "文字要加英文引号"),
            ("lines = \"ascii", "引号没有成对"),
            ("lines = “ascii”", "“ 是中文符号，请改用英文的 \""),
            ("lines ＝ \"ascii\"", "＝ 是中文符号"),
            ("keys = [\"a\"，\"b\"]", "， 是中文符号"),
            ("keys = [\"a\" \"b\"]", "英文逗号"),
            ("标准 = 1", "中文名称要加英文引号"),
            ("templates = \"D:\\模板\"", "要写成 \\\\"),
            ("theme = \"light\"", "写了两次"),
            ("lines = \"ascii\" x", "后引号之后"),
            ("[keys", "括号没有成对"),
        ] {
            let (at, said) = said(&format!("# 注\ntheme = \"dark\"\n{line}\nlegend = true\n"));
            assert_eq!(at, 3, "{line}");
            assert!(said.zh.contains(zh), "{line}: {}", said.zh);
            assert!(said.zh.contains("解析程序原文") && said.en.contains("the parser: "), "{said:?}");
        }
    }

    #[test]
    fn a_text_or_list_of_several_lines_is_not_told_by_one_of_them() {
        for (text, line, zh) in [
            ("a = \"\"\"\n甲，乙\\模\n\"\"\"\n", 2, "要写成 \\\\"),
            ("a = \"\"\"\n甲，\u{1}乙\n\"\"\"\n", 2, "控制字符"),
            ("x = 1\na = \"\"\"\n甲，乙\nb = 1\n", 5, "第 2 行的 \"\"\" 没有成对"),
            ("a = '''\n甲，乙\n", 3, "第 1 行的 ''' 没有成对"),
            ("a = \"\"\"\n甲，\"乙\"\"\"\"，\n", 2, "， 是中文符号"),
            ("a = \"\"\"\n甲，乙\"\"\" 丙\n", 2, "写法不合 TOML"),
            ("k = [\n  \"a\",\n  b,\n]\n", 3, "文字要加英文引号"),
            ("k = [\n  \"a\"，\n  \"b\",\n]\n", 2, "， 是中文符号"),
            ("k = [\n  \"a\"\n  \"b\",\n]\n", 3, "英文逗号"),
            ("k = [\n  \"a\n]\n", 2, "引号没有成对"),
            ("k = [\n  \"a\",\nb = 1\n", 3, "括号没有成对"),
            ("k = [\n  \"a\",\n", 2, "括号没有成对"),
        ] {
            let (at, said) = said(text);
            assert!(said.zh.contains(zh), "{text:?}: {}", said.zh);
            assert_eq!(at, line, "{text:?}");
        }
    }

    #[test]
    fn a_comment_and_a_quoted_text_may_hold_any_sign() {
        let code = Code::at("a = \"“，\\\"＝\" # “注”", 0);
        assert_eq!((code.bare.as_str(), code.open.is_some()), ("a = \" ", false));
    }

    #[test]
    fn what_is_not_known_is_told_by_the_parser_alone_and_bounded() {
        let said = not_toml("a = 1", 0, &"x\u{1b}".repeat(1000));
        assert!(said.en.starts_with("it is not written as TOML") && said.en.chars().count() < 200);
        assert!(!said.en.contains('\u{1b}'));
    }
}
