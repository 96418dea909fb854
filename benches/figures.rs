//! Figures, not tests: what a reviewer waits for, on a report of the usual size and on one a hundred
//! times as large. `cargo bench --bench figures`.

#![expect(clippy::unwrap_used, reason = "a bench may panic")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use divan::Bencher;
use divan::counter::BytesCount;
use shenyue::app::{App, Settings};
use shenyue::checks;
use shenyue::command::{Key, KeyCode, Me, Msg, Target};
use shenyue::export::{Exporter, Format, PAPERS, Record, Templates, When};
use shenyue::lang::Lang;
use shenyue::report::{Places, Report};
use shenyue::review::{Act, Deduction, Finding, Kind, Put, Review, Reviewer, ScoreFrom, Stage, Stamp};
use shenyue::rules;
use shenyue::scoring::{self, Edit, Stated};
use shenyue::search::{Hunt, Index, Query, SaidTexts};
use shenyue::store::{Home, RealVfs};
use shenyue::term::{Input, Runner, Screen, Session, SystemClock, World};
use shenyue::ui::Frame;

fn main() {
    divan::main();
}

/// Bytes of a report, about: one as they come, and one as large as a province's.
const SIZES: [usize; 2] = [40_000, 4_000_000];

const WINDOW: (u16, u16) = (120, 36);

#[divan::bench(args = SIZES)]
fn load(bencher: Bencher, size: usize) {
    let json = assessment(size);
    bencher.counter(BytesCount::of_slice(&json)).with_inputs(|| json.clone()).bench_values(|json| Report::load(json).unwrap());
}

/// All checks on a report, from its facts on.
#[divan::bench(args = SIZES)]
fn all_checks(bencher: Bencher, size: usize) {
    let report = Report::load(assessment(size)).unwrap().report;
    let pack = rules::load(rules::BASE, rules::bundled_text(rules::BASE).unwrap(), &|_| None).unwrap();
    let review = Review::default();
    bencher.bench_local(|| checks::run(&checks::Facts::of(&report, &review, &pack)).len());
}

/// Indicators of a score sheet: as many as a department has, and as many as a province's file.
const INDICATORS: [usize; 2] = [50, 5_000];

