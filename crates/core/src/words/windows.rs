//! Windows: short stretches of a text held against shapes learned from labelled messages; the other half of the second opinion.
//!
//! The runs of [`super::second`] know the characters they were learned with and no others. Here every character is a row of numbers,
//! and characters used alike have rows alike: a shape met with 单位 knows 厂里 a little. A shape is laid over every window of its width
//! and counts once, where it fits best; what it weighs for an act depends on the recipient. The score of an act is its base plus the sum
//! over all shapes, so each part of a score belongs to one window that can be shown (a convolution with the largest value kept: Kim 2014,
//! "Convolutional Neural Networks for Sentence Classification", one layer). Whole numbers throughout: the same text gives the same
//! score everywhere. `scripts/train_windows.py` writes the file; nobody edits it by hand.
//!
//! Only where the runs come near an act, or the lexicon found one, is a text looked at here: the others cost nothing.

use super::file::read;
use super::fold::{Code, codes};
use crate::error::Problem;
use serde::Deserialize;
use std::sync::OnceLock;

/// The stem of its file in `casebook/words`.
pub const STEM: &str = "_windows";
/// Shapes are worked on in blocks of so many.
const BLOCK: usize = 16;
/// The widest window, in characters.
const WIDEST: usize = 8;
/// Rows of a character and of a place of a shape: so many numbers at most.
const DEEPEST: usize = 128;
/// How the file calls all letters it does not name.
const OTHERS: &str = "其他";
/// A product of a character and a place of a shape is kept in sixteen bits after so many halvings.
const HALVINGS: u32 = 5;
/// What a shape weighs is written in so many parts of a hundredth of its fit.
const PARTS: i64 = 1 << 14;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowsFile {
    #[serde(rename = "means")]
    _means: String,
    #[serde(rename = "trained")]
    _trained: String,
    /// Version of this layout.
    format: u32,
    /// In hundredths: what this score counts for beside the one of the runs.
    share: i32,
    /// In hundredths: a text is looked at where its score by the runs reaches this for some act, or the lexicon found one.
    near: i32,
    /// Numbers in the row of a character.
    depth: usize,
    acts: Vec<ActLine>,
    /// `字 hex`: a character and its row, a signed byte a number. [`OTHERS`] stands for all not named.
    letters: String,
    /// `width bias hex weights…`: width rows of `depth` signed bytes, then what it weighs for each act: 本人, 第三人, 不明 in turn.
    shapes: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActLine {
    name: String,
    /// Score of an empty text: 本人, 第三人, 不明.
    base: [i32; 3],
}

/// The shapes, read once.
pub struct Windows {
    share: i32,
    near: i32,
    depth: usize,
    acts: Vec<ActLine>,
    /// Character → its number; 0 for those unknown.
    number: Box<[u16]>,
    /// By number: the row.
    letters: Vec<Box<[i8]>>,
    /// By number: what the character gives to each place of each shape, made when it is first met.
    given: Vec<OnceLock<Box<[i16]>>>,
    /// Shapes of one width, in the order of widths.
    widths: Vec<Width>,
    /// What each shape fits before any character is looked at.
    biases: Vec<i16>,
    /// By recipient, shape, act: what it weighs.
    weights: [Vec<i32>; 3],
}

/// Shapes of one width.
struct Width {
    /// Characters.
    width: usize,
    /// The first shape and one past the last; a multiple of [`BLOCK`] of them.
    from: usize,
    until: usize,
    /// Where the products of its first place stand in what a character gives; those of the next place follow.
    at: usize,
    /// By place and shape: the row.
    rows: Vec<Box<[i8]>>,
}

/// A window and what it weighs for an act.
pub struct Seen {
    /// Its first character and one past its last, counted in the text.
    pub from: usize,
    pub until: usize,
    /// In hundredths.
    pub weight: i32,
}

fn bad(what: impl Into<String>) -> Problem {
    Problem::new("words.windows", what, format!("casebook/words/{STEM}.toml"), "这个文件不用手改：请用 scripts/train_windows.py 重新生成")
}

/// Signed bytes from their hexadecimal digits.
fn bytes(hex: &str) -> Option<Box<[i8]>> {
    let digit = |c: u8| (c as char).to_digit(16).map(|d| d as u8);
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| Some((digit(*high)? << 4 | digit(*low)?) as i8)).collect()
}

impl Windows {
    /// Reads the file. Mistakes are reported; a file with mistakes is not used. `acts`: the names and order there must be.
    pub fn load(text: &str, acts: &[&str], problems: &mut Vec<Problem>) -> Option<Windows> {
        let file: WindowsFile = read(STEM, text, problems)?;
        match Windows::of(file, acts) {
            Ok(windows) => Some(windows),
            Err(what) => {
                problems.push(bad(what));
                None
            }
        }
    }

