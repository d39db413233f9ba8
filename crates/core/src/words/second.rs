//! The second opinion: a linear model over short runs of characters, learned from labelled messages.
//!
//! The lexicon knows what somebody wrote into it. This table of weights has seen labelled messages and says, for each act, how much
//! a text looks like those that commit it. Alone it is never more than a weak sign; beside the lexicon it may take a weak find back.
//! Everything is whole numbers and exact runs of characters: the same text gives the same score everywhere, and the runs that
//! weighed most can be shown. `scripts/train_second.py` writes the file; nobody edits weights by hand.
//!
//! The score of an act, in hundredths: its base for the recipient, plus the sum of the weights of all different known runs in the
//! text divided by the root of their number. (A long text does not outweigh a short one by its length.)

use super::{Known, Recipient};
use super::file::read;
use super::fold::{Code, Folded, codes, ends_clause, is_digit};
use super::runs::{ACTS as MOST_ACTS, Met, Runs};
use crate::error::Problem;
use serde::Deserialize;

/// The stem of its file in `casebook/words`.
pub const STEM: &str = "_second";
/// The longest run of characters.
pub const LONGEST: usize = 4;
/// The first and the last place of a text, as the file writes them; folding leaves neither in a text.
const ENDS: (Code, Code) = ('^' as Code, '$' as Code);
/// No weight is larger: all runs of a file together (65,535 at most) stay inside 32 bits.
const HEAVIEST: i16 = 30_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecondFile {
    #[serde(rename = "means")]
    _means: String,
    #[serde(rename = "trained")]
    _trained: String,
    /// Version of this layout.
    format: u32,
    /// Alone it speaks from this score on, where money or a debt is talked of (本人, 第三人, 不明): by what
    /// is known beside the words ([`Known`]). The other scores come in the same three.
    speaks: [[i32; 3]; 3],
    /// The same where neither is.
    speaks_bare: [[i32; 3]; 3],
    /// So much more is asked where the lexicon found another act: acts that go together are easily taken for each other.
    beside: [i32; 3],
    /// So much more is asked under the lists of `_guards.toml` that speak for silence ([`super::HUSHED`]).
    hush: [i32; 3],
    /// A find of the lexicon whose score is lower is taken back: a firm one, a weak one.
    keeps: [[i32; 2]; 3],
    /// Acts whose firm finds are never taken back within a case: a word of abuse is one whatever stands around it.
    sure: Vec<String>,
    /// One of these characters must be there, or the lexicon must have found something; else the text is not looked at.
    worth: String,
    acts: Vec<ActLine>,
    runs: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActLine {
    name: String,
    /// Score of an empty text: 本人, 第三人, 不明.
    base: [i32; 3],
}

/// The table of weights, read once.
pub struct Second {
    acts: Vec<ActLine>,
    speaks: [[i32; 3]; 3],
    speaks_bare: [[i32; 3]; 3],
    beside: [i32; 3],
    hush: [i32; 3],
    keeps: [[i32; 2]; 3],
    sure: Vec<String>,
    /// One bit a character worth looking at.
    worth: Vec<u64>,
    runs: Runs,
}

/// Room to work in, and what was found in the last text.
#[derive(Default)]
pub struct Heard {
    /// The text with every number as one 0, between its ends.
    text: Vec<Code>,
    /// Runs met, each once.
    met: Met,
    /// By act: the sum of weights, and the score of an empty text.
    sums: [i32; MOST_ACTS],
    base: [i32; MOST_ACTS],
    /// Acts there are.
    acts: usize,
    /// The root of the number of runs, in 16ths.
    root: i64,
}

impl Heard {
    /// Is the score of an act in the last text, in hundredths, at least so high? Asked without dividing: whole numbers below a
    /// quotient are those below the quotient rounded down.
    pub fn reaches(&self, act: usize, least: i32) -> bool {
        act < self.acts && i64::from(self.sums[act]) * 256 >= (i64::from(least) - i64::from(self.base[act])) * (self.root << 4)
    }
}

/// A mistake in the file.
pub fn bad(what: impl Into<String>, line: Option<usize>) -> Problem {
    let place = line.map_or_else(String::new, |n| format!(" 权重第 {n} 行"));
    Problem::new("words.second", what, format!("casebook/words/{STEM}.toml{place}"), "这个文件不用手改：请用 scripts/train_second.py 重新生成")
}

/// The characters of a text with every number as one 0, and where each stands.
fn numbers_as_one(text: &[Code]) -> impl Iterator<Item = (usize, Code)> + '_ {
    let mut within = false;
    text.iter().enumerate().filter_map(move |(at, code)| {
        let again = std::mem::replace(&mut within, is_digit(*code)) && within;
        (!again).then_some((at, if within { 0x30 } else { *code }))
    })
}

