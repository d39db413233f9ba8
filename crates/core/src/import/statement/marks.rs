//! A paragraph with its days, numbers, names and quotations taken out and marked, so that grammar sees words only.

use super::super::statement_act::PEER;
use super::when::{Time, times};
use regex::Regex;
use std::sync::LazyLock;

/// Stands for the first day with its clock, for further ones, for quoted words, and for quoted words in brackets.
pub(super) const FIRST: char = '\u{2}';
pub(super) const FURTHER: char = '\u{3}';
pub(super) const QUOTE: char = '\u{4}';
const ASIDE_QUOTE: char = '\u{5}';

/// A paragraph, marked.
pub(super) struct Marked {
    pub text: String,
    /// The same with the words in brackets.
    pub whole: String,
    /// Numbers and names, in the order of their [`PEER`]s; whether it is a number.
    pub peers: Vec<(String, bool)>,
    /// Quoted words, with the words of the clause before them; `None` where they stood in brackets.
    pub quotes: Vec<Option<(String, String)>>,
    /// What [`FIRST`] stands for.
    pub time: Option<Time>,
}

static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[^0-9])((?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}|[（(]0[0-9]{2,3}[）)][- ]?[0-9]{3,4}[- ]?[0-9]{4}|0[0-9]{2,3}[- ]?[0-9]{3,4}[- ]?[0-9]{4}|\+86[- ]?0?[1-9][0-9]{1,2}[- ]?[0-9]{3,4}[- ]?[0-9]{4}|106[0-9]{5,17}|9[56][0-9]{3,8}|400[- ]?[0-9]{3}[- ]?[0-9]{4})(?:[^0-9]|$)")
});
/// A name where a number might stand: 收到自称某贷的短信.
static FROM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:接到|收到)(?:了)?(?:自称)?(?:是)?([^，。；、☎\s]{2,20}?)(?:的|打来的|发来的|打的|发的)(?:电话|来电|短信|微信|信息|消息|律师函|催收函|函|信)"));
/// A name in quotation marks, where the words before it say that it is one.
static NICK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:好友|昵称|网名|微信名|群友|微信号|名为|名叫|叫|自称)(?:是|为)?“([^“”，。；！？]{1,20})”"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[“「『]([^”」』]{1,2000})[”」』]"));
/// Words in brackets.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[（(]([^（）()]*)[）)]"));
/// 接到一个电话，号码是☎: one clause.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[，,、]?(?:对方|来电|主叫)?(?:来电|手机|电话|微信)?(?:号码|号)(?:显示)?(?:是|为|：|:)?☎"));
/// Names that name nobody.
const NOBODY: [&str; 14] = ["陌生", "不明", "未知", "对方", "他们", "别人", "有人", "多个", "几个", "一个", "一条", "这样", "类似", "莫名"];

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

pub(super) fn marked(line: &str) -> Marked {
    let mut line: String = line.chars().map(|c| if "\u{2}\u{3}\u{4}\u{5}☎".contains(c) { ' ' } else { c }).collect();
    let mut nick = None;
    let names = line.replace(['「', '『'], "“").replace(['」', '』'], "”");
    // A name in quotation marks is no quotation.
    if let Some(found) = NICK.captures(&names).and_then(|c| c.get(1)) {
        nick = Some(found.as_str().to_owned());
        line = format!("{}{PEER}{}", &names[..found.start() - '“'.len_utf8()], &names[found.end() + '”'.len_utf8()..]);
    }
    let mut quotes = Vec::new();
    let mut text = String::new();
    let mut from = 0;
    for quote in QUOTED.captures_iter(&line) {
        let (Some(all), Some(words)) = (quote.get(0), quote.get(1)) else { continue };
        text += &line[from..all.start()];
        let clause = text.rsplit(['。', '；', '！', '？', QUOTE]).next().unwrap_or("").trim_end_matches(['：', ':', '，', ',']);
        let clause = clause.rsplit(['，', ',']).next().unwrap_or("");
        quotes.push(Some((words.as_str().to_owned(), clause.to_owned())));
        text.push(QUOTE);
        from = all.end();
    }
    text += &line[from..];
    let (text, time) = dated(&text);
    let (mut out, mut at) = (String::new(), 0);
    let mut peers: Vec<(String, bool)> = Vec::new();
    let mut pass = |part: &str, out: &mut String, peers: &mut Vec<(String, bool)>| {
        if part.contains(PEER) {
            peers.extend(nick.take().map(|name| (name, false)));
        }
        *out += part;
    };
    while let Some(number) = PHONE.captures_at(&text, at).and_then(|c| c.get(1)) {
        pass(&text[at..number.start()], &mut out, &mut peers);
        at = number.end();
        // 95000元 is no line.
        if text[at..].trim_start().starts_with(['元', '块', '万', '条', '天']) {
            out += number.as_str();
            continue;
        }
        peers.push((plain(number.as_str()), true));
        out.push(PEER);
    }
    pass(&text[at..], &mut out, &mut peers);
    let whole: String = out.split_whitespace().collect();
    let (text, aside) = without_asides(&whole);
    let mut text = NUMBERED.replace_all(&text, "☎").into_owned();
    for n in aside {
        if let Some(quote) = quotes.get_mut(n) {
            *quote = None;
        }
    }
    if peers.is_empty()
        && let Some(name) = FROM.captures(&text).and_then(|c| c.get(1))
        && !NOBODY.iter().any(|w| name.as_str().contains(w))
        && !name.as_str().contains(['我', '他', '她', '没', QUOTE, FIRST, FURTHER])
    {
        peers.push((name.as_str().to_owned(), false));
        text = format!("{}{PEER}{}", &text[..name.start()], &text[name.end()..]);
    }
    Marked { text, whole, peers, quotes, time }
}

/// The text with its days marked, and the first of them.
fn dated(text: &str) -> (String, Option<Time>) {
    let (mut out, mut at, mut first) = (String::new(), 0, None);
    for time in times(text) {
        out += &text[at..time.at.start];
        at = time.at.end;
        out.push(if first.is_none() { FIRST } else { FURTHER });
        first.get_or_insert(time);
    }
    out += &text[at..];
    (out, first)
}

/// A number as it is dialled: the blanks, dashes and brackets people write into one say nothing.
fn plain(number: &str) -> String {
    let digits = |text: &str| text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>();
    if number.starts_with('+') { crate::number::key(&digits(number)) } else { digits(number) }
}

/// The text without the words in brackets, but with the numbers there; and which quotations stood in brackets.
fn without_asides(text: &str) -> (String, Vec<usize>) {
    let mut aside = Vec::new();
    let out = ASIDE.replace_all(text, |found: &regex::Captures| {
        let before = found.get(0).map_or("", |m| &text[..m.start()]).matches(QUOTE).count();
        aside.extend(before..before + found[1].matches(QUOTE).count());
        found[1].chars().filter(|c| matches!(*c, PEER | QUOTE)).map(|c| if c == QUOTE { ASIDE_QUOTE } else { c }).collect::<String>()
    });
    (out.into_owned(), aside)
}

/// How many quotations stand in a part of the text.
pub(super) fn quotations(text: &str) -> usize {
    text.chars().filter(|c| matches!(*c, QUOTE | ASIDE_QUOTE)).count()
}
