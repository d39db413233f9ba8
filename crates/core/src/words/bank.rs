//! Patterns behind their prefilter.

use super::anchor::{Short, anchor};
use super::fold::Code;
use super::marks::{self, Marks, Room, is_empty, span};
use super::matching::of_codes;
use super::needs::{Needs, Pairs};
use super::pattern::Node;
use super::program::{Op, Shared};
use super::starts::{Met, Start, Starts};
use super::ways::longest;

/// The patterns of a lexicon or of a context.
#[derive(Default)]
pub struct Bank {
    #[cfg(test)]
    patterns: Vec<Vec<Node>>,
    /// The steps of all patterns, and by pattern which are its own: what is run together lies together.
    steps: Vec<Op>,
    programs: Vec<(u32, u32)>,
    needs: Needs,
    shared: Shared,
    /// All fixed words at which a search starts.
    words: Vec<(Short, Start)>,
    /// No match covers more characters, what it looks at behind its end included.
    reach: usize,
}

/// What has been tried in a text; room to work in.
#[derive(Default)]
pub struct Tried {
    round: u32,
    /// By pattern: twice the round it was last looked at in, and 1 more when there is nothing left to look for in it.
    seen: Vec<u32>,
    /// By pattern: the end of its last match in the text, and the round the text began in.
    upto: Vec<(u32, usize)>,
    pairs: Pairs,
    room: Room,
    /// One bit a place: a fixed word may stand there.
    places: Vec<u64>,
    /// The fixed words that do.
    met: Vec<Met>,
}

/// Words that must not stand beside a match are no longer than this.
const BESIDE: usize = 32;
/// Places of the widest sets.
const WIDEST: usize = 16 * 64;

impl Bank {
    /// Adds a pattern and gives its number; `None` when it holds no fixed word, or is one too many (65,536).
    pub fn add(&mut self, nodes: Vec<Node>) -> Option<usize> {
        let starts = anchor(&nodes)?;
        let rule = self.programs.len();
        let number = u16::try_from(rule).ok()?;
        self.words.extend(starts.iter().map(|(word, before)| (*word, Start::new(number, *before))));
        self.needs.push(&nodes, &starts);
        self.reach = self.reach.max(longest(&nodes) + BESIDE).min(WIDEST / 2);
        let from = self.steps.len() as u32;
        self.steps.extend(self.shared.compile(&nodes));
        self.programs.push((from, self.steps.len() as u32));
        #[cfg(test)]
        self.patterns.push(nodes);
        Some(rule)
    }

    /// The prefilter for the patterns wanted.
    pub fn starts(&self, wanted: impl Fn(usize) -> bool) -> Starts {
        Starts::new(self.words.iter().filter(|(_, start)| wanted(usize::from(start.rule))))
    }

