//! What a bubble holds: words, or a card; what stands under it and belongs to it; its words in reading order.

use super::{Balloon, shown};
use crate::picture::Region;
use crate::picture::clock::Label;
use crate::picture::ground::apart;
use crate::picture::page::{Kind, Screen, Seen};
use crate::picture::text::{joined, pattern};
use regex::Regex;
use std::sync::LazyLock;

static VOICE: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^[^0-9]{0,4}?\s*([0-9]{1,2})\s*(?:["'″”“〃`´’‘]{1,2}|秒)\s*[^0-9]{0,3}$"#));
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[¥￥Y]\s*[0-9][0-9,，]*(?:[.．][0-9]{1,2})?$"));
static TRANSFER_STATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"请收款|已收款|已被接收|待.{0,4}收款|收款|转账给|发起.{0,4}转账|已退还|已过期|已存入|待确认"));
static CARD_FOOT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(微信转账|微信红包|QQ转账|QQ红包|转账|红包|支付宝转账)$"));
static CALL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^一-龥]{0,3}(通话时长\s*[0-9:：]+|已取消|对方已取消|对方无应答|对方已拒绝|已拒绝|未接听|忙线未接听|对方忙线中|未接来电|连接失败|聊天时长\s*[0-9:：]+|语音通话.{0,10}|视频通话.{0,10}|已在其他设备接听|无应答)[^一-龥]{0,3}$"));

/// Cards and marks: voice, transfers, red packets, calls, links; quotes and transcripts under a bubble join it.
pub(super) fn cards(screen: &Screen, boxes: &mut Vec<Balloon>, body: f32) {
    let mut out: Vec<Balloon> = Vec::with_capacity(boxes.len());
    for mut b in boxes.drain(..) {
        b.lines.retain(|l| !(l.stray() && !VOICE.is_match(&l.text)));
        b.lines.sort_by_key(|l| (l.at.y, l.at.x));
        let size = b.lines.iter().map(|l| l.em).fold(0.0, f32::max);
        if let Some(last) = out.last_mut() {
            let gap = b.at.y - last.at.bottom();
            let same_edge = (b.at.x - last.at.x).abs() < screen.part(0.02) || (b.at.right() - last.at.right()).abs() < screen.part(0.02);
            let same_card = gap < screen.part(0.008) && (b.at.x - last.at.x).abs() < screen.part(0.012) && (b.at.right() - last.at.right()).abs() < screen.part(0.012);
            if same_card && b.lines.len() == 1 && size < body * 0.88 {
                if let Some(foot) = b.lines.first().filter(|l| CARD_FOOT.is_match(&l.text)) {
                    last.lines.push(foot.clone());
                }
                last.at = last.at.union(b.at);
                continue;
            }
            if last.kind == Kind::Voice && same_edge && gap < screen.part(0.03) && gap > -screen.part(0.01) && !VOICE.is_match(&whole(&b.lines)) {
                last.text = Some(format!("{}\n{}", last.text.clone().unwrap_or_default(), whole(&b.lines)));
                last.lines.append(&mut b.lines);
                last.at = last.at.union(b.at);
                continue;
            }
            if same_edge && size < body * 0.9 && gap < screen.part(0.03) && last.quote.is_none() && whole(&b.lines).contains(['：', ':']) {
                last.quote = Some(whole(&b.lines));
                continue;
            }
        }
        judge(&mut b, body);
        out.push(b);
    }
    *boxes = out;
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

/// What a bubble holds.
fn judge(b: &mut Balloon, body: f32) {
    // A time as the last, smaller line is a label.
    if b.lines.len() > 1 && let Some(last) = b.lines.last().filter(|l| l.em < body * 0.85 && Label::parse(&shown(&l.text)).is_some_and(|t| t.has_clock())) {
        b.label = Some(shown(&last.text));
        b.lines.pop();
    }
    let text = whole(&b.lines);
    if let Some(found) = VOICE.captures(&text) {
        b.kind = Kind::Voice;
        b.text = Some(format!("{}\"", &found[1]));
        return;
    }
    let foot = b.lines.iter().position(|l| CARD_FOOT.is_match(&l.text) && (l.em < body * 0.9));
    let foot = foot.map(|i| b.lines.remove(i).text);
    let amount = b.lines.iter().find(|l| AMOUNT.is_match(&l.text.replace(' ', ""))).map(|l| l.text.replace(' ', "").replace('￥', "¥").replace('Y', "¥"));
    let orange = b.colour[0] > 190 && b.colour[1] > 70 && b.colour[1] < 200 && b.colour[2] < 140 && b.colour[0] > b.colour[2] + 60;
    let parts = || rows(&b.lines).join("\n");
    if amount.is_some() && (orange || foot.as_deref().is_some_and(|f| f.contains("转账")) || b.lines.iter().any(|l| TRANSFER_STATE.is_match(&l.text))) {
        b.kind = Kind::Transfer;
        b.text = Some(b.lines.iter().map(|l| if AMOUNT.is_match(&l.text.replace(' ', "")) { amount.clone().unwrap_or_default() } else { l.text.clone() }).collect::<Vec<_>>().join("\n"));
    } else if foot.as_deref().is_some_and(|f| f.contains("红包")) || (orange && b.lines.len() <= 2) {
        b.kind = Kind::Redpacket;
        b.text = Some(parts());
    } else if b.lines.len() == 1 && CALL.is_match(&text) {
        b.kind = Kind::Call;
        b.text = CALL.captures(&text).map(|f| f[1].to_owned());
    } else if let Some(split) = title_and_summary(b) {
        b.kind = Kind::Link;
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
