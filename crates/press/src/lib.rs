//! Papers as PDF. The only crate that knows the typesetter: it takes typst source made by
//! [`juzheng_core::draft::typst::typst_source`] and fonts from one folder, and gives back PDF/A-2b bytes.
//!
//! Nothing else goes in: no network, no packages, no file but the source, no clock, no system fonts. The same source and
//! fonts give the same bytes on any machine, in any time zone and locale.

use juzheng_core::draft::typst::literal;
use juzheng_core::draft::words::shown;
use juzheng_core::error::{Problem, Result};
use std::collections::BTreeSet;
use std::path::Path;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use unicode_segmentation::UnicodeSegmentation;

/// Families a paper cannot be set without; `make assets` fetches them.
const NEEDED: [&str; 2] = ["Noto Serif SC", "Noto Sans SC"];

/// PDF/A asks for a date of creation, but no clock is read and no moment is claimed: the earliest time a ZIP can say, as in
/// the DOCX. A paper's own date is in its words.
const DATE: &str = "datetime(year: 1980, month: 1, day: 1, hour: 0, minute: 0, second: 0)";

/// A character by its number, as [`juzheng_core::draft::words::code_point`] writes it.
const TELL: &str = r#"it => {
  let n = upper(str(str.to-unicode(it.text), base: 16))
  "〔U+" + "0" * calc.max(0, 4 - n.len()) + n + "〕"
}"#;

