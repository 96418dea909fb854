//! What a file is, by its bytes: never by its name, for names lie.
//!
//! Only the head is looked at, in containers also the names of what is in them. What no reader takes
//! is named for what it is, with the next step (the rows of [`KINDS`]).

use memchr::memmem;

use super::package::Package;
use crate::lang::Lang;

/// What a file may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text, markdown.
    Text,
    /// Word 2007 and later, WPS saving as docx.
    Docx,
    /// Excel 2007 and later.
    Xlsx,
    /// Excel 97–2003; WPS `.et` is the same inside.
    Xls,
    /// Portable Document Format.
    Pdf,
    /// Word 97–2003 or WPS writer.
    Doc,
    /// Slides, old or new.
    Slides,
    /// Excel's binary form.
    Xlsb,
    /// An office file under a password.
    Locked,
    /// The national page format.
    Ofd,
    /// Open document text or sheet.
    Odf,
    /// Rich text.
    Rtf,
    /// A page of the web.
    Html,
    /// Some XML.
    Xml,
    /// A zip archive of anything.
    Zip,
    /// A rar archive.
    Rar,
    /// A 7z, gzip or other archive.
    Archive,
    /// A picture: a scan or a screenshot.
    Image,
    /// An OLE container of something else.
    Ole,
    /// A program or other bytes without text.
    Binary,
}

/// One row a kind: what programs and people call it, and what to do if it cannot be read.
struct Row {
    kind: Kind,
    name: &'static str,
    en: &'static str,
    zh: &'static str,
    next: Next,
}

/// The step that makes a file readable.
#[derive(Clone, Copy)]
enum Next {
    Docx,
    Xlsx,
    Text,
    Unpack,
    Unlock,
    Scan,
    Original,
}

const KINDS: &[Row] = &[
    Row { kind: Kind::Text, name: "text", en: "a text file", zh: "文本文件", next: Next::Text },
    Row { kind: Kind::Docx, name: "docx", en: "a Word document (docx)", zh: "Word 文档（docx）", next: Next::Text },
    Row { kind: Kind::Xlsx, name: "xlsx", en: "an Excel sheet (xlsx)", zh: "Excel 表格（xlsx）", next: Next::Text },
    Row { kind: Kind::Xls, name: "xls", en: "an Excel 97 sheet (xls, et)", zh: "旧版 Excel 表格（xls、et）", next: Next::Xlsx },
    Row { kind: Kind::Pdf, name: "pdf", en: "a PDF", zh: "PDF 文件", next: Next::Text },
    Row {
        kind: Kind::Doc,
        name: "doc",
        en: "an old Word or WPS document (doc, wps)",
        zh: "旧版 Word 或 WPS 文档（doc、wps）",
        next: Next::Docx,
    },
    Row { kind: Kind::Slides, name: "slides", en: "a presentation", zh: "演示文稿", next: Next::Original },
    Row { kind: Kind::Xlsb, name: "xlsb", en: "a binary Excel sheet (xlsb)", zh: "二进制 Excel 表格（xlsb）", next: Next::Xlsx },
    Row { kind: Kind::Locked, name: "locked", en: "an office file under a password", zh: "加密的 Office 文档", next: Next::Unlock },
    Row { kind: Kind::Ofd, name: "ofd", en: "an OFD page file", zh: "OFD 版式文件", next: Next::Docx },
    Row { kind: Kind::Odf, name: "odf", en: "an OpenDocument file (odt, ods)", zh: "OpenDocument 文档（odt、ods）", next: Next::Docx },
    Row { kind: Kind::Rtf, name: "rtf", en: "an RTF document", zh: "RTF 文档", next: Next::Docx },
    Row { kind: Kind::Html, name: "html", en: "a web page", zh: "网页文件", next: Next::Text },
    Row { kind: Kind::Xml, name: "xml", en: "an XML file", zh: "XML 文件", next: Next::Docx },
    Row { kind: Kind::Zip, name: "zip", en: "a zip archive", zh: "zip 压缩包", next: Next::Unpack },
    Row { kind: Kind::Rar, name: "rar", en: "a rar archive", zh: "rar 压缩包", next: Next::Unpack },
    Row { kind: Kind::Archive, name: "archive", en: "an archive", zh: "压缩包", next: Next::Unpack },
    Row { kind: Kind::Image, name: "image", en: "a picture (a scan?)", zh: "图片（扫描件）", next: Next::Scan },
    Row { kind: Kind::Ole, name: "ole", en: "an old office file", zh: "旧版 Office 文件", next: Next::Docx },
    Row { kind: Kind::Binary, name: "binary", en: "no text file", zh: "非文本文件", next: Next::Original },
];

