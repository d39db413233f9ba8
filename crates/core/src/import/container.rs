//! Packages of files: what lies in a zip, a tar, a gz, and in packages inside them. A [`Container`] walks its members once, front
//! to back; the [`Walk`] keeps the limits, makes the paths harmless and lists every member; a [`Door`] says what becomes of the
//! bytes (hashed, kept, read). Nothing is ever written under a member's own path.
//!
//! One container is one file in `import/` with `pub static CONTAINER: Container`; `build.rs` lists the folder.

use super::container_member::{ABSOLUTE, Metered, safe, shown};
pub use super::container_member::decoded;
use super::secret::Password;
use super::{Claim, Format, HEAD, Harvest, Probe, claimant, media};
use crate::digest;
use crate::error::Problem;
use crate::model::{Digest, Entry, ExhibitId, SkipKind};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};

/// Packages inside packages are opened this deep; the outermost is the first.
pub const DEPTH: u32 = 3;
/// Kind of the entry a member that was taken or read has in the listing.
pub const MEMBER: &str = "member";

/// Bytes one can move about in: zip has its directory at the end.
pub trait Bytes: Read + Seek {}
impl<T: Read + Seek> Bytes for T {}

/// One kind of package: facts and a walker.
pub struct Container {
    /// File name in `import/`, and the id in ledgers.
    pub id: &'static str,
    /// Chinese title for tables.
    pub title: &'static str,
    /// Raised whenever the same bytes would be walked differently.
    pub version: u32,
    /// Whether these bytes are such a package. Content decides; the name only breaks ties.
    pub claims: fn(&Probe) -> Claim,
    /// Walks the members through the methods of [`Walk`]; stops when one of them says so.
    pub walk: fn(&mut dyn Bytes, &mut Walk),
}

impl std::fmt::Debug for Container {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Container({} v{})", self.id, self.version)
    }
}

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A format reads it.
    Format(&'static Format),
    /// It holds further files.
    Container(&'static Container),
    /// A picture, a recording or a film that no format reads: its media type.
    Media(&'static str),
    /// None of these.
    Unknown,
}

impl Kind {
    /// What these bytes are. A package wins over a format that is as sure: a text stored in a zip begins with readable words.
    /// Documents that are zips by construction (a spreadsheet) are claimed by no container.
    pub fn of(probe: &Probe) -> Kind {
        let format = claimant(probe);
        let sure = format.map_or(Claim::No, |f| (f.claims)(probe));
        let mut best: Option<(&'static Container, Claim)> = None;
        for container in super::CONTAINERS {
            let claim = (container.claims)(probe);
            if claim > best.map_or(Claim::No, |(_, c)| c) {
                best = Some((container, claim));
            }
        }
        match (format, best) {
            (_, Some((container, claim))) if claim >= sure => Kind::Container(container),
            (Some(format), _) => Kind::Format(format),
            _ => media::kind(probe).map_or(Kind::Unknown, Kind::Media),
        }
    }

    /// Id of the format or container, or the media type.
    pub fn id(&self) -> Option<&'static str> {
        match self {
            Kind::Format(f) => Some(f.id),
            Kind::Container(c) => Some(c.id),
            Kind::Media(m) => Some(m),
            Kind::Unknown => None,
        }
    }
}

/// The container with this id.
pub fn container(id: &str) -> Option<&'static Container> {
    super::CONTAINERS.iter().copied().find(|c| c.id == id)
}

/// A member as the walk meets it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Path inside the outermost package, `/` between folders; unique in it.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Modification time the package gives, as an instant in milliseconds; none where it has no zone.
    pub modified: Option<i64>,
}

impl Member {
    /// File name without folders.
    pub fn name(&self) -> &str {
        base(&self.path)
    }
}

/// The last part of a path inside a package.
pub fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What becomes of members.
pub trait Door {
    /// Takes a member's bytes, to their end, and says what they were.
    fn member(&mut self, member: &Member, bytes: &mut dyn Read) -> io::Result<Digest>;
    /// A copy of a package inside a package that can be moved about in; gone when dropped.
    fn spool(&mut self, bytes: &mut dyn Read) -> io::Result<(Digest, Box<dyn Bytes>)>;
    /// The password of the owner's encrypted backups, if one was given.
    fn password(&self) -> Option<&Password> {
        None
    }
}

/// How much a walk may meet.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Members, folders and refused ones included.
    pub members: u64,
    /// Bytes unpacked, packages inside packages included.
    pub unpacked: u64,
    /// A package that has unpacked more than this …
    pub bomb_from: u64,
    /// … and more than this times its own size is a bomb.
    pub bomb_ratio: u64,
}

/// The limits of the product.
pub const LIMITS: Limits = Limits { members: 20_000, unpacked: 4 << 30, bomb_from: 64 << 20, bomb_ratio: 200 };

