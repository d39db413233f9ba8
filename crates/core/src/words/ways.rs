//! Alternations, with tables that leave few ways to try.

use super::anchor::{Short, heads_of, run_of};
use super::fold::Code;
use super::matching::{Mask, may_hold, name_heads, number_heads, of_codes};
use super::pattern::Node;
use std::sync::Arc;

/// Any one of several ways. Shared: a slot is built once however many patterns name it.
#[derive(Debug)]
pub struct Alt {
    /// The ways, longest fixed ones first.
    pub ways: Vec<Vec<Node>>,
    /// What a match can begin with (all bits set when a way may be empty).
    pub first: Mask,
    /// The most characters it can cover.
    pub longest: usize,
    /// All fixed words it can be, and all it can begin with; see `anchor`.
    pub fixed: Option<Vec<Short>>,
    /// As `fixed`, for alternations that are not fixed themselves.
    pub heads: Option<Vec<Short>>,
    /// First character → its part of `order`, sorted.
    by: Vec<(Code, (u32, u32))>,
    /// The part of `order` for every other character.
    other: (u32, u32),
    /// Numbers of ways.
    order: Vec<u32>,
}

impl Alt {
    /// The ways a text that goes on with `code` can take, in order.
    pub fn possible(&self, code: Option<Code>) -> impl Iterator<Item = &Vec<Node>> {
        let (from, to) = match code {
            Some(code) if !may_hold(&self.first, code) => (0, 0),
            Some(code) => self.by.binary_search_by_key(&code, |(c, _)| *c).map_or(self.other, |at| self.by[at].1),
            None => self.other,
        };
        self.order[from as usize..to as usize].iter().map(|way| &self.ways[*way as usize])
    }
}

/// The characters a way can begin with; `None` when that is not known.
fn starts(way: &[Node]) -> Option<Vec<Code>> {
    match way.first()? {
        Node::Lit(word) => word.first().map(|c| vec![*c]),
        Node::Alt(alt) if alt.other.0 == alt.other.1 => Some(alt.by.iter().map(|(c, _)| *c).collect()),
        Node::Number => Some(number_heads()),
        Node::Name => Some(name_heads()),
        _ => None,
    }
}

/// An alternation with its tables.
pub fn alternatives(mut ways: Vec<Vec<Node>>) -> Node {
    ways.sort_by_key(|w| std::cmp::Reverse(longest(w)));
    let mut of: Vec<(Code, u32)> = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    for (way, nodes) in (0u32..).zip(&ways) {
        match starts(nodes) {
            Some(codes) => of.extend(codes.iter().map(|c| (*c, way))),
            None => open.push(way),
        }
    }
    let first = if open.is_empty() { of_codes(&of.iter().map(|(c, _)| *c).collect::<Vec<_>>()) } else { [u64::MAX; 4] };
    of.sort_unstable();
    of.dedup();
    let mut order: Vec<u32> = Vec::with_capacity(of.len() + open.len());
    let mut part = |own: &[(Code, u32)]| {
        let from = order.len();
        order.extend(own.iter().map(|(_, way)| *way).chain(open.iter().copied()));
        order[from..].sort_unstable();
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        (place(from), place(order.len()))
    };
    let by = of.chunk_by(|a, b| a.0 == b.0).map(|own| (own[0].0, part(own))).collect();
    let other = part(&[]);
    let longest = ways.first().map_or(0, |w| longest(w));
    let fixed = ways.iter().try_fold(Vec::with_capacity(ways.len()), |mut all, way| {
        all.extend(run_of(way)?.iter().copied());
        Some(all)
    });
    let heads = if fixed.is_some() { None } else { heads_of(&ways) };
    Node::Alt(Arc::new(Alt { ways, first, longest, fixed, heads, by, other, order }))
}

/// The most characters a run of nodes can cover.
pub fn longest(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|n| match n {
            Node::Lit(w) => w.len(),
            Node::Alt(alt) => alt.longest,
            Node::Opt(way) => longest(way),
            Node::Gap(most, _) => *most,
            Node::Number => 12,
            Node::Name => 3,
            _ => 0,
        })
        .sum()
}
