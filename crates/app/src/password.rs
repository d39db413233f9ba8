//! The password of the owner's own encrypted backup: out of a file, out of the environment, or typed without being shown.
//! Stored and printed nowhere.

use juzheng_core::error::{Problem, Result};
use juzheng_core::import::secret::Password;
use juzheng_core::vault::phone_backup::is_locked;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Name of the variable that may hold the password.
const VARIABLE: &str = "JUZHENG_PASSWORD";
/// Longest password file.
const LONGEST: u64 = 4096;

/// The password for these files: asked for only when one of them is an encrypted backup and somebody is there to answer.
pub fn given(file: Option<&Path>, files: &[PathBuf]) -> Result<Option<Password>> {
    if let Some(file) = file {
        return from_file(file).map(Some);
    }
    if let Some(text) = std::env::var(VARIABLE).ok().filter(|t| !t.is_empty()) {
        return Ok(Some(Password::new(text)));
    }
    if !std::io::stdin().is_terminal() || !files.iter().any(|f| is_locked(f)) {
        return Ok(None);
    }
    let typed = rpassword::prompt_password("备份是加密的，请输入备份密码（不显示，不保存；直接回车则不解开）：").map_err(|e| Problem::io("终端", "读取密码", &e))?;
    Ok(Some(typed).filter(|t| !t.is_empty()).map(Password::new))
}

/// The first line of a file.
fn from_file(path: &Path) -> Result<Password> {
    let place = path.display().to_string();
    let wrong = |what: &str| Problem::new("password.file", what, &place, "请把密码单独写在一个文本文件的第一行（UTF-8）");
    let length = std::fs::metadata(path).map_err(|e| Problem::io(&place, "读取密码文件", &e))?;
    if !length.is_file() || length.len() > LONGEST {
        return Err(wrong("密码文件不是普通文件，或太长"));
    }
    let bytes = std::fs::read(path).map_err(|e| Problem::io(&place, "读取密码文件", &e))?;
    let text = String::from_utf8(bytes).map_err(|_| wrong("密码文件不是合法的文字（UTF-8）"))?;
    let line = text.trim_start_matches('\u{feff}').lines().next().unwrap_or("");
    if line.is_empty() { Err(wrong("密码文件的第一行是空的")) } else { Ok(Password::new(line)) }
}
