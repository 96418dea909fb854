//! What reading one file may cost. A reader pays before it works or takes memory, so a small file
//! cannot ask for endless work; what counts as a unit is the reader's to say.

use super::refusal::{Danger, Unreadable};

/// What is left to spend on a file.
#[derive(Debug)]
pub(super) struct Purse {
    left: usize,
}

impl Purse {
    pub fn of(units: usize) -> Self {
        Self { left: units }
    }

    /// Pays. Who asks for more than is left gets nothing, and the purse stays empty: a cheaper wish
    /// that came later would only hide that something is missing.
    pub fn spend(&mut self, units: usize) -> Result<(), Unreadable> {
        let left = self.left.checked_sub(units);
        self.left = left.unwrap_or(0);
        left.map(|_| ()).ok_or(Unreadable::Dangerous(Danger::Size))
    }

    /// The most that can be paid yet.
    pub fn left(&self) -> usize {
        self.left
    }

    /// Whether all is spent: what was read may not be all.
    pub fn is_empty(&self) -> bool {
        self.left == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_for_too_much_leaves_nothing() {
        let mut purse = Purse::of(10);
        assert_eq!((purse.spend(4), purse.left()), (Ok(()), 6));
        assert_eq!(purse.spend(7), Err(Unreadable::Dangerous(Danger::Size)));
        assert!(purse.is_empty() && purse.spend(1).is_err());
    }
}