    fn of(file: WindowsFile, acts: &[&str]) -> Result<Windows, String> {
        if file.format != 1 {
            return Err(format!("不认识的格式 {}，只认识 1", file.format));
        }
        if !file.acts.iter().map(|act| act.name.as_str()).eq(acts.iter().copied()) {
            return Err("行为及其次序应与 _second.toml 相同".to_owned());
        }
        if !(0..=100).contains(&file.share) || !(1..=DEEPEST).contains(&file.depth) {
            return Err(format!("share 应是 0 到 100，depth 应是 1 到 {DEEPEST}"));
        }
        let mut windows = Windows {
            share: file.share,
            near: file.near,
            depth: file.depth,
            acts: file.acts,
            number: vec![0; 1 << 16].into(),
            letters: vec![vec![0; file.depth].into()],
            given: Vec::new(),
            widths: Vec::new(),
            biases: Vec::new(),
            weights: Default::default(),
        };
        for (nth, line) in (1..).zip(file.letters.lines()).filter(|(_, line)| !line.is_empty()) {
            windows.letter(line).map_err(|what| format!("letters 第 {nth} 行：{what}"))?;
        }
        for (nth, line) in (1..).zip(file.shapes.lines()).filter(|(_, line)| !line.is_empty()) {
            windows.shape(line).map_err(|what| format!("shapes 第 {nth} 行：{what}"))?;
        }
        if windows.widths.iter().any(|width| !(width.until - width.from).is_multiple_of(BLOCK)) || windows.widths.is_empty() {
            return Err(format!("每种宽度的形状数应是 {BLOCK} 的倍数，且至少有一种"));
        }
        let mut at = 0;
        for width in &mut windows.widths {
            width.at = at;
            at += width.width * (width.until - width.from);
        }
        windows.given.resize_with(windows.letters.len(), OnceLock::new);
        Ok(windows)
    }

    fn letter(&mut self, line: &str) -> Result<(), String> {
        let (letter, hex) = line.split_once(' ').ok_or("应是 字 十六进制")?;
        let row = bytes(hex).filter(|row| row.len() == self.depth).ok_or("应有 depth 个字节")?;
        if letter == OTHERS {
            self.letters[0] = row;
            return Ok(());
        }
        let [code] = codes(letter)[..] else { return Err("开头应是一个字".to_owned()) };
        let number = u16::try_from(self.letters.len()).map_err(|_| "字太多")?;
        if std::mem::replace(&mut self.number[usize::from(code)], number) != 0 {
            return Err(format!("「{letter}」写了两次"));
        }
        self.letters.push(row);
        Ok(())
    }

    fn shape(&mut self, line: &str) -> Result<(), String> {
        let mut fields = line.split(' ');
        let width = fields.next().and_then(|f| f.parse().ok()).filter(|w| (1..=WIDEST).contains(w)).ok_or("宽度不对")?;
        let bias = fields.next().and_then(|f| f.parse().ok()).ok_or("底数不对")?;
        let rows = fields.next().and_then(bytes).filter(|rows| rows.len() == width * self.depth).ok_or("形状的字节数不对")?;
        let weights: Option<Vec<i32>> = fields.map(|f| f.parse::<i32>().ok().filter(|w| w.abs() < 1 << 20)).collect();
        let weights = weights.filter(|w| w.len() == 3 * self.acts.len()).ok_or("权重不对")?;
        match self.widths.last_mut() {
            Some(last) if last.width == width => last.until += 1,
            Some(last) if last.width > width => return Err("宽度应由小到大".to_owned()),
            _ => self.widths.push(Width { width, from: self.biases.len(), until: self.biases.len() + 1, at: 0, rows: Vec::new() }),
        }
        self.biases.push(bias);
        if let Some(last) = self.widths.last_mut() {
            last.rows.extend(rows.chunks(self.depth).map(Box::from));
        }
        for (to, weights) in weights.chunks(self.acts.len()).enumerate() {
            self.weights[to].extend_from_slice(weights);
        }
        Ok(())
    }

    /// Number of shapes.
    pub fn len(&self) -> usize {
        self.biases.len()
    }

    /// What its score counts for, in hundredths.
    pub fn share(&self) -> i32 {
        self.share
    }

    /// From which score of the runs on a text is looked at, in hundredths.
    pub fn near(&self) -> i32 {
        self.near
    }

