//! The reader of words: which acts the text of one message commits, quoted exactly.
//!
//! A lexicon in `casebook/words`, written for lawyers to read and correct: ways of speaking with slots and bounded gaps,
//! companions that must be there, and context that silences (negation, reported speech, warnings, news, play).
//! Spans are byte offsets into the original text, whatever dress the words wore.

mod anchor;
mod file;
mod fold;
mod guard;
mod index;
mod marks;
mod matching;
mod needs;
mod often;
mod pattern;
mod program;
mod runs;
mod second;
mod ways;

mod embedded {
    #![allow(dead_code)] // the generated file lists every folder of the casebook; this module reads one
    include!(concat!(env!("OUT_DIR"), "/casebook.rs"));
}

use crate::error::Problem;
use file::{Base, FamilyFile, Say, no_anchor, read};
use fold::{Fold, Folded};
use guard::{Around, Context, Scope, SetId, clause};
use index::{Bank, Tried};
use second::{Heard, Second};
use std::sync::OnceLock;

/// A family of words: one file of `casebook/words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FamilyId(pub u16);

/// One thing found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Which family.
    pub family: FamilyId,
    /// First byte of the quote in the original text; a character boundary.
    pub start: u32,
    /// One past the last byte of the quote; a character boundary.
    pub end: u32,
    /// A weak signal: the finding is "possible" at most.
    pub weak: bool,
    /// Only the second opinion says so, no way of speaking of the lexicon: always weak.
    pub alone: bool,
}

/// Who received the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The person who owes.
    Borrower,
    /// Somebody who owes nothing.
    ThirdParty,
    /// Not known.
    Unknown,
}

/// Room to work in; keep one and pass it to every scan.
#[derive(Default)]
pub struct Scratch {
    text: Folded,
    spare: Folded,
    tried: Tried,
    raw: Vec<(usize, usize, usize)>,
    around: Around,
    heard: Heard,
}

/// How much is known beside the words: the second opinion asks more of itself where less is. The order is that of the scores in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: one message, as `screen` reads it.
    Words,
    /// The case it belongs to, not who speaks.
    Case,
    /// Who speaks: a lender or its agency.
    Sender,
}

/// Which families are asked about.
pub struct Asked {
    /// By pattern: the recipients it is for, one bit each.
    patterns: Vec<u8>,
    /// One bit an act of the second opinion.
    acts: u16,
}

struct Family {
    name: String,
    title: String,
    /// Number of ways of speaking, examples that fire and examples that stay silent.
    examples: (Vec<file::Example>, Vec<file::Example>),
}

/// What a pattern stands under.
struct Group {
    family: FamilyId,
    with: Vec<SetId>,
    with_unknown: Vec<SetId>,
    unless: Vec<SetId>,
    weak: bool,
}

/// The lexicon, read once.
pub struct Words {
    fold: Fold,
    bank: Bank,
    /// Pattern number → group.
    group_of: Vec<usize>,
    /// Pattern number → the recipients it is for, one bit each; at hand, as it is asked for every pattern looked at.
    to_of: Vec<u8>,
    groups: Vec<Group>,
    context: Context,
    /// Talk of money (`钱话` in `_guards.toml`): what is said to a bystander without any is not a collector's.
    money: Option<SetId>,
    /// Adverts, codes, notices (`寻常通知` in `_guards.toml`): hints are not read into a message that speaks like one.
    notice: Option<SetId>,
    /// Somebody is asked for what he owes (`催账`): where the recipient is not known, what needs a frame needs this one too.
    dun: Option<SetId>,
    /// Words about the matter, spoken by or to somebody outside it (`旁观`): nothing is read into them for an unknown recipient.
    aside: Option<SetId>,
    /// Words of lenders and collectors (`行话` in `_guards.toml`): what neighbours write of money among themselves has none.
    trade: Option<SetId>,
    families: Vec<Family>,
    second: Option<Weigher>,
}

/// The second opinion, and what of the lexicon it leans on.
struct Weigher {
    table: Second,
    /// Its acts as families.
    families: Vec<FamilyId>,
    /// Lists of `_guards.toml` under which it needs a higher score to speak alone.
    silent: Vec<SetId>,
}

/// The lists under which the second opinion asks more of itself: adverts and notices, warnings, advice, what bystanders say.
const HUSHED: [&str; 9] = ["寻常通知", "广告", "旁人话", "旁观", "反诈", "法律问答", "说破", "正当收付", "非上门"];

/// The longest text read whole, in bytes; longer ones are read to the last character boundary before it.
const MOST: usize = 1 << 20;
/// So many runs explain a score.
const WHY: usize = 5;
/// A quote is widened to its clause when the clause is no longer than this many characters.
const CLAUSE: usize = 36;

