//! 会商: one problem a page, large: the finding in its parts, the department's words, like cases, what
//! each member holds, and the decision. Changes nothing: opinions and decisions go through the app.

use std::borrow::Cow;

use ratatui::layout::Rect;
use rust_decimal::Decimal;

use super::list_card::{draw_sheet, inside};
use super::open::latest;
use super::{Cx, HintRow, OnEnter, Open, Step, ViewPane};
use crate::command::{Command, Facts, Target};
use crate::lang::{Lang, Words, tr};
use crate::report::{ItemRef, Place};
use crate::review::{Finding, FindingState, Named, OpinionTo, Severity, Standing, in_council};
use crate::ui::{Canvas, Role, Sheet, UNBOUND_COLS};
use crate::words;

const MENU: &[Command] = &[Command::Opine, Command::Decide, Command::NextItem, Command::ItsFinding, Command::Passage, Command::Export];

const HINTS: &[HintRow] = &[
    (Command::Menu, Some(tr("speak, decide", "表态、会商确定"))),
    (Command::NextItem, Some(tr("next problem", "下一个问题"))),
    (Command::ItsFinding, Some(tr("its form", "到这个问题"))),
    (Command::Export, None),
    (Command::Cancel, None),
];

const HINTS_OF_NONE: &[HintRow] = &[(Command::ViewFindings, None), (Command::Cancel, None)];

/// Of the like cases, of the quotes of a finding, a page shows at most so many.
const SHOWN_MAX: usize = 6;

/// The council view.
#[derive(Clone, Debug, Default)]
pub struct CouncilPane {
    /// The finding on the page, by its key.
    here: Option<String>,
    /// Findings put here by hand: they stay while the file is open, and for good once an opinion is given.
    by_hand: Vec<String>,
    /// The findings that are up, by their places in the record of this revision.
    up: (Option<u64>, Vec<usize>),
    top: u16,
}

impl CouncilPane {
    /// Puts a finding on the page, whether it is up for council or not.
    pub fn put(&mut self, key: String) {
        if !self.by_hand.contains(&key) {
            self.by_hand.push(key.clone());
            self.up.0 = None;
        }
        self.here = Some(key);
        self.top = 0;
    }

