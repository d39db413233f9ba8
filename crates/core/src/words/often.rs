//! How often characters and pairs of characters are met: the tables are made by scripts/often.py from the corpora; do not edit.

use super::fold::{Code, codes};
use super::index::pair;
use super::needs::slot;
use std::sync::OnceLock;

/// Characters met at least 2^class times in a million; rarer ones are not listed.
const ONES: &[(u32, &str)] = &[
    (15, "，"),
    (14, "。我的"),
    (13, "一不了人你您是"),
    (12, "上下个他们到在天家就有期来款给行要说请还那："),
    (11, "【】三为今会保信借元先公再出分别前十单去发可号司同后回大好子对小已年户打把提收方日时月本欠没法点理用电老能让证话账贷费跟过这通里金钱门？"),
    (10, "万业两中主么也书事二于五交付以件位作债停催儿全八关办务动千卡友口只台合名吗吧告员周四地多头她如妈学安定客将工师带平开当录得心息意成房手报接放明晚机条查案次清现生申百看着知码第系经结网群联自被解记诉走起车转退送逾道都银问院面额"),
    (9, "七与东之买产亲什从代任份住何便修候做充免入六其内写准利加助包区午半协卖原反取受叫吃向听呢和哈响哥商啊因场坐块处备复外夜失女姐字孩完官实少属己帮并应店度庭弟张影律快急情想所扣执找担拖拿按换支新无早更最朋服未权村果某校核楼正每民气水求注消照爸物班由留登白直真短示社票租笔等签算管约线统续缴者至花补见规警计认议讲诈谁调谢货贵资路身边进部醒重长间限需音预领验骗高麻！"),
];

/// Pairs of characters met at least 2^class times in a million, one after the other.
const TWOS: &[(u32, &str)] = &[
    (12, "，我"),
    (11, "了，您的我们，你，请"),
    (10, "】您一下一个不是了。今天你们元，公司好，您好电话的，联系账户还款逾期银行，不，别，您"),
    (9, "不会不要不还个人个月人，什么今晚任何你家信息信用借款催收先生出来分期利息到期可以合同吗？天，孩子客户将于小时就是工作已经平台我就我是我这手机提醒方便时候明天月日有人朋友期，本人没有法院现在申请的。知道给你给您给我自己行】行，话，账单贷款身份还，这个这边通知那个钱，门口，一，他，可，如，还，这"),
    (8, "。你。我一万一天一次一起三个三天上门上，下午下来下，不好不能两万两个个电中心之前也不了一了三了我事，二十于月人。人员人家人民今日他们以后们的份证你不你好你是你的你要你说你那你，使用保证债务儿子元。公安再不冒充分钟到了到你到我办理协商单位去，号码号，各位同事同学同意吧，告诉哈哈回复回来困难在我处理大家女士好了好的子，客服家里家长对方就行尾号履行工资师傅影响征信律师微信怎么息，您家您看您说我一我不我也我司我的我给我行我说我跟我，户，打扰执行把你把我把钱投诉报警担保提前支付收到日内日，时间昨天是不是他是吧是我晚上有一服务本月本金来了来，核实欠我欠款款。款人款，江洲消费点，物业理，用卡登记的事的人的时的话的账的那的钱直接知：短信码，第一第三第二系人系统结清给他缴纳网贷群里老师老板行。要是要求让他让你让我记录记得证明证码诈骗诉讼说你说我说要说，请于请问调解谢谢账，费元费，起诉跟你跟您跟我转账还了还我还是还钱送达通过金元金融金额钱的门，需要验证骗子麻烦，三，上，下，也，今，先，再，到，她，就，已，明，是，有，本，现，老，让，说，谁，逾，那：您？我"),
];

/// A character that is not listed.
const ONE: u32 = 250;
/// The least a pair is taken to be met.
const LEAST: u32 = 2;

/// Characters by their code; a bit for each pair that is listed; the pairs, sorted.
struct Tables(Vec<u32>, Vec<u64>, Vec<(u32, u32)>);

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let often = |class: u32| 3 << class >> 1; // the middle of the class
        let (mut ones, mut listed, mut twos) = (vec![ONE; 1 << 16], vec![0; 1 << 10], Vec::new());
        for (class, words) in ONES {
            codes(words).iter().for_each(|c| ones[usize::from(*c)] = often(*class));
        }
        for (class, words) in TWOS {
            twos.extend(codes(words).chunks_exact(2).map(|two| (pair(two[0], two[1]), often(*class))));
        }
        twos.iter().for_each(|(two, _)| listed[slot(*two) >> 6] |= 1 << (slot(*two) & 63));
        twos.sort_unstable();
        Tables(ones, listed, twos)
    })
}

/// How often a fixed word is met in a million characters, roughly: a pair that is not listed is taken for chance.
pub fn rate(word: &[Code]) -> u32 {
    let Tables(ones, listed, twos) = tables();
    let one = |c: Code| ones[usize::from(c)];
    let two = |a: Code, b: Code| {
        let chance = u64::from(one(a)) * u64::from(one(b)) * 3 / 1_000_000;
        let two = pair(a, b);
        let known = if listed[slot(two) >> 6] >> (slot(two) & 63) & 1 == 1 { twos.binary_search_by_key(&two, |known| known.0).ok() } else { None };
        known.map_or_else(|| u32::try_from(chance).unwrap_or(u32::MAX).clamp(LEAST, 200), |at| twos[at].1)
    };
    match word {
        [] => 1_000_000,
        [a] => one(*a),
        [a, b] => two(*a, *b),
        [a, b, c, ..] => (two(*a, *b).min(two(*b, *c)) / 4).max(1),
    }
}
