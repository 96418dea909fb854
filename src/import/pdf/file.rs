//! The objects of a PDF file: where each stands, read when asked for, never all at once.
//!
//! Files lie: tables point elsewhere, lengths are wrong, ends are cut off. Where the table of objects
//! cannot be followed to the pages, the bytes are searched for objects instead. Every look at the
//! bytes is paid from one purse, whatever comes of it; once it is empty nothing more is found.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use super::crypt::Key;
use super::filter::{Decoded, decode};
use super::look::{bare_object, look, look_within, object_start};
use super::object::{Dict, Lexer, Object, Token, is_blank};
use crate::import::purse::Purse;
use crate::import::refusal::Unreadable;

/// Bytes read as syntax, deciphered or inflated, all in all: a thousand full pages take 100 MB.
const PURSE: usize = 256 << 20;
/// Sections of the table of objects: one for each time the file was saved.
const SECTIONS_MAX: usize = 1000;
/// Objects of one file.
const OBJECTS_MAX: usize = 2_000_000;
/// References that lead to references.
const HOPS_MAX: usize = 16;
/// Streams of objects kept inflated.
const KEPT_MAX: usize = 64 << 20;

/// Where an object stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    At(usize),
    In { stream: u32 },
}

/// An object and, if it is a stream, where its bytes are.
struct Found {
    object: Object,
    data: Option<Range<usize>>,
    id: (u32, u32),
}

/// Objects that were written together, compressed.
struct Kept {
    bytes: Vec<u8>,
    /// Number of each object and where it begins, by number.
    index: Vec<(u32, usize)>,
}

/// A PDF file.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    places: HashMap<u32, Place>,
    trailer: Dict,
    kept: HashMap<u32, Rc<Kept>>,
    kept_bytes: usize,
    key: Option<Key>,
    purse: Purse,
    /// Streams of which a part could not be read.
    pub damaged: u32,
}

