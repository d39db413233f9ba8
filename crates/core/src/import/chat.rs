//! What readers of chats share: who speaks to whom, what kind a message is, and which rows are no message. Exporters name a
//! kind by WeChat's own code or by a Chinese word; both become the same bracketed word before the text.

use super::{Harvest, Sides};
use crate::model::{Channel, Direction, Peer, Record, SkipKind, When};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A message as a file tells it.
#[derive(Clone, Debug)]
pub struct Said {
    /// Where it begins in the source.
    pub offset: u64,
    /// When.
    pub at: When,
    /// Whether the owner of the account said it, where the file says.
    pub own: Option<bool>,
    /// Name of the speaker; empty where not told.
    pub name: String,
    /// Account of the speaker (wxid, QQ number), or empty.
    pub account: String,
    /// Name of the chat: the group's, or the other side's.
    pub chat: Option<String>,
    /// Whether it is a group.
    pub group: Option<bool>,
    /// The words, with the kind before them.
    pub body: String,
    /// Something of the row could not be read.
    pub lossy: bool,
    /// The exporter's own number of the message, or empty.
    pub id: String,
}

/// Takes the messages of one file.
pub struct Chat<'h> {
    /// Where they go.
    pub harvest: &'h mut Harvest,
    unknown: u64,
    /// Messages of a speaker called 我.
    me: u64,
    speakers: BTreeMap<String, u64>,
    /// The name an account first spoke under: groups and remarks change it, and one person would be several.
    names: BTreeMap<String, String>,
    /// The name the file gives the chat, where nothing else names it.
    file: Option<String>,
    /// Records before this chat's.
    first: usize,
    /// Numbers of the messages met: nine pictures of one second are nine messages, the same number twice is one.
    ids: HashSet<u64>,
}

impl<'h> Chat<'h> {
    /// A chat without messages.
    pub fn new(harvest: &'h mut Harvest) -> Self {
        let first = harvest.records.len();
        Chat { harvest, unknown: 0, me: 0, speakers: BTreeMap::new(), names: BTreeMap::new(), file: None, first, ids: HashSet::new() }
    }

    /// States the name of the chat as the file is called, for messages that name none.
    pub fn called(&mut self, name: &str) {
        self.file = Some(name.to_owned());
    }

    /// One message; returns its row. Between two people a speaker called 我 is the owner: programs and people write so.
    pub fn said(&mut self, mut said: Said) -> u64 {
        if said.own.is_none() && said.group != Some(true) && said.account.is_empty() && said.name.trim() == "我" {
            said.own = Some(true);
            self.me += 1;
        }
        if !said.id.is_empty() && !super::table::excel_number(&said.id) {
            let mut hasher = DefaultHasher::new();
            (&said.id, said.at.stamp, &said.body).hash(&mut hasher);
            if !self.ids.insert(hasher.finish()) {
                return self.harvest.skip(SkipKind::Duplicate, format!("消息编号{}与前面一条相同", short(&said.id)));
            }
        }
        let speaker = if said.account.trim().is_empty() {
            peer_name(&said.name, "")
        } else {
            let spoken = peer_name(&said.name, &said.account);
            self.names.entry(said.account.trim().to_owned()).or_insert(spoken).clone()
        };
        let chat = said.chat.as_deref().map(str::trim).filter(|c| !c.is_empty());
        let is_chat = |name: &str| chat.is_some_and(|c| names_in(name).any(|n| names_in(c).any(|m| m == n)));
        let (direction, raw) = match said.own {
            Some(true) => (Direction::Out, chat.unwrap_or_default().to_owned()),
            // A file may name only the chat: between two people it is who speaks.
            _ if speaker.is_empty() => (Direction::In, chat.unwrap_or_default().to_owned()),
            _ => (Direction::In, speaker.clone()),
        };
        // In a chat named for one person, that person is the other side; whose anybody else's words are is not known.
        self.unknown += u64::from(said.own.is_none() && (said.group == Some(true) || !is_chat(&speaker)));
        let also = chat.filter(|_| direction == Direction::In && !is_chat(&raw)).map(str::to_owned).into_iter().collect();
        if said.own.is_none() {
            *self.speakers.entry(speaker).or_default() += 1;
        }
        let row = self.harvest.record(Record {
            row: 0, offset: said.offset, at: said.at, sent: None, channel: Channel::Im, direction, peer: Peer { raw, name: None, also }, body: said.body, call: None, parts: Vec::new(), reading: Default::default(),
        });
        if said.lossy {
            self.harvest.repaired(row, "这条消息里有无法识别的字节，已用“\u{fffd}”代替");
        }
        row
    }

