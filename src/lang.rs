//! The two languages of the program, at the point of use.
//!
//! Every word the program itself says is written as `tr("Duties", "职责")`: a missing language
//! cannot compile. What the department wrote is never translated.

/// A language of screen and paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, the language of the field and the default.
    #[default]
    Zh,
    /// English, complete.
    En,
}

/// One thing said in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    en: &'static str,
    zh: &'static str,
}

/// Says `en` and `zh` as one thing.
pub const fn tr(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

impl Words {
    /// The words in `lang`.
    pub const fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

impl Lang {
    /// Picks by language where the two need different code, such as word order in a sentence.
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A text in both languages, made with [`said!`](crate::said).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// English.
    pub en: String,
    /// Chinese, in the words of papers.
    pub zh: String,
}

impl Said {
    /// The text in `lang`.
    pub fn say(&self, lang: Lang) -> &str {
        lang.pick(&self.en, &self.zh)
    }
}

/// Says one thing in both languages: `said!("{a} of {b}", "{b} 中的 {a}")`.
#[macro_export]
macro_rules! said {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::lang::Said { en: format!($en), zh: format!($zh) }
    };
}
