//! The text layer of a PDF, page by page, in the order it is written. Objects, streams and the repair of broken files are
//! hayro-syntax's (pure, made for hostile files); which letters are shown is worked out here: ToUnicode, else the Chinese encodings
//! that say it by their name. Pictures of text have no text layer, and that is told.

use super::pdf_font::Font;
use crate::error::Problem;
use flate2::read::ZlibDecoder;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as Bytes};
use hayro_syntax::page::{Resources, Rotation};
use hayro_syntax::{Filter, LoadPdfError, Pdf};
use std::collections::BTreeMap;
use std::io::Read;

/// Largest file read.
pub const FILE: usize = 64 << 20;
const PAGES: usize = 2000;
/// Longest text of a file, in bytes.
const TEXT: usize = 8 << 20;
/// Longest unpacked content of a page, form or character map.
const STREAM: u64 = 16 << 20;
/// Most drawing steps of a file.
const STEPS: u64 = 5_000_000;
/// Most bytes of content walked, forms that are drawn again and again counted each time.
const WORK: u64 = 128 << 20;
const DEPTH: u32 = 5;
/// Most runs of letters whose place is kept.
const SPANS: usize = 400_000;

/// A run of letters and where it stands on its page, in points; upward is positive.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Page, from 0.
    pub page: usize,
    /// Left end.
    pub x: f64,
    /// Right end, by the font's widths; where it has none, Chinese letters are as wide as high, others half.
    pub right: f64,
    /// Baseline.
    pub y: f64,
    /// Height of its letters.
    pub size: f64,
    /// The letters.
    pub text: String,
}

/// What a text layer holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// Text of each page.
    pub pages: Vec<String>,
    /// The runs of letters, in the order of writing.
    pub spans: Vec<Span>,
    /// Characters whose meaning the file does not say.
    pub unknown: u64,
    /// Whether something was left out at a limit.
    pub cut: bool,
}

impl Layer {
    /// All pages, a line break between them.
    pub fn text(&self) -> String {
        self.pages.join("\n")
    }
}

/// Reads the text layer.
///
/// # Errors
/// Not a PDF, damaged beyond repair, or locked with a password.
pub fn layer(bytes: Vec<u8>) -> Result<Layer, Problem> {
    let pdf = Pdf::new(bytes).map_err(|e| match e {
        LoadPdfError::Decryption(_) => Problem::new("pdf.locked", "PDF 加了密码，读不出文字", "整个文件", "请用阅读器输入密码打开后，另存或打印为不加密的 PDF 再加入；原件已保留"),
        LoadPdfError::Invalid => Problem::new("pdf.damaged", "PDF 损坏，读不出来", "整个文件", "请重新下载或重新传送；原件已保留"),
    })?;
    let mut run = Run { layer: Layer::default(), fonts: BTreeMap::new(), steps: 0, size: 0, work: 0 };
    for page in pdf.pages().iter().take(PAGES) {
        let content = contents(page.raw());
        let mut out = Page::default();
        run.content(&content, page.resources(), &mut out, upright(page.rotation()), 0);
        run.size += out.text.len();
        run.layer.pages.push(out.text.trim_end().to_owned());
        if run.layer.cut {
            break;
        }
    }
    run.layer.cut |= pdf.pages().len() > PAGES;
    Ok(run.layer)
}

/// The content streams of a page, one behind the other.
fn contents(page: &Dict) -> Vec<u8> {
    let mut all = Vec::new();
    if let Some(stream) = page.get::<Stream>("Contents") {
        all = unpacked(&stream);
    } else if let Some(list) = page.get::<Array>("Contents") {
        for stream in list.iter::<Stream>().take(1000) {
            all.extend(unpacked(&stream));
            all.push(b'\n');
            if all.len() as u64 > STREAM {
                break;
            }
        }
    }
    all
}