/// A typesetter with its fonts loaded; opening one takes longer than using it.
pub struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Press {
    /// Loads every font (`.otf`, `.ttf`, `.ttc`) directly in the folder `fonts`, in order of file name.
    ///
    /// # Errors
    /// `press.fonts` when the folder cannot be read or lacks a family a paper needs.
    pub fn open(fonts: &Path) -> Result<Press> {
        let missing = |what: String| {
            Problem::new(
                "press.fonts",
                what,
                format!("字体文件夹：{}", fonts.display()),
                "请在源码目录运行 make assets 取得字体后再试；没有字体也可以先用 Word（DOCX）或纯文本",
            )
        };
        let listing = std::fs::read_dir(fonts).map_err(|e| missing(format!("读不到字体文件夹（{e}）")))?;
        let mut paths: Vec<_> = listing.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
        paths.sort();
        let mut loaded = Vec::new();
        for path in paths.iter().filter(|p| is_font(p)) {
            let data = std::fs::read(path).map_err(|e| missing(format!("读不到字体文件 {}（{e}）", path.display())))?;
            loaded.extend(Font::iter(Bytes::new(data)));
        }
        let book = FontBook::from_fonts(&loaded);
        let absent: Vec<&str> = NEEDED.into_iter().filter(|f| !book.contains_family(&f.to_lowercase())).collect();
        if !absent.is_empty() {
            return Err(missing(format!("缺少排版要用的字体：{}", absent.join("、"))));
        }
        Ok(Press { library: LazyHash::new(Library::builder().build()), book: LazyHash::new(book), fonts: loaded })
    }

    /// Sets `source` as PDF/A-2b. `title` goes into the document properties and names the document in its identifier.
    /// A character no font of the folder has is shown by its code point (`〔U+1F600〕`), never as an empty box; see
    /// [`Press::uncovered`].
    ///
    /// # Errors
    /// `press.source` when the source cannot be set, `press.pdf` when the pages cannot be written as PDF/A.
    pub fn pdf(&self, source: &str, title: &str) -> Result<Vec<u8>> {
        let title = title.replace(['\r', '\n'], " ");
        let first = self.set(source, &title, &self.uncovered(source));
        // PDF/A forbids a missing glyph. Should one be left after shaping, only the two main faces are trusted.
        let done = match first {
            Err(problem) if problem.code == "press.pdf" => self.set(source, &title, &self.unsafe_to_shape(source)),
            other => other,
        };
        // The typesetter remembers what it set; a paper is set once, so nothing is worth keeping.
        typst::comemo::evict(0);
        done
    }

    /// Sets `source` with the characters `told` shown by their numbers.
    fn set(&self, source: &str, title: &str, told: &BTreeSet<char>) -> Result<Vec<u8>> {
        let mut whole = format!("#set document(title: {}, date: {DATE})\n", literal(title));
        let class: String = told.iter().map(|c| format!("\\\\x{{{:X}}}", u32::from(*c))).collect();
        if !class.is_empty() {
            whole.push_str(&format!("#show regex(\"[{class}]\"): {TELL}\n"));
        }
        whole.push_str(source);
        let world = Desk { press: self, main: Source::new(main_file(), whole) };
        let failed = |code: &str, what: &str, errors: &[SourceDiagnostic]| {
            let told: Vec<&str> = errors.iter().take(3).map(|e| e.message.as_str()).collect();
            Problem::new(
                code,
                if told.is_empty() { what.to_owned() } else { format!("{what}（{}）", shown(&told.join("；"))) },
                format!("文书：{}", shown(title)),
                "请先改用 Word（DOCX）或纯文本；并把这条提示连同文书标题告诉维护者",
            )
        };
        let standards =
            PdfStandards::new(&[PdfStandard::A_2b]).map_err(|e| failed("press.pdf", e.message().as_str(), &[]))?;
        let options = PdfOptions {
            // The identifier is a hash of this and of the content: no machine, user or moment in it.
            ident: Smart::Custom(format!("juzheng:{title}")),
            creator: Smart::Custom(Some("juzheng".into())),
            timestamp: None,
            page_ranges: None,
            standards,
            // Tags serve screen readers, but PDF/A-2b does not ask for them and they double the file.
            tagged: false,
            pretty: false,
        };
        let set = || {
            let document: PagedDocument =
                typst::compile(&world).output.map_err(|errors| failed("press.source", "排版失败", &errors))?;
            typst_pdf::pdf(&document, &options).map_err(|errors| failed("press.pdf", "无法写成 PDF/A", &errors))
        };
        // The typesetter is foreign code fed with hostile words: should it panic, the other papers still get written.
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(set))
            .unwrap_or_else(|_| Err(failed("press.source", "排版程序内部出错", &[])))
    }

    /// The characters of `text` that cannot be shown, in order of code point: those no loaded font has, and those that
    /// combine with a neighbour while no one font has both (a cluster is always set in one font).
    pub fn uncovered(&self, text: &str) -> BTreeSet<char> {
        let mut told = BTreeSet::new();
        let clusters: BTreeSet<&str> = text.graphemes(true).collect();
        for cluster in clusters {
            let drawn = || cluster.chars().filter(|c| !c.is_control() && !joins(*c));
            let has = |font: &Font, c: char| font.info().coverage.contains(u32::from(c));
            if self.fonts.iter().any(|font| drawn().all(|c| has(font, c))) {
                continue;
            }
            told.extend(drawn().filter(|c| !self.fonts.iter().any(|font| has(font, *c))));
            told.extend(drawn().skip(1));
        }
        told
    }

    /// Everything the two main faces do not both have, and everything that combines.
    fn unsafe_to_shape(&self, text: &str) -> BTreeSet<char> {
        let main: Vec<&Font> = self.fonts.iter().filter(|f| NEEDED.contains(&f.info().family.as_str())).collect();
        let safe = |c: char| c.is_control() || main.iter().all(|f| f.info().coverage.contains(u32::from(c)));
        let combining = text.graphemes(true).flat_map(|cluster| cluster.chars().skip(1)).filter(|c| !c.is_control());
        text.chars().filter(|c| !safe(*c)).chain(combining).collect()
    }
}

/// Characters that only join or vary their neighbours and are never drawn.
fn joins(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    matches!(extension.as_str(), "otf" | "ttf" | "ttc")
}

/// The name of the only file there is; the same one each time, as names are kept for ever.
fn main_file() -> FileId {
    let path = VirtualPath::new("paper.typ").expect("a plain file name is a valid path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One paper on the press: its source and nothing else.
struct Desk<'a> {
    press: &'a Press,
    main: Source,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
