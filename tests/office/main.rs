//! Word documents and spreadsheets, made here part by part, imported as their senders meant them.

#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(clippy::format_collect, reason = "the parts are small")]

mod document;
mod hostile;
mod workbook;

use std::io::{Cursor, Write};

use serde_json::Value;
use shenyue::import::{ImportError, Imported, Input, Refused};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip package of these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn import(inputs: &[(&str, &[u8])]) -> Result<Imported, Refused> {
    let inputs: Vec<Input> = inputs.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    shenyue::import::import(&inputs)
}

fn refusal(bytes: &[u8]) -> ImportError {
    import(&[("x", bytes)]).unwrap_err().why
}

/// The assessment of one file.
fn assessment(name: &str, bytes: &[u8]) -> Value {
    serde_json::from_str(&import(&[(name, bytes)]).unwrap().json).unwrap()
}

/// The member `key` of every item in `list`.
fn each<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap_or_default()).collect()
}
