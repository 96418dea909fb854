//! What a number looks like in its cell: decimals, percent, thousands, words around it, dates.
//!
//! The file keeps numbers as binary fractions (0.98399999999999999 for 98.4%); the department saw what
//! the cell printed, so that is what is read, never an artefact of the machine's arithmetic.

use rust_decimal::{Decimal, RoundingStrategy};

/// Digits a spreadsheet keeps of a number.
const DIGITS: u32 = 15;
/// Digits it shows of a fraction in a cell without a format.
const SHOWN: u32 = 10;
/// A cell without a format is this wide, its point included.
const GENERAL_CHARS: usize = 11;
/// A format of more decimals is no format for people.
const DECIMALS_MAX: u32 = 20;

/// Characters of a format's code: Excel takes no more. Its words are printed in every cell.
const CODE_MAX: usize = 255;

/// A number format, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// As many digits as needed.
    General,
    /// A date.
    Date,
    /// Digits with words around them.
    Number(Pattern),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    before: String,
    after: String,
    decimals_min: u32,
    decimals_max: u32,
    is_percent: bool,
    has_thousands: bool,
}

impl Format {
    /// A format that is built in, by its number.
    pub fn built_in(id: u32) -> Self {
        let code = match id {
            1 => "0",
            2 => "0.00",
            3 | 37 | 38 | 41 | 42 => "#,##0",
            4 | 39 | 40 | 43 | 44 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14..=22 | 27..=36 | 45..=47 | 50..=58 => return Self::Date,
            _ => return Self::General,
        };
        Self::of(code)
    }

    /// A format by its code: `0.00%`, `#,##0.00_ `, `0"次"`, `yyyy年m月`.
    pub fn of(code: &str) -> Self {
        let first = section(code.char_indices().nth(CODE_MAX).and_then(|(end, _)| code.get(..end)).unwrap_or(code));
        let mut pattern = Pattern::default();
        let (mut in_digits, mut in_decimals, mut is_date) = (false, false, false);
        let mut chars = first.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' => pattern.literal(&chars.by_ref().take_while(|c| *c != '"').collect::<String>(), in_digits),
                '\\' | '!' => pattern.literal(&chars.next().map(String::from).unwrap_or_default(), in_digits),
                // A gap as wide as a character, or one that fills the cell.
                '_' | '*' => _ = chars.next(),
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    is_date |= matches!(inside.to_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
                    if let Some(sign) = inside.strip_prefix('$') {
                        pattern.literal(sign.split('-').next().unwrap_or_default(), in_digits);
                    }
                }
                '0' | '#' | '?' => {
                    in_digits = true;
                    if in_decimals {
                        pattern.decimals_max += 1;
                        pattern.decimals_min = if c == '0' { pattern.decimals_max } else { pattern.decimals_min };
                    }
                }
                '.' => (in_digits, in_decimals) = (true, true),
                ',' if in_digits && !in_decimals => pattern.has_thousands |= matches!(chars.peek(), Some('0' | '#' | '?')),
                '%' => pattern.is_percent = true,
                'E' | 'e' | '/' if in_digits => return Self::General,
                'y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S' => is_date = true,
                'G' | 'g' if first.to_lowercase().contains("general") => return Self::General,
                '@' => return Self::General,
                _ => pattern.literal(&c.to_string(), in_digits),
            }
        }
        match (is_date, in_digits) {
            (true, _) => Self::Date,
            (false, true) if pattern.decimals_max <= DECIMALS_MAX => Self::Number(pattern),
            _ => Self::General,
        }
    }

    /// What a cell with the number `raw`, as the file writes it, prints.
    pub fn print(&self, raw: &str) -> String {
        let Some(value) = decimal(raw) else { return raw.to_owned() };
        match self {
            Self::General => general(value),
            Self::Date => date(value).unwrap_or_else(|| general(value)),
            Self::Number(pattern) => pattern.print(value).unwrap_or_else(|| general(value)),
        }
    }
}

impl Pattern {
    fn literal(&mut self, text: &str, in_digits: bool) {
        if in_digits { self.after.push_str(text) } else { self.before.push_str(text) }
    }