/// One walk over a package and the packages in it.
pub struct Walk<'a> {
    door: &'a mut dyn Door,
    limits: Limits,
    listing: Harvest,
    names: BTreeMap<String, u32>,
    seen: BTreeMap<ExhibitId, String>,
    prefix: String,
    depth: u32,
    met: u64,
    unpacked: u64,
    here: Here,
    stopped: bool,
    /// Name of the package being walked (a gz names its only member by it).
    name: String,
}

/// The package being walked.
#[derive(Clone, Copy, Default)]
struct Here {
    packed: u64,
    unpacked: u64,
}

/// Walks a package from its beginning. The listing has a row for each member: an entry for what the door was shown as a format,
/// picture, recording or package, a skip for everything else, with its hash or the reason it has none.
pub fn walk(container: &Container, name: &str, bytes: &mut dyn Bytes, door: &mut dyn Door) -> Harvest {
    walk_within(LIMITS, container, name, bytes, door)
}

/// The same, within other limits.
pub fn walk_within(limits: Limits, container: &Container, name: &str, bytes: &mut dyn Bytes, door: &mut dyn Door) -> Harvest {
    let mut walk = Walk {
        door,
        limits,
        listing: Harvest::default(),
        names: BTreeMap::new(),
        seen: BTreeMap::new(),
        prefix: String::new(),
        depth: 1,
        met: 0,
        unpacked: 0,
        here: Here::default(),
        stopped: false,
        name: base(name).to_owned(),
    };
    match bytes.seek(SeekFrom::End(0)).and_then(|size| bytes.rewind().map(|()| size)) {
        Ok(size) => {
            walk.here.packed = size;
            (container.walk)(bytes, &mut walk);
        }
        Err(e) => walk.problem(Problem::io("整个文件", "读取压缩包", &e)),
    }
    walk.listing
}

