//! A paper as DOCX: a small writer of our own (ECMA-376 WordprocessingML, transitional), so that the same paper is the
//! same bytes and nothing foreign gets in. Page design after GB/T 9704-2012. No dates, no author, no template.

use super::words::{LONG, UNBROKEN, bullet, leads, row_keeps, shares, shown, small, span};
use super::{Block, Draft, Span, Table};
use crate::error::{Problem, Result};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

mod parts;

/// Width of the type area in twentieths of a point: 156 mm.
const LINE: u32 = 8844;

/// The paper as a DOCX file.
///
/// # Errors
/// `docx.write` when the container cannot be written (a paper past the limits of ZIP).
pub fn docx(draft: &Draft) -> Result<Vec<u8>> {
    pack(draft).map_err(|e| {
        Problem::new(
            "docx.write",
            format!("无法写成 Word 文件（{e}）"),
            format!("文书：{}", shown(&draft.id)),
            "请改用纯文本或 PDF；若文书特别长，请分成几份后再试",
        )
    })
}

fn pack(draft: &Draft) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The earliest time ZIP can say: the bytes repeat, and no moment is claimed.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let core = parts::core(&escape(&draft.title.replace(['\r', '\n'], " ")));
    let document = document(draft);
    for (name, content) in [
        ("[Content_Types].xml", parts::CONTENT_TYPES),
        ("_rels/.rels", parts::RELS),
        ("docProps/core.xml", core.as_str()),
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELS),
        ("word/styles.xml", parts::STYLES),
        ("word/settings.xml", parts::SETTINGS),
        ("word/fontTable.xml", parts::FONT_TABLE),
        ("word/footer1.xml", parts::FOOTER),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The one door: any text as XML character data or attribute value. Text is made harmless first ([`shown`]), which
/// also removes every character XML 1.0 forbids; `>` is escaped, so `]]>` cannot appear.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in shown(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            c => out.push(c),
        }
    }
    out
}

/// `word/document.xml`: one `w:p` a paragraph or cell, as in [`super::words()`], and an empty one before and after each
/// table, or Word would join two tables that follow each other.
fn document(draft: &Draft) -> String {
    let mut w = Writer { xml: String::from(parts::DOCUMENT_HEAD), new_page: false };
    w.paragraph("Title", "", &[Span::Text(draft.title.clone())]);
    for (i, line) in draft.imprint.iter().enumerate() {
        let style = if i + 1 == draft.imprint.len() { "ImprintEnd" } else { "Imprint" };
        w.paragraph(style, "", &[Span::Text(line.clone())]);
    }
    for (n, block) in draft.blocks.iter().enumerate() {
        let keep = if leads(block, draft.blocks.get(n + 1)) { "<w:keepNext/>" } else { "" };
        match block {
            Block::Heading(0 | 1, spans) => w.paragraph("Heading1", "", spans),
            Block::Heading(2, spans) => w.paragraph("Heading2", "", spans),
            Block::Heading(_, spans) => w.paragraph("Heading3", "", spans),
            Block::Para(spans) => w.paragraph("Body", keep, spans),
            Block::Flush(spans) => w.paragraph("Flush", keep, spans),
            Block::Quote(spans) => w.paragraph("Quote", "", spans),
            Block::Small(spans) => w.paragraph("Small", "", spans),
            Block::Items(items) => {
                for (i, spans) in items.iter().enumerate() {
                    let mut numbered = vec![Span::Text(bullet(i))];
                    numbered.extend(spans.iter().cloned());
                    w.paragraph("Body", "", &numbered);
                }
            }
            Block::Table(table) => w.table(table),
            Block::Sign(lines) => {
                for (i, spans) in lines.iter().enumerate() {
                    // The signature stays on one page: every line but the last keeps with the next.
                    let keep = if i + 1 < lines.len() { "<w:keepNext/>" } else { "" };
                    w.paragraph(if i == 0 { "SignFirst" } else { "Sign" }, keep, spans);
                }
            }
            // The next paragraph begins the page; a break of its own would leave an empty line on top of it.
            Block::PageBreak => w.new_page = true,
        }
    }
    w.xml.push_str(parts::DOCUMENT_TAIL);
    w.xml
}