    /// One row that is a notice of the app, no message of a person.
    pub fn notice(&mut self, text: &str) {
        self.harvest.skip(SkipKind::NotContact, format!("系统提示：{}", short(text)));
    }

    /// The file marks what the owner said: who else speaks is somebody else.
    pub fn owner_is_marked(&mut self) {
        self.unknown = 0;
    }

    /// Between two people, who is not the one the chat is named for is taken for the owner, and told; where more or fewer
    /// speak, or none of them by that name, nothing is taken. The facts may turn it round.
    pub fn between_two(&mut self, named: &str) {
        let records = &mut self.harvest.records[self.first..];
        let is_chat = |raw: &str| names_in(raw).any(|n| names_in(named).any(|m| m == n));
        let speakers: BTreeSet<&str> = records.iter().map(|r| r.peer.raw.as_str()).collect();
        let (others, rest): (Vec<&str>, Vec<&str>) = speakers.into_iter().partition(|raw| is_chat(raw));
        let ([other], [own]) = (&others[..], &rest[..]) else { return };
        let (own, other) = ((*own).to_owned(), (*other).to_owned());
        if own.is_empty() || records.iter().any(|r| r.direction == Direction::Out) {
            return;
        }
        for record in records.iter_mut() {
            record.peer.also.clear();
            if record.peer.raw == own {
                record.direction = Direction::Out;
                record.peer.raw.clone_from(&other);
            }
        }
        self.unknown = 0;
        self.harvest.note(format!("这是与“{}”的聊天，另一个说话的“{}”当作持有人本人；如果不对，请在案件里写上本人的昵称", short(&other), short(&own)));
        self.harvest.sides = Sides::Titled { own, other };
    }

    /// Says what stayed open. Call once, at the end.
    pub fn finish(self) {
        // A file may be called anything: where one other person speaks, what the owner said was said to them.
        if let Some(file) = self.file {
            let records = &mut self.harvest.records[self.first..];
            let others: BTreeSet<String> = records.iter().filter(|r| r.direction == Direction::In).map(|r| r.peer.raw.clone()).collect();
            let mut others = others.into_iter().filter(|raw| !raw.is_empty() && *raw != file);
            if let (Some(other), None) = (others.next(), others.next()) {
                records.iter_mut().filter(|r| r.direction == Direction::Out && r.peer.raw == file).for_each(|r| r.peer.raw.clone_from(&other));
            }
        }
        if self.me > 0 {
            self.harvest.note(format!("“我”说的{}条当作持有人本人发出；如果“我”是对方的昵称，请在导出的软件里改名后重新导出", self.me));
        }
        if self.unknown > 0 {
            self.harvest.sides = Sides::Named;
            let names: Vec<String> = self.speakers.iter().take(6).map(|(name, times)| format!("“{}”{times}条", short(name))).collect();
            self.harvest.note(format!(
                "文件没有写明哪一个名字是本人（{}），与案件里持有人的姓名、昵称相同的算本人发出，其余暂按收到列出；请在案件里写上本人的昵称",
                names.join("，")
            ));
        }
        if self.ids.is_empty() {
            self.harvest.fold_duplicates();
        }
    }
}

/// The name of a chat by its file's: exporters put 私聊_ or 群聊_ before it. Whether it is a group, where the name says so.
pub fn by_file(name: &str) -> (String, Option<bool>) {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let cut = |word: &str| stem.strip_prefix(word).and_then(|rest| rest.strip_prefix(['_', '-', ' '])).map(str::trim).filter(|rest| !rest.is_empty());
    match (cut("私聊"), cut("群聊")) {
        (Some(name), _) => (name.to_owned(), Some(false)),
        (_, Some(name)) => (name.to_owned(), Some(true)),
        _ => (stem.to_owned(), None),
    }
}

