//! Which lender a contact is tied to, and how strongly. Unknown senders stay unknown; a guess is never a tie.

use super::company::brand;
pub use super::company::core_name;
use crate::facts::{Agency, Facts};
use crate::model::{Channel, Direction, Reading};
use crate::normalise::people::{PartyId, Role};
use crate::normalise::{Event, Timeline};
use crate::number;
use crate::words::{FamilyId, Hit, Words};
use memchr::memmem::Finder;
use std::collections::HashMap;

/// What ties a contact to a lender. Ordered from weak to strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// The words tell of the borrower's debt, and the case knows one lender only.
    OnlyLender,
    /// The same number sent other messages that are tied.
    SameNumber,
    /// The words name the lender or the loan.
    Named,
    /// The message is signed with the lender's signature.
    Signature,
    /// The facts give the number as the lender's or its agency's.
    KnownNumber,
}

impl Strength {
    /// As findings say it.
    pub fn zh(self) -> &'static str {
        match self {
            Strength::KnownNumber => "号码是案件事实里写明的该机构或其催收公司的号码",
            Strength::Signature => "短信签名与该机构一致（签名可以仿冒）",
            Strength::Named => "内容写出了该机构、它的号码或借款编号",
            Strength::SameNumber => "同一号码发过能够归到该机构的信息",
            Strength::OnlyLender => "内容说到借款人的欠款，而本案只有这一家放款方（较弱）",
        }
    }

    /// Whether the tie by itself is strong enough for the strongest tier.
    pub fn strong(self) -> bool {
        self >= Strength::Signature
    }
}

/// A tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Index into `facts.lenders`.
    pub lender: u32,
    /// How.
    pub strength: Strength,
}

/// Names by which a lender is recognised in words.
struct Names {
    lender: u32,
    signatures: Vec<String>,
    names: Vec<String>,
    loans: Vec<String>,
    numbers: Vec<String>,
}

/// Words that make a message one about a debt; without any, a name alone ties nothing.
const ABOUT_DEBT: [&str; 14] = [
    "debt_fact",
    "collection",
    "third_party_payment_demand",
    "third_party_disclosure",
    "threat_exposure",
    "threat_violence",
    "insult",
    "false_legal_consequence",
    "visit_threat",
    "relay",
    "impersonate_authority",
    "impersonate_lawyer",
    "private_payee",
    "induce_borrowing",
];

/// Ties every event it can. `hits` are the words found in each event (empty when not scanned).
pub fn tie(facts: &Facts, timeline: &Timeline, hits: &[Vec<Hit>], words: &Words) -> Vec<Option<Tie>> {
    let names = names(facts);
    let debt: Vec<FamilyId> = ABOUT_DEBT.iter().filter_map(|f| words.family(f)).collect();
    let borrower: Option<&str> = facts.borrower.as_deref().and_then(|b| facts.person(b)).map(|p| p.name.as_str()).filter(|n| n.chars().count() >= 2);
    let any_name: Vec<Finder<'_>> = names.iter().flat_map(|n| n.names.iter().chain(&n.signatures).chain(&n.loans)).map(|name| Finder::new(name.as_bytes())).collect();
    let lenders_of_borrower: Vec<u32> = facts.lenders.iter().enumerate().map(|(i, _)| i as u32).collect();
    let mut ties: Vec<Option<Tie>> = timeline
        .events
        .iter()
        .zip(hits)
        .map(|(event, hits)| {
            if event.record.direction != Direction::In {
                return None;
            }
            if let Some(lender) = known(facts, timeline, event.peer) {
                return Some(Tie { lender, strength: Strength::KnownNumber });
            }
            if !stranger(timeline, event.peer) {
                return None;
            }
            let text = event.words();
            if text.is_empty() || event.record.reading == Reading::Stated {
                let stated = stated_by(facts, event);
                if stated.is_some() || text.is_empty() {
                    return stated;
                }
            }
            // Most messages hold no name of the case: neither their signature nor who speaks in them is asked for.
            let named = any_name.iter().any(|name| name.find(text.as_bytes()).is_some());
            let signature = if named { crate::words::signature(text).map(plain) } else { None };
            if let Some(signature) = &signature
                && let Some(n) = names.iter().find(|n| n.signatures.iter().any(|s| s == signature) || n.names.iter().any(|s| of_the_trade(signature, s)))
            {
                return Some(Tie { lender: n.lender, strength: Strength::Signature });
            }
            // Who says for whom he speaks, and a contact called after the lender, are tied whatever else is said.
            let by_chat = event.record.channel == Channel::Im;
            if (named || by_chat)
                && let Some(n) = names.iter().find(|n| n.names.iter().any(|s| named && introduces(text, s) || by_chat && nickname(&event.record.peer.raw, s)))
            {
                return Some(Tie { lender: n.lender, strength: Strength::Named });
            }
            // The number of a loan is nobody else's.
            if named
                && let Some(n) = names.iter().find(|n| n.loans.iter().any(|loan| text.contains(loan.as_str())))
            {
                return Some(Tie { lender: n.lender, strength: Strength::Named });
            }
            if !hits.iter().any(|h| debt.contains(&h.family)) {
                return None;
            }
            let signature = if named { signature } else { crate::words::signature(text).map(plain) };
            // A name within somebody else's signature names somebody else.
            let said = match &signature {
                Some(own) => std::borrow::Cow::Owned(text.replace(own.as_str(), "")),
                None => std::borrow::Cow::Borrowed(text),
            };
            if let Some(n) = names.iter().find(|n| n.names.iter().chain(&n.loans).any(|s| speaks_for(&said, s)) || gives(&said, &n.numbers)) {
                return Some(Tie { lender: n.lender, strength: Strength::Named });
            }
            // Another company's signature: its message, not this lender's, unless it names the borrower and is of the trade.
            if signature.as_deref().is_some_and(|own| !(borrower.is_some_and(|b| text.contains(b)) && collects(own))) {
                return None;
            }
            // The weakest tie wants plain words: a hint and a name are what neighbours write too.
            let plainly = hits.iter().any(|h| !h.weak && debt.contains(&h.family));
            match (lenders_of_borrower.as_slice(), borrower) {
                ([only], Some(name)) if plainly && text.contains(name) => Some(Tie { lender: *only, strength: Strength::OnlyLender }),
                _ => None,
            }
        })
        .collect();
    same_number(timeline, &mut ties);
    ties
}