impl Words {
    /// Reads the files of `casebook/words`: (stem, TOML text). All mistakes are reported at once.
    pub fn load(files: &[(&str, &str)]) -> Result<Words, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut base = Base::new(files, &mut problems);
        let mut words = Words {
            fold: Fold::new(&[], &[], &[]),
            bank: Bank::default(),
            group_of: Vec::new(),
            to_of: Vec::new(),
            groups: Vec::new(),
            context: Context::default(),
            money: base.named.get("钱话").copied(),
            notice: base.named.get("寻常通知").copied(),
            dun: base.named.get("催账").copied(),
            aside: base.named.get("旁观").copied(),
            trade: base.named.get("行话").copied(),
            families: Vec::new(),
            second: None,
        };
        let mut own: Vec<&(&str, &str)> = files.iter().filter(|(stem, _)| !stem.starts_with('_')).collect();
        own.sort();
        for (stem, text) in own {
            let Some(file) = read::<FamilyFile>(stem, text, &mut problems) else { continue };
            // `甲.toml` and `甲.乙.toml` are one family; the first of them in the order of names gives its title.
            let name = stem.split('.').next().unwrap_or(stem);
            let at = words.families.iter().position(|f| f.name == name).unwrap_or_else(|| {
                words.families.push(Family { name: name.to_owned(), title: file.title, examples: Default::default() });
                words.families.len() - 1
            });
            let family = FamilyId(u16::try_from(at).unwrap_or(u16::MAX));
            for say in &file.say {
                words.group(&mut base, family, (stem, text), &file.guards, say, &mut problems);
            }
            let (fires, silent) = &mut words.families[at].examples;
            fires.extend(file.fires);
            silent.extend(file.silent);
        }
        if let Some((_, text)) = files.iter().find(|(stem, _)| *stem == second::STEM) {
            let table = Second::load(text, &mut problems);
            words.second = table.and_then(|table| words.weigher(table, &base, &mut problems));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        words.bank.seal();
        base.context.seal();
        words.context = base.context;
        words.fold = base.fold;
        Ok(words)
    }

    fn weigher(&self, table: Second, base: &Base, problems: &mut Vec<Problem>) -> Option<Weigher> {
        let families: Vec<FamilyId> = table.acts().filter_map(|name| self.family(name).or_else(|| {
            problems.push(second::bad(format!("没有叫「{name}」的词表"), None));
            None
        })).collect();
        let silent = HUSHED.iter().filter_map(|name| base.named.get(*name).copied()).collect();
        (families.len() == table.acts().count()).then_some(Weigher { table, families, silent })
    }

    fn group(&mut self, base: &mut Base, family: FamilyId, (stem, text): (&str, &str), guards: &[String], say: &Say, problems: &mut Vec<Problem>) {
        let mut to = [say.to.is_empty(); 3];
        for who in &say.to {
            match recipient(who) {
                Some(who) => to[who as usize] = true,
                None => problems.push(Problem::new(
                    "words.to",
                    format!("不认识的收件人「{who}」"),
                    format!("casebook/words/{stem}.toml 组「{}」", say.about),
                    "收件人只能写：本人、第三人、不明",
                )),
            }
        }
        let mut unless = Vec::new();
        for name in guards.iter().filter(|g| !say.free.contains(g)) {
            unless.extend(base.guard(stem, text, name, problems));
        }
        unless.extend(base.lists(stem, text, &say.unless, Scope::Sentence, problems));
        unless.extend(base.lists(stem, text, &say.unless_all, Scope::Message, problems));
        let mut with = base.lists(stem, text, &say.with, Scope::Message, problems);
        with.extend(base.lists(stem, text, &say.with_here, Scope::Sentence, problems));
        let with_unknown = base.lists(stem, text, &say.with_unknown, Scope::Message, problems);
        let group = self.groups.len();
        let bits = (0..3).map(|who| u8::from(to[who]) << who).sum();
        self.groups.push(Group { family, with, with_unknown, unless, weak: say.weak });
        for pattern in &say.words {
            for nodes in base.pattern(stem, text, pattern, problems) {
                match self.bank.add(nodes) {
                    Some(_) => {
                        self.group_of.push(group);
                        self.to_of.push(bits);
                    }
                    None => problems.push(no_anchor(stem, text, pattern)),
                }
            }
        }
    }