    /// Patterns whose search starts at a single character, which is slow.
    #[cfg(test)]
    pub fn single_starts(&self) -> Vec<u32> {
        let mut rules: Vec<u32> = self.words.iter().filter(|(word, _)| word.word().len() == 1).map(|(_, start)| u32::from(start.rule)).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// Number of fixed words.
    #[cfg(test)]
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// The patterns.
    #[cfg(test)]
    pub fn patterns(&self) -> &[Vec<Node>] {
        &self.patterns
    }

    /// The fixed words of its patterns that hold a digit.
    pub fn numerals(&self) -> impl Iterator<Item = &[Code]> {
        self.shared.numerals()
    }

    /// Number of patterns.
    pub fn len(&self) -> usize {
        self.programs.len()
    }

    /// Calls `found(pattern, start, end)` for each match of the patterns wanted, which `index` knows; matches of one pattern do not overlap.
    pub fn run(&self, index: &Starts, text: &[Code], tried: &mut Tried, wanted: impl Fn(usize) -> bool, mut found: impl FnMut(usize, usize, usize)) {
        if self.programs.is_empty() {
            return;
        }
        if tried.round > u32::MAX / 4 {
            *tried = Tried::default(); // rounds never come round again
        }
        tried.seen.resize(self.programs.len(), 0);
        tried.upto.resize(self.programs.len(), (0, 0));
        tried.room.memo.resize(self.shared.len(), (0, 0));
        let began = tried.round + 1;
        let all = Stretch { index, text, from: 0, starts: 0..text.len(), began };
        match text.len() {
            0..64 => self.stretch::<1>(&all, tried, &wanted, &mut found),
            64..128 => self.stretch::<2>(&all, tried, &wanted, &mut found),
            128..256 => self.stretch::<4>(&all, tried, &wanted, &mut found),
            256..WIDEST => self.stretch::<16>(&all, tried, &wanted, &mut found),
            len => {
                // Stretches overlap so far that every match lies whole in the one it starts in.
                let step = WIDEST - 1 - self.reach - BESIDE;
                for start in (0..len).step_by(step) {
                    let until = (start + step).min(len);
                    let from = start.saturating_sub(BESIDE);
                    let text = &text[from..(until + self.reach).min(len)];
                    let stretch = Stretch { index, text, from, starts: start..until, began };
                    let tail = from + text.len() == len;
                    self.stretch_at::<16>(&stretch, tail, tried, &wanted, &mut found);
                }
            }
        }
    }

    fn stretch<const W: usize>(&self, stretch: &Stretch<'_>, tried: &mut Tried, wanted: &impl Fn(usize) -> bool, found: &mut impl FnMut(usize, usize, usize)) {
        self.stretch_at::<W>(stretch, true, tried, wanted, found);
    }

    fn stretch_at<const W: usize>(&self, stretch: &Stretch<'_>, tail: bool, tried: &mut Tried, wanted: &impl Fn(usize) -> bool, found: &mut impl FnMut(usize, usize, usize)) {
        let Stretch { index, text, from, starts, began } = stretch;
        let Tried { round, seen, upto, pairs, room, places, met } = tried;
        *round += 1;
        // Most texts hold no fixed word at all: nothing is marked before one is met.
        index.mark(text, places);
        if places.iter().all(|word| *word == 0) {
            return;
        }
        index.meet(text, places, met);
        pairs.open();
        let (tried, done) = (*round << 1, *round << 1 | 1);
        let mut held = [0; 4];
        let mut marks: Option<Marks<'_, W>> = None;
        let mut room = Some(room);
        for word in met {
            let at = word.at as usize;
            for start in index.of_word(*word) {
                let rule = usize::from(start.rule);
                if seen[rule] == done || !wanted(rule) {
                    continue;
                }
                if seen[rule] != tried {
                    let never = !self.needs.met(rule, text, pairs);
                    seen[rule] = if never { done } else { tried };
                    if never {
                        continue;
                    }
                }
                if let Some(room) = room.take() {
                    held = of_codes(text);
                    marks = Some(Marks::new(text, *from == 0, tail, room));
                }
                let Some(marks) = marks.as_mut() else { continue };
                let (first, behind) = self.programs[rule];
                let program = &self.steps[first as usize..behind as usize];
                // From the few places where it can begin when this word is part of it; most patterns end here.
                let near = span(at.saturating_sub(start.before()), at);
                if is_empty(&self.shared.reached(program, &near, &held, marks)) {
                    continue;
                }
                // It stands: now all its places at once.
                seen[rule] = done;
                let everywhere = marks.all();
                let views = self.shared.views(program, &everywhere, &held, marks);
                let mut free = if upto[rule].0 == *began { upto[rule].1 } else { 0 }.max(starts.start);
                for start in marks::places(&views[0], free - from) {
                    if from + start < free {
                        continue;
                    }
                    if from + start >= starts.end {
                        break;
                    }
                    let end = from + self.shared.end(program, &views, start, &held, marks);
                    found(rule, from + start, end);
                    free = end.max(from + start + 1);
                    upto[rule] = (*began, free);
                }
            }
        }
    }
}

/// A part of a text that fits a set of places.
struct Stretch<'a> {
    /// The prefilter.
    index: &'a Starts,
    text: &'a [Code],
    /// Where it begins in the whole.
    from: usize,
    /// Places of the whole at which matches are looked for.
    starts: std::ops::Range<usize>,
    /// The round in which the whole text began.
    began: u32,
}
