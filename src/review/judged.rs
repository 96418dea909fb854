//! Who judged, and when, where a later act only gave the object its number: a paper that carries a
//! finding out fixes its number, and that is no judgement of the finding.

use super::fold::{Fold, Object};
use super::{Change, EventId, Finding, Standing};

/// `standing` with the reviewer and time of the act that first said what it says, its number aside. The
/// event stays the one that stands.
pub(super) fn judged<T>(fold: &Fold, object: &Object, mut standing: Standing<T>) -> Standing<T> {
    if let Standing::Settled(said) = &mut standing
        && let Some(node) = fold.node(first_said(fold, object, said.event))
    {
        said.by.clone_from(&node.event.stamp.by);
        said.at.clone_from(&node.event.stamp.at);
    }
    standing
}

/// The act before `event`, and before that, as long as each says the same.
fn first_said(fold: &Fold, object: &Object, event: EventId) -> EventId {
    let change = |id: EventId| object.puts.iter().find(|put| put.event == id).map(|put| fold.put(*put).1);
    let mut first = event;
    // Each step goes to an earlier put of this object; a circle could only be forged.
    for _ in 0..object.puts.len() {
        let Some(now) = change(first) else { break };
        let Some(content) = content(now) else { break };
        let same = |id: &EventId| change(*id).and_then(self::content).is_some_and(|before| before == content);
        let Some(before) = now.over.iter().flat_map(|name| fold.named(*name)).find(same) else { break };
        first = before;
    }
    first
}

/// What a change says of a finding, its number aside.
fn content(change: &Change) -> Option<Finding> {
    let finding: Finding = serde_json::from_str(&change.text).ok()?;
    Some(Finding { no: None, ..finding })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use serde_json::json;

    use super::super::fixture::{act_at, stamp};
    use super::super::{Act, Kind, Put, Review};
    use super::Standing;

    fn at(review: &Review) -> String {
        let Standing::Settled(said) = &review.findings()[0].standing else { panic!("settled") };
        said.at.clone()
    }

    #[test]
    fn a_number_moves_no_time_and_a_change_of_words_does() {
        let mut review = Review::default();
        let put = |review: &mut Review, second: u32, value: serde_json::Value| {
            act_at(review, &Act::Put(vec![Put::set(Kind::Finding, "f1", &value)]), &stamp("r-1", second));
        };
        put(&mut review, 1, json!({"title": "甲"}));
        let judged = at(&review);
        put(&mut review, 5, json!({"title": "甲", "no": 1}));
        assert_eq!(review.findings()[0].standing.settled().unwrap().no, Some(1));
        assert_eq!(at(&review), judged);
        put(&mut review, 6, json!({"title": "乙", "no": 1}));
        assert_ne!(at(&review), judged);
        let judged = at(&review);
        put(&mut review, 7, json!({"title": "乙", "no": 2}));
        assert_eq!(at(&review), judged);
    }
}
