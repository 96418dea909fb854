//! What there is to say: the record as the scope that templates ask.
//!
//! Nothing is reckoned here but counts and sums, and nothing is worded that a template could word. A
//! count of nothing has no value, so that a sentence about it is left out.

mod cite;
mod council;
mod evidence;
mod finding;
mod handled;
mod indicator;
mod inside;

use std::collections::HashMap;

use rust_decimal::Decimal;

use self::finding::Stands;
use super::Record;
use super::provenance::Provenance;
use super::scope::Scope;
use crate::lang::Lang;
use crate::report::{ItemRef, Quantity};
use crate::review::{Anchors, Finding, Kind, Mark, MarkTo, Named, Response, Review, Said, Stage, Standing, Supplement};
use crate::words;

/// What is worked out once for all papers.
pub(super) struct Facts<'a> {
    record: &'a Record<'a>,
    anchors: Anchors,
    /// Points as they were sent out, by the finding's key.
    proposed: HashMap<String, Decimal>,
    /// The latest stage's mark on each item, with its stage.
    marks: HashMap<String, (Stage, Said<Mark>)>,
}

/// The finding's severities a paper has words for, worst first.
const SEVERITIES: [crate::review::Severity; 3] =
    [crate::review::Severity::Severe, crate::review::Severity::Major, crate::review::Severity::Minor];

impl<'a> Facts<'a> {
    pub(super) fn of(record: &'a Record<'a>) -> Self {
        let mut anchors = Anchors::default();
        let quotes = record.review.findings().iter().flat_map(|named| named.standing.values()).flat_map(|finding| &finding.quotes);
        let commented =
            record.review.comments().iter().flat_map(|named| named.standing.values()).filter_map(|comment| comment.quote.as_ref());
        anchors.learn(record.report, quotes.chain(commented));
        let mut marks = HashMap::new();
        for stage in Stage::ALL {
            for (item, mark) in record.review.marks(stage) {
                if let Standing::Settled(said) = mark {
                    marks.insert(item.into_owned(), (stage, said.clone()));
                }
            }
        }
        Self { record, anchors, proposed: finding::proposed(record.review), marks }
    }

    /// Everything, inside matters too: [`Scope::without_inside`] is for papers that go out.
    pub(super) fn scope(&self) -> (Scope, Provenance) {
        let review = self.record.review;
        let standing = finding::standing(review);
        let out: Vec<&Stands<'_>> = standing.iter().filter(|stands| stands.goes_out()).collect();
        let answered: Vec<&Stands<'_>> = standing.iter().filter(|stands| stands.is_answered()).collect();
        let provenance = Provenance::of(self.record, out.len());
        let mut scope = Scope::from("record");
        self.report(&mut scope);
        self.people(&mut scope, &provenance);
        self.progress(&mut scope);
        self.findings(&mut scope, &standing, &out, &answered);
        self.indicators(&mut scope);
        self.evidence(&mut scope);
        self.inside(&mut scope);
        self.council(&mut scope);
        (scope, provenance)
    }

    fn report(&self, scope: &mut Scope) {
        let report = self.record.report;
        let (meta, funds, rating, counts) = (report.meta(), report.funds(), report.self_rating(), report.counts());
        scope.maybe("部门", meta.department.clone());
        scope.maybe("年度", meta.year.as_ref().map(|year| year.trim_end_matches('年').to_owned()));
        scope.maybe("报告名称", meta.title.as_deref().map(cite::tidy));
        scope.maybe("报告日期", meta.issued.as_deref().map(cite::tidy));
        scope.maybe("标志", meta.marking.clone());
        let unit = funds.unit.clone().unwrap_or_default();
        // With the unit it is counted in, unless it is printed with one.
        let money = |quantity: &Option<Quantity>| {
            quantity.as_ref().map(|money| if money.unit.is_some() { money.raw.clone() } else { format!("{}{unit}", money.raw) })
        };
        scope.text("金额单位", unit.clone());
        scope.maybe("年初预算", money(&funds.initial));
        scope.maybe("调整后预算", money(&funds.adjusted));
        scope.maybe("执行数", money(&funds.executed));
        scope.maybe("执行率", funds.rate.as_ref().map(percent));
        let stated = [("年初预算", money(&funds.initial)), ("调整后预算", money(&funds.adjusted)), ("执行数", money(&funds.executed))];
        let stated = stated.into_iter().chain([("执行率", funds.rate.as_ref().map(percent))]);
        let stated: Vec<String> = stated.filter_map(|(words, value)| Some(format!("{words}{}", value?))).collect();
        scope.text("收支构成", stated.join("，"));
        scope.maybe("自评得分", rating.score.as_ref().map(|score| score.raw.trim_end_matches('分').to_owned()));
        scope.maybe("自评等级", rating.grade.clone());
        scope.maybe("自评结论", rating.conclusion.as_deref().map(|said| cite::sentence(&cite::tidy(said))));
        for (name, count) in [
            ("职责数", counts.duties),
            ("任务数", counts.parts + counts.work_items_whole),
            ("指标数", counts.indicators),
            ("自查问题数", counts.issues),
            ("措施数", counts.measures),
            ("审核项数", counts.reviewable()),
        ] {
            scope.count(name, count as usize);
        }
    }

