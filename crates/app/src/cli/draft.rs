//! `juzheng draft`: papers as DOCX, PDF and plain text with the same words. At a terminal it asks for what a named paper
//! still needs; elsewhere it never asks.

use crate::cli::casebook;
use crate::cli::review::{record, reviewed};
use crate::say;
use crate::world::{Machine, fonts};
use clap::Args;
use juzheng_core::casebook::Casebook;
use juzheng_core::compose::about::About;
use juzheng_core::compose::ask::{Answer, Question, questions};
use juzheng_core::compose::book::Book;
use juzheng_core::compose::redact::Redactor;
use juzheng_core::compose::{self, Document, Material, Pages, View};
use juzheng_core::digest::sha256;
use juzheng_core::draft::{self, Draft};
use juzheng_core::error::{Problem, Result};
use juzheng_core::facts::{Facts, Stated};
use juzheng_core::result::{self, Review};
use juzheng_core::vault::Case;
use juzheng_core::vault::ledger::Kind;
use juzheng_core::world::{Pdf, World};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

mod parts;

pub use parts::{Part, abouts, parts};

/// 生成文书
#[derive(Args)]
pub struct DraftArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 文书的编号或名称，如 D2、complaint_letter、证据目录、证据册（用 juzheng papers 查看）；不写就是适合本案的各种文书
    #[arg(value_name = "文书")]
    papers: Vec<String>,
    /// 生成适合本案的各种文书，并列出不适合的和理由
    #[arg(long)]
    all: bool,
    /// 放在哪个文件夹
    #[arg(short, long, value_name = "文件夹", default_value = "文书", hide_default_value = true)]
    output: PathBuf,
    /// 有几家放贷机构时，只出针对这一家的（名称或编号）；不写就是每一家各一份
    #[arg(long, value_name = "机构")]
    lender: Option<String>,
    /// 第三人的姓名、号码写全（只给有权查看的人）
    #[arg(long)]
    full: bool,
    /// 遮盖版：姓名、号码、地址、证件号码换成统一的代号
    #[arg(long, conflicts_with = "full")]
    redacted: bool,
    /// 不提问，缺的留空白
    #[arg(long)]
    no_ask: bool,
    /// 回答问题的人；不写就是求助人本人
    #[arg(long, value_name = "姓名")]
    by: Option<String>,
}

