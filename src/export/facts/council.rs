//! 会商: what members said of each finding before it was settled. It stays in the house.

use std::collections::BTreeSet;

use super::finding::Stands;
use super::{Facts, date};
use crate::export::scope::Scope;
use crate::lang::Lang;
use crate::review::{Finding, Kind, Named, Opinion, Said, Standing, in_council, silent};
use crate::words;

impl Facts<'_> {
    /// The findings that were discussed or are to be: members gave opinions or differ, or the department answered.
    pub(super) fn council(&self, scope: &mut Scope) {
        // Who has not spoken takes part, too: the screen lists them beside the others.
        let mut members: BTreeSet<String> = self.record.review.keys(Kind::Reviewer).iter().map(|key| self.who(key)).collect();
        let mut rows = Vec::new();
        for at in in_council(self.record.review) {
            let named = &self.record.review.findings()[at];
            let opinions = self.opinions(named, &mut members);
            // Where members differ on the finding itself, the latest words stand for it.
            let latest: Option<Said<Finding>> = match &named.standing {
                Standing::Nothing => None,
                Standing::Settled(said) => Some(said.clone()),
                Standing::Conflict(all) => all.iter().rev().find_map(|said| {
                    Some(Said { value: said.value.clone()?, by: said.by.clone(), at: said.at.clone(), event: said.event })
                }),
            };
            let Some(said) = latest else { continue };
            let stands = Stands { named, said: &said };
            let mut row = self.finding(&stands);
            let count = |to: &str| opinions.iter().filter(|(is, _)| is == to).count();
            let held = ["维持", "调整", "撤销"].map(|to| (to, count(to)));
            row.text("意见构成", super::made_up_of(held, "人"));
            row.text("未表态", silent(self.record.review, &named.key).iter().map(|key| self.who(key)).collect::<Vec<_>>().join("、"));
            row.list("意见", opinions.into_iter().map(|(_, row)| row).collect());
            rows.push(row);
        }
        scope.count("会商数", rows.len());
        scope.text("参会人", members.into_iter().collect::<Vec<_>>().join("、"));
        scope.list("会商", rows);
    }

    /// What each member said: the word for it, and the row.
    fn opinions(&self, named: &Named<Finding>, members: &mut BTreeSet<String>) -> Vec<(String, Scope)> {
        let mut rows = Vec::new();
        let mut add = |by: &str, at: &str, to: &str, points: Option<String>, text: String| {
            let who = self.who(by);
            let mut row = Scope::from(format!("finding {}", named.key));
            row.text("成员", who.clone());
            row.text("意见", to);
            row.maybe("分值", points);
            row.text("理由", super::cite::sentence(&text));
            row.text("日期", date(at));
            members.insert(who);
            rows.push((to.to_owned(), row));
        };
        if let Standing::Conflict(all) = &named.standing {
            for said in all {
                let says = said.value.as_ref().map_or_else(
                    || "不列为问题".to_owned(),
                    |finding| format!("列为{}问题：{}", words::severity(finding.severity).say(Lang::Zh), finding.title.trim()),
                );
                add(&said.by, &said.at, "意见不一致", None, says);
            }
        }
        for (member, standing) in self.record.review.opinions(&named.key) {
            let all: Vec<(Opinion, String)> = match standing {
                Standing::Nothing => Vec::new(),
                Standing::Settled(said) => vec![(said.value, said.at)],
                Standing::Conflict(all) => all.into_iter().filter_map(|said| Some((said.value?, said.at))).collect(),
            };
            for (opinion, at) in all {
                let points = opinion.points.map(|points| points.trim().to_owned()).filter(|points| !points.is_empty());
                add(&member, &at, words::opinion(opinion.to).say(Lang::Zh), points, opinion.text);
            }
        }
        rows
    }
}
