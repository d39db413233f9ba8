//! What a bubble holds: words, or a card; what stands under it and belongs to it; its words in reading order.

use super::{Balloon, shown};
use crate::picture::Region;
use crate::picture::clock::Label;
use crate::picture::ground::{Rgb, apart, colourful};
use crate::picture::page::{Kind, Screen, Seen, Side};
use crate::picture::text::{Piece, joined, pattern, pieces, wide};
use regex::Regex;
use std::sync::LazyLock;

pub(super) static VOICE: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^(?:[^0-9]{0,4}?|[^一-龥A-HJ-Za-hj-km-z02-9]{0,12}?)\s*([0-9]{1,2})\s*(?:["'″”“〃`´’‘]{1,2}|秒)\s*[^0-9]{0,3}$"#));
static TICKS_ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[√✓✔∨\s]{1,4}$"));
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[¥￥Y]\s*[0-9][0-9,，]*(?:[.．][0-9]{1,2})?$"));
static TRANSFER_STATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"请收款|已收款|已被接收|待.{0,4}收款|收款|转账给|发起.{0,4}转账|已退还|已过期|已存入|待确认"));
static CARD_FOOT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(微信转账|微信红包|QQ转账|QQ红包|转账|红包|支付宝转账|个人名片)$"));
/// The name of a file with its kind, its size under it.
static FILE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\.[a-z0-9]{2,5}\n[0-9][0-9.,]*\s?[kmg]?b?(?:$|[\s·|/])"));
static CALL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[^一-龥]{0,3}|[口日回曰田四]\s?)(通话时长\s*[0-9:：]+|已取消|对方已取消|对方无应答|对方已拒绝|已拒绝|未接听|忙线未接听|对方忙线中|未接来电|连接失败|聊天时长\s*[0-9:：]+|语音通话.{0,10}|视频通话.{0,10}|已在其他设备接听|无应答)[^一-龥]{0,3}$"));

/// Cards and marks: voice, transfers, red packets, calls, links; quotes and transcripts under a bubble join it.
pub(super) fn cards(screen: &Screen, boxes: &mut Vec<Balloon>, body: f32) {
    let mut out: Vec<Balloon> = Vec::with_capacity(boxes.len());
    // Orange is the colour of packets, unless a side writes everything in it.
    let plain = |b: &&Balloon| orange(b.colour) && !b.lines.iter().any(|l| CARD_FOOT.is_match(&l.text) || AMOUNT.is_match(&l.text.replace(' ', "")));
    let coloured = [Side::Left, Side::Right].map(|side| boxes.iter().filter(|b| b.side == side).filter(plain).count());
    for mut b in boxes.drain(..) {
        let solid = b.lines.iter().any(|l| !l.stray() || VOICE.is_match(&l.text));
        b.lines.retain(|l| !(solid && l.stray() && !VOICE.is_match(&l.text)) && !TICKS_ALONE.is_match(l.text.trim()));
        b.lines.sort_by_key(|l| (l.at.y, l.at.x));
        let size = b.lines.iter().map(|l| l.em).fold(0.0, f32::max);
        if let Some((last, earlier)) = out.split_last_mut() {
            let gap = b.at.y - last.at.bottom();
            let same_edge = (b.at.x - last.at.x).abs() < screen.part(0.02) || (b.at.right() - last.at.right()).abs() < screen.part(0.02);
            let same_card = gap < screen.part(0.008) && (b.at.x - last.at.x).abs() < screen.part(0.012) && (b.at.right() - last.at.right()).abs() < screen.part(0.012);
            let foot = b.lines.len() == 1 && CARD_FOOT.is_match(&b.lines[0].text) && gap < screen.part(0.02) && b.at.overlap_x(last.at) * 2 > b.at.w.min(last.at.w);
            // Buttons at the foot of a card: one row, small or in a colour of their own.
            let row = b.lines.windows(2).all(|l| l[0].at.overlap_y(l[1].at) * 2 > l[0].at.h.min(l[1].at.h));
            let inked = |l: &Seen| colourful(l.ink) > colourful(b.colour).saturating_add(50) && l.text.chars().count() <= 8;
            let buttons = same_card && row && (size < body * 0.88 || b.lines.iter().all(inked)) && !last.lines.iter().any(inked);
            // The edge of the picture may cut a card below its button.
            let cut = b.at.bottom() >= screen.sight.height - 2 && b.lines.len() == 1 && b.lines.iter().all(inked) && gap < screen.part(0.05) && b.at.x <= last.at.x + screen.part(0.02) && b.at.right() >= last.at.right() - screen.part(0.02);
            if (same_card && b.lines.len() == 1 && size < body * 0.88) || buttons || foot || cut {
                if let Some(foot) = b.lines.first().filter(|l| CARD_FOOT.is_match(&l.text)) {
                    last.lines.push(foot.clone());
                }
                last.at = last.at.union(b.at);
                continue;
            }
            // A ground that was guessed may be guessed too small.
            let most = if size < body * 0.93 && apart(b.colour, screen.page) <= 6 { 0.045 } else { 0.024 };
            let heard = last.text.as_deref().is_some_and(|t| t.contains('\n'));
            if last.kind == Kind::Voice && b.side == last.side && !heard && same_edge && gap < screen.part(most) && gap > -screen.part(0.01) && !VOICE.is_match(&whole(&b.lines)) {
                last.text = Some(format!("{}\n{}", last.text.clone().unwrap_or_default(), whole(&b.lines)));
                last.lines.append(&mut b.lines);
                last.at = last.at.union(b.at);
                continue;
            }
            // A quote is smaller than what quotes it; where it is hardly so, what it quotes stands above.
            let quoted = whole(&b.lines);
            let smaller = size < body * 0.9 || size < body * 0.97 && said_above(earlier, &quoted);
            if same_edge && smaller && gap < screen.part(0.03) && last.quote.is_none() && (quoted.contains(['：', ':']) || said_above(earlier, &quoted)) {
                last.quote = Some(quoted);
                continue;
            }
        }
        own_time(screen, &mut b, body);
        let all_orange = coloured[usize::from(b.side == Side::Right)] > 1;
        judge(&mut b, body, all_orange);
        out.push(b);
    }
    *boxes = out;
}

