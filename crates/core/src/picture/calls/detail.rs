//! What the smaller lines and the right column of a row say: place, length, time, mark.

use super::words::words_of;
use super::{BLANKS, DURATION, MARK, PLACE, PROVINCE, WAY, direction_of, wide_word};
use crate::picture::clock::Label;
use crate::picture::page::{CallRow, Screen, Seen};
use crate::picture::text::{Piece, mended, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// A place, what became of the call and what follows, written on one line with blanks too narrow to be seen: `广东深圳呼入35秒`.
static PLACE_WAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*?)\s*(未接来电|未接通|未接听|未接|呼入|呼出|来电|去电|已接来电|已接|已拒接|拒接)\s*(.*)$"));
/// A place and the mark behind it, the gap between them too narrow to be seen: `湖南 长沙骚扰电话`.
static PLACE_MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"^((?:{PROVINCE}|虚拟运营商|客服热线)[\s一-龥]{{0,6}}?)\s*((?:疑似|骚扰|诈骗|欺诈|催收|贷款|推销|广告|高频|可疑|中介|[0-9]{{1,6}}\s?人).*)$"))
});
/// A place and how long the call was or rang, the gap between them too narrow to be seen: `江苏 苏州14分52秒`.
static PLACE_LENGTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([一-龥\s]*?)\s*((?:响铃|振铃)\s*[0-9]+\s*[声秒次]|(?:[0-9]{1,2}\s*小时)?\s*(?:[0-9]{1,3}\s*(?:分钟|分))?\s*[0-9]{1,4}\s*秒)$"));
/// What became of a call, how long it rang and the place, all run together: `未接响铃7秒湖南 长沙`.
static WAY_RING_PLACE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^(?:未接来电|未接|已接|拒接|已拒接|来电|去电|呼入|呼出)?\s*((?:响铃|振铃)\s*[0-9]+\s*[声秒次]|(?:[0-9]{{1,3}}\s*(?:分钟|分))?\s*[0-9]{{1,4}}\s*秒)\s*({PROVINCE}[\s一-龥]{{0,6}})$")));
/// The card a call went over, in its frame before or behind the place.
static CARD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:卡|SIM)\s?[12](?:\s+|$)|\s+(?:卡|SIM)\s?[12]$"));
/// How long it rang and the mark behind it.
static RING_MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^((?:响铃|振铃)\s*[0-9]+\s*[声秒次])\s*(\S.*)$"));
/// How the line was carried, in a frame beside the number: no place.
static CARRIED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:HD|VoLTE|VoWiFi|Wi-?Fi|WLAN|[45]G)$"));
static DOTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*[·•・|｜，,]\s*"));
/// A word of such a line; how long it rang is one.
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:响铃|振铃)\s*[0-9]+\s*[声秒次]|\S+"));
static RINGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:响铃|振铃)(?:\s*[0-9]+)?$"));
static CLOCKED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]?[:：][0-9]{2}|^[0-9][:：]?[0-9]{0,2}$"));
static RINGS_ON: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[0-9]+\s*)?[声秒次]?$"));
/// Arrows read as such.
const ARROWS: [char; 6] = ['↗', '↙', '←', '→', '↘', '↖'];

/// Sorts what a smaller line or the right column says.
pub(super) fn detail(screen: &Screen, line: &Seen, call: &mut CallRow) {
    // A time of day and the half of the day before it may stand apart as far as pieces do.
    let whole = line.text.trim().trim_end_matches(['>', '›', '〉', '＞', '①', '②', '⓪', 'ⓘ', ' ']);
    if Label::parse(whole).is_some() {
        return sort(whole, call);
    }
    // ... nor the round button behind it, read as a letter or a digit; a bracket nothing opened.
    let bare = whole.trim_end_matches(['i', 'l', 'I', '1', '0', 'o', 'f', '）', ')']).trim_end();
    let one = whole.chars().count() - bare.chars().count() <= 2;
    if one && bare != whole && Label::parse(bare).is_some_and(|l| l.has_clock() || l.has_day()) {
        return sort(bare, call);
    }
    // A time written with the kind of call (`未接来电 · 22:48`) stays as it is shown.
    let line_text = line.text.trim().trim_start_matches(ARROWS).trim_start();
    let (label, rest) = Label::take(line_text);
    let timed = label.has_clock() || label.has_day() || label != Label::default();
    let word = DOTS.replace_all(rest.trim(), "").trim().to_owned();
    // ... when the kind comes first or a dot parts them; words behind a time and a wide gap stand for themselves.
    let one = line_text.contains(['·', '•', '・', '，']) || line_text.starts_with(&word);
    if timed && call.time.is_none() && WAY.is_match(&word) && !word.starts_with("响铃") && one {
        call.time = Some(BLANKS.replace_all(line_text, " ").into_owned());
        return;
    }
    for piece in glued(words_of(screen, line)) {
        for text in DOTS.split(&piece).map(str::trim).filter(|t| !t.is_empty()) {
            // An ordinary blank parts a place from how long the call was, and from the mark of a number.
            let words: Vec<&str> = WORD.find_iter(text).map(|w| w.as_str()).collect();
            if words.iter().skip(1).any(|t| DURATION.is_match(t) || (MARK.is_match(t) && words.len() > 2)) {
                words.into_iter().for_each(|t| sort(t, call));
            } else {
                sort(text, call);
            }
        }
    }
}

