//! The order of the modules in `src/lib.rs` is the architecture: each uses only those above it, and
//! only the last few touch the world. Reads the sources, expands grouped `use`, follows `super`, and
//! proves on planted violations that it would see one.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

/// Paths outside the crate, and the modules that may use them.
const WORLD: &[(&str, &[&str])] = &[
    ("std::fs", &["store", "term", "cli"]),
    ("std::env", &["store", "term", "cli"]),
    ("std::thread", &["store", "term", "cli"]),
    ("std::process", &["store", "term", "cli"]),
    ("std::time::SystemTime", &["store", "term", "cli"]),
    ("std::time::Instant", &["store", "term", "cli"]),
    ("jiff::Zoned", &["store", "term", "cli"]),
    ("rustix", &["store", "term"]),
    ("directories", &["store"]),
    ("crossterm", &["term"]),
    ("signal_hook", &["term"]),
    ("clap", &["cli"]),
    ("ratatui", &["ui", "panes", "overlays", "app", "term"]),
    // Nothing polls, nothing is started, nothing talks to a network.
    ("std::thread::sleep", &[]),
    ("std::process::Command", &[]),
    ("std::net", &[]),
    ("std::os::unix::net", &[]),
    ("tokio", &[]),
];

/// Letters that a window takes itself: no command of the table, so nobody's to change.
const OWN_KEYS: &[(&str, &str)] = &[("overlays/exporting.rs", "按 r 逐条查看")];

#[test]
fn each_module_uses_only_those_above_it() {
    let order = order(&fs::read_to_string(root().join("lib.rs")).unwrap());
    let found: Vec<String> = sources().iter().flat_map(|(file, source)| layer_violations(file, source, &order)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn only_the_outermost_modules_touch_the_world() {
    let found: Vec<String> = sources().iter().flat_map(|(file, source)| world_violations(file, source)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_module_is_declared_in_lib_rs() {
    let order = order(&fs::read_to_string(root().join("lib.rs")).unwrap());
    for (file, _) in sources() {
        let module = module_path(&file).first().cloned().unwrap_or_default();
        assert!(module.is_empty() || order.contains(&module), "{file:?} is in no declared module");
    }
}

#[test]
fn no_text_names_a_key_that_its_user_may_change() {
    let found: Vec<String> = sources().iter().flat_map(|(file, source)| named_keys(file, source)).collect();
    assert!(found.is_empty(), "write the command in braces, {{undo}}, and the key in force stands there:\n{}", found.join("\n"));
    let planted = |text: &str| named_keys(Path::new("app/x.rs"), &format!("tell(tr(\"x\", \"{text}\"));")).len();
    for text in ["已删除，按 u 撤销", "到问题（v f）里按 v h，可以", "没有：按 ' 查看", "按 R 继续", "按 g f 补全"]
    {
        assert_eq!(planted(text), 1, "{text}");
    }
    for text in ["按 {undo} 撤销", "按 Esc 返回", "按 2。", "按 Shift 切换", "按核查项合记", "按 base 核查"] {
        assert_eq!(planted(text), 0, "{text}");
    }
}

#[test]
fn a_planted_violation_is_found() {
    let order = order("pub mod lang;\npub mod report;\n\npub mod review;\npub mod ui;\n");
    let found = |source: &str| layer_violations(Path::new("report/item.rs"), source, &order).len();
    assert_eq!(found("use crate::lang::Lang; use super::Report; use std::fmt;"), 0);
    assert_eq!(found("use crate::review::Mark;"), 1);
    assert_eq!(found("use crate::{lang::Lang, review::{Mark, fold::{self, Said}}, ui as drawing};"), 3 + 1);
    assert_eq!(found("fn f() -> crate::ui::Role { todo!() }"), 1);
    assert_eq!(found("use super::super::ui::Role;"), 1);
    assert_eq!(found("use super::{super::review::Mark, model::Report};"), 1);
    assert_eq!(found("pub use crate::review::*;"), 1);
    assert_eq!(found("// use crate::ui::Role;\n/* crate::ui */ const A: &str = \"crate::ui::Role\";"), 0);
    assert_eq!(found("#[cfg(test)]\nmod tests { use crate::ui::Role; fn f() { {} } }"), 0);
    assert_eq!(found("#[cfg(test)]\nmod tests { }\nuse crate::ui::Role;"), 1);
}

#[test]
fn a_planted_reach_into_the_world_is_found() {
    let found = |file: &str, source: &str| world_violations(Path::new(file), source).len();
    assert_eq!(found("checks/duty.rs", "use std::{fmt, fs};"), 1);
    assert_eq!(found("checks/duty.rs", "use std::time::{Duration, Instant};"), 1);
    assert_eq!(found("checks/duty.rs", "use std::time::Duration; use std::fmt;"), 0);
    assert_eq!(found("app.rs", "fn f() { std::thread::spawn(|| {}); }"), 1);
    assert_eq!(found("store/desk.rs", "use std::fs; use std::net::TcpStream;"), 1);
    assert_eq!(found("ui/canvas.rs", "use crossterm::event::Event;"), 1);
    assert_eq!(found("term/input.rs", "use crossterm::event::Event;"), 0);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All sources: path below `src`, text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut sources = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = fs::read_to_string(&path).unwrap();
                sources.push((path.strip_prefix(root()).unwrap().to_owned(), source));
            }
        }
    }
    assert!(sources.len() > 20, "the sources are somewhere else");
    sources
}

/// The modules in the order in which `lib.rs` declares them.
fn order(lib: &str) -> Vec<String> {
    let order: Vec<String> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect();
    assert!(!order.is_empty(), "lib.rs declares no modules");
    order
}

/// `report/item.rs` is `report::item`, `ui/mod.rs` is `ui`, `lib.rs` and `main.rs` are the root.
fn module_path(file: &Path) -> Vec<String> {
    let mut path: Vec<String> = file.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if path.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        path.pop();
    }
    path
}

