//! `juzheng book`: the exhibit book, in volumes no larger than a desk accepts.

use crate::cli::draft::{Made, bind, material};
use crate::cli::review::{record, reviewed};
use crate::cli::casebook;
use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::compose::View;
use juzheng_core::compose::redact::Redactor;
use juzheng_core::digest::sha256;
use juzheng_core::error::{Problem, Result};
use juzheng_core::vault::ledger::Kind;
use juzheng_core::world::World;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// 证据册
#[derive(Args)]
pub struct BookArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 放在哪个文件夹
    #[arg(short, long, value_name = "文件夹", default_value = "文书", hide_default_value = true)]
    output: PathBuf,
    /// 每册的大小上限，超过就分册，如 2MB（中国互联网金融协会平台的上限）
    #[arg(long, value_name = "大小", value_parser = size)]
    limit: Option<u64>,
    /// 遮盖版：姓名、号码、地址、证件号码换成统一的代号，不印图片
    #[arg(long)]
    redacted: bool,
}

/// `2MB`, `500KB`, `1.5M` or bytes. A million, not 2^20: what a desk's web form counts may be either, and this fits both.
fn size(text: &str) -> std::result::Result<u64, String> {
    let upper = text.trim().to_ascii_uppercase();
    let (number, unit) = upper.split_at(upper.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(upper.len()));
    let unit = match unit.trim() {
        "" | "B" => 1.0,
        "K" | "KB" => 1e3,
        "M" | "MB" => 1e6,
        _ => return Err("大小写成 2MB、500KB 这样".into()),
    };
    match number.parse::<f64>() {
        Ok(n) if (n * unit) >= 50_000.0 => Ok((n * unit) as u64),
        Ok(_) => Err("上限太小，至少 50KB".into()),
        Err(_) => Err("大小写成 2MB、500KB 这样".into()),
    }
}

/// Writes the book.
pub fn run(args: &BookArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let (mut case, review, text) = reviewed(&args.case, &casebook)?;
    record(&mut case, &review, &text)?;
    let facts = case.facts()?;
    let material = material(&case, &facts, &review, &casebook, View::Full);
    let redactor = args.redacted.then(|| Redactor::new(&material));
    let mut made = Made::default();
    let Some(pages) = bind(&mut case, &material, redactor.as_ref(), args.limit, &Machine::new() as &dyn World, &mut made)? else {
        return Err(Problem::new("book.press", "没有排版功能或字体，不能生成证据册", "命令行", "请在源码目录运行 make assets 和 make build 后再试；文书的 DOCX 和纯文本不受影响"));
    };
    std::fs::create_dir_all(&args.output).map_err(|e| Problem::io(args.output.display().to_string(), "建立文件夹", &e))?;
    let mut listed = Vec::new();
    for (name, bytes) in &made.files {
        let path = args.output.join(name);
        std::fs::write(&path, bytes).map_err(|e| Problem::io(path.display().to_string(), "写入证据册", &e))?;
        listed.push(json!({ "file": name, "size": bytes.len(), "sha256": sha256(bytes) }));
        if !as_json {
            say::line(&format!("已生成 {}（{} 字节）", path.display(), bytes.len()));
        }
    }
    case.record_output(Kind::Draft, json!({ "papers": listed, "generated_from": review.generated_from }), &Machine::new())?;
    made.notes.iter().for_each(|n| say::notice(&format!("提示：{n}")));
    if as_json {
        let places: Vec<_> = pages.iter().map(|(exhibit, p)| json!({ "exhibit": exhibit, "first_page": p.first, "last_page": p.last, "first_number": p.rows.map(|r| r.0), "last_number": p.rows.map(|r| r.1) })).collect();
        say::json(&json!({ "files": listed, "exhibits": places, "notes": made.notes }));
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_as_people_write_them() {
        for (text, bytes) in [("2MB", 2_000_000), ("2m", 2_000_000), ("1.5 MB", 1_500_000), ("500KB", 500_000), ("60000", 60_000)] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "2GB", "two", "10KB", "-1MB"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