    fn people(&self, scope: &mut Scope, provenance: &Provenance) {
        let review = self.record.review;
        scope.text("报告校验码", provenance.report_sha256.clone());
        scope.text("记录校验码", provenance.heads.join(" "));
        scope.maybe("记录时间", provenance.time());
        scope.text("审核人", provenance.reviewers.clone());
        scope.text("审核单位", provenance.units.clone());
        scope.maybe("评分标准", provenance.standard.clone());
        let people: Vec<_> = review.acting().into_iter().filter_map(|key| review.reviewer(&key)).collect();
        for (name, stage) in [("初审人", Stage::First), ("复审人", Stage::Recheck), ("审定人", Stage::Final)] {
            let names: Vec<&str> = people.iter().filter(|person| person.stage == stage).map(|person| person.name.as_str()).collect();
            scope.text(name, names.join("、"));
        }
        if review.findings().iter().any(|named| named.standing.settled().is_some_and(|finding| finding.no.is_none())) {
            scope.text("编号说明", "问题编号为暂编。");
        }
        scope.count("批注数", review.comments().len());
    }

    fn progress(&self, scope: &mut Scope) {
        let report = self.record.report;
        let items: Vec<ItemRef> = report.items().filter(|item| report.is_reviewable(*item)).collect();
        let marked: Vec<MarkTo> =
            items.iter().filter_map(|item| self.marks.get(&report.id(*item))).map(|(_, said)| said.value.to).collect();
        let count = |to: MarkTo| marked.iter().filter(|mark| **mark == to).count();
        scope.count("已审项数", marked.len());
        scope.count("未审项数", items.len() - marked.len());
        scope.count("审结项数", if marked.len() == items.len() { items.len() } else { 0 });
        let counts = [
            ("无疑问项数", "无疑问", MarkTo::Accepted),
            ("有问题项数", "有问题", MarkTo::Problem),
            ("待补项数", "待补充佐证材料", MarkTo::NeedsEvidence),
            ("不适用项数", "不适用", MarkTo::NotApplicable),
        ];
        for (name, _, to) in counts {
            scope.count(name, count(to));
        }
        scope.text("审核构成", made_up_of(counts.map(|(_, words, to)| (words, count(to))), "项"));
    }