impl Walk<'_> {
    /// The password of the owner's encrypted backups, if one was given.
    pub fn password(&self) -> Option<Password> {
        self.door.password().cloned()
    }

    /// Name of the package being walked, without folders.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// One member. `raw` is its path as the package writes it, already decoded. Returns whether to go on.
    pub fn member(&mut self, raw: &str, modified: Option<i64>, bytes: &mut dyn Read) -> bool {
        if !self.count() {
            return false;
        }
        let path = match safe(raw) {
            Ok((path, absolute)) => {
                if absolute {
                    self.note(ABSOLUTE);
                }
                self.unique(path)
            }
            Err(why) => {
                self.row_refused("container.path", &shown(raw), why, "这个文件没有取出；如确有需要，请解压后核对，再单独加入");
                return true;
            }
        };
        let mut metered = Metered { inner: bytes, taken: 0, left: self.left(), over: false };
        let result = self.taken(&path, modified, &mut metered);
        let (taken, over) = (metered.taken, metered.over);
        // What lies in a package inside this one was counted on its own way; this is the member itself.
        self.unpacked += taken;
        self.here.unpacked += taken;
        match result {
            _ if over && !self.stopped => self.stop(&path),
            Ok(()) => {}
            Err(e) => self.row_refused("container.damaged", &path, &format!("读不出来（{}）", reason(&e)), "包里的这一个文件已损坏或没有传完整；请重新打包或重新导出，整个包的哈希已登记"),
        }
        !self.stopped
    }

    fn taken(&mut self, path: &str, modified: Option<i64>, bytes: &mut Metered) -> io::Result<()> {
        let mut head = Vec::new();
        (&mut *bytes).take(HEAD as u64).read_to_end(&mut head)?;
        let kind = Kind::of(&Probe { name: base(path), head: &head });
        let mut whole = io::Cursor::new(head).chain(bytes);
        let member = Member { path: path.to_owned(), kind, modified };
        match kind {
            Kind::Container(inner) if self.depth < DEPTH => {
                let (digest, mut copy) = self.door.spool(&mut whole)?;
                self.entry(&member, digest);
                let outer = (std::mem::replace(&mut self.prefix, format!("{path}/")), self.here, std::mem::replace(&mut self.name, member.name().to_owned()));
                (self.here, self.depth) = (Here { packed: digest.size, unpacked: 0 }, self.depth + 1);
                copy.rewind()?;
                (inner.walk)(&mut *copy, self);
                self.depth -= 1;
                (self.prefix, self.here, self.name) = outer;
            }
            Kind::Container(_) => {
                let digest = digest::of(&mut whole)?;
                self.skipped(&member, digest, &format!("压缩包套得太深（超过{DEPTH}层），没有再打开"));
            }
            Kind::Unknown => {
                let digest = self.door.member(&member, &mut whole)?;
                self.skipped(&member, digest, "认不出的文件，只登记，没有单独取出");
            }
            Kind::Format(_) | Kind::Media(_) => {
                let digest = self.door.member(&member, &mut whole)?;
                self.entry(&member, digest);
            }
        }
        Ok(())
    }

    /// One member that is not taken, with the reason (encrypted, a link, a method we cannot unpack). Returns whether to go on.
    pub fn refuse(&mut self, raw: &str, code: &str, why: &str, todo: &str) -> bool {
        if self.count() {
            self.row_refused(code, &shown(raw), why, todo);
        }
        !self.stopped
    }

    /// A folder, or another thing that is no file: counted towards the limit, no row.
    pub fn passed(&mut self) -> bool {
        self.count()
    }

    /// A trouble of the package, no row of its own.
    pub fn problem(&mut self, mut problem: Problem) {
        if !self.prefix.is_empty() {
            problem.place = format!("{}　{}", self.prefix.trim_end_matches('/'), problem.place);
        }
        self.listing.problem(problem);
    }

    /// A remark, once.
    pub fn note(&mut self, note: &str) {
        if !self.listing.notes.iter().any(|n| n == note) {
            self.listing.note(note);
        }
    }

    fn count(&mut self) -> bool {
        if self.stopped {
            return false;
        }
        self.met += 1;
        if self.met > self.limits.members {
            self.stopped = true;
            self.problem(Problem::new("container.members", format!("包里的文件多于{}个，后面的没有读取", self.limits.members), "整个文件", "请解压后只挑需要的文件加入；整个包的哈希已登记"));
        }
        !self.stopped
    }

    /// Bytes the next member may unpack.
    fn left(&self) -> u64 {
        let bomb = self.limits.bomb_from.max(self.here.packed.saturating_mul(self.limits.bomb_ratio)).saturating_sub(self.here.unpacked);
        bomb.min(self.limits.unpacked.saturating_sub(self.unpacked))
    }

    fn stop(&mut self, path: &str) {
        let bomb = self.unpacked < self.limits.unpacked;
        let why = if bomb { format!("解开后超过原来的{}倍，像是“压缩炸弹”", self.limits.bomb_ratio) } else { format!("解开后超过{}", size(self.limits.unpacked)) };
        self.row_refused(if bomb { "container.bomb" } else { "container.too_large" }, path, &format!("{why}，读到这里停下，后面的没有读取"), "请解压后只挑需要的文件加入；整个包的哈希已登记");
        self.stopped = true;
    }

    fn row_refused(&mut self, code: &str, path: &str, why: &str, todo: &str) {
        let path = format!("{}{path}", if path.starts_with(&self.prefix) { "" } else { &self.prefix });
        let row = self.listing.skip(SkipKind::Refused, format!("{path}：{why}"));
        self.listing.problem(Problem::new(code, why, path, todo).at_row(row));
    }

    fn entry(&mut self, member: &Member, digest: Digest) {
        let mut fields = BTreeMap::from([
            ("path".to_owned(), member.path.clone()),
            ("sha256".to_owned(), digest.sha256.to_string()),
            ("size".to_owned(), digest.size.to_string()),
            ("kind".to_owned(), member.kind.id().unwrap_or_default().to_owned()),
        ]);
        if let Some(first) = self.seen.get(&digest.sha256) {
            fields.insert("same_as".to_owned(), first.clone());
        } else {
            self.seen.insert(digest.sha256, member.path.clone());
        }
        self.listing.entry(Entry { row: 0, kind: MEMBER.to_owned(), at: None, fields });
    }

    fn skipped(&mut self, member: &Member, digest: Digest, why: &str) {
        self.listing.skip(SkipKind::NotContact, format!("{}：{why}（SHA-256 {}，{}字节）", member.path, digest.sha256, digest.size));
    }

    /// Two members of one path are two members.
    fn unique(&mut self, path: String) -> String {
        let path = format!("{}{path}", self.prefix);
        let times = self.names.entry(path.clone()).or_insert(0);
        *times += 1;
        let nth = *times;
        if nth == 1 {
            return path;
        }
        self.note("包里有重名的文件，各自保留，后面的在名字里注明是第几个");
        let (folder, name) = path.rsplit_once('/').map_or(("", path.as_str()), |(f, n)| (f, n));
        let name = match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => format!("{stem}（同名第{nth}个）.{extension}"),
            _ => format!("{name}（同名第{nth}个）"),
        };
        let renamed = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        self.names.insert(renamed.clone(), 1);
        renamed
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        b if b >= 1 << 30 => format!("{} GB", b >> 30),
        b if b >= 1 << 20 => format!("{} MB", b >> 20),
        b => format!("{b} 字节"),
    }
}

fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "没有到头就断了",
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => "内容与校验不符",
        io::ErrorKind::StorageFull => "磁盘已满",
        io::ErrorKind::OutOfMemory => "套在里面的包太大，只看不存时不打开；请建立案件后加入，或先解压",
        _ => "读取出错",
    }
}
