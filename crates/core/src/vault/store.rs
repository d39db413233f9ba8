//! Bytes on disk: written once under their own SHA-256, read-only, durable before they are acknowledged. The only code
//! of the core that touches a directory, and only the one it is given.

use crate::digest;
use crate::error::{Problem, Result};
use crate::model::{Digest, ExhibitId};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Folder of exhibits inside a case.
pub const EXHIBITS: &str = "exhibits";
/// Prefix of files being written; one left behind by a crash was never acknowledged.
pub const TEMPORARY: &str = ".tmp-";

/// Writes a file whole or not at all: temporary file, sync, rename, sync of the folder.
pub fn write_durably(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let temporary = folder.join(format!("{TEMPORARY}{name}"));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, folder.join(name))?;
    sync_folder(folder)
}

/// Makes a rename in this folder durable.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows cannot open a folder as a file; its renames are journalled.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The exhibits folder of a case.
pub struct Store {
    folder: PathBuf,
    counter: u32,
}

impl Store {
    /// Opens the store of a case, making its folder if needed.
    pub fn open(case: &Path) -> io::Result<Store> {
        let folder = case.join(EXHIBITS);
        fs::create_dir_all(&folder)?;
        Ok(Store { folder, counter: 0 })
    }

    /// Where an exhibit lies.
    pub fn path(&self, id: ExhibitId) -> PathBuf {
        self.folder.join(id.to_string())
    }

    /// Streams bytes in, digesting as they pass. Constant memory. If the same bytes are there already and whole, they
    /// stay; a damaged copy is replaced.
    pub fn put(&mut self, bytes: &mut dyn Read) -> io::Result<Digest> {
        self.counter += 1;
        let temporary = self.folder.join(format!("{TEMPORARY}{}-{}", std::process::id(), self.counter));
        let result = self.put_through(bytes, &temporary);
        if result.is_err() {
            // Nothing was acknowledged; leaving the rest behind would only confuse.
            let _ = fs::remove_file(&temporary);
        }
        result
    }

    fn put_through(&self, bytes: &mut dyn Read, temporary: &Path) -> io::Result<Digest> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(temporary)?;
        let digest = digest::copy(bytes, &mut file)?;
        let target = self.path(digest.sha256);
        if target.exists() && self.check(digest.sha256).is_ok() {
            fs::remove_file(temporary)?;
            return Ok(digest);
        }
        file.sync_all()?;
        let mut permissions = file.metadata()?.permissions();
        permissions.set_readonly(true);
        fs::set_permissions(temporary, permissions)?;
        fs::rename(temporary, &target)?;
        sync_folder(&self.folder)?;
        Ok(digest)
    }

    /// Opens an exhibit for reading.
    pub fn open_exhibit(&self, id: ExhibitId) -> io::Result<File> {
        File::open(self.path(id))
    }

    /// Re-reads an exhibit and compares it with its own name.
    pub fn check(&self, id: ExhibitId) -> Result<Digest> {
        let place = format!("{EXHIBITS}/{id}");
        let mut file = self.open_exhibit(id).map_err(|e| Problem::io(&place, "打开证据原件", &e))?;
        let digest = digest::of(&mut file).map_err(|e| Problem::io(&place, "读取证据原件", &e))?;
        if digest.sha256 == id {
            Ok(digest)
        } else {
            Err(Problem::new(
                "exhibit.changed",
                format!("证据原件的内容已被改动：现在的 SHA-256 是 {}", digest.sha256),
                place,
                "不要再使用这份文件；如原手机或导出文件还在，请重新加入一次，系统会恢复与登记一致的那一份",
            ))
        }
    }

    /// Removes an exhibit's bytes (a withdrawal). Missing bytes are no error.
    pub fn remove(&self, id: ExhibitId) -> io::Result<()> {
        let path = self.path(id);
        if !path.exists() {
            return Ok(());
        }
        // Read-only files cannot be removed on Windows.
        let mut permissions = fs::metadata(&path)?.permissions();
        #[allow(clippy::permissions_set_readonly_false, reason = "the file is deleted in the next line")]
        permissions.set_readonly(false);
        fs::set_permissions(&path, permissions)?;
        fs::remove_file(path)?;
        sync_folder(&self.folder)
    }

    /// Removes temporary files a crash left behind. Only while holding the case's lock.
    pub fn sweep(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}
