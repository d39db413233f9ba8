//! Transcripts laid beside a recording under the same name: SubRip (`.srt`), WebVTT (`.vtt`), LRC (`.lrc`), or plain text. They are
//! somebody's typing or a machine's hearing, not the recording: one entry, whose text is put beside the call of the recording of
//! the same name, each line with its time in it.

use super::html_page::plain;
use super::pdf::whole;
use super::text::head;
use super::{Claim, Format, Harvest, Holds, Probe, Source, recorder_name};
use crate::error::Problem;
use crate::model::Entry;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Transcripts.
pub static FORMAT: Format = Format { id: "transcript", title: "录音文字稿（srt、vtt、lrc、录音转文字、同名 txt）", version: 4, holds: Holds::Entries, claims, read };

/// Kind of the entry; fields: `stem` (name of the recording without ending), `text`, `lines`.
pub const ENTRY: &str = "transcript";
/// Said of every transcript.
pub const MARK: &str = "他人整理的文字稿";

const FILE: usize = 8 << 20;
/// `00:00:01,000 --> 00:00:03,500`, hours may be missing in WebVTT.
static CUE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s*(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{2})[,.][0-9]{1,3}\s*-->\s*(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}[,.][0-9]{1,3}").expect("a pattern of this file"));
static LYRIC: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s*\[([0-9]{1,3}):([0-9]{2})(?:[.:][0-9]{1,3})?\]\s*(.*)$").expect("a pattern of this file"));
/// What heads an LRC file: `[ti:…]`, `[offset:500]`.
static LYRIC_HEAD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s*\[(?:ti|ar|al|au|by|re|ve|la|id|lr|length|tool|offset|total|hash|sign|qq|encoding)\s*:([^\]]*)\]\s*$").expect("a pattern of this file"));
/// Who speaks, in WebVTT: `<v 张一>`.
static VOICE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<v(?:\.[^ >]*)? ([^>]{1,40})>").expect("a pattern of this file"));
/// Who speaks, and how far into the recording, as 讯飞听见, 通义听悟, 飞书妙记 and meeting programs export it: `说话人1 00:00:01`, `发言人 2 01:05`,
/// `张三 00:00:01.000`; the words follow, below or on the same line. Shapes of public code that reads them.
static SPEAKER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^((?:说话人|发言人|讲话人|(?i:speaker)) ?[0-9]{1,3})[ \u{3000}:：]*[\[(（]?(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-9]{2})(?:\.[0-9]{1,3})?[\])）]?(?:\s+(.*))?$").expect("a pattern of this file"));
static NAMED_SPEAKER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\S.{0,40}?) +([0-9]{1,2}):([0-9]{2}):([0-9]{2})\.[0-9]{3}()$").expect("a pattern of this file"));
static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<[^>]{0,60}>|\{\\[^}]{0,60}\}").expect("a pattern of this file"));

