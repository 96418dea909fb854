//! 自评结论: the points and the grade the department gives itself.

use std::collections::HashSet;

use super::assessment::{Indicator, SelfRating};
use super::document::Document;
use super::figures::figure_at;
use super::lexicon::Section;
use super::scalars::{begins, find, is_pause, is_stop, plain, slice, squeeze, squeezed};

/// What the total is called, longest first. Points of single indicators are called 得分 alone.
const TOTALS: &[&str] = &[
    "自评总得分",
    "自评综合得分",
    "综合自评得分",
    "自评得分",
    "自评分数",
    "自评总分",
    "自评分值",
    "自评分",
    "综合得分",
    "综合评分",
    "综合评价得分",
    "最终得分",
    "评价得分",
    "评价总得分",
    "绩效得分",
    "总得分",
    "总评分",
    "总分",
    "自评打分",
];
/// Who rates itself is not named longer: 本单位, 我局.
const WHO_MAX: usize = 4;
/// Words at the end of a heading under which the points stand.
const SCORED: &[&str] = &["自评得分", "自评分", "综合得分", "评价得分", "得分情况"];
/// Points or a grade that stand alone are not longer.
const ALONE_MAX: usize = 12;
/// A conclusion takes no more stretches of text.
const CONCLUSION_MAX: usize = 6;
/// Words before a grade.
const GRADED: &[&str] = &["自评结论", "评价结论", "等级", "等次", "档次", "评价结果", "自评结果", "评定结果"];
/// Grades, longest first.
const GRADES: &[&str] = &["优秀", "良好", "中等", "合格", "不合格", "较差", "一般", "优", "良", "中", "差"];

/// Reads the chapters of conclusion first, then the others; `total` is the sum a score table prints.
pub(super) fn rating(document: &Document, total: Option<String>, indicators: &[Indicator]) -> SelfRating {
    use Section::{Conclusion, Duties, Funds, Issues, Measures, Work};
    let concludes = |at: &usize| document.section(*at) == Some(Conclusion);
    let elsewhere = |at: &usize| !matches!(document.section(*at), Some(Conclusion | Duties | Work | Funds | Issues | Measures));
    let texts =
        || document.content().filter(concludes).chain(document.content().filter(elsewhere)).map(|at| document.text(document.span(at)));
    let holds_indicators: HashSet<usize> = indicators.iter().map(|indicator| indicator.at.paragraph).collect();
    let says: Vec<usize> =
        document.content().filter(concludes).filter(|at| !holds_indicators.contains(&document.segments[*at].paragraph)).collect();
    let conclusion: Vec<String> =
        says.iter().take(CONCLUSION_MAX).map(|at| document.text(document.trimmed(document.span(*at))).iter().collect()).collect();
    SelfRating {
        score: texts().find_map(score).or_else(|| under_heading(document, SCORED, alone_score)).or(total),
        grade: texts().find_map(grade).or_else(|| under_heading(document, GRADED, alone_grade)),
        conclusion: (!conclusion.is_empty()).then(|| conclusion.join("\n")),
    }
}

/// What stands alone under a heading that ends in one of `words`: 自评等级, and then 优秀。
fn under_heading(document: &Document, words: &[&str], read: fn(&str) -> Option<String>) -> Option<String> {
    document.segments.windows(2).filter(|pair| document.body.contains(&pair[0].paragraph)).find_map(|pair| {
        let whole =
            |segment: &super::outline::Segment| squeezed(slice(document.paragraph_text(segment.paragraph), segment.start, segment.end));
        let [heading, below] = pair else { return None };
        let is_heading = heading.opens.is_some() && below.opens.is_none() && below.end - below.start <= ALONE_MAX;
        let named = is_heading.then(|| whole(heading)).is_some_and(|heading| words.iter().any(|word| heading.ends_with(word)));
        named.then(|| whole(below)).and_then(|below| read(below.trim_end_matches(['。', ';', '”', '"']).trim_start_matches(['“', '"'])))
    })
}

fn alone_score(text: &str) -> Option<String> {
    let figure: Vec<char> = text.trim_end_matches('分').chars().collect();
    figure_at(&figure, 0).filter(|read| read.end == figure.len() && read.unit.is_empty()).map(|read| read.raw)
}

fn alone_grade(text: &str) -> Option<String> {
    GRADES.iter().find(|grade| **grade == text).map(|grade| (*grade).to_owned())
}

