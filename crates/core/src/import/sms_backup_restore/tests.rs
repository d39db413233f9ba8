use super::*;
use crate::import::read as read_with;
use crate::model::Digest;

fn harvest(xml: &[u8]) -> Harvest {
    let mut bytes = xml;
    let mut sink = |_: &str, bytes: &mut dyn std::io::Read| -> std::io::Result<Digest> { crate::digest::of(bytes) };
    read_with(&FORMAT, &mut Source { name: "sms.xml", bytes: &mut bytes, captured_at: None, tz_offset: None, parts: &mut sink, beside: &[], eyes: &crate::world::Blind, ears: &crate::world::Deaf })
}

fn kinds(h: &Harvest) -> Vec<(u64, SkipKind)> {
    h.skips.iter().map(|s| (s.row, s.kind)).collect()
}

const HEAD: &str = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"9\">\n";

#[test]
fn rows_are_events_or_listed_skips() {
    let h = harvest(
        format!(
            "{HEAD}<sms/>\n\
             <sms address=\"1069000000011\" date=\"1767769200422\" type=\"1\" body=\"还钱&#55357;&#56832;\" date_sent=\"1767769200000\" contact_name=\"(未知)\"/>\n\
             <sms address=\"1069000000011\" date=\"1767769200422\" type=\"1\" body=\"还钱&#55357;&#56832;\" date_sent=\"1767769200000\" contact_name=\"(未知)\"/>\n\
             <sms address=\"1\" date=\"today\" type=\"1\" body=\"x\"/>\n\
             <sms address=\"13800000001\" date=\"1767769200422\" type=\"3\" body=\"草稿\"/>\n\
             <sms address=\"null\" date=\"1767769200422\" type=\"1\" body=\"x\"/>\n\
             <sms address=\"13800000001\" date=\"1767769200999\" type=\"2\" body=\"坏&#55357;字\" date_sent=\"0\"/>\n</smses>"
        )
        .as_bytes(),
    );
    assert!(h.adds_up());
    assert_eq!((h.rows(), h.records.len(), h.problems.len()), (7, 2, 4));
    assert_eq!(kinds(&h), [(1, SkipKind::Refused), (3, SkipKind::Duplicate), (4, SkipKind::Refused), (5, SkipKind::NotSent), (6, SkipKind::Refused)]);
    let first = &h.records[0];
    assert_eq!((first.body.as_str(), first.at.key().as_str()), ("还钱😀", "2026-01-07T15:00:00+08:00"));
    assert_eq!(first.sent, Some(Stamp(1_767_769_200_000)));
    assert_eq!(first.peer.name, None);
    assert_eq!(h.records[1].sent, None);
    assert_eq!(h.problems.last().map(|p| (p.code.as_str(), p.row)), Some(("row.repaired", Some(7))));
    assert!(h.notes.iter().any(|n| n.contains("自称有9条")), "{:?}", h.notes);
}

#[test]
fn a_truncated_file_keeps_what_was_whole() {
    let whole = format!("{HEAD}<sms address=\"1380000\" date=\"1767769200422\" type=\"1\" body=\"一\"/><sms address=\"1380001\" date=\"1767769200423\" type=\"1\" body=\"二\"/></smses>");
    for cut in 0..whole.len() {
        let h = harvest(&whole.as_bytes()[..cut]);
        assert!(h.adds_up());
        assert!(h.records.iter().all(|r| r.body == "一" || r.body == "二"), "cut at {cut}");
    }
    let inside = whole.find("二").expect("second row");
    let h = harvest(&whole.as_bytes()[..inside]);
    assert_eq!((h.rows(), h.records.len()), (2, 1));
    assert_eq!(h.problems.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["row.cut"]);
}

