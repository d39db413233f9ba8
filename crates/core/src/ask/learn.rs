//! Which class a text belongs to, learnt from examples: one weight per term and class, added up.
//!
//! Every example should score higher for its own class than for any other, by [`AHEAD`]; where it does not, its terms gain weight in its
//! own class and lose it in those that came too near (a linear machine trained by the hinge loss). Ways of asking are few and short, so a
//! few rounds in a fixed order settle it in tens of milliseconds, when the first question is asked; the same files give the same weights.
//! Measured against weighing terms by rarity alone in docs/accuracy.md.

use super::terms::{Terms, is_kind};
use std::collections::BTreeMap;

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
    pub terms: Terms,
    pub class: usize,
    /// How much it counts beside others.
    pub counts: f32,
}

/// What was learnt.
pub(super) struct Learnt {
    classes: usize,
    numbers: BTreeMap<String, u32>,
    /// Rarity of each term.
    rarity: Vec<f32>,
    /// Rarity of a term no example has.
    rarest: f32,
    /// Term after term, a weight for each class.
    weights: Vec<f32>,
}

/// A text as numbered terms, weighed by rarity, of length one.
pub(super) type Vector = Vec<(u32, f32)>;

impl Learnt {
    /// Learns from the examples, in their order.
    pub fn learn(lessons: &[Lesson], classes: usize) -> Learnt {
        let mut with: BTreeMap<&String, u32> = BTreeMap::new();
        lessons.iter().flat_map(|l| &l.terms).for_each(|t| *with.entry(t).or_insert(0) += 1);
        let all = 1.0 + lessons.len() as f32;
        let rarity = with.iter().map(|(t, n)| ((all / (1.0 + *n as f32)).ln() + 1.0) * if is_kind(t) { KIND } else { 1.0 }).collect();
        let numbers: BTreeMap<String, u32> = with.keys().zip(0..).map(|(t, n)| ((*t).clone(), n)).collect();
        let weights = vec![0.0; numbers.len() * classes];
        let mut learnt = Learnt { classes, numbers, rarity, rarest: all.ln() + 1.0, weights };
        let examples: Vec<(Vector, &Lesson)> = lessons.iter().map(|l| (learnt.vector(&l.terms), l)).collect();
        let mut right = vec![false; examples.len()];
        let mut scores = vec![0.0; classes];
        for round in 0..ROUNDS {
            let step = STEP / (1.0 + round as f32 * EASE);
            for n in order(examples.len(), round) {
                // Every other round passes over what was right the last time: as good, and a fifth less work.
                if right[n] && round % 2 == 1 {
                    continue;
                }
                let (vector, lesson) = &examples[n];
                right[n] = learnt.correct(vector, lesson.class, step * lesson.counts, &mut scores);
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
        for (term, weight) in vector {
            let row = *term as usize * self.classes;
            let row = &mut self.weights[row..row + self.classes];
            for (class, (w, score)) in row.iter_mut().zip(&*scores).enumerate() {
                if class == own {
                    *w += step * weight;
                } else if *score > bar {
                    *w -= share * weight;
                }
            }
        }
        false
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
        terms.iter().filter(|t| !is_kind(t)).filter_map(|t| self.numbers.get(t)).any(|n| self.rarity[*n as usize] >= least)
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
