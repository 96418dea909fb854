//! What all checks said of a report at one time, and of which words of the review it is an answer to.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{Facts, Said, Verdict, run};
use crate::report::Report;
use crate::review::{Frame, Kind, Review};
use crate::rules::{self, Chosen, Lacking, Pack};

/// What all checks said of a report.
#[derive(Debug)]
pub struct Checked {
    /// What of the review they read.
    pub reads: Reads,
    /// The rules.
    pub pack: Arc<Pack>,
    /// The pack these stand in for, if one is wanted that cannot be had.
    pub lacking: Option<Lacking>,
    /// In what the pack differs from the one the review chose, by the same name.
    pub differs: Option<Said>,
    /// What each said, in the order of [`super::CHECKS`].
    pub verdicts: Vec<Verdict>,
}

impl Checked {
    /// Runs all checks. Costs passes over the report: not on a key.
    pub fn of(report: &Report, review: &Review, chosen: Chosen) -> Self {
        let Chosen { pack, lacking, .. } = chosen;
        let verdicts = run(&Facts::of(report, review, &pack));
        let frame = review.typed::<Frame>(Kind::Frame, "frame");
        let differs = frame.settled().and_then(|frame| rules::differs(frame, &pack));
        Self { reads: Reads::of(review), pack, lacking, differs, verdicts }
    }
}

/// What of a review checks read, as a hash: while it is the same, their answer is the same, whatever
/// was marked, written or dismissed meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads([u8; 32]);

impl Reads {
    /// Of a review as it is now. Reads the objects that checks read, no others.
    pub fn of(review: &Review) -> Self {
        const READ: [Kind; 4] = [Kind::Report, Kind::Frame, Kind::Supplement, Kind::Link];
        let mut hash = Sha256::new();
        for kind in READ {
            // Which report was judged is no matter for checks.
            for key in review.keys(kind).into_iter().filter(|key| kind != Kind::Report || key != "sha256") {
                for part in [kind.name(), &key] {
                    hash.update(part);
                    hash.update("\u{1F}");
                }
                for value in review.standing(kind, &key).values() {
                    hash.update(value.to_string());
                    hash.update("\u{1F}");
                }
            }
        }
        Self(hash.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::review;
    use super::*;

    #[test]
    fn what_is_marked_or_dismissed_needs_no_new_answer_what_is_supplied_does() {
        let none = Reads::of(&Review::default());
        let after = |kind, key: &str, value| Reads::of(&review(&[(kind, key, value)]));
        assert_eq!(after(Kind::Mark, "first/duty-1", json!({"to": "accepted", "content": ""})), none);
        assert_eq!(after(Kind::Dismissal, "B02", json!({"inputs": "0", "reason": "已核"})), none);
        assert_eq!(after(Kind::Report, "sha256", json!("00")), none);
        assert_ne!(after(Kind::Report, "table", json!("received")), none);
        assert_ne!(after(Kind::Report, "table", json!("received")), after(Kind::Report, "table", json!("not_received")));
        assert_ne!(after(Kind::Supplement, "funds/initial", json!({"value": "1", "source": "来函"})), none);
        assert_ne!(after(Kind::Link, "duty-1+work-1", json!("yes")), none);
    }
}
