//! Keys of objects that say what the object is about. An item's own id may hold any character; those
//! that mean something in keys are percent-written.

use std::borrow::Cow;

use super::{Stage, event::key_digest};

/// `first/duty-3`: the key of a mark.
pub fn mark_key(stage: Stage, item: &str) -> String {
    format!("{}/{}", stage.name(), in_key(item))
}

/// `first/indicator-6`: the key of a score.
pub fn score_key(stage: Stage, indicator: &str) -> String {
    mark_key(stage, indicator)
}

/// `indicator-6/actual`, `funds/basic.budget`: the key of a supplement.
pub fn supplement_key(item: &str, field: &str) -> String {
    format!("{}/{field}", in_key(item))
}

/// The item and the field path in the key of a supplement.
pub fn supplement_of(key: &str) -> Option<(Cow<'_, str>, &str)> {
    key.split_once('/').map(|(item, field)| (read(item), field))
}

/// `f3a…/r-7f3a…`: the key of a member's opinion on a finding.
pub fn opinion_key(finding: &str, reviewer: &str) -> String {
    format!("{finding}/{reviewer}")
}

/// `duty-1+work-3.2`: the key of a link, ids in report order.
pub fn link_key(a: &str, b: &str) -> String {
    format!("{}+{}", in_key(a), in_key(b))
}

/// The item whose mark or score a key is about; `None` if it is no such key.
pub fn mark_item(key: &str) -> Option<String> {
    key.split_once('/').map(|(_, item)| read(item).into_owned())
}

/// The two ids in the key of a link.
pub fn link_ids(key: &str) -> Option<(String, String)> {
    let (a, b) = key.split_once('+')?;
    Some((read(a).into_owned(), read(b).into_owned()))
}

/// `r-7f3a…`: the key of a reviewer, made once, at their first act on a computer.
pub fn reviewer_key(name: &str, unit: &str, seat: &str, at: &str) -> String {
    format!("r-{}", key_digest([name, unit, seat, at]))
}

/// An id as it stands in keys.
pub fn in_key(id: &str) -> Cow<'_, str> {
    if !id.contains(['%', '/', '+', '@', '#']) {
        return Cow::Borrowed(id);
    }
    Cow::Owned(id.replace('%', "%25").replace('/', "%2F").replace('+', "%2B").replace('@', "%40").replace('#', "%23"))
}

/// The id that stands in a key.
pub(super) fn read(written: &str) -> Cow<'_, str> {
    if !written.contains('%') {
        return Cow::Borrowed(written);
    }
    let id = written.replace("%2F", "/").replace("%2B", "+").replace("%40", "@").replace("%23", "#").replace("%25", "%");
    Cow::Owned(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_with_a_slash_does_not_break_its_key() {
        assert_eq!(mark_key(Stage::First, "duty-3"), "first/duty-3");
        assert_eq!(mark_key(Stage::Final, "a/b%2F+@"), "final/a%2Fb%252F%2B%40");
        assert_eq!(mark_item("final/a%2Fb%252F%2B%40").as_deref(), Some("a/b%2F+@"));
        assert_eq!(read(&in_key("a/b%2F+@")), "a/b%2F+@");
        assert_eq!(link_key("a+b", "c"), "a%2Bb+c");
        assert_eq!(link_ids("a%2Bb+c"), Some(("a+b".to_owned(), "c".to_owned())));
        assert_eq!(link_ids("duty-1"), None);
    }

    #[test]
    fn a_reviewer_key_tells_names_apart_at_their_borders() {
        assert_ne!(reviewer_key("张三", "甲", "", ""), reviewer_key("张", "三甲", "", ""));
        assert_eq!(reviewer_key("a", "b", "c", "d").len(), 14);
    }
}
