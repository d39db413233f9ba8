//! Taking evidence back out: a relative withdraws consent. The bytes go; the hash and the reason stay.

use super::ledger::Kind;
use super::store::EXHIBITS;
use super::{BOOKS, Case, DERIVED, Exhibit, object};
use crate::error::{Problem, Result};
use crate::model::{ExhibitId, Part};
use crate::world::World;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

impl Case {
    /// Withdraws an exhibit: its bytes, reading and index go; its hash and the reason stay. With a package go the exhibits that
    /// came out of it and nowhere else; one of them alone cannot go while the package with the same bytes stays.
    /// Gives all that went, the one asked for first.
    pub fn withdraw(&mut self, number: u32, reason: &str, by: &str, world: &dyn World) -> Result<Vec<Exhibit>> {
        let exhibit = self
            .exhibits()
            .into_iter()
            .find(|e| e.number == number)
            .ok_or_else(|| Problem::new("withdraw.missing", format!("没有证据{number}"), "账本", "用 juzheng exhibits <案件> 查看编号"))?;
        if exhibit.withdrawn.is_some() {
            return Err(Problem::new("withdraw.again", format!("证据{number}已经撤回过了"), format!("证据{number}"), "理由和哈希留在账本里，用 juzheng exhibits <案件> 查看"));
        }
        if let Some(around) = self.kept_around(exhibit.digest.sha256).filter(|_| exhibit.withdrawn.is_none()) {
            return Err(Problem::new(
                "withdraw.inside",
                format!("证据{number}是从证据{}（{}）里取出来的，包里还留着同样的内容，单独撤回没有意义", around.number, around.name),
                format!("证据{number}"),
                format!("请撤回证据{}（从里面取出的会一起撤回），再把其余要留的文件解压后单独加入", around.number),
            ));
        }
        // A taking that died before its reading was recorded has parts no entry speaks of; they must go too.
        let unrecorded = exhibit.reading.is_none() && exhibit.kept && exhibit.withdrawn.is_none();
        let parts: BTreeSet<ExhibitId> = match unrecorded.then(|| self.harvest(&exhibit)) {
            Some(Ok(harvest)) => harvest.parts().map(|p| p.digest.sha256).collect(),
            _ => BTreeSet::new(),
        };
        // The ledger first: if the process dies in between, verify tells, and the next command that writes finishes it.
        let gone: Vec<Exhibit> = self.with_members(&exhibit);
        let body = |e: &Exhibit| object(json!({ "exhibit": e.digest.sha256, "reason": reason, "by": by, "with": (e.digest != exhibit.digest).then_some(exhibit.digest.sha256) }));
        let acts: Vec<(Kind, Map<String, Value>)> = gone.iter().map(|e| (Kind::Withdraw, body(e))).collect();
        self.ledger.append_all(acts, world.now())?;
        for each in &gone {
            self.remove_bytes(each)?;
        }
        let live = self.live();
        for id in parts.difference(&live) {
            self.store.remove(*id).map_err(|e| removing(*id, &e))?;
        }
        Ok(gone)
    }

    /// An exhibit and what came out of it and nowhere else, down to packages in packages and attachments of messages in them.
    fn with_members(&self, exhibit: &Exhibit) -> Vec<Exhibit> {
        let mut all = vec![exhibit.clone()];
        let mut next = 0;
        while let Some(id) = all.get(next).map(|e| e.digest.sha256) {
            let inside = self.only_inside(id).into_iter().filter(|e| !all.iter().any(|a| a.digest == e.digest)).collect::<Vec<_>>();
            all.extend(inside);
            next += 1;
        }
        all
    }

    /// Bytes that exhibits in evidence stand on.
    fn live(&self) -> BTreeSet<ExhibitId> {
        let exhibits = self.exhibits();
        exhibits.iter().filter(|e| e.withdrawn.is_none()).flat_map(|e| self.blobs(e, e.kept)).collect()
    }

    /// Everything stored for an exhibit, by any reading of it.
    fn blobs(&self, exhibit: &Exhibit, own: bool) -> BTreeSet<ExhibitId> {
        let id = exhibit.digest.sha256;
        let mut all: BTreeSet<ExhibitId> = exhibit.companions.iter().filter(|c| c.kept).map(|c| c.digest.sha256).collect();
        all.extend(own.then_some(id));
        for entry in self.ledger.entries.iter().filter(|e| e.kind == Kind::Derive && e.id("exhibit") == Some(id)) {
            let parts: Vec<Part> = entry.body.get("parts").and_then(|p| serde_json::from_value(p.clone()).ok()).unwrap_or_default();
            all.extend(parts.iter().map(|p| p.digest.sha256));
        }
        all
    }

    /// What still lies in the case folder of an exhibit, and is no other exhibit's.
    pub(super) fn left_of(&self, exhibit: &Exhibit) -> (Vec<ExhibitId>, Vec<PathBuf>) {
        let (id, live) = (exhibit.digest.sha256, self.live());
        let blobs = self.blobs(exhibit, true).into_iter().filter(|b| !live.contains(b) && self.store.path(*b).exists()).collect();
        let mut files = Vec::new();
        for folder in [DERIVED, BOOKS] {
            for entry in fs::read_dir(self.folder.join(folder)).into_iter().flatten().flatten() {
                // Whatever carries its hash: readings of any version, and what a crash left half-written.
                if entry.file_name().to_string_lossy().contains(&format!("{id}.")) {
                    files.push(PathBuf::from(folder).join(entry.file_name()));
                }
            }
        }
        files.sort();
        (blobs, files)
    }

    /// Removes what is left of a withdrawn exhibit. Tells whether there was anything.
    pub(super) fn remove_bytes(&self, exhibit: &Exhibit) -> Result<bool> {
        let (blobs, files) = self.left_of(exhibit);
        for id in &blobs {
            self.store.remove(*id).map_err(|e| removing(*id, &e))?;
        }
        for file in &files {
            fs::remove_file(self.folder.join(file)).map_err(|e| Problem::io(file.display().to_string(), "删除撤回的证据", &e))?;
        }
        Ok(!blobs.is_empty() || !files.is_empty())
    }
}

fn removing(id: ExhibitId, error: &io::Error) -> Problem {
    Problem::io(format!("{EXHIBITS}/{id}"), "删除撤回的证据", error)
}