/// Pieces of a line, how long it rang put together again: `响铃 6 声` has blanks as wide as those between other pieces.
fn glued(pieces: Vec<Piece>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for piece in pieces {
        // A thin 1 within a time of day leaves a gap of its own.
        let cut = out.last().is_some_and(|last| last.ends_with(|c: char| c.is_ascii_digit()) && CLOCKED.is_match(&piece.text) && Label::take(&format!("{last}{}", piece.text)).0.has_clock());
        if let Some(last) = out.last_mut().filter(|_| cut) {
            last.push_str(&piece.text);
            continue;
        }
        match out.last_mut().filter(|last| RINGS.is_match(last) && RINGS_ON.is_match(&piece.text)) {
            Some(last) => {
                last.push(' ');
                last.push_str(&piece.text);
            }
            None => out.push(piece.text),
        }
    }
    out
}

fn sort(text: &str, call: &mut CallRow) {
    let text = text.trim_end_matches(['>', '›', '〉', '＞', '①', 'ⓘ', 'i', '(', '（', '[']).trim_start_matches(ARROWS).trim_start_matches(['>', '<', '/', 'Z', 'K', '✓', '√', 'V']).trim();
    let text = &*CARD.replace(text, "");
    if text.is_empty() || CARRIED.is_match(text) || (text.chars().count() == 1 && !wide_word(text)) {
        return;
    }
    let put = |slot: &mut Option<String>, glue: &str| match slot {
        Some(had) => {
            had.push_str(glue);
            had.push_str(text);
        }
        None => *slot = Some(text.to_owned()),
    };
    if let Some(found) = PLACE_MARK.captures(text) {
        sort(found.get(1).map_or("", |m| m.as_str()).trim(), call);
        sort(found.get(2).map_or("", |m| m.as_str()), call);
    } else if let Some(found) = WAY_RING_PLACE.captures(text) {
        sort(found.get(1).map_or("", |m| m.as_str()), call);
        sort(found.get(2).map_or("", |m| m.as_str()).trim(), call);
    } else if let Some((before, after)) = parted(text).or_else(|| lasting(text)).or_else(|| marked(text)) {
        [before, after].into_iter().filter(|t| !t.is_empty()).for_each(|t| sort(t, call));
    } else if let Some((time, mark)) = timed_mark(text).filter(|_| call.time.is_none()) {
        // Time and mark on one line, the gap between them too narrow to be seen.
        call.time = Some(time.to_owned());
        sort(mark, call);
    } else if MARK.is_match(text) {
        put(&mut call.mark, " ");
    } else if DURATION.is_match(text) && !text.is_empty() {
        put(&mut call.duration, " ");
    } else if Label::parse(text).is_some() {
        put(&mut call.time, " ");
    } else if direction_of(text).is_some() && text.chars().count() <= 6 {
        // Said already by the direction.
    } else {
        let (label, rest) = Label::take(text);
        let rest = rest.trim().to_owned();
        if label != Label::default() && call.time.is_none() && !rest.is_empty() {
            // Place and time on one line with an ordinary blank between.
            let at = text.find(rest.as_str());
            let time = at.map(|i| format!("{}{}", &text[..i], &text[i + rest.len()..])).unwrap_or_default();
            call.time = Some(mended(time.trim()));
            sort(&rest, call);
        } else {
            put(&mut call.label, " ");
        }
    }
}

/// A time of day, maybe with its day, and the mark of a number right behind it.
fn timed_mark(text: &str) -> Option<(&str, &str)> {
    let end = text.rfind(':')? + 3;
    let (time, mark) = (text.get(..end)?.trim(), text.get(end..)?.trim());
    (MARK.is_match(mark) && !MARK.is_match(time) && Label::parse(time).is_some_and(|l| l.has_clock())).then_some((time, mark))
}

/// A place and the length right behind it.
fn lasting(text: &str) -> Option<(&str, &str)> {
    let found = PLACE_LENGTH.captures(text).filter(|_| !DURATION.is_match(text))?;
    let (place, length) = (found.get(1)?.as_str().trim(), found.get(2)?.as_str().trim());
    (place.chars().count() > 1 && direction_of(place).is_none() && !place.ends_with(['话', '长', '铃'])).then_some((place, length))
}

/// How long it rang, and the mark behind it.
fn marked(text: &str) -> Option<(&str, &str)> {
    let found = RING_MARK.captures(text)?;
    let (length, mark) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    MARK.is_match(mark).then_some((length, mark))
}

/// What stands before and behind the words about a call, where both are what such a line holds: a place, a length, a mark.
fn parted(text: &str) -> Option<(&str, &str)> {
    let found = PLACE_WAY.captures(text)?;
    let (before, after) = (found.get(1)?.as_str().trim(), found.get(3)?.as_str().trim());
    let place = !before.is_empty() && !MARK.is_match(before) && before.chars().count() <= 12;
    let rest = after.is_empty() || MARK.is_match(after) || DURATION.is_match(after);
    ((place && rest) || (before.is_empty() && !after.is_empty() && (rest || PLACE.is_match(after)))).then_some((before, after))
}
