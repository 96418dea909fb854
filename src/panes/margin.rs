//! What stands in the margin of the report text: an item's mark, comments and findings at what they quote,
//! and open suspicions at what they were found in. Draws nothing itself.

use super::open::latest;
use super::suspicions::HitRef;
use super::{Cx, Open, lists};
use crate::lang::Lang;
use crate::report::{ItemRef, Place};
use crate::ui::Role;
use crate::words;

/// What comments and findings say in the margin: rebuilt when the record changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    revision: Option<u64>,
    all: Vec<Note>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    pub place: Place,
    pub quoted: bool,
    pub of: NoteOf,
}

/// Which comment or finding, by its index in the record.
#[derive(Clone, Copy, Debug)]
pub(super) enum NoteOf {
    Comment(usize),
    Finding(usize),
}

/// Something in the margin.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// The byte its words begin at.
    pub at: usize,
    pub sign: String,
    pub role: Role,
    /// The same in words.
    pub says: String,
    /// Whether it gives way to what the reviewer said where there is room for one.
    pub yields: bool,
}

impl Mark {
    /// Several that share a row, as one: `3处`. A suspicion says nothing where the reviewer has spoken.
    pub fn one_of(marks: impl Iterator<Item = Self>, lang: Lang) -> Option<Self> {
        let mut marks: Vec<Self> = marks.collect();
        if marks.iter().any(|mark| !mark.yields) {
            marks.retain(|mark| !mark.yields);
        }
        if marks.len() < 2 {
            return marks.pop();
        }
        let says: Vec<String> = marks.iter().map(|mark| format!("{} {}", mark.sign, mark.says)).collect();
        Some(Self { at: 0, sign: words::several(lang, marks.len()), role: Role::You, says: says.join("；"), yields: false })
    }
}

/// Whether an item has a mark.
pub(super) fn is_marked(cx: &Cx<'_>, item: ItemRef) -> bool {
    lists::sign(&cx.open.state(item, cx.stage)).0 != " "
}

/// What suspicions say that were found in words that begin at one place; nothing once all are settled.
pub(super) fn suspicion_mark(cx: &Cx<'_>, hits: &[HitRef], at: usize) -> Option<Mark> {
    let suspicions = &cx.open.suspicions;
    let open = hits.iter().filter(|at| suspicions.handled(**at).is_open());
    let says: Vec<&str> = open.filter_map(|at| Some(cx.say(suspicions.hit(*at)?.0.check.title))).collect();
    let sign = match says.len() {
        0 => return None,
        1 => "!".to_owned(),
        many => format!("!{many}"),
    };
    Some(Mark { at, sign, role: Role::Warn, says: says.join("；"), yields: true })
}

/// What an item's mark says in the margin; comments and findings speak for themselves.
pub(super) fn item_mark(cx: &Cx<'_>, item: ItemRef, at: usize) -> Option<Mark> {
    let state = cx.open.state(item, cx.stage);
    let (sign, role) = lists::sign(&state);
    if sign == " " {
        return None;
    }
    let said = state.mark.map_or("", |to| cx.say(words::mark(to, item.kind())));
    let said = if state.conflict { cx.say(words::CONFLICT) } else { said };
    Some(Mark { at, sign: sign.to_owned(), role, says: format!("{said}  {}", cx.open.name(item, cx.lang)), yields: false })
}

/// What a comment or finding says in the margin.
pub(super) fn note_mark(cx: &Cx<'_>, of: NoteOf, at: usize) -> Option<Mark> {
    let (sign, says) = match of {
        NoteOf::Comment(index) => {
            let named = cx.open.review.comments().get(index)?;
            let comment = latest(&named.standing)?;
            (cx.comment_name(named.number), format!("{}：{}", cx.open.who(&named.by), comment.text.lines().next().unwrap_or("")))
        }
        NoteOf::Finding(index) => {
            let named = cx.open.review.findings().get(index)?;
            let finding = latest(&named.standing)?;
            (cx.finding_name(named.number), format!("{} {}", cx.say(words::severity(finding.severity)), finding.title))
        }
    };
    Some(Mark { at, sign, role: Role::You, says, yields: false })
}

impl Notes {
    /// Reads the record as of a revision.
    pub fn new(open: &Open, revision: u64) -> Self {
        let mut all = Vec::new();
        let mut add = |of, places: Vec<(Place, bool)>| all.extend(places.into_iter().map(|(place, quoted)| Note { place, quoted, of }));
        for (index, named) in open.review.comments().iter().enumerate() {
            if let Some(comment) = latest(&named.standing) {
                add(NoteOf::Comment(index), open.places_of(&comment.on, comment.quote.as_slice()));
            }
        }
        for (index, named) in open.review.findings().iter().enumerate() {
            if let Some(finding) = latest(&named.standing) {
                add(NoteOf::Finding(index), open.places_of(&finding.on, &finding.quotes));
            }
        }
        all.sort_by_key(|note| (note.place.paragraph, note.place.start));
        Self { revision: Some(revision), all }
    }

    /// Whether they are what the record said as of a revision.
    pub fn are_of(&self, revision: u64) -> bool {
        self.revision == Some(revision)
    }

    /// Those from one paragraph to another, both among them.
    pub fn in_paragraphs(&self, first: u32, last: u32) -> &[Note] {
        let from = self.all.partition_point(|note| note.place.paragraph < first);
        let to = self.all.partition_point(|note| note.place.paragraph <= last);
        self.all.get(from..to).unwrap_or_default()
    }
}