    fn findings(&self, scope: &mut Scope, standing: &[Stands<'_>], out: &[&Stands<'_>], answered: &[&Stands<'_>]) {
        let all: HashMap<&str, Scope> = standing.iter().map(|stands| (stands.named.key.as_str(), self.finding(stands))).collect();
        let scoped = |stands: &&Stands<'_>| all.get(stands.named.key.as_str()).cloned().unwrap_or_default();
        let mut groups = Vec::new();
        for severity in SEVERITIES {
            let rows: Vec<Scope> = out.iter().filter(|stands| stands.finding().severity == severity).map(&scoped).collect();
            if !rows.is_empty() {
                let name = words::severity(severity).say(Lang::Zh);
                let mut group = Scope::from("record");
                group.text("名称", name);
                group.count("问题数", rows.len());
                group.list("问题", rows);
                groups.push(group);
            }
        }
        scope.list("严重程度", groups);
        let of = |severity| out.iter().filter(|stands| stands.finding().severity == severity).count();
        scope.text("问题构成", made_up_of(SEVERITIES.map(|severity| (words::severity(severity).say(Lang::Zh), of(severity))), "个"));
        scope.count("问题数", out.len());
        let deducts = |stands: &&&Stands<'_>| finding::deducted(&stands.finding().deductions).is_some_and(|points| !points.is_zero());
        scope.count("扣分问题数", out.iter().filter(deducts).count());
        scope.list("问题", out.iter().map(&scoped).collect());
        scope.list("反馈", answered.iter().map(&scoped).collect());
        scope.list("全部问题", standing.iter().map(|stands| scoped(&stands)).collect());
        let came = answered.iter().filter(|stands| stands.finding().response.as_ref().is_some_and(Response::came)).count();
        scope.count("反馈数", came);
        let silent = answered.iter().filter(|stands| stands.finding().response.as_ref().is_some_and(|response| !response.came())).count();
        scope.maybe("未反馈数", (silent > 0).then(|| silent.to_string()));
        let [accepted, partly, rejected] = finding::rulings(answered);
        scope.count("采纳数", accepted);
        scope.count("部分采纳数", partly);
        scope.count("不采纳数", rejected);
        let upheld = answered.iter().filter(|stands| finding::is_upheld(stands.finding())).count();
        let open = answered.len() - accepted - partly - rejected - upheld;
        let rulings = [("采纳", accepted), ("部分采纳", partly), ("不采纳", rejected), ("维持", upheld), ("待研究", open)];
        scope.text("采纳构成", made_up_of(rulings, "条"));
        scope.count("撤销数", standing.iter().filter(|stands| stands.finding().state == crate::review::FindingState::Withdrawn).count());
        scope.count("提示数", standing.iter().filter(|stands| stands.finding().severity == crate::review::Severity::Hint).count());
        scope.text("所引依据", cited(out.iter().map(|stands| stands.finding().criteria.as_str())));
    }

    fn who(&self, key: &str) -> String {
        self.record.review.reviewer(key).map_or_else(|| key.to_owned(), |reviewer| reviewer.name)
    }
}

/// The findings that papers carry out and whose number no paper has fixed yet, with the number they have
/// now. Numbers are fixed for all that stand at once: else the rest would be numbered anew behind them.
pub fn unnumbered(review: &Review) -> Vec<(&Named<Finding>, &Finding)> {
    let settled = review.findings().iter().filter_map(|named| named.standing.settled().map(|finding| (named, finding)));
    settled.filter(|(_, finding)| finding.no.is_none()).collect()
}

/// `严重3个、一般5个`: what there is none of is not named.
fn made_up_of<const N: usize>(counts: [(&str, usize); N], counter: &str) -> String {
    let some = counts.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(words, count)| format!("{words}{count}{counter}")).collect::<Vec<_>>().join("、")
}

/// `99.7%` of a rate printed with or without its sign.
fn percent(rate: &Quantity) -> String {
    if rate.unit.is_none() && rate.value.is_some() { format!("{}%", rate.raw) } else { rate.raw.clone() }
}

/// 2026-11-23 of a stamp; what is no stamp stays as it is.
fn date(at: &str) -> String {
    let day = at.get(..10).filter(|day| at.len() > 10 && day.as_bytes().get(4) == Some(&b'-'));
    day.unwrap_or(at).to_owned()
}

/// The documents named with 《》, each once, in the order they are cited.
fn cited<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    /// More are no list but a library.
    const CITED_MAX: usize = 12;
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        for title in text.split('《').skip(1).filter_map(|rest| rest.split_once('》')) {
            // 〔2020〕10号 belongs to it.
            let number = title.1.strip_prefix('（').and_then(|rest| rest.split_once('）')).filter(|(number, _)| number.contains('〔'));
            let number = number.map_or_else(String::new, |(number, _)| format!("（{number}）"));
            let cited = format!("《{}》{number}", title.0);
            if !found.contains(&cited) && found.len() < CITED_MAX {
                found.push(cited);
            }
        }
    }
    found.join("、")
}

