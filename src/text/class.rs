//! Character classes: where a word ends for the cursor, what may stand at a line's start or end.

/// What kind of character this is, for word motion and line breaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// White space at which a line may break: not the no-break space.
    Space,
    /// Latin and other letters of spaced scripts.
    Word,
    /// A digit.
    Digit,
    /// Han characters and kana: a line may break on either side.
    Han,
    /// Opening marks, never last on a line: （《“ and the sign before an amount.
    Open,
    /// Closing marks, never first on a line: 。，、）》” and the sign after a figure.
    Close,
    /// Any other mark.
    Mark,
}

/// The class of `c`.
pub fn class(c: char) -> Class {
    match c {
        '\u{4e00}'..='\u{9fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{2e80}'..='\u{2fdf}'
        | '\u{3006}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3041}'..='\u{30fa}'
        | '\u{30fd}'..='\u{30ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Han,
        'a'..='z' | 'A'..='Z' => Class::Word,
        '0'..='9' | '０'..='９' => Class::Digit,
        '\u{a0}' | '\u{202f}' => Class::Mark,
        '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '［' | '｛' | '“' | '‘' | '〝' | '｢' | '(' | '[' | '{' | '￥' | '¥'
        | '$' => Class::Open,
        '。' | '，' | '、' | '；' | '：' | '？' | '！' | '．' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '〗' | '］' | '｝'
        | '”' | '’' | '〞' | '〟' | '｣' | '｡' | '､' | ')' | ']' | '}' | ',' | '.' | ';' | ':' | '?' | '!' | '%' | '％' | '‰' | '°'
        | '℃' | '…' | '—' | '·' | '・' | '～' | '〜' | '々' | 'ー' => Class::Close,
        c if c.is_whitespace() => Class::Space,
        c if c.is_alphanumeric() || c == '_' => Class::Word,
        _ => Class::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_letters_have_the_class_of_their_use() {
        for (class_wanted, chars) in [
            (Class::Space, " \u{3000}\t\n"),
            (Class::Word, "aZé_яα"),
            (Class::Digit, "09０９"),
            (Class::Han, "一龥㐀𠮷〇かカ"),
            (Class::Open, "（《“‘【(￥$"),
            (Class::Close, "。，、；：？！）》”’】)%％℃…—·々"),
            (Class::Mark, "-/+=→●👍\u{a0}\""),
        ] {
            for c in chars.chars() {
                assert_eq!(class(c), class_wanted, "{c:?}");
            }
        }
    }
}
