//! One way of speaking as a pattern a lawyer can read.
//!
//! `甲|乙` inside `( )` either; `( )?` may be missing; `{槽}` any word of a slot of `_slots.toml`; `{数}` a number; `{人名}` a name;
//! `~` up to 3 characters of the same clause; `…` up to 8, `……` up to 20 of the same sentence; `!(甲|乙)` what must not stand
//! right behind (at the head of a pattern: right before) this place; `^` `$` head and end of the message.

use super::anchor::whole;
use super::fold::{Code, Fold};
use super::ways::{Alt, alternatives};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub enum Node {
    /// Fixed characters.
    Lit(Vec<Code>),
    /// Any one of these.
    Alt(Arc<Alt>),
    /// May be missing.
    Opt(Vec<Node>),
    /// Up to so many characters; `true`: inside one clause.
    Gap(usize, bool),
    /// A number in digits or characters.
    Number,
    /// A personal name: surname and one or two characters, X某, 小X, 老X, X**.
    Name,
    /// None of these may stand behind.
    NotAfter(Vec<Vec<Code>>),
    /// None of these may stand before.
    NotBefore(Vec<Vec<Code>>),
    /// Head of the message.
    Start,
    /// End of the message.
    End,
}

/// The words of each slot, already read.
pub type Slots = BTreeMap<String, Vec<Node>>;

/// Reads a pattern: its ways, each of which stands alone. The error says, in Chinese, what is wrong with it.
pub fn parse(pattern: &str, fold: &Fold, slots: &Slots) -> Result<Vec<Vec<Node>>, String> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut at = 0;
    let mut ways = Vec::new();
    loop {
        let nodes = sequence(&chars, &mut at, fold, slots)?;
        match <[Node; 1]>::try_from(nodes) {
            Ok([Node::Alt(alt)]) => ways.extend(alt.ways.iter().cloned()),
            Ok([one]) => ways.push(vec![one]),
            Err(nodes) if nodes.is_empty() => return Err("说法是空的，或有一边是空的".to_owned()),
            Err(nodes) => ways.push(nodes),
        }
        match chars.get(at) {
            None => return Ok(ways),
            Some('|') => at += 1,
            Some(c) => return Err(format!("第 {} 个字「{c}」多余，括号不成对", at + 1)),
        }
    }
}

fn sequence(chars: &[char], at: &mut usize, fold: &Fold, slots: &Slots) -> Result<Vec<Node>, String> {
    let mut nodes: Vec<Node> = Vec::new();
    while let Some(&c) = chars.get(*at) {
        match c {
            ')' | '|' => break,
            '(' => {
                *at += 1;
                let ways = group(chars, at, fold, slots)?;
                if chars.get(*at) == Some(&'?') {
                    *at += 1;
                    nodes.push(Node::Opt(vec![alternatives(ways)]));
                } else {
                    nodes.push(alternatives(ways));
                }
            }
            '!' => {
                if chars.get(*at + 1) != Some(&'(') {
                    return Err("「!」后面要跟括号，例如 !(取件|服务)".to_owned());
                }
                *at += 2;
                let mut words = Vec::new();
                for way in group(chars, at, fold, slots)? {
                    words.extend(whole(&way).ok_or("「!( )」里只能写固定的词")?);
                }
                nodes.push(if nodes.is_empty() { Node::NotBefore(words) } else { Node::NotAfter(words) });
            }
            '{' => {
                let end = chars[*at..].iter().position(|c| *c == '}').ok_or("「{」没有配对的「}」")? + *at;
                let name: String = chars[*at + 1..end].iter().collect();
                nodes.push(match name.as_str() {
                    "数" => Node::Number,
                    "人名" => Node::Name,
                    _ => {
                        let words = slots.get(&name).ok_or_else(|| format!("没有叫「{name}」的槽"))?;
                        words.first().cloned().ok_or_else(|| format!("槽「{name}」是空的"))?
                    }
                });
                *at = end + 1;
            }
            '…' => {
                let long = chars.get(*at + 1) == Some(&'…');
                nodes.push(Node::Gap(if long { 20 } else { 8 }, false));
                *at += if long { 2 } else { 1 };
            }
            '~' => {
                nodes.push(Node::Gap(3, true));
                *at += 1;
            }
            '^' => {
                nodes.push(Node::Start);
                *at += 1;
            }
            '$' => {
                nodes.push(Node::End);
                *at += 1;
            }
            '?' => match nodes.last_mut() {
                // 「甲?」: the one character before may be missing.
                Some(Node::Lit(word)) => {
                    let last = word.pop().into_iter().collect();
                    if word.is_empty() {
                        nodes.pop();
                    }
                    nodes.push(Node::Opt(vec![Node::Lit(last)]));
                    *at += 1;
                }
                Some(Node::Number | Node::Name | Node::Alt(_)) => {
                    let last = nodes.pop().into_iter().collect();
                    nodes.push(Node::Opt(last));
                    *at += 1;
                }
                _ => return Err(format!("第 {} 个字「?」放错了地方", *at + 1)),
            },
            '}' => return Err(format!("第 {} 个字「{c}」放错了地方", *at + 1)),
            _ => {
                let code = fold.one(c).ok_or_else(|| format!("「{c}」在比对前会被略去，不能写进说法"))?;
                match nodes.last_mut() {
                    Some(Node::Lit(word)) => word.push(code),
                    _ => nodes.push(Node::Lit(vec![code])),
                }
                *at += 1;
            }
        }
    }
    Ok(nodes)
}

/// The ways of a group whose opening bracket has been read, up to and with its closing one.
fn group(chars: &[char], at: &mut usize, fold: &Fold, slots: &Slots) -> Result<Vec<Vec<Node>>, String> {
    let mut ways = Vec::new();
    loop {
        ways.push(sequence(chars, at, fold, slots)?);
        match chars.get(*at) {
            Some('|') => *at += 1,
            Some(')') => {
                *at += 1;
                return Ok(ways);
            }
            _ => return Err("「(」没有配对的「)」".to_owned()),
        }
    }
}
