use super::super::attr_text::{Base64, Repairs, decode};
use super::*;

fn decoded(raw: &str) -> (String, Repairs) {
    let mut repairs = Repairs::default();
    let text = decode(raw.as_bytes(), &mut repairs).into_owned();
    (text, repairs)
}

#[test]
fn references_as_the_app_writes_them() {
    assert_eq!(decoded("a&amp;b&lt;&gt;&quot;&apos;&#10;"), ("a&b<>\"'\n".into(), Repairs::default()));
    assert_eq!(decoded("&#55357;&#56832;"), ("😀".into(), Repairs { joined: 1, lost: 0 }));
    assert_eq!(decoded("&#xD83D;&#xdcaa;!"), ("💪!".into(), Repairs { joined: 1, lost: 0 }));
    assert_eq!(decoded("&#xD83D;&#56490;"), ("💪".into(), Repairs { joined: 1, lost: 0 }));
    assert_eq!(decoded("&#55357;x&#56832;&#0;"), ("\u{fffd}x\u{fffd}\u{fffd}".into(), Repairs { joined: 0, lost: 3 }));
    assert_eq!(decoded("&#55357;&#55357;&#56832;"), ("\u{fffd}😀".into(), Repairs { joined: 1, lost: 1 }));
    assert_eq!(decoded("R&D &nosuch; &"), ("R&D &nosuch; &".into(), Repairs::default()));
    // A bare NUL beside a reference (found by fuzzing).
    assert_eq!(decoded("a\0&amp;"), ("a\u{fffd}&".into(), Repairs { joined: 0, lost: 1 }));
}

#[test]
fn a_tag_of_any_size_is_held_in_bounds() {
    let value = "v".repeat(VALUE_LIMIT / 2);
    let xml = format!("<sms {}/><sms {}/>", format!("a=\"{value}\" ").repeat(10), "word ".repeat(TAG_LIMIT / 4));
    let mut bytes = xml.as_bytes();
    let mut scanner = Scanner::new(&mut bytes);
    for too_long in [true, false] {
        assert!(matches!(scanner.next("", &mut |_, _| {}), Token::Open { closed: true, .. }));
        assert_eq!((scanner.too_long(), scanner.scratch.len() <= TAG_LIMIT), (too_long, true));
    }
    assert_eq!(scanner.next("", &mut |_, _| {}), Token::Eof);
}

#[test]
fn base64_ignores_breaks_and_tells_damage() {
    let mut raw: &[u8] = b"aGVs&#10;bG8=\n";
    let mut reader = Base64::new(&mut raw);
    let mut out = String::new();
    reader.read_to_string(&mut out).expect("memory");
    assert_eq!((out.as_str(), reader.damaged), ("hello", false));
    let mut raw: &[u8] = b"aGV*sbG8=";
    let mut reader = Base64::new(&mut raw);
    let mut out = Vec::new();
    reader.read_to_end(&mut out).expect("memory");
    assert!(reader.damaged);
}

#[test]
fn a_reference_may_straddle_any_read() {
    struct Drip<'a>(&'a [u8]);
    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let n = self.0.len().min(out.len()).min(1);
            out[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }
    let mut drip = Drip("<sms body=\"&#55357;&#56832;<b>\" type='1'/><sms body=\"cut <sms a='1'/>".as_bytes());
    let mut scanner = Scanner::new(&mut drip);
    assert_eq!(scanner.next("", &mut |_, _| {}), Token::Open { closed: true, offset: 0 });
    let mut repairs = Repairs::default();
    assert_eq!(decode(scanner.attributes().raw("body").expect("body"), &mut repairs), "😀<b>");
    assert!(matches!(scanner.next("", &mut |_, _| {}), Token::Broken { cut: false, .. }));
    assert!(matches!(scanner.next("", &mut |_, _| {}), Token::Open { closed: true, .. }));
    assert_eq!(scanner.attributes().raw("a"), Some(&b"1"[..]));
    assert_eq!(scanner.next("", &mut |_, _| {}), Token::Eof);
}
