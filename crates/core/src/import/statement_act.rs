//! Who contacted whom in one clause of a person's own account. Grammar decides, not the mere presence of a number: what stands before
//! the verb acts, what stands behind 给 or 打给 is reached. What the clause denies, announces, reports from hearsay or leaves open is
//! no contact.

use crate::model::{Channel, Direction};
use regex::Regex;
use std::sync::LazyLock;

/// Stands in a clause for a number or a name of the other side.
pub(super) const PEER: char = '☎';

/// What a clause says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A contact.
    Act(Act),
    /// Of a contact, but not who reached whom, or that there was none.
    Unclear,
    /// Of no contact.
    Nothing,
}

/// One contact.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Act {
    pub channel: Channel,
    pub direction: Direction,
    /// Which of the clause's [`PEER`]s is the other side.
    pub peer: usize,
    /// Who was reached, as written, when it was not the writer.
    pub to: Option<String>,
    /// The writer says that the call was rejected.
    pub rejected: bool,
    /// What the clause leaves to the words around it.
    pub gap: Gap,
}

/// Who a clause does not name, and is taken to be the writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Everybody is named.
    None,
    /// Who reached the other side, or took the call: 拨打☎, 接到☎来电.
    Actor,
    /// Who was reached: ☎打来电话.
    Reached,
}

/// Somebody as a clause names them.
#[derive(Debug, PartialEq, Eq)]
enum Who {
    Me,
    Other(String),
    Unclear,
}

