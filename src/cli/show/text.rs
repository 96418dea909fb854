//! The answer for people, in their language.

use std::path::Path;

use super::{Progress, Signed, is_stale, reviewable};
use crate::lang::{Lang, Words, tr};
use crate::report::{Item, Report};
use crate::review::{Comment, Dismissal, Finding, Kind, LinkSays, Mark, MarkTo, Review, Stage, Standing, link_ids, mark_item, mark_key};
use crate::words;

const TAKEN_AWAY: Words = tr("taken away", "删去");

/// The page, line by line.
pub(super) fn page(file: &Path, report: &Report, review: &Review, signed: &[Signed], lang: Lang) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), report, review, lang };
    page.head(file);
    page.progress();
    for signed in signed {
        page.signed(signed);
    }
    page.marks();
    page.comments();
    page.findings();
    page.dismissals();
    page.links();
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
        for stage in Stage::ALL {
            let progress = Progress::of(stage, self.report, self.review);
            if progress.reviewed + progress.conflict == 0 && stage != Stage::First {
                continue;
            }
            let Progress { items, reviewed, conflict, accepted, problem, needs_evidence, not_applicable, .. } = progress;
            let name = self.say(words::stage(stage));
            let line = self.lang.pick(
                format!("{name}: reviewed {reviewed}/{items}, fine {accepted}, problem {problem}, needs evidence {needs_evidence}, n/a {not_applicable}"),
                format!("{name}：已审 {reviewed}/{items}，无疑问 {accepted}，有问题 {problem}，待补资料 {needs_evidence}，不适用 {not_applicable}"),
            );
            let open = self.lang.pick(format!(", differing opinions {conflict}"), format!("，意见不一致 {conflict}"));
            self.line(if conflict > 0 { line + &open } else { line });
        }
    }

    /// `初审已提交  张三 2026-11-23 10:02  85.00 良`, what was passed over, and what has changed since.
    fn signed(&mut self, Signed { stage, sign_off, changed }: &Signed) {
        let name = self.review.reviewer(&sign_off.by).map_or_else(|| sign_off.by.clone(), |reviewer| reviewer.name);
        let figures = [sign_off.total.as_deref(), sign_off.grade.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let line = format!("{}  {name} {}  {figures}", self.say(words::signed(*stage)), words::when(&sign_off.at));
        let differs = if sign_off.is_disputed { "& " } else { "" };
        self.line(format!("{differs}{}", line.trim_end()));
        if sign_off.waived > 0 {
            let n = sign_off.waived;
            self.under(&self.lang.pick(format!("{n} passed over: "), format!("{n} 件未办完，说明：")), &sign_off.reason);
        }
        for said in changed {
            let says = self.say(words::RESIGN);
            self.under(&format!("! {says}{}", self.lang.pick(": ", "：")), said.say(self.lang));
        }
    }

    fn marks(&mut self) {
        let mut rows = Vec::new();
        for stage in Stage::ALL {
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
        let row = format!("{sign} {} {}  {}  {}", self.say(words::stage(stage)), self.say(word), self.named(item), held.by);
        match held.value {
            Some(mark) if is_stale(mark, self.report, item.at) => format!("{row}  ~ {}", self.say(words::STALE)),
            _ => row,
        }
    }

    fn comments(&mut self) {
        self.title(tr("Comments", "批注"), self.review.comments().len());
        for comment in self.review.comments() {
            let name = words::comment_name(self.lang, comment.number);
            for held in self.held(&comment.standing) {
                self.comment(&name, &held);
            }
        }
    }

    fn comment(&mut self, name: &str, held: &Held<'_, Comment>) {
        let Some(comment) = held.value else { return self.row(name, held, TAKEN_AWAY.say(self.lang)) };
        let kind = self.say(words::comment_kind(comment.kind));
        self.row(name, held, &format!("{kind}  {}", self.all(&comment.on)));
        if let Some(quote) = &comment.quote {
            self.under(self.lang.pick("quoted: ", "原文："), &quote.exact);
        }
        self.under("", &comment.text);
    }

    fn findings(&mut self) {
        self.title(tr("Findings", "问题"), self.review.findings().len());
        for finding in self.review.findings() {
            let name = words::finding_name(self.lang, finding.number);
            for held in self.held(&finding.standing) {
                self.finding(&name, &held);
            }
        }
    }

    fn finding(&mut self, name: &str, held: &Held<'_, Finding>) {
        let Some(finding) = held.value else { return self.row(name, held, TAKEN_AWAY.say(self.lang)) };
        let (severity, state) = (self.say(words::severity(finding.severity)), self.say(words::finding_state(finding.state)));
        self.row(name, held, &format!("{severity} {state}  {}  {}", self.all(&finding.on), finding.title));
        if let Some(dimension) = finding.dimension {
            self.under(self.say(tr("category: ", "问题类别：")), self.say(words::dimension(dimension)));
        }
        let parts = [
            (tr("criteria: ", "依据："), &finding.criteria),
            (tr("condition: ", "问题描述："), &finding.condition),
            (tr("cause: ", "原因分析："), &finding.cause),
            (tr("effect: ", "影响："), &finding.effect),
            (tr("recommendation: ", "整改建议："), &finding.recommendation),
            (tr("calculation: ", "计算过程："), &finding.calculation),
        ];
        for (label, text) in parts {
            self.under(self.say(label), text);
        }
        for deduction in &finding.deductions {
            self.under(self.lang.pick("deduction: ", "扣分："), &format!("{} {}", self.place(&deduction.indicator), deduction.points));
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
            self.line(format!("& {}", self.about(kind, &key)));
        }
    }

    fn dismissals(&mut self) {
        let keys = self.review.keys(Kind::Dismissal);
        if keys.is_empty() {
            return;
        }
        self.title(tr("Dismissed suspicions", "已排除的疑点"), keys.len());
        for key in keys {
            let standing = self.review.typed::<Dismissal>(Kind::Dismissal, &key);
            for held in self.held(&standing) {
                let suspicion = self.suspicion(&key);
                self.row(&suspicion, &held, held.value.map_or(TAKEN_AWAY.say(self.lang), |_| ""));
                self.under(self.lang.pick("reason: ", "理由："), held.value.map_or("", |dismissal| dismissal.reason.as_str()));
            }
        }
    }

    /// `计量单位不一致  指标 6`, by the key of a dismissal.
    fn suspicion(&self, key: &str) -> String {
        let (id, item) = key.split_once('@').map_or((key, None), |(id, item)| (id, mark_item(&format!("/{item}"))));
        let title = crate::checks::check(id).map_or(id, |check| self.say(check.title));
        item.map_or_else(|| title.to_owned(), |item| format!("{title}  {}", self.place(&item)))
    }

    fn links(&mut self) {
        let keys = self.review.keys(Kind::Link);
        if keys.is_empty() {
            return;
        }
        let mut rows = Vec::new();
        for key in keys {
            for held in self.held(&self.review.typed::<LinkSays>(Kind::Link, &key)) {
                let sign = if held.differs { "& " } else { "" };
                let says = match held.value {
                    Some(LinkSays::Yes) => tr("linked", "有关联"),
                    Some(LinkSays::No) => tr("not linked", "无关联"),
                    None => TAKEN_AWAY,
                };
                rows.push(format!("{sign}{}  {}  {}", self.ends(&key), self.say(says), held.by));
            }
        }
        self.title(tr("Links", "关联"), rows.len());
        self.lines.append(&mut rows);
    }

    /// An object as it is spoken of.
    fn about(&self, kind: Kind, key: &str) -> String {
        let numbered = |en: &str, zh: &str, number: Option<u32>| number.map(|n| self.lang.pick(format!("{en}{n}"), format!("{zh}{n}")));
        let found = match kind {
            Kind::Mark => self.mark(key),
            Kind::Link => Some(self.ends(key)),
            Kind::Comment => numbered("c", "注", self.review.comments().iter().find(|one| one.key == key).map(|one| one.number)),
            Kind::Finding => numbered("#", "问", self.review.findings().iter().find(|one| one.key == key).map(|one| one.number)),
            Kind::Dismissal => Some(self.suspicion(key)),
            _ => None,
        };
        found.unwrap_or_else(|| format!("{} {key}", kind.name()))
    }

    /// `初审 任务 1.3`, by the key of a mark.
    fn mark(&self, key: &str) -> Option<String> {
        let id = mark_item(key)?;
        let stage = Stage::ALL.into_iter().find(|stage| mark_key(*stage, &id) == key)?;
        Some(format!("{} {}", self.say(words::stage(stage)), self.place(&id)))
    }

    /// Both ends of a link.
    fn ends(&self, key: &str) -> String {
        link_ids(key).map_or_else(|| key.to_owned(), |(a, b)| format!("{} — {}", self.place(&a), self.place(&b)))
    }

    /// `任务 1.3  提升能级`.
    fn named(&self, item: &Item) -> String {
        format!("{} {}  {}", self.say(words::item_kind(item.at.kind())), item.no, item.name)
    }

    /// `任务 1.3`, `第 4 段`; what the report does not have, by its id.
    fn place(&self, id: &str) -> String {
        if let Some(at) = self.report.find(id) {
            return format!("{} {}", self.say(words::item_kind(at.kind())), self.report.item(at).no);
        }
        if let Some(n) = self.report.find_paragraph(id) {
            return self.lang.pick(format!("paragraph {}", n + 1), format!("第 {} 段", n + 1));
        }
        words::report_part(id).map_or_else(|| id.to_owned(), |part| self.say(part).to_owned())
    }

    fn all(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.place(id)).collect::<Vec<_>>().join(self.lang.pick(", ", "、"))
    }

    fn held<'a, T>(&self, standing: &'a Standing<T>) -> Vec<Held<'a, T>> {
        let by = |key: &str, at: &str| {
            let name = self.review.reviewer(key).map_or_else(|| key.to_owned(), |reviewer| reviewer.name);
            format!("{name} {}", words::when(at))
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
