//! What people who keep a table by hand write beside the number: by what way they were reached (联系方式), who of them was (被联系人, 接听人), how
//! often, in which half of the day. Such a table is a person's own account, and its events are marked as stated.

use super::csv_columns::{Columns, Role};
use super::csv_kind::{is_own, kind_of};
use super::csv_sides::Refusal;
use super::table::Row;
use crate::model::{Channel, Direction, Outcome};

/// Headings of the way somebody was reached.
const WAYS: [&str; 10] = ["联系方式", "催收方式", "骚扰方式", "联络方式", "沟通方式", "接触方式", "催收渠道", "方式", "途径", "催收手段"];
/// Headings of who was reached.
const REACHED: [&str; 16] = ["被联系人", "被催收人", "被骚扰人", "催收对象", "联系对象", "骚扰对象", "接听人", "接电话的人", "接电话人", "收到人", "被联系的人", "被催收的人", "被骚扰的人", "受害人", "受骚扰人", "被打扰人"];
/// Headings of what the person reached is to the writer.
const RELATIONS: [&str; 9] = ["关系", "与本人关系", "与我关系", "与我的关系", "与本人的关系", "与借款人关系", "与债务人关系", "和我的关系", "亲属关系"];
/// Headings of how often it was.
const TIMES: [&str; 8] = ["次数", "来电次数", "拨打次数", "骚扰次数", "催收次数", "呼叫次数", "电话次数", "联系次数"];
/// Headings of the half of the day.
const HALVES: [&str; 7] = ["上下午", "上午下午", "午别", "时段", "上午或下午", "ampm", "上午下午晚上"];
/// Headings of whether a call was taken.
const TAKEN: [&str; 12] = ["接听情况", "接通情况", "接听状态", "接通状态", "通话结果", "呼叫结果", "是否接听", "是否接通", "是否接到", "接听与否", "接听", "answered"];
/// Headings of numbers that called, whatever else the table holds.
const CALLERS: [&str; 8] = ["来电号码", "来电电话", "催收号码", "催收电话", "催收人号码", "催收人电话", "骚扰号码", "骚扰电话"];

/// Columns of a table kept by hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Diary {
    way: Option<usize>,
    reached: Option<usize>,
    relation: Option<usize>,
    times: Option<usize>,
    half: Option<usize>,
    taken: Option<usize>,
    /// The heading of the number says that its holder called or wrote.
    pub caller: bool,
    /// The table holds calls.
    calls: bool,
    /// That heading is one of phones' own lists.
    incoming: bool,
    /// A person's own account.
    pub stated: bool,
}

/// Whether headings show that a table is kept by hand about who was reached and how.
pub(super) fn headed(headings: &[String]) -> bool {
    headings.iter().any(|h| WAYS[1..].contains(&h.as_str()) || REACHED.contains(&h.as_str()))
}

impl Columns {
    /// Finds the columns no role took.
    pub(super) fn settle_diary(&mut self, sample: &[Row]) {
        let found: Vec<usize> = self.found.iter().map(|(_, at)| *at).chain(self.clock).collect();
        let free = |at: &usize| !found.contains(at);
        let at = |names: &[&str]| (0..self.headings.len()).filter(free).find(|at| names.contains(&self.headings[*at].as_str()));
        let cells = |at: usize| sample.iter().map(move |r| r.cell(at)).filter(|c| !c.is_empty());
        let heading = self.of(Role::Peer).map_or("", |at| self.headings.get(at).map_or("", String::as_str));
        let caller = CALLERS.contains(&heading);
        let mut diary = Diary {
            // 联系方式 may also hold numbers.
            way: at(&WAYS).filter(|at| cells(*at).any(|c| way_of(c).is_some())),
            reached: at(&REACHED),
            relation: at(&RELATIONS),
            times: at(&TIMES).filter(|_| !self.carrier),
            half: (0..self.headings.len()).filter(free).find(|at| {
                let known = HALVES.contains(&self.headings[*at].as_str());
                let halves = cells(*at).filter(|c| is_half(c)).count();
                halves > 0 && (known || halves == cells(*at).count())
            }),
            taken: at(&TAKEN).filter(|at| cells(*at).any(|c| outcome_of(c).is_some())),
            caller,
            // Lists of messages have 来电号码 too: where words stand beside, a length makes it calls.
            calls: caller && (heading.contains("来电") || heading.contains("电话")) && (self.of(Role::Body).is_none() || self.of(Role::Duration).is_some()),
            incoming: heading.contains("来电"),
            stated: false,
        };
        // 来电号码 beside 联系人 and 关系: the person is who was called, not who called.
        if diary.reached.is_none() && caller && diary.relation.is_some() {
            diary.reached = self.of(Role::Name);
            self.found.retain(|(r, _)| *r != Role::Name);
        }
        diary.stated = diary.way.is_some() || diary.reached.is_some() || caller && !heading.contains("来电");
        self.diary = diary;
    }

