//! One record of delimited text, split into cells.

use super::clean;

/// Splits one record; quotes as in RFC 4180, text after a closing quote is kept.
pub(super) struct Parser {
    delimiter: char,
    cells: Vec<String>,
    cell: String,
    pub(super) quoted: bool,
    /// The last character inside quotes was a quote.
    closing: bool,
    /// Nothing of the cell was read yet.
    fresh: bool,
    pub(super) literal: bool,
    /// A quote stood among the words of a quoted cell.
    pub(super) stray: bool,
}

impl Parser {
    pub(super) fn new(delimiter: char) -> Self {
        Parser { delimiter, cells: Vec::new(), cell: String::new(), quoted: false, closing: false, fresh: true, literal: false, stray: false }
    }

    pub(super) fn feed(&mut self, text: &str) {
        for c in text.chars() {
            if self.quoted {
                match c {
                    '"' => {
                        // A doubled quote inside; or the end, should no second follow.
                        self.quoted = false;
                        self.closing = true;
                    }
                    _ => self.cell.push(c),
                }
            } else if c == '"' && self.closing {
                self.cell.push('"');
                self.quoted = true;
                self.closing = false;
            } else if c == self.delimiter {
                self.cells.push(std::mem::take(&mut self.cell));
                (self.fresh, self.closing) = (true, false);
            } else if c == '"' && self.fresh && !self.literal {
                (self.quoted, self.fresh) = (true, false);
            } else {
                self.fresh &= c == ' ';
                if self.closing && !c.is_whitespace() {
                    // The quote that seemed to end the cell stood among its words.
                    self.cell.push('"');
                    self.stray = true;
                }
                self.closing = false;
                self.cell.push(c);
            }
        }
    }

    pub(super) fn finish(mut self) -> Vec<String> {
        self.cells.push(self.cell);
        self.cells.iter().map(|c| clean(c)).collect()
    }
}
