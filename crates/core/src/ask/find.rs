//! Which family a question belongs to: by its words, and 不知道 below a threshold.
//!
//! Families, and the fields of life that are not ours, are the classes of [`Learnt`]; what is learnt from are the ways of asking, key words
//! and sentences of the files. Where two families come near each other both are answered, for a reader finds the right one of two
//! sooner than the right words for a question. The thresholds were set on developer questions and on ones that are none of our business
//! (docs/accuracy.md).

use super::learn::{Learnt, Lesson, Space, Vector, cosine};
use super::terms::{Synonyms, sentences};
use super::{Answers, Topic};
use crate::words::Words;
use serde::Serialize;

/// A sentence of the answer counts so much beside a way of asking.
const BODY: f32 = 0.5;
/// A key word counts so much: it names the matter, but people name it beside other matters too.
const KEY: f32 = 0.5;
/// At least this near a known way of asking, a question is that one.
const SAME: f32 = 0.97;
/// Below this nothing is known.
const LEAST: f32 = 0.25;
/// Below this the families are offered, none is answered: of known ways of asking, held out, fewer than half are right there.
const SURE: f32 = 0.6;
/// A question without a word of our own business must look by this much more like our questions than like others. Of known ways of
/// asking without such a word, held out, nine in ten do; of questions that are none of our business, held out, one in ten.
const MARGIN: f32 = 1.0;
/// How much a question that is none of our business counts beside one of ours, when the two are told apart: there are far fewer.
const RARER: f32 = 4.0;
/// A second family that comes so near the first is answered too.
const NEAR: f32 = 0.4;
/// The same where the first is itself no clear case (below [`CLEAR`]).
const NEAR_UNCLEAR: f32 = 0.7;
/// Or one that a single sentence asks for this clearly.
const CLEAR: f32 = 1.2;
/// A family this clearly meant is not put aside for one word of another field of life.
const OURS: f32 = 1.1;
/// A field of life that is not ours must lead by this, where a word of our own business is there.
const STRANGE: f32 = 0.3;

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
    /// One family is meant, or one of two.
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
    /// A second family: one that may be meant as well, or one that another sentence asks for.
    pub also: Option<Match>,
    /// The next best, to choose from.
    pub offers: Vec<Match>,
    /// The field of life the question seems to belong to, when it is not ours.
    pub elsewhere: Option<Topic>,
}

/// A known way of asking.
struct Ask {
    answer: usize,
    vector: Vector,
    text: String,
}

/// Finds families. Built once, then asked as often as wanted.
pub struct Finder<'a> {
    answers: &'a Answers,
    synonyms: Synonyms<'a>,
    space: Space,
    /// Classes: the families, then the fields of life that are not ours.
    learnt: Learnt,
    /// Two classes: our questions, all others.
    apart: Learnt,
    asks: Vec<Ask>,
    /// Family → (key word rewritten, as written).
    keys: Vec<Vec<(String, String)>>,
    /// (Word rewritten, family it puts before all others).
    urgent: Vec<(String, usize)>,
    own: Vec<String>,
    elsewhere: Vec<Vec<String>>,
}

