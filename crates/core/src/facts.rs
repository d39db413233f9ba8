//! What the user states: who is who, which lender, which loan, who refused. Each with who said it and when. Kept in
//! `case.toml`, which a person can read; the schema is documented in docs/case-format.md.

use crate::error::{Problem, Result};
use crate::model::{Day, Stamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Facts this version knows nothing about are kept as they are.
type Extra = BTreeMap<String, Value>;

/// Everything stated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Short name of the case.
    pub case: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// The day the case looks back from.
    pub as_of: Option<Day>,
    /// Who asks for help (a person id).
    pub client: Option<String>,
    /// Who owes (a person id).
    pub borrower: Option<String>,
    /// People.
    pub persons: Vec<Person>,
    /// Lenders.
    pub lenders: Vec<Lender>,
    /// Collection agencies.
    pub agencies: Vec<Agency>,
    /// Loans.
    pub loans: Vec<Loan>,
    /// Numbers known to be something else (courier, bank code).
    pub other_numbers: Vec<OtherNumber>,
    /// Numbers of the borrower beyond those in `persons`.
    pub own_numbers: Vec<Value>,
    /// Person ids the borrower himself gave the lender as contacts.
    pub reserved_contacts: Vec<String>,
    /// Who told whom to stop, and when.
    pub refusals: Vec<Refusal>,
    /// Complaints already made.
    pub complaints: Vec<Complaint>,
    /// What relatives told the user: each is an event. Read by `normalise::stated`.
    pub reports: Vec<Value>,
    /// Visits; an event when `counts_as_event`.
    pub visits: Vec<Value>,
    /// Other incidents; an event when `counts_as_event`.
    pub incidents: Vec<Value>,
    /// What was said in a logged call.
    pub call_notes: Vec<Value>,
    /// Which file is whose.
    pub files: Vec<FileFact>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A natural person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Id within the case.
    pub id: String,
    /// Name.
    pub name: String,
    /// self, sister, mother, friend, colleague, employer …
    pub relation_to_borrower: Option<String>,
    /// none | debtor | guarantor | co_borrower.
    pub obligation: Option<String>,
    /// Telephone numbers.
    pub numbers: Vec<String>,
    /// Loans this person guarantees.
    pub guarantees: Vec<String>,
    /// Loans this person owes together with the borrower.
    pub co_borrower_of: Vec<String>,
    /// Nicknames in chats.
    pub nicknames: Vec<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A lender.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lender {
    /// Id within the case.
    pub id: String,
    /// Full name.
    pub name: String,
    /// 银行 | 消费金融公司 | 小额贷款公司 | 无牌照; other words are kept.
    pub licence: Option<String>,
    /// Associations it is a member of.
    pub associations: Vec<String>,
    /// Numbers known to be its own.
    pub numbers: Vec<String>,
    /// SMS signatures, 【…】.
    pub signatures: Vec<String>,
    /// Other names (App, product).
    pub aliases: Vec<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A collection agency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agency {
    /// Id within the case.
    pub id: String,
    /// Name.
    pub name: String,
    /// Lender id.
    pub acts_for: Option<String>,
    /// yes | no | unknown.
    pub entrusted: Option<String>,
    /// Numbers known to be its own.
    pub numbers: Vec<String>,
    /// SMS signatures.
    pub signatures: Vec<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A loan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Loan {
    /// Contract or note number.
    pub id: String,
    /// Lender id.
    pub lender: String,
    /// Person id.
    pub debtor: Option<String>,
    /// Product.
    pub product: Option<String>,
    /// Day of contract.
    pub contract_date: Option<Day>,
    /// First day overdue.
    pub first_overdue: Option<Day>,
    /// Day it was paid off.
    pub settled_on: Option<Day>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A number that is neither a person's nor a collector's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtherNumber {
    /// The number.
    pub number: String,
    /// courier, bank_code …
    pub what: Option<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody told a lender or agency not to contact again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Refusal {
    /// Person id.
    pub person: String,
    /// When, RFC 3339.
    pub at: String,
    /// Lender or agency id.
    pub to: Option<String>,
    /// How it was said.
    pub how: Option<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A complaint made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Complaint {
    /// To whom, in words.
    pub to: Option<String>,
    /// Route id.
    pub route: Option<String>,
    /// Day.
    pub at: Option<String>,
    /// Reference number given.
    pub number: Option<String>,
    /// Day of the answer.
    pub reply_at: Option<String>,
    /// The answer.
    pub reply: Option<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which file is whose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileFact {
    /// File name.
    pub name: String,
    /// What the user says it is.
    pub kind: Option<String>,
    /// Person id of the custodian.
    pub owner: Option<String>,
    /// When it was made.
    pub captured_at: Option<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Facts {
    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.persons.iter().find(|p| p.id == id)
    }

    /// The lender with this id.
    pub fn lender(&self, id: &str) -> Option<&Lender> {
        self.lenders.iter().find(|l| l.id == id)
    }

    /// The lender behind an id that may be a lender's or an agency's.
    pub fn lender_behind(&self, id: &str) -> Option<&Lender> {
        self.lender(id).or_else(|| self.lender(self.agencies.iter().find(|a| a.id == id)?.acts_for.as_deref()?))
    }

    /// The file fact for a file name.
    pub fn file(&self, name: &str) -> Option<&FileFact> {
        self.files.iter().find(|f| f.name == name)
    }

    /// Reads facts from JSON (the `facts.json` schema) and checks that ids point somewhere.
    pub fn from_value(value: &Value, place: &str) -> Result<Facts> {
        let cleaned = without_nulls(value.clone());
        let facts: Facts = serde_json::from_value(cleaned)
            .map_err(|e| Problem::new("facts.schema", format!("事实的写法不对：{e}"), place, "请对照 docs/case-format.md 的字段说明修改"))?;
        facts.check(place)?;
        Ok(facts)
    }

    fn check(&self, place: &str) -> Result<()> {
        let wrong = |what: String, todo: &str| Err(Problem::new("facts.reference", what, place, todo));
        let mut ids: Vec<&str> = Vec::new();
        for id in self.persons.iter().map(|p| p.id.as_str()).chain(self.lenders.iter().map(|l| l.id.as_str())).chain(self.agencies.iter().map(|a| a.id.as_str())) {
            if id.is_empty() || ids.contains(&id) {
                return wrong(format!("人物或机构的编号“{id}”为空或重复"), "每个人、每家机构要有各自不同的 id");
            }
            ids.push(id);
        }
        for (what, id) in [("client", &self.client), ("borrower", &self.borrower)] {
            if let Some(id) = id
                && self.person(id).is_none()
            {
                return wrong(format!("{what} 写的“{id}”不在 persons 里"), "请先在 persons 里写上这个人");
            }
        }
        for loan in &self.loans {
            if self.lender(&loan.lender).is_none() {
                return wrong(format!("借款 {} 的放款方“{}”不在 lenders 里", loan.id, loan.lender), "请先在 lenders 里写上这家机构");
            }
        }
        for refusal in &self.refusals {
            if self.person(&refusal.person).is_none() {
                return wrong(format!("拒绝联系的人“{}”不在 persons 里", refusal.person), "请先在 persons 里写上这个人");
            }
            if Stamp::parse(&refusal.at).is_none() {
                return wrong(format!("拒绝联系的时间“{}”无法识别", refusal.at), "请写成 2026-01-10T12:00:00+08:00 这样的形式");
            }
        }
        Ok(())
    }
}

/// `value` without object members that are null: TOML has no null, and null states nothing.
pub fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_nulls(v))).collect()),
        Value::Array(list) => Value::Array(list.into_iter().filter(|v| !v.is_null()).map(without_nulls).collect()),
        other => other,
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn stated() -> Stated {
        Stated { by: "张一".into(), at: "2026-03-01T10:00:00+08:00".into() }
    }

    #[test]
    fn facts_survive_case_toml_and_carry_who_said_them() {
        let value = json!({
            "case": "x", "borrower": "p1", "reply": null, "reserved_contacts": ["p2"],
            "persons": [{"id": "p1", "name": "张一", "obligation": "debtor", "numbers": ["13800000001"]}, {"id": "p2", "name": "李二", "minor_age": 12}],
            "lenders": [{"id": "l", "name": "某某小额贷款有限公司", "licence": "小额贷款公司"}],
            "loans": [{"id": "A-1", "lender": "l", "principal": 10000.0, "settled_on": null, "contract_date": "2025-04-10"}],
            "app": {"package": "com.example", "blocked_without_contacts": false},
        });
        let mut book = FactBook::default();
        book.absorb(value.as_object().expect("an object"), &stated());
        let text = book.to_toml();
        let again = FactBook::from_toml(&text, "case.toml").expect("reads back");
        assert_eq!(again.to_toml(), text);
        let facts = again.facts("case.toml").expect("valid");
        assert_eq!(facts.persons[1].extra["minor_age"], json!(12));
        assert_eq!(facts.loans[0].contract_date, Day::new(2025, 4, 10));
        assert_eq!(facts.extra["app"]["package"], json!("com.example"));
        assert_eq!(text.matches("stated_by = \"张一\"").count(), 8, "{text}");
    }

    #[test]
    fn one_by_one() {
        let mut book = FactBook::default();
        book.push("persons", json!({"id": "p1", "name": "张一"}).as_object().cloned().expect("an object"), &stated());
        book.set("persons.p1.obligation", json!("debtor"), &stated()).expect("sets");
        book.set("borrower", json!("p1"), &stated()).expect("sets");
        assert_eq!(book.facts("case.toml").expect("valid").person("p1").and_then(|p| p.obligation.clone()).as_deref(), Some("debtor"));
        assert!(book.set("persons.nobody.name", json!("x"), &stated()).is_err());
        book.remove("persons.1").expect("removes");
        assert!(book.facts("case.toml").is_err(), "borrower points nowhere now");
    }

    #[test]
    fn a_bad_fact_says_what_and_where() {
        let bad = Facts::from_value(&json!({"refusals": [{"person": "p9", "at": "2026-01-01"}]}), "facts.json").expect_err("no such person");
        assert_eq!((bad.code.as_str(), bad.place.as_str()), ("facts.reference", "facts.json"));
        let bad = FactBook::from_toml("a = 1\nb = = 2\n", "case.toml").expect_err("no TOML");
        assert!(bad.place.contains("第2行"), "{bad}");
    }
}
