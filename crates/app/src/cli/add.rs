//! `juzheng add`: files into evidence. Each line is printed only after the file is durably taken.

use crate::world::Machine;
use crate::{password, progress, say};
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::facts::Stated;
use juzheng_core::import::{Holds, format};
use juzheng_core::vault::{Case, Exhibit};
use juzheng_core::vault::take::{Options, Taken, walk};
use juzheng_core::world::World;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// 加入材料
#[derive(Args)]
pub struct AddArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 文件或文件夹
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 这些文件来自谁的手机（姓名或编号）；不写就按案件事实，再不然是求助人本人
    #[arg(long, value_name = "姓名")]
    from: Option<String>,
    /// 这个人与借款人的关系，如 friend、sister、同事
    #[arg(long, value_name = "关系")]
    relation: Option<String>,
    /// 这个人是否同意提供：是 或 否
    #[arg(long, value_name = "是|否", value_parser = agreed)]
    consent: Option<String>,
    /// 连通讯录的内容也一并保存（默认只保存号码的加盐哈希和有关的人）
    #[arg(long)]
    keep: bool,
    /// 怎么来的：device_export（手机导出，默认）、screenshot（截图）、forwarded（转发）、typed（自己写的）、document（书面文件）
    #[arg(long, value_name = "方式", value_parser = ["device_export", "screenshot", "forwarded", "typed", "document"], hide_possible_values = true)]
    class: Option<String>,
    /// 加密备份的密码写在这个文件的第一行（密码不会保存）；也可用环境变量 JUZHENG_PASSWORD，或在终端里输入
    #[arg(long, value_name = "文件")]
    password_file: Option<PathBuf>,
    /// 语音模型文件夹（SenseVoice 的 ONNX 模型）：录音用它听写，结果须核对；也可用环境变量 JUZHENG_SPEECH_MODEL
    #[arg(long, value_name = "文件夹")]
    speech_model: Option<PathBuf>,
}

