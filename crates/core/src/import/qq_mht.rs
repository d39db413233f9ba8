//! QQ's message manager as `.mht` (MIME, RFC 2557): one page whose rows are messages, then the pictures. Known from programs that
//! read it; no genuine file was at hand. Which side a message stands on is written as a colour that other programs found wrong,
//! so it is not used: names decide.

use super::attr_text::Base64;
use super::chat::Chat;
use super::dates::when;
use super::markup::{self, Markup, Token, attribute};
use super::qq_txt::{Talk, fold_recent, is_system};
use super::vcard_text::unquote;
use super::{Claim, Format, Harvest, Holds, Probe, Source, take_part};
use crate::error::Problem;
use crate::time::{Day, Grain};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// QQ chat as MHT.
pub static FORMAT: Format = Format { id: "qq_mht", title: "QQ聊天记录（消息管理器导出的 mht）", version: 2, holds: Holds::Events, claims, read };

const BODY: usize = 256 * 1024;
/// Largest picture stored, as base64.
const PICTURE: usize = 24 * 1024 * 1024;

fn claims(probe: &Probe) -> Claim {
    let head = String::from_utf8_lossy(&probe.head[..probe.head.len().min(8192)]);
    let ours = head.contains("Save by Tencent MsgMgr") || head.contains("Tencent IM Message");
    if ours && head.contains("MIME-Version") { Claim::Content } else { Claim::No }
}

/// Quoted-printable, line by line.
struct Unquoted<'r> {
    from: BufReader<&'r mut dyn Read>,
    out: Cursor<Vec<u8>>,
}

impl Read for Unquoted<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = self.out.read(to)?;
            if n > 0 || to.is_empty() {
                return Ok(n);
            }
            let mut line = Vec::new();
            (&mut self.from).take(1024 * 1024).read_until(b'\n', &mut line)?;
            if line.is_empty() {
                return Ok(0);
            }
            let bare = line.strip_suffix(b"\n").unwrap_or(&line);
            let bare = bare.strip_suffix(b"\r").unwrap_or(bare);
            let mut out = unquote(bare);
            if !bare.ends_with(b"=") {
                out.push(b'\n');
            }
            self.out = Cursor::new(out);
        }
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    // The headers of the file and of its first part, each closed by an empty line.
    let mut from = BufReader::with_capacity(super::HEAD, &mut *source.bytes);
    let mut headers = String::new();
    let mut parts = 0;
    while parts < 2 && headers.len() < 16 * 1024 {
        let mut line = Vec::new();
        match (&mut from).take(64 * 1024).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => {
                harvest.problem(Problem::io("文件开头", "读取文件", &e));
                return;
            }
        }
        let text = String::from_utf8_lossy(&line);
        parts += u8::from(text.trim().is_empty());
        headers.push_str(&text);
    }
    let lower = headers.to_lowercase();
    let way = lower.rsplit_once("content-transfer-encoding:").map_or("", |(_, rest)| rest.trim_start().lines().next().unwrap_or("").trim());
    let boundary = headers.lines().find_map(|l| l.trim().strip_prefix("boundary=")).map(|b| b.trim_matches(['"', ';']).to_owned()).unwrap_or_default();
    if headers.is_empty() {
        harvest.problem(Problem::new("file.empty", "文件是空的", "整个文件", "请重新导出；空文件不能说明没有记录"));
        return;
    }
    match way {
        "quoted-printable" => page(&mut Unquoted { from: BufReader::new(&mut from), out: Cursor::default() }, "", source.parts, harvest),
        "base64" => {
            let mut from: &mut dyn Read = &mut from;
            page(&mut Base64::new(&mut from), "", source.parts, harvest);
        }
        _ => page(&mut from, &boundary, source.parts, harvest),
    }
}

