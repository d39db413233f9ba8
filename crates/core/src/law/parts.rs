//! Paragraphs (款) and items (项) of an article's words.
//!
//! The casebook keeps one line per printed line: a line that opens with `（一）` is an item of the paragraph before it, a
//! line that opens with `1.` is an item too, or part of the `（一）` item it stands under; any other line opens a paragraph.

use super::numeral;

/// One 款.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph<'a> {
    /// Its opening line, the one the items hang on.
    pub lead: &'a str,
    /// All of it: lead and items, as printed.
    pub words: &'a str,
    /// Its items, in order.
    pub items: Vec<Item<'a>>,
}

/// One 项.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// Its number as printed.
    pub number: u8,
    /// `第（一）项` or `第1项`, as papers name it.
    pub label: String,
    /// All of it, marker and sub-lines included.
    pub words: &'a str,
}

/// Splits an article's words; never fails and loses nothing.
pub fn paragraphs(words: &str) -> Vec<Paragraph<'_>> {
    let mut found: Vec<Paragraph<'_>> = Vec::new();
    let (mut paragraph_at, mut item_at) = (0, 0);
    let mut bracketed = false;
    for line in words.split('\n') {
        // Both are slices of `words`, so their distance is the line's offset.
        let at = line.as_ptr() as usize - words.as_ptr() as usize;
        let end = at + line.len();
        let marker = marker(line);
        let Some(current) = found.last_mut().filter(|_| marker.is_some()) else {
            (paragraph_at, bracketed) = (at, false);
            found.push(Paragraph { lead: line, words: line, items: Vec::new() });
            continue;
        };
        current.words = &words[paragraph_at..end];
        match marker {
            Some(Marker::Arabic(_)) if bracketed => {
                if let Some(open) = current.items.last_mut() {
                    open.words = &words[item_at..end];
                }
            }
            Some(Marker::Arabic(number)) => current.items.push(Item { number, label: format!("第{number}项"), words: line }),
            Some(Marker::Bracketed(number, shown)) => {
                (item_at, bracketed) = (at, true);
                current.items.push(Item { number, label: format!("第（{shown}）项"), words: line });
            }
            None => {}
        }
    }
    found
}

enum Marker<'a> {
    Bracketed(u8, &'a str),
    Arabic(u8),
}

fn marker(line: &str) -> Option<Marker<'_>> {
    if let Some((shown, _)) = line.strip_prefix('（').and_then(|rest| rest.split_once('）')) {
        let number = numeral::from_chinese(shown)?;
        return Some(Marker::Bracketed(u8::try_from(number).ok()?, shown));
    }
    let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0)?;
    line[digits..].starts_with(['.', '．', '、']).then_some(())?;
    Some(Marker::Arabic(line[..digits].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_belong_to_the_paragraph_above_and_sub_lines_to_their_item() {
        let words = "有下列情形之一的：\n（一）甲：\n1．子一；\n2．子二；\n（二）乙。\n前款所称甲，是指丙。\n说明：\n1.丁；\n2.戊。";
        let all = paragraphs(words);
        assert_eq!(all.iter().map(|p| p.items.len()).collect::<Vec<_>>(), [2, 0, 2]);
        assert_eq!(all[0].items[0].words, "（一）甲：\n1．子一；\n2．子二；");
        assert_eq!((all[0].items[1].label.as_str(), all[2].items[1].label.as_str()), ("第（二）项", "第2项"));
        assert_eq!(all[1].words, "前款所称甲，是指丙。");
        // Nothing is lost.
        assert_eq!(all.iter().map(|p| p.words).collect::<Vec<_>>().join("\n"), words);
    }

    #[test]
    fn lines_that_only_look_like_items_are_paragraphs() {
        let all = paragraphs("（试行）本规定自2021年起施行。\n2021年以前的不适用。\n（一）甲；");
        assert_eq!(all.iter().map(|p| p.items.len()).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(paragraphs("").len(), 1);
    }
}
