//! A quantity as printed, and its value where it has one.
//!
//! Nothing is invented: what is more than one number with a unit (a date, a range, a sentence) has
//! no value, and whoever reckons with quantities skips it and says so.

use rust_decimal::Decimal;

/// How exact a printed quantity says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approx {
    /// As printed.
    Exact,
    /// 近, 余, 约, 多, 左右: never used as exact.
    About,
}

/// A quantity: its raw text, kept as printed, beside what could be read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// As printed (`"300余"`, `29,094.17万元`, `29094.170`).
    pub raw: String,
    /// The number, digits and scale as printed; `None` when it cannot be read or held exactly.
    pub value: Option<Decimal>,
    /// The unit printed with it (`万元`, `%`), if any.
    pub unit: Option<String>,
    /// Whether it claims to be exact.
    pub approx: Approx,
}

/// Said before a number that is not exact; the longer first.
const ABOUT_BEFORE: [&str; 8] = ["大约", "将近", "接近", "超过", "近", "约", "超", "逾"];
/// Said before a bound. The bound is the indicator's comparator; the number itself is exact.
const BOUND_BEFORE: [&str; 16] =
    ["不低于", "不少于", "不小于", "不高于", "不超过", "不大于", "不多于", ">=", "<=", "≥", "≤", "≧", "≦", ">", "<", "="];
/// Said after a number (and its unit) that is not exact.
const ABOUT_AFTER: [&str; 7] = ["左右", "上下", "以上", "以下", "以内", "余", "多"];
/// Said between a number, or its 万 or 亿, and its unit.
const ABOUT_WITHIN: [char; 3] = ['余', '多', '来'];
/// No printed unit is longer (`立方米/万元`); what is longer is a sentence.
const UNIT_CHARS_MAX: usize = 10;

impl Quantity {
    /// Reads a quantity as printed: full-width digits, thousands commas, a unit, 余 and its kin.
    pub fn parse(raw: &str) -> Self {
        let plain: String = raw.chars().map(half_width).collect();
        let (value, unit, approx) = read(plain.trim());
        Self { raw: raw.to_owned(), value, unit, approx }
    }
}

fn read(plain: &str) -> (Option<Decimal>, Option<String>, Approx) {
    let (rest, about_before) = strip_any(plain, &ABOUT_BEFORE);
    let rest = if about_before { rest } else { strip_any(rest, &BOUND_BEFORE).0 };
    let Some((value, after)) = leading_number(rest) else {
        return (None, None, if about_before { Approx::About } else { Approx::Exact });
    };
    let (unit, about_after) = unit_of(after);
    let approx = if about_before || about_after { Approx::About } else { Approx::Exact };
    if !unit.chars().all(is_unit_char) || unit.chars().count() > UNIT_CHARS_MAX {
        return (None, None, approx);
    }
    (value, Some(unit).filter(|unit| !unit.is_empty()), approx)
}

/// Full-width ASCII as ASCII, so that `２９，０９４．１７％` reads like `29,094.17%`.
fn half_width(char: char) -> char {
    match char {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        '\u{3000}' | '\u{A0}' => ' ',
        '−' => '-',
        _ => char,
    }
}

fn strip_any<'a>(text: &'a str, words: &[&str]) -> (&'a str, bool) {
    match words.iter().find_map(|word| text.strip_prefix(word)) {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    }
}

/// The number that `text` begins with (`None` inside when it cannot be held exactly) and what follows.
fn leading_number(text: &str) -> Option<(Option<Decimal>, &str)> {
    let sign_len = usize::from(text.starts_with(['-', '+']));
    let len = |from: usize, fits: fn(u8) -> bool| text.bytes().skip(from).take_while(|&byte| fits(byte)).count();
    let mut end = sign_len + len(sign_len, |byte| byte.is_ascii_digit() || byte == b',');
    let whole = text.get(sign_len..end)?;
    if !is_grouped(whole) {
        return None;
    }
    let decimals = len(end + 1, |byte| byte.is_ascii_digit());
    if text.get(end..)?.starts_with('.') && decimals > 0 {
        end += 1 + decimals;
    }
    // `1e2`, as JSON may spell a number.
    if text.get(end..)?.starts_with(['e', 'E']) {
        return Decimal::from_scientific(text).ok().map(|value| (Some(value), ""));
    }
    let digits = text.get(..end)?.trim_start_matches('+').replace(',', "");
    Some((Decimal::from_str_exact(&digits).ok(), text.get(end..)?))
}

/// Digits, with no commas or with one before every three.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    !first.is_empty() && (first.len() <= 3 || first.len() == whole.len()) && groups.all(|group| group.len() == 3)
}

/// The unit in what follows a number, and whether it said 余 or the like.
fn unit_of(after: &str) -> (String, bool) {
    let mut about = false;
    let mut rest = after.trim();
    while let Some(shorter) = ABOUT_AFTER.iter().find_map(|word| rest.strip_suffix(word)) {
        about = true;
        rest = shorter.trim_end();
    }
    let mut unit = String::new();
    for char in rest.chars() {
        let number_so_far = unit.chars().all(|char| matches!(char, '十' | '百' | '千' | '万' | '亿'));
        if number_so_far && ABOUT_WITHIN.contains(&char) {
            about = true;
        } else if !(unit.is_empty() && char == ' ') {
            unit.push(char);
        }
    }
    (unit, about)
}

/// What may stand in a unit: no digits, no punctuation, so no date, range or sentence.
fn is_unit_char(char: char) -> bool {
    char.is_alphabetic() || matches!(char, '%' | '‰' | '℃' | '°' | '/' | '·' | '²' | '³' | '㎡' | '¥' | '$')
}
