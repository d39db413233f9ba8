//! WeChat chats as tables of third-party exporters, told apart by their headings: MemoTrace/留痕 (now and its older database
//! columns), PyWxDump, chatlog, 12425/wechat-exporter, WeFlow, CipherTalk; as CSV, as Excel workbook, and re-saved by Excel (seconds and the last
//! digits of ids lost: told). Who is the owner is taken from the column that says it, where there is one.

use super::chat::{Chat, Kind, Said, by_file, kind_of_code, kind_of_word, peer_name, words};
use super::resaved::Resaved;
use super::quote::with_quote;
use super::dates::{in_zone, when, zone_of_heading};
use super::table::{Row, Table, first_rows, heading};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::model::{SkipKind, When};
use crate::time::Stamp;

/// WeChat chat as a table.
pub static FORMAT: Format = Format { id: "wechat_csv", title: "微信、QQ聊天记录表格（留痕、PyWxDump、chatlog、WeFlow、密语、qq-chat-exporter 等导出的 CSV、Excel）", version: 4, holds: Holds::Events, claims, read };

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Time,
    /// Seconds since 1970.
    Stamped,
    Text,
    /// Name of the speaker.
    Name,
    /// Account of the speaker.
    Account,
    /// 1 or 0: the owner said it.
    Own,
    /// 发送 or 接收.
    Way,
    /// Name of the chat.
    Chat,
    /// Account of the chat.
    Room,
    Kind,
    SubKind,
    Id,
    /// A second name of the speaker.
    Remark,
}

use Role::{Account, Chat as ChatName, Id, Kind as KindOf, Name, Own, Remark, Room, Stamped, SubKind, Text, Time, Way};

/// An exporter: the headings it is known by, and what they hold.
struct Exporter {
    name: &'static str,
    /// All of these must be there.
    marks: &'static [&'static str],
    columns: &'static [(&'static str, Role)],
}

/// Four headings any list of messages may have: these and no more, and no telephone numbers under 发送者.
const PLAIN: &str = "聊天记录工具（时间、发送者、消息类型、内容）";

/// Its workbook has further sheets behind the chat: counts, who spoke how often, files once more.
const QQ: &str = "QQ 聊天记录导出器（qq-chat-exporter 的表格）";

const WEFLOW: &str = "WeFlow";

/// Names the sheet for the chat; who the owner is it does not say.
const CIPHERTALK: &str = "密语（CipherTalk）";

const EXPORTERS: &[Exporter] = &[
    Exporter {
        name: "留痕（MemoTrace）",
        marks: &["消息id", "类型", "发送人", "时间", "内容"],
        columns: &[("消息id", Id), ("类型", KindOf), ("发送人", Name), ("时间", Time), ("内容", Text)],
    },
    Exporter {
        name: "旧版留痕",
        marks: &["localid", "issender", "strcontent"],
        columns: &[("createtime", Time), ("strtime", Time), ("strcontent", Text), ("issender", Own), ("type", KindOf), ("subtype", SubKind), ("msgsvrid", Id), ("remark", Remark), ("nickname", Remark), ("sender", Name), ("strtalker", Room)],
    },
    Exporter {
        name: "PyWxDump",
        marks: &["msgsvrid", "typename", "issender", "msg"],
        columns: &[("createtime", Time), ("msg", Text), ("issender", Own), ("talker", Account), ("roomname", ChatName), ("typename", KindOf), ("msgsvrid", Id)],
    },
    Exporter {
        name: "chatlog",
        marks: &["sendername", "talkername", "content"],
        columns: &[("time", Time), ("content", Text), ("sendername", Name), ("sender", Account), ("talkername", ChatName), ("talker", Room)],
    },
    Exporter {
        // Three sets of columns, below three lines about the chat.
        name: WEFLOW,
        marks: &["序号", "时间", "发送者身份", "消息类型", "内容"],
        columns: &[("时间", Time), ("内容", Text), ("消息类型", KindOf), ("发送者身份", Name), ("发送者微信id", Account), ("发送者账号id", Account)],
    },
    Exporter {
        // Further columns behind these for pictures of people and forwarded chats.
        name: CIPHERTALK,
        marks: &["序号", "时间", "发送者", "微信id", "消息类型", "消息内容", "时间戳"],
        columns: &[("时间戳", Stamped), ("时间", Time), ("发送者", Name), ("微信id", Account), ("消息类型", KindOf), ("消息内容", Text)],
    },
    Exporter {
        name: "chatlog 的网页界面",
        marks: &["时间", "发送者", "聊天对象", "消息类型", "内容"],
        columns: &[("时间", Time), ("发送者", Name), ("聊天对象", Room), ("消息类型", KindOf), ("内容", Text)],
    },
    Exporter {
        name: "chatlog 的网页界面",
        marks: &["时间", "发送者", "内容", "类型", "群聊"],
        columns: &[("时间", Time), ("发送者", Name), ("群聊", ChatName), ("类型", KindOf), ("内容", Text)],
    },
    Exporter {
        name: PLAIN,
        marks: &["时间", "发送者", "消息类型", "内容"],
        columns: &[("时间", Time), ("发送者", Name), ("消息类型", KindOf), ("内容", Text)],
    },
    Exporter {
        name: QQ,
        marks: &["序号", "时间", "发送者", "消息类型", "消息内容", "是否撤回"],
        columns: &[("时间", Time), ("发送者", Name), ("消息类型", KindOf), ("消息内容", Text)],
    },
    Exporter {
        name: "wechat-exporter",
        marks: &["时刻", "消息方向", "内容"],
        columns: &[("时刻", Time), ("消息类型", KindOf), ("消息方向", Way), ("id", Account), ("昵称", Name), ("备注名", Remark), ("显示名称", Remark), ("内容", Text)],
    },
];

