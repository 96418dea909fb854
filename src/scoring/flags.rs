//! What is worth a look: on a row, and on the sheet as a whole.

use rust_decimal::Decimal;

use super::amount::printed;
use super::{Deducted, Flag, FlagKind, Inputs, Reckoned, Row, Sheet, Stands, Taken};
use crate::lang::Said;
use crate::report::money;
use crate::review::{ScoreFrom, Severity};
use crate::rules::{Confidence, OverAction, Pack};
use crate::said;

/// Flags of a row, worst first.
pub(super) fn of_row(row: &Row, pack: Option<&Pack>) -> Vec<Flag> {
    let mut flags = Vec::new();
    if row.is_disputed {
        flags.push(Flag::new(FlagKind::Disputed, Severity::Severe, said!("opinions on the score differ", "得分意见不一致，须会商确定")));
    }
    bounds(row, &mut flags);
    deductions(row, pack, &mut flags);
    reasons(row, &mut flags);
    judged(row, &mut flags);
    figures(row, pack, &mut flags);
    flags.sort_by_key(|flag| flag.severity);
    flags
}

fn bounds(row: &Row, flags: &mut Vec<Flag>) {
    match row.weight.in_force().map(|given| &given.value) {
        None if row.counts() => flags.push(Flag::new(FlagKind::NoWeight, Severity::Major, said!("no weight is set", "未设定分值"))),
        Some(value) if row.weight().is_none_or(|weight| weight.is_sign_negative()) => {
            let raw = &value.raw;
            flags.push(Flag::new(FlagKind::Bounds, Severity::Severe, said!("the weight “{raw}” is none", "分值“{raw}”无效")));
        }
        _ => {}
    }
    let Some(weight) = row.weight() else { return };
    let w = printed(weight);
    let above = |points: Option<Decimal>| points.filter(|points| *points > weight).map(printed);
    if let Some(points) = above(row.score) {
        flags.push(Flag::new(
            FlagKind::Bounds,
            Severity::Severe,
            said!("{points} is above the weight {w}", "复核得分 {points} 高于分值 {w}"),
        ));
    }
    if let Some(points) = above(row.own()) {
        flags.push(Flag::new(
            FlagKind::Bounds,
            Severity::Major,
            said!("the self score {points} is above the weight {w}", "自评得分 {points} 高于分值 {w}"),
        ));
    }
}

fn deductions(row: &Row, pack: Option<&Pack>, flags: &mut Vec<Flag>) {
    if let Some(ScoreFrom::Points(written)) = row.from()
        && row.base.is_none()
        && !row.is_disputed
    {
        flags.push(Flag::new(FlagKind::Unreadable, Severity::Severe, said!("“{written}” are no points", "“{written}”不是分数")));
    }
    for taken in row.deductions.iter().filter(|taken| taken.of.points.is_none()) {
        let (number, written) = (taken.of.number, &taken.of.written);
        let said = said!("finding {number}: “{written}” are no points", "问{number}：扣分“{written}”不是分数");
        flags.push(Flag::new(FlagKind::Unreadable, Severity::Severe, said));
    }
    let asked: Decimal = row.deductions.iter().filter_map(|taken| taken.of.points).fold(Decimal::ZERO, Decimal::saturating_add);
    if row.base.is_some_and(|base| asked > base) {
        let (asked, base) = (printed(asked), row.base.map(printed).unwrap_or_default());
        let said = said!("{asked} are to be taken of {base}: 0 is the floor", "扣分合计 {asked} 超过起评分 {base}，以 0 分为限");
        flags.push(Flag::new(FlagKind::Exceeds, Severity::Major, said));
    }
    twice(row, pack, flags);
}

/// The same matter: one check, one title or one passage. Which 口径 prevails comes from the standard.
fn twice(row: &Row, pack: Option<&Pack>, flags: &mut Vec<Flag>) {
    for (n, taken) in row.deductions.iter().enumerate() {
        let again = &taken.of;
        let is_same = |first: &&Taken| {
            let first = &first.of;
            !again.matter.is_empty() && first.matter == again.matter || first.quotes.iter().any(|quote| again.quotes.contains(quote))
        };
        let Some(first) = row.deductions[..n].iter().find(is_same).map(|taken| &taken.of) else { continue };
        let (title, one, other) = (&again.title, first.number, again.number);
        let mut said =
            said!("“{title}” is deducted twice here (findings {one} and {other})", "同一事项“{title}”在本项重复扣分（问{one}、问{other}）");
        let rank = |deducted: &Deducted| pack?.prevails.iter().position(|basis| deducted.criteria.contains(basis.as_str()));
        let kept = match (rank(first), rank(again)) {
            (Some(a), Some(b)) if a != b => Some(if a < b { first } else { again }),
            (Some(_), None) => Some(first),
            (None, Some(_)) => Some(again),
            _ => None,
        };
        if let Some(kept) = kept {
            let (criteria, number, Said { en, zh }) = (&kept.criteria, kept.number, said);
            said = said!("{en}; “{criteria}” prevails: keep finding {number}", "{zh}；按“{criteria}”优先，保留问{number}");
        }
        flags.push(Flag::new(FlagKind::Twice, Severity::Severe, said));
    }
}