/// `昵称(账号)`, as far as told. A bare QQ number gets its kind before it, or it would read as a telephone number.
pub fn peer_name(name: &str, account: &str) -> String {
    // A nickname may hold a line break; a name is one line.
    let one_line = name.contains(['\n', '\r']).then(|| name.split_whitespace().collect::<Vec<_>>().join(" "));
    let (name, account) = (one_line.as_deref().unwrap_or(name).trim(), account.trim());
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match (name.is_empty(), account.is_empty() || name == account) {
        (false, true) if number(name) => format!("账号{name}"),
        (false, true) => name.to_owned(),
        (true, false) if number(account) => format!("账号{account}"),
        (true, _) => account.to_owned(),
        (false, false) => format!("{name}({account})"),
    }
}

/// The ways to name somebody written `昵称(账号)` or `[头衔] 昵称`: as it stands, the nickname, the account.
pub fn names_in(raw: &str) -> impl Iterator<Item = &str> {
    let raw = raw.trim();
    let parts = raw.strip_suffix([')', '>']).and_then(|r| r.rsplit_once(['(', '<']));
    let account = raw.strip_prefix("账号");
    let untitled = raw.strip_prefix('[').and_then(|r| r.split_once("] ")).map(|(_, name)| name.trim());
    [Some(raw), parts.map(|p| p.0.trim()), parts.map(|p| p.1.trim()), account, untitled].into_iter().flatten().filter(|n| !n.is_empty())
}

/// What a message is, by WeChat's code or an exporter's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Something else, by its word.
    Other(&'static str),
    /// A notice of the app: joined, revoked, patted.
    Notice,
}

/// WeChat's codes: `Type` of the database, or its halves (`Type`, `SubType`) where an exporter splits them.
pub fn kind_of_code(code: i64, sub: i64) -> Kind {
    let (code, sub) = if code > 0xFFFF_FFFF { (code & 0xFFFF_FFFF, code >> 32) } else { (code, sub) };
    match (code, sub) {
        (0 | 1 | 2, _) => Kind::Text,
        (3, _) => Kind::Other("图片"),
        (34, _) => Kind::Other("语音"),
        (35, _) => Kind::Other("邮件"),
        (37 | 40, _) => Kind::Other("好友请求"),
        (42 | 66, _) => Kind::Other("名片"),
        (43 | 44 | 62, _) => Kind::Other("视频"),
        (47, _) => Kind::Other("表情"),
        (48, _) => Kind::Other("位置"),
        (49, 1 | 53 | 57) | (822_083_633, _) => Kind::Text,
        (49, 6 | 74) => Kind::Other("文件"),
        (49, 19) => Kind::Other("合并转发的聊天记录"),
        (49, 33 | 36) => Kind::Other("小程序"),
        (49, 51 | 63) => Kind::Other("视频号"),
        (49, 62) => Kind::Notice,
        (49, 87) => Kind::Other("群公告"),
        (49, 2000) | (419_430_449, _) => Kind::Other("转账"),
        (49, 2001 | 2003) | (436_207_665, _) => Kind::Other("红包"),
        (49, _) => Kind::Other("分享"),
        (50 | 52 | 53, _) => Kind::Other("音视频通话"),
        (10000 | 10002 | 9999, _) => Kind::Notice,
        _ => Kind::Other("其他类型"),
    }
}

