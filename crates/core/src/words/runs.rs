//! Short runs of characters with their weights, as a tree: from any place of a text all runs that begin there are found in one
//! walk, which ends where no longer run goes on.

use super::fold::Code;

/// Most acts a run can weigh for.
pub const ACTS: usize = 16;
/// What one run weighs, by act.
pub type Weights = [i16; ACTS];
/// Bit of [`Runs::more`]: the node is a run itself, not only the head of longer ones.
const RUN: u64 = 1 << 63;

/// The runs and their weights.
pub struct Runs {
    /// Character → node of the run of that one character; 0 for none.
    first: Box<[u16; 1 << 16]>,
    /// By node: [`RUN`], and one bit for each hash of a character with which a longer run goes on.
    more: Vec<u64>,
    weights: Vec<Weights>,
    /// Open addressing: node and next character (0: none), and the node they lead to; at most half full.
    keys: Vec<u32>,
    next: Vec<u16>,
    /// Entries of `keys`.
    held: usize,
    /// Nodes that are runs.
    len: usize,
}

impl Default for Runs {
    fn default() -> Runs {
        // Node 0 is nobody's.
        Runs { first: Box::new([0; 1 << 16]), more: vec![0], weights: vec![[0; ACTS]], keys: vec![0; 1 << 10], next: vec![0; 1 << 10], held: 0, len: 0 }
    }
}

#[inline(always)]
fn bit(code: Code) -> u64 {
    1 << (u32::from(code).wrapping_mul(0x9E37_79B1) >> 26).min(62)
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

    /// Number of nodes, which are numbered from 0.
    pub fn nodes(&self) -> usize {
        self.more.len()
    }

    /// Adds a run, which holds a character; the error says what is wrong with it.
    pub fn add(&mut self, run: &[Code], weights: Weights) -> Result<(), String> {
        let mut node = 0;
        for (nth, code) in run.iter().enumerate() {
            let known = if nth == 0 { self.first[usize::from(*code)] } else { self.after(node, *code) };
            node = if known != 0 { known } else { self.grow(nth, node, *code)? };
        }
        let more = &mut self.more[usize::from(node)];
        if *more & RUN != 0 {
            return Err("同一串字写了两次".to_owned());
        }
        *more |= RUN;
        self.weights[usize::from(node)] = weights;
        self.len += 1;
        Ok(())
    }

    fn grow(&mut self, nth: usize, node: u16, code: Code) -> Result<u16, String> {
        let new = u16::try_from(self.more.len()).map_err(|_| "权重太多，至多六万多串".to_owned())?;
        self.more.push(0);
        self.weights.push([0; ACTS]);
        if nth == 0 {
            self.first[usize::from(code)] = new;
            return Ok(new);
        }
        self.more[usize::from(node)] |= bit(code);
        if 2 * (self.held + 1) > self.keys.len() {
            let size = 2 * self.keys.len();
            let (keys, next) = (std::mem::replace(&mut self.keys, vec![0; size]), std::mem::replace(&mut self.next, vec![0; size]));
            keys.into_iter().zip(next).filter(|(key, _)| *key != 0).for_each(|(key, node)| self.put(key, node));
        }
        self.put(key(node, code), new);
        self.held += 1;
        Ok(new)
    }

    fn put(&mut self, key: u32, node: u16) {
        let at = self.place(key);
        (self.keys[at], self.next[at]) = (key, node);
    }

    /// Where the key lies, or where it would.
    #[inline(always)]
    fn place(&self, key: u32) -> usize {
        let most = self.keys.len() - 1;
        let mut at = (key.wrapping_mul(0x9E37_79B1) >> 12) as usize & most;
        while self.keys[at] != 0 && self.keys[at] != key {
            at = (at + 1) & most;
        }
        at
    }

    /// The node one character further; 0 for none.
    #[inline(always)]
    fn after(&self, node: u16, code: Code) -> u16 {
        if self.more[usize::from(node)] & bit(code) == 0 { 0 } else { self.next[self.place(key(node, code))] }
    }

    /// What the run weighs.
    #[inline(always)]
    pub fn of(&self, node: u16) -> &Weights {
        &self.weights[usize::from(node)]
    }

    /// Calls `each(node, length)` for every run with which a text begins, the shortest first.
    #[inline(always)]
    pub fn at(&self, text: &[Code], mut each: impl FnMut(u16, u8)) {
        let Some((code, rest)) = text.split_first() else { return };
        let (mut node, mut length, mut rest) = (self.first[usize::from(*code)], 1, rest);
        while node != 0 {
            if self.more[usize::from(node)] & RUN != 0 {
                each(node, length);
            }
            let Some((code, more)) = rest.split_first() else { return };
            (node, length, rest) = (self.after(node, *code), length + 1, more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::fold::codes;

    #[test]
    fn every_run_that_begins_here_once_the_shortest_first() {
        let mut runs = Runs::default();
        for (nth, run) in (1..).zip(["还", "还钱", "今天还", "今天还钱", "钱"]) {
            runs.add(&codes(run), [nth; ACTS]).expect("a new run");
        }
        assert_eq!(runs.len(), 5);
        assert!(runs.add(&codes("还钱"), [1; ACTS]).is_err());
        // 今天 is the head of two runs and none itself.
        runs.add(&codes("今天"), [9; ACTS]).expect("a head becomes a run");
        let found = |text: &str| {
            let mut found = Vec::new();
            runs.at(&codes(text), |node, length| found.push((runs.of(node)[0], length)));
            found
        };
        assert_eq!(found("今天还钱吗"), [(9, 2), (3, 3), (4, 4)]);
        assert_eq!(found("还钱"), [(1, 1), (2, 2)]);
        assert_eq!(found("还有"), [(1, 1)]);
        assert_eq!(found("有还"), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn many_runs_are_all_found_again() {
        let mut runs = Runs::default();
        let all: Vec<[Code; 3]> = (0..3000u16).map(|n| [0x4E00 + n % 50, 0x4E00 + n / 50, 0x5000 + n % 7]).collect();
        for (nth, run) in (0..).zip(&all) {
            runs.add(run, [nth; ACTS]).expect("a new run");
        }
        for (nth, run) in (0..).zip(&all) {
            let mut found = Vec::new();
            runs.at(run, |node, length| found.push((runs.of(node)[0], length)));
            assert_eq!(found, [(nth, 3)]);
        }
    }
}
