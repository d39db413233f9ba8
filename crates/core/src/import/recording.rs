//! Recordings of calls: length, codec and wholeness from the bytes; when and with whom from the recorder's file name
//! (`recorder_name`). One row: a call where the name says when, an entry otherwise; a second one, an entry, for what a machine heard
//! in it ([`crate::hearing`], where a model of speech is given). A transcript laid beside it comes first (`transcript`).

use super::{Claim, Format, Harvest, Holds, Probe, Source, media, recorder_name, sound};
use crate::error::Problem;
use crate::hearing::{self, Heard};
use crate::model::{Call, Channel, Direction, Entry, Outcome, Peer, Reading, Record};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// Recordings.
pub static FORMAT: Format = Format { id: "recording", title: "通话录音（amr、m4a、mp3、wav、3gp、ogg、opus、flac）", version: 6, holds: Holds::Events, claims, read };

/// First note of a recording: its call may also stand in a call log.
pub const NOTE: &str = "recording";
/// Kind of the entry a recording without a time in its name is.
pub const ENTRY: &str = "recording";

fn claims(probe: &Probe) -> Claim {
    match media::kind(probe) {
        Some("audio/silk") | None => Claim::No,
        Some(kind) if kind.starts_with("audio/") => Claim::Content,
        Some("video/mp4") if recorder_name::said(probe.name).is_some() || probe.name.to_ascii_lowercase().ends_with(".m4a") => Claim::Content,
        Some(_) => Claim::No,
    }
}

/// Longest file that is listened to: four hours as phones record them.
const HEARD: u64 = 128 << 20;

/// The structure of the recording, and its bytes where somebody listens; without a listener it only passes through.
fn listened(source: &mut Source, harvest: &mut Harvest) -> (io::Result<Option<sound::Sound>>, Vec<u8>) {
    if !source.ears.listens() {
        return (sound::read(source.bytes), Vec::new());
    }
    let mut bytes = Vec::new();
    if let Err(e) = (&mut *source.bytes).take(HEARD).read_to_end(&mut bytes) {
        return (Err(e), Vec::new());
    }
    if (bytes.len() as u64) < HEARD {
        return (sound::read(&mut bytes.as_slice()), bytes);
    }
    harvest.problem(Problem::new("recording.too_long", "录音文件太大（超过 128 MB），没有解码和听写", "整个文件", "请把需要的一段另存为一个文件再加入；原件已保留"));
    (sound::read(&mut bytes.as_slice().chain(&mut *source.bytes)), Vec::new())
}

/// What is heard in it; a trouble of hearing is told and takes nothing away.
fn hear(source: &Source, bytes: &[u8], harvest: &mut Harvest) -> Heard {
    if bytes.is_empty() {
        return Heard::default();
    }
    match source.ears.hear(bytes) {
        Ok(mut heard) => {
            heard.problems.drain(..).for_each(|p| harvest.problem(p));
            match (&heard.model, heard.words.is_empty()) {
                (Some(model), true) => harvest.note(format!("机器听写（{model}）没有听出话来；录音里仍可能有人说话")),
                (Some(model), false) => harvest.note(format!("{}（{model}）；逐字的时间和把握在条目里，引用前请对照录音", hearing::MARK)),
                (None, _) => harvest.note("没有听写：没有给出语音模型（见 docs/speech.md）"),
            }
            heard
        }
        Err(problem) => {
            harvest.problem(problem);
            Heard::default()
        }
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let (sound, bytes) = listened(source, harvest);
    let mut sound = match sound {
        Ok(Some(sound)) => sound,
        Ok(None) => {
            harvest.problem(Problem::new("recording.unreadable", "读不出这份录音的结构，可能损坏", "整个文件", "请用播放器试听；能播放的话，请把原文件再传一次。原件已保留"));
            sound::Sound::default()
        }
        Err(e) => {
            harvest.problem(Problem::io("整个文件", "读取录音", &e));
            sound::Sound::default()
        }
    };
    let (masked, said) = match recorder_name::said(source.name) {
        Some(said) if said.masked() => (true, None),
        said => (false, said),
    };
    if said.is_some() {
        harvest.note(NOTE);
    }
    let listening = harvest.notes.len();
    let heard = hear(source, &bytes, harvest);
    drop(bytes);
    sound.silent = sound.silent.or(heard.silent);
    harvest.notes.insert(listening, describe(&sound));
    if sound.cut {
        harvest.problem(Problem::new("recording.cut", "录音没有完整结束，后面可能缺了一段", "文件末尾", "请从手机上重新传送原文件；原件已保留并计入哈希"));
    }
    let seconds = sound.millis.map(|m| u32::try_from(m.div_ceil(1000)).unwrap_or(u32::MAX));
    let Some(said) = said else {
        let mut fields = BTreeMap::from([("codec".to_owned(), sound.codec.to_owned())]);
        fields.extend(sound.millis.map(|m| ("milliseconds".to_owned(), m.to_string())));
        let what = if masked { "文件名里对方的号码被遮住了，看不出是谁" } else { "文件名没有写明时间和对方" };
        harvest.note(format!("{what}，没有当作一次通话；可用 juzheng fact 在 call_notes 里说明是哪一次通话"));
        let at = source.captured_at.map(crate::model::When::exact);
        harvest.entry(Entry { row: 0, kind: ENTRY.to_owned(), at, fields });
        hearing::entry(&heard, at).map(|e| harvest.entry(e));
        return;
    };
    harvest.note(format!("时间和对方取自文件名（{}的录音命名）{}", said.maker, if said.direction.is_none() { "；文件名没有写明打进还是打出，按打进列出" } else { "" }));
    harvest.record(Record {
        row: 0,
        offset: 0,
        at: said.at,
        sent: None,
        channel: Channel::Call,
        direction: said.direction.unwrap_or(Direction::In),
        peer: Peer { raw: if said.number.is_empty() { said.name.clone().unwrap_or_default() } else { said.number.clone() }, name: said.name.filter(|_| !said.number.is_empty()), also: Vec::new() },
        body: String::new(),
        // A recording is of a call that was connected.
        call: Some(Call { seconds, outcome: if seconds.is_some_and(|s| s > 0) { Outcome::Answered } else { Outcome::Unknown } }),
        parts: Vec::new(),
        reading: Reading::Stored,
    });
    hearing::entry(&heard, Some(said.at)).map(|e| harvest.entry(e));
}

fn describe(sound: &sound::Sound) -> String {
    let mut parts = Vec::new();
    parts.push(if sound.codec.is_empty() { "录音".to_owned() } else { format!("录音，编码 {}", sound.codec) });
    parts.push(sound.millis.map_or_else(|| "时长不明".to_owned(), |m| format!("时长{}分{}秒", m / 60_000, m / 1000 % 60)));
    parts.extend(sound.rate.map(|r| format!("{r} Hz")));
    parts.extend(sound.channels.map(|c| format!("{c}声道")));
    parts.extend(sound.silent.map(|s| format!("静音约占{}%", (s * 100.0).round())));
    parts.join("，")
}
