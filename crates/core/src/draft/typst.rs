//! A paper as typst source. Every word enters as a string literal through [`literal`], never as markup, so nothing
//! written by a collector can become a command to the typesetter. Page design after GB/T 9704-2012 (A4, type area
//! 156 mm × 225 mm, body three-size FangSong, page number between dashes).

use super::words::{bullet, leads, ragged, row_keeps, shares, shown, small, span};
use super::{Block, Draft, Span, Table};
use std::fmt::Write;

/// The line after which every string literal is words of the paper.
pub const BODY: &str = "// body";

/// The line of the design the typesetter replaces by the names of pictures it cannot show.
pub const UNREADABLE: &str = "#let unreadable = ()";

/// Page design: functions the body calls. Edges of text are fixed in em, so a line is one em high whatever font a
/// character comes from, and leading makes the pitch exact: 16pt + 14pt = 30pt.
/// Fonts: the open faces fetched by `make assets`; a FangSong or KaiTi put beside them is used first.
const DESIGN: &str = r##"
#let fang = ("FangSong", "FangSong_GB2312", "STFangsong", "Noto Serif SC")
#let kai = ("KaiTi", "KaiTi_GB2312", "STKaiti", "Noto Serif SC")
#let hei = ("SimHei", "Noto Sans SC")
#let song = ("Noto Serif SC",)
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm),
  footer-descent: 7mm,
  footer: context align(center, text(font: song, size: 14pt)[— #counter(page).display("1") —]))
#set text(font: fang, size: 16pt, lang: "zh", region: "cn", hyphenate: false,
  top-edge: 0.88em, bottom-edge: -0.12em)
#set par(leading: 14pt, spacing: 14pt, justify: true)
#set block(spacing: 14pt)
// Long runs without a space (hashes, links) may break after every fourth character. The joint is an empty box, not a character: a hash copied
// from the page is the hash.
#let joint = box(width: 0pt)
#let loose(it, by: 1) = it.text.clusters().chunks(by).map(part => part.join()).join(joint)
#show regex("[!-~]{27,}"): loose.with(by: 4)
// An exhibit and its number are not parted.
#show regex("证据?[0-9]{1,4}"): it => box(it)
#let bold(body) = text(stroke: 0.025em, body)
#let w(words) = text(words)
// A rule to write on stays on one line.
#let b(..x) = box(x.pos().map(text).join())
#let s(words) = text(font: hei, words)
#let all(x) = x.pos().join()
#let title(..x) = block(width: 100%, below: 20pt, sticky: true, {
  set par(leading: 13pt, justify: false)
  align(center, text(font: song, size: 22pt, bold(all(x))))
})
#let imprint(..x) = block(width: 100%, above: 5pt, below: 5pt, {
  set par(leading: 5pt, justify: false)
  align(center, text(size: 9pt, all(x)))
})
#let imprintend() = v(14pt)
#let small(..x) = block(width: 100%, above: 8pt, below: 4pt, {
  set par(leading: 4pt, justify: false)
  text(size: 8pt, all(x))
})
// Small print at the end hangs below the number of the last page: it never makes a page of its own.
#let foot(..x) = place(bottom + left, dy: 41pt, block(width: 100%, height: 0pt, align(top, {
  set par(leading: 2.5pt, spacing: 2.5pt, justify: false)
  set text(size: 7pt)
  x.pos().join(parbreak())
})))
#let h1(..x) = block(sticky: true, inset: (left: 2em), text(font: hei, all(x)))
#let h2(..x) = block(sticky: true, inset: (left: 2em), text(font: kai, bold(all(x))))
#let h3(..x) = block(sticky: true, inset: (left: 2em), bold(all(x)))
// Long numbers do not break; a line before one is better short than torn apart.
#let p(ragged: false, ..x) = par(first-line-indent: (amount: 2em, all: true), justify: not ragged, all(x))
#let keep(..x) = block(width: 100%, sticky: true, p(..x))
#let f(ragged: false, ..x) = par(justify: not ragged, all(x))
#let keepflush(..x) = block(width: 100%, sticky: true, f(..x))
#let q(..x) = block(width: 100%, inset: (left: 2em, right: 1em), {
  set par(leading: 10pt)
  text(font: kai, size: 14pt, all(x))
})
#let sign(..x) = block(width: 100%, breakable: false, above: 30pt,
  align(right, pad(right: 2em, stack(spacing: 14pt, ..x.pos()))))
