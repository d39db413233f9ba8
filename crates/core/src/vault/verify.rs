//! Whether everything still is what the ledger says. Reports every bad item, not the first; never repairs.

use super::ledger::{self, Kind};
use super::store::{EXHIBITS, STAGED, TEMPORARY, read_bound};
use super::{BOOKS, CASE_FILE, Case, DERIVED, Exhibit};
use crate::digest::sha256;
use crate::error::{Problem, Result};
use crate::import;
use crate::model::{Digest, ExhibitId};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Items that hold.
    pub good: u64,
    /// Items that do not; any makes the check fail.
    pub bad: Vec<Problem>,
    /// Remarks that are no failure.
    pub notes: Vec<String>,
}

/// SHA-256 of nothing: an empty part or log that was stored and belongs to no exhibit any more.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Which parts of a case are expected to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// A working case.
    Working,
    /// A case inside an exported bundle: no address-book index, no cache.
    Exported,
}

/// Checks a case folder, even one whose facts cannot be read or whose ledger is gone. Fails only when it is no case.
pub fn folder(folder: &Path, expected: Completeness) -> Result<Report> {
    match Case::open_lenient(folder, None) {
        Ok((case, trouble)) => {
            let mut report = case.verify(expected);
            report.bad.extend(trouble);
            Ok(report)
        }
        Err(problem) if problem.code == "case.missing" && !folder.join(CASE_FILE).exists() && !folder.join(EXHIBITS).exists() => Err(problem),
        Err(problem) if problem.code == "case.missing" => {
            let gone = Problem::new("ledger.missing", "账本不见了，其余各项无从核对", ledger::FILE, "请从备份或先前导出的证据包恢复 ledger.jsonl");
            Ok(Report { bad: vec![gone], ..Report::default() })
        }
        Err(problem) => Ok(Report { bad: vec![problem], ..Report::default() }),
    }
}

impl Report {
    /// Requires that an entry with this hash is in the ledger: a head noted earlier (in a bundle, on a paper) that is no
    /// longer there means that entries were removed from the end, which the chain alone cannot show.
    pub fn require_head(&mut self, entries: &[ledger::Entry], head: ExhibitId) {
        match entries.iter().position(|e| e.hash == head) {
            Some(at) => {
                self.good += 1;
                self.notes.push(format!("先前记下的账本摘要在账本第{}行，之后又登记了{}条", at + 1, entries.len() - at - 1));
            }
            None => self.bad.push(Problem::new(
                "ledger.head",
                format!("账本里没有先前记下的摘要 {head}：末尾的登记被删掉了，或者不是同一个案件"),
                ledger::FILE,
                "请用记下这个摘要时的证据包或备份核对",
            )),
        }
    }
}

impl Case {
    /// Checks the ledger, the facts, every exhibit, part, index and cached reading.
    pub fn verify(&self, expected: Completeness) -> Report {
        let mut report = Report { good: self.ledger.entries.len() as u64, ..Report::default() };
        report.bad.extend(self.ledger.problems.iter().cloned());
        if !self.ledger.half_line.is_empty() {
            report.bad.push(Problem::new(
                "ledger.half_line",
                format!("账本最后一行没有写完（{}字节），可能是上次运行被中断", self.ledger.half_line.len()),
                format!("{} 第{}行", ledger::FILE, self.ledger.entries.len() + 1),
                "再运行一次 juzheng add 会把这半行原样存到旁边再继续；已登记的内容不受影响",
            ));
        }
        if self.facts_recorded() {
            report.good += 1;
        } else {
            report.bad.push(Problem::new(
                "facts.unrecorded",
                "案件事实与账本最后一次登记的不一致",
                CASE_FILE,
                "如果是您自己改的，运行 juzheng fact <案件> accept 登记；否则请从备份恢复",
            ));
        }
        let exhibits = self.exhibits();
        // Every file that may lie in the folders, so that strangers can be told.
        let mut known: BTreeMap<String, ()> = BTreeMap::new();
        for exhibit in &exhibits {
            self.check_exhibit(exhibit, expected, &mut report, &mut known);
        }
        for entry in self.ledger.entries.iter().filter(|e| e.kind == Kind::Fact) {
            if let (Some(file), Some(id)) = (entry.text("file"), entry.id("sha256")) {
                known.insert(file.to_owned(), ());
                match fs::read(self.folder.join(file)) {
                    Ok(bytes) if sha256(&bytes) == id => report.good += 1,
                    _ if expected == Completeness::Exported => {}
                    _ => report.bad.push(changed(file, "中断时保存的账本半行已被改动或丢失")),
                }
            }
        }
        self.strangers(&known, expected, &mut report);
        report
    }

