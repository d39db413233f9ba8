//! Which class a text belongs to, learnt from examples: one weight per term and class, added up.
//!
//! Every example should score higher for its own class than for any other, by [`AHEAD`]; where it does not, its terms gain weight in its
//! own class and lose it in those that came too near (a linear machine trained by the hinge loss). Ways of asking are few and short, so a
//! few rounds in a fixed order settle it in a fraction of a second, when the first question is asked; the same files give the same weights.
//! Measured against weighing terms by rarity alone in docs/accuracy.md.

use super::terms::{Term, Terms, is_kind};
use std::collections::HashMap;

/// An example must lead by so much.
const AHEAD: f32 = 1.0;
/// How many times all examples are gone through.
const ROUNDS: u32 = 6;
/// How far weights move, in the first round.
const STEP: f32 = 0.5;
/// How much less in each later one.
const EASE: f32 = 0.5;

/// How much a kind of things counts beside letters that stand in the text.
const KIND: f32 = 0.8;
/// A term of at most one in so many examples says something.
const TELLING: f32 = 40.0;

/// One example.
pub(super) struct Lesson {
    pub vector: Vector,
    pub class: usize,
    /// How much it counts beside others.
    pub counts: f32,
}

/// The terms of all examples, numbered, and how rare each is.
pub(super) struct Space {
    numbers: HashMap<Term, u32>,
    /// Rarity of each term.
    rarity: Vec<f32>,
    /// Rarity of a term no example has.
    rarest: f32,
}

/// What was learnt.
pub(super) struct Learnt {
    classes: usize,
    /// Term after term, a weight for each class.
    weights: Vec<f32>,
}

/// A text as numbered terms, weighed by rarity, of length one.
pub(super) type Vector = Vec<(u32, f32)>;

impl Space {
    /// Numbers the terms of the examples in their order.
    pub fn new(texts: &[Terms]) -> Space {
        let mut every: Vec<Term> = texts.iter().flatten().copied().collect();
        every.sort_unstable();
        let all = 1.0 + texts.len() as f32;
        let (mut numbers, mut rarity) = (HashMap::new(), Vec::new());
        for same in every.chunk_by(|a, b| a == b) {
            let rare = (all / (1.0 + same.len() as f32)).ln() + 1.0;
            numbers.insert(same[0], u32::try_from(rarity.len()).unwrap_or(u32::MAX));
            rarity.push(rare * if is_kind(same[0]) { KIND } else { 1.0 });
        }
        Space { numbers, rarity, rarest: all.ln() + 1.0 }
    }

    /// The terms by number and weight. Terms nobody knows only make the known ones weigh less.
    pub fn vector(&self, terms: &Terms) -> Vector {
        let known: Vector = terms.iter().filter_map(|t| self.numbers.get(t)).map(|n| (*n, self.rarity[*n as usize])).collect();
        let unknown = (terms.len() - known.len()) as f32 * self.rarest * self.rarest;
        let length = (known.iter().map(|(_, w)| w * w).sum::<f32>() + unknown).sqrt().max(f32::MIN_POSITIVE);
        known.into_iter().map(|(n, w)| (n, w / length)).collect()
    }

    /// Whether one of the terms says something: it stands in few of the examples. 怎么办 alone asks nothing.
    pub fn telling(&self, terms: &Terms) -> bool {
        let least = TELLING.ln() + 1.0;
        terms.iter().filter(|t| !is_kind(**t)).filter_map(|t| self.numbers.get(t)).any(|n| self.rarity[*n as usize] >= least)
    }
}

impl Learnt {
    /// Learns from the examples, in their order.
    pub fn learn(space: &Space, lessons: &[Lesson], classes: usize) -> Learnt {
        let mut learnt = Learnt { classes, weights: vec![0.0; space.rarity.len() * classes] };
        let mut right = vec![false; lessons.len()];
        let mut scores = vec![0.0; classes];
        for round in 0..ROUNDS {
            let step = STEP / (1.0 + round as f32 * EASE);
            for n in order(lessons.len(), round) {
                // Every other round passes over what was right the last time: as good, and a fifth less work.
                if right[n] && round % 2 == 1 {
                    continue;
                }
                let lesson = &lessons[n];
                right[n] = learnt.correct(&lesson.vector, lesson.class, step * lesson.counts, &mut scores);
            }
        }
        learnt
    }

    /// Moves the weights if another class comes too near; `true` where none does. `scores` is room to work in.
    fn correct(&mut self, vector: &Vector, own: usize, step: f32, scores: &mut [f32]) -> bool {
        self.add_up(vector, scores);
        let bar = scores[own] - AHEAD;
        let near = scores.iter().enumerate().filter(|(c, s)| *c != own && **s > bar).count();
        if near == 0 {
            return true;
        }
        let share = step / near as f32;
        // From scores to how far each class moves; then one plain addition a term, which the compiler does several at a time.
        for (class, score) in scores.iter_mut().enumerate() {
            *score = if class == own { step } else if *score > bar { -share } else { 0.0 };
        }
        for (term, weight) in vector {
            let row = *term as usize * self.classes;
            self.weights[row..row + self.classes].iter_mut().zip(&*scores).for_each(|(w, move_by)| *w += move_by * weight);
        }
        false
    }

    /// A score for each class; about one for a text that is clearly of the class.
    pub fn score(&self, vector: &Vector) -> Vec<f32> {
        let mut scores = vec![0.0; self.classes];
        self.add_up(vector, &mut scores);
        scores
    }

    fn add_up(&self, vector: &Vector, scores: &mut [f32]) {
        scores.fill(0.0);
        for (term, weight) in vector {
            let row = *term as usize * self.classes;
            scores.iter_mut().zip(&self.weights[row..row + self.classes]).for_each(|(s, w)| *s += weight * w);
        }
    }
}

/// The cosine of two vectors, whose terms stand in the order of their numbers.
pub(super) fn cosine(a: &Vector, b: &Vector) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((x, v)), Some((y, w))) = (a.get(i), b.get(j)) {
        sum += if x == y { v * w } else { 0.0 };
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    sum
}

/// The numbers below `count` in an order that looks like none and is the same every time (Fisher and Yates, fed by splitmix64).
fn order(count: usize, round: u32) -> Vec<usize> {
    let mut state = u64::from(round) + 1;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let mut list: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        list.swap(last, (next() % (last as u64 + 1)) as usize);
    }
    list
}
