//! The form of a finding: its fields in the order they are shown, what each says, what it takes.

use serde::{Deserialize, Serialize};

use crate::lang::{Lang, Words, tr};
use crate::panes::Open;
use crate::review::{Deadline, Deduction, EvidenceNote, Finding, FindingState, Response, Ruling, RulingTo};
use crate::scoring::are_points;
use crate::words;

/// A field of the form, in the order it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 标题.
    Title,
    /// 严重程度.
    Severity,
    /// 问题类别.
    Dimension,
    /// 依据.
    Criteria,
    /// 问题描述.
    Condition,
    /// 原因分析.
    Cause,
    /// 影响.
    Effect,
    /// 整改建议.
    Recommendation,
    /// 责任单位.
    Owner,
    /// 整改时限.
    Deadline,
    /// 计算过程.
    Calculation,
    /// 佐证, one name a line.
    Evidence,
    /// 扣分, a number a line.
    Points,
    /// 状态.
    State,
    /// 反馈意见.
    Response,
    /// 答复部门.
    ResponseBy,
    /// 反馈日期.
    ResponseAt,
    /// 采纳情况.
    Ruling,
    /// 采纳理由.
    Reason,
    /// 我方答复.
    Reply,
    /// 整改.
    Rectification,
    /// 责任人.
    Person,
    /// 整改结果.
    Result,
    /// 是否完成.
    Done,
    /// 证明材料.
    Proof,
    /// 未完成原因.
    Unfinished,
    /// 核验人.
    Verifier,
    /// 核验日期.
    Verified,
}

/// How a field is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Typed.
    Text,
    /// Typed, on one line.
    Line,
    /// Chosen from a menu.
    Choice,
}

/// What stands before a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// The field before it.
    Nothing,
    /// A blank row where there is room.
    Gap,
    /// The heading of a part of the form.
    Heading(Words),
}

/// A row of the form.
#[derive(Clone, Copy, Debug)]
pub struct FieldRow {
    /// Which.
    pub field: Field,
    /// Its label.
    pub words: Words,
    /// How it is filled.
    pub filled: Filled,
    /// What belongs there, when it is empty: shown after `? 待填` for the required ones.
    pub asks: Option<Words>,
    /// What stands before it.
    pub before: Before,
}

const fn row(field: Field, words: Words, filled: Filled, asks: Option<Words>, before: Before) -> FieldRow {
    FieldRow { field, words, filled, asks, before }
}

const ASKS_DAY: Words = tr("a day: 2026-12-31", "日期，如 2026-12-31");

