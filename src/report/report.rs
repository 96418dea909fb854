//! The report: bytes as they came, and where each item stands in them.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use sha2::{Digest, Sha256};

use super::fields::Fields;
use super::index::Index;
use super::json::Value;
use super::model::{Achievement, Claimed, Duty, Enclosed, Funds, Indicator, Issue, Measure, Meta, Paragraph, Part, SelfRating, WorkItem};
use super::read::{self, Source};
use super::shape::List;
use super::splice::{BEFORE_NEW, ReviewMember, Splice};
use super::{Counts, FundField, Item, ItemLabel, ItemRef, Place};

/// Labels kept once they were read: those of a large window and of what its card links to, so that a step reads a few.
const LABELS_KEPT: usize = 500;

/// The assessment file: bytes as they came, and where each item stands in them.
///
/// Items are read when they are asked for; each costs a walk over its own bytes.
#[derive(Debug)]
pub struct Report {
    text: String,
    index: Index,
    splice: Splice,
    front: Front,
    counts: Counts,
    sha256: OnceLock<String>,
    labels: Mutex<HashMap<ItemRef, Arc<ItemLabel>>>,
}

/// What holds some bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// An item.
    Item(ItemRef),
    /// A paragraph of the narrative.
    Paragraph(u32),
}

/// What is read at load, since it is shown at all times.
#[derive(Debug)]
pub(super) struct Front {
    meta: Meta,
    funds: Funds,
    self_rating: SelfRating,
    fund_places: Vec<(FundField, Place)>,
    claimed: Claimed,
    enclosed: Enclosed,
}

impl Front {
    /// `member` gives the value of the file's own member with that name.
    pub(super) fn read<'a>(text: &'a str, index: &'a Index, member: impl Fn(&str) -> Option<Value<'a>>) -> Self {
        Self {
            meta: read::meta(member("report")),
            funds: read::funds(member("funds")),
            self_rating: read::self_rating(member("self")),
            fund_places: Source { text, index }.fund_places(member("funds")),
            claimed: Source { text, index }.claimed(member("indicators_claimed")),
            enclosed: read::enclosed(member("annexes"), member("contact"), member("sealed")),
        }
    }
}

impl Report {
    pub(super) fn new(text: String, index: Index, splice: Splice, front: Front) -> Self {
        let counts = index.counts();
        Self { text, index, splice, front, counts, sha256: OnceLock::new(), labels: Mutex::default() }
    }

    /// The whole file as it came, BOM and all.
    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Where the `review` member stands.
    pub fn review_member(&self) -> &ReviewMember {
        &self.splice.member
    }

    /// The `review` member's value as text, if there is one usable.
    pub fn review_text(&self) -> Option<&str> {
        match self.splice.member {
            ReviewMember::One(span) => self.text.get(span.range()),
            ReviewMember::Absent | ReviewMember::Unusable(_) => None,
        }
    }