/// Whether a quote, or what stands behind its name, was said in one of these bubbles.
pub(super) fn said_above(bubbles: &[Balloon], quote: &str) -> bool {
    // Signs between words are the first that small letters lose.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let said = |words: &str| {
        let words = letters(words);
        words.chars().count() >= 4 && bubbles.iter().any(|b| letters(&whole(&b.lines)).contains(&words))
    };
    said(quote) || quote.split_once(['：', ':']).is_some_and(|(_, words)| said(words))
}

/// The words of lines in reading order.
pub(super) fn whole(lines: &[Seen]) -> String {
    joined(rows(lines).iter().map(String::as_str))
}

/// Lines side by side are one row.
fn rows(lines: &[Seen]) -> Vec<String> {
    let mut rows: Vec<(Region, String)> = Vec::new();
    let mut order: Vec<&Seen> = lines.iter().collect();
    // Boxes of one row differ in height by a few pixels: the row counts, then the place in it.
    order.sort_by_key(|l| l.at.y);
    for at in 1..order.len() {
        let mut here = at;
        while here > 0 && order[here].at.x < order[here - 1].at.x && order[here].at.overlap_y(order[here - 1].at) * 2 > order[here].at.h.min(order[here - 1].at.h) {
            order.swap(here, here - 1);
            here -= 1;
        }
    }
    for line in order {
        match rows.last_mut().filter(|(at, _)| at.overlap_y(line.at) * 2 > at.h.min(line.at.h)) {
            Some((at, text)) => {
                text.push_str(&line.text);
                *at = at.union(line.at);
            }
            None => rows.push((line.at, line.text.clone())),
        }
    }
    rows.into_iter().map(|r| r.1).collect()
}

fn orange(c: Rgb) -> bool {
    c[0] > 190 && c[1] > 70 && c[1] < 200 && c[2] < 140 && c[0] > c[2].saturating_add(60)
}

/// Names that stand in the bubbles of the others as a first line of their own, in another ink and no larger: where two or more do so, and most.
pub(super) fn names_inside(boxes: &mut [Balloon]) {
    let name = |b: &Balloon| -> Option<usize> {
        let top = b.lines.iter().filter(|l| !l.stray()).min_by_key(|l| l.at.y)?;
        let rest: Vec<&Seen> = b.lines.iter().filter(|l| l.index != top.index && !l.stray()).collect();
        let below = rest.iter().all(|l| l.at.overlap_y(top.at) * 3 < top.at.h);
        let next = rest.iter().max_by(|a, b| a.em.total_cmp(&b.em))?;
        let other_ink = apart(top.ink, next.ink) > 36 && (colourful(top.ink) > colourful(next.ink).saturating_add(24) || top.em < next.em * 0.9);
        let short = top.text.chars().count() <= 16 && Label::parse(&top.text).is_none();
        (b.side == Side::Left && below && other_ink && short && top.em <= next.em * 1.03).then_some(top.index)
    };
    let found: Vec<Option<usize>> = boxes.iter().map(name).collect();
    let of = boxes.iter().filter(|b| b.side == Side::Left).count();
    let count = found.iter().flatten().count();
    if count < 2 || count * 2 < of {
        return;
    }
    for (b, index) in boxes.iter_mut().zip(found) {
        if let Some(at) = index.and_then(|index| b.lines.iter().position(|l| l.index == index)) {
            b.sender = Some(b.lines.remove(at).text);
        }
    }
}

