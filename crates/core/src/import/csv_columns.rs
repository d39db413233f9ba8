//! Which column of a table of messages or calls is which: heading synonyms; whether the values fit is settled in `csv_settle`.

use super::dates::HOURS;
use super::table::{Row, heading};
use crate::error::Problem;

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Date, or date and time.
    Time,
    /// The other side's number.
    Peer,
    /// Calling number.
    From,
    /// Called number.
    To,
    /// Words.
    Body,
    /// In or out, answered or missed.
    Direction,
    /// Length of a call.
    Duration,
    /// Name beside the number.
    Name,
    /// Kind of service: voice, SMS, MMS.
    Service,
}

/// Headings in the order of preference, as [`heading`] folds them.
pub(super) const SYNONYMS: &[(Role, &str, &[&str])] = &[
    (Role::Time, "时间", &[
        "通话起始时间", "通信起始时间", "起始时间", "开始时间", "通话开始时间", "呼叫时间", "拨打时间", "发送时间", "接收时间", "收发时间", "短信时间",
        "来信时间", "收信时间", "呼叫起始时间", "呼叫开始时间", "起呼时间", "起始时刻", "通话起始时刻", "通话开始时刻", "通话时刻", "通话起始", "呼叫起始", "messagedate", "消息日期",
        "消息时间", "催收时间", "骚扰时间", "来电时间", "联系时间", "日期时间", "通话日期时间", "通话开始短信发送时间", "截获时间", "时间", "时刻", "钟点", "通话时间", "通信时间", "日期", "通话日期", "起始日期", "开始日期", "通信日期", "呼叫日期", "拨打日期", "起呼日期", "发送日期", "接收日期", "starttime", "startdate", "startingtimestamp", "messagetimestamp", "callstarttime", "datetime", "timestamp",
        "calltime", "begintime", "date", "time", "时间戳", "催收日期", "骚扰日期", "来电日期", "联系日期", "calldate", "smstime", "smsdate", "sentat", "receivedat", "createdat", "readabledate",
    ]),
    (Role::Peer, "对方号码", &[
        "对方号码", "对端号码", "对方电话号码", "对方手机号", "对方手机号码", "对方电话", "对方", "通话号码", "通信号码", "来电号码", "来电电话", "催收号码", "催收电话", "催收人号码", "催收人电话", "骚扰号码", "骚扰电话", "联系号码", "联系电话",
        "电话号码", "手机号码", "手机号", "号码", "电话", "othernum", "anothernm", "eachothernm", "address", "phonenumber", "contactnumber",
        "number", "phone", "mobile", "tel", "peer", "partner", "chatcontactid", "recipients", "通话对象", "通话对方", "通信对方", "对方联系人", "fromto", "namenumber", "会话",
    ]),
    (Role::From, "主叫号码", &["主叫号码", "主叫", "主叫方", "发件人", "发送方", "发送号码", "发送方号码", "发送者", "发信人", "发信号码", "来信号码", "发送人", "发送人id", "senderid", "caller", "calling", "callingnumber", "dialing", "from", "fromaddress", "fromid", "sender"]),
    (Role::To, "被叫号码", &["被叫号码", "被叫", "被叫方", "收件人", "接收方", "接收号码", "接收方号码", "接收者", "接收人", "收信人", "收信号码", "chatsession", "聊天会话", "callee", "called", "callednumber", "to", "toaddress", "toid", "recipient"]),
    (Role::Body, "内容", &["短信内容", "信息内容", "消息内容", "内容", "正文", "短信正文", "消息", "催收内容", "骚扰内容", "通话内容", "联系内容", "沟通内容", "body", "text", "content", "message", "messagetext", "文本"]),
    (Role::Direction, "方向", &[
        "呼叫类型", "通联类型", "话单方向", "呼叫方向", "主被叫", "主叫被叫", "主叫被叫标识", "通信方式", "收发类型", "收发方向", "收发", "方向", "通话方式", "通话类型", "短信类型", "收发状态", "收件发件", "呼入呼出", "主被叫类型", "通话类别", "通信类别", "呼叫类别", "通话方向", "短信方向", "来去电", "呼叫方式", "呼叫状态", "通话状态", "接听状态", "传送方式", "收发标志", "发送方式", "类型", "状态",
        "calltype", "calldirection", "messagedirection", "messagebox", "calltypename", "commmode", "direction", "smstype", "type", "folder", "inout", "inoutbound", "sentreceived", "receivedsent", "status",
    ]),
    (Role::Duration, "时长", &["通话时长", "通信时长", "时长", "持续时间", "持续时长", "拨打秒数", "通话秒数", "通话秒", "秒数", "通话时长秒", "时长秒", "通话分钟数", "通话分钟", "分钟数", "时长条数", "计费时长", "通话时间", "duration", "callduration", "calllonghour", "durationseconds", "durationinseconds", "durationinsecs", "seconds", "commtime", "times", "timesint"]),
    (Role::Name, "姓名", &["姓名", "联系人", "联系人姓名", "对方姓名", "名称", "名字", "备注名", "name", "contactname", "contact", "displayname", "sendername", "发送人姓名"]),
    (Role::Service, "业务", &["业务类型", "通信类型", "信息类型", "消息类型", "业务名称", "infotype", "businesstype", "thtypename", "渠道", "channel", "service", "服务"]),
];