/// A row of the page.
#[derive(Default)]
struct Row {
    offset: u64,
    speaker: String,
    clock: String,
    body: String,
    /// All of its text, for rows that are no message.
    text: String,
    pictures: Vec<String>,
    /// Which part text belongs to: the speaker, the clock behind it, the words.
    part: Part,
    lossy: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    #[default]
    None,
    Head,
    Speaker,
    Words,
}

struct Reader<'h> {
    chat: Chat<'h>,
    talk: Talk,
    folder: String,
    day: Option<Day>,
    row: Option<Row>,
    recent: BTreeSet<u64>,
    /// Pictures named by messages, by the place of the message.
    pictures: BTreeMap<String, Vec<u64>>,
}

fn page(bytes: &mut dyn Read, boundary: &str, parts: &mut super::PartSink, harvest: &mut Harvest) {
    let mut markup = Markup::new(bytes);
    let mut reader = Reader { chat: Chat::new(harvest), talk: Talk::new("", ""), folder: String::new(), day: None, row: None, recent: BTreeSet::new(), pictures: BTreeMap::new() };
    while let Some(placed) = markup.next_token() {
        if placed.token == Token::Close("html".to_owned()) {
            break;
        }
        reader.token(placed.offset, placed.token, placed.lossy);
    }
    reader.end_row();
    let Reader { mut chat, talk, mut recent, pictures, .. } = reader;
    talk.end(&mut chat, &mut recent);
    fold_recent(&recent, chat.harvest);
    chat.finish();
    if boundary.is_empty() {
        if !pictures.is_empty() {
            harvest.note("文件后部的图片没有单独取出；原件里仍有");
        }
    } else {
        store(&mut markup, boundary, &pictures, parts, harvest);
    }
    markup.finish(harvest);
}

impl Reader<'_> {
    fn token(&mut self, offset: u64, token: Token, lossy: bool) {
        match token {
            Token::Open { name, .. } if name == "tr" => {
                self.end_row();
                self.row = Some(Row { offset, ..Row::default() });
            }
            Token::Open { name, attributes, .. } => {
                let Some(row) = &mut self.row else { return };
                // The attribute stands without quotes and may hold blanks behind it: looked for as text.
                match name.as_str() {
                    "div" if attributes.contains("float:left") => row.part = Part::Speaker,
                    "div" if attributes.contains("padding-left:20px") => row.part = Part::Words,
                    "div" if attributes.contains("color:#") => row.part = Part::Head,
                    "br" | "p" | "div" if row.part == Part::Words && !row.body.is_empty() => row.body.push('\n'),
                    "img" => {
                        if let Some(src) = attribute(&attributes, "src").filter(|s| s.len() <= 200) {
                            row.pictures.push(src.trim_matches(['{', '}']).to_owned());
                        }
                    }
                    _ => {}
                }
            }
            Token::Close(name) if name == "div" => {
                if let Some(row) = self.row.as_mut().filter(|r| r.part == Part::Speaker) {
                    row.part = Part::Head;
                }
            }
            Token::Close(name) if name == "tr" => self.end_row(),
            Token::Close(_) => {}
            Token::Text(text) => {
                let Some(row) = &mut self.row else { return };
                let text = markup::shown(&text.replace('\0', "\u{fffd}")).replace('\u{a0}', " ");
                row.lossy |= lossy;
                if row.text.len() < 1000 {
                    row.text.push_str(&text);
                }
                match row.part {
                    Part::Speaker => row.speaker.push_str(&text),
                    Part::Head if row.clock.len() < 100 => row.clock.push_str(&text),
                    Part::Words if row.body.len() + text.len() <= BODY => row.body.push_str(&text),
                    Part::Words => row.lossy = true,
                    _ => {}
                }
            }
        }
    }

    fn end_row(&mut self) {
        let Some(row) = self.row.take() else { return };
        let text = row.text.trim();
        if row.speaker.trim().is_empty() {
            if let Some(day) = text.strip_prefix("日期:").or(text.strip_prefix("日期：")) {
                let day = day.trim();
                self.day = when(day, None).filter(|w| w.grain == Grain::Day).map(crate::model::When::day);
                if self.day.is_none() {
                    self.chat.harvest.problem(Problem::new("qq.bad_day", format!("日期“{}”不存在", super::chat::short(day)), format!("第{}字节", row.offset), "这一天之后的消息无法确定日期，已逐条列出；请重新导出"));
                }
            } else if let Some(folder) = text.strip_prefix("消息分组:") {
                self.folder = folder.trim().to_owned();
            } else if let Some(object) = text.strip_prefix("消息对象:") {
                let next = Talk::new(&self.folder, object);
                std::mem::replace(&mut self.talk, next).end(&mut self.chat, &mut self.recent);
            }
            return;
        }
        let mut body = row.body.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
        if body.is_empty() && !row.pictures.is_empty() {
            body = "[图片]".to_owned();
        }
        if is_system(&row.speaker) {
            self.talk.notice(body);
            return;
        }
        let Some(at) = self.day.and_then(|d| when(&format!("{d} {}", row.clock.trim()), None)).filter(|w| w.grain != Grain::Day) else {
            let what = if self.day.is_none() { "这条消息之前没有日期行，不知道是哪一天".to_owned() } else { format!("时间“{}”读不懂", super::chat::short(&row.clock)) };
            self.talk.refuse("row.bad_date", what, "请重新导出；其余各条照常读取");
            return;
        };
        for picture in row.pictures {
            self.pictures.entry(picture).or_default().push(row.offset);
        }
        self.talk.say(row.offset, at, &row.speaker, body, row.lossy);
    }
}

