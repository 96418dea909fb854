//! What may be inserted into a text: the reviewer's phrases that suit the item and the field, and, for
//! the parts of a finding, what the checks know: grounds, effects, advice. Nothing is put in unasked.

use super::App;
use crate::checks::Verdict;
use crate::lang::Lang;
use crate::overlays::{Phrase, Purpose};
use crate::panes::findings::{FORM, Field};
use crate::panes::{Open, latest};
use crate::report::{ItemKind, ItemRef};
use crate::words;

/// Of what the checks know no more than this is offered: a longer list is searched elsewhere.
const KNOWN_MAX: usize = 40;
/// Of a name so many characters are inserted; a longer one up to the end of its clause.
const NAME_CHARS_MAX: usize = 40;
/// Of a name so many characters are shown in the list, where what follows tells phrases apart.
const NAME_CHARS_SHOWN: usize = 6;

/// The word of a comment among a phrase's tags.
const COMMENT: &str = "批注";

/// A phrase and what it suits: `[批注 指标]“{名称}”的完成值为约数`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// Kinds of item; none: any.
    kinds: Vec<ItemKind>,
    /// Labels of fields, or [`COMMENT`]; none: any text.
    places: Vec<String>,
    text: String,
}

/// The phrases of the user's file; without one, the built-in ones.
pub(super) fn of_file(file: Option<&str>) -> Vec<Kept> {
    parse(file.unwrap_or(include_str!("../../assets/phrases.txt")))
}

/// The phrases of a file, one a line, `#` before a remark.
fn parse(file: &str) -> Vec<Kept> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).map(Kept::parse).collect()
}

impl Kept {
    /// A line; what stands in brackets but is no tag belongs to the text.
    fn parse(line: &str) -> Self {
        let tagged = line.strip_prefix('[').and_then(|rest| rest.split_once(']')).and_then(|(tags, text)| {
            let (mut kinds, mut places) = (Vec::new(), Vec::new());
            for tag in tags.split_whitespace() {
                let kind = KINDS.into_iter().find(|kind| words::item_kind(*kind).say(Lang::Zh) == tag);
                let is_place = tag == COMMENT || FORM.iter().any(|row| row.words.say(Lang::Zh) == tag);
                match kind {
                    Some(kind) => kinds.push(kind),
                    None if is_place => places.push(tag.to_owned()),
                    None => return None,
                }
            }
            Some(Self { kinds, places, text: text.trim().to_owned() })
        });
        tagged.unwrap_or_else(|| Self { kinds: Vec::new(), places: Vec::new(), text: line.to_owned() })
    }

    fn suits(&self, place: &str, kind: Option<ItemKind>) -> bool {
        // A part of a task is spoken of as a task.
        let kind = kind.map(|kind| words::item_kind(kind).say(Lang::Zh));
        let of_kind = |known: &ItemKind| Some(words::item_kind(*known).say(Lang::Zh)) == kind;
        (self.places.is_empty() || self.places.iter().any(|known| known == place))
            && (self.kinds.is_empty() || self.kinds.iter().any(of_kind))
    }
}

const KINDS: [ItemKind; 5] = [ItemKind::Duty, ItemKind::Work, ItemKind::Indicator, ItemKind::Issue, ItemKind::Measure];

impl App {
    /// What may be inserted into a text for this purpose, what is known of it first.
    pub(super) fn offered(&self, purpose: &Purpose, item: Option<ItemRef>) -> Vec<Phrase> {
        let Some(reviewing) = &self.reviewing else { return Vec::new() };
        let place = match purpose {
            Purpose::NewComment { .. } | Purpose::EditComment(_) => COMMENT,
            Purpose::NewFinding { .. } => Field::Title.row().words.say(Lang::Zh),
            Purpose::FindingText(_, field) => field.row().words.say(Lang::Zh),
            _ => "",
        };
        let known = match purpose {
            Purpose::FindingText(keys, field) => keys.first().map_or_else(Vec::new, |key| known(&reviewing.open, key, *field, item)),
            _ => Vec::new(),
        };
        let suits = self.phrases.iter().filter(|kept| kept.suits(place, item.map(ItemRef::kind)));
        let kept = suits.map(|kept| Phrase {
            says: fill(&reviewing.open, &kept.text, item, NAME_CHARS_SHOWN),
            text: fill(&reviewing.open, &kept.text, item, NAME_CHARS_MAX),
        });
        known.into_iter().map(|text| Phrase { says: text.clone(), text }).chain(kept).collect()
    }
}