/// Headings only carriers use.
const CARRIER: &[&str] = &[
    "通话费", "其他费", "小计", "通信费", "实收通信费", "套餐优惠", "通话地点", "通信地点", "通话地", "长途类型", "漫游类型", "话单位置", "总话费", "通信类型", "长途费", "漫游费",
    "基本通话费", "commfee", "totalfee", "mealfavorable", "commplac", "homeareaname", "roamfee", "longdistafee", "romatypename", "landtype", "calledhome",
];

/// How headings of what a call cost end; a phone's own list of calls has no prices. 计费时长, 消费次数 are none.
const PRICE: &[&str] = &["费", "费用", "资费", "话费", "金额", "总额", "合计", "总计", "小计", "实收", "应收", "实付", "应付", "单价", "fee", "fees", "charge", "cost", "amount", "price"];

/// Whether a folded heading names what a call cost: 费用合计(元), 应收费用, 基本费.
fn is_price(heading: &str) -> bool {
    let heading = heading.trim_end_matches(['元', '分', '角']);
    PRICE.iter().any(|end| heading.ends_with(end)) || ["费用", "话费", "通信费", "通话费"].iter().any(|word| heading.contains(word))
}

/// Where a call was made: a phone's own list tells at most where the other number belongs.
const PLACES: &[&str] = &["通话地", "通话地点", "通信地点", "通信地", "漫游类型", "漫游地", "本机通话地", "本机所在地", "commplac", "homeareaname"];

/// Headings of WeChat exporters (MemoTrace, PyWxDump, chatlog …): other tables, which other readers know.
const CHAT_EXPORT: &[&str] = &["消息id", "msgsvrid", "strcontent", "talkername", "微信号", "strtalker", "localid"];

/// Headings of what became of a message.
pub(super) const STATES: &[&str] = &[
    "状态", "发送状态", "短信状态", "消息状态", "信息状态", "发送结果", "结果", "送达状态", "投递状态", "发送情况", "送达情况", "是否送达", "是否发出", "是否发送成功", "发送是否成功", "status", "sendstatus", "state",
    "messagestatus", "deliverystatus", "deliverystate", "deliveryreport", "delivered",
];

/// Most columns of a table; the widest genuine export has 60. Each role is chosen among all columns of its name: without a limit
/// a line of a megabyte of headings would cost the square of their number.
const WIDEST: usize = 1000;

/// Columns of a table.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(super) found: Vec<(Role, usize)>,
    /// Folded headings, to know a repeated heading row.
    pub(super) headings: Vec<String>,
    /// A clock beside the date, in a column of its own.
    pub clock: Option<usize>,
    /// Minutes ahead of UTC the heading of the time states.
    pub zone: Option<i32>,
    /// Whether it is a carrier's bill.
    pub carrier: bool,
    /// Seconds a bare number of the duration column counts.
    pub unit: u32,
    /// The heading of the length names no unit.
    pub bare_unit: bool,
    /// Direction codes are those of Android (1 received, 2 sent …).
    pub android: bool,
    /// A column that may hold clocks or lengths of calls, and nothing says which: neither is taken from it.
    pub unclear: Option<usize>,
    /// What became of a message (发送成功, 已读), beside its direction.
    pub state: Option<usize>,
    /// What stands beside the words of a message.
    pub beside: super::csv_beside::Beside,
    /// What a table kept by hand says beside.
    pub diary: super::csv_diary::Diary,
}