/// The pictures behind the page: each is stored and tied to the messages that show it.
fn store(markup: &mut Markup, boundary: &str, wanted: &BTreeMap<String, Vec<u64>>, parts: &mut super::PartSink, harvest: &mut Harvest) {
    let end = format!("--{boundary}");
    let (mut place, mut mime, mut base64, mut headers, mut failed) = (String::new(), String::new(), Vec::new(), true, 0u64);
    let mut stored = 0u64;
    loop {
        let line = markup.next_line();
        let closed = line.as_ref().is_none_or(|l| l.starts_with(end.as_bytes()));
        if closed {
            let rows = wanted.get(place.trim_matches(['{', '}'])).filter(|_| !base64.is_empty());
            if let Some(offsets) = rows {
                let mut from = Cursor::new(std::mem::take(&mut base64));
                let mut decoder = Base64::new(&mut from);
                match take_part(parts, &place, &mime, &mut decoder) {
                    Ok(part) if part.digest.size > 0 => {
                        stored += 1;
                        harvest.records.iter_mut().filter(|r| offsets.contains(&r.offset)).for_each(|r| r.parts.push(part.clone()));
                    }
                    _ => failed += 1,
                }
            }
            base64.clear();
            place.clear();
            mime.clear();
            headers = true;
        }
        let Some(line) = line else { break };
        if closed {
            continue;
        }
        if !headers {
            if base64.len() + line.len() <= PICTURE {
                base64.extend_from_slice(&line);
            }
            continue;
        }
        let text = String::from_utf8_lossy(&line).replace('\0', "");
        match text.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-location") => place = value.trim().chars().take(200).collect(),
            Some((name, value)) if name.eq_ignore_ascii_case("content-type") => mime = value.trim().trim_end_matches(';').chars().take(100).collect(),
            // A part's headers end at an empty line; the first one stands right behind the boundary in some files.
            None if text.trim().is_empty() && !place.is_empty() => headers = false,
            _ => {}
        }
    }
    if stored > 0 {
        harvest.note(format!("取出图片{stored}张，已与消息对上"));
    }
    if failed > 0 {
        harvest.problem(Problem::new("qq.bad_picture", format!("有{failed}张图片不完整或无法保存"), "文件后部", "原件已保留；请重新导出"));
    }
}
