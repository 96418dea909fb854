//! 评分表: one pure function of what the report states, what the reviewer put and the scoring standard.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::amount::{printed, rounded};
use super::build::Builder;
use super::layout::{Group, layout};
use super::{Edge, Flag, Inputs, Row, SignedBy, Stands, Stated, Who, flags};
use crate::lang::Said;
use crate::report::Report;
use crate::review::{Review, Stage};
use crate::rules::{self, Pack, Status};
use crate::said;

/// The scoring standard that a sheet was made by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standard {
    /// The pack's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// 文号.
    pub doc_no: String,
    /// Its hash.
    pub sha256: String,
    /// Whether it stands in no official paper: said beside everything made with it.
    pub unofficial: bool,
    /// What its user should know.
    pub note: String,
    /// Who chose it; none where it is only tried.
    pub chosen: Option<Who>,
    /// It was chosen in another version or with another text: in what way.
    pub differs: Option<Said>,
}

impl Standard {
    /// 试算: the reviewer has not chosen it. Nothing of it goes into papers or a sign-off.
    pub fn is_trial(&self) -> bool {
        self.chosen.is_none()
    }
}

/// A sum of rounded items, or what it lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The sum of those there are; none where there are none.
    pub known: Option<Decimal>,
    /// What is missing; while anything is, there is no total.
    pub missing: Vec<Missing>,
}

impl Total {
    /// The total, if nothing is missing.
    pub fn figure(&self) -> Option<Decimal> {
        self.known.filter(|_| self.missing.is_empty())
    }
}

/// What a total lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The row, an index into [`Sheet::rows`]; none for what is no row.
    pub row: Option<usize>,
    /// Why.
    pub said: Said,
}

/// The sheet of one stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The stage.
    pub stage: Stage,
    /// The scoring standard; none: not chosen yet, or not at hand.
    pub standard: Option<Standard>,
    /// The standard that the review names, where another or none is at hand.
    pub standard_missing: Option<String>,
    /// Its rows, in the order of the standard, else of the report.
    pub rows: Vec<Row>,
    /// Headings over them, outer before inner.
    pub groups: Vec<Group>,
    /// 分值合计.
    pub weight: Total,
    /// 自评得分合计.
    pub own: Total,
    /// What the standard gives in all.
    pub formula: Total,
    /// 复核得分.
    pub total: Total,
    /// 等级, by the standard's cuts; none while the total is incomplete.
    pub grade: Option<String>,
    /// How near the next grades are.
    pub edge: Option<Edge>,
    /// What is worth a look on the sheet as a whole, worst first.
    pub flags: Vec<Flag>,
    /// The sign-off of this stage.
    pub signed: Option<SignedBy>,
}

impl Sheet {
    /// The sheet of a stage. Costs a pass over the report's indicators: whoever shows sheets keeps a
    /// [`Stated`] and uses [`Stated::sheet`].
    pub fn of(report: &Report, review: &Review, pack: Option<&Pack>, stage: Stage) -> Self {
        Stated::of(report).sheet(review, pack, stage)
    }

    /// The sheet that papers print: of the latest stage that has scores, by the standard that was chosen. What is
    /// only tried (试算) never gets here: a pack that the review does not name is left out.
    pub fn as_printed(report: &Report, review: &Review, standard: Option<&Pack>) -> Self {
        let frame = review.frame();
        let chosen = standard.filter(|pack| frame.settled().is_some_and(|frame| frame.pack == pack.id));
        Self::of(report, review, chosen, review.scored_stage().unwrap_or_default())
    }

    /// The sheet of these inputs: how a what-if is made, too.
    pub fn from_inputs(stated: &Stated, inputs: &Inputs, pack: Option<&Pack>) -> Self {
        let named: HashSet<&str> = inputs.frame.iter().flat_map(|(frame, _)| &frame.rows).map(|row| row.id.as_str()).collect();
        let laid = layout(stated, pack, &named);
        let builder = Builder::new(stated, inputs, pack);
        let mut sheet = Self {
            stage: inputs.stage,
            rows: laid.slots.into_iter().map(|slot| builder.row(slot)).collect(),
            groups: laid.groups,
            signed: inputs.signoff.clone(),
            ..Self::default()
        };
        sheet.read_standard(inputs, pack);
        sheet.reset_groups(inputs);
        for row in &mut sheet.rows {
            row.flags = flags::of_row(row, pack);
        }
        sheet.sum(pack);
        sheet.flags = flags::of_sheet(&sheet, inputs, pack);
        sheet
    }