    fn check_exhibit(&self, exhibit: &Exhibit, expected: Completeness, report: &mut Report, known: &mut BTreeMap<String, ()>) {
        let id = exhibit.digest.sha256;
        if let Some(reason) = &exhibit.withdrawn {
            let (blobs, files) = self.left_of(exhibit);
            let left = blobs.iter().map(|b| format!("{EXHIBITS}/{b}")).chain(files.iter().map(|f| f.to_string_lossy().replace('\\', "/")));
            for place in left {
                known.insert(place.clone(), ());
                report.bad.push(Problem::new("withdraw.left", format!("已撤回的证据{}还留有内容", exhibit.number), place, "请再运行一次 juzheng withdraw 删除"));
            }
            report.notes.push(format!("证据{}（{}）已撤回：{reason}", exhibit.number, exhibit.name));
            return;
        }
        let mut blobs: Vec<(String, Digest)> = Vec::new();
        if exhibit.kept {
            blobs.push((format!("证据{}（{}）", exhibit.number, exhibit.name), exhibit.digest));
        }
        blobs.extend(exhibit.companions.iter().filter(|c| c.kept).map(|c| (format!("证据{}的附带文件（{}）", exhibit.number, c.name), c.digest)));
        let parts = exhibit.reading.iter().flat_map(|r| &r.parts);
        blobs.extend(parts.map(|p| (format!("证据{}的附件（{}）", exhibit.number, p.name), p.digest)));
        for (what, digest) in blobs {
            known.insert(format!("{EXHIBITS}/{}", digest.sha256), ());
            match self.store.check(digest.sha256) {
                Ok(now) if now == digest => report.good += 1,
                Ok(_) => report.bad.push(Problem::new("ledger.digest", format!("{what}：账本登记的 SM3 或大小与原件不符"), format!("{EXHIBITS}/{}", digest.sha256), "请用先前导出的证据包核对")),
                Err(mut problem) => {
                    problem.what = format!("{what}：{}", problem.what);
                    report.bad.push(problem);
                }
            }
        }
        let Some(reading) = &exhibit.reading else {
            report.notes.push(format!("证据{}（{}）还没有读取记录，可能是加入时被中断；再加入一次即可", exhibit.number, exhibit.name));
            return;
        };
        let format = reading.format.as_deref().and_then(import::format);
        let (file, optional) = if exhibit.is_package() || format.is_some_and(|f| f.holds == import::Holds::AddressBook) {
            (format!("{BOOKS}/{id}.json"), false)
        } else {
            // A cache of an older reader keeps its own name; only the one the ledger speaks of is bound.
            let name = format!("{DERIVED}/{id}.{}-v{}", reading.format.as_deref().unwrap_or("unknown"), reading.version);
            // Earlier programs kept JSON.
            let (now, earlier) = (format!("{name}.cache"), format!("{name}.json"));
            (if !self.folder.join(&now).exists() && self.folder.join(&earlier).exists() { earlier } else { now }, true)
        };
        known.insert(file.clone(), ());
        let (folder, name) = file.split_once('/').unwrap_or(("", &file));
        match read_bound(&self.folder.join(folder), name, Some(reading.sha256)) {
            Ok((bytes, _)) if sha256(&bytes) == reading.sha256 => report.good += 1,
            Ok(_) if optional => report.bad.push(changed(&file, "读取缓存已被改动（证据原件不受影响）")),
            Ok(_) => report.bad.push(changed(&file, if exhibit.is_package() { "压缩包的清单已被改动" } else { "通讯录索引已被改动" })),
            Err(_) if optional || expected == Completeness::Exported => {}
            Err(e) => report.bad.push(Problem::io(file, "读取通讯录索引或压缩包清单", &e)),
        }
    }

    fn strangers(&self, known: &BTreeMap<String, ()>, expected: Completeness, report: &mut Report) {
        let mut names = Vec::new();
        for folder in ["", EXHIBITS, BOOKS, DERIVED] {
            for entry in fs::read_dir(self.folder.join(folder)).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
                if !known.contains_key(&path) && !matches!(path.as_str(), CASE_FILE | ledger::FILE | "lock" | EXHIBITS | BOOKS | DERIVED) {
                    names.push((path, name, folder == EXHIBITS));
                }
            }
        }
        names.sort();
        for (path, name, exhibit) in names {
            if name.starts_with(TEMPORARY) || name.starts_with(STAGED) {
                report.notes.push(format!("{path} 是没有写完的文件（另一个 juzheng 正在写，或上次被中断）；下一次写入时会清理"));
                continue;
            }
            // Bytes that carry a hash as their name must be those bytes, whether or not the ledger still speaks of them.
            if let Some(Err(mut problem)) = ExhibitId::parse(&name).filter(|_| exhibit).map(|id| self.store.check(id)) {
                problem.what = format!("不在账本里的文件：{}", problem.what);
                report.bad.push(problem);
            } else if name == EMPTY && exhibit {
                report.notes.push(format!("{path} 是空内容（0字节）：加入过空的附件或数据库日志，没有可核对的内容，可以不管"));
            } else if expected == Completeness::Working {
                report.notes.push(format!("{path} 不在账本里（可能是加入时被中断，或别人放进来的），没有当作证据"));
            }
        }
    }
}

fn changed(file: &str, what: &str) -> Problem {
    Problem::new("file.changed", what, file, "可以删除这个文件后再加入一次原件；如不是您改的，请留意案件文件夹被谁动过")
}
