//! Which family a question belongs to: by its words, explainably, and 不知道 below a threshold.
//!
//! Three measures over the same terms, each rarer term weighing more (idf over families): how near the nearest known way of asking is
//! (cosine), how much of the question the family's ways of asking and answer cover (saturating, as BM25 does), and which of its key
//! words stand in the question. The threshold was set on ways of asking held out one by one and on questions that are none of our
//! business (docs/accuracy.md); a wrong answer is worse than none.

use super::terms::{Synonyms, sentences, share, terms};
use super::{Answers, Topic};
use crate::words::Words;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Weights of the three measures.
const NEAREST: f64 = 0.3;
const COVERED: f64 = 1.0;
const KEYED: f64 = 0.4;
/// So many ways of asking with a term count half of what endless ones would.
const HALF: f64 = 1.5;
/// A term of the answer's own sentences counts as so many ways of asking.
const BODY: f64 = 0.6;
/// Key words of this rarity together count in full.
const KEYS_FULL: f64 = 8.0;
/// Below this much known information in a text, its score is scaled down: 怎么办 alone asks nothing.
const ENOUGH: f64 = 9.0;
/// The same for one sentence of several: 这到底算不算违法 leans on what stands before it.
const ENOUGH_ALONE: f64 = 18.0;
/// One sentence of several counts a little less than the whole.
const SENTENCE: f64 = 0.85;
/// At least this near, a question is one of the known ways of asking.
const SAME: f64 = 0.97;
/// At least this: answered.
const ANSWER: f64 = 0.40;
/// Below this, another family that comes within [`MARGIN`] of the first leaves it open which is meant.
const CLEAR: f64 = 0.6;
const MARGIN: f64 = 0.85;
/// At least this: offered as "did you mean".
const OFFER: f64 = 0.20;
/// A second family is answered too when another sentence asks for it this clearly.
const ALSO: f64 = 0.50;

/// How a family compares with a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Match {
    /// Family.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Nearness, for comparing matches of one question only; no probability.
    pub score: f64,
    /// Key words of the family that stand in the question.
    pub words: Vec<String>,
    /// The known way of asking that is nearest.
    pub nearest: String,
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// One family is clearly meant.
    Answered,
    /// Something near is there, too far to answer.
    Unsure,
    /// Nothing near.
    Unknown,
}

/// The reply to a question, before anything is put into words.
#[derive(Clone, Debug, Serialize)]
pub struct Reply {
    /// Whether it is answered.
    pub verdict: Verdict,
    /// The family meant, when answered.
    pub best: Option<Match>,
    /// A second family, when another sentence of the question asks for it.
    pub also: Option<Match>,
    /// The next best, to choose from.
    pub offers: Vec<Match>,
    /// The field of life the question seems to belong to, when it is not ours.
    pub elsewhere: Option<Topic>,
}

/// A known way of asking, as term numbers.
struct Ask {
    answer: usize,
    terms: Vec<u32>,
    text: String,
}

/// Finds families. Built once, then asked as often as wanted.
pub struct Finder<'a> {
    answers: &'a Answers,
    synonyms: Synonyms<'a>,
    numbers: BTreeMap<String, u32>,
    weight: Vec<f64>,
    asks: Vec<Ask>,
    /// Term → ways of asking that have it.
    by_term: Vec<Vec<u32>>,
    /// Family → term → how many ways of asking have it (a key word counts once more, the answer's sentences a little).
    count: Vec<BTreeMap<u32, f64>>,
    /// Family → (key word rewritten, as written, rarity).
    keys: Vec<Vec<(String, String, f64)>>,
    own: Vec<String>,
    elsewhere: Vec<Vec<String>>,
    /// Weight of a term nobody has.
    rarest: f64,
}

/// How one text compares with every family.
struct Compared {
    score: Vec<f64>,
    near: Vec<f64>,
    nearest: Vec<Option<u32>>,
}

/// A question weighed against every family.
struct Weighed {
    rewritten: String,
    whole: Compared,
    parts: Vec<Compared>,
    scores: Vec<f64>,
    order: Vec<usize>,
}

