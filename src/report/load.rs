//! From bytes to a report: tolerant, with a list of what was odd.
//!
//! One pass of the scanner, with the shape of an assessment held against it: each item's place is
//! noted, and what does not fit is noted too.

use std::fmt::Write as _;

use super::Report;
use super::index::Index;
use super::json::{self, Event, Kind, Span, Value, unquote};
use super::odd::{Odd, Oddities, Oddity, Wanted, short};
use super::read::Source;
use super::refuse::{self, ParseError};
use super::report::Front;
use super::shape::{ROOT, Record, Shape};
use super::splice::SpliceFinder;

/// More is no assessment of one department: a real one has about fifty.
pub const ITEMS_MAX: usize = 1_000_000;
/// The name and the major number of the format this program writes.
const FORMAT: (&str, u64) = ("shenyue.assessment/", 1);
/// Sections whose absence is worth a word.
const SECTIONS: [&str; 6] = ["text", "duties", "work_items", "indicators", "issues", "measures"];
/// One of these makes a file an assessment.
const LISTS: [&str; 5] = ["duties", "work_items", "indicators", "issues", "measures"];

/// A loaded file.
#[derive(Debug)]
pub struct Loaded {
    /// The evidence.
    pub report: Report,
    /// What was odd, in file order; the last may say how many more there are.
    pub odd: Vec<Odd>,
    /// Whether the `format` is a newer major: read-only, all kept.
    pub newer_format: bool,
}

impl Report {
    /// Scans and indexes a file. The bytes are kept, never changed.
    pub fn load(bytes: Vec<u8>) -> Result<Loaded, ParseError> {
        let text = refuse::decode(bytes)?;
        let mut indexer = Indexer::new(&text);
        json::scan(&text, |event| indexer.on(event)).map_err(|fault| ParseError::of_fault(&text, fault))?;
        let Indexer { mut index, root, splice, mut oddities, item_count, .. } = indexer;
        if item_count > ITEMS_MAX {
            return Err(ParseError::TooManyItems);
        }
        let root = root.ok_or(ParseError::NotObject)?;
        let member = |name: &str| {
            let span = root[ROOT.member(name).expect("a member of the file")]?;
            Some(Value::at(&text, span)).filter(|value| value.kind() != Kind::Null)
        };
        if !LISTS.iter().any(|name| member(name).is_some_and(|value| value.kind() == Kind::Array)) {
            let is_only_review = ROOT.members.iter().all(|of_file| (of_file.name == "review") == member(of_file.name).is_some());
            return Err(if is_only_review { ParseError::OnlyReview } else { ParseError::NoList });
        }
        let missing: Vec<_> = SECTIONS.into_iter().filter(|name| member(name).is_none()).collect();
        if !missing.is_empty() {
            oddities.note(("", None), Oddity::Missing(missing.join(", ")), 0, String::new);
        }
        let major = member("format").map_or(Some(FORMAT.1), |format| major(&format.text().unwrap_or_default()));
        if let (None, Some(format)) = (major, member("format")) {
            let name = format.text().unwrap_or_default().into_owned();
            oddities.note(("", Some("format")), Oddity::Format(name), format.start(), || "format".into());
        }
        index.give_ids(&text, &mut oddities);
        Source { text: &text, index: &index }.check_places(&mut oddities);
        let front = Front::read(&text, &index, member);
        let odd = oddities.list(&text);
        let newer_format = major.is_some_and(|major| major > FORMAT.1);
        Ok(Loaded { report: Report::new(text, index, splice.finish(), front), odd, newer_format })
    }
}

/// The major number of a format with our name.
fn major(format: &str) -> Option<u64> {
    format.strip_prefix(FORMAT.0)?.split('.').next()?.parse().ok()
}

/// What the scanner is inside of.
enum Frame {
    Record {
        start: u32,
        record: &'static Record,
        /// Which members were seen, a bit each.
        seen: u32,
        /// The member whose value comes or came last, and its key.
        member: Option<usize>,
        key: Span,
    },
    List {
        start: u32,
        element: &'static Shape,
        /// How many elements have begun.
        count: u32,
    },
}

/// Takes the scanner's events and notes where things stand.
struct Indexer<'a> {
    text: &'a str,
    index: Index,
    item_count: usize,
    /// The members of the file by their place in [`ROOT`], once it proves to be an object.
    root: Option<Vec<Option<Span>>>,
    splice: SpliceFinder,
    oddities: Oddities<'a>,
    frames: Vec<Frame>,
    /// Inside of something that is not read: how deep, what it is, and where it began.
    skipping: u32,
    skipped: (Kind, u32),
}