/// An edit of one score, every row scored and one in ten deducted from: recorded, the sheet made anew
/// from what the report states.
#[divan::bench(args = INDICATORS)]
fn score_edit(bencher: Bencher, indicators: usize) {
    let one = |n: usize| {
        format!(
            r#"{{"name":"指标{n}","class":"数量","comparator":"≥","target":"100","actual":"{}","weight":"0.018","self_score":"0.018"}}"#,
            60 + n % 60
        )
    };
    let all: Vec<String> = (0..indicators).map(one).collect();
    let report = Report::load(format!(r#"{{"indicators":[{}]}}"#, all.join(",")).into_bytes()).unwrap().report;
    let pack = rules::load("system-pmkpi", rules::bundled_text("system-pmkpi").unwrap(), &|_| None).unwrap();
    let mut review = Review::default();
    let stamp = Stamp { by: "r-1".into(), seat: String::new(), at: "2026-11-23T10:02:11+08:00".into() };
    let rows: Vec<String> = (1..=indicators).map(|n| format!("indicator-{n}")).collect();
    let from = |from: &str| Edit { from: Some(Some(ScoreFrom::read(from))), ..Edit::default() };
    let deducted = (0..indicators).step_by(10).map(|n| {
        let deductions = vec![Deduction { indicator: rows[n].clone(), points: "0.001".into(), ..Deduction::default() }];
        Put::add(Kind::Finding, &Finding { title: "无佐证".into(), on: vec![rows[n].clone()], deductions, ..Finding::default() })
    });
    let all_rows = scoring::edit(&review, Stage::First, rows.iter().map(String::as_str), &from("formula")).unwrap();
    for act in [scoring::choose(&pack, Vec::new()), all_rows, Act::Put(deducted.collect())] {
        review.accept(review.stamp(&act, &stamp).unwrap());
    }
    let stated = Stated::of(&report);
    let mut up = true;
    bencher.bench_local(|| {
        up = !up;
        let act = scoring::edit(&review, Stage::First, ["indicator-7"], &from(if up { "0.01" } else { "0.02" })).unwrap();
        review.accept(review.stamp(&act, &stamp).unwrap());
        stated.sheet(&review, Some(&pack), Stage::First).rows.len()
    });
}

/// From the file on disk to the bytes for the terminal.
#[divan::bench(args = SIZES)]
fn first_frame(bencher: Bencher, size: usize) {
    let desk = Desktop::new(size);
    // Hash and links are a worker's and come later.
    let (post, _inbox) = mpsc::channel();
    bencher.with_inputs(|| desk.closed_session(Some(post.clone()))).bench_local_values(|mut session| {
        desk.open(&mut session);
        Terminal::new().draw(&session)
    });
}

/// A report's text, made an assessment: one of 4 KB as they usually are, and one of 5 MB.
#[divan::bench(args = [4_000, 5_000_000])]
fn import(bencher: Bencher, size: usize) {
    const CHAPTER: &str = "二、存在的问题\n（一）预算编制不够细化。年中追加规模较大，主要原因是项目储备不足。\n（二）支出进度不均衡。一是前期准备不充分；二是验收滞后。\n\
                           三、改进措施\n1.细化预算编制，减少年中追加12.50万元。\n2.加快支出进度，按季度通报。\n";
    let text = format!("示例局2022年度部门整体支出绩效自评报告\n{}", CHAPTER.repeat(size / CHAPTER.len() + 1));
    bencher
        .counter(divan::counter::BytesCount::new(text.len()))
        .bench_local(|| shenyue::import::import(&[shenyue::import::Input { name: "x.txt", bytes: text.as_bytes() }]).unwrap());
}

/// Pages as a printer writes them: glyph by code, no tags.
#[divan::bench(args = [10, 300])]
fn import_pdf(bencher: Bencher, pages: usize) {
    let bytes = pages_of_text(pages);
    let inputs = [shenyue::import::Input { name: "报告.pdf", bytes: &bytes }];
    bencher.counter(divan::counter::ItemsCount::new(pages)).bench(|| shenyue::import::import(&inputs).unwrap());
}

/// Findings of a review: as many as a thorough one has, and a hundred times as many.
const FINDINGS: [usize; 2] = [15, 1_000];

/// All papers in their usual formats, from the record to the bytes of the files.
#[divan::bench(args = FINDINGS)]
fn export(bencher: Bencher, findings: usize) {
    let report = Report::load(assessment(SIZES[0])).unwrap().report;
    let mut review = Review::default();
    let finding = |n: usize| {
        let text = "查到的事实与依据的条款，".repeat(8);
        let finding = Finding {
            title: format!("问题{n}"),
            criteria: text.clone(),
            condition: text.clone(),
            recommendation: text,
            ..Finding::default()
        };
        Put::add(Kind::Finding, &Finding { on: vec!["duty-1".into(), "indicator-1".into()], ..finding })
    };
    let stamp = Stamp { by: "r-1".into(), seat: String::new(), at: "2026-11-23T10:02:11+08:00".into() };
    review.accept(review.stamp(&Act::Put((0..findings).map(finding).collect()), &stamp).unwrap());
    let (places, templates) = (Places::of_report(&report), Templates::built_in());
    bencher.bench_local(|| {
        let record = Record::new(&report, &review, &places);
        let exporter = Exporter::new(&record, &templates);
        let usual = PAPERS.iter().filter(|row| row.when != When::Asked);
        let files =
            usual.flat_map(|row| Format::USUAL.into_iter().filter(|format| format.suits(row.shape)).map(|format| (row.paper, format)));
        files.map(|(paper, format)| exporter.write(paper, format, None).len()).sum::<usize>()
    });
}

/// Down one row, drawn.
#[divan::bench(args = SIZES)]
fn key_to_frame(bencher: Bencher, size: usize) {
    let desk = Desktop::new(size);
    let mut session = desk.open_session();
    let mut terminal = Terminal::new();
    terminal.draw(&session);
    let mut down = true;
    bencher.bench_local(|| {
        down = !down;
        session.send(Msg::Key(Key::plain(if down { KeyCode::Down } else { KeyCode::Up })));
        terminal.draw(&session)
    });
}

/// Rows of a report: as a department has, and far more than any has; one in twenty carries a finding.
const ROWS: [usize; 2] = [50, 100_000];

/// Keys a reviewer presses all day, each drawn: none may be slower for the rows that are not shown.
#[divan::bench(args = ["j k", "T Esc", "U Esc", "] f [ f", "] u [ u", "v f j v i", "v m j v i", "' Esc"], consts = ROWS, max_time = 2)]
fn keys_on_rows<const N: usize>(bencher: Bencher, keys: &str) {
    let desk = Desktop::of_rows(N);
    let mut session = desk.open_session();
    let mut terminal = Terminal::new();
    let keys: Vec<Key> = keys.split(' ').map(|name| Key::named(name).unwrap()).collect();
    bencher.bench_local(|| {
        for key in &keys {
            session.send(Msg::Key(*key));
            terminal.draw(&session);
        }
    });
}

/// A mark: journal, sync to disk, fold, drawn.
#[divan::bench(args = SIZES)]
fn decision(bencher: Bencher, size: usize) {
    let desk = Desktop::new(size);
    let mut session = desk.open_session();
    let mut terminal = Terminal::new();
    let mut fine = true;
    bencher.bench_local(|| {
        fine = !fine;
        session.send(Msg::Key(Key::char(if fine { 'x' } else { 'e' })));
        terminal.draw(&session)
    });
    assert!(!session.app.review().is_empty(), "nothing was decided");
}

/// One act more, written into the file.
#[divan::bench(args = SIZES)]
fn save(bencher: Bencher, size: usize) {
    let desk = Desktop::new(size);
    let mut session = desk.open_session();
    let mut fine = true;
    bencher.bench_local(|| {
        fine = !fine;
        session.send(Msg::Key(Key::char(if fine { 'x' } else { 'e' })));
        session.send(Msg::Key(Key::ctrl('s')));
    });
    assert_eq!(session.runner.unwritten(), 0, "it was not saved");
}

/// A terminal that takes everything, and the frame it shows.
struct Terminal {
    screen: Screen<Vec<u8>>,
    frame: Frame<Target>,
}

impl Terminal {
    fn new() -> Self {
        Self { screen: Screen::new(Vec::new()), frame: Frame::default() }
    }

    fn draw(&mut self, session: &Session) -> usize {
        self.frame = session.app.view_on(std::mem::take(&mut self.frame));
        self.screen.draw(&self.frame).unwrap()
    }
}

/// What is searched, made ready by a worker.
#[divan::bench(args = [4_000_000, 40_000_000])]
fn index(bencher: Bencher, size: usize) {
    let json = assessment(size);
    let report = Report::load(json.clone()).unwrap().report;
    bencher.counter(BytesCount::of_slice(&json)).bench_local(|| Index::of_report(&report));
}

/// From the last key to everything found: as written, found at the very end; as pinyin, found everywhere.
#[divan::bench(args = [("末项查找", 4_000_000), ("末项查找", 40_000_000), ("moxczh", 4_000_000), ("moxczh", 40_000_000)])]
fn search_all(bencher: Bencher, (query, size): (&str, usize)) {
    let index = Index::of_report(&Report::load(assessment(size)).unwrap().report);
    bencher.bench_local(|| {
        let mut hunt = Hunt::new(Query::new(query).unwrap(), None);
        while hunt.step(&index, &SaidTexts::default()) {}
        assert_eq!(hunt.count(), 1);
    });
}

/// From the last key to the first hits, by initials, over 100,000 texts.
#[divan::bench]
fn first_hits_by_initials(bencher: Bencher) {
    let texts: Vec<String> = (0..100_000).map(|n| format!(r#"{{"text": "第{n}项公文交换份数"}}"#)).collect();
    let json = format!(r#"{{"text": [], "duties": [{}]}}"#, texts.join(","));
    let index = Index::of_report(&Report::load(json.into_bytes()).unwrap().report);
    bencher.bench_local(|| {
        let mut hunt = Hunt::new(Query::new("gwjh").unwrap(), None);
        while hunt.count() == 0 && hunt.step(&index, &SaidTexts::default()) {}
        assert!(hunt.count() > 0);
    });
}

/// A folder with one assessment in it.
struct Desktop {
    dir: tempfile::TempDir,
}

impl Desktop {
    fn new(size: usize) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("x.json"), assessment(size)).unwrap();
        Self { dir }
    }

    /// So many indicators, a finding on one in twenty.
    fn of_rows(rows: usize) -> Self {
        let one = |n: usize| format!(r#"{{"name":"指标{n}","target":"{n}","actual":"{n}","weight":"2"}}"#);
        let all: Vec<String> = (0..rows).map(one).collect();
        let report = Report::load(format!(r#"{{"text":[],"indicators":[{}]}}"#, all.join(",")).into_bytes()).unwrap().report;
        let finding = |n: usize| {
            let on = vec![format!("indicator-{n}")];
            Put::add(Kind::Finding, &Finding { title: "完成值无佐证".into(), on, ..Finding::default() })
        };
        let mut review = Review::default();
        let stamp = Stamp { by: "r-0123456789ab".into(), seat: String::new(), at: "2026-11-23T10:02:11+08:00".into() };
        for n in (1..=rows).step_by(20) {
            review.accept(review.stamp(&Act::Put(vec![finding(n)]), &stamp).unwrap());
        }
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("x.json"), report.with_review(&review.to_json(report.sha256())).concat()).unwrap();
        Self { dir }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn closed_session(&self, post: Option<Sender<Input>>) -> Session {
        let me = Some(Me { key: "r-0123456789ab".into(), reviewer: Reviewer { name: "张三".into(), ..Reviewer::default() } });
        let home = Home::at(self.path("config"), self.path("state"), "zhang@pc-07".into());
        let world = World { vfs: Arc::new(RealVfs), home, lang: Lang::default(), read_only: false, me: me.clone(), rules: None, post };
        let app = App::new(Settings { me, ..Settings::default() }, WINDOW);
        Session::new(app, Runner::new(world), Box::new(SystemClock::start()))
    }

    fn open(&self, session: &mut Session) {
        let file = session.runner.open(&self.path("x.json")).unwrap();
        session.send(Msg::Opened(Box::new(file)));
    }

    fn open_session(&self) -> Session {
        let mut session = self.closed_session(None);
        self.open(&mut session);
        session.wake();
        session
    }
}

/// An assessment of about `size` bytes: everything a report has, in the usual proportions, made up.
fn assessment(size: usize) -> Vec<u8> {
    const BYTES_OF_ONE: usize = 2_000;
    let n = size / BYTES_OF_ONE;
    let list = |name: &str, one: &dyn Fn(usize) -> String| {
        let rows: Vec<String> = (1..=n).map(one).collect();
        format!("  \"{name}\": [\n    {}\n  ]", rows.join(",\n    "))
    };
    let words = "组织开展示例工作，完善制度机制，加强预算管理，按季度通报执行进度，及时整改审计发现的问题。";
    let mut json = String::from(
        "{\n  \"format\": \"shenyue.assessment/1\",\n  \"report\": {\"title\": \"示例局自评报告\", \"department\": \"示例局\"},\n",
    );
    let lists = [
        list("text", &|n| format!(r#"{{"id": "p-{n}", "level": 0, "text": "第{n}项。{}"}}"#, words.repeat(5))),
        list("duties", &|n| {
            format!(r#"{{"id": "duty-{n}", "no": "{n}", "text": "{words}", "at": {{"text": "p-{n}", "start": 0, "end": 20}}}}"#)
        }),
        list("work_items", &|n| {
            format!(
                r#"{{"id": "work-{n}", "title": "任务{n}", "text": "{words}", "duties": ["duty-{n}"], "parts": [{{"id": "work-{n}.1", "text": "{words}"}}]}}"#
            )
        }),
        list("indicators", &|n| {
            format!(
                r#"{{"id": "indicator-{n}", "name": "指标{n}", "target": "{n}", "actual": "≥{n}.50", "unit": "万元", "weight": 2, "self_score": 1.5, "work_items": ["work-{n}"]}}"#
            )
        }),
        list("issues", &|n| format!(r#"{{"id": "issue-{n}", "text": "{words}", "measures": ["measure-{n}"]}}"#)),
        list("measures", &|m| {
            let ending = if m == n { "末项查找。" } else { "" };
            format!(r#"{{"id": "measure-{m}", "text": "{words}{ending}"}}"#)
        }),
    ];
    writeln!(json, "{}\n}}", lists.join(",\n")).unwrap();
    json.into_bytes()
}

/// A PDF of so many full pages, its table of objects left to be searched for.
fn pages_of_text(pages: usize) -> Vec<u8> {
    let hex = |text: &str| text.encode_utf16().fold(String::new(), |hex, unit| hex + &format!("{unit:04X}"));
    let mut file = String::from(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n3 0 obj<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/UniGB-UTF16-H\
         /DescendantFonts[<</Subtype/CIDFontType0/DW 1000/W[1[500 500]]>>]>>endobj\n",
    );
    let mut kids = String::new();
    for page in 0..pages {
        let mut content = String::from("BT /F 12 Tf ");
        for line in 0..30 {
            let text = match page * 30 + line {
                0 => "示例局2022年度部门整体支出绩效自评报告".to_owned(),
                1 => "一、部门主要职责".to_owned(),
                _ => format!("{}.负责示例工作，完善制度机制，加强预算管理，按季度通报进度。", page * 30 + line),
            };
            write!(content, "1 0 0 1 72 {} Tm <{}> Tj ", 780 - line * 22, hex(&text)).unwrap();
        }
        content += "ET";
        let number = 10 + page * 2;
        write!(kids, "{number} 0 R ").unwrap();
        let resources = "/Resources<</Font<</F 3 0 R>>>>";
        writeln!(file, "{number} 0 obj<</Type/Page/Parent 2 0 R{resources}/Contents {} 0 R>>endobj", number + 1).unwrap();
        writeln!(file, "{} 0 obj<</Length {}>>stream\n{content}\nendstream endobj", number + 1, content.len()).unwrap();
    }
    writeln!(file, "2 0 obj<</Type/Pages/Kids[{kids}]/MediaBox[0 0 595 842]>>endobj").unwrap();
    file.into_bytes()
}
