//! How Word prints the numbers of a list: by the names of its formats.

/// A number in a format. What has no such form in it is printed as digits, as Word does.
pub(super) fn print(number: u32, format: &str) -> String {
    let special = match format {
        "decimalZero" => Some(format!("{number:02}")),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => han(number),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Some(digits(number, "〇一二三四五六七八九")),
        "chineseLegalSimplified" => legal(number),
        "ideographTraditional" => one_of(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => one_of(number, "子丑寅卯辰巳午未申酉戌亥"),
        "decimalFullWidth" | "decimalFullWidth2" => Some(digits(number, "０１２３４５６７８９")),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => one_of(number, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedParen" => one_of(number, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "decimalEnclosedFullstop" => one_of(number, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "ideographEnclosedCircle" => one_of(number, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "upperLetter" => Some(letters(number, b'A')),
        "lowerLetter" => Some(letters(number, b'a')),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|roman| roman.to_lowercase()),
        "none" => Some(String::new()),
        _ => None,
    };
    special.unwrap_or_else(|| number.to_string())
}

/// 一 … 九十九 … 九百九十九.
fn han(number: u32) -> Option<String> {
    let name = |digit: u32| "零一二三四五六七八九".chars().nth(digit as usize).unwrap_or_default();
    let mut text = String::new();
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    if number == 0 || number > 999 {
        return None;
    }
    if hundreds > 0 {
        text.extend([name(hundreds), '百']);
    }
    match (hundreds, tens, ones) {
        (0, 1, _) => text.push('十'),
        (_, 0, 1..) if hundreds > 0 => text.push('零'),
        (_, 1.., _) => text.extend([name(tens), '十']),
        _ => {}
    }
    if ones > 0 {
        text.push(name(ones));
    }
    Some(text)
}

fn legal(number: u32) -> Option<String> {
    let swap = |c: char| "一二三四五六七八九十百".chars().position(|own| own == c).and_then(|at| "壹贰叁肆伍陆柒捌玖拾佰".chars().nth(at));
    han(number).map(|text| text.chars().map(|c| swap(c).unwrap_or(c)).collect())
}

fn digits(number: u32, names: &str) -> String {
    let name = |c: char| c.to_digit(10).and_then(|digit| names.chars().nth(digit as usize)).unwrap_or(c);
    number.to_string().chars().map(name).collect()
}

fn one_of(number: u32, names: &str) -> Option<String> {
    names.chars().nth(usize::try_from(number).ok()?.checked_sub(1)?).map(String::from)
}

/// A … Z, AA, BB …
fn letters(number: u32, first: u8) -> String {
    /// Beyond this many of one letter nobody counts.
    const REPEATS_MAX: u32 = 8;
    let Some(place) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(first + u8::try_from(place % 26).unwrap_or(0));
    (0..=(place / 26).min(REPEATS_MAX)).map(|_| letter).collect()
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (number, format, printed) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (11, "japaneseCounting", "十一"),
            (20, "chineseCounting", "二十"),
            (35, "chineseCounting", "三十五"),
            (101, "chineseCounting", "一百零一"),
            (110, "chineseCounting", "一百一十"),
            (12, "ideographDigital", "一二"),
            (3, "chineseLegalSimplified", "叁"),
            (2, "ideographTraditional", "乙"),
            (12, "decimalFullWidth", "１２"),
            (5, "decimalEnclosedCircleChinese", "⑤"),
            (21, "decimalEnclosedCircle", "21"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (7, "decimal", "7"),
            (7, "decimalZero", "07"),
            (7, "none", ""),
            (7, "aFormatOfTomorrow", "7"),
        ] {
            assert_eq!(print(number, format), printed, "{number} {format}");
        }
    }
}
