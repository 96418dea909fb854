//! From a pack's text and the texts it extends to a verified [`Pack`].
//!
//! Each text is first read alone, so that a mistake is named with its own line; then the tables are
//! laid over each other, nearest last: what a pack states replaces what it extends, table member by
//! table member, lists whole.

use sha2::{Digest, Sha256};
use toml::{Table, Value};

use super::verify::verify;
use super::{Pack, PackError, bundled_text};
use crate::lang::Said;
use crate::report::hex;
use crate::text::{line_column, not_toml};

/// Nobody extends an extension this often; a circle does.
const EXTENDS_MAX: usize = 8;

/// A pack is a page or two; more is no pack.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// Reads the pack `name` whose text is `text`. `find` gives the text of a pack that is not bundled and
/// is extended by name; a bundled pack is found by itself, after those.
pub fn load(name: &str, text: &str, find: &dyn Fn(&str) -> Option<String>) -> Result<Pack, PackError> {
    let mut texts = vec![(name.to_owned(), text.to_owned())];
    loop {
        let (name, text) = texts.last().expect("there is the pack itself");
        let Some(parent) = read_alone(name, text)?.extends else { break };
        let line = line_of(text, |line| line.trim_start().starts_with("extends"));
        if texts.len() > EXTENDS_MAX {
            return Err(PackError::new(name, line, "standards extend each other in a circle", "评分标准互相引用，形成循环"));
        }
        let missing = || {
            let (en, zh) = (format!("there is no standard `{parent}` to extend"), format!("找不到所引用的评分标准“{parent}”"));
            PackError::new(name, line, en, zh)
        };
        // A user's own pack may carry the name of the bundled one that it extends.
        let own = if parent == *name { None } else { find(&parent) };
        let text = own.or_else(|| bundled_text(&parent).map(str::to_owned)).ok_or_else(missing)?;
        texts.push((parent, text));
    }
    let mut merged = Table::new();
    let mut hash = Sha256::new();
    for (name, text) in texts.iter().rev() {
        lay_over(&mut merged, read_table(name, text)?);
        hash.update(text);
    }
    let (name, text) = &texts[0];
    let mut pack = Pack::deserialize_from(merged).map_err(|what| {
        let Said { en, zh } = not_toml(text, 0, &what);
        PackError::new(name, 1, en, zh)
    })?;
    pack.lineage = texts[1..].iter().map(|(name, _)| name.clone()).collect();
    pack.sha256 = hex(&hash.finalize());
    verify(&pack).map_err(|fault| {
        let line = line_of(text, |line| fault.at.iter().all(|word| line.contains(word.as_str())));
        PackError::new(name, line, fault.en, fault.zh)
    })?;
    Ok(pack)
}

impl Pack {
    fn deserialize_from(table: Table) -> Result<Self, String> {
        Value::Table(table).try_into().map_err(|error: toml::de::Error| error.message().to_owned())
    }
}

fn read_alone(name: &str, text: &str) -> Result<Pack, PackError> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(PackError::new(name, 1, "more than 1 MiB: this is no scoring standard", "超过 1 MiB，不是评分标准文件"));
    }
    toml::from_str(text).map_err(|error| of_toml(name, text, &error))
}

fn read_table(name: &str, text: &str) -> Result<Table, PackError> {
    toml::from_str(text).map_err(|error| of_toml(name, text, &error))
}

fn of_toml(name: &str, text: &str, error: &toml::de::Error) -> PackError {
    let at = error.span().map_or(0, |span| span.start);
    let Said { en, zh } = not_toml(text, at, error.message());
    PackError::new(name, line_column(text, at).0, en, zh)
}

