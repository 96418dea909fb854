//! What could not be verified, and the evidence still to come, by the office that has it.

use std::collections::BTreeMap;

use super::{Facts, cite};
use crate::checks::State;
use crate::export::scope::Scope;
use crate::report::ItemRef;
use crate::review::{Kind, MarkTo, Standing};

/// A request: what is asked for, to verify what, where the report speaks of it, by when.
struct Wanted {
    office: String,
    name: String,
    purpose: String,
    place: String,
    due: String,
    source: String,
}

impl Facts<'_> {
    pub(super) fn evidence(&self, scope: &mut Scope) {
        let unverified = self.unverified();
        scope.count("未核数", unverified.len());
        scope.list("未核", unverified);
        let wanted = self.wanted();
        scope.count("资料数", wanted.len());
        let mut offices: BTreeMap<(bool, String), Vec<Scope>> = BTreeMap::new();
        for wanted in wanted {
            let mut row = Scope::from(wanted.source);
            row.text("名称", wanted.name);
            row.text("用途", wanted.purpose);
            row.text("位置", wanted.place);
            row.text("期限", wanted.due);
            // Those that name nobody come last.
            offices.entry((wanted.office.is_empty(), wanted.office)).or_default().push(row);
        }
        let office = |((_, name), rows): ((bool, String), Vec<Scope>)| {
            let mut scope = Scope::from("record");
            scope.text("名称", name);
            scope.count("资料数", rows.len());
            scope.list("资料", rows);
            scope
        };
        scope.list("处室", offices.into_iter().map(office).collect());
    }

    /// Items that wait for evidence, and checks that could not speak.
    fn unverified(&self) -> Vec<Scope> {
        let row = |what: String, why: &str, source: String| {
            let mut scope = Scope::from(source);
            scope.text("事项", what);
            scope.text("原因", why.trim_end_matches(['。', '；']));
            scope
        };
        let waiting = self.waiting().map(|(item, id)| row(cite::name(self.record, item), "佐证材料待补充", id));
        let checks = self.record.checks.iter().flat_map(|checks| &checks.rows).filter(|check| check.state == State::Skip);
        let skipped = checks.map(|check| row(check.title.clone(), &check.detail, format!("check {}", check.id)));
        waiting.chain(skipped).collect()
    }

    /// The items marked as needing evidence, in report order.
    fn waiting(&self) -> impl Iterator<Item = (ItemRef, String)> {
        let report = self.record.report;
        let waits = |id: &String| self.marks.get(id).is_some_and(|(_, said)| said.value.to == MarkTo::NeedsEvidence);
        report.items().map(|item| (item, report.id(item))).filter(move |(_, id)| waits(id))
    }

    fn wanted(&self) -> Vec<Wanted> {
        let (report, review) = (self.record.report, self.record.review);
        let mut wanted = Vec::new();
        for key in review.keys(Kind::Report) {
            let standing: Standing<String> = review.typed(Kind::Report, &key);
            if standing.settled().is_some_and(|said| said == "not_received") {
                let name = match key.strip_prefix("annex-").and_then(|n| n.parse::<usize>().ok()) {
                    Some(n) => {
                        let annex = n.checked_sub(1).and_then(|at| report.enclosed().annexes.get(at));
                        format!("报告附件{n}{}", annex.map_or_else(String::new, |annex| format!("《{}》", annex.name)))
                    }
                    None => "部门整体支出绩效自评表".to_owned(),
                };
                wanted.push(Wanted {
                    office: String::new(),
                    name,
                    purpose: "报告所附资料，尚未收到".into(),
                    place: String::new(),
                    due: String::new(),
                    source: format!("report {key}"),
                });
            }
        }
        for (item, id) in self.waiting() {
            let (names, office) = self.named_evidence(item);
            let place = report.item(item).place.map_or_else(String::new, |place| cite::cite(self.record, place));
            let due = review.findings_on(&id).iter().filter_map(|at| review.findings()[*at].standing.settled());
            let due = due.map(|finding| finding.deadline.trim().to_owned()).find(|due| !due.is_empty()).unwrap_or_default();
            for name in names {
                let purpose = format!("核实{}", cite::name(self.record, item));
                let (place, due, source) = (place.clone(), due.clone(), id.clone());
                wanted.push(Wanted { office: office.clone(), name, purpose, place, due, source });
            }
        }
        wanted
    }

    /// The evidence an item's own fields say is missing, and who has it; else evidence for it at all.
    fn named_evidence(&self, item: ItemRef) -> (Vec<String>, String) {
        let report = self.record.report;
        let of_item = || vec!["能够证明所述情况的佐证材料".to_owned()];
        match item {
            ItemRef::Indicator(n) => {
                let indicator = report.indicator(n);
                let missing = indicator.evidence.iter().filter(|evidence| evidence.status.as_deref().is_some_and(|status| status != "有"));
                let names: Vec<String> = missing.map(|evidence| evidence.name.clone()).filter(|name| !name.is_empty()).collect();
                let office = indicator.evidence.iter().find_map(|evidence| evidence.provider.clone()).unwrap_or_default();
                let unnamed = || vec![format!("实际完成值的统计台账、原始凭证等佐证材料")];
                (if names.is_empty() { unnamed() } else { names }, office)
            }
            ItemRef::Measure(n) => (of_item(), report.measure(n).owner.unwrap_or_default()),
            _ => (of_item(), String::new()),
        }
    }
}
