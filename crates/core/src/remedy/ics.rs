//! Terms as a calendar file (RFC 5545). All entries are whole days (VALUE=DATE), so no time zone is needed; the stamp is
//! that of the ledger entry the case rests on, so the same case gives the same bytes. Every value passes [`text`]: hostile
//! words cannot end a line or begin a property.

use super::deadline::Due;
use super::route::Whose;
use crate::digest::sha256;
use crate::model::{Day, ExhibitId, Stamp};

/// The calendar. `case` is the hash of the ledger's first entry: with the term's own id it makes a UID that stays.
pub fn calendar(terms: &[Due], title: &str, case: &ExhibitId, stamp: Stamp) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//juzheng//deadlines 1//ZH");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("X-WR-CALNAME", &text(&format!("举证：{title}")));
    for term in terms {
        let Some(last) = term.last_day else { continue };
        let mut says = vec![format!("{}；从{}（{}）起{}。", whose(term.whose), term.from.zh(), term.from_what, term.length), term.says.clone()];
        says.extend(term.rolled_to.map(|d| format!("最后一日是休息日，依法可以顺延到{}；稳妥起见不要等。", d.zh())));
        says.extend((!term.basis.is_empty()).then(|| format!("依据：{}{}", term.basis.join("、"), if term.kind == "text" { "" } else { "（实务提示值）" })));
        says.extend(term.note.clone());
        line("BEGIN", "VEVENT");
        line("UID", &format!("{}@juzheng.invalid", &sha256(format!("{case}\n{}", term.id).as_bytes()).to_string()[..32]));
        line("DTSTAMP", &utc(stamp));
        line("DTSTART;VALUE=DATE", &basic(last));
        line("DTEND;VALUE=DATE", &basic(last.plus(1)));
        line("SUMMARY", &text(&term.name));
        line("DESCRIPTION", &text(&says.join("\n")));
        line("TRANSP", "TRANSPARENT");
        if let Some((trigger, says)) = alarm(term.days_left) {
            line("BEGIN", "VALARM");
            line("ACTION", "DISPLAY");
            line("TRIGGER", trigger);
            line("DESCRIPTION", &text(&format!("{says}：{}", term.name)));
            line("END", "VALARM");
        }
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

/// When to ring, and with which words: three days before at nine o'clock of the reader's own clock (an all-day event begins at its
/// midnight); on the day itself when three days before has passed; never for a day that is over.
fn alarm(days_left: Option<i32>) -> Option<(&'static str, &'static str)> {
    match days_left? {
        3.. => Some(("-P2DT15H", "还有三天")),
        0..3 => Some(("PT9H", "就是今天")),
        _ => None,
    }
}

fn whose(whose: Whose) -> &'static str {
    match whose {
        Whose::Mine => "您要做的",
        Whose::Theirs => "对方应当做的",
        Whose::Evidence => "证据可能消失",
    }
}

/// `20260307`.
fn basic(day: Day) -> String {
    let (y, m, d) = day.civil();
    format!("{y:04}{m:02}{d:02}")
}

/// `20260307T010203Z`.
fn utc(stamp: Stamp) -> String {
    // Eight hours earlier on the same civil clock is UTC.
    let at = Stamp(stamp.0 - 8 * 3_600_000);
    let s = at.second_of_day();
    format!("{}T{:02}{:02}{:02}Z", basic(at.day()), s / 3600, s / 60 % 60, s % 60)
}

/// A TEXT value (3.3.11): backslash, semicolon, comma and line break are escaped, other controls and direction marks go.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}') => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line (3.1): at most 75 octets, then CRLF and a blank; never inside a character.
fn fold(out: &mut String, line: &str) {
    let mut room = 75;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}
