//! Short runs of characters with their weights, as a tree: from a place of a text all runs that begin there are found in one
//! walk, which ends where no longer run goes on. Whether a walk is worth its while is told by a filter for all places at once.

use super::filter::{Filter, mark, marked, two};
use super::fold::Code;
use super::often::rate;

/// Most acts a run can weigh for.
pub const ACTS: usize = 16;
/// What one run weighs, by act; never across two lines of memory.
#[derive(Clone, Copy)]
#[repr(align(32))]
pub struct Weights(pub [i16; ACTS]);

/// The runs and their weights.
pub struct Runs {
    /// Character → node of the run of that one character; 0 for none.
    first: Box<[u16; 1 << 16]>,
    /// The first two characters of runs of two and more.
    pairs: Filter,
    weights: Vec<Weights>,
    /// Open addressing; at most half full.
    edges: Vec<Edge>,
    /// Entries of `edges`.
    held: usize,
    /// One bit a node that is no run: it is never met.
    none: Vec<u64>,
    /// Nodes that are runs.
    len: usize,
}

/// The way from one node to another. A look costs one line of memory.
#[derive(Clone, Copy, Default)]
struct Edge {
    /// Node and next character; 0 for no edge.
    key: u32,
    /// Where it leads.
    node: u16,
    /// One bit for each hash of a character with which a longer run goes on from there.
    more: u16,
}

/// Room for the runs of one text, and what was met.
#[derive(Default)]
pub struct Met {
    /// Different runs, each where it is met first; only the first `len` count.
    met: Vec<Run>,
    len: usize,
    /// One bit a node: met already.
    seen: Vec<u64>,
    /// One bit a place: a run of two or more may begin there.
    places: Vec<u64>,
}

/// A run met.
#[derive(Clone, Copy, Default)]
pub struct Run {
    /// Its node.
    pub node: u16,
    /// Characters.
    pub len: u8,
    /// Its place in the text.
    pub place: u32,
}

impl Met {
    /// The runs of the last text.
    pub fn runs(&self) -> &[Run] {
        &self.met[..self.len]
    }

    /// Adds a run that was not met before; `none`: nodes that are no runs.
    #[inline(always)]
    fn put(&mut self, none: &[u64], node: u16, len: u8, place: usize) {
        let (word, bit) = (&mut self.seen[usize::from(node >> 6)], node & 63);
        let new = !((*word | none[usize::from(node >> 6)]) >> bit) & 1;
        *word |= new << bit;
        self.met[self.len] = Run { node, len, place: place as u32 };
        self.len += new as usize;
    }
}

impl Default for Runs {
    fn default() -> Runs {
        // Node 0 is nobody's.
        Runs { first: Box::new([0; 1 << 16]), pairs: Filter::default(), weights: vec![Weights([0; ACTS])], edges: vec![Edge::default(); 1 << 10], held: 0, none: vec![1], len: 0 }
    }
}

#[inline(always)]
fn bit(code: Code) -> u16 {
    1 << (u32::from(code).wrapping_mul(0x9E37_79B1) >> 28).min(14)
}

#[inline(always)]
fn key(node: u16, code: Code) -> u32 {
    u32::from(node) << 16 | u32::from(code)
}

impl Runs {
    /// Number of runs.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Adds a run, which holds a character; the error says what is wrong with it.
    pub fn add(&mut self, run: &[Code], weights: [i16; ACTS]) -> Result<(), String> {
        let (mut node, mut last) = (0, None);
        for (nth, code) in run.iter().enumerate() {
            let known = if nth == 0 { self.first[usize::from(*code)] } else { self.edges[self.place(key(node, *code))].node };
            let next = if known != 0 { known } else { self.grow(nth, node, *code, last)? };
            (last, node) = ((nth > 0).then_some(key(node, *code)), next);
        }
        let none = &mut self.none[usize::from(node >> 6)];
        if *none >> (node & 63) & 1 == 0 {
            return Err("同一串字写了两次".to_owned());
        }
        *none &= !(1 << (node & 63));
        self.weights[usize::from(node)] = Weights(weights);
        self.len += 1;
        Ok(())
    }

