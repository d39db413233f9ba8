//! What one line says: pieces parted by wide gaps, its letters' size, and the few characters a reader of pictures is known to
//! take for others.

use super::{Glyph, Line};
use regex::Regex;
use std::sync::LazyLock;

/// A pattern written in this folder.
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// A part of a line between wide gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Left edge, about.
    pub x: f32,
    /// Right edge, about.
    pub right: f32,
}

/// Whether a character fills a square, as Chinese ones do.
pub fn wide(ch: char) -> bool {
    matches!(ch as u32, 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF01..=0xFF5E | 0x20000..=0x3FFFF)
}

/// Size of the letters in pixels: the step between Chinese characters, else from digits, else from the height of the box.
pub fn em(line: &Line) -> f32 {
    let boxed = line.at.h as f32 * 0.68;
    let steps = |ok: fn(char) -> bool| {
        let mut steps: Vec<f32> = line.glyphs.windows(2).filter(|g| ok(g[0].ch) && ok(g[1].ch)).map(|g| g[1].x - g[0].x).filter(|s| *s > 0.0).collect();
        steps.sort_by(f32::total_cmp);
        // Of two steps between Chinese characters the larger may hold a blank: then it is far wider than the box is high.
        let blank = steps.len() == 2 && ok('一') && steps[1] > boxed * 1.4;
        let middle = steps.get(if blank { 0 } else { steps.len() / 2 }).copied().filter(|_| steps.len() >= 2)?;
        // A reader places letters by columns several pixels wide: single steps are coarse, their mean is not. Gaps are no steps.
        let near: Vec<f32> = steps.into_iter().filter(|s| (s - middle).abs() <= middle * 0.3).collect();
        Some(near.iter().sum::<f32>() / near.len() as f32)
    };
    // A number or a time of day is too short for a mean of steps: the whole width of its longest run counts (a colon is half a digit wide).
    let run = || {
        let figure = |g: &Glyph| g.ch.is_ascii_digit() || g.ch == ':';
        let run = line.glyphs.split(|g| !figure(g)).rev().max_by_key(|run| run.len()).filter(|run| run.len() >= 4)?;
        let width = |g: &Glyph| if g.ch == ':' { 0.28 } else { 0.57 };
        let letters = run.iter().map(width).sum::<f32>() - width(&run[0]) / 2.0 - width(&run[run.len() - 1]) / 2.0;
        Some((run[run.len() - 1].x - run[0].x) / letters)
    };
    // A mark of punctuation does not stand in the middle of its square.
    let ideograph = |c: char| matches!(c as u32, 0x3400..=0x9FFF | 0x20000..=0x3FFFF);
    // A short name of both scripts, its box as high as its lowest stroke (`Amy_钟`): the widths of its letters.
    let mixed = || {
        let letters: Vec<&Glyph> = line.glyphs.iter().filter(|g| g.ch != ' ').collect();
        let both = letters.iter().any(|g| g.ch.is_ascii_alphabetic()) && letters.iter().any(|g| ideograph(g.ch) || g.ch == '_');
        let (first, last) = (letters.first().filter(|_| both && letters.len() >= 4)?, letters.last()?);
        let sum = line.glyphs.iter().map(|g| broad(g.ch)).sum::<f32>() - (broad(first.ch) + broad(last.ch)) / 2.0;
        Some((last.x - first.x) / sum.max(1.0)).filter(|e| *e < boxed)
    };
    let guess = steps(ideograph).or_else(run).or_else(mixed).or_else(|| steps(|c| c.is_ascii_digit()).map(|s| s / 0.57)).unwrap_or(boxed);
    guess.clamp(boxed * 0.6, boxed * 1.5)
}

/// How wide a character is, in sizes of its letters, about.
fn broad(ch: char) -> f32 {
    match ch {
        _ if wide(ch) => 1.0,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.84,
        'i' | 'j' | 'l' | 'I' | 't' | 'f' | 'r' | '.' | ',' | '\'' | ':' | '-' | ' ' | '(' | ')' => 0.3,
        'A'..='Z' => 0.66,
        _ => 0.56,
    }
}

/// The line cut where the gap is wider than a blank (`least` in letters).
pub fn pieces(line: &Line, least: f32) -> Vec<Piece> {
    let em = em(line);
    let half = |g: &Glyph| if wide(g.ch) { em * 0.5 } else if matches!(g.ch, 'm' | 'w' | 'M' | 'W' | '@' | '%') { em * 0.43 } else { em * 0.28 };
    let mut out: Vec<Piece> = Vec::new();
    let mut last: Option<&Glyph> = None;
    for glyph in &line.glyphs {
        if glyph.ch == ' ' {
            if let Some(piece) = out.last_mut() {
                piece.text.push(' ');
            }
            continue;
        }
        let gap = last.map_or(f32::MAX, |l| glyph.x - l.x - half(l) - half(glyph));
        if gap > least * em {
            out.push(Piece { text: String::new(), x: glyph.x - half(glyph), right: glyph.x + half(glyph) });
        }
        if let Some(piece) = out.last_mut() {
            piece.text.push(glyph.ch);
            piece.right = glyph.x + half(glyph);
        }
        last = Some(glyph);
    }
    out.iter_mut().for_each(|p| p.text = mended(p.text.trim()));
    out.retain(|p| !p.text.is_empty());
    out
}