/// The exporter of a heading row and, for each of its columns, where it stands.
struct Columns {
    exporter: &'static Exporter,
    found: Vec<(Role, usize)>,
    width: usize,
    /// Minutes ahead of UTC the heading of the time states.
    zone: Option<i32>,
}

impl Columns {
    fn of(cells: &[String]) -> Option<Columns> {
        if cells.len() > 200 {
            return None;
        }
        let headings: Vec<String> = cells.iter().map(|c| heading(c)).collect();
        let exporter = EXPORTERS.iter().find(|e| e.marks.iter().all(|m| headings.iter().any(|h| h == m)) && (e.name != PLAIN || headings.len() == e.marks.len()))?;
        let found: Vec<_> = exporter.columns.iter().filter_map(|(name, role)| Some((*role, headings.iter().position(|h| h == name)?))).collect();
        let zone = found.iter().filter(|(role, _)| *role == Time).find_map(|(_, at)| zone_of_heading(&cells[*at]));
        Some(Columns { exporter, found, width: headings.len(), zone })
    }

    /// The first cell of a role that holds anything.
    fn cell<'r>(&self, row: &'r Row, role: Role) -> &'r str {
        self.found.iter().filter(|(r, _)| *r == role).map(|(_, at)| row.cell(*at)).find(|c| !c.is_empty()).unwrap_or_default()
    }

    fn has(&self, role: Role) -> bool {
        self.found.iter().any(|(r, _)| *r == role)
    }
}

/// What a table says of its chat besides the messages.
#[derive(Default)]
struct About {
    account: String,
    nickname: String,
    remark: String,
    group: Option<bool>,
    /// Some message is marked as the owner's.
    marked: bool,
    /// The sheet a row stands on, where it is named for the chat.
    sheet: Option<String>,
}

impl About {
    /// Looks at a line above the headings: names, each with what it names behind it.
    fn look(&mut self, cells: &[String]) {
        for (at, cell) in cells.iter().enumerate() {
            let into = match cell.as_str() {
                "账号ID" | "微信ID" => &mut self.account,
                "昵称" => &mut self.nickname,
                "备注" => &mut self.remark,
                _ => continue,
            };
            if let Some(value) = cells[at + 1..].iter().find(|c| !c.is_empty()).filter(|c| !matches!(c.as_str(), "账号ID" | "微信ID" | "昵称" | "备注")) {
                into.clone_from(value);
            }
        }
        if !self.account.is_empty() {
            self.group = Some(self.account.ends_with("@chatroom"));
        }
    }

    /// What the chat is called: a group by its name, a person as nickname and account.
    fn name(&self) -> Option<String> {
        let name = [&self.remark, &self.nickname].into_iter().find(|n| !n.is_empty())?;
        Some(if self.group == Some(true) { name.clone() } else { peer_name(name, &self.account) })
    }
}

/// Lines about the chat that may stand above the headings.
const ABOVE: usize = 6;

