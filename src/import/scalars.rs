//! Text as Unicode scalars, the unit of every place in a report, and the few questions asked of single characters.
//!
//! Layout is no matter of meaning, so words are compared in their plain form: full-width letters,
//! digits and marks as their ASCII twins, blanks left out.

/// The plain form of a character: full-width ASCII narrowed, every blank a space.
pub(super) fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// The plain form of a text without its blanks.
pub(super) fn squeeze(text: &[char]) -> Vec<char> {
    text.iter().map(|c| plain(*c)).filter(|c| *c != ' ').collect()
}

/// [`squeeze`] as a string.
pub(super) fn squeezed(text: &[char]) -> String {
    text.iter().map(|c| plain(*c)).filter(|c| *c != ' ').collect()
}

/// The value of a decimal digit, half or full width.
pub(super) fn digit(c: char) -> Option<u32> {
    plain(c).to_digit(10)
}

/// Whether a sentence or clause of a list ends here.
pub(super) fn is_stop(c: char) -> bool {
    matches!(plain(c), '。' | ';' | '!' | '?')
}

/// Whether a clause ends here.
pub(super) fn is_pause(c: char) -> bool {
    is_stop(c) || matches!(plain(c), ',' | ':' | '、')
}

/// Whether a character is a Chinese one of the common block.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Whether no line or paragraph begins with this.
pub(super) fn cannot_begin(c: char) -> bool {
    matches!(plain(c), '。' | ';' | '!' | '?' | ',' | ':' | '、' | ')' | '%' | '”' | '’' | '》' | '〉' | '】' | '…')
}

/// Whether `text` begins with `word`, both plain.
pub(super) fn begins(text: &[char], word: &str) -> bool {
    let mut rest = text.iter();
    word.chars().all(|w| rest.next() == Some(&w))
}

/// Where `word` first stands in `text`, both plain.
pub(super) fn find(text: &[char], word: &str) -> Option<usize> {
    (0..text.len()).find(|at| text.get(*at..).is_some_and(|rest| begins(rest, word)))
}

/// `text[start..end]`, empty where there is none.
pub(super) fn slice(text: &[char], start: usize, end: usize) -> &[char] {
    text.get(start..end.min(text.len())).unwrap_or_default()
}

/// `start..end` without blanks and list punctuation around it.
pub(super) fn trim(text: &[char], start: usize, end: usize) -> (usize, usize) {
    let loose = |c: &char| c.is_whitespace() || matches!(plain(*c), '。' | ';' | ',' | '、');
    let inner = slice(text, start, end);
    let head = inner.iter().take_while(|c| loose(c)).count();
    let tail = inner.iter().rev().take_while(|c| loose(c)).count();
    if head == inner.len() { (start, start) } else { (start + head, end.min(text.len()) - tail) }
}
