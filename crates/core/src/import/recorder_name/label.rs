//! What people and recorders put around a number in a name: the contact's name before it, a label in brackets, a note behind, a word for
//! the way, a word for a caller nobody knows. A note is no name: it would make one person of all who were noted alike.

use crate::model::Direction;
use crate::number::{self, NumberKind};
use regex::Regex;
use std::sync::LazyLock;

/// A run of digits as numbers are written.
static RUN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\+?[0-9](?:[0-9 -]*[0-9])?").expect("a pattern of this file"));
const EDGES: [char; 20] = ['[', ']', '(', ')', '（', '）', '【', '】', '「', '」', '{', '}', '<', '>', '-', ' ', ',', '，', '“', '”'];

/// A part of a name that holds a number and other words.
#[derive(Debug, PartialEq, Eq)]
pub struct Labelled {
    pub number: String,
    pub name: Option<String>,
    pub direction: Option<Direction>,
}

/// Words recorders write in the place of a name they do not know.
pub fn nobody(word: &str) -> bool {
    const NOBODY: [&str; 24] = [
        "未知号码", "未知", "未知来电", "未知联系人", "unknown", "unknown caller", "unknown number", "unknown contact", "unknowncaller", "no caller id", "private", "private number", "hidden", "withheld", "restricted", "anonymous", "私密号码", "私人号码",
        "隐藏号码", "隐藏来电", "无号码", "无显示号码", "陌生号码", "陌生来电",
    ];
    NOBODY.contains(&bare(word).to_lowercase().as_str())
}

/// Without brackets and marks around.
pub fn bare(text: &str) -> &str {
    text.trim_matches(EDGES)
}

/// Which way a word says a call went.
fn way(word: &str) -> Option<Direction> {
    match word.to_lowercase().as_str() {
        "呼入" | "来电" | "接听" | "打入" | "in" | "incoming" | "↙" => Some(Direction::In),
        "呼出" | "去电" | "拨出" | "拨打" | "out" | "outgoing" | "↗" => Some(Direction::Out),
        _ => None,
    }
}

/// Words that tell of whom somebody is, as people label those who press them.
pub fn telling(text: &str) -> Option<String> {
    let text = bare(text);
    let tells = ["催", "贷", "骚扰", "消金", "金融", "客服", "银行", "律所", "法务"].iter().any(|w| text.contains(w));
    (tells && !is_note(text)).then(|| text.to_owned())
}

/// Words of what was said or of what the recording is for, not of a person.
pub fn is_note(text: &str) -> bool {
    const NOTES: [&str; 30] = [
        "威胁", "恐吓", "辱骂", "骂", "上门", "要求", "逼", "还款", "还钱", "录音", "证据", "备份", "第一次", "第二次", "第三次", "冒充", "泄露", "爆通讯录", "通讯录", "投诉", "协商", "承诺", "拒绝", "打给", "接到", "副本", "有效", "关键", "截取", "剪辑",
    ];
    let text = bare(text);
    NOTES.iter().any(|w| text.contains(w)) || text.starts_with('说') || text.starts_with('第') && text.ends_with(['次', '通', '段'])
}

/// Whether digits are a telephone number by themselves.
fn line(run: &str) -> bool {
    match number::kind(run) {
        NumberKind::Mobile | NumberKind::Sms106 | NumberKind::Service95 | NumberKind::Service400 | NumberKind::International => true,
        NumberKind::Landline => number::key(run).starts_with('0') || run.bytes().filter(u8::is_ascii_digit).count() >= 7,
        _ => false,
    }
}

/// One number with a label: `13800000001[催收]`, `【催收】13800000001`, `13800000001(福州)`, `来电 王二 13800000001`, `13800000001-催收`.
/// Before the number stands whom the recorder knows it as; behind it, only words that tell who somebody is are a name: a place is not.
pub fn split(part: &str) -> Option<Labelled> {
    let mut runs = RUN.find_iter(part).filter(|r| r.as_str().bytes().filter(u8::is_ascii_digit).count() >= 5);
    let (run, None) = (runs.next()?, runs.next()) else { return None };
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '@' | '.'));
    let (before, behind) = (&part[..run.start()], &part[run.end()..]);
    if !line(run.as_str()) || letter(before.chars().next_back()) || letter(behind.chars().next()) || part.contains('*') {
        return None;
    }
    let mut direction = None;
    let mut words = |text: &str| {
        let mut kept = Vec::new();
        for word in text.split(['[', ']', '【', '】', '(', ')', '（', '）', ' ']).map(bare).filter(|w| !w.is_empty()) {
            match way(word) {
                Some(way) => direction = direction.or(Some(way)),
                None if nobody(word) => {}
                None => kept.push(word),
            }
        }
        kept.join(" ")
    };
    let (left, right) = (words(before), words(behind));
    let left = left.strip_prefix("通话录音").unwrap_or(&left).trim();
    let name = Some(left.to_owned()).filter(|n| !n.is_empty() && !is_note(n) && !nobody(n)).or_else(|| telling(&right));
    Some(Labelled { number: run.as_str().to_owned(), name, direction })
}

