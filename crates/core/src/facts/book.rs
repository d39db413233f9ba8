//! `case.toml`: the facts as kept, with who said each and when beside it. The same facts give the same bytes.

use super::{Facts, without_nulls};
use crate::error::{Problem, Result};
use serde_json::{Map, Value};

/// Who states facts, and when: written beside every fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Who says it.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// The facts as kept in `case.toml`: plain JSON values with `stated_by` / `stated_at` beside each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FactBook {
    /// Top-level keys; array items and tables carry their own `stated_by`/`stated_at`, other keys are in `stated`.
    pub root: Map<String, Value>,
}

const HEADER: &str = "# juzheng 举证 · 案件事实。每条事实旁边写着谁说的（stated_by）、什么时候说的（stated_at）。\n\
                      # 请用 `juzheng fact` 修改；直接改了这个文件，要用 `juzheng fact <案件> accept` 登记，否则核验会报告不符。\n\n";

impl FactBook {
    /// Reads `case.toml`.
    pub fn from_toml(text: &str, place: &str) -> Result<FactBook> {
        let table: toml::Table = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
            Problem::new("facts.toml", format!("TOML 写法有误：{}", e.message()), format!("{place} 第{line}行"), "请按 TOML 的写法改正这一行；其余内容不受影响")
        })?;
        match serde_json::to_value(table) {
            Ok(Value::Object(root)) => Ok(FactBook { root }),
            _ => Err(Problem::new("facts.toml", "TOML 里有无法使用的值", place, "请删去无穷大、非数字之类的值")),
        }
    }

    /// Writes `case.toml`. The same facts give the same bytes.
    pub fn to_toml(&self) -> String {
        let table = toml::Table::try_from(without_nulls(Value::Object(self.root.clone()))).expect("JSON without nulls is TOML");
        format!("{HEADER}{}", toml::to_string(&table).expect("a table is TOML"))
    }

    /// The facts without who said them.
    pub fn facts(&self, place: &str) -> Result<Facts> {
        Facts::from_value(&plain(&Value::Object(self.root.clone())), place)
    }

    /// Takes over a whole `facts.json`, marking every fact.
    pub fn absorb(&mut self, facts: &Map<String, Value>, stated: &Stated) {
        for (key, value) in facts {
            self.put(key, value.clone(), stated);
        }
    }

    /// Sets one top-level fact (a scalar, a list or a table).
    pub fn put(&mut self, key: &str, value: Value, stated: &Stated) {
        let value = without_nulls(value);
        if value.is_null() {
            return;
        }
        let marked = match value {
            Value::Object(map) => Value::Object(mark(map, stated)),
            Value::Array(items) if items.iter().any(Value::is_object) => {
                Value::Array(items.into_iter().map(|item| if let Value::Object(map) = item { Value::Object(mark(map, stated)) } else { item }).collect())
            }
            other => {
                let all = self.root.entry("stated").or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(all) = all {
                    all.insert(key.to_owned(), serde_json::json!({ "stated_by": stated.by, "stated_at": stated.at }));
                }
                other
            }
        };
        self.root.insert(key.to_owned(), marked);
    }

    /// Adds one item to a list of facts (`persons`, `refusals` …).
    pub fn push(&mut self, list: &str, item: Map<String, Value>, stated: &Stated) {
        let Value::Object(item) = without_nulls(Value::Object(item)) else { return };
        let entry = self.root.entry(list).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(items) = entry {
            items.push(Value::Object(mark(item, stated)));
        }
    }

    /// Sets a value inside the facts by a path like `persons.p_jie.relation_to_borrower` (list items by their `id`,
    /// `name` or position from 1). Returns the old value.
    pub fn set(&mut self, path: &str, value: Value, stated: &Stated) -> Result<Option<Value>> {
        let mut keys: Vec<&str> = path.split('.').collect();
        let last = keys.pop().filter(|k| !k.is_empty()).ok_or_else(|| no_such(path))?;
        if keys.is_empty() {
            let old = self.root.get(last).cloned();
            self.put(last, value, stated);
            return Ok(old);
        }
        let parent = find_mut(&mut self.root, &keys).ok_or_else(|| no_such(path))?;
        let old = parent.insert(last.to_owned(), value);
        parent.insert("stated_by".into(), stated.by.clone().into());
        parent.insert("stated_at".into(), stated.at.clone().into());
        Ok(old)
    }

    /// Removes a value or a list item by path. Returns it.
    pub fn remove(&mut self, path: &str) -> Result<Value> {
        let mut keys: Vec<&str> = path.split('.').collect();
        let last = keys.pop().ok_or_else(|| no_such(path))?;
        if keys.is_empty() {
            return self.root.remove(last).ok_or_else(|| no_such(path));
        }
        if let (1, Some(Value::Array(items))) = (keys.len(), self.root.get_mut(keys[0]))
            && let Some(i) = position(items, last)
        {
            return Ok(items.remove(i));
        }
        find_mut(&mut self.root, &keys).and_then(|parent| parent.remove(last)).ok_or_else(|| no_such(path))
    }
}

fn no_such(path: &str) -> Problem {
    Problem::new("facts.path", format!("事实里没有“{path}”这一项"), "case.toml", "用 `juzheng fact <案件>` 查看现有的事实和编号")
}

fn mark(mut map: Map<String, Value>, stated: &Stated) -> Map<String, Value> {
    map.entry("stated_by").or_insert_with(|| stated.by.clone().into());
    map.entry("stated_at").or_insert_with(|| stated.at.clone().into());
    map
}

fn position(items: &[Value], key: &str) -> Option<usize> {
    let named = |field: &str| items.iter().position(|i| i.get(field).and_then(Value::as_str) == Some(key));
    named("id").or_else(|| named("name")).or_else(|| key.parse::<usize>().ok().filter(|n| (1..=items.len()).contains(n)).map(|n| n - 1))
}

fn find_mut<'m>(root: &'m mut Map<String, Value>, keys: &[&str]) -> Option<&'m mut Map<String, Value>> {
    let (first, rest) = keys.split_first()?;
    let mut value = root.get_mut(*first)?;
    for key in rest {
        value = match value {
            Value::Array(items) => {
                let i = position(items, key)?;
                &mut items[i]
            }
            Value::Object(map) => map.get_mut(*key)?,
            _ => return None,
        };
    }
    value.as_object_mut()
}

/// `value` without the marks of who said it.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(map.iter().filter(|(k, _)| !matches!(k.as_str(), "stated_by" | "stated_at" | "stated")).map(|(k, v)| (k.clone(), plain(v))).collect()),
        Value::Array(items) => Value::Array(items.iter().map(plain).collect()),
        other => other.clone(),
    }
}
