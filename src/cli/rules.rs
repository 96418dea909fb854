//! `shenyue rules [STANDARD]`: all checks and standards, or what one says.

use std::fmt::Write as _;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::args::{Format, FormatArg, both};
use super::{Context, Failure, print, safe};
use crate::checks::{CHECKS, Check};
use crate::lang::Lang;
use crate::rules::{BUNDLED, Pack, Status};
use crate::words;

/// Which pack, and how to say it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "STANDARD", help = both!("A scoring standard: a name or a .toml file; without it, all checks and standards", "评分标准的名称或 .toml 文件；不写则列出全部核查项和评分标准"))]
    pack: Option<String>,
    #[command(flatten)]
    format: FormatArg,
}

pub(super) fn run(args: &Args, cx: &Context) -> Result<ExitCode, Failure> {
    let text = match (&args.pack, args.format.format) {
        (Some(name), Format::Text) => pack_page(&cx.pack(name)?, cx.lang),
        (Some(name), Format::Json) => written(&pack_json(&cx.pack(name)?)),
        (None, format) => {
            let packs: Vec<Pack> = BUNDLED.iter().map(|(name, _)| cx.pack(name)).collect::<Result<_, _>>()?;
            match format {
                Format::Text => list_page(&packs, cx.lang),
                Format::Json => written(&json!({
                    "packs": packs.iter().map(head_json).collect::<Vec<_>>(),
                    "checks": CHECKS.iter().map(|check| check_json(check, cx.lang)).collect::<Vec<_>>(),
                })),
            }
        }
    };
    print(&safe(&text)).map(|()| ExitCode::SUCCESS)
}

fn written(json: &Value) -> String {
    serde_json::to_string_pretty(json).expect("strings and numbers are JSON") + "\n"
}

fn list_page(packs: &[Pack], lang: Lang) -> String {
    let mut page = lang.pick("Scoring standards\n", "评分标准\n").to_owned();
    for pack in packs {
        let name = lang.pick(&pack.name_en, &pack.name);
        line(&mut page, format_args!("  {:<16} {name} [{}]{}", pack.id, pack.confidence.code(), status(pack, lang)));
    }
    page += lang.pick("\nChecks\n", "\n核查项\n");
    for check in CHECKS {
        let (title, needs) = (check.title.say(lang), check.needs.say(lang));
        let severity = words::severity(check.severity).say(lang);
        line(&mut page, format_args!("  {} {title} · {severity} · {}{needs}", check.id, lang.pick("needs ", "需要：")));
    }
    page
}

fn status(pack: &Pack, lang: Lang) -> &'static str {
    match pack.status {
        Status::Sourced | Status::Default => "",
        Status::Template => lang.pick(" (skeleton: fill in before scoring)", "（骨架，填写后才能评分）"),
    }
}

fn pack_page(pack: &Pack, lang: Lang) -> String {
    let mut page = String::new();
    let name = lang.pick(&pack.name_en, &pack.name);
    line(&mut page, format_args!("{} {} {name} [{}]{}", pack.id, pack.version, pack.confidence.code(), status(pack, lang)));
    for (label, text) in [
        (lang.pick("source", "来源"), &pack.source),
        (lang.pick("document", "文号"), &pack.doc_no),
        (lang.pick("place", "适用地区"), &pack.place),
        (lang.pick("extends", "引用"), &pack.lineage.join(" → ")),
        (lang.pick("note", "说明"), &pack.note),
    ] {
        if !text.is_empty() {
            line(&mut page, format_args!("{label}: {text}"));
        }
    }
    page += lang.pick("\nThresholds\n", "\n阈值\n");
    for (name, threshold) in pack.thresholds.all() {
        let source = &threshold.source;
        line(&mut page, format_args!("  {name:<24} {} [{}] {source}", threshold.value.normalize(), threshold.confidence.code()));
    }
    if !pack.grades.names.is_empty() {
        let cuts = pack
            .grades
            .names
            .iter()
            .zip(&pack.grades.cuts)
            .map(|(name, cut)| format!("{name} {}{cut}", if pack.grades.lower_inclusive { "≥" } else { ">" }));
        let cuts = cuts.chain(pack.grades.names.last().cloned()).collect::<Vec<_>>().join(" · ");
        line(&mut page, format_args!("\n{}: {cuts} [{}]", lang.pick("Grades", "等级"), pack.grades.confidence.code()));
    }
    if !pack.sections.is_empty() {
        page += lang.pick("\nOutline\n", "\n报告提纲\n");
        for section in &pack.sections {
            line(&mut page, format_args!("  {} {}", section.code, section.title));
        }
    }
    if !pack.items.is_empty() {
        page += lang.pick("\nRows scored\n", "\n评分行\n");
        rows(&mut page, pack, None, 1);
    }
    for (id, rule) in &pack.checks {
        let on = if rule.on { lang.pick("on", "启用") } else { lang.pick("off", "不核查") };
        line(&mut page, format_args!("{id}: {on}"));
    }
    page
}

/// The rows below one, indented by level. A parent stands before its rows, so this ends.
fn rows(page: &mut String, pack: &Pack, parent: Option<&str>, level: usize) {
    for item in pack.below(parent) {
        let points = item.points.map_or_else(|| "—".to_owned(), |points| points.normalize().to_string());
        line(page, format_args!("{}{} {} {points} [{}]", "  ".repeat(level), item.code, item.title, item.confidence.code()));
        rows(page, pack, Some(&item.code), level + 1);
    }
}

fn line(page: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(page, "{text}").expect("a string takes all");
}

fn head_json(pack: &Pack) -> Value {
    json!({
        "id": pack.id, "version": pack.version, "name": pack.name, "name_en": pack.name_en, "place": pack.place, "doc_no": pack.doc_no,
        "object": pack.object, "status": pack.status, "unofficial": pack.unofficial, "confidence": pack.confidence.code(),
        "source": pack.source, "extends": pack.lineage, "sha256": pack.sha256,
    })
}

fn pack_json(pack: &Pack) -> Value {
    let mut json = head_json(pack);
    let thresholds = pack.thresholds.all().into_iter().map(|(name, one)| {
        (name.to_owned(), json!({"value": one.value.to_string(), "confidence": one.confidence.code(), "source": one.source}))
    });
    json["thresholds"] = Value::Object(thresholds.collect());
    let cuts: Vec<String> = pack.grades.cuts.iter().map(ToString::to_string).collect();
    json["grades"] = json!({"names": pack.grades.names, "cuts": cuts, "lower_inclusive": pack.grades.lower_inclusive,
        "confidence": pack.grades.confidence.code()});
    json["sections"] = pack.sections.iter().map(|one| json!({"code": one.code, "title": one.title, "mandatory": one.mandatory})).collect();
    let items = pack.items.iter().map(|item| {
        json!({"code": item.code, "parent": item.parent, "title": item.title, "points": item.points.map(|points| points.to_string()),
            "confidence": item.confidence.code(), "standard": item.standard, "source": item.source})
    });
    json["items"] = items.collect();
    json["checks"] = pack.checks.iter().map(|(id, rule)| (id.clone(), json!({"on": rule.on, "severity": rule.severity}))).collect();
    json
}

fn check_json(check: &Check, lang: Lang) -> Value {
    json!({
        "id": check.id, "title": check.title.say(lang), "asks": check.asks.say(lang), "needs": check.needs.say(lang), "basis": check.basis.say(lang),
        "severity": check.severity, "dimension": check.dimension,
    })
}