impl<'a> File<'a> {
    /// Finds the objects of a file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        Self::open_with(bytes, Purse::of(PURSE))
    }

    fn open_with(bytes: &'a [u8], purse: Purse) -> Result<Self, Unreadable> {
        let mut file = Self::unread(bytes, purse);
        file.read_tables();
        file.unlock()?;
        if file.page_tree().is_none() {
            file.search();
            file.unlock()?;
        }
        if file.page_tree().is_none() { Err(Unreadable::Damaged) } else { Ok(file) }
    }

    fn unread(bytes: &'a [u8], purse: Purse) -> Self {
        Self { bytes, places: HashMap::new(), trailer: Dict::new(), kept: HashMap::new(), kept_bytes: 0, key: None, purse, damaged: 0 }
    }

    /// The root of the tree of pages.
    pub fn page_tree(&mut self) -> Option<Object> {
        let root = self.trailer.get(b"Root".as_slice())?.clone();
        let root = self.resolve(&root);
        let pages = root.dict()?.get(b"Pages".as_slice())?.clone();
        self.resolve(&pages).dict()?.get(b"Kids".as_slice())?;
        Some(pages)
    }

    /// The object itself where `object` is a reference.
    pub fn resolve(&mut self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..HOPS_MAX {
            let Object::Ref(number) = object else { return object };
            object = self.find(number).map_or(Object::Null, |found| found.object);
        }
        Object::Null
    }

    /// A member of a dictionary, resolved; null where there is none.
    pub fn member(&mut self, dict: &Dict, name: &[u8]) -> Object {
        dict.get(name).map_or(Object::Null, |object| self.resolve(object))
    }

    /// The dictionary and decoded bytes of a stream.
    pub fn stream(&mut self, object: &Object) -> Option<(Dict, Vec<u8>)> {
        let Object::Ref(number) = object else { return None };
        let mut number = *number;
        for _ in 0..HOPS_MAX {
            let found = self.find(number)?;
            match (found.object, found.data) {
                (Object::Ref(next), _) => number = next,
                (Object::Dict(dict), Some(data)) => return self.decode(dict, data, found.id),
                _ => return None,
            }
        }
        None
    }

    /// Whether the purse is empty: what was read is not all.
    pub fn is_spent(&self) -> bool {
        self.purse.is_empty()
    }

    fn decode(&mut self, mut dict: Dict, data: Range<usize>, id: (u32, u32)) -> Option<(Dict, Vec<u8>)> {
        for name in [b"Filter".as_slice(), b"DecodeParms", b"F", b"DP"] {
            if let Some(member) = dict.get(name).cloned() {
                let member = match self.resolve(&member) {
                    Object::Array(members) => Object::Array(members.iter().map(|member| self.resolve(member)).collect()),
                    other => other,
                };
                dict.insert(name.to_vec(), member);
            }
        }
        let raw = self.bytes.get(data)?;
        self.purse.spend(raw.len()).ok()?;
        let is_plain = dict.get(b"Type".as_slice()).and_then(Object::name) == Some(b"XRef");
        let decrypted = self.key.as_ref().filter(|_| !is_plain).map(|key| key.decrypt_stream(raw, id));
        let Decoded { bytes, is_whole } = decode(&dict, decrypted.as_deref().unwrap_or(raw), &mut self.purse)?;
        self.damaged += u32::from(!is_whole);
        Some((dict, bytes))
    }

    fn find(&mut self, number: u32) -> Option<Found> {
        match *self.places.get(&number)? {
            Place::At(at) => self.object_at(at, Some(number)),
            Place::In { stream } => {
                let kept = self.kept(stream)?;
                let nth = kept.index.binary_search_by_key(&number, |(id, _)| *id).ok()?;
                let object = look(&mut self.purse, &kept.bytes, kept.index.get(nth)?.1, Lexer::object)?;
                Some(Found { object, data: None, id: (number, 0) })
            }
        }
    }

    /// Reads `7 0 obj …` at `at`; if `wanted` is given, only that object.
    fn object_at(&mut self, at: usize, wanted: Option<u32>) -> Option<Found> {
        let (id, mut object, stream) = look(&mut self.purse, self.bytes, at, |lexer| {
            let (id, object) = bare_object(lexer).filter(|(id, _)| wanted.is_none_or(|wanted| wanted == id.0))?;
            let stream = (object.dict().is_some() && lexer.word(b"stream")).then_some(at + lexer.at);
            Some((id, object, stream))
        })?;
        let data = match (&object, stream) {
            (Object::Dict(dict), Some(start)) => {
                let break_len = match self.bytes.get(start..start + 2) {
                    Some(b"\r\n") => 2,
                    Some([b'\n' | b'\r', _]) => 1,
                    _ => 0,
                };
                let length = dict.get(b"Length".as_slice()).cloned();
                Some(self.stream_data(start + break_len, length)?)
            }
            _ => None,
        };
        if let Some(key) = &self.key {
            key.decrypt_strings(&mut object, id);
        }
        Some(Found { object, data, id })
    }

    /// Where a stream's bytes are: as long as it says, if `endstream` stands there, else up to the next one.
    fn stream_data(&mut self, start: usize, length: Option<Object>) -> Option<Range<usize>> {
        let length = match length {
            // A length that refers to the stream itself would never end.
            Some(Object::Ref(number)) => match self.places.get(&number) {
                Some(Place::At(at)) => look(&mut self.purse, self.bytes, *at, bare_object).map(|(_, object)| object),
                _ => None,
            },
            other => other,
        };
        let end =
            length.as_ref().and_then(Object::index).and_then(|length| start.checked_add(length)).filter(|end| *end <= self.bytes.len());
        let ends_there = |end: &usize| {
            let after = self.bytes.get(*end..).unwrap_or_default();
            let blanks = after.iter().take(4).take_while(|b| is_blank(**b)).count();
            after.get(blanks..).is_some_and(|after| after.starts_with(b"endstream") || after.starts_with(b"endobj"))
        };
        if let Some(end) = end.filter(ends_there) {
            return Some(start..end);
        }
        let rest = self.bytes.get(start..).unwrap_or_default();
        let len = memchr::memmem::find(rest, b"endstream").unwrap_or(rest.len());
        self.purse.spend(len).ok()?;
        Some(start..start + len)
    }

    /// The objects of an object stream.
    fn kept(&mut self, number: u32) -> Option<Rc<Kept>> {
        if let Some(kept) = self.kept.get(&number) {
            return Some(Rc::clone(kept));
        }
        // An object stream stands in the file itself, or it would have to be read to be found.
        let Some(Place::At(at)) = self.places.get(&number).copied() else { return None };
        let found = self.object_at(at, Some(number))?;
        let (Object::Dict(dict), Some(data)) = (found.object, found.data) else { return None };
        let (dict, bytes) = self.decode(dict, data, found.id)?;
        let first = self.member(&dict, b"First").index()?;
        let count = self.member(&dict, b"N").index()?.min(OBJECTS_MAX);
        let mut lexer = Lexer::new(bytes.get(..first)?, 0);
        let mut index = Vec::new();
        while let (Some(Token::Object(id)), Some(Token::Object(at))) = (lexer.token(), lexer.token()) {
            if index.len() >= count {
                break;
            }
            index.push((u32::try_from(id.index()?).ok()?, first.checked_add(at.index()?)?));
        }
        index.sort_by_key(|(id, _)| *id);
        let size = bytes.len() + size_of_val(index.as_slice());
        self.kept_bytes += size;
        if self.kept_bytes > KEPT_MAX {
            self.kept.clear();
            self.kept_bytes = size;
        }
        let kept = Rc::new(Kept { bytes, index });
        self.kept.insert(number, Rc::clone(&kept));
        Some(kept)
    }

    /// Tries the empty password, which opens what is only locked against printing or copying.
    fn unlock(&mut self) -> Result<(), Unreadable> {
        let Some(encrypt) = self.trailer.get(b"Encrypt".as_slice()).cloned() else { return Ok(()) };
        self.key = None;
        let encrypt = self.resolve(&encrypt);
        let id = self.trailer.get(b"ID".as_slice()).cloned().map(|id| self.resolve(&id));
        let id = id.as_ref().and_then(Object::array).and_then(|id| id.first()?.text().map(<[u8]>::to_vec)).unwrap_or_default();
        let key = encrypt.dict().and_then(|dict| Key::of_empty_password(dict, &id)).ok_or(Unreadable::Locked)?;
        self.kept.clear();
        self.key = Some(key);
        Ok(())
    }

    /// Follows the tables of objects from the newest back.
    fn read_tables(&mut self) {
        let tail = self.bytes.len().saturating_sub(2048);
        let found = memchr::memmem::rfind(self.bytes.get(tail..).unwrap_or_default(), b"startxref");
        let start = found.and_then(|at| match Lexer::new(self.bytes, tail + at + b"startxref".len()).token()? {
            Token::Object(object) => object.index(),
            Token::Word(_) => None,
        });
        let mut next: Vec<usize> = start.into_iter().collect();
        let mut seen = HashSet::new();
        while let Some(at) = next.pop() {
            if !seen.insert(at) || seen.len() > SECTIONS_MAX {
                return;
            }
            let Some(trailer) = self.read_table(at).or_else(|| self.read_table_stream(at)) else { return };
            // The newest section is read first; what a hybrid file hides in a stream comes before what it replaced.
            next.extend([b"Prev".as_slice(), b"XRefStm"].into_iter().filter_map(|name| trailer.get(name).and_then(Object::index)));
            for (name, value) in trailer {
                self.trailer.entry(name).or_insert(value);
            }
        }
    }

    /// A section `xref … trailer <<…>>`. Its entries do not replace newer ones.
    fn read_table(&mut self, at: usize) -> Option<Dict> {
        let places = &mut self.places;
        // A table may be longer than an object.
        look_within(&mut self.purse, self.bytes.get(at..).unwrap_or_default(), |lexer| read_entries(lexer, places))
    }

    /// A section that is a stream.
    fn read_table_stream(&mut self, at: usize) -> Option<Dict> {
        let found = self.object_at(at, None)?;
        let (Object::Dict(dict), Some(data)) = (found.object, found.data) else { return None };
        let (dict, bytes) = self.decode(dict, data, found.id)?;
        let numbers = |name: &[u8]| -> Option<Vec<usize>> { dict.get(name)?.array()?.iter().map(Object::index).collect() };
        let widths = numbers(b"W").filter(|widths| widths.len() >= 3 && widths.iter().all(|width| *width <= 8))?;
        let sections = numbers(b"Index").unwrap_or_else(|| vec![0, OBJECTS_MAX]);
        let mut entries = bytes.chunks_exact(widths.iter().sum::<usize>().max(1));
        for section in sections.chunks_exact(2) {
            for number in section[0]..section[0].saturating_add(section[1]) {
                let Some(entry) = entries.next() else { break };
                let mut rest = entry;
                let mut field = |width: usize| {
                    let (own, after) = rest.split_at_checked(width)?;
                    rest = after;
                    Some(own.iter().fold(0_usize, |value, byte| value.wrapping_shl(8) | usize::from(*byte)))
                };
                let (kind, second) = (field(widths[0])?, field(widths[1])?);
                let place = match if widths[0] == 0 { 1 } else { kind } {
                    1 => Place::At(second),
                    // The third field, its place in there, is told by the stream itself.
                    2 => Place::In { stream: u32::try_from(second).ok()? },
                    _ => continue,
                };
                if self.places.len() < OBJECTS_MAX {
                    self.places.entry(u32::try_from(number).ok()?).or_insert(place);
                }
            }
        }
        Some(dict)
    }

    /// Searches the bytes for objects, the last of each number; the catalogue among them is the root.
    fn search(&mut self) {
        self.places.clear();
        self.kept.clear();
        self.key = None;
        let mut streams = BTreeSet::new();
        let mut root = None;
        for at in memchr::memmem::find_iter(self.bytes, b" obj").take(OBJECTS_MAX) {
            if self.is_spent() {
                break;
            }
            let Some(start) = object_start(self.bytes, at) else { continue };
            let Some(found) = self.object_at(start, None) else { continue };
            self.places.insert(found.id.0, Place::At(start));
            let Object::Dict(dict) = &found.object else { continue };
            match dict.get(b"Type".as_slice()).and_then(Object::name) {
                Some(b"ObjStm") => _ = streams.insert(found.id.0),
                Some(b"Catalog") => root = Some(found.id.0),
                Some(b"XRef") => {
                    for (name, value) in dict {
                        self.trailer.insert(name.clone(), value.clone());
                    }
                }
                _ => {}
            }
        }
        for at in memchr::memmem::find_iter(self.bytes, b"trailer").take(SECTIONS_MAX) {
            if let Some(Object::Dict(dict)) = look(&mut self.purse, self.bytes, at + b"trailer".len(), Lexer::object) {
                self.trailer.extend(dict);
            }
        }
        if self.trailer.contains_key(b"Encrypt".as_slice()) && self.unlock().is_err() {
            return;
        }
        for stream in streams {
            let Some(kept) = self.kept(stream) else { continue };
            for (number, at) in &kept.index {
                let Some(object) = look(&mut self.purse, &kept.bytes, *at, Lexer::object) else { continue };
                self.places.entry(*number).or_insert(Place::In { stream });
                let kind = object.dict().and_then(|dict| dict.get(b"Type".as_slice()));
                if kind.and_then(Object::name) == Some(b"Catalog") {
                    root = Some(*number);
                }
            }
        }
        if let Some(root) = root {
            self.trailer.insert(b"Root".to_vec(), Object::Ref(root));
        }
    }
}

