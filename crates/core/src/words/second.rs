//! The second opinion: a linear model over short runs of characters, learned from labelled messages.
//!
//! The lexicon knows what somebody wrote into it. This table of weights has seen labelled messages and says, for each act, how much
//! a text looks like those that commit it. Alone it is never more than a weak sign; beside the lexicon it may take a weak find back.
//! Everything is whole numbers and exact runs of characters: the same text gives the same score everywhere, and the runs that
//! weighed most can be shown. `scripts/train_second.py` writes the file; nobody edits weights by hand.
//!
//! The score of an act, in hundredths: its base for the recipient, plus the sum of the weights of all different known runs in the
//! text divided by the root of their number. (A long text does not outweigh a short one by its length.) Where the text comes near an
//! act, its parts ([`super::parts`]) are weighed the same way each on its own, and the mean of the whole and of the best part counts.

use super::{Known, Recipient};
use super::file::read;
use super::fold::{Code, Folded, codes, ends_clause, is_digit};
use super::parts::{is_speech, numbers_as_one, parts};
use super::runs::{ACTS as MOST_ACTS, Met, Runs};
use super::windows::Seen;
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
    /// In hundredths: what the whole text counts for; the best part counts for the rest.
    whole: i32,
    /// The parts are looked at where the whole text reaches this score for some act, or the lexicon found one.
    near: i32,
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
    whole: i32,
    near: i32,
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
    /// The parts of the text, one of them between its ends, and the runs met there.
    parts: Vec<(usize, usize)>,
    part: Vec<Code>,
    there: Met,
    /// By act: the score, in ten thousandths.
    scores: [i32; MOST_ACTS],
    /// Acts there are.
    acts: usize,
}

impl Heard {
    /// The last text: every number as one 0, between its ends.
    pub fn text(&self) -> &[Code] {
        &self.text
    }

    /// Puts scores of another reader beside its own; `share`: what they count for, in hundredths.
    pub fn mix(&mut self, share: i32, scores: &[i32]) {
        for (own, other) in self.scores.iter_mut().zip(scores) {
            *own = (100 - share) * (*own / 100) + share * other;
        }
    }

    /// The root of the number of runs met, in 16ths, so that it is a whole number.
    fn root(met: &Met) -> i64 {
        i64::from(((met.runs().len().clamp(1, 1 << 20) as u32) << 8).isqrt())
    }

    /// Is the score of an act in the last text, in hundredths, at least so high?
    pub fn reaches(&self, act: usize, least: i32) -> bool {
        act < self.acts && self.scores[act] >= least.saturating_mul(100)
    }
}

/// A mistake in the file.
pub fn bad(what: impl Into<String>, line: Option<usize>) -> Problem {
    let place = line.map_or_else(String::new, |n| format!(" 权重第 {n} 行"));
    Problem::new("words.second", what, format!("casebook/words/{STEM}.toml{place}"), "这个文件不用手改：请用 scripts/train_second.py 重新生成")
}

