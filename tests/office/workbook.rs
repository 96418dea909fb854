//! Spreadsheets, alone and beside a report.

use serde_json::Value;

use super::document::{docx, p};
use super::{assessment, each, import, package};

/// A workbook of sheets; a cell `%0.984` is a number in the style `0.00%`, `=1.5` a number, others are texts.
pub fn xlsx(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let names: String = (1..).zip(sheets).map(|(n, (name, _))| format!(r#"<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>"#)).collect();
    let relations: String =
        (1..=sheets.len()).map(|n| format!(r#"<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>"#)).collect();
    let mut parts = vec![
        ("xl/workbook.xml".to_owned(), format!(r#"<workbook xmlns:r="r"><sheets>{names}</sheets></workbook>"#)),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
        (
            "xl/styles.xml".to_owned(),
            r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0&quot;分&quot;"/></numFmts>
               <cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>"#
                .to_owned(),
        ),
    ];
    for (n, (_, rows)) in (1..).zip(sheets) {
        let cell = |(at, text): (usize, &&str)| {
            let place = format!("{}1", char::from(b'A' + u8::try_from(at).unwrap()));
            match (text.strip_prefix('%'), text.strip_prefix('=')) {
                _ if text.is_empty() => String::new(),
                (Some(number), _) => format!(r#"<c r="{place}" s="1"><v>{number}</v></c>"#),
                (_, Some(number)) => format!(r#"<c r="{place}"><v>{number}</v></c>"#),
                _ => format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#),
            }
        };
        let row = |row: &&[&str]| format!("<row>{}</row>", row.iter().enumerate().map(cell).collect::<String>());
        let rows: String = rows.iter().map(row).collect();
        parts.push((format!("xl/worksheets/sheet{n}.xml"), format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")));
    }
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, part)| (name.as_str(), part.as_str())).collect();
    package(&parts)
}

const TABLE: &[&[&str]] = &[
    &["云岭州自然资源局2022年度部门整体支出绩效自评表"],
    &["部门名称", "云岭州自然资源局", "", "", "", "单位：万元"],
    &["资金情况", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    &["年度资金总额", "=5200", "=5400.5", "=5300.1000000000004", "=10", "%0.98141", "=9.81"],
    &["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "自评得分"],
    &["产出指标", "数量指标", "办理不动产登记", "≥20000件", "23000件", "=10", "=10"],
    &["", "质量指标", "登记准确率", "≥99%", "%0.99399999999999999", "=10", "=9.8000000000000007"],
    &["效益指标", "满意度", "群众满意度", "95%", "—", "*", ""],
    &["总分", "", "", "", "", "=100", "=96.5"],
];

#[test]
fn a_score_table_is_read_as_it_prints() {
    let report = assessment("自评表.xlsx", &xlsx(&[("自评表", TABLE)]));
    assert_eq!(report["report"]["department"], "云岭州自然资源局");
    assert_eq!(report["report"]["year"], "2022");
    assert_eq!(each(&report["indicators"], "name"), ["办理不动产登记", "登记准确率", "群众满意度"]);
    assert_eq!(report["indicators"][1]["actual"], "99.40%");
    assert_eq!(report["indicators"][1]["self_score"], "9.8", "no artefact of binary fractions");
    assert_eq!(report["indicators"][1]["levels"], serde_json::json!(["产出指标", "质量指标"]));
    assert_eq!(report["indicators"][2].get("actual"), None, "— is nothing");
    let funds = &report["funds"];
    assert_eq!(
        [&funds["unit"], &funds["initial"], &funds["adjusted"], &funds["executed"], &funds["rate"]].map(|v| v.as_str().unwrap()),
        ["万元", "5200", "5400.5", "5300.1", "98.14%"]
    );
    assert_eq!(report["self"]["score"], "96.5");
}

#[test]
fn report_and_score_table_make_one_assessment() {
    let text = docx(
        &[
            p("云岭州自然资源局2022年度部门整体支出绩效自评报告"),
            p("一、绩效目标完成情况"),
            p("登记准确率目标值99%，实际完成99.1%，分值10分，自评9.8分。信访办结率目标值100%，实际完成100%。"),
            p("二、存在的问题"),
            p("1.指标不够细化。"),
        ]
        .concat(),
    );
    let table = xlsx(&[("说明", &[&["填报说明"]]), ("自评表", TABLE)]);
    for inputs in [[("报告.docx", text.as_slice()), ("评分表.xlsx", &table)], [("评分表.xlsx", &table), ("报告.docx", &text)]] {
        let imported = import(&inputs).unwrap();
        let report: Value = serde_json::from_str(&imported.json).unwrap();
        assert_eq!(report["report"]["source"]["file"], "报告.docx");
        assert_eq!(each(&report["annexes"], "name"), ["评分表.xlsx"]);
        assert_eq!(each(&report["indicators"], "name"), ["办理不动产登记", "登记准确率", "群众满意度", "信访办结率"]);
        assert_eq!(report["indicators"][1]["actual"], "99.40%", "the table's value counts");
        let conflicts: Vec<&str> = imported.account.conflicts.iter().map(|(zh, _)| zh.as_str()).collect();
        assert_eq!(conflicts, ["登记准确率：完成值自评表为 99.40%，正文为 99.1%，以自评表为准"]);
        assert_eq!(each(&report["issues"], "text"), ["指标不够细化"]);
        assert_eq!(report["funds"]["executed"], "5300.1");
    }
}

/// An Excel 97 workbook of one sheet: texts, and numbers in the format `0.00%` where they begin with `%`.
pub fn xls(rows: &[&[&str]]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes(), &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat();
    let text = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&u16::try_from(units.len() / 2).unwrap().to_le_bytes()[..], &[1], &units].concat()
    };
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let styles = [record(0x00E0, &[0, 0, 0, 0]), record(0x00E0, &[0, 0, 10, 0])].concat();
    let name = [&[0, 0, 3, 1][..], &[0x68, 0x88, 0x2F, 0x54, 0xC4, 0x8B]].concat();
    let end = record(0x000A, &[]);
    let head_len = begin.len() + styles.len() + end.len() + 4 + 4 + name.len();
    let sheet = record(0x0085, &[&u32::try_from(head_len).unwrap().to_le_bytes(), &name[..]].concat());
    let mut stream = [begin.clone(), styles, sheet, end.clone(), begin].concat();
    for (row, cells) in (0_u16..).zip(rows) {
        for (col, cell) in (0_u16..).zip(*cells) {
            let style = u16::from(cell.starts_with('%'));
            let place = [row.to_le_bytes(), col.to_le_bytes(), style.to_le_bytes()].concat();
            stream.extend(match cell.strip_prefix('%').or_else(|| cell.strip_prefix('=')) {
                Some(number) => record(0x0203, &[&place[..], &number.parse::<f64>().unwrap().to_le_bytes()].concat()),
                None => record(0x0204, &[place, text(cell)].concat()),
            });
        }
    }
    stream.extend(end);
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);

    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let mut header = vec![0_u8; 512];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[30] = 9;
    header[32] = 6;
    let words = [(44, 1), (48, 1), (56, 4096), (60, 0xFFFF_FFFE), (68, 0xFFFF_FFFE), (76, 0)];
    header[80..].fill(0xFF);
    for (at, word) in words {
        header[at..at + 4].copy_from_slice(&u32::to_le_bytes(word));
    }
    // The table itself, the directory, then the stream.
    let chain = [0xFFFF_FFFD, 0xFFFF_FFFE].into_iter().chain((3..sectors + 2).chain([0xFFFF_FFFE]));
    let mut table: Vec<u8> = chain.flat_map(u32::to_le_bytes).collect();
    assert!(table.len() <= 512, "one sector of the table is enough for a test");
    table.resize(512, 0xFF);
    let mut directory = vec![0_u8; 512];
    for (at, name, kind, start, len) in [(0, "Root Entry", 5, 0xFFFF_FFFE, 0), (128, "Workbook", 2, 2, sectors * 512)] {
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        directory[at..at + units.len()].copy_from_slice(&units);
        directory[at + 64] = u8::try_from(units.len() + 2).unwrap();
        directory[at + 66] = kind;
        directory[at + 116..at + 120].copy_from_slice(&u32::to_le_bytes(start));
        directory[at + 120..at + 124].copy_from_slice(&u32::to_le_bytes(len));
    }
    [header, table, directory, stream].concat()
}

#[test]
fn an_old_workbook_is_read_as_a_new_one() {
    let old = assessment("自评表.xls", &xls(TABLE));
    let new = assessment("自评表.xlsx", &xlsx(&[("自评表", TABLE)]));
    for member in ["indicators", "funds", "self"] {
        assert_eq!(old[member], new[member]);
    }
    assert_eq!(each(&old["indicators"], "actual")[1], "99.40%");
}
