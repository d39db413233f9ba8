//! Reading what people typed about visits, requests, the police and so on. People name things in their own way, so a
//! value is looked up under several keys, and a kind is recognised by words that stand in the rule files.

use super::Facts;
use crate::time::{Day, Grain, Stamp, When, ZoneSource};
use serde_json::Value;

/// One item of a list of facts.
#[derive(Clone, Copy, Debug)]
pub struct Told<'f> {
    /// Name of the list.
    pub list: &'static str,
    /// Position in the list, from 0.
    pub n: usize,
    /// The item.
    pub value: &'f Value,
}

/// Keys under which a kind is written; the first group is a word chosen for the purpose, the second running text.
const KIND: [&str; 8] = ["kind", "type", "category", "conduct", "act", "rule", "kinds", "what"];
/// Keys under which the place or medium is written.
const PLACE: [&str; 6] = ["channel", "platform", "medium", "place", "where", "location"];
const TEXT: [&str; 10] = ["text", "said", "words", "description", "desc", "detail", "details", "note", "how", "content"];
/// Words before a kind that turn it into its opposite.
const NOT: [&str; 5] = ["没有", "没", "未", "并未", "不是"];

impl<'f> Told<'f> {
    /// The items of one list.
    pub fn each(list: &'static str, values: &'f [Value]) -> impl Iterator<Item = Told<'f>> {
        values.iter().enumerate().map(move |(n, value)| Told { list, n, value })
    }

    /// `requests.2`, as `juzheng fact` names it.
    pub fn path(&self) -> String {
        let id = self.value.get("id").and_then(Value::as_str);
        id.map_or_else(|| format!("{}.{}", self.list, self.n + 1), |id| format!("{}.{id}", self.list))
    }

    /// The first of these keys that holds words or a number.
    pub fn text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|k| match self.value.get(*k)? {
            Value::String(s) if !s.trim().is_empty() => Some(s.clone()),
            Value::Number(n) => Some(n.to_string()),
            _ => None,
        })
    }

    /// The first of these keys that is a yes or a no.
    pub fn flag(&self, keys: &[&str]) -> Option<bool> {
        keys.iter().find_map(|k| match self.value.get(*k)? {
            Value::Bool(b) => Some(*b),
            Value::String(s) => match s.trim() {
                "yes" | "true" | "是" | "有" => Some(true),
                "no" | "false" | "否" | "无" | "没有" => Some(false),
                _ => None,
            },
            _ => None,
        })
    }

    /// The first of these keys that is a whole number, or a list whose length is one.
    pub fn number(&self, keys: &[&str]) -> Option<i64> {
        keys.iter().find_map(|k| match self.value.get(*k)? {
            Value::Number(n) => n.as_i64(),
            Value::String(s) => s.trim().trim_end_matches(['人', '名', '个', '条']).parse().ok(),
            Value::Array(list) => i64::try_from(list.len()).ok(),
            _ => None,
        })
    }

    /// The first of these keys that is a time, with its own grain.
    pub fn when(&self, keys: &[&str]) -> Option<When> {
        keys.iter().find_map(|k| when(self.value.get(*k)?.as_str()?))
    }

    /// The time of the item itself.
    pub fn at(&self) -> Option<When> {
        self.when(&["at", "time", "date", "when", "on", "from", "since", "signed_on", "effective_from"])
    }

    /// Whether it is of this kind: one of the words stands in what it is called or in its own words, not negated.
    pub fn is(&self, kinds: &[String]) -> bool {
        self.has(KIND.iter().chain(&PLACE).chain(&TEXT), kinds)
    }

    /// Whether it is called one of these kinds, whatever its running text says (a report quotes what others announce).
    pub fn is_called(&self, kinds: &[String]) -> bool {
        self.has(KIND[..7].iter().chain(&PLACE), kinds)
    }

    fn has<'k>(&self, mut keys: impl Iterator<Item = &'k &'k str>, kinds: &[String]) -> bool {
        keys.by_ref().filter_map(|k| self.value.get(*k)).any(|v| match v {
            Value::String(s) => kinds.iter().any(|kind| affirmed(s, kind)),
            Value::Array(list) => list.iter().filter_map(Value::as_str).any(|s| kinds.iter().any(|kind| affirmed(s, kind))),
            _ => false,
        })
    }

    /// The lender it is about, when it says so.
    pub fn lender(&self, facts: &Facts) -> Option<u32> {
        let named = ["to", "lender", "against", "by", "agency", "org", "institution", "of", "loan", "number", "with"].iter().find_map(|k| {
            let words = self.value.get(*k)?.as_str()?;
            facts.lender_of_number(words).or_else(|| facts.lender_named(words)).or_else(|| facts.lender(&facts.loans.iter().find(|l| l.id == words)?.lender)).map(|l| l.id.as_str())
        })?;
        facts.lenders.iter().position(|l| l.id == named).map(|i| i as u32)
    }

    /// What it says, in one line, for showing.
    pub fn line(&self) -> String {
        let parts: Vec<String> = KIND.iter().chain(&TEXT).chain(&["reply", "result", "answer"]).filter_map(|k| self.value.get(*k)?.as_str().map(str::to_owned)).filter(|s| !s.is_ascii()).collect();
        parts.join("；")
    }
}