/// Seconds a bare number counts under a heading: 时长(分钟) 60, 时长(时:分) [`HOURS`].
pub(super) fn unit(title: &str) -> u32 {
    let lower = title.to_lowercase();
    let unit = lower.split_once(['(', '（', '[', '【']).map_or("", |(_, unit)| unit);
    let hours = ["时:分", "时：分", "时分", "小时", "hh:mm", "h:mm"].iter().any(|u| unit.contains(u)) || lower.contains("小时");
    match () {
        () if title.contains('秒') || lower.contains(":ss") => 1,
        () if hours => HOURS,
        () if title.contains('分') => 60,
        () => 1,
    }
}

impl Columns {
    /// The columns of a heading row, before any value was seen; `None` when it is none: fewer than a time, a peer and
    /// one of words, direction or duration.
    pub fn of_headings(cells: &[String]) -> Option<Columns> {
        if cells.len() > WIDEST {
            return None;
        }
        let headings: Vec<String> = cells.iter().map(|c| bare(c)).collect();
        if headings.iter().any(|h| CHAT_EXPORT.contains(&h.as_str())) {
            return None;
        }
        let mut columns = Columns { unit: 1, ..Columns::default() };
        for (role, _, names) in SYNONYMS {
            for name in *names {
                headings.iter().enumerate().filter(|(_, h)| h == name).for_each(|(at, _)| columns.found.push((*role, at)));
            }
        }
        let has = |role| columns.found.iter().any(|(r, _)| *r == role);
        let says = has(Role::Body) || has(Role::Direction) || has(Role::Duration) || (has(Role::From) && has(Role::To));
        let says = says || super::csv_diary::headed(&headings);
        // 业务类型 may say 短信上行; beside 对方号码 it is no other list's.
        let says = says || has(Role::Service) && headings.iter().any(|h| h.starts_with("对方") || h.starts_with("对端"));
        let priced = !has(Role::Body) && has(Role::Duration) && has(Role::Direction) && headings.iter().any(|h| is_price(h) || PLACES.contains(&h.as_str()));
        columns.carrier = priced || headings.iter().filter(|h| CARRIER.contains(&h.as_str())).count() >= 2;
        // Three of five genuine bills of 联通 lack the other side's number: such a bill is known, and its rows are told.
        let peerless = columns.carrier && has(Role::Duration) && has(Role::Direction);
        // 联系人 may hold the numbers: the cells will tell.
        let named = has(Role::Duration) && has(Role::Direction) && has(Role::Name);
        if !has(Role::Time) || !(has(Role::Peer) || has(Role::From) || has(Role::To) || peerless || named) || !says {
            return None;
        }
        columns.headings = headings;
        Some(columns)
    }

    /// Whether a row holds the headings of another list, such as the data a phone used: a time, and nothing of a contact.
    pub fn is_other_list(cells: &[String]) -> bool {
        let times = SYNONYMS.iter().find(|(r, ..)| *r == Role::Time).map_or(&[][..], |(.., names)| names);
        let named = cells.iter().filter(|c| !c.is_empty()).count() >= 3 && !cells.iter().any(|c| c.bytes().any(|b| b.is_ascii_digit()));
        named && cells.iter().any(|c| times.contains(&bare(c).as_str())) && Columns::of_headings(cells).is_none()
    }

    /// The column of a role.
    pub fn of(&self, role: Role) -> Option<usize> {
        self.found.iter().find(|(r, _)| *r == role).map(|(_, at)| *at)
    }

    /// How many roles the headings name.
    pub fn known(&self) -> usize {
        SYNONYMS.iter().filter(|(role, ..)| self.of(*role).is_some()).count()
    }

    /// Whether any column holds the other side's number.
    pub fn names_peer(&self) -> bool {
        [Role::Peer, Role::From, Role::To].iter().any(|r| self.of(*r).is_some())
    }