fn layer_violations(file: &Path, source: &str, order: &[String]) -> Vec<String> {
    let here = module_path(file);
    let Some(own) = here.first().and_then(|own| order.iter().position(|module| module == own)) else { return Vec::new() };
    let uses = paths(source).into_iter().filter_map(|path| Some((top_module(&here, &path)?, path)));
    let below = uses.filter(|(module, _)| order.iter().position(|other| other == module).is_some_and(|layer| layer > own));
    below.map(|(_, path)| format!("src/{} uses {}, which is below it", file.display(), path.join("::"))).collect()
}

fn world_violations(file: &Path, source: &str) -> Vec<String> {
    // `main.rs` only hands over to `cli`.
    let own = module_path(file).first().cloned().unwrap_or("cli".into());
    let reaches = |path: &[String]| {
        WORLD.iter().any(|(world, allowed)| {
            let world: Vec<&str> = world.split("::").collect();
            path.len() >= world.len() && path.iter().zip(&world).all(|(a, b)| a == b) && !allowed.contains(&own.as_str())
        })
    };
    let found = paths(source).into_iter().filter(|path| reaches(path));
    found.map(|path| format!("src/{} uses {}", file.display(), path.join("::"))).collect()
}

/// The module of the crate that a path written in module `here` leads into, if it leads into one.
fn top_module(here: &[String], path: &[String]) -> Option<String> {
    let supers = path.iter().take_while(|part| *part == "super").count();
    match path.first()?.as_str() {
        "crate" => path.get(1).cloned(),
        // `super` of a module is its parent; at the root the next part is a module of the crate.
        "super" if supers == here.len() => path.get(supers).cloned(),
        _ => None,
    }
}

/// All paths in a source outside its tests: those of `use`, expanded, and those written in full.
fn paths(source: &str) -> Vec<Vec<String>> {
    let tokens = without_tests(&tokens(source));
    let mut paths = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some((token, after)) = rest.split_first() {
        rest = if token == "use" {
            expand(after, &[], &mut paths)
        } else if is_name(token) {
            let mut path = vec![token.clone()];
            let mut after = after;
            while let [sign, name, behind @ ..] = after
                && sign == "::"
                && is_name(name)
            {
                path.push(name.clone());
                after = behind;
            }
            paths.push(path);
            after
        } else {
            after
        };
    }
    paths
}