    /// The finding on the page.
    pub fn finding<'a>(&self, open: &'a Open) -> Option<&'a Named<Finding>> {
        let list = self.list(open);
        list.iter().find(|named| Some(&named.key) == self.here.as_ref()).or(list.first()).copied()
    }

    /// Its place in the list of findings.
    pub fn finding_at(&self, open: &Open) -> Option<usize> {
        let key = &self.finding(open)?.key;
        open.review.findings().iter().position(|named| named.key == *key)
    }

    /// Turns to the next or a previous page; says whether there was one.
    pub fn turn(&mut self, open: &Open, by: isize) -> bool {
        let list = self.list(open);
        let at = self.finding(open).and_then(|here| list.iter().position(|named| named.key == here.key)).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(list.len().saturating_sub(1));
        self.here = list.get(to).map(|named| named.key.clone());
        self.top = if to == at { self.top } else { 0 };
        to != at
    }

    fn list<'a>(&self, open: &'a Open) -> Vec<&'a Named<Finding>> {
        let places = if self.up.0 == Some(open.review.revision()) { Cow::Borrowed(&self.up.1) } else { Cow::Owned(self.places(open)) };
        places.iter().filter_map(|at| open.review.findings().get(*at)).collect()
    }

    /// Which findings are up: costs a pass over opinions and findings.
    fn places(&self, open: &Open) -> Vec<usize> {
        let findings = open.review.findings();
        let mut places = in_council(&open.review);
        places.extend(self.by_hand.iter().filter_map(|key| findings.iter().position(|named| named.key == *key)));
        places.sort_unstable();
        places.dedup();
        places
    }

    fn page(&self, cx: &Cx<'_>, cols: u16, tall: bool) -> Sheet<Target> {
        let mut sheet = Sheet::new(cols, cx.lang.pick(13, 12), cx.look.width);
        let Some(named) = self.finding(cx.open) else { return sheet };
        let Some(finding) = latest(&named.standing) else { return sheet };
        sheet.flush(&format!("{}  {}", cx.finding_name(named.number), finding.title), Role::Strong);
        sheet.right_of_first("", &takes(cx, finding), severity_role(finding.severity));
        let part = |sheet: &mut Sheet<Target>, words: Words, text: &str, role: Role| {
            if !text.trim().is_empty() {
                if tall {
                    sheet.gap();
                }
                sheet.prose(cx.say(words), text, 0, role);
            }
        };
        if tall {
            sheet.gap();
        }
        sheet.line(cx.say(tr("On", "涉及")), &[(&on(cx, finding), Role::Text)]);
        match &finding.response {
            Some(response) => part(&mut sheet, tr("They answer", "部门反馈"), &format!("{}  {}", response.text, response.at), Role::Quote),
            None => part(&mut sheet, tr("They answer", "部门反馈"), cx.say(tr("nothing yet", "未反馈")), Role::Quiet),
        }
        let lacks = cx.say(tr("not written yet", "未写"));
        let or_lacks = |text: &str| if text.trim().is_empty() { lacks.to_owned() } else { text.to_owned() };
        part(&mut sheet, tr("Criteria", "依据"), &or_lacks(&finding.criteria), Role::Text);
        part(&mut sheet, tr("Condition", "事实"), &or_lacks(&finding.condition), Role::Text);
        part(&mut sheet, tr("Cause", "原因"), &finding.cause, Role::Text);
        part(&mut sheet, tr("Effect", "影响"), &finding.effect, Role::Text);
        part(&mut sheet, tr("Advice", "整改建议"), &or_lacks(&finding.recommendation), Role::Text);
        part(&mut sheet, tr("Workings", "计算过程"), &finding.calculation, Role::Text);
        for quote in finding.quotes.iter().take(SHOWN_MAX) {
            part(&mut sheet, tr("Report says", "报告原文"), &quote.exact, Role::Quote);
        }
        let evidence: Vec<&str> = finding.evidence.iter().map(|note| note.name.as_str()).collect();
        part(&mut sheet, tr("Evidence", "佐证"), &evidence.join(cx.lang.pick("; ", "；")), Role::Text);
        part(&mut sheet, tr("Like cases", "同类问题"), &like_cases(cx, named, finding), Role::Text);
        if let Some(total) = totals(cx, &named.key) {
            part(&mut sheet, tr("Total now", "现在总分"), &total, Role::Text);
        }
        sheet
    }

    /// What each holds, and what was decided.
    fn held(&self, cx: &Cx<'_>, cols: u16) -> Sheet<Target> {
        let mut sheet = Sheet::new(cols, cx.lang.pick(13, 12), cx.look.width);
        let Some(named) = self.finding(cx.open) else { return sheet };
        if let Standing::Conflict(all) = &named.standing {
            for said in all {
                let holds = said.value.as_ref().map_or_else(
                    || cx.say(tr("no finding at all", "不列为问题")).to_owned(),
                    |finding| format!("{}  {}  {}", cx.say(words::severity(finding.severity)), finding.title, takes(cx, finding)),
                );
                sheet.line(&cx.open.who(&said.by), &[("& ", Role::Warn), (&holds, Role::Text)]);
            }
        }
        for (member, standing) in cx.open.review.opinions(&named.key) {
            for opinion in standing.values() {
                let points = opinion.points.as_ref().map(|points| cx.lang.pick(format!("  {points} off"), format!("  建议扣 {points} 分")));
                let word = format!("{}{}", cx.say(words::opinion(opinion.to)), points.unwrap_or_default());
                sheet.line(&cx.open.who(&member), &[(&word, opinion_role(opinion.to))]);
                if !opinion.text.is_empty() {
                    sheet.prose("", &opinion.text, 0, Role::Text);
                }
            }
        }
        let waiting = silent(cx, named);
        if !waiting.is_empty() {
            let all = waiting.join(cx.lang.pick(", ", "、"));
            sheet.line(cx.say(tr("Not heard", "未表态")), &[(&all, Role::Quiet)]);
        }
        let label = cx.say(tr("Decided", "会商确定"));
        match latest(&named.standing).and_then(|finding| Some((finding.ruling.as_ref()?, finding))) {
            Some((ruling, finding)) => {
                let word = words::decided(ruling.to, finding);
                let by = if let Standing::Settled(said) = &named.standing { cx.open.who(&said.by) } else { String::new() };
                sheet.line(label, &[(cx.say(word), Role::Strong), ("  ", Role::Text), (&by, Role::Quiet)]);
                if !ruling.reason.is_empty() {
                    sheet.prose("", &ruling.reason, 0, Role::Text);
                }
            }
            None => sheet.line(label, &[(cx.say(tr("not yet", "尚未")), Role::Quiet)]),
        }
        sheet
    }

    /// The page above, what is held below: as much of it as there is, at most half.
    fn parts(&self, cx: &Cx<'_>, area: Rect) -> (Rect, Rect) {
        let rows =
            self.held(cx, area.width.saturating_sub(3)).height() + if area.height >= super::list_card::TALL_FROM_ROWS { 2 } else { 1 };
        let below = rows.min(area.height / 2);
        let above = Rect { height: area.height - below, ..area };
        (above, Rect { y: above.bottom(), height: below, ..area })
    }
}