    /// The lexicon that ships with the program, read on first use.
    pub fn embedded() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Words::load(embedded::WORDS).expect("the shipped files are read by the tests of this module"))
    }

    /// A question for the families `wanted` only: cheaper than asking for all and looking at some.
    pub fn ask(&self, wanted: impl Fn(FamilyId) -> bool) -> Asked {
        let patterns = self.to_of.iter().zip(&self.group_of).map(|(to, group)| if wanted(self.groups[*group].family) { *to } else { 0 }).collect();
        let families = self.second.iter().flat_map(|second| &second.families);
        Asked { patterns, acts: families.enumerate().map(|(act, family)| u16::from(wanted(*family)) << act).sum() }
    }

    /// Finds what one message says. Hits of one family that touch are one hit; order: start, end, family.
    pub fn scan(&self, text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        self.scan_of(&self.to_of, (u16::MAX, Known::Case), text, to, scratch)
    }

    /// As [`Words::scan`], for a message of a lender or its agency.
    pub fn scan_theirs(&self, text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        self.scan_of(&self.to_of, (u16::MAX, Known::Sender), text, to, scratch)
    }

    /// Whether the text has a word of lenders and collectors (`行话` in `_guards.toml`).
    pub fn talks_shop(&self, text: &str, scratch: &mut Scratch) -> bool {
        let text = &text[..floor_boundary(text, MOST)];
        let Scratch { text: folded, spare, around, .. } = scratch;
        self.fold.fold(text, folded, spare);
        self.context.look(&folded.codes, around, self.trade.iter());
        self.trade.iter().any(|set| around.holds(*set, false, &folded.codes, 0, folded.codes.len()))
    }

    /// As [`Words::scan`], for the families asked about.
    pub fn scan_for(&self, asked: &Asked, text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        self.scan_of(&asked.patterns, (asked.acts, Known::Words), text, to, scratch)
    }

    /// As [`Words::scan`], by the lexicon alone: for those who work on it or measure it.
    pub fn scan_lexicon(&self, text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        self.scan_of(&self.to_of, (0, Known::Words), text, to, scratch)
    }

    /// `acts`: those the second opinion is asked about, and what is known beside the words.
    fn scan_of(&self, to_of: &[u8], acts: (u16, Known), text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        let text = &text[..floor_boundary(text, MOST)];
        let whole = !self.fold.codes(text, &mut scratch.text.codes);
        if whole {
            self.fold.fold(text, &mut scratch.text, &mut scratch.spare);
        }
        let hits = self.lexicon(to_of, text, to, whole, scratch);
        match &self.second {
            Some(second) if acts.0 != 0 => self.weigh(second, acts, hits, text, to, scratch),
            _ => hits,
        }
    }

    /// What the lexicon finds. `whole`: the text has been folded with its way back; else it is when something is found.
    fn lexicon(&self, to_of: &[u8], text: &str, to: Recipient, whole: bool, scratch: &mut Scratch) -> Vec<Hit> {
        let Scratch { text: folded, spare, tried, raw, around, .. } = scratch;
        raw.clear();
        let wanted = |pattern: usize| to_of.get(pattern).is_some_and(|bits| bits >> (to as u8) & 1 == 1);
        self.bank.run(&folded.codes, tried, wanted, |pattern, start, end| raw.push((self.group_of[pattern], start, end)));
        if raw.is_empty() {
            return Vec::new();
        }
        if !whole {
            self.fold.fold(text, folded, spare);
        }
        let asked = raw.iter().map(|(group, ..)| &self.groups[*group]).flat_map(|g| g.with.iter().chain(&g.with_unknown).chain(&g.unless)).chain(self.frames());
        self.context.look(&folded.codes, around, asked);
        let mut hits: Vec<Hit> = Vec::new();
        for &(group, start, end) in raw.iter() {
            let Group { family, with, with_unknown, unless, weak, .. } = &self.groups[group];
            let holds = |set: &SetId| around.holds(*set, to == Recipient::Borrower, &folded.codes, start, end);
            // Without its companions a way of speaking says little: nothing when the recipient is not known, nor when a bystander
            // is told nothing of money; else it is a weak sign. Weak signs are not read into adverts and notices.
            // To somebody not known less is said than to a debtor: he must be asked for what he owes, and not by a bystander.
            let stranger = to == Recipient::Unknown && (self.aside.iter().any(holds) || !with_unknown.is_empty() && !self.dun.iter().all(holds));
            if stranger {
                continue;
            }
            let framed = with_unknown.iter().all(holds);
            let told = to == Recipient::Borrower || to == Recipient::ThirdParty && self.money.iter().all(holds);
            let weak = *weak || !framed;
            if end > start && with.iter().all(holds) && (framed || told) && !unless.iter().any(holds) && !(weak && self.notice.iter().any(holds)) {
                if to == Recipient::Unknown && cited(text, folded.from[start] as usize) {
                    continue;
                }
                let (from, until) = clause(folded, start, end, CLAUSE);
                hits.push(Hit { family: *family, start: folded.from[from], end: folded.to[until - 1], weak, alone: false });
            }
        }
        merge(hits)
    }

    /// The second opinion on what the lexicon found: it takes back what looks nothing like the act, and adds, weakly, what the
    /// lexicon has no words for. It never speaks alone without a talk of money or a score of its own far above, nor to somebody
    /// not known who is not asked for what he owes.
    fn weigh(&self, second: &Weigher, (acts, known): (u16, Known), mut hits: Vec<Hit>, text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        let Weigher { table, families, silent } = second;
        let act_of = |family: FamilyId| families.iter().position(|f| *f == family);
        if !hits.iter().any(|h| act_of(h.family).is_some()) && !table.worth(&scratch.text.codes) {
            return hits;
        }
        let Scratch { text: folded, spare, around, heard, .. } = scratch;
        table.hear(&folded.codes, to, heard);
        hits.retain(|hit| act_of(hit.family).is_none_or(|act| heard.score(act) >= table.keeps(known, hit.weak)));
        let (framed, bare) = table.speaks(known, to);
        let said = |act: usize| hits.iter().any(|h| h.family == families[act]);
        let adds: Vec<usize> = (0..families.len()).filter(|act| acts >> act & 1 == 1 && heard.score(*act) >= framed.min(bare) && !said(*act)).collect();
        if adds.is_empty() {
            return hits;
        }
        self.context.look(&folded.codes, around, silent.iter().chain(self.frames()));
        let holds = |set: &SetId| around.holds(SetId { to_borrower: set.scope, ..*set }, false, &folded.codes, 0, folded.codes.len());
        let frame = if to == Recipient::Unknown { &self.dun } else { &self.money };
        let least = if frame.iter().any(holds) { framed } else { bare };
        let beside = if hits.iter().any(|h| act_of(h.family).is_some()) { table.beside(known) } else { i32::MIN };
        let least = if silent.iter().any(holds) { least.saturating_add(table.hush(known)) } else { least };
        self.fold.fold(text, folded, spare);
        for act in adds.into_iter().filter(|act| heard.score(*act) >= least.max(beside)) {
            let (from, until) = table.clause(act, folded, heard);
            if until > from && !(to == Recipient::Unknown && cited(text, folded.from[from] as usize)) {
                hits.push(Hit { family: families[act], start: folded.from[from], end: folded.to[until - 1], weak: true, alone: true });
            }
        }
        hits.sort_by_key(|h| (h.start, h.end, h.family));
        hits
    }

    /// Why the second opinion says what it says of `family`: the runs of characters that weighed most, in the lexicon's own
    /// spelling, ends of the text as ^ and $. Empty when there is no second opinion on the family.
    pub fn why(&self, text: &str, to: Recipient, family: FamilyId, scratch: &mut Scratch) -> Vec<(String, i32)> {
        let Some(second) = &self.second else { return Vec::new() };
        let Some(act) = second.families.iter().position(|f| *f == family) else { return Vec::new() };
        let text = &text[..floor_boundary(text, MOST)];
        self.fold.fold(text, &mut scratch.text, &mut scratch.spare);
        second.table.hear(&scratch.text.codes, to, &mut scratch.heard);
        second.table.why(act, &scratch.heard, WHY)
    }

    /// Number of runs of characters the second opinion weighs; none without its file.
    pub fn second(&self) -> Option<usize> {
        self.second.as_ref().map(|second| second.table.runs())
    }

    /// The text as the lexicon reads it: one spelling for every dress of a character, blanks and symbols gone. For those who compare
    /// whole sentences.
    pub fn plain(&self, text: &str) -> String {
        let (mut out, mut spare) = (Folded::default(), Folded::default());
        self.fold.fold(text, &mut out, &mut spare);
        out.codes.iter().filter_map(|c| char::from_u32(u32::from(*c))).collect()
    }

    /// The lists that tell who speaks to whom, whatever the group.
    fn frames(&self) -> impl Iterator<Item = &SetId> {
        [&self.money, &self.notice, &self.dun, &self.aside].into_iter().flatten()
    }

    /// The family called `name` (its file stem).
    pub fn family(&self, name: &str) -> Option<FamilyId> {
        self.families.iter().position(|f| f.name == name).and_then(|p| u16::try_from(p).ok()).map(FamilyId)
    }

    /// File stem of a family; empty for an id of another lexicon.
    pub fn name(&self, id: FamilyId) -> &str {
        self.families.get(usize::from(id.0)).map_or("", |f| &f.name)
    }

    /// Chinese name of a family.
    pub fn title(&self, id: FamilyId) -> &str {
        self.families.get(usize::from(id.0)).map_or("", |f| &f.title)
    }

    /// All families, in the order of their names.
    pub fn families(&self) -> impl Iterator<Item = FamilyId> {
        (0..u16::try_from(self.families.len()).unwrap_or(u16::MAX)).map(FamilyId)
    }

    /// Number of patterns, for the reader of `juzheng` about pages.
    pub fn patterns(&self) -> usize {
        self.bank.len()
    }

    /// Runs the sentences of every file against it: each that must be found is found with its quote, each that must stay
    /// silent is silent. One problem a failure.
    pub fn check_examples(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut scratch = Scratch::default();
        for (at, family) in self.families.iter().enumerate() {
            let mut run = |example: &file::Example, fires: bool| {
                let to = recipient(&example.to).unwrap_or(Recipient::Borrower);
                let hits = self.scan_lexicon(&example.text, to, &mut scratch);
                let own: Vec<&str> = hits.iter().filter(|h| usize::from(h.family.0) == at).map(|h| &example.text[h.start as usize..h.end as usize]).collect();
                let right = if fires { own.iter().any(|q| q.contains(&example.quote)) } else { own.is_empty() };
                if !right {
                    let what = if fires { format!("应当找到「{}」而未找到，只有 {own:?}", example.quote) } else { format!("不应有发现，却找到 {own:?}（{}）", example.why) };
                    problems.push(Problem::new("words.example", what, format!("casebook/words/{}.toml「{}」", family.name, example.text), "请改正说法，或改正这个例句"));
                }
            };
            family.examples.0.iter().for_each(|e| run(e, true));
            family.examples.1.iter().for_each(|e| run(e, false));
        }
        problems
    }

    /// For each family: name, sentences that must be found, sentences that must stay silent.
    pub fn examples(&self) -> impl Iterator<Item = (&str, usize, usize)> {
        self.families.iter().map(|f| (f.name.as_str(), f.examples.0.len(), f.examples.1.len()))
    }
}

