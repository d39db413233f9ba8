//! The calendar file of terms, read back by a reader of RFC 5545.

use super::*;

/// A reader of RFC 5545: content lines, unfolded; each a name, parameters and a value.
fn read_ics(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "only CRLF ends a line");
    assert!(text.split("\r\n").all(|l| l.len() <= 75), "no line is longer than 75 octets");
    let unfolded = text.replace("\r\n ", "");
    unfolded.trim_end().split("\r\n").map(|l| l.split_once(':').map(|(n, v)| (n.to_owned(), v.to_owned())).unwrap_or_else(|| panic!("no colon in {l}"))).collect()
}

fn unescape(value: &str) -> String {
    let (mut out, mut chars) = (String::new(), value.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => out.push(c),
                other => panic!("\\{other:?} is no escape"),
            },
            ';' | ',' => panic!("a bare {c} in a text value"),
            c => out.push(c),
        }
    }
    out
}

#[test]
fn the_calendar_file_is_read_back() {
    let finding: Vec<Finding> = samples().iter().filter(|f| f.rule() == "threat_violence").map(|f| f.clone()).collect();
    // A hostile reference number must not end its line.
    let steps = json!({ "complaints": [{ "route": "lender_complaint", "to": "l_1", "at": "2026-02-20", "number": "A,1;\\2\r\nBEGIN:VEVENT\r\nSUMMARY:假的" }] });
    let all = terms(&facts(Who::Borrower, Some("银行"), &steps), &finding, NOW);
    let stamp = Stamp::parse("2026-03-15T07:30:00+08:00").unwrap();
    let make = || ics::calendar(&all, "张一的案件", &ExhibitId([7; 32]), stamp);
    let text = make();
    assert_eq!(text, make());
    let lines = read_ics(&text);
    let values = |name: &str| lines.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect::<Vec<_>>();
    let dated = all.iter().filter(|d| d.last_day.is_some()).count();
    assert!(dated > 3);
    assert_eq!(lines.iter().filter(|(n, v)| n == "BEGIN" && v == "VEVENT").count(), dated);
    let uids: BTreeSet<&str> = values("UID").into_iter().collect();
    assert_eq!(uids.len(), dated);
    assert!(values("DTSTAMP").iter().all(|v| *v == "20260314T233000Z"));
    assert_eq!(values("SUMMARY").len(), dated);
    let days: Vec<String> = all.iter().filter_map(|d| d.last_day).map(|d| d.to_string().replace('-', "")).collect();
    assert_eq!(values("DTSTART;VALUE=DATE"), days);
    let says: Vec<String> = values("DESCRIPTION").into_iter().map(unescape).collect();
    assert!(says.iter().any(|s| s.contains("A,1;\\2\nBEGIN:VEVENT\nSUMMARY:假的")), "{says:?}");
    // Nothing rings for what is over.
    let ahead = all.iter().filter(|d| d.days_left.is_some_and(|n| n >= 0)).count();
    assert_eq!(lines.iter().filter(|(n, v)| n == "BEGIN" && v == "VALARM").count(), ahead);
    let late = terms(&facts(Who::Borrower, Some("银行"), &steps), &finding, "2040-01-01");
    assert!(!ics::calendar(&late, "张一的案件", &ExhibitId([7; 32]), stamp).contains("VALARM"));
    // Begin and end nest.
    let mut open = Vec::new();
    for (name, value) in &lines {
        match name.as_str() {
            "BEGIN" => open.push(value),
            "END" => assert_eq!(open.pop(), Some(value)),
            _ => {}
        }
    }
    assert!(open.is_empty());
    // A UID stays while other terms come and go.
    let fewer = ics::calendar(&all[1..], "张一的案件", &ExhibitId([7; 32]), stamp);
    assert!(read_ics(&fewer).iter().filter(|(n, _)| n == "UID").all(|(_, v)| uids.contains(v.as_str())));
}
