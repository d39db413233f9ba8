//! `juzheng export`: a bundle anybody can check with public tools.

use crate::cli::review::{record, reviewed};
use crate::cli::draft::Part;
use crate::cli::{casebook, draft};
use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::casebook::Casebook;
use juzheng_core::compose::redact::{Redactor, STATED};
use juzheng_core::compose::{self, Document, Reader, View};
use juzheng_core::digest::sha256;
use juzheng_core::error::{Problem, Result};
use juzheng_core::facts::Facts;
use juzheng_core::result::Review;
use juzheng_core::vault::{Case, bag};
use juzheng_core::vault::ledger::Kind;
use juzheng_core::world::World;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// 导出证据包
#[derive(Args)]
pub struct ExportArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 导出到哪个文件夹（新的）
    #[arg(short, long, value_name = "文件夹", default_value = "证据包", hide_default_value = true)]
    output: PathBuf,
    /// 遮盖版：只含遮盖后的文书、证据册和审查结果，不含证据原件和案件事实
    #[arg(long)]
    redacted: bool,
}

/// Writes the bundle.
pub fn run(args: &ExportArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let documents = compose::documents(&casebook)?;
    let (mut case, review, text) = reviewed(&args.case, &casebook)?;
    record(&mut case, &review, &text)?;
    let facts = case.facts()?;
    let abouts = draft::abouts(&facts, &review, None)?;
    // The annex on what the other side may say is for the client's own eyes.
    let handed: Vec<&Document> = documents.iter().filter(|d| d.front.reader != Reader::Own).collect();
    let fitting: Vec<Part> = {
        let material = draft::material(&case, &facts, &review, &casebook, View::default());
        draft::parts(handed, &abouts).into_iter().filter(|p| p.document.unfit(&p.material(&material)).is_empty()).collect()
    };
    if args.redacted {
        let redactor = Redactor::new(&draft::material(&case, &facts, &review, &casebook, View::Full));
        return redacted(args, &mut case, &review, &casebook, &fitting, &redactor.text(&text), as_json);
    }
    let made = draft::make(&mut case, &review, &casebook, &fitting, &draft::Style::default())?;
    let mut files: Vec<(String, Vec<u8>)> = made.files.into_iter().map(|(name, bytes)| (format!("文书/{name}"), bytes)).collect();
    files.push(("review.json".into(), format!("{text}\n").into_bytes()));
    files.push(("证据对照表.csv".into(), listing(&review, &facts).into_bytes()));
    files.push(("如何核验.txt".into(), HOW.as_bytes().to_vec()));
    let world = Machine::new();
    let digest = bag::export(&case, &args.output, &files, world.now())?;
    case.record_output(Kind::Export, json!({ "tagmanifest_sha256": digest.sha256, "files": files.len() }), &world)?;
    made.notes.iter().for_each(|n| say::notice(&format!("提示：{n}")));
    if as_json {
        say::json(&json!({ "folder": args.output, "total_sha256": digest.sha256, "total_sm3": digest.sm3 }));
    } else {
        say::line(&format!("已导出证据包：{}", args.output.display()));
        say::line(&format!("总哈希（tagmanifest-sha256.txt 的 SHA-256）：{}", digest.sha256));
        say::line("请把总哈希另行记下或发给对方；收到的人用 juzheng verify 或 如何核验.txt 里的办法核对");
    }
    Ok(ExitCode::SUCCESS)
}

