//! `juzheng review`: the conclusion page.

use crate::cli::casebook;
use crate::world::Machine;
use crate::{progress, say};
use clap::Args;
use juzheng_core::casebook::Casebook;
use juzheng_core::digest::sha256;
use juzheng_core::error::{Problem, Result};
use juzheng_core::normalise::Timeline;
use juzheng_core::result::{self, Review};
use juzheng_core::review::finding::Finding;
use juzheng_core::rules::{NumberKind, Tier};
use juzheng_core::vault::Case;
use juzheng_core::vault::ledger::Kind;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// 审查案件
#[derive(Args)]
pub struct ReviewArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 每项行为最多列出几句原话
    #[arg(long, value_name = "句数", default_value_t = 3, hide_default_value = true)]
    quotes: usize,
}

/// Reviews and records that it was done.
pub fn run(args: &ReviewArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let (mut case, review, text, timeline) = with_timeline(&args.case, &casebook)?;
    record(&mut case, &review, &text)?;
    if as_json {
        // Escaped already.
        say::raw(&text);
    } else {
        page(&review, args.quotes);
    }
    // The program ends here: what the casebook holds, and a million contacts, need not be given back piece by piece.
    std::mem::forget((casebook, review, timeline));
    Ok(ExitCode::SUCCESS)
}

/// Opens a case and reviews it, with progress. The text is what `review --json` prints.
pub fn reviewed(folder: &std::path::Path, casebook: &Casebook) -> Result<(Case, Review, String)> {
    let (case, review, text, _) = with_timeline(folder, casebook)?;
    Ok((case, review, text))
}

fn with_timeline(folder: &std::path::Path, casebook: &Casebook) -> Result<(Case, Review, String, Timeline)> {
    let world = Machine::new();
    let (mut case, told) = Case::open_locked(folder, &world)?;
    told.iter().for_each(|t| say::notice(&format!("提示：{t}")));
    let bar = progress::bar("读取证据", case.exhibits().len() as u64);
    let (review, timeline) = result::review_of_timeline(&mut case, casebook, &mut |done, _| bar.set_position(done))?;
    bar.finish_and_clear();
    let text = say::escaped(serde_json::to_string_pretty(&review).unwrap_or_default());
    Ok((case, review, text, timeline))
}

/// Writes the review into the ledger; the same review is not written twice.
pub fn record(case: &mut Case, review: &Review, text: &str) -> Result<()> {
    let body = json!({ "result": sha256(text.as_bytes()), "generated_from": review.generated_from, "casebook": review.casebook, "findings": review.findings.len() });
    case.record_output(Kind::Review, body, &Machine::new())
}

/// The conclusion page.
pub fn page(review: &Review, most: usize) {
    say::line("═══ 审查结论 ═══");
    say::line(&format!("往来 {} 条，证据 {} 份，读不出或有损 {} 处", review.events_total, review.exhibits.iter().filter(|e| e.withdrawn.is_none()).count(), review.problems.iter().filter(|p| !set_aside(p)).count()));
    if review.cross_file_twins + review.repeats_folded > 0 {
        say::line(&format!("其中 {} 条运营商详单与手机记录是同一通话，{} 条在多份导出里重复，都只算一次", review.cross_file_twins, review.repeats_folded));
    }
    if review.findings.is_empty() {
        say::line("\n按现有材料和规则，没有发现可以引用的行为。这不等于对方没有违规，只说明现有记录没有显示。");
    }
    let groups = by_rule(review);
    if !groups.is_empty() {
        say::line("");
        let rows: Vec<Vec<String>> = groups.iter().enumerate().map(|(n, g)| summary(n + 1, g)).collect();
        say::table(&["", "涉嫌行为", "次数", "期间", "程度", "把握"], &rows);
    }
    for (n, group) in groups.iter().enumerate() {
        show(n + 1, group, most);
    }
    aside(review);
    clusters(review);
    for study in &review.address_book {
        say::line("\n─── 号码是不是来自通讯录（统计对比，仅供参考） ───");
        say::line(&format!("  {}（{}）", say::clean(&study.says), study.tier.zh()));
        if let Some(read) = &study.last_read {
            say::line(&format!("  {}（证据{}）", say::clean(&read.says), read.exhibit));
        }
        say::line("  这个数字的前提：");
        study.assumptions.iter().for_each(|a| say::line(&format!("    · {}", say::clean(a))));
        say::line(&format!("  不能说明：{}", study.not_proven));
    }
    call_days(review);
    undecided(review);
    say::line("\n─── 可以走的渠道（按先后） ───");
    for door in review.doors.iter().filter(|d| d.open) {
        say::line(&format!("  ○ {}：{}", door.name, say::clean(&door.because)));
    }
    let shut = review.doors.iter().filter(|d| !d.open).count();
    say::line(&format!("  × 另有{shut}个渠道关着：juzheng routes 说明为什么，并列出先后要做的事、会消失的证据"));
    if !review.weak.is_empty() {
        say::line("\n─── 薄弱的地方（决定起诉以前先看） ───");
        for weak in &review.weak {
            say::line(&format!("  ! {}", weak.says));
            say::line(&format!("    可以做：{}（出处：{}）", weak.todo, weak.source));
        }
    }
    say::line(&format!("\n账本摘要 {}\n规则库 {}", review.generated_from, review.casebook));
    say::line("以上是对记录的整理和提示，一律为“涉嫌”，是否违法由有权机关认定；不是法律意见。");
}