    /// What of these columns is used, as (name, column).
    pub(super) fn shown_diary(&self) -> Vec<(&'static str, usize)> {
        let d = &self.diary;
        [("方式", d.way), ("被联系人", d.reached), ("关系", d.relation.filter(|_| d.reached.is_some())), ("上下午", d.half), ("次数", d.times), ("接听情况", d.taken)].into_iter().filter_map(|(name, at)| Some((name, at?))).collect()
    }

    /// Columns of people, ways and lengths that nothing was taken from.
    pub(super) fn unused(&self, titles: &[String]) -> Vec<String> {
        let d = &self.diary;
        let used: Vec<usize> = self.found.iter().map(|(_, at)| *at).chain([self.clock, self.state, self.unclear, d.way, d.reached, d.relation.filter(|_| d.reached.is_some()), d.times, d.half, d.taken].into_iter().flatten()).collect();
        let tells = |h: &str| ["时长", "duration", "次数", "情况", "结果", "人", "对象", "关系", "方式", "渠道", "上午", "下午"].iter().any(|w| h.contains(w)) && !h.contains("费");
        // Where no length is told, the end of a call would tell it; when it was answered is not known.
        let ends = |h: &str| self.of(Role::Duration).is_none() && (h.contains("结束") || h.contains("挂断"));
        (0..self.headings.len()).filter(|at| !used.contains(at) && (tells(&self.headings[*at]) || ends(&self.headings[*at]))).filter_map(|at| titles.get(at)).map(|t| t.chars().take(12).collect()).collect()
    }
}

/// 上午, 下午, PM …
fn is_half(text: &str) -> bool {
    ["凌晨", "早上", "上午", "中午", "下午", "晚上", "am", "pm"].contains(&text.to_lowercase().as_str())
}

/// The way a word says somebody was reached, if it says one.
fn way_of(text: &str) -> Option<Channel> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let ways = [
        (Channel::Im, has(&["微信", "qq", "钉钉", "抖音", "快手", "陌陌", "whatsapp", "wechat"])),
        (Channel::Mms, has(&["彩信"])),
        (Channel::Sms, has(&["短信", "信息", "sms"])),
        (Channel::Letter, has(&["邮件", "邮箱", "email", "信函", "函件", "快递", "挂号", "律师函"])),
        (Channel::Visit, has(&["上门", "到访", "登门"])),
        (Channel::Call, has(&["电话", "通话", "来电", "去电", "拨", "我打", "打来", "打给", "语音", "视频", "呼入", "呼出", "call", "phone"])),
    ];
    let mut said = ways.into_iter().filter(|(_, said)| *said);
    // 电话、短信 are two contacts, and a voice call of 微信 is neither.
    if let (Some((channel, _)), None) = (said.next(), said.next()) { Some(channel) } else { None }
}

/// What a word says became of a call; `None` where it says nothing known, `Some(None)` where it was taken.
pub(super) fn outcome_of(text: &str) -> Option<Option<Outcome>> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    match () {
        () if has(&["拒接", "拒绝", "rejected", "declined"]) => Some(Some(Outcome::Rejected)),
        () if has(&["拦截", "blocked"]) => Some(Some(Outcome::Blocked)),
        () if has(&["响铃", "振铃", "未接", "没接", "没有接", "无人接", "没人接", "无应答", "未应答", "不接", "未通", "无法接", "missed", "no answer", "unanswered"]) || matches!(text.as_str(), "no" | "否" | "n" | "false") => Some(Some(Outcome::Missed)),
        // It did not get through, and whether it rang is not told; or it ended, by whomever.
        () if has(&["挂断", "关机", "停机", "空号", "忙", "占线", "失败", "不在服务区", "取消"]) => Some(Some(Outcome::Unknown)),
        () if has(&["接通", "已接", "接听", "成功", "完成", "正常", "answered", "completed"]) || matches!(text.as_str(), "yes" | "是" | "y" | "true" | "接") => Some(None),
        () => None,
    }
}

