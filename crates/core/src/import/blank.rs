//! Files no format claims: those in which nothing is written (no bytes, or blanks only), since what is no record must not look like one that
//! says nothing happened, and those that have to be saved in another way.

use crate::error::Problem;
use std::io::Read;

/// Whether bytes hold nothing a person or a program wrote: blanks, a byte order mark, zeros.
pub fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| b.is_ascii_whitespace() || matches!(b, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF))
}

/// A file of blanks only.
pub fn problem() -> Problem {
    Problem::new("file.blank", "文件里只有空白，没有内容", "整个文件", "请在手机上重新导出；空白的文件不能说明没有记录")
}

/// A spreadsheet of LibreOffice: its kind stands at its beginning, by the rules of OpenDocument.
fn is_ods(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(&bytes[..bytes.len().min(200)], b"application/vnd.oasis.opendocument.spreadsheet").is_some()
}

/// How Microsoft's compound files begin ([MS-CFB] 2.2), and how far one is looked at.
const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const LONGEST: u64 = 64 << 20;

/// What a compound file is, by the names of its streams ([MS-DOC], [MS-OXMSG], [MS-OFFCRYPTO]), and how to save it so that it can be read.
fn old_office(bytes: &[u8]) -> Problem {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    let (what, todo) = match () {
        () if holds("EncryptedPackage") => ("这是加了密码的 Office 文件，打不开", "请用 Word、Excel 或 WPS 打开，去掉密码后另存为 .docx 或 .xlsx，再加入另存的文件；原件已保留"),
        () if holds("__properties_version1.0") || holds("__nameid_version1.0") => ("这是 Outlook 的邮件（.msg），本软件不读这一种", "请在 Outlook 里打开，另存为 .eml；没有这一项的，把它作为附件发到网页邮箱后下载原邮件（.eml），再加入；原件已保留"),
        () if holds("WordDocument") => ("这是 Word 97-2003 的文档（.doc），本软件不读这一种", "请用 Word 或 WPS 打开，另存为 .docx（或 PDF），再加入另存的文件；原件已保留"),
        () => ("这是旧格式的 Office 文件（.doc、.wps、.ppt、.msg 等），本软件不读这一种", "文档请用 Word 或 WPS 打开，另存为 .docx（或 PDF）；表格另存为 .xlsx；邮件在 Outlook 里另存为 .eml，再加入另存的文件；原件已保留"),
    };
    Problem::new("file.old_office", what, "整个文件", todo)
}

/// What can be said of an unknown file: that nothing is written in it, or how to save it; nothing of any other.
pub fn of_unknown(bytes: &mut dyn Read) -> Option<Problem> {
    let (mut buffer, mut any) = ([0u8; 8192], false);
    loop {
        match bytes.read(&mut buffer) {
            Ok(0) if any => return Some(problem()),
            Ok(0) => return Some(Problem::new("file.empty", "文件是空的", "整个文件", "请在手机上重新导出；空文件不能说明没有记录")),
            Ok(read) if is_blank(&buffer[..read]) => any = true,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Ok(read) if is_ods(&buffer[..read]) => {
                let todo = "请用 LibreOffice 或 WPS 打开，另存为 Excel（.xlsx）或“CSV UTF-8”，再加入另存的文件；原件已保留";
                return Some(Problem::new("file.ods", "这是 OpenDocument 表格（.ods），本软件不读这一种", "整个文件", todo));
            }
            Ok(read) if buffer[..read].starts_with(&OLE) => {
                let mut all = buffer[..read].to_vec();
                let _ = bytes.take(LONGEST).read_to_end(&mut all);
                return Some(old_office(&all));
            }
            // Safari's own way of saving a page: a property list with the page in it.
            Ok(read) if buffer[..read].starts_with(b"bplist00") && memchr::memmem::find(&buffer[..read], b"WebMainResource").is_some() => {
                let todo = "请在浏览器里重新打开，另存为 PDF 或“网页”（.html），也可以截图，再加入；详单请在网站上下载 Excel；原件已保留";
                return Some(Problem::new("file.webarchive", "这是 Safari 保存的网页（.webarchive），本软件不读这一种", "整个文件", todo));
            }
            Ok(_) | Err(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_written_is_told_apart_from_something() {
        let code = |mut bytes: &[u8]| of_unknown(&mut bytes).map(|p| p.code);
        assert_eq!(code(b"").as_deref(), Some("file.empty"));
        for blank in [&b" \r\n\t"[..], b"\xef\xbb\xbf\n", b"\xff\xfe\n\0", &[0; 20_000]] {
            assert_eq!(code(blank).as_deref(), Some("file.blank"));
        }
        assert_eq!(code(b" x "), None);
        assert_eq!(code(b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK").as_deref(), Some("file.ods"));
        assert_eq!(code(b"bplist00\xd1\x01\x02_\x10\x0fWebMainResource").as_deref(), Some("file.webarchive"));
        assert_eq!(code(&OLE).as_deref(), Some("file.old_office"));
        let what = |name: &str| old_office(&[OLE.to_vec(), name.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()).what;
        assert!(what("WordDocument").contains(".doc") && what("__nameid_version1.0").contains(".msg") && what("EncryptedPackage").contains("密码"));
        assert_eq!(code(b"PK\x03\x04\x14\0mimetypeapplication/epub+zip"), None);
    }
}