/// The form, in order. Required: criteria, condition, recommendation.
pub const FORM: &[FieldRow] = &[
    row(Field::Title, tr("Title", "标题"), Filled::Line, Some(tr("one line that names it", "一句话说明是什么问题")), Before::Nothing),
    row(Field::Severity, tr("Severity", "严重程度"), Filled::Choice, None, Before::Nothing),
    row(Field::Dimension, tr("Category", "问题类别"), Filled::Choice, None, Before::Nothing),
    row(
        Field::Criteria,
        tr("Criteria", "依据"),
        Filled::Text,
        Some(tr("document and article, or this batch's rule (required)", "文件和条款，或本批次通知的要求（必填）")),
        Before::Gap,
    ),
    row(
        Field::Condition,
        tr("Condition", "问题描述"),
        Filled::Text,
        Some(tr("what was found (required)", "查到的事实（必填）")),
        Before::Nothing,
    ),
    row(Field::Cause, tr("Cause", "原因分析"), Filled::Text, None, Before::Nothing),
    row(Field::Effect, tr("Effect", "影响"), Filled::Text, None, Before::Nothing),
    row(
        Field::Recommendation,
        tr("Advice", "整改建议"),
        Filled::Text,
        Some(tr("what to do (required)", "要求怎样整改（必填）")),
        Before::Nothing,
    ),
    row(Field::Owner, tr("Owner", "责任单位"), Filled::Line, None, Before::Nothing),
    row(
        Field::Deadline,
        tr("Deadline", "整改时限"),
        Filled::Line,
        Some(tr("2026-12-31, or within 30 days: 30日内", "如 2026-12-31、收到通知后30日内")),
        Before::Nothing,
    ),
    row(Field::Calculation, tr("Workings", "计算过程"), Filled::Text, None, Before::Gap),
    row(Field::Evidence, tr("Evidence", "佐证"), Filled::Text, Some(tr("one paper a line", "一行一份材料")), Before::Nothing),
    row(
        Field::Points,
        tr("Deduction", "扣分"),
        Filled::Text,
        Some(tr("points, a line each: 2.70; none: leave it empty", "扣几分，一行一个数，如 2.70；不扣分就留空")),
        Before::Nothing,
    ),
    row(Field::State, tr("State", "状态"), Filled::Choice, None, Before::Gap),
    row(
        Field::Response,
        tr("Response", "反馈意见"),
        Filled::Text,
        Some(tr("what the department says, in its words", "部门怎么说，照原话写")),
        Before::Heading(tr("Response and ruling", "反馈及采纳")),
    ),
    row(
        Field::ResponseBy,
        tr("Answered by", "答复部门"),
        Filled::Line,
        Some(tr("empty: the department itself", "不填即为被评部门")),
        Before::Nothing,
    ),
    row(Field::ResponseAt, tr("Answered on", "反馈日期"), Filled::Line, Some(ASKS_DAY), Before::Nothing),
    row(Field::Ruling, tr("Ruling", "采纳情况"), Filled::Choice, None, Before::Nothing),
    row(
        Field::Reason,
        tr("Reason", "采纳理由"),
        Filled::Text,
        Some(tr("why it is accepted or not, and on what evidence", "为什么采纳或不采纳，凭什么材料")),
        Before::Nothing,
    ),
    row(Field::Reply, tr("Our reply", "我方答复"), Filled::Text, None, Before::Nothing),
    row(Field::Rectification, tr("Follow-up", "整改"), Filled::Choice, None, Before::Heading(tr("Rectification", "整改情况"))),
    row(Field::Person, tr("In charge", "责任人"), Filled::Line, None, Before::Nothing),
    row(Field::Result, tr("Outcome", "整改结果"), Filled::Text, None, Before::Nothing),
    row(Field::Done, tr("Done", "是否完成"), Filled::Choice, None, Before::Nothing),
    row(Field::Proof, tr("Proof", "证明材料"), Filled::Text, None, Before::Nothing),
    row(Field::Unfinished, tr("Why not done", "未完成原因"), Filled::Text, None, Before::Nothing),
    row(Field::Verifier, tr("Verified by", "核验人"), Filled::Line, None, Before::Nothing),
    row(Field::Verified, tr("Verified on", "核验日期"), Filled::Line, Some(ASKS_DAY), Before::Nothing),
];

const NO_DAY: Words = tr("No day: write 2026-12-31", "不是日期：请写 2026-12-31 或 2026年12月31日");
const NOT_CHOSEN: Words = tr("to be chosen", "待定");

impl Field {
    pub(super) const ALL_REQUIRED: [Self; 3] = [Self::Criteria, Self::Condition, Self::Recommendation];

