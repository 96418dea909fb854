//! From a record to papers on disk: all made in memory first, what stands in the way asked about, then
//! all written. The window and the command line both do it here.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::command::Unexported;
use crate::export::{
    Checks, Earlier, Exporter, Format, InTheWay, Kit, Made, Marks, Over, PAPERS, Paper, Record, SUMMARY, Summary, TEMPLATE_BYTES_MAX,
    TemplateError, Templates, Wanted, Why,
};
use crate::lang::{Lang, tr};
use crate::report::{Places, Report};
use crate::review::Review;
use crate::rules::{self, Own, Pack, PackError};
use crate::store::{StoreError, Trouble, Vfs, read, texts, write_over};

/// The templates in `folder`, over the program's own.
pub fn templates(vfs: &dyn Vfs, folder: &Path, lang: Lang) -> Result<Templates, Trouble> {
    let files = texts(vfs, folder, ".toml", TEMPLATE_BYTES_MAX as u64).map_err(|error: StoreError| error.say(lang))?;
    Templates::with(&files).map_err(|error: TemplateError| Trouble {
        what: tr("A template cannot be used", "模板有错").say(lang).to_owned(),
        why: format!("{}{}", folder.join("").display(), error.say(lang)),
        kept: tr("Nothing was written.", "没有写入任何文件。").say(lang).to_owned(),
        next: tr("Mend that line, or take the file away to use the program's own.", "请改正这一行；移走该文件则用程序自带的模板。")
            .say(lang)
            .to_owned(),
    })
}

/// What papers are made with: the templates in `folder` over the program's own, and what the checks find by
/// the rules that judge the record, as on the screen: see [`rules::choose`]. Papers are not made by faulty rules.
pub fn kit(
    vfs: &dyn Vfs,
    (report, review): (&Report, &Review),
    folder: &Path,
    asked: Option<&Arc<Pack>>,
    own: Own<'_>,
    lang: Lang,
) -> Result<Kit, Trouble> {
    let templates = templates(vfs, folder, lang)?;
    let chosen = rules::choose(review, asked, own);
    if let Some(fault) = chosen.lacking.and_then(|lacking| lacking.fault) {
        return Err(faulty(&fault, lang));
    }
    let checks = Some(Checks::run(report, review, &chosen.pack));
    Ok(Kit { templates, checks, standard: chosen.is_standard.then_some(chosen.pack) })
}

/// The scoring standard that the review names; none where it is not at hand.
pub fn standard(review: &Review, own: Own<'_>, lang: Lang) -> Result<Option<Pack>, Trouble> {
    let named = rules::standard_of(review).map(|name| rules::named(&name, own));
    named.transpose().map(Option::flatten).map_err(|fault| faulty(&fault, lang))
}

fn faulty(fault: &PackError, lang: Lang) -> Trouble {
    Trouble {
        what: tr("The rules cannot be used", "评分标准有错").say(lang).to_owned(),
        why: fault.say(lang),
        kept: tr("Nothing was written.", "没有写入任何文件。").say(lang).to_owned(),
        next: tr("Mend it, or choose another.", "请改正，或换一套评分标准。").say(lang).to_owned(),
    }
}

/// The files a paper is written to.
pub fn files(wanted: &Wanted) -> Vec<(Option<Paper>, Format, PathBuf)> {
    let path = |name: &str, format: Format| wanted.folder.join(format!("{}-{name}.{}", wanted.stem, format.name()));
    let mut files = Vec::new();
    for row in PAPERS.iter().filter(|row| wanted.papers.contains(&row.paper)) {
        let formats = Format::ALL.into_iter().filter(|format| wanted.formats.contains(format) && format.suits(row.shape));
        files.extend(formats.map(|format| (Some(row.paper), format, path(row.file, format))));
    }
    if wanted.formats.contains(&Format::Json) {
        files.push((None, Format::Json, path("审核数据", Format::Json)));
    }
    files
}