/// The last note of a name and what stands before it: `…_20260107210003_威胁上门`, `…_20260107210003[催收]`.
pub fn behind(stem: &str) -> Option<(&str, &str)> {
    let stem = stem.trim_end();
    let closed = [(']', '['), ('】', '【'), (')', '('), ('）', '（')].iter().find_map(|(close, open)| stem.strip_suffix(*close)?.rsplit_once(*open));
    let (before, note) = match closed {
        Some(found) => found,
        None => {
            let at = stem.rfind(['_', ' ', '-'])?;
            (&stem[..at], &stem[at + 1..])
        }
    };
    // A number or a time is no note.
    let digits = note.bytes().filter(u8::is_ascii_digit).count();
    (digits < 3 && note.chars().any(char::is_alphabetic) && !before.is_empty()).then(|| (before.trim_end_matches(['_', ' ', '-']), note))
}

#[cfg(test)]
mod tests {
    use super::super::said;
    use super::*;

    #[test]
    fn labels_and_notes_are_no_part_of_the_number() {
        use Direction::{In, Out};
        for (file, number, name, direction) in [
            ("13800000001[催收]_20260107210003.m4a", "13800000001", Some("催收"), None),
            ("催收王[13800000001]_20260107210003.m4a", "13800000001", Some("催收王"), None),
            ("13800000001(催收)_20260107210003.m4a", "13800000001", Some("催收"), None),
            ("13800000001(福州)_20260107210003.m4a", "13800000001", None, None),
            ("13800000001（福建 移动）_20260107_210003.m4a", "13800000001", None, None),
            ("【催收】13800000001_20260107210003.mp3", "13800000001", Some("催收"), None),
            ("[呼入]13800000001_20260107210003.mp3", "13800000001", None, Some(In)),
            ("[催收] 13800000001 2026-01-07 21-00-03.mp3", "13800000001", Some("催收"), None),
            ("来电 王二 13800000001 20260107210003.mp3", "13800000001", Some("王二"), Some(In)),
            ("13800000001-催收-20260107210003.mp3", "13800000001", Some("催收"), None),
            ("13800000001_20260107210003_威胁上门.mp3", "13800000001", None, None),
            ("13800000001_20260107210003_催收.mp3", "13800000001", Some("催收"), None),
            ("13800000001_20260107210003[催收].mp3", "13800000001", Some("催收"), None),
            ("13800000001_20260107210003_说要上门 第2次.mp3", "13800000001", None, None),
            ("通话录音@王二(13800000001)_20260107210003_证据.mp3", "13800000001", Some("王二"), None),
            ("20260107_210003_13800000001_威胁上门.m4a", "13800000001", None, None),
            ("20260107_210003_13800000001_王二.m4a", "13800000001", Some("王二"), None),
            ("通话录音@未知(13800000001)_20260107210003.mp3", "13800000001", None, None),
            ("通话录音@未知号码(057100000001)_20260107210003.mp3", "057100000001", None, None),
            ("Unknown@13800000001_20260107210003.amr", "13800000001", None, None),
            ("Unknown_13800000001_20260107210003_in.amr", "13800000001", None, Some(In)),
            ("20260107_210003.088+0800_out_13800000001_Unknown.oga", "13800000001", None, Some(Out)),
            ("未知来电_20260107210003.mp3", "", None, None),
            ("Private number_20260107210003.mp3", "", None, None),
            ("(in) 13800000001_20260107210003.mp3", "13800000001", None, Some(In)),
            ("王二_20260107210003.mp3", "", Some("王二"), None),
            ("[催收]_20260107210003.mp3", "", Some("催收"), None),
            ("13800000001催收_20260107210003.mp3", "13800000001", Some("催收"), None),
            ("0571-00000001[某贷]_20260107210003.mp3", "0571-00000001", Some("某贷"), None),
        ] {
            let said = said(file).unwrap_or_else(|| panic!("{file}"));
            assert_eq!((said.number.as_str(), said.name.as_deref(), said.direction), (number, name, direction), "{file}");
        }
        for file in ["录音_20260107_210003_重要.m4a", "20260107_210003_威胁.m4a", "IMG_20260107_210003[1].jpg"] {
            assert_eq!(said(file).map(|s| (s.number, s.name)), None, "{file}");
        }
    }
}
