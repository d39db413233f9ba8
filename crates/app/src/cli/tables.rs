//! What it knows, as tables: `formats`, `papers`.

use crate::cli::casebook;
use crate::say;
use juzheng_core::compose;
use juzheng_core::error::Result;
use juzheng_core::import::{CONTAINERS, FORMATS, Holds};
use serde_json::json;
use std::process::ExitCode;

/// Lists the formats.
pub fn formats(as_json: bool) -> Result<ExitCode> {
    if as_json {
        let packages = CONTAINERS.iter().map(|c| json!({ "id": c.id, "title": c.title, "version": c.version, "holds": "files" }));
        let list: Vec<_> = FORMATS.iter().map(|f| json!({ "id": f.id, "title": f.title, "version": f.version, "holds": f.holds })).chain(packages).collect();
        say::json(&list);
        return Ok(ExitCode::SUCCESS);
    }
    let holds = |h| match h {
        Holds::Events => "往来",
        Holds::AddressBook => "通讯录",
        Holds::Entries => "条目",
    };
    let packages = CONTAINERS.iter().map(|c| vec![c.id.to_owned(), "文件".to_owned(), c.version.to_string(), c.title.to_owned()]);
    let rows: Vec<Vec<String>> = FORMATS.iter().map(|f| vec![f.id.to_owned(), holds(f.holds).to_owned(), f.version.to_string(), f.title.to_owned()]).chain(packages).collect();
    say::table(&["编号", "内容", "读取器", "名称"], &rows);
    Ok(ExitCode::SUCCESS)
}

/// Lists the papers.
pub fn papers(as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let documents = compose::documents(&casebook)?;
    if as_json {
        let list: Vec<_> = documents.iter().map(|d| json!({ "id": d.id, "number": d.front.number, "title": d.front.title, "says": d.front.says, "source": d.front.source, "checked_on": d.front.checked_on })).collect();
        say::json(&list);
    } else {
        let rows: Vec<Vec<String>> = documents.iter().map(|d| vec![d.front.number.clone(), d.id.clone(), d.front.title.clone(), d.front.says.clone()]).collect();
        say::table(&["编号", "文书", "名称", "用途"], &rows);
    }
    Ok(ExitCode::SUCCESS)
}
