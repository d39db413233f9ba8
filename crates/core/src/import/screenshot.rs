//! Screenshots (PNG, JPEG, WebP). The pixels are read outside ([`crate::world::Eyes`]); what they mean is decided in
//! [`crate::picture`]. Messages and calls become records, rows of permissions entries, lines of the system listed skips; each
//! derived text keeps how sure the reader was and where on the picture it stands.

use super::{Claim, Format, Harvest, Holds, Probe, Seen, Source};
use crate::error::Problem;
use crate::model::{Call, Channel, Direction, Entry, Outcome, Peer, Reading, Record, SkipKind};
use crate::picture::clock::Label;
use crate::picture::page::{self, App, Bubble, CallRow, Kind, Page, Side};
use crate::picture::taken::{self, Source as TimeSource};
use crate::picture::{Region, Sight};
use crate::time::{Stamp, When};
use std::collections::BTreeMap;
use std::io::Read;

/// The format.
pub static FORMAT: Format = Format { id: "screenshot", title: "手机截图（PNG、JPG、WebP）", version: 8, holds: Holds::Events, claims, read };

/// Bytes of a picture that is read; a screenshot of forty screens has fewer.
const MOST_BYTES: u64 = 64 << 20;
/// Said of a picture nothing tells the time of.
const UNTIMED: &str = "没有截图时间：文件名和图片元数据里都没有，案件里也没有陈述；相对时间没有换算";
/// Below this score a text is told to be unsure.
const UNSURE: f32 = 0.85;

