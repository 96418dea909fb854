//! The open file as the panes see it: the report, the record, and what follows from both.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::desk::Desk;
use super::lists::{self, LISTS};
use super::scores::Face;
use super::suspicions::Suspicions;
use crate::checks::{About, Checked, Signing};
use crate::command::File;
use crate::lang::{Lang, Words, tr};
use crate::report::{Coverage, ItemRef, Links, Odd, Place, Places, Proposal, Report};
use crate::review::{Anchors, Fault, Finding, Kind, LinkSays, MarkTo, Quote, Review, Stage, Standing};
use crate::store::Access;

/// The open file.
#[derive(Debug)]
pub struct Open {
    /// Where, symlinks resolved.
    pub path: PathBuf,
    /// Where its journal is.
    pub journal: PathBuf,
    /// The evidence.
    pub report: Arc<Report>,
    /// The record.
    pub review: Review,
    /// The links the report states, once known.
    pub links: Links,
    /// Which items stand in which paragraph, once known.
    pub places: Places,
    /// How its items may answer each other, once known.
    pub coverage: Option<Arc<Coverage>>,
    /// What was odd about the file.
    pub odd: Vec<Odd>,
    /// What was wrong with the record.
    pub faults: Vec<Fault>,
    /// May it be written?
    pub access: Access,
    /// What to say about the place.
    pub notice: Option<(String, String)>,
    /// What the checks found, once they have run.
    pub suspicions: Suspicions,
    /// The score sheet.
    pub desk: Desk,
    /// What a signature on the reviewer's stage would be put to, once it was asked about.
    pub signing: Option<Arc<Signing>>,
    /// Why that could not be worked out.
    pub unweighed: Option<String>,
    /// As of which revision the rest is.
    refreshed: Option<u64>,
    /// What the reviewer says about an item's links, in report order.
    said_links: HashMap<ItemRef, Vec<(ItemRef, LinkSays)>>,
    /// Keys of links on which opinions differ, by either end.
    disputed_links: HashMap<ItemRef, String>,
    /// Where quotes stand.
    anchors: Anchors,
}

/// What the reviewer has said about an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemState {
    /// The settled mark.
    pub mark: Option<MarkTo>,
    /// Opinions about it, its comments or its findings differ.
    pub conflict: bool,
    /// Its content is not what was marked.
    pub stale: bool,
    /// Numbers of its comments.
    pub comments: Vec<u32>,
    /// Numbers of its findings.
    pub findings: Vec<u32>,
}

/// What stands about a link that may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStands {
    /// Nothing is said, or opinions differ.
    Open,
    /// The report states it, or a reviewer says so.
    Linked,
    /// A reviewer says there is none.
    Denied,
}

/// How many items of each list are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By list.
    pub done: [u32; LISTS],
}

impl Open {
    /// The open file, its links and places not yet known.
    pub fn new(file: File) -> Self {
        let File { path, journal, report, review, odd, faults, access, notice, .. } = file;
        let mut open = Self {
            path,
            journal,
            report,
            review,
            links: Links::default(),
            places: Places::default(),
            coverage: None,
            odd,
            faults,
            access,
            notice,
            suspicions: Suspicions::default(),
            desk: Desk::default(),
            signing: None,
            unweighed: None,
            refreshed: None,
            said_links: HashMap::new(),
            disputed_links: HashMap::new(),
            anchors: Anchors::default(),
        };
        open.refresh();
        open
    }

    /// What the reviewer has said about an item, in a stage.
    pub fn state(&self, item: ItemRef, stage: Stage) -> ItemState {
        let id = self.report.id(item);
        let mark = self.review.mark(stage, &id);
        let conflict = mark.is_conflict() || self.disputed_links.contains_key(&item);
        let mut said = ItemState { conflict, ..ItemState::default() };
        if let Some(mark) = mark.settled() {
            said.mark = Some(mark.to);
            said.stale = !mark.content.is_empty() && mark.content != self.report.content(item);
        }
        for &index in self.review.comments_on(&id) {
            let comment = &self.review.comments()[index];
            said.conflict |= comment.standing.is_conflict();
            said.comments.push(comment.number);
        }
        for &index in self.review.findings_on(&id) {
            let finding = &self.review.findings()[index];
            said.conflict |= finding.standing.is_conflict();
            said.findings.push(finding.number);
        }
        said
    }

