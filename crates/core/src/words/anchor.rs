//! Where the search for a pattern starts: fixed words one of which stands in every match, the rarest there are.

use super::fold::Code;
use super::often::rate;
use super::pattern::Node;
use super::ways::longest;
use std::borrow::Cow;

/// The first three characters of a word, or all of a shorter one: specific enough, and nothing to allocate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Short {
    codes: [Code; 3],
    len: u8,
}

impl Short {
    fn of(word: &[Code]) -> Short {
        word.iter().fold(Short::default(), |s, c| s.with(*c))
    }

    fn with(mut self, code: Code) -> Short {
        if let Some(place) = self.codes.get_mut(usize::from(self.len)) {
            *place = code;
            self.len += 1;
        }
        self
    }

    fn then(self, next: &Short) -> Short {
        next.word().iter().fold(self, |s, c| s.with(*c))
    }

    /// Its characters.
    pub fn word(&self) -> &[Code] {
        &self.codes[..usize::from(self.len)]
    }
}

/// More words than this for one run of nodes are not worth their place in the index.
const MOST: usize = 1200;

/// Each word of one list followed by each of the other; `None` when there are too many. What becomes the same by being
/// cut to three characters is kept once.
fn product<'a>(a: &[Short], b: Cow<'a, [Short]>) -> Option<Cow<'a, [Short]>> {
    if a.len() * b.len() > MOST {
        return None;
    }
    if matches!(a, [empty] if empty.len == 0) {
        return Some(b);
    }
    let mut all: Vec<Short> = a.iter().flat_map(|a| b.iter().map(|b| a.then(b))).collect();
    if a.iter().any(|w| w.len > 1) {
        all.sort_unstable();
        all.dedup();
    }
    Some(Cow::Owned(all))
}

/// All fixed words a node can be; `None` when it is not a short list of fixed words.
fn fixed(node: &Node) -> Option<Cow<'_, [Short]>> {
    match node {
        Node::Lit(w) => Some(Cow::Owned(vec![Short::of(w)])),
        Node::Alt(alt) => alt.fixed.as_deref().map(Cow::Borrowed),
        Node::Opt(way) => {
            let mut all = run_of(way)?.into_owned();
            all.push(Short::default());
            Some(Cow::Owned(all))
        }
        Node::NotAfter(_) | Node::NotBefore(_) | Node::Start | Node::End => Some(Cow::Owned(vec![Short::default()])),
        Node::Gap(..) | Node::Number | Node::Name => None,
    }
}

/// All fixed words a node can begin with.
fn heads(node: &Node) -> Option<Cow<'_, [Short]>> {
    match node {
        Node::Alt(alt) if alt.fixed.is_none() => alt.heads.as_deref().map(Cow::Borrowed),
        _ => fixed(node),
    }
}

/// All fixed words a run of nodes can be.
pub fn run_of(nodes: &[Node]) -> Option<Cow<'_, [Short]>> {
    nodes.iter().try_fold(Cow::Owned(vec![Short::default()]), |all, node| product(&all, fixed(node)?))
}

/// All fixed words any of the ways can begin with; `None` when one can begin with anything.
pub fn heads_of(ways: &[Vec<Node>]) -> Option<Vec<Short>> {
    let mut all = Vec::new();
    for way in ways {
        all.extend((1..=way.len()).rev().find_map(|to| {
            let words = product(&run_of(&way[..to - 1])?, heads(&way[to - 1])?)?;
            words.iter().all(|w| w.len > 0).then_some(words)
        })?.iter().copied());
    }
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// All fixed words a run of nodes can be, whole; `None` when it is not a short list of fixed words.
pub fn whole(nodes: &[Node]) -> Option<Vec<Vec<Code>>> {
    const MOST: usize = 400;
    let mut all = vec![Vec::new()];
    for node in nodes {
        let next = match node {
            Node::Lit(w) => vec![w.clone()],
            Node::Alt(alt) => alt.ways.iter().map(|w| whole(w)).collect::<Option<Vec<_>>>()?.concat(),
            Node::Opt(way) => [whole(way)?, vec![Vec::new()]].concat(),
            Node::NotAfter(_) | Node::NotBefore(_) | Node::Start | Node::End => vec![Vec::new()],
            Node::Gap(..) | Node::Number | Node::Name => return None,
        };
        if all.len() * next.len() > MOST {
            return None;
        }
        all = all.iter().flat_map(|a: &Vec<Code>| next.iter().map(move |b| [a.as_slice(), b].concat())).collect();
    }
    Some(all)
}

/// A fixed word, and how many characters of the pattern can stand before it.
pub type Start = (Short, usize);

/// Fixed words one of which stands in every match: the rarest there are, since every place they stand at is tried.
pub fn anchor(nodes: &[Node]) -> Option<Vec<Start>> {
    best(nodes).map(|(_, mut starts)| {
        starts.sort_unstable();
        starts.dedup();
        starts
    })
}

/// The best start and what it costs.
fn best(nodes: &[Node]) -> Option<(u64, Vec<Start>)> {
    let mut best: Option<(u64, Vec<Start>)> = None;
    let mut before = 0;
    for from in 0..nodes.len() {
        let mut run = Cow::Owned(vec![Short::default()]);
        for node in nodes[from..].iter().take(4) {
            let Some(words) = heads(node).and_then(|last| product(&run, last)) else { break };
            let longer = if matches!(node, Node::Alt(alt) if alt.fixed.is_none()) { None } else { Some(words.clone()) };
            if words.iter().all(|w| w.len > 0) {
                let cost = words.iter().map(|w| cost(w, before)).sum();
                if best.as_ref().is_none_or(|(c, ..)| cost < *c) {
                    best = Some((cost, words.iter().map(|w| (*w, before)).collect()));
                }
            }
            match longer {
                Some(longer) => run = longer,
                None => break, // what follows stands behind a part that is only known by its head
            }
        }
        // Ways that are more than fixed words each have a start of their own.
        if let Node::Alt(alt) = &nodes[from]
            && alt.fixed.is_none()
            && let Some(starts) = alt.ways.iter().map(|way| anchor(way)).collect::<Option<Vec<_>>>()
        {
            let starts: Vec<Start> = starts.into_iter().flatten().map(|(word, inside)| (word, before + inside)).collect();
            let cost = starts.iter().map(|(w, before)| cost(w, *before)).sum();
            if best.as_ref().is_none_or(|(c, ..)| cost < *c) {
                best = Some((cost, starts));
            }
        }
        before += longest(&nodes[from..=from]);
    }
    best
}

/// What it costs to try a pattern wherever the word stands.
fn cost(word: &Short, before: usize) -> u64 {
    u64::from(rate(word.word())) * (8 + before as u64)
}