    fn read_standard(&mut self, inputs: &Inputs, pack: Option<&Pack>) {
        let named = inputs.frame.as_ref().filter(|(frame, _)| !frame.pack.is_empty());
        self.standard_missing =
            named.filter(|(frame, _)| pack.is_none_or(|pack| pack.id != frame.pack)).map(|(frame, _)| frame.pack.clone());
        self.standard = pack.map(|pack| {
            let chosen = named.filter(|(frame, _)| frame.pack == pack.id);
            Standard {
                id: pack.id.clone(),
                version: pack.version.clone(),
                name: pack.name.clone(),
                name_en: pack.name_en.clone(),
                doc_no: pack.doc_no.clone(),
                sha256: pack.sha256.clone(),
                unofficial: pack.unofficial,
                note: pack.note.clone(),
                differs: chosen.and_then(|(frame, _)| rules::differs(frame, pack)),
                chosen: chosen.map(|(_, who)| who.clone()),
            }
        });
    }

    /// A heading's points may be set by the reviewer like a row's.
    fn reset_groups(&mut self, inputs: &Inputs) {
        let Some((frame, _)) = &inputs.frame else { return };
        for group in self.groups.iter_mut().filter(|group| group.code.is_some()) {
            let row = frame.rows.iter().find(|row| Some(&row.id) == group.code.as_ref());
            if let Some(points) = row.and_then(|row| super::inputs::points(row.weight.as_deref()?)) {
                group.points = Some(points);
            }
        }
    }

    fn sum(&mut self, pack: Option<&Pack>) {
        let no_weight = || said!("no weight is set", "未设定分值");
        self.weight = self.total_of(Row::weight, |_| no_weight());
        self.own = self.total_of(|row| row.own().map(rounded), |_| said!("no self score", "未列自评得分"));
        self.formula = self.total_of(|row| row.formula.points(), |_| said!("nothing to reckon by", "不能按标准计算"));
        self.total = self.total_of(
            |row| row.score,
            |row| match (&row.from(), row.is_disputed) {
                (_, true) => said!("opinions differ", "意见不一致，尚未会商确定"),
                (None, _) => said!("not scored", "未评分"),
                (Some(from), _) => {
                    let (en, zh) = (super::from_words(from), super::from_words(from));
                    let (en, zh) = (en.say(crate::lang::Lang::En), zh.say(crate::lang::Lang::Zh));
                    said!("starts from “{en}”, which is not there", "取{zh}，但没有可用的数值")
                }
            },
        );
        if let Some(why) = pack.and_then(|pack| self.refusal(pack)) {
            for total in [&mut self.formula, &mut self.total] {
                total.missing.insert(0, Missing { row: None, said: why.clone() });
            }
        }
        self.grade = self.total.figure().zip(pack).and_then(|(total, pack)| pack.grades.of(total)).map(str::to_owned);
        self.edge = pack.and_then(|pack| Edge::of(self, &pack.grades));
    }

    /// Why a standard as it is can give no total.
    fn refusal(&self, pack: &Pack) -> Option<Said> {
        let sum = self.weight.known.unwrap_or_default();
        let total = pack.weights.total;
        if pack.status == Status::Template && (sum != total || !self.weight.missing.is_empty()) {
            let (sum, total) = (printed(sum), printed(total));
            return Some(said!(
                "the standard is a skeleton: its weights are {sum}, not {total}",
                "评分标准为待填骨架：分值合计 {sum}，不是 {total}，不能汇总"
            ));
        }
        None
    }

    fn total_of(&self, figure: impl Fn(&Row) -> Option<Decimal>, why: impl Fn(&Row) -> Said) -> Total {
        let mut total = Total::default();
        for (n, row) in self.rows.iter().enumerate() {
            match row.stands {
                Stands::Beside => {}
                Stands::Off => total.missing.push(Missing {
                    row: Some(n),
                    said: said!("the row is not confirmed: name it in the standard", "该行未核实原表，须先在评分标准中补齐"),
                }),
                Stands::Counted => match figure(row) {
                    Some(points) => total.known = Some(total.known.unwrap_or_default().saturating_add(points)),
                    None => total.missing.push(Missing { row: Some(n), said: why(row) }),
                },
            }
        }
        for group in self.groups.iter().filter(|group| group.takes && group.rows.is_empty()) {
            let (title, points) = (&group.title, group.points.map(printed).unwrap_or_default());
            let said = said!("no indicator stands under “{title}” ({points})", "“{title}”（{points} 分）下没有指标");
            total.missing.push(Missing { row: None, said });
        }
        if self.rows.is_empty() {
            total.missing.push(Missing {
                row: None, said: said!("the report has no indicators", "报告未列绩效指标，尚未选定评分标准")
            });
        }
        total
    }

    /// The row of this id: an indicator's, or the code of the standard's row.
    pub fn row(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id || row.item.as_deref() == Some(id))
    }

    /// Whether nothing is scored yet.
    pub fn is_blank(&self) -> bool {
        self.rows.iter().all(|row| row.put.is_none() && row.deductions.is_empty())
    }
}

impl Stated {
    /// The sheet of a stage.
    pub fn sheet(&self, review: &Review, pack: Option<&Pack>, stage: Stage) -> Sheet {
        Sheet::from_inputs(self, &Inputs::of(review, stage), pack)
    }
}