fn reasons(row: &Row, flags: &mut Vec<Flag>) {
    let has_reason = !row.reason().is_empty() || !row.deductions.is_empty();
    let is_own = matches!(row.from(), Some(ScoreFrom::SelfScore));
    if row.lost().is_some_and(|lost| lost > Decimal::ZERO) && !has_reason && !is_own {
        flags.push(Flag::new(FlagKind::NoReason, Severity::Major, said!("points taken without a reason", "核减得分未写明原因")));
    }
    if row.cut().is_some_and(|cut| cut < Decimal::ZERO) && row.reason().is_empty() {
        flags.push(Flag::new(
            FlagKind::AboveSelf,
            Severity::Major,
            said!("above the self score, no reason", "复核得分高于自评得分，未说明理由"),
        ));
    }
}

/// A judgement must lie in a band of the wording that was chosen.
fn judged(row: &Row, flags: &mut Vec<Flag>) {
    let (Reckoned::Judged(bands), Some(base)) = (&row.formula, row.base) else { return };
    let wording = row.actual.in_force().map(|given| given.value.raw.trim());
    let chosen = wording.and_then(|wording| {
        // 部分达成 and 未达成 hold 达成: the longer words are asked first.
        let at = if wording.contains("未达成") {
            2
        } else if wording.contains("部分达成") {
            1
        } else {
            wording.contains("达成").then_some(0)?
        };
        bands.get(at).map(|band| (at, band))
    });
    let Some((at, band)) = chosen else { return };
    let within = base >= band.least && (base < band.most || at == 0 && base == band.most);
    if !within {
        let (least, most, points) = (printed(band.least), printed(band.most), printed(base));
        let said = said!("{points} is outside {least}–{most}", "{points} 分不在该档 {least}～{most} 分之内");
        flags.push(Flag::new(FlagKind::Band, Severity::Major, said));
    }
}

fn figures(row: &Row, pack: Option<&Pack>, flags: &mut Vec<Flag>) {
    let named = [
        (&row.weight, "weight", "分值"),
        (&row.actual, "actual value", "完成值"),
        (&row.target, "target", "指标值"),
        (&row.own, "self score", "自评得分"),
    ];
    for (_, en, zh) in named.iter().filter(|(field, ..)| field.differs()) {
        flags.push(Flag::new(FlagKind::Differs, Severity::Hint, said!("the {en} is given differently", "{zh}有不同来源的不同数值")));
    }
    let over = pack.filter(|pack| pack.over.action != OverAction::None).map(|pack| pack.thresholds.over_flag.value);
    let is_forward = matches!(row.nature.as_str(), "≥" | ">" | "=");
    if let Some((limit, by)) = over.zip(row.value_deviation()).filter(|(limit, by)| is_forward && *by >= limit - Decimal::ONE_HUNDRED) {
        let (done, limit) = (money::short(by + Decimal::ONE_HUNDRED, 2), printed(limit));
        let said = said!(
            "{done}% of the target, from {limit}% on a reason is asked",
            "完成率 {done}%，达到 {limit}%，须说明原因，由复核人决定是否调减"
        );
        flags.push(Flag::new(FlagKind::Over, Severity::Minor, said));
    }
    if row.item.is_some() && row.cited.confidence == Confidence::Part {
        flags.push(Flag::new(FlagKind::Unsure, Severity::Hint, said!("this row was read in part", "本行规则部分核实")));
    }
}