impl<'a> Finder<'a> {
    /// Reads every way of asking. `words` brings spellings together.
    pub fn new(answers: &'a Answers, words: &'a Words) -> Finder<'a> {
        let families = answers.list.len();
        let synonyms = Synonyms::new(&answers.synonyms, words);
        let rewrite = |text: &str| synonyms.rewrite(text);
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut number = |found: BTreeMap<String, u32>| -> Vec<u32> {
            found
                .into_keys()
                .map(|t| {
                    let next = numbers.len() as u32;
                    *numbers.entry(t).or_insert(next)
                })
                .collect()
        };
        let mut asks = Vec::new();
        let mut count = vec![BTreeMap::new(); families];
        let mut key_terms = Vec::new();
        for (n, answer) in answers.list.iter().enumerate() {
            for text in std::iter::once(&answer.title).chain(&answer.asks) {
                asks.push(Ask { answer: n, terms: number(terms(&rewrite(text))), text: text.clone() });
            }
            key_terms.push(answer.keys.iter().map(|k| (rewrite(k), k.clone())).map(|(k, own)| (number(terms(&k)), k, own)).collect::<Vec<_>>());
        }
        // Which families have a term in their ways of asking or key words: that is what makes it rare.
        let mut families_with = vec![BTreeSet::new(); numbers.len()];
        for ask in &asks {
            for t in &ask.terms {
                *count[ask.answer].entry(*t).or_insert(0.0) += 1.0;
                families_with[*t as usize].insert(ask.answer);
            }
        }
        for (n, list) in key_terms.iter().enumerate() {
            for t in list.iter().flat_map(|(terms, ..)| terms) {
                *count[n].entry(*t).or_insert(0.0) += 1.0;
                families_with[*t as usize].insert(n);
            }
        }
        let idf = |with: usize| (1.0 + (families as f64 - with as f64 + 0.5) / (with as f64 + 0.5)).ln();
        let names: BTreeMap<u32, &String> = numbers.iter().map(|(t, n)| (*n, t)).collect();
        let weight: Vec<f64> = names.iter().map(|(n, t)| idf(families_with[*n as usize].len()) * share(t)).collect();
        for (n, answer) in answers.list.iter().enumerate() {
            let body: BTreeSet<u32> = answer.says.iter().chain(&answer.not_sure).chain(answer.corrects.iter().map(|c| &c.said)).flat_map(|s| terms(&rewrite(&without_slots(s))).into_keys()).filter_map(|t| numbers.get(&t).copied()).collect();
            for t in body {
                *count[n].entry(t).or_insert(0.0) += BODY;
            }
        }
        let mut by_term = vec![Vec::new(); numbers.len()];
        for (n, ask) in asks.iter().enumerate() {
            ask.terms.iter().for_each(|t| by_term[*t as usize].push(n as u32));
        }
        let rarity = |terms: &[u32]| terms.iter().map(|t| weight[*t as usize]).fold(0.0, f64::max);
        let keys = key_terms.into_iter().map(|list| list.into_iter().map(|(terms, k, own)| (k, own, rarity(&terms))).collect()).collect();
        let own = answers.own.iter().map(|w| rewrite(w)).collect();
        let elsewhere = answers.elsewhere.iter().map(|t| t.words.iter().map(|w| rewrite(w)).collect()).collect();
        Finder { answers, synonyms, weight, by_term, count, keys, own, elsewhere, rarest: idf(0), asks, numbers }
    }

    /// What becomes of a question.
    pub fn find(&self, question: &str) -> Reply {
        self.reply(self.weigh(question, None))
    }

    /// Every family by nearness, the nearest first; as if one known way of asking were not known.
    fn weigh(&self, question: &str, skip: Option<usize>) -> Weighed {
        let rewritten = self.synonyms.rewrite(question);
        let whole = self.compare(&rewritten, skip, ENOUGH);
        let parts: Vec<Compared> = sentences(question).into_iter().map(|s| self.compare(&self.synonyms.rewrite(s), skip, ENOUGH_ALONE)).collect();
        let best_part = |n: usize| parts.iter().map(|p| p.score[n] * SENTENCE).fold(0.0, f64::max);
        // Asked in known words, rare or not: nothing is left to weigh.
        let known = |n: usize| if whole.near[n] > SAME { 1.0 + whole.near[n] } else { 0.0 };
        let scores: Vec<f64> = (0..self.answers.list.len()).map(|n| whole.score[n].max(best_part(n)).max(known(n))).collect();
        let mut order: Vec<usize> = (0..scores.len()).filter(|n| scores[*n] > 0.0).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        Weighed { rewritten, whole, parts, scores, order }
    }

    fn reply(&self, weighed: Weighed) -> Reply {
        let Weighed { rewritten, whole, parts, scores, order } = weighed;
        let describe = |n: usize| self.describe(n, scores[n], &rewritten, &whole, &parts);
        let ours = self.own.iter().any(|w| rewritten.contains(w.as_str()));
        let elsewhere = self.elsewhere.iter().position(|words| words.iter().any(|w| rewritten.contains(w.as_str()))).filter(|_| !ours).map(|n| self.answers.elsewhere[n].clone());
        let top = order.first().map_or(0.0, |n| scores[*n]);
        let open = top < CLEAR && order.get(1).is_some_and(|n| scores[*n] > top * MARGIN);
        let verdict = match () {
            () if elsewhere.is_some() || top < OFFER => Verdict::Unknown,
            () if top >= ANSWER && !open => Verdict::Answered,
            () => Verdict::Unsure,
        };
        let answered = verdict == Verdict::Answered;
        let best = order.first().filter(|_| answered).map(|n| describe(*n));
        let also = if answered { self.second(&order, &whole, &parts, &describe) } else { None };
        let taken: Vec<&str> = [&best, &also].into_iter().flatten().map(|m| m.id.as_str()).collect();
        let near = |n: &&usize| scores[**n] >= OFFER.max(top * 0.5) && !taken.contains(&self.answers.list[**n].id.as_str());
        let offers = if verdict == Verdict::Unknown { Vec::new() } else { order.iter().filter(near).take(4).map(|n| describe(*n)).collect() };
        Reply { verdict, best, also, offers, elsewhere }
    }

    /// Another family that leads in another sentence, clearly.
    fn second(&self, order: &[usize], whole: &Compared, parts: &[Compared], describe: &dyn Fn(usize) -> Match) -> Option<Match> {
        let first = *order.first()?;
        let leads = |p: &Compared| p.score.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0))).map(|(n, s)| (n, *s));
        let led: Vec<(usize, f64)> = parts.iter().filter_map(leads).collect();
        // The first family must lead a sentence of its own, or the sentences are one question told in pieces.
        let owns = led.iter().any(|(n, _)| *n == first) || whole.score[first] >= ALSO;
        let other = led.into_iter().filter(|(n, s)| *n != first && *s >= ALSO).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        other.filter(|_| owns).map(|(n, _)| describe(n))
    }

    fn describe(&self, n: usize, score: f64, rewritten: &str, whole: &Compared, parts: &[Compared]) -> Match {
        let nearest = whole.nearest[n].or_else(|| parts.iter().find_map(|p| p.nearest[n]));
        Match {
            id: self.answers.list[n].id.clone(),
            title: self.answers.list[n].title.clone(),
            score: (score * 1000.0).round() / 1000.0,
            words: self.keys[n].iter().filter(|(k, ..)| !k.is_empty() && rewritten.contains(k.as_str())).map(|(_, own, _)| own.clone()).collect(),
            nearest: nearest.map_or_else(String::new, |a| self.asks[a as usize].text.clone()),
        }
    }

    fn compare(&self, rewritten: &str, skip: Option<usize>, enough: f64) -> Compared {
        let families = self.answers.list.len();
        let skipped = skip.map(|n| &self.asks[n]);
        let found = terms(rewritten);
        let known: Vec<u32> = found.keys().filter_map(|t| self.numbers.get(t).copied()).collect();
        let unknown: f64 = found.keys().filter(|t| !self.numbers.contains_key(*t)).map(|t| self.rarest * share(t)).sum();
        let mass: f64 = known.iter().map(|t| self.weight[*t as usize]).sum();
        let norm = |list: &mut dyn Iterator<Item = f64>| list.map(|w| w * w).sum::<f64>().sqrt();
        let length = norm(&mut known.iter().map(|t| self.weight[*t as usize]).chain(found.keys().filter(|t| !self.numbers.contains_key(*t)).map(|t| self.rarest * share(t))));
        let mut shared = vec![0.0; self.asks.len()];
        for t in &known {
            self.by_term[*t as usize].iter().for_each(|n| shared[*n as usize] += self.weight[*t as usize].powi(2));
        }
        let (mut near, mut nearest) = (vec![0.0; families], vec![None; families]);
        for (n, ask) in self.asks.iter().enumerate().filter(|(n, _)| Some(*n) != skip && shared[*n] > 0.0) {
            let cosine = shared[n] / (length * norm(&mut ask.terms.iter().map(|t| self.weight[*t as usize])));
            if cosine > near[ask.answer] {
                near[ask.answer] = cosine;
                nearest[ask.answer] = Some(n as u32);
            }
        }
        let scale = (mass / enough).min(1.0);
        let weigh = |n: usize| {
            let count = |t: &u32| {
                let all = self.count[n].get(t).copied().unwrap_or(0.0);
                let held = skipped.is_some_and(|s| s.answer == n && s.terms.contains(t));
                if held { all - 1.0 } else { all }
            };
            let covered: f64 = known.iter().map(|t| (t, count(t))).filter(|(_, c)| *c > 0.0).map(|(t, c)| self.weight[*t as usize] * c / (c + HALF)).sum();
            let keyed: f64 = self.keys[n].iter().filter(|(k, ..)| !k.is_empty() && rewritten.contains(k.as_str())).map(|(.., rarity)| rarity).sum();
            scale * (NEAREST * near[n] + COVERED * covered / (mass + unknown).max(1.0) + KEYED * (keyed / KEYS_FULL).min(1.0))
        };
        let score = (0..families).map(weigh).collect();
        Compared { score, near, nearest }
    }

    /// The known ways of asking: (number, family, text).
    #[cfg(test)]
    pub(super) fn known(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        self.asks.iter().enumerate().map(|(n, a)| (n, self.answers.list[a.answer].id.as_str(), a.text.as_str()))
    }

    /// Place of a family for a question, from 0, and what is replied, as if one known way of asking were not known.
    #[cfg(test)]
    pub(super) fn place(&self, question: &str, skip: usize, id: &str) -> (Option<usize>, Reply) {
        let weighed = self.weigh(question, Some(skip));
        let place = weighed.order.iter().position(|n| self.answers.list[*n].id == id);
        (place, self.reply(weighed))
    }
}

/// A sentence without its `{{law:…}}` slots.
fn without_slots(text: &str) -> String {
    let mut parts = text.split("{{");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |out, part| out + part.split_once("}}").map_or("", |(_, after)| after))
}
