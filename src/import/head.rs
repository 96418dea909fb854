//! The head and foot of a report: where it begins in the text, its title, department, year and date.

use std::collections::HashMap;
use std::ops::Range;

use super::paragraphs::{PHRASE_MAX, Paragraph};
use super::scalars::{begins, digit, find, is_pause, plain, slice, squeeze, squeezed};

/// What stands at the head and foot.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub title: Option<String>,
    pub department: Option<String>,
    pub year: Option<String>,
    pub issued: Option<String>,
    pub kind: Option<String>,
    pub marking: Option<String>,
    /// The paragraphs of the report proper, without its foot.
    pub body: Range<usize>,
}

/// A title is not longer.
const TITLE_MAX: usize = 70;
/// A title takes no more paragraphs.
const TITLE_LINES_MAX: usize = 3;
/// A cover takes no more paragraphs.
const COVER_MAX: usize = 5;
/// What bodies that spend public money are called, at the end of their name.
const BODIES: &str = "局 厅 办 委 院 会 处 所 队 馆 校 站 社 部 室 团 中心 公司 政府 政协 人大 大学 医院 大队 支队 总队 机关 法院 党校 学院 小学 中学 \
    幼儿园 公园 林场 基地 库 台 组";
/// Fields of a form that name the department.
const DEPARTMENT_FIELDS: &[&str] =
    &["部门(单位)名称", "单位(部门)名称", "部门名称", "单位名称", "预算部门", "预算单位", "评价单位", "填报单位", "自评单位", "部门(单位)"];
/// Fields of a form that hold the year.
const YEAR_FIELDS: &[&str] = &["年度", "评价年度", "自评年度", "预算年度", "所属年度", "会计年度"];
/// Fields of a form that hold the date.
const DATE_FIELDS: &[&str] = &["报告日期", "填报日期", "填报时间", "报告时间", "编制日期"];
/// Words that mark how a paper is to be kept.
const MARKINGS: &[&str] = &["绝密", "机密", "秘密", "内部资料", "工作秘密"];

/// Joins a title that was printed on several lines into one paragraph, so that it can be read and cited as one.
pub(super) fn join_title(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    for mut paragraph in paragraphs {
        if is_title_tail(&paragraph) {
            for _ in 1..TITLE_LINES_MAX {
                let Some(mut first) = joined.pop_if(|line| is_title_line(line, &paragraph)) else { break };
                first.text.append(&mut paragraph.text);
                paragraph = first;
            }
        }
        joined.push(paragraph);
    }
    joined
}

/// Whether a report's title stands near the begin: 自评报告, no table and no notice.
pub(super) fn bears_title(paragraphs: &[Paragraph]) -> bool {
    paragraphs.iter().take(COVER_MAX * 2).any(|paragraph| {
        let words = squeezed(&paragraph.text);
        is_title_tail(paragraph) && words.contains("报告") && !words.contains("通知")
    })
}