    /// Its row of the form.
    pub fn row(self) -> &'static FieldRow {
        FORM.iter().find(|row| row.field == self).expect("every field has its row: a test says so")
    }

    /// The typed text of the field, as it is edited.
    pub fn text(self, finding: &Finding) -> String {
        let ruling = |part: fn(&Ruling) -> &String| finding.ruling.as_ref().map(part).cloned().unwrap_or_default();
        let response = |part: fn(&Response) -> &String| finding.response.as_ref().map(part).cloned().unwrap_or_default();
        match self {
            Self::Title => finding.title.clone(),
            Self::Criteria => finding.criteria.clone(),
            Self::Condition => finding.condition.clone(),
            Self::Cause => finding.cause.clone(),
            Self::Effect => finding.effect.clone(),
            Self::Recommendation => finding.recommendation.clone(),
            Self::Calculation => finding.calculation.clone(),
            Self::Evidence => finding.evidence.iter().map(|note| note.name.as_str()).collect::<Vec<_>>().join("\n"),
            Self::Points => finding.deductions.iter().map(|deduction| deduction.points.as_str()).collect::<Vec<_>>().join("\n"),
            Self::Response => response(|response| &response.text),
            Self::ResponseBy => response(|response| &response.by),
            Self::ResponseAt => response(|response| &response.at),
            Self::Reason => ruling(|ruling| &ruling.reason),
            Self::Reply => ruling(|ruling| &ruling.reply),
            Self::Owner => finding.owner.clone(),
            Self::Person => finding.remedy.person.clone(),
            Self::Deadline => finding.deadline.clone(),
            Self::Result => finding.remedy.result.clone(),
            Self::Proof => finding.remedy.proof.clone(),
            Self::Unfinished => finding.remedy.unfinished.clone(),
            Self::Verifier => finding.remedy.verifier.clone(),
            Self::Verified => finding.remedy.verified.clone(),
            Self::Severity | Self::Dimension | Self::State | Self::Ruling | Self::Rectification | Self::Done => String::new(),
        }
    }

    /// Sets the typed text, which [`Self::refuses`] let pass. What else an evidence of the same name or a
    /// deduction on the same row holds is kept; `row` is [`row_of`] the finding.
    pub fn set_text(self, finding: &mut Finding, text: &str, row: Option<String>) {
        match self {
            Self::Title => text.clone_into(&mut finding.title),
            Self::Criteria => text.clone_into(&mut finding.criteria),
            Self::Condition => text.clone_into(&mut finding.condition),
            Self::Cause => text.clone_into(&mut finding.cause),
            Self::Effect => text.clone_into(&mut finding.effect),
            Self::Recommendation => text.clone_into(&mut finding.recommendation),
            Self::Calculation => text.clone_into(&mut finding.calculation),
            Self::Evidence => set_evidence(finding, text),
            Self::Points => set_points(finding, text, row),
            Self::Response => {
                let text = text.trim();
                let kept = finding.response.take().unwrap_or_default();
                finding.answer((!text.is_empty()).then(|| Response { text: text.to_owned(), ..kept }));
            }
            Self::ResponseBy | Self::ResponseAt => {
                if let Some(response) = &mut finding.response {
                    let into = if self == Self::ResponseBy { &mut response.by } else { &mut response.at };
                    *into = if self == Self::ResponseAt { day_kept(text) } else { text.trim().to_owned() };
                }
            }
            Self::Reason | Self::Reply => {
                if let Some(ruling) = &mut finding.ruling {
                    text.trim().clone_into(if self == Self::Reason { &mut ruling.reason } else { &mut ruling.reply });
                }
            }
            Self::Owner => text.clone_into(&mut finding.owner),
            Self::Person => text.clone_into(&mut finding.remedy.person),
            Self::Deadline => finding.deadline = Deadline::parse(text).map_or_else(|| text.to_owned(), |deadline| deadline.kept()),
            Self::Result => text.clone_into(&mut finding.remedy.result),
            Self::Proof => text.clone_into(&mut finding.remedy.proof),
            Self::Unfinished => text.clone_into(&mut finding.remedy.unfinished),
            Self::Verifier => text.clone_into(&mut finding.remedy.verifier),
            Self::Verified => finding.remedy.verified = day_kept(text),
            Self::Severity | Self::Dimension | Self::State | Self::Ruling | Self::Rectification | Self::Done => {}
        }
    }

    /// The words to choose from, in order; none for a typed field.
    pub fn options(self) -> Vec<Words> {
        match self {
            Self::Severity => words::SEVERITIES.map(words::severity).to_vec(),
            Self::Dimension => words::DIMENSIONS.map(words::dimension).to_vec(),
            Self::State => words::FINDING_STATES.map(words::finding_state).to_vec(),
            Self::Ruling => words::RULINGS.map(words::ruling).into_iter().chain([words::UNRULED]).collect(),
            Self::Rectification => words::RECTIFICATIONS.map(words::rectification).to_vec(),
            Self::Done => words::DONES.map(words::done).into_iter().chain([tr("not known", "未填")]).collect(),
            _ => Vec::new(),
        }
    }

    /// Which of the options stands.
    pub fn chosen(self, finding: &Finding) -> Option<usize> {
        match self {
            Self::Severity => words::SEVERITIES.iter().position(|value| *value == finding.severity),
            Self::Dimension => words::DIMENSIONS.iter().position(|value| Some(*value) == finding.dimension),
            Self::State => words::FINDING_STATES.iter().position(|value| *value == finding.state),
            Self::Ruling => {
                let to = finding.ruling.as_ref().map(|ruling| ruling.to);
                Some(words::RULINGS.iter().position(|value| Some(*value) == to).unwrap_or(words::RULINGS.len()))
            }
            Self::Rectification => words::RECTIFICATIONS.iter().position(|value| *value == finding.rectification),
            Self::Done => {
                let done = finding.remedy.done;
                Some(words::DONES.iter().position(|value| Some(*value) == done).unwrap_or(words::DONES.len()))
            }
            _ => None,
        }
    }

    /// Chooses an option; `Err`: the finding may not have it, because.
    pub fn choose(self, finding: &mut Finding, at: usize) -> Result<(), Words> {
        match self {
            Self::Severity => finding.severity = words::SEVERITIES[at],
            Self::Dimension => finding.dimension = Some(words::DIMENSIONS[at]),
            Self::State => {
                let accepted = finding.ruling.as_ref().is_some_and(|ruling| ruling.to == RulingTo::Accepted);
                let state = words::FINDING_STATES[at];
                if accepted && state != FindingState::Withdrawn {
                    return Err(tr(
                        "Its answer was accepted, which withdraws it: change the ruling first",
                        "反馈意见已采纳，问题即为撤销：要恢复请先改采纳情况",
                    ));
                }
                finding.state = state;
            }
            Self::Ruling => finding.rule(words::RULINGS.get(at).copied()),
            Self::Rectification => finding.rectification = words::RECTIFICATIONS[at],
            Self::Done => finding.remedy.done = words::DONES.get(at).copied(),
            _ => {}
        }
        Ok(())
    }

    /// What it says on screen: the typed text, or the word for what was chosen.
    pub fn says(self, finding: &Finding, lang: Lang) -> String {
        if self == Self::Response && finding.response.as_ref().is_some_and(|response| !response.came()) {
            return words::UNANSWERED.say(lang).to_owned();
        }
        if self.row().filled != Filled::Choice {
            return self.text(finding);
        }
        let chosen = self.chosen(finding).and_then(|at| self.options().get(at).copied());
        chosen.unwrap_or(NOT_CHOSEN).say(lang).to_owned()
    }

    /// Why the field of this finding cannot hold the text; nothing is always allowed.
    pub fn refuses(self, text: &str, finding: &Finding, row: Option<&str>) -> Option<Words> {
        let text = text.trim();
        if let (Self::ResponseBy | Self::ResponseAt, None) = (self, &finding.response) {
            return Some(tr("No response yet: write what it says first", "还没有反馈意见：请先写反馈意见"));
        }
        if let (Self::Reason | Self::Reply, None) = (self, &finding.ruling) {
            return Some(tr("Not ruled on yet: choose the ruling first", "还没有采纳情况：请先选是否采纳"));
        }
        if text.is_empty() {
            return None;
        }
        match self {
            Self::Deadline if Deadline::parse(text).is_none() => Some(tr(
                "No day that a notice can print: 2026-12-31, or 30日内",
                "不是日期或期限：请写 2026-12-31、2026年12月31日或“收到通知后30日内”",
            )),
            Self::ResponseAt | Self::Verified if Deadline::day(text).is_none() => Some(NO_DAY),
            Self::Points => refuses_points(text, finding, row),
            _ => None,
        }
    }

    /// Whether it comes after the sign-off: how far the rectification is.
    pub fn follows_up(self) -> bool {
        matches!(
            self,
            Self::Owner
                | Self::Deadline
                | Self::Rectification
                | Self::Person
                | Self::Result
                | Self::Done
                | Self::Proof
                | Self::Unfinished
                | Self::Verifier
                | Self::Verified
        )
    }

    /// Whether it must be filled before a paper may carry the finding.
    pub fn required(self) -> bool {
        Self::ALL_REQUIRED.contains(&self)
    }
}

