//! `shenyue score FILE`: the sheet, its totals, the grade and the bridge; with `--what-if` also what would be.

mod json;
mod table;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::args::both;
use super::{Context, Failure, print, safe, tell};
use crate::report::ItemRef;
use crate::review::{Review, ScoreFrom, Stage};
use crate::rules::{self, BUNDLED, Pack};
use crate::scoring::{Change, Inputs, Stated, WhatIf};

/// Which file, which stage, by which standard, and what if.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE", help = both!("The assessment", "审核文件"))]
    file: PathBuf,
    #[arg(long, value_name = "first|recheck|final", hide_possible_values = true,
        help = both!("The stage; without it, the latest that has scores", "环节：初审 first、复审 recheck、审定 final；不写则为有得分的最后一个"))]
    stage: Option<StageName>,
    #[arg(long, value_name = "STANDARD",
        help = both!("Another scoring standard, on trial: a name (see `shenyue rules`) or a .toml file", "按另一套评分标准试算：名称（见 shenyue rules）或 .toml 文件"))]
    pack: Option<String>,
    #[arg(long, value_name = "ITEM=VALUE",
        help = both!("What if a verified value were this; also ITEM/weight=, ITEM/from=, funds/executed=", "试算：认定值改为此值；也可写 ITEM/weight=、ITEM/from=、funds/executed="))]
    what_if: Vec<String>,
    #[arg(long, value_name = "text|json", hide_possible_values = true, hide_default_value = true, default_value = "text",
        help = both!("For people (text) or for programs (json)", "给人看（text）或给程序用（json）"))]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum StageName {
    First,
    Recheck,
    Final,
}

impl From<StageName> for Stage {
    fn from(name: StageName) -> Self {
        match name {
            StageName::First => Self::First,
            StageName::Recheck => Self::Recheck,
            StageName::Final => Self::Final,
        }
    }
}

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let opened = cx.read(&args.file)?;
    let stage = args.stage.map_or_else(|| opened.review.scored_stage().unwrap_or_default(), Stage::from);
    let inputs = Inputs::of(&opened.review, stage);
    let chosen = chosen(&inputs, cx);
    let other = args.pack.as_deref().map(|asked| cx.pack(asked)).transpose()?;
    let stated = Stated::of(&opened.report);
    let known =
        |item: &str| item == "funds" || item == "self" || opened.report.find(item).is_some_and(|at| matches!(at, ItemRef::Indicator(_)));
    let coded = |item: &str| chosen.iter().chain(&other).any(|pack| pack.item(item).is_some());
    let changes = args.what_if.iter().map(|asked| change(asked, |item| known(item) || coded(item), cx)).collect::<Result<Vec<_>, _>>()?;
    let tried = WhatIf::of(&stated, &inputs, chosen.as_ref(), &changes, other.as_ref());
    let what_if = !changes.is_empty() || other.is_some();
    let scored = Scored { file: &args.file, tried: &tried, what_if, review: &opened.review };
    match args.format {
        Format::Text => print(&safe(&text::page(&scored, cx.lang)))?,
        Format::Json => print(&json::object(&scored, cx.lang))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What is printed.
struct Scored<'a> {
    file: &'a std::path::Path,
    tried: &'a WhatIf,
    /// Whether anything is tried.
    what_if: bool,
    review: &'a Review,
}

/// The pack that the review names, if it is at hand.
pub(super) fn chosen(inputs: &Inputs, cx: &Context) -> Option<Pack> {
    let name = inputs.frame.as_ref().map(|(frame, _)| frame.pack.as_str()).filter(|name| !name.is_empty())?;
    let own = |name: &str| cx.home.rules(&*cx.vfs, name);
    // Of one that is not here the sheet says so.
    rules::named(name, &own).inspect_err(|fault| tell(&fault.say(cx.lang))).ok().flatten()
}

/// `ITEM=VALUE`, `ITEM/weight=VALUE`, `ITEM/from=VALUE`, `ITEM/FIELD=VALUE`.
fn change(asked: &str, is_known: impl Fn(&str) -> bool, cx: &Context) -> Result<Change, Failure> {
    let wrong = || {
        Failure::usage(cx.lang.pick(
            format!("--what-if {asked}: write ITEM=VALUE, such as indicator-3=95"),
            format!("--what-if {asked}：应写成“编号=值”，如 indicator-3=95"),
        ))
    };
    let (place, value) = asked.split_once('=').ok_or_else(wrong)?;
    let (item, field) = place.split_once('/').unwrap_or((place, ""));
    if !is_known(item) {
        let bundled = BUNDLED.len();
        return Err(Failure::usage(cx.lang.pick(
            format!("--what-if {asked}: there is no indicator and no row “{item}”; `shenyue score FILE` lists them (by --pack also those of {bundled} bundled standards)"),
            format!("--what-if {asked}：没有编号为“{item}”的指标或评分行；编号见 shenyue score 文件（加 --pack 可用内置 {bundled} 套标准的编号）"),
        )));
    }
    let (row, value) = (item.to_owned(), value.trim().to_owned());
    Ok(match field {
        "" if item == "funds" || item == "self" => return Err(wrong()),
        "" => Change::Verified { row, value },
        "weight" => Change::Weight { row, value },
        "from" => Change::From { row, from: ScoreFrom::read(&value) },
        field => Change::Supplied { item: row, field: field.to_owned(), value },
    })
}