impl ViewPane for CouncilPane {
    fn tab_name(&self, _: &Open, lang: Lang) -> String {
        COUNCIL.say(lang).to_owned()
    }

    fn words(&self, cx: &Cx<'_>) -> Vec<String> {
        if self.finding(cx.open).is_none() {
            return vec![cx.say(NONE).to_owned()];
        }
        [self.page(cx, UNBOUND_COLS, false).words(), self.held(cx, UNBOUND_COLS).words()].concat()
    }

    fn item(&self, open: &Open) -> Option<ItemRef> {
        latest(&self.finding(open)?.standing)?.on.iter().find_map(|id| open.report.find(id))
    }

    fn place(&self, open: &Open) -> Option<Place> {
        let finding = latest(&self.finding(open)?.standing)?;
        open.places_of(&finding.on, &finding.quotes).first().map(|(place, _)| *place)
    }

    fn about(&self, open: &Open, lang: Lang) -> Option<String> {
        let named = self.finding(open)?;
        let title = latest(&named.standing).map_or("", |finding| finding.title.as_str());
        Some(format!("{}  {title}", words::finding_name(lang, named.number)))
    }

    fn position(&self, open: &Open, lang: Lang) -> Option<String> {
        let list = self.list(open);
        let here = self.finding(open)?;
        let at = list.iter().position(|named| named.key == here.key)? + 1;
        let all = list.len();
        Some(lang.pick(format!("problem {at} of {all}"), format!("第 {at} 个问题/{all}")))
    }

    fn facts(&self, open: &Open, facts: &mut Facts) {
        let named = self.finding(open);
        facts.finding = false;
        facts.written_on = false;
        facts.in_council = named.is_some();
        facts.its_finding = named.is_some();
        facts.conflict = named.is_some_and(|named| named.standing.is_conflict());
    }

    fn findings(&self, open: &Open) -> Vec<usize> {
        self.finding_at(open).into_iter().collect()
    }

    fn step(&mut self, _: &Open, step: Step, page: u16) -> bool {
        let before = self.top;
        self.top = u16::try_from(step.from(self.top.into(), u32::from(u16::MAX), page)).unwrap_or(u16::MAX);
        self.top != before
    }

    fn sideways(&mut self, open: &Open, by: i32) {
        self.turn(open, if by < 0 { -1 } else { 1 });
    }

    fn tab(&mut self, open: &Open, by: i32) {
        self.sideways(open, by);
    }

    fn on_enter(&self, open: &Open) -> OnEnter {
        if self.finding(open).is_some() { OnEnter::Menu(MENU) } else { OnEnter::Nothing(NONE) }
    }

    fn hints(&self) -> &'static [HintRow] {
        if self.here.is_some() { HINTS } else { HINTS_OF_NONE }
    }

    fn settle(&mut self, cx: &Cx<'_>, area: Rect) {
        let now = Some(cx.open.review.revision());
        if self.up.0 != now {
            self.up = (now, self.places(cx.open));
        }
        let here = self.finding(cx.open).map(|named| (named.key.clone(), named.standing.is_conflict()));
        if let Some((key, is_conflict)) = here {
            // Once that is settled it is still on the page.
            if is_conflict && !self.by_hand.contains(&key) {
                self.by_hand.push(key.clone());
            }
            self.here = Some(key);
        } else {
            self.here = None;
        }
        let (above, _) = self.parts(cx, area);
        let page = inside(above);
        let height = self.page(cx, page.width, is_tall(above)).height();
        self.top = self.top.min(height.saturating_sub(page.height));
    }

    fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let position = self.position(cx.open, cx.lang).unwrap_or_default();
        let department = cx.open.report.meta().department.clone().unwrap_or_default();
        let title = format!("{}  {department}", cx.say(COUNCIL));
        if self.finding(cx.open).is_none() {
            canvas.rule(area.x, area.y, area.width, title.trim_end(), "", true);
            for (words, y) in [NONE, PUT_ONE].into_iter().zip(area.y + 2..) {
                let says = cx.keymap.put_keys(cx.say(words), cx.lang);
                canvas.put_fit(area.x + 3, y, area.width.saturating_sub(4), &says, Role::Text);
            }
            return;
        }
        let (above, below) = self.parts(cx, area);
        canvas.rule(above.x, above.y, above.width, title.trim_end(), &position, true);
        let page = inside(above);
        draw_sheet(cx, canvas, page, &self.page(cx, page.width, is_tall(above)), self.top, true);
        canvas.rule(below.x, below.y, below.width, cx.say(tr("What members hold", "成员意见")), "", false);
        let held = inside(below);
        self.held(cx, held.width).draw(canvas, held, 0);
    }
}