/// A folder that may be shown around: papers, book and review under codes, no exhibit, no facts, and the hash of each file.
fn redacted(args: &ExportArgs, case: &mut Case, review: &Review, casebook: &Casebook, parts: &[Part], text: &str, as_json: bool) -> Result<ExitCode> {
    let place = args.output.display().to_string();
    if std::fs::read_dir(&args.output).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Problem::new("export.not_empty", "导出的文件夹不是空的", place, "请换一个新的文件夹名"));
    }
    let mut made = draft::make(case, review, casebook, parts, &draft::Style { view: View::Full, redacted: true, book: true })?;
    made.files.push(("review.json".into(), format!("{text}\n").into_bytes()));
    made.files.push(("说明.txt".into(), format!("{STATED}。\n这里没有证据原件；各文件的哈希见 SHA256SUMS。\n遮盖由程序按案件里登记的姓名和号码进行；没有登记过的姓名、昵称可能仍在引文里，公开以前请再看一遍。\n").into_bytes()));
    let mut sums = String::new();
    let io = |e: std::io::Error| Problem::io(&place, "导出遮盖版", &e);
    std::fs::create_dir_all(&args.output).map_err(io)?;
    for (name, bytes) in &made.files {
        std::fs::write(args.output.join(name), bytes).map_err(io)?;
        sums += &format!("{}  {name}\n", sha256(bytes));
    }
    std::fs::write(args.output.join("SHA256SUMS"), &sums).map_err(io)?;
    let digest = sha256(sums.as_bytes());
    case.record_output(Kind::Export, json!({ "sha256sums": digest, "files": made.files.len(), "redacted": true }), &Machine::new())?;
    made.notes.iter().for_each(|n| say::notice(&format!("提示：{n}")));
    if as_json {
        say::json(&json!({ "folder": args.output, "sha256sums": digest, "redacted": true }));
    } else {
        say::line(&format!("已导出遮盖版：{}", args.output.display()));
        say::line("没有登记过的姓名、昵称可能仍在引文里，公开以前请再看一遍");
    }
    Ok(ExitCode::SUCCESS)
}

const HOW: &str = "如何核验这个证据包（不需要安装本软件）

1. 打开终端，进入证据包所在的文件夹（里面有 bagit.txt）。
2. 运行：sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt
   苹果电脑运行：shasum -a 256 -c manifest-sha256.txt tagmanifest-sha256.txt
   每一行都显示“OK”，说明文件与导出时一致。
3. 再算一次总哈希：sha256sum tagmanifest-sha256.txt
   与提供人另行告知的总哈希相同，说明清单本身也没有被换过。
4. 需要国密算法的，可用 openssl dgst -sm3 文件名，与 sm3.txt 对照。
5. 装有本软件的，运行：juzheng verify 证据包文件夹
   会同时检查账本（data/case/ledger.jsonl）前后是否相接。

各文件是什么：
data/case/exhibits/  证据原件的逐字节副本，文件名就是它的 SHA-256；编号与原文件名见 证据对照表.csv
data/case/ledger.jsonl  账本，一行一件事，每行的 prev 是上一行的 hash
data/case/case.toml  当事人陈述的事实
data/文书/  根据证据生成的文书
data/review.json  审查结果，每项都写明出自哪份证据的哪一行

哈希只能说明导出以后没有改动，不能说明导出以前的内容真伪；必要时请核对原手机。
";

/// Numbers, names and digests as CSV; cells that a spreadsheet would run as a formula are disarmed.
fn listing(review: &Review, facts: &Facts) -> String {
    let mut text = String::from("\u{feff}编号,原文件名,字节数,SHA-256,SM3,提供人,登记时间,内容\r\n");
    for e in &review.exhibits {
        let state = match (&e.withdrawn, e.kept) {
            (Some(reason), _) => format!("已撤回：{reason}"),
            (None, true) => "在包内".to_owned(),
            (None, false) => "只登记，未复制（含他人信息）".to_owned(),
        };
        let cells = [
            format!("证据{}", e.number),
            e.name.clone(),
            e.digest.size.to_string(),
            e.digest.sha256.to_string(),
            e.digest.sm3.to_string(),
            e.custodian.as_deref().map_or_else(|| "未写明".to_owned(), |id| facts.person(id).map_or(id, |p| &p.name).to_owned()),
            e.taken_at.clone(),
            state,
        ];
        text += &cells.iter().map(|c| cell(c)).collect::<Vec<_>>().join(",");
        text += "\r\n";
    }
    text
}

fn cell(text: &str) -> String {
    let armed = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if armed { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_file_name_cannot_become_a_formula() {
        assert_eq!(cell("=cmd|'/c calc'!A1"), "'=cmd|'/c calc'!A1");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