const KIN: &str = "妈妈|妈|母亲|爸爸|爸|父亲|父母|爹|娘|哥哥|哥|大哥|弟弟|弟|姐姐|姐夫|姐|妹妹|妹夫|妹|老婆|妻子|爱人|媳妇|老公|丈夫|配偶|儿子|女儿|孩子|朋友|好友|闺蜜|同事|同学|老师|领导|老板|上司|经理|单位|公司|学校|邻居|亲戚|亲属|舅舅|舅妈|舅|叔叔|叔|姑姑|姑|姨|婶婶|婶|嫂子|嫂|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|岳父|岳母|前夫|前妻|女朋友|男朋友|女友|男友|家人|家里人|家里|家属|室友|房东|村委会|村委|居委会|社区|班主任|人事|HR|紧急联系人|联系人|担保人";
/// What a call or a message is called.
const CALL: &str = "电话|来电";
const TEXT: &str = "短信|彩信|微信|私信|消息|信息";
const SOME: &str = "(?:了|过|来|通|个|一个|几个|多个|条|一条|几条|多条|[0-9一二三四五六七八九十两]+[个次通条])*";

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// 接到 and its like before the other side: it reached the subject.
static TOOK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*?)(接到|收到|接听|接通|接了|接起|拒接|拒绝接听|挂断|挂了)([^☎]{0,14})$"));
static TOOK_WHAT: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^([^☎]{{0,14}}?)(?:({CALL})|({TEXT})|(律师函|催收函|催款函|信函|邮件|函件|信件))")));
static TOOK_BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(打来|打过来|拨来)"));
/// A verb of reaching somebody right before the other side.
static REACHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(.*?)(打{SOME}电话(?:给|到|至|联系)?|打给|打到|打通|打回给?|拨打|拨通|致电|回拨|回电|拨|呼叫|打了|打|发送?{SOME}(?:{TEXT})(?:给|到|至)|发送?{SOME}给|回复|回{SOME}(?:电话|{TEXT})?给?|(?:电话|短信|微信|QQ)(?:联系|回复|告知|通知))([^☎]{{0,14}})$"
    ))
});
/// 给, 向 before the other side and the verb behind it.
static TOWARDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*?)(给|向|对|往)([^☎]{0,8})$"));
static THEN_REACHED: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^([^☎]{{0,10}}?)(?:[打拨回通]{SOME}({CALL})|[打拨]{SOME}(?:过去|过|去)|致电|[发回]送?(?:复)?{SOME}({TEXT}))")));
static BY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*?)(?:被|遭到?)([^☎]{0,6})$"));
/// What the other side does, standing before the verb.
static DOES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?P<fill>[^☎]{{0,12}}?)(?:[给向对往](?P<to>[^☎]{{1,12}}?))?(?:(?P<call>[打拨来]{SOME}(?P<whose>[^☎给]{{0,8}}?)电话|打(?:过来|进来|来|给|到|我)|拨(?:过来|给|到)|来电|致电|电话(?:联系|骚扰|辱骂|威胁|催收|催款|恐吓|通知|告知|骂|催))|(?P<text>发送?{SOME}[^☎给现起布展]{{0,6}}?(?:{TEXT})|(?:短信|微信)(?:联系|骚扰|辱骂|威胁|催收|催款|恐吓|通知|告知|骂|催)|发来)|(?P<visit>上门|来到我家|来我家|到我家|到我单位|到我公司))(?P<rest>[^☎]*)$"
    ))
});
/// A number behind whose it is: 给我妈☎打电话, 打到我手机☎.
static ITS_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"((?:给|到|打|打给|拨打|致电|联系|骚扰)了?(?:(?:我|本人)?的?(?:{KIN})[\u{{4e00}}-\u{{9fff}}]{{0,3}}?(?:的?(?:手机|电话|座机)(?:号码|号)?)?|(?:我|本人)的?(?:手机|电话|座机)(?:号码|号)?))☎"))
});
static AGAIN: LazyLock<Regex> = LazyLock::new(|| pattern("又|再|还|也|多次|连续|反复|不停|不断|接连|陆续|先后|轮番|转而|转打|继续"));
static KIN_SPEAKS: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^(?:我|本人)?的?(?:{KIN})[^，,]{{0,6}}?(?:说|问|回|答|告诉|劝|喊|讲|骂)")));
/// Before whom somebody reached is named.
static REACHES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:给|到|向|对|联系|骚扰|致电|打)$"));
static NEXT_TO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:给|到|向|联系|骚扰|致电)(.+)$"));
static KIN_ANY: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"{KIN}|他|她|别人|他人|大家|我们")));
static KIN_HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^((?:我|本人)?的?(?:{KIN}))([\u{{4e00}}-\u{{9fff}}]{{0,3}})$")));
static KIN_OPEN: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^((?:我|本人)?的?(?:{KIN}))")));
/// What may stand beside a subject and says nothing of who it is.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"当天|当日|周末|白天|路上|正?在(?:家|单位|公司|外|上班|开会|开车|吃饭|睡觉|医院|学校)(?:里|中|时|上)?|(?:上班|下班|开会|睡觉|吃饭)时|上午|下午|中午|早上|早晨|清晨|凌晨|晚上|傍晚|夜里|半夜|深夜|左右|许|于|再次|又|不停地?|不断地?|便|就|还|也|曾|已经|已|先后|多次|连续|反复|接连|陆续|分别|同时|主动|亲自|第[0-9一二三四五六七八九十]+次|(?:用|以|通过)(?:自己|本人|我)?的?(?:手机|座机|电话|微信|QQ)?(?:号码|号)?☎?(?:这个号码)?|时$")
});
static PHONE_OF: LazyLock<Regex> = LazyLock::new(|| pattern(r"的?(?:手机|座机|电话|微信|QQ)(?:号码|号)?(?:上|里|中)?☎?$"));
static HOSTILE: LazyLock<Regex> = LazyLock::new(|| pattern("骂|威胁|辱|恐吓|骚扰|催款|催债|催还|逼"));
static USED: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:来者|他们|有人|催收员|催收人员|催收方|催收公司|某人)(?:又|再次|还)?(?:用|通过)$"));
/// Words that make of an act a denial, a plan, a demand, hearsay or somebody else's matter.
static TURNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"没|未|不|无|别|勿|莫|要|想|会|将|打算|准备|计划|企图|威胁说|扬言|声称|称|说|表示|如果|若|假如|一旦|是否|有无|让|叫|请|使|帮|替|代|问|告诉|听|因|差点|险些|几乎|怀疑|投诉|举报|反映|拉黑|屏蔽|核实|查|每天|天天|每日|经常|常常|以前|曾经|可能|也许|似乎|好像|应该|禁止|停止|拒绝|避免|记得|忘|误|冒充|显示")
});
/// Words with such a character that turn nothing.
static STILL: LazyLock<Regex> = LazyLock::new(|| pattern(r"不停地?|不断地?|不时|不间断地?|未经(?:我|本人)?(?:同意|允许|许可)|自称(?:是)?|号称|无故|无端|协会|将近|因此|要债|不明|未知|直接|分别"));

