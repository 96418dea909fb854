//! What opinions differ on in the score view: the score of a row, what was supplied for it, the standard.

use super::App;
use crate::command::View;
use crate::review::{Kind, Stage, score_key, supplement_key};
use crate::scoring::SUPPLIABLE;

impl App {
    /// The object on which opinions differ where the keys are: of the row, else the standard.
    pub(in crate::app) fn disputed_score(&self) -> Option<(Kind, String)> {
        let stage = self.stage();
        let reviewing = self.reviewing.as_ref().filter(|reviewing| reviewing.view == View::Scores)?;
        let review = &reviewing.open.review;
        let row = reviewing.scores.row(&reviewing.open);
        let names = || row.into_iter().flat_map(|row| std::iter::once(row.id.as_str()).chain(row.item.as_deref()));
        let stages = Stage::ALL.into_iter().rev().filter(|earlier| *earlier <= stage);
        let score = stages.flat_map(|stage| names().map(move |name| (stage, name))).find_map(|(stage, name)| {
            let key = score_key(stage, name);
            review.score(stage, name).is_conflict().then_some((Kind::Score, key))
        });
        let supplied = || {
            let keys = names().flat_map(|name| SUPPLIABLE.into_iter().map(move |field| supplement_key(name, field)));
            keys.into_iter().find(|key| review.standing(Kind::Supplement, key).is_conflict()).map(|key| (Kind::Supplement, key))
        };
        let funds = || {
            let mut disputed = review.supplements().filter(|(key, standing)| key.starts_with("funds/") && standing.is_conflict());
            disputed.next().map(|(key, _)| (Kind::Supplement, key.to_owned()))
        };
        let frame = || review.frame().is_conflict().then(|| (Kind::Frame, "frame".to_owned()));
        score.or_else(supplied).or_else(frame).or_else(funds)
    }
}
