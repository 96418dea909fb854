//! 提交复审, 审定: signing a stage, taking that back, handing an earlier stage back. What a sign-off locks
//! is for the record to say ([`Review::locks`](crate::review::Review::locks)); every act of the window is
//! asked about it in [`App::commit`](super::App), and here that is told.

use std::sync::Arc;

use super::reviewing::After;
use super::{App, Said};
use crate::checks::{Obstacle, Signing, Weighs, Whereabouts};
use crate::command::{Command, Effect, Facts, OwnPacks, Signed, View};
use crate::lang::{Lang, tr};
use crate::overlays::{Choice, Menu, MenuLine, MenuRow, Overlay, Purpose};
use crate::review::{Act, Event, Kind, Locked, Stage};
use crate::scoring;
use crate::ui::Role;
use crate::words;

/// More things passed over than this are counted, not kept one by one.
const WAIVED_MAX: usize = 200;
/// More of them are not listed before signing: the view behind has them all.
const LISTED_MAX: usize = 4;

/// What was last asked about signing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weighing {
    asked: Option<(u64, Stage)>,
    waits: bool,
}

impl App {
    /// Runs a command about signing.
    pub(super) fn run_signing(&mut self, command: Command) {
        match command {
            Command::Sign => self.ask_sign(),
            Command::TakeBack => self.ask_take_back(),
            Command::HandBack => self.ask_hand_back(),
            Command::There => self.go_there(),
            _ => self.show_view(View::Signing),
        }
    }

