//! Text of vCard values: quoted-printable, escapes, telephone URIs.

/// Quoted-printable (RFC 2045 §6.7); anything that is no escape stays as it is.
pub fn unquote(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3).filter(|p| p.iter().all(u8::is_ascii_hexdigit));
        match (bytes[at], pair.and_then(|p| std::str::from_utf8(p).ok()).and_then(|p| u8::from_str_radix(p, 16).ok())) {
            (b'=', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (b'=', None) if at + 1 == bytes.len() => at += 1,
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// A value whose property says it is in base64 (vCard 2.1 `ENCODING=BASE64` or bare `BASE64`, 3.0 `ENCODING=B`), decoded; another as
/// it stands.
pub fn unbase64(head: &str, value: &[u8]) -> Vec<u8> {
    let coded = head.split(';').skip(1).any(|p| ["ENCODING=BASE64", "ENCODING=B", "BASE64"].iter().any(|w| p.trim().eq_ignore_ascii_case(w)));
    let decoded = coded.then(|| mail_parser::decoders::base64::base64_decode(value.trim_ascii())).flatten();
    decoded.filter(|d| !d.is_empty()).unwrap_or_else(|| value.to_vec())
}

/// Parts between unescaped semicolons, unescaped.
pub fn split_unescaped(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        if c == ';' && !escaped {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    parts.iter().map(|p| unescape(p)).collect()
}

/// `\n`, `\,`, `\;`, `\:` and `\\` (RFC 6350 §3.4); another backslash stays.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('n' | 'N')) => {
                chars.next();
                out.push('\n');
            }
            ('\\', Some(&next @ (',' | ';' | ':' | '\\'))) => {
                chars.next();
                out.push(next);
            }
            _ => out.push(c),
        }
    }
    out
}

/// One line, without the blanks around it.
pub fn clean(text: &str) -> String {
    text.split(['\r', '\n']).map(str::trim).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A number as written, without the `tel:` of a URI and its parameters (RFC 3966).
pub fn number(text: &str) -> String {
    let text = text.trim();
    match text.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => text[4..].split(';').next().unwrap_or_default().trim().to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_says_so_is_base64() {
        for (head, value, expect) in [("N;CHARSET=UTF-8;ENCODING=BASE64", "5bygO+S4iQ==", "张;三"), ("FN;ENCODING=b", "5byg5LiJ", "张三"), ("FN", "5byg5LiJ", "5byg5LiJ"), ("FN;ENCODING=B", "", "")] {
            assert_eq!(String::from_utf8_lossy(&unbase64(head, value.as_bytes())), expect, "{head}");
        }
    }
}