    /// SHA-256, lower-case hex, of the file with the `review` member cut out. Costs a pass over
    /// the bytes at first call, then is remembered.
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| {
            let mut hash = Sha256::new();
            self.without_review().into_iter().for_each(|bytes| hash.update(bytes));
            hex(&hash.finalize())
        })
    }

    /// The bytes of the report alone: the file with the `review` member cut out, in slices.
    /// With an unusable member nothing is cut.
    pub fn without_review(&self) -> [&[u8]; 2] {
        let cut = self.splice.cut;
        [self.slice(0, cut.start), self.slice(cut.end, self.len())]
    }

    /// The file with `review` as the review member's value, in slices to write one after another:
    /// everything outside that member is byte-identical.
    ///
    /// # Panics
    /// If the review member is unusable: such a file is open read-only.
    pub fn with_review<'a>(&'a self, review: &'a str) -> [&'a [u8]; 4] {
        let (before, new, after) = match self.splice.member {
            ReviewMember::One(span) => (span.start, "", span.end),
            ReviewMember::Absent => (self.splice.append_at, BEFORE_NEW, self.splice.append_at),
            ReviewMember::Unusable(_) => panic!("a file with an unusable review member is never written"),
        };
        [self.slice(0, before), new.as_bytes(), review.as_bytes(), self.slice(after, self.len())]
    }

    fn slice(&self, start: u32, end: u32) -> &[u8] {
        self.bytes().get(start as usize..end as usize).expect("the splice lies in the file")
    }

    fn len(&self) -> u32 {
        u32::try_from(self.text.len()).expect("larger files are refused")
    }

    /// Head of the report.
    pub fn meta(&self) -> &Meta {
        &self.front.meta
    }

    /// Funds as stated.
    pub fn funds(&self) -> &Funds {
        &self.front.funds
    }

    /// Where a figure of the funds stands, if the file says.
    pub fn fund_place(&self, field: FundField) -> Option<Place> {
        self.front.fund_places.iter().find(|(known, _)| *known == field).map(|(_, place)| *place)
    }

    /// The department's rating of itself.
    pub fn self_rating(&self) -> &SelfRating {
        &self.front.self_rating
    }

    /// How many indicators the text says there are.
    pub fn indicators_claimed(&self) -> &Claimed {
        &self.front.claimed
    }

    /// Annexes, contact and seal.
    pub fn enclosed(&self) -> &Enclosed {
        &self.front.enclosed
    }

    /// How many of each kind.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Parts of work item `work` (from 0).
    pub fn part_count(&self, work: u32) -> u32 {
        self.index.part_count(work)
    }

    /// An item as lists and cards show it. Panics if `at` is out of range.
    pub fn item(&self, at: ItemRef) -> Item {
        let fields = self.fields(at);
        let ItemLabel { no, name } = label(at, &fields);
        let text = match at {
            ItemRef::Work(_) | ItemRef::Part(..) => fields.text("text"),
            ItemRef::Duty(_) | ItemRef::Issue(_) | ItemRef::Measure(_) | ItemRef::Indicator(_) => None,
        };
        let text = text.unwrap_or_else(|| name.clone());
        Item { at, id: self.id(at), no, name, text, place: self.source().place(self.index.element(at)) }
    }

    /// What a list's row shows of an item; costs less than [`Report::item`], and next to nothing when it was asked for
    /// lately. Panics if `at` is out of range.
    pub fn label(&self, at: ItemRef) -> Arc<ItemLabel> {
        let labels = || self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = labels().get(&at).map(Arc::clone);
        // It may be long: nobody waits while it is read.
        kept.unwrap_or_else(|| {
            let label = Arc::new(label(at, &self.fields(at)));
            let mut labels = labels();
            if labels.len() >= LABELS_KEPT {
                labels.clear();
            }
            labels.insert(at, Arc::clone(&label));
            label
        })
    }

    /// Every item in report order: each work item is followed by its parts.
    pub fn items(&self) -> impl Iterator<Item = ItemRef> {
        let counts = self.counts();
        let work = move |n| std::iter::once(ItemRef::Work(n)).chain((0..self.part_count(n)).map(move |m| ItemRef::Part(n, m)));
        let before = (0..counts.duties).map(ItemRef::Duty).chain((0..counts.work_items).flat_map(work));
        let after = (0..counts.indicators).map(ItemRef::Indicator).chain((0..counts.issues).map(ItemRef::Issue));
        before.chain(after).chain((0..counts.measures).map(ItemRef::Measure))
    }

    /// Whether an item carries a mark: all but work items with parts.
    pub fn is_reviewable(&self, at: ItemRef) -> bool {
        !matches!(at, ItemRef::Work(n) if self.part_count(n) > 0)
    }

    /// The item's id alone.
    pub fn id(&self, at: ItemRef) -> String {
        self.index.id(&self.text, self.index.element(at))
    }

    /// The item with this id.
    pub fn find(&self, id: &str) -> Option<ItemRef> {
        self.index.find(&self.text, id).and_then(|element| self.index.item(element))
    }

    /// Tells an item whose content changed: the first 16 hex of SHA-256 over its fields as printed, in the
    /// order of the schema, unescaped, lists flattened, null or absent as empty, U+001F between. Not
    /// among them: id, number, place, links, parts.
    pub fn content(&self, at: ItemRef) -> String {
        let mut hash = Sha256::new();
        let mut first = true;
        self.fields(at).said(&mut |text| {
            if !first {
                hash.update("\u{1F}");
            }
            first = false;
            hash.update(text);
        });
        let mut content = hex(&hash.finalize());
        content.truncate(16);
        content
    }

    /// Everything an item says, as printed, field by field in the order of the schema; absent or null as empty.
    pub fn say(&self, at: ItemRef, each: &mut dyn FnMut(&str)) {
        self.fields(at).said(each);
    }

    /// What says the words at a byte of [`Report::bytes`], each with its bytes: a part, and the work item it is of.
    /// Nothing for what is no item and no paragraph.
    pub fn holding(&self, byte: usize) -> impl Iterator<Item = (Holder, Range<usize>)> {
        self.index.holding(byte).filter_map(|(element, bytes)| match element {
            (List::Text, n) => Some((Holder::Paragraph(n), bytes)),
            element => Some((Holder::Item(self.index.item(element)?), bytes)),
        })
    }

    /// A paragraph of the narrative, from 0.
    pub fn paragraph(&self, n: u32) -> Paragraph {
        self.source().paragraph(n)
    }

    /// The paragraph with this id.
    pub fn find_paragraph(&self, id: &str) -> Option<u32> {
        self.source().find_paragraph(id)
    }

    /// Duty `n`, from 0.
    pub fn duty(&self, n: u32) -> Duty {
        read::duty(&self.fields(ItemRef::Duty(n)))
    }

    /// Work item `n`, from 0.
    pub fn work_item(&self, n: u32) -> WorkItem {
        read::work_item(&self.fields(ItemRef::Work(n)))
    }

    /// Part `m` of work item `n`, from 0.
    pub fn part(&self, n: u32, m: u32) -> Part {
        read::part(&self.fields(ItemRef::Part(n, m)))
    }

    /// Indicator `n`, from 0.
    pub fn indicator(&self, n: u32) -> Indicator {
        read::indicator(&self.fields(ItemRef::Indicator(n)))
    }

    /// Issue `n`, from 0.
    pub fn issue(&self, n: u32) -> Issue {
        read::issue(&self.fields(ItemRef::Issue(n)))
    }

    /// Measure `n`, from 0.
    pub fn measure(&self, n: u32) -> Measure {
        read::measure(&self.fields(ItemRef::Measure(n)))
    }

    /// How many achievements there are.
    pub fn achievement_count(&self) -> u32 {
        self.index.len(List::Achievements)
    }

    /// Achievement `n`, from 0.
    pub fn achievement(&self, n: u32) -> Achievement {
        self.source().achievement(n)
    }

    /// The ids an item names as linked, as it states them (one way; see [`super::Links`]).
    pub fn stated_links(&self, at: ItemRef) -> Vec<String> {
        let fields = self.fields(at);
        match at {
            ItemRef::Duty(_) | ItemRef::Part(..) => Vec::new(),
            ItemRef::Work(_) => fields.texts("duties"),
            ItemRef::Indicator(_) => [fields.texts("duties"), fields.texts("work_items")].concat(),
            ItemRef::Issue(_) => fields.texts("measures"),
            ItemRef::Measure(_) => fields.texts("issues"),
        }
    }

    /// The text of a place, as far as its paragraph goes; empty if there is no such paragraph.
    pub fn place_text(&self, place: Place) -> String {
        if place.paragraph >= self.index.len(List::Text) {
            return String::new();
        }
        let len = place.end.saturating_sub(place.start) as usize;
        self.source().paragraph_text(place.paragraph).chars().skip(place.start as usize).take(len).collect()
    }

    fn fields(&self, at: ItemRef) -> Fields<'_> {
        self.source().fields(self.index.element(at))
    }

    fn source(&self) -> Source<'_> {
        Source { text: &self.text, index: &self.index }
    }
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes all");
        hex
    })
}