/// Whether words between the parts of an act leave it an act.
fn plain(text: &str) -> bool {
    let text = STILL.replace_all(text, "");
    !TURNED.is_match(&text)
}

/// A clause without what may stand beside a subject.
pub(super) fn shorn(text: &str) -> String {
    BESIDE.replace_all(text, "").trim().to_owned()
}

/// Whether words begin with a relative or acquaintance.
pub(super) fn names_kin(text: &str) -> bool {
    KIN_OPEN.is_match(text)
}

/// Whether words begin with a name, as far as one character tells.
pub(super) fn may_name(text: &str) -> bool {
    !text.is_empty() && is_name(text)
}

/// Whether a clause says that something was done once more.
pub(super) fn repeats(clause: &str) -> bool {
    AGAIN.is_match(clause)
}

/// Whether words before a quotation make it a relative's.
pub(super) fn speaks_of_kin(text: &str) -> bool {
    KIN_SPEAKS.is_match(text)
}

/// Whether nobody is named before a verb.
fn unnamed(text: &str) -> bool {
    PHONE_OF.replace(&shorn(text), "").is_empty()
}

/// Who this is, the whole of the words naming one.
fn who(text: &str) -> Who {
    let bare = BESIDE.replace_all(text, "");
    let bare = PHONE_OF.replace(bare.trim(), "");
    let bare = bare.as_ref();
    match bare {
        "" | "我" | "本人" | "我本人" | "我自己" | "自己" => return Who::Me,
        _ => {}
    }
    if bare.contains(['和', '与', '及', '、', '☎']) || !plain(bare) {
        return Who::Unclear;
    }
    // A bare name may be the writer's own as well as another's, and many a word looks like one (周末, 路上).
    match KIN_HEAD.captures(bare) {
        // 单位, 公司 without 我 may be where the writer was.
        Some(kin) if !PLACES.contains(&&kin[1]) && is_name(&kin[2]) => Who::Other(bare.to_owned()),
        _ => Who::Unclear,
    }
}

const PLACES: [&str; 8] = ["单位", "公司", "学校", "家里", "社区", "村委", "村委会", "居委会"];

/// Whether words behind a kinship are a name: 王芳, 小陈, or nothing.
fn is_name(text: &str) -> bool {
    text.chars().next().is_none_or(|c| crate::words::is_surname(c) || matches!(c, '小' | '老' | '阿'))
}

/// Who is reached, other words following.
fn who_open(text: &str) -> Who {
    let text = &*PHONE_OF.replace(text, "");
    if let Some(kin) = KIN_OPEN.captures(text) {
        let rest = &text[kin[1].len()..];
        return match () {
            () if rest.starts_with(['和', '与', '及', '、']) => Who::Unclear,
            () if KIN_HEAD.is_match(text) && rest.chars().count() != 1 && is_name(rest) && plain(rest) => Who::Other(text.to_owned()),
            () => Who::Other(kin[1].to_owned()),
        };
    }
    let rest = ["我本人", "我自己", "本人", "我"].iter().find_map(|me| text.strip_prefix(me));
    match rest {
        Some(rest) if rest.starts_with(['们', '家', '和', '与', '及', '、']) => Who::Unclear,
        Some(rest) if rest.starts_with('的') && !PHONE_OF.is_match(rest) => Who::Unclear,
        Some(_) => Who::Me,
        None => Who::Unclear,
    }
}

/// Longest clause read, in bytes, and most numbers in it: nobody tells of one contact in more.
const CLAUSE: usize = 1200;
const PEERS: usize = 8;

