//! What must hold of a pack before anything is judged by it: names that exist, sums that close, bands
//! that rise, no points left blank but in a template.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Band, Item, Pack, Scoring, Status};

/// A fault, and words that stand on its line.
pub(super) struct Fault {
    pub at: Vec<String>,
    pub en: String,
    pub zh: String,
}

/// Rows of a scoring standard: the longest real one has about sixty.
const ITEMS_MAX: usize = 1000;

/// Word lists that checks read.
const LEXICONS: &[&str] = &[
    "bare",
    "bounded_exempt",
    "catch_all",
    "contrast",
    "deadline",
    "discretion",
    "effect",
    "fits_cost",
    "fits_quality",
    "fits_quantity",
    "fits_timeliness",
    "general",
    "hollow",
    "issue_none",
    "kin",
    "lower_is_better",
    "names_with_commas",
    "no_evidence",
    "outcome",
    "output",
    "owner",
    "political",
    "reason",
    "residue",
    "self_words",
    "standing_names",
    "superlative",
    "survey",
    "unfit_cost",
    "unfit_quality",
    "unfit_quantity",
    "unfit_timeliness",
    "units_countable",
    "vague_not",
];

/// Families of checks and how many each has: packs may switch these.
const CHECKS: &[(char, u32)] = &[('B', 12), ('I', 22), ('D', 3), ('T', 7), ('Q', 5), ('N', 9), ('R', 8)];

/// Finds the first fault.
pub(super) fn verify(pack: &Pack) -> Result<(), Fault> {
    for (name, value) in [("id", &pack.id), ("version", &pack.version), ("name", &pack.name)] {
        if value.is_empty() {
            return Err(fault(&[], format!("`{name}` is missing"), format!("缺少 {name}")));
        }
    }
    names(pack)?;
    grades(pack)?;
    satisfied_bands(&pack.indicators.satisfaction, &["satisfaction"])?;
    satisfied_bands(&pack.budget.bands, &["bands"])?;
    if pack.qualitative.middle > pack.qualitative.upper {
        return Err(fault(&["middle"], "`middle` is above `upper`", "middle 高于 upper"));
    }
    items(pack)
}

fn fault(at: &[&str], en: impl Into<String>, zh: impl Into<String>) -> Fault {
    Fault { at: at.iter().map(|word| (*word).to_owned()).collect(), en: en.into(), zh: zh.into() }
}

fn names(pack: &Pack) -> Result<(), Fault> {
    for id in pack.checks.keys() {
        let mut chars = id.chars();
        let family = chars.next().and_then(|family| CHECKS.iter().find(|(known, _)| *known == family));
        let n: Option<u32> = chars.as_str().parse().ok();
        if family.is_none_or(|(_, count)| n.is_none_or(|n| n == 0 || n > *count)) {
            return Err(fault(&[&format!("[checks.{id}]")], format!("there is no check {id}"), format!("没有 {id} 这项核查")));
        }
    }
    let unknown = pack.lexicons.keys().find(|name| !LEXICONS.contains(&name.as_str()));
    unknown.map_or(Ok(()), |name| Err(fault(&[name], format!("no check reads a word list `{name}`"), format!("没有核查使用词表 {name}"))))
}

fn grades(pack: &Pack) -> Result<(), Fault> {
    let grades = &pack.grades;
    let descend = grades.cuts.windows(2).all(|pair| pair[0] > pair[1]);
    if grades.names.len() == grades.cuts.len() + 1 && descend || grades.names.is_empty() && grades.cuts.is_empty() {
        return Ok(());
    }
    let en = "`cuts` must descend and be one fewer than `names`";
    // The cuts may stand on a line of their own or behind the names.
    Err(fault(&["names"], en, "cuts 应从高到低，并比 names 少一个"))
}