/// A word stands in a text and is not negated right before.
fn affirmed(text: &str, word: &str) -> bool {
    let text = text.to_lowercase();
    let word = word.to_lowercase();
    text.match_indices(&word).any(|(at, _)| !NOT.iter().any(|not| text[..at].ends_with(not)))
}

/// A stated time with its own grain: a day, a minute or a second.
pub fn when(text: &str) -> Option<When> {
    let text = text.trim();
    let stamp = Stamp::parse(text)?;
    Day::parse(text.get(..10)?)?;
    let grain = match text.len() {
        0..=10 => Grain::Day,
        11..=16 => Grain::Minute,
        _ => Grain::Second,
    };
    let zoned = text.contains('+') || text.ends_with(['Z', 'z']);
    Some(When { stamp, grain, zone: if zoned { ZoneSource::Source } else { ZoneSource::Assumed } })
}

/// Whether an answer of an official place says that the thing is genuine; `None` when it says neither.
pub fn genuine(answer: &str) -> Option<bool> {
    let answer = answer.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| answer.contains(w));
    if has(&["查无", "不存在", "没有", "无此", "未", "不是", "不属实", "虚假", "伪造", "假的", "冒用", "非本", "否认", "not", "no such", "fake", "false", "forged", "unknown", "denied", "invalid", "none", "无记录"]) {
        return Some(false);
    }
    if has(&["属实", "真实", "存在", "确有", "有此", "有该", "是我", "已受理", "已立案", "true", "genuine", "found", "confirmed", "exists", "yes", "real", "valid", "ok"]) {
        return Some(true);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn kinds_are_recognised_unless_negated() {
        let posted = json!({ "kind": "public_posting", "what": "在单元门上张贴大字报" });
        let not = json!({ "what": "他们没有张贴任何东西" });
        let kinds = ["张贴".to_owned()];
        assert!(Told { list: "incidents", n: 0, value: &posted }.is(&kinds));
        assert!(!Told { list: "incidents", n: 0, value: &not }.is(&kinds));
    }

    #[test]
    fn times_keep_their_grain() {
        for (text, grain) in [("2026-01-10", Grain::Day), ("2026-01-10T12:00", Grain::Minute), ("2026-01-10T12:00:00+08:00", Grain::Second)] {
            assert_eq!(when(text).map(|w| w.grain), Some(grain), "{text}");
        }
        assert_eq!(when("昨天"), None);
    }

    #[test]
    fn an_answer_says_yes_no_or_nothing() {
        assert_eq!(genuine("12368答复：查无此案号"), Some(false));
        assert_eq!(genuine("not_found"), Some(false));
        assert_eq!(genuine("经核实，案件真实，已立案"), Some(true));
        assert_eq!(genuine("请稍候"), None);
    }

    #[test]
    fn numbers_flags_and_lists() {
        let value = json!({ "people": ["甲", "乙"], "count": "3人", "agreed": "否" });
        let told = Told { list: "visits", n: 1, value: &value };
        assert_eq!((told.number(&["people"]), told.number(&["count"]), told.flag(&["agreed"])), (Some(2), Some(3), Some(false)));
        assert_eq!(told.path(), "visits.2");
    }
}
