//! From the files of `casebook/words` to the lexicon: all mistakes are reported at once.

use super::file::{Base, FamilyFile, Say, no_anchor, read, spelling};
use super::fold::Fold;
use super::guard::{Context, Scope};
use super::bank::Bank;
use super::digits::Telling;
use super::second::{self, Second};
use super::windows::{self, Windows};
use super::{Family, FamilyId, Group, Weigher, Words, recipient};
use crate::error::Problem;

/// The lists under which the second opinion asks more of itself: adverts and notices, warnings, advice, what bystanders say.
const HUSHED: [&str; 10] = ["寻常通知", "如实提醒", "广告", "旁人话", "旁观", "反诈", "法律问答", "说破", "正当收付", "非上门"];

impl Words {
    /// Reads the files of `casebook/words`: (stem, TOML text). All mistakes are reported at once.
    pub fn load(files: &[(&str, &str)]) -> Result<Words, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut base = Base::new(files, &mut problems);
        let mut words = Words {
            money: base.named.get("钱话").copied(),
            notice: base.named.get("寻常通知").copied(),
            dun: base.named.get("催账").copied(),
            aside: base.named.get("旁观").copied(),
            trade: base.named.get("行话").copied(),
            force: base.named.get("架势").copied(),
            matter: base.named.get("别的账").copied(),
            astray: base.named.get("发错").copied(),
            ..Words::bare(Fold::new(&[], &[], &[], Default::default()))
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
            let windows = table.as_ref().zip(files.iter().find(|(stem, _)| *stem == windows::STEM));
            let windows = windows.and_then(|(table, (_, text))| Windows::load(text, &table.acts().collect::<Vec<_>>(), &mut problems));
            words.second = table.and_then(|table| words.weigher(table, windows, &base, &mut problems));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        base.context.seal();
        words.context = base.context;
        words.fold = base.fold;
        let said = words.bank.numerals().chain(words.context.numerals());
        words.telling = Telling::new(&words.fold, said.map(<[_]>::to_vec).chain(words.second.iter().flat_map(|s| s.table.worth_digits())));
        Ok(words)
    }

    /// Only how letters are spelt and which families there are: enough to compare sentences, at a fraction of the work. Finds nothing.
    pub fn spelling(files: &[(&str, &str)]) -> Result<Words, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut words = Words::bare(spelling(files, &mut problems));
        for (stem, _) in files.iter().filter(|(stem, _)| !stem.starts_with('_')) {
            let name = stem.split('.').next().unwrap_or(stem);
            if words.families.iter().all(|f| f.name != name) {
                words.families.push(Family { name: name.to_owned(), title: name.to_owned(), examples: Default::default() });
            }
        }
        if problems.is_empty() { Ok(words) } else { Err(problems) }
    }

    fn bare(fold: Fold) -> Words {
        Words {
            fold,
            bank: Bank::default(),
            group_of: Vec::new(),
            to_of: Vec::new(),
            starts: Default::default(),
            groups: Vec::new(),
            context: Context::default(),
            money: None,
            notice: None,
            dun: None,
            aside: None,
            trade: None,
            force: None,
            matter: None,
            astray: None,
            families: Vec::new(),
            second: None,
            telling: Telling::default(),
        }
    }

    fn weigher(&self, table: Second, windows: Option<Windows>, base: &Base, problems: &mut Vec<Problem>) -> Option<Weigher> {
        let families: Vec<FamilyId> = table.acts().filter_map(|name| self.family(name).or_else(|| {
            problems.push(second::bad(format!("没有叫「{name}」的词表"), None));
            None
        })).collect();
        let silent = HUSHED.iter().filter_map(|name| base.named.get(*name).copied()).collect();
        (families.len() == table.acts().count()).then_some(Weigher { table, windows, families, silent })
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
        self.groups.push(Group { family, with, with_unknown, unless, weak: say.weak, sure: say.sure });
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
}
