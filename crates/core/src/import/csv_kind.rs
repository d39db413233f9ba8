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

/// Nobody took the call; unlike 未接 it is said of either side's.
const UNTAKEN: [&str; 13] = ["无人接", "无人应", "没人接", "没接", "没有接", "不接", "无法接", "未能接", "未被接", "无应答", "未应答", "no answer", "unanswered"];

/// Words of messages that were not sent, did not arrive or were taken back.
const NEVER: [&str; 20] = ["发送失败", "未发送", "没有发送", "待发", "等待发送", "未发出", "没有发出", "没发出", "未送达", "没有送达", "送达失败", "投递失败", "未投递", "发送未成功", "发送不成功", "定时发送", "定时短信", "撤回", "撤销发送", "发送取消"];

/// What is said of the other side, first thing after 对方: who did not take, refused or took the call was called, by the custodian;
/// who dialled is the caller. `None` where the word does not speak of the other side, `Some(None)` where it does and leaves it open.
fn of_other_side(word: &str) -> Option<Option<Kind>> {
    let (before, act) = word.split_once("对方")?;
    // 呼出(对方忙) says whose call it was by itself.
    if ["主叫", "被叫", "呼", "来电", "去电", "拨", "incoming", "outgoing"].iter().any(|w| before.contains(w)) {
        return None;
    }
    let mut act = act.trim_start_matches([' ', '-', ':', '：']);
    for adverb in ["正在", "已经", "主动"] {
        act = act.strip_prefix(adverb).unwrap_or(act);
    }
    let has = |words: &[&str]| words.iter().any(|w| act.contains(w));
    let begins = |words: &[&str]| words.iter().any(|w| act.trim_start_matches('已').starts_with(w));
    let kind = |direction, outcome| Some(Some(Kind { direction: Some(direction), outcome, channel: Some(Channel::Call) }));
    if begins(&["来电", "呼入", "打来", "拨打", "拨入", "呼叫", "主叫"]) {
        let said = |words: &[&str]| words.iter().any(|w| word.contains(w));
        let missed = (said(&UNTAKEN) || said(&["未接"])).then_some(Outcome::Missed);
        return kind(Direction::In, said(&["拒接", "拒绝"]).then_some(Outcome::Rejected).or(missed));
    }
    if begins(&["拒接", "拒绝"]) {
        return kind(Direction::Out, Some(Outcome::Rejected));
    }
    // 对方未接通 is a call that did not get through, whoever made it.
    if begins(&["未接通", "接通", "无法接通"]) {
        return Some(None);
    }
    if begins(&["未接"]) || begins(&UNTAKEN) {
        return kind(Direction::Out, Some(Outcome::Missed));
    }
    if begins(&["接听", "被叫", "应答"]) || act == "已接" {
        return kind(Direction::Out, has(&["接听", "应答", "已接"]).then_some(Outcome::Answered));
    }
    // 对方忙, 对方已取消, 对方挂断: told apart by nothing. 对方号码 and 对方发送 are no acts of a call.
    begins(&["忙", "正忙", "取消", "挂断", "挂机", "占线", "关机", "停机"]).then_some(None)
}

