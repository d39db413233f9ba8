//! A person's own account (`陈述.txt`, `.md`, `.docx`): what happened, typed by them. Each paragraph is a row. A paragraph is a stated
//! contact only when it says the day, the way, the other side and who contacted whom (`statement_act`); everything else stays an
//! account. What they quote in quotation marks is read as words; their own sentences are not.

#[path = "statement/listed.rs"]
mod listed;
#[path = "statement/marks.rs"]
mod marks;
#[path = "statement/subject.rs"]
mod subject;
#[path = "statement/when.rs"]
mod when;
#[path = "statement/words.rs"]
mod words;
#[path = "statement/writer.rs"]
pub(crate) mod writer;

use super::statement_act::{Gap, PEER, Said, said};
use super::text::Lines;
use super::{Claim, Format, Harvest, Holds, Probe, Source, document};
use crate::model::{Call, Channel, Grain, Outcome, Peer, Reading, Record, SkipKind, When};
pub(super) use listed::{Person, listed};
use marks::{FIRST, FURTHER, marked};
use regex::Regex;
use std::sync::LazyLock;
use subject::Subjects;
use when::{PART, Time};
use writer::Writers;

/// Own accounts.
pub static FORMAT: Format = Format { id: "statement", title: "本人陈述（文字）", version: 5, holds: Holds::Events, claims, read };

/// Longest paragraph kept.
const LINE: usize = 64 * 1024;
const STATED: &str = "这是本人陈述，不是设备上的记录；其中的往来按陈述对待";
const STOPS: [char; 11] = ['，', '。', '；', '！', '？', ',', ';', '!', '?', '：', ':'];

/// Behind a date: it is no day of one contact but the end or the beginning of a time.
static SPAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[，,]?(?:起|开始|以来|以后|之后|后|之前|以前|前|至|~|～|—|期间|到\u{3}|到现在|到今|到[0-9]|-)"));
/// The day something else happened, and the contact at some time behind it: 逾期后.
static SINCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^☎，,。；]{0,20}?(?:逾期|到期|借|贷|放款|还款|还了|签|注册|下载|申请|分期|失业|辞职|住院|出院|报警|投诉|起诉)[^☎，,。；]{0,12}?(?:以后|之后|后|以来|起|开始|至今)"));
/// Before a date: it begins or ends a time, or is not sure.
static OPENED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:自|自从|从|打从|直到|到|截至|截止|至)$|好像|似乎|可能|也许|或许|应该是|记不|不记得|不确定|(?:还是|或者?)$"));
/// Behind a date: another day it may have been, or that there were several.
static OR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[，,]?(?:或者?|还是|、|和|与|及|以及|跟)(?:是)?(?:\u{3}|[0-9]{1,2}(?:[月日号]|[-/.][0-9])|前一天|后一天|第二天|次日)|^(?:左右|前后|上下|那几天|那两天|这几天|几天)"));
/// Behind a clock: another clock it may have been.
static OR_AT: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^[，,]?(?:或者?|还是)(?:是)?(?:{PART}|[0-9]{{1,2}}[:：点时])")));
/// Behind a clock: further ones.
static AND_AT: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^[，,]?(?:、|和|与|及|以及|跟)(?:{PART})?(?:[0-9]{{1,2}}[:：点时]|{PART})")));
/// The writer does not know the day, or takes back what was written.
static UNSURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:记不太?[清得准]|不太?(?:记得|确定)|忘了|忘记)[^，,。；☎]{{0,6}}(?:[日号\u{{2}}\u{{3}}]|时间|哪天|几点)|(?:时间|日期|哪天|几号)[^，,。；☎]{{0,4}}(?:记不|不记得|不确定|忘)|更正|应为|(?:应该?|其实|准确来说|准确地说|改)(?:是|为)(?:在)?(?:\u{{3}}|[0-9]{{1,2}}[:：点时月日号]|{PART})|不对[，,：:]?(?:是|应)|(?:记|写|说)错|不是(?:\u{{3}}|[0-9]{{1,2}}[:：点时月日号]|{PART})"
    ))
});
/// What turns to another time than the one stated.
static LATER: LazyLock<Regex> = LazyLock::new(|| pattern(r"后来|次日|第二天|隔天|隔日|[几数]天后|此后|之后|随后|至今|当晚|当夜|昨天|前一天|前天|明天|下周|今天|[0-9]{1,2}(?:[:：点时]|月[0-9])"));
/// Part of a day that stands away from its clock.
static APART: LazyLock<Regex> = LazyLock::new(|| pattern(r"下午|午后|傍晚|晚上|晚间|夜里|夜间|夜晚|深夜|半夜|当晚|当夜"));
/// A further contact without a number: 又给我妈打了电话.
static MORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[0-9]{1,2}分?|晚上|下午|上午|于是|然后|接着)*(?:又|再|还|也|就|便|转而)[^，,。；]{0,6}(?:打|拨|致电|发(?:短信|微信|消息)|联系)"));
/// The number of an item of a list: 1、 or （二）.
static ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:[（(][0-9一二三四五六七八九十]{1,3}[）)]、?|[0-9]{1,2}[、)）]|[0-9]{1,2}[.．]\s+|[一二三四五六七八九十]{1,3}、)\s*"));
const OPEN: &str = "写了日期和联系方式，但看不出是谁联系谁，或者写的是没有发生、转述的事";
const HOW: &str = "要当作往来，请另起一段，写成“2026年1月5日21:03，138…打电话给我”“……我打电话给138…”，打给别人的写成“……138…打电话给我妈王芳”";

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

