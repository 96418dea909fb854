//! What a pasted table meets.

use super::*;

fn pasted(text: &str) -> Pasted {
    Pasted::of(text, &sheet_by(&two(), None, &[]))
}

fn met(pasted: &Pasted) -> Vec<(&str, &str, &str)> {
    pasted.met.iter().map(|met| (met.item.as_str(), met.field, met.value.as_str())).collect()
}

#[test]
fn cells_meet_rows_by_name_under_heads_in_any_order() {
    let table = "一级指标\t三级指标\t分值\t指标值\t实际完成值\t自评得分\n产出\t1.培训人次\t60\t≥120人次\t80人次\t58\n满意度\t满意度\t\t/\t96%\t39.5\n";
    let pasted = pasted(table);
    assert_eq!(
        met(&pasted),
        [("indicator-1", "target", "≥120人次"), ("indicator-1", "self_score", "58"), ("indicator-2", "actual", "96%")]
    );
    assert_eq!((pasted.known, pasted.left_out.as_slice(), pasted.unmet.as_slice()), (3, ["一级指标".to_owned()].as_slice(), [].as_slice()));
    assert_eq!(pasted.met[0].was.as_deref(), Some("100人次"));
}

#[test]
fn what_meets_no_row_or_several_is_said_and_not_placed() {
    let twins = report(&json!({"indicators": [{"name": "甲"}, {"name": "甲"}, {"name": "乙"}]}));
    let pasted = Pasted::of("名称\t分值\n甲\t5\n丙\t5\n\t5\n乙\t5\n乙\t6", &sheet_by(&twins, None, &[]));
    assert_eq!(met(&pasted), [("indicator-3", "weight", "5")]);
    let why: Vec<(usize, &str)> = pasted.unmet.iter().map(|(line, said)| (*line, said.zh.as_str())).collect();
    let twice = "“乙”：表中重复，只取前一处";
    assert_eq!(why, [(2, "“甲”：有 2 行同名，对不上是哪一行"), (3, "“丙”：评分表里没有这个名称"), (4, "“5”：没有指标名称"), (6, twice)]);
}

#[test]
fn without_a_head_nothing_is_guessed_but_funds_are_known_by_name() {
    let pasted = pasted("培训人次\t60\n全年预算数\t9\n调整后预算数\t1,200.50\n执行数\t万元\t1100\n");
    assert_eq!(met(&pasted), [("funds", "adjusted", "1,200.50"), ("funds", "executed", "1100")]);
    assert_eq!(pasted.unmet.len(), 2);
}

#[test]
fn a_quoted_cell_keeps_its_line_ends_and_a_flood_is_cut() {
    let pasted = pasted("三级指标\t完成值\n\"培训\n人次\"\t\"约\"\"80\"\"人次\"");
    assert_eq!(met(&pasted), [("indicator-1", "actual", "约\"80\"人次")]);
    let flood = format!("名称\t分值\n{}", "丙\t5\n".repeat(20_000));
    assert!(self::pasted(&flood).unmet.len() < 5_001);
    assert!(self::pasted(&"\t".repeat(100_000)).met.is_empty());
}

#[test]
fn a_title_may_stand_above_the_head_and_is_no_line_that_meets_none() {
    let pasted = pasted("附件2 绩效自评表\t\t\n\n三级指标\t自评得分\n培训人次\t58\n另一个标题\t\n");
    assert_eq!(met(&pasted), [("indicator-1", "self_score", "58")]);
    assert_eq!(pasted.unmet.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5], "below the head it is a line like others");
}

#[test]
fn without_tabs_bars_or_blanks_part_the_cells() {
    let want = [("indicator-1", "self_score", "58"), ("indicator-2", "actual", "96%")];
    let bars = pasted("| 三级指标 | 完成值 | 自评得分 |\n|---|---|---|\n| 培训人次 | | 58 |\n｜满意度｜96%｜｜\n");
    assert_eq!((met(&bars).as_slice(), bars.unmet.len()), (want.as_slice(), 0));
    let blanks = pasted("三级指标   完成值　自评得分\r培训人次  100 人次   58\r满意度  96%  39.5\r");
    assert!(met(&blanks).contains(&want[0]) && met(&blanks).contains(&want[1]), "{blanks:?}");
    // Which cell is empty cannot be seen: nothing is guessed.
    let short = pasted("三级指标  完成值  自评得分\n培训人次  58\n");
    assert_eq!((met(&short).len(), short.unmet.len()), (0, 1));
    assert_eq!(short.unmet[0].1.zh, "“培训人次”：表头 3 列，本行 2 格，对不上列；请用制表符或 | 分隔");
    assert_eq!(met(&pasted("执行数  1,900.5")), [("funds", "executed", "1,900.5")]);
}
