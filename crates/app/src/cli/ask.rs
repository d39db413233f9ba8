//! `juzheng ask`: a question in the user's own words, answered by the law of a day and, with a case, by its facts. What is not known is
//! said to be not known.

use crate::cli::{casebook_with_answers, draft, review};
use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::ask::{Answer, Desk, Finder, Match, Page, Reply, RuleLine, Situation, Verdict, page};
use juzheng_core::casebook::Casebook;
use juzheng_core::compose::{View, documents};
use juzheng_core::error::{Problem, Result};
use juzheng_core::model::Day;
use juzheng_core::world::World;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// 提问
#[derive(Args)]
pub struct AskArgs {
    /// 用自己的话写的问题，或者列表里的编号；不写就列出能回答的问题
    #[arg(value_name = "问题")]
    question: Vec<String>,
    /// 按这个案件的事实回答（放款方、身份、已有的发现）
    #[arg(long, value_name = "案件")]
    case: Option<PathBuf>,
    /// 按哪一天的法律回答；不写就是今天
    #[arg(long, value_name = "日期")]
    on: Option<String>,
    /// 法条印出全文；不写只印开头
    #[arg(long)]
    full: bool,
}

/// Characters of a provision printed without `--full`.
const SHORT: usize = 90;

/// Finds the family, puts the answer together and prints it.
pub fn run(args: &AskArgs, as_json: bool) -> Result<ExitCode> {
    let on = match &args.on {
        Some(text) => Day::parse(text).ok_or_else(|| Problem::new("ask.date", format!("日期“{text}”无法识别"), "--on", "请写成 2026-03-01 这样的形式"))?,
        None => Machine::new().now().day(),
    };
    let casebook = casebook_with_answers(args.case.is_some())?;
    let question = args.question.join(" ");
    if question.trim().is_empty() {
        list(&casebook, as_json);
        return Ok(ExitCode::SUCCESS);
    }
    let situation = match &args.case {
        Some(folder) => {
            let (case, reviewed, _) = review::reviewed(folder, &casebook)?;
            let facts = case.facts()?;
            let material = draft::material(&case, &facts, &reviewed, &casebook, View::Masked);
            let fitting = documents(&casebook)?.iter().filter(|d| d.unfit(&material).is_empty()).map(|d| d.id.clone()).collect();
            Some(Situation::of(&facts, &reviewed, fitting))
        }
        None => None,
    };
    let put = |answer: &Answer| page(answer, &casebook, on, situation.as_ref());
    // An id from the list is answered without looking for words.
    if let Some(answer) = casebook.answers.answer(question.trim()) {
        let page = put(answer);
        if as_json { say::json(&json!({ "question": question, "answer": page })) } else { show(&page, args.full) }
        return Ok(ExitCode::SUCCESS);
    }
    let reply = Finder::new(&casebook.answers, &casebook.words).find(&question);
    let pages: Vec<Page> = [&reply.best, &reply.also].into_iter().flatten().filter_map(|m| casebook.answers.answer(&m.id)).map(put).collect();
    if as_json {
        say::json(&json!({ "question": question, "reply": reply, "answer": pages.first(), "also": pages.get(1) }));
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(found) = &reply.best {
        let also = reply.also.as_ref().map_or_else(String::new, |m| format!("；可能还有：{}", m.title));
        say::line(&format!("您问的是：{}{also}", found.title));
        because(found);
    }
    pages.iter().for_each(|p| show(p, args.full));
    close(&reply);
    Ok(ExitCode::SUCCESS)
}

/// Why this family: the words that matched and the nearest known way of asking.
fn because(found: &Match) {
    let words = if found.words.is_empty() { String::new() } else { format!("问题里有“{}”；", found.words.join("”“")) };
    say::line(&format!("  （{words}最接近的问法是“{}”。如果不是，请看最后的“您是不是想问”。）", found.nearest));
}

fn show(page: &Page, full: bool) {
    say::line(&format!("\n═══ {} ═══（按{}有效的规定）", page.title, page.on.zh()));
    page.says.iter().for_each(|s| say::line(&format!("  {s}")));
    for told in &page.variants {
        let label = if told.holds == Some(true) { format!("按您的案件（{}）", told.label) } else { format!("如果{}", told.label) };
        say::line(&format!("\n  {label}："));
        told.says.iter().for_each(|s| say::line(&format!("    {s}")));
    }
    findings(&page.rules);
    if !page.desks.is_empty() {
        say::line("\n  可以找谁（按先后）");
        page.desks.iter().for_each(desk);
    }
    if !page.papers.is_empty() {
        let papers: Vec<String> = page.papers.iter().map(|(id, title)| format!("{title}（juzheng draft 案件 {id}）")).collect();
        say::line(&format!("  可以生成的文书：{}", papers.join("、")));
    }
    if !page.corrections.is_empty() {
        say::line("\n  网上常见的错误说法");
        for told in &page.corrections {
            say::line(&format!("    × {}\n      实际：{}", told.label, told.says.join("")));
        }
    }
    if !page.not_sure.is_empty() {
        say::line(&format!("\n  这些情况会改变答案：{}", page.not_sure.join("；")));
    }
    if !page.law.is_empty() {
        say::line("\n  依据");
    }
    for cited in &page.law {
        let kind = if cited.official { "" } else { "要旨：" };
        say::line(&format!("    {}　{kind}{}", cited.name, shortened(&cited.text, full)));
        if let Some(caveat) = &cited.caveat {
            say::line(&format!("      注意：{caveat}"));
        }
    }
    if let Some(source) = &page.source {
        say::line(&format!("  出处：{source}"));
    }
    say::line(&format!("  核对于{}。这是一般说明，不是对您个案的法律意见。", page.checked_on));
}

fn shortened(text: &str, full: bool) -> String {
    let line = text.replace('\n', " ");
    if full || line.chars().count() <= SHORT { line } else { format!("{}……", line.chars().take(SHORT).collect::<String>()) }
}

fn findings(rules: &[RuleLine]) {
    let found: Vec<String> = rules
        .iter()
        .filter(|r| r.found.is_some_and(|n| n > 0))
        .map(|r| {
            let days = r.days.as_ref().map_or_else(String::new, |(a, b)| if a == b { format!("，{a}") } else { format!("，{a}至{b}") });
            format!("{}（{}处{days}）", r.name, r.found.unwrap_or(0))
        })
        .collect();
    if !found.is_empty() {
        say::line(&format!("\n  您的案件里有关的涉嫌行为：{}\n    每一处引用行为当天的条文，请看 juzheng review。", found.join("、")));
    } else if rules.iter().any(|r| r.found.is_some()) {
        say::line("\n  您的案件里，按现有材料没有发现与这个问题直接有关的行为；这不等于没有发生。");
    }
}

fn desk(desk: &Desk) {
    let mark = match desk.open {
        Some(true) => "○",
        Some(false) => "×",
        None => "·",
    };
    say::line(&format!("    {mark} {}：{}", desk.name, say::clean(&desk.says)));
}

/// What is said when nothing is answered, and what else might have been meant.
fn close(reply: &Reply) {
    const PEOPLE: &str = "  也可以问人：12348（公共法律服务热线，免费）、当地法律援助中心、放款机构的官方客服；有人身危险请打110。";
    match (reply.verdict, &reply.elsewhere) {
        (Verdict::Answered, _) => {}
        (_, Some(topic)) => say::line(&format!("不知道。它像是“{}”方面的事，不在本软件的范围里，可以问：{}。", topic.name, topic.go)),
        (Verdict::Unsure, None) => say::line(&format!("不知道您问的是下面哪一类，不想给您一个可能错的答案；请选一个，或者换个说法再问。\n{PEOPLE}")),
        (Verdict::Unknown, None) => say::line(&format!("不知道。这个问题本软件没有把握回答，不想给您一个可能错的答案。\n{PEOPLE}")),
    }
    if !reply.offers.is_empty() {
        say::line("\n您是不是想问：");
        reply.offers.iter().for_each(|m| say::line(&format!("  · {}　juzheng ask {}", m.title, m.id)));
    } else if reply.verdict != Verdict::Answered {
        say::line("  运行 juzheng ask（不写问题）可以看到能回答的问题。");
    }
}

fn list(casebook: &Casebook, as_json: bool) {
    let answers = &casebook.answers.list;
    if as_json {
        let rows: Vec<_> = answers.iter().map(|a| json!({ "id": a.id, "topic": a.topic, "title": a.title, "asks": a.asks, "checked_on": a.checked_on })).collect();
        say::json(&rows);
        return;
    }
    let mut topics: Vec<&str> = Vec::new();
    for topic in TOPICS.iter().copied().chain(answers.iter().map(|a| a.topic.as_str())) {
        if !topics.contains(&topic) && answers.iter().any(|a| a.topic == topic) {
            topics.push(topic);
        }
    }
    say::line(&format!("能回答的问题有{}类。请直接写问题，例如：juzheng ask \"催收半夜给我妈打电话怎么办\"", answers.len()));
    for topic in topics {
        say::line(&format!("\n{topic}"));
        answers.iter().filter(|a| a.topic == topic).for_each(|a| say::line(&format!("  · {}　{}", a.title, a.id)));
    }
}

/// Chapters in the order in which somebody in trouble needs them; others follow by id.
const TOPICS: &[&str] = &["求助", "爆通讯录", "我是被联系的人", "催收行为", "假冒与吓唬", "投诉举报", "报警", "证据", "法院", "权限", "债务与费用", "协商与征信", "身份与来源"];
