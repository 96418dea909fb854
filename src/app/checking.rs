//! What the checks found: when they are run, and what becomes of a hit. It is made a finding, it is
//! dismissed with a reason, or what it was found from changes and it comes back.

use std::sync::Arc;

use super::App;
use super::reviewing::{After, Goes};
use crate::checks::{Checked, Handled, Reads, draft};
use crate::command::{Command, Effect, Timer, View};
use crate::lang::tr;
use crate::overlays::{Choice, Menu, MenuRow, Overlay, Purpose, TourDid};
use crate::panes::latest;
use crate::panes::suspicions::HitRef;
use crate::report::ItemRef;
use crate::review::{Act, Dismissal, Finding, Kind, LinkSays, Put, Receipt};
use crate::words;

/// More findings than this are made by nobody in one act.
const AT_ONCE_MAX: usize = 500;

/// What the checks were last asked, so that they are asked again only when their answer may be another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asking {
    /// About which words of the record.
    of: Option<Reads>,
    /// As of which revision that was looked at.
    seen: Option<u64>,
    /// They have yet to answer.
    waits: bool,
}

impl App {
    /// Has the checks run, if what they read has changed since they were last asked. One run at a time:
    /// what has changed meanwhile is seen when it answers.
    pub(super) fn check_later(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let revision = Some(reviewing.open.review.revision());
        if reviewing.asking.waits || reviewing.asking.seen == revision {
            return;
        }
        reviewing.asking.seen = revision;
        let of = Some(Reads::of(&reviewing.open.review));
        if reviewing.asking.of != of {
            reviewing.asking = Asking { of, waits: true, ..reviewing.asking };
            self.effects.push(Effect::Wake(Timer::Check, 0));
        }
    }

