//! The syntax of PDF: numbers, names, strings, arrays, dictionaries, read from bytes.
//!
//! The same lexer serves the file's objects, the operators of a page and the maps of a font. It
//! never fails on what it does not know: a damaged token is passed over and shows as an operator
//! nobody knows. Depth and count are bounded here, length by whoever gives the bytes.

use std::collections::HashMap;

/// Deeper nesting than any producer writes; more would only exhaust the stack.
const DEPTH_MAX: u32 = 40;
/// Members of one array or dictionary: the largest real ones are the widths of a whole font.
const MEMBERS_MAX: usize = 200_000;

/// A PDF object. Streams are told by [`super::file`], which knows where their bytes are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Int(i32),
    Real(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// A reference to an object of the file, by its number.
    Ref(u32),
}

/// Members by name, without the `/`.
pub(super) type Dict = HashMap<Vec<u8>, Object>;

impl Object {
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(f64::from(*value)),
            Self::Real(value) => Some(*value).filter(|value| value.is_finite()),
            _ => None,
        }
    }

    /// A whole number that counts or points: no fraction, not negative.
    pub fn index(&self) -> Option<usize> {
        match self {
            Self::Int(value) => usize::try_from(*value).ok(),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(members) => Some(members),
            _ => None,
        }
    }

    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }
}

/// What stands next in the bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Object(Object),
    /// A bare word: `obj`, `BT`, `beginbfchar`.
    Word(Vec<u8>),
}

