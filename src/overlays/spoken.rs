//! What an overlay says and asks in the line mode: the same words as on screen, one line each, rows
//! numbered. How an answer reaches the overlay is [`Asks`]: as the clicks, keys and pastes it takes on screen.

/// What is said, and what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// What it is.
    pub title: String,
    /// What should be known.
    pub lines: Vec<String>,
    /// What may be chosen, in order.
    pub rows: Vec<String>,
    /// What is asked.
    pub asks: Asks,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// The number of a row.
    Row,
    /// The number of a row, typed as a key, then Enter.
    Digit,
    /// The number of a row, or words that narrow them.
    RowOrWords,
    /// A line; what stands there now.
    Line(String),
    /// Several lines; what stands there now.
    Lines(String),
    /// Nothing: it is to be read.
    Nothing,
}

impl Spoken {
    /// Rows to choose from.
    pub fn rows(title: impl Into<String>, rows: Vec<String>, asks: Asks) -> Self {
        Self { title: title.into(), lines: Vec::new(), rows, asks }
    }

    /// A line to write.
    pub fn line(title: impl Into<String>, lines: Vec<String>, now: impl Into<String>) -> Self {
        Self { title: title.into(), lines, rows: Vec::new(), asks: Asks::Line(now.into()) }
    }

    /// The same with lines above the rows.
    #[must_use]
    pub fn with(self, lines: Vec<String>) -> Self {
        Self { lines, ..self }
    }
}

/// Two pieces of a row as one, the second left out where it is empty.
pub(super) fn joined(one: &str, other: &str) -> String {
    if other.is_empty() { one.to_owned() } else { format!("{one}  {other}") }
}