fn claims(probe: &Probe) -> Claim {
    let head = probe.head;
    let webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    if head.starts_with(b"\x89PNG\r\n\x1a\n") || head.starts_with(b"\xff\xd8\xff") || webp { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut bytes = Vec::new();
    if let Err(error) = source.bytes.take(MOST_BYTES + 1).read_to_end(&mut bytes) {
        return harvest.problem(Problem::io(source.name, "读取图片", &error));
    }
    if bytes.len() as u64 > MOST_BYTES {
        return harvest.problem(Problem::new("picture.too_big", "图片文件太大（超过 64 MB），没有识别文字", source.name, "请把长截图分成几张再加入；原件已按原样保留"));
    }
    match source.eyes.see(&bytes) {
        Ok(sight) => fill(&sight, source.name, source.captured_at, harvest),
        Err(mut problem) => {
            problem.place = format!("{}：{}", source.name, problem.place);
            harvest.problem(problem);
        }
    }
}

/// Names the time of the file system for a picture nothing else tells the time of. It is not used: every copy changes it, and a day counted
/// from it would be wrong with nothing to show it; the user knows whether it is the day of the screenshot.
pub fn tell_modified(harvest: &mut Harvest, modified: &str) {
    if harvest.notes.iter().any(|n| n == UNTIMED) {
        harvest.note(format!("文件的修改时间是{modified}；复制、转发都会改变它，所以没有采用。如果它就是截图的时间，请用 juzheng fact 在 files 里写明这张图的 captured_at，再加入一次"));
    }
}

/// Fills the harvest from a sight. Every message, call, permission and line of the system becomes a row.
pub fn fill(sight: &Sight, name: &str, stated: Option<Stamp>, harvest: &mut Harvest) {
    let page = page::read(sight, name);
    let taken = taken::taken(name, sight.exif.as_deref(), stated);
    harvest.note(format!("画面：{}{}", page.app.zh(), page.peer.as_ref().map_or_else(String::new, |p| format!("，标题“{p}”"))));
    match taken.at {
        Some((at, from)) => harvest.note(format!("相对时间（今天、昨天、星期几）按{}推算：{}", from.zh(), at.rfc3339())),
        None => harvest.note(UNTIMED),
    }
    for (at, from) in taken.all.iter().skip(1) {
        harvest.note(format!("另有{}：{}（没有采用）", from.zh(), at.rfc3339()));
    }
    if sight.turn.degrees != 0.0 || sight.turn.quarters != 0 {
        harvest.note(format!("图片摆正后再识别（转了{}度）；位置按原图记录", (f32::from(sight.turn.quarters) * 90.0 + sight.turn.degrees).round()));
    }
    let when = Clock { taken: taken.at };
    for bubble in &page.bubbles {
        message(sight, &page, bubble, &when, harvest);
    }
    for call in &page.calls {
        calls(sight, call, &when, harvest);
    }
    for row in &page.permissions {
        let mut fields = BTreeMap::new();
        let mut put = |key: &str, value: Option<&str>| value.map(|v| fields.insert(key.to_owned(), v.to_owned()));
        put("app", row.app.as_deref());
        put("permission", Some(&row.permission));
        put("state", row.state.as_deref());
        put("last", row.last.as_deref());
        put("section", row.section.as_deref());
        put("state_shown_as", row.switch.then_some("switch"));
        // A time of day alone stands under the heading of its day.
        let section = row.section.as_deref().and_then(Label::parse).unwrap_or_default();
        let last = row.last.as_deref().map(|l| Label::take(l).0).filter(|l| *l != Label::default()).and_then(|l| when.resolve(&l.within(&section)));
        let number = harvest.entry(Entry { row: 0, kind: "permission_shown".into(), at: last, fields });
        harvest.seen.insert(number, seen(sight, row.at, row.score));
    }
    for notice in &page.notices {
        harvest.skip(SkipKind::NotContact, format!("系统提示：{}", notice.text));
    }
    if page.bubbles.is_empty() && page.calls.is_empty() && page.permissions.is_empty() {
        let lines = sight.lines.len();
        harvest.problem(Problem::new(
            "picture.nothing",
            format!("图片里没有认出聊天、通话记录或权限页（共看到{lines}行文字）"),
            "整张图片",
            "原件已保留；如果这是聊天或通话记录的截图，请换一张清楚、完整的截图",
        ));
    }
    backwards(&page, &when, harvest);
    for sign in &page.signs {
        harvest.problem(Problem::new("picture.odd", format!("{sign}；这是弱迹象，不说明图片被改过"), "整张图片", "请保留手机里的原图和原始聊天，需要时当面核对"));
    }
    for oddity in &page.oddities {
        harvest.problem(Problem::new("picture.cut", oddity, "整张图片", "如有完整的截图或原始聊天，请一并加入；只有这一张也可以用，但对方可能质疑不完整"));
    }
}

/// Times of a screen against its capture.
struct Clock {
    taken: Option<(Stamp, TimeSource)>,
}

impl Clock {
    fn resolve(&self, label: &Label) -> Option<When> {
        label.when(self.taken.map(|t| t.0))
    }
}

/// Times that run backwards from the top of the screen to its foot: no app shows a conversation so.
fn backwards(page: &Page, clock: &Clock, harvest: &mut Harvest) {
    let mut before: Option<(When, &str)> = None;
    for line in &page.separators {
        let Some(at) = Label::parse(&line.text).and_then(|l| clock.resolve(&l)) else { continue };
        if let Some((earlier, shown)) = before
            && at.surely_before(earlier)
        {
            let what = format!("画面上的时间从上到下倒退：“{shown}”之后是“{}”；可能读错了一个字，也可能是拼接的画面，这里不作判断", line.text);
            harvest.problem(Problem::new("picture.order", what, "整张图片", "请对照原图核对这两处时间"));
        }
        before = Some((at, &line.text));
    }
}

fn seen(sight: &Sight, at: Region, score: f32) -> Seen {
    Seen { region: sight.turn.back(at), confidence: (score * 100.0).round().clamp(0.0, 100.0) as u8 }
}

fn message(sight: &Sight, page: &Page, bubble: &Bubble, clock: &Clock, harvest: &mut Harvest) {
    let direction = if bubble.side == Side::Right { Direction::Out } else { Direction::In };
    let title = page.peer.clone().unwrap_or_default();
    let sender = bubble.sender.clone().filter(|_| direction == Direction::In);
    let mut peer = Peer { raw: sender.clone().unwrap_or_else(|| title.clone()), ..Peer::default() };
    if sender.is_some() && !title.is_empty() {
        peer.also.push(title);
    }
    let channel = if page.app == App::Sms { Channel::Sms } else { Channel::Im };
    // A picture or sticker among the messages: that it was sent is seen, what it shows is not read.
    let words = if bubble.kind == Kind::Image && bubble.text.is_empty() { "[图片]" } else { &bubble.text };
    let body = match &bubble.quote {
        Some(quote) => format!("{words}{}{quote}〕", crate::normalise::QUOTED),
        None => words.to_owned(),
    };
    match bubble.label().and_then(|l| clock.resolve(&l)) {
        Some(at) => {
            let row = harvest.record(Record {
                row: 0,
                offset: 0,
                at,
                sent: None,
                channel,
                direction,
                peer,
                body,
                call: None,
                parts: Vec::new(),
                reading: Reading::Ocr,
            });
            harvest.seen.insert(row, seen(sight, bubble.at, bubble.score));
            unsure(bubble.score, &bubble.text, row, harvest);
        }
        None => undated(sight, "message_undated", bubble.at, bubble.score, bubble.time.as_deref().or(bubble.time_context.as_deref()), [("peer", peer.raw), ("direction", word(direction)), ("text", body), ("kind", kind(bubble.kind)), ("channel", if channel == Channel::Sms { "sms".into() } else { "im".into() })], harvest),
    }
}

fn word(direction: Direction) -> String {
    if direction == Direction::Out { "out".into() } else { "in".into() }
}

fn kind(kind: Kind) -> String {
    serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What has no time is no event of the timeline, but it is not lost.
fn undated<const N: usize>(sight: &Sight, what: &str, at: Region, score: f32, shown: Option<&str>, fields: [(&str, String); N], harvest: &mut Harvest) {
    let mut fields: BTreeMap<String, String> = fields.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.to_owned(), v)).collect();
    if let Some(shown) = shown {
        fields.insert("time_shown".into(), shown.to_owned());
    }
    let row = harvest.entry(Entry { row: 0, kind: what.into(), at: None, fields });
    harvest.seen.insert(row, seen(sight, at, score));
    let why = match shown {
        Some(shown) => format!("画面上的时间“{shown}”不足以确定是哪一天（不知道截图是哪天拍的，或者写日期的那一行没有拍到）"),
        None => "这一条旁边没有时间，上方也没有".to_owned(),
    };
    harvest.problem(Problem::new("picture.undated", why, format!("第{row}条"), "请用 juzheng fact 写明截图的时间（文件的 captured_at），或补一张带时间的截图").at_row(row));
}

