//! `shenyue verify FILE`: what holds and what does not. Says "no change found", never more: whoever
//! can write the file can also rebuild a record.

use std::path::PathBuf;
use std::process::ExitCode;

use super::args::both;
use super::{Context, Failure, print_lines};
use crate::lang::Lang;
use crate::report::Report;
use crate::review::{Event, EventId, Fault, Review, Stage};
use crate::store::Access;
use crate::words;

/// Which file.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE", help = both!("The assessment", "审核文件"))]
    file: PathBuf,
}

/// Something that was looked at.
struct Looked {
    holds: bool,
    what: String,
}

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let opened = cx.read(&args.file)?;
    let looked = match &opened.access {
        Access::Cannot(zh, en) => vec![cannot(cx.lang.pick(en, zh), cx.lang)],
        _ => look(&opened.report, &opened.review, &opened.faults, cx.lang),
    };
    let mut lines = vec![args.file.display().to_string()];
    lines.extend(looked.iter().map(|one| format!("{} {}", if one.holds { '✓' } else { '✗' }, one.what)));
    let head = cx.lang.pick("head of the record", "操作记录末端");
    lines.extend(opened.review.heads().iter().map(|id| format!("  {head} {id}")));
    lines.extend(signed(&opened.review, cx.lang));
    print_lines(&lines)?;
    Ok(ExitCode::from(u8::from(looked.iter().any(|one| !one.holds))))
}

/// Who signed which stage, and by which act: the one whose name stands on the papers.
fn signed(review: &Review, lang: Lang) -> Vec<String> {
    let of = |stage: Stage| review.signed_by(stage).map(move |event| (stage, event));
    let line = |(stage, event): (Stage, &Event)| {
        let name = review.reviewer(&event.stamp.by).map_or_else(|| event.stamp.by.clone(), |reviewer| reviewer.name);
        format!("  {}  {name} {}  {}", words::signed(stage).say(lang), words::when(&event.stamp.at), event.id)
    };
    Stage::ALL.into_iter().flat_map(of).map(line).collect()
}

/// What cannot be read cannot be said to hold.
fn cannot(why: &str, lang: Lang) -> Looked {
    Looked { holds: false, what: lang.pick(format!("record: cannot be checked: {why}"), format!("操作记录：无法核对：{why}")) }
}

fn look(report: &Report, review: &Review, faults: &[Fault], lang: Lang) -> Vec<Looked> {
    if review.is_empty() && faults.is_empty() {
        let what = lang.pick("not reviewed yet: there is no record to check", "尚未审核，没有操作记录可核对").to_owned();
        return vec![Looked { holds: true, what }];
    }
    let mut looked = vec![look_at_report(report, review, lang)];
    // Faults that name an event are the record's; the others are about what the file says of its fold.
    let (record, fold): (Vec<&Fault>, Vec<&Fault>) = faults.iter().partition(|fault| fault.event.is_some());
    if record.is_empty() {
        let n = review.events().count();
        looked.push(Looked {
            holds: true,
            what: lang.pick(format!("record: {n} acts, linked, no change found"), format!("操作记录：{n} 条，前后衔接，未发现改动")),
        });
    }
    looked.extend(record.into_iter().map(|fault| of_fault(fault, review, lang.pick("record", "操作记录"), lang)));
    if fold.is_empty() {
        let what = lang.pick("fold: what the file says to stand is what its record gives", "审核结果：文件所载与操作记录一致").to_owned();
        looked.push(Looked { holds: true, what });
    }
    looked.extend(fold.into_iter().map(|fault| of_fault(fault, review, lang.pick("fold", "审核结果"), lang)));
    looked
}

fn look_at_report(report: &Report, review: &Review, lang: Lang) -> Looked {
    let is = report.sha256();
    let (holds, what) = match review.judged_sha256() {
        Some(judged) if judged == is => {
            (true, lang.pick(format!("report: as judged, SHA-256 {is}"), format!("报告：与审核时一致，校验码 {is}")))
        }
        Some(judged) => (
            false,
            lang.pick(
                format!("report: changed since it was judged; judged {judged}, now {is}"),
                format!("报告：审核后有修改；审核时校验码 {judged}，现为 {is}"),
            ),
        ),
        None => (
            false,
            lang.pick(
                format!("report: the record does not say which report it judged; now SHA-256 {is}"),
                format!("报告：操作记录没有写明审核的是哪份报告；现校验码 {is}"),
            ),
        ),
    };
    Looked { holds, what }
}

fn of_fault(fault: &Fault, review: &Review, part: &str, lang: Lang) -> Looked {
    let (zh, en) = &fault.what;
    let colon = lang.pick(": ", "：");
    let event = fault.event.map(|id| format!("{id}{} ", whose(id, review, lang))).unwrap_or_default();
    Looked { holds: false, what: format!("{part}{colon}{event}{}", lang.pick(en, zh)) }
}

/// Who made an act, when, and on what, as far as the record says so.
fn whose(id: EventId, review: &Review, lang: Lang) -> String {
    let Some(event) = review.event(id) else { return String::new() };
    let who = review.reviewer(&event.stamp.by).map_or_else(|| event.stamp.by.clone(), |reviewer| reviewer.name);
    let objects = event.changes.iter().map(|change| format!("{} {}", change.object.kind, change.object.key));
    let parts: Vec<String> = [who, event.stamp.at.clone()].into_iter().chain(objects.take(3)).filter(|part| !part.is_empty()).collect();
    lang.pick(format!(" ({})", parts.join(", ")), format!("（{}）", parts.join("，")))
}