/// What 主叫, 未接来电, 接收, outgoing … say.
pub fn kind_of(word: &str) -> Option<Kind> {
    let word = word.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| word.contains(w));
    let is = |words: &[&str]| words.contains(&word.trim());
    let kind = |direction, outcome, channel| Some(Kind { direction: Some(direction), outcome, channel });
    use {Channel::Call, Direction::In, Direction::Out};
    if has(&["草稿", "draft", "failed", "outbox", "queued", "scheduled", "undeliver", "not deliver", "not sent", "unsent"]) || has(&NEVER) {
        return Some(Kind { direction: None, outcome: None, channel: None });
    }
    if has(&["voicemail", "voice mail", "语音信箱"]) {
        return kind(In, Some(Outcome::Missed), Some(Channel::VoiceMail));
    }
    if has(&["answered externally", "在其他设备接听", "其他设备已接"]) {
        return kind(In, Some(Outcome::Answered), Some(Call));
    }
    if has(&["拦截", "黑名单", "blocked"]) {
        return kind(In, has(&["电", "call"]).then_some(Outcome::Blocked), None);
    }
    // 主 and 被 alone, as narrow columns print them.
    if is(&["主", "被"]) {
        return kind(if word.trim() == "主" { Out } else { In }, None, Some(Call));
    }
    if let Some(kind) = of_other_side(&word) {
        return kind;
    }
    let rejected = has(&["拒接", "拒绝", "rejected", "declined"]);
    let untaken = has(&UNTAKEN);
    // 短信主叫 is said of messages.
    let call = (!has(&["短信", "彩信", "message", "sms", "mms"])).then_some(Call);
    // 呼出未接通 is the custodian's own call; what became of it is then told.
    if has(&["主叫", "呼出", "去电", "已拨", "拨出", "拨打", "outgoing", "dialed", "dialled"]) {
        let missed = (untaken || has(&["未接", "未通"])).then_some(Outcome::Missed);
        return kind(Out, rejected.then_some(Outcome::Rejected).or(missed).filter(|_| call.is_some()), call);
    }
    let incoming = has(&["被叫", "呼入", "来电", "incoming"]);
    if rejected {
        return kind(In, Some(Outcome::Rejected), Some(Call));
    }
    // Whether a call was put through, or nobody took it, says nothing of who made it.
    if (untaken || has(&["接通"])) && !incoming {
        return None;
    }
    if untaken || has(&["未接", "missed", "响铃"]) {
        return kind(In, call.and(Some(Outcome::Missed)), call);
    }
    if incoming || has(&["已接", "接听"]) {
        let answered = has(&["已接", "接听"]).then_some(Outcome::Answered);
        return kind(In, answered.filter(|_| call.is_some()), call);
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
    if has(&["接收", "收到", "收信", "received", "inbox", "收件", "传入", "来信"]) || is(&["收", "in", "mt", "deliver", "下行", "对方"]) {
        return kind(In, None, None);
    }
    if has(&["发送", "发出", "已发", "发信", "sent", "发件", "传出"]) || is(&["发", "out", "mo", "submit", "上行"]) || is_own(word.trim()) {
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

/// Whether a word is said of calls and never of messages.
pub fn only_of_calls(word: &str) -> bool {
    ["来电", "去电", "电话", "呼入", "呼出", "拨打", "已拨", "通话"].iter().any(|w| word.contains(w))
}

/// The channel: what the service column calls a message is one, whoever 主叫 says began it; then the word of the direction, then what the
/// table holds.
pub fn channel(service: &str, word: &str, kind: Option<Kind>, calls: bool) -> Channel {
    let of_messages = |text: &str| {
        let text = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
        if has(&["语音", "通话", "voice"]) {
            return None;
        }
        has(&["彩信", "mms"]).then_some(Channel::Mms).or(has(&["短信", "sms"]).then_some(Channel::Sms))
    };
    if let Some(channel) = of_messages(service) {
        return channel;
    }
    if let Some(channel) = kind.and_then(|k| k.channel) {
        return channel;
    }
    let text = format!("{service} {word}").to_lowercase();
    match () {
        () if of_messages(word).is_some() => of_messages(word).unwrap_or(Channel::Sms),
        () if ["微信", "qq", "wechat", "imessage", "whatsapp", "telegram", "signal"].iter().any(|w| text.contains(w)) => Channel::Im,
        () if calls => Channel::Call,
        () => Channel::Sms,
    }
}

/// Whether a service carries messages and is named so.
pub fn is_message_service(service: &str) -> bool {
    ["sms", "mms", "rcs", "imessage"].contains(&service.trim().to_lowercase().as_str())
}

/// Whether a service is the use of data: no contact with anybody.
pub fn is_data(service: &str) -> bool {
    let service = service.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| service.contains(w));
    has(&["上网", "流量", "gprs", "cmnet", "cmwap"]) && !has(&["短信", "彩信", "语音", "通话"])
}

/// Whether the state of a message sent says that it never left: 发送失败, 未发送, failed.
pub fn never_left(state: &str) -> bool {
    let state = state.trim().to_lowercase();
    let is = |words: &[&str]| words.contains(&state.as_str());
    const STATES: [&str; 29] = [
        "失败", "未成功", "不成功", "发送中", "正在发送", "取消发送", "已取消", "排队", "排队中", "定时", "发送超时", "超时", "否", "未达", "pending", "error", "sending", "cancelled", "canceled", "recalled", "deleted before sending", "expired",
        "rejected", "undeliv", "rejectd", "no", "false", "n", "x",
    ];
    kind_of(&state).is_some_and(|k| k.direction.is_none()) || is(&STATES)
}

/// Whether the word for the way says that the row is nobody's message: a line a program adds (iMazing's Notification), an alert to all. In
/// lists of chats 通知 is such a line; elsewhere it may be a kind of message.
pub fn is_notice(word: &str, chats: bool) -> bool {
    let word = word.trim().to_lowercase();
    ["notification", "broadcast alert", "系统消息", "系统通知", "系统提示", "小区广播"].contains(&word.as_str()) || chats && ["通知", "系统", "提示", "system"].contains(&word.as_str())
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
            ("对方未接", Out, Some(Missed)),
            ("对方未接听", Out, Some(Missed)),
            ("拨打 对方无人接听", Out, Some(Missed)),
            ("对方已拒接", Out, Some(Rejected)),
            ("对方已接听", Out, Some(Answered)),
            ("对方来电未接", In, Some(Missed)),
            ("未接对方来电", In, Some(Missed)),
            ("呼出(对方忙)", Out, None),
            ("呼入 无人接听", In, Some(Missed)),
            ("呼出(无人接听)", Out, Some(Missed)),
            ("短信主叫", Out, None),
            ("短信被叫", In, None),
            ("主", Out, None),
            ("被", In, None),
            ("收短信", In, None),
            ("发短信", Out, None),
            ("点对点短信上行", Out, None),
            ("短信下行", In, None),
        ] {
            assert_eq!(kind_of(word).map(|k| (k.direction, k.outcome)), Some((Some(direction), outcome)), "{word}");
        }
        for word in ["草稿", "未送达", "Not Delivered", "not sent", "Unsent", "已撤回", "待发送", "没有发出"] {
            assert_eq!(kind_of(word).map(|k| k.direction), Some(None), "{word}");
        }
        for word in ["", "国内通话", "语音电话", "本地", "忙", "未接通", "已接通", "收发短信", "无人接听", "没有接听", "无法接听", "未被接听", "对方忙", "对方已取消", "对方挂断", "对方未接通", "对方无法接通"] {
            assert_eq!(kind_of(word), None, "{word}");
        }
    }

    #[test]
    fn messages_and_data_of_a_mixed_list() {
        let of = |service: &str, word: &str| channel(service, word, kind_of(word), true);
        assert_eq!([of("短信", "主叫"), of("点对点短信", "被叫"), of("SMS", "接收"), of("彩信", "接收"), of("语音短信", "被叫"), of("国内通话", "主叫"), of("", "短信被叫")], [Channel::Sms, Channel::Sms, Channel::Sms, Channel::Mms, Channel::Call, Channel::Call, Channel::Sms]);
        assert!(["GPRS", "上网流量", "手机上网"].iter().all(|s| is_data(s)) && !["短信", "语音通话", "国内通话", ""].iter().any(|s| is_data(s)));
        assert!(["发送失败", "失败", "未发送", "Failed", "草稿", "Not Delivered", "Undelivered", "未送达", "待发送", "已撤回", "Unsent", "Not Sent", "发送中"].iter().all(|s| never_left(s)) && !["发送成功", "已读", "已发送", "未读", "Delivered", "Sent", "已送达", "是", ""].iter().any(|s| never_left(s)));
    }

    #[test]
    fn words_that_say_who_called() {
        assert!(["被", "主叫呼出", "来电", "短信接收", "Outgoing"].iter().all(|w| states_way(w)));
        assert!(!["已接", "未接", "接听", "国内通话", "", "发票", "收件箱里的一条很长很长的短信内容"].iter().any(|w| states_way(w)));
    }
}