fn unsure(score: f32, text: &str, row: u64, harvest: &mut Harvest) {
    if score < UNSURE {
        let shown: String = text.chars().take(20).collect();
        harvest.problem(Problem::new("picture.unsure", format!("这一条识别得不太有把握：“{shown}”"), format!("第{row}条"), "引用前请对照原图核对文字").at_row(row));
    }
}

/// A row of a list of calls. A counter makes as many records, all but the first known to the day at best: the list shows the
/// time of the last call only, so the others become one entry.
fn calls(sight: &Sight, call: &CallRow, clock: &Clock, harvest: &mut Harvest) {
    let direction = if call.direction.as_deref() == Some("out") { Direction::Out } else { Direction::In };
    let seconds = call.duration.as_deref().and_then(|d| super::dates::seconds(d.trim_start_matches(|c: char| !c.is_ascii_digit()), 1));
    let talked = call.duration.as_deref().is_some_and(|d| !d.contains('响') && !d.contains('未') && !d.contains('拒'));
    let outcome = match (call.direction.as_deref(), seconds) {
        (Some("missed"), _) => Outcome::Missed,
        (_, Some(s)) if s > 0 && talked => Outcome::Answered,
        _ => Outcome::Unknown,
    };
    let fields = [
        ("peer", call.number.clone()),
        ("direction", call.direction.clone().unwrap_or_default()),
        ("count", call.count.to_string()),
        ("label", call.label.clone().unwrap_or_default()),
        ("mark", call.mark.clone().unwrap_or_default()),
        ("duration", call.duration.clone().unwrap_or_default()),
    ];
    let Some(at) = call.label().and_then(|l| clock.resolve(&l)) else {
        return undated(sight, "call_undated", call.at, call.score, call.time.as_deref().or(call.section.as_deref()), fields, harvest);
    };
    let row = harvest.record(Record {
        row: 0,
        offset: 0,
        at,
        sent: None,
        channel: Channel::Call,
        direction,
        peer: Peer { raw: call.number.clone(), ..Peer::default() },
        body: String::new(),
        call: Some(Call { seconds: seconds.filter(|_| talked), outcome }),
        parts: Vec::new(),
        reading: Reading::Ocr,
    });
    harvest.seen.insert(row, seen(sight, call.at, call.score));
    unsure(call.score, &call.number, row, harvest);
    if call.count > 1 {
        let mut more: BTreeMap<String, String> = fields.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.to_owned(), v)).collect();
        more.insert("of_row".into(), row.to_string());
        let repeats = harvest.entry(Entry { row: 0, kind: "call_repeats".into(), at: None, fields: more });
        harvest.seen.insert(repeats, seen(sight, call.at, call.score));
    }
}
