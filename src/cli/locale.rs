//! What the environment says about language and character set.

use crate::lang::Lang;

/// The environment as a function, so that tests need none.
pub(super) type Vars<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The first of these that is set and not empty decides.
fn first(vars: Vars<'_>, names: [&str; 3]) -> Option<String> {
    names.iter().find_map(|name| vars(name).filter(|value| !value.is_empty()))
}

/// The language: Chinese unless the environment names another (`C` and `POSIX` name none).
pub(super) fn lang(vars: Vars<'_>) -> Lang {
    match first(vars, ["LC_ALL", "LC_MESSAGES", "LANG"]) {
        Some(locale) if !locale.starts_with("zh") && !is_neutral(&locale) => Lang::En,
        _ => Lang::Zh,
    }
}

/// The locale's name, if it says that the terminal does not use UTF-8.
pub(super) fn not_utf8(vars: Vars<'_>) -> Option<String> {
    let locale = first(vars, ["LC_ALL", "LC_CTYPE", "LANG"])?;
    let charset = locale.split('@').next().and_then(|locale| locale.split_once('.')).map(|(_, charset)| charset);
    let utf8 = charset.is_some_and(|charset| charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8"));
    (!utf8).then_some(locale)
}

fn is_neutral(locale: &str) -> bool {
    matches!(locale.split('.').next(), Some("C" | "POSIX"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vars(set: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        let set: Vec<_> = set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        move |name| set.iter().find(|(set, _)| set == name).map(|(_, value)| value.clone())
    }

    #[test]
    fn chinese_is_the_language_unless_another_is_named() {
        let lang = |set: &[_]| lang(&vars(set));
        assert_eq!(lang(&[]), Lang::Zh);
        assert_eq!(lang(&[("LANG", "C.UTF-8")]), Lang::Zh);
        assert_eq!(lang(&[("LANG", "en_US.UTF-8")]), Lang::En);
        assert_eq!(lang(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(lang(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")]), Lang::Zh);
        assert_eq!(lang(&[("LANG", "fr_FR.UTF-8")]), Lang::En);
    }

    #[test]
    fn a_character_set_other_than_utf8_is_noticed() {
        let not_utf8 = |set: &[_]| not_utf8(&vars(set));
        assert_eq!(not_utf8(&[]), None);
        assert_eq!(not_utf8(&[("LANG", "zh_CN.UTF-8")]), None);
        assert_eq!(not_utf8(&[("LANG", "zh_CN.utf8@pinyin")]), None);
        assert_eq!(not_utf8(&[("LANG", "zh_CN.GB18030")]).as_deref(), Some("zh_CN.GB18030"));
        assert_eq!(not_utf8(&[("LANG", "zh_CN")]).as_deref(), Some("zh_CN"));
        assert_eq!(not_utf8(&[("LC_ALL", "POSIX"), ("LANG", "zh_CN.UTF-8")]).as_deref(), Some("POSIX"));
    }
}
