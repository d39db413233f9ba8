//! What words and codes of a table say of a row: in or out, what became of a call, draft or sent.

use crate::model::{Channel, Direction, Outcome};

/// What a word or code about a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// In or out; `None` for a draft or failed message.
    pub direction: Option<Direction>,
    /// What became of the call, if the word says so.
    pub outcome: Option<Outcome>,
    /// The channel, if the word says so.
    pub channel: Option<Channel>,
}

/// Whether a cell names the custodian: 我, 本机, Me.
pub fn is_own(text: &str) -> bool {
    ["我", "本机", "本人", "自己", "本机号码", "me", "self", "myself"].contains(&text.trim().to_lowercase().as_str())
}

/// What 主叫, 未接来电, 接收, outgoing … say.
pub fn kind_of(word: &str) -> Option<Kind> {
    let word = word.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| word.contains(w));
    let is = |words: &[&str]| words.contains(&word.trim());
    let kind = |direction, outcome, channel| Some(Kind { direction: Some(direction), outcome, channel });
    use {Channel::Call, Direction::In, Direction::Out};
    if has(&["草稿", "draft", "发送失败", "未发送", "待发", "failed", "outbox", "queued"]) {
        return Some(Kind { direction: None, outcome: None, channel: None });
    }
    if has(&["拦截", "黑名单", "blocked"]) {
        return kind(In, has(&["电", "call"]).then_some(Outcome::Blocked), None);
    }
    // 主 and 被 alone, as narrow columns print them.
    if is(&["主", "被"]) {
        return kind(if word.trim() == "主" { Out } else { In }, None, Some(Call));
    }
    let rejected = has(&["拒接", "拒绝", "rejected", "declined"]);
    // 呼出未接通 is the custodian's own call; what became of it is then told.
    if has(&["主叫", "呼出", "去电", "已拨", "拨出", "拨打", "outgoing", "dialed", "dialled"]) {
        let missed = has(&["未接", "未通", "no answer"]).then_some(Outcome::Missed);
        return kind(Out, rejected.then_some(Outcome::Rejected).or(missed), (!word.contains("message")).then_some(Call));
    }
    if rejected {
        return kind(In, Some(Outcome::Rejected), Some(Call));
    }
    // Whether a call was put through says nothing of who made it.
    if has(&["接通"]) && !has(&["被叫", "呼入", "来电", "incoming"]) {
        return None;
    }
    if has(&["未接", "未接听", "missed", "响铃"]) {
        return kind(In, Some(Outcome::Missed), Some(Call));
    }
    if has(&["被叫", "呼入", "来电", "已接", "接听", "incoming"]) {
        let answered = has(&["已接", "接听"]).then_some(Outcome::Answered);
        return kind(In, answered, (!word.contains("message")).then_some(Call));
    }
    if word.contains("收发") {
        return None;
    }
    if has(&["收短信", "收彩信", "短信收", "彩信收", "下行"]) {
        return kind(In, None, None);
    }
    if has(&["发短信", "发彩信", "短信发", "彩信发", "上行"]) {
        return kind(Out, None, None);
    }
    if has(&["接收", "收到", "收信", "received", "inbox", "收件", "传入", "来信"]) || is(&["收", "in", "mt", "下行", "对方"]) {
        return kind(In, None, None);
    }
    if has(&["发送", "发出", "已发", "发信", "sent", "发件", "传出"]) || is(&["发", "out", "mo", "上行"]) || is_own(word.trim()) {
        return kind(Out, None, None);
    }
    None
}

/// Codes of Android's SMS and call tables (Telephony.TextBasedSmsColumns, CallLog.Calls); calls when `call`.
pub fn android_kind(code: &str, call: bool) -> Option<Kind> {
    let kind = |direction, outcome| Some(Kind { direction, outcome, channel: None });
    use Direction::{In, Out};
    match (code, call) {
        ("1", _) => kind(Some(In), None),
        ("2", _) => kind(Some(Out), None),
        ("3", true) => kind(Some(In), Some(Outcome::Missed)),
        ("4", true) => Some(Kind { direction: Some(In), outcome: None, channel: Some(Channel::VoiceMail) }),
        ("5", true) => kind(Some(In), Some(Outcome::Rejected)),
        ("6", true) => kind(Some(In), Some(Outcome::Blocked)),
        ("3" | "4" | "5" | "6", false) => kind(None, None),
        _ => None,
    }
}

/// Whether a word says by itself who called or wrote; 已接 and 未接 may speak of either side.
pub fn states_way(word: &str) -> bool {
    const WAYS: [&str; 14] = ["主", "被", "呼入", "呼出", "来电", "去电", "拨", "收", "发", "上行", "下行", "incoming", "outgoing", "sent"];
    let lower = word.to_lowercase();
    word.chars().count() <= 12 && kind_of(word).is_some_and(|k| k.direction.is_some()) && WAYS.iter().any(|w| lower.contains(w))
}

/// The channel, by the service column, then the word of the direction, then what the table holds.
pub fn channel(service: &str, word: &str, kind: Option<Kind>, calls: bool) -> Channel {
    let text = format!("{service} {word}").to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if let Some(channel) = kind.and_then(|k| k.channel) {
        return channel;
    }
    match () {
        () if has(&["彩信", "mms"]) => Channel::Mms,
        () if has(&["短信", "sms"]) => Channel::Sms,
        () if has(&["微信", "qq", "wechat", "imessage"]) => Channel::Im,
        () if calls => Channel::Call,
        () => Channel::Sms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_about_a_call() {
        use {Direction::*, Outcome::*};
        for (word, direction, outcome) in [
            ("主叫", Out, None),
            ("被叫", In, None),
            ("主叫呼出", Out, None),
            ("被叫呼入", In, None),
            ("去电", Out, None),
            ("未接来电", In, Some(Missed)),
            ("未接", In, Some(Missed)),
            ("拒接", In, Some(Rejected)),
            ("已接来电", In, Some(Answered)),
            ("已拦截", In, None),
            ("拦截来电", In, Some(Blocked)),
            ("呼出未接通", Out, Some(Missed)),
            ("接收", In, None),
            ("发送", Out, None),
            ("Missed Call", In, Some(Missed)),
            ("outgoing", Out, None),
            ("呼出被拒接", Out, Some(Rejected)),
            ("来电未接通", In, Some(Missed)),
            ("传入", In, None),
            ("对方", In, None),
            ("我", Out, None),
            ("Me", Out, None),
            ("主", Out, None),
            ("被", In, None),
            ("收短信", In, None),
            ("发短信", Out, None),
            ("点对点短信上行", Out, None),
            ("短信下行", In, None),
        ] {
            assert_eq!(kind_of(word).map(|k| (k.direction, k.outcome)), Some((Some(direction), outcome)), "{word}");
        }
        assert_eq!(kind_of("草稿").map(|k| k.direction), Some(None));
        for word in ["", "国内通话", "语音电话", "本地", "忙", "未接通", "已接通", "收发短信"] {
            assert_eq!(kind_of(word), None, "{word}");
        }
    }

    #[test]
    fn words_that_say_who_called() {
        assert!(["被", "主叫呼出", "来电", "短信接收", "Outgoing"].iter().all(|w| states_way(w)));
        assert!(!["已接", "未接", "接听", "国内通话", "", "发票", "收件箱里的一条很长很长的短信内容"].iter().any(|w| states_way(w)));
    }
}