    /// What is told of a column of which neither a clock nor a length is taken.
    pub fn unclear_column(&self, cells: &[String]) -> Option<Problem> {
        let title = cells.get(self.unclear?)?;
        Some(Problem::new(
            "csv.clock_or_length",
            format!("“{title}”一栏看不出是几点打的还是打了多久，两样都没有采用"),
            "表头",
            "请把这一列改名为“开始时间”或“通话时长”后重新加入；原件已保留，其余各列照常读取",
        ))
    }

    /// Whether a length is six figures with noughts before: 000105 may be 105 seconds as well as 1:05, where the heading names no unit.
    pub fn packed(&self, length: &str) -> bool {
        let seconds = self.of(Role::Duration).and_then(|at| self.headings.get(at)).is_some_and(|h| h.contains('秒') || h.contains("second"));
        !seconds && self.bare_unit && length.len() == 6 && length.starts_with("00") && length.bytes().all(|b| b.is_ascii_digit()) && length.bytes().any(|b| b != b'0')
    }

    /// Columns of the heading row.
    pub fn width(&self) -> usize {
        self.headings.len()
    }

    /// Whether a row repeats the headings, as merged files do.
    pub fn is_heading(&self, row: &Row) -> bool {
        row.cells.len() == self.headings.len() && row.cells.iter().zip(&self.headings).all(|(c, h)| bare(c) == *h)
    }

    /// `时间＝“通话起始时间”，…`, to be shown to the user.
    pub fn shown(&self, cells: &[String]) -> String {
        let title = |at: usize| cells.get(at).map_or("", String::as_str).to_owned();
        let mut parts: Vec<String> = SYNONYMS.iter().filter_map(|(role, name, _)| Some(format!("{name}＝“{}”", title(self.of(*role)?)))).collect();
        parts.extend(self.clock.map(|at| format!("钟点＝“{}”", title(at))));
        parts.extend(self.shown_diary().into_iter().map(|(name, at)| format!("{name}＝“{}”", title(at))));
        parts.join("，")
    }
}

/// A heading without the zone it states behind its name (`time_utc`).
fn bare(cell: &str) -> String {
    let folded = heading(cell);
    match folded.strip_suffix("utc").or_else(|| folded.strip_suffix("gmt")) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_are_enough_and_not_enough() {
        let of = |line: &str| Columns::of_headings(&line.split(',').map(str::to_owned).collect::<Vec<_>>());
        for line in ["时间,号码,内容", "date,address,type,body", "起始时间,对方号码,通信方式", "主叫号码,被叫号码,开始时间", "Date,Phone Number,Duration (s)", "Date (UTC),Number,Type,Body", "time_utc,address,type,body"] {
            assert!(of(line).is_some(), "{line}");
        }
        for line in ["时间,内容", "号码,内容", "时间,号码", "日期,项目,方向,金额(元),状态,备注", "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息", "姓名,手机"] {
            assert!(of(line).is_none(), "{line}");
        }
    }

    #[test]
    fn a_list_of_calls_with_prices_is_a_carriers() {
        let bill = |line: &str| Columns::of_headings(&line.split(',').map(str::to_owned).collect::<Vec<_>>()).is_some_and(|c| c.carrier);
        assert!(bill("序号,呼叫类别,话单类别,本机所在地,对端号码,通话起始时刻,时长,金额"));
        for price in ["费用(元)", "费用合计(元)", "费用小计", "合计", "应收费用", "实收(元)", "基本费", "通话地", "费用（分）"] {
            assert!(bill(&format!("通话时间,号码,类型,时长,{price}")), "{price}");
        }
        for other in ["计费时长", "归属地", "备注", "次数", "消费者"] {
            assert!(!bill(&format!("通话时间,号码,类型,时长,{other}")), "{other}");
        }
        assert!(!bill("通话时间,号码,类型,时长,姓名"), "a phone's own list");
        assert!(!bill("时间,号码,类型,内容,金额"), "messages");
    }

    #[test]
    fn a_line_of_endless_headings_is_no_table() {
        let mut titles: Vec<String> = "时间,号码,内容".split(',').map(str::to_owned).collect();
        titles.resize(WIDEST, "时间".to_owned());
        assert!(Columns::of_headings(&titles).is_some());
        titles.push("时间".to_owned());
        assert!(Columns::of_headings(&titles).is_none());
    }
}