impl Second {
    /// Reads the file. Mistakes are reported; a file with mistakes is not used.
    pub fn load(text: &str, problems: &mut Vec<Problem>) -> Option<Second> {
        let before = problems.len();
        let file: SecondFile = read(STEM, text, problems)?;
        if file.format != 3 {
            problems.push(bad(format!("不认识的格式 {}，只认识 3", file.format), None));
        }
        if file.acts.is_empty() || file.acts.len() > MOST_ACTS {
            problems.push(bad(format!("行为应有 1 到 {MOST_ACTS} 个"), None));
        }
        let mut worth = vec![0; 1 << 10];
        for code in codes(&file.worth) {
            worth[usize::from(code >> 6)] |= 1 << (code & 63);
        }
        let mut second = Second { acts: file.acts, speaks: file.speaks, speaks_bare: file.speaks_bare, beside: file.beside, hush: file.hush, keeps: file.keeps, sure: file.sure, worth, runs: Runs::default() };
        for (nth, line) in (1..).zip(file.runs.lines()).filter(|(_, l)| !l.is_empty()) {
            if let Err(what) = second.line(line) {
                problems.push(bad(what, Some(nth)));
            }
        }
        second.runs.seal();
        if second.runs.len() == 0 {
            problems.push(bad("没有权重", None));
        }
        (problems.len() == before).then_some(second)
    }

    /// `词 0:12 3:-40`: a run of one to four characters, then act and weight.
    fn line(&mut self, line: &str) -> Result<(), String> {
        let mut fields = line.split(' ');
        let run = codes(fields.next().unwrap_or_default());
        if run.is_empty() || run.len() > LONGEST {
            return Err("开头应是一到四个字".to_owned());
        }
        let (mut weights, mut last) = ([0; MOST_ACTS], None);
        for field in fields {
            let parsed = field.split_once(':').and_then(|(act, weight)| Some((act.parse::<u8>().ok()?, weight.parse::<i32>().ok()?)));
            let Some((act, weight)) = parsed else { return Err(format!("「{field}」不是 行为:整数")) };
            if usize::from(act) >= self.acts.len() || last.is_some_and(|l| l >= act) {
                return Err(format!("没有第 {act} 个行为，或次序不对"));
            }
            let small = i16::try_from(weight).ok().filter(|w| *w != 0 && (-HEAVIEST..=HEAVIEST).contains(w));
            let Some(small) = small else { return Err(format!("权重 {weight} 太大，或是 0")) };
            last = Some(act);
            if let Some(place) = weights.get_mut(usize::from(act)) {
                *place = small;
            }
        }
        if last.is_none() {
            return Err("没有权重".to_owned());
        }
        self.runs.add(&run, weights)
    }

    /// Names of its acts, in the order of their numbers.
    pub fn acts(&self) -> impl Iterator<Item = &str> {
        self.acts.iter().map(|a| a.name.as_str())
    }

    /// Number of runs it knows.
    pub fn runs(&self) -> usize {
        self.runs.len()
    }

    /// The scores from which it speaks alone: where money or a debt is talked of, and where neither is.
    pub fn speaks(&self, known: Known, to: Recipient) -> (i32, i32) {
        let which = known as usize;
        (self.speaks[which][to as usize], self.speaks_bare[which][to as usize])
    }

    /// So much more is asked where the lexicon found another act.
    pub fn beside(&self, known: Known) -> i32 {
        self.beside[known as usize]
    }

    /// So much more is asked where the words speak for silence.
    pub fn hush(&self, known: Known) -> i32 {
        self.hush[known as usize]
    }

    /// A find of the lexicon of this act stands from this score on.
    pub fn keeps(&self, act: usize, known: Known, weak: bool) -> i32 {
        if known != Known::Words && !weak && self.acts.get(act).is_some_and(|a| self.sure.contains(&a.name)) {
            return i32::MIN;
        }
        self.keeps[known as usize][usize::from(weak)]
    }

