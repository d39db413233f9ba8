//! The running text and the tables of documents whose words lie in XML: WordprocessingML (ECMA-376) and OpenDocument text (ISO/IEC 26300).

use super::html_text::entity;
use super::pasted::Block;

/// Which kind of XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `word/document.xml`: words stand in `t`.
    Word,
    /// `content.xml`: words stand in paragraphs and headings.
    Open,
}

/// Most empty cells one element may stand for.
const CELLS: usize = 64;
/// What is no part of the text as it is shown: what was deleted, remarks, and a text box told a second time for old programs.
const UNSHOWN: [&str; 6] = ["Fallback", "tracked-changes", "annotation", "annotation-end", "forms", "instrText"];

/// A document as it is read.
struct Reader {
    blocks: Vec<Block>,
    line: String,
    /// Open rows; what ends inside one belongs to it.
    rows: usize,
    cells: Vec<String>,
    cell: String,
    /// Columns the open cell reaches over, or copies of it.
    span: usize,
    copies: usize,
    /// Open paragraphs.
    paragraphs: usize,
}

/// Paragraphs and rows in their order; `None` where a tag never ends.
pub(super) fn blocks(xml: &str, dialect: Dialect) -> Option<Vec<Block>> {
    let mut reader = Reader { blocks: Vec::new(), line: String::new(), rows: 0, cells: Vec::new(), cell: String::new(), span: 1, copies: 1, paragraphs: 0 };
    let (mut rest, mut word) = (xml, false);
    // The element that is passed over, and how many of its name are open in it.
    let mut unshown: Option<(&str, usize)> = None;
    while let Some(at) = rest.find('<') {
        let takes = match dialect {
            Dialect::Word => word,
            Dialect::Open => reader.paragraphs > 0,
        };
        if takes && unshown.is_none() {
            reader.words(&rest[..at], dialect);
        }
        let end = rest[at..].find('>')? + at;
        let tag = &rest[at + 1..end];
        let name = tag.trim_start_matches('/').split([' ', '/', '\t', '\r', '\n']).next().unwrap_or("");
        let (opens, empty) = (!tag.starts_with('/'), tag.ends_with('/'));
        let name = name.rsplit(':').next().unwrap_or(name);
        rest = &rest[end + 1..];
        if let Some((skipped, depth)) = &mut unshown {
            if name == *skipped && !empty {
                *depth = if opens { *depth + 1 } else { *depth - 1 };
            }
            if *depth == 0 {
                unshown = None;
            }
            continue;
        }
        if opens && !empty && UNSHOWN.contains(&name) {
            unshown = Some((name, 1));
            continue;
        }
        match (dialect, name) {
            (Dialect::Word, "t") => word = opens && !empty,
            (_, "tab") if opens => reader.push("\t"),
            (Dialect::Word, "br" | "cr") | (Dialect::Open, "line-break") if opens => reader.push(if reader.rows > 0 { " " } else { "\n" }),
            (Dialect::Open, "s") if opens => (0..number(tag, "c").unwrap_or(1).min(CELLS)).for_each(|_| reader.push(" ")),
            (Dialect::Word, "gridSpan") if opens => reader.span = number(tag, "val").unwrap_or(1).clamp(1, CELLS),
            (Dialect::Word, "gridBefore") if opens && reader.rows == 1 => (0..number(tag, "val").unwrap_or(0).min(CELLS)).for_each(|_| reader.cells.push(String::new())),
            (Dialect::Word, "tr") | (Dialect::Open, "table-row") if !empty => reader.row(opens),
            (Dialect::Word, "tc") | (Dialect::Open, "table-cell" | "covered-table-cell") if reader.rows == 1 => {
                if opens {
                    reader.copies = number(tag, "number-columns-repeated").unwrap_or(1).clamp(1, CELLS);
                }
                if !opens || empty {
                    reader.end_cell();
                }
            }
            (_, "p") | (Dialect::Open, "h") => {
                reader.paragraphs = if empty { reader.paragraphs } else if opens { reader.paragraphs + 1 } else { reader.paragraphs.saturating_sub(1) };
                if !opens || empty {
                    reader.end_paragraph();
                }
            }
            _ => {}
        }
    }
    reader.row(false);
    if !reader.line.is_empty() {
        reader.end_paragraph();
    }
    Some(reader.blocks)
}

