//! Papers as PDF. The only crate that knows the typesetter: it takes typst source made by
//! [`juzheng_core::draft::typst::typst_source`] and fonts from one folder, and gives back PDF/A-2b bytes.
//!
//! Nothing else goes in: no network, no packages, no file but the source, no clock, no system fonts. The same source and
//! fonts give the same bytes on any machine, in any time zone and locale.

use juzheng_core::draft::typst::{UNREADABLE, literal};
use juzheng_core::draft::words::shown;
use juzheng_core::error::{Problem, Result};
use juzheng_core::world::{Bound, Volume};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::Path;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Label, Selector, Smart, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::PageRanges;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, PicoStr};
use typst::visualize::{ExchangeFormat, RasterImage};
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

    /// Sets a book: pictures by name, the pages of its marks, and volumes of at most `limit` bytes. A picture that cannot be
    /// decoded is told in its place; a page that alone is larger than the limit is a volume of its own.
    ///
    /// # Errors
    /// As [`Press::pdf`].
    pub fn book(&self, source: &str, title: &str, pictures: &BTreeMap<String, Vec<u8>>, limit: Option<u64>) -> Result<Bound> {
        let title = title.replace(['\r', '\n'], " ");
        let files: BTreeMap<String, Bytes> = pictures.iter().map(|(name, bytes)| (name.clone(), Bytes::new(bytes.clone()))).collect();
        let unreadable: Vec<String> = files.iter().filter(|(_, bytes)| !decodes(bytes)).map(|(name, _)| name.clone()).collect();
        let names: String = unreadable.iter().map(|name| format!("{}, ", literal(name))).collect();
        let source = source.replacen(UNREADABLE, &format!("#let unreadable = ({names})"), 1);
        let run = |told: &BTreeSet<char>| {
            self.guarded(&title, || {
                let document = self.compiled(&source, &title, told, files.clone())?;
                let volumes = self.volumes(&document, &title, limit)?;
                Ok(Bound { volumes, marks: marks(&document), unreadable: unreadable.clone() })
            })
        };
        let done = match run(&self.uncovered(&source)) {
            Err(problem) if problem.code == "press.pdf" => run(&self.unsafe_to_shape(&source)),
            other => other,
        };
        typst::comemo::evict(0);
        done
    }

    /// The pages cut into volumes, each as long as the limit allows.
    fn volumes(&self, document: &PagedDocument, title: &str, limit: Option<u64>) -> Result<Vec<Volume>> {
        let pages = document.pages().len();
        let export = |first: usize, last: usize| self.exported(document, title, (first, last) != (1, pages), first, last).map(|pdf| Volume { pdf, first, last });
        let whole = export(1, pages)?;
        let Some(limit) = limit.filter(|limit| whole.pdf.len() as u64 > *limit) else { return Ok(vec![whole]) };
        let fits = |volume: &Volume| volume.pdf.len() as u64 <= limit;
        let (mut volumes, mut first) = (Vec::new(), 1);
        // The share of pages a volume can be expected to hold; fonts weigh the same in each.
        let mut guess = (pages as u64 * limit / whole.pdf.len() as u64).max(1) as usize;
        while first <= pages {
            let mut best = export(first, (first + guess - 1).min(pages))?;
            if fits(&best) {
                while best.last < pages {
                    let more = export(first, (best.last + (best.last - first) / 8 + 1).min(pages))?;
                    if !fits(&more) {
                        break;
                    }
                    best = more;
                }
            } else {
                while !fits(&best) && best.last > first {
                    let shorter = first + ((best.last - first + 1) * 4 / 5).max(1) - 1;
                    best = export(first, shorter.min(best.last - 1))?;
                }
            }
            guess = best.last - first + 1;
            first = best.last + 1;
            volumes.push(best);
        }
        Ok(volumes)
    }

    /// Sets `source` with the characters `told` shown by their numbers.
    fn set(&self, source: &str, title: &str, told: &BTreeSet<char>) -> Result<Vec<u8>> {
        self.guarded(title, || {
            let document = self.compiled(source, title, told, BTreeMap::new())?;
            self.exported(&document, title, false, 1, document.pages().len())
        })
    }

    /// The typesetter is foreign code fed with hostile words: should it panic, the other papers still get written.
    fn guarded<T>(&self, title: &str, work: impl Fn() -> Result<T>) -> Result<T> {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or_else(|_| Err(failed("press.source", "排版程序内部出错", title, &[])))
    }

    fn compiled(&self, source: &str, title: &str, told: &BTreeSet<char>, files: BTreeMap<String, Bytes>) -> Result<PagedDocument> {
        let mut whole = format!("#set document(title: {}, date: {DATE})\n", literal(title));
        let class: String = told.iter().map(|c| format!("\\\\x{{{:X}}}", u32::from(*c))).collect();
        if !class.is_empty() {
            whole.push_str(&format!("#show regex(\"[{class}]\"): {TELL}\n"));
        }
        whole.push_str(source);
        let world = Desk { press: self, main: Source::new(main_file(), whole), files };
        typst::compile(&world).output.map_err(|errors| failed("press.source", "排版失败", title, &errors))
    }

    /// Pages `first` to `last` as PDF; `part` of a larger whole says so in its identifier.
    fn exported(&self, document: &PagedDocument, title: &str, part: bool, first: usize, last: usize) -> Result<Vec<u8>> {
        let standards = PdfStandards::new(&[PdfStandard::A_2b]).map_err(|e| failed("press.pdf", e.message().as_str(), title, &[]))?;
        let pages = part.then(|| PageRanges::new(vec![NonZeroUsize::new(first)..=NonZeroUsize::new(last)]));
        let options = PdfOptions {
            // The identifier is a hash of this and of the content: no machine, user or moment in it.
            ident: Smart::Custom(if part { format!("juzheng:{title}:{first}-{last}") } else { format!("juzheng:{title}") }),
            creator: Smart::Custom(Some("juzheng".into())),
            timestamp: None,
            page_ranges: pages,
            standards,
            // Tags serve screen readers, but PDF/A-2b does not ask for them and they double the file.
            tagged: false,
            pretty: false,
        };
        typst_pdf::pdf(document, &options).map_err(|errors| failed("press.pdf", "无法写成 PDF/A", title, &errors))
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

fn failed(code: &str, what: &str, title: &str, errors: &[SourceDiagnostic]) -> Problem {
    let told: Vec<&str> = errors.iter().take(3).map(|e| e.message.as_str()).collect();
    Problem::new(
        code,
        if told.is_empty() { what.to_owned() } else { format!("{what}（{}）", shown(&told.join("；"))) },
        format!("文书：{}", shown(title)),
        "请先改用 Word（DOCX）或纯文本；并把这条提示连同文书标题告诉维护者",
    )
}

/// Whether the typesetter can show a picture.
fn decodes(bytes: &Bytes) -> bool {
    let format = match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => ExchangeFormat::Png,
        [0xff, 0xd8, ..] => ExchangeFormat::Jpg,
        _ => return false,
    };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| RasterImage::plain(bytes.clone(), format).is_ok())).unwrap_or(false)
}

/// The page of every `#mark`.
fn marks(document: &PagedDocument) -> BTreeMap<String, usize> {
    let Some(label) = Label::new(PicoStr::intern("mark")) else { return BTreeMap::new() };
    let introspector = document.introspector();
    let mut found = BTreeMap::new();
    for element in introspector.query(&Selector::Label(label)) {
        let page = element.location().and_then(|at| introspector.page(at));
        if let (Some(page), Some(Value::Str(key))) = (page, element.to_packed::<MetadataElem>().map(|m| m.value.clone())) {
            found.insert(key.to_string(), page.get());
        }
    }
    found
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

/// One paper on the press: its source, the pictures it was given, and nothing else.
struct Desk<'a> {
    press: &'a Press,
    main: Source,
    files: BTreeMap<String, Bytes>,
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

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(id.get().vpath().get_without_slash()).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
