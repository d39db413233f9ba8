//! Sentences of an agreement, their parts, and what denies one of them.

use regex::Regex;
use std::sync::LazyLock;

/// Longest sentence read, in bytes; what runs on without a stop is cut there.
const SENTENCE: usize = 3000;

/// What says that the words behind it are not done.
static NOT_DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"不会|绝不|决不|从不|从未|未曾|从没有?|并未|承诺不|保[证]不|不以任何|不额外|(?:没有|并?未)(?:收集|读取|获取|采集|上传|访问|提取|保存|共享|收取|向)|不(?:再)?(?:收集|读取|获取|采集|上传|访问|提取|保存|存储|共享|分享|转让|披露|出售|泄露|联系|收取|另收|要求|公开|向)|(?:无需|无须|毋需|不必|不需要?)(?:您|用户|借款人)?(?:提供|支付|填写|缴纳|提交|上传|开启|(?:同意|授权)(?:读取|收集|上传|获取|访问|提供|开放|通讯录|通话记录|短信))|免收|(?:已|均已|现已|已经)[^，。]{0,10}?(?:停止|终止)|停止(?:收集|读取|获取|采集|上传|访问)")
});
/// What forbids the words behind it, whoever is meant.
static FORBIDDEN: LazyLock<Regex> = LazyLock::new(|| pattern("不得|严禁|禁止|不允许|不准|不可以|杜绝"));
/// Those a clause binds by forbidding them something: 您不得关闭授权 takes from them.
static BOUND: LazyLock<Regex> = LazyLock::new(|| pattern("(?:您|用户|乙方|借款人|本人|申请人)(?:如果?|若|均|亦|也|选择|不)?$"));
/// Forbidding to refuse is taking.
static REFUSAL: LazyLock<Regex> = LazyLock::new(|| pattern("^[^，。]{0,12}?(?:拒绝|关闭|撤|取消|解除|解绑|阻|妨|干预|异议|抗辩|主张|追究|投诉|索赔|虚假|不实|伪造)"));
/// A warning of others, not a clause: 如有人冒充我司读取通讯录，请举报.
static WARNING: LazyLock<Regex> = LazyLock::new(|| pattern("(?:如|若|倘|凡|遇|发现)[^，。]{0,6}(?:有人|他人|任何人|不法)[^，。]{0,4}(?:以|冒充|自称|假冒|盗用|声称)|警惕|谨防|提防|冒充|假冒|不法分子"));
/// What a word means.
static MEANING: LazyLock<Regex> = LazyLock::new(|| pattern("^[^，。]{0,24}?(?:是指|系指|指的是|意指|[”」》]指)|^[^，。]{0,6}(?:什么是|何谓)"));
/// Whoever refuses loses nothing, or the clause is gone.
static FREE: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:拒绝|不同意|不授权|不提供|未提供|不填写|关闭|撤回)[^。；]{0,24}(?:不影响|不会影响|仍可|仍然可以|仍能|不妨碍)|不(?:会|得)?因[^。；]{0,24}(?:拒绝|不同意|不授权|不提供|未提供)|(?:条款|规定|约定|表述|功能)[^，。]{0,4}(?:已|均已|现已|予以)[^，。]{0,4}(?:删除|废止|取消|停用|下线|失效)")
});
/// What takes all the same.
static TAKING: LazyLock<Regex> = LazyLock::new(|| pattern("无法(?:使用|继续|借|申请|放)|不能(?:使用|继续|借|申请)|不予|视为|(?:我们|平台|我司|贵司|本公司|甲方|贷款人|出借人)(?:会|将|可以?|有权|需要?|仍)|同意并|授权(?:我们|平台|我司|贵司|甲方|贷款人|出借人)|您(?:应|须|需|必须)"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// The words behind each denial or prohibition of a part.
pub(super) fn denied(part: &str) -> impl Iterator<Item = &str> {
    let not = NOT_DONE.find_iter(part).map(|not| &part[not.start() + part[not.start()..].chars().next().map_or(0, char::len_utf8)..]);
    let forbidden = FORBIDDEN.find_iter(part).filter(|no| !BOUND.is_match(&part[..no.start()]) && !REFUSAL.is_match(&part[no.end()..])).map(|no| &part[no.end()..]);
    not.chain(forbidden)
}

/// Whether a sentence warns of others or says what a word means: it neither takes nor promises.
pub(super) fn beside(sentence: &str) -> bool {
    (WARNING.is_match(sentence) || MEANING.is_match(sentence)) && !TAKING.is_match(sentence)
}

/// Whether a sentence leaves people free to refuse, or says that a clause is gone.
pub(super) fn free(sentence: &str) -> bool {
    FREE.is_match(sentence) && !TAKING.is_match(sentence)
}

/// The parts of a sentence, between commas and before 但.
pub(super) fn parts(sentence: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in sentence.split_inclusive(['，', ',', '：', ':']) {
        let mut from = 0;
        parts.extend(part.match_indices('但').filter(|(at, _)| !part[*at..].starts_with("但不限")).map(|(at, _)| {
            let piece = &part[from..at];
            from = at;
            piece
        }));
        parts.push(&part[from..]);
    }
    parts
}

/// One sentence: its words, the byte and the line where they begin.
pub(super) struct Sentence<'t> {
    pub words: &'t str,
    pub start: usize,
    pub line: usize,
}

/// Sentences by their stops; a line end is a stop only where a sentence ends anyway or the line is a heading, since text layers
/// break lines in the middle of sentences.
pub(super) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let (mut start, mut line, mut begun) = (0, 1, 1);
    let mut push = |from: usize, to: usize, line: usize| {
        let raw = &text[from..to];
        let words = raw.trim();
        if !words.is_empty() {
            let lead = raw.len() - raw.trim_start().len();
            found.push(Sentence { words, start: from + lead, line: line + raw[..lead].matches('\n').count() });
        }
    };
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        let stop = match c {
            '。' | '；' | ';' | '！' | '!' | '？' | '?' => true,
            '\n' => {
                line += 1;
                let rest = text[next..].trim_start_matches([' ', '\t', '\u{3000}', '\r']);
                rest.starts_with('\n') || rest.is_empty() || number(rest.lines().next().unwrap_or("")).is_some() || text[start..at].trim().chars().count() < 16
            }
            _ => next - start >= SENTENCE,
        };
        if stop {
            push(start, next, begun);
            (start, begun) = (next, line);
        }
    }
    push(start, text.len(), begun);
    found
}

/// The number a clause begins with: `第五条`, `三、`, `（二）`, `4.2`.
pub(super) fn number(words: &str) -> Option<String> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*(第[一二三四五六七八九十百零0-9]{1,5}[条章节款]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}|[0-9]{1,2}[.、])").expect("a pattern of this file"));
    NUMBER.captures(words).map(|c| c[1].trim_end_matches(['、', '.']).to_owned())
}
