//! The terminal's one door: everything that may come from evidence passes [`clean`] before it is printed.

use juzheng_core::error::Problem;
use juzheng_core::model::Day;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

/// Evidence as a terminal may show it: control characters, escape sequences and direction overrides become visible or
/// go, so that a message cannot repaint the screen or reorder a line.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' => Some(' '),
            c if is_direction(c) => None,
            c if c.is_control() => Some('\u{fffd}'),
            c => Some(c),
        })
        .collect()
}

/// A time key of a result (`2026-01-15T09:30:00+08:00`, `2026-01-15T09:30`, `2026-01-15`) as a person writes it, no more exact than it is.
pub fn time(key: &str) -> String {
    let (day, clock) = key.split_once('T').unwrap_or((key, ""));
    let clock = clock.split(['+', 'Z']).next().unwrap_or("");
    Day::parse(day).map_or_else(|| clean(key), |day| format!("{}{clock}", day.zh()))
}

static PIPE_CLOSED: AtomicBool = AtomicBool::new(false);
static WRITE_FAILED: AtomicBool = AtomicBool::new(false);

/// One or more lines to standard output. When the reader has gone (`| head`) the work goes on and the rest is not
/// printed: a closed pipe must not stop evidence from being taken. A full disk is told at the end ([`failed`]).
pub fn line(text: &str) {
    // Whatever a caller forgot to clean stops here; line breaks are the caller's own.
    if !text.chars().any(drives_terminal) {
        return raw(text);
    }
    raw(&text.chars().map(|c| if drives_terminal(c) { '\u{fffd}' } else { c }).collect::<String>());
}

/// Our own text as it is.
pub fn raw(text: &str) {
    if PIPE_CLOSED.load(Ordering::Relaxed) {
        return;
    }
    written(writeln!(std::io::stdout(), "{text}"));
}

/// Notes that standard output is gone or full.
fn written(result: std::io::Result<()>) {
    if let Err(error) = result {
        PIPE_CLOSED.store(true, Ordering::Relaxed);
        if error.kind() != std::io::ErrorKind::BrokenPipe {
            WRITE_FAILED.store(true, Ordering::Relaxed);
            notice(&format!("错误 [stdout] 输出没有写完（{error}）\n  位置：标准输出\n  怎么办：请确认磁盘有空间后再运行一次"));
        }
    }
}

/// Whether output was lost for another reason than a reader who left.
pub fn failed() -> bool {
    WRITE_FAILED.load(Ordering::Relaxed)
}

fn drives_terminal(c: char) -> bool {
    // Nearly all there is: plain ASCII, and Han with its punctuation.
    if matches!(c, ' '..='~' | '\u{3000}'..='\u{d7ff}') {
        return false;
    }
    (c.is_control() && !matches!(c, '\n' | '\t')) || is_direction(c)
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// One line to standard error: notices that are not the result.
pub fn notice(text: &str) {
    let text: String = text.chars().map(|c| if drives_terminal(c) { '\u{fffd}' } else { c }).collect();
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// JSON whose strings cannot drive a terminal either: what RFC 8259 lets stand (DEL, C1 controls, direction marks) is
/// escaped; the value stays the same.
pub fn escaped(json: String) -> String {
    let next = |text: &str| text.char_indices().find(|(_, c)| drives_terminal(*c));
    let Some(mut found) = next(&json) else { return json };
    let (mut out, mut rest) = (String::with_capacity(json.len()), json.as_str());
    loop {
        let (at, c) = found;
        out += &rest[..at];
        out += &format!("\\u{:04x}", c as u32);
        rest = &rest[at + c.len_utf8()..];
        match next(rest) {
            Some(again) => found = again,
            None => return out + rest,
        }
    }
}

/// A value as JSON, pretty, to standard output.
pub fn json<T: serde::Serialize>(value: &T) {
    raw(&escaped(serde_json::to_string_pretty(value).unwrap_or_default()));
}

/// A value as one line of JSON, written as it is made: what was read from a large file is not held a second time.
pub fn json_line<T: serde::Serialize>(value: &T) {
    if PIPE_CLOSED.load(Ordering::Relaxed) {
        return;
    }
    let mut out = Escaping(std::io::BufWriter::with_capacity(64 * 1024, std::io::stdout().lock()));
    written(serde_json::to_writer(&mut out, value).map_err(Into::into).and_then(|()| out.0.write_all(b"\n")).and_then(|()| out.0.flush()));
}

/// Escapes JSON on its way. serde_json writes whole characters.
struct Escaping<W: Write>(W);

impl<W: Write> Write for Escaping<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // Quotes, names of fields and numbers come piece by piece and hold nothing to escape.
        if bytes.iter().all(|byte| (0x20..0x7F).contains(byte)) {
            self.0.write_all(bytes)?;
            return Ok(bytes.len());
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if text.chars().any(drives_terminal) => self.0.write_all(escaped(text.to_owned()).as_bytes())?,
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// A problem that ends the command.
pub fn problem(problem: &Problem, as_json: bool) {
    if as_json {
        json_line(&serde_json::json!({ "error": problem }));
    }
    notice(&format!("错误 [{}] {}\n  位置：{}\n  怎么办：{}", problem.code, clean(&problem.what), clean(&problem.place), clean(&problem.todo)));
}

/// A problem in a list, two lines.
pub fn listed(problem: &Problem) -> String {
    format!("  · [{}] {}：{}\n    怎么办：{}", problem.code, clean(&problem.place), clean(&problem.what), clean(&problem.todo))
}

/// Display width: Han and other wide characters take two columns.
fn width(text: &str) -> usize {
    text.chars().map(|c| if (c as u32) >= 0x1100 && !matches!(c, '\u{2010}'..='\u{2027}') { 2 } else { 1 }).sum()
}

/// Rows as an aligned table, two spaces between columns.
pub fn table(head: &[&str], rows: &[Vec<String>]) {
    let mut widths: Vec<usize> = head.iter().map(|h| width(h)).collect();
    for row in rows {
        for (w, cell) in widths.iter_mut().zip(row) {
            *w = (*w).max(width(cell));
        }
    }
    let print = |cells: &mut dyn Iterator<Item = &str>| {
        let mut text = String::new();
        for (cell, w) in cells.zip(&widths) {
            text += cell;
            text += &" ".repeat(w - width(cell) + 2);
        }
        line(text.trim_end());
    };
    print(&mut head.iter().copied());
    line(&widths.iter().map(|w| "-".repeat(*w)).collect::<Vec<_>>().join("  "));
    for row in rows {
        print(&mut row.iter().map(String::as_str));
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, escaped};

    #[test]
    fn json_stays_the_same_value() {
        let value = serde_json::json!({ "\u{9b}键": "a\u{1b}[2J\u{7f}\u{202e}\n" });
        let text = escaped(serde_json::to_string_pretty(&value).expect("JSON"));
        assert!(text.chars().all(|c| !c.is_control() || c == '\n'), "{text:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), value);
    }

    #[test]
    fn evidence_cannot_drive_the_terminal() {
        assert_eq!(clean("\u{1b}[2J还钱\u{202e}abc\u{7}\n第二行"), "\u{fffd}[2J还钱abc\u{fffd} 第二行");
    }
}
