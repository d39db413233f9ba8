//! Whose account a text says it is: its title (白若溪的情况说明), its signature (陈述人：白若溪), its own words (我叫白若溪, 我是借款人的姐姐). It is
//! kept as a mark; who that is, the people of the case tell (`normalise::stated`), and "我" is then that person.

use super::ITEM;
use crate::import::Harvest;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Before the writer in a note for the product itself.
pub(crate) const MARK: &str = "statement-writer:";
/// Lines in which a title may stand.
const TITLE_LINES: usize = 3;
const KIN: &str = "母亲|父亲|妈妈|爸爸|妻子|丈夫|爱人|配偶|老婆|老公|儿子|女儿|哥哥|弟弟|姐姐|妹妹|亲戚|亲属|家属|同事|同学|朋友|邻居|领导|老板|联系人|紧急联系人|担保人";

/// Somebody else's relative or colleague writes: 我叫王芳，是张三的母亲.
static RELATED: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^(?:我|本人)(?:(?:名?叫|姓名)[^。；☎“]{{1,20}}?[，,]我?|[\p{{Han}}]{{2,4}}[，,](?:我)?)?(?:是|系|为)([^我你他她，,。；\s]{{2,4}}的(?:{KIN}))")));
/// 我叫白若溪, 本人白若溪，女.
static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:我|本人)[\s（(：:]*(?:名?叫做?|姓名[是为：:]?|是|系)?\s*([\p{Han}·]{2,4})[)）]?(?:[，,。；;（(]|$)"));
/// The name is said so plainly that it is told where nobody of that name is known.
static PLAIN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:我|本人)(?:名?叫|姓名|[\s（(：:]*[\p{Han}·]{2,4}[)）]?[，,]\s*(?:男|女|身份证|公民身份|汉族|住|现住|联系电话|电话|手机))"));
/// 陈述人：白若溪.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:陈述人|说明人|自述人|证人|书写人|签名|签字)(?:签名|签字|姓名)?[（(]?[)）]?\s*[：:]\s*([\p{Han}·]{2,4})(?:[\s，,。（(]|$)"));
/// 白若溪的情况说明, 情况说明（白若溪）.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    const KIND: &str = "情况说明|说明|陈述|陈述书|自述|自述材料|证言|证人证言|证词|情况反映|事情经过|经过";
    pattern(&format!(r"^《?(?:([\p{{Han}}·]{{2,4}}?)的?(?:{KIND})|(?:{KIND})[（(]([\p{{Han}}·]{{2,4}})[)）])》?$"))
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// Who is said to write.
#[derive(Default)]
pub(super) struct Writers {
    said: BTreeSet<String>,
    /// Names of titles; somebody the account speaks of is not its writer.
    titled: BTreeSet<String>,
    notes: Vec<String>,
    lines: usize,
}

/// Words that stand where a name would: 本人陈述, 情况说明.
fn is_name(text: &str) -> bool {
    const WORDS: [&str; 21] = ["情况", "个人", "书面", "本人", "事情", "证人", "受害人", "有关", "相关", "补充", "陈述", "说明", "自述", "承诺", "声明", "知道", "同意", "已经", "现在", "当时", "目前"];
    !WORDS.iter().any(|w| text.starts_with(w))
}

fn title(line: &str) -> Option<String> {
    let found = TITLE.captures(line.trim())?;
    found.get(1).or(found.get(2)).map(|m| m.as_str().to_owned()).filter(|name| is_name(name))
}

impl Writers {
    /// A file called 白若溪的情况说明.txt.
    pub fn of_file(name: &str) -> Writers {
        let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
        Writers { titled: title(stem).into_iter().collect(), ..Writers::default() }
    }

    /// One paragraph.
    pub fn see(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        self.lines += 1;
        if let Some(name) = title(line).filter(|_| self.lines <= TITLE_LINES) {
            self.titled.insert(name);
            return;
        }
        let bare = ITEM.replace(line, "");
        let shown: String = line.chars().take(20).collect();
        let related = RELATED.captures(&bare).map(|f| f[1].to_owned());
        let named = NAMED.captures(&bare).or_else(|| SIGNED.captures(&bare)).map(|f| f[1].to_owned()).filter(|name| is_name(name));
        if let Some(who) = &related {
            self.notes.push(format!("陈述“{shown}”写明写的人是“{who}”：案情里写了这个人、又只有一个的，其中的“我”按这个人算；没有写的，加入时请用 --from 写明是谁写的，否则其中的“我”会被当作借款人本人，往来会算错人"));
        } else if let Some(who) = named.as_ref().filter(|_| PLAIN.is_match(&bare) || SIGNED.is_match(&bare)) {
            self.notes.push(format!("陈述“{shown}”写明写的人是“{who}”：案情里写了这个人的，其中的“我”按这个人算；不是本人、案情里又没有写的，加入时请用 --from 写明是谁写的"));
        }
        self.titled.retain(|name| named.as_ref() == Some(name) || !line.contains(name.as_str()));
        self.said.extend(related.into_iter().chain(named));
    }

    /// Leaves the marks.
    pub fn finish(self, harvest: &mut Harvest) {
        self.notes.into_iter().for_each(|n| harvest.note(n));
        self.said.union(&self.titled).for_each(|who| harvest.note(format!("{MARK}{who}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(file: &str, lines: &[&str]) -> Vec<String> {
        let mut writers = Writers::of_file(file);
        lines.iter().for_each(|l| writers.see(l));
        let mut harvest = Harvest::default();
        writers.finish(&mut harvest);
        harvest.notes.iter().filter_map(|n| n.strip_prefix(MARK)).map(str::to_owned).collect()
    }

    #[test]
    fn whose_account_it_is() {
        for (file, lines, who) in [
            ("陈述.txt", &["白若溪的情况说明", "2026年1月5日，057100000000打电话给我"][..], &["白若溪"][..]),
            ("白若溪的情况说明.txt", &["2026年1月5日，057100000000打电话给我"], &["白若溪"]),
            ("陈述.txt", &["情况说明（白若溪）"], &["白若溪"]),
            ("陈述.txt", &["情况说明", "本人白若溪，女，1990年生。"], &["白若溪"]),
            ("陈述.txt", &["我叫白若溪，是张一的姐姐。"], &["张一的姐姐", "白若溪"]),
            ("陈述.txt", &["我是借款人的姐姐，2026年1月5日接到电话。"], &["借款人的姐姐"]),
            ("陈述.txt", &["本人白若溪，系借款人的姐姐。"], &["借款人的姐姐", "白若溪"]),
            ("陈述.txt", &["2026年1月5日，057100000000打电话给我", "陈述人：白若溪"], &["白若溪"]),
            // Whoever the account speaks of does not write it.
            ("陈述.txt", &["白若溪的情况说明", "2026年1月5日，057100000000打电话给我姐白若溪"], &[]),
            ("陈述.txt", &["情况说明", "2026年1月5日，057100000000打电话给我"], &[]),
            ("陈述.txt", &["我姐姐白若溪接到电话"], &[]),
            ("本人陈述.txt", &["本人陈述", "本人承诺，以上属实。"], &[]),
        ] {
            assert_eq!(marks(file, lines), who, "{file} {lines:?}");
        }
    }
}