fn day_kept(text: &str) -> String {
    Deadline::day(text).map_or_else(|| text.trim().to_owned(), |day| day.to_string())
}

fn set_evidence(finding: &mut Finding, text: &str) {
    let old = std::mem::take(&mut finding.evidence);
    let names = text.lines().map(str::trim).filter(|name| !name.is_empty());
    finding.evidence = names
        .map(|name| {
            let known = old.iter().find(|note| note.name == name).cloned();
            known.unwrap_or_else(|| EvidenceNote { name: name.to_owned(), ..EvidenceNote::default() })
        })
        .collect();
}

/// The row of the score sheet that a finding without deductions takes points from: the first it hangs on.
pub fn row_of(finding: &Finding, open: &Open) -> Option<String> {
    let sheet = open.desk.sheet()?;
    finding.on.iter().find(|id| sheet.row(id).is_some()).cloned()
}

fn refuses_points(text: &str, finding: &Finding, row: Option<&str>) -> Option<Words> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    if lines.iter().any(|line| !are_points(line)) {
        return Some(tr("Points are a number a line: 2.70", "扣分一行一个数，如 2.70"));
    }
    let rows = if finding.deductions.is_empty() { usize::from(row.is_some()) } else { finding.deductions.len() };
    if rows == 0 {
        return Some(tr(
            "It hangs on no row of the score sheet: {deduct} there deducts",
            "它不在评分表的任何一行上：请到评分表按 {deduct} 扣分",
        ));
    }
    (lines.len() != rows).then_some(tr("One number for each deduction, in their order", "原有几处扣分就写几行，顺序不变；全部不扣就清空"))
}

