//! Score tables: rows of indicators under a head whose words say what each column holds.
//!
//! Heads differ by province and by system, so a column is known by words in its head, never by its
//! place. A merged cell is printed once and holds for the rows below it; —, / and * say nothing.

use super::assessment::Indicator;
use super::cells::Cell;
use super::marks::{Style, after_mark, mark_at};
use super::scalars::{digit, squeezed};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Level,
    Name,
    Nature,
    Sign,
    Target,
    Actual,
    Unit,
    Weight,
    Score,
    Standard,
    Reason,
    Unknown,
}

/// The words at the head of a column; of several that fit, the first.
const COLUMNS: &[(&str, Column)] = &[
    ("一级指标", Column::Level),
    ("二级指标", Column::Level),
    ("三级指标", Column::Name),
    ("四级指标", Column::Unknown),
    ("指标性质", Column::Nature),
    ("指标属性", Column::Nature),
    ("指标解释", Column::Unknown),
    ("指标说明", Column::Unknown),
    ("指标方向", Column::Unknown),
    ("指标类型", Column::Unknown),
    ("指标类别", Column::Unknown),
    ("指标编码", Column::Unknown),
    ("指标来源", Column::Unknown),
    ("偏差", Column::Reason),
    ("未完成原因", Column::Reason),
    ("扣分原因", Column::Reason),
    ("扣分说明", Column::Reason),
    ("原因分析", Column::Reason),
    ("评分标准", Column::Standard),
    ("评价标准", Column::Standard),
    ("计分标准", Column::Standard),
    ("评分规则", Column::Standard),
    ("评分办法", Column::Standard),
    ("计分方法", Column::Standard),
    ("评分依据", Column::Unknown),
    ("得分率", Column::Unknown),
    ("完成率", Column::Unknown),
    ("完成比例", Column::Unknown),
    ("完成进度", Column::Unknown),
    ("实际完成", Column::Actual),
    ("完成值", Column::Actual),
    ("完成数", Column::Actual),
    ("实际值", Column::Actual),
    ("实现值", Column::Actual),
    ("执行值", Column::Actual),
    ("完成情况", Column::Actual),
    ("实际情况", Column::Actual),
    ("实际达到", Column::Actual),
    ("指标值", Column::Target),
    ("目标值", Column::Target),
    ("计划值", Column::Target),
    ("预期值", Column::Target),
    ("标准值", Column::Target),
    ("设定值", Column::Target),
    ("年初设定", Column::Target),
    ("计划数", Column::Target),
    ("目标要求", Column::Target),
    ("计量单位", Column::Unit),
    ("度量单位", Column::Unit),
    ("符号", Column::Sign),
    ("比较符", Column::Sign),
    ("运算符", Column::Sign),
    ("自评得分", Column::Score),
    ("自评分", Column::Score),
    ("评价得分", Column::Score),
    ("得分", Column::Score),
    ("分值", Column::Weight),
    ("权重", Column::Weight),
    ("标准分", Column::Weight),
    ("满分", Column::Weight),
    ("指标名称", Column::Name),
    ("评价指标", Column::Name),
    ("绩效指标", Column::Name),
    ("考核指标", Column::Name),
    ("指标内容", Column::Name),
    ("评价内容", Column::Name),
    ("指标", Column::Name),
];
/// Heads that are one word and nothing more.
const WHOLE: &[(&str, Column)] = &[("单位", Column::Unit), ("自评", Column::Score), ("目标", Column::Target), ("实际", Column::Actual)];
/// A head is not longer: what is longer says something.
const HEAD_MAX: usize = 24;
/// What stands for nothing in a cell.
const NOTHING: &[&str] = &["", "-", "—", "——", "–", "/", "*", "无", "\\"];
/// Words at the begin of the row that sums up.
const TOTAL: &[&str] = &["合计", "总计", "总分", "得分合计", "合计得分", "总得分", "自评总分", "自评得分合计"];
/// Signs between a target and its figure, as printed and as the format has them.
const SIGNS: &[(&str, &str)] = &[
    ("≥", "≥"),
    ("≤", "≤"),
    (">=", "≥"),
    ("<=", "≤"),
    ("＞=", "≥"),
    ("＜=", "≤"),
    ("大于等于", "≥"),
    ("小于等于", "≤"),
    ("不低于", "≥"),
    ("不少于", "≥"),
    ("不高于", "≤"),
    ("不超过", "≤"),
    ("＝", "="),
    ("=", "="),
    ("等于", "="),
    (">", ">"),
    ("＞", ">"),
    ("大于", ">"),
    ("<", "<"),
    ("＜", "<"),
    ("小于", "<"),
];

/// What a column of this head holds.
pub(super) fn column(head: &str) -> Column {
    let head = squeezed(&head.chars().collect::<Vec<_>>());
    if head.chars().count() > HEAD_MAX {
        return Column::Unknown;
    }
    let whole = WHOLE.iter().find(|(words, _)| head == *words);
    whole.or_else(|| COLUMNS.iter().find(|(words, _)| head.contains(words))).map_or(Column::Unknown, |(_, column)| *column)
}