    fn print(&self, value: Decimal) -> Option<String> {
        let value = if self.is_percent { value.checked_mul(Decimal::ONE_HUNDRED)? } else { value };
        let rounded = value.round_dp_with_strategy(self.decimals_max, RoundingStrategy::MidpointAwayFromZero).normalize();
        let mut digits = rounded.abs().to_string();
        let printed = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let lacking = (self.decimals_min as usize).saturating_sub(printed);
        if lacking > 0 {
            digits.push_str(if printed == 0 { "." } else { "" });
            digits.push_str(&"0".repeat(lacking));
        }
        if self.has_thousands {
            digits = with_thousands(&digits);
        }
        let minus = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
        let percent = if self.is_percent { "%" } else { "" };
        Some(format!("{}{minus}{digits}{percent}{}", self.before, self.after).trim().to_owned())
    }
}

/// The part for positive numbers: before the first `;` that is no literal.
fn section(code: &str) -> &str {
    let mut quoted = false;
    let mut escaped = false;
    let end = code.char_indices().find(|(_, c)| {
        let ends = *c == ';' && !quoted && !escaped;
        quoted ^= *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.and_then(|(at, _)| code.get(..at)).unwrap_or(code)
}

/// The number without the noise of its binary form.
fn decimal(raw: &str) -> Option<Decimal> {
    let raw = raw.trim();
    // Seventeen digits may be one too many for what the type can hold exactly: it rounds there.
    let value = if raw.contains(['e', 'E']) { Decimal::from_scientific(raw).ok()? } else { raw.parse::<Decimal>().ok()? };
    value.round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero).map(|value| value.normalize())
}

fn general(value: Decimal) -> String {
    let whole = value.to_string();
    if whole.len() <= GENERAL_CHARS || !whole.contains('.') {
        return whole;
    }
    let short = value.round_sf_with_strategy(SHOWN, RoundingStrategy::MidpointAwayFromZero);
    short.map_or(whole, |short| short.normalize().to_string())
}

fn with_thousands(digits: &str) -> String {
    let (whole, rest) = digits.find('.').map_or((digits, ""), |at| digits.split_at(at));
    let mut grouped = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(c);
    }
    grouped + rest
}

/// A day counted from the end of 1899, in which spreadsheets hold 1900 for a leap year.
fn date(serial: Decimal) -> Option<String> {
    /// From 1900-03-01, where the count is right, to the end of 9999.
    const DAYS: std::ops::RangeInclusive<i64> = 61..=2_958_465;
    let days = i64::try_from(serial.trunc().mantissa()).ok().filter(|days| DAYS.contains(days))?;
    // Days since 0000-03-01; 1899-12-30 is day 693_899 of that count.
    let days = days + 693_899;
    let era = days / 146_097;
    let of_era = days - era * 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year}年{month}月{day}日"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_read_as_it_prints() {
        for (code, raw, printed) in [
            ("General", "0.98399999999999999", "0.984"),
            ("General", "0.30000000000000004", "0.3"),
            ("General", "29094.170000000002", "29094.17"),
            ("General", "33.333333333333336", "33.33333333"),
            ("General", "1E-3", "0.001"),
            ("General", "220", "220"),
            ("0.00%", "0.98399999999999999", "98.40%"),
            ("0%", "1", "100%"),
            ("#,##0.00", "29094.170000000002", "29,094.17"),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", "-1234567.8", "-1,234,567.80"),
            ("0.00", "95.5", "95.50"),
            ("0.##", "95.5", "95.5"),
            ("0\"次\"", "30", "30次"),
            ("\"≥\"0", "30", "≥30"),
            ("0.0\\%", "98.35", "98.4%"),
            ("yyyy\"年\"m\"月\"", "44691", "2022年5月10日"),
            ("[$-804]aaaa", "x", "x"),
            ("@", "12", "12"),
        ] {
            assert_eq!(Format::of(code).print(raw), printed, "{code} {raw}");
        }
        assert_eq!(Format::built_in(10).print("0.5"), "50.00%");
        assert_eq!(Format::built_in(14).print("36526"), "2000年1月1日");
    }

    #[test]
    fn no_more_of_a_code_is_printed_than_excel_takes() {
        let words = "次".repeat(100_000);
        for code in [format!("0\"{words}\""), format!("0{words}")] {
            let printed = Format::of(&code).print("3");
            assert!(printed.starts_with("3次次") && printed.chars().count() <= CODE_MAX, "{printed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_format_and_no_number_make_it_panic(code in ".{0,30}", raw in "-?[0-9]{0,40}(\\.[0-9]{0,40})?(E-?[0-9]{1,3})?") {
            let _ = Format::of(&code).print(&raw);
        }
    }
}
