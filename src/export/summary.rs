//! 复核结果汇总表: many assessments in one workbook, a row a department, and all their findings side by side, so
//! that it is seen where the same fault was treated otherwise. Inside: it compares departments.

use super::changes::Trace;
use super::facts::Facts;
use super::papers::{Format, Paper};
use super::provenance::Provenance;
use super::scope::{Scope, Within};
use super::{Content, Made, Record, Templates, changes, compose, csv, markdown, xlsx};
use crate::batch::Figures;

/// What is known of the assessments so far.
#[derive(Debug, Default)]
pub struct Summary {
    rows: Vec<Scope>,
    /// Each with what it is sorted by: title, then department.
    findings: Vec<((String, String), Scope)>,
    provenance: Provenance,
    markings: Vec<String>,
    /// How many are not reviewed to the end: what is not found in them says nothing.
    unfinished: usize,
}

impl Summary {
    /// Takes one assessment in; `file` is its name.
    pub fn add(&mut self, file: &str, record: &Record<'_>) {
        let (scope, provenance) = Facts::of(record).scope();
        let within = Within::root(&scope);
        let said = |name: &str| within.field(name).map(super::Cell::text).unwrap_or_default();
        let department = if said("部门").is_empty() { file.to_owned() } else { said("部门") };
        for finding in within.list("问题") {
            let mut row = finding.clone();
            row.text("部门", department.clone());
            let title = Within::root(finding).field("标题").map(super::Cell::text).unwrap_or_default();
            self.findings.push(((title, department.clone()), row));
        }
        let figures = Figures::of(record.report, record.review, &record.sheet);
        let mut row = scope.clone().alone();
        for (name, count) in ["严重数", "较重数", "一般数"].into_iter().zip(figures.findings) {
            row.count(name, count);
        }
        row.number("得分增减", figures.score_change());
        let (reviewed, items) = figures.items;
        self.unfinished += usize::from(!figures.is_reviewed());
        row.text("进度", if figures.is_reviewed() { "审完".to_owned() } else { format!("{reviewed}/{items}") });
        row.text("文件", file);
        self.rows.push(row);
        self.learn(provenance);
        if let Some(marking) = record.report.meta().marking.clone().filter(|marking| !self.markings.contains(marking)) {
            self.markings.push(marking);
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    fn learn(&mut self, of: Provenance) {
        let all = &mut self.provenance;
        all.heads.extend(of.heads);
        all.at = all.at.take().max(of.at);
        all.items = (all.items.0.saturating_add(of.items.0), all.items.1.saturating_add(of.items.1));
        all.findings = all.findings.saturating_add(of.findings);
        for (known, more) in [(&mut all.reviewers, of.reviewers), (&mut all.units, of.units)] {
            for name in more.split('、').filter(|name| !name.is_empty()) {
                if !known.split('、').any(|one| one == name) {
                    let between = if known.is_empty() { "" } else { "、" };
                    *known = format!("{known}{between}{name}");
                }
            }
        }
    }

    fn content(&self, templates: &Templates) -> Content {
        let mut scope = Scope::from("record");
        scope.count("部门数", self.rows.len());
        scope.count("未审完数", self.unfinished);
        scope.count("问题数", self.findings.len());
        scope.text("审核人", self.provenance.reviewers.clone());
        scope.text("审核单位", self.provenance.units.clone());
        scope.maybe("记录时间", self.provenance.time());
        scope.list("汇总", self.rows.clone());
        let mut findings: Vec<&((String, String), Scope)> = self.findings.iter().collect();
        findings.sort_by(|one, other| one.0.cmp(&other.0));
        scope.list("汇总问题", findings.into_iter().map(|(_, row)| row.clone()).collect());
        let marking = (!self.markings.is_empty()).then(|| self.markings.join("、"));
        compose::compose(templates.of(Paper::Summary), &scope, marking.as_deref(), Paper::Summary.row().file)
    }

    /// The file. `earlier`: what stands at its place, if it is one of ours.
    ///
    /// # Panics
    /// If the format is none for sheets.
    pub fn write(&self, format: Format, templates: &Templates, earlier: Option<&Made>) -> Vec<u8> {
        let mut content = self.content(templates);
        let trace = Trace::compare(&mut content, &self.provenance.heads, earlier);
        match (format, &content) {
            (Format::Xlsx, Content::Workbook(workbook)) => xlsx::write(workbook, &templates.style, &self.provenance, &trace),
            (Format::Csv, Content::Workbook(workbook)) => csv::write(workbook),
            (Format::Md, content) => {
                let text = markdown::write(content) + "\n<!-- ";
                let seal = changes::plain_seal(&text, &self.provenance.heads);
                (text + &seal + changes::SEAL_ENDS[0]).into_bytes()
            }
            (format, _) => panic!("a summary is not written as {}", format.name()),
        }
    }
}
