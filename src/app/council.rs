//! 会商: what a member holds of a problem, and what is decided of it. Both are asked in a menu, then in a
//! line or two of words; each is one act of the record.

use super::App;
use super::reviewing::After;
use super::writing::FINDING_DISPUTED;
use crate::command::{Command, View};
use crate::lang::tr;
use crate::overlays::{Choice, Menu, MenuRow, Overlay, Purpose};
use crate::review::{Act, Decision, Finding, Kind, Opinion, OpinionTo, Put, RulingTo, opinion_key};
use crate::scoring;
use crate::words;

const OPINIONS: [OpinionTo; 3] = [OpinionTo::Agree, OpinionTo::Change, OpinionTo::Drop];
const RULINGS: [RulingTo; 3] = [RulingTo::Rejected, RulingTo::Partly, RulingTo::Accepted];

impl App {
    /// Runs a command about the council.
    pub(super) fn run_council(&mut self, command: Command) {
        match command {
            Command::Opine => self.ask_opinion(),
            Command::Decide => self.ask_decision(),
            _ => self.show_council(),
        }
    }

    /// The council view; from a finding, on the page of that one.
    fn show_council(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        if reviewing.view == View::Findings
            && let Some(named) = reviewing.open.review.findings().get(reviewing.findings.cursor())
        {
            reviewing.council.put(named.key.clone());
        }
        self.show_view(View::Council);
    }

    /// The finding on the page: its key, its number, what stands.
    fn in_council(&self) -> Option<(String, u32, Finding)> {
        let reviewing = self.reviewing.as_ref()?;
        let named = reviewing.council.finding(&reviewing.open)?;
        let finding = crate::panes::latest(&named.standing)?.clone();
        Some((named.key.clone(), named.number, finding))
    }

    fn ask_opinion(&mut self) {
        if !self.known(Command::Opine) {
            return;
        }
        let Some((key, number, finding)) = self.in_council() else { return };
        let effects = [
            tr("as it is raised", "按拟提的问题和扣分"),
            tr("write points and why", "写分数和理由"),
            tr("no problem, no points", "不列为问题，不扣分"),
        ];
        let rows = OPINIONS.iter().zip(effects).map(|(to, effect)| {
            let choice = Choice::Write(Purpose::Opinion(key.clone(), *to));
            MenuRow::new(self.say(words::opinion(*to)), self.say(effect), choice)
        });
        let rows = rows.collect();
        let title = format!("{}  {}", words::finding_name(self.lang, number), finding.title);
        self.overlays.push(Overlay::Menu(Menu::new(tr("Opinion", "表态"), title, rows).body(Vec::new())));
    }

    fn ask_decision(&mut self) {
        if !self.known(Command::Decide) {
            return;
        }
        let Some((key, number, finding)) = self.in_council() else { return };
        let effects = [
            tr("it stands as raised: settled", "按拟提的定稿"),
            tr("points and why: settled", "写分数和理由，定稿"),
            tr("the finding is withdrawn, its points given back", "撤销这个问题，分数还回"),
        ];
        let rows = RULINGS.iter().zip(effects).map(|(to, effect)| {
            // Of several deductions one is adjusted at a time.
            let choice = match (to, finding.deductions.len()) {
                (RulingTo::Partly, 2..) => Choice::DecideWhich(key.clone()),
                (RulingTo::Partly, _) => {
                    let row = finding.deductions.first().map(|deduction| deduction.indicator.clone());
                    Choice::Write(Purpose::Decision(key.clone(), *to, row))
                }
                _ => Choice::Write(Purpose::Decision(key.clone(), *to, None)),
            };
            MenuRow::new(self.say(words::decided(*to, &finding)), self.say(effect), choice)
        });
        let rows = rows.collect();
        let title = format!("{}  {}", words::finding_name(self.lang, number), finding.title);
        self.overlays.push(Overlay::Menu(Menu::new(tr("Decide", "会商确定"), title, rows).body(Vec::new())));
    }

