//! The dress of characters: width, case, accents, letters drawn as symbols. What needs no word list.

use super::fold::{Code, GONE, NOISE};

/// Letters in mathematical, enclosed or regional dress.
pub fn styled(wide: u32) -> Option<Code> {
    let letter = match wide {
        0x1D400..=0x1D6A3 => 0x61 + (wide - 0x1D400) % 26,
        0x1D7CE..=0x1D7FF => 0x30 + (wide - 0x1D7CE) % 10,
        0x1F130..=0x1F149 => 0x61 + wide - 0x1F130,
        0x1F150..=0x1F169 => 0x61 + wide - 0x1F150,
        0x1F170..=0x1F189 => 0x61 + wide - 0x1F170,
        0x1F1E6..=0x1F1FF => 0x61 + wide - 0x1F1E6,
        _ => return None,
    };
    u16::try_from(letter).ok()
}

/// Width, case, accents, noise: what needs no word list. Sources: Unicode blocks and General Punctuation.
pub fn plain_table(table: &mut [Code]) {
    let mut set = |range: std::ops::RangeInclusive<u16>, to: &dyn Fn(u16) -> Code| {
        for code in range {
            table[usize::from(code)] = to(code);
        }
    };
    set(0x00..=0x1F, &|_| NOISE);
    set(0x20..=0x2F, &|_| NOISE);
    set(0x3A..=0x40, &|_| NOISE);
    set(0x41..=0x5A, &|c| c + 0x20);
    set(0x5C..=0x60, &|_| NOISE);
    set(0x7B..=0xBF, &|_| NOISE);
    set(0xD7..=0xD7, &|_| NOISE);
    set(0xF7..=0xF7, &|_| NOISE);
    set(0xAD..=0xAD, &|_| GONE);
    set(0x0300..=0x036F, &|_| GONE);
    set(0x2000..=0x2BFF, &|_| NOISE);
    set(0x200B..=0x200F, &|_| GONE);
    set(0x202A..=0x202E, &|_| GONE);
    set(0x2060..=0x206F, &|_| GONE);
    set(0x20D0..=0x20FF, &|_| GONE);
    set(0x2460..=0x2468, &|c| c - 0x2460 + 0x31);
    set(0x24B6..=0x24CF, &|c| c - 0x24B6 + 0x61);
    set(0x24D0..=0x24E9, &|c| c - 0x24D0 + 0x61);
    set(0x2160..=0x2169, &|_| NOISE);
    set(0x3000..=0x303F, &|_| NOISE);
    set(0x3007..=0x3007, &|c| c);
    set(0xD800..=0xF8FF, &|_| GONE);
    set(0xFE00..=0xFE0F, &|_| GONE);
    set(0xFE10..=0xFE6F, &|_| NOISE);
    set(0xFEFF..=0xFEFF, &|_| GONE);
    set(0xFF00..=0xFFFF, &|_| NOISE);
    set(0xFF10..=0xFF19, &|c| c - 0xFEE0);
    set(0xFF21..=0xFF3A, &|c| c - 0xFEE0 + 0x20);
    set(0xFF41..=0xFF5A, &|c| c - 0xFEE0);
    set(0xFFF0..=0xFFFF, &|_| GONE);
    for (from, to) in [
        ("\n\r\u{2028}\u{2029}\u{0B}\u{0C}", '\n'), (",，﹐", '，'), ("。｡", '。'), ("!！﹗", '！'), ("?？﹖", '？'), (";；", '；'), (":：", '：'),
        ("、､", '、'), ("(（﹙", '（'), (")）﹚", '）'), ("[［", '['), ("]］", ']'), ("【〖", '【'), ("】〗", '】'),
        ("āáǎàâä", 'a'), ("ēéěèêë", 'e'), ("īíǐì", 'i'), ("ōóǒòö", 'o'), ("ūúǔùǖǘǚǜü", 'u'), ("ñ", 'n'),
    ] {
        for c in from.chars() {
            if let (Ok(c), Ok(to)) = (u16::try_from(u32::from(c)), u16::try_from(u32::from(to))) {
                table[usize::from(c)] = to;
            }
        }
    }
}