/// Writes the papers.
pub fn run(args: &DraftArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let documents = compose::documents(&casebook)?;
    let named: Vec<&Document> = args.papers.iter().filter(|p| !is_book(p)).map(|p| find(&documents, p)).collect::<Result<_>>()?;
    let (mut case, mut review, mut text) = reviewed(&args.case, &casebook)?;
    let may_ask = !as_json && !args.no_ask && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let whom = args.lender.as_deref();
    if may_ask && ask(&mut case, &review, &casebook, (&named, whom), args.by.as_deref(), &mut std::io::stdin().lock())? {
        review = result::review(&mut case, &casebook, &mut |_, _| {})?;
        text = say::escaped(serde_json::to_string_pretty(&review).unwrap_or_default());
    }
    record(&mut case, &review, &text)?;
    let facts = case.facts()?;
    let material = material(&case, &facts, &review, &casebook, View::default());
    let abouts = abouts(&facts, &review, whom)?;
    let all = args.all || args.papers.is_empty();
    let parts = parts(if all { documents.iter().collect() } else { named }, &abouts);
    let (mut wanted, mut unfit): (Vec<Part>, Vec<(&Document, Vec<&str>)>) = (Vec::new(), Vec::new());
    for part in parts {
        let reasons: Vec<&str> = part.document.unfit(&part.material(&material));
        if reasons.is_empty() || !all {
            reasons.iter().for_each(|reason| say::notice(&format!("提示：《{}》看来不适合本案：{reason}", part.title())));
            wanted.push(part);
        } else {
            unfit.push((part.document, reasons));
        }
    }
    // What fits one lender is not called unfit because of another; what fits none is said once.
    unfit.retain(|(d, _)| !wanted.iter().any(|p| p.document.id == d.id));
    unfit.dedup_by_key(|(d, _)| d.id.clone());
    let missing: Vec<serde_json::Value> = wanted
        .iter()
        .map(|p| Ok(json!({ "paper": p.document.id, "lender": p.about.map(|a| &a.name), "questions": questions(p.document, &p.material(&material))? })))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .filter(|m| m["questions"].as_array().is_some_and(|q| !q.is_empty()))
        .collect();
    let style = Style { view: if args.full || args.redacted { View::Full } else { View::Masked }, redacted: args.redacted, book: args.papers.iter().any(|p| is_book(p)) };
    let made = make(&mut case, &review, &casebook, &wanted, &style)?;
    std::fs::create_dir_all(&args.output).map_err(|e| Problem::io(args.output.display().to_string(), "建立文件夹", &e))?;
    let mut listed = Vec::new();
    for (name, bytes) in &made.files {
        let path = args.output.join(name);
        std::fs::write(&path, bytes).map_err(|e| Problem::io(path.display().to_string(), "写入文书", &e))?;
        listed.push(json!({ "file": name, "sha256": sha256(bytes) }));
        if !as_json {
            say::line(&format!("已生成 {}", path.display()));
        }
    }
    case.record_output(Kind::Draft, json!({ "papers": listed, "generated_from": review.generated_from, "redacted": args.redacted.then_some(true), "full": args.full.then_some(true) }), &Machine::new())?;
    for note in &made.notes {
        say::notice(&format!("提示：{note}"));
    }
    if as_json {
        let unfit: Vec<_> = unfit.iter().map(|(d, why)| json!({ "paper": d.id, "title": d.front.title, "because": why })).collect();
        say::json(&json!({ "papers": listed, "blanks": made.blanks, "missing": missing, "unfit": unfit, "notes": made.notes }));
        return Ok(ExitCode::SUCCESS);
    }
    if !unfit.is_empty() {
        say::line("\n不适合本案、没有生成的：");
        unfit.iter().for_each(|(d, why)| say::line(&format!("  × {} {}：{}", d.front.number, d.front.title, why.join("；"))));
    }
    if !made.blanks.is_empty() {
        // A wall of forty names is read by nobody; each paper's last sheet has its own.
        let (all, shown) = (made.blanks.len(), made.blanks.iter().take(BLANKS_SHOWN).cloned().collect::<Vec<_>>().join("、"));
        let rest = if all > BLANKS_SHOWN { format!("……共{all}处，每份文书的末页各自列全") } else { String::new() };
        say::line(&format!("\n文中留有空白、需要您补充的：{}{rest}", say::clean(&shown)));
        if !missing.is_empty() {
            say::line("在终端里指名生成一份文书（如 juzheng draft <案件> D2），程序会逐项提问；也可以打印后手写。");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// So many blanks are named on the screen.
const BLANKS_SHOWN: usize = 10;

/// Whether the exhibit book is meant.
fn is_book(name: &str) -> bool {
    name == "证据册" || name == "book"
}

fn find<'d>(documents: &'d [Document], id: &str) -> Result<&'d Document> {
    // A number or title may stand for several papers (D3: a report to each desk); then the one meant must be named.
    let exact = documents.iter().find(|d| d.id == id || d.front.title == id || d.front.number == id);
    let mut opening: Vec<&Document> = documents.iter().filter(|d| d.front.number.split('-').next() == Some(id) || d.front.title.starts_with(id)).collect();
    if opening.is_empty() && id.chars().count() >= 2 {
        // 起诉状 for 民事起诉状.
        opening = documents.iter().filter(|d| d.front.title.contains(id)).collect();
    }
    match (exact, &opening[..]) {
        (Some(document), _) => Ok(document),
        (None, [one]) => Ok(one),
        (None, []) => {
            let near = near(documents, id);
            let todo = if near.is_empty() { format!("可用的文书：{}、证据册", documents.iter().map(|d| format!("{}（{}）", d.front.title, d.id)).collect::<Vec<_>>().join("、")) } else { format!("您是不是要：{}；其余见 juzheng papers", near.join("、")) };
            Err(Problem::new("draft.unknown", format!("没有“{id}”这种文书"), "命令行", todo))
        }
        (None, several) => {
            let names: Vec<String> = several.iter().map(|d| format!("{}（{}）", d.front.number, d.front.title)).collect();
            Err(Problem::new("draft.several", format!("“{id}”有好几种"), "命令行", format!("请写明是哪一种：{}", names.join("、"))))
        }
    }
}

/// Papers whose title shares most pairs of characters with what was typed, at most three.
fn near(documents: &[Document], typed: &str) -> Vec<String> {
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<BTreeSet<_>>();
    let wanted = pairs(typed);
    let mut shared: Vec<(usize, &Document)> = documents.iter().map(|d| (pairs(&d.front.title).intersection(&wanted).count(), d)).filter(|(n, _)| *n > 0).collect();
    shared.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    shared.iter().take(3).map(|(_, d)| format!("{}（{}）", d.front.title, d.id)).collect()
}

/// Asks for what the papers need, one question at a time. Each answer is a fact, kept and in the ledger before the next
/// question. Whether anything was answered.
fn ask(case: &mut Case, review: &Review, casebook: &Casebook, (wanted, whom): (&[&Document], Option<&str>), by: Option<&str>, input: &mut dyn BufRead) -> Result<bool> {
    let facts = case.facts()?;
    let abouts = abouts(&facts, review, whom)?;
    let by = by.map_or_else(|| facts.person(facts.client.as_deref().or(facts.borrower.as_deref()).unwrap_or_default()).map_or_else(|| "未写明".to_owned(), |p| p.name.clone()), str::to_owned);
    let mut list: Vec<(Question, Option<&About>)> = Vec::new();
    for part in parts(wanted.to_vec(), &abouts) {
        let more = questions(part.document, &part.material(&material(case, &facts, review, casebook, View::default())))?;
        list.extend(more.into_iter().filter(|q| !q.not_known && !list.iter().any(|(l, _)| l.slot == q.slot && l.path == q.path)).map(|q| (q, part.about)).collect::<Vec<_>>());
    }
    if list.is_empty() {
        return Ok(false);
    }
    if !case.facts_recorded() {
        return Err(Problem::new("facts.unrecorded", "case.toml 被直接改过，还没有登记", "case.toml", "请先运行 juzheng fact <案件> accept，再生成文书"));
    }
    say::line(&format!("还缺{}项。一次问一项；不知道就直接回车，文书里会留空白。", list.len()));
    let (world, total, mut answered) = (Machine::new(), list.len(), false);
    for (n, (question, about)) in list.iter().enumerate() {
        let of = about.filter(|_| abouts.lenders.len() > 1).map(|a| format!("（关于{}）", a.name)).unwrap_or_default();
        say::line(&format!("\n（{}/{total}）{of}{}", n + 1, question.ask));
        let Some(answer) = one(question, input)? else { break };
        let stated = Stated { by: by.clone(), at: world.now().rfc3339() };
        let old = question.put(&answer, &mut case.book, &stated)?;
        let to = match &answer {
            Answer::Fact(value) => value.clone(),
            Answer::Unknown => "不知道".into(),
        };
        case.save_facts("answer", json!({ "slot": question.slot, "path": question.path, "asked": question.ask, "from": old, "to": to }), &stated, &world)?;
        answered = true;
    }
    Ok(answered)
}

/// One answer, asked for again while it cannot be read; none at the end of the input.
fn one(question: &Question, input: &mut dyn BufRead) -> Result<Option<Answer>> {
    loop {
        let _ = write!(std::io::stdout(), "> ").and_then(|()| std::io::stdout().flush());
        let mut line = String::new();
        if input.read_line(&mut line).map_err(|e| Problem::io("标准输入", "读取回答", &e))? == 0 {
            return Ok(None);
        }
        match question.read(&line) {
            Ok(answer) => return Ok(Some(answer)),
            Err(problem) => say::line(&format!("{}。{}。", problem.what, problem.todo)),
        }
    }
}

/// How papers are made.
#[derive(Clone, Copy, Default)]
pub struct Style {
    /// Third parties masked or in full.
    pub view: View,
    /// Everybody under a code.
    pub redacted: bool,
    /// The exhibit book too, whether or not the catalogue is wanted.
    pub book: bool,
}

/// Papers as files.
#[derive(Default)]
pub struct Made {
    /// (file name, bytes).
    pub files: Vec<(String, Vec<u8>)>,
    /// Blanks left, each once.
    pub blanks: Vec<String>,
    /// Remarks (no PDF because …).
    pub notes: Vec<String>,
}

/// What papers of a case are made from.
pub fn material<'a>(case: &Case, facts: &'a Facts, review: &'a Review, casebook: &'a Casebook, view: View) -> Material<'a> {
    let today = facts.as_of.unwrap_or_else(|| Machine::new().now().day());
    Material { facts, review, casebook, ledger_head: case.ledger.head(), ledger_length: case.ledger.entries.len() as u64, today, view, pages: None, front: None, said: None }
}

