//! The acts that change scores. They are made here and recorded elsewhere; none changes anything itself.
//!
//! A signed stage takes none of them: the sign-off is withdrawn first, or a later stage hands it back.
//! What is signed keeps its figures, whatever later findings or a merge change beside it.

use rust_decimal::Decimal;

use super::{Row, Sheet};
use crate::lang::{Lang, Said};
use crate::review::{
    Act, Comment, CommentKind, Deduction, Finding, Frame, FrameRow, Kind, Locked, Put, Review, Score, ScoreFrom, Signoff, Stage, Standing,
    Supplement, score_key, supplement_key,
};
use crate::rules::Pack;
use crate::said;
use crate::words;

/// Why an act cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The stage is signed.
    Signed(Stage),
    /// The sheet has no complete total, or its standard is only tried.
    Incomplete(Said),
    /// Opinions on the row's score differ in this stage: putting one over them would be a ruling.
    Disputed,
    /// Points that are no number or below 0.
    Points(String),
    /// A deduction says neither why nor of what.
    Reason,
}

impl Refused {
    /// The reason, and what to do.
    pub fn said(&self) -> Said {
        match self {
            Self::Signed(stage) => {
                let why = words::locked(Locked::Signed(*stage));
                Said { en: why.say(Lang::En).to_owned(), zh: why.say(Lang::Zh).to_owned() }
            }
            Self::Incomplete(why) => why.clone(),
            Self::Disputed => {
                said!("opinions on this score differ: settle them first", "这一行的评分意见不一致，先会商确定")
            }
            Self::Points(written) => said!("“{written}” are no points", "“{written}”不是分数"),
            Self::Reason => said!("say what the points are taken for", "请写明扣分原因"),
        }
    }
}

/// What is to become of rows' scores; what is none stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// 复核认定完成值; `Some(None)` takes it away.
    pub verified: Option<Option<String>>,
    /// What the score starts from; `Some(None)` takes it away.
    pub from: Option<Option<ScoreFrom>>,
    /// 扣分原因及依据.
    pub reason: Option<String>,
}

/// What a row is called by: scores may be put under either name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Names<'a> {
    /// The row's id: what is put now is put under it.
    pub id: &'a str,
    /// The code of the standard's row, where that is another.
    pub code: Option<&'a str>,
}

impl<'a> From<&'a str> for Names<'a> {
    fn from(id: &'a str) -> Self {
        Self { id, code: None }
    }
}

impl<'a> From<&'a Row> for Names<'a> {
    fn from(row: &'a Row) -> Self {
        Self { id: &row.id, code: row.item.as_deref().filter(|code| *code != row.id) }
    }
}

impl<'a> Names<'a> {
    fn each(self) -> impl Iterator<Item = &'a str> {
        std::iter::once(self.id).chain(self.code)
    }
}

/// A deduction: the finding behind it is made with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deduct {
    /// The row's id.
    pub row: String,
    /// The code of the standard's row, where that is another name of it.
    pub code: Option<String>,
    /// Points, as written.
    pub points: String,
    /// What for: 事实.
    pub reason: String,
    /// 依据: from the 口径 list, or written.
    pub criteria: String,
    /// What the score starts from, where none was put yet.
    pub from: Option<ScoreFrom>,
}

/// No title of a finding is longer.
const TITLE_CHARS_MAX: usize = 30;

/// Chooses the scoring standard, with weights that the reviewer sets. Where opinions differ it rules.
pub fn choose(pack: &Pack, rows: Vec<FrameRow>) -> Act {
    let (pack, version, sha256) = (pack.id.clone(), pack.version.clone(), pack.sha256.clone());
    let frame = Frame { pack, version, sha256, rows, ..Frame::default() };
    Act::Put(vec![Put::set(Kind::Frame, "frame", &frame).ruling()])
}

/// 只提问题: chooses to score nothing. Weights that the reviewer has set are kept for another choice.
pub fn choose_none(rows: Vec<FrameRow>) -> Act {
    let frame = Frame { rows, findings_only: true, ..Frame::default() };
    Act::Put(vec![Put::set(Kind::Frame, "frame", &frame).ruling()])
}