/// What the checks have for a part of a finding: that of the check it was made by, of those that hit its
/// item, and, for the grounds, of all others that hit.
fn known(open: &Open, key: &str, field: Field, item: Option<ItemRef>) -> Vec<String> {
    let says = |verdict: &Verdict| match field {
        Field::Criteria => verdict.basis.say(Lang::Zh).to_owned(),
        Field::Effect => verdict.check.effect.to_owned(),
        Field::Recommendation => verdict.check.advice.to_owned(),
        _ => String::new(),
    };
    let origin = open.finding(key).and_then(|named| latest(&named.standing)).and_then(|finding| finding.origin.check.clone());
    let verdicts = open.suspicions.verdicts();
    let own = verdicts.iter().filter(|verdict| origin.as_deref() == Some(verdict.check.id));
    let of_item = item.into_iter().flat_map(|item| open.suspicions.on(item).iter().chain(open.suspicions.of_all(item)));
    let of_item = of_item.filter_map(|at| verdicts.get(at.verdict));
    let others = verdicts.iter().filter(|verdict| field == Field::Criteria && !verdict.hits().is_empty());
    let mut found: Vec<String> = Vec::new();
    for text in own.chain(of_item).chain(others).map(says) {
        if !text.is_empty() && !found.contains(&text) {
            found.push(text);
        }
    }
    found.truncate(KNOWN_MAX);
    found
}

/// A phrase with its placeholders filled from the item; what is unknown stays as it stands.
fn fill(open: &Open, phrase: &str, item: Option<ItemRef>, name_chars: usize) -> String {
    let mut filled = phrase.to_owned();
    let meta = open.report.meta();
    for (slot, value) in [("{部门}", &meta.department), ("{年度}", &meta.year)] {
        if let Some(value) = value {
            filled = filled.replace(slot, value);
        }
    }
    let Some(item) = item else { return filled };
    let shown = open.report.item(item);
    filled = filled.replace("{编号}", &shown.no).replace("{名称}", &short(&shown.name, name_chars));
    if let Some(place) = shown.place {
        filled = filled.replace("{位置}", &format!("“{}”", open.cite(place).0));
    }
    filled
}

/// A name of at most so many characters: whole, or its first clause, or cut.
fn short(name: &str, chars_max: usize) -> String {
    let name = name.trim_end_matches('。');
    if name.chars().nth(chars_max).is_none() {
        return name.to_owned();
    }
    let clause = name.split(['，', '；', '。', '\n']).next().unwrap_or(name);
    if clause.chars().nth(chars_max).is_none() {
        return clause.to_owned();
    }
    clause.chars().take(chars_max).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_suits_what_its_tags_say() {
        let kept = parse("# 说明\n[批注 指标]约数\n[依据]办法\n[2021]自有\n[任务]分项\n自己的\n");
        let suits = |place: &str, kind: ItemKind| -> Vec<&str> {
            kept.iter().filter(|kept| kept.suits(place, Some(kind))).map(|kept| kept.text.as_str()).collect()
        };
        assert_eq!(suits("批注", ItemKind::Indicator), ["约数", "[2021]自有", "自己的"]);
        assert_eq!(suits("批注", ItemKind::Duty), ["[2021]自有", "自己的"]);
        assert_eq!(suits("依据", ItemKind::Part), ["办法", "[2021]自有", "分项", "自己的"]);
    }

    #[test]
    fn a_long_name_ends_with_its_clause_or_says_that_it_was_cut() {
        assert_eq!(short("贯彻执行法律法规，拟订规划。", 40), "贯彻执行法律法规，拟订规划");
        assert_eq!(short("贯彻执行法律法规，拟订规划。", 10), "贯彻执行法律法规");
        assert_eq!(short("贯彻执行法律法规，拟订规划。", 4), "贯彻执行…");
    }
}