/// Finds the report in the text and reads its head and foot.
pub(super) fn head(paragraphs: &[Paragraph]) -> Head {
    let mut titles = titles(paragraphs);
    if titles.is_empty() {
        // A score table that came alone has a title too.
        titles.extend(paragraphs.iter().position(is_table_title));
    }
    let is_overall = |at: &&usize| find(&squeeze(&paragraphs[**at].text), "整体").is_some();
    // In a book of final accounts the report is an annex; a cover page has its title twice.
    let last_numbered = paragraphs.iter().rposition(|p| p.mark.is_some()).unwrap_or(0);
    let with_body = |at: &&usize| **at < last_numbered;
    let title = titles.iter().filter(is_overall).rfind(with_body).or_else(|| titles.iter().rfind(with_body)).or(titles.first()).copied();
    let start = title.filter(|at| slice_of(paragraphs, 0..*at).iter().any(|p| p.mark.is_some())).unwrap_or(0);
    let other_report = titles.iter().copied().find(|at| Some(*at) > title && title.is_some());
    let part = slice_of(paragraphs, start..paragraphs.len())
        .iter()
        .position(|p| start > 0 && p.mark.is_some_and(|m| m.style == super::marks::Style::Part));
    let end = [Some(paragraphs.len()), other_report, part.map(|len| start + len)].into_iter().flatten().min().unwrap_or(0);

    let mut head = Head::default();
    if let Some(title) = title {
        let text = &paragraphs[title].text;
        head.title = Some(text.iter().collect());
        let words = squeezed(text);
        let parts = TitleParts::of(&words);
        head.year = parts.year;
        head.department = parts.department;
        head.kind = parts.kind;
    }
    let field = |names: &[&str]| slice_of(paragraphs, 0..end).iter().find_map(|p| field_value(p, names));
    if let Some(name) = field(DEPARTMENT_FIELDS) {
        head.department = Some(name);
    }
    if title.is_none() {
        // A report without a title of its own, in a paper that names the department.
        let named =
            slice_of(paragraphs, 0..end).iter().take(COVER_MAX).filter(|p| p.is_phrase()).map(|p| TitleParts::of(&squeezed(&p.text)));
        head.department = head.department.or_else(|| named.filter_map(|parts| parts.department).find(|name| is_body_name(name)));
    }
    let body_end = (start..end).rev().find(|at| !is_foot(&paragraphs[*at], head.department.as_deref())).map_or(start, |last| last + 1);
    let foot = || slice_of(paragraphs, body_end..end).iter();
    if head.department.is_none() {
        // (某局) under the title, or the name at the foot.
        let bracketed =
            |p: &Paragraph| Some(squeezed(&p.text).strip_prefix('(')?.strip_suffix(')')?.to_owned()).filter(|name| is_body_name(name));
        let beside_title = slice_of(paragraphs, 0..title.map_or(0, |at| at + 3).min(end)).iter().find_map(bracketed);
        head.department = beside_title;
    }
    if head.department.is_none() {
        head.department = foot().find(|p| is_body_name(&squeezed(&p.text))).map(|p| p.text.iter().collect());
    }
    let near_title = || slice_of(paragraphs, 0..title.map_or(0, |at| at + 3).min(end)).iter();
    if head.department.is_none() {
        head.department = told_of_itself(slice_of(paragraphs, start..body_end));
    }
    head.issued = foot().chain(near_title()).find(|p| is_date(&squeeze(&p.text))).map(printed).or_else(|| field(DATE_FIELDS));
    let of_year = |words: &String| !is_date(&words.chars().collect::<Vec<_>>()) && !words.contains("日期") && !words.contains("时间");
    let beside_title = || near_title().map(|p| squeezed(slice(&p.text, 0, PHRASE_MAX))).filter(of_year).find_map(|words| year_in(&words));
    head.year = head
        .year
        .or_else(|| field(YEAR_FIELDS).and_then(|value| year_in(&value)))
        .or_else(beside_title)
        .or_else(|| year_most_named(slice_of(paragraphs, start..body_end)));
    head.marking = near_title().find_map(|p| {
        let words = squeezed(&p.text);
        MARKINGS.iter().any(|marking| words.starts_with(marking) && words.chars().count() < 12).then(|| p.text.iter().collect())
    });
    head.body = start..body_end;
    head
}

/// Paragraphs that are titles of reports. One that comes again after prose is a running header; before any, the cover was the first.
fn titles(paragraphs: &[Paragraph]) -> Vec<usize> {
    let mut sentences = 0;
    let mut first_met: HashMap<&[char], usize> = HashMap::new();
    let mut titles = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        sentences += usize::from(paragraph.text.last() == Some(&'。'));
        if is_title(paragraph) && *first_met.entry(&paragraph.text).or_insert(sentences) == sentences {
            titles.push(at);
        }
    }
    titles
}

/// Whether a text is, or speaks of, a self-assessment at all.
pub(super) fn speaks_of_self_assessment(head: &Head, paragraphs: &[Paragraph]) -> bool {
    head.title.is_some() || paragraphs.iter().any(|p| find(&p.text, "自评").is_some() || find(&p.text, "自我评价").is_some())
}

/// The paragraph as printed, its number included.
fn printed(paragraph: &Paragraph) -> String {
    paragraph.no.chars().chain(paragraph.text.iter().copied()).collect()
}

fn slice_of(paragraphs: &[Paragraph], range: Range<usize>) -> &[Paragraph] {
    paragraphs.get(range).unwrap_or_default()
}

/// Whether a paragraph of the foot: department, date, contact.
pub(super) fn is_foot(paragraph: &Paragraph, department: Option<&str>) -> bool {
    if paragraph.mark.is_some() || paragraph.text.len() > PHRASE_MAX {
        return false;
    }
    let plain = squeeze(&paragraph.text);
    let words: String = plain.iter().collect();
    let bare = words.trim_end_matches("(盖章)").trim_end_matches("(公章)");
    is_date(&plain)
        || department.is_some_and(|name| squeezed(&name.chars().collect::<Vec<_>>()) == bare)
        || is_body_name(bare)
        || ["特此报告", "联系人", "联系电话", "填报人", "填表人", "附件:", "附表:", "附:"].iter().any(|field| words.starts_with(field))
}

