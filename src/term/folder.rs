//! What a folder holds that can be opened or imported.

use std::ffi::OsStr;
use std::fs::DirEntry;
use std::path::Path;

use crate::command::{Entry, EntryKind};

/// Entries looked at: a folder with more is surely no working folder.
const ENTRIES_MAX: usize = 10_000;

/// Folders first, then files, each by name; hidden ones left out. A folder that cannot be read is empty.
pub(super) fn list(path: &Path) -> Vec<Entry> {
    let entries = path.read_dir().into_iter().flatten().take(ENTRIES_MAX).flatten();
    let mut entries: Vec<Entry> = entries.filter_map(|entry| read(&entry)).collect();
    entries.sort_by(|a, b| (a.kind != EntryKind::Folder, &a.path).cmp(&(b.kind != EntryKind::Folder, &b.path)));
    entries
}

fn read(entry: &DirEntry) -> Option<Entry> {
    if entry.file_name().as_encoded_bytes().starts_with(b".") {
        return None;
    }
    let path = entry.path();
    let kind = if path.is_dir() { EntryKind::Folder } else { kind_by_name(&path)? };
    Some(Entry { path, kind })
}

fn kind_by_name(path: &Path) -> Option<EntryKind> {
    match path.extension().and_then(OsStr::to_str)?.to_ascii_lowercase().as_str() {
        "json" => Some(EntryKind::Assessment),
        "txt" | "md" | "docx" | "pdf" | "xlsx" | "xls" => Some(EntryKind::Text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use std::fs;

    #[test]
    fn folders_come_first_and_only_what_can_be_opened_is_listed() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["办公厅.json", "报告.TXT", "a.md", "b.docx", ".办公厅.json.shenyue-journal", ".x.json", "照片.png"] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        fs::create_dir(dir.path().join("归档")).unwrap();
        let entries = list(dir.path());
        let named: Vec<_> = entries.iter().map(|entry| (entry.path.file_name().unwrap().to_str().unwrap(), entry.kind)).collect();
        let (folder, json, text) = (EntryKind::Folder, EntryKind::Assessment, EntryKind::Text);
        assert_eq!(named, [("归档", folder), ("a.md", text), ("b.docx", text), ("办公厅.json", json), ("报告.TXT", text)]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_empty() {
        assert_eq!(list(Path::new("/no/such/folder")), []);
    }
}
