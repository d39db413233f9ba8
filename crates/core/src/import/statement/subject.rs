//! Who acts in a clause that names nobody: the one the sentence has named before. Where that is open, so is the contact.

use crate::import::statement_act::{Act, Gap, PEER, may_name, names_kin, repeats, shorn};
use crate::model::Direction;
use regex::Regex;
use std::sync::LazyLock;

/// The one last named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Writer,
    /// A number or name of the paragraph, that could not reach the writer.
    Vain(usize),
    /// A number or name of the paragraph, or somebody of the other side.
    Other,
    /// Somebody beside the writer.
    Kin,
    /// Words that may name somebody.
    Named,
    /// Other words.
    Open,
}

/// The subjects of the clauses seen.
#[derive(Default)]
pub(super) struct Subjects(Option<Subject>);

/// The other side tried in vain: what it does next, it does still. What it says it will do is another matter.
static VAIN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:联系|找|打|拨)(?:不上|不到|不通|不进)|没有?(?:打通|联系上|找到)|未(?:打通|联系上|能联系)|因(?:为)?(?:我|本人)(?:未|没|不)接|打.{0,8}(?:没人接|无人接|没接|不接|未接)"));
static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| pattern("说|称|表示|威胁|扬言|如果|若|要是|一旦|会|将|想|准备|打算"));
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:于是|然后|接着|转而|就|便|又|再|也|还|改)*(?:给|打|拨|致电|联系|发|骚扰)"));
/// Where or when something was, not who did it.
static SETTING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:在|当时|正在?|上班|下班|下课|上课|周|星期|礼拜|开会|开车|吃|睡|休息|刚|早|午|晚|凌晨|夜|中午|下午|上午|期间|时$|的时候$|那天|[0-9]|\u{2})"));
static LINKS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:但是?|因为|由于|结果|所以|而且?|却|后|当天|当时|那天|这时|此时|\u{2}|[、.0-9（）()]+)+"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

impl Subjects {
    /// Keeps who a clause speaks of; its numbers begin at `met`.
    pub fn see(&mut self, clause: &str, met: usize) {
        let clause = LINKS.replace(clause, "");
        let text = shorn(&clause);
        self.0 = match () {
            () if text.is_empty() => return,
            () if names_kin(&text) => Some(Subject::Kin),
            () if ["我们", "我方"].iter().any(|w| text.starts_with(w)) => Some(Subject::Named),
            () if ["我", "本人", "自己"].iter().any(|w| text.starts_with(w)) => Some(Subject::Writer),
            () if text.starts_with(PEER) && VAIN.is_match(&text) && !ANNOUNCED.is_match(&text) && text.matches(PEER).count() == 1 => Some(Subject::Vain(met)),
            () if text.contains(PEER) || ["对方", "来者", "他", "她", "其", "催", "客服", "有人", "平台"].iter().any(|w| text.starts_with(w)) => Some(Subject::Other),
            () if SETTING.is_match(&text) => return,
            () if may_name(&text) => Some(Subject::Named),
            () => Some(Subject::Open),
        };
    }

    /// The number whose next act a clause without subject and number tells of.
    pub fn carried(&self, clause: &str) -> Option<usize> {
        match self.0 {
            Some(Subject::Vain(peer)) if !clause.contains(PEER) && GOES_ON.is_match(clause) => Some(peer),
            _ => None,
        }
    }

    /// Whether it is the writer who acts or is reached where the clause does not say so.
    pub fn allow(&self, act: &Act, clause: &str) -> bool {
        let outgoing = act.direction == Direction::Out;
        match (act.gap, self.0) {
            (Gap::None, _) | (_, Some(Subject::Writer)) => true,
            (Gap::Reached, subject) => subject != Some(Subject::Kin),
            // 又打☎: who did it before was told in another paragraph.
            (Gap::Actor, None) => !(outgoing && repeats(clause)),
            (Gap::Actor, Some(Subject::Open)) => !outgoing,
            (Gap::Actor, Some(Subject::Vain(_) | Subject::Other | Subject::Kin | Subject::Named)) => false,
        }
    }
}