/// The longest run of ASCII characters without a space: a telephone number, a hash, a link.
fn longest_run(spans: &[Span]) -> usize {
    spans.iter().flat_map(|s| s.words().split(|c: char| !c.is_ascii_graphic()).map(str::len).collect::<Vec<_>>()).max().unwrap_or(0)
}

struct Writer {
    xml: String,
    /// A page break is due before the next paragraph.
    new_page: bool,
}

impl Writer {
    /// One paragraph in one of our styles; `keep` is more paragraph properties of ours. Neither is ever evidence.
    fn paragraph(&mut self, style: &str, keep: &str, spans: &[Span]) {
        let page = if std::mem::take(&mut self.new_page) { "<w:pageBreakBefore/>" } else { "" };
        // A number or a rule to write on stays whole; a hash or link must break. Justifying the line before either tears it apart.
        let run = longest_run(spans);
        let whole = if (UNBROKEN..LONG).contains(&run) { "<w:wordWrap/>" } else { "" };
        let left = if ["Body", "Flush"].contains(&style) && run >= UNBROKEN { "<w:jc w:val=\"left\"/>" } else { "" };
        self.xml.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}{page}{whole}{left}</w:pPr>"));
        for one in spans {
            self.run(one);
        }
        self.xml.push_str("</w:p>");
    }

    fn run(&mut self, one: &Span) {
        let strong = if matches!(one, Span::Strong(_)) { "<w:rStyle w:val=\"Strong\"/>" } else { "" };
        // The hint makes Word take ambiguous marks (“”…—) from the Chinese font.
        self.xml.push_str(&format!("<w:r><w:rPr>{strong}<w:rFonts w:hint=\"eastAsia\"/></w:rPr>"));
        for (i, line) in span(one).split('\n').enumerate() {
            if i > 0 {
                self.xml.push_str("<w:br/>");
            }
            if !line.is_empty() {
                self.xml.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line)));
            }
        }
        self.xml.push_str("</w:r>");
    }

    fn table(&mut self, table: &Table) {
        // Sets the table off from what stands above it; also what begins a new page, which a table cannot do itself.
        self.paragraph("Gap", "<w:keepNext/>", &[]);
        let widths = shares(table, LINE);
        let style = if small(table) { "CellSmall" } else { "Cell" };
        self.xml.push_str(parts::TABLE_PROPERTIES);
        self.xml.push_str("<w:tblGrid>");
        for width in &widths {
            self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid>");
        if !table.head.is_empty() {
            let cells: Vec<Vec<Span>> = table.head.iter().map(|cell| vec![Span::Strong(cell.clone())]).collect();
            self.row(&cells, &widths, style, "<w:cantSplit/><w:tblHeader/>", "<w:keepNext/><w:jc w:val=\"center\"/>");
        }
        for cells in &table.rows {
            let keep = if row_keeps(cells) { "<w:cantSplit/>" } else { "" };
            self.row(cells, &widths, style, keep, "");
        }
        if table.head.is_empty() && table.rows.is_empty() {
            self.row(&[], &widths, style, "", "");
        }
        self.xml.push_str("</w:tbl>");
        self.paragraph("Gap", "", &[]);
    }

    fn row(&mut self, cells: &[Vec<Span>], widths: &[u32], style: &str, row: &str, paragraph: &str) {
        self.xml.push_str("<w:tr>");
        if !row.is_empty() {
            self.xml.push_str(&format!("<w:trPr>{row}</w:trPr>"));
        }
        for (i, width) in widths.iter().enumerate() {
            self.xml.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"
            ));
            self.paragraph(style, paragraph, cells.get(i).map_or(&[][..], Vec::as_slice));
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_door_leaves_nothing_xml_could_read() {
        assert_eq!(escape("]]><w:p a='1'>&amp;\u{0}"), "]]&gt;&lt;w:p a=&apos;1&apos;&gt;&amp;amp;〔U+0000〕");
    }

    #[test]
    fn every_row_has_the_cells_of_the_widest() {
        let table = Table { head: vec!["甲".into()], widths: vec![], rows: vec![vec![vec![], vec![]], vec![]] };
        assert_eq!(super::super::words::columns(&table), 2);
        let draft =
            Draft { id: String::new(), title: String::new(), imprint: vec![], blocks: vec![Block::Table(table)] };
        assert_eq!(document(&draft).matches("<w:tc>").count(), 6);
    }
}