impl Second {
    /// Reads the file. Mistakes are reported; a file with mistakes is not used.
    pub fn load(text: &str, problems: &mut Vec<Problem>) -> Option<Second> {
        let before = problems.len();
        let file: SecondFile = read(STEM, text, problems)?;
        if file.format != 4 {
            problems.push(bad(format!("不认识的格式 {}，只认识 4", file.format), None));
        }
        if file.acts.is_empty() || file.acts.len() > MOST_ACTS {
            problems.push(bad(format!("行为应有 1 到 {MOST_ACTS} 个"), None));
        }
        if !(0..=100).contains(&file.whole) {
            problems.push(bad("whole 应是 0 到 100", None));
        }
        let mut worth = vec![0; 1 << 10];
        for code in codes(&file.worth) {
            worth[usize::from(code >> 6)] |= 1 << (code & 63);
        }
        let mut second = Second { acts: file.acts, speaks: file.speaks, speaks_bare: file.speaks_bare, beside: file.beside, hush: file.hush, keeps: file.keeps, whole: file.whole, near: file.near, sure: file.sure, worth, runs: Runs::default() };
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

    /// Scores of all acts for the whole of a folded text. Does it come near some act, so that its parts are to be heard too?
    pub fn hear(&self, codes: &[Code], to: Recipient, heard: &mut Heard) -> bool {
        let Heard { text, met, scores, acts, .. } = heard;
        text.clear();
        text.resize(codes.len() + 2, ENDS.0);
        let (mut len, mut within) = (1, false);
        for code in codes {
            // As `numbers_as_one` tells them: another digit of a number is written over.
            let digit = is_digit(*code);
            len -= usize::from(digit & within);
            text[len] = if digit { 0x30 } else { *code };
            (len, within) = (len + 1, digit);
        }
        text[len] = ENDS.1;
        text.truncate(len + 1);
        *acts = self.acts.len();
        *scores = self.scores(text, to, met).map(|score| score * 100);
        scores[..*acts].iter().any(|score| *score >= self.near * 100)
    }

    /// Puts the whole of the text last heard, here with the places of its characters, and the best of its parts together.
    pub fn hear_parts(&self, folded: &Folded, to: Recipient, heard: &mut Heard) {
        let Heard { text, parts: pieces, part, there, scores, acts, .. } = heard;
        parts(folded, pieces);
        let mut best: Option<[i32; MOST_ACTS]> = None;
        for (from, until) in pieces.iter() {
            part.clear();
            part.push(ENDS.0);
            part.extend_from_slice(&text[from + 1..until + 1]);
            part.push(ENDS.1);
            let score = self.scores(part, to, there);
            best = Some(best.map_or(score, |best| std::array::from_fn(|act| best[act].max(score[act]))));
        }
        if let Some(best) = best {
            (0..*acts).for_each(|act| scores[act] = self.whole * (scores[act] / 100) + (100 - self.whole) * best[act]);
        }
    }

    /// Scores, in hundredths, of a text between its ends.
    fn scores(&self, text: &[Code], to: Recipient, met: &mut Met) -> [i32; MOST_ACTS] {
        self.runs.meet(text, met);
        let mut sums = [0; MOST_ACTS];
        for run in met.runs() {
            let weights = *self.runs.of(run.node); // a copy: all acts are added at once
            for act in 0..MOST_ACTS {
                sums[act] += i32::from(weights[act]);
            }
        }
        let root = Heard::root(met);
        let mut scores = [i32::MIN / 200; MOST_ACTS];
        for (act, line) in self.acts.iter().enumerate() {
            let mean = (i64::from(sums[act]) * 16).div_euclid(root).clamp(-1_000_000, 1_000_000) as i32;
            scores[act] = line.base[to as usize].clamp(-1_000_000, 1_000_000) + mean;
        }
        scores
    }

    /// What was met in the last text and what it adds to the score of an act: runs, and the windows `seen` of `share` hundredths.
    fn told<'a>(&'a self, act: usize, heard: &'a Heard, (share, seen): (i32, &'a [Seen])) -> impl Iterator<Item = Told> + 'a {
        let root = Heard::root(&heard.met);
        let part = move |weight: i64, share: i32| (weight * i64::from(share)).div_euclid(100) as i32;
        let runs = heard.met.runs().iter().map(move |run| {
            let weight = self.runs.of(run.node).get(act).map_or(0, |weight| i64::from(*weight) * 16 * 16 / root);
            Told { from: run.place as usize, until: run.place as usize + usize::from(run.len), weight: part(weight, 100 - share) }
        });
        runs.chain(seen.iter().map(move |seen| Told { from: seen.from, until: seen.until, weight: part(i64::from(seen.weight) * 16, share) }))
    }

    /// The clause of the last text that weighs most for an act: first and last place in the folded text.
    pub fn clause(&self, act: usize, folded: &Folded, heard: &Heard, windows: (i32, &[Seen])) -> (usize, usize) {
        let len = folded.codes.len();
        let speech = is_speech(folded);
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
        for told in self.told(act, heard, windows) {
            let place = at.get(told.from).copied().unwrap_or(0);
            if let Some(clause) = clauses.iter_mut().find(|c| (c.0..c.1).contains(&place)) {
                clause.2 += i64::from(told.weight);
            }
        }
        // The first of equals.
        let best = clauses.iter().rev().max_by_key(|c| c.2);
        best.map_or((0, len), |c| (c.0, c.1))
    }

    /// The runs and windows of the last text that weighed most for an act, heaviest first, in 16ths of a hundredth of the score; ends of
    /// the text as ^ and $.
    pub fn why(&self, act: usize, heard: &Heard, windows: (i32, &[Seen]), most: usize) -> Vec<(String, i32)> {
        let mut told: Vec<Told> = self.told(act, heard, windows).filter(|told| told.weight > 0).collect();
        told.sort_by_key(|told| (std::cmp::Reverse(told.weight), told.from, told.until));
        told.dedup_by_key(|told| (told.from, told.until));
        let text = |told: &Told| heard.text[told.from..told.until].iter().filter_map(|c| char::from_u32(u32::from(*c))).collect();
        told.iter().take(most).map(|told| (text(told), told.weight)).collect()
    }
}

/// A run or a window of a text and what it adds to a score, in 16ths of a hundredth.
struct Told {
    from: usize,
    until: usize,
    weight: i32,
}
