//! Does a pattern stand at a place? The hottest code of the reader: no allocation, no boxed continuation.

use super::fold::{Code, ends_clause, ends_sentence, is_han};
use super::pattern::Node;
use std::sync::OnceLock;

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井漆卿丘娜";

/// A set of characters, one bit a hash: may say yes wrongly, never no.
pub type Mask = [u64; 4];

/// Adds a character to a set.
fn put(mask: &mut Mask, code: Code) {
    let (at, bit) = bit(code);
    mask[at] |= bit;
}

/// May the character be in the set?
pub fn may_hold(mask: &Mask, code: Code) -> bool {
    let (at, bit) = bit(code);
    mask[at] & bit != 0
}

fn bit(code: Code) -> (usize, u64) {
    let hash = (u32::from(code).wrapping_mul(0x9E37_79B1) >> 24) as usize;
    (hash >> 6, 1 << (hash & 63))
}

fn surname(code: Code) -> bool {
    static SET: OnceLock<Vec<u64>> = OnceLock::new();
    let set = SET.get_or_init(|| {
        let mut set = vec![0u64; 1 << 10];
        for code in name_heads().iter().filter(|c| !modest(**c)) {
            set[usize::from(*code >> 6)] |= 1 << (code & 63);
        }
        set
    });
    set[usize::from(code >> 6)] >> (code & 63) & 1 == 1
}

/// 小X, 老X, 阿X.
fn modest(code: Code) -> bool {
    matches!(char::from_u32(u32::from(code)), Some('小' | '老' | '阿'))
}

/// Characters a name can begin with.
pub fn name_heads() -> Vec<Code> {
    super::fold::codes(SURNAMES).into_iter().chain(super::fold::codes("小老阿")).collect()
}

/// Characters a number is made of.
pub fn number_heads() -> Vec<Code> {
    super::fold::codes("0123456789〇零一二三四五六七八九十百千万两几")
}

fn is_number(code: Code) -> bool {
    matches!(
        char::from_u32(u32::from(code)),
        Some('0'..='9' | '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '两' | '几')
    )
}

/// A filter on the character a match can begin with: all bits set when that is not known.
pub fn begins(nodes: &[Node]) -> Mask {
    match nodes.first() {
        Some(Node::Lit(word)) if !word.is_empty() => of_codes(&word[..1]),
        Some(Node::Alt(alt)) => alt.first,
        Some(Node::Name) => of_codes(&name_heads()),
        Some(Node::Number) => of_codes(&number_heads()),
        _ => [u64::MAX; 4],
    }
}

/// The set of these characters.
pub fn of_codes(codes: &[Code]) -> Mask {
    let mut mask = [0; 4];
    codes.iter().for_each(|c| put(&mut mask, *c));
    mask
}

/// Does the word stand at `at`? Words are short: a loop beats a call.
fn stands(word: &[Code], text: &[Code], at: usize) -> bool {
    text.get(at..at + word.len()).is_some_and(|there| there.iter().zip(word).all(|(a, b)| a == b))
}

/// What is still to be matched once an inner run of nodes has been.
#[derive(Clone, Copy)]
struct More<'a> {
    nodes: &'a [Node],
    then: Option<&'a More<'a>>,
}

/// Matches `nodes` from `at`: where the first way to read them ends.
pub fn matches(nodes: &[Node], text: &[Code], at: usize) -> Option<usize> {
    run(nodes, text, at, None)
}

fn run<'a>(mut nodes: &'a [Node], text: &[Code], mut at: usize, mut more: Option<&'a More<'a>>) -> Option<usize> {
    loop {
        let Some((node, rest)) = nodes.split_first() else {
            match more {
                None => return Some(at),
                Some(outer) => (nodes, more) = (outer.nodes, outer.then),
            }
            continue;
        };
        match node {
            Node::Lit(word) => {
                if !stands(word, text, at) {
                    return None;
                }
                at += word.len();
            }
            Node::Alt(alt) => {
                return alt.possible(text.get(at).copied()).find_map(|way| match way.as_slice() {
                    [Node::Lit(word)] if !stands(word, text, at) => None,
                    [Node::Lit(word)] => run(rest, text, at + word.len(), more),
                    way => run(way, text, at, Some(&More { nodes: rest, then: more })),
                });
            }
            Node::Opt(way) => {
                let found = run(way, text, at, Some(&More { nodes: rest, then: more }));
                if found.is_some() {
                    return found;
                }
            }
            Node::Gap(most, clause) => {
                for skip in 0..=*most {
                    if skip > 0 && text.get(at + skip - 1).is_none_or(|c| if *clause { ends_clause(*c) } else { ends_sentence(*c) }) {
                        return None;
                    }
                    if can_begin(rest, text.get(at + skip)) {
                        let found = run(rest, text, at + skip, more);
                        if found.is_some() {
                            return found;
                        }
                    }
                }
                return None;
            }
            Node::Number => {
                let len = text[at.min(text.len())..].iter().take(12).take_while(|c| is_number(**c)).count();
                return (1..=len).rev().find_map(|len| run(rest, text, at + len, more));
            }
            Node::Name => return name_lengths(text, at).into_iter().flatten().find_map(|len| run(rest, text, at + len, more)),
            Node::NotAfter(words) if words.iter().any(|w| stands(w, text, at)) => return None,
            Node::NotBefore(words) if words.iter().any(|w| text[..at].ends_with(w)) => return None,
            Node::Start if at != 0 => return None,
            Node::End if at != text.len() => return None,
            Node::NotAfter(_) | Node::NotBefore(_) | Node::Start | Node::End => {}
        }
        nodes = rest;
    }
}

/// A cheap look before a call.
fn can_begin(nodes: &[Node], code: Option<&Code>) -> bool {
    match (nodes.first(), code) {
        (Some(Node::Lit(word)), code) => word.first() == code,
        (Some(Node::Alt(alt)), Some(code)) => may_hold(&alt.first, *code),
        _ => true,
    }
}

/// Characters without which a pattern cannot stand anywhere in a text.
#[derive(Default)]
pub struct Needs {
    /// All of these.
    all: Mask,
    /// One of each.
    any: Vec<Mask>,
}

impl Needs {
    /// What `nodes` need.
    pub fn of(nodes: &[Node]) -> Needs {
        let mut needs = Needs::default();
        for node in nodes {
            match node {
                Node::Lit(word) => word.iter().for_each(|c| put(&mut needs.all, *c)),
                Node::Alt(alt) if alt.first != [u64::MAX; 4] => needs.any.push(alt.first),
                Node::Number | Node::Name => needs.any.push(begins(std::slice::from_ref(node))),
                _ => {}
            }
        }
        needs.any.sort_by_key(|m| m.iter().map(|w| w.count_ones()).sum::<u32>());
        needs
    }

    /// Could the pattern stand in a text of these characters?
    pub fn met(&self, text: &Mask) -> bool {
        (0..4).all(|i| self.all[i] & !text[i] == 0) && self.any.iter().all(|m| (0..4).any(|i| m[i] & text[i] != 0))
    }
}

/// Lengths a name at `at` may have, longest first.
fn name_lengths(text: &[Code], at: usize) -> [Option<usize>; 2] {
    let han = |i: usize| text.get(at + i).is_some_and(|c| is_han(*c));
    let Some(head) = text.get(at) else { return [None; 2] };
    if modest(*head) {
        return [None, han(1).then_some(2)];
    }
    if !surname(*head) {
        return [None; 2];
    }
    [(han(1) && han(2)).then_some(3), han(1).then_some(2)]
}
