//! The answer for people, in their language.

use std::path::Path;

use super::{Progress, STAGES, is_stale, reviewable};
use crate::lang::{Lang, Words, tr};
use crate::report::{Item, Report};
use crate::review::{Comment, Finding, Mark, MarkTo, Review, Stage, Standing};
use crate::words;

const TAKEN_AWAY: Words = tr("taken away", "删去");

/// The page, line by line.
pub(super) fn page(file: &Path, report: &Report, review: &Review, lang: Lang) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), report, review, lang };
    page.head(file);
    page.progress();
    page.marks();
    page.comments();
    page.findings();
    page.conflicts();
    page.lines
}

struct Page<'a> {
    lines: Vec<String>,
    report: &'a Report,
    review: &'a Review,
    lang: Lang,
}

/// A value somebody holds, and the words for who and when.
struct Held<'a, T> {
    value: Option<&'a T>,
    by: String,
    /// Whether others hold another one.
    differs: bool,
}

impl Page<'_> {
    fn line(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    /// `label`, then a text of any number of lines, under the row it belongs to.
    fn under(&mut self, label: &str, text: &str) {
        for (n, line) in text.lines().enumerate() {
            let label = if n == 0 { label } else { "" };
            self.line(format!("    {label}{line}"));
        }
    }

    fn say(&self, words: Words) -> &'static str {
        words.say(self.lang)
    }

    fn title(&mut self, words: Words, n: usize) {
        self.line("");
        self.line(format!("{} {n}", self.say(words)));
    }

    fn head(&mut self, file: &Path) {
        let meta = self.report.meta();
        let parts = [&meta.department, &meta.year, &meta.title, &meta.marking];
        let known: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
        let head = if known.is_empty() { file.display().to_string() } else { known.join("  ") };
        self.line(head);
    }

    fn progress(&mut self) {
        for stage in STAGES {
            let progress = Progress::of(stage, self.report, self.review);
            if progress.reviewed == 0 && stage != Stage::First {
                continue;
            }
            let Progress { items, reviewed, accepted, problem, needs_evidence, not_applicable, .. } = progress;
            let name = self.say(words::stage(stage));
            let line = self.lang.pick(
                format!("{name}: reviewed {reviewed}/{items}, fine {accepted}, problem {problem}, needs evidence {needs_evidence}, n/a {not_applicable}"),
                format!("{name}：已审 {reviewed}/{items}，无疑问 {accepted}，有问题 {problem}，待补资料 {needs_evidence}，不适用 {not_applicable}"),
            );
            self.line(line);
        }
    }

    fn marks(&mut self) {
        let mut rows = Vec::new();
        for stage in STAGES {
            for at in reviewable(self.report) {
                let item = self.report.item(at);
                let mark = self.review.mark(stage, &item.id);
                rows.extend(self.held(&mark).iter().map(|held| self.mark_row(stage, &item, held)));
            }
        }
        self.title(tr("Marks", "标记"), rows.len());
        self.lines.append(&mut rows);
    }

    fn mark_row(&self, stage: Stage, item: &Item, held: &Held<'_, Mark>) -> String {
        let sign = if held.differs { "&" } else { held.value.map_or("-", |mark| mark_sign(mark.to)) };
        let word = held.value.map_or(TAKEN_AWAY, |mark| words::mark(mark.to, item.at.kind()));
        let row = format!("{sign} {} {}  {}  {}  {}", self.say(words::stage(stage)), self.say(word), item.id, item.name, held.by);
        match held.value {
            Some(mark) if is_stale(mark, self.report, item.at) => format!("{row}  ~ {}", self.say(words::STALE)),
            _ => row,
        }
    }

    fn comments(&mut self) {
        self.title(tr("Comments", "批注"), self.review.comments().len());
        for comment in self.review.comments() {
            let name = self.lang.pick(format!("c{}", comment.number), format!("注{}", comment.number));
            for held in self.held(&comment.standing) {
                self.comment(&name, &held);
            }
        }
    }

    fn comment(&mut self, name: &str, held: &Held<'_, Comment>) {
        let Some(comment) = held.value else { return self.row(name, held, TAKEN_AWAY.say(self.lang)) };
        let kind = self.say(words::comment_kind(comment.kind));
        self.row(name, held, &format!("{kind}  {}", comment.on.join(" ")));
        if let Some(quote) = &comment.quote {
            self.under(self.lang.pick("quoted: ", "原文："), &quote.exact);
        }
        self.under("", &comment.text);
    }

    fn findings(&mut self) {
        self.title(tr("Findings", "问题"), self.review.findings().len());
        for finding in self.review.findings() {
            let name = self.lang.pick(format!("#{}", finding.number), format!("问{}", finding.number));
            for held in self.held(&finding.standing) {
                self.finding(&name, &held);
            }
        }
    }

    fn finding(&mut self, name: &str, held: &Held<'_, Finding>) {
        let Some(finding) = held.value else { return self.row(name, held, TAKEN_AWAY.say(self.lang)) };
        let (severity, state) = (self.say(words::severity(finding.severity)), self.say(words::finding_state(finding.state)));
        self.row(name, held, &format!("{severity} {state}  {}  {}", finding.on.join(" "), finding.title));
        let parts = [
            (tr("criteria: ", "依据："), &finding.criteria),
            (tr("condition: ", "事实："), &finding.condition),
            (tr("cause: ", "原因："), &finding.cause),
            (tr("effect: ", "影响："), &finding.effect),
            (tr("recommendation: ", "建议："), &finding.recommendation),
            (tr("calculation: ", "计算过程："), &finding.calculation),
        ];
        for (label, text) in parts {
            self.under(self.say(label), text);
        }
        for deduction in &finding.deductions {
            self.under(self.lang.pick("deduction: ", "扣分："), &format!("{} {}", deduction.indicator, deduction.points));
        }
    }

    fn row<T>(&mut self, name: &str, held: &Held<'_, T>, what: &str) {
        let sign = if held.differs { "& " } else { "" };
        self.line(format!("{sign}{name} {what}  {}", held.by));
    }

    fn conflicts(&mut self) {
        let conflicts = self.review.conflicts();
        if conflicts.is_empty() {
            return;
        }
        self.title(tr("Differing opinions", "意见不一致"), conflicts.len());
        for (kind, key) in conflicts {
            self.line(format!("& {} {key}", kind.name()));
        }
    }

    fn held<'a, T>(&self, standing: &'a Standing<T>) -> Vec<Held<'a, T>> {
        let by = |key: &str, at: &str| {
            let name = self.review.reviewer(key).map_or_else(|| key.to_owned(), |reviewer| reviewer.name);
            format!("{name} {at}")
        };
        match standing {
            Standing::Nothing => Vec::new(),
            Standing::Settled(one) => vec![Held { value: Some(&one.value), by: by(&one.by, &one.at), differs: false }],
            Standing::Conflict(all) => {
                all.iter().map(|one| Held { value: one.value.as_ref(), by: by(&one.by, &one.at), differs: true }).collect()
            }
        }
    }
}

fn mark_sign(mark: MarkTo) -> &'static str {
    match mark {
        MarkTo::Accepted => "✓",
        MarkTo::Problem => "✗",
        MarkTo::NeedsEvidence => "?",
        MarkTo::NotApplicable => "-",
    }
}