/// An exporter's word for a kind.
pub fn kind_of_word(word: &str) -> Kind {
    let word = word.trim();
    let has = |words: &[&str]| words.iter().any(|w| word.contains(w));
    match () {
        () if word.is_empty() || has(&["文本", "文字", "引用", "回复"]) || word.eq_ignore_ascii_case("text") => Kind::Text,
        () if has(&["系统", "撤回", "拍一拍"]) => Kind::Notice,
        () if has(&["图片"]) => Kind::Other("图片"),
        () if has(&["通话"]) => Kind::Other("音视频通话"),
        () if has(&["语音"]) => Kind::Other("语音"),
        () if has(&["视频号"]) => Kind::Other("视频号"),
        () if has(&["视频"]) => Kind::Other("视频"),
        () if has(&["表情"]) => Kind::Other("表情"),
        () if has(&["位置"]) => Kind::Other("位置"),
        () if has(&["名片"]) => Kind::Other("名片"),
        () if has(&["红包"]) => Kind::Other("红包"),
        () if has(&["转账"]) => Kind::Other("转账"),
        () if has(&["文件"]) => Kind::Other("文件"),
        () if has(&["合并", "聊天记录"]) => Kind::Other("合并转发的聊天记录"),
        () if has(&["小程序"]) => Kind::Other("小程序"),
        () if has(&["公告"]) => Kind::Other("群公告"),
        () if has(&["分享", "链接", "音乐", "笔记", "邮件"]) => Kind::Other("分享"),
        () => match word.parse::<i64>() {
            Ok(code) => kind_of_code(code, 0),
            Err(_) => Kind::Other("其他类型"),
        },
    }
}

/// The words of a message of a kind; markup and bare paths of the exporter's own are no words.
pub fn words(kind: Kind, text: &str) -> String {
    let text = text.trim_matches(['\r', '\n', ' ', '\u{a0}']);
    let word = match kind {
        Kind::Text | Kind::Notice => return text.to_owned(),
        Kind::Other(word) => word,
    };
    let file = || text.rsplit_once('/').and_then(|(_, file)| file.rsplit_once('.')).is_some_and(|(name, end)| !name.is_empty() && (2..6).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric()));
    let path = !text.contains(char::is_whitespace) && (file() || text.contains('\\') || text.starts_with('/') || text.starts_with("./") || text.starts_with("http"));
    let markup = text.starts_with('<');
    let title = markup.then(|| between(text, "<title>", "</title>")).flatten().map(|t| t.trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim().to_owned()).filter(|t| !t.is_empty());
    if let Some(title) = title {
        return format!("[{word}] {title}");
    }
    let bare = text.trim_start_matches(['[', '【']).trim_end_matches([']', '】']);
    if text.is_empty() || path || markup || bare == word {
        return format!("[{word}]");
    }
    // What the exporter itself puts in brackets says its kind already.
    if text.starts_with(['[', '【']) { text.to_owned() } else { format!("[{word}] {text}") }
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let start = text.find(open)? + open.len();
    Some(&text[start..start + text[start..].find(close)?])
}

/// Whether the words are a notice the app puts into a chat, where a file does not say what kind a row is. A notice names people in
/// quotes; words of a person that speak of such things do not.
pub fn is_notice(text: &str) -> bool {
    let text = text.trim();
    if text.contains('\n') || text.chars().count() > 120 {
        return false;
    }
    let quoted = text.starts_with(['"', '“', '「']);
    let names = text.contains(['"', '”', '」']);
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let ends = |words: &[&str]| words.iter().any(|w| text.trim_end_matches(['。', '.']).ends_with(w));
    match () {
        () if text == "你撤回了一条消息" || text == "以上是打招呼的内容" => true,
        () if text.starts_with("你已添加了") => has(&["可以开始聊天了"]),
        () if quoted => ends(&["撤回了一条消息", "加入了群聊", "加入群聊", "退出了群聊", "移出了群聊"]) || has(&["拍了拍", "修改群名为"]),
        () if ["你邀请", "你将", "你把", "你拍了拍", "我拍了拍"].iter().any(|w| text.starts_with(w)) => names && has(&["加入了群聊", "移出了群聊", "拍了拍"]),
        () => false,
    }
}

