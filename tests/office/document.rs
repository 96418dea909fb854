//! Word documents.

use super::{assessment, each, import, package};

/// A document of these paragraphs and tables.
pub fn docx(body: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &format!(r#"<w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}<w:sectPr/></w:body></w:document>"#)),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/header1.xml", r#"<w:hdr xmlns:w="w"><w:p><w:r><w:t>内部材料</w:t></w:r></w:p></w:hdr>"#),
        ("word/footer1.xml", r#"<w:ftr xmlns:w="w"><w:p><w:r><w:t>— 1 —</w:t></w:r></w:p></w:ftr>"#),
    ])
}

const STYLES: &str = r#"<w:styles xmlns:w="w">
  <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="H"><w:name w:val="标题 2"/></w:style>
  <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
  <w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"#;

pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

/// An item of the third level of the list.
fn third(text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

const TITLE: &str = "云岭州自然资源局2022年度部门整体支出绩效自评报告";

#[test]
fn automatic_numbers_are_counted_and_printed() {
    let report = assessment(
        "x.docx",
        &docx(
            &[
                p(TITLE),
                styled("1", "部门基本情况"),
                styled("2", "主要职责"),
                third("负责国土空间规划编制。"),
                third("5万亩耕地保护的监督。"),
                styled("1", "存在的问题及改进措施"),
                styled("2", "存在的主要问题"),
                third("指标不够细化。"),
                third("支出进度偏慢。"),
                styled("2", "改进措施"),
                third("细化绩效指标。"),
            ]
            .concat(),
        ),
    );
    assert_eq!(each(&report["duties"], "no"), ["1", "2"]);
    assert_eq!(each(&report["duties"], "text"), ["负责国土空间规划编制", "5万亩耕地保护的监督"]);
    assert_eq!(each(&report["issues"], "text"), ["指标不够细化", "支出进度偏慢"]);
    assert_eq!(each(&report["measures"], "no"), ["1"], "each list begins anew");
    let printed: Vec<&str> = each(&report["text"], "no").into_iter().filter(|no| !no.is_empty()).collect();
    assert_eq!(printed, ["一、", "（一）", "1.", "2.", "二、", "（一）", "1.", "2.", "（二）", "1."]);
}

#[test]
fn headings_by_style_alone_open_sections() {
    let report = assessment(
        "x.docx",
        &docx(
            &[p(TITLE), styled("H", "我局主要职责"), p("1.负责甲。"), p("2.负责乙。"), styled("H", "工作中存在的问题"), p("1.丙不足。")]
                .concat(),
        ),
    );
    assert_eq!(each(&report["duties"], "text"), ["负责甲", "负责乙"]);
    assert_eq!(each(&report["issues"], "text"), ["丙不足"]);
}

#[test]
fn what_the_reader_of_the_page_does_not_see_is_left_out() {
    let hidden = r#"<w:p><w:r><w:t>1.</w:t></w:r>
        <w:del w:id="1"><w:r><w:delText>删去的</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>补写的&amp;问题</w:t></w:r></w:ins>
        <w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>不足。</w:t></w:r></w:p>"#;
    let boxed = r"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>2.框中问题。</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>
        <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>2.框中问题。</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let bytes = docx(&[p(TITLE).as_str(), &styled("TOC1", "一、存在的问题 3"), &p("一、存在的问题"), hidden, boxed].concat());
    let imported = import(&[("x.docx", &bytes)]).unwrap();
    let report: serde_json::Value = serde_json::from_str(&imported.json).unwrap();
    assert_eq!(each(&report["issues"], "text"), ["补写的&问题不足", "框中问题"]);
    let furniture: Vec<&str> = imported.account.furniture.iter().map(|left| left.text.as_str()).collect();
    assert_eq!(furniture, ["— 1 —", "内部材料", "一、存在的问题 3"], "taken out, but told");
}

#[test]
fn soft_breaks_part_lines_and_page_marks_give_pages() {
    let broken = "<w:p><w:r><w:t>1.甲不足。</w:t><w:br/><w:t>2.乙</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>不足。</w:t></w:r></w:p>";
    let report = assessment("x.docx", &docx(&[p(TITLE).as_str(), &p("一、存在的问题"), broken, &p("二、改进措施"), &p("丙。")].concat()));
    assert_eq!(each(&report["issues"], "text"), ["甲不足", "乙不足"]);
    let pages: Vec<u64> = report["text"].as_array().unwrap().iter().map(|p| p["page"].as_u64().unwrap()).collect();
    assert_eq!(pages, [1, 1, 1, 1, 2, 2]);
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| match *text {
        "^" => "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>".to_owned(),
        text => format!("<w:tc>{}</w:tc>", text.split('\n').map(p).collect::<String>()),
    };
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn score_tables_give_indicators_and_forms_give_paragraphs() {
    let scores = table(&[
        &["一级指标", "二级指标", "三级指标", "年度\n指标值", "实际完成值", "分值", "得分"],
        &["产出指标", "数量指标", "1.办理不动产登记", "≥2万件", "2.3万件", "10", "10"],
        &["^", "^", "核查图斑个数", "300个", "310个", "10", "9.5"],
        &["总分", "", "", "", "", "100", "96.5"],
    ]);
    let form = table(&[
        &["部门名称", "云岭州自然资源局"],
        &["存\n在\n问\n题", "1.指标不够细化，未能覆盖全部职责。\n2.部分项目支出进度偏慢。"],
        &["改进措施", "1.细化绩效指标。\n2.加快支出进度。"],
    ]);
    let report = assessment("x.docx", &docx(&[p(TITLE), scores, form].concat()));
    assert_eq!(each(&report["indicators"], "name"), ["办理不动产登记", "核查图斑个数"]);
    assert_eq!(report["indicators"][1]["levels"], serde_json::json!(["产出指标", "数量指标"]));
    assert_eq!(each(&report["indicators"], "self_score"), ["10", "9.5"]);
    assert_eq!(report["self"]["score"], "96.5");
    assert_eq!(each(&report["issues"], "text"), ["指标不够细化，未能覆盖全部职责", "部分项目支出进度偏慢"]);
    assert_eq!(each(&report["measures"], "no"), ["1", "2"]);
}