/// Composes and writes papers in every form at hand. The catalogue's page numbers are those of an exhibit book made with it.
pub fn make(case: &mut Case, review: &Review, casebook: &Casebook, parts: &[Part], style: &Style) -> Result<Made> {
    let world = Machine::new();
    let facts = case.facts()?;
    let mut material = material(case, &facts, review, casebook, style.view);
    let mut made = Made::default();
    let redactor = style.redacted.then(|| Redactor::new(&material));
    let pages = if style.book || parts.iter().any(|p| p.document.id == "evidence_catalogue") { bind(case, &material, redactor.as_ref(), None, &world, &mut made)? } else { None };
    material.pages = pages.as_ref();
    let mut papers = Vec::new();
    // Lenders of one name are told apart by their ids.
    let names: Vec<&str> = parts.iter().filter_map(|p| p.whom).collect::<BTreeSet<_>>().into_iter().map(|(_, name)| name).collect();
    for part in parts {
        let (paper, blanks) = compose::compose_with(part.document, &part.material(&material))?;
        let paper = redactor.as_ref().map_or(paper.clone(), |r| r.draft(&paper));
        let suffix = match (style.redacted, style.view) {
            (true, _) => "（遮盖版）",
            (_, View::Full) => "（完整版）",
            _ => "",
        };
        let voice = part.voice.map(|v| format!("-{}", as_name(&redactor.as_ref().map_or(v.to_owned(), |r| r.text(v))))).unwrap_or_default();
        let whom = match part.whom {
            Some((id, name)) if names.iter().filter(|n| **n == name).count() > 1 => format!("-{}（{}）", as_name(name), as_name(id)),
            Some((_, name)) if names.len() > 1 => format!("-{}", as_name(name)),
            _ => String::new(),
        };
        let stem = format!("{}-{}{voice}{whom}{suffix}", part.document.front.number, part.document.front.title);
        papers.push((stem, paper));
        for blank in blanks.into_iter().filter(|b| b.slot.as_deref() != Some("_")) {
            if !made.blanks.contains(&blank.label) {
                made.blanks.push(blank.label);
            }
        }
    }
    let mut pdfs = world.pdf().map(|pdf| pressed(&papers, pdf)).transpose()?.unwrap_or_default().into_iter();
    for (stem, paper) in papers {
        made.files.push((format!("{stem}.docx"), draft::docx::docx(&paper)?));
        made.files.push((format!("{stem}.txt"), draft::text::text(&paper).into_bytes()));
        made.files.extend(pdfs.next().map(|bytes| (format!("{stem}.pdf"), bytes)));
    }
    if world.pdf().is_none() {
        made.notes.push(if cfg!(feature = "press") {
            format!("没有生成 PDF：找不到字体（{}）。请在源码目录运行 make assets；DOCX 和纯文本不受影响", fonts().display())
        } else {
            "没有生成 PDF：这个程序编译时没有带排版功能（make build 会带上）；DOCX 和纯文本不受影响".to_owned()
        });
    }
    Ok(made)
}

