//! Which quoted words the one who made contact said or wrote in it. Words of a later message, of the writer or of people beside them
//! are nobody's in this contact.

use super::marks::quotations;
use crate::import::statement_act::{Act, PEER, speaks_of_kin};
use crate::model::{Channel, Direction};
use regex::Regex;
use std::sync::LazyLock;

/// Words before a quotation that make it the writer's own: 我说“…”.
static MINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:于是|然后|便|就|当时)?(?:我|本人)(?:就|也|又|便|当时|马上|立即|跟他|对他|向他|[向对跟]对方)*(?:说|回答|回复|回|答|问|告诉|要求|表示|反问|解释|请求)|(?:回答|反问)[说道]?$"));
/// Words that lead on to what one has written: 内容是“…”.
static CONTENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:短信|信息|消息)?(?:内容|原文|原话|全文|大意)?(?:是|为|如下)?$|^(?:并)?(?:写(?:的是|着|道)?|说明?|称|表示|要求|告知|请)$"));
/// A clause that turns to another contact or another time.
static TURN: LazyLock<Regex> = LazyLock::new(|| pattern(r"后来|随后|之后|此后|(?:然后|接着)(?:又|再|收|接|打|发|来)|次日|第二天|隔天|当晚|当夜|分钟后|小时后|不久|紧接着|又(?:收|接|打|发|来)|再(?:次)?(?:收|接|打|发|来)|收到|接到|回拨|[0-9]{1,2}[:：点时]"));
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| pattern("短信|彩信|微信|私信|QQ|发来|[发收][^，]{0,4}(?:消息|信息|邮件)"));
static SPOKEN: LazyLock<Regex> = LazyLock::new(|| pattern("电话|来电|打来|拨打|致电|通话"));
/// Nobody spoke in such a call.
static UNTAKEN: LazyLock<Regex> = LazyLock::new(|| pattern("没接|未接|没有接|不接|没人接|无人接|拒接|挂断|挂掉|挂了|响一声|响了一声|占线|没打通|打不通"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// The words of a contact, and whether quoted words were left.
pub(super) struct Heard {
    pub words: String,
    pub left: bool,
}

/// The words among `quotes` that belong to `act`, told in `clause`, before which `skipped` quotations stand and behind which `rest` does.
pub(super) fn heard(quotes: &[Option<(String, String)>], skipped: usize, clause: &str, rest: &str, act: &Act) -> Heard {
    let end = skipped + quotations(clause) + quotations(&rest[..scene(rest, act)]);
    let silent = act.channel == Channel::Call && (act.rejected || UNTAKEN.is_match(clause));
    let (mut words, mut left) = (Vec::new(), false);
    for (n, quote) in quotes.iter().enumerate() {
        let Some((text, said)) = quote else { continue };
        let mine = MINE.is_match(said);
        let beside = speaks_of_kin(said);
        let whose = match act.direction {
            Direction::In => !mine && !beside && !silent,
            // Of what was said in the writer's own call, nobody can tell whose it is.
            Direction::Out => act.channel != Channel::Call && (mine || said.contains(PEER_OR_NUMBER) || clause.contains(said.as_str()) || CONTENT.is_match(said)),
        };
        match () {
            () if (skipped..end).contains(&n) && whose => words.push(text.as_str()),
            // The writer's own words in a call of the other side are told, and nobody's words to find.
            () if mine && act.direction == Direction::In => {}
            () => left = true,
        }
    }
    Heard { words: words.join("\n"), left }
}

/// The other side as it stands in the words before a quotation, which are kept unmarked.
const PEER_OR_NUMBER: fn(char) -> bool = |c| c == PEER || c.is_ascii_digit();

/// How far behind an act the paragraph still speaks of it.
fn scene(rest: &str, act: &Act) -> usize {
    let other = if act.channel == Channel::Call { &*WRITTEN } else { &*SPOKEN };
    let mut at = 0;
    for clause in rest.split_inclusive(super::STOPS) {
        let own = matches!(act.channel, Channel::Call) && UNTAKEN.is_match(clause);
        if own || clause.contains([PEER, super::FURTHER]) || TURN.is_match(clause) || other.is_match(clause) {
            break;
        }
        at += clause.len();
    }
    at
}
