//! What becomes of findings once they are raised: how far each is, what the department answers, the ruling
//! on the answer, the rectification. About one finding or all that are selected, in one act; findings on
//! which opinions differ are left alone and named.

use super::App;
use super::reviewing::{After, Goes};
use super::writing::FINDING_DISPUTED;
use crate::command::Command;
use crate::lang::{Lang, Words, tr};
use crate::overlays::{Choice, Menu, MenuRow, Overlay, Purpose};
use crate::panes::findings::{Field, Filled, row_of};
use crate::panes::{Open, latest};
use crate::review::{Act, CommentKind, Finding, Kind, Put, Response};
use crate::words;

/// So many skipped findings are named; more are counted.
const NAMED_MAX: usize = 3;
/// Characters of a field's text in a menu.
const SHOWN_CHARS_MAX: usize = 24;

/// The answer that many departments give, in the words of a paper.
const NO_OBJECTION: &str = "无异议。";

/// What each ruling means for the finding.
const RULING_MEANS: [Words; 4] = [
    tr("the finding is withdrawn, nothing is deducted", "问题撤销，不再扣分"),
    tr("the finding stays, its deduction may change", "问题保留，扣分可调整"),
    tr("the finding and its deduction stand", "问题和扣分维持"),
    tr("no ruling yet", "还没有结论"),
];

/// What the ledger asks of each finding, a digit each.
const RECTIFICATION: [Field; 10] = [
    Field::Rectification,
    Field::Owner,
    Field::Person,
    Field::Deadline,
    Field::Result,
    Field::Done,
    Field::Proof,
    Field::Unfinished,
    Field::Verifier,
    Field::Verified,
];

/// The text that stands in a typed field of findings: of several only if it is the same in all.
pub(super) fn stands_in(open: &Open, keys: &[String], field: Field) -> Option<String> {
    let mut texts = keys.iter().filter_map(|key| latest(&open.finding(key)?.standing)).map(|finding| field.text(finding));
    let first = texts.next()?;
    Some(if texts.all(|text| text == first) { first } else { String::new() })
}

impl App {
    /// The findings an act here is about, by key; `None`, and the reason in the bottom bar, if there is none
    /// on which all agree.
    pub(super) fn findings_here(&mut self) -> Option<Vec<String>> {
        let reviewing = self.reviewing.as_ref()?;
        let findings = reviewing.open.review.findings();
        let targets: Vec<_> = reviewing.findings.targets(&reviewing.open).into_iter().map(|at| &findings[at]).collect();
        let keys: Vec<String> = targets.iter().map(|named| named.key.clone()).collect();
        if !keys.is_empty() && targets.iter().all(|named| named.standing.is_conflict()) {
            self.warn(FINDING_DISPUTED);
            return None;
        }
        Some(keys).filter(|keys| !keys.is_empty())
    }

    /// Asks what is to be put down about the findings here.
    pub(super) fn answer(&mut self, command: Command) {
        if !self.known(command) {
            return;
        }
        let Some(keys) = self.findings_here() else { return };
        match command {
            Command::Response => self.ask_response(&keys),
            Command::Ruling => self.ask_ruling(&keys),
            Command::Rectify => self.ask_rectification(&keys),
            _ => self.edit_field(&keys, Field::State),
        }
    }