/// Whether a row is the head of a table of indicators.
pub(super) fn is_head(row: &[Cell]) -> bool {
    let columns: Vec<Column> = row.iter().map(|cell| column(&cell.text)).collect();
    let has = |column| columns.contains(&column);
    (has(Column::Name) || has(Column::Level)) && (has(Column::Target) || has(Column::Actual) || has(Column::Weight) || has(Column::Score))
}

/// What the tables of a text hold.
#[derive(Default)]
pub(super) struct Tables {
    pub indicators: Vec<Indicator>,
    /// The points in the row 合计 or 总分.
    pub total: Option<String>,
}

/// Reads rows, one table after another.
pub(super) fn read<'a>(rows: impl Iterator<Item = &'a [Cell]>) -> Tables {
    let mut tables = Tables::default();
    let mut columns: Vec<Column> = Vec::new();
    let mut levels: Vec<String> = Vec::new();
    let mut after_head = false;
    for row in rows {
        if is_head(row) {
            let told = columns_of(row);
            // A head that comes again at the head of a page begins nothing new.
            if told != columns {
                levels = vec![String::new(); told.iter().filter(|column| **column == Column::Level).count()];
                columns = told;
            }
            after_head = true;
        } else if !columns.is_empty() && (!std::mem::take(&mut after_head) || !refine(&mut columns, row)) {
            read_row(row, &columns, &mut levels, &mut tables);
        }
    }
    tables
}

/// One name a row: the third level before other names; where no column is named so, the last level.
fn columns_of(head: &[Cell]) -> Vec<Column> {
    let mut columns: Vec<Column> = head.iter().map(|cell| column(&cell.text)).collect();
    let named: Vec<usize> = (0..columns.len()).filter(|at| columns[*at] == Column::Name).collect();
    let is_third = |at: &&usize| head[**at].text.contains("三级指标") || head[**at].text.contains("名称");
    // 绩效指标 before the levels is the label of the whole table.
    let name = named.iter().find(is_third).or(named.last()).copied();
    let last_level = columns.iter().rposition(|column| *column == Column::Level);
    let name = match (name, last_level) {
        (Some(name), Some(level)) if name < level => Some(level),
        (name, level) => name.or(level),
    };
    for at in named {
        columns[at] = Column::Unknown;
    }
    if let Some(name) = name {
        columns[name] = Column::Name;
        // Each level may have points of its own before its name: those after the name are the row's.
        let (before, after) = columns.split_at_mut(name);
        for column in before.iter_mut().filter(|column| matches!(column, Column::Weight | Column::Score) && after.contains(column)) {
            *column = Column::Unknown;
        }
    }
    columns
}

/// A second row of the head says what the columns under one merged head hold: 符号, 数值, 单位.
fn refine(columns: &mut Vec<Column>, row: &[Cell]) -> bool {
    let told: Vec<Column> = row.iter().map(|cell| column(&cell.text)).collect();
    let is_value = |text: &str| matches!(text, "值" | "数值" | "内容" | "目标");
    let is_head = |cell: &Cell, told: Column| cell.text.is_empty() || told != Column::Unknown || is_value(&cell.text);
    let says = told.iter().filter(|column| matches!(column, Column::Sign | Column::Unit | Column::Target | Column::Actual)).count();
    if says < 2 && !row.iter().any(|cell| is_value(&cell.text)) || !row.iter().zip(&told).all(|(cell, told)| is_head(cell, *told)) {
        return false;
    }
    columns.resize(columns.len().max(row.len()), Column::Unknown);
    let mut above = Column::Unknown;
    for (at, (cell, told)) in row.iter().zip(told).enumerate() {
        above = if columns[at] == Column::Unknown { above } else { columns[at] };
        if is_value(&cell.text) {
            columns[at] = above;
        } else if told != Column::Unknown {
            columns[at] = told;
        }
    }
    true
}