const COUNCIL: Words = tr("Council", "会商");
const NONE: Words = tr("Nothing to talk over: no answer, no differing opinion yet.", "还没有要会商的问题：部门没有反馈，意见没有不一致。");

const PUT_ONE: Words = tr(
    "{view-findings} shows the findings: {view-council} on one puts it here.",
    "按 {view-findings} 到问题，在其中一个上按 {view-council}，可列入会商。",
);

/// The total and its grade, and the same if this finding took nothing.
fn totals(cx: &Cx<'_>, finding: &str) -> Option<String> {
    let desk = &cx.open.desk;
    let sheet = desk.sheet()?;
    let graded = |total: Decimal| {
        let grade = desk.pack().and_then(|pack| pack.grades.of(total)).unwrap_or_default();
        format!("{total:.2} {grade}").trim_end().to_owned()
    };
    let (total, without) = (sheet.total.figure()?, sheet.total_without(finding)?);
    if total == without {
        return Some(graded(total));
    }
    let (now, then) = (graded(total), graded(without));
    Some(cx.lang.pick(format!("{now}; without this deduction {then}"), format!("{now}；如不扣这一项为 {then}")))
}

/// From so many rows on the parts stand a row apart.
fn is_tall(area: Rect) -> bool {
    area.height >= 22
}

fn on(cx: &Cx<'_>, finding: &Finding) -> String {
    finding.on.iter().take(SHOWN_MAX).map(|id| cx.open.on_name(id, cx.lang)).collect::<Vec<_>>().join(cx.lang.pick("; ", "；"))
}

/// `较重  拟扣 3.75 分`.
fn takes(cx: &Cx<'_>, finding: &Finding) -> String {
    let severity = cx.say(words::severity(finding.severity));
    let points: Vec<&str> = finding.deductions.iter().map(|deduction| deduction.points.as_str()).collect();
    match points.as_slice() {
        [] => severity.to_owned(),
        points => {
            let points = points.join("+");
            cx.lang.pick(format!("{severity}  {points} off"), format!("{severity}  拟扣 {points} 分"))
        }
    }
}

/// The reviewers of the record who have not said what they hold.
fn silent(cx: &Cx<'_>, named: &Named<Finding>) -> Vec<String> {
    crate::review::silent(&cx.open.review, &named.key).iter().map(|key| cx.open.who(key)).take(SHOWN_MAX).collect()
}

/// The other findings of the same check, else of the same title, and what each takes.
fn like_cases(cx: &Cx<'_>, here: &Named<Finding>, finding: &Finding) -> String {
    let is_like = |other: &Finding| match &finding.origin.check {
        Some(check) => other.origin.check.as_ref() == Some(check),
        None => other.origin.check.is_none() && other.title.trim() == finding.title.trim(),
    };
    let others = cx.open.review.findings().iter().filter(|named| named.key != here.key);
    let like = others.filter_map(|named| Some((named, latest(&named.standing)?))).filter(|(_, other)| is_like(other));
    let says = |(named, other): (&Named<Finding>, &Finding)| {
        let state = if other.state == FindingState::Withdrawn { cx.say(words::finding_state(other.state)) } else { "" };
        format!("{} {}  {}  {state}", cx.finding_name(named.number), on(cx, other), takes(cx, other)).trim_end().to_owned()
    };
    like.take(SHOWN_MAX).map(says).collect::<Vec<_>>().join(cx.lang.pick("; ", "；"))
}

const fn severity_role(severity: Severity) -> Role {
    match severity {
        Severity::Severe => Role::Bad,
        Severity::Major => Role::Warn,
        Severity::Minor | Severity::Hint => Role::Text,
    }
}

const fn opinion_role(to: OpinionTo) -> Role {
    match to {
        OpinionTo::Agree => Role::Text,
        OpinionTo::Change => Role::Warn,
        OpinionTo::Drop => Role::Bad,
    }
}
