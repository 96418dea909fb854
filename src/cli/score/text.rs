//! The answer for people: the sheet row by row, what it comes to and how it came about.

use rust_decimal::Decimal;

use super::Scored;
use super::table::{self, Align};
use crate::lang::{Lang, Said, tr};
use crate::report::Quantity;
use crate::report::money;
use crate::review::{Review, Stage};
use crate::scoring::{Bridge, DEVIATION, Field, Flag, Origin, Reckoned, Row, Sheet, Stands, Total, from_words};
use crate::words;

/// The page.
pub(super) fn page(scored: &Scored<'_>, lang: Lang) -> String {
    let mut page = Page { lines: vec![scored.file.display().to_string()], review: scored.review, lang };
    let before = &scored.tried.before;
    page.sheet(before);
    if scored.what_if {
        page.what_if(scored);
    }
    page.lines.join("\n") + "\n"
}

struct Page<'a> {
    lines: Vec<String>,
    review: &'a Review,
    lang: Lang,
}

impl Page<'_> {
    fn line(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    fn sheet(&mut self, sheet: &Sheet) {
        self.head(sheet);
        self.rows(sheet);
        self.totals(sheet);
        self.bridge(sheet);
        self.formulas(sheet);
        self.flags(sheet);
    }

    fn head(&mut self, sheet: &Sheet) {
        let stage = words::stage(sheet.stage).say(self.lang);
        let standard = match (&sheet.standard, &sheet.standard_missing) {
            (Some(standard), _) => {
                let (name, version) = (self.lang.pick(&standard.name_en, &standard.name), words::edition(&standard.version, self.lang));
                let trial = if standard.is_trial() { self.lang.pick(" · trial", " · 试算") } else { "" };
                self.lang.pick(format!("{name}, {version}{trial}"), format!("{name}，{version}{trial}"))
            }
            (None, Some(named)) => self.lang.pick(format!("“{named}” is not at hand"), format!("“{named}”未找到")),
            (None, None) => self.lang.pick("not chosen: nothing is calculated, no grade", "尚未选定，不计算公式得分和等级").to_owned(),
        };
        self.line(self.lang.pick(format!("{stage} · scoring standard: {standard}"), format!("{stage} · 评分标准：{standard}")));
        if let Some(signed) = &sheet.signed {
            let (name, at) = (self.name(&signed.who.by), words::when(&signed.who.at));
            let word = words::signed(sheet.stage).say(self.lang);
            self.line(format!("{word}  {name}  {at}"));
            for resign in sheet.needs_resign() {
                let said = resign.said.say(self.lang).to_owned();
                self.line(self.lang.pick(format!("needs re-sign: {said}"), format!("需重新提交：{said}")));
            }
        }
        self.line("");
    }

    fn rows(&mut self, sheet: &Sheet) {
        let words = [
            (tr("id", "编号"), Align::Left),
            (tr("level 1", "一级"), Align::Left),
            (tr("level 2", "二级"), Align::Left),
            (tr("indicator", "指标"), Align::Left),
            (tr("kind", "性质"), Align::Left),
            (tr("target", "指标值"), Align::Right),
            (tr("unit", "单位"), Align::Left),
            (tr("weight", "分值"), Align::Right),
            (tr("self value", "自评完成值"), Align::Right),
            (tr("self", "自评分"), Align::Right),
            (tr("verified", "认定值"), Align::Right),
            (tr("formula", "公式分"), Align::Right),
            (tr("deducted", "扣分"), Align::Right),
            (tr("review", "复核分"), Align::Right),
            (tr("deviation", "偏离度"), Align::Right),
            (tr("reason", "原因"), Align::Left),
        ];
        let head: Vec<(&str, Align)> = words.iter().map(|(words, align)| (words.say(self.lang), *align)).collect();
        let rows: Vec<Vec<String>> = sheet.rows.iter().map(|row| self.row(row)).collect();
        self.lines.extend(table::lines(&head, &rows));
    }

    fn row(&self, row: &Row) -> Vec<String> {
        let deviation = row.score_deviation().map_or_else(String::new, |share| format!("{}%", money::short(share, 2)));
        let taken = Some(row.taken()).filter(|taken| !taken.is_zero());
        let stands = match row.stands {
            Stands::Counted => "",
            Stands::Off => self.lang.pick(" (off)", "（未核实）"),
            Stands::Beside => self.lang.pick(" (beside)", "（标准外）"),
        };
        vec![
            row.id.clone(),
            row.levels[0].clone(),
            row.levels[1].clone(),
            format!("{}{stands}", row.name),
            row.nature.clone(),
            figure(&row.target, &[]),
            row.unit.clone(),
            figure(&row.weight, &[Origin::Frame, Origin::Supplement]),
            row.self_actual().map(|quantity| quantity.raw.clone()).unwrap_or_default(),
            figure(&row.own, &[Origin::Supplement]),
            verified(row),
            points(row.formula.points()),
            points(taken),
            row.score.map_or_else(|| self.lang.pick("none", "未评").to_owned(), |score| format!("{score:.2}")),
            deviation,
            self.reason(row),
        ]
    }

    fn reason(&self, row: &Row) -> String {
        let findings = row.deductions.iter().map(|taken| {
            let (number, title) = (taken.of.number, &taken.of.title);
            self.lang.pick(format!("finding {number}: {title}"), format!("问{number} {title}"))
        });
        let own = Some(row.reason().to_owned()).filter(|reason| !reason.is_empty());
        let from = row.from().map(|from| from_words(from).say(self.lang).to_owned());
        from.into_iter().chain(own).chain(findings).collect::<Vec<_>>().join("; ").replace("; ", self.lang.pick("; ", "；"))
    }

    fn totals(&mut self, sheet: &Sheet) {
        self.line("");
        let totals = [
            (tr("weights", "分值合计"), &sheet.weight),
            (tr("self score", "自评得分合计"), &sheet.own),
            (tr("by the standard", "公式得分合计"), &sheet.formula),
            (tr("review score", "复核得分"), &sheet.total),
        ];
        for (words, total) in totals {
            let figure = self.total(total);
            self.line(format!("{}{}{figure}", words.say(self.lang), self.lang.pick(": ", "：")));
        }
        for missing in sheet.total.missing.iter().take(MISSING_SHOWN) {
            let why = missing.said.say(self.lang);
            let row = missing.row.map(|n| format!("{} ", sheet.rows[n].name)).unwrap_or_default();
            self.line(format!("    {}{row}{why}", self.lang.pick("missing: ", "缺：")));
        }
        if let Some(more) = sheet.total.missing.len().checked_sub(MISSING_SHOWN).filter(|more| *more > 0) {
            self.line(self.lang.pick(format!("    and {more} more"), format!("    另有 {more} 项")));
        }
        match &sheet.edge {
            Some(edge) => {
                let (grade, said) = (&edge.grade, edge.said().say(self.lang).to_owned());
                self.line(self.lang.pick(format!("grade: {grade} ({said})"), format!("等级：{grade}（{said}）")));
            }
            None => self.line(self.lang.pick("grade: none while the total is incomplete", "等级：总分不完整或未选定评分标准，不评定")),
        }
        self.line(DEVIATION.say(self.lang));
        self.stages(sheet.stage);
    }

    fn total(&self, total: &Total) -> String {
        match (total.figure(), total.known) {
            (Some(figure), _) => format!("{figure:.2}"),
            (None, Some(known)) => {
                let n = total.missing.len();
                self.lang.pick(format!("incomplete ({known:.2} known, {n} missing)"), format!("不完整（已知 {known:.2}，缺 {n} 项）"))
            }
            (None, None) => self.lang.pick("none", "无").to_owned(),
        }
    }

    /// The other stages' scores, where there are any.
    fn stages(&mut self, shown: Stage) {
        let others: Vec<Stage> =
            Stage::ALL.into_iter().filter(|stage| *stage != shown && self.review.scores(*stage).next().is_some()).collect();
        if !others.is_empty() {
            let names = others.iter().map(|stage| format!("{} --stage {}", words::stage(*stage).say(self.lang), stage.name()));
            let names = names.collect::<Vec<_>>().join(self.lang.pick(", ", "，"));
            self.line(self.lang.pick(format!("other stages: {names}"), format!("其他环节：{names}")));
        }
    }

    fn bridge(&mut self, sheet: &Sheet) {
        let bridge = Bridge::of(sheet);
        // Where nothing is scored the way leads nowhere.
        if bridge.steps.is_empty() || sheet.total.known.is_none() {
            return;
        }
        self.line("");
        self.line(self.lang.pick("Score bridge", "得分调整过程"));
        let start = points(Some(bridge.start));
        let first = vec![String::new(), self.lang.pick("self score", "自评得分").to_owned(), String::new(), start, String::new()];
        let steps = bridge.steps.iter().map(|step| {
            let row = &sheet.rows[step.row];
            let sign = if step.points.is_sign_negative() { "−" } else { "+" };
            let by = step.points.abs().normalize();
            vec![
                row.name.clone(),
                step.said.say(self.lang).to_owned(),
                format!("{sign}{by}"),
                step.after.normalize().to_string(),
                step.basis.say(self.lang).to_owned(),
            ]
        });
        let rows: Vec<Vec<String>> = std::iter::once(first).chain(steps).collect();
        let words = [
            (tr("indicator", "指标"), Align::Left),
            (tr("step", "事项"), Align::Left),
            (tr("points", "分值"), Align::Right),
            (tr("after", "调整后"), Align::Right),
            (tr("by", "依据"), Align::Left),
        ];
        let head: Vec<(&str, Align)> = words.iter().map(|(words, align)| (words.say(self.lang), *align)).collect();
        self.lines.extend(table::lines(&head, &rows));
    }

    /// How each formula came about, and where it is written.
    fn formulas(&mut self, sheet: &Sheet) {
        if sheet.standard.is_none() {
            return;
        }
        self.line("");
        self.line(self.lang.pick("By the standard", "公式得分的计算"));
        for row in sheet.rows.iter().filter(|row| row.stands != Stands::Beside) {
            let said = match &row.formula {
                Reckoned::Points(reckoning) => reckoning.sentence.say(self.lang).to_owned(),
                Reckoned::Not(why) => why.say(self.lang).to_owned(),
                Reckoned::Judged(bands) => {
                    let bands = bands.iter().map(|band| format!("{} {}–{}", band.words.say(self.lang), band.least, band.most));
                    bands.collect::<Vec<_>>().join(self.lang.pick("; ", "；"))
                }
            };
            self.line(format!("    {}{}{said}", row.name, self.lang.pick(": ", "：")));
            let (source, code) = (&row.cited.source, row.cited.confidence.code());
            if !source.is_empty() {
                self.line(self.lang.pick(format!("        by: {source} [{code}]"), format!("        依据：{source} [{code}]")));
            }
        }
    }

    fn flags(&mut self, sheet: &Sheet) {
        let of_rows = sheet.rows.iter().flat_map(|row| row.flags.iter().map(move |flag| (Some(&**row), flag)));
        let all: Vec<(Option<&Row>, &Flag)> = sheet.flags.iter().map(|flag| (None, flag)).chain(of_rows).collect();
        if all.is_empty() {
            return;
        }
        self.line("");
        self.line(self.lang.pick("Worth a look", "提示"));
        for (row, flag) in all {
            let severity = words::severity(flag.severity).say(self.lang);
            let name = row.map(|row| format!("{}{}", row.name, self.lang.pick(": ", "："))).unwrap_or_default();
            self.line(format!("    {severity} · {name}{}", flag.said.say(self.lang)));
        }
    }

    fn what_if(&mut self, scored: &Scored<'_>) {
        let tried = scored.tried;
        self.line("");
        self.line(format!("━━ {}", tried.said().say(self.lang)));
        let changed = tried.changed();
        for (before, after) in &changed {
            let row = &tried.after.rows[*after];
            let was = before.map_or_else(|| "—".to_owned(), |n| points_or_dash(tried.before.rows[n].score));
            let (name, now) = (&row.name, points_or_dash(row.score));
            self.line(format!("    {name}{}{was} → {now}", self.lang.pick(": ", "：")));
        }
        let is_other =
            tried.before.standard.as_ref().map(|standard| &standard.id) != tried.after.standard.as_ref().map(|standard| &standard.id);
        if is_other {
            self.line("");
            self.sheet(&tried.after);
        } else if let Some(edge) = &tried.after.edge {
            let Said { en, zh } = edge.said();
            self.line(format!("    {}", self.lang.pick(en, zh)));
        }
    }

    fn name(&self, by: &str) -> String {
        self.review.reviewer(by).map(|reviewer| reviewer.name).filter(|name| !name.is_empty()).unwrap_or_else(|| by.to_owned())
    }
}

/// A figure as written; `*` behind one of these origins: it is the reviewer's.
fn figure(field: &Field, ours: &[Origin]) -> String {
    let Some(given) = field.in_force() else { return String::new() };
    let mark = if ours.contains(&given.origin) { "*" } else { "" };
    format!("{}{mark}", given.value.raw)
}

/// The value in force, where it is not the department's own.
fn verified(row: &Row) -> String {
    let given = row.actual.in_force().filter(|given| given.origin != Origin::Report);
    given.map_or_else(String::new, |given| {
        let Quantity { raw, .. } = &given.value;
        match given.origin {
            Origin::Supplement => format!("{raw}*"),
            _ => raw.clone(),
        }
    })
}

/// A page shows this many things a total lacks; JSON has all.
const MISSING_SHOWN: usize = 12;

fn points(points: Option<Decimal>) -> String {
    points.map_or_else(String::new, |points| format!("{:.2}", money::round(points, 2)))
}

fn points_or_dash(score: Option<Decimal>) -> String {
    score.map_or_else(|| "—".to_owned(), |score| format!("{score:.2}"))
}
