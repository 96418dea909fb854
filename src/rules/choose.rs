//! Which pack judges a review: one answer for the window, the command line and the papers.

use std::sync::Arc;

use super::{BASE, Pack, PackError, bundled_text, load};
use crate::lang::{Lang, Said};
use crate::review::{Frame, Review};
use crate::{said, words};

/// Gives the text of a pack of the user's own by its name.
pub type Own<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The pack of that name: one of the user's own, which may stand in for a bundled one, else a bundled one; none
/// if there is neither. A name is never a path, for a record comes from elsewhere.
pub fn named(name: &str, own: Own<'_>) -> Result<Option<Pack>, PackError> {
    if name.contains(['/', '\\']) {
        return Ok(None);
    }
    let text = own(name).or_else(|| bundled_text(name).map(str::to_owned));
    text.map(|text| load(name, &text, own)).transpose()
}

/// The pack that judges a review.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// It.
    pub pack: Arc<Pack>,
    /// It is the one that the review's scoring standard names.
    pub is_standard: bool,
    /// The pack it stands in for.
    pub lacking: Option<Lacking>,
}

/// A pack that is wanted and cannot be had.
#[derive(Clone, Debug)]
pub struct Lacking {
    /// Its name.
    pub name: String,
    /// What is wrong with it; none: there is no such pack here.
    pub fault: Option<PackError>,
}

impl Lacking {
    /// That it cannot be had and why, and that another stands in for it.
    pub fn say(&self, lang: Lang) -> String {
        let name = &self.name;
        match &self.fault {
            None => lang.pick(
                format!("the review names the standard {name}, which was not found here; this one stands in for it"),
                format!("本次审核采用的评分标准 {name} 在本机没有找到，暂用这一套"),
            ),
            Some(fault) => lang.pick(
                format!("the standard {name} cannot be used; this one stands in for it: {}", fault.say(lang)),
                format!("评分标准 {name} 有错，暂用这一套：{}", fault.say(lang)),
            ),
        }
    }
}

/// The pack that the review's scoring standard names, else `asked`, else the neutral one. What cannot be had is
/// named, and the next stands in for it.
pub fn choose(review: &Review, asked: Option<&Arc<Pack>>, own: Own<'_>) -> Chosen {
    let of = |name: &str| match named(name, own) {
        Ok(Some(pack)) => Ok(Arc::new(pack)),
        Ok(None) => Err(Lacking { name: name.to_owned(), fault: None }),
        Err(fault) => Err(Lacking { name: name.to_owned(), fault: Some(fault) }),
    };
    let lacking = match standard_of(review).map(|name| of(&name)) {
        Some(Ok(pack)) => return Chosen { pack, is_standard: true, lacking: None },
        Some(Err(lacking)) => Some(lacking),
        None => None,
    };
    let (pack, lacking) = match asked.cloned().map_or_else(|| of(BASE), Ok) {
        Ok(pack) => (pack, lacking),
        Err(base) => (Arc::new(neutral()), lacking.or(Some(base))),
    };
    Chosen { pack, is_standard: false, lacking }
}

/// The name of the pack that the review's scoring standard is.
pub fn standard_of(review: &Review) -> Option<String> {
    review.frame().settled().map(|frame| frame.pack.clone()).filter(|pack| !pack.is_empty())
}

/// In what the pack at hand differs from the one that was chosen by the same name: an office may have another
/// version by now. Said of the standard, whose name stands before it.
pub fn differs(chosen: &Frame, at_hand: &Pack) -> Option<Said> {
    if chosen.pack != at_hand.id {
        return None;
    }
    if !chosen.version.trim().is_empty() && plain(&chosen.version) != plain(&at_hand.version) {
        let [(then_en, then), (now_en, now)] =
            [&chosen.version, &at_hand.version].map(|version| (words::edition(version, Lang::En), words::edition(version, Lang::Zh)));
        return Some(said!("chosen as {then_en}, now {now_en} is used", "选定时为{then}，现用{now}"));
    }
    let is_other = !chosen.sha256.is_empty() && chosen.sha256 != at_hand.sha256;
    is_other.then(|| said!("its text has changed since it was chosen, its version has not", "选定后内容有改动，版本号未变"))
}