    /// Which of several deductions is adjusted.
    pub(super) fn ask_which_deduction(&mut self, key: &str) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let Some(named) = open.finding(key) else { return };
        let Some(finding) = named.standing.settled() else { return self.warn(FINDING_DISPUTED) };
        let rows = finding.deductions.iter().map(|deduction| {
            let choice = Choice::Write(Purpose::Decision(key.to_owned(), RulingTo::Partly, Some(deduction.indicator.clone())));
            MenuRow::new(open.row_name(&deduction.indicator, self.lang), deduction.points.clone(), choice)
        });
        let rows = rows.collect();
        let title = self.say(tr("Which deduction is adjusted?", "调整哪一项扣分？"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Decide", "会商确定"), title, rows).body(Vec::new())));
    }

    /// Opens the editor for a purpose that says all there is to say.
    pub(super) fn write(&mut self, purpose: Purpose) {
        let title =
            self.reviewing.as_ref().map_or_else(String::new, |reviewing| super::describe::purpose(&purpose, &reviewing.open, self.lang));
        self.edit_new(purpose, title);
    }

    /// What a member holds is written.
    pub(super) fn opine(&mut self, finding: &str, to: OpinionTo, text: String) {
        let slot = Purpose::Opinion(finding.to_owned(), to).slot();
        let Some(me) = self.me.clone() else { return };
        let (points, reason) = match to {
            OpinionTo::Change => match self.points_and_reason(&slot, &text) {
                Some((points, reason)) => (Some(points), reason),
                None => return,
            },
            OpinionTo::Agree | OpinionTo::Drop => (None, text.trim().to_owned()),
        };
        let opinion = Opinion { to, points, text: reason, ..Opinion::default() };
        let word = self.say(words::opinion(to));
        let said = self.lang.pick(format!("opinion kept: {word}"), format!("已表态：{word}"));
        let put = Put::set(Kind::Opinion, opinion_key(finding, &me.key), &opinion);
        self.commit(Act::Put(vec![put]), After { said, drop_draft: Some((slot, text)), ..After::default() });
    }

    /// What is decided is written.
    pub(super) fn decide(&mut self, finding: &str, to: RulingTo, row: Option<String>, text: String) {
        let slot = Purpose::Decision(finding.to_owned(), to, row.clone()).slot();
        let Some(reviewing) = &self.reviewing else { return };
        let Some(named) = reviewing.open.finding(finding) else { return };
        let Some(now) = named.standing.settled().cloned() else {
            self.draft(slot, Some(text));
            return self.warn(FINDING_DISPUTED);
        };
        let number = named.number;
        // The finding may have changed since that was asked: nothing else is adjusted in its stead.
        let is_there = match &row {
            Some(row) => now.deductions.iter().any(|deduction| deduction.indicator == *row),
            None => to != RulingTo::Partly || now.deductions.is_empty(),
        };
        if !is_there {
            self.draft(slot, Some(text));
            return self.warn(tr(
                "The deductions of this finding have changed: not recorded, the words are kept as a draft; decide again with {decide}",
                "这个问题的扣分已有变化，没有记录，所写留作草稿；按 {decide} 重新确定",
            ));
        }
        let (points, reason) = match row {
            Some(row) => match self.points_and_reason(&slot, &text) {
                Some((points, reason)) => (Some((row, points)), reason),
                None => return,
            },
            None => (None, text.trim().to_owned()),
        };
        let decided = Decision { to, points, reason }.on(&now);
        let word = self.say(words::decided(to, &decided));
        let said = self
            .lang
            .pick(format!("#{number} decided: {word}; {{undo}} takes it back"), format!("问{number} 会商确定：{word}；按 {{undo}} 撤销"));
        let put = Put::set(Kind::Finding, finding, &decided);
        self.commit(Act::Put(vec![put]), After { said, drop_draft: Some((slot, text)), ..After::default() });
    }

    /// `2 只有一次记录不全`: points, then why. What is no such line is there to be mended.
    fn points_and_reason(&mut self, slot: &str, text: &str) -> Option<(String, String)> {
        let typed = text.trim();
        let (points, reason) = typed.split_once([' ', '　', '，', ',', '\t', '\n']).unwrap_or((typed, ""));
        let points = points.trim_end_matches('分');
        if scoring::are_points(points) && !reason.trim().is_empty() {
            return Some((points.to_owned(), reason.trim().to_owned()));
        }
        self.draft(slot.to_owned(), Some(text.to_owned()));
        self.take_up(slot);
        self.warn(tr("Write the points, a space, and why: 2 one receipt is missing", "请写分数、空格、理由，如：2 只有一次记录不全"));
        None
    }
}