fn read_row(row: &[Cell], columns: &[Column], levels: &mut [String], tables: &mut Tables) {
    let cells = || columns.iter().copied().zip(row).filter(|(_, cell)| !NOTHING.contains(&cell.text.as_str()));
    let value = |wanted: Column| cells().find(|(column, _)| *column == wanted).map(|(_, cell)| cell.text.clone());
    let points = |column| {
        value(column).filter(|points| points.starts_with(|c| digit(c).is_some())).map(|points| points.trim_end_matches('分').to_owned())
    };
    let sums_up = |cell: &Cell| {
        let words = squeezed(&cell.text.chars().collect::<Vec<_>>());
        TOTAL.contains(&words.as_str()) || TOTAL.iter().any(|total| words.strip_prefix(total).is_some_and(|rest| rest.starts_with('(')))
    };
    if row.iter().take(columns.len()).any(sums_up) {
        tables.total = tables.total.take().or_else(|| points(Column::Score));
        return;
    }
    let mut level = 0;
    for (column, cell) in columns.iter().zip(row) {
        if *column == Column::Level {
            if !NOTHING.contains(&cell.text.as_str()) && levels[level] != cell.text {
                cell.text.clone_into(&mut levels[level]);
                levels[level + 1..].iter_mut().for_each(String::clear);
            }
            level += 1;
        }
    }
    let Some((_, name)) = cells().find(|(column, _)| *column == Column::Name) else { return };
    // A row of a name and nothing else is a note under the table.
    let says = |column| value(column).is_some();
    if ![Column::Target, Column::Actual, Column::Weight, Column::Score].into_iter().any(says) {
        return;
    }
    let name = without_number(name);
    let nature = value(Column::Nature);
    let as_sign = |text: &String| SIGNS.iter().find(|(printed, _)| printed == text).map(|(_, sign)| (*sign).to_owned());
    let target = value(Column::Target);
    let printed = target.as_deref().and_then(|target| SIGNS.iter().find(|(printed, _)| target.starts_with(printed)));
    let apart = value(Column::Sign).as_ref().and_then(as_sign).or_else(|| nature.as_ref().and_then(as_sign));
    let bare =
        |target: String| printed.and_then(|(sign, _)| target.strip_prefix(sign).map(|rest| rest.trim().to_owned())).unwrap_or(target);
    tables.indicators.push(Indicator {
        levels: levels.iter().filter(|level| !level.is_empty()).cloned().collect(),
        nature: nature.filter(|nature| nature.contains("定")),
        comparator: printed.map(|(_, sign)| (*sign).to_owned()).or(apart),
        target: target.map(bare),
        actual: value(Column::Actual),
        unit: value(Column::Unit),
        weight: points(Column::Weight),
        self_score: points(Column::Score),
        standard: value(Column::Standard),
        deviation_reason: value(Column::Reason),
        ..Indicator::named(name.text.clone(), name.at)
    });
}

/// The name without the number before it: `1.培训人次`.
fn without_number(cell: &Cell) -> Cell {
    let text: Vec<char> = cell.text.chars().collect();
    let mark = mark_at(&text, 0).filter(|mark| !matches!(mark.style, Style::Part | Style::Goal | Style::Ordinal));
    let begin = mark.map(|mark| after_mark(&text, 0, mark)).filter(|begin| *begin < text.len()).unwrap_or(0);
    let mut at = cell.at;
    at.start += begin;
    Cell { text: text.into_iter().skip(begin).collect(), at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::assessment::Span;

    fn indicators(rows: &[&str]) -> Vec<String> {
        let cell = |text: &str| Cell { text: text.to_owned(), at: Span { paragraph: 0, start: 0, end: text.chars().count() } };
        let rows: Vec<Vec<Cell>> = rows.iter().map(|row| row.split('|').map(cell).collect()).collect();
        let show = |i: &Indicator| {
            let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "·".into());
            let figures = [&i.comparator, &i.target, &i.unit, &i.actual, &i.weight, &i.self_score].map(or_none);
            format!("{} > {}: {}", i.levels.join("/"), i.name, figures.join(" "))
        };
        read(rows.iter().map(Vec::as_slice)).indicators.iter().map(show).collect()
    }

    #[test]
    fn a_merged_cell_holds_for_the_rows_below_it() {
        assert_eq!(
            indicators(&[
                "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
                "|产出指标|数量指标|培训人次|≥200人次|220人次|10|10",
                "|||印发简报|12期|12期|5|—",
                "|效益指标||服务对象满意度|95%|97%|10|9.5",
                "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
                "|||投诉件数|≤3件|1件|5|5",
                "总分|||||||95",
            ]),
            [
                "产出指标/数量指标 > 培训人次: ≥ 200人次 · 220人次 10 10",
                "产出指标/数量指标 > 印发简报: · 12期 · 12期 5 ·",
                "效益指标 > 服务对象满意度: · 95% · 97% 10 9.5",
                "效益指标 > 投诉件数: ≤ 3件 · 1件 5 5",
            ]
        );
    }

    #[test]
    fn sign_value_and_unit_may_stand_apart() {
        assert_eq!(
            indicators(&[
                "一级指标|二级指标|三级指标|指标值|||实际完成值|分值|自评得分",
                "|||符号|数值|单位||",
                "产出|数量|1.检查家数|≥|50|家|52|8|8"
            ]),
            ["产出/数量 > 检查家数: ≥ 50 家 52 8 8"]
        );
        assert_eq!(
            indicators(&["指标名称|指标性质|目标值|计量单位|完成值|权重|自评分", "检查家数|≥|50|家|52|8|8"]),
            [" > 检查家数: ≥ 50 家 52 8 8"]
        );
    }

    #[test]
    fn where_no_column_is_named_the_last_level_names_the_row() {
        assert_eq!(
            indicators(&["一级指标|二级指标|分值|自评得分", "投入|预算编制|10|9", "|预算执行|10|8.5"]),
            ["投入 > 预算编制: · · · · 10 9", "投入 > 预算执行: · · · · 10 8.5"]
        );
    }
}
