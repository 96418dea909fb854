//! Our JSON scanner: spans only, iterative, bounded in depth, count and length.
//!
//! `serde_json::Value` changes number spelling, drops duplicate keys and needs 88 bytes of memory
//! for one of input; evidence must survive untouched. So a file is walked once, what is found is
//! told as [`Event`]s and nothing is built; a [`Value`] is a piece of the text that is walked again
//! when it is shown. Strict RFC 8259, held to `serde_json` by property tests, but for three things: a
//! byte order mark may stand first, a surrogate escape without its partner is accepted (and shown
//! as it is written), and the limits below are ours.

use std::borrow::Cow;
use std::ops::Range;

use crate::lang::{Words, tr};

/// An assessment nests seven deep; more than this is an attack or a mistake.
pub const DEPTH_MAX: u32 = 128;
/// A 40 MB report has 1.1 million values; this lets one of 600 MB through and stops `[0,0,0,…`.
pub const NODES_MAX: u32 = 20_000_000;
/// One string, as written. The longest report we know is 0.2 MB of text in all.
pub const STRING_BYTES_MAX: usize = 8 << 20;

/// Where a value stands: byte offsets in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte of the value.
    pub start: u32,
    /// Byte after its last.
    pub end: u32,
}

impl Span {
    /// For slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// Any number.
    Number,
    /// `true` or `false`
    Bool,
    /// `null`
    Null,
}

/// What the scanner meets, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A member's key, with its quotes. Its value follows.
    Key(Span),
    /// An object or an array begins at this byte.
    Open(Kind, u32),
    /// The innermost open one ends before this byte.
    Close(u32),
    /// A value that holds no others.
    Scalar(Kind, Span),
}

/// Where a text stops being JSON, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset.
    pub offset: usize,
    /// What is wrong there.
    pub why: Why,
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It ends inside a value.
    Cut,
    /// A comma before `}` or `]`.
    TrailingComma,
    /// Something that may not stand here.
    Unexpected,
    /// Something after the end.
    Surplus,
    /// A raw control character inside a string.
    Control,
    /// `\` and something that is no escape.
    Escape,
    /// A number that is not spelled as JSON demands.
    Number,
    /// More than [`DEPTH_MAX`] levels.
    Depth,
    /// More than [`NODES_MAX`] values.
    Nodes,
    /// A string of more than [`STRING_BYTES_MAX`].
    Length,
}

impl Why {
    /// In words.
    pub const fn words(self) -> Words {
        match self {
            Self::Cut => tr("the file ends in the middle", "文件不完整，内容在此处中断"),
            Self::TrailingComma => tr("a comma with nothing after it", "多了一个逗号，其后没有内容"),
            Self::Unexpected => tr("something that may not stand here", "此处的字符不符合 JSON 格式"),
            Self::Surplus => tr("something after the end", "结尾之后还有多余内容"),
            Self::Control => tr("a raw line break, tab or control character inside a string", "引号内有换行、制表符等控制字符"),
            Self::Escape => tr("a \\ that begins no escape", "反斜杠 \\ 之后的写法不符合 JSON 格式"),
            Self::Number => tr("a number that JSON does not allow", "数字的写法不符合 JSON 格式"),
            Self::Depth => tr("too many levels", "层次过深"),
            Self::Nodes => tr("too many values", "数据项过多"),
            Self::Length => tr("a string that is too long", "单个字符串过长"),
        }
    }
}

/// Walks `text`, which is one JSON value (a byte order mark before it and white space around it are
/// allowed), and tells `on` what it meets.
///
/// Offsets count from the start of `text`, which must be shorter than 4 GiB.
pub fn scan(text: &str, on: impl FnMut(Event)) -> Result<(), Fault> {
    let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    Scanner { bytes: text.as_bytes(), at, objects: 0, depth: 0, nodes: 0, on }.run()
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A value, nothing else.
    Value,
    /// A value or the end of an empty array.
    ValueOrClose,
    /// A value, after a comma.
    Element,
    /// A key or the end of an empty object.
    KeyOrClose,
    /// A key, after a comma.
    Key,
    /// A comma or the end of what is open.
    CommaOrClose,
    /// Nothing.
    End,
}

struct Scanner<'a, F> {
    bytes: &'a [u8],
    at: usize,
    /// One bit for each open level, the innermost lowest: set for an object.
    objects: u128,
    depth: u32,
    nodes: u32,
    on: F,
}

