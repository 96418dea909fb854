//! The account of an import for people.

use super::account::{Account, Left, Sourced};
use super::source::Unit;
use crate::lang::Lang;

/// Page numbers and headers taken out are listed up to this many, then counted.
const FURNITURE_SHOWN: usize = 6;

impl Account {
    /// All there is to tell, a line each.
    pub fn page(&self, lang: Lang) -> Vec<String> {
        page(self, lang)
    }
}

fn page(account: &Account, lang: Lang) -> Vec<String> {
    let mut said = sources(account, lang);
    let pick = |(zh, en): &(String, String)| lang.pick(en, zh).clone();
    said.extend(account.notes.iter().map(pick));
    section(&mut said, &account.conflicts, lang.pick("text and table differ", "正文与自评表不一致"), pick);
    section(&mut said, &account.doubts, lang.pick("to be looked at", "请核对"), pick);
    section(&mut said, &account.unplaced, lang.pick("placed nowhere", "未能归类的文字"), |left| left_line(left, account, lang));
    let taken = account.furniture.len();
    let few = account.furniture.get(..FURNITURE_SHOWN.min(taken)).unwrap_or_default();
    section(&mut said, few, lang.pick("page furniture taken out", "已剔除的页码、页眉、目录"), |left| {
        left_line(left, account, lang)
    });
    if taken > FURNITURE_SHOWN {
        let more = taken - FURNITURE_SHOWN;
        said.push(lang.pick(format!("  … and {more} more"), format!("  ……另有 {more} 处")));
    }
    said
}

fn sources(account: &Account, lang: Lang) -> Vec<String> {
    let line = |source: &Sourced| {
        let encoding = source.encoding.map_or(String::new(), |encoding| lang.pick(format!(", {encoding}"), format!("，{encoding} 编码")));
        lang.pick(
            format!("read: {} ({}{encoding})", source.file, source.kind.say(lang)),
            format!("读入 {}（{}{encoding}）", source.file, source.kind.say(lang)),
        )
    };
    account.sources.iter().map(line).collect()
}

fn section<T>(said: &mut Vec<String>, rows: &[T], title: &str, line: impl Fn(&T) -> String) {
    if !rows.is_empty() {
        said.push(format!("{title}：{}", rows.len()));
        said.extend(rows.iter().map(|row| format!("  {}", line(row))));
    }
}

fn left_line(left: &Left, account: &Account, lang: Lang) -> String {
    let source = account.sources.get(left.place.file);
    let n = left.place.number;
    let place = match source.map_or(Unit::Line, |source| source.unit) {
        Unit::Line => lang.pick(format!("line {n}"), format!("第 {n} 行")),
        Unit::Paragraph => lang.pick(format!("paragraph {n}"), format!("第 {n} 段")),
        Unit::Row => lang.pick(format!("row {n}"), format!("第 {n} 行")),
        Unit::Page => lang.pick(format!("page {n}"), format!("第 {n} 页")),
    };
    let file = source.filter(|_| account.sources.len() > 1).map_or(String::new(), |source| format!("{} ", source.file));
    lang.pick(format!("{file}{place}: {}", left.text), format!("{file}{place}：{}", left.text))
}