/// What the reviewer read in for fields the report lacks.
fn supplements(record: &Record<'_>) -> Vec<Scope> {
    let review = record.review;
    let row = |key: String| {
        let standing: Standing<Supplement> = review.typed(Kind::Supplement, &key);
        let value = standing.settled()?;
        let (item, field) = key.split_once('/')?;
        let id = crate::review::mark_item(&format!("/{item}"))?;
        let mut scope = Scope::from(format!("supplement {key}"));
        scope.text("事项", cite::items(record, &[id]));
        scope.text("字段", indicator::field_words(field));
        scope.text("值", value.value.clone());
        scope.text("来源", value.source.clone());
        scope.text("说明", value.note.clone());
        Some(scope)
    };
    review.keys(Kind::Supplement).into_iter().filter_map(row).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::HitId;
    use crate::checks::State;
    use crate::export::vocabulary::{self, Audience};
    use crate::export::{CheckRow, Checks};
    use crate::report::{Places, Report};
    use crate::review::{Act, Put, Stamp};

    const EVERY_MEMBER: &str = include_str!("../../../tests/data/every_member.json");

    fn review(puts: Vec<Put>) -> Review {
        let mut review = Review::default();
        let stamp = Stamp { by: "r-1".into(), seat: "zhang@pc".into(), at: "2026-11-23T10:02:11+08:00".into() };
        review.accept(review.stamp(&Act::Put(puts), &stamp).unwrap());
        review
    }

    fn everything() -> Review {
        let finding = |title: &str, more: serde_json::Value| {
            let mut finding = json!({
                "title": title, "on": ["indicator-1", "duty-1"], "criteria": "依《甲》（财预〔2020〕10号）", "condition": "一", "cause": "二",
                "effect": "三", "recommendation": "四", "calculation": "1+1=2", "owner": "财务处", "deadline": "2026-12-31", "dimension": "truth",
                "evidence": [{"name": "台账", "page": "3"}], "deductions": [{"indicator": "indicator-1", "points": "2.70"}],
                "quotes": [{"exact": "负责"}],
            });
            finding.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            Put::add(Kind::Finding, &finding)
        };
        review(vec![
            Put::set(Kind::Reviewer, "r-1", &json!({"name": "张三", "unit": "绩效处", "stage": "first"})),
            Put::set(
                Kind::Frame,
                "frame",
                &json!({"pack": "mof-2020-10", "version": "1", "rows": [{"id": "indicator-1", "weight": "10"}]}),
            ),
            Put::set(Kind::Score, "first/indicator-1", &json!({"from": "self", "verified_actual": "90", "reason": "按台账"})),
            Put::set(Kind::Mark, "first/indicator-1", &json!({"to": "needs_evidence", "content": "x"})),
            Put::set(Kind::Report, "table", &"not_received"),
            Put::set(Kind::Dismissal, "B01@indicator-1", &json!({"inputs": "aa", "reason": "口径不同"})),
            Put::set(Kind::Finding, "f9", &json!({"title": "戊", "on": ["duty-1"]})),
            Put::set(Kind::Opinion, "f9/r-1", &json!({"to": "change", "points": "1.50", "text": "可补"})),
            Put::add(
                Kind::Call,
                &json!({"with": "财务处", "telephone": "1", "at": "2026-11-23", "questions": ["台账"], "answer": "有", "due": "2026-12-31"}),
            ),
            Put::set(Kind::Supplement, "indicator-1/actual", &json!({"value": "90", "source": "电话", "note": "记"})),
            Put::add(Kind::Comment, &json!({"on": ["indicator-1"], "text": "内部的话"})),
            finding(
                "甲",
                json!({"severity": "severe", "rectification": "closed", "response": {"text": "不认可", "by": "财务处", "at": "2026-11-28"}, "ruling": {"to": "partly", "reason": "r", "reply": "p"},
                    "remedy": {"person": "王某", "result": "s", "done": "partly", "proof": "t", "unfinished": "u", "verifier": "张三", "verified": "2027-01-10"}}),
            ),
            finding("乙", json!({"severity": "hint"})),
            finding("己", json!({"response": {"text": ""}})),
            finding("丙", json!({"severity": "minor", "state": "withdrawn", "ruling": {"to": "accepted"}})),
            finding("丁", json!({"ruling": {"to": "rejected"}, "deductions": []})),
            Put::set(Kind::Reviewer, "r-2", &json!({"name": "李四", "stage": "final"})),
            Put::set(Kind::Mark, "first/duty-1", &json!({"to": "accepted"})),
            Put::set(Kind::Mark, "first/duty-2", &json!({"to": "problem"})),
            Put::set(Kind::Mark, "first/measure-1", &json!({"to": "not_applicable"})),
        ])
    }

    fn checks() -> Checks {
        let row = |id: &str, state| CheckRow {
            id: id.into(),
            title: "名".into(),
            state,
            words: "词",
            detail: "详".into(),
            items: vec!["indicator-1".into()],
            hits: vec![HitId { key: "B01@indicator-1".into(), inputs: "aa".into(), ..HitId::default() }],
        };
        let states = [State::Pass, State::Fail, State::Warn, State::Skip];
        Checks { rules: "base 1".into(), rows: states.into_iter().map(|state| row("B01", state)).collect(), own: Vec::new() }
    }

    #[test]
    fn every_name_is_in_the_vocabulary_and_what_is_inside_is_stripped() {
        let report = Report::load(EVERY_MEMBER.into()).unwrap().report;
        let (review, places) = (everything(), Places::of_report(&report));
        let record = Record { checks: Some(checks()), ..Record::new(&report, &review, &places) };
        let (scope, _) = Facts::of(&record).scope();
        let mut said = std::collections::BTreeSet::new();
        for (list, name, is_list) in scope.names("") {
            let known = if is_list { vocabulary::list(list, name) } else { vocabulary::field(list, name) };
            assert!(known.is_some(), "{name} in {list:?}");
            said.insert((list, name));
        }
        for (list, name, is_list) in scope.without_inside().names("") {
            let known = if is_list { vocabulary::list(list, name) } else { vocabulary::field(list, name) };
            assert_eq!(known, Some(Audience::Outside), "{name} in {list:?}");
        }
        // The other way round: a name under which nothing is ever said would be a trap for an office.
        let silent = vocabulary::VOCABULARY.iter().flat_map(|names| {
            names.fields.iter().chain(names.inside).filter(|name| !said.contains(&(names.list, **name))).map(|name| (names.list, *name))
        });
        // What one record cannot have at once, or gets from elsewhere.
        let others =
            [("", "审结项数"), ("", "征求意见稿"), ("", "评分说明"), ("", "复审人"), ("", "审定人"), ("", "复核等级"), ("", "未计扣分")];
        // What only a scoring standard that is at hand can reckon: `tests/papers.rs` sees these.
        let reckoned = [("指标", "公式得分"), ("指标", "计算过程")];
        let others = others.into_iter().chain(reckoned).collect::<Vec<_>>();
        // Those of the summary are said of many records.
        let of_many = |(list, name): &(&str, &str)| list.starts_with("汇总") || matches!(*name, "部门数" | "未审完数");
        assert_eq!(silent.filter(|name| !others.contains(name) && !of_many(name)).collect::<Vec<_>>(), []);
    }

    #[test]
    fn the_points_sent_out_are_those_before_the_answer_was_ruled_on() {
        let mut review =
            review(vec![Put::set(Kind::Finding, "f1", &json!({"title": "甲", "deductions": [{"indicator": "i", "points": "2.70"}]}))]);
        let stamp = Stamp { by: "r-1".into(), seat: String::new(), at: "2026-11-24T10:00:00+08:00".into() };
        let ruled = json!({"title": "甲", "deductions": [{"indicator": "i", "points": "1.2"}], "ruling": {"to": "partly"}});
        review.accept(review.stamp(&Act::Put(vec![Put::set(Kind::Finding, "f1", &ruled)]), &stamp).unwrap());
        assert_eq!(finding::proposed(&review).get("f1"), Some(&Decimal::new(270, 2)));
    }

    #[test]
    fn a_count_of_nothing_is_not_named() {
        assert_eq!(made_up_of([("严重", 3), ("较重", 0), ("一般", 5)], "个"), "严重3个、一般5个");
    }

    #[test]
    fn documents_are_cited_once_with_their_number() {
        let texts = ["据《甲》（财预〔2020〕10号）第三条", "《乙》（试行）和《甲》（财预〔2020〕10号）"];
        assert_eq!(cited(texts.into_iter()), "《甲》（财预〔2020〕10号）、《乙》");
    }
}