/// 2022年5月, 2022年5月10日, 二〇二二年五月.
fn is_date(words: &[char]) -> bool {
    let is_number =
        |c: &char| c.is_ascii_digit() || matches!(c, '〇' | '○' | '零' | '一'..='龥' if "〇○零一二三四五六七八九十".contains(*c));
    let count = |text: &[char]| text.iter().take_while(|c| is_number(c)).count();
    let year = count(words);
    let month = count(slice(words, year + 1, words.len()));
    let rest = slice(words, year + month + 2, words.len());
    let day = count(rest);
    year == 4
        && words.get(4) == Some(&'年')
        && (1..=2).contains(&month)
        && words.get(year + 1 + month) == Some(&'月')
        && (rest.is_empty() || (1..=3).contains(&day) && slice(rest, day, rest.len()) == ['日'])
}

/// Whether words are the name of a body and nothing more.
pub(super) fn is_body_name(words: &str) -> bool {
    let len = words.chars().count();
    (3..=30).contains(&len) && BODIES.split(' ').any(|body| words.ends_with(body)) && !words.contains(['。', ',', ';', ':', '、', '的'])
}

/// What a report says of itself in a sentence that begins with the department's name: `某市水务局是市政府工作部门`.
/// Where two names begin such sentences neither is taken.
fn told_of_itself(paragraphs: &[Paragraph]) -> Option<String> {
    const SAYS: &[&str] = &[
        "是主管",
        "是市",
        "是县",
        "是区",
        "是省",
        "是负责",
        "是全",
        "系",
        "为市",
        "为县",
        "为区",
        "为省",
        "主要职责",
        "主要职能",
        "贯彻",
        "内设",
        "下设",
        "现有",
        "共有",
    ];
    let name_of = |sentence: &[char]| {
        let words = squeezed(slice(sentence, 0, PHRASE_MAX));
        SAYS.iter().filter_map(|says| Some(words.split_once(says)?.0.to_owned())).find(|name| is_body_name(name) && !is_pronoun(name))
    };
    let mut names = paragraphs.iter().flat_map(|p| p.text.split(|c| is_pause(*c))).filter_map(name_of);
    let name = names.next()?;
    names.all(|other| other == name).then_some(name)
}

/// 本单位, 我局, 该委.
fn is_pronoun(name: &str) -> bool {
    name.starts_with(['我', '本', '该', '各']) || name.starts_with("市委市政府")
}

/// The value of `单位名称：…`, or of the cell after 单位名称 in a row.
fn field_value(paragraph: &Paragraph, names: &[&str]) -> Option<String> {
    let is_field = |name: &[char]| {
        let name = squeezed(name);
        let name = name.trim_end_matches(':').trim_end_matches("(盖章)").trim_end_matches("(公章)");
        names.contains(&name)
    };
    let value: String = if paragraph.is_row {
        let mut cells = paragraph.text.split(|c| *c == '\t').filter(|cell| !cell.is_empty());
        cells.find(|cell| is_field(cell))?;
        cells.next()?.iter().collect()
    } else {
        let colon = slice(&paragraph.text, 0, 20).iter().position(|c| plain(*c) == ':')?;
        if !is_field(slice(&paragraph.text, 0, colon)) {
            return None;
        }
        slice(&paragraph.text, colon + 1, paragraph.text.len()).iter().collect()
    };
    let value = value.trim().trim_end_matches("（盖章）").trim_end_matches("(盖章)").trim();
    (!value.is_empty() && value.chars().count() <= PHRASE_MAX).then(|| value.to_owned())
}

/// Whether words speak of an assessment and its paper.
fn names_a_report(words: &str) -> bool {
    let assesses = words.contains("自评") || words.contains("自我评价") || words.contains("绩效评价") || words.contains("绩效评估");
    let paper = ["报告", "结果", "说明", "情况", "总结", "报告书"].iter().any(|paper| words.ends_with(paper) || words.contains("报告("));
    assesses && paper
}

/// Whether a paragraph is a whole title or the last line of one.
fn is_title_tail(paragraph: &Paragraph) -> bool {
    if paragraph.mark.is_some() || paragraph.text.len() > TITLE_MAX {
        return false;
    }
    let words = squeezed(&paragraph.text);
    !words.contains(['。', ';', ',', ':']) && names_a_report(&words)
}

