//! What stands beside the words of a message in a table: its subject, an attachment, whether it left. iMazing (Chat Session, Sender ID), and
//! ALEAPP and iLEAPP, whose reports are known by their headings (`smsmms.py`, `calllog.py`, `sms.py`, `callHistory.py`).

use super::csv_columns::Columns;
use super::csv_sides::Refusal;
use super::table::Row;
use crate::model::Direction;

const SUBJECTS: [&str; 5] = ["subject", "主题", "彩信主题", "短信主题", "标题"];
const ATTACHMENTS: [&str; 9] = ["attachment", "attachments", "attachmentname", "attachmentfile", "media", "附件", "附件名", "附件名称", "媒体"];
const KINDS: [&str; 4] = ["attachmenttype", "attachmentmimetype", "附件类型", "媒体类型"];

/// Columns beside the words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside {
    subject: Option<usize>,
    attachment: Option<usize>,
    kind: Option<usize>,
    /// Yes where the message was sent, else empty.
    sent: Option<usize>,
    /// A column that says of some messages in so many words that they never left, whatever it is called.
    failed: Option<usize>,
    /// Number of the message each row is a part of.
    message: Option<usize>,
    /// A list of chats, each named by its session.
    pub chats: bool,
    /// No column names the service of these chats.
    unnamed: bool,
    /// Times without a zone are UTC.
    pub utc: bool,
    /// Times without a zone may be of any.
    pub zoneless: bool,
}

/// A cell that says so and nothing else; a note may speak of such things.
fn says_unsent(cell: &str) -> bool {
    const WORDS: [&str; 17] = ["发送失败", "未发送", "未发送成功", "未送达", "未发出", "没发出", "草稿", "待发送", "已撤回", "发送中", "failed", "not delivered", "undelivered", "unsent", "not sent", "draft", "失败"];
    WORDS.contains(&cell.trim().to_lowercase().as_str())
}

impl Columns {
    /// Finds them, after the roles are settled.
    pub(super) fn settle_beside(&mut self, sample: &[Row]) {
        // 短信发送状态, 是否送达.
        let other = |at: &usize| {
            let heading = &self.headings[*at];
            let says = ["状态", "送达", "投递", "发送结果", "status", "delivery"].iter().any(|w| heading.contains(w));
            says && !["时间", "日期", "date", "time"].iter().any(|w| heading.contains(w)) && self.found.iter().all(|(_, f)| f != at)
        };
        self.state = self.state.or_else(|| (0..self.headings.len()).find(other));
        let has = |names: &[&str]| names.iter().all(|n| self.headings.iter().any(|h| h == n));
        let free = |at: &usize| self.found.iter().all(|(_, f)| f != at);
        let at = |names: &[&str]| (0..self.headings.len()).filter(free).find(|at| names.contains(&self.headings[*at].as_str()));
        let words = self.of(super::csv_columns::Role::Body).is_some();
        let chats = has(&["chatsession"]) || has(&["聊天会话"]);
        let parts = has(&["fromaddress", "toaddress", "msgid"]);
        let failed = (0..self.headings.len()).filter(free).find(|at| sample.iter().any(|r| says_unsent(r.cell(*at))));
        let beside = Beside {
            failed,
            subject: at(&SUBJECTS).filter(|_| words),
            attachment: at(&ATTACHMENTS).filter(|_| words),
            kind: at(&KINDS).filter(|_| words),
            sent: at(&["messagesent"]),
            message: at(&["msgid"]).filter(|_| parts),
            chats,
            unnamed: chats && words && self.of(super::csv_columns::Role::Service).is_none(),
            utc: has(&["date", "datesent", "msgid", "threadid"]) || has(&["calldate", "phoneaccountaddress", "partner"]) || has(&["startingtimestamp", "calldirection"]) || has(&["messagetimestamp", "chatcontactid"]),
            zoneless: has(&["fromid", "toid", "startdate", "enddate"]),
        };
        if beside.utc && self.zone.is_none() {
            self.zone = Some(0);
        }
        self.beside = beside;
    }
}

impl Beside {
    /// The service the headings tell.
    pub fn service(&self) -> &'static str {
        match () {
            () if self.message.is_some() => "mms",
            // iMazing writes the service of messages; its lists of other programs' chats have no such column.
            () if self.unnamed => "whatsapp",
            () => "",
        }
    }

    /// The words of a row: its subject, what was written, and that something was attached.
    pub fn words(&self, row: &Row, body: &str) -> String {
        let cell = |at: Option<usize>| at.map_or("", |at| row.cell(at).trim());
        let (name, kind) = (cell(self.attachment), cell(self.kind).to_lowercase());
        let attached = match () {
            () if name.is_empty() && kind.is_empty() => "",
            () if kind.contains("image") || kind.contains("图") => "[图片]",
            () => "[附件]",
        };
        let subject = Some(cell(self.subject)).filter(|s| *s != body.trim()).unwrap_or_default();
        if subject.is_empty() && attached.is_empty() {
            return body.to_owned();
        }
        [subject, body, attached].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Whether the row says that the message never left.
    pub fn unsent(&self, row: &Row) -> bool {
        self.sent.is_some_and(|at| row.cell(at).is_empty()) || self.failed.is_some_and(|at| says_unsent(row.cell(at)))
    }

    /// The message a row is a part of.
    pub fn part_of<'r>(&self, row: &'r Row) -> Option<&'r str> {
        self.message.map(|at| row.cell(at)).filter(|id| !id.is_empty())
    }

    /// A group of an iPhone is named by a token (chat123456789): of a message received there the row does not tell who wrote it.
    pub fn tells_sender(&self, direction: Direction, number: &str) -> Result<(), Refusal> {
        let token = number.strip_prefix("chat").is_some_and(|n| n.len() >= 6 && n.bytes().all(|b| b.is_ascii_digit()));
        if direction == Direction::In && token {
            return Err(("row.no_peer", format!("这是群聊“{number}”里收到的，这一行没有写明是谁发的"), "请保留手机或它的备份：那里写着是谁发的；原件已保留，其余行照常读取"));
        }
        Ok(())
    }
}