/// Whether a text has the name other than as that of somebody absent: 那边, 那家, 他们 after it are how bystanders speak of a lender.
fn speaks_for(text: &str, name: &str) -> bool {
    const AWAY: [&str; 6] = ["那边", "那家", "那帮", "那伙", "他们", "的人"];
    text.match_indices(name).any(|(at, _)| !AWAY.iter().any(|away| text[at + name.len()..].starts_with(away)))
}

/// A number that sent messages tied by name or signature is that lender's for its other messages and calls too, unless
/// its messages are tied to different lenders.
fn same_number(timeline: &Timeline, ties: &mut [Option<Tie>]) {
    let mut of: HashMap<PartyId, Option<u32>> = HashMap::new();
    for (event, tie) in timeline.events.iter().zip(ties.iter()) {
        if let Some(tie) = tie.filter(|t| t.strength < Strength::KnownNumber)
            && !timeline.people.party(event.peer).key.is_empty()
        {
            of.entry(event.peer).and_modify(|l| *l = l.filter(|l| *l == tie.lender)).or_insert(Some(tie.lender));
        }
    }
    for (event, tie) in timeline.events.iter().zip(ties.iter_mut()) {
        if tie.is_none()
            && event.record.direction == Direction::In
            && stranger(timeline, event.peer)
            && let Some(Some(lender)) = of.get(&event.peer)
            // A message signed by somebody else stays somebody else's.
            && crate::words::signature(event.words()).is_none()
        {
            *tie = Some(Tie { lender: *lender, strength: Strength::SameNumber });
        }
    }
}

/// The lender a known number stands for (an agency stands for the one it acts for).
pub fn known(facts: &Facts, timeline: &Timeline, peer: PartyId) -> Option<u32> {
    match timeline.people.party(peer).role {
        Role::Lender(i) => Some(i),
        Role::Agency(i) => {
            let lender = facts.principal(facts.agencies.get(i as usize)?)?;
            facts.lenders.iter().position(|l| l.id == lender.id).map(|i| i as u32)
        }
        _ => None,
    }
}

/// Neither a person the case knows nor a number known to be something else.
pub fn stranger(timeline: &Timeline, peer: PartyId) -> bool {
    matches!(timeline.people.party(peer).role, Role::Unknown | Role::Lender(_) | Role::Agency(_))
}

/// A stated visit or report may name the lender or agency by its id or name.
fn stated_by(facts: &Facts, event: &Event) -> Option<Tie> {
    let by = event.record.peer.raw.as_str();
    if by.is_empty() {
        return None;
    }
    let named = |id: &str, name: &str| by == id || by == name || (core_name(name).chars().count() >= 2 && by.contains(&core_name(name)));
    let lender = facts.lenders.iter().position(|l| named(&l.id, &l.name)).or_else(|| {
        let agency = facts.agencies.iter().find(|a| named(&a.id, &a.name))?;
        let principal = facts.principal(agency)?;
        facts.lenders.iter().position(|l| l.id == principal.id)
    })?;
    Some(Tie { lender: lender as u32, strength: Strength::KnownNumber })
}