/// Whether a problem is the review's own: something was there and was not judged. The others were told when the file was added.
fn set_aside(problem: &Problem) -> bool {
    problem.row.is_none() && (problem.code.starts_with("peer.") || problem.code.starts_with("loan."))
}

/// What was set aside or not computed, and what to do.
fn aside(review: &Review) {
    let mut told = review.problems.iter().filter(|p| set_aside(p)).peekable();
    if told.peek().is_some() {
        say::line("\n─── 没有审查、没有算的（请看一眼） ───");
    }
    for problem in told {
        say::line(&format!("  ! {}：{}", say::clean(&problem.what), say::clean(&problem.place)));
        say::line(&format!("    怎么办：{}", say::clean(&problem.todo)));
    }
}

/// Numbers that belong together by what they sent.
fn clusters(review: &Review) {
    if review.senders.is_empty() {
        return;
    }
    say::line("\n─── 看来属于同一来源的号码（线索，不是认定） ───");
    for cluster in &review.senders {
        let mut shown: Vec<String> = cluster.numbers.iter().take(6).map(|n| format!("{}（{}次）", say::clean(&n.number), n.contacts)).collect();
        if cluster.numbers.len() > 6 {
            shown.push(format!("等{}个", cluster.numbers.len()));
        }
        say::line(&format!("  · {}", shown.join("、")));
        say::line(&format!("    理由：{}", say::clean(&cluster.because.join("；"))));
    }
}

/// Days listed of those on which many calls were counted and nothing found.
const CALL_DAYS: usize = 5;

/// Days of many calls that are no finding: the figures may still serve a complaint.
fn call_days(review: &Review) {
    if review.call_days.is_empty() {
        return;
    }
    say::line("\n─── 数过、没有列为涉嫌的来电（次数可以写进投诉，由有权机关判断） ───");
    for day in review.call_days.iter().take(CALL_DAYS) {
        say::line(&format!("  · {}，{} → {}：来电{}次，接通{}次，未接通{}次", day.day.zh(), say::clean(&day.name), say::clean(&day.recipient), day.calls, day.connected, day.calls - day.connected));
        say::line(&format!("    {}", day.because.join("；")));
    }
    if review.call_days.len() > CALL_DAYS {
        say::line(&format!("  · 还有{}天，用 --json 查看全部", review.call_days.len() - CALL_DAYS));
    }
}

/// What could not be judged, by the evidence that would settle it: one thing to fetch may settle several rules.
fn undecided(review: &Review) {
    if review.undecided.is_empty() {
        return;
    }
    say::line("\n─── 现有材料还判断不了的事（补上就能判断） ───");
    let mut by_need: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for rule in &review.undecided {
        for need in &rule.needs {
            match by_need.iter_mut().find(|(what, ..)| *what == need.what) {
                Some((.., rules)) => rules.push(&rule.title),
                None => by_need.push((&need.what, &need.how, vec![&rule.title])),
            }
        }
    }
    for (what, how, rules) in by_need {
        say::line(&format!("  ? 缺{what}，判断不了：{}", rules.join("、")));
        say::line(&format!("    怎么补：{how}"));
    }
}

/// Findings of one rule together, the gravest rule first.
fn by_rule(review: &Review) -> Vec<Vec<&Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in &review.findings {
        match groups.iter_mut().find(|g| g[0].rule() == finding.rule()) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.sort_by_key(|g| std::cmp::Reverse((*g[0].severity_ceiling(), *g[0].severity())));
    groups
}

fn best(group: &[&Finding]) -> Tier {
    group.iter().map(|f| *f.tier()).max().unwrap_or(Tier::Possible)
}