/// A stated name as part of a file's name.
fn as_name(words: &str) -> String {
    words.chars().map(|c| if c.is_alphanumeric() || "（）()-·".contains(c) { c } else { '_' }).take(40).collect()
}

/// Papers set side by side, one core each; in the order given whichever is ready first.
fn pressed(papers: &[(String, Draft)], pdf: &dyn Pdf) -> Result<Vec<Vec<u8>>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(papers.len());
    let next = AtomicUsize::new(0);
    let set = || -> Vec<(usize, Result<Vec<u8>>)> {
        let mut done = Vec::new();
        while let Some((n, (_, paper))) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|n| Some((n, papers.get(n)?))) {
            done.push((n, pdf.press(&draft::typst::typst_source(paper), &paper.title)));
        }
        done
    };
    let mut done: Vec<(usize, Result<Vec<u8>>)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(set)).collect();
        let mut all = set();
        for other in others {
            // What a broken thread had set is missing below and told there.
            all.extend(other.join().unwrap_or_default());
        }
        all
    });
    done.sort_by_key(|(n, _)| *n);
    if done.len() < papers.len() {
        return Err(Problem::new("draft.thread", "排版中途出错，有文书没有排完", "排版", "请再运行一次；如果还是这样，可以先用 DOCX 或纯文本"));
    }
    done.into_iter().map(|(_, bytes)| bytes).collect()
}