#let line(..x) = par(justify: false, all(x))
// In a cell runs of `fit` and more characters may break too: the writer names the shortest that would not fit.
#let fitted(fit, body) = if fit == 0 { body } else {
  show regex("[!-~]{" + str(fit) + ",}"): loose
  body
}
// Books: where an exhibit begins and ends, a picture with its box, a chart of contacts by day and hour.
#let mark(key) = [#metadata(key) <mark>]
#let unreadable = ()
#let pic(name, caption, width, height, window: none, ..marks) = block(width: 100%, breakable: false, {
  set par(leading: 5pt, justify: false)
  let (x, y, w, h) = if window == none { (0, 0, width, height) } else { window }
  let scale = if window == none { calc.min(150mm / (w * 1pt), 195mm / (h * 1pt), 1.5) } else { calc.min(150mm / (calc.max(w, width * 0.7) * 1pt), 90mm / (h * 1pt), 1.5) }
  let at(v) = v * scale * 1pt
  align(center, if name in unreadable { text(size: 12pt, rect(inset: 12pt, "〔图片无法显示，见原件〕")) } else {
    box(stroke: 0.5pt + luma(140), clip: true, width: at(w), height: at(h), {
      place(top + left, dx: at(-x), dy: at(-y), image(name, width: at(width), height: at(height)))
      for (mx, my, mw, mh) in marks.pos() {
        // White under dark: seen on light and dark screens, in print without colour.
        for stroke in (3pt + white, 1.25pt + rgb("#b00020")) { place(top + left, dx: at(mx - x), dy: at(my - y), rect(width: at(mw), height: at(mh), stroke: stroke)) }
      }
    })
  })
  align(center, text(size: 10.5pt, caption))
})
#let hours(label, most, ..days) = {
  set text(size: 6.5pt, font: song)
  let cell(n) = grid.cell(fill: if n == 0 { white } else { luma(235 - int(190 * n / most)) },
    text(fill: if n * 2 > most { white } else { black }, if n == 0 { [] } else { str(n) }))
  // A short chart is not torn.
  block(width: 100%, breakable: days.pos().len() > 24, grid(columns: (52pt,) + (1fr,) * 24, rows: 11pt, align: center + horizon, stroke: 0.25pt + luma(170),
    grid.header(text(font: hei, label), ..range(24).map(h => if h < 8 or h >= 22 { text(font: hei, str(h)) } else { str(h) })),
    ..days.pos().map(d => (text(d.at(0)), ..d.at(1).map(cell))).flatten()))
}
#let c(keep: true, fit: 0, ..x) = table.cell(breakable: not keep, fitted(fit, all(x)))
#let th(fit: 0, ..x) = table.cell(align: center + horizon, fitted(fit, text(font: hei, all(x))))
#let tab(size, pitch, widths, head, ..cells) = block(width: 100%, breakable: true, {
  set text(size: size)
  set par(leading: pitch - size, spacing: pitch - size, justify: false)
  set block(spacing: pitch - size)
  let top = if head.len() == 0 { () } else { (table.header(repeat: true, ..head),) }
  table(columns: widths, stroke: 0.5pt, inset: (x: 4pt, y: 4pt), align: left + horizon, ..top, ..cells.pos())
})
"##;