/// Changes the scores of rows in a stage, all in one act. What an earlier stage put is the ground it stands
/// on; what is taken away here does not come back from there. Opinions of this stage that differ are settled
/// first.
pub fn edit<'a, N: Into<Names<'a>>>(review: &Review, stage: Stage, rows: impl IntoIterator<Item = N>, edit: &Edit) -> Result<Act, Refused> {
    unsigned(review, stage)?;
    if let Some(Some(ScoreFrom::Points(written))) = &edit.from {
        points_of(written)?;
    }
    rows.into_iter().map(|names| edited(review, stage, names.into(), edit)).collect::<Result<_, _>>().map(Act::Put)
}

/// The score of one row as it is to be.
pub(super) fn edited(review: &Review, stage: Stage, names: Names<'_>, edit: &Edit) -> Result<Put, Refused> {
    let mut score = standing(review, stage, names)?;
    if let Some(verified) = &edit.verified {
        score.verified_actual = verified.clone().filter(|text| !text.trim().is_empty());
    }
    if let Some(from) = &edit.from {
        score.from.clone_from(from);
    }
    if let Some(reason) = &edit.reason {
        reason.trim().clone_into(&mut score.reason);
    }
    let key = score_key(stage, names.id);
    let is_blank = score == Score::default() && !is_put_elsewhere(review, stage, names);
    Ok(if is_blank { Put::clear(Kind::Score, key) } else { Put::set(Kind::Score, key, &score) })
}

/// Takes points off a row: one act that makes the finding and, where the row has no score yet, says
/// what it starts from.
pub fn deduct(review: &Review, stage: Stage, deduct: &Deduct) -> Result<Act, Refused> {
    unsigned(review, stage)?;
    let points = Some(points_of(&deduct.points)?).filter(|points| !points.is_zero());
    let points = points.ok_or_else(|| Refused::Points(deduct.points.clone()))?;
    let reason = deduct.reason.trim();
    if reason.is_empty() {
        return Err(Refused::Reason);
    }
    let finding = Finding {
        stage,
        on: vec![deduct.row.clone()],
        title: title_of(reason),
        condition: reason.to_owned(),
        criteria: deduct.criteria.trim().to_owned(),
        deductions: vec![Deduction { indicator: deduct.row.clone(), points: points.to_string(), ..Deduction::default() }],
        ..Finding::default()
    };
    let mut puts = vec![Put::add(Kind::Finding, &finding)];
    if let Some(from) = &deduct.from {
        let names = Names { id: &deduct.row, code: deduct.code.as_deref() };
        puts.push(edited(review, stage, names, &Edit { from: Some(Some(from.clone())), ..Edit::default() })?);
    }
    Ok(Act::Put(puts))
}

/// What a finding is called that takes points for this reason.
pub fn title_of(reason: &str) -> String {
    let first = reason.trim().split(['。', '；', '\n']).next().unwrap_or_default();
    first.chars().take(TITLE_CHARS_MAX).collect()
}

/// Whether a text is points: an exact number, not below 0.
pub fn are_points(written: &str) -> bool {
    super::inputs::points(written).is_some()
}

/// Points as written: an exact number, not below 0.
pub(super) fn points_of(written: &str) -> Result<Decimal, Refused> {
    super::inputs::points(written).ok_or_else(|| Refused::Points(written.to_owned()))
}

/// Like cases alike: gives the deductions of findings (key, row's id) these points, all in one act.
/// Findings on which opinions differ are left alone.
pub fn level(review: &Review, stage: Stage, cases: &[(&str, &str)], points: &str) -> Result<Act, Refused> {
    unsigned(review, stage)?;
    let points = points_of(points)?.to_string();
    let mut puts = Vec::new();
    for named in review.findings().iter().filter(|named| cases.iter().any(|(finding, _)| *finding == named.key)) {
        let Some(mut finding) = named.standing.settled().cloned() else { continue };
        for (_, row) in cases.iter().filter(|(key, _)| *key == named.key) {
            finding.deductions.retain(|deduction| deduction.indicator != *row);
            finding.deductions.push(Deduction { indicator: (*row).to_owned(), points: points.clone(), ..Deduction::default() });
        }
        puts.push(Put::set(Kind::Finding, named.key.clone(), &finding));
    }
    Ok(Act::Put(puts))
}