    /// A new node behind `node`, to which the edge `last` leads.
    fn grow(&mut self, nth: usize, node: u16, code: Code, last: Option<u32>) -> Result<u16, String> {
        let new = u16::try_from(self.weights.len()).map_err(|_| "权重太多，至多六万多串".to_owned())?;
        self.weights.push(Weights([0; ACTS]));
        self.none.resize(usize::from(new >> 6) + 1, 0);
        self.none[usize::from(new >> 6)] |= 1 << (new & 63);
        if nth == 0 {
            self.first[usize::from(code)] = new;
            return Ok(new);
        }
        if let Some(last) = last {
            let at = self.place(last);
            self.edges[at].more |= bit(code);
        }
        if 2 * (self.held + 1) > self.edges.len() {
            let size = 2 * self.edges.len();
            let edges = std::mem::replace(&mut self.edges, vec![Edge::default(); size]);
            edges.into_iter().filter(|edge| edge.key != 0).for_each(|edge| self.put(edge));
        }
        self.put(Edge { key: key(node, code), node: new, more: 0 });
        self.held += 1;
        Ok(new)
    }

    fn put(&mut self, edge: Edge) {
        let at = self.place(edge.key);
        self.edges[at] = edge;
    }

    /// Where the key lies, or where it would.
    #[inline(always)]
    fn place(&self, key: u32) -> usize {
        let most = self.edges.len() - 1;
        let mut at = (key.wrapping_mul(0x9E37_79B1) >> 12) as usize & most;
        while self.edges[at].key != 0 && self.edges[at].key != key {
            at = (at + 1) & most;
        }
        at
    }

    /// Puts the nodes in order and makes the filter, once all runs are in.
    pub fn seal(&mut self) {
        self.order();
        let mut head = vec![0; self.weights.len()];
        (0..=Code::MAX).zip(self.first.iter()).for_each(|(code, node)| head[usize::from(*node)] = code);
        head[0] = 0;
        let pairs: Vec<u32> = self.edges.iter().filter_map(|edge| {
            let first = head[(edge.key >> 16) as usize];
            (edge.key != 0 && first != 0).then(|| two(first, edge.key as Code))
        }).collect();
        self.pairs = Filter::new(pairs.len());
        pairs.into_iter().for_each(|pair| self.pairs.put(pair));
    }

    /// Gives the nodes new numbers: shorter runs first, of these the ones met more often, so that what most texts ask for lies
    /// together and stays near at hand.
    fn order(&mut self) {
        let mut paths: Vec<Vec<Code>> = vec![Vec::new(); self.weights.len()];
        for (code, node) in (0..=Code::MAX).zip(self.first.iter()).filter(|(_, node)| **node != 0) {
            paths[usize::from(*node)] = vec![code];
        }
        let mut edges: Vec<Edge> = self.edges.iter().copied().filter(|edge| edge.key != 0).collect();
        edges.sort_unstable_by_key(|edge| edge.node); // a node is younger than the one it grew from
        for edge in &edges {
            let mut path = paths[(edge.key >> 16) as usize].clone();
            path.push(edge.key as Code);
            paths[usize::from(edge.node)] = path;
        }
        let mut order: Vec<u16> = (1..self.weights.len()).map(|node| node as u16).collect();
        order.sort_by_cached_key(|node| {
            let path = &paths[usize::from(*node)];
            (path.len(), std::cmp::Reverse(rate(path)), path.clone())
        });
        let mut new = vec![0u16; self.weights.len()];
        (1..).zip(&order).for_each(|(number, old)| new[usize::from(*old)] = number);
        self.first.iter_mut().for_each(|node| *node = new[usize::from(*node)]);
        let (weights, none) = (self.weights.clone(), self.none.clone());
        self.none = vec![0; none.len()];
        self.none[0] = 1;
        for old in order {
            let (old, new) = (usize::from(old), usize::from(new[usize::from(old)]));
            self.weights[new] = weights[old];
            self.none[new >> 6] |= (none[old >> 6] >> (old & 63) & 1) << (new & 63);
        }
        self.edges = vec![Edge::default(); (2 * self.held + 1).next_power_of_two()];
        for edge in edges {
            self.put(Edge { key: key(new[(edge.key >> 16) as usize], edge.key as Code), node: new[usize::from(edge.node)], more: edge.more });
        }
    }