/// The one door: any text as a typst string literal, quotes included. Text is made harmless first ([`shown`]).
pub fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in shown(text).chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The paper as typst source: the design, then [`BODY`], then one line a paragraph or table cell, holding nothing but
/// calls and literals. Sets no document title or date; whoever prints it does.
pub fn typst_source(draft: &Draft) -> String {
    let mut out = opening(&draft.title, &draft.imprint);
    let (body, small) = draft.blocks.split_at(draft.blocks.len() - hanging(&draft.blocks));
    for (n, one) in body.iter().enumerate() {
        match one {
            Block::Para(spans) if leads(one, draft.blocks.get(n + 1)) => keep(&mut out, spans),
            Block::Flush(spans) if leads(one, draft.blocks.get(n + 1)) => call(&mut out, "#keepflush", spans),
            _ => block(&mut out, one),
        }
    }
    if !small.is_empty() {
        out.push_str("#foot(\n");
        for one in small {
            if let Block::Small(spans) = one {
                inner(&mut out, "line", "", spans);
            }
        }
        out.push_str(")\n");
    }
    out
}

/// How many blocks of small print at the end hang in the lower margin; none when they are more than it holds.
fn hanging(blocks: &[Block]) -> usize {
    const MOST: usize = 300;
    let small = blocks.iter().rev().map_while(|b| if let Block::Small(spans) = b { Some(spans.iter().map(|s| span(s).chars().count()).sum::<usize>()) } else { None });
    let (count, characters) = small.fold((0, 0), |(n, sum), more| (n + 1, sum + more));
    // Small print alone would hang under an empty page.
    if characters <= MOST && count < blocks.len() { count } else { 0 }
}

/// The design, the title and the lines under it.
pub(crate) fn opening(title: &str, imprint: &[String]) -> String {
    let mut out = String::from(DESIGN);
    out.push_str(BODY);
    out.push('\n');
    call(&mut out, "#title", &[Span::Text(title.to_owned())]);
    for line in imprint {
        call(&mut out, "#imprint", &[Span::Text(line.clone())]);
    }
    if !imprint.is_empty() {
        out.push_str("#imprintend()\n");
    }
    out
}

/// One block.
pub(crate) fn block(out: &mut String, block: &Block) {
    match block {
        Block::Heading(0 | 1, spans) => call(out, "#h1", spans),
        Block::Heading(2, spans) => call(out, "#h2", spans),
        Block::Heading(_, spans) => call(out, "#h3", spans),
        Block::Para(spans) => call(out, "#p", spans),
        Block::Flush(spans) => call(out, "#f", spans),
        Block::Quote(spans) => call(out, "#q", spans),
        Block::Small(spans) => call(out, "#small", spans),
        Block::Items(items) => {
            for (i, spans) in items.iter().enumerate() {
                let mut numbered = vec![Span::Text(bullet(i))];
                numbered.extend(spans.iter().cloned());
                call(out, "#p", &numbered);
            }
        }
        Block::Table(table) => grid(out, table),
        Block::Sign(lines) => {
            out.push_str("#sign(\n");
            for spans in lines {
                inner(out, "line", "", spans);
            }
            out.push_str(")\n");
        }
        Block::PageBreak => out.push_str("#pagebreak(weak: true)\n"),
    }
}

/// A paragraph that stays with what follows.
pub(crate) fn keep(out: &mut String, spans: &[Span]) {
    call(out, "#keep", spans);
}

fn grid(out: &mut String, table: &Table) {
    let (size, pitch) = if small(table) { (10.5, 15) } else { (12.0, 18) };
    let parts = shares(table, 10_000);
    let widths: Vec<String> = parts.iter().map(|share| format!("{share}fr")).collect();
    // Room for words in em: 156 mm (442.2pt) shared out, less 4pt on each side.
    let rooms: Vec<f64> = parts.iter().map(|share| (f64::from(*share) * 0.04422 - 8.0) / size).collect();
    let _ = writeln!(out, "#tab({size}pt, {pitch}pt, ({},), (", widths.join(", "));
    if !table.head.is_empty() {
        for (i, room) in rooms.iter().enumerate() {
            let words = [Span::Text(table.head.get(i).cloned().unwrap_or_default())];
            inner(out, "th", &fit(&words, *room), &words);
        }
    }
    out.push_str("),\n");
    for row in &table.rows {
        let keep = if row_keeps(row) { "" } else { "keep: false, " };
        for (i, room) in rooms.iter().enumerate() {
            let cell = row.get(i).map_or(&[][..], Vec::as_slice);
            inner(out, "c", &(fit(cell, *room) + keep), cell);
        }
    }
    out.push_str(")\n");
}