fn recipient(word: &str) -> Option<Recipient> {
    Some(match word {
        "本人" => Recipient::Borrower,
        "第三人" => Recipient::ThirdParty,
        "不明" => Recipient::Unknown,
        _ => return None,
    })
}

fn floor_boundary(text: &str, most: usize) -> usize {
    (0..=text.len().min(most)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Does `at` stand inside quotation marks? Words quoted in a message to nobody in particular are spoken about (headlines,
/// advice, subtitles), not spoken.
fn cited(text: &str, at: usize) -> bool {
    [('“', '”'), ('「', '」'), ('『', '』')].iter().any(|(open, close)| {
        let inside = text[..at].rfind(*open).is_some_and(|from| !text[from..at].contains(*close));
        inside && text[at..].contains(*close)
    })
}

/// Joins hits of one family that overlap or touch.
fn merge(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|h| (h.family, h.start, h.end));
    let mut out: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match out.last_mut() {
            Some(last) if last.family == hit.family && hit.start <= last.end => {
                last.end = last.end.max(hit.end);
                last.weak &= hit.weak;
            }
            _ => out.push(hit),
        }
    }
    out.sort_by_key(|h| (h.start, h.end, h.family));
    out
}

/// The signature a platform puts at the head or the end of a message: the words inside 【】 (or `[]`), without the brackets.
pub fn signature(text: &str) -> Option<&str> {
    const MOST_CHARS: usize = 24;
    let text = text.trim();
    let named = |inner: &str| {
        let inner = inner.trim();
        !inner.is_empty() && inner.chars().count() <= MOST_CHARS && !inner.contains(['【', '】', '[', ']', '\n'])
    };
    for (open, close, least) in [('【', '】', 1), ('[', ']', 3)] {
        let sticker = |s: &str| least > 1 && (s.chars().count() < least || ["图片", "语音", "视频", "表情", "文件", "链接"].iter().any(|p| s.starts_with(p)));
        let head = text.strip_prefix(open).and_then(|rest| rest.split_once(close)).map(|(inner, _)| inner);
        let tail = text.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)).map(|(_, inner)| inner);
        if let Some(inner) = [head, tail].into_iter().flatten().find(|inner| named(inner) && !sticker(inner)) {
            return Some(inner.trim());
        }
    }
    None
}

#[cfg(test)]
mod tests;