/// Reads tokens one after another.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where the next token begins, or blanks before it.
    pub at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes over blanks and comments.
    pub fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                self.at += self.rest().iter().take_while(|b| !matches!(b, b'\r' | b'\n')).count();
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next token; `None` at the end. References are told only inside [`Lexer::object`].
    pub fn token(&mut self) -> Option<Token> {
        self.token_at_depth(0)
    }

    /// The next object, with `7 0 R` as a reference.
    pub fn object(&mut self) -> Option<Object> {
        self.object_at_depth(0)
    }

    /// Whether `word` stands next; if so it is passed over.
    pub fn word(&mut self, word: &[u8]) -> bool {
        self.skip_blanks();
        let stands = self.rest().starts_with(word);
        if stands {
            self.at += word.len();
        }
        stands
    }

    fn object_at_depth(&mut self, depth: u32) -> Option<Object> {
        match self.token_at_depth(depth)? {
            Token::Object(Object::Int(number)) => Some(self.reference(number).unwrap_or(Object::Int(number))),
            Token::Object(object) => Some(object),
            Token::Word(_) => None,
        }
    }

    /// The reference that begins with `number`, if `0 R` follows.
    fn reference(&mut self, number: i32) -> Option<Object> {
        let back = self.at;
        let generation = matches!(self.token_at_depth(DEPTH_MAX), Some(Token::Object(Object::Int(0..))));
        let is_reference = generation && self.word(b"R") && self.peek().is_none_or(|b| is_blank(b) || is_delimiter(b));
        if !is_reference {
            self.at = back;
        }
        u32::try_from(number).ok().filter(|_| is_reference).map(Object::Ref)
    }

    fn token_at_depth(&mut self, depth: u32) -> Option<Token> {
        self.skip_blanks();
        let object = match self.peek()? {
            b'/' => Object::Name(self.read_name()),
            b'(' => Object::Text(self.read_literal()),
            b'<' if self.rest().starts_with(b"<<") => {
                self.at += 2;
                self.read_dict(depth + 1)?
            }
            b'<' => Object::Text(self.read_hex()),
            b'[' => {
                self.at += 1;
                self.read_array(depth + 1)?
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.read_number(),
            // A stray closing sign must not stop the reading.
            byte if is_delimiter(byte) => {
                self.at += 1;
                return Some(Token::Word(vec![byte]));
            }
            _ => {
                let word = self.read_regular();
                match word.as_slice() {
                    b"true" => Object::Bool(true),
                    b"false" => Object::Bool(false),
                    b"null" => Object::Null,
                    _ => return Some(Token::Word(word)),
                }
            }
        };
        Some(Token::Object(object))
    }

    fn read_regular(&mut self) -> Vec<u8> {
        let word: Vec<u8> = self.rest().iter().copied().take_while(|b| !is_blank(*b) && !is_delimiter(*b)).collect();
        self.at += word.len();
        word
    }

    fn read_number(&mut self) -> Object {
        let word = self.read_regular();
        let text = String::from_utf8_lossy(&word);
        // Some producers write `--5` or `1.2.3`; what can be read of it is read.
        let text = text.trim_start_matches('+');
        if let Ok(whole) = text.parse::<i32>() {
            return Object::Int(whole);
        }
        Object::Real(text.parse::<f64>().ok().filter(|value| value.is_finite()).unwrap_or(0.0))
    }

    fn read_name(&mut self) -> Vec<u8> {
        self.at += 1;
        let raw = self.read_regular();
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let escaped = (*first == b'#').then(|| Some(hex(*after.first()?)? * 16 + hex(*after.get(1)?)?)).flatten();
            name.push(escaped.unwrap_or(*first));
            rest = after.get(if escaped.is_some() { 2 } else { 0 }..).unwrap_or_default();
        }
        name
    }

    /// `(text)`, with brackets that match inside it, escapes and octal codes.
    fn read_literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    text.extend(self.read_escape());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn read_escape(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|b| matches!(b, b'0'..=b'7')) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                Some(u8::try_from(value & 0xFF).unwrap_or(0))
            }
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                None
            }
            b'\n' => None,
            other => Some(other),
        }
    }

    fn read_hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let inner = self.rest();
        let len = memchr::memchr(b'>', inner).unwrap_or(inner.len());
        self.at += len + 1;
        let digits: Vec<u8> = inner.get(..len).unwrap_or_default().iter().filter_map(|b| hex(*b)).collect();
        digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0)).collect()
    }

    fn read_array(&mut self, depth: u32) -> Option<Object> {
        let mut members = Vec::new();
        while depth <= DEPTH_MAX && members.len() < MEMBERS_MAX {
            self.skip_blanks();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(Object::Array(members));
            }
            members.extend(self.object_at_depth(depth));
        }
        None
    }

    fn read_dict(&mut self, depth: u32) -> Option<Object> {
        let mut dict = Dict::new();
        while depth <= DEPTH_MAX && dict.len() < MEMBERS_MAX {
            self.skip_blanks();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Some(Object::Dict(dict));
            }
            match self.token_at_depth(depth)? {
                Token::Object(Object::Name(name)) => {
                    self.skip_blanks();
                    if let Some(value) = (!self.rest().starts_with(b">>")).then(|| self.object_at_depth(depth)).flatten() {
                        dict.entry(name).or_insert(value);
                    }
                }
                // A dictionary that is not closed ends where the object does.
                Token::Word(word) if matches!(word.as_slice(), b"endobj" | b"stream") => {
                    self.at -= word.len();
                    return Some(Object::Dict(dict));
                }
                _ => {}
            }
        }
        None
    }
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<Object> {
        Lexer::new(bytes, 0).object()
    }

    #[test]
    fn every_kind_of_object_is_read() {
        assert_eq!(read(b" -12 "), Some(Object::Int(-12)));
        assert_eq!(read(b".5"), Some(Object::Real(0.5)));
        assert_eq!(read(b"/A#20B"), Some(Object::Name(b"A B".to_vec())));
        assert_eq!(read(b"(a(b)\\)\\101\\\nc)"), Some(Object::Text(b"a(b))Ac".to_vec())));
        assert_eq!(read(b"<4E0 0 4>"), Some(Object::Text(vec![0x4E, 0x00, 0x40])));
        assert_eq!(read(b"[1 0 R 2 % x\n true]"), Some(Object::Array(vec![Object::Ref(1), Object::Int(2), Object::Bool(true)])));
        let dict = read(b"<</A 1/B[<</C null>>]>>").and_then(|object| object.dict().cloned());
        assert_eq!(dict.as_ref().and_then(|dict| dict.get(b"A".as_slice())), Some(&Object::Int(1)));
    }

    #[test]
    fn nesting_is_bounded_and_damage_ends() {
        assert_eq!(read(&b"[".repeat(100_000)), None);
        assert_eq!(read(&b"<</A".repeat(100_000)), None);
        assert_eq!(read(b"(never closed"), Some(Object::Text(b"never closed".to_vec())));
        assert_eq!(read(b"99999999999999999999"), Some(Object::Real(1e20)));
        assert_eq!(read(b""), None);
    }
}