/// `fit: N, ` when the cell has a run of ASCII wider than `room` em, N being the characters of the shortest such run.
/// Widths are upper bounds of the faces used: 0.95em for capitals and wide marks, 0.35em for points, 0.6em for the rest.
fn fit(cell: &[Span], room: f64) -> String {
    let words: String = cell.iter().map(span).collect();
    let em = |c: char| match c {
        'A'..='Z' | 'm' | 'w' | '@' | '%' | '&' | '#' => 0.95,
        '.' | ',' | ':' | ';' | '-' | '\'' | '!' | '|' => 0.35,
        _ => 0.6,
    };
    let width = |run: &str| run.chars().map(em).sum::<f64>();
    let runs = words.split(|c: char| !c.is_ascii_graphic()).filter(|run| width(run) > room);
    runs.map(str::len).min().map(|n| format!("fit: {n}, ")).unwrap_or_default()
}

/// A call that stands alone on its line.
fn call(out: &mut String, name: &str, spans: &[Span]) {
    let set = if ["#p", "#f", "#keep", "#keepflush"].contains(&name) && ragged(spans) { "ragged: true, " } else { "" };
    let _ = writeln!(out, "{name}({set}{})", arguments(spans));
}

/// A call that is an argument of another.
fn inner(out: &mut String, name: &str, named: &str, spans: &[Span]) {
    let _ = writeln!(out, "{name}({named}{}),", arguments(spans));
}

fn arguments(spans: &[Span]) -> String {
    let set = |s: &Span| match s {
        Span::Strong(_) => "s",
        Span::Blank(_) => "b",
        _ => "w",
    };
    let one = |s: &Span| format!("{}({})", set(s), literal(&span(s)));
    let mut out: Vec<String> = Vec::new();
    for (n, s) in spans.iter().enumerate() {
        match (s, spans.get(n + 1)) {
            // 住所：＿＿: a label is not parted from its blank.
            (Span::Text(words), Some(blank @ Span::Blank(_))) if label(words) > 0 => {
                let words = shown(words);
                let (before, name) = words.split_at(words.len() - label(&words));
                if !before.is_empty() {
                    pairs(&mut out, before);
                }
                out.push(format!("b({}, {})", literal(name), literal(&span(blank))));
            }
            (Span::Blank(_), _) if n > 0 && matches!(&spans[n - 1], Span::Text(words) if label(words) > 0) => {}
            (Span::Text(words), _) => pairs(&mut out, &shown(words)),
            _ => out.push(one(s)),
        }
    }
    out.join(", ")
}

/// Plain words; of 姓名：张一　　电话：138… every pair after the first stays on one line when it is short.
fn pairs(out: &mut Vec<String>, words: &str) {
    const MOST: usize = 20;
    const BETWEEN: &str = "　　";
    let mut parts = words.split(BETWEEN);
    let mut run = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        run += BETWEEN;
        if part.contains('：') && !part.ends_with('：') && part.chars().count() <= MOST {
            out.push(format!("w({})", literal(&run)));
            out.push(format!("b({})", literal(part)));
            run = String::new();
        } else {
            run += part;
        }
    }
    if !run.is_empty() || words.is_empty() {
        out.push(format!("w({})", literal(&run)));
    }
}

/// Bytes of the label a text ends with (`，住所：`): what stands after the last mark or blank, up to the colon; 0 when there is none or
/// it is long.
fn label(words: &str) -> usize {
    const MOST: usize = 10;
    if !words.ends_with('：') {
        return 0;
    }
    let name = words[..words.len() - '：'.len_utf8()].rsplit(|c: char| c.is_whitespace() || "，。；：、）".contains(c)).next().unwrap_or("");
    if name.is_empty() || name.chars().count() > MOST { 0 } else { name.len() + '：'.len_utf8() }
}