    /// The checks have answered. An answer to what no longer stands is dropped, and they are asked anew.
    pub(super) fn checked(&mut self, checked: Arc<Checked>) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.asking = Asking { of: Some(checked.reads), seen: None, waits: false };
        if checked.reads == Reads::of(&reviewing.open.review) {
            reviewing.open.take_checked(checked);
        }
    }

    /// They broke off: they are not run on the same words again, and the view says why. The review goes on.
    pub(super) fn not_checked(&mut self, reads: Reads, why: String) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.asking = Asking { of: Some(reads), seen: None, waits: false };
        reviewing.open.suspicions.break_off(why);
        self.warn(tr(
            "The checks broke off: {view-checks} says why; the review goes on",
            "核查未完成：按 {view-checks} 看原因；不影响继续审核",
        ));
    }

    /// The hits the keys are on: in the checks view those of its rows, else those about the item.
    pub(super) fn hits_here(&self) -> Vec<HitRef> {
        let Some(reviewing) = &self.reviewing else { return Vec::new() };
        match reviewing.view {
            View::Checks => reviewing.checks.hits(&reviewing.open),
            _ => reviewing.item().map_or_else(Vec::new, |item| reviewing.open.suspicions.on(item).to_vec()),
        }
    }

    fn open_hits_here(&self) -> Vec<HitRef> {
        let Some(reviewing) = &self.reviewing else { return Vec::new() };
        let mut hits = self.hits_here();
        hits.retain(|at| reviewing.open.suspicions.handled(*at).is_open());
        hits
    }

    /// Makes draft findings of the open hits the keys are on, one for each check, all of them one act.
    pub(super) fn record_hits(&mut self) {
        if !self.known(Command::Finding) {
            return;
        }
        let hits = self.open_hits_here();
        self.record_these(&hits);
    }

    /// What F may draft from the open suspicions about this very item: each by its title.
    pub(super) fn drafts_of_hits(&self) -> Vec<(String, String)> {
        let Some(reviewing) = &self.reviewing else { return Vec::new() };
        if reviewing.view == View::Checks {
            return Vec::new();
        }
        let found = &reviewing.open.suspicions;
        let named = |at: &HitRef| found.hit(*at).map(|(verdict, one)| (self.say(verdict.check.title).to_owned(), one.key.clone()));
        self.open_hits_here().iter().filter_map(named).collect()
    }

    /// A finding drafted from a suspicion about the item, or one's own.
    pub(super) fn offer_drafts(&mut self, drafts: Vec<(String, String)>) {
        let effect = self.say(tr("drafted from the suspicion", "由疑点拟出，各项先填好"));
        let mut rows: Vec<MenuRow> = drafts.into_iter().map(|(title, key)| MenuRow::new(title, effect, Choice::RecordHit(key))).collect();
        rows.push(MenuRow::new(self.say(tr("Write my own", "自己写")), self.say(tr("its title first", "先写标题")), Choice::WriteFinding));
        let title = self.say(tr("Raise a finding: of what?", "记为问题：由哪个疑点拟出，还是自己写？"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Finding", "记为问题"), title, rows)));
    }

    /// Records the open hit of this name, if it is still here.
    pub(super) fn record_hit(&mut self, key: &str) {
        let Some(reviewing) = &self.reviewing else { return };
        let found = &reviewing.open.suspicions;
        let hits: Vec<HitRef> =
            self.open_hits_here().into_iter().filter(|at| found.hit(*at).is_some_and(|(_, one)| one.key == key)).collect();
        self.record_these(&hits);
    }

    /// Makes a draft finding of the hits of each check, all of them one act; one about one item marks that.
    fn record_these(&mut self, hits: &[HitRef]) {
        let stage = self.stage();
        if hits.len() > AT_ONCE_MAX {
            return self.warn(tr("More than 500 at once: choose fewer", "一次超过 500 处：请少选一些"));
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        let open = &reviewing.open;
        let Some(checked) = open.suspicions.checked() else { return };
        let finding = |of: &[HitRef]| {
            let found: Vec<_> = of.iter().filter_map(|at| open.suspicions.hit(*at)).collect();
            let (verdict, _) = *found.first()?;
            let hits: Vec<_> = found.into_iter().map(|(_, one)| one).collect();
            Some(draft(&open.report, &checked.pack, verdict, &hits, stage))
        };
        // Hits come in the order of their checks.
        let findings: Vec<Finding> = hits.chunk_by(|one, next| one.verdict == next.verdict).filter_map(finding).collect();
        let mark = if let [only] = findings.as_slice() { reviewing.mark_beside(&only.on, stage) } else { None };
        let puts: Vec<Put> = findings.iter().map(|finding| Put::add(Kind::Finding, finding)).chain(mark).collect();
        let n = hits.len();
        let said = match findings.len() {
            1 if n == 1 => self.lang.pick(
                "recorded as a draft finding: check its parts; {undo} takes it back".to_owned(),
                "已记为问题，各项已拟好，请核对；按 {undo} 撤销".to_owned(),
            ),
            1 => self.lang.pick(
                format!("{n} hits recorded as one draft finding: check its parts; {{undo}} takes it back"),
                format!("{n} 处合记为 1 个问题，各项已拟好，请核对；按 {{undo}} 撤销"),
            ),
            many => self.lang.pick(
                format!("{n} hits recorded as {many} draft findings, one for each check; {{undo}} takes all of them back"),
                format!("{n} 处按核查项合记为 {many} 个问题，按 {{undo}} 一并撤销"),
            ),
        };
        let goes = if findings.len() == 1 { Goes::ItsFinding } else { Goes::Nowhere };
        let after = After { said, goes, lets_go: true, tour: Some(TourDid::Found), ..After::default() };
        self.commit(Act::Put(puts), after);
    }

    /// Asks why the open hits the keys are on are none.
    pub(super) fn dismiss(&mut self) {
        if self.view_now() == View::Coverage {
            return self.rule_links(LinkSays::No);
        }
        if !self.known(Command::Dismiss) {
            return;
        }
        let hits = self.open_hits_here();
        let Some(reviewing) = &self.reviewing else { return };
        let named = |at: &HitRef| reviewing.open.suspicions.hit(*at).map(|(_, one)| (one.key.clone(), one.inputs.clone()));
        let about = match hits.as_slice() {
            [only] => {
                reviewing.open.suspicions.hit(*only).map_or_else(String::new, |(verdict, _)| self.say(verdict.check.title).to_owned())
            }
            many => self.lang.pick(format!("{} suspicions", many.len()), format!("{} 处疑点", many.len())),
        };
        let title = format!("{}  {about}", self.say(tr("Dismiss: why", "排除疑点：写理由")));
        let purpose = Purpose::Dismiss(hits.iter().filter_map(named).collect());
        self.edit_new(purpose, title);
    }

    /// The reason is written: the hits are dismissed, in one act.
    pub(super) fn dismissed(&mut self, hits: &[(String, String)], reason: &str) -> (Vec<Put>, After) {
        let put = |(key, inputs): &(String, String)| {
            let dismissal = Dismissal { inputs: inputs.clone(), reason: reason.to_owned(), more: serde_json::Map::new() };
            Put::set(Kind::Dismissal, key.clone(), &dismissal)
        };
        let n = hits.len();
        let said = self.lang.pick(
            format!("{n} dismissed while the data stands; {{undo}} takes it back"),
            format!("已排除 {n} 处，数据变了会再提出；按 {{undo}} 撤销"),
        );
        (hits.iter().map(put).collect(), After { said, lets_go: true, ..After::default() })
    }

    /// Brings back the dismissed hits the keys are on; says whether there were any.
    pub(super) fn bring_back(&mut self) -> bool {
        let Some(reviewing) = &self.reviewing else { return false };
        let dismissed = |at: &HitRef| matches!(reviewing.open.suspicions.handled(*at), Handled::Dismissed(_));
        let key = |at: HitRef| reviewing.open.suspicions.hit(at).map(|(_, one)| one.key.clone());
        let puts: Vec<Put> =
            self.hits_here().into_iter().filter(dismissed).filter_map(key).map(|key| Put::clear(Kind::Dismissal, key)).collect();
        if puts.is_empty() {
            return false;
        }
        let said = self.lang.pick("open again", "已恢复为待处理").to_owned();
        self.commit(Act::Put(puts), After { said, ..After::default() });
        true
    }

    /// From the item to its suspicion, from the suspicion to its item.
    pub(super) fn go_suspicion(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let Some(item) = reviewing.item() else { return };
        if reviewing.view == View::Checks {
            return self.go_item(item);
        }
        let Some(at) = first_on(&reviewing.open, item) else { return };
        reviewing.leave_trail();
        reviewing.show(View::Checks);
        reviewing.checks.go(&reviewing.open, at);
    }

    /// To the finding that was made of what the keys are on.
    pub(super) fn go_its_finding(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let of_hit = self.hits_here().into_iter().find_map(|at| match reviewing.open.suspicions.handled(at) {
            Handled::Recorded { at, .. } => Some(*at),
            _ => None,
        });
        let of_item = || {
            let id = reviewing.open.report.id(reviewing.item()?);
            reviewing.open.review.findings_on(&id).first().copied()
        };
        let of_pane = reviewing.pane_of(reviewing.view).map_or_else(Vec::new, |pane| pane.findings(&reviewing.open));
        let found = match of_pane.as_slice() {
            [] if reviewing.view == View::Checks => of_hit,
            [] => of_item().or(of_hit),
            [only] => Some(*only),
            several => {
                let rows = several.iter().filter_map(|at| {
                    let named = reviewing.open.review.findings().get(*at)?;
                    let title = latest(&named.standing).map_or("", |finding| &finding.title);
                    let name = words::finding_name(self.lang, named.number);
                    Some(MenuRow::new(format!("{name}  {title}"), "", Choice::OpenFinding(*at)))
                });
                let menu = Menu::new(tr("Choose", "选择"), self.say(tr("Which finding?", "打开哪个问题？")), rows.collect());
                return self.overlays.push(Overlay::Menu(menu));
            }
        };
        if let Some(at) = found {
            self.open_finding(at);
        }
    }

    /// Asks whether the self-assessment table came.
    pub(super) fn ask_table(&mut self) {
        if !self.known(Command::Table) {
            return;
        }
        let Some(reviewing) = &self.reviewing else { return };
        let now = reviewing.open.review.typed::<Receipt>(Kind::Report, "table").settled().copied();
        let rows = words::RECEIPTS.map(|receipt| {
            MenuRow::new(self.say(words::receipt(receipt)), self.say(words::receipt_means(receipt)), Choice::Receive(receipt))
        });
        let at = now.and_then(|now| words::RECEIPTS.iter().position(|receipt| *receipt == now)).unwrap_or(1);
        let title = self.say(tr("Did the self-assessment table come?", "自评表收到了没有？"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Score table", "自评表"), title, rows.to_vec()).starting_at(at)));
    }

    pub(super) fn receive(&mut self, receipt: Receipt) {
        let word = self.say(words::receipt(receipt));
        let said = self.lang.pick(format!("score table: {word}"), format!("自评表：{word}"));
        self.commit(Act::Put(vec![Put::set(Kind::Report, "table", &receipt)]), After { said, ..After::default() });
    }
}

/// The first open hit about an item, else the first.
fn first_on(open: &crate::panes::Open, item: ItemRef) -> Option<HitRef> {
    let on = || open.suspicions.on(item).iter().chain(open.suspicions.of_all(item));
    on().find(|at| open.suspicions.handled(**at).is_open()).or_else(|| on().next()).copied()
}