fn label(at: ItemRef, fields: &Fields<'_>) -> ItemLabel {
    let name = match at {
        ItemRef::Duty(_) | ItemRef::Issue(_) | ItemRef::Measure(_) => fields.words("text"),
        ItemRef::Indicator(_) => fields.words("name"),
        ItemRef::Work(_) | ItemRef::Part(..) => fields.text("title").unwrap_or_else(|| fields.words("text")),
    };
    let no = match at {
        ItemRef::Part(work, n) => format!("{}.{}", work + 1, n + 1),
        ItemRef::Indicator(n) => (n + 1).to_string(),
        ItemRef::Duty(n) | ItemRef::Work(n) | ItemRef::Issue(n) | ItemRef::Measure(n) => {
            fields.text("no").and_then(|printed| short_number(&printed)).unwrap_or_else(|| (n + 1).to_string())
        }
    };
    ItemLabel { no, name }
}

/// A printed number as lists show it: `３．` and `（3）` are `3`; `一是` and the like have none.
fn short_number(printed: &str) -> Option<String> {
    let marks = ['.', '．', '、', '(', ')', '（', '）', ' ', '\u{3000}'];
    let digits: Option<String> = printed
        .trim_matches(marks)
        .chars()
        .map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_u32(c as u32 - 0xfee0),
            _ => None,
        })
        .collect();
    digits.filter(|digits| (1..=4).contains(&digits.len()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn report(file: &str) -> Report {
        Report::load(file.as_bytes().to_vec()).unwrap().report
    }

    fn content_of(fields: &[&str]) -> String {
        hex(&Sha256::digest(fields.join("\u{1F}"))).chars().take(16).collect()
    }

    #[test]
    fn a_row_has_the_printed_digits_or_its_place() {
        let report = report(
            r#"{"duties": [{"text": "甲"}, {"no": "（３）", "text": "乙"}], "indicators": [{"name": "丙", "no": "9"}],
                "work_items": [{}, {"title": "丁", "parts": [{"no": "一是", "title": "戊", "text": "戊。"}, {"text": "己。"}]}]}"#,
        );
        let rows: Vec<_> = report.items().map(|at| report.item(at)).map(|item| (item.no, item.name, item.text)).collect();
        let expected = [
            ("1", "甲", "甲"),
            ("3", "乙", "乙"),
            ("1", "", ""),
            ("2", "丁", "丁"),
            ("2.1", "戊", "戊。"),
            ("2.2", "己。", "己。"),
            ("1", "丙", "丙"),
        ];
        assert_eq!(rows, expected.map(|(no, name, text)| (no.to_owned(), name.to_owned(), text.to_owned())));
        assert_eq!((report.counts().reviewable(), report.counts().work_items_whole), (6, 1));
    }

    #[test]
    fn content_is_the_hash_of_the_fields_as_printed() {
        let report = report(
            r#"{"duties": [{"text": "甲", "id": "x", "no": "1", "at": "p-1"}], "issues": [{"amount": 94.730, "text": "\u4e59"}],
                "indicators": [{"levels": ["产出", "数量"], "name": "丙", "target": 1e2, "evidence": ["台账"], "duties": ["duty-1"]}],
                "work_items": [{"title": "丁", "parts": [{"results": [{"label": "次", "value": 3, "approx": true}]}]}]}"#,
        );
        assert_eq!(report.content(ItemRef::Duty(0)), content_of(&["甲"]));
        assert_eq!(report.content(ItemRef::Issue(0)), content_of(&["乙", "", "94.730"]));
        assert_eq!(report.content(ItemRef::Work(0)), content_of(&["丁", ""]));
        assert_eq!(report.content(ItemRef::Part(0, 0)), content_of(&["", "", "次", "3", "", "true", ""]));
        let indicator = ["产出", "数量", "丙", "", "", "", "1e2", "", "", "", "", "", "", "", "台账", "", "", "", "有", "", "", ""];
        assert_eq!(report.content(ItemRef::Indicator(0)), content_of(&indicator));
    }

    #[test]
    fn content_changes_with_what_is_said_and_not_with_how_it_is_written_or_linked() {
        let content = |indicator: &str| report(&format!("{{\"indicators\": [{indicator}]}}")).content(ItemRef::Indicator(0));
        let same = [
            r#"{"name": "甲", "evidence": ["台账"]}"#,
            r#"{"evidence" : [{"status": "有", "name": "台账"}], "id": "x", "name": "\u7532", "work_items": ["work-1"], "target": null, "x": 1}"#,
        ];
        assert_eq!(content(same[0]), content(same[1]));
        let others = [
            r#"{"name": "甲", "evidence": []}"#,
            r#"{"name": "甲", "evidence": ["台账"], "target": ""}"#,
            r#"{"name": "甲", "evidence": ["台账"], "target": 0}"#,
        ];
        assert_ne!(content(same[0]), content(others[0]));
        assert_eq!(content(same[0]), content(others[1]));
        assert_ne!(content(same[0]), content(others[2]));
    }

    #[test]
    fn a_figure_marked_approximate_is_not_exact() {
        let report =
            report(r#"{"work_items": [{"parts": [{"results": [{"value": "3000", "approx": true}, {"value": 3000, "approx": false}]}]}]}"#);
        let approx: Vec<_> = report.part(0, 0).results.into_iter().map(|result| result.value.unwrap().approx).collect();
        assert_eq!(approx, [super::super::Approx::About, super::super::Approx::Exact]);
    }

    #[test]
    fn a_bound_printed_with_the_target_is_the_comparator() {
        let report = report(r#"{"indicators": [{"target": "≥95%"}, {"target": "≥95%", "comparator": "定性"}, {"target": "95%"}]}"#);
        let comparators = [0, 1, 2].map(|n| report.indicator(n).comparator);
        assert_eq!(comparators, [Some("≥".to_owned()), Some("定性".to_owned()), None]);
    }

    #[test]
    #[should_panic(expected = "Duties 1 of 1")]
    fn an_item_out_of_range_is_a_mistake_of_the_program() {
        report(r#"{"duties": [{}]}"#).item(ItemRef::Duty(1));
    }
}
