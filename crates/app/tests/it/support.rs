//! A case in a temporary folder, and the binary run in it with a still clock.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// 2026-03-15 20:00 in Beijing.
pub const EPOCH: &str = "1773576000";

/// A temporary folder with inputs and cases in it.
pub struct Bench {
    dir: TempDir,
}

impl Bench {
    /// In memory where the system has such a folder: a kill or a flip is the same there, and a sync costs nothing.
    pub fn new() -> Bench {
        let dir = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Bench { dir: dir.expect("a temporary folder") }
    }

    /// On a disk.
    pub fn on_disk() -> Bench {
        Bench { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file with a fixed modification time.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_773_000_000)).unwrap();
        path
    }

    /// The binary, in this folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_juzheng"));
        command.current_dir(self.dir.path()).args(args).env("SOURCE_DATE_EPOCH", EPOCH).env_remove("JUZHENG_FONTS");
        command
    }

    /// Runs to the end.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().expect("the binary runs"), args)
    }

    /// Runs and requires exit 0.
    pub fn ok(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran
    }

    /// A case made from the facts of [`facts`].
    pub fn init(&self, case: &str) {
        self.write("facts.json", facts().to_string());
        self.ok(&["init", case, "--facts", "facts.json"]);
    }

    /// The small case of the tests, complete: messages with a picture, an address book, a database with its two files,
    /// something unknown.
    pub fn small_case(&self, case: &str) {
        self.init(case);
        self.write("in/sms.xml", SMS);
        self.write("in/book.vcf", BOOK);
        self.write("in/wx.db", b"SQLite format 3\0 fake database page");
        self.write("in/wx.db-wal", b"fake write-ahead log");
        self.write("in/wx.db-shm", b"fake shared memory");
        self.write("in/voice.amr", b"#!AMR\nnoise");
        self.ok(&["add", case, "in"]);
    }

    /// The one line of JSON (or the whole pretty JSON) a command prints.
    pub fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.ok(args).out).expect("JSON")
    }
}

/// What a run left.
#[derive(Debug)]
#[allow(dead_code, reason = "args are for the messages of failed tests")]
pub struct Ran {
    pub args: String,
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: Output, args: &[&str]) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran { args: args.join(" "), code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Requires bad input told in four Chinese parts under a code.
    #[track_caller]
    pub fn refused(&self, code: &str) {
        assert_eq!(self.code, 2, "{self:?}");
        self.told(code);
    }

    /// Requires a problem in four parts on standard error.
    #[track_caller]
    pub fn told(&self, code: &str) {
        let lines: Vec<&str> = self.err.lines().collect();
        let at = lines.iter().position(|l| l.starts_with(&format!("错误 [{code}] "))).unwrap_or_else(|| panic!("no [{code}] in {self:?}"));
        assert!(chinese(lines[at]), "{self:?}");
        let place = lines[at + 1].strip_prefix("  位置：").expect("where");
        let todo = lines[at + 2].strip_prefix("  怎么办：").expect("what to do");
        assert!(!place.trim().is_empty() && chinese(todo), "{self:?}");
    }

    /// Each line of standard output as JSON.
    pub fn json_lines(&self) -> Vec<Value> {
        self.out.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect()
    }
}

fn chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// All files below a folder, in name order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&path, &target).unwrap();
    }
}

/// Overwrites a file that may be read-only.
pub fn overwrite(path: &Path, bytes: &[u8]) {
    if path.exists() {
        let mut permissions = fs::metadata(path).unwrap().permissions();
        #[allow(clippy::permissions_set_readonly_false, reason = "a test folder")]
        permissions.set_readonly(false);
        fs::set_permissions(path, permissions).unwrap();
    }
    fs::write(path, bytes).unwrap();
}

/// Whether a file holds these bytes anywhere.
pub fn holds(path: &Path, needle: &str) -> bool {
    let bytes = fs::read(path).unwrap();
    bytes.windows(needle.len()).any(|w| w == needle.as_bytes())
}

