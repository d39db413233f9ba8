//! What a mail carries of earlier mails: the words under `原始邮件`, `转发邮件信息`, `… 写道：`, behind `>`, or under the heads a mail program
//! repeats. They are somebody else's, of another time: they are no words of the sender, and whoever forwards a threat threatens
//! nobody. Shapes of QQ mail, 163 mail, Outlook, Gmail, Apple's and Foxmail's programs.

use regex::Regex;
use std::sync::LazyLock;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// A rule with a word in it, or what Apple's program writes: everything below is an earlier mail.
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[-—_─=* ]{2,}\s*(?P<word>(?:以下[是为])?(?:回复的|转发的|被转发的)?(?:原始|转发|原)?(?:邮件|信件)(?:信息|原件)?|原文|(?i:original(?: message| mail)?|(?:begin )?forwarded(?: message| mail)?))[:：]?\s*[-—_─=* ]{2,}|(?P<begin>开始转发的邮件|(?i:begin forwarded message))[:：])$"));
/// Who wrote, and when, above the words.
static WROTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:(?:On|At) .{6,160} wrote:|在\s?\d{4}.{4,160}写道[:：]|.{1,100}(?:于|在)\s?\d{4}\s?[年/-].{2,80}写道[:：])$"));
/// A line of the heads a program repeats above an earlier mail.
static HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[*> ]*(?P<name>发件人|发信人|寄件者|发送时间|发送日期|日期|时间|收件人|抄送|主题|From|Sent|Date|To|Cc|Subject)[*]*\s*[:：]\s*(?P<value>.*?)[* ]*$"));
/// A line of nothing but a rule.
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[-—_─=]{5,}$"));

/// An earlier mail inside a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoted {
    /// Who wrote it and when, as written.
    pub who: String,
    /// Its words.
    pub words: String,
    /// It was passed on rather than answered.
    pub forwarded: bool,
}

/// The sender's own words, and the earlier mails among and below them.
pub fn split(subject: &str, body: &str) -> (String, Vec<Quoted>) {
    let lines: Vec<&str> = body.lines().collect();
    let (mut own, mut quoted): (Vec<&str>, Vec<Quoted>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim();
        let wrote = wrote(&lines[at..]);
        let next = lines.iter().skip(at + wrote).map(|l| l.trim()).find(|l| !l.is_empty()).unwrap_or_default();
        if line.starts_with('>') || wrote > 0 && next.starts_with('>') {
            // Only the marked lines: an answer may stand between or below them.
            let who = lines[at..at + wrote].iter().map(|l| l.trim()).collect::<Vec<_>>().join(" ");
            at += wrote;
            let mut words = Vec::new();
            while at < lines.len() && (lines[at].trim().starts_with('>') || lines[at].trim().is_empty()) {
                words.push(lines[at].trim().trim_start_matches(['>', ' ']));
                at += 1;
            }
            own.push("");
            quoted.push(Quoted { who, words: words.join("\n").trim().to_owned(), forwarded: false });
        } else if wrote > 0 || RULE.is_match(line) || heads(&lines[at..]) > 0 {
            let forward = ["转发", "Fw:", "Fwd:", "FW:", "转寄"].iter().any(|w| subject.trim_start().starts_with(w));
            let word = line.contains("转发") || line.to_ascii_lowercase().contains("forwarded");
            let answered = wrote > 0 || line.contains("回复") || ["回复", "答复", "Re:", "RE:", "re:"].iter().any(|w| subject.trim_start().starts_with(w));
            let rest = &lines[at + usize::from(heads(&lines[at..]) == 0).max(wrote)..];
            let rest = &rest[rest.iter().position(|l| !l.trim().is_empty()).unwrap_or(rest.len())..];
            let count = heads(rest);
            let who = if wrote > 0 { lines[at..at + wrote].iter().map(|l| l.trim()).collect::<Vec<_>>().join(" ") } else { named(&rest[..count]) };
            quoted.push(Quoted { who, words: rest[count..].join("\n").trim().to_owned(), forwarded: word || forward && !answered });
            break;
        } else {
            own.push(lines[at]);
            at += 1;
        }
    }
    while own.last().is_some_and(|l| l.trim().is_empty() || !quoted.is_empty() && BARE.is_match(l.trim())) {
        own.pop();
    }
    (own.join("\n").trim().to_owned(), quoted)
}

