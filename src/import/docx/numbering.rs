//! Word's automatic numbering: the number is not in the text, so it is counted here as Word counts it.
//!
//! A paragraph names a list and a level. The list points to an abstract list with nine levels, each with
//! a format, a start and a pattern such as `（%2）` or `%1.%2`. Lists of one abstract list count on together,
//! unless one says where it starts.

use std::collections::{HashMap, HashSet};

use super::super::refusal::Unreadable;
use super::super::xml::{Node, Tag, Xml};
use super::numerals;
use super::styles::InList;

/// Levels of a list.
const LEVELS: usize = 9;
/// A number is not longer as printed.
const PRINTED_MAX: usize = 40;

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    pattern: String,
    /// 0: never begins anew; n: begins anew after level n (from 1).
    restart: Option<usize>,
    all_decimal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), pattern: String::new(), restart: None, all_decimal: false }
    }
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: [Level; LEVELS],
    /// The style of another abstract list that has the levels.
    linked: Option<String>,
    /// The style this one lends its levels to.
    lends: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    base: u32,
    starts: [Option<u32>; LEVELS],
    levels: HashMap<usize, Level>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<u32, Abstract>,
    lists: HashMap<u32, List>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    begun: HashSet<(u32, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(part: &str) -> Result<Self, Unreadable> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(part);
        while let Some(node) = xml.next()? {
            let Node::Open(tag) = node else { continue };
            match (tag.name(), tag.number::<u32>("abstractNumId"), tag.number::<u32>("numId")) {
                ("abstractNum", Some(id), _) => {
                    let list = read_abstract(&mut xml)?;
                    numbering.abstracts.insert(id, list);
                }
                ("num", _, Some(id)) => {
                    let list = read_list(&mut xml)?;
                    numbering.lists.insert(id, list);
                }
                ("numPicBullet", ..) => xml.skip()?,
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// Counts one paragraph and gives its number as printed. `None` where it has none.
    pub fn count(&mut self, place: InList) -> Option<String> {
        let id = place.list.filter(|list| *list > 0)?;
        let at = place.level.unwrap_or(0).min(LEVELS - 1);
        let base = self.lists.get(&id)?.base;
        let levels = self.levels(id);
        let counters = self.counters.entry(base).or_default();
        let begins_here = self.begun.insert((id, at));
        let start = self.lists.get(&id).and_then(|list| list.starts.get(at).copied().flatten()).filter(|_| begins_here);
        counters[at] = Some(start.or_else(|| counters[at].map(|n| n.saturating_add(1))).unwrap_or(levels[at].start));
        for (above, level) in levels.iter().enumerate().take(at) {
            counters[above].get_or_insert(level.start);
        }
        for (below, level) in levels.iter().enumerate().skip(at + 1) {
            if level.restart.is_none_or(|after| after > at) {
                counters[below] = None;
            }
        }
        let printed = print(&levels, at, counters);
        (!printed.is_empty()).then_some(printed)
    }

    fn levels(&self, list: u32) -> [Level; LEVELS] {
        let Some(list) = self.lists.get(&list) else { return Default::default() };
        let own = self.abstracts.get(&list.base);
        let linked = own.and_then(|own| own.linked.as_ref());
        let lender = linked.and_then(|style| self.abstracts.values().find(|other| other.lends.as_ref() == Some(style)));
        let mut levels = lender.or(own).map(|list| list.levels.clone()).unwrap_or_default();
        for (at, level) in &list.levels {
            if let Some(own) = levels.get_mut(*at) {
                *own = level.clone();
            }
        }
        levels
    }
}

/// Fills the pattern of a level: `%1` is the number of the first level.
fn print(levels: &[Level; LEVELS], at: usize, counters: &[Option<u32>; LEVELS]) -> String {
    let level = &levels[at];
    if level.format == "bullet" {
        // The sign is of some symbol font; what it looks like does not matter.
        return "●".to_owned();
    }
    let mut printed = String::new();
    let mut pattern = level.pattern.chars().take(PRINTED_MAX);
    while let Some(c) = pattern.next() {
        let place = if c == '%' { pattern.clone().next().and_then(|c| c.to_digit(10)) } else { None };
        match place.and_then(|n| (n as usize).checked_sub(1)).filter(|n| *n < LEVELS) {
            Some(n) => {
                pattern.next();
                let format = if level.all_decimal { "decimal" } else { levels[n].format.as_str() };
                printed.push_str(&numerals::print(counters[n].unwrap_or(levels[n].start), format));
            }
            None => printed.push(c),
        }
    }
    printed.trim().to_owned()
}

fn read_abstract(xml: &mut Xml) -> Result<Abstract, Unreadable> {
    let mut list = Abstract::default();
    loop {
        match xml.next()? {
            Some(Node::Open(tag)) => match tag.name() {
                "lvl" => {
                    let (at, level) = read_level(&tag, xml)?;
                    if let Some(own) = list.levels.get_mut(at) {
                        *own = level;
                    }
                }
                "numStyleLink" => {
                    list.linked = tag.attr("val");
                    xml.skip()?;
                }
                "styleLink" => {
                    list.lends = tag.attr("val");
                    xml.skip()?;
                }
                _ => xml.skip()?,
            },
            Some(Node::Text(_)) => {}
            Some(Node::Close(_)) => return Ok(list),
            None => return Err(Unreadable::Damaged),
        }
    }
}

fn read_level(tag: &Tag, xml: &mut Xml) -> Result<(usize, Level), Unreadable> {
    let at = tag.number("ilvl").unwrap_or(LEVELS);
    let mut level = Level::default();
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next()? {
            Some(Node::Open(tag)) => {
                depth += 1;
                match tag.name() {
                    "start" => level.start = tag.number("val").unwrap_or(1),
                    // The format may stand in a choice with a fallback: the first counts.
                    "numFmt" => {
                        let format = tag.attr("val").filter(|format| format != "custom").or_else(|| tag.attr("format"));
                        level.format = format.unwrap_or_else(|| "decimal".to_owned());
                    }
                    "Fallback" => {
                        xml.skip()?;
                        depth -= 1;
                    }
                    "lvlText" => level.pattern = tag.attr("val").unwrap_or_default(),
                    "lvlRestart" => level.restart = tag.number("val"),
                    "isLgl" => level.all_decimal = tag.is_on(),
                    _ => {}
                }
            }
            Some(Node::Close(_)) => depth -= 1,
            Some(Node::Text(_)) => {}
            None => return Err(Unreadable::Damaged),
        }
    }
    Ok((at, level))
}

fn read_list(xml: &mut Xml) -> Result<List, Unreadable> {
    let mut list = List::default();
    let mut at = 0;
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next()? {
            Some(Node::Open(tag)) => {
                depth += 1;
                match tag.name() {
                    "abstractNumId" => list.base = tag.number("val").unwrap_or(0),
                    "lvlOverride" => at = tag.number("ilvl").unwrap_or(LEVELS),
                    "startOverride" => {
                        if let Some(start) = list.starts.get_mut(at) {
                            *start = tag.number("val");
                        }
                    }
                    "lvl" => {
                        let (at, level) = read_level(&tag, xml)?;
                        list.levels.insert(at, level);
                        depth -= 1;
                    }
                    _ => {}
                }
            }
            Some(Node::Close(_)) => depth -= 1,
            Some(Node::Text(_)) => {}
            None => return Err(Unreadable::Damaged),
        }
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="1">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
          <w:lvl w:ilvl="3"><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%4"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
        <w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
        <w:num w:numId="7"><w:abstractNumId w:val="2"/></w:num>
      </w:numbering>"#;

    fn count(places: &[(u32, usize)]) -> Vec<String> {
        let mut numbering = Numbering::read(LISTS).expect("it is sound");
        places.iter().map(|(list, level)| numbering.count(InList { list: Some(*list), level: Some(*level) }).unwrap_or_default()).collect()
    }

    #[test]
    fn levels_count_within_their_parent() {
        assert_eq!(
            count(&[(5, 0), (5, 1), (5, 2), (5, 2), (5, 1), (5, 2), (5, 0), (5, 1)]),
            ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）"]
        );
    }

    #[test]
    fn another_list_of_the_same_kind_goes_on_unless_it_says_where_it_starts() {
        assert_eq!(count(&[(5, 2), (5, 2), (6, 2), (6, 2), (5, 2)]), ["1.", "2.", "1.", "2.", "3."]);
        assert_eq!(count(&[(5, 0), (6, 0)]), ["一、", "二、"]);
    }

    #[test]
    fn a_level_may_print_those_above_it_as_digits() {
        assert_eq!(count(&[(5, 0), (5, 0), (5, 1), (5, 3)]), ["一、", "二、", "（一）", "2.1.1"]);
        assert_eq!(count(&[(7, 0), (0, 0), (99, 0)]), ["●", "", ""]);
    }
}