/// Flags of the sheet, worst first.
pub(super) fn of_sheet(sheet: &Sheet, inputs: &Inputs, pack: Option<&Pack>) -> Vec<Flag> {
    let mut flags = Vec::new();
    if inputs.is_frame_disputed {
        let said = said!("opinions on the scoring standard differ", "评分标准的选择意见不一致，须会商确定");
        flags.push(Flag::new(FlagKind::Disputed, Severity::Severe, said));
    }
    for number in &inputs.disputed_findings {
        let said = said!("opinions on finding {number} differ: its deductions do not count yet", "问{number}意见不一致，其扣分暂不计入");
        flags.push(Flag::new(FlagKind::Disputed, Severity::Severe, said));
    }
    if let Some(named) = &sheet.standard_missing {
        let said = said!("the standard “{named}” that was chosen is not at hand", "所选评分标准“{named}”未找到");
        flags.push(Flag::new(FlagKind::Standard, Severity::Severe, said));
    }
    if let Some(standard) = &sheet.standard {
        if let Some(differs) = &standard.differs {
            let (name, en, zh) = (&standard.name, &differs.en, &differs.zh);
            let said = said!("the scoring standard “{name}”: {en}", "评分标准“{name}”{zh}");
            flags.push(Flag::new(FlagKind::Standard, Severity::Major, said));
        }
        if standard.unofficial {
            flags.push(Flag::new(FlagKind::Unsure, Severity::Hint, said!("this standard is not official", "本评分标准非官方文件")));
        }
    }
    weights(sheet, pack, &mut flags);
    warning(sheet, pack, &mut flags);
    let beside = sheet.rows.iter().filter(|row| row.stands == Stands::Beside).count();
    if beside > 0 {
        let said =
            said!("{beside} indicators have no row in the standard and earn nothing by it", "{beside} 项指标不在评分标准内，不计入总分");
        flags.push(Flag::new(FlagKind::Beside, Severity::Minor, said));
    }
    flags.sort_by_key(|flag| flag.severity);
    flags
}

/// 自评预警 of the fiscal system, put to the review scores: results against money.
fn warning(sheet: &Sheet, pack: Option<&Pack>, flags: &mut Vec<Flag>) {
    let (Some(pack), Some(_)) = (pack, sheet.total.figure()) else { return };
    let share = |is_execution: bool| {
        let rows = || sheet.rows.iter().filter(|row| row.counts() && row.is_execution == is_execution);
        let sum = |figure: fn(&Row) -> Option<Decimal>| rows().map(figure).sum::<Option<Decimal>>();
        money::percent(sum(|row| row.score)?, sum(Row::weight)?)
    };
    let (Some(results), Some(spent)) = (share(false), share(true)) else { return };
    let (red, yellow) = (pack.thresholds.red_gap.value, pack.thresholds.yellow_unspent.value);
    let (r, s) = (money::short(results, 2), money::short(spent, 2));
    if let Some(gap) = money::percent(results - spent, results).filter(|gap| *gap > red) {
        let (gap, red) = (money::short(gap, 2), printed(red));
        let said = said!(
            "red: results {r}%, execution {s}%: ({r} − {s}) ÷ {r} = {gap}%, above {red}%",
            "红色预警：指标得分率 {r}%，预算执行 {s}%，({r} − {s}) ÷ {r} = {gap}%，超过 {red}%"
        );
        flags.push(Flag::new(FlagKind::Red, Severity::Major, said));
    } else if Decimal::ONE_HUNDRED - spent > yellow {
        let (unspent, yellow) = (money::short(Decimal::ONE_HUNDRED - spent, 2), printed(yellow));
        let said = said!("yellow: {unspent}% unspent, above {yellow}%", "黄色预警：未执行 {unspent}%，超过 {yellow}%");
        flags.push(Flag::new(FlagKind::Yellow, Severity::Minor, said));
    }
}

/// Weights against their parent and against the whole.
fn weights(sheet: &Sheet, pack: Option<&Pack>, flags: &mut Vec<Flag>) {
    for group in sheet.groups.iter().filter(|group| !group.rows.is_empty()) {
        let Some(points) = group.points else { continue };
        let rows = sheet.rows[group.rows.clone()].iter().filter(|row| row.stands != Stands::Beside);
        let Some(sum) = rows.map(Row::weight).sum::<Option<Decimal>>() else { continue };
        if sum != points {
            let (title, sum, points) = (&group.title, printed(sum), printed(points));
            let said = said!("“{title}”: weights are {sum}, not {points}", "“{title}”下分值合计 {sum}，应为 {points}");
            flags.push(Flag::new(FlagKind::WeightSum, Severity::Major, said));
        }
    }
    let Some(sum) = sheet.weight.figure() else { return };
    let Some(pack) = pack else {
        if sum != Decimal::ONE_HUNDRED {
            let sum = printed(sum);
            flags.push(Flag::new(FlagKind::WeightSum, Severity::Minor, said!("weights are {sum}, not 100", "分值合计 {sum}，不是 100")));
        }
        return;
    };
    // Without rows of its own a standard allows what it says the indicators alone may be worth.
    let fits = sum == pack.weights.total || pack.items.is_empty() && pack.weights.sums.contains(&sum);
    if !fits {
        let (sum, total) = (printed(sum), printed(pack.weights.total));
        flags.push(Flag::new(
            FlagKind::WeightSum,
            Severity::Major,
            said!("weights are {sum}, not {total}", "分值合计 {sum}，应为 {total}"),
        ));
    }
}