/// A text cut for a list.
pub fn short(text: &str) -> String {
    let line = text.trim().replace(['\r', '\n'], " ");
    if line.chars().count() > 40 { line.chars().take(40).chain("…".chars()).collect() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_accounts() {
        assert_eq!(peer_name("张一", "wxid_1"), "张一(wxid_1)");
        assert_eq!(peer_name("", "10001"), "账号10001");
        assert_eq!(peer_name("李三\r\n 老同学", ""), "李三 老同学");
        assert_eq!(peer_name("13800000001", ""), "账号13800000001");
        assert_eq!(names_in("张(一)(wxid_1)").collect::<Vec<_>>(), ["张(一)(wxid_1)", "张(一)", "wxid_1"]);
        assert_eq!(names_in("[群主] 李三").collect::<Vec<_>>(), ["[群主] 李三", "李三"]);
        assert_eq!(names_in("账号10001").collect::<Vec<_>>(), ["账号10001", "10001"]);
        assert_eq!(names_in("甲<a@example.com>").last(), Some("a@example.com"));
    }

    #[test]
    fn chats_named_by_their_file() {
        for (name, expect) in [("私聊_王经理.csv", ("王经理", Some(false))), ("群聊_还款群.json", ("还款群", Some(true))), ("王经理.v2.txt", ("王经理.v2", None)), ("私聊_", ("私聊_", None))] {
            assert_eq!(by_file(name), (expect.0.to_owned(), expect.1), "{name}");
        }
    }

    #[test]
    fn what_the_owner_said_goes_to_the_one_other_speaker() {
        let at = crate::import::dates::when("2026-01-09 10:00:00", None).expect("a time");
        let said = |own: Option<bool>, name: &str| Said { offset: 0, at, own, name: name.into(), account: String::new(), chat: Some("a".into()), group: None, body: name.into(), lossy: false, id: String::new() };
        let peers = |names: &[&str]| {
            let mut harvest = Harvest::default();
            let mut chat = Chat::new(&mut harvest);
            chat.called("a");
            chat.said(said(Some(true), "我"));
            for name in names {
                chat.said(said(Some(false), name));
            }
            chat.finish();
            harvest.records[0].peer.raw.clone()
        };
        assert_eq!(peers(&["王二"]), "王二");
        assert_eq!(peers(&["王二", "李三"]), "a");
        assert_eq!(peers(&[]), "a");
    }

    #[test]
    fn kinds_by_code_and_by_word() {
        for (code, sub, kind) in [(1, 0, Kind::Text), (49, 57, Kind::Text), (49, 2000, Kind::Other("转账")), (10000, 0, Kind::Notice), (21_474_836_529, 0, Kind::Other("分享")), (244_813_135_921, 0, Kind::Text), (266_287_972_401, 0, Kind::Notice), (436_207_665, 0, Kind::Other("红包"))] {
            assert_eq!(kind_of_code(code, sub), kind, "{code}/{sub}");
        }
        for (word, kind) in [("文本", Kind::Text), ("引用消息", Kind::Text), ("系统消息", Kind::Notice), ("音视频通话", Kind::Other("音视频通话")), ("语音", Kind::Other("语音")), ("3", Kind::Other("图片")), ("拍一拍", Kind::Notice)] {
            assert_eq!(kind_of_word(word), kind, "{word}");
        }
    }

    #[test]
    fn words_behind_a_kind() {
        let other = Kind::Other("图片");
        for (text, expect) in [("", "[图片]"), ("图片", "[图片]"), ("【图片】", "[图片]"), ("File\\x\\Image\\1.dat", "[图片]"), ("<msg/>", "[图片]"), ("[图片] 1.jpg", "[图片] 1.jpg"), ("欠条照片", "[图片] 欠条照片")] {
            assert_eq!(words(other, text), expect, "{text}");
        }
        assert_eq!(words(Kind::Other("分享"), "<msg><title><![CDATA[法律文书]]></title></msg>"), "[分享] 法律文书");
        for path in ["media/voices/v_6.wav", "./a.jpg", "图片/张三/1.jpg"] {
            assert_eq!(words(other, path), "[图片]", "{path}");
        }
        assert_eq!(words(Kind::Other("分享"), "1/2"), "[分享] 1/2");
        for notice in ["你撤回了一条消息", "\"小王\"撤回了一条消息", "“李三”退出了群聊", "你邀请\"李三\"加入了群聊", "你已添加了小王，现在可以开始聊天了。", "\"小王\" 拍了拍我"] {
            assert!(is_notice(notice), "{notice}");
        }
        for words in ["你为什么撤回了一条消息", "他拍了拍胸脯说会还", "你把李三移出了群聊？", "以上是打招呼的内容\n还钱", "我拍了拍他"] {
            assert!(!is_notice(words), "{words}");
        }
    }
}