    /// Is a text in which the lexicon found nothing worth looking at?
    pub fn worth(&self, text: &[Code]) -> bool {
        text.iter().any(|code| self.worth[usize::from(code >> 6)] >> (code & 63) & 1 == 1)
    }

    /// Digits without which a text is not worth looking at, each as a word: numbers are all one otherwise.
    pub fn worth_digits(&self) -> impl Iterator<Item = Vec<Code>> + '_ {
        (0x30..=0x39).filter(|digit| self.worth(&[*digit])).map(|digit| vec![digit])
    }

    /// Scores of all acts for a folded text.
    pub fn hear(&self, text: &[Code], to: Recipient, heard: &mut Heard) {
        let Heard { text: plain, met, sums, base, acts, root } = heard;
        plain.clear();
        plain.resize(text.len() + 2, ENDS.0);
        let (mut len, mut within) = (1, false);
        for code in text {
            // As `numbers_as_one` tells them: another digit of a number is written over.
            let digit = is_digit(*code);
            len -= usize::from(digit & within);
            plain[len] = if digit { 0x30 } else { *code };
            (len, within) = (len + 1, digit);
        }
        plain[len] = ENDS.1;
        plain.truncate(len + 1);
        self.runs.meet(plain, met);
        *sums = [0; MOST_ACTS];
        for run in met.runs() {
            let weights = *self.runs.of(run.node); // a copy: all acts are added at once
            for act in 0..MOST_ACTS {
                sums[act] += i32::from(weights[act]);
            }
        }
        *acts = self.acts.len();
        self.acts.iter().zip(base).for_each(|(act, base)| *base = act.base[to as usize]);
        // The root in 16ths, so that it is a whole number.
        *root = i64::from(((met.runs().len().clamp(1, 1 << 20) as u32) << 8).isqrt());
    }

    fn weight(&self, run: u16, act: usize) -> i32 {
        self.runs.of(run).get(act).map_or(0, |weight| i32::from(*weight))
    }

    /// The clause of the last text that weighs most for an act: first and last place in the folded text.
    pub fn clause(&self, act: usize, folded: &Folded, heard: &Heard) -> (usize, usize) {
        let len = folded.codes.len();
        // Transcripts put spaces where punctuation would stand; spaces between single characters are evasion.
        let speech = folded.spaces > 0 && len / (folded.spaces as usize + 1) >= 4;
        let mut clauses: Vec<(usize, usize, i64)> = Vec::new();
        let mut from = 0;
        for place in 0..=len {
            let stop = place == len || ends_clause(folded.codes[place]);
            if stop || speech && folded.edge[place] {
                if place > from {
                    clauses.push((from, place, 0));
                }
                from = place + usize::from(stop);
            }
        }
        // Where each character of the heard text, its head among them, stands in the folded one.
        let at: Vec<usize> = std::iter::once(0).chain(numbers_as_one(&folded.codes).map(|(at, _)| at)).chain(std::iter::once(len)).collect();
        for run in heard.met.runs() {
            let place = at.get(run.place as usize).copied().unwrap_or(0);
            if let Some(clause) = clauses.iter_mut().find(|c| (c.0..c.1).contains(&place)) {
                clause.2 += i64::from(self.weight(run.node, act));
            }
        }
        // The first of equals.
        let best = clauses.iter().rev().max_by_key(|c| c.2);
        best.map_or((0, len), |c| (c.0, c.1))
    }

    /// The runs of the last text that weighed most for an act, heaviest first; ends of the text as ^ and $.
    pub fn why(&self, act: usize, heard: &Heard, most: usize) -> Vec<(String, i32)> {
        let mut runs: Vec<(i32, u32, u8)> = heard.met.runs().iter().map(|run| (self.weight(run.node, act), run.place, run.len)).filter(|(w, ..)| *w > 0).collect();
        runs.sort_by_key(|(weight, place, len)| (std::cmp::Reverse(*weight), *place, *len));
        let text = |place: u32, len: u8| heard.text[place as usize..place as usize + usize::from(len)].iter().filter_map(|c| char::from_u32(u32::from(*c))).collect();
        runs.into_iter().take(most).map(|(weight, place, len)| (text(place, len), weight)).collect()
    }
}