fn claims(probe: &Probe) -> Claim {
    let name = probe.name.to_ascii_lowercase();
    let text = super::text::head(probe.head);
    // Bytes that are no text are nobody's account, whatever they are called.
    if !(name.ends_with(".txt") || name.ends_with(".md")) || text.contains('\u{fffd}') {
        return Claim::No;
    }
    if document::nature(probe.name, &text) == document::Nature::Statement { Claim::Likely } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    harvest.note(STATED);
    let mut writers = Writers::of_file(source.name);
    let mut lines = Lines::new(source.bytes, LINE);
    while let Some(line) = lines.next_line() {
        let (text, lossy) = lines.text(&line);
        writers.see(text.trim());
        let row = paragraph(text.trim(), line.offset, harvest);
        if let Some(row) = row.filter(|_| lossy) {
            harvest.repaired(row, "这一段里有读不出的字，以 � 代替");
        }
    }
    lines.finish(harvest);
    writers.finish(harvest);
}

/// Reads the paragraphs of an account that was taken out of another file.
pub(super) fn paragraphs(text: &str, harvest: &mut Harvest) {
    harvest.note(STATED);
    let mut offset = 0u64;
    let mut writers = Writers::default();
    for line in text.split('\n') {
        writers.see(line.trim());
        paragraph(line.trim(), offset, harvest);
        offset += line.len() as u64 + 1;
    }
    writers.finish(harvest);
}

fn paragraph(line: &str, offset: u64, harvest: &mut Harvest) -> Option<u64> {
    if line.is_empty() {
        return None;
    }
    let shown: String = line.chars().take(20).collect();
    let line = ITEM.replace(line, "");
    let line = line.as_ref();
    Some(match contact(line) {
        Told::Contact(found) => {
            remarks(&found, &shown, harvest);
            harvest.record(Record { offset, ..found.record })
        }
        told => harvest.skip(SkipKind::NotContact, told.why(&shown)),
    })
}

/// What is said of a contact that was read, and not read whole.
fn remarks(found: &Found, shown: &str, harvest: &mut Harvest) {
    if !found.only {
        harvest.note(format!("陈述“{shown}”这一段可能写了不止一次往来，只取了第一次；有几次就写几段"));
    }
    if let Some(clock) = &found.vague {
        harvest.note(format!("陈述“{shown}”里的“{clock}”没有写到分钟，或者可以指两个时间，这一次往来只算到当天，看不出是不是夜里。知道几点几分的，请写成“2026年1月5日22:05”这样的二十四小时时间（零点以后写第二天的日期），用 juzheng withdraw 撤回这一份后再加入改好的；记不清分钟的不要编，可以对照手机的通话记录"));
    }
    if found.unheard {
        harvest.note(format!("陈述“{shown}”里引号中的话，有的看不出是这一次往来里对方说的，没有当作对方的话；是另一次往来里的，请另起一段，写明日期、号码和方式"));
    }
}

/// What a paragraph tells.
#[derive(Debug)]
enum Told {
    Contact(Box<Found>),
    /// A contact of which it stays open who reached whom.
    Open,
    /// A contact of which it stays open when it was.
    Doubtful,
    /// Something else.
    Account,
}

impl Told {
    /// Why it is no contact.
    fn why(&self, shown: &str) -> String {
        match self {
            Told::Open | Told::Contact(_) => format!("陈述“{shown}”：{OPEN}，只作陈述，不当作一次往来；{HOW}"),
            Told::Doubtful => format!("陈述“{shown}”：日期不止一个、记不清、是一段时间，或者后面更正过，看不出往来是在哪一天，只作陈述，不当作一次往来；知道是哪一天的，请另起一段，一天写一段，只写对的日期"),
            Told::Account => format!("陈述“{shown}”：没有同时写明日期、方式和对方，只作陈述，不当作一次往来"),
        }
    }
}

