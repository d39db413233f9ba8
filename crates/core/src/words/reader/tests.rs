use super::*;

/// What a reader finds, read twice and a third time from memory, is what a scan finds.
fn alike(texts: &[String]) {
    let words = Words::embedded();
    let (mut reader, mut scratch) = (Reader::new(words), Scratch::default());
    for _ in 0..3 {
        for text in texts {
            for to in [Recipient::Borrower, Recipient::ThirdParty, Recipient::Unknown] {
                assert_eq!(reader.read(text, to), words.scan(text, to, &mut scratch), "{text} {to:?}");
            }
        }
    }
    assert!(reader.memo.kept.iter().flatten().count() > 0);
}

#[test]
fn what_is_remembered_is_what_is_read() {
    let mut texts = Vec::new();
    for n in 0..40 {
        texts.push(format!("【禾渡小贷】张一，您的借款已逾期{n}天，欠款{}.{n:02}元，请今日{n}点前还清，避免影响征信。", n * 77 % 1000));
        texts.push(format!("再不还钱，{n}小时内把你的裸照发给通讯录里{n}个人"));
        texts.push(format!("我们二{n}小时轮番打爆你家所有人的电话"));
        texts.push(format!("这里是法院{}热线，你的案子已经立案，不还钱马上抓你", 12300 + n * 17));
        texts.push(format!("法院1{}2 3{}8热线", n % 10, n % 7));
        texts.push(format!("拨打1{}，{n},{:03}元", n % 13, n * 31));
        texts.push(format!("请拨打1,2，{},368 举报，法院12，{}68热线", n % 10, n % 5));
        texts.push(format!("打{}你全家，你个死s{n}，逾{}不还", n % 10, n % 10));
        texts.push(format!("账户{}{}转进来，利息{n}％", 6200 + n, n));
    }
    alike(&texts);
}

#[test]
fn every_change_of_a_digit_in_a_word_of_the_lexicon_is_seen() {
    // A text in which a word with digits stands, in many dresses, and the same with other digits.
    let words = Words::embedded();
    let mut texts = Vec::new();
    for word in words.bank.numerals().chain(words.context.numerals()).chain(words.fold.numerals().iter().map(Vec::as_slice)) {
        let word: String = word.iter().filter_map(|c| char::from_u32(u32::from(*c))).collect();
        for dress in [word.clone(), word.chars().map(|c| format!("{c} ")).collect(), word.chars().map(|c| format!("{c}*")).collect(), format!("1,{word},000"), format!("qian{word}qian")] {
            for digit in ['1', '4', '6', '9'] {
                let other: String = dress.chars().map(|c| if c.is_ascii_digit() { digit } else { c }).collect();
                texts.push(format!("张一欠钱不还，{other}，再不还就上门找你爸妈，让你全家都不得安宁"));
            }
            texts.push(format!("张一欠钱不还，{dress}，再不还就上门找你爸妈，让你全家都不得安宁"));
        }
    }
    assert!(texts.len() > 500);
    alike(&texts);
}

#[test]
fn digits_that_say_nothing_make_no_other_key() {
    let words = Words::embedded();
    let key = |text: &str| {
        let mut key = Vec::new();
        words.telling.mask(text, &mut key);
        key
    };
    assert_eq!(key("取件码483957，柜号8"), key("取件码938575，柜号9"));
    assert_ne!(key("取件码483957"), key("取件码48395"));
    assert_ne!(key("请拨打12368"), key("请拨打12367"));
    assert_ne!(key("24小时"), key("25小时"));
    assert_ne!(key("2 4小 时"), key("2 5小 时"));
    assert_ne!(key("1２368"), key("9２368"));
    // A comma between digits is dropped, any other stands: neither makes the other digits count.
    assert_eq!(key("验证码483957，5分钟内有效"), key("验证码938575，7分钟内有效"));
    assert_eq!(key("白天多云，2到8度"), key("白天多云，4到6度"));
    assert_ne!(key("请拨打12,368"), key("请拨打12,367"));
    assert_ne!(key("请拨打1,2368"), key("请拨打9,2368"));
}

#[test]
fn the_memory_has_an_end() {
    let (mut memo, most) = (Memo::default(), PLACES * WAYS);
    for n in 0..3 * most as u64 {
        let key = n.to_le_bytes();
        let place = hash(&key, |chunk| chunk);
        memo.put(place, &key, &[]);
        assert_eq!(memo.get(place, &key), Some(&[][..]));
    }
    assert!(memo.kept.iter().flatten().count() <= most);
}