    /// 反馈意见: what the department says, who says it, when.
    fn ask_response(&mut self, keys: &[String]) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let mut rows = vec![field_row(open, keys, Field::Response, self.lang)];
        rows.push(MenuRow::new(
            self.say(tr("No objection", "无异议")),
            self.say(tr("“无异议。” as its words", "反馈意见写“无异议。”")),
            Choice::SetText(keys.to_vec(), Field::Response, NO_OBJECTION.to_owned()),
        ));
        rows.push(MenuRow::new(
            words::UNANSWERED.say(self.lang),
            self.say(tr("it was asked; the finding stands", "已征求意见，没有回音；问题维持")),
            Choice::Unanswered(keys.to_vec()),
        ));
        rows.extend([Field::ResponseBy, Field::ResponseAt, Field::Evidence].map(|field| field_row(open, keys, field, self.lang)));
        let answered = keys.iter().filter_map(|key| latest(&open.finding(key)?.standing)).any(|finding| finding.response.is_some());
        if answered {
            let none = tr("Take the response away", "去掉反馈意见");
            rows.push(MenuRow::new(none.say(self.lang), "", Choice::SetText(keys.to_vec(), Field::Response, String::new())));
        }
        self.ask_about(keys, Command::Response, rows, 0);
    }

    /// 采纳情况: the ruling on what the department says, and why.
    fn ask_ruling(&mut self, keys: &[String]) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let options = Field::Ruling.options().into_iter().zip(RULING_MEANS).enumerate();
        let ruling = |(at, (word, means)): (usize, (Words, Words))| {
            MenuRow::new(word.say(self.lang), means.say(self.lang), Choice::SetField(keys.to_vec(), Field::Ruling, at))
        };
        let mut rows: Vec<MenuRow> = options.map(ruling).collect();
        rows.extend([Field::Reason, Field::Reply, Field::Points].map(|field| field_row(open, keys, field, self.lang)));
        let first = keys.first().and_then(|key| latest(&open.finding(key)?.standing));
        let now = first.filter(|finding| finding.ruling.is_some()).and_then(|finding| Field::Ruling.chosen(finding));
        self.ask_about(keys, Command::Ruling, rows, now.unwrap_or(0));
    }

    /// 整改情况: how far it is, and what the ledger asks about it.
    fn ask_rectification(&mut self, keys: &[String]) {
        let Some(reviewing) = &self.reviewing else { return };
        let rows = RECTIFICATION.map(|field| field_row(&reviewing.open, keys, field, self.lang)).into_iter().collect();
        self.ask_about(keys, Command::Rectify, rows, 0);
    }

    fn ask_about(&mut self, keys: &[String], command: Command, rows: Vec<MenuRow>, now: usize) {
        let Some(reviewing) = &self.reviewing else { return };
        let name = super::describe::findings_name(keys, &reviewing.open, self.lang);
        let title = format!("{name}  {}", command.row().short.say(self.lang));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Choose", "选择"), title, rows).wide().starting_at(now)));
    }

    /// Writes or chooses a field of findings.
    pub(super) fn edit_field(&mut self, keys: &[String], field: Field) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let findings: Vec<&Finding> = keys.iter().filter_map(|key| latest(&open.finding(key)?.standing)).collect();
        let Some(first) = findings.first() else { return };
        let title = format!("{}  {}", super::describe::findings_name(keys, open, self.lang), field.row().words.say(self.lang));
        if field.row().filled == Filled::Choice {
            let now = field.chosen(first).unwrap_or(0);
            let options = field.options().into_iter().enumerate();
            let rows =
                options.map(|(at, word)| MenuRow::new(word.say(self.lang), "", Choice::SetField(keys.to_vec(), field, at))).collect();
            return self.overlays.push(Overlay::Menu(Menu::new(tr("Choose", "选择"), title, rows).with_keys().starting_at(now)));
        }
        // What cannot be filled whatever is typed is said before anything is.
        let refuses = |finding: &&Finding| field.refuses("", finding, None);
        if let (Some(why), true) = (refuses(first), findings.iter().all(|finding| refuses(finding).is_some())) {
            return self.warn(why);
        }
        let text = stands_in(open, keys, field).unwrap_or_default();
        self.edit_text(Purpose::FindingText(keys.to_vec(), field), title, text, CommentKind::default());
    }

    /// Sets a chosen field. A ruling made in the list is asked its reason at once; in the form that is the
    /// next field.
    pub(super) fn set_field(&mut self, keys: &[String], field: Field, at: usize) {
        let in_form = self.reviewing.as_ref().is_some_and(|reviewing| reviewing.findings.field().is_some());
        let rules = field == Field::Ruling && at < words::RULINGS.len();
        let reason = || Choice::EditField(keys.to_vec(), Field::Reason);
        let after = After { then: (rules && !in_form).then(reason), ..After::default() };
        self.change_findings(keys, field, after, |finding, _| field.choose(finding, at));
    }

    /// Sets a typed field to a text that was offered.
    pub(super) fn set_text(&mut self, keys: &[String], field: Field, text: &str) {
        self.change_findings(keys, field, After::default(), |finding, row| {
            field.set_text(finding, text, row);
            Ok(())
        });
    }

    /// The department was asked and did not answer. Who would have and by when stays.
    pub(super) fn unanswered(&mut self, keys: &[String]) {
        self.change_findings(keys, Field::Response, After::default(), |finding, _| {
            let asked = finding.response.take().unwrap_or_default();
            finding.answer(Some(Response { text: String::new(), ..asked }));
            Ok(())
        });
    }

    /// Sets a typed field to what was written. What a field cannot hold is there to be mended.
    pub(super) fn write_field(&mut self, keys: &[String], field: Field, text: String) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let findings = keys.iter().filter_map(|key| latest(&open.finding(key)?.standing));
        let refused = |finding: &Finding| {
            let why = field.refuses(&text, finding, row_of(finding, open).as_deref());
            why.filter(|_| field.refuses("", finding, None).is_none())
        };
        let why = findings.into_iter().find_map(refused);
        let slot = Purpose::FindingText(keys.to_vec(), field).slot();
        if let Some(why) = why {
            self.draft(slot.clone(), Some(text));
            self.take_up(&slot);
            return self.warn(why);
        }
        let after = After { drop_draft: Some((slot, text.clone())), ..After::default() };
        self.change_findings(keys, field, after, |finding, row| {
            if let Some(why) = field.refuses(&text, finding, row.as_deref()) {
                return Err(why);
            }
            field.set_text(finding, &text, row);
            Ok(())
        });
    }

    /// Changes findings in one act; those that may not be changed so are named.
    fn change_findings(
        &mut self,
        keys: &[String],
        field: Field,
        after: After,
        change: impl Fn(&mut Finding, Option<String>) -> Result<(), Words>,
    ) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let open = &reviewing.open;
        let (mut puts, mut refused) = (Vec::new(), Vec::new());
        for named in keys.iter().filter_map(|key| open.finding(key)) {
            let Some(before) = latest(&named.standing) else { continue };
            if named.standing.is_conflict() {
                refused.push((named.number, FINDING_DISPUTED));
                continue;
            }
            let mut finding = before.clone();
            match change(&mut finding, row_of(before, open)) {
                Err(why) => refused.push((named.number, why)),
                Ok(()) if finding == *before => {}
                Ok(()) => puts.push(Put::set(Kind::Finding, named.key.clone(), &finding)),
            }
        }
        let label = field.row().words.say(self.lang);
        let mut said = format!("{label} {}", self.lang.pick("kept", "已填"));
        if keys.len() > 1 {
            said = format!("{said} ({}/{})", puts.len(), keys.len());
        }
        if !refused.is_empty() {
            let names: Vec<String> = refused.iter().take(NAMED_MAX).map(|(number, _)| words::finding_name(self.lang, *number)).collect();
            let n = refused.len();
            said.push_str(&self.lang.pick(format!("; {n} skipped: {}", names.join(", ")), format!("；跳过 {n} 个：{}", names.join("、"))));
        }
        if let ([(_, why)], true) = (refused.as_slice(), puts.is_empty()) {
            return self.warn(*why);
        }
        if puts.is_empty() {
            reviewing.findings.advance();
            if let Some((slot, _)) = after.drop_draft {
                self.draft(slot, None);
            }
            self.tell(self.lang.pick(format!("{label}: so already"), format!("{label} 原已如此")));
            return after.then.into_iter().for_each(|choice| self.choose(choice));
        }
        // The selection is asked the reason too: it is let go with that.
        let lets_go = keys.len() > 1 && after.then.is_none();
        self.commit(Act::Put(puts), After { said, lets_go, goes: Goes::NextField, ..after });
    }
}

/// A row that leads to a field, with what stands in it.
fn field_row(open: &Open, keys: &[String], field: Field, lang: Lang) -> MenuRow {
    let stands = match keys {
        [key] => open.finding(key).and_then(|named| latest(&named.standing)).map(|finding| field.says(finding, lang)),
        _ => None,
    };
    let line = stands.as_deref().and_then(|text| text.lines().next()).unwrap_or_default();
    let line: String = line.chars().take(SHOWN_CHARS_MAX).collect();
    MenuRow::new(field.row().words.say(lang), line, Choice::EditField(keys.to_vec(), field))
}
