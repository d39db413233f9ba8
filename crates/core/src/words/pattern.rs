//! One way of speaking as a pattern a lawyer can read.
//!
//! `甲|乙` inside `( )` either; `( )?` may be missing; `{槽}` any word of a slot of `_slots.toml`; `{数}` a number; `{人名}` a name;
//! `~` up to 3 characters of the same clause; `…` up to 8, `……` up to 20 of the same sentence; `!(甲|乙)` what must not stand
//! right behind (at the head of a pattern: right before) this place; `^` `$` head and end of the message.

use super::fold::{Code, Fold, ends_clause, ends_sentence, is_han};
use std::collections::BTreeMap;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub enum Node {
    /// Fixed characters.
    Lit(Vec<Code>),
    /// Any one of these; `first` is a filter on the first character (all bits set when a way may be empty).
    Alt {
        /// One bit a hashed first character.
        first: [u64; 4],
        /// The ways, longest fixed ones first.
        ways: Vec<Vec<Node>>,
    },
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

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井漆卿丘娜";

fn surname(code: Code) -> bool {
    // A bit set would be faster; names are only tried where a rule already stands.
    char::from_u32(u32::from(code)).is_some_and(|c| SURNAMES.contains(c))
}

fn is_number(code: Code) -> bool {
    (0x30..=0x39).contains(&code) || char::from_u32(u32::from(code)).is_some_and(|c| "〇零一二三四五六七八九十百千万两几".contains(c))
}

fn bit(code: Code) -> (usize, u64) {
    let hash = (u32::from(code).wrapping_mul(0x9E37_79B1) >> 24) as usize;
    (hash >> 6, 1 << (hash & 63))
}

/// A filter on the character a match can begin with: all bits set when that is not known.
pub fn begins(nodes: &[Node]) -> [u64; 4] {
    match nodes.first() {
        Some(Node::Lit(word)) if !word.is_empty() => {
            let mut first = [0; 4];
            let (at, bit) = bit(word[0]);
            first[at] |= bit;
            first
        }
        Some(Node::Alt { first, .. }) => *first,
        Some(Node::Name) => of_chars(SURNAMES.chars().chain("小老阿".chars())),
        Some(Node::Number) => of_chars("0123456789〇零一二三四五六七八九十百千万两几".chars()),
        _ => [u64::MAX; 4],
    }
}

fn of_chars(chars: impl Iterator<Item = char>) -> [u64; 4] {
    let mut first = [0; 4];
    for code in chars.filter_map(|c| Code::try_from(u32::from(c)).ok()) {
        let (at, bit) = bit(code);
        first[at] |= bit;
    }
    first
}

/// May a match begin with this character?
pub fn may_begin(first: &[u64; 4], code: Code) -> bool {
    let (at, bit) = bit(code);
    first[at] & bit != 0
}

/// Continues a match at a place; `true` when the rest matches.
type Rest<'a> = &'a mut dyn FnMut(usize) -> bool;

/// Matches `nodes` from `at`; calls `rest` with every place they can end until it says yes.
pub fn matches(nodes: &[Node], text: &[Code], at: usize, rest: Rest<'_>) -> bool {
    let Some((node, more)) = nodes.split_first() else { return rest(at) };
    match node {
        Node::Lit(word) => text.get(at..at + word.len()) == Some(word) && matches(more, text, at + word.len(), rest),
        Node::Alt { first, ways } => {
            let possible = match text.get(at) {
                Some(code) => {
                    let (word, bit) = bit(*code);
                    first[word] & bit != 0
                }
                None => *first == [u64::MAX; 4],
            };
            possible && ways.iter().any(|way| matches(way, text, at, &mut |end| matches(more, text, end, rest)))
        }
        Node::Opt(way) => matches(way, text, at, &mut |end| matches(more, text, end, rest)) || matches(more, text, at, rest),
        Node::Gap(most, clause) => {
            for skip in 0..=*most {
                if skip > 0 && text.get(at + skip - 1).is_none_or(|c| if *clause { ends_clause(*c) } else { ends_sentence(*c) }) {
                    return false;
                }
                if matches(more, text, at + skip, rest) {
                    return true;
                }
            }
            false
        }
        Node::Number => {
            let len = text[at.min(text.len())..].iter().take(12).take_while(|c| is_number(**c)).count();
            (1..=len).rev().any(|len| matches(more, text, at + len, rest))
        }
        Node::Name => name_lengths(text, at).into_iter().flatten().any(|len| matches(more, text, at + len, rest)),
        Node::NotAfter(words) => !words.iter().any(|w| text.get(at..at + w.len()) == Some(w)) && matches(more, text, at, rest),
        Node::NotBefore(words) => !words.iter().any(|w| text[..at].ends_with(w)) && matches(more, text, at, rest),
        Node::Start => at == 0 && matches(more, text, at, rest),
        Node::End => at == text.len() && matches(more, text, at, rest),
    }
}

/// Lengths a name at `at` may have, longest first.
fn name_lengths(text: &[Code], at: usize) -> [Option<usize>; 2] {
    let han = |i: usize| text.get(at + i).is_some_and(|c| is_han(*c));
    let Some(head) = text.get(at) else { return [None; 2] };
    if matches!(char::from_u32(u32::from(*head)), Some('小' | '老' | '阿')) {
        return [None, han(1).then_some(2)];
    }
    if !surname(*head) {
        return [None; 2];
    }
    [(han(1) && han(2)).then_some(3), han(1).then_some(2)]
}

/// The most characters a run of nodes can cover.
fn longest(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|n| match n {
            Node::Lit(w) => w.len(),
            Node::Alt { ways, .. } => ways.iter().map(|w| longest(w)).max().unwrap_or(0),
            Node::Opt(way) => longest(way),
            Node::Gap(most, _) => *most,
            Node::Number => 12,
            Node::Name => 3,
            _ => 0,
        })
        .sum()
}