/// How many lines name who wrote: programs break the line.
fn wrote(lines: &[&str]) -> usize {
    let first = lines.first().map_or("", |l| l.trim());
    match lines.get(1).map(|l| l.trim()) {
        _ if first.is_empty() => 0,
        _ if WROTE.is_match(first) => 1,
        // Words above an attribution are no part of it: a broken one begins with the name or `On`, and is not whole on its second line.
        Some(second) if second.len() < 200 && !WROTE.is_match(second) && (second.ends_with("wrote:") || second.ends_with("写道：") || second.ends_with("写道:")) && WROTE.is_match(&format!("{first} {second}")) => 2,
        _ => 0,
    }
}

/// How many lines are heads, blank ones between them too, if they are those of a mail: the sender's first and others below it.
fn heads(lines: &[&str]) -> usize {
    let first = lines.first().and_then(|l| HEAD.captures(l.trim()));
    if !first.is_some_and(|f| matches!(&f["name"], "发件人" | "发信人" | "寄件者" | "From")) {
        return 0;
    }
    let (mut end, mut count) = (0, 0);
    for (nth, line) in lines.iter().enumerate().take(16) {
        match HEAD.is_match(line.trim()) {
            true => (end, count) = (nth + 1, count + 1),
            false if line.trim().is_empty() && count < 3 => {}
            false => break,
        }
    }
    if count >= 3 { end } else { 0 }
}

/// Sender and time of heads.
fn named(lines: &[&str]) -> String {
    let of = |names: &[&str]| lines.iter().filter_map(|l| HEAD.captures(l.trim())).find(|f| names.contains(&&f["name"])).map(|f| f["value"].trim().to_owned());
    let said = [of(&["发件人", "发信人", "寄件者", "From"]), of(&["发送时间", "发送日期", "日期", "时间", "Sent", "Date"])];
    said.into_iter().flatten().filter(|v| !v.is_empty()).collect::<Vec<_>>().join("，")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(subject: &str, body: &str) -> (String, String, String, bool) {
        let (own, quoted) = split(subject, body);
        let first = quoted.into_iter().next().unwrap_or_default();
        (own, first.who, first.words, first.forwarded)
    }

    #[test]
    fn answers_keep_their_own_words() {
        for body in [
            "已收到。\n\n------------------ 原始邮件 ------------------\n发件人: \"张一\" <z@example.com>;\n发送时间: 2026年1月5日(星期一) 晚上9:03\n收件人: \"客服\"<kf@example.com>;\n主题: 投诉\n\n请停止。\n",
            "已收到。\n\n________________________________\n发件人: 张一 <z@example.com>\n发送时间: 2026年1月5日 21:03\n收件人: kf@example.com\n主题: 投诉\n\n请停止。",
            "已收到。\n\nOn Mon, Jan 5, 2026 at 9:03 PM 张一 <z@example.com> wrote:\n\n> 请停止。\n",
            "已收到。\n\nOn Mon, Jan 5, 2026 at 9:03 PM 张一 <z@example.com>\nwrote:\n> 请停止。\n",
            "已收到。\n张一 <z@example.com> 于2026年1月5日周一 21:03写道：\n\n请停止。\n",
            "已收到。\n\n在 2026-01-05 21:03:07，\"张一\" <z@example.com> 写道：\n请停止。\n",
            "已收到。\n---- 回复的原邮件 ----\n请停止。",
            "> 请停止。\n\n已收到。",
        ] {
            let (own, who, words, forwarded) = one("回复：投诉", body);
            assert_eq!((own.as_str(), words.as_str(), forwarded), ("已收到。", "请停止。", false), "{body}");
            assert!(who.is_empty() || who.contains("张一"), "{who}");
        }
    }

    #[test]
    fn what_is_passed_on_is_somebody_elses() {
        let heads = "发件人：客服 <kf@example.com>\n发送日期：2026-01-05 22:03:07\n收件人：z@example.com\n主题：通知\n\n再不还款将联系家人。";
        for rule in ["-------- 转发邮件信息 --------", "---------- Forwarded message ---------", "开始转发的邮件："] {
            let (own, who, words, forwarded) = one("Fw: 通知", &format!("\n{rule}\n{heads}"));
            assert_eq!((own.as_str(), who.as_str(), words.as_str(), forwarded), ("", "客服 <kf@example.com>，2026-01-05 22:03:07", "再不还款将联系家人。", true), "{rule}");
        }
        assert!(one("转发: 通知", heads).3 && !one("答复: 通知", heads).3);
    }

    #[test]
    fn own_words_stay_whole() {
        for body in ["发件人：客服\n请尽快还款。", "您在2026年1月5日签订的合同写道：逾期须付违约金。\n请还款。", "请看邮件\n---\n客服", "他写道：\n还钱", "----- 重要 -----\n还钱"] {
            assert_eq!(split("通知", body), (body.to_owned(), vec![]), "{body}");
        }
    }
}