fn set_points(finding: &mut Finding, text: &str, row: Option<String>) {
    let mut points = text.lines().map(str::trim).filter(|line| !line.is_empty());
    if finding.deductions.is_empty() {
        finding.deductions.extend(row.map(|indicator| Deduction { indicator, ..Deduction::default() }));
    }
    for deduction in &mut finding.deductions {
        points.next().unwrap_or_default().clone_into(&mut deduction.points);
    }
    finding.deductions.retain(|deduction| !deduction.points.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard() -> Finding {
        let ruling = Ruling { to: RulingTo::Partly, reason: String::new(), reply: String::new(), more: serde_json::Map::new() };
        Finding { response: Some(Response::default()), ruling: Some(ruling), ..Finding::default() }
    }

    #[test]
    fn every_typed_field_gives_back_what_was_set() {
        for row in FORM {
            assert_eq!(row.field.row().field, row.field);
            assert_eq!(row.filled == Filled::Choice, !row.field.options().is_empty(), "{:?}", row.field);
            if row.filled == Filled::Choice || row.field == Field::Points {
                continue;
            }
            let mut finding = heard();
            row.field.set_text(&mut finding, "会议纪要", None);
            assert_eq!(row.field.text(&finding), "会议纪要", "{:?}", row.field);
        }
    }

    #[test]
    fn every_option_that_is_chosen_stands() {
        for row in FORM {
            for at in 0..row.field.options().len() {
                let mut finding = heard();
                row.field.choose(&mut finding, at).expect("nothing stands against it");
                assert_eq!(row.field.chosen(&finding), Some(at), "{:?}", row.field);
            }
        }
    }

    #[test]
    fn what_is_accepted_keeps_its_state_until_the_ruling_changes() {
        let mut finding = heard();
        Field::Ruling.choose(&mut finding, 0).expect("a ruling");
        assert!(Field::State.choose(&mut finding, 4).is_err());
        assert_eq!(finding.state, FindingState::Withdrawn);
    }

    #[test]
    fn points_are_a_number_for_each_deduction() {
        let mut finding = Finding::default();
        let row = || Some("indicator-3".to_owned());
        assert!(Field::Points.refuses("2", &finding, None).is_some(), "it hangs on no row");
        assert!(Field::Points.refuses("两分", &finding, Some("indicator-3")).is_some());
        Field::Points.set_text(&mut finding, " 2.70 ", row());
        assert_eq!((finding.deductions[0].indicator.as_str(), finding.deductions[0].points.as_str()), ("indicator-3", "2.70"));
        assert!(Field::Points.refuses("1\n1", &finding, Some("indicator-3")).is_some());
        Field::Points.set_text(&mut finding, "1", row());
        assert_eq!(Field::Points.text(&finding), "1");
        Field::Points.set_text(&mut finding, "", row());
        assert!(finding.deductions.is_empty());
    }

    #[test]
    fn a_reason_needs_a_ruling_and_a_date_a_day() {
        let finding = Finding::default();
        assert!(Field::Reason.refuses("有签到表", &finding, None).is_some());
        assert!(Field::ResponseAt.refuses("2026-12-01", &finding, None).is_some());
        assert!(Field::ResponseAt.refuses("上周", &heard(), None).is_some());
        let mut finding = heard();
        Field::ResponseAt.set_text(&mut finding, "2026年12月1日", None);
        assert_eq!(Field::ResponseAt.text(&finding), "2026-12-01");
    }

    #[test]
    fn renaming_one_evidence_keeps_what_the_others_hold() {
        let mut finding = Finding::default();
        set_evidence(&mut finding, "自评表\n会议纪要");
        finding.evidence[0].page = "3".to_owned();
        set_evidence(&mut finding, "自评表\n\n 培训签到表 ");
        let names: Vec<(&str, &str)> = finding.evidence.iter().map(|note| (note.name.as_str(), note.page.as_str())).collect();
        assert_eq!(names, [("自评表", "3"), ("培训签到表", "")]);
    }
}
