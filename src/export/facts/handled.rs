//! What was done about what the checks found: which became findings, which were dismissed, by whom and why.
//! All of it stays in the house.

use super::{Facts, cite, date};
use crate::checks::{Decisions, Handled, check, numbers};
use crate::export::CheckRow;
use crate::export::scope::Scope;
use crate::lang::Lang;
use crate::review::{Dismissal, Kind, Standing, mark_item};

impl Facts<'_> {
    /// Everything dismissed, in the order of the keys: what, why, who, when, and whether it still holds.
    pub(super) fn dismissals(&self) -> Vec<Scope> {
        let review = self.record.review;
        let mut rows = Vec::new();
        for key in review.keys(Kind::Dismissal) {
            match review.typed::<Dismissal>(Kind::Dismissal, &key) {
                Standing::Nothing => {}
                Standing::Settled(said) => rows.push(self.dismissal(&key, &said.value, &said.by, &said.at, self.holds(&key, &said.value))),
                Standing::Conflict(all) => {
                    let differ = |said: &crate::review::Said<Option<Dismissal>>| {
                        let value =
                            said.value.clone().unwrap_or_else(|| Dismissal { reason: "不同意排除".into(), ..Dismissal::default() });
                        self.dismissal(&key, &value, &said.by, &said.at, "意见不一致")
                    };
                    rows.extend(all.iter().map(differ));
                }
            }
        }
        rows
    }

    fn dismissal(&self, key: &str, dismissal: &Dismissal, by: &str, at: &str, holds: &'static str) -> Scope {
        let (id, item) = key.split_once('@').map_or((key, None), |(id, item)| (id, mark_item(&format!("/{item}"))));
        let row = self.check_row(id);
        let mut scope = Scope::from(format!("dismissal {key}"));
        scope.text("编号", id);
        scope.maybe("疑点", row.map(|row| row.title.clone()).or_else(|| check(id).map(|check| check.title.say(Lang::Zh).to_owned())));
        let items = item.map_or_else(|| row.map(|row| row.items.clone()).unwrap_or_default(), |item| vec![item]);
        let is_item = items.iter().all(|id| self.record.report.find(id).is_some());
        let places = if is_item { String::new() } else { cite::places(self.record, &self.anchors, &items, &[]) };
        scope.text("事项", if places.is_empty() { cite::items(self.record, &items) } else { places });
        scope.text("理由", dismissal.reason.trim());
        scope.text("现状", holds);
        scope.text("审核人", self.who(by));
        scope.text("日期", date(at));
        scope
    }

    fn check_row(&self, id: &str) -> Option<&CheckRow> {
        self.record.checks.as_ref()?.rows.iter().find(|row| row.id == id)
    }

    /// Whether what was dismissed is still found, from the same.
    fn holds(&self, key: &str, dismissal: &Dismissal) -> &'static str {
        let Some(checks) = &self.record.checks else { return "" };
        let hits: Vec<_> = checks.rows.iter().flat_map(|row| &row.hits).filter(|hit| hit.key == key).collect();
        match hits.as_slice() {
            [] => "核查已不再提出",
            hits if hits.iter().any(|hit| hit.inputs == dismissal.inputs) => "有效",
            _ => "所依数据已变，需重新判断",
        }
    }

    /// `已记为问题1；已排除2处；待处理1处`.
    pub(super) fn handled(decisions: &Decisions<'_>, check: &CheckRow) -> String {
        let handled: Vec<Handled> = check.hits.iter().map(|hit| decisions.on(&check.id, hit)).collect();
        let count = |is: fn(&Handled) -> bool| handled.iter().filter(|one| is(one)).count();
        let counted = |words: &str, n: usize| if n == 0 { String::new() } else { format!("{words}{n}处") };
        let recorded = numbers(&handled).iter().map(|number| format!("问题{number}")).collect::<Vec<_>>().join("、");
        let said = [
            if recorded.is_empty() { recorded } else { format!("已记为{recorded}") },
            counted("已排除", count(|one| matches!(one, Handled::Dismissed(_)))),
            counted("待处理", count(Handled::is_open)),
        ];
        said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；")
    }
}