/// A number an attribute of this local name states.
fn number(tag: &str, name: &str) -> Option<usize> {
    let at = tag.match_indices(name).map(|(at, _)| at).find(|at| tag[..*at].ends_with([' ', ':', '\t', '\n']) && tag[at + name.len()..].starts_with('='))?;
    tag[at + name.len() + 1..].trim_start_matches(['"', '\'']).split(['"', '\'']).next()?.parse().ok()
}

impl Reader {
    fn push(&mut self, text: &str) {
        if self.rows > 0 { self.cell.push_str(text) } else { self.line.push_str(text) }
    }

    fn words(&mut self, text: &str, dialect: Dialect) {
        let out = if self.rows > 0 { &mut self.cell } else { &mut self.line };
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            match c {
                '&' => {
                    let (read, length) = entity(rest);
                    out.push(read.unwrap_or('&'));
                    rest = &rest[length.max(1)..];
                }
                // Breaks of the source are blanks there.
                ' ' | '\t' | '\r' | '\n' if dialect == Dialect::Open => {
                    out.push(' ');
                    rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
                }
                c => {
                    out.push(c);
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
    }

    fn end_paragraph(&mut self) {
        if self.rows > 0 {
            self.cell.push('\n');
        } else {
            self.blocks.push(Block::Line(std::mem::take(&mut self.line)));
        }
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let cell = cell.strip_suffix('\n').unwrap_or(&cell);
        for _ in 0..std::mem::replace(&mut self.copies, 1) {
            self.cells.push(cell.to_owned());
        }
        self.cells.extend((1..std::mem::replace(&mut self.span, 1)).map(|_| String::new()));
    }

    fn row(&mut self, opens: bool) {
        if opens {
            self.rows += 1;
            return;
        }
        if self.rows == 1 {
            if !self.cell.is_empty() {
                self.end_cell();
            }
            self.blocks.push(Block::Row(std::mem::take(&mut self.cells)));
        }
        self.rows = self.rows.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(xml: &str, dialect: Dialect) -> Vec<String> {
        let show = |block| match block {
            Block::Line(line) => line,
            Block::Row(cells) => cells.join("|"),
        };
        blocks(xml, dialect).expect("well formed").into_iter().map(show).collect()
    }

    #[test]
    fn words_and_tables_of_word() {
        let xml = r#"<w:body><w:p><w:r><w:t>甲 &amp; 乙</w:t><w:br/><w:t>丙</w:t><w:instrText>PAGE</w:instrText></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>一</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>二</w:t></w:r></w:p><w:p><w:r><w:t>三</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><mc:AlternateContent><mc:Choice><w:t>框</w:t></mc:Choice><mc:Fallback><w:t>框</w:t></mc:Fallback></mc:AlternateContent></w:p></w:body>"#;
        assert_eq!(shown(xml, Dialect::Word), ["甲 & 乙\n丙", "一||二\n三", "框"]);
    }

    #[test]
    fn words_and_tables_of_opendocument() {
        let xml = r#"<office:text><text:tracked-changes><text:deletion><text:p>删去的</text:p></text:deletion></text:tracked-changes><text:h text:level="1">律<text:s text:c="2"/>师
            函</text:h><text:p>张一：<office:annotation><text:p>批注</text:p></office:annotation><text:tab/>请还款</text:p>
            <table:table><table:table-row><table:table-cell><text:p>时间</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:text>"#;
        assert_eq!(shown(xml, Dialect::Open), ["律  师 函", "张一：\t请还款", "时间||x|x"]);
        assert!(blocks("<a", Dialect::Open).is_none());
    }
}