/// Chinese characters as Japan or the mainland before 1956 writes them, in whose place a Chinese phone shows the other. The
/// network knows all of them and sometimes takes one for its twin.
const TWINS: &[(char, char)] = &[
    ('弾', '弹'), ('単', '单'), ('対', '对'), ('発', '发'), ('帰', '归'), ('処', '处'), ('証', '证'), ('録', '录'), ('悪', '恶'), ('戸', '户'), ('巻', '卷'), ('経', '经'), ('児', '儿'), ('図', '图'), ('変', '变'), ('読', '读'), ('続', '续'), ('伝', '传'),
    ('転', '转'), ('実', '实'), ('従', '从'), ('済', '济'), ('権', '权'), ('検', '检'), ('覧', '览'), ('収', '收'), ('縁', '缘'), ('黒', '黑'), ('歩', '步'), ('毎', '每'), ('渉', '涉'), ('頼', '赖'), ('査', '查'), ('産', '产'), ('戻', '戾'), ('貸', '贷'),
];

static MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[(吡牙|毗牙|龇牙)\]"));

/// A dash for the 一 of Monday.
static MONDAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(星期|^周)[—–－ー-]"));

/// The frame of a card, with its number, before the time of a call.
static CARD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[12①②☑]\s?((?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)\s?[0-9]{1,2}[:：][0-9]{2})$"));

/// The words with known confusions put right: twins of other scripts beside simplified Chinese, names of WeChat's faces, Mondays.
pub fn mended(text: &str) -> String {
    // Written so in Hong Kong and Taiwan too, where other characters of the line show it.
    let text = if text.contains(['們', '這', '個', '說', '還', '錢', '來', '對', '電', '話', '過', '會', '沒', '嗎']) { text.to_owned() } else { text.replace('別', "别").replace('悅', "悦") };
    let text: String = text.chars().map(|c| TWINS.iter().find(|t| t.0 == c).map_or(c, |t| t.1)).collect();
    // The middle dot of Japanese, for that of a Chinese phone.
    let text = text.replace('・', "·");
    let text = MARK.replace_all(&text, "[呲牙]");
    let text = CARD.replace(&text, "$1");
    MONDAY.replace_all(&text, "${1}一").into_owned()
}

/// The words of a line, mended.
pub fn words(line: &Line) -> String {
    mended(line.text.trim())
}

/// Joins the lines of one paragraph: no break, a blank only between two Latin words.
pub fn joined<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for line in lines {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, ',' | '.'));
        if latin(out.chars().last()) && line.chars().next().is_some_and(|c| c.is_ascii_alphabetic()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Region;

    fn line(text: &str, gap_at: usize) -> Line {
        let mut x = 10.0;
        let glyphs: Vec<Glyph> = text.chars().enumerate().map(|(i, ch)| {
            x += if i == gap_at { 90.0 } else { 40.0 };
            Glyph { ch, score: 0.9, x }
        }).collect();
        Line { text: text.into(), score: 0.9, glyphs, at: Region { x: 10, y: 0, w: x as i32, h: 58 } }
    }

    #[test]
    fn a_wide_gap_parts_a_line() {
        let found = pieces(&line("广东佛山催收", 4), 0.6);
        assert_eq!(found.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["广东佛山", "催收"]);
        assert!((em(&line("广东佛山催收", 4)) - 40.0).abs() < 0.1);
        assert_eq!(pieces(&line("广东佛山", 9), 0.6).len(), 1);
    }

    #[test]
    fn a_blank_in_a_date_is_no_step_between_letters() {
        let places = [('4', 419.0), ('月', 441.0), ('2', 471.0), ('6', 493.0), ('日', 515.0), ('下', 559.0), ('午', 589.0), ('3', 618.0), (':', 633.0), ('4', 648.0), ('0', 663.0)];
        let glyphs: Vec<Glyph> = places.iter().map(|(ch, x)| Glyph { ch: *ch, score: 0.9, x: *x }).collect();
        let date = Line { text: "4月26日下午3:40".into(), score: 0.9, glyphs, at: Region { x: 401, y: 275, w: 279, h: 44 } };
        assert!(em(&date) < 36.0, "{}", em(&date));
        // Without one, letters placed by coarse columns are as large as before.
        let glyphs = [('1', 397.0), ('2', 413.0), ('人', 430.0), ('标', 472.0), ('记', 498.0)].map(|(ch, x)| Glyph { ch, score: 0.9, x });
        let mark = Line { text: "12人标记".into(), score: 0.9, glyphs: glyphs.to_vec(), at: Region { x: 367, y: 1501, w: 161, h: 51 } };
        assert!(em(&mark) > 40.0, "{}", em(&mark));
    }

    #[test]
    fn wrapped_lines_join_without_a_break() {
        assert_eq!(joined(["是孙秋白的表哥吧，我是法院外聘", "调解员"]), "是孙秋白的表哥吧，我是法院外聘调解员");
        assert_eq!(joined(["this is", "Kevin from", "月牙"]), "this is Kevin from月牙");
        assert_eq!(mended("后台弾出界面[吡牙]"), "后台弹出界面[呲牙]");
        assert_eq!(mended("星期— 16:25"), "星期一 16:25");
    }
}
