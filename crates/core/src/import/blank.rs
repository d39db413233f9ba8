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
        assert_eq!(code(b"PK\x03\x04\x14\0mimetypeapplication/epub+zip"), None);
    }
}