/// Writes the papers. `progress` is told how many of how many are made, and may stop it up to the moment the
/// first is written: then nothing is.
pub fn export(
    vfs: &dyn Vfs,
    (report, review): (&Report, &Review),
    kit: &Kit,
    wanted: &Wanted,
    lang: Lang,
    mut progress: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Vec<PathBuf>, Unexported> {
    let files = files(wanted);
    if files.is_empty() {
        return Err(Unexported::Nothing);
    }
    let places = Places::of_report(report);
    let record = Record::with(report, review, &places, kit);
    let exporter = Exporter::new(&record, &kit.templates);
    let (mut made, mut in_the_way) = (Vec::new(), Vec::new());
    for (n, (paper, format, path)) in files.iter().enumerate() {
        if progress(n, files.len()).is_break() {
            return Err(Unexported::Stopped);
        }
        let stands = standing(vfs, path).map_err(|error| Unexported::Trouble(error.say(lang)))?;
        let earlier = stands.as_deref().map(Earlier::read);
        let marked = earlier.as_ref().and_then(Earlier::made).filter(|_| wanted.marks == Marks::Shown);
        let bytes = match paper {
            Some(paper) => exporter.write(*paper, *format, marked),
            None => exporter.json(),
        };
        let why = earlier.filter(|_| stands.as_ref() != Some(&bytes)).and_then(|earlier| why(&earlier, review));
        in_the_way.extend(why.map(|why| InTheWay { path: path.clone(), why }));
        made.push((path.clone(), bytes));
    }
    if !in_the_way.is_empty() && wanted.over == Over::Ask {
        return Err(Unexported::InTheWay(Box::new(wanted.clone()), in_the_way));
    }
    if progress(files.len(), files.len()).is_break() {
        return Err(Unexported::Stopped);
    }
    write_over(vfs, &made).map_err(|error| Unexported::Trouble(error.say(lang)))?;
    Ok(made.into_iter().map(|(path, _)| path).collect())
}

/// Writes the summary of many records, under its own name.
pub fn write_summary(
    vfs: &dyn Vfs,
    summary: &Summary,
    templates: &Templates,
    formats: &[Format],
    folder: &Path,
    over: Over,
    lang: Lang,
) -> Result<Vec<PathBuf>, Unexported> {
    let (mut made, mut in_the_way) = (Vec::new(), Vec::new());
    for format in Format::ALL.into_iter().filter(|format| formats.contains(format) && format.suits(SUMMARY.shape)) {
        let path = folder.join(format!("{}.{}", SUMMARY.file, format.name()));
        let stands = standing(vfs, &path).map_err(|error| Unexported::Trouble(error.say(lang)))?;
        let earlier = stands.as_deref().map(Earlier::read);
        let bytes = summary.write(format, templates, earlier.as_ref().and_then(Earlier::made));
        let why = match &earlier {
            _ if stands.as_ref() == Some(&bytes) => None,
            None | Some(Earlier::Ours(_)) => None,
            Some(Earlier::Edited(_)) => Some(Why::Edited),
            Some(Earlier::Other) => Some(Why::Other),
        };
        in_the_way.extend(why.map(|why| InTheWay { path: path.clone(), why }));
        made.push((path, bytes));
    }
    if made.is_empty() {
        return Err(Unexported::Nothing);
    }
    if !in_the_way.is_empty() && over == Over::Ask {
        return Err(Unexported::InTheWay(Box::default(), in_the_way));
    }
    write_over(vfs, &made).map_err(|error| Unexported::Trouble(error.say(lang)))?;
    Ok(made.into_iter().map(|(path, _)| path).collect())
}

/// What stands at a paper's place.
fn standing(vfs: &dyn Vfs, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    if vfs.stat(path).is_err() { Ok(None) } else { read(vfs, path).map(Some) }
}

fn why(earlier: &Earlier, review: &Review) -> Option<Why> {
    let is_known = |made: &Made| made.heads.iter().all(|head| head.parse().is_ok_and(|id| review.event(id).is_some()));
    match earlier {
        Earlier::Ours(made) if is_known(made) => None,
        Earlier::Ours(_) => Some(Why::Newer),
        Earlier::Edited(_) => Some(Why::Edited),
        Earlier::Other => Some(Why::Other),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::store::RealVfs;

    #[test]
    fn an_export_that_is_stopped_has_written_nothing() {
        let report = Report::load(br#"{"duties": [{"text": "x"}]}"#.to_vec()).unwrap().report;
        let kit = Kit { templates: Templates::with(&[]).unwrap(), checks: None, standard: None };
        let (review, dir) = (Review::default(), tempfile::tempdir().unwrap());
        let folder = dir.path().join("papers");
        let wanted = Wanted {
            papers: PAPERS.iter().map(|row| row.paper).collect(),
            formats: Format::USUAL.to_vec(),
            folder: folder.clone(),
            stem: "x".into(),
            ..Wanted::default()
        };
        let all = files(&wanted).len();
        for stop_at in [0, 3, all] {
            let go_on = |done: usize, _| if done == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
            let done = export(&RealVfs, (&report, &review), &kit, &wanted, Lang::Zh, go_on);
            assert!(matches!(done, Err(Unexported::Stopped)), "{stop_at}");
            assert!(!folder.exists(), "{stop_at}");
        }
        let done = export(&RealVfs, (&report, &review), &kit, &wanted, Lang::Zh, |_, _| ControlFlow::Continue(()));
        assert_eq!(done.unwrap().len(), all);
    }
}