    /// The key of a link of this item on which opinions differ.
    pub fn disputed_link(&self, item: ItemRef) -> Option<&str> {
        self.disputed_links.get(&item).map(String::as_str)
    }

    /// Whether an item carries a mark: all but work items with parts.
    pub fn reviewable(&self, item: ItemRef) -> bool {
        self.report.is_reviewable(item)
    }

    /// Whether it has a settled mark in a stage.
    pub fn is_marked(&self, item: ItemRef, stage: Stage) -> bool {
        self.review.mark(stage, &self.report.id(item)).settled().is_some()
    }

    /// The items linked with `item`: as the report states or the reviewer says, less what the
    /// reviewer denies. The flag tells the reviewer's own.
    pub fn linked(&self, item: ItemRef) -> Vec<(ItemRef, bool)> {
        let said = self.said_links.get(&item).map_or(&[][..], Vec::as_slice);
        let says = |other: ItemRef| said.binary_search_by_key(&other, |(known, _)| *known).ok().map(|at| said[at].1);
        let stated = self.links.of(item).iter().copied().filter(|other| says(*other) != Some(LinkSays::No)).map(|other| (other, false));
        let own = said.iter().filter(|(_, says)| *says == LinkSays::Yes).map(|(other, _)| (*other, true));
        let mut linked: Vec<(ItemRef, bool)> = stated.chain(own).collect();
        linked.sort_unstable();
        linked.dedup_by_key(|(other, _)| *other);
        linked
    }

    /// What stands about a link that may be.
    pub fn link_stands(&self, one: ItemRef, other: ItemRef) -> LinkStands {
        let said = self.said_links.get(&one).map_or(&[][..], Vec::as_slice);
        match said.binary_search_by_key(&other, |(known, _)| *known).ok().map(|at| said[at].1) {
            Some(LinkSays::Yes) => LinkStands::Linked,
            Some(LinkSays::No) => LinkStands::Denied,
            None if self.links.of(one).contains(&other) => LinkStands::Linked,
            None => LinkStands::Open,
        }
    }

    /// The links that may be of this item and of which nothing is said yet, in report order.
    pub fn proposed(&self, item: ItemRef) -> impl Iterator<Item = (&Proposal, ItemRef)> {
        let all = self.coverage.iter().flat_map(move |coverage| coverage.of_item(item));
        all.filter(|proposal| self.link_stands(proposal.from, proposal.to) == LinkStands::Open)
            .map(move |proposal| (proposal, if proposal.from == item { proposal.to } else { proposal.from }))
    }

    /// Reads anew what is kept of the record, once it has changed: links by item, where quotes stand.
    pub fn refresh(&mut self) {
        let revision = Some(self.review.revision());
        if self.refreshed == revision {
            return;
        }
        self.refreshed = revision;
        self.said_links.clear();
        self.disputed_links.clear();
        for key in self.review.keys(Kind::Link) {
            let Some((a, b)) = crate::review::link_ids(&key) else { continue };
            let (Some(one), Some(other)) = (self.report.find(&a), self.report.find(&b)) else { continue };
            let standing = self.review.link(&a, &b);
            if standing.is_conflict() {
                self.disputed_links.insert(one, key.clone());
                self.disputed_links.insert(other, key);
            }
            if let (true, Some(says)) = (one < other, standing.settled()) {
                self.said_links.entry(one).or_default().push((other, *says));
                self.said_links.entry(other).or_default().push((one, *says));
            }
        }
        self.said_links.values_mut().for_each(|said| said.sort_unstable_by_key(|(other, _)| *other));
        let commented =
            self.review.comments().iter().filter_map(|named| latest(&named.standing)).filter_map(|comment| comment.quote.as_ref());
        let found = self.review.findings().iter().filter_map(|named| latest(&named.standing)).flat_map(|finding| &finding.quotes);
        self.anchors.learn(&self.report, commented.chain(found));
        self.suspicions.refresh(&self.report, &self.review);
    }