/// A stream's bytes, never more than [`STREAM`]. The common packing is undone here, within that limit; others only when small.
pub(super) fn unpacked(stream: &Stream) -> Vec<u8> {
    let filters = stream.filters();
    if filters.is_empty() {
        return stream.raw_data().into_owned();
    }
    if matches!(filters.as_slice(), [Filter::FlateDecode]) && !stream.dict().contains_key("DecodeParms") {
        let raw = stream.raw_data();
        let mut out = Vec::new();
        // What could be unpacked before an error is still text.
        let _ = ZlibDecoder::new(&raw[..]).take(STREAM).read_to_end(&mut out);
        if !out.is_empty() {
            return out;
        }
    }
    if stream.raw_data().len() > 256 * 1024 {
        return Vec::new();
    }
    stream.decoded().map(|d| d.into_owned()).unwrap_or_default()
}

type Matrix = [f64; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Turns a page as a reader shows it: a table printed across the page is drawn along its side.
fn upright(rotation: Rotation) -> Matrix {
    match rotation {
        Rotation::None => IDENTITY,
        Rotation::Horizontal => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
        Rotation::Flipped => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
        Rotation::FlippedHorizontal => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
    }
}

/// `a` applied before `b`.
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Where the last letter of a page ended.
#[derive(Default)]
struct Page {
    text: String,
    /// Baseline, right end and height of the last run.
    last: Option<(f64, f64, f64)>,
}

struct Run {
    layer: Layer,
    fonts: BTreeMap<String, std::rc::Rc<Font>>,
    steps: u64,
    size: usize,
    work: u64,
}

impl Run {
    fn font(&mut self, name: &Name, resources: &Resources, depth: u32) -> Option<std::rc::Rc<Font>> {
        let dict = resources.get_font(name)?;
        // The same name means another font on another page; the object's number is its own.
        let key = dict.obj_id().map_or_else(|| format!("{depth} {} {}", self.layer.pages.len(), name.as_str()), |id| format!("{id:?}"));
        let font = self.fonts.entry(key).or_insert_with(|| std::rc::Rc::new(Font::of(&dict)));
        Some(font.clone())
    }

    fn content(&mut self, bytes: &[u8], resources: &Resources, page: &mut Page, base: Matrix, depth: u32) {
        self.work += bytes.len() as u64;
        if self.work > WORK {
            self.layer.cut = true;
            return;
        }
        let (mut world, mut stack) = (base, Vec::new());
        let mut hand = Hand::default();
        let mut leading = 0.0;
        let (mut text, mut line) = (IDENTITY, IDENTITY);
        let mut steps = TypedIter::new(bytes);
        while let Some(step) = steps.next() {
            self.steps += 1;
            if self.steps > STEPS || self.size + page.text.len() > TEXT {
                self.layer.cut = true;
                return;
            }
            let n = |v: &Number| v.as_f64();
            let mut down = |x: f64, y: f64, text: &mut Matrix| {
                line = times([1.0, 0.0, 0.0, 1.0, x, y], line);
                *text = line;
            };
            match step {
                TypedInstruction::SaveState(_) if stack.len() < 500 => stack.push((world, hand.clone(), leading)),
                TypedInstruction::RestoreState(_) => {
                    if let Some(kept) = stack.pop() {
                        (world, hand, leading) = kept;
                    }
                }
                TypedInstruction::Transform(m) => world = times([n(&m.0), n(&m.1), n(&m.2), n(&m.3), n(&m.4), n(&m.5)], world),
                TypedInstruction::BeginText(_) => (text, line) = (IDENTITY, IDENTITY),
                TypedInstruction::TextFont(f) => {
                    hand.font = self.font(f.0, resources, depth);
                    hand.height = n(&f.1);
                }
                TypedInstruction::CharacterSpacing(by) => hand.between = n(&by.0),
                TypedInstruction::WordSpacing(by) => hand.blank = n(&by.0),
                TypedInstruction::HorizontalScaling(by) => hand.stretch = n(&by.0) / 100.0,
                TypedInstruction::TextLeading(l) => leading = n(&l.0),
                TypedInstruction::NextLine(d) => down(n(&d.0), n(&d.1), &mut text),
                TypedInstruction::NextLineAndSetLeading(d) => {
                    leading = -n(&d.1);
                    down(n(&d.0), n(&d.1), &mut text);
                }
                TypedInstruction::SetTextMatrix(m) => {
                    line = [n(&m.0), n(&m.1), n(&m.2), n(&m.3), n(&m.4), n(&m.5)];
                    text = line;
                }
                TypedInstruction::NextLineUsingLeading(_) => down(0.0, -leading, &mut text),
                TypedInstruction::ShowText(s) => self.show(s.0, &hand, &mut text, world, page),
                TypedInstruction::NextLineAndShowText(s) => {
                    down(0.0, -leading, &mut text);
                    self.show(s.0, &hand, &mut text, world, page);
                }
                TypedInstruction::ShowTextWithParameters(s) => {
                    (hand.blank, hand.between) = (n(&s.0), n(&s.1));
                    down(0.0, -leading, &mut text);
                    self.show(s.2, &hand, &mut text, world, page);
                }
                TypedInstruction::ShowTexts(list) => {
                    for part in list.0.iter::<Object>() {
                        match part {
                            Object::String(s) => self.show(&s, &hand, &mut text, world, page),
                            Object::Number(by) => text = times([1.0, 0.0, 0.0, 1.0, -by.as_f64() / 1000.0 * hand.height * hand.stretch, 0.0], text),
                            _ => {}
                        }
                    }
                }
                TypedInstruction::XObject(x) if depth < DEPTH => {
                    let Some(form) = resources.get_x_object(x.0).filter(|s| s.dict().get::<Name>("Subtype").is_some_and(|n| n.as_str() == "Form")) else { continue };
                    let inner = form.dict().get::<Dict>("Resources").map(|r| Resources::from_parent(r, resources.clone()));
                    let numbers: Vec<f64> = form.dict().get::<Array>("Matrix").map(|a| a.iter::<Number>().map(|n| n.as_f64()).collect()).unwrap_or_default();
                    let own = <[f64; 6]>::try_from(numbers).unwrap_or(IDENTITY);
                    let bytes = unpacked(&form);
                    self.content(&bytes, inner.as_ref().unwrap_or(resources), page, times(own, world), depth + 1);
                }
                _ => {}
            }
        }
    }

    /// Writes a run of letters: on a new line when the baseline moved, behind a blank when there is a gap.
    fn show(&mut self, bytes: &Bytes, hand: &Hand, text: &mut Matrix, world: Matrix, page: &mut Page) {
        let Some(font) = hand.font.as_deref() else { return };
        let shown: String = font.text(bytes.as_bytes(), &mut self.layer.unknown).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        // Where the font does not say: Chinese letters are as wide as high, others about half as wide.
        let wide = |c: char| if (c as u32) < 0x2e80 { 0.5 } else { 1.0 };
        let (ems, codes, blanks) = font.advance(bytes.as_bytes()).unwrap_or_else(|| (shown.chars().map(wide).sum(), shown.chars().count(), 0));
        let width = (ems * hand.height + codes as f64 * hand.between + blanks as f64 * hand.blank) * hand.stretch;
        let place = times(*text, world);
        let (x, y) = (place[4], place[5]);
        let scale = (place[0].abs() + place[1].abs()).max(1e-6);
        let size = (hand.height * scale).abs().max(1e-6);
        if let Some((base, end, last)) = page.last {
            if (y - base).abs() > 0.5 * size.max(last) {
                page.text.push('\n');
            } else if x - end > 0.6 * size && !page.text.ends_with([' ', '\n']) {
                page.text.push(' ');
            }
        }
        page.text += &shown;
        // A watermark across the page stands on no line of a table.
        let level = place[1].abs() <= 0.1 * place[0].abs();
        if level && self.layer.spans.len() < SPANS && !shown.trim().is_empty() {
            self.layer.spans.push(Span { page: self.layer.pages.len(), x, right: x + width * scale, y, size, text: shown });
        }
        *text = times([1.0, 0.0, 0.0, 1.0, width, 0.0], *text);
        page.last = Some((y, x + width * scale, size));
    }
}

/// How letters are set: font, height, what is added between letters and at blanks, and how far they are stretched.
#[derive(Clone)]
struct Hand {
    font: Option<std::rc::Rc<Font>>,
    height: f64,
    between: f64,
    blank: f64,
    stretch: f64,
}

impl Default for Hand {
    fn default() -> Self {
        Hand { font: None, height: 1.0, between: 0.0, blank: 0.0, stretch: 1.0 }
    }
}