impl Kind {
    fn row(self) -> &'static Row {
        KINDS.iter().find(|row| row.kind == self).expect("every kind has its row: a test sees to it")
    }

    /// Its name in output for programs.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is called.
    pub fn say(self, lang: Lang) -> &'static str {
        lang.pick(self.row().en, self.row().zh)
    }

    /// What to do with a file of a kind that cannot be read.
    pub fn next_step(self, lang: Lang) -> &'static str {
        match self.row().next {
            Next::Docx => lang.pick("Save it as docx in WPS or Word, then import that.", "请用 WPS 另存为 docx，再导入。"),
            Next::Xlsx => lang.pick("Save it as xlsx in WPS or Excel, then import that.", "请用 WPS 另存为 xlsx，再导入。"),
            Next::Text => lang.pick(
                "Copy its text into a .txt file, or save it as docx, then import that.",
                "请把文字复制到 .txt 文件，或另存为 docx，再导入。",
            ),
            Next::Unpack => lang.pick("Unpack it first, then import the report in it.", "请先解压，再导入其中的报告。"),
            Next::Unlock => lang.pick(
                "Take the password off (save without one in WPS or Word), then import that.",
                "请在 WPS 或 Word 中取消密码后另存，再导入。",
            ),
            Next::Scan => lang.pick(
                "Ask for the electronic original; or recognise its text (OCR), check it, and import the .txt.",
                "请索取电子版原件；或用文字识别（OCR）转成文字、核对后，导入 .txt 文件。",
            ),
            Next::Original => lang.pick(
                "Give the report itself: docx, pdf with text, txt or md; score tables as xlsx or xls.",
                "请提供报告本身：docx、带文字的 pdf、txt、md；自评表为 xlsx、xls。",
            ),
        }
    }
}

/// How far into a file its marks are looked for.
const HEAD: usize = 1024;

/// Marks at the very begin of files.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"{\\rtf", Kind::Rtf),
    (b"Rar!\x1A\x07", Kind::Rar),
    (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
    (b"\x1F\x8B", Kind::Archive),
    (b"BZh", Kind::Archive),
    (b"\xFD7zXZ\0", Kind::Archive),
    (b"\x89PNG\r\n", Kind::Image),
    (b"\xFF\xD8\xFF", Kind::Image),
    (b"GIF87a", Kind::Image),
    (b"GIF89a", Kind::Image),
    (b"II*\0", Kind::Image),
    (b"MM\0*", Kind::Image),
    (b"BM", Kind::Image),
    (b"MZ", Kind::Binary),
    (b"\x7FELF", Kind::Binary),
];

/// What a file is.
pub fn sniff(bytes: &[u8]) -> Kind {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") {
        return in_zip(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return in_ole(bytes);
    }
    // Some writers put bytes of their own before it.
    if memmem::find(head, b"%PDF-").is_some() {
        return Kind::Pdf;
    }
    // BM and MZ are letters too: text has no NUL so near its begin.
    let is_binary = |magic: &[u8]| magic.len() > 2 || magic[0] == 0x1F || head.contains(&0);
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic) && is_binary(magic)) {
        return *kind;
    }
    markup(head).unwrap_or(Kind::Text)
}

fn markup(head: &[u8]) -> Option<Kind> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start().to_ascii_lowercase();
    let begins = |tag: &str| head.starts_with(tag.as_bytes());
    if ["<!doctype html", "<html", "<head", "<meta", "<body", "<table", "<div", "mime-version:"].into_iter().any(begins) {
        return Some(Kind::Html);
    }
    begins("<?xml").then(|| if memmem::find(&head, b"<html").is_some() { Kind::Html } else { Kind::Xml })
}

fn in_zip(bytes: &[u8]) -> Kind {
    let Ok(package) = Package::open(bytes) else { return Kind::Zip };
    let has = |name: &str| package.names().any(|own| own == name);
    let holds = |folder: &str| package.names().any(|own| own.starts_with(folder));
    match () {
        () if has("word/document.xml") || holds("word/document") => Kind::Docx,
        () if has("xl/workbook.xml") => Kind::Xlsx,
        () if has("xl/workbook.bin") => Kind::Xlsb,
        () if holds("ppt/") => Kind::Slides,
        () if has("OFD.xml") => Kind::Ofd,
        () if has("content.xml") && has("mimetype") => Kind::Odf,
        () => Kind::Zip,
    }
}

/// The names of an OLE container's streams stand in it as UTF-16.
fn in_ole(bytes: &[u8]) -> Kind {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &wide).is_some()
    };
    match () {
        () if holds("EncryptedPackage") => Kind::Locked,
        () if holds("WordDocument") => Kind::Doc,
        () if holds("Workbook") || holds("Book\0") => Kind::Xls,
        () if holds("PowerPoint Document") => Kind::Slides,
        () => Kind::Ole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_row() {
        for row in KINDS {
            assert_eq!(row.kind.row().zh, row.zh);
        }
        assert!(Kind::Doc.next_step(Lang::Zh).contains("请用 WPS 另存为 docx"));
    }

    #[test]
    fn files_are_known_by_their_bytes() {
        let ole = |stream: &str| {
            let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 500], &wide].concat()
        };
        for (bytes, kind) in [
            ("一、基本情况".as_bytes(), Kind::Text),
            (b"BM is a text", Kind::Text),
            (b"", Kind::Text),
            (b"%PDF-1.7", Kind::Pdf),
            (b"junk\n%PDF-1.4", Kind::Pdf),
            (b"PK\x03\x04 broken", Kind::Zip),
            (&ole("WordDocument"), Kind::Doc),
            (&ole("Workbook"), Kind::Xls),
            (&ole("EncryptedPackage"), Kind::Locked),
            (&ole("Other"), Kind::Ole),
            (b"Rar!\x1A\x07\x01", Kind::Rar),
            (b"\x89PNG\r\n\x1A\n", Kind::Image),
            (b"\xFF\xD8\xFF\xE0", Kind::Image),
            (b"\xEF\xBB\xBF <!DOCTYPE HTML><html>", Kind::Html),
            (b"<?xml version='1.0'?><w:wordDocument/>", Kind::Xml),
            (b"{\\rtf1\\ansi", Kind::Rtf),
        ] {
            assert_eq!(sniff(bytes), kind, "{bytes:?}");
        }
    }
}