/// All fixed words a node can be; `None` when it is not a short list of fixed words.
fn fixed(node: &Node) -> Option<Vec<Vec<Code>>> {
    match node {
        Node::Lit(w) => Some(vec![w.clone()]),
        Node::Alt { ways, .. } => {
            let mut all = Vec::new();
            for way in ways {
                all.extend(fixed_run(way)?);
            }
            Some(all)
        }
        Node::Opt(way) => {
            let mut all = fixed_run(way)?;
            all.push(Vec::new());
            Some(all)
        }
        Node::NotAfter(_) | Node::NotBefore(_) | Node::Start | Node::End => Some(vec![Vec::new()]),
        Node::Gap(..) | Node::Number | Node::Name => None,
    }
}

/// All fixed words a node can begin with.
fn heads(node: &Node) -> Option<Vec<Vec<Code>>> {
    fixed(node).or_else(|| {
        let Node::Alt { ways, .. } = node else { return None };
        let mut all = Vec::new();
        for way in ways {
            let whole = (1..=way.len()).rev().find_map(|to| {
                let mut words = fixed_run(&way[..to - 1])?;
                let last = heads(&way[to - 1])?;
                words = words.iter().flat_map(|a| last.iter().map(move |b| [a.as_slice(), b].concat())).collect();
                words.iter().all(|w| !w.is_empty()).then_some(words)
            })?;
            all.extend(whole);
        }
        Some(all)
    })
}

fn fixed_run(nodes: &[Node]) -> Option<Vec<Vec<Code>>> {
    let mut all = vec![Vec::new()];
    for node in nodes {
        let next = fixed(node)?;
        if all.len() * next.len() > 400 {
            return None;
        }
        all = all.iter().flat_map(|a: &Vec<Code>| next.iter().map(move |b| [a.as_slice(), b].concat())).collect();
    }
    Some(all)
}

/// Pairs of characters met in most messages: poor places to start from.
const COMMON: &str = "你的您的我们你们他们您好你好可以联系电话请您公司客户已经现在今天明天手机活动有限服务信息尊敬银行您在将于请在如有感谢我是是你是我在你在我你在的人了你了我人的上的下的的家您家你家的你的您地址中国北京免费贷款信用短信";

fn common(word: &[Code]) -> bool {
    let code = |c: char| Code::try_from(u32::from(c)).unwrap_or(0);
    COMMON.chars().zip(COMMON.chars().skip(1)).any(|(a, b)| code(a) == word[0] && code(b) == word[1])
}

/// How often a fixed word is met, roughly, in a million characters.
fn weight(word: &[Code]) -> usize {
    match word.len() {
        0 => 1_000_000,
        1 => 4_000,
        2 if common(word) => 1_500,
        2 => 60,
        _ => 8,
    }
}

/// Fixed words one of which stands in every match, and how many characters of the pattern can stand before them: the
/// rarest there are, since every place they stand at is tried.
pub fn anchor(nodes: &[Node]) -> Option<(Vec<Vec<Code>>, usize)> {
    let mut best: Option<(usize, Vec<Vec<Code>>, usize)> = None;
    for from in 0..nodes.len() {
        let before = longest(&nodes[..from]);
        for to in from + 1..=nodes.len().min(from + 4) {
            let (Some(run), Some(last)) = (fixed_run(&nodes[from..to - 1]), heads(&nodes[to - 1])) else { break };
            if run.len() * last.len() > 1200 {
                break;
            }
            let mut words: Vec<Vec<Code>> = run.iter().flat_map(|a| last.iter().map(move |b| [a.as_slice(), b].concat())).collect();
            words.iter_mut().for_each(|w| w.truncate(3)); // three characters are specific enough
            words.sort();
            words.dedup();
            if words.iter().any(Vec::is_empty) {
                continue;
            }
            let cost = words.iter().map(|w| weight(w)).sum::<usize>() * (4 + before);
            if best.as_ref().is_none_or(|(c, ..)| cost < *c) {
                best = Some((cost, words, before));
            }
        }
    }
    best.map(|(_, words, before)| (words, before))
}

/// An alternation with its filter.
pub fn alternatives(mut ways: Vec<Vec<Node>>) -> Node {
    ways.sort_by_key(|w| std::cmp::Reverse(longest(w)));
    let mut first = [0u64; 4];
    for way in &ways {
        match way.first() {
            Some(Node::Lit(w)) if !w.is_empty() => {
                let (word, bit) = bit(w[0]);
                first[word] |= bit;
            }
            Some(Node::Alt { .. } | Node::Number | Node::Name) => {
                let inner = begins(way);
                (0..4).for_each(|i| first[i] |= inner[i]);
            }
            _ => first = [u64::MAX; 4],
        }
    }
    Node::Alt { first, ways }
}

/// Reads a pattern: its ways, each of which stands alone. The error says, in Chinese, what is wrong with it.
pub fn parse(pattern: &str, fold: &Fold, slots: &Slots) -> Result<Vec<Vec<Node>>, String> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut at = 0;
    let mut ways = Vec::new();
    loop {
        let nodes = sequence(&chars, &mut at, fold, slots)?;
        match <[Node; 1]>::try_from(nodes) {
            Ok([Node::Alt { ways: inner, .. }]) => ways.extend(inner),
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
                    words.extend(fixed_run(&way).ok_or("「!( )」里只能写固定的词")?);
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
Some(Node::Number | Node::Name | Node::Alt { .. }) => {
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