/// The exhibit book, when there is a typesetter: its volumes and index among the files, its pages for the catalogue.
pub fn bind(case: &mut Case, material: &Material, redactor: Option<&Redactor>, limit: Option<u64>, world: &dyn World, made: &mut Made) -> Result<Option<Pages>> {
    let Some(pdf) = world.pdf() else { return Ok(None) };
    let full = Material { view: View::Full, ..*material };
    let book = Book::of(case, &full)?;
    let (source, names) = compose::book::typst(&book, redactor);
    let mut pictures = std::collections::BTreeMap::new();
    for (name, id) in names {
        pictures.insert(name, case.bytes(id)?);
    }
    let bound = pdf.bind(&source, &book.title, &pictures, limit)?;
    let suffix = if redactor.is_some() { "（遮盖版）" } else { "" };
    let several = bound.volumes.len() > 1;
    for (n, volume) in bound.volumes.iter().enumerate() {
        let part = if several { format!("-第{}册（第{}—{}页）", n + 1, volume.first, volume.last) } else { String::new() };
        if limit.is_some_and(|l| volume.pdf.len() as u64 > l) {
            made.notes.push(format!("证据册第{}页单独一页就超过上限，需要另行压缩图片", volume.first));
        }
        made.files.push((format!("证据册{suffix}{part}.pdf"), volume.pdf.clone()));
    }
    if redactor.is_none() {
        made.files.push(("证据册索引.csv".into(), book.index().into_bytes()));
    }
    if !bound.unreadable.is_empty() {
        made.notes.push(format!("有{}张图片无法显示，证据册里已注明，原件不受影响", bound.unreadable.len()));
    }
    Ok(Some(book.pages(&bound.marks)))
}

#[cfg(test)]
mod tests {
    use super::one;
    use juzheng_core::casebook::Casebook;
    use juzheng_core::compose::ask::{Answer, questions};
    use juzheng_core::compose::{self, Material, View};
    use juzheng_core::facts::Facts;
    use juzheng_core::model::{Day, ExhibitId};
    use juzheng_core::result::Review;

    #[test]
    fn a_question_is_asked_again_until_its_answer_can_be_read() {
        let casebook = Casebook::embedded().unwrap_or_else(|p| panic!("{p:?}"));
        let facts = Facts::from_value(&serde_json::json!({ "borrower": "p", "persons": [{ "id": "p", "name": "张一" }] }), "测试").expect("facts");
        let review = Review::empty(&casebook);
        let m = Material { facts: &facts, review: &review, casebook: &casebook, ledger_head: ExhibitId::default(), ledger_length: 0, today: Day::new(2026, 3, 20).expect("a day"), view: View::Masked, pages: None, front: None, said: None };
        let documents = compose::documents(&casebook).expect("papers");
        let suit = documents.iter().find(|d| d.id == "civil_complaint").expect("the suit");
        let list = questions(suit, &m).expect("questions");
        let birth = list.iter().find(|q| q.slot == "client.birth").expect("asked for");
        let answer = one(birth, &mut "昨天\n1990年1月31日\n".as_bytes()).expect("read");
        assert_eq!(answer, Some(Answer::Fact("1990-01-31".into())));
        assert_eq!(one(birth, &mut "不知道\n".as_bytes()).expect("read"), Some(Answer::Unknown));
        assert_eq!(one(birth, &mut "".as_bytes()).expect("read"), None);
    }
}