#[test]
fn an_unclosed_quote_costs_one_row_only() {
    let h = harvest(format!("{HEAD}<sms address=\"1\" body=\"never closed />\n<sms address=\"2\" date=\"1767769200422\" type=\"1\" body=\"whole\"/></smses>").as_bytes());
    assert_eq!((h.rows(), h.records.len()), (2, 1));
    assert_eq!(h.records[0].body, "whole");
}

#[test]
fn mms_parts_become_exhibits_and_text_becomes_the_body() {
    let h = harvest(
        format!(
            "{HEAD}<mms date=\"1721161764000\" msg_box=\"1\" address=\"13800000003~13800000004\" contact_name=\"null\"><parts>\
             <part seq=\"-1\" ct=\"application/smil\" text='&lt;smil&gt;'/>\
             <part seq=\"0\" ct=\"image/png\" cl=\"图.png\" data=\"aGVsbG8=\" sef_type=\"0\"/>\
             <part seq=\"1\" ct=\"text/plain\" text=\"看图\"/><part seq=\"2\" ct=\"image/png\" data=\"a*b\"/></parts>\
             <addrs><addr address=\"13800000004\" type=\"137\"/></addrs></mms></smses>"
        )
        .as_bytes(),
    );
    assert!(h.adds_up());
    let r = &h.records[0];
    assert_eq!((r.peer.raw.as_str(), r.peer.also.as_slice()), ("13800000004", &["13800000003".to_owned()][..]));
    assert_eq!((r.body.as_str(), r.parts.len()), ("看图", 1));
    assert_eq!((r.parts[0].name.as_str(), r.parts[0].digest.size), ("图.png", 5));
    assert_eq!(h.problems.len(), 1, "the damaged part is told");
}

#[test]
fn calls_and_withheld_numbers() {
    let h = harvest(
        b"<calls count=\"4\"><call number=\"\" duration=\"0\" date=\"1767751200736\" type=\"3\" presentation=\"2\"/>\
          <call number=\"\" duration=\"0\" date=\"1767751200736\" type=\"3\" presentation=\"1\"/>\
          <call number=\"059100009301\" duration=\"30\" date=\"1767751200736\" type=\"1\" presentation=\"1\" contact_name=\"(Unknown)\"/>\
          <call number=\"059100009301\" duration=\"30\" date=\"1767751200736\" type=\"9\" presentation=\"1\"/></calls>",
    );
    assert_eq!((h.rows(), h.records.len(), h.problems.len()), (4, 2, 2));
    assert_eq!(h.records[1].call, Some(Call { seconds: Some(30), outcome: Outcome::Answered }));
}

#[test]
fn two_hundred_megabytes_in_one_attribute_stay_small() {
    struct Huge(u64);
    impl std::io::Read for Huge {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let head = b"<smses><sms address=\"1\" body=\"";
            let n = match self.0 {
                0 => {
                    out[..head.len()].copy_from_slice(head);
                    head.len()
                }
                at if at < 20_000_000 => {
                    out.fill(b'a');
                    out.len()
                }
                _ => 0,
            };
            self.0 += n as u64;
            Ok(n)
        }
    }
    let mut sink = |_: &str, bytes: &mut dyn std::io::Read| -> std::io::Result<Digest> { crate::digest::of(bytes) };
    let h = read_with(&FORMAT, &mut Source { name: "x.xml", bytes: &mut Huge(0), captured_at: None, tz_offset: None, parts: &mut sink, beside: &[], eyes: &crate::world::Blind, ears: &crate::world::Deaf });
    assert_eq!(h.problems.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["row.cut"]);
}

/// Found by fuzzing: what stands for the direction was shown as it is.
#[test]
fn a_problem_never_quotes_a_nul() {
    let h = harvest(format!("{HEAD}<sms address=\"1\" date=\"1767769200422\" type=\"\0\" body=\"x\"/></smses>").as_bytes());
    assert_eq!((h.skips.len(), h.problems.len()), (1, 1));
    assert!(h.skips[0].why.contains('\u{fffd}') && !h.problems[0].what.contains('\0'));
}