/// What the columns of a table kept by hand say of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// By what way.
    pub channel: Option<Channel>,
    /// In or out.
    pub direction: Option<Direction>,
    /// Who was reached, if not the writer.
    pub reached: Option<String>,
    /// How often, where that is not once.
    pub times: Option<u32>,
    /// What became of a call: `Some(None)` where it was taken.
    pub outcome: Option<Option<Outcome>>,
}

impl Diary {
    /// What the columns say of a row. `direction` is what is said elsewhere, `said` whether it is said there that it is a call, a message or a chat.
    pub fn told(&self, row: &Row, direction: Option<Direction>, said: bool) -> Result<Told, Refusal> {
        let text = |at: Option<usize>| at.map_or("", |at| row.cell(at).trim());
        let short = |text: &str| text.chars().take(20).collect::<String>();
        let mut told = Told { direction, ..Told::default() };
        let way = text(self.way);
        if !way.is_empty() {
            let Some(channel) = way_of(way) else {
                return Err(("csv.way", format!("联系方式“{}”看不出是电话、短信还是微信，不猜测", short(way)), "请在这一格只写一种（电话、短信、微信、邮件、上门），几种方式各占一行，再重新加入；原件已保留"));
            };
            told.channel = Some(channel);
            let own = way.starts_with('我') && ["打", "拨", "发", "联系"].iter().any(|w| way.contains(w));
            let said = if own { Some(Direction::Out) } else { kind_of(way).and_then(|k| k.direction) };
            told.direction = direction.or(said);
        } else if self.calls && !said {
            told.channel = Some(Channel::Call);
        } else if self.caller && !said && !(self.incoming && direction.is_some()) {
            return Err(("csv.way", "看不出是电话还是短信，不猜测".to_owned(), "请加一列“联系方式”，写明电话、短信、微信、邮件或上门，再重新加入；原件已保留"));
        }
        let who = text(self.reached);
        if !who.is_empty() && !is_own(who) && who != "对方" {
            if told.direction == Some(Direction::Out) {
                return Err(("csv.reached", format!("方向是发出，被联系的人却是“{}”，看不出是谁联系谁", short(who)), "请核对这一行：对方联系家人、同事的，方向写“收到”；自己联系对方的，被联系人留空"));
            }
            let relation = text(self.relation);
            told.reached = Some(if who.contains(relation) || is_own(relation) { who.to_owned() } else { format!("{relation}{who}") });
        }
        if told.direction.is_none() && (self.caller || !who.is_empty() && who != "对方") {
            told.direction = Some(Direction::In);
        }
        told.times = text(self.times).trim_end_matches('次').parse().ok().filter(|n| *n != 1);
        let taken = text(self.taken);
        if !taken.is_empty() {
            told.outcome = outcome_of(taken);
            if told.outcome.is_none() {
                return Err(("csv.taken", format!("接听情况“{}”读不懂，不猜测", short(taken)), "请在这一格写“已接”“未接”或“拒接”；打给家人、同事的请另加一列“被联系人”，再重新加入；原件已保留"));
            }
        }
        Ok(told)
    }