/// The names by which each lender is recognised in words, its agencies' among them.
pub fn named(facts: &Facts) -> Vec<Vec<String>> {
    names(facts).into_iter().map(|n| n.names.into_iter().chain(n.signatures).collect()).collect()
}

fn names(facts: &Facts) -> Vec<Names> {
    facts
        .lenders
        .iter()
        .enumerate()
        .map(|(i, lender)| {
            let agencies: Vec<_> = facts.agencies.iter().filter(|a| facts.principal(a).is_some_and(|p| p.id == lender.id)).collect();
            let mut names: Vec<String> = all_names(&lender.name).chain(lender.aliases.iter().cloned()).collect();
            names.extend(agencies.iter().flat_map(|a| called(a)));
            names.extend(lender.signatures.iter().map(|s| plain(s)));
            names.extend(names.iter().filter_map(|name| brand(name)).map(str::to_owned).collect::<Vec<_>>());
            names.retain(|n| n.chars().count() >= 2);
            let signatures = lender.signatures.iter().chain(agencies.iter().flat_map(|a| &a.signatures)).map(|s| plain(s)).collect();
            let loans = facts.loans.iter().filter(|l| l.lender == lender.id && l.id.chars().count() >= 4).map(|l| l.id.clone()).collect();
            let numbers = lender.numbers.iter().chain(agencies.iter().flat_map(|a| &a.numbers)).map(|n| number::key(n)).filter(|n| n.len() >= 7).collect();
            Names { lender: i as u32, signatures, names, loans, numbers }
        })
        .collect()
}

/// A name, its short form, and both of what stands before and in brackets: 急速花 of 融捷普惠信息咨询有限公司（急速花）.
fn all_names(name: &str) -> impl Iterator<Item = String> {
    let parts = name.split(['(', ')', '（', '）']).map(str::trim).filter(|part| part.chars().count() >= 2);
    parts.flat_map(|part| [core_name(part), part.to_owned()]).chain(std::iter::once(name.to_owned())).collect::<Vec<_>>().into_iter()
}

/// What people call an agency: its name, the short form of it, its other names.
pub fn called(agency: &Agency) -> Vec<String> {
    let mut names = vec![agency.name.clone(), core_name(&agency.name)];
    names.extend(agency.aliases.iter().cloned());
    names.retain(|n| n.chars().count() >= 2);
    names.dedup();
    names
}

/// Whether the words give one of these numbers (请回电 0571-0000…): a run of digits, however it is broken up.
fn gives(words: &str, numbers: &[String]) -> bool {
    if numbers.is_empty() {
        return false;
    }
    let digits: String = words.chars().filter(|c| !matches!(c, '-' | ' ' | '—' | '－' | '(' | ')' | '（' | '）')).collect();
    digits.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= 7).any(|run| numbers.iter().any(|n| n == run || *n == number::key(run)))
}

/// Words of the trade: with a lender's name they make its signature, where 花艺, 影院 or 县医院 make somebody else's.
const TRADE: [&str; 32] = [
    "银行", "支行", "分行", "信用卡", "卡中心", "小贷", "小额", "消费金融", "消金", "金融", "金服", "金科", "数科", "贷", "借", "钱包", "分期", "白条", "信用", "信贷", "普惠", "担保", "资产", "资管", "催收", "法务", "法催", "委外", "客服", "还款", "逾期", "欠款",
];

/// Who else collects, or says that he acts for those who do: law firms, mediators, courts and police, real and false.
const COLLECTS: [&str; 18] = ["律", "法院", "法庭", "调解", "仲裁", "公安", "派出所", "警", "检察", "司法", "公证", "执行", "案", "催", "债", "清收", "外访", "法"];

/// Whether a signature may be that of somebody who collects.
pub fn collects(signature: &str) -> bool {
    TRADE.iter().chain(&COLLECTS).any(|w| signature.contains(w))
}

/// Whether a signature or a nickname is the lender's: its name and nothing else, or its name among words of the trade.
fn of_the_trade(signature: &str, name: &str) -> bool {
    let Some((before, after)) = signature.split_once(name) else { return false };
    // 瑞宁-小骆驼: the firm first, then who speaks for it.
    if before.is_empty() && after.starts_with(['-', '—', '－', '_', '·', '|', '（', '(']) && !after.contains("店") {
        return true;
    }
    let rest: String = before.chars().chain(after.chars()).filter(|c| !c.is_whitespace() && !"-—_·|（）()".contains(*c)).collect();
    let plain = rest.is_empty() || ["公司", "有限公司", "官方", "服务", "App", "APP", "app", "集团", "中心", "科技", "平台"].contains(&rest.as_str());
    plain || TRADE.iter().any(|w| rest.contains(w))
}