impl<F: FnMut(Event)> Scanner<'_, F> {
    fn run(mut self) -> Result<(), Fault> {
        let mut next = Next::Value;
        loop {
            self.skip_space();
            let start = self.at;
            let Some(&byte) = self.bytes.get(start) else {
                return if next == Next::End { Ok(()) } else { Err(self.fault(Why::Cut)) };
            };
            next = match (next, byte) {
                (Next::End, _) => return Err(self.fault(Why::Surplus)),
                (Next::Key | Next::KeyOrClose, b'"') => {
                    self.string()?;
                    (self.on)(Event::Key(span(start, self.at)));
                    self.skip_space();
                    match self.bytes.get(self.at) {
                        Some(b':') => self.at += 1,
                        Some(_) => return Err(self.fault(Why::Unexpected)),
                        None => return Err(self.fault(Why::Cut)),
                    }
                    Next::Value
                }
                (Next::CommaOrClose, b',') => {
                    self.at += 1;
                    if self.in_object() { Next::Key } else { Next::Element }
                }
                (Next::KeyOrClose | Next::CommaOrClose, b'}') if self.in_object() => self.close(),
                (Next::ValueOrClose | Next::CommaOrClose, b']') if !self.in_object() => self.close(),
                (Next::Key, b'}') | (Next::Element, b']') => return Err(self.fault(Why::TrailingComma)),
                (Next::Value | Next::ValueOrClose | Next::Element, _) => self.value(byte)?,
                _ => return Err(self.fault(Why::Unexpected)),
            };
        }
    }

    fn value(&mut self, first: u8) -> Result<Next, Fault> {
        self.nodes += 1;
        if self.nodes > NODES_MAX {
            return Err(self.fault(Why::Nodes));
        }
        let start = self.at;
        let kind = match first {
            b'{' => return self.open(Kind::Object),
            b'[' => return self.open(Kind::Array),
            b'"' => {
                self.string()?;
                Kind::String
            }
            b'-' | b'0'..=b'9' => {
                self.number()?;
                Kind::Number
            }
            b't' => self.literal(b"true", Kind::Bool)?,
            b'f' => self.literal(b"false", Kind::Bool)?,
            b'n' => self.literal(b"null", Kind::Null)?,
            _ => return Err(self.fault(Why::Unexpected)),
        };
        (self.on)(Event::Scalar(kind, span(start, self.at)));
        Ok(self.after_value())
    }

    fn open(&mut self, kind: Kind) -> Result<Next, Fault> {
        if self.depth == DEPTH_MAX {
            return Err(self.fault(Why::Depth));
        }
        (self.on)(Event::Open(kind, offset(self.at)));
        self.at += 1;
        self.depth += 1;
        self.objects = self.objects << 1 | u128::from(kind == Kind::Object);
        Ok(if kind == Kind::Object { Next::KeyOrClose } else { Next::ValueOrClose })
    }

    fn close(&mut self) -> Next {
        self.at += 1;
        self.depth -= 1;
        self.objects >>= 1;
        (self.on)(Event::Close(offset(self.at)));
        self.after_value()
    }

    fn in_object(&self) -> bool {
        self.objects & 1 == 1
    }

    fn after_value(&self) -> Next {
        if self.depth == 0 { Next::End } else { Next::CommaOrClose }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn literal(&mut self, word: &[u8], kind: Kind) -> Result<Kind, Fault> {
        for &byte in word {
            self.expect(|found| found == byte, Why::Unexpected)?;
        }
        Ok(kind)
    }

    /// From the opening quote to after the closing one.
    fn string(&mut self) -> Result<(), Fault> {
        let start = self.at;
        self.at += 1;
        loop {
            self.at += plain_len(self.bytes.get(self.at..).unwrap_or_default());
            if self.at - start > STRING_BYTES_MAX {
                return Err(Fault { offset: start, why: Why::Length });
            }
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                Some(_) => return Err(self.fault(Why::Control)),
                None => return Err(self.fault(Why::Cut)),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Fault> {
        self.at += 1;
        if self.bytes.get(self.at) == Some(&b'u') {
            self.at += 1;
            for _ in 0..4 {
                self.expect(|byte| byte.is_ascii_hexdigit(), Why::Escape)?;
            }
            return Ok(());
        }
        self.expect(|byte| matches!(byte, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't'), Why::Escape)
    }

    fn number(&mut self) -> Result<(), Fault> {
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        if self.bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            self.at += 1;
            if let Some(b'+' | b'-') = self.bytes.get(self.at) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// One or more digits.
    fn digits(&mut self) -> Result<(), Fault> {
        self.expect(|byte| byte.is_ascii_digit(), Why::Number)?;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        Ok(())
    }

    fn expect(&mut self, fits: impl Fn(u8) -> bool, why: Why) -> Result<(), Fault> {
        match self.bytes.get(self.at) {
            Some(&byte) if fits(byte) => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(self.fault(why)),
            None => Err(self.fault(Why::Cut)),
        }
    }

    fn fault(&self, why: Why) -> Fault {
        Fault { offset: self.at, why }
    }
}

fn span(start: usize, end: usize) -> Span {
    Span { start: offset(start), end: offset(end) }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("no text over 4 GiB is scanned")
}

/// How many bytes stand before the first quote, backslash or control character; eight at a time.
fn plain_len(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    let (chunks, tail) = bytes.as_chunks::<8>();
    for (n, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let quote = word ^ (ONES * 0x22);
        let backslash = word ^ (ONES * 0x5C);
        // A byte's high bit is set where it is what we look for; above the first such byte a borrow
        // may set more, so only the lowest counts.
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let found = (control | (quote.wrapping_sub(ONES) & !quote) | (backslash.wrapping_sub(ONES) & !backslash)) & HIGHS;
        if found != 0 {
            return n * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let plain = tail.iter().take_while(|&&byte| byte >= 0x20 && byte != b'"' && byte != b'\\').count();
    chunks.len() * 8 + plain
}

/// A value in a text that was scanned: a piece of it, walked again when asked.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    raw: &'a str,
    start: u32,
}

impl<'a> Value<'a> {
    /// The value at `span` of `text`.
    ///
    /// # Panics
    /// If `span` is not inside `text`, between characters.
    pub fn at(text: &'a str, span: Span) -> Self {
        let raw = text.get(span.range()).expect("a span of this text");
        Self { raw, start: span.start }
    }

    /// A value that is written here in the program.
    pub(super) fn of(raw: &'static str) -> Self {
        Self { raw, start: 0 }
    }

    /// Byte offset of its first byte in the file.
    pub fn start(self) -> u32 {
        self.start
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        match self.raw.as_bytes().first() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::String,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }

    /// As it is written, quotes and escapes included.
    pub fn raw(self) -> &'a str {
        self.raw
    }

    /// A string without quotes and escapes; a number or a flag as it is written; else nothing.
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self.kind() {
            Kind::String => Some(unquote(self.raw)),
            Kind::Number | Kind::Bool => Some(Cow::Borrowed(self.raw)),
            Kind::Object | Kind::Array | Kind::Null => None,
        }
    }

    /// The members of an object in file order, keys without quotes and escapes, repeated keys included.
    pub fn members(self) -> Vec<(Cow<'a, str>, Value<'a>)> {
        let mut members = Vec::new();
        self.each_member(|key, value| members.push((key, value)));
        members
    }

    /// Hands over the members of an object, as [`Value::members`] lists them, without making a list.
    pub fn each_member(self, mut each: impl FnMut(Cow<'a, str>, Value<'a>)) {
        if self.kind() == Kind::Object {
            self.children(|key, value| each(unquote(key), value));
        }
    }

    /// The elements of an array.
    pub fn elements(self) -> Vec<Value<'a>> {
        let mut elements = Vec::new();
        if self.kind() == Kind::Array {
            self.children(|_, value| elements.push(value));
        }
        elements
    }

    /// The text was scanned when it was loaded: here only the ends of things are looked for, a piece that lies
    /// deeper is passed over as a whole.
    fn children(self, mut each: impl FnMut(&'a str, Value<'a>)) {
        let bytes = self.raw.as_bytes();
        let piece = |start: usize, end: usize| self.raw.get(start..end).unwrap_or_default();
        let (mut at, mut key) = (1, "");
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => {
                    at += 1;
                    continue;
                }
                b'}' | b']' => break,
                _ => at = value_end(bytes, at),
            }
            if key.is_empty() && self.kind() == Kind::Object {
                key = piece(start, at);
            } else {
                each(key, Value { raw: piece(start, at), start: self.start + offset(start) });
                key = "";
            }
        }
    }
}

