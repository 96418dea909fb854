//! A deduction in one line: points and why are typed, then what is still open is asked, one thing after
//! another; the finding is made with it.

use super::{After, App, BASES};
use crate::command::Command;
use crate::lang::tr;
use crate::overlays::{Asked, Choice, Deducting, Menu, MenuLine, MenuRow, Overlay, Purpose, ScoreChoice};
use crate::panes::latest;
use crate::review::{Finding, ScoreFrom};
use crate::scoring::{self, Refused, Row};
use crate::ui::Role;

/// More grounds than this are not offered: the rest is written in the finding.
const GROUNDS_MAX: usize = 8;

impl App {
    /// Asks for points and why, in a line.
    pub(super) fn deduct(&mut self) {
        if self.is_trying() {
            return self.warn_trying();
        }
        if !self.known(Command::Deduct) {
            return;
        }
        let here = self.rows_here();
        let [row] = here.as_slice() else {
            return self
                .warn(tr("Deductions are made row by row: {cancel} lets go of the others", "扣分一行一行地记：先按 {cancel} 取消多选"));
        };
        let title = format!("{}  {}", Command::Deduct.row().short.say(self.lang), row.name);
        self.edit_new(Purpose::Deduct(row.id.clone()), title);
    }

    /// The line is typed: points, then why.
    pub(in crate::app) fn deduct_line(&mut self, row: String, line: String) {
        let typed = line.trim();
        let (points, reason) = typed.split_once([' ', '　', '，', ',', '\t']).unwrap_or((typed, ""));
        let points = points.trim_end_matches(['分']).to_owned();
        let lacks = if !scoring::are_points(&points) {
            Some(Refused::Points(points.clone()))
        } else if reason.trim().is_empty() {
            Some(Refused::Reason)
        } else {
            None
        };
        if let Some(why) = lacks {
            return self.mend(&Purpose::Deduct(row).slot(), line, &why.said());
        }
        let deduct = scoring::Deduct { row, points, reason: reason.trim().to_owned(), ..scoring::Deduct::default() };
        self.ask_deduct(Deducting { deduct, line, asked: Asked::Nothing });
    }

    /// Asks the next thing about a deduction; when nothing is left to ask, makes it.
    pub(super) fn ask_deduct(&mut self, deducting: Deducting) {
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.open.refresh_sheet(stage);
        let open = &reviewing.open;
        let row = open.desk.sheet().and_then(|sheet| sheet.rows.get(sheet.row(&deducting.deduct.row)?)).cloned();
        let Some(row) = row else {
            return self.warn(tr("The row is not in the sheet any more", "评分表里已没有这一行"));
        };
        if deducting.asked < Asked::From && row.from().is_none() {
            return self.ask_from(&row, &deducting);
        }
        if row.from().is_none()
            && let Some(why) = deducting.deduct.from.as_ref().and_then(|from| row.figure(from).err())
        {
            self.ask_from(&row, &deducting);
            return self.refuse_score(&why);
        }
        if deducting.asked < Asked::Basis {
            return self.ask_basis(&row, &deducting);
        }
        let same = |taken: &&scoring::Taken| {
            let criteria = !deducting.deduct.criteria.is_empty() && taken.of.criteria == deducting.deduct.criteria;
            criteria || taken.of.title == scoring::title_of(&deducting.deduct.reason)
        };
        if deducting.asked < Asked::Again
            && let Some(before) = row.deductions.iter().find(same)
        {
            return self.ask_again(before, &deducting);
        }
        let slot = Purpose::Deduct(row.id.clone()).slot();
        let deduct = scoring::Deduct { code: row.item.clone().filter(|code| *code != row.id), ..deducting.deduct.clone() };
        let act = scoring::deduct(&open.review, stage, &deduct);
        let points = &deducting.deduct.points;
        let name = &row.name;
        let said = self.lang.pick(
            format!("{points} off {name}: recorded as a finding; {{its-finding}} opens it"),
            format!("{name} 扣 {points} 分，已记为问题；按 {{its-finding}} 补全"),
        );
        self.commit_score(act, After { said, drop_draft: Some((slot, deducting.line)), ..After::default() });
    }

    fn ask_from(&mut self, row: &Row, deducting: &Deducting) {
        let next = |from: Option<ScoreFrom>| {
            let deduct = scoring::Deduct { from, ..deducting.deduct.clone() };
            Choice::Score(ScoreChoice::Deduct(Box::new(Deducting { deduct, line: deducting.line.clone(), asked: Asked::From })))
        };
        let mut rows = self.start_rows(std::slice::from_ref(row), |from| next(Some(from)));
        rows.push(MenuRow::new(
            self.say(tr("Not scored yet", "先不评分")),
            self.say(tr("the finding is made; the points count once there is a score", "先记问题，评分后再扣")),
            next(None),
        ));
        let title = format!("{}  {}", self.say(tr("Points off what?", "从哪个分数里扣？")), row.name);
        // The department's own score is what is corrected; where it gave none, the full weight.
        let at = [1, 2, 0].into_iter().find(|at: &usize| row.figure(&BASES[*at]).is_ok()).unwrap_or(BASES.len());
        self.overlays.push(Overlay::Menu(Menu::new(tr("Deduct", "扣分"), title, rows).starting_at(at)));
    }

