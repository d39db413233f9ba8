//! Alternations, and what is known of them before any text is seen.

use super::anchor::{Short, heads_of, run_of};
use super::fold::Code;
use super::matching::{Mask, name_heads, number_heads, of_codes};
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
    /// Every character a match can begin with, sorted; `None` when that is not known.
    pub begins: Option<Vec<Code>>,
}

/// The characters a way can begin with; `None` when that is not known.
fn starts(way: &[Node]) -> Option<Vec<Code>> {
    match way.first()? {
        Node::Lit(word) => word.first().map(|c| vec![*c]),
        Node::Alt(alt) => alt.begins.clone(),
        Node::Number => Some(number_heads()),
        Node::Name => Some(name_heads()),
        _ => None,
    }
}

/// An alternation with its tables.
pub fn alternatives(mut ways: Vec<Vec<Node>>) -> Node {
    ways.sort_by_key(|w| std::cmp::Reverse(longest(w)));
    let begins: Option<Vec<Code>> = ways.iter().map(|way| starts(way)).collect::<Option<Vec<_>>>().map(|all| {
        let mut all = all.concat();
        all.sort_unstable();
        all.dedup();
        all
    });
    let first = begins.as_ref().map_or([u64::MAX; 4], |all| of_codes(all));
    let longest = ways.first().map_or(0, |w| longest(w));
    let fixed = ways.iter().try_fold(Vec::with_capacity(ways.len()), |mut all, way| {
        all.extend(run_of(way)?.iter().copied());
        Some(all)
    });
    let heads = if fixed.is_some() { None } else { heads_of(&ways) };
    Node::Alt(Arc::new(Alt { ways, first, longest, fixed, heads, begins }))
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