impl<'a> Finder<'a> {
    /// Reads every way of asking. `words` brings spellings together.
    pub fn new(answers: &'a Answers, words: &'a Words) -> Finder<'a> {
        Finder::without(answers, words, &|_| false)
    }

    /// As if some ways of asking were not known.
    pub(super) fn without(answers: &'a Answers, words: &'a Words, skip: &dyn Fn(&str) -> bool) -> Finder<'a> {
        let synonyms = Synonyms::new(&answers.synonyms, words);
        let rewrite = |text: &String| synonyms.rewrite(text);
        let (mut texts, mut marks) = (Vec::new(), Vec::new());
        let mut teach = |text: &str, class: usize, counts: f32| {
            texts.push(synonyms.terms(text));
            marks.push((class, counts));
        };
        let asked = |n: usize| std::iter::once(&answers.list[n].title).chain(&answers.list[n].asks).filter(|t| !skip(t));
        // The ways of asking first: they are what a question is compared with, too.
        let known: Vec<(usize, &String)> = (0..answers.list.len()).flat_map(|n| asked(n).map(move |t| (n, t))).collect();
        known.iter().for_each(|(class, t)| teach(t, *class, 1.0));
        for (class, answer) in answers.list.iter().enumerate() {
            answer.keys.iter().for_each(|k| teach(k, class, KEY));
            answer.says.iter().chain(answer.corrects.iter().map(|c| &c.said)).for_each(|s| teach(&without_slots(s), class, BODY));
        }
        for (n, topic) in answers.elsewhere.iter().enumerate() {
            topic.asks.iter().chain(&topic.words).for_each(|t| teach(t, answers.list.len() + n, 1.0));
        }
        let space = Space::new(&texts);
        let mut lessons: Vec<Lesson> = texts.iter().zip(marks).map(|(terms, (class, counts))| Lesson { vector: space.vector(terms), class, counts }).collect();
        let learnt = Learnt::learn(&space, &lessons, answers.list.len() + answers.elsewhere.len());
        let asks = known.into_iter().zip(&lessons).map(|((answer, text), lesson)| Ask { answer, vector: lesson.vector.clone(), text: text.clone() }).collect();
        for lesson in &mut lessons {
            let other = lesson.class >= answers.list.len();
            lesson.counts *= if other { RARER } else { 1.0 };
            lesson.class = usize::from(other);
        }
        let apart = Learnt::learn(&space, &lessons, 2);
        let keys = answers.list.iter().map(|a| a.keys.iter().map(|k| (rewrite(k), k.clone())).filter(|(k, _)| !k.is_empty()).collect()).collect();
        let urgent = answers.list.iter().enumerate().flat_map(|(n, a)| a.urgent.iter().map(move |w| (w, n))).map(|(w, n)| (rewrite(w), n)).collect();
        let own = answers.own.iter().map(rewrite).collect();
        let elsewhere = answers.elsewhere.iter().map(|t| t.words.iter().map(rewrite).collect()).collect();
        Finder { answers, synonyms, space, learnt, apart, asks, keys, urgent, own, elsewhere }
    }

    /// What becomes of a question.
    pub fn find(&self, question: &str) -> Reply {
        let rewritten = self.synonyms.rewrite(question);
        let found = self.synonyms.terms(question);
        let vector = self.space.vector(&found);
        let nearest = self.nearest(&vector);
        let scores = self.learnt.score(&vector);
        let (ours, strange) = scores.split_at(self.answers.list.len());
        let mut order: Vec<usize> = (0..ours.len()).collect();
        order.sort_by(|a, b| ours[*b].total_cmp(&ours[*a]).then(a.cmp(b)));
        // Asked in known words, or a life is at stake: nothing is left to weigh.
        let known = nearest.iter().enumerate().filter(|(_, near)| near.0 > SAME).max_by(|a, b| a.1.0.total_cmp(&b.1.0)).map(|(n, _)| n);
        let urgent = self.urgent.iter().find(|(w, _)| rewritten.contains(w.as_str())).map(|(_, n)| *n);
        let certain = urgent.or(known);
        if let Some(first) = certain {
            order.retain(|n| *n != first);
            order.insert(0, first);
        }
        let describe = |n: usize| self.describe(n, ours[n], &rewritten, nearest[n].1);
        let Some(first) = order.first().copied() else { return Reply { verdict: Verdict::Unknown, best: None, also: None, offers: Vec::new(), elsewhere: None } };
        let elsewhere = if certain.is_some() { None } else { self.elsewhere(&rewritten, ours[first], strange) };
        let spoken = self.own.iter().any(|w| rewritten.contains(w.as_str()));
        let verdict = match () {
            () if certain.is_some() => Verdict::Answered,
            () if elsewhere.is_some() || ours[first] < LEAST || !self.space.telling(&found) => Verdict::Unknown,
            () if ours[first] < SURE => Verdict::Unsure,
            () if spoken || self.like_ours(&vector) > MARGIN => Verdict::Answered,
            () => Verdict::Unsure,
        };
        let answered = verdict == Verdict::Answered;
        let also = if answered { self.second(question, &order, ours, known.is_some() && urgent.is_none()) } else { None };
        let offered = |n: &&usize| ours[**n] >= LEAST && Some(**n) != also && (**n != first || !answered);
        let offers = if verdict == Verdict::Unknown { Vec::new() } else { order.iter().filter(offered).take(4).map(|n| describe(*n)).collect() };
        Reply { verdict, best: answered.then(|| describe(first)), also: also.map(describe), offers, elsewhere }
    }

    /// How much more a question looks like ours than like others.
    fn like_ours(&self, vector: &Vector) -> f32 {
        let scores = self.apart.score(vector);
        scores[0] - scores[1]
    }

    /// The field of life a question belongs to, when it is not ours.
    fn elsewhere(&self, rewritten: &str, top: f32, strange: &[f32]) -> Option<Topic> {
        let spoken = self.own.iter().any(|w| rewritten.contains(w.as_str()));
        // 快递 in a question about a collector's letter names no field of its own.
        let named = self.elsewhere.iter().position(|words| words.iter().any(|w| rewritten.contains(w.as_str()))).filter(|_| !spoken && top < OURS);
        let lead = top + if spoken { STRANGE } else { 0.0 };
        let leads = strange.iter().enumerate().filter(|(_, s)| **s > lead && **s >= LEAST).max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0))).map(|(n, _)| n);
        leads.or(named).map(|n| self.answers.elsewhere[n].clone())
    }

    /// A second family worth answering: one that comes near the first, or one that another sentence asks for clearly.
    fn second(&self, question: &str, order: &[usize], ours: &[f32], known: bool) -> Option<usize> {
        let (first, next) = (*order.first()?, *order.get(1)?);
        let near = if ours[first] < CLEAR { NEAR_UNCLEAR } else { NEAR };
        if !known && ours[next] >= LEAST && ours[next] > ours[first] - near {
            return Some(next);
        }
        let led = sentences(question).into_iter().filter_map(|s| {
            let scores = self.learnt.score(&self.space.vector(&self.synonyms.terms(s)));
            scores.into_iter().enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        });
        let other = led.filter(|(n, s)| *n != first && *n < self.answers.list.len() && *s >= CLEAR);
        other.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(n, _)| n)
    }

    /// For each family: how near its nearest way of asking is, and which.
    fn nearest(&self, vector: &Vector) -> Vec<(f32, Option<usize>)> {
        let mut nearest = vec![(0.0, None); self.answers.list.len()];
        for (n, ask) in self.asks.iter().enumerate() {
            let near = cosine(vector, &ask.vector);
            if near > nearest[ask.answer].0 {
                nearest[ask.answer] = (near, Some(n));
            }
        }
        nearest
    }

    fn describe(&self, n: usize, score: f32, rewritten: &str, nearest: Option<usize>) -> Match {
        Match {
            id: self.answers.list[n].id.clone(),
            title: self.answers.list[n].title.clone(),
            score: (f64::from(score) * 1000.0).round() / 1000.0,
            words: self.keys[n].iter().filter(|(k, _)| rewritten.contains(k.as_str())).map(|(_, own)| own.clone()).collect(),
            nearest: nearest.map_or_else(String::new, |a| self.asks[a].text.clone()),
        }
    }
}

/// A sentence without its `{{law:…}}` slots.
fn without_slots(text: &str) -> String {
    let mut parts = text.split("{{");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |out, part| out + part.split_once("}}").map_or("", |(_, after)| after))
}