    /// What the character gives to each place of each shape: by width, place, shape.
    fn given(&self, code: Code) -> &[i16] {
        let number = usize::from(self.number[usize::from(code)]);
        self.given[number].get_or_init(|| {
            let letter = &self.letters[number];
            let product = |row: &[i8]| {
                let sum: i32 = row.iter().zip(letter).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
                ((sum + (1 << (HALVINGS - 1))) >> HALVINGS).clamp(i16::MIN.into(), i16::MAX.into()) as i16
            };
            self.widths.iter().flat_map(|w| (0..w.width).flat_map(move |place| w.rows.iter().skip(place).step_by(w.width))).map(|row| product(row)).collect()
        })
    }

    /// How well each shape fits the text where it fits best, never less than nothing.
    fn fits(&self, text: &[Code]) -> Vec<i16> {
        let given: Vec<&[i16]> = text.iter().map(|code| self.given(*code)).collect();
        let mut best: Vec<i16> = self.biases.iter().map(|bias| (*bias).max(0)).collect();
        for at in 0..given.len() {
            for width in &self.widths {
                let reached = &given[at..given.len().min(at + width.width)];
                let (many, from) = (width.until - width.from, width.from);
                let (biases, _) = self.biases[from..width.until].as_chunks::<BLOCK>();
                let (best, _) = best[from..width.until].as_chunks_mut::<BLOCK>();
                for (block, (bias, best)) in biases.iter().zip(best).enumerate() {
                    let mut fit = *bias;
                    for (place, given) in reached.iter().enumerate() {
                        let from = width.at + place * many + block * BLOCK;
                        let Some(given) = given[from..].first_chunk::<BLOCK>() else { continue };
                        (0..BLOCK).for_each(|n| fit[n] = fit[n].saturating_add(given[n]));
                    }
                    (0..BLOCK).for_each(|n| best[n] = best[n].max(fit[n]));
                }
            }
        }
        best
    }