    fn ask_basis(&mut self, row: &Row, deducting: &Deducting) {
        let next = |criteria: &str| {
            let deduct = scoring::Deduct { criteria: criteria.to_owned(), ..deducting.deduct.clone() };
            Choice::Score(ScoreChoice::Deduct(Box::new(Deducting { deduct, line: deducting.line.clone(), asked: Asked::Basis })))
        };
        let mut rows: Vec<MenuRow> =
            self.grounds(row).iter().map(|(text, of)| MenuRow::new(text.as_str(), of.as_str(), next(text))).collect();
        rows.push(MenuRow::new(
            self.say(tr("Write it later, in the finding", "稍后在问题里填")),
            self.say(tr("shown as missing until then", "未填前提示缺依据")),
            next(""),
        ));
        let title = format!("{}  {} -{}", self.say(tr("On which grounds?", "扣分依据")), row.name, deducting.deduct.points);
        self.overlays.push(Overlay::Menu(
            Menu::new(tr("Deduct", "扣分"), title, rows).body(vec![MenuLine::new(deducting.deduct.reason.clone(), Role::Text)]),
        ));
    }

    /// 口径: what the standard says of the row, then what stands as grounds of other findings, the latest first:
    /// those of the row, then those of others, each with the row it was written for.
    fn grounds(&self, row: &Row) -> Vec<(String, String)> {
        let Some(reviewing) = &self.reviewing else { return Vec::new() };
        let review = &reviewing.open.review;
        let pack = reviewing.open.desk.pack();
        let of_paper = |text: &str| {
            let paper = pack.map_or("", |pack| if pack.doc_no.is_empty() { &pack.name } else { &pack.doc_no });
            if paper.is_empty() { text.to_owned() } else { format!("{paper}：{text}") }
        };
        let standard = Some(row.standard.trim()).filter(|text| !text.is_empty()).map(of_paper);
        let cited = Some(row.cited.source.clone()).filter(|text| !text.is_empty());
        let sheet = reviewing.open.desk.shown();
        let rows_of = |finding: &Finding| {
            let names = finding.deductions.iter().map(|deduction| &deduction.indicator).chain(&finding.on);
            let row = |name: &String| sheet.and_then(|sheet| sheet.rows.get(sheet.row(name)?));
            names.filter_map(row).collect::<Vec<_>>()
        };
        let used = review.findings().iter().rev().filter_map(|named| latest(&named.standing)).map(|finding| {
            let rows = rows_of(finding);
            let of = if rows.iter().any(|of| of.id == row.id) {
                String::new()
            } else {
                let name = rows.first().map_or("", |of| of.name.as_str());
                self.lang.pick(format!("written for another row: {name}"), format!("别处用过：{name}"))
            };
            (finding.criteria.trim().to_owned(), of)
        });
        let (own, others): (Vec<_>, Vec<_>) = used.partition(|(_, of)| of.is_empty());
        let of_row = standard.into_iter().chain(cited).map(|text| (text, String::new()));
        let mut grounds: Vec<(String, String)> = Vec::new();
        for (text, of) in of_row.chain(own).chain(others).filter(|(text, _)| !text.is_empty()) {
            if !grounds.iter().any(|(known, _)| *known == text) {
                grounds.push((text, of));
            }
            if grounds.len() == GROUNDS_MAX {
                break;
            }
        }
        grounds
    }

    /// The same matter was deducted already.
    fn ask_again(&mut self, before: &scoring::Taken, deducting: &Deducting) {
        let again = Deducting { asked: Asked::Again, ..deducting.clone() };
        let rows = vec![
            MenuRow::new(
                self.say(tr("Leave it at that", "不再扣")),
                self.say(tr("the same matter is deducted once", "同一事项只扣一次")),
                Choice::Draft(Purpose::Deduct(deducting.deduct.row.clone()).slot(), None),
            ),
            MenuRow::new(
                self.say(tr("Deduct all the same", "仍然扣")),
                self.say(tr("it is another matter", "不是同一事项")),
                Choice::Score(ScoreChoice::Deduct(Box::new(again))),
            ),
        ];
        let number = before.of.number;
        let points = before.points;
        let body = vec![MenuLine::new(
            self.lang.pick(
                format!("#{number} took {points} for it already: {}", before.of.title),
                format!("问{number} 已因此扣 {points} 分：{}", before.of.title),
            ),
            Role::Strong,
        )];
        let title = self.say(tr("Deducted already", "同一事项已经扣过分"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Deduct", "扣分"), title, rows).body(body)));
    }
}
