//! The words of a web page or an HTML mail: tags out, blocks on lines of their own, entities read. Scripts and styles are no words.
//! Lenient like a browser and linear in the length of the page.

/// Elements that begin a new line.
const BLOCKS: [&str; 29] = [
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section",
    "table", "tr", "ul",
];

/// The text of a page.
pub fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        words(&mut out, &rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.find("-->").map_or("", |end| &after[end + 3..]);
            continue;
        }
        let named = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let length = named.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if length == 0 && !matches!(rest.as_bytes().get(1), Some(b'!' | b'?')) {
            // A lone "<" in running text.
            words(&mut out, "<");
            rest = &rest[1..];
            continue;
        }
        let name = named[..length].to_ascii_lowercase();
        let closing = rest.starts_with("</");
        rest = after_tag(rest);
        if !closing && matches!(name.as_str(), "script" | "style" | "title") {
            rest = skip_to(rest, &name);
        } else if BLOCKS.contains(&name.as_str()) {
            if !out.ends_with('\n') {
                out.push('\n');
            }
        } else if matches!(name.as_str(), "td" | "th") && closing {
            out.push('\t');
        }
    }
    words(&mut out, rest);
    tidy(&out)
}

/// Behind the `>` that ends this tag; quotes may hold one.
fn after_tag(tag: &str) -> &str {
    let mut quote = None;
    for (i, b) in tag.bytes().enumerate() {
        match (quote, b) {
            (Some(q), b) if q == b => quote = None,
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b'>') => return &tag[i + 1..],
            // An open quote over many lines is a mistake of the page, not a tag of that length.
            (Some(_), _) if i > 20_000 => break,
            _ => {}
        }
    }
    tag.find('>').map_or("", |i| &tag[i + 1..])
}

/// Behind the end tag of this name.
fn skip_to<'h>(rest: &'h str, name: &str) -> &'h str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let tag = from + at;
        if rest.as_bytes()[tag + 2..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return after_tag(&rest[tag..]);
        }
        from = tag + 2;
    }
    ""
}

/// Running text: blanks folded, entities read.
fn words(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        folded(out, &rest[..at]);
        let (read, length) = entity(&rest[at..]);
        match read {
            Some(c) => out.push(c),
            None => out.push('&'),
        }
        rest = &rest[at + length..];
    }
    folded(out, rest);
}

fn folded(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\r' | '\n' => {
                if !out.is_empty() && !out.ends_with([' ', '\n', '\t']) {
                    out.push(' ');
                }
            }
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// The character an entity names, and the entity's length; a lone `&` is itself.
pub fn entity(text: &str) -> (Option<char>, usize) {
    const NAMED: [(&str, char); 22] = [
        ("nbsp", ' '), ("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\''), ("ldquo", '“'), ("rdquo", '”'), ("lsquo", '‘'), ("rsquo", '’'), ("hellip", '…'), ("mdash", '—'), ("ndash", '–'),
        ("middot", '·'), ("times", '×'), ("yen", '¥'), ("ensp", ' '), ("emsp", '\u{3000}'), ("copy", '©'), ("reg", '®'), ("laquo", '«'), ("raquo", '»'),
    ];
    let Some(end) = text.as_bytes().iter().take(12).position(|b| *b == b';') else { return (None, 1) };
    let name = &text[1..end];
    let code = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|c| *c != '\0');
    let read = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => code(hex, 16),
            None => code(number, 10),
        },
        None => NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| *c),
    };
    read.map_or((None, 1), |c| (Some(c), end + 1))
}

/// No blanks at line ends, at most one empty line in a row.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 1;
    for line in text.split('\n').map(|l| l.trim_matches([' ', '\t'])) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_become_lines() {
        let page = "<!doctype html><html><head><title>头</title><style>p{color:red}</style></head><body><h1>隐私  政策</h1>\n<p>我们会<b>读取</b>您的&ldquo;通讯录&rdquo;&#65292;a &lt; b &amp c</p><script>if(1<2){}</script><!-- 注 --><table><tr><td>一</td><td>二</td></tr></table>完</body>";
        assert_eq!(text(page), "隐私 政策\n我们会读取您的“通讯录”，a < b &amp c\n一\t二\n完");
        assert_eq!(text("1 < 2 <a title='>'>x</a"), "1 < 2 x");
        assert_eq!(text("<div"), "");
    }
}
