//! The terminal's one door: everything that may come from evidence passes [`clean`] before it is printed.

use juzheng_core::error::Problem;
use std::io::Write;

/// Evidence as a terminal may show it: control characters, escape sequences and direction overrides become visible or
/// go, so that a message cannot repaint the screen or reorder a line.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' => Some(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => None,
            c if c.is_control() => Some('\u{fffd}'),
            c => Some(c),
        })
        .collect()
}

/// One line to standard output. A closed pipe (`| head`) ends the program quietly.
pub fn line(text: &str) {
    if writeln!(std::io::stdout(), "{text}").is_err() {
        std::process::exit(0);
    }
}

/// One line to standard error: notices that are not the result.
pub fn notice(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A value as JSON, pretty, to standard output.
pub fn json<T: serde::Serialize>(value: &T) {
    line(&serde_json::to_string_pretty(value).unwrap_or_default());
}

/// A value as one line of JSON.
pub fn json_line<T: serde::Serialize>(value: &T) {
    line(&serde_json::to_string(value).unwrap_or_default());
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
    line(&widths.iter().map(|w| "─".repeat(w.div_ceil(2))).collect::<Vec<_>>().join("  "));
    for row in rows {
        print(&mut row.iter().map(String::as_str));
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn evidence_cannot_drive_the_terminal() {
        assert_eq!(clean("\u{1b}[2J还钱\u{202e}abc\u{7}\n第二行"), "\u{fffd}[2J还钱abc\u{fffd} 第二行");
    }
}
