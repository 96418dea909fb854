//! What a page shows: glyphs and ruled lines, placed in points from the upper left corner.

/// A glyph, or several that one code shows.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub text: String,
    pub x: f64,
    /// Of the line it stands on, downwards.
    pub y: f64,
    pub width: f64,
    /// Height of the font.
    pub size: f64,
    /// Whether the file says that it belongs to the page, not to the text: a header, a number.
    pub is_artifact: bool,
}

impl Glyph {
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The height at which most of it stands.
    pub fn middle(&self) -> f64 {
        self.y - self.size * 0.35
    }

    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// A ruled line, level or upright.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Rule {
    pub fn is_level(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }
}

/// A page as it is seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub height: f64,
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
}