/// Expands one tree of a `use` below `prefix`; gives what comes after it.
fn expand<'a>(mut tokens: &'a [String], prefix: &[String], paths: &mut Vec<Vec<String>>) -> &'a [String] {
    let mut path = prefix.to_vec();
    while let Some((token, rest)) = tokens.split_first() {
        match token.as_str() {
            "::" => tokens = rest,
            "as" => tokens = rest.get(1..).unwrap_or_default(),
            "{" => {
                tokens = rest;
                while tokens.first().is_some_and(|token| token != "}") {
                    tokens = expand(tokens, &path, paths);
                    if tokens.first().is_some_and(|token| token == ",") {
                        tokens = &tokens[1..];
                    }
                }
                return tokens.get(1..).unwrap_or_default();
            }
            name if is_name(name) || name == "*" => {
                path.push(name.to_owned());
                tokens = rest;
            }
            _ => break,
        }
    }
    paths.push(path);
    tokens
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Leaves out what stands in `#[cfg(test)] mod … { … }`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        let marked = rest.len() > MARK.len() && rest.iter().zip(MARK).all(|(a, b)| a == b) && rest[MARK.len()] == "mod";
        if !marked {
            kept.push(token.clone());
            rest = after;
            continue;
        }
        let mut depth = 0_usize;
        let end = rest.iter().position(|token| {
            depth += usize::from(token == "{");
            depth -= usize::from(token == "}");
            depth == 0 && (token == "}" || token == ";")
        });
        rest = &rest[end.map_or(rest.len(), |end| end + 1)..];
    }
    kept
}

/// Names, `::` and single signs; no comments, strings or characters.
fn tokens(source: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let end = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(end) = literal(rest) {
            end
        } else if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(end);
        if literal(rest).is_none() && !token.starts_with("//") && !token.starts_with("/*") && !first.is_whitespace() {
            tokens.push(token.to_owned());
        }
        rest = after;
    }
    tokens
}

/// The length of the string or character literal that `rest` begins with.
fn literal(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix(['b', 'c']).unwrap_or(rest);
    if let Some(raw) = body.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw.trim_start_matches('#').starts_with('"') {
            let start = rest.len() - raw.len() + hashes + 1;
            let close = format!("\"{}", "#".repeat(hashes));
            return Some(rest.get(start..)?.find(&close).map_or(rest.len(), |at| start + at + close.len()));
        }
    }
    let mut chars = body.chars();
    let quote = chars.next().filter(|first| ['"', '\''].contains(first))?;
    if quote == '\'' && chars.next() != Some('\\') && chars.next() != Some('\'') {
        // A lifetime.
        return None;
    }
    let mut escaped = false;
    let end = body.char_indices().skip(1).find(|(_, c)| {
        let closes = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        closes
    });
    Some(rest.len() - body.len() + end.map_or(body.len(), |(at, _)| at + 1))
}

/// Where a Chinese text says to press a letter or a sign: those are commands' keys. Keys of windows (Esc, Tab, digits)
/// are the same for everybody.
fn named_keys(file: &Path, source: &str) -> Vec<String> {
    let shown = ["app", "overlays", "panes", "command/facts.rs"].iter().any(|room| file.starts_with(room));
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let is_key = |rest: &str| {
        let rest = rest.trim_start();
        let word: String = rest.chars().take_while(char::is_ascii_graphic).collect();
        word.chars().count() == 1 && !word.chars().all(|c| c.is_ascii_digit() || "{}()\\".contains(c))
    };
    let own = |line: &str| OWN_KEYS.iter().any(|(room, says)| file == Path::new(room) && line.contains(says));
    let lines = source.lines().enumerate().filter(|(_, line)| shown && !line.trim_start().starts_with("//") && !own(line));
    let pressed = |line: &str| line.match_indices("按").any(|(at, press)| line.get(at + press.len()..).is_some_and(is_key));
    lines.filter(|(_, line)| pressed(line)).map(|(n, line)| format!("{}:{}: {}", file.display(), n + 1, line.trim())).collect()
}
