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
/// Said before a bound, and its sign; the longer first. The number itself is exact.
const BOUNDS: [(&str, &str); 18] = [
    ("不低于", "≥"),
    ("不少于", "≥"),
    ("不小于", "≥"),
    ("不高于", "≤"),
    ("不超过", "≤"),
    ("不大于", "≤"),
    ("不多于", "≤"),
    (">=", "≥"),
    ("<=", "≤"),
    ("≥", "≥"),
    ("≤", "≤"),
    ("≧", "≥"),
    ("≦", "≤"),
    ("大于", ">"),
    ("小于", "<"),
    (">", ">"),
    ("<", "<"),
    ("=", "="),
];
/// Said after a number (and its unit) that is not exact; the longer first.
const ABOUT_AFTER: [&str; 8] = ["左右", "上下", "以上", "以下", "以内", "内", "余", "多"];
/// Said between a number, or its 万 or 亿, and its unit.
const ABOUT_WITHIN: [char; 3] = ['余', '多', '来'];
/// No printed unit is longer (`立方米/万元`); what is longer is a sentence.
const UNIT_CHARS_MAX: usize = 6;

impl Quantity {
    /// Reads a quantity as printed: full-width digits, thousands commas, a unit, 余 and its kin.
    pub fn parse(raw: &str) -> Self {
        let plain = half_width(raw);
        let (amount, about_before) = match ABOUT_BEFORE.iter().find_map(|word| plain.strip_prefix(word)) {
            Some(amount) => (amount, true),
            None => (bound(&plain).map_or(&*plain, |(_, amount)| amount), false),
        };
        let (amount, about_after) = split_about(amount.trim());
        let approx = if about_before || about_after { Approx::About } else { Approx::Exact };
        let (value, unit) = leading_number(&amount).filter(|(_, unit)| is_unit(unit)).unzip();
        Self { raw: raw.to_owned(), value, unit: unit.filter(|unit| !unit.is_empty()).map(str::to_owned), approx }
    }

    /// The sign of the bound it is printed with: `≥` of `≥95%` and of `不低于95%`.
    pub fn bound(&self) -> Option<&'static str> {
        bound(&half_width(&self.raw)).map(|(sign, _)| sign)
    }
}

/// Full-width ASCII as ASCII, so that `２９，０９４．１７％` reads like `29,094.17%`; trimmed.
fn half_width(raw: &str) -> String {
    let ascii = raw.trim().chars().map(|char| match char {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        '\u{3000}' | '\u{A0}' => ' ',
        '−' => '-',
        _ => char,
    });
    ascii.collect()
}

fn bound(plain: &str) -> Option<(&'static str, &str)> {
    BOUNDS.iter().find_map(|(word, sign)| Some((*sign, plain.strip_prefix(word)?)))
}

/// The amount without 余 and the like, wherever they stand, and whether there were any.
fn split_about(amount: &str) -> (String, bool) {
    let mut rest = amount;
    while let Some(shorter) = ABOUT_AFTER.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter.trim_end();
    }
    let mut plain = String::new();
    for char in rest.chars() {
        let after_number = plain.ends_with(|last: char| last.is_ascii_digit() || matches!(last, '十' | '百' | '千' | '万' | '亿'));
        if !(after_number && ABOUT_WITHIN.contains(&char)) {
            plain.push(char);
        }
    }
    let about = plain.len() < amount.len();
    (plain, about)
}

/// The number that `amount` begins with, if it can be held exactly, and the unit after it.
fn leading_number(amount: &str) -> Option<(Decimal, &str)> {
    let len = |from: usize, fits: fn(u8) -> bool| amount.bytes().skip(from).take_while(|&byte| fits(byte)).count();
    let sign = usize::from(amount.starts_with(['-', '+']));
    let mut end = sign + len(sign, |byte| byte.is_ascii_digit() || byte == b',');
    if !is_grouped(amount.get(sign..end)?) {
        return None;
    }
    let decimals = len(end + 1, |byte| byte.is_ascii_digit());
    if decimals > 0 && amount.get(end..)?.starts_with('.') {
        end += 1 + decimals;
    }
    let unit = amount.get(end..)?;
    // `1e2`, as JSON may spell a number.
    if unit.starts_with(['e', 'E']) {
        return Some((Decimal::from_scientific(amount).ok()?, ""));
    }
    let digits = amount.get(..end)?.trim_start_matches('+').replace(',', "");
    Some((Decimal::from_str_exact(&digits).ok()?, unit.trim()))
}

/// Digits, with no commas or with one before every three.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    !first.is_empty() && (first.len() <= 3 || first.len() == whole.len()) && groups.all(|group| group.len() == 3)
}