/// A zip with these members, stored, in order; names are in UTF-8 and marked so.
pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in members {
        let at = out.len() as u32;
        let crc = bytes.iter().fold(!0u32, |crc, b| (0..8).fold(crc ^ u32::from(*b), |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 }));
        // Version, flags (UTF-8), method, time, day.
        let mut common = [20u16, 0x800, 0, 0, 0x21].map(u16::to_le_bytes).concat();
        common.extend((!crc).to_le_bytes());
        common.extend([bytes.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat());
        common.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        out.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), bytes].concat());
        let rest = [0u16, 0, 0, 0, 0].map(u16::to_le_bytes).concat();
        directory.extend([b"PK\x01\x02\x14\0", common.as_slice(), rest.as_slice(), &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let (n, at) = (members.len() as u16, out.len() as u32);
    let end = [[0, 0, n, n].map(u16::to_le_bytes).concat(), [directory.len() as u32, at].map(u32::to_le_bytes).concat(), vec![0, 0]].concat();
    [out, directory, b"PK\x05\x06".to_vec(), end].concat()
}

/// Facts of the small case. All names and numbers are made up.
pub fn facts() -> Value {
    json!({
        "title": "演示", "as_of": "2026-03-15", "client": "p_me", "borrower": "p_me",
        "persons": [
            { "id": "p_me", "name": "许一", "relation_to_borrower": "self", "obligation": "debtor", "numbers": ["13800007201"] },
            { "id": "p_jie", "name": "许二", "relation_to_borrower": "sister", "obligation": "none", "numbers": ["13800007203"] }
        ],
        "lenders": [{ "id": "l_1", "name": "演示小额贷款有限公司", "licence": "小额贷款公司", "numbers": ["1069000000011"], "signatures": ["演示贷"] }],
        "loans": [{ "id": "A-1", "lender": "l_1", "debtor": "p_me", "contract_date": "2025-04-10", "first_overdue": "2025-12-01" }]
    })
}

/// Six messages, one with a picture and two that say nothing of interest.
pub const SMS: &str = r#"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<smses count="6">
  <sms address="1069000000011" date="1767769200422" type="1" body="【演示贷】许一欠款逾期不还，今晚就去你家，让你全家不得安宁" date_sent="1767769200000" contact_name="(未知)" />
  <sms address="1069000000011" date="1767772800422" type="1" body="【演示贷】再不还款，我们将通知你通讯录里的所有人" date_sent="1767772800000" contact_name="(未知)" />
  <sms address="1069000000011" date="1767776400422" type="1" body="【演示贷】已向法院起诉，马上拘留你，冻结你名下全部账户" date_sent="1767776400000" contact_name="(未知)" />
  <sms address="13800007209" date="1767780000422" type="1" body="中午吃什么" date_sent="1767780000000" contact_name="童三" />
  <sms address="13800007209" date="1767780060422" type="2" body="食堂" date_sent="0" contact_name="童三" />
  <mms date="1767783600000" msg_box="1" address="1069000000011" m_type="132">
    <parts>
      <part seq="0" ct="text/plain" name="null" chset="106" cl="text.txt" text="【演示贷】看看这张图" />
      <part seq="1" ct="image/png" name="wanted.png" chset="null" cl="wanted.png" text="null" data="iVBORw0KGgpmYWtlIHBpY3R1cmUgYnl0ZXM=" />
    </parts>
    <addrs><addr address="1069000000011" type="137" charset="106" /></addrs>
  </mms>
</smses>
"#;

/// Four people: one is in the facts, one wrote a message, two have nothing to do with it.
pub const BOOK: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:姐姐\r\nTEL;TYPE=CELL:138-0000-7203\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:3.0\r\nFN:童三\r\nTEL;TYPE=CELL:13800007209\r\nTEL;TYPE=HOME:0591-00007777\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:3.0\r\nFN:无关甲\r\nTEL;TYPE=CELL:13900001111\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:3.0\r\nFN:无关乙\r\nTEL;TYPE=CELL:139 0000 2222\r\nNOTE:糖尿病\r\nEND:VCARD\r\n";
