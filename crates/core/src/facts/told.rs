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
/// Keys of [`TEXT`] that hold what somebody said, not what was done.
const SPOKEN: [&str; 3] = ["said", "words", "content"];
/// Keys that name somebody or something, and tell of no act.
const NAMES: [&str; 14] = ["id", "by", "to", "person", "lender", "agency", "org", "against", "loan", "number", "peer", "file", "stated_by", "route"];
/// Words close before a kind that turn it into its opposite.
const NOT: [&str; 9] = ["没有", "没", "未", "不是", "不会", "并非", "否认", "not ", "no "];
/// Phrases that hold such a word and deny nothing of what follows.
const NOT_DENIALS: [&str; 12] = ["未经", "没经", "没有经过", "未征得", "没有征得", "没征得", "没打招呼", "没敲门", "没有敲门", "没说", "没有理由", "未通知"];
/// Words before an act that is announced, not done.
const ANNOUNCED: [&str; 16] = ["扬言", "威胁要", "威胁说", "威胁将", "声称要", "说要", "说会", "说将", "要挟", "准备", "打算", "如果", "否则", "再不", "要是", "threatened to"];

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
            Value::String(s) => match s.trim().to_lowercase().as_str() {
                "yes" | "y" | "true" | "是" | "是的" | "有" | "对" => Some(true),
                "no" | "n" | "false" | "否" | "不是" | "无" | "没有" | "没" | "未" => Some(false),
                _ => None,
            },
            _ => None,
        })
    }

    /// The first of these keys that grants or refuses something: a yes or a no, or words of consent or refusal.
    pub fn granted(&self, keys: &[&str]) -> Option<bool> {
        keys.iter().find_map(|k| {
            self.flag(&[k]).or_else(|| {
                let words = self.value.get(*k)?.as_str()?.to_lowercase();
                let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
                if has(&["不同意", "未同意", "没同意", "没有同意", "未经", "没经", "不允许", "不许", "不让", "不准", "拒绝", "不愿", "without", "refus", "denied", "declin", "not ", "none"]) {
                    Some(false)
                } else {
                    has(&["同意", "允许", "准许", "约好", "约定", "请进", "开门让", "agreed", "consent", "allow", "granted", "invited", "appointment", "full"]).then_some(true)
                }
            })
        })
    }

    /// The first of these keys that is a whole number, or a list whose length is one.
    pub fn number(&self, keys: &[&str]) -> Option<i64> {
        keys.iter().find_map(|k| match self.value.get(*k)? {
            Value::Number(n) => n.as_i64().or_else(|| n.as_f64().filter(|f| f.fract() == 0.0 && f.abs() < 1e9).map(|f| f as i64)),
            Value::String(s) => counted(s),
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
        self.when(&[
            "at", "time", "date", "when", "on", "day", "occurred_at", "happened_at", "datetime", "made_at", "sent_at", "requested_at", "submitted_at", "filed_at", "asked_at", "start", "from", "since", "signed_on",
            "effective_from", "signed_at", "agreed_at", "agreed_on", "concluded_at", "concluded_on", "effective_at", "effective_on",
        ])
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

    /// Whether it tells of an act of this kind as done: like [`Told::is`], but words somebody said are not read, and an act
    /// that was only announced (扬言要……) does not count.
    pub fn tells(&self, kinds: &[String]) -> bool {
        let words: Vec<&str> = kinds.iter().map(String::as_str).collect();
        self.mentions(&words)
    }

    /// Whether any of its own words (not what somebody said) holds one of these, neither denied nor only announced.
    pub fn mentions(&self, words: &[&str]) -> bool {
        let Value::Object(map) = self.value else { return false };
        let holds = |s: &str| words.iter().any(|w| stands(s, w, &undone));
        map.iter().filter(|(k, _)| !SPOKEN.contains(&k.as_str()) && !NAMES.contains(&k.as_str())).any(|(_, v)| match v {
            Value::String(s) => holds(s),
            Value::Array(list) => list.iter().filter_map(Value::as_str).any(holds),
            _ => false,
        })
    }

    /// The hours it speaks of, in seconds of the day: `22:00至22:30`, `22点到23点`; none when it names none.
    pub fn hours(&self) -> Option<(u32, u32)> {
        let Value::Object(map) = self.value else { return None };
        // Two clock times may stand in a list: ["21:00", "23:00"].
        let pair = |v: &Value| match v.as_array()?.as_slice() {
            [Value::String(from), Value::String(until)] => hours(&format!("{from}-{until}")),
            _ => None,
        };
        map.iter().filter(|(k, _)| !NAMES.contains(&k.as_str())).find_map(|(_, v)| v.as_str().and_then(hours).or_else(|| pair(v)))
    }

    /// Whether it is an agreement on hours or ways of contact, not on paying.
    pub fn on_contact(&self) -> bool {
        let of = |words: &[&str]| self.is_called(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        of(&["contact", "channel", "hours", "call_time", "calling", "联系", "来电", "致电", "时段", "时间段"]) && !of(&["instal", "repay", "分期", "还款", "减免", "settle", "plan"])
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

/// A word stands in a text and is not denied close before, in the same clause.
pub fn affirmed(text: &str, word: &str) -> bool {
    stands(text, word, &denied)
}

/// What follows an act in the next clause and says that it did not come to it.
const NOT_AFTER_ALL: [&str; 12] = ["没有真的", "没真的", "并没有真", "但没来", "没有来", "没来", "没有行动", "没有发生", "没有真正", "后来没有", "最后没有", "未遂"];

/// A word stands in a text where `turned` does not hold of what precedes it in its clause, nor is taken back in the next.
fn stands(text: &str, word: &str, turned: &dyn Fn(&str) -> bool) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let clause = |at: usize| text[..at].rsplit(['，', '。', '；', '！', '？', '、', ',', ';', '!', '?', '\n', '：', '（', '(']).next().unwrap_or_default();
    let taken_back = |at: usize| {
        let sentence = text[at..].split(['。', '！', '；', ';', '!', '\n']).next().unwrap_or_default();
        sentence.split(['，', ',']).skip(1).any(|clause| NOT_AFTER_ALL.iter().any(|w| clause.starts_with(w) || clause.trim_start_matches(['但', '不', '过', '后', '来', '最', '却', '有', '念', '头', ' ']).starts_with(w)))
    };
    !word.is_empty() && text.match_indices(&word).any(|(at, _)| !turned(clause(at)) && !taken_back(at))
}

/// Whether a clause says that what follows was not done, or only that it would be.
fn undone(clause: &str) -> bool {
    denied(clause) || ANNOUNCED.iter().any(|w| clause.contains(w))
}

/// Whether a clause ends in a denial of what follows.
fn denied(clause: &str) -> bool {
    let mut clause = clause.to_owned();
    for phrase in NOT_DENIALS {
        clause = clause.replace(phrase, "");
    }
    let from = clause.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
    NOT.iter().any(|not| clause[from..].contains(not))
}

/// Two clock times joined by 至, 到, - or ～.
fn hours(text: &str) -> Option<(u32, u32)> {
    let joints = ["至", "到", "—", "–", "-", "～", "~"];
    let clock = |part: &str, last: bool| -> Option<u32> {
        let digits: Vec<char> = part.chars().filter(|c| !c.is_whitespace()).collect();
        let is = |c: &char| c.is_ascii_digit() || ":：点时半分".contains(*c);
        let run: String = if last { digits.iter().rev().take_while(|c| is(c)).collect::<Vec<_>>().into_iter().rev().collect() } else { digits.iter().skip_while(|c| !is(c)).take_while(|c| is(c)).collect() };
        let (hour, rest) = run.split_once([':', '：', '点', '时'])?;
        let minute: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let minute = if rest.starts_with('半') { 30 } else if minute.is_empty() { 0 } else { minute.parse().ok()? };
        let hour: u32 = hour.parse().ok()?;
        (hour <= 24 && minute < 60).then_some((hour * 60 + minute) * 60)
    };
    joints.iter().find_map(|joint| {
        let (before, after) = text.split_once(joint)?;
        let after = after.trim_start_matches(['次', '日', '第', '二', '天', '早', '上', '晚', ' ']);
        Some((clock(before, true)?, clock(after, false)?))
    })
}

/// The whole number in `3人`, `两名`, `共 326 条`, `3`.
fn counted(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches(['共', '约', '有', ' ']);
    let digits: String = text.chars().filter(|c| *c != ',').take_while(char::is_ascii_digit).collect();
    let rest = |len: usize| text.chars().skip(len).collect::<String>();
    let unit = |rest: &str| rest.trim().is_empty() || rest.trim().starts_with(['人', '名', '个', '条', '位', '份', '次']);
    if !digits.is_empty() {
        let commas = text.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c == ',').count();
        return digits.parse().ok().filter(|_| unit(&rest(digits.len() + commas)));
    }
    let first = text.chars().next()?;
    let number = match first {
        '零' | '〇' => 0,
        '两' => 2,
        '十' => 10,
        c => "一二三四五六七八九".chars().position(|d| d == c)? as i64 + 1,
    };
    unit(&rest(1)).then_some(number)
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
        // A report quotes what others announce: its text does not make it one.
        let quoted = json!({ "kind": "call", "text": "再不还就到村里张贴" });
        assert!(!Told { list: "reports", n: 0, value: &quoted }.is_called(&kinds));
        assert!(Told { list: "reports", n: 0, value: &json!({ "place": "村口张贴" }) }.is_called(&kinds));
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

    #[test]
    fn counts_in_words() {
        for (text, expect) in [("3人", Some(3)), ("两名", Some(2)), ("一人", Some(1)), ("共1,326条", Some(1326)), ("12", Some(12)), ("十个", Some(10)), ("3楼", None), ("一楼", None), ("", None)] {
            assert_eq!(counted(text), expect, "{text}");
        }
    }

    #[test]
    fn a_denial_reaches_over_a_few_words_and_not_over_a_clause() {
        for (text, word, expect) in [
            ("他们没有在门上张贴东西", "张贴", false),
            ("未经同意闯入家中", "闯入", true),
            ("没敲门就闯进客厅", "闯进", true),
            ("我没有开门，他们在门上张贴了告示", "张贴", true),
            ("he did not paste anything", "paste", false),
        ] {
            assert_eq!(affirmed(text, word), expect, "{text}");
        }
    }

    #[test]
    fn an_act_announced_is_not_done() {
        let kinds = ["拉横幅".to_owned(), "public_posting".to_owned()];
        let tells = |value: serde_json::Value| Told { list: "incidents", n: 0, value: &value }.tells(&kinds);
        assert!(tells(json!({ "what": "三个人在小区门口拉横幅" })));
        assert!(tells(json!({ "kind": "public_posting", "what": "……" })));
        assert!(!tells(json!({ "what": "扬言要到单位拉横幅" })));
        assert!(!tells(json!({ "kind": "visit", "said": "再不还就去你单位拉横幅" })));
    }

    #[test]
    fn an_act_taken_back_is_not_done() {
        for (text, word, expect) in [
            ("电话里说下周要来我家门口泼油漆，没有真的来", "泼油漆", false),
            ("想过自杀，有过念头，没有行动", "自杀", false),
            ("来我家门口泼油漆，没有赔偿", "泼油漆", true),
            ("泼了油漆。后来没有再来", "油漆", true),
        ] {
            assert_eq!(affirmed(text, word), expect, "{text}");
        }
    }

    #[test]
    fn hours_of_an_agreement() {
        for (text, expect) in [("晚上22:00至22:30可以联系", Some((79_200, 81_000))), ("22点到23点半", Some((79_200, 84_600))), ("夜间可以联系", None), ("2026-01-02", None)] {
            assert_eq!(hours(text), expect, "{text}");
        }
    }

    #[test]
    fn consent_in_words() {
        for (text, expect) in [("未经同意", Some(false)), ("我同意的", Some(true)), ("约好的", Some(true)), ("拒绝", Some(false)), ("不清楚", None)] {
            let value = json!({ "consent": text });
            assert_eq!(Told { list: "visits", n: 0, value: &value }.granted(&["consent"]), expect, "{text}");
        }
    }
}