/// What one clause says of a contact with one of its [`PEER`]s.
pub(super) fn said(clause: &str, numeric: impl Fn(usize) -> bool) -> Said {
    if clause.len() > CLAUSE || clause.matches(PEER).count() > PEERS {
        return Said::Unclear;
    }
    // 对方 and 往往 are no 对 and 往 that point to somebody.
    let clause = &*clause.replace("对方", "来者").replace("往往", "每每").replace("对于", "关于");
    let mut found = Said::Nothing;
    for (n, (at, mark)) in clause.match_indices(PEER).enumerate() {
        match one(&clause[..at], &clause[at + mark.len()..], n, numeric(n)) {
            act @ Said::Act(_) => return act,
            Said::Unclear => found = Said::Unclear,
            Said::Nothing => {}
        }
    }
    found
}

fn one(before: &str, after: &str, n: usize, numeric: bool) -> Said {
    let clause = format!("{before}{after}");
    let after = &*ITS_NUMBER.replace(after, "$1");
    // By the words of the act, not by what was said in it: 打电话说微信联系 is a call.
    let app = |act: &str| ["微信", "QQ", "钉钉", "私信"].iter().any(|w| before.contains(w) || act.contains(w));
    let written = |word: &str, act: &str| match () {
        () if word.contains("短信") => Some(Channel::Sms),
        () if word.contains("彩信") => Some(Channel::Mms),
        () if app(act) => Some(Channel::Im),
        () if numeric => Some(Channel::Sms),
        () => None,
    };
    let spoken = |act: &str| if app(act) { Channel::Im } else { Channel::Call };
    if clause.contains("好友申请") || clause.contains("添加好友") {
        return Said::Unclear;
    }
    if let Some(took) = TOOK.captures(before) {
        let (subject, verb, fill) = (&took[1], &took[2], &took[3]);
        let behind = TOOK_WHAT.captures(after).filter(|w| plain(&w[1]));
        let inside = TOOK_WHAT.captures(fill);
        let what = behind.or(inside);
        let channel = match &what {
            Some(w) if w.get(2).is_some() => Some(spoken(&w[0])),
            Some(w) if w.get(3).is_some() => written(&w[3], &w[0]),
            Some(_) => Some(Channel::Letter),
            None if TOOK_BARE.is_match(after) => Some(spoken("")),
            None => None,
        };
        return match (channel, who(subject)) {
            (Some(_), _) if !plain(fill) => Said::Unclear,
            (Some(channel), Who::Me) => act(channel, Direction::In, n, None, verb.starts_with('拒'), actor(subject)),
            (Some(channel), Who::Other(to)) => act(channel, Direction::In, n, Some(to), verb.starts_with('拒'), Gap::None),
            _ => Said::Unclear,
        };
    }
    if let Some(reached) = REACHED.captures(before) {
        let (subject, verb, fill) = (&reached[1], &reached[2], &reached[3]);
        let noun = |text: &str| TOOK_WHAT.captures(text).and_then(|w| if w.get(2).is_some() { Some(spoken(&w[0])) } else { written(w.get(3)?.as_str(), &w[0]) });
        let channel = match verb {
            _ if verb.contains("电话") => Some(spoken("")),
            _ if ["短信", "彩信", "微信", "私信", "消息", "信息", "QQ"].iter().any(|w| verb.contains(w)) => written(verb, ""),
            _ if verb.starts_with(['打', '拨', '致', '呼']) || verb == "回拨" || verb == "回电" => Some(spoken("")),
            _ => noun(fill).or_else(|| noun(after)),
        };
        // 打电话给我妈☎ names whose number it is; 打电话给我☎ does not.
        let mine = fill.contains(['我', '他', '她']) && !KIN_OPEN.is_match(fill.trim_start_matches(['了', '给']));
        // 打电话骂人☎, as in a list of calls, is somebody else's; 打电话☎ may be.
        let bare = verb.ends_with("电话") && verb.starts_with('打') && (subject.is_empty() || !fill.is_empty());
        return match (channel, who(subject)) {
            (Some(channel), Who::Me) if plain(fill) && !mine && !bare && !HOSTILE.is_match(fill) => act(channel, Direction::Out, n, None, false, actor(subject)),
            _ => Said::Unclear,
        };
    }
    if let Some(towards) = TOWARDS.captures(before) {
        let (subject, fill) = (&towards[1], &towards[3]);
        let mine = fill.contains(['我', '他', '她']) && !KIN_OPEN.is_match(fill);
        let Some(what) = THEN_REACHED.captures(after) else { return Said::Unclear };
        let channel = what.get(3).map_or_else(|| Some(spoken(&what[0])), |w| written(w.as_str(), &what[0]));
        return match (channel, who(subject)) {
            (Some(channel), Who::Me) if !HOSTILE.is_match(fill) && plain(fill) && plain(&what[1]) && !mine && !what[1].contains(['我', '给', '他', '她']) => act(channel, Direction::Out, n, None, false, actor(subject)),
            _ => Said::Unclear,
        };
    }
    // 对方用☎给我打电话: whose number it is has been said.
    let before = USED.replace(before, "");
    let (subject, before) = BY.captures(&before).map_or((None, before.clone().into_owned()), |by| (Some(by[1].to_owned()), by[2].to_owned()));
    let Some(does) = DOES.captures(after) else {
        return if [CALL, TEXT].iter().any(|words| words.split('|').any(|w| clause.contains(w))) { Said::Unclear } else { Said::Nothing };
    };
    let part = |name: &str| does.name(name).map_or("", |m| m.as_str());
    if !plain(&before) || !plain(part("fill")) || !plain(part("whose")) || before.ends_with(['至', '到', '~', '～', '—', '-', '用', '以', '拿', '过', '从', '把', '将', '和', '与', '同', '跟', '及', '、']) {
        return Said::Unclear;
    }
    let channel = match () {
        () if does.name("visit").is_some() => Some(Channel::Visit),
        () if does.name("call").is_some() => Some(spoken(&after[..after.len() - part("rest").len()])),
        () => written(part("text"), &after[..after.len() - part("rest").len()]),
    };
    let rest = part("rest");
    // 打我妈的电话 names whose telephone it is.
    let whose = part("whose").trim_end_matches('的');
    let whose = ["手机", "座机", "家里", "家"].iter().find_map(|w| whose.strip_suffix(w)).unwrap_or(whose).trim_end_matches('的');
    let mut gap = Gap::None;
    let to = match (&subject, does.name("to")) {
        (Some(subject), _) => {
            gap = actor(subject);
            who(subject)
        }
        (None, Some(to)) => who(to.as_str()),
        (None, None) if matches!(whose, "我" | "本人") => Who::Me,
        (None, None) if whose.contains('我') || KIN_ANY.is_match(whose) => who_open(whose),
        // The verb itself names 我: 打我电话, 到我家.
        (None, None) if part("call").ends_with('我') => who_open(&format!("我{rest}")),
        (None, None) if does.name("visit").is_some() => Who::Me,
        (None, None) if REACHES.is_match(part("call")) => who_open(rest),
        (None, None) => match NEXT_TO.captures(rest) {
            Some(next) => who_open(&next[1]),
            None if KIN_ANY.is_match(rest) => Who::Unclear,
            None => {
                gap = Gap::Reached;
                Who::Me
            }
        },
    };
    // Whose phone a number showed on, or whose number it is, is open where somebody stands before it.
    let named = before.contains('我') || before.contains("本人") || KIN_OPEN.is_match(&before);
    match (channel, to) {
        (Some(channel), Who::Me) if !named || does.name("to").is_some() || REACHES.is_match(part("call")) => act(channel, Direction::In, n, None, false, gap),
        (Some(channel), Who::Other(to)) if !named => act(channel, Direction::In, n, Some(to), false, Gap::None),
        _ => Said::Unclear,
    }
}

fn act(channel: Channel, direction: Direction, peer: usize, to: Option<String>, rejected: bool, gap: Gap) -> Said {
    Said::Act(Act { channel, direction, peer, to, rejected, gap })
}

fn actor(subject: &str) -> Gap {
    if unnamed(subject) { Gap::Actor } else { Gap::None }
}

#[cfg(test)]
#[path = "statement/act_tests.rs"]
mod tests;