/// A version as it compares: `1.0` is `1`.
fn plain(version: &str) -> &str {
    let mut plain = version.trim();
    while let Some(shorter) = plain.strip_suffix(".0") {
        plain = shorter;
    }
    plain
}

/// The neutral rules as they are bundled.
fn neutral() -> Pack {
    let text = bundled_text(BASE).expect("the neutral rules are bundled");
    load(BASE, text, &|_| None).expect("every bundled pack loads: a test says so")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use serde_json::json;

    use super::*;
    use crate::review::{Act, Kind, Put, Stamp};

    #[test]
    fn another_version_or_text_than_the_one_chosen_is_told() {
        let pack = neutral();
        let with = |id: &str, version: &str, sha256: &str| {
            let frame = Frame { pack: id.to_owned(), version: version.to_owned(), sha256: sha256.to_owned(), ..Frame::default() };
            differs(&frame, &pack).map(|said| said.zh)
        };
        for same in [
            with("base", "1", &pack.sha256),
            with("base", "1", ""),
            with("base", "1.0", ""),
            with("base", "", ""),
            with("hubei", "0.9", ""),
        ] {
            assert_eq!(same, None);
        }
        assert_eq!(with("base", "0.9", "").as_deref(), Some("选定时为第 0.9 版，现用第 1 版"));
        assert_eq!(with("base", "试行", "00").as_deref(), Some("选定时为试行，现用第 1 版"));
        assert_eq!(with("base", "1.0", "00").as_deref(), Some("选定后内容有改动，版本号未变"));
    }

    fn review(pack: Option<&str>) -> Review {
        let mut review = Review::default();
        if let Some(pack) = pack {
            let put = Put::set(Kind::Frame, "frame".to_owned(), &json!({"pack": pack, "version": "1", "rows": []}));
            let stamp = Stamp { by: "wang".into(), seat: "wang@pc".into(), at: "2022-05-12T09:00:00+08:00".into() };
            let event = review.stamp(&Act::Put(vec![put]), &stamp).unwrap();
            review.accept(event);
        }
        review
    }

    #[test]
    fn the_reviews_own_standard_comes_first_then_what_is_asked_for_then_the_neutral_rules() {
        let none = |_: &str| None;
        let asked = Arc::new(named("hunan-h1", &none).unwrap().unwrap());
        let by = |pack: Option<&str>, asked: Option<&Arc<Pack>>| {
            let chosen = choose(&review(pack), asked, &none);
            (chosen.pack.id.clone(), chosen.is_standard, chosen.lacking.map(|lacking| lacking.name))
        };
        assert_eq!(by(Some("hubei"), Some(&asked)), ("hubei".into(), true, None));
        assert_eq!(by(None, Some(&asked)), ("hunan-h1".into(), false, None));
        assert_eq!(by(None, None), (BASE.into(), false, None));
        assert_eq!(by(Some("gone"), Some(&asked)), ("hunan-h1".into(), false, Some("gone".into())));
        assert_eq!(by(Some("../hubei"), None), (BASE.into(), false, Some("../hubei".into())));
    }

    #[test]
    fn an_own_pack_stands_in_for_a_bundled_one_and_a_faulty_one_is_named() {
        let own = |name: &str| (name == BASE).then(|| "not a pack".to_owned());
        let chosen = choose(&Review::default(), None, &own);
        assert_eq!(chosen.pack.id, BASE);
        assert!(chosen.lacking.is_some_and(|lacking| lacking.name == BASE && lacking.fault.is_some()));
        let text = bundled_text(BASE).unwrap().replacen("version = \"1\"", "version = \"9\"", 1);
        let own = move |name: &str| (name == BASE).then(|| text.clone());
        assert_eq!(choose(&Review::default(), None, &own).pack.version, "9");
    }
}