    /// The half of the day of a row, as it stands before a clock; an error where it cannot be the clock's.
    pub fn half<'r>(&self, row: &'r Row, clock: &str) -> Result<&'r str, Refusal> {
        const CHECK: &str = "请把这一格写成“上午”或“下午”（或在时间里写24小时制）后重新加入；原件已保留";
        let Some(text) = self.half.map(|at| row.cell(at)).filter(|t| !t.is_empty()) else { return Ok("") };
        if !is_half(text) {
            return Err(("row.bad_date", format!("“{}”看不出是上午还是下午，不猜测", text.chars().take(10).collect::<String>()), CHECK));
        }
        let hour: u32 = clock.trim().chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
        if hour > 12 && ["凌晨", "早上", "上午", "am"].contains(&text.to_lowercase().as_str()) {
            return Err(("row.bad_date", format!("“{text}”和时间“{}”对不上，不猜测", clock.chars().take(20).collect::<String>()), CHECK));
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(titles: &str, rows: &[&str]) -> (Columns, Vec<Result<Told, &'static str>>) {
        let split = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<Row> = rows.iter().map(|r| Row { offset: 0, cells: split(r), lossy: false, broken: false, ended: true, sheet: 0 }).collect();
        let titles = split(titles);
        let mut columns = Columns::of_headings(&titles).expect("a table");
        columns.settle(&titles, &rows, None);
        let told = rows.iter().map(|r| columns.diary.told(r, None, false).map_err(|e| e.0)).collect();
        (columns, told)
    }

    fn told(channel: Channel, direction: Option<Direction>, reached: Option<&str>) -> Result<Told, &'static str> {
        Ok(Told { channel: Some(channel), direction, reached: reached.map(str::to_owned), ..Told::default() })
    }

    #[test]
    fn the_way_and_who_was_reached() {
        use {Channel::*, Direction::*};
        let (columns, rows) = read("日期,时间,对方号码,联系方式,被联系人,内容", &["2026-01-05,21:10,059100000001,电话,母亲王芳,要求代偿", "2026-01-05,22:10,10690000001,短信,本人,a", "2026-01-05,22:20,059100000001,我打给对方,,b", "2026-01-05,22:30,059100000001,电话、短信,本人,c", "2026-01-05,22:40,13800000001,微信,,d"]);
        assert!(columns.diary.stated);
        assert_eq!(rows, [told(Call, Some(In), Some("母亲王芳")), told(Sms, Some(In), None), told(Call, Some(Out), None), Err("csv.way"), told(Im, None, None)]);
    }

    #[test]
    fn a_relative_beside_the_caller_is_who_was_called() {
        let (_, rows) = read("时间,来电号码,内容", &["2026-01-05 21:10:00,10690000001,今天必须还"]);
        assert_eq!(rows, [Err("csv.way")], "a call with a note, or a message");
        let (columns, rows) = read("时间,来电号码,联系人,关系,时长", &["2026-01-05 21:10:00,059100000001,王芳,母亲,65"]);
        assert_eq!(rows, [told(Channel::Call, Some(Direction::In), Some("母亲王芳"))]);
        assert_eq!(columns.of(Role::Name), None);
        let (columns, _) = read("时间,来电号码,联系人,时长", &["2026-01-05 21:10:00,059100000001,催收王,65"]);
        assert!(columns.of(Role::Name).is_some() && !columns.diary.stated, "the caller's own name");
    }

    #[test]
    fn numbers_of_collectors_need_a_way() {
        let (_, rows) = read("日期,催收号码,催收方式,催收对象,催收内容", &["2026-01-05,059100000001,电话,同事李强,a", "2026-01-05,059100000001,,本人,a"]);
        assert_eq!(rows, [told(Channel::Call, Some(Direction::In), Some("同事李强")), Err("csv.way")]);
    }

    #[test]
    fn what_became_of_a_call() {
        let of = |cell: &str| read("时间,号码,类型,接听情况", &["2026-01-05 21:10:00,1,来电,已接", &format!("2026-01-05 21:10:00,1,来电,{cell}")]).1[1].clone().map(|t| t.outcome);
        assert_eq!([of("未接"), of("拒接"), of("已接"), of("关机"), of("已挂断"), of("")], [Ok(Some(Some(Outcome::Missed))), Ok(Some(Some(Outcome::Rejected))), Ok(Some(None)), Ok(Some(Some(Outcome::Unknown))), Ok(Some(Some(Outcome::Unknown))), Ok(None)]);
        assert_eq!(of("打给我妈"), Err("csv.taken"));
    }

    #[test]
    fn halves_of_the_day() {
        let (columns, _) = read("日期,上下午,时间,号码,类型", &["2026-01-05,下午,9:03,1,来电"]);
        let row = |half: &str| Row { offset: 0, cells: vec![String::new(), half.to_owned()], lossy: false, broken: false, ended: true, sheet: 0 };
        let of = |half: &str, clock: &str| columns.diary.half(&row(half), clock).map(str::to_owned).map_err(|e| e.0);
        assert_eq!([of("下午", "9:03"), of("", "9:03"), of("下午", "21:03")], [Ok("下午".into()), Ok(String::new()), Ok("下午".into())]);
        assert_eq!([of("上午", "21:03"), of("傍晚", "6:10")], [Err("row.bad_date"), Err("row.bad_date")]);
    }
}
