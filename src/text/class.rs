//! Character classes: where a word ends for the cursor, what may stand at a line's start or end.

/// What kind of character this is, for word motion and line breaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// White space.
    Space,
    /// Latin and other letters of spaced scripts, with digits beside them.
    Word,
    /// A digit, or what belongs to a figure: `. , %`.
    Digit,
    /// Han characters and kana: a line may break on either side.
    Han,
    /// Opening marks: never last on a line （《“.
    Open,
    /// Closing marks: never first on a line 。，、）》”.
    Close,
    /// Any other mark.
    Mark,
}

/// The class of `c`.
pub fn class(c: char) -> Class {
    match c {
        c if c.is_whitespace() => Class::Space,
        '0'..='9' | '０'..='９' => Class::Digit,
        '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '［' | '｛' | '“' | '‘' | '(' | '[' | '{' | '〖' | '￥' | '¥' | '$' => {
            Class::Open
        }
        '。' | '，' | '、' | '；' | '：' | '？' | '！' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '］' | '｝' | '”' | '’' | ')'
        | ']' | '}' | '〗' | ',' | '.' | ';' | ':' | '?' | '!' | '%' | '％' | '‰' | '°' | '℃' | '…' | '—' | '·' | '～' | '々' | 'ー' => {
            Class::Close
        }
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Han,
        c if c.is_alphanumeric() || c == '_' => Class::Word,
        _ => Class::Mark,
    }
}