    /// Scores by act, in hundredths, of a text between its ends.
    pub fn scores(&self, text: &[Code], to: usize) -> Vec<i32> {
        let mut sums: Vec<i64> = vec![0; self.acts.len()];
        for (fit, weights) in self.fits(text).iter().zip(self.weights[to].chunks(self.acts.len())) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += i64::from(*fit) * i64::from(*weight));
        }
        sums.iter().zip(&self.acts).map(|(sum, act)| (sum.div_euclid(PARTS) + i64::from(act.base[to])).clamp(-1_000_000, 1_000_000) as i32).collect()
    }

    /// The windows a score is made of, each once, with what all shapes that fit best there weigh together for an act; in the order of
    /// their places.
    pub fn seen(&self, act: usize, text: &[Code], to: usize) -> Vec<Seen> {
        let given: Vec<&[i16]> = text.iter().map(|code| self.given(*code)).collect();
        let mut seen = std::collections::BTreeMap::<(usize, usize), i64>::new();
        for (shape, fit) in self.fits(text).into_iter().enumerate() {
            let Some(width) = self.widths.iter().find(|w| (w.from..w.until).contains(&shape)).filter(|_| fit > 0) else { continue };
            let many = width.until - width.from;
            let at = (0..given.len()).find(|at| {
                let products = given[*at..].iter().take(width.width).enumerate().map(|(place, given)| given[width.at + place * many + shape - width.from]);
                products.fold(self.biases[shape], i16::saturating_add) == fit
            });
            // None where the shape fits nothing better than no text at all.
            let weight = self.weights[to][shape * self.acts.len() + act];
            if let Some(at) = at {
                *seen.entry((at, given.len().min(at + width.width))).or_default() += i64::from(fit) * i64::from(weight);
            }
        }
        seen.into_iter().map(|((from, until), weight)| Seen { from, until, weight: weight.div_euclid(PARTS) as i32 }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small numbers without an order one could lean on.
    struct Dice(u64);

    impl Dice {
        fn throw(&mut self, from: i64, until: i64) -> i64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            from + (self.0 >> 33) as i64 % (until - from)
        }

        fn bytes(&mut self, many: usize) -> Vec<i8> {
            (0..many).map(|_| self.throw(-127, 128) as i8).collect()
        }
    }

    const ACTS: [&str; 2] = ["insult", "visit_threat"];
    const LETTERS: [&str; 5] = [OTHERS, "甲", "乙", "丙", "丁"];
    const DEPTH: usize = 6;

    /// One shape as the file writes it: width, bias, places by depth, weights by recipient and act.
    type Shape = (usize, i64, Vec<i8>, Vec<i64>);

    fn hex(bytes: &[i8]) -> String {
        bytes.iter().map(|b| format!("{:02x}", *b as u8)).collect()
    }

    /// A file of chance numbers, and the same as tables.
    fn made(seed: u64, biases: (i64, i64)) -> (Windows, Vec<Vec<i8>>, Vec<Shape>) {
        let mut dice = Dice(seed);
        let letters: Vec<Vec<i8>> = LETTERS.iter().map(|_| dice.bytes(DEPTH)).collect();
        let shapes: Vec<Shape> = [1, 3, 8].iter().flat_map(|width| std::iter::repeat_n(*width, BLOCK)).map(|width| {
            let (bias, rows) = (dice.throw(biases.0, biases.1), dice.bytes(width * DEPTH));
            (width, bias, rows, (0..3 * ACTS.len()).map(|_| dice.throw(-4000, 4000)).collect())
        }).collect();
        let lines = |out: Vec<String>| out.join("\n");
        let text = format!(
            "means = \"\"\ntrained = \"\"\nformat = 1\nshare = 60\nnear = -100\ndepth = {DEPTH}\nacts = [{}]\nletters = '''\n{}\n'''\nshapes = '''\n{}\n'''\n",
            ACTS.map(|act| format!("{{ name = \"{act}\", base = [-100, 0, 50] }}")).join(","),
            lines(LETTERS.iter().zip(&letters).map(|(letter, row)| format!("{letter} {}", hex(row))).collect()),
            lines(shapes.iter().map(|(width, bias, rows, weights)| format!("{width} {bias} {} {}", hex(rows), weights.iter().map(i64::to_string).collect::<Vec<_>>().join(" "))).collect()),
        );
        let mut problems = Vec::new();
        (Windows::load(&text, &ACTS, &mut problems).unwrap_or_else(|| panic!("{problems:?}")), letters, shapes)
    }

    fn texts() -> Vec<Vec<Code>> {
        ["", "甲", "乙丙", "不认识的字", "甲乙丙丁甲甲丙", "丁丁丁丁丁丁丁丁丁丁丁丁", "丙甲，乙丁。甲丙丙乙，甲丁乙"].map(codes).into()
    }

    /// What a shape gives at a place, from the tables.
    fn fit((width, bias, rows, _): &Shape, letters: &[Vec<i8>], text: &[Code], at: usize) -> i64 {
        let row_of = |code: Code| &letters[(1..LETTERS.len()).find(|n| codes(LETTERS[*n])[0] == code).unwrap_or(0)];
        let product = |place: usize, code: Code| (0..DEPTH).map(|d| i64::from(rows[place * DEPTH + d]) * i64::from(row_of(code)[d])).sum::<i64>();
        let rounded = |n: i64| (n as f64 / f64::from(1 << HALVINGS) + 0.5).floor() as i64;
        bias + text[at..].iter().take(*width).enumerate().map(|(place, code)| rounded(product(place, *code))).sum::<i64>()
    }

    #[test]
    fn scores_are_what_the_definition_says() {
        let (windows, letters, shapes) = made(7, (-900, 900));
        for text in texts() {
            for (to, base) in [-100, 0, 50].into_iter().enumerate() {
                let slow: Vec<i32> = (0..ACTS.len()).map(|act| {
                    let best = |shape: &Shape| (0..text.len()).map(|at| fit(shape, &letters, &text, at)).fold(shape.1.max(0), i64::max);
                    let sum: i64 = shapes.iter().map(|shape| best(shape) * shape.3[to * ACTS.len() + act]).sum();
                    (sum as f64 / PARTS as f64).floor() as i32 + base
                }).collect();
                assert_eq!(windows.scores(&text, to), slow, "{text:?}");
            }
        }
    }

    /// Nothing in a score but its base comes from no window; the windows stand in the order of the text.
    #[test]
    fn each_part_of_a_score_belongs_to_a_window() {
        let (windows, ..) = made(11, (-900, 0));
        for text in texts() {
            for to in 0..3 {
                for (act, score) in windows.scores(&text, to).into_iter().enumerate() {
                    let seen = windows.seen(act, &text, to);
                    assert!(seen.iter().map(|s| (s.from, s.until)).is_sorted() && seen.iter().all(|s| s.from < s.until && s.until <= text.len()), "{text:?}");
                    let sum: i32 = seen.iter().map(|s| s.weight).sum();
                    // Each window is rounded down on its own.
                    let off = score - windows.acts[act].base[to] - sum;
                    assert!((0..=seen.len() as i32).contains(&off), "{score} and {sum}: {text:?}");
                }
            }
        }
    }
}