/// Where the value ends that begins at `start`, in scanned text.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_u32);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at),
            b'{' | b'[' => (at, depth) = (at + 1, depth + 1),
            b'}' | b']' if depth > 0 => (at, depth) = (at + 1, depth - 1),
            // A number, a flag or null ends before what cannot be in one.
            b'}' | b']' | b',' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => break,
            _ => {
                at += 1;
                continue;
            }
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Where the string ends whose quote is at `start`, in scanned text.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += next;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// A string as written, without its quotes and escapes.
pub fn unquote(raw: &str) -> Cow<'_, str> {
    let inner = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')).unwrap_or(raw);
    // Most are short keys: the standard search has less to set up than memchr.
    if !inner.as_bytes().contains(&b'\\') {
        return Cow::Borrowed(inner);
    }
    let mut plain = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let (char, len) = escaped(after);
        match char {
            Some(char) => plain.push(char),
            None => plain.extend(std::iter::once('\\').chain(after.chars().take(len))),
        }
        rest = after.get(len..).unwrap_or_default();
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The character an escape stands for (none for half a surrogate pair) and how many bytes after the
/// backslash belong to it.
fn escaped(after: &str) -> (Option<char>, usize) {
    let first = after.as_bytes().first();
    let simple = match first {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let Some(unit) = hex(after, 1) else { return (None, 1) };
            if let Some(char) = char::from_u32(unit) {
                return (Some(char), 5);
            }
            // `\uD83D\uDE00`: two halves make one character, nothing else does.
            if unit < 0xDC00
                && after.get(5..7) == Some("\\u")
                && let Some(low @ 0xDC00..=0xDFFF) = hex(after, 7)
            {
                return (char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)), 11);
            }
            return (None, 5);
        }
        Some(&other) => char::from(other),
        None => return (None, 0),
    };
    (Some(simple), 1)
}

fn hex(text: &str, at: usize) -> Option<u32> {
    u32::from_str_radix(text.get(at..at + 4)?, 16).ok()
}

#[cfg(test)]
mod tests;
