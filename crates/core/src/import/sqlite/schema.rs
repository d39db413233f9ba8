//! Which columns a table has and where they lie in a row: read from the statement that made it. Only what is needed for
//! that is understood: names, the integer primary key (an alias of the row id), columns that are computed and not stored,
//! and the key of a table `WITHOUT ROWID`, whose columns come first in a row.

use super::record::Row;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Name as the schema writes it.
    pub name: String,
    /// First page.
    pub root: u32,
    /// The rows lie in an index of their key.
    pub without_rowid: bool,
    /// Row ids are never given twice: an id that is missing was given once.
    pub autoincrement: bool,
    columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// Place in a row; none when it is computed.
    pub stored: Option<usize>,
    /// It is the row id.
    pub rowid: bool,
}

impl Table {
    /// The column of this name, whatever its case.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name.eq_ignore_ascii_case(name))
    }

    /// Names of all columns, in the order of the schema.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|c| c.name.as_str())
    }
}

/// The list of tables itself, on page 1.
pub(super) fn master() -> Table {
    let columns = ["type", "name", "tbl_name", "rootpage", "sql"];
    let columns = columns.iter().enumerate().map(|(i, n)| Column { name: (*n).to_owned(), stored: Some(i), rowid: false }).collect();
    Table { name: "sqlite_schema".into(), root: 1, without_rowid: false, autoincrement: false, columns }
}

/// The table a row of the list tells of; `None` for indexes, views and virtual tables.
pub(super) fn table(row: &Row) -> Option<Table> {
    if row.text("type")? != "table" {
        return None;
    }
    let root = u32::try_from(row.int("rootpage")?).ok().filter(|r| *r > 0)?;
    let (columns, tail) = definitions(&row.text("sql")?)?;
    let without_rowid = tail.windows(2).any(|w| w[0].is("WITHOUT") && w[1].is("ROWID"));
    let autoincrement = columns.iter().flatten().any(|t| t.is("AUTOINCREMENT"));
    Some(Table { name: row.text("name")?.into_owned(), root, without_rowid, autoincrement, columns: place(columns, without_rowid) })
}

/// A word, a quoted name or a sign of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Sign(char),
}

impl Token {
    fn is(&self, word: &str) -> bool {
        matches!(self, Token::Word(w) if w.eq_ignore_ascii_case(word))
    }

    fn name(&self) -> Option<&str> {
        match self {
            Token::Word(n) | Token::Quoted(n) => Some(n),
            Token::Sign(_) => None,
        }
    }
}

fn tokens(sql: &str) -> Vec<Token> {
    let mut list = Vec::new();
    let mut rest = sql.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '-' if sql[at..].starts_with("--") => while rest.next_if(|(_, c)| *c != '\n').is_some() {},
            '/' if sql[at..].starts_with("/*") => {
                rest.next();
                while let Some((i, _)) = rest.next() {
                    if sql[..i].ends_with('*') && sql[i..].starts_with('/') && i > at + 2 {
                        break;
                    }
                }
            }
            '"' | '`' | '\'' | '[' => {
                let close = if c == '[' { ']' } else { c };
                let mut text = String::new();
                while let Some((_, c)) = rest.next() {
                    if c != close {
                        text.push(c);
                    } else if close != ']' && rest.next_if(|(_, c)| *c == close).is_some() {
                        text.push(c);
                    } else {
                        break;
                    }
                }
                list.push(Token::Quoted(text));
            }
            c if c.is_alphanumeric() || c == '_' || c == '$' || !c.is_ascii() => {
                let mut text = String::from(c);
                while let Some((_, c)) = rest.next_if(|(_, c)| c.is_alphanumeric() || *c == '_' || *c == '$' || !c.is_ascii()) {
                    text.push(c);
                }
                list.push(Token::Word(text));
            }
            c if c.is_whitespace() => {}
            c => list.push(Token::Sign(c)),
        }
    }
    list
}

/// The definitions between the outer brackets, split at their commas, and what stands behind them.
fn definitions(sql: &str) -> Option<(Vec<Vec<Token>>, Vec<Token>)> {
    let tokens = tokens(sql);
    if tokens.get(1).is_some_and(|t| t.is("VIRTUAL")) {
        return None;
    }
    let open = tokens.iter().position(|t| *t == Token::Sign('('))?;
    let (mut depth, mut list, mut current) = (1, Vec::new(), Vec::new());
    for (i, token) in tokens.iter().enumerate().skip(open + 1) {
        match token {
            Token::Sign('(') => depth += 1,
            Token::Sign(')') => depth -= 1,
            Token::Sign(',') if depth == 1 => {
                list.push(std::mem::take(&mut current));
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            list.push(current);
            return Some((list, tokens[i + 1..].to_vec()));
        }
        current.push(token.clone());
    }
    None
}

/// Columns with their places.
fn place(definitions: Vec<Vec<Token>>, without_rowid: bool) -> Vec<Column> {
    let constraint = |d: &[Token]| d.first().is_some_and(|t| ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].iter().any(|w| t.is(w)));
    let primary = |d: &[Token]| d.windows(2).position(|w| w[0].is("PRIMARY") && w[1].is("KEY"));
    let mut columns = Vec::new();
    let mut key: Vec<String> = Vec::new();
    let mut integer = Vec::new();
    for d in definitions.iter().filter(|d| !constraint(d)) {
        let Some(name) = d.first().and_then(Token::name) else { continue };
        let computed = d.windows(2).any(|w| w[0].is("AS") && w[1] == Token::Sign('(')) && !d.iter().any(|t| t.is("STORED"));
        // Only the very type INTEGER makes an alias of the row id, and not in descending order.
        integer.push(d.get(1).is_some_and(|t| t.is("INTEGER")) && !d.get(2).is_some_and(|t| matches!(t, Token::Word(w) if !["PRIMARY", "NOT", "NULL", "UNIQUE", "CONSTRAINT", "DEFAULT", "CHECK", "REFERENCES", "COLLATE"].iter().any(|k| w.eq_ignore_ascii_case(k)))));
        let descending = primary(d).and_then(|i| d.get(i + 2)).is_some_and(|t| t.is("DESC"));
        if primary(d).is_some() {
            key.push(name.to_owned());
            if descending {
                integer.pop();
                integer.push(false);
            }
        }
        columns.push((name.to_owned(), computed));
    }
    for d in definitions.iter().filter(|d| constraint(d)) {
        let Some(i) = primary(d) else { continue };
        // Names between the brackets: the first of each comma.
        let mut first = true;
        for token in d[i + 2..].iter().skip(1) {
            match token {
                Token::Sign(')') => break,
                Token::Sign(',') => first = true,
                token if first => {
                    key.extend(token.name().map(str::to_owned));
                    first = false;
                }
                _ => {}
            }
        }
    }
    let in_key = |name: &str| key.iter().position(|k| k.eq_ignore_ascii_case(name));
    let alias = (!without_rowid && key.len() == 1).then(|| columns.iter().position(|(n, _)| n.eq_ignore_ascii_case(&key[0]))).flatten().filter(|i| integer[*i]);
    let mut next = if without_rowid { key.iter().enumerate().filter(|(i, k)| !key[..*i].iter().any(|b| b.eq_ignore_ascii_case(k))).count() } else { 0 };
    columns
        .iter()
        .enumerate()
        .map(|(i, (name, computed))| {
            let stored = match in_key(name) {
                Some(place) if without_rowid => Some(place),
                _ if *computed => None,
                _ => {
                    next += 1;
                    Some(next - 1)
                }
            };
            Column { name: name.clone(), stored, rowid: alias == Some(i) }
        })
        .collect()
}
