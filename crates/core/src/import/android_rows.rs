//! What the columns of Android's telephony and call-log providers mean, wherever they were copied from: a database, the
//! backup of `adb`, a maker's export. Numbers of `type` and `presentation`: AOSP `Telephony.java`, `CallLog.java`.

use super::Harvest;
use crate::model::{Call, Channel, Direction, Outcome, Part, Peer, Reading, Record, SkipKind};
use crate::time::{Stamp, When};

/// Why a row is no record.
#[derive(Debug)]
pub enum Refusal {
    /// A listed skip.
    Skip(SkipKind, String),
    /// A refused row: code and what is wrong.
    Problem(&'static str, String),
}

const TODO: &str = "原件已保留；如这一行要紧，请在手机上截图该条记录，或换一种方式重新导出后再加入";

/// One row into the harvest; `damaged` tells that bytes of its words were no text.
pub fn take(outcome: Result<Record, Refusal>, damaged: bool, harvest: &mut Harvest) {
    match outcome {
        Ok(record) => {
            let row = harvest.record(record);
            if damaged {
                harvest.repaired(row, "有字符已损坏，以“\u{fffd}”代替");
            }
        }
        Err(Refusal::Skip(kind, why)) => {
            harvest.skip(kind, why);
        }
        Err(Refusal::Problem(code, what)) => {
            harvest.refuse(code, what, TODO);
        }
    }
}

/// The subject of a multimedia message. Android keeps its bytes as the characters of ISO 8859-1 (AOSP `PduPersister`), whatever they
/// were; bytes that are UTF-8 are put back, other subjects stay.
pub fn subject(text: &str) -> String {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    bytes.filter(|b| !b.is_ascii()).and_then(|b| String::from_utf8(b).ok()).unwrap_or_else(|| text.to_owned())
}

/// A time in milliseconds, or in seconds as MMS and some makers keep it: the two cannot be confused between 2000 and 2099.
pub fn stamp(value: Option<i64>) -> Option<Stamp> {
    let value = value?;
    Some(Stamp(value)).filter(|s| s.plausible()).or_else(|| value.checked_mul(1000).map(Stamp).filter(|s| s.plausible()))
}

/// The time of a row, or why it has none.
pub fn when(value: Option<i64>) -> Result<When, Refusal> {
    stamp(value).map(When::exact).ok_or_else(|| {
        let shown = value.map_or_else(|| "缺少日期".to_owned(), |v| format!("日期“{v}”无法识别"));
        Refusal::Problem("row.bad_date", shown)
    })
}

/// The time of sending, if the row has one that is not later than `at`.
pub fn sent(value: Option<i64>, at: When) -> Option<Stamp> {
    stamp(value).filter(|s| *s <= at.stamp)
}

/// Direction by the number of the box: 1 inbox, 2 sent; what never left the phone is a skip.
pub fn direction(number: Option<i64>) -> Result<Direction, Refusal> {
    let not_sent = |why: &str| Err(Refusal::Skip(SkipKind::NotSent, why.to_owned()));
    match number {
        // 7: received and put away by the phone's blocking list (LG).
        Some(1 | 7) => Ok(Direction::In),
        Some(2) => Ok(Direction::Out),
        Some(3) => not_sent("草稿，没有发出"),
        Some(4) => not_sent("在发件箱里，没有发出"),
        Some(5) => not_sent("发送失败"),
        Some(6) => not_sent("排队中，没有发出"),
        Some(8) => not_sent("定时短信，还没有发出"),
        Some(19) => Err(Refusal::Skip(SkipKind::NotContact, "小区广播，不是个人发来的短信".into())),
        Some(other) => Err(Refusal::Problem("row.no_direction", format!("收发类型“{other}”无法识别"))),
        None => Err(Refusal::Problem("row.no_direction", "没有写明是收到还是发出".into())),
    }
}

/// A record of words.
pub fn message(offset: u64, channel: Channel, direction: Direction, at: When, sent: Option<Stamp>, peer: Peer, body: String) -> Record {
    Record { row: 0, offset, at, sent, channel, direction, peer, body, call: None, parts: Vec::<Part>::new(), reading: Reading::Stored }
}

/// A text message; the other side must be named.
pub fn sms(offset: u64, kind: Option<i64>, date: Option<i64>, date_sent: Option<i64>, address: &str, body: String) -> Result<Record, Refusal> {
    let direction = direction(kind)?;
    let at = when(date)?;
    let raw = address.trim().to_owned();
    if raw.is_empty() {
        return Err(Refusal::Problem("row.no_peer", "短信没有对方号码".into()));
    }
    let peer = Peer { raw, name: None, also: vec![] };
    Ok(message(offset, Channel::Sms, direction, at, sent(date_sent, at), peer, body))
}

/// What a multimedia message says, gathered from wherever its source keeps it.
#[derive(Debug, Default)]
pub struct Mms {
    /// Kind of message, e.g. 132.
    pub kind: Option<i64>,
    /// Number of the box.
    pub folder: Option<i64>,
    /// Time, in seconds.
    pub date: Option<i64>,
    /// Time of sending, in seconds.
    pub date_sent: Option<i64>,
    /// Addresses of type 137.
    pub from: Vec<String>,
    /// Addresses of the other types.
    pub to: Vec<String>,
    /// The words.
    pub body: String,
}

/// Places an address of a multimedia message: 137 From, 151 To, 130 CC, 129 BCC (`PduHeaders`).
pub fn address(mms: &mut Mms, kind: Option<i64>, address: &str) {
    let address = address.trim();
    let list = if kind == Some(137) { &mut mms.from } else { &mut mms.to };
    // The phone's own number is written so where it is not known.
    if !address.is_empty() && address != "insert-address-token" && !list.iter().any(|a| a == address) {
        list.push(address.to_owned());
    }
}

/// A multimedia message.
pub fn mms(offset: u64, mms: Mms) -> Result<Record, Refusal> {
    // 128 sent, 130 announced, 132 fetched; reports of delivery and of reading carry nobody's words.
    if let Some(kind) = mms.kind.filter(|k| !matches!(k, 128 | 130 | 132)) {
        return Err(Refusal::Skip(SkipKind::NotContact, format!("彩信的送达或阅读报告（类型{kind}），不是一条消息")));
    }
    let direction = direction(mms.folder)?;
    let at = when(mms.date)?;
    let Mms { mut from, mut to, .. } = mms;
    let raw = match direction {
        Direction::In if !from.is_empty() => from.remove(0),
        _ if !to.is_empty() => to.remove(0),
        _ => return Err(Refusal::Problem("row.no_peer", "彩信没有对方号码".into())),
    };
    // The one recipient of a received message is the phone itself.
    if direction == Direction::In && to.len() == 1 {
        to.clear();
    }
    to.retain(|a| *a != raw);
    Ok(message(offset, Channel::Mms, direction, at, sent(mms.date_sent, at), Peer { raw, name: None, also: to }, mms.body))
}

/// A number as written, and its name; withheld numbers are empty. Old call logs write -1 unknown, -2 private, -3 payphone.
pub fn caller(number: &str, name: Option<String>, presentation: Option<i64>) -> Result<Peer, Refusal> {
    let number = number.trim();
    let withheld = matches!(number, "-1" | "-2" | "-3") || matches!(presentation, Some(2..=4));
    if number.is_empty() && !withheld {
        return Err(Refusal::Problem("row.no_peer", "通话没有对方号码，也没有标明对方隐藏号码".into()));
    }
    let raw = if matches!(number, "-1" | "-2" | "-3") { String::new() } else { number.to_owned() };
    let name = name.map(|n| n.trim().to_owned()).filter(|n| !n.is_empty() && !raw.is_empty());
    Ok(Peer { raw, name, also: vec![] })
}

/// A call by its number of `type`.
pub fn call(offset: u64, kind: Option<i64>, date: Option<i64>, seconds: Option<i64>, peer: Peer) -> Result<Record, Refusal> {
    let at = when(date)?;
    let seconds = seconds.and_then(|s| u32::try_from(s).ok());
    let (direction, channel, outcome) = match kind {
        Some(1 | 7) => (Direction::In, Channel::Call, Outcome::Answered),
        Some(2) => (Direction::Out, Channel::Call, if seconds.unwrap_or(0) > 0 { Outcome::Answered } else { Outcome::Unknown }),
        Some(3) => (Direction::In, Channel::Call, Outcome::Missed),
        Some(4) => (Direction::In, Channel::VoiceMail, Outcome::Missed),
        Some(5) => (Direction::In, Channel::Call, Outcome::Rejected),
        Some(6) => (Direction::In, Channel::Call, Outcome::Blocked),
        Some(other) => return Err(Refusal::Problem("row.no_direction", format!("通话类型“{other}”无法识别"))),
        None => return Err(Refusal::Problem("row.no_direction", "没有写明呼入还是呼出".into())),
    };
    Ok(Record { row: 0, offset, at, sent: None, channel, direction, peer, body: String::new(), call: Some(Call { seconds, outcome }), parts: vec![], reading: Reading::Stored })
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn subjects_kept_as_bytes() {
        let kept: String = "最后通知".bytes().map(char::from).collect();
        assert_eq!([subject(&kept), subject("最后通知"), subject("Café"), subject("plain"), subject("")], ["最后通知", "最后通知", "Café", "plain", ""]);
    }
}