impl<'a> Indexer<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            index: Index::default(),
            item_count: 0,
            root: None,
            splice: SpliceFinder::default(),
            oddities: Oddities::default(),
            frames: Vec::new(),
            skipping: 0,
            skipped: (Kind::Null, 0),
        }
    }

    fn on(&mut self, event: Event) {
        match event {
            Event::Open(..) if self.skipping > 0 => self.skipping += 1,
            Event::Close(end) if self.skipping > 0 => {
                self.skipping -= 1;
                if self.skipping == 0 {
                    let (kind, start) = self.skipped;
                    self.end(kind, Span { start, end });
                }
            }
            _ if self.skipping > 0 => {}
            Event::Key(key) => self.key(key),
            Event::Scalar(kind, span) => {
                self.begin(kind, span.start);
                self.end(kind, span);
            }
            Event::Open(kind, start) => match (self.begin(kind, start), kind) {
                (Some(Shape::Record(record)), Kind::Object) => {
                    self.frames.push(Frame::Record { start, record, seen: 0, member: None, key: Span::default() });
                }
                (Some(Shape::List(element)), Kind::Array) => self.frames.push(Frame::List { start, element, count: 0 }),
                _ => (self.skipping, self.skipped) = (1, (kind, start)),
            },
            Event::Close(end) => {
                let (kind, start) = match self.frames.pop().expect("what closes was opened") {
                    Frame::Record { start, .. } => (Kind::Object, start),
                    Frame::List { start, .. } => (Kind::Array, start),
                };
                self.end(kind, Span { start, end });
            }
        }
    }

    fn key(&mut self, span: Span) {
        let at_root = self.frames.len() == 1;
        let Some(Frame::Record { record, seen, member, key, .. }) = self.frames.last_mut() else { return };
        let name = unquote(self.text.get(span.range()).unwrap_or_default());
        let record = *record;
        *key = span;
        *member = record.member_from(member.map_or(0, |last| last + 1), &name);
        if at_root {
            self.splice.key(span, name == "review");
        }
        match *member {
            None => {
                self.oddities.note((record.path, None), Oddity::Unknown(name), span.start, || path_of(&self.frames, self.text));
            }
            Some(place) if *seen >> place & 1 == 1 => {
                let name = record.members[place].name;
                self.oddities.note((record.path, Some(name)), Oddity::Twice(name), span.start, || path_of(&self.frames, self.text));
            }
            Some(place) => *seen |= 1 << place,
        }
    }

    /// A value begins: which shape it should have, if we know.
    fn begin(&mut self, kind: Kind, start: u32) -> Option<Shape> {
        let (within, shape) = match self.frames.last_mut() {
            None => {
                self.root = (kind == Kind::Object).then(|| vec![None; ROOT.members.len()]);
                return Some(Shape::Record(&ROOT));
            }
            Some(Frame::Record { record, member, .. }) => {
                let member = &record.members[(*member)?];
                if let Shape::List(Shape::Record(Record { list: Some(list), .. })) = member.shape {
                    self.index.begin_list(*list);
                }
                ((record.path, Some(member.name)), member.shape)
            }
            Some(Frame::List { element, count, .. }) => {
                *count += 1;
                if let Shape::Record(Record { list: Some(list), .. }) = element {
                    self.item_count += 1;
                    if self.item_count <= ITEMS_MAX {
                        self.index.begin_element(*list);
                    }
                }
                ((if let Shape::Record(record) = element { record.path } else { "[]" }, None), **element)
            }
        };
        if let Some(oddity) = misfit(shape, kind, within.1.is_none()) {
            self.oddities.note(within, oddity, start, || path_of(&self.frames, self.text));
        }
        Some(shape)
    }

    /// A value has ended: `self.frames` ends with what it is in.
    fn end(&mut self, kind: Kind, span: Span) {
        let is_root = self.frames.len() == 1;
        match self.frames.last() {
            Some(Frame::Record { record, member, .. }) => {
                let name = member.map_or("", |place| record.members[place].name);
                if is_root {
                    self.splice.value(span, kind, name == "review");
                    if let (Some(root), Some(place)) = (&mut self.root, *member) {
                        root[place] = Some(span);
                    }
                }
                if let Some(list) = record.list {
                    let there = |is_there| if is_there { span } else { Span::default() };
                    match name {
                        "id" => self.index.end_id(self.text, list, there(matches!(kind, Kind::String | Kind::Number))),
                        "at" => self.index.last(list, |node| node.at = there(kind != Kind::Null)),
                        _ => {}
                    }
                }
            }
            Some(Frame::List { element: Shape::Record(Record { list: Some(list), .. }), .. }) => {
                self.index.last(*list, |node| node.value = span);
            }
            Some(Frame::List { .. }) | None => {}
        }
    }
}

/// What is odd about a value of this kind where `shape` should be.
fn misfit<'a>(shape: Shape, kind: Kind, is_element: bool) -> Option<Oddity<'a>> {
    let wanted = match (shape, kind) {
        (Shape::Kept, _)
        | (Shape::Text | Shape::Flag, Kind::String | Kind::Number)
        | (Shape::Flag, Kind::Bool)
        | (Shape::List(_), Kind::Array)
        | (Shape::Record(_), Kind::Object) => return None,
        (_, Kind::Null) if !is_element || matches!(shape, Shape::Text) => return None,
        (Shape::Record(record), Kind::String | Kind::Number) if !record.bare.is_empty() => {
            return record.list.is_some().then_some(Oddity::Bare);
        }
        (Shape::List(Shape::Record(Record { list: Some(_), .. })), _) => Wanted::List,
        (Shape::List(_), Kind::String | Kind::Number | Kind::Object) => return Some(Oddity::Alone),
        (Shape::Text, _) => Wanted::Text,
        (Shape::Flag, _) => Wanted::Flag,
        (Shape::List(_), _) => Wanted::List,
        (Shape::Record(_), _) => Wanted::Record,
    };
    Some(Oddity::Shape(wanted))
}

/// JSON path of where the scanner is: `indicators[3].evidence[0].page`.
fn path_of(frames: &[Frame], text: &str) -> String {
    let mut path = String::new();
    for frame in frames {
        match frame {
            Frame::Record { key, .. } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&short(&unquote(text.get(key.range()).unwrap_or_default())));
            }
            Frame::List { count, .. } => write!(path, "[{}]", count.saturating_sub(1)).expect("a string takes all"),
        }
    }
    path
}