/// The time of day a bubble ends with, in smaller letters: a line of its own, the right end of its last line, or part of that line.
fn own_time(screen: &Screen, b: &mut Balloon, body: f32) {
    let clock = |text: &str| Label::parse(&shown(text)).is_some_and(|t| t.has_clock());
    let Some(foot) = b.lines.iter().max_by_key(|l| l.at.bottom()).map(|l| l.at) else { return };
    let row = |l: &&Seen| l.at.overlap_y(foot) * 2 > l.at.h.min(foot.h);
    let Some(last) = b.lines.iter().filter(row).max_by_key(|l| l.at.right()).cloned() else { return };
    if b.lines.len() > 1 && last.em < body * 0.85 && clock(&last.text) {
        b.label = Some(shown(&last.text));
        b.lines.retain(|l| l.index != last.index);
        return;
    }
    let Some(line) = screen.sight.lines.get(last.index) else { return };
    if CALL.is_match(last.text.trim()) {
        return;
    }
    let parts = pieces(line, 0.25);
    let Some(at) = (1..parts.len()).find(|i| clock(&parts[*i..].iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" "))) else { return };
    // Digits stand 0.57 of a letter apart.
    let digits: Vec<f32> = line.glyphs.windows(2).filter(|g| g[0].x >= parts[at].x && g[0].ch.is_ascii_digit() && g[1].ch.is_ascii_digit()).map(|g| (g[1].x - g[0].x) / 0.57).collect();
    let size = digits.iter().sum::<f32>() / digits.len().max(1) as f32;
    if !digits.is_empty() && size < last.em * 0.85 {
        let words = |parts: &[Piece]| parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" ");
        b.label = Some(shown(&words(&parts[at..])));
        if let Some(kept) = b.lines.iter_mut().find(|l| l.index == last.index) {
            kept.text = words(&parts[..at]);
        }
    }
}

/// The message a bubble answers, on a ground of its own within the bubble.
pub(super) fn quotes_on_plates(boxes: &mut Vec<Balloon>) {
    let within = |a: &Balloon, b: &Balloon| a.at.x >= b.at.x && a.at.right() <= b.at.right() && a.at.y >= b.at.y && a.at.bottom() <= b.at.bottom() && a.at.h * 10 < b.at.h * 8;
    let size = |b: &Balloon| b.lines.iter().map(|l| l.em).fold(0.0, f32::max);
    let host = |i: usize| {
        let a = &boxes[i];
        let words = whole(&a.lines);
        boxes.iter().position(|b| within(a, b) && b.quote.is_none() && size(a) < size(b) * 0.95).filter(|o| *o != i && (words.contains(['：', ':']) || said_above(&boxes[..i.min(*o)], &words)))
    };
    let found: Vec<(usize, usize)> = (0..boxes.len()).filter_map(|i| Some((i, host(i)?))).collect();
    for (inner, outer) in found.into_iter().rev() {
        boxes[outer].quote = Some(whole(&boxes[inner].lines));
        boxes[inner].lines.clear();
    }
    boxes.retain(|b| !b.lines.is_empty());
}