/// Puts all that `over` states in the place of what `under` has.
fn lay_over(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => lay_over(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

/// The first line that `is`, from 1; 1 if there is none (it stands in a pack that is extended).
fn line_of(text: &str, is: impl Fn(&str) -> bool) -> usize {
    text.lines().position(is).map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use rust_decimal::Decimal;

    use super::*;
    use crate::lang::Lang;
    use crate::rules::{BUNDLED, Status};

    fn load_own(text: &str) -> Result<Pack, PackError> {
        load("own.toml", text, &|_| None)
    }

    fn own(rest: &str) -> Result<Pack, PackError> {
        load_own(&format!("id = \"own\"\nversion = \"1\"\nname = \"本委口径\"\nextends = \"base\"\n{rest}"))
    }

    #[test]
    fn every_bundled_pack_loads_under_its_own_name() {
        for (name, text) in BUNDLED {
            let pack = load(name, text, &|_| None).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(pack.id, *name);
            assert!(!pack.name_en.is_empty() && !pack.version.is_empty(), "{name}");
        }
    }

    #[test]
    fn a_pack_states_only_what_differs() {
        let pack = own("[thresholds]\nadjustment_max = { value = 20, confidence = \"SEEN\" }\n[checks.B05]\non = false\n").unwrap();
        let base = load("base", bundled_text("base").unwrap(), &|_| None).unwrap();
        assert_eq!(pack.thresholds.adjustment_max.value, Decimal::from(20));
        assert_eq!(pack.thresholds.deviation_max, base.thresholds.deviation_max);
        assert!(!pack.check("B05").on && pack.check("B06").on);
        assert_eq!((pack.lineage, pack.lexicons), (vec!["base".to_owned()], base.lexicons));
        assert_ne!(pack.sha256, base.sha256);
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let rows = |rows: &str| own(&format!("status = \"sourced\"\n{rows}"));
        let cases = vec![
            (own("[thresholds]\nadjustment_mx = { value = 20 }\n"), 6, "adjustment_mx"),
            (own("[thresholds]\nadjustment_max = { value = 0.5 }\n"), 6, "in quotes"),
            (own("[checks.B99]\non = false\n"), 5, "B99"),
            (own("[checks.B01]\nseverity = \"awful\"\n"), 6, "awful"),
            (load_own("id = \"own\"\nversion = \"1\"\nname = \"甲\"\nextends = \"nowhere\"\n"), 4, "nowhere"),
            (load_own("id = \"own\"\nversion = \"1\"\n"), 1, "name"),
            (own("[grades]\nnames = [\"优\", \"差\"]\ncuts = [90, 80]\n"), 6, "cuts"),
            (own("[grades]\nnames = [\"优\", \"良\", \"差\"]\ncuts = [80, 90]\n"), 6, "cuts"),
            (rows("[[items]]\ncode = \"A\"\ntitle = \"甲\"\npoints = 90\nrule = { kind = \"binary\" }\n"), 7, "100"),
            (
                rows(
                    "[[items]]\ncode = \"A\"\npoints = 100\n[[items]]\ncode = \"A1\"\nparent = \"A\"\npoints = 99\nrule = { kind = \"equal\" }\n",
                ),
                7,
                "99",
            ),
            (rows("[[items]]\ncode = \"A\"\npoints = 100\n"), 7, "A"),
            // Two of the largest decimal cannot be added.
            (rows(&"[[items]]\ncode = \"A\"\npoints = \"79228162514264337593543950335\"\n".repeat(2)), 8, "out of bounds"),
            (rows("[[items]]\ncode = \"A\"\nparent = \"B\"\npoints = 100\n"), 7, "B"),
            (rows("[[items]]\ncode = \"A\"\nrule = { kind = \"equal\" }\n"), 7, "points"),
            (
                rows(
                    "[[items]]\ncode = \"A\"\npoints = 100\nrule = { kind = \"bands\", bands = [{ upto = 5, points = 100 }, { upto = 3, points = 0 }] }\n",
                ),
                7,
                "band",
            ),
            (
                rows("[[items]]\ncode = \"A\"\npoints = 100\nrule = { kind = \"checklist\", entries = [{ text = \"甲\", points = 3 }] }\n"),
                7,
                "3",
            ),
            (rows("[[items]]\ncode = \"A\"\npoints = 100\nformula = { numerator = \"nothing\" }\n"), 9, "nothing"),
        ];
        for (n, (loaded, line, word)) in cases.into_iter().enumerate() {
            let error = loaded.expect_err(&format!("case {n} has a mistake"));
            assert_eq!((error.pack.as_str(), error.line), ("own.toml", line), "case {n}: {error}");
            assert!(error.en.contains(word), "case {n}: {error}");
            assert!(error.say(Lang::Zh).contains(&format!("第 {line} 行")));
        }
    }

    #[test]
    fn packs_that_extend_each_other_are_refused() {
        let text = |name: &str, other: &str| format!("id = \"{name}\"\nextends = \"{other}\"\n");
        let find = |name: &str| Some(if name == "a" { text("a", "b") } else { text("b", "a") });
        let error = load("a", &text("a", "b"), &find).unwrap_err();
        assert!(error.en.contains("circle"), "{error}");
    }

    #[test]
    fn an_own_pack_may_stand_in_for_the_bundled_one_it_extends() {
        let text = "id = \"base\"\nversion = \"2\"\nname = \"本局口径\"\nextends = \"base\"\n";
        let pack = load("base", text, &|_| Some(text.to_owned())).unwrap();
        assert_eq!((pack.version.as_str(), pack.status), ("2", Status::Default));
    }
}