fn claims(probe: &Probe) -> Claim {
    let text = head(probe.head);
    let name = probe.name.to_ascii_lowercase();
    let lines = || text.lines().map(str::trim).filter(|l| !l.is_empty()).take(20);
    match () {
        () if text.trim_start_matches('\u{feff}').starts_with("WEBVTT") => Claim::Content,
        () if lines().take(4).any(|l| CUE.is_match(l)) => Claim::Content,
        () if speech(&text) => Claim::Content,
        () if name.ends_with(".lrc") && lines().any(|l| LYRIC.is_match(l)) => Claim::Content,
        () if name.ends_with(".txt") && recorder_name::said(probe.name).is_some() && !text.contains('\u{fffd}') => Claim::Name,
        () => Claim::No,
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let Some(bytes) = whole(source, FILE, harvest) else { return };
    let text = plain(&bytes).replace('\0', "\u{fffd}");
    let lines = timed(&text);
    if lines.is_empty() {
        harvest.problem(Problem::new("transcript.empty", "文字稿里没有文字", "整个文件", "请核对是不是导出失败"));
        return;
    }
    let offset = text.lines().filter_map(|l| LYRIC_HEAD.captures(l.trim())).find(|c| c[0].contains("offset")).and_then(|c| c[1].trim().parse::<i64>().ok());
    if let Some(offset) = offset.filter(|o| *o != 0) {
        harvest.note(format!("文字稿写明时间整体偏移{offset}毫秒，这里没有换算，各行的时间照原样"));
    }
    let said = recorder_name::said(source.name);
    harvest.note(format!("{MARK}，不是录音本身；引用时请对照录音核对"));
    if said.is_none() {
        harvest.note("文件名没有写明通话时间；与它同名的录音在案时，文字放到那次通话下面");
    }
    let fields = BTreeMap::from([
        ("stem".to_owned(), recorder_name::stem(source.name).to_owned()),
        ("lines".to_owned(), lines.len().to_string()),
        ("text".to_owned(), lines.join("\n")),
    ]);
    let at = said.map(|s| s.at).or_else(|| source.captured_at.map(crate::model::When::exact));
    harvest.entry(Entry { row: 0, kind: ENTRY.to_owned(), at, fields });
}

/// Seconds from the beginning, speaker, and words on the same line.
fn speaker(line: &str) -> Option<(u32, String, String)> {
    let found = SPEAKER.captures(line).or_else(|| NAMED_SPEAKER.captures(line))?;
    let n = |i: usize| found.get(i).and_then(|m| m.as_str().parse::<u32>().ok()).unwrap_or(0);
    Some((n(2) * 3600 + n(3) * 60 + n(4), found[1].to_owned(), found.get(5).map_or("", |m| m.as_str()).trim().to_owned()))
}

/// Whether a text is what was said in a recording, by speakers in the order of their times, which count from its beginning. In a chat
/// the clock is that of the day.
fn speech(text: &str) -> bool {
    const BEGINNING: u32 = 600;
    let times: Vec<u32> = text.lines().filter_map(|l| speaker(l.trim())).map(|s| s.0).take(300).collect();
    times.first().is_some_and(|t| *t < BEGINNING) && times.is_sorted()
}

/// Lines with their times in front: `[01:05] 说的话`; plain text stays as it is.
fn timed(text: &str) -> Vec<String> {
    let (mut out, mut clock): (Vec<String>, Option<String>) = (Vec::new(), None);
    let speech = speech(text);
    let lyric = text.lines().any(|l| LYRIC.is_match(l.trim()));
    let mut fresh = false;
    for line in text.lines().map(str::trim) {
        if let Some(cue) = CUE.captures(line) {
            let n = |i: usize| cue.get(i).and_then(|m| m.as_str().parse::<u32>().ok()).unwrap_or(0);
            clock = Some(format!("[{:02}:{:02}]", n(1) * 60 + n(2), n(3)));
            fresh = true;
            // The number above a cue is no word.
            continue;
        }
        if let Some((seconds, who, words)) = speaker(line).filter(|_| speech) {
            out.push(format!("[{:02}:{:02}] {who}：{words}", seconds / 60, seconds % 60));
            continue;
        }
        if lyric && LYRIC_HEAD.is_match(line) {
            continue;
        }
        if let Some(found) = LYRIC.captures(line) {
            // A line that is heard again has its times one behind the other.
            let (mut clocks, mut words) = (vec![clock_of(&found)], found.get(3).map_or("", |m| m.as_str()));
            while let Some(again) = LYRIC.captures(words) {
                clocks.push(clock_of(&again));
                words = again.get(3).map_or("", |m| m.as_str());
            }
            let words = words.trim();
            if !words.is_empty() {
                out.extend(clocks.into_iter().map(|clock| format!("{clock} {words}")));
            }
            continue;
        }
        let counter = !speech && !fresh && line.bytes().all(|b| b.is_ascii_digit());
        if line.is_empty() || counter && (clock.is_some() || text.contains("-->")) || line.starts_with("WEBVTT") || line.starts_with("NOTE ") {
            continue;
        }
        if let Some(last) = out.last_mut().filter(|l| speech && l.starts_with('[')) {
            // The words of the speaker above.
            let gap = if last.ends_with('：') { "" } else { " " };
            *last += gap;
            *last += line;
            continue;
        }
        let words = VOICE.replace_all(line, "${1}：");
        let words = TAG.replace_all(&words, "");
        match &clock {
            Some(clock) if fresh => out.push(format!("{clock} {words}")),
            Some(_) => {
                if let Some(last) = out.last_mut() {
                    last.push_str(&words);
                }
            }
            None => out.push(words.into_owned()),
        }
        fresh = false;
    }
    out
}

fn clock_of(found: &regex::Captures) -> String {
    let n = |i: usize| found.get(i).and_then(|m| m.as_str().parse::<u32>().ok()).unwrap_or(0);
    format!("[{:02}:{:02}]", n(1), n(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_carry_their_times() {
        let srt = "1\n00:00:01,000 --> 00:00:03,000\n<i>你好</i>\n第二行\n\n2\n00:01:05,500 --> 00:01:07,000\n100\n";
        assert_eq!(timed(srt), ["[00:01] 你好第二行", "[01:05] 100"]);
        assert_eq!(timed("WEBVTT\n\n01:02.000 --> 01:04.000\n还钱\n"), ["[01:02] 还钱"]);
        assert_eq!(timed("[ti:x]\n[offset:500]\n[01:02.33]还钱\n"), ["[01:02] 还钱"]);
        assert_eq!(timed("[by:他]\n你好\n"), ["[by:他]", "你好"]);
        assert_eq!(timed("[00:05.20][00:09.00]还钱\n[00:07.00]\n"), ["[00:05] 还钱", "[00:09] 还钱"]);
        assert_eq!(timed("WEBVTT\n\n01:02.000 --> 01:04.000\n<v 张一>还钱</v>\n"), ["[01:02] 张一：还钱"]);
        assert_eq!(timed("甲：你好\n乙：还钱\n"), ["甲：你好", "乙：还钱"]);
        assert_eq!(timed("2026年1月5日 21:03|1分 5秒\n\n说话人 1 00:01\n你好\n500\n\n发言人2 01:00:05 还钱\n"), ["2026年1月5日 21:03|1分 5秒", "[00:01] 说话人 1：你好 500", "[60:05] 发言人2：还钱"]);
    }

    #[test]
    fn what_was_said_in_a_recording_is_no_chat() {
        for text in ["说话人1 00:00:01\n你好\n\n说话人2 00:00:05\n好\n", "张一 00:00:00.000 \n你好\n", "Speaker 1 00:03\nhello\n", "发言人1 (00:56)\n你好\n"] {
            assert!(speech(text), "{text}");
        }
        for text in ["说话人1 21:00:01\n你好\n", "张一 00:00:01\n你好\n\n王二 00:00:05\n好\n", "说话人1 00:05:01\n你好\n\n说话人2 00:00:05\n好\n", "说话人1 说 00:05\n"] {
            assert!(!speech(text), "{text}");
        }
    }
}