/// One contact.
#[derive(Debug)]
struct Found {
    record: Record,
    /// Whether it is the only one of the paragraph.
    only: bool,
    /// The clock as written, where it does not say the minute.
    vague: Option<String>,
    /// Words are quoted of which it is not said that they belong to this contact.
    unheard: bool,
    /// Who was not named, and taken to be the writer.
    gap: Gap,
}

fn contact(line: &str) -> Told {
    let marked = marked(line);
    let Some(time) = &marked.time else { return Told::Account };
    let Some((before, behind)) = marked.text.split_once(FIRST) else { return Told::Account };
    let lead = before.rsplit(STOPS).next().unwrap_or("");
    let skipped = &before[..before.len() - lead.len()];
    let doubtful = SINCE.is_match(behind) || OPENED.is_match(lead) || OR.is_match(behind) || UNSURE.is_match(&marked.whole) || time.written.is_empty() && lead.ends_with(['约', '概']);
    if SPAN.is_match(behind) || doubtful {
        return match () {
            () if marked.peers.is_empty() => Told::Account,
            () if doubtful => Told::Doubtful,
            () => Told::Open,
        };
    }
    let mut open = false;
    let mut met = skipped.matches(PEER).count();
    let whole = format!("{lead}{behind}");
    let mut subjects = Subjects::default();
    let mut clauses = whole.split(STOPS).enumerate();
    while let Some((n, clause)) = clauses.next() {
        let late = clause.contains(FURTHER) || n > 0 && LATER.is_match(clause);
        let here = clause.matches(PEER).count();
        let numeric = |i: usize| marked.peers.get(i).is_some_and(|p| p.1);
        // ☎联系不上我，就给我妈打电话: the subject stands in the clause before.
        let carried = subjects.carried(clause);
        let (told, first) = match carried {
            Some(peer) => (said(&format!("{PEER}{clause}"), |_| numeric(peer)), peer),
            None => (said(clause, |i| numeric(met + i)), met),
        };
        match told {
            Said::Act(_) | Said::Unclear if late => open = true,
            Said::Act(act) if carried.is_none() && !subjects.allow(&act, clause) => open = true,
            Said::Act(act) => {
                let Some((raw, _)) = marked.peers.get(first + act.peer) else { return Told::Open };
                let call = (act.channel == Channel::Call).then_some(Call { seconds: None, outcome: if act.rejected { Outcome::Rejected } else { Outcome::Unknown } });
                let clock = time.second.filter(|_| !unsettled(time, lead, behind, clause));
                let vague = (clock.is_none() && !time.written.is_empty()).then(|| time.written.clone());
                let at = clause.as_ptr() as usize - whole.as_ptr() as usize;
                let rest = &whole[at + clause.len()..];
                let only = !AND_AT.is_match(behind) && clauses.all(|(_, clause)| !MORE.is_match(clause) && said(clause, |_| true) == Said::Nothing);
                let gap = act.gap;
                let heard = words::heard(&marked.quotes, marks::quotations(skipped) + marks::quotations(&whole[..at]), clause, rest, &act);
                let record = Record {
                    row: 0,
                    offset: 0,
                    at: clock.map_or(When::local(time.day, 0, Grain::Day), |second| When::local(time.day, second, Grain::Minute)),
                    sent: None,
                    channel: act.channel,
                    direction: act.direction,
                    // Who was reached, if not the writer: resolved with the people of the case.
                    peer: Peer { raw: raw.clone(), name: None, also: act.to.into_iter().collect() },
                    // What a call said is attached to the call, as for calls the facts tell of.
                    body: heard.words,
                    call,
                    parts: Vec::new(),
                    reading: Reading::Stated,
                };
                return Told::Contact(Box::new(Found { record, only, vague, unheard: heard.left, gap }));
            }
            Said::Unclear => open = true,
            Said::Nothing => {}
        }
        if late {
            break;
        }
        subjects.see(clause, met);
        met += here;
    }
    if open { Told::Open } else { Told::Account }
}

/// Whether words away from the clock leave open which of two it is: 约…, or 8:10 with 晚上 elsewhere in the sentence.
fn unsettled(time: &Time, lead: &str, behind: &str, clause: &str) -> bool {
    let head = behind.split(STOPS).next().unwrap_or("");
    lead.ends_with(['约', '概']) || OR_AT.is_match(behind) || time.bare && [lead, head, clause].iter().any(|part| APART.is_match(part))
}

#[cfg(test)]
#[path = "statement/tests.rs"]
mod tests;