fn items(pack: &Pack) -> Result<(), Fault> {
    if pack.items.is_empty() {
        return Ok(());
    }
    if pack.items.len() > ITEMS_MAX {
        return Err(fault(&[], format!("more than {ITEMS_MAX} rows"), format!("超过 {ITEMS_MAX} 行")));
    }
    let mut codes = BTreeSet::new();
    for item in &pack.items {
        if item.code.is_empty() || !codes.insert(item.code.as_str()) {
            return Err(of(item, &format!("code `{}` is blank or used twice", item.code), &format!("编号 {} 空缺或重复", item.code)));
        }
    }
    for item in &pack.items {
        // A parent stands before its rows: so there are no circles.
        let known = |parent: &str| pack.items.iter().take_while(|other| other.code != item.code).any(|other| other.code == parent);
        if let Some(parent) = item.parent.as_deref().filter(|parent| !known(parent)) {
            return Err(of(item, &format!("no row `{parent}` stands above it"), &format!("上面没有编号为 {parent} 的行")));
        }
        let is_leaf = pack.below(Some(&item.code)).next().is_none();
        row(item, is_leaf, pack.status)?;
    }
    if pack.status == Status::Template {
        return Ok(());
    }
    closes(pack, None, pack.weights.total)?;
    for item in &pack.items {
        if let Some(points) = item.points.filter(|_| pack.below(Some(&item.code)).next().is_some()) {
            closes(pack, Some(item), points)?;
        }
    }
    Ok(())
}

fn of(item: &Item, en: &str, zh: &str) -> Fault {
    let quoted = format!("\"{}\"", item.code);
    fault(&["code", &quoted], format!("row {}: {en}", item.code), format!("{} 行：{zh}", item.code))
}

/// Points below a row add up to its own; those of level 1 to the whole.
fn closes(pack: &Pack, parent: Option<&Item>, points: Decimal) -> Result<(), Fault> {
    let rows: Vec<&Item> = pack.below(parent.map(|item| item.code.as_str())).collect();
    let sum: Decimal = rows.iter().filter_map(|item| item.points).sum();
    if sum == points {
        return Ok(());
    }
    let (en, zh) = (format!("its rows add up to {sum}, not {points}"), format!("下级合计 {sum}，不是 {points}"));
    match parent.or(rows.first().copied()) {
        Some(item) => Err(of(item, &en, &zh)),
        None => Err(fault(&[], en, zh)),
    }
}

fn row(item: &Item, is_leaf: bool, status: Status) -> Result<(), Fault> {
    if item.points.is_none() && status != Status::Template {
        return Err(of(item, "`points` is blank", "未填分值"));
    }
    let needs_rule = is_leaf && item.takes.is_empty() && item.is_on() && status != Status::Template;
    if needs_rule && item.rule.is_none() {
        return Err(of(item, &format!("{} has no rule to score by", item.code), "没有计分规则"));
    }
    let (Some(points), Some(rule)) = (item.points, &item.rule) else { return Ok(()) };
    let wrong = |en: &str, zh: &str| Err(of(item, en, zh));
    match rule {
        Scoring::Bands { bands } => {
            let rising = bands.windows(2).all(|pair| pair[0].upto.is_some_and(|edge| pair[1].upto.is_none_or(|next| next > edge)));
            let ways = |down: bool| {
                bands.windows(2).all(|pair| if down { pair[0].points >= pair[1].points } else { pair[0].points <= pair[1].points })
            };
            let most = bands.iter().map(|band| band.points).max();
            if !rising || !(ways(true) || ways(false)) {
                return wrong("a band does not rise above the one before it, or points go up and down", "分档不是单调的");
            }
            if most != Some(points) {
                return wrong("the best band does not earn the row's points", "最好一档的分不等于本行分值");
            }
        }
        Scoring::Checklist { entries } => {
            let sum: Decimal = entries.iter().map(|entry| entry.points).sum();
            if sum != points {
                return Err(of(
                    item,
                    &format!("its conditions add up to {sum}, not {points}"),
                    &format!("各项条件合计 {sum}，不是 {points}"),
                ));
            }
        }
        Scoring::Step { per, minus, .. } if *per <= Decimal::ZERO || *minus <= Decimal::ZERO => {
            return wrong("`per` and `minus` must be above 0", "per 和 minus 必须大于 0");
        }
        Scoring::Satisfaction { bands } => satisfied_bands(bands, &["code", &format!("\"{}\"", item.code)])?,
        _ => {}
    }
    Ok(())
}

/// Bands by lower edge descend, and so does what they earn.
fn satisfied_bands(bands: &[Band], at: &[&str]) -> Result<(), Fault> {
    let falls = bands.windows(2).all(|pair| pair[0].from > pair[1].from && pair[0].points >= pair[1].points);
    if falls { Ok(()) } else { Err(fault(at, "a band does not fall below the one before it", "分档不是从高到低")) }
}