/// Takes the files. Exit 2 when any could not be taken.
pub fn run(args: &AddArgs, as_json: bool) -> Result<ExitCode> {
    // Before anything is written: who refused is not to be entered as a person either.
    if args.consent.as_deref() == Some("no") {
        return Err(Problem::new("add.consent", "对方没有同意提供，不能加入", "--consent 否", "请先征得对方同意；本人手机上的记录不需要写 --from"));
    }
    let world = Machine::hearing(args.speech_model.as_deref());
    let (mut case, told) = Case::open_locked(&args.case, &world)?;
    told.iter().for_each(|t| say::notice(&format!("提示：{t}")));
    let custodian = args.from.as_deref().map(|who| custodian(&mut case, who, args, &world)).transpose()?;
    if custodian.is_some() && args.consent.is_none() {
        say::notice("提示：没有写明对方是否同意提供（--consent 是），登记为“未写明”");
    }
    if args.keep {
        say::notice("提示：--keep 会把通讯录里所有人的信息存进案件文件夹，请确认确有必要");
    }
    let (files, refused) = walk(&args.files);
    let password = password::given(args.password_file.as_deref(), &files)?;
    let options = Options { custodian: custodian.clone(), relation: args.relation.clone(), consent: args.consent.clone(), keep: args.keep, class: args.class.clone(), password };
    let bar = progress::bar("加入材料", files.len() as u64);
    let mut failed = refused.len();
    for problem in &refused {
        if as_json {
            say::json_line(&json!({ "error": problem }));
        } else {
            say::problem(problem, false);
        }
    }
    let (mut contacts, mut books) = (false, false);
    let mut again: Vec<u32> = Vec::new();
    case.take(&files, &options, &world, &mut |result| {
        bar.inc(1);
        match result {
            Ok(taken) => {
                contacts |= taken.counts.events > 0;
                again.extend(taken.again.then_some(taken.number));
                books |= taken.format.is_some_and(|f| f.holds == Holds::AddressBook);
                bar.suspend(|| tell(&taken, as_json));
            }
            Err(problem) => {
                failed += 1;
                bar.suspend(|| say::problem(&problem, as_json));
            }
        }
    })?;
    bar.finish_and_clear();
    same_of_another(&case, &again, custodian.as_deref())?;
    // Names are kept only for entries that contacts touched when the book was read.
    let indexed = |e: &Exhibit| e.withdrawn.is_none() && e.reading.as_ref().and_then(|r| r.format.as_deref()).and_then(format).is_some_and(|f| f.holds == Holds::AddressBook);
    if contacts && !books && case.exhibits().iter().any(indexed) {
        say::notice("提示：通讯录是先前加入的，只留了当时有关的人的姓名；想让新记录也显示姓名，请把通讯录再加入一次");
    }
    if !as_json {
        say::line(&format!("账本共{}条，账本摘要 {}", case.ledger.entries.len(), case.ledger.head()));
    }
    Ok(if failed > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// The same file given for another person: it stays one exhibit, of the person it was first entered for.
fn same_of_another(case: &Case, again: &[u32], custodian: Option<&str>) -> Result<()> {
    let facts = case.facts()?;
    let name = |id: &str| say::clean(facts.person(id).map_or(id, |p| &p.name));
    for exhibit in case.exhibits().iter().filter(|e| again.contains(&e.number)) {
        if let Some(new) = custodian.filter(|c| exhibit.custodian.as_deref() != Some(*c)) {
            let old = exhibit.custodian.as_deref().map_or_else(|| "未写明".to_owned(), name);
            say::notice(&format!(
                "提示：证据{}与以前加入的文件内容完全相同，那次登记为来自{old}，这次写的是{}；同一份文件只算一次，仍按{old}算。登记错了的，请用 juzheng withdraw 撤回，再写对 --from 加入一次",
                exhibit.number,
                name(new)
            ));
        }
    }
    Ok(())
}

/// The person id for a name; a new person is added to the facts, owing nothing until somebody says otherwise.
fn custodian(case: &mut Case, who: &str, args: &AddArgs, world: &Machine) -> Result<String> {
    let facts = case.facts()?;
    if let Some(person) = facts.persons.iter().find(|p| p.id == who || p.name == who) {
        return Ok(person.id.clone());
    }
    let id = (1..).map(|n| format!("p_{n}")).find(|id| facts.person(id).is_none()).unwrap_or_default();
    let by = facts.client.as_deref().and_then(|c| facts.person(c)).map_or_else(|| "未写明".to_owned(), |p| p.name.clone());
    let stated = Stated { by, at: world.now().rfc3339() };
    let person = json!({ "id": id, "name": who, "relation_to_borrower": args.relation, "obligation": "none", "numbers": [] });
    case.book.push("persons", person.as_object().cloned().unwrap_or_default(), &stated);
    case.save_facts("add_person", json!({ "id": id, "name": who }), &stated, world)?;
    say::notice(&format!("提示：案件里还没有“{}”，已记为没有还款义务的人（{id}）；如不对请用 juzheng fact 修改", say::clean(who)));
    Ok(id)
}

fn tell(taken: &Taken, as_json: bool) {
    if as_json {
        say::json_line(&json!({
            "exhibit": taken.number, "sha256": taken.exhibit, "name": taken.name, "size": taken.size, "kept": taken.kept, "again": taken.again,
            "format": taken.format.map(|f| f.id), "counts": taken.counts, "problems": taken.problems, "notes": taken.notes,
        }));
        return;
    }
    let c = taken.counts;
    let again = if taken.again { "（以前加入过，是同一份证据）" } else { "" };
    say::line(&format!("证据{}　{}{again}", taken.number, say::clean(&taken.name)));
    let format = taken.format.map(|f| f.title).or(taken.title).unwrap_or("未识别的文件");
    let mut figures = format!("  {format}：记录{}条，往来{}条", c.rows, c.events);
    if c.cards + c.entries > 0 {
        figures += &format!("，条目{}条", c.cards + c.entries);
    }
    figures += &format!("，列明跳过{}条", c.skips);
    say::line(&figures);
    say::line(&format!("  SHA-256 {}　{}字节{}", taken.exhibit, taken.size, if taken.kept { "" } else { "（只登记，未复制内容）" }));
    for note in taken.notes.iter().filter(|n| !juzheng_core::import::is_mark(n)) {
        say::line(&format!("  备注：{}", say::clean(note)));
    }
    let shown = 5;
    for problem in taken.problems.iter().take(shown) {
        say::line(&say::listed(problem));
    }
    if taken.problems.len() > shown {
        say::line(&format!("  · 还有{}处问题，用 --json 查看全部", taken.problems.len() - shown));
    }
}

/// 是, 否, and what they are kept as.
fn agreed(text: &str) -> std::result::Result<String, String> {
    match text.trim().to_lowercase().as_str() {
        "是" | "同意" | "yes" => Ok("yes".into()),
        "否" | "不同意" | "no" => Ok("no".into()),
        _ => Err("请写 是 或 否".into()),
    }
}