    /// Has what stands in the way worked out, where it is shown or the stage is signed, if the record has
    /// changed since it was last asked. One at a time.
    pub(super) fn weigh_later(&mut self) {
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return };
        let now = Some((reviewing.open.review.revision(), stage));
        let is_wanted = reviewing.view == View::Signing || reviewing.open.review.is_signed(stage);
        if is_wanted && !reviewing.weighing.waits && reviewing.weighing.asked != now {
            reviewing.weighing = Weighing { asked: now, waits: true };
            self.effects.push(Effect::Weigh(stage));
        }
    }

    /// An answer by rules that no longer hold is dropped: it is asked anew.
    pub(super) fn weighed(&mut self, signing: Arc<Signing>) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.weighing.waits = false;
        if reviewing.weighing.asked.is_some() {
            (reviewing.open.signing, reviewing.open.unweighed) = (Some(signing), None);
        }
    }

    /// It broke off: it is not asked again of the same record, and the view says why. The review goes on.
    pub(super) fn not_weighed(&mut self, why: String) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.weighing.waits = false;
        (reviewing.open.signing, reviewing.open.unweighed) = (None, Some(why));
        self.warn(tr(
            "What stands in the way could not be worked out: {view-signing} says why; the review goes on",
            "未能核对还差什么：按 {view-signing} 看原因；不影响继续审核",
        ));
    }

    /// Other standards are at hand, or other rules hold: what was made by those before is made anew.
    pub(super) fn take_packs(&mut self, packs: OwnPacks) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.open.desk.take_packs(packs);
        reviewing.weighing.asked = None;
        (reviewing.open.signing, reviewing.open.unweighed) = (None, None);
    }

    /// What a signature would be put to, if that is known of the record as it is.
    fn signing(&self) -> Option<&Arc<Signing>> {
        let open = &self.reviewing.as_ref()?.open;
        open.signing.as_ref().filter(|signing| signing.of == (open.review.revision(), self.stage()))
    }

    /// What commands ask about signing.
    pub(super) fn signing_facts(&self, facts: &mut Facts) {
        let Some(reviewing) = &self.reviewing else { return };
        let (stage, review) = (self.stage(), &reviewing.open.review);
        let me = self.me.as_ref().map_or("", |me| me.key.as_str());
        facts.stage = stage;
        facts.hands_back = Stage::ALL.into_iter().rev().find(|earlier| *earlier < stage && review.is_signed(*earlier));
        let signing = self.signing();
        facts.in_the_way = signing.map(|signing| signing.weighing(Weighs::Blocks).count());
        if review.is_signed(stage) {
            let mine = review.signed_by(stage).any(|event| event.stamp.by == me);
            let has_changed = signing.is_some_and(|signing| signing.needs_resign());
            facts.signed = if has_changed { Signed::Changed { mine } } else { Signed::Stands { mine } };
        }
        facts.signed_later = review.signed_from(stage).is_some_and(|last| last > stage);
        facts.locked = review.signed_from(stage).map(|signed| words::locked(Locked::Signed(signed)));
    }

    /// An act that a sign-off locks out: why, and what was typed for it is kept as a draft.
    pub(super) fn refuse_locked(&mut self, why: Locked, after: After) {
        if let Some((slot, text)) = after.drop_draft
            && !text.trim().is_empty()
        {
            self.draft(slot, Some(text));
        }
        self.warn(words::locked(why));
    }

    pub(super) fn unchanged(&mut self) {
        let Some(after) = self.reviewing.as_mut().and_then(|reviewing| reviewing.after.take()) else { return };
        if let Some((slot, text)) = after.drop_draft
            && text.trim().is_empty()
        {
            self.draft(slot, None);
        }
        self.warn(tr("That changes nothing: nothing was recorded", "没有变化，没有记录"));
    }

    /// Asks once, with what is signed in figures.
    fn ask_sign(&mut self) {
        if !self.known(Command::Sign) {
            return;
        }
        let stage = self.stage();
        let Some(signing) = self.signing().cloned() else { return };
        let what = self.say(words::signing(stage));
        let mut body = vec![MenuLine::new(self.figures(&signing), Role::Strong)];
        body.push(MenuLine::new(self.account(&signing), Role::Text));
        let resigns = signing.sheet.signed.is_some();
        let asks: Vec<&Obstacle> = if resigns { Vec::new() } else { signing.weighing(Weighs::Asks).collect() };
        for obstacle in asks.iter().take(LISTED_MAX) {
            body.push(MenuLine::new(format!("! {}", obstacle.said.say(self.lang)), Role::Warn));
        }
        if let Some(more) = asks.len().checked_sub(LISTED_MAX).filter(|more| *more > 0) {
            body.push(MenuLine::new(self.lang.pick(format!("and {more} more"), format!("另有 {more} 件")), Role::Warn));
        }
        let locks = self.say(tr("this stage is locked with it", "本环节随之锁定"));
        let first = if resigns {
            let what = self.say(tr("Sign again with these figures", "按现在的数重新提交"));
            MenuRow::new(what, self.say(tr("the old figures stay in the record", "原来的数留在操作记录")), Choice::Sign(String::new()))
        } else if asks.is_empty() {
            MenuRow::new(what, locks, Choice::Sign(String::new()))
        } else {
            MenuRow::new(self.say(tr("Say why and go on", "说明理由后继续")), locks, Choice::SignWithReason)
        };
        let rows =
            vec![first, MenuRow::new(self.say(tr("Not now", "先不提交")), self.say(tr("go on reviewing", "接着审核")), Choice::Nothing)];
        self.overlays.push(Overlay::Menu(Menu::new(words::signing(stage), what, rows).body(body)));
    }

    /// `总分 85.00 良  2 号文 1`.
    fn figures(&self, signing: &Signing) -> String {
        let sheet = &signing.sheet;
        let Some(total) = sheet.total.figure() else {
            return self.say(tr("Findings only: no score, no grade", "只提问题：没有得分和等级")).to_owned();
        };
        let grade = sheet.grade.clone().unwrap_or_default();
        let standard = sheet.standard.as_ref().map_or("", |standard| self.lang.pick(&standard.name_en, &standard.name));
        self.lang.pick(format!("Total {total:.2} {grade}  {standard}"), format!("总分 {total:.2} {grade}  {standard}"))
    }

    fn account(&self, signing: &Signing) -> String {
        let (done, all) = signing.marked;
        let findings: usize = signing.findings.values().sum();
        let (rows, acts) = (signing.sheet.rows.iter().filter(|row| row.score.is_some()).count(), signing.acts);
        let head: String = signing.heads.first().map_or_else(String::new, ToString::to_string).chars().take(8).collect();
        self.lang.pick(
            format!("{findings} findings, {rows} rows scored, {done}/{all} items marked, {acts} acts, head {head}"),
            format!("问题 {findings} 个  评分 {rows} 项  标记 {done}/{all}  操作记录 {acts} 条，校验码 {head}"),
        )
    }

    pub(super) fn ask_sign_reason(&mut self) {
        let stage = self.stage();
        self.edit_new(Purpose::Sign(stage), self.purpose_title(&Purpose::Sign(stage)));
    }

    fn purpose_title(&self, purpose: &Purpose) -> String {
        self.reviewing.as_ref().map_or_else(String::new, |reviewing| super::describe::purpose(purpose, &reviewing.open, self.lang))
    }

    /// Signs the stage as it is now. `reason`: why what may be passed over was.
    pub(super) fn sign(&mut self, reason: &str) {
        let stage = self.stage();
        let slot = Purpose::Sign(stage).slot();
        let drop_draft = (!reason.is_empty()).then(|| (slot, reason.to_owned()));
        // What was looked at before is asked of the record as it is.
        if let Err(why) = (Command::Sign.row().when)(&self.facts()) {
            if let Some((slot, text)) = drop_draft {
                self.draft(slot, Some(text));
            }
            return self.warn(why);
        }
        let (Some(signing), Some(reviewing)) = (self.signing().cloned(), &self.reviewing) else { return };
        let asks = || signing.weighing(Weighs::Asks);
        let is_new = signing.sheet.signed.is_none();
        if is_new && reason.trim().is_empty() && asks().next().is_some() {
            return self.ask_sign_reason();
        }
        let mut waived: Vec<String> = asks().filter(|_| is_new).take(WAIVED_MAX).map(|obstacle| obstacle.said.zh.clone()).collect();
        if let Some(more) = asks().count().checked_sub(WAIVED_MAX).filter(|more| is_new && *more > 0) {
            waived.push(format!("另有 {more} 件"));
        }
        let n = waived.len();
        match scoring::sign(&reviewing.open.review, &signing.sheet, waived, reason) {
            Ok(act) => {
                let mut said = format!("{}  {}", self.say(words::signed(stage)), self.figures(&signing));
                if n > 0 {
                    said.push_str(&self.lang.pick(format!("; {n} passed over with a reason"), format!("；{n} 件已说明理由")));
                }
                self.commit(act, After { said, drop_draft, ..After::default() });
            }
            Err(why) => self.said = Some(Said { text: why.said().say(self.lang).to_owned(), warns: true }),
        }
    }

    /// Taking one's sign-off back is an act of its own, asked about once, by `u` too.
    fn ask_take_back(&mut self) {
        if !self.known(Command::TakeBack) {
            return;
        }
        let stage = self.stage();
        let what = self.say(Command::TakeBack.row().short);
        let rows = vec![
            MenuRow::new(what, self.say(tr("the stage is open again", "本环节解锁，可以再改")), Choice::TakeBack),
            MenuRow::new(self.say(tr("Leave it signed", "不撤回")), "", Choice::Nothing),
        ];
        let signed = self.say(words::signed(stage));
        let title = format!("{what}  {signed}");
        let says = tr(
            "The sign-off stays in the record as taken back; sign again when the work is done.",
            "撤回的提交留在操作记录里；改完后再提交。",
        );
        let body = vec![MenuLine::new(self.say(says), Role::Text)];
        self.overlays.push(Overlay::Menu(Menu::new(Command::TakeBack.row().short, title, rows).body(body)));
    }

    pub(super) fn take_back(&mut self) {
        let stage = self.stage();
        let (Some(reviewing), Some(me)) = (&self.reviewing, &self.me) else { return };
        let ids = reviewing.open.review.own_sign_offs(stage, &me.key);
        if !ids.is_empty() {
            self.commit(Act::Withdraw(ids), After { takes_back: Some(stage), ..After::default() });
        }
    }

    /// What is said once one's own sign-off of a stage is withdrawn.
    pub(super) fn taken_back(&self, stage: Stage) -> &'static str {
        let review = self.reviewing.as_ref().map(|reviewing| &reviewing.open.review);
        self.say(if review.is_some_and(|review| review.is_signed(stage)) {
            tr("your sign-off is taken back; another's stands, the stage stays locked", "已撤回提交；他人的提交仍有效，本环节仍锁定")
        } else {
            tr("the sign-off is taken back: the stage is open again", "已撤回提交，本环节可以再改")
        })
    }

    /// Asks why the stage before is handed back.
    fn ask_hand_back(&mut self) {
        if !self.known(Command::HandBack) {
            return;
        }
        let Some(stage) = self.facts().hands_back else { return };
        let purpose = Purpose::HandBack(stage, self.sign_offs(stage));
        let title = self.purpose_title(&purpose);
        self.edit_new(purpose, title);
    }

    /// What stands as the sign-off of a stage, by name.
    fn sign_offs(&self, stage: Stage) -> Vec<String> {
        self.reviewing.iter().flat_map(|reviewing| reviewing.open.review.signed_by(stage)).map(|event| event.id.to_string()).collect()
    }

    /// Hands a stage back, if the sign-off that the reason was written on still stands.
    pub(super) fn hand_back(&mut self, stage: Stage, on: Vec<String>, reason: String) {
        let facts = self.facts();
        let stands = facts.hands_back == Some(stage) && self.sign_offs(stage) == on;
        let slot = Purpose::HandBack(stage, on).slot();
        let gone = tr(
            "The sign-off this was written on no longer stands: not handed back, the words are kept as a draft",
            "当时的提交已撤回或重新提交，没有退回；所写理由留作草稿",
        );
        let may = (Command::HandBack.row().when)(&facts);
        if let Err(why) = may.and(if stands { Ok(()) } else { Err(gone) }) {
            self.draft(slot, Some(reason));
            return self.warn(why);
        }
        let word = self.say(words::stage(stage));
        let said =
            self.lang.pick(format!("{word} handed back, the reason as a comment on the report"), format!("已退回{word}修改，理由记为批注"));
        let act = scoring::hand_back(stage, &reason);
        let drop_draft = Some((slot, reason));
        self.commit(act, After { said, drop_draft, ..After::default() });
    }

    /// To what the line of the sign-off view is about.
    fn go_there(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let Some(at) = reviewing.signing.leads_to(&reviewing.open) else { return };
        match at {
            Whereabouts::Item(item) => self.go_item(item),
            Whereabouts::Finding(key) => {
                let at = reviewing.open.review.findings().iter().position(|named| named.key == key);
                if let Some(at) = at {
                    self.open_finding(at);
                }
            }
            Whereabouts::Sheet | Whereabouts::Row(_) => {
                reviewing.leave_trail();
                reviewing.show(View::Scores);
                if let Whereabouts::Row(id) = at {
                    reviewing.scores.go(id);
                }
            }
            Whereabouts::Suspicion(key) => {
                reviewing.leave_trail();
                reviewing.show(View::Checks);
                if let Some(hit) = reviewing.open.suspicions.find(&key) {
                    reviewing.checks.go(&reviewing.open, hit);
                }
            }
            Whereabouts::Record => {}
        }
    }
}

/// Whether an event is a sign-off.
pub(super) fn is_sign_off(event: &Event) -> bool {
    event.changes.iter().any(|change| change.object.kind == Kind::Signoff.name() && &*change.text != "null")
}

/// `初审提交  85.00 良`, or that the stage is handed back.
pub(super) fn describe_sign_off(key: &str, value: Option<&serde_json::Value>, lang: Lang) -> String {
    let stage = Stage::ALL.into_iter().find(|stage| stage.name() == key).unwrap_or_default();
    let word = words::stage(stage).say(lang);
    let Some(value) = value else {
        return lang.pick(format!("{word} handed back"), format!("退回修改：{word}"));
    };
    let text = |name: &str| value.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    format!("{}  {} {}", words::signed(stage).say(lang), text("total"), text("grade")).trim_end().to_owned()
}