/// The message a bubble answers, in smaller and paler letters above its own words.
fn quote_inside(b: &mut Balloon, body: f32) {
    let Some(mut own) = b.lines.last().cloned() else { return };
    // The few letters of a last line say little of their size; its own words are the largest.
    let letters = |l: &Seen| l.text.chars().filter(|c| wide(*c)).count();
    if letters(&own) < 6 {
        let larger = b.lines.iter().filter(|l| letters(l) >= 4).map(|l| l.em).fold(body.min(own.em * 1.15), f32::max);
        own.em = own.em.max(larger);
    }
    let pale = |l: &Seen| u32::from(apart(l.ink, b.colour)) * 100 < u32::from(apart(own.ink, b.colour)) * 88;
    // Where it says whom it answers, it need not be paler.
    let told = b.lines.first().is_some_and(|l| l.text.starts_with("回复") && l.text.contains(['：', ':']));
    // Digits say less of their size than Chinese letters do: a further line that is set in as the first is.
    let set_in = b.lines.first().map(|l| l.at.x).filter(|x| x - own.at.x > own.at.h / 3);
    // Set in, paler and led by a name, it is a quote though it be hardly smaller.
    let least = if set_in.is_some() && b.lines.first().is_some_and(|l| super::QUOTED.is_match(&l.text)) { 0.95 } else { 0.88 };
    let like_first = |l: &Seen| l.em < own.em * 1.03 && set_in.is_some_and(|x| (l.at.x - x).abs() < l.at.h / 5);
    let lead = b.lines.iter().enumerate().take_while(|(i, l)| (l.em < own.em * least || *i > 0 && like_first(l)) && (told || pale(l)) && l.at.x >= own.at.x - l.at.h / 3 && l.at.bottom() <= own.at.mid_y()).count();
    // All above is the quote: cards have their larger words first.
    if lead > 0 && b.lines[lead..].iter().all(|l| letters(l) < 6 || l.em > own.em * if told { 0.84 } else { 0.92 }) && b.quote.is_none() {
        let own: Vec<Seen> = b.lines.split_off(lead);
        b.quote = Some(whole(&b.lines));
        b.lines = own;
    }
}

/// What a bubble holds.
fn judge(b: &mut Balloon, body: f32, all_orange: bool) {
    quote_inside(b, body);
    let text = whole(&b.lines);
    if let Some(found) = VOICE.captures(&text) {
        b.kind = Kind::Voice;
        b.text = Some(format!("{}\"", &found[1]));
        return;
    }
    let foot = b.lines.iter().position(|l| CARD_FOOT.is_match(&l.text) && (l.em < body * 0.9));
    let foot = foot.map(|i| b.lines.remove(i).text);
    let amount = b.lines.iter().find(|l| AMOUNT.is_match(&l.text.replace(' ', ""))).map(|l| l.text.replace(' ', "").replace('￥', "¥").replace('Y', "¥"));
    let orange = orange(b.colour) && !all_orange;
    let parts = || rows(&b.lines).join("\n");
    if amount.is_some() && (orange || foot.as_deref().is_some_and(|f| f.contains("转账")) || b.lines.iter().any(|l| TRANSFER_STATE.is_match(&l.text))) {
        b.kind = Kind::Transfer;
        b.text = Some(b.lines.iter().map(|l| if AMOUNT.is_match(&l.text.replace(' ', "")) { amount.clone().unwrap_or_default() } else { l.text.clone() }).collect::<Vec<_>>().join("\n"));
    } else if foot.as_deref().is_some_and(|f| f.contains("转账")) && orange {
        b.kind = Kind::Transfer;
        b.text = Some(parts());
    } else if foot.as_deref().is_some_and(|f| f.contains("红包")) || (orange && b.lines.len() <= 2) {
        b.kind = Kind::Redpacket;
        b.text = Some(parts());
    } else if rows(&b.lines).len() == 1 && CALL.is_match(&text) {
        b.kind = Kind::Call;
        b.text = CALL.captures(&text).map(|f| f[1].to_owned());
    } else if let Some(split) = title_and_summary(b) {
        b.kind = if FILE.is_match(&split) { Kind::File } else { Kind::Link };
        b.text = Some(split);
    }
}

/// A card's title, then its paler and smaller summary.
fn title_and_summary(b: &Balloon) -> Option<String> {
    let first = b.lines.first()?;
    let pale = |l: &Seen| u32::from(apart(l.ink, b.colour)) * 100 < u32::from(apart(first.ink, b.colour)) * 75;
    let at = b.lines.iter().position(|l| l.em < first.em * 0.9 && pale(l))?;
    let mut summary: Vec<&Seen> = b.lines[at..].iter().collect();
    if !summary.iter().all(|l| l.em < first.em * 0.94) {
        return None;
    }
    // The site's name stands under the summary, smaller still or set apart.
    if summary.len() > 1 {
        let (last, before) = (summary[summary.len() - 1], summary[summary.len() - 2]);
        let usual = if summary.len() > 2 { before.at.y - summary[summary.len() - 3].at.y } else { (before.em * 1.75) as i32 };
        if last.em < before.em * 0.93 || last.at.y - before.at.y > usual + (before.em * 0.35) as i32 {
            summary.pop();
        }
    }
    let words = |lines: &[&Seen]| joined(lines.iter().map(|l| l.text.as_str()));
    Some(format!("{}\n{}", words(&b.lines[..at].iter().collect::<Vec<_>>()), words(&summary)))
}