/// Titles people of a firm put behind its name.
const TITLES: [&str; 12] = ["经理", "专员", "主管", "主任", "老师", "顾问", "客服", "法务", "律师", "先生", "女士", "姐"];

/// Whether a contact in a chat is called after the firm: 铭诚小赵, 铭诚老裴, 铭诚裴经理, 铭诚客服.
pub fn nickname(raw: &str, name: &str) -> bool {
    let person = |after: &str| {
        let (after, short) = (after.trim_start_matches(['-', '—', '_', '·', ' ']), after.chars().count() <= 5);
        short && (after.starts_with(['小', '老', '阿']) && after.chars().count() <= 3 || TITLES.iter().any(|t| after.ends_with(t)))
    };
    of_the_trade(raw, name) || raw.strip_prefix(name).is_some_and(person)
}

/// Words before a name by which the speaker says for whom he speaks.
const SPEAKS_FOR: [&str; 16] = ["我是", "我们是", "我这是", "我这边是", "我这里是", "这里是", "这边是", "我司是", "本人是", "我代表", "代表", "我受", "受", "接受", "我在", "我叫"];

/// What may follow a name that is a clause of its own: 某某的，…；某某委托的，…；某某小王，….
fn is_a_badge(after: &str) -> bool {
    let (rest, short) = (after.trim_start_matches("这边").trim_start_matches("委托"), after.chars().count());
    let caller = short == 2 && after.starts_with(['小', '老', '阿']);
    rest == "的" || caller
}

/// Whether the speaker says that he belongs to `name`: 我是某某小贷的，我受某某委托，某某的，某某小王.
pub fn introduces(text: &str, name: &str) -> bool {
    let clauses = || text.split(['，', '。', '！', '？', '；', '：', ',', '!', '?', ':', '\n']);
    if clauses().any(|clause| clause.trim().strip_prefix(name).is_some_and(is_a_badge)) {
        return true;
    }
    text.match_indices(name).any(|(at, _)| {
        let before: String = text[..at].chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
        let clause = before.rsplit(['，', '。', '！', '？', '；', ',', '!', '?', '\n']).next().unwrap_or_default();
        // 受 and 代表 stand right before the name; the others may be followed by a word or two.
        let near = SPEAKS_FOR.iter().any(|w| clause.ends_with(w) || (w.chars().count() >= 2 && w.ends_with('是') && clause.contains(w)));
        let denied = ["不是", "不代表", "是不是", "如果"].iter().any(|w| clause.contains(w));
        near && !denied
    })
}

fn plain(signature: &str) -> String {
    signature.trim_matches(|c| matches!(c, '【' | '】' | '[' | ']' | '［' | '］' | '〔' | '〕') || c.is_whitespace()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_a_lenders_by_its_whole() {
        for (signature, name, own) in [
            ("棠梨小贷", "棠梨", true),
            ("棠梨", "棠梨", true),
            ("棠梨花艺", "棠梨", false),
            ("棠梨影院", "棠梨", false),
            ("临泽县医院", "临泽", false),
            ("临泽银行信用卡中心", "临泽银行", true),
            ("临泽银行催收小王", "临泽银行", true),
            ("瑞宁-小骆驼", "瑞宁", true),
            ("别家小贷", "棠梨", false),
        ] {
            assert_eq!(of_the_trade(signature, name), own, "{signature}");
        }
        for (nick, name, own) in [("铭诚小赵", "铭诚", true), ("铭诚-裴经理", "铭诚", true), ("铭诚", "铭诚", true), ("铭诚花店", "铭诚", false), ("小赵", "铭诚", false)] {
            assert_eq!(nickname(nick, name), own, "{nick}");
        }
    }

    #[test]
    fn who_says_for_whom_he_speaks() {
        for (text, name, own) in [
            ("你好，我是铭诚外包的小赵", "铭诚", true),
            ("我们这边是临泽银行信用卡中心", "临泽银行", true),
            ("受临泽银行委托与您联系", "临泽银行", true),
            ("我不是临泽银行的", "临泽银行", false),
            ("你去临泽银行问问", "临泽银行", false),
            ("铭诚的，昨天那笔想好没有", "铭诚", true),
            ("临泽银行委托的，请回电", "临泽银行", true),
            ("铭诚小赵，那笔什么时候处理？", "铭诚", true),
            ("我明天去铭诚的店里", "铭诚", false),
        ] {
            assert_eq!(introduces(text, name), own, "{text}");
        }
    }

    #[test]
    fn a_number_given_in_the_words() {
        let numbers = vec!["057100002402".to_owned()];
        for (words, given) in [("请回电057100002402", true), ("电话0571-0000 2402，找小陈", true), ("单号10571000024021", false), ("请回电", false)] {
            assert_eq!(gives(words, &numbers), given, "{words}");
        }
    }
}