/// The total points a stretch of text states.
pub(super) fn score(text: &[char]) -> Option<String> {
    let mut sentence = 0;
    for at in 0..text.len() {
        if is_stop(text[at]) {
            sentence = at + 1;
        }
        let rest = slice(text, at, text.len());
        // 得分 alone is the total only where its clause names nothing else.
        let alone = || begins(rest, "得分") && slice(text, 0, at).iter().rev().find(|c| !c.is_whitespace()).is_none_or(|c| is_pause(*c));
        // 本单位自评98分, 我局得分96分
        let itself = || {
            let clause = slice(text, 0, at).iter().rev().take_while(|c| !is_pause(**c) && !c.is_whitespace()).count();
            let who: String = slice(text, at - clause, at).iter().collect();
            clause == 0 || clause <= WHO_MAX && (who.starts_with(['我', '本']) || who == "部门" || who == "单位")
        };
        let Some(word) = TOTALS
            .iter()
            .find(|word| begins(rest, word))
            .or_else(|| alone().then_some(&"得分"))
            .or_else(|| ["自评", "得分"].iter().find(|word| begins(rest, word) && itself()))
        else {
            continue;
        };
        let from = at + word.chars().count();
        let gap = slice(text, from, from + 6)
            .iter()
            .take_while(|c| c.is_whitespace() || matches!(plain(**c), ':' | '为' | '是' | '共' | '达' | '到' | '计' | '“'))
            .count();
        let Some(figure) = figure_at(text, from + gap) else { continue };
        let of_a_part = slice(text, sentence.max(at.saturating_sub(60)), at);
        let ends = slice(text, figure.end, figure.end + 3).iter().find(|c| !c.is_whitespace()).copied();
        let is_points = ends.is_none_or(|c| matches!(plain(c), '分' | '”') || is_pause(c));
        if figure.unit.is_empty()
            && is_points
            && !["其中", "目标值", "分值", "满分"].iter().any(|word| find(of_a_part, word).is_some())
            && !of_a_part.ends_with(&['项', '目'])
        {
            return Some(figure.raw);
        }
    }
    None
}

/// The grade a stretch of text states, in words or by a ticked box.
pub(super) fn grade(text: &[char]) -> Option<String> {
    for at in 0..text.len() {
        let rest = slice(text, at, text.len());
        let Some(word) = GRADED.iter().find(|word| begins(rest, word)) else { continue };
        let tail = slice(rest, word.chars().count(), word.chars().count() + 12);
        let link = |c: &&char| {
            c.is_whitespace()
                || matches!(plain(**c), ':' | '为' | '是' | '属' | '于' | '评' | '定' | '“' | '"' | '‘' | '\'' | '「' | '达' | '到' | '【')
        };
        let skip = tail.iter().take_while(link).count();
        let named = slice(tail, skip, tail.len());
        if let Some(grade) = GRADES.iter().find(|grade| begins(named, grade)) {
            let after = named.get(grade.chars().count()).map(|c| plain(*c));
            if after.is_none_or(|c| !matches!(c, '、' | '/' | '□' | '☑' | '☐')) && skip > 0 {
                return Some((*grade).to_owned());
            }
        }
        // 评为“优秀”等次
        let quote = |c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"' | '‘' | '’');
        let before: String = slice(text, at.saturating_sub(8), at).iter().collect();
        let before = before.trim_end_matches(quote);
        let named = GRADES.iter().find_map(|grade| before.strip_suffix(grade).map(|rest| (grade, rest.trim_end_matches(quote))));
        if let Some((grade, _)) = named.filter(|(_, rest)| rest.ends_with(['为', '于', '到', '定', '得'])) {
            return Some((*grade).to_owned());
        }
    }
    ticked(text)
}

/// The grade whose box is ticked: `优□ 良☑ 中□ 差□` or `□优 ☑良`.
fn ticked(text: &[char]) -> Option<String> {
    let is_tick = |c: char| matches!(c, '☑' | '√' | '✓' | '✔' | '☒' | '■');
    let is_box = |c: char| is_tick(c) || matches!(c, '□' | '☐');
    let mut boxes = (0..text.len()).filter(|at| is_box(text[*at]));
    let first = boxes.next()?;
    boxes.next()?;
    let words = squeeze(slice(text, first.saturating_sub(4), first));
    let leads = !GRADES.iter().any(|grade| words.iter().collect::<String>().ends_with(grade));
    let tick = (0..text.len()).find(|at| is_tick(text[*at]))?;
    let beside = if leads { squeezed(slice(text, tick + 1, tick + 5)) } else { squeezed(slice(text, tick.saturating_sub(4), tick)) };
    GRADES.iter().find(|grade| if leads { beside.starts_with(**grade) } else { beside.ends_with(**grade) }).map(|grade| (*grade).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<String>) {
        let text: Vec<char> = text.chars().collect();
        (score(&text), grade(&text))
    }

    #[test]
    fn points_and_grades_are_read_as_printed() {
        for (text, points, stated) in [
            ("自评得分为96.5分，等级为“优”。", Some("96.5"), Some("优")),
            ("综合得分 92 分，评价等次为优秀", Some("92"), Some("优秀")),
            ("自评得分：９７．８分", Some("９７．８"), None),
            ("优□  良☑  中□  差□", None, Some("良")),
            ("□优 ■良 □中", None, Some("良")),
            ("经评价，得分88分，评为“良好”等次。", Some("88"), Some("良好")),
            ("预算执行情况得分18分", None, None),
            ("等级分为优、良、中、差四档", None, None),
            ("其中：预算管理评价得分18分", None, None),
            ("指标分值10分，得分10分", None, None),
        ] {
            assert_eq!(read(text), (points.map(str::to_owned), stated.map(str::to_owned)), "{text}");
        }
    }
}