/// Whether a paragraph is a report's title.
fn is_title(paragraph: &Paragraph) -> bool {
    is_title_tail(paragraph) && {
        let words = squeezed(&paragraph.text);
        words.contains("报告") || words.contains(|c: char| c.is_ascii_digit())
    }
}

/// 自评表 alone is the name of a sheet.
const TABLE_TITLE_MIN: usize = 8;

/// 2022年度某局部门整体支出绩效自评表.
fn is_table_title(paragraph: &Paragraph) -> bool {
    let words = squeezed(slice(&paragraph.text, 0, TITLE_MAX + 1));
    let is_short = paragraph.mark.is_none() && !paragraph.is_row && words.chars().count() <= TITLE_MAX;
    is_short
        && words.chars().count() >= TABLE_TITLE_MIN
        && words.ends_with('表')
        && (words.contains("自评") || words.contains("绩效评价"))
        && !words.contains(['。', ';', ','])
}

/// Whether the line before `rest` belongs to the same title, which lacks a department or a year without it.
fn is_title_line(line: &Paragraph, rest: &Paragraph) -> bool {
    if line.text.len() > PHRASE_MAX {
        return false;
    }
    let words = squeezed(&line.text);
    let parts = TitleParts::of(&squeezed(&rest.text));
    let complete = parts.department.is_some() && parts.year.is_some();
    let speaks_of_it = is_body_name(&words) || year_in(&words).is_some() || words.contains("支出") || words.contains("绩效");
    line.mark.is_none()
        && !complete
        && speaks_of_it
        && !words.contains(['。', ';', ',', ':', '#'])
        && !words.starts_with("附件")
        && !names_a_report(&words)
        && !is_date(&words.chars().collect::<Vec<_>>())
}

/// A title taken apart: `[年度] 部门 [年度] 部门整体支出绩效自评报告`.
struct TitleParts {
    department: Option<String>,
    year: Option<String>,
    kind: Option<String>,
}

impl TitleParts {
    fn of(words: &str) -> Self {
        let text = arabic_years(words);
        let year = year_in(words);
        let mut names: Vec<char> = Vec::new();
        let mut at = 0;
        // What is not year, kind or a linking word is the department.
        let kind = [
            "部门整体",
            "单位整体",
            "部门(单位)整体",
            "整体支出",
            "整体绩效",
            "部门支出",
            "项目支出",
            "部门绩效",
            "单位绩效",
            "部门预算",
            "部门决算",
            "单位决算",
            "预算绩效",
            "绩效",
            "自评",
        ]
        .iter()
        .filter_map(|word| find(&text, word))
        .min()
        .unwrap_or(text.len());
        while at < kind {
            let rest = slice(&text, at, kind);
            let digits = rest.iter().take_while(|c| digit(**c).is_some()).count();
            let year_word = slice(rest, digits, rest.len());
            if digits == 4 && (begins(year_word, "年") || year_word.is_empty()) {
                at += digits + if begins(year_word, "年度") { 2 } else { 1 };
            } else if begins(rest, "关于") && names.is_empty() {
                at += 2;
            } else {
                names.push(text[at]);
                at += 1;
            }
        }
        let department: String = names.into_iter().collect();
        let department = department.trim_end_matches("关于").trim_end_matches(['的', '(', '《']).trim_start_matches('《');
        let is_place = department.ends_with(['省', '市', '县', '区', '州', '旗']);
        let department = (!is_place && department.chars().count() >= 2).then(|| department.to_owned());
        let kind: String = slice(&text, kind, text.len()).iter().collect();
        let paper = ["报告", "情况", "结果", "说明", "总结"].iter().filter_map(|paper| kind.find(paper)).min();
        let kind = paper.and_then(|end| kind.get(..end)).filter(|kind| !kind.is_empty()).map(str::to_owned);
        Self { department, year, kind }
    }
}

/// The year that the text names most, if it names one more than any other.
fn year_most_named(paragraphs: &[Paragraph]) -> Option<String> {
    let mut counts: Vec<(String, u32)> = Vec::new();
    let sentences = paragraphs.iter().flat_map(|p| p.text.split(|c| is_pause(*c)));
    for year in sentences.filter_map(|words| year_in(&squeezed(slice(words, 0, PHRASE_MAX)))) {
        match counts.iter_mut().find(|(known, _)| *known == year) {
            Some((_, count)) => *count += 1,
            None => counts.push((year, 1)),
        }
    }
    let (year, most) = counts.iter().max_by_key(|(_, count)| *count)?.clone();
    (counts.iter().filter(|(_, count)| *count == most).count() == 1).then_some(year)
}