/// The entries of a section from `xref` on, and its trailer. They do not replace those in `places`, which are newer.
fn read_entries(lexer: &mut Lexer, places: &mut HashMap<u32, Place>) -> Option<Dict> {
    if !lexer.word(b"xref") {
        return None;
    }
    loop {
        if lexer.word(b"trailer") {
            return lexer.object()?.dict().cloned();
        }
        let (Token::Object(first), Token::Object(count)) = (lexer.token()?, lexer.token()?) else { return None };
        let (first, count) = (first.index()?, count.index()?);
        for number in first..first.checked_add(count)? {
            let (Token::Object(offset), Token::Object(_), Token::Word(kind)) = (lexer.token()?, lexer.token()?, lexer.token()?) else {
                return None;
            };
            if kind == b"n" && places.len() < OBJECTS_MAX {
                places.entry(u32::try_from(number).ok()?).or_insert(Place::At(offset.index()?));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COINS: usize = 1 << 20;

    /// What the search finds for [`COINS`], and whether they are all spent.
    fn searched(bytes: &[u8]) -> (usize, bool) {
        let mut file = File::unread(bytes, Purse::of(COINS));
        file.search();
        (file.places.len(), file.is_spent())
    }

    #[test]
    fn objects_that_reach_to_the_end_of_the_file_are_paid_for_each_time() {
        let open: Vec<u8> = (1..20_000).flat_map(|number| format!("{number} 0 obj(").into_bytes()).collect();
        let (found, is_spent) = searched(&open);
        assert!(is_spent && found <= COINS / (open.len() / 2), "{found}");
        // Those of which nothing comes, too, and those that ask for another's length.
        assert_eq!(searched(&b"1 0 obj<</A ".repeat(20_000)), (0, true));
        assert_eq!(searched(&b"1 0 obj[".repeat(20_000)), (0, true));
        let lengths = format!("1 0 obj({})endobj {}", "a".repeat(8_000), "2 0 obj<</Length 1 0 R>>stream endstream ".repeat(1_000));
        assert!(searched(lengths.as_bytes()).1);
    }

    #[test]
    fn trailers_that_reach_to_the_end_of_the_file_are_paid_for_each_time() {
        assert_eq!(searched(&b"trailer(".repeat(2_000)), (0, true));
    }

    #[test]
    fn an_object_asked_for_again_is_paid_for_again() {
        let bytes = format!("1 0 obj[{}", "0 ".repeat(COINS / 8));
        let mut file = File::unread(bytes.as_bytes(), Purse::of(COINS));
        file.places.insert(1, Place::At(0));
        assert_eq!((0..20).filter(|_| file.is_spent() || file.resolve(&Object::Ref(1)) == Object::Null).count(), 20);
        assert!(file.is_spent());
    }

    #[test]
    fn stages_of_a_stream_that_come_to_nothing_are_paid() {
        let zeros = vec![b'0'; COINS / 4];
        let mut bytes = format!("1 0 obj<</Length {}/Filter[/AHx/Fl]>>stream\n", zeros.len()).into_bytes();
        bytes.extend([zeros.as_slice(), b"\nendstream"].concat());
        let mut file = File::unread(&bytes, Purse::of(COINS));
        file.places.insert(1, Place::At(0));
        assert_eq!(file.stream(&Object::Ref(1)).map(|(_, bytes)| bytes.len()), Some(0));
        assert!(file.purse.left() < COINS - zeros.len() * 3 / 2);
    }
}