    /// Takes what the checks said now.
    pub fn take_checked(&mut self, checked: Arc<Checked>) {
        self.suspicions.take(checked, &self.report, &self.review);
    }

    /// Brings the score sheet up to the record, in a stage. Costs a pass over the indicators when something has changed.
    pub fn refresh_sheet(&mut self, stage: Stage) {
        self.desk.refresh(&self.review, stage);
    }

    /// Works out what a face of the score view shows, if that was not done.
    pub fn refresh_face(&mut self, face: Face) {
        match face {
            Face::Sheet => self.desk.want_sides_of_several(&self.review),
            Face::Sides => self.desk.want_sides(&self.review),
            Face::Bridge => self.desk.want_bridge(),
            Face::Alike => self.desk.want_alike(),
        }
    }

    /// Where a comment or finding stands: its quotes (`true`), else the items and paragraphs it is on.
    pub fn places_of(&self, on: &[String], quotes: &[Quote]) -> Vec<(Place, bool)> {
        let by_words = quotes.iter().filter_map(|quote| self.anchors.of(&self.report, quote).place());
        let mut found: Vec<(Place, bool)> = by_words.map(|place| (place, true)).collect();
        if found.is_empty() {
            found.extend(on.iter().filter_map(|id| {
                let of_item = self.report.find(id).and_then(|item| self.report.item(item).place);
                let of_paragraph = || self.report.find_paragraph(id).map(|paragraph| Place { paragraph, start: 0, end: 0 });
                of_item.or_else(of_paragraph).map(|place| (place, false))
            }));
        }
        found
    }

    /// Who a reviewer key is, for the screen.
    pub fn who(&self, key: &str) -> String {
        self.review.reviewer(key).map_or_else(|| key.to_owned(), |reviewer| reviewer.name)
    }

    /// Why it may not be written.
    pub fn cannot_write(&self) -> Option<Words> {
        match &self.access {
            Access::Write => None,
            Access::Held(_) => Some(tr("Read-only: another window holds this file", "只读：另一个窗口正在审核这个文件")),
            Access::Asked => Some(tr("Read-only, as asked at the start", "只读：启动时指定了 --read-only")),
            Access::Cannot(..) => Some(tr("Read-only: this file cannot be written here", "只读：此处不能写入这个文件")),
        }
    }

    /// The same with what is known of the cause, for the moment the file is opened.
    pub fn why_not_written(&self, lang: Lang) -> Option<String> {
        match &self.access {
            Access::Write => None,
            Access::Asked => self.cannot_write().map(|words| words.say(lang).to_owned()),
            Access::Held(who) => Some(lang.pick(
                format!("Read-only: another window reviews this file ({who}); close that one and open again to write"),
                format!("只读：另一个窗口正在审核这个文件（{who}）；那边退出后重新打开即可写"),
            )),
            Access::Cannot(zh, en) => Some(format!("{}{}", lang.pick("Read-only: ", "只读："), lang.pick(en, zh))),
        }
    }

    /// The printed headings a paragraph stands under: `一（三）` and the nearest heading's text. Empty
    /// until places are known.
    pub fn heading(&self, paragraph: u32) -> (String, String) {
        self.places.heading(&self.report, paragraph)
    }

    /// A place as a person would cite it: printed number and heading, the first words, whether they are cut.
    pub fn cite(&self, place: Place) -> (String, String, bool) {
        let (no, heading) = self.heading(place.paragraph);
        let (said, is_cut) = first_words(&self.report.place_text(place));
        (if heading.is_empty() { no } else { format!("{no} {heading}") }, said, is_cut)
    }

    /// An item's name as it is spoken of: `任务 3.2 提升城市能级`.
    pub fn name(&self, item: ItemRef, lang: Lang) -> String {
        let shown = self.report.label(item);
        format!("{} {} {}", crate::words::item_kind(item.kind()).say(lang), shown.no, shown.name)
    }