/// 补录: values that the report does not give, by item and field path, all in one act. A blank value takes
/// the supplement away.
pub fn supplement<'a>(values: impl IntoIterator<Item = (&'a str, &'a str, Supplement)>) -> Act {
    let put = |(item, field, supplement): (&str, &str, Supplement)| {
        let key = supplement_key(item, field);
        if supplement.value.trim().is_empty() { Put::clear(Kind::Supplement, key) } else { Put::set(Kind::Supplement, key, &supplement) }
    };
    Act::Put(values.into_iter().map(put).collect())
}

/// Signs a sheet: its figures as they are, and the standard they were made by; once more where what was
/// signed has changed. What stands in the way is asked before: `waived` is what was passed over, `reason`
/// why. An incomplete total or a standard that is only tried cannot be signed; a review that scores nothing
/// and has chosen no standard is signed without figures.
pub fn sign(review: &Review, sheet: &Sheet, waived: Vec<String>, reason: &str) -> Result<Act, Refused> {
    let scores_nothing = sheet.scores_nothing(review);
    let standard = sheet.standard.as_ref().filter(|standard| !standard.is_trial());
    let (standard, total) = match (standard, sheet.total.figure()) {
        _ if scores_nothing => (None, None),
        (None, _) => return Err(Refused::Incomplete(said!("no scoring standard is chosen", "尚未选定评分标准"))),
        (_, None) => {
            let n = sheet.total.missing.len();
            return Err(Refused::Incomplete(said!("the total lacks {n} things", "总分不完整，尚缺 {n} 项")));
        }
        (standard, total) => (standard, total),
    };
    let scored = sheet.counted();
    let signoff = Signoff {
        scores: scored.filter_map(|row| Some((row.id.clone(), row.score?.to_string()))).collect(),
        total: total.map(|total| total.to_string()),
        grade: sheet.grade.clone(),
        standard: standard.map(|standard| format!("{} {}", standard.id, standard.version)).unwrap_or_default(),
        sha256: standard.map(|standard| standard.sha256.clone()).unwrap_or_default(),
        waived,
        reason: reason.trim().to_owned(),
        ..Signoff::default()
    };
    Ok(Act::Put(vec![Put::set(Kind::Signoff, sheet.stage.name(), &signoff).ruling()]))
}

/// 退回修改: a later stage takes the sign-off of an earlier one away, and says why in a comment on the report.
pub fn hand_back(stage: Stage, reason: &str) -> Act {
    let comment =
        Comment { on: vec!["report".to_owned()], kind: CommentKind::Suggestion, text: reason.trim().to_owned(), ..Comment::default() };
    Act::Put(vec![Put::clear(Kind::Signoff, stage.name()).ruling(), Put::add(Kind::Comment, &comment)])
}

pub(super) fn unsigned(review: &Review, stage: Stage) -> Result<(), Refused> {
    if review.is_signed(stage) { Err(Refused::Signed(stage)) } else { Ok(()) }
}

/// What stands about a row's score in a stage, else in the latest before it that put one. Where an earlier
/// stage has not settled its opinions, this one starts from nothing.
fn standing(review: &Review, stage: Stage, names: Names<'_>) -> Result<Score, Refused> {
    if names.each().any(|name| review.score(stage, name).is_conflict()) {
        return Err(Refused::Disputed);
    }
    let stages = Stage::ALL.into_iter().rev().filter(|earlier| *earlier <= stage);
    let mut all = stages.flat_map(|stage| names.each().map(move |name| review.score(stage, name)));
    let said = all.find(|standing| !matches!(standing, Standing::Nothing));
    Ok(said.and_then(|standing| standing.settled().cloned()).unwrap_or_default())
}

/// Whether a score stands in an earlier stage or under the row's other name: taken away here, it would come
/// back from there.
fn is_put_elsewhere(review: &Review, stage: Stage, names: Names<'_>) -> bool {
    let stages = || Stage::ALL.into_iter().filter(|earlier| *earlier <= stage);
    let mut elsewhere = stages().flat_map(|at| names.each().map(move |name| (at, name))).filter(|at| *at != (stage, names.id));
    elsewhere.any(|(at, name)| !matches!(review.score(at, name), Standing::Nothing))
}