fn summary(n: usize, group: &[&Finding]) -> Vec<String> {
    let grounds = group.iter().filter(|f| f.events().is_empty()).flat_map(|f| f.grounds()).filter_map(|g| g.at.as_deref());
    let times: Vec<&str> = group.iter().flat_map(|f| f.events()).map(|e| e.time.as_str()).chain(grounds).collect();
    let count = group.iter().map(|f| f.events().len()).sum::<usize>();
    let day = |t: Option<&&str>| t.map_or("", |t| t.get(..10).unwrap_or(t)).to_owned();
    let (first, last) = (day(times.iter().min()), day(times.iter().max()));
    let period = if first == last { first } else { format!("{first} 至 {last}") };
    vec![n.to_string(), group[0].title().to_owned(), if count == 0 { "—".to_owned() } else { count.to_string() }, period, format!("{:?}", group[0].severity()), best(group).zh().to_owned()]
}

fn show(n: usize, group: &[&Finding], most: usize) {
    say::line(&format!("\n{n}. 涉嫌{}　[{:?}{}]", group[0].title(), group[0].severity(), ceiling(group[0])));
    let mut order = group.to_vec();
    order.sort_by_key(|f| std::cmp::Reverse(*f.tier()));
    let mut told = 0;
    for finding in &order {
        let against = finding.against().as_ref().map_or_else(|| "发送者身份未能确认".to_owned(), |a| say::clean(&a.name));
        let times = match finding.events().len() {
            0 => String::new(),
            n => format!("{n}次，"),
        };
        say::line(&format!("   · {against} → {}：{times}{}", say::clean(finding.recipient()), finding.tier().zh()));
        for ground in finding.grounds().iter().take(most.max(1)) {
            let source = ground.row.map_or_else(|| "案件事实".to_owned(), |row| format!("证据{} 第{row}行", ground.exhibit));
            say::line(&format!("     {} —— {source}", say::clean(&ground.says)));
        }
        if let Some(reached) = finding.reached() {
            let kind = if reached.kind == NumberKind::Practice { "实务提示值" } else { "文本数值" };
            say::line(&format!("     {}计{}，提示线{}（{kind}：{}）", reached.period, reached.counted, reached.at_least, reached.note));
        }
        for quote in finding.quotes().iter().take(most.saturating_sub(told)) {
            told += 1;
            let event = &finding.events()[quote.event as usize];
            let source = if event.exhibit == 0 { "当事人陈述".to_owned() } else { format!("证据{} 第{}行", event.exhibit, event.row) };
            say::line(&format!("     「{}」—— {}，{}，{source}", say::clean(&quote.text), say::time(&event.time), if event.peer.is_empty() { "隐藏号码".to_owned() } else { say::clean(&event.peer) }));
        }
    }
    let all: usize = group.iter().map(|f| f.quotes().len()).sum();
    if all > told {
        say::line(&format!("     …… 另有{}处原话，用 --json 查看全部", all - told));
    }
    let mut law: Vec<String> = Vec::new();
    for l in group.iter().flat_map(|f| f.law()).filter(|l| !l.ceiling) {
        let version = l.version_until.as_ref().map(|u| format!("（{u}以前的文本）")).unwrap_or_default();
        let grade = if l.text.is_none() { "（据公开报道）" } else { "" };
        let name = format!("{}{version}{grade}", l.display);
        if !law.contains(&name) {
            law.push(name);
        }
    }
    say::line(&format!("   依据：{}", law.join("；")));
    let mut changes: Vec<String> = group.iter().flat_map(|f| f.law()).filter(|l| !l.ceiling).filter_map(|l| Some(format!("{}：{}", l.display, l.changed_since.as_ref()?))).collect();
    changes.sort();
    changes.dedup();
    changes.iter().for_each(|c| say::line(&format!("   行为之后法律有变动：{c}")));
    let mut ties: Vec<&String> = group.iter().filter_map(|f| f.against().as_ref()).flat_map(|a| &a.attribution).collect();
    ties.sort();
    ties.dedup();
    if !ties.is_empty() {
        say::line(&format!("   归到该机构的理由：{}", ties.into_iter().cloned().collect::<Vec<_>>().join("；")));
    }
    say::line(&format!("   可能的疑点：{}", group[0].why_it_may_be_wrong()));
    say::line(&format!("   不能说明：{}", group[0].not_proven()));
    let mut remarks: Vec<&String> = group.iter().flat_map(|f| f.context()).collect();
    remarks.sort();
    remarks.dedup();
    for remark in remarks {
        say::line(&format!("   注意：{}", say::clean(remark)));
    }
}

fn ceiling(finding: &Finding) -> String {
    if finding.severity_ceiling() == finding.severity() { String::new() } else { format!("，情节严重的{:?}", finding.severity_ceiling()) }
}
