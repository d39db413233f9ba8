//! WeChat chats as web pages of third-party exporters: MemoTrace/留痕 and WeFlow (a list of objects inside the page's script) and
//! WechatExporter (one block a message, whose class says which side it stands on).

use super::chat::{Chat, Kind, Said, is_notice, kind_of_word, words};
use super::dates::when;
use super::json_rows::{Rows, Wanted};
use super::markup::{self, Markup, Token, attribute};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use std::io::Read;

/// WeChat chat as a web page.
pub static FORMAT: Format = Format { id: "wechat_html", title: "微信聊天记录网页（留痕、WeFlow、WechatExporter）", version: 3, holds: Holds::Events, claims, read };

/// Where MemoTrace's list begins. Its template holds 400 KB of style before it.
const LIST: &[u8] = b"const chatMessages = ";
/// Where WeFlow's begins.
const WEFLOW: &[u8] = b"window.WEFLOW_DATA = ";
/// Longest message kept.
const BODY: usize = 256 * 1024;

fn is_blocks(head: &str) -> bool {
    head.contains("class=\"msg chat") && head.contains("nt-box")
}

fn is_weflow(head: &str) -> bool {
    head.contains("window.WEFLOW_DATA = ") || head.contains(" - 聊天记录</title>") && head.contains("scroll-container")
}

fn claims(probe: &Probe) -> Claim {
    if !markup::is_page(probe.head) {
        return Claim::No;
    }
    let head = String::from_utf8_lossy(probe.head);
    let template = head.contains("lang=\"zh-CN\"") && head.contains("no-referrer") && head.contains("flatpickr-calendar");
    match () {
        () if head.contains("const chatMessages = ") || is_weflow(&head) || is_blocks(&head) => Claim::Content,
        () if template => Claim::Likely,
        () => Claim::No,
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut head = Vec::new();
    let error = source.bytes.take(super::HEAD as u64).read_to_end(&mut head).err();
    let blocks = is_blocks(&String::from_utf8_lossy(&head));
    let weflow = is_weflow(&String::from_utf8_lossy(&head));
    if let Some(error) = &error {
        harvest.problem(Problem::io("文件开头", "读取文件", error));
    }
    let mut whole = std::io::Cursor::new(head).chain(&mut *source.bytes);
    if blocks {
        let mut markup = Markup::new(&mut whole);
        let mut reader = Blocks { chat: Chat::new(harvest), title: title_of(source.name), block: None, name: false };
        while let Some(placed) = markup.next_token() {
            reader.token(placed.offset, placed.token, placed.lossy);
        }
        reader.end();
        reader.chat.finish();
        markup.finish(harvest);
        return;
    }
    let mut rows = Rows::new(&mut whole, Wanted::Named(&[]));
    if weflow && rows.seek(WEFLOW) {
        super::wechat_json::messages(&mut rows, source.name, harvest, str::to_owned);
    } else if !weflow && rows.seek(LIST) {
        // Until 2024 the list was written for a script, not as JSON.
        rows.script();
        super::wechat_json::messages(&mut rows, source.name, harvest, |text| {
            super::attr_text::decode(text.replace("&#x27;", "'").as_bytes(), &mut super::attr_text::Repairs::default()).into_owned()
        });
    } else if rows.offset() > 0 {
        harvest.problem(Problem::new("html.no_chat", "这个网页里没有找到聊天记录", "整个文件", "请用导出软件重新导出；原件已保留"));
    }
    rows.finish(harvest);
}

/// The chat's name, by the file's.
fn title_of(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim().to_owned()
}

/// A message being read.
struct Block {
    offset: u64,
    /// Left: the other side; right: the owner; neither: a notice.
    own: Option<bool>,
    notice: bool,
    kind: Kind,
    name: String,
    /// What stands behind the name: the time.
    head: String,
    body: String,
    /// Which part the text belongs to: 0 none, 1 head, 2 words.
    part: u8,
    lossy: bool,
}

struct Blocks<'h> {
    chat: Chat<'h>,
    title: String,
    block: Option<Block>,
    /// Inside the span of the name.
    name: bool,
}

impl Blocks<'_> {
    fn token(&mut self, offset: u64, token: Token, lossy: bool) {
        match token {
            Token::Open { name, attributes, .. } => {
                let class = attribute(&attributes, "class").unwrap_or_default();
                let has = |word: &str| class.split_whitespace().any(|c| c == word);
                if name == "div" && has("msg") && class.contains("chat") {
                    self.end();
                    let own = match () {
                        () if has("chat-right") || has("right") => Some(true),
                        () if has("chat-left") || has("left") => Some(false),
                        () => None,
                    };
                    let kind = attribute(&attributes, "msgtype").map_or(Kind::Text, kind_of_word);
                    self.block = Some(Block { offset, own, notice: has("chat-notice"), kind, name: String::new(), head: String::new(), body: String::new(), part: 0, lossy });
                }
                let Some(block) = &mut self.block else { return };
                match name.as_str() {
                    "div" if has("nt-box") => block.part = 1,
                    "div" if has("content-box") => block.part = 2,
                    "span" if block.notice => block.part = 2,
                    "span" if block.part == 1 && class.contains("name") => self.name = true,
                    "br" | "p" | "div" if block.part == 2 && !block.body.is_empty() => block.body.push('\n'),
                    "img" | "audio" | "video" if block.part == 2 => {
                        block.kind = match (block.kind, name.as_str()) {
                            (Kind::Text, "img") if block.body.trim().is_empty() => Kind::Other("图片"),
                            (Kind::Text, "audio") => Kind::Other("语音"),
                            (Kind::Text, "video") => Kind::Other("视频"),
                            (kind, _) => kind,
                        };
                    }
                    _ => {}
                }
            }
            Token::Close(name) if name == "span" => self.name = false,
            Token::Close(name) if name == "div" => {
                if let Some(block) = &mut self.block
                    && block.part == 1
                {
                    block.part = 0;
                }
            }
            Token::Close(_) => {}
            Token::Text(text) => {
                let Some(block) = &mut self.block else { return };
                let text = markup::shown(&text.replace('\0', "\u{fffd}"));
                block.lossy |= lossy;
                match block.part {
                    1 if self.name => block.name.push_str(&text),
                    1 if block.head.len() < 200 => block.head.push_str(&text),
                    2 if block.body.len() + text.len() <= BODY => block.body.push_str(&text),
                    2 => block.lossy = true,
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self) {
        self.name = false;
        let Some(block) = self.block.take() else { return };
        let text = block.body.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
        if block.notice || block.own.is_none() && is_notice(&text) {
            self.chat.notice(&text);
            return;
        }
        let time = block.head.trim().trim_matches(['(', ')', '（', '）']).trim();
        let Some(at) = when(time, None) else {
            let shown: String = time.chars().take(30).collect();
            self.chat.harvest.refuse("row.bad_date", if shown.is_empty() { "这条消息没有时间".to_owned() } else { format!("时间“{shown}”读不懂") }, "请重新导出；其余各条照常读取");
            return;
        };
        let kind = if block.kind == Kind::Notice { Kind::Text } else { block.kind };
        self.chat.said(Said {
            offset: block.offset,
            at,
            own: block.own,
            name: block.name.trim().to_owned(),
            account: String::new(),
            chat: Some(self.title.clone()),
            group: None,
            body: words(kind, &text),
            lossy: block.lossy,
            id: String::new(),
        });
    }
}