    /// What the run weighs.
    #[inline(always)]
    pub fn of(&self, node: u16) -> &[i16; ACTS] {
        &self.weights[usize::from(node)].0
    }

    /// Finds the different runs of a text.
    pub fn meet(&self, text: &[Code], met: &mut Met) {
        // One place more than runs there are: what is met again is written there and not counted.
        met.met.resize(self.weights.len() + 1, Run::default());
        met.seen.resize(self.none.len(), 0);
        met.len = 0;
        for (place, code) in text.iter().enumerate() {
            met.put(&self.none, self.first[usize::from(*code)], 1, place);
        }
        let mut places = std::mem::take(&mut met.places);
        mark(text, &mut places, |first, next, _| self.pairs.has(two(first, next)));
        for place in marked(&places) {
            let mut node = self.first[usize::from(text[place])];
            for (len, code) in (2..).zip(&text[place + 1..]) {
                let Edge { key: found, node: next, more } = self.edges[self.place(key(node, *code))];
                if found == 0 || node == 0 {
                    break;
                }
                met.put(&self.none, next, len, place);
                node = next;
                if text.get(place + usize::from(len)).is_none_or(|code| more & bit(*code) == 0) {
                    break;
                }
            }
        }
        met.places = places;
        for run in &met.met[..met.len] {
            met.seen[usize::from(run.node >> 6)] = 0; // nothing is left for the next text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::fold::codes;

    #[test]
    fn every_run_once_where_it_comes_first() {
        let mut runs = Runs::default();
        for (nth, run) in (1..).zip(["还", "还钱", "今天还", "今天还钱", "钱"]) {
            runs.add(&codes(run), [nth; ACTS]).expect("a new run");
        }
        assert_eq!(runs.len(), 5);
        assert!(runs.add(&codes("还钱"), [1; ACTS]).is_err());
        // 今天 is the head of two runs and none itself.
        runs.add(&codes("今天"), [9; ACTS]).expect("a head becomes a run");
        runs.seal();
        let mut met = Met::default();
        let mut found = |text: &str| {
            runs.meet(&codes(text), &mut met);
            let mut found: Vec<_> = met.runs().iter().map(|run| (run.place, runs.of(run.node)[0], run.len)).collect();
            found.sort_unstable();
            found
        };
        assert_eq!(found("今天还钱吗"), [(0, 3, 3), (0, 4, 4), (0, 9, 2), (2, 1, 1), (2, 2, 2), (3, 5, 1)]);
        // What comes again is met once, where it comes first.
        assert_eq!(found("还钱还钱"), [(0, 1, 1), (0, 2, 2), (1, 5, 1)]);
        assert_eq!(found("还有"), [(0, 1, 1)]);
        assert_eq!(found("有还"), [(1, 1, 1)]);
        assert_eq!(found("有"), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn many_runs_are_all_found_again() {
        let mut runs = Runs::default();
        let all: Vec<[Code; 3]> = (0..3000u16).map(|n| [0x4E00 + n % 50, 0x4E00 + n / 50, 0x5000 + n % 7]).collect();
        for (nth, run) in (0..).zip(&all) {
            runs.add(run, [nth; ACTS]).expect("a new run");
        }
        runs.seal();
        let mut met = Met::default();
        for (nth, run) in (0..).zip(&all) {
            runs.meet(run, &mut met);
            let found: Vec<_> = met.runs().iter().map(|run| (runs.of(run.node)[0], run.len, run.place)).collect();
            assert_eq!(found, [(nth, 3, 0)]);
        }
    }
}
