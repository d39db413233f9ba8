//! Kinds of characters, and small sets of them.

use super::fold::Code;
use std::sync::OnceLock;

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井漆卿丘娜";

/// A set of characters, one bit a hash: may say yes wrongly, never no.
pub type Mask = [u64; 4];

/// Adds a character to a set.
fn put(mask: &mut Mask, code: Code) {
    let (at, bit) = bit(code);
    mask[at] |= bit;
}

/// May the character be in the set?
pub fn may_hold(mask: &Mask, code: Code) -> bool {
    let (at, bit) = bit(code);
    mask[at] & bit != 0
}

fn bit(code: Code) -> (usize, u64) {
    let hash = (u32::from(code).wrapping_mul(0x9E37_79B1) >> 24) as usize;
    (hash >> 6, 1 << (hash & 63))
}

/// Is it a surname?
pub fn surname(code: Code) -> bool {
    static SET: OnceLock<Vec<u64>> = OnceLock::new();
    let set = SET.get_or_init(|| {
        let mut set = vec![0u64; 1 << 10];
        for code in name_heads().iter().filter(|c| !modest(**c)) {
            set[usize::from(*code >> 6)] |= 1 << (code & 63);
        }
        set
    });
    set[usize::from(code >> 6)] >> (code & 63) & 1 == 1
}

/// 小X, 老X, 阿X.
pub fn modest(code: Code) -> bool {
    matches!(char::from_u32(u32::from(code)), Some('小' | '老' | '阿'))
}

/// Characters a name can begin with.
pub fn name_heads() -> Vec<Code> {
    super::fold::codes(SURNAMES).into_iter().chain(super::fold::codes("小老阿")).collect()
}

/// Characters a number is made of.
pub fn number_heads() -> Vec<Code> {
    super::fold::codes("0123456789〇零一二三四五六七八九十百千万两几")
}

/// Is it part of a number?
pub fn is_number(code: Code) -> bool {
    matches!(
        char::from_u32(u32::from(code)),
        Some('0'..='9' | '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '两' | '几')
    )
}

/// The set of these characters.
pub fn of_codes(codes: &[Code]) -> Mask {
    let mut mask = [0; 4];
    codes.iter().for_each(|c| put(&mut mask, *c));
    mask
}
