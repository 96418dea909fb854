//! How far an assessment has come on its way from the first look to the approval.

use crate::lang::{Words, tr};
use crate::review::{Kind, Review, Stage};

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// 未开始: nobody has done anything.
    Untouched,
    /// 退回修改: the first review was signed, and a later stage took the sign-off away.
    Returned,
    /// 初审中.
    Reviewing,
    /// 已提交复审.
    Submitted,
    /// 待审定: re-checked.
    Rechecked,
    /// 已审定.
    Approved,
}

impl State {
    /// All, in the order of the way.
    pub const ALL: [Self; 6] = [Self::Untouched, Self::Returned, Self::Reviewing, Self::Submitted, Self::Rechecked, Self::Approved];

    /// Of a record: by its sign-offs, the last stage first.
    pub fn of(review: &Review) -> Self {
        match () {
            () if review.is_signed(Stage::Final) => Self::Approved,
            () if review.is_signed(Stage::Recheck) => Self::Rechecked,
            () if review.is_signed(Stage::First) => Self::Submitted,
            () if was_returned(review) => Self::Returned,
            () if !review.acting().is_empty() => Self::Reviewing,
            () => Self::Untouched,
        }
    }

    /// Whether a reviewer of this stage has to do something about it.
    pub fn waits_for(self, stage: Stage) -> bool {
        match stage {
            Stage::First => matches!(self, Self::Untouched | Self::Returned | Self::Reviewing),
            Stage::Recheck => self == Self::Submitted,
            Stage::Final => self == Self::Rechecked,
        }
    }

    /// On screen.
    pub const fn words(self) -> Words {
        match self {
            Self::Untouched => tr("Not begun", "未开始"),
            Self::Returned => tr("Returned", "退回修改"),
            Self::Reviewing => tr("In review", "初审中"),
            Self::Submitted => tr("Submitted", "已提交复审"),
            Self::Rechecked => tr("Re-checked", "待审定"),
            Self::Approved => tr("Approved", "已审定"),
        }
    }
}

/// Whether a sign-off of the first review was put to nothing by an act that counts. One who withdraws their
/// own sign-off only goes on reviewing.
fn was_returned(review: &Review) -> bool {
    let clears = |change: &crate::review::Change| {
        change.object.kind == Kind::Signoff.name() && change.object.key == Stage::First.name() && change.value().is_none()
    };
    review.events().any(|event| event.changes.iter().any(clears) && review.counts(event.id))
}
