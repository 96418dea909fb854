//! Papers on their way out.

use std::fs;
use std::path::Path;

use crate::findings::answered;
use crate::harness::Harness;
use crate::{compare, under_review};
use shenyue::command::Msg;

/// The choice of papers, into a folder that is the same for everybody who looks.
fn exporting(mut app: Harness) -> Harness {
    app.keys("v e Tab Up C-a").paste("/home/zhang/复核文书");
    app.keys("Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up");
    app
}

#[test]
fn papers() {
    compare("papers", |setup| exporting(answered(setup)));
}

#[test]
fn papers_to_where() {
    compare("papers_to_where", |setup| {
        let mut app = exporting(under_review(setup));
        app.keys("1 5 6 Tab Up");
        app
    });
}

#[test]
fn papers_remarks() {
    compare("papers_remarks", |setup| {
        let mut app = exporting(answered(setup));
        app.keys("Tab Up Up Enter");
        app
    });
}

#[test]
fn a_paper_looked_at() {
    compare("paper", |setup| {
        let mut app = exporting(answered(setup));
        app.keys("Down Down Down Down Enter");
        app
    });
}

#[test]
fn papers_being_written() {
    compare("papers_progress", |setup| {
        let mut app = answered(setup);
        app.send(Msg::Exporting(3, 11));
        app
    });
}

#[test]
fn papers_written() {
    compare("papers_written", |setup| {
        let mut app = answered(setup);
        let names =
            ["x-复核意见.docx", "x-整改通知书.docx", "x-复核发现问题清单.xlsx", "x-征求意见反馈及采纳情况表.xlsx", "x-整改台账.xlsx"];
        app.send(Msg::Exported(Ok(names.map(|name| Path::new("/home/zhang/复核文书").join(name)).to_vec())));
        app
    });
}

#[test]
fn papers_in_the_way() {
    compare("papers_in_the_way", |setup| {
        let mut app = answered(setup);
        app.keys("v e Tab Enter Enter");
        for name in ["x-复核工作底稿.xlsx", "x-需补充资料清单.md"] {
            let path = app.folder().join(name);
            let edited = [fs::read(&path).unwrap(), "改".into()].concat();
            fs::write(path, edited).unwrap();
        }
        app.keys("v e Tab Enter");
        app
    });
}