/// The first year named, in ASCII digits.
fn year_in(words: &str) -> Option<String> {
    let text = arabic_years(words);
    (0..text.len()).find_map(|at| {
        let digits = slice(&text, at, text.len()).iter().take_while(|c| c.is_ascii_digit()).count();
        let fits = digits == 4 && text.get(at + 4).is_none_or(|c| *c == '年') && (at == 0 || !text[at - 1].is_ascii_digit());
        fits.then(|| slice(&text, at, at + 4).iter().collect::<String>()).filter(|year| year.starts_with("20"))
    })
}

/// The words with 二○二三年 as 2023年.
fn arabic_years(words: &str) -> Vec<char> {
    const NUMERALS: &str = "〇一二三四五六七八九";
    let mut text: Vec<char> = words.chars().collect();
    let value = |c: char| NUMERALS.chars().position(|n| n == c).or(matches!(c, '○' | '零' | 'Ｏ' | 'O' | '0').then_some(0));
    for at in 4..text.len() {
        if text[at] == '年' && text[at - 4] == '二' {
            let digits: Vec<usize> = text[at - 4..at].iter().filter_map(|c| value(*c)).collect();
            if digits.len() == 4 {
                for (c, digit) in text[at - 4..at].iter_mut().zip(digits) {
                    *c = u32::try_from(digit).ok().and_then(|digit| char::from_digit(digit, 10)).unwrap_or(*c);
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(title: &str) -> (Option<String>, Option<String>, Option<String>) {
        let parts = TitleParts::of(&squeezed(&title.chars().collect::<Vec<_>>()));
        (parts.department, parts.year, parts.kind)
    }

    #[test]
    fn a_title_gives_department_year_and_kind() {
        for (title, department, year, kind) in [
            ("某市档案馆2021 年部门整体支出绩效自评报告", Some("某市档案馆"), Some("2021"), Some("部门整体支出绩效自评")),
            ("２０２０年度某区水务局整体绩效自评结果", Some("某区水务局"), Some("2020"), Some("整体绩效自评")),
            ("某县2019年度部门整体支出绩效评价自评报告", None, Some("2019"), Some("部门整体支出绩效评价自评")),
            ("关于某局2022年部门整体支出绩效自评情况的报告", Some("某局"), Some("2022"), Some("部门整体支出绩效自评")),
            ("二○二三年度某局部门整体支出绩效自评报告", Some("某局"), Some("2023"), Some("部门整体支出绩效自评")),
            ("部门整体支出绩效自评报告", None, None, Some("部门整体支出绩效自评")),
        ] {
            assert_eq!(parts(title), (department.map(str::to_owned), year.map(str::to_owned), kind.map(str::to_owned)), "{title}");
        }
    }

    #[test]
    fn a_department_is_known_by_a_sentence_about_it_unless_two_are() {
        let paragraphs = |lines: &[&str]| -> Vec<Paragraph> {
            let paragraph = |line: &&str| Paragraph {
                mark: None,
                no: String::new(),
                text: line.chars().collect(),
                line: 0,
                page: None,
                level: 0,
                heading: 0,
                is_row: false,
                source: 0,
            };
            lines.iter().map(paragraph).collect()
        };
        let of = |lines: &[&str]| told_of_itself(&paragraphs(lines));
        assert_eq!(of(&["一、基本情况。某市水务局是市政府工作部门，负责水利。"]).as_deref(), Some("某市水务局"));
        assert_eq!(of(&["某县档案馆内设机构5个。", "某县档案馆现有在职人员20名。"]).as_deref(), Some("某县档案馆"));
        assert_eq!(of(&["我局内设机构5个。", "本单位现有在职人员20名，各区水务局贯彻落实。"]), None);
        assert_eq!(of(&["某市水务局是市政府工作部门。", "某市河道管理中心为市水务局下属单位。"]), None);
    }

    #[test]
    fn dates_are_dates_and_nothing_else() {
        let is = |text: &str| is_date(&squeeze(&text.chars().collect::<Vec<_>>()));
        assert!(is("2022 年 5 月") && is("２０２２年１２月３１日") && is("二〇二二年五月") && is("二〇二二年五月十二日"));
        assert!(!is("2022年") && !is("2022年5月完成") && !is("5月") && !is(""));
    }
}