/// Whether this can be a unit: no digits or punctuation, so no range, date or sentence; nor `月底前` or `年完成`.
fn is_unit(unit: &str) -> bool {
    let fits = |char: char| match char {
        '前' | '后' | '底' | '完' | '成' => false,
        '%' | '‰' | '℃' | '°' | '/' | '·' | '²' | '³' | '㎡' => true,
        _ => char.is_alphabetic(),
    };
    unit.chars().all(fits) && unit.chars().count() <= UNIT_CHARS_MAX && !unit.starts_with('月')
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;

    /// Printed; value, unit; whether it is only about so much.
    const PRINTED: [(&str, Option<&str>, Option<&str>, Approx); 52] = [
        ("29094.17", Some("29094.17"), None, Approx::Exact),
        ("29094.170", Some("29094.170"), None, Approx::Exact),
        ("29,094.17万元", Some("29094.17"), Some("万元"), Approx::Exact),
        ("29，094.17 万元", Some("29094.17"), Some("万元"), Approx::Exact),
        ("２９０９４．１７％", Some("29094.17"), Some("%"), Approx::Exact),
        ("  99.7% ", Some("99.7"), Some("%"), Approx::Exact),
        ("1,234,567", Some("1234567"), None, Approx::Exact),
        ("0", Some("0"), None, Approx::Exact),
        ("-3.50", Some("-3.50"), None, Approx::Exact),
        ("−3", Some("-3"), None, Approx::Exact),
        ("+2个百分点", Some("2"), Some("个百分点"), Approx::Exact),
        ("1e2", Some("100"), None, Approx::Exact),
        ("2.5E-1", Some("0.25"), None, Approx::Exact),
        ("277.2万件", Some("277.2"), Some("万件"), Approx::Exact),
        ("2021 年", Some("2021"), Some("年"), Approx::Exact),
        ("6个月", Some("6"), Some("个月"), Approx::Exact),
        ("35 ㎡", Some("35"), Some("㎡"), Approx::Exact),
        ("1.2元/平方米", Some("1.2"), Some("元/平方米"), Approx::Exact),
        ("≥95%", Some("95"), Some("%"), Approx::Exact),
        (">= 95", Some("95"), None, Approx::Exact),
        ("不低于90分", Some("90"), Some("分"), Approx::Exact),
        ("300余", Some("300"), None, Approx::About),
        ("300余批次", Some("300"), Some("批次"), Approx::About),
        ("5260余条", Some("5260"), Some("条"), Approx::About),
        ("300多个", Some("300"), Some("个"), Approx::About),
        ("30来人", Some("30"), Some("人"), Approx::About),
        ("近30次", Some("30"), Some("次"), Approx::About),
        ("约 20 人", Some("20"), Some("人"), Approx::About),
        ("大约3.5亿元", Some("3.5"), Some("亿元"), Approx::About),
        ("超过1,000家", Some("1000"), Some("家"), Approx::About),
        ("逾200", Some("200"), None, Approx::About),
        ("50名左右", Some("50"), Some("名"), Approx::About),
        ("95%以上", Some("95"), Some("%"), Approx::About),
        ("3万余元", Some("3"), Some("万元"), Approx::About),
        ("30天以内", Some("30"), Some("天"), Approx::About),
        ("30 天内", Some("30"), Some("天"), Approx::About),
        ("约50万多人左右", Some("50"), Some("万人"), Approx::About),
        ("7922816251426433759354395033", Some("7922816251426433759354395033"), None, Approx::Exact),
        ("99999999999999999999999999999", None, None, Approx::Exact),
        ("0.12345678901234567890123456789", None, None, Approx::Exact),
        ("1e999999999", None, None, Approx::Exact),
        ("", None, None, Approx::Exact),
        ("优", None, None, Approx::Exact),
        ("十二", None, None, Approx::Exact),
        ("多场", None, None, Approx::Exact),
        ("12,34", None, None, Approx::Exact),
        ("1.2.3", None, None, Approx::Exact),
        ("3-5天", None, None, Approx::Exact),
        ("1/3", None, None, Approx::Exact),
        ("2021年12月", None, None, Approx::Exact),
        ("12月底前", None, None, Approx::Exact),
        ("3个部门和2个单位", None, None, Approx::Exact),
    ];

    #[test]
    fn a_printed_quantity_is_read_or_left_alone() {
        for (raw, value, unit, approx) in PRINTED {
            let value = value.map(|value| Decimal::from_str_exact(value).unwrap());
            let unit = unit.map(str::to_owned);
            assert_eq!(Quantity::parse(raw), Quantity { raw: raw.into(), value, unit, approx });
        }
    }

    #[test]
    fn the_scale_is_kept_as_printed() {
        assert_eq!(Quantity::parse("29094.170").value.unwrap().to_string(), "29094.170");
    }

    #[test]
    fn a_bound_has_its_sign() {
        let bounds = ["≥95%", "＞＝ 95", "不高于3天", "95", "约95"].map(|raw| Quantity::parse(raw).bound());
        assert_eq!(bounds, [Some("≥"), Some("≥"), Some("≤"), None, None]);
    }

    proptest! {
        #[test]
        fn any_text_is_kept_as_it_is(raw in "[ 0-9０-９,，.．+-eE近约余多万元%％天]{0,24}|.{0,24}") {
            prop_assert_eq!(Quantity::parse(&raw).raw, raw);
        }

        #[test]
        fn any_money_is_read_exactly(cents in -1_000_000_000_000_i64..1_000_000_000_000) {
            let value = Decimal::new(cents, 2);
            prop_assert_eq!(Quantity::parse(&format!("{value}万元")).value, Some(value));
        }
    }
}
