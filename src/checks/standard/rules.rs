//! What the scoring rules printed beside indicators say.

use rust_decimal::Decimal;

use crate::checks::money::exact;
use crate::checks::numbers::numbers;
use crate::checks::passage::find;
use crate::checks::{About, Check, Facts, Family, Found, Hit, Hits, Kind, Line, Ran, Skip};
use crate::lang::{Words, tr};
use crate::review::{Dimension, Severity};
use crate::said;

const STANDARDS: Words = tr(
    "By analogy, the measures for project evaluation (Ministry of Finance, 2020 No. 10): standards are set with the indicators and are the ground of scores",
    "参照《项目支出绩效评价管理办法》（财预〔2020〕10号）关于评价标准应与绩效指标相对应、作为评分依据的要求",
);

fn with_standard<'a>(facts: &'a Facts<'_>) -> Result<Vec<(&'a Line, &'a str)>, Skip> {
    let has = |line: &'a Line| line.says.standard.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(|text| (line, text));
    let all: Vec<_> = facts.indicators.iter().filter_map(has).collect();
    if all.is_empty() { Err(Skip(said!("no scoring rule is printed beside an indicator", "报告未列计分规则"))) } else { Ok(all) }
}

/// The points in a scoring rule are the row's.
pub(in crate::checks) static POINTS: Check = Check {
    id: "N1",
    asks: tr("points in the scoring rule", "计分规则所列分值"),
    title: tr("Points in the scoring rule are not the weight", "计分规则所列分值与指标分值不一致"),
    family: Family::Standard,
    kind: Kind::Agreement,
    needs: tr("scoring rules and weights", "计分规则和分值"),
    basis: STANDARDS,
    severity: Severity::Minor,
    dimension: Dimension::Consistency,
    effect: "计分规则与分值不一致，可能混用了不同版本的评分表，得分计算依据不清。",
    advice: "核对所用评分表的版本，统一计分规则和分值后重新计分。",
    run: points,
};

/// Words before the points that all of a row earns.
const FULL: [&str; 5] = ["满分", "计", "得", "记", "各得"];

fn points(facts: &Facts<'_>) -> Ran {
    let all = with_standard(facts)?;
    let mut hits = Hits::default();
    let mut compared = 0_usize;
    for (line, standard) in all {
        let Some(weight) = line.says.weight.as_ref().and_then(|weight| exact(weight).ok()) else { continue };
        let Some(most) = most_points(standard) else { continue };
        compared += 1;
        if most == weight.value {
            continue;
        }
        let (name, most, weight) = (&line.says.name, most.normalize(), &weight.printed);
        let detail = said!(
            "“{name}”: the scoring rule speaks of {most} points, the weight is {weight}",
            "“{name}”：计分规则写明 {most} 分，指标分值 {weight} 分"
        );
        let condition = format!("指标“{name}”分值为 {weight} 分，计分规则中写明 {most} 分，可能混用了不同版本的评分表。请核对。");
        hits.push(Hit::fail([About::Item(line.at)], detail, condition).quoting(line.place));
    }
    if compared == 0 {
        return Err(Skip(said!("no scoring rule names points beside a weight", "没有同时写明得分的计分规则和分值")));
    }
    Ok(Found::of(hits, || said!("{compared} scoring rules name their row's points", "{compared} 项计分规则所列分值与指标分值一致")))
}

/// The most points that a scoring rule awards: `计8分`, `得5分`, `满分10分`; none if it only takes away.
fn most_points(standard: &str) -> Option<Decimal> {
    let chars: Vec<char> = standard.chars().collect();
    let awarded = numbers(&chars).into_iter().filter(|number| {
        let before: String =
            chars[number.digits.start.saturating_sub(2)..number.digits.start].iter().filter(|c| !c.is_whitespace()).collect();
        let after = chars[number.digits.end..].iter().find(|c| !c.is_whitespace());
        after == Some(&'分') && FULL.iter().any(|word| before.ends_with(word))
    });
    awarded.filter_map(|number| Decimal::from_str_exact(&number.plain).ok()).max()
}

/// A scoring rule by which points can be given.
pub(in crate::checks) static STANDARD: Check = Check {
    id: "N2",
    asks: tr("whether scoring rules can be applied", "计分规则可操作性"),
    title: tr("Scoring rule is blank or a matter of discretion", "计分规则缺失或不可操作"),
    family: Family::Standard,
    kind: Kind::Agreement,
    needs: tr("a scoring rule beside some indicator", "计分规则"),
    basis: STANDARDS,
    severity: Severity::Minor,
    dimension: Dimension::Form,
    effect: "计分规则缺失或仅规定“酌情扣分”，得分没有客观依据，同类情形难以一致处理。",
    advice: "补充可量化的计分规则，写明满分条件、扣分条件和每次扣分数额。",
    run: standard,
};

fn standard(facts: &Facts<'_>) -> Ran {
    with_standard(facts)?;
    let hits = facts.indicators.iter().filter_map(|line| {
        let name = &line.says.name;
        let standard = line.says.standard.as_deref().map_or("", str::trim);
        let chars: Vec<char> = standard.chars().collect();
        let word = facts.pack.words("discretion").iter().find(|word| find(&chars, word).is_some());
        // With points named it is a rule, however it goes on.
        let (detail, condition) = match word {
            _ if standard.is_empty() => {
                (said!("“{name}” has no scoring rule", "“{name}”未列计分规则"), format!("指标“{name}”未列计分规则。请补充。"))
            }
            Some(_) if most_points(standard).is_none() => (
                said!("“{name}”: “{standard}” is a matter of discretion", "“{name}”计分规则为“{standard}”，没有可操作的扣分规则"),
                format!("指标“{name}”的计分规则为“{standard}”，没有明确的得分和扣分规则。请细化。"),
            ),
            _ => return None,
        };
        Some(Hit::fail([About::Item(line.at)], detail, condition).quoting(line.place))
    });
    let n = facts.indicators.len();
    Ok(Found::of(hits.collect(), || said!("{n} indicators have a scoring rule that can be applied", "{n} 项指标的计分规则均可操作")))
}