    /// What a comment or finding is on, as it is spoken of; an id that neither the report nor the score sheet has
    /// stays as it is.
    pub fn on_name(&self, id: &str, lang: Lang) -> String {
        if let Some(item) = self.report.find(id) {
            return self.name(item, lang);
        }
        let paragraph = self.report.find_paragraph(id).map(|n| paragraph_name(n, lang));
        let part = || Some(crate::words::report_part(id)?.say(lang).to_owned());
        paragraph.or_else(part).or_else(|| self.standard_row(id, lang)).unwrap_or_else(|| id.to_owned())
    }

    /// A row of the score sheet as it is spoken of: the indicator, else the row of the standard.
    pub fn row_name(&self, id: &str, lang: Lang) -> String {
        self.report.find(id).map(|item| self.name(item, lang)).or_else(|| self.standard_row(id, lang)).unwrap_or_else(|| id.to_owned())
    }

    /// `评分标准 预算执行率`: a row of the standard by its title; its code means nothing to a reader.
    fn standard_row(&self, id: &str, lang: Lang) -> Option<String> {
        let name = self.desk.row_title(id)?;
        Some(format!("{} {name}", tr("standard", "评分标准").say(lang)))
    }

    /// What a hit is about, as it is spoken of.
    pub fn about_name(&self, about: About, lang: Lang) -> String {
        match about {
            About::Item(item) => self.name(item, lang),
            About::Paragraph(n) => paragraph_name(n, lang),
            About::Report | About::Funds | About::SelfRating => self.on_name(&about.id(&self.report), lang),
        }
    }

    /// How many items of each list are marked in a stage. Reads every mark: keep it by the record's revision.
    pub fn tally(&self, stage: Stage) -> Tally {
        let mut tally = Tally::default();
        for item in self.review.marked(stage).filter_map(|id| self.report.find(&id)).filter(|item| self.reviewable(*item)) {
            tally.done[lists::list_of(item)] += 1;
        }
        tally
    }

    /// A finding as far as the data goes: where it hangs, what the report says there. The rest is the reviewer's.
    pub fn draft_finding(&self, on: Vec<String>, quote: Option<Quote>, title: String, stage: Stage, lang: Lang) -> Finding {
        let item = on.iter().find_map(|id| self.report.find(id));
        let said = quote.as_ref().map(|quote| quote.exact.clone()).or_else(|| item.map(|item| self.report.item(item).name));
        let heading = item
            .and_then(|item| self.report.item(item).place)
            .map(|place| place.paragraph)
            .or_else(|| on.iter().find_map(|id| self.report.find_paragraph(id)))
            .map(|paragraph| self.heading(paragraph))
            .map(|(no, heading)| format!("{no} {heading}").trim().to_owned())
            .filter(|heading| !heading.is_empty());
        let condition = match (heading, said) {
            (Some(heading), Some(said)) => {
                lang.pick(format!("The report says under “{heading}”: {said}"), format!("报告“{heading}”写：{said}"))
            }
            (None, Some(said)) => lang.pick(format!("The report says: {said}"), format!("报告写：{said}")),
            _ => String::new(),
        };
        Finding { stage, on, quotes: quote.into_iter().collect(), title, condition, ..Finding::default() }
    }

    /// Whether a finding stands, all its readers agreeing.
    pub fn finding(&self, key: &str) -> Option<&crate::review::Named<crate::review::Finding>> {
        self.review.findings().iter().find(|named| named.key == key)
    }
}

/// The first words of a passage, up to the end of their sentence, and whether they are cut before it.
fn first_words(text: &str) -> (String, bool) {
    /// Two lines of these would be no longer first words.
    const CHARS_MAX: usize = 14;
    let sentence = || text.chars().take_while(|c| !matches!(c, '。' | '；'));
    (sentence().take(CHARS_MAX).collect(), sentence().nth(CHARS_MAX).is_some())
}

fn paragraph_name(n: u32, lang: Lang) -> String {
    lang.pick(format!("Paragraph {}", n + 1), format!("第 {} 段", n + 1))
}

/// See [`Standing::latest`].
pub fn latest<T>(standing: &Standing<T>) -> Option<&T> {
    standing.latest()
}