fn claims(probe: &Probe) -> Claim {
    // chatlog's JSON has the same names; wechat_json reads it.
    if super::table_other::kind(probe.head) == Some(super::table_other::Kind::Json) {
        return Claim::No;
    }
    let rows = first_rows(probe.head);
    let Some((at, columns)) = rows.iter().take(ABOVE + 1).enumerate().find_map(|(i, r)| Some((i, Columns::of(r)?))) else { return Claim::No };
    let speaker = columns.found.iter().find(|(role, _)| *role == Name).map(|(_, at)| *at);
    let spoken = |r: &Vec<String>| speaker.and_then(|s| r.get(s)).is_some_and(|c| c.chars().any(char::is_alphabetic));
    if columns.exporter.name != PLAIN || rows.iter().skip(at + 1).any(spoken) { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    // `<备注>.csv`: MemoTrace names the file for the chat.
    let (stem, group) = by_file(source.name);
    let mut whole = None;
    let mut table = Table::new(source.bytes, &mut whole);
    let mut columns = None;
    let mut before = 0;
    let mut about = About::default();
    while before <= ABOVE
        && let Some(row) = table.next_row()
    {
        columns = Columns::of(&row.cells);
        if columns.is_some() {
            break;
        }
        about.look(&row.cells);
        before += 1;
    }
    let Some(columns) = columns else {
        (0..before).for_each(|_| {
            harvest.skip(SkipKind::Refused, "表头认不出来，没有读取");
        });
        while table.next_row().is_some() {
            harvest.skip(SkipKind::Refused, "表头认不出来，没有读取");
        }
        if harvest.rows() > 0 {
            harvest.problem(Problem::new("csv.headings", "认不出聊天记录表格的表头", "第一行", "请用导出软件重新导出，不要改动第一行"));
        }
        table.finish(harvest);
        return;
    };
    table.width = columns.width;
    harvest.note(format!("聊天记录表格的来源：{}", columns.exporter.name));
    if before > 0 {
        harvest.note(format!("表头之前有{before}行说明，不计入行数"));
    }
    let stem = about.name().unwrap_or(stem);
    let mut about = About { group: about.group.or(group), ..about };
    let mut chat = Chat::new(harvest);
    if about.group != Some(true) {
        chat.called(&stem);
    }
    let mut sheet_of_chat = None;
    let mut resaved = Resaved::default();
    let mut behind = false;
    while let Some(row) = table.next_row() {
        let sheet = matches!(row.cell(0), "统计项目" | "排名") || row.cell(0) == "序号" && row.cell(3) == "资源类型";
        behind |= columns.exporter.name == QQ && sheet;
        if behind {
            chat.harvest.skip(SkipKind::NotContact, "统计、资源列表等别的工作表，不是消息");
            continue;
        }
        if columns.exporter.name == CIPHERTALK {
            // More than one sheet is more than one chat.
            let sheet = table.sheet_name(row.sheet).unwrap_or(&stem).to_owned();
            let chat_of = sheet_of_chat.get_or_insert_with(|| Some(sheet.clone()));
            if chat_of.as_deref() != Some(&sheet) {
                *chat_of = None;
            }
            about.sheet = Some(sheet);
        }
        message(&columns, &row, &stem, &mut about, table.width, &mut chat, &mut resaved);
    }
    match sheet_of_chat.flatten() {
        _ if about.marked => chat.owner_is_marked(),
        Some(sheet) if about.group != Some(true) => chat.between_two(&sheet),
        _ => {}
    }
    chat.finish();
    resaved.finish(harvest);
    table.finish(harvest);
}

fn message(columns: &Columns, row: &Row, stem: &str, about: &mut About, width: usize, chat: &mut Chat, resaved: &mut Resaved) {
    let cell = |role| columns.cell(row, role);
    if row.is_blank() {
        chat.harvest.skip(SkipKind::NotContact, "空行");
        return;
    }
    if Columns::of(&row.cells).is_some() {
        chat.harvest.skip(SkipKind::NotContact, "重复的表头");
        return;
    }
    if row.broken || !row.ended && row.cells.len() < width {
        chat.harvest.refuse("row.truncated", "这一行没有写完（文件被截断，或引号没有闭合）", "请重新导出完整的文件；原件已保留");
        return;
    }
    if row.cells.len() > width && row.cells[width..].iter().any(|c| !c.is_empty()) {
        chat.harvest.refuse("csv.columns", format!("这一行有{}列，表头只有{width}列，对不上", row.cells.len()), "请打开表格核对这一行；内容里的逗号应当用引号包住");
        return;
    }
    let stamped = cell(Stamped).parse::<i64>().ok().map(|s| When::exact(Stamp(s.saturating_mul(1000)))).filter(|w| w.stamp.plausible());
    let Some(at) = stamped.or_else(|| when(cell(Time), None)).map(|at| in_zone(at, columns.zone)) else {
        let shown: String = cell(Time).chars().take(30).collect();
        let what = if shown.is_empty() { "这一行没有时间".to_owned() } else { format!("时间“{shown}”读不懂") };
        chat.harvest.refuse("row.bad_date", what, "请用没有经过 Excel 另存的原始文件；其余行照常读取");
        return;
    };
    resaved.look(at, cell(Id));
    let code = cell(KindOf).parse::<i64>();
    let kind = match code {
        Ok(code) => kind_of_code(code, cell(SubKind).parse().unwrap_or(0)),
        Err(_) => kind_of_word(cell(KindOf)),
    };
    let body = words(kind, cell(Text));
    let body = if columns.exporter.name == WEFLOW && kind == Kind::Text && cell(KindOf).contains("引用") { with_quote(&body) } else { body };
    if columns.exporter.name == CIPHERTALK && cell(Account).ends_with("@chatroom") {
        about.group = Some(true);
    }
    if kind == Kind::Notice || cell(Account) == "系统消息" {
        chat.notice(&body);
        return;
    }
    let own = match (columns.has(Own), columns.has(Way)) {
        (true, _) => match cell(Own) {
            "1" | "1.0" | "True" | "TRUE" | "true" => Some(true),
            "0" | "0.0" | "False" | "FALSE" | "false" => Some(false),
            _ => None,
        },
        (_, true) => match cell(Way) {
            "发送" => Some(true),
            "接收" => Some(false),
            _ => None,
        },
        // In a group the owner too stands under a name.
        _ if columns.exporter.name == WEFLOW => match cell(Name) {
            "我" => {
                about.marked = true;
                Some(true)
            }
            _ => (about.group == Some(false)).then_some(false),
        },
        // chatlog writes the owner's messages of some versions so.
        _ => (cell(Name) == "我" || cell(Account) == "我").then_some(true),
    };
    let name = [cell(Remark), cell(Name)].into_iter().find(|n| !n.is_empty()).unwrap_or_default();
    let group = cell(Room).ends_with("@chatroom") || cell(ChatName).ends_with("@chatroom") || cell(Account).ends_with("@chatroom");
    // wechat-exporter puts the other side of a private chat into the columns of the speaker, whoever spoke.
    let way = columns.has(Way);
    // Between two people the chat is the other side, named as it names itself when it speaks.
    let chat_name = match () {
        () if way => peer_name(name, cell(Account)),
        () if group => [cell(ChatName), cell(Room)].into_iter().find(|n| !n.is_empty()).unwrap_or_default().to_owned(),
        () => peer_name(cell(ChatName), cell(Room)),
    };
    let chat_name = if chat_name.is_empty() { about.sheet.as_deref().unwrap_or(stem).to_owned() } else { chat_name };
    chat.said(Said {
        offset: row.offset,
        at,
        own,
        name: name.to_owned(),
        account: cell(Account).to_owned(),
        chat: Some(chat_name),
        group: group.then_some(true).or(about.group),
        body,
        lossy: row.lossy,
        id: cell(Id).to_owned(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_exporter_by_its_headings() {
        let of = |line: &str| Columns::of(&line.split(',').map(str::to_owned).collect::<Vec<_>>()).map(|c| c.exporter.name);
        for (line, name) in [
            ("消息ID,类型,发送人,时间,内容,备注,昵称,更多信息", "留痕（MemoTrace）"),
            ("localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,MsgSvrID,BytesExtra,CompressContent,DisplayContent,SenderInfo", "旧版留痕"),
            ("id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime", "PyWxDump"),
            ("Time,SenderName,Sender,TalkerName,Talker,Content", "chatlog"),
            ("时刻,消息类型,消息方向,ID,微信号,昵称,备注名,内容", "wechat-exporter"),
            ("序号,时间,发送者身份,消息类型,内容", "WeFlow"),
            ("时间,发送者,聊天对象,消息类型,内容", "chatlog 的网页界面"),
            ("时间,发送者,内容,类型,群聊", "chatlog 的网页界面"),
            ("时间,发送者,消息类型,内容", "聊天记录工具（时间、发送者、消息类型、内容）"),
            ("序号,时间,发送者,消息类型,消息内容,是否撤回,资源数量", "QQ 聊天记录导出器（qq-chat-exporter 的表格）"),
            ("序号,时间,日期,时刻,星期,发送者,微信ID,消息类型,消息内容,原始类型代码,时间戳,头像链接", "密语（CipherTalk）"),
            ("序号,时间,发送者昵称,发送者账号ID,发送者备注,发送者身份,消息类型,内容", "WeFlow"),
            ("序号,时间,发送者昵称,发送者微信ID,发送者备注,群昵称,发送者身份,消息类型,内容", "WeFlow"),
        ] {
            assert_eq!(of(line), Some(name), "{line}");
        }
        for line in ["时间,号码,方向,内容", "姓名,手机", "ID,微信号,昵称,备注,国,省,市,签名"] {
            assert_eq!(of(line), None, "{line}");
        }
    }
}
