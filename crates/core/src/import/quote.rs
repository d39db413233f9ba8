//! A message that answers another one, which its exporter writes into it: whose words are whose.

/// Words that answer a message, with what they answer behind them as WeFlow writes it (`好的[引用 张三：还钱]`): what somebody else
/// said is set apart, or it would be the speaker's own.
pub fn with_quote(text: &str) -> String {
    let quoted = text.trim_end().strip_suffix(']').and_then(|t| t.split_once("[引用 "));
    quoted.filter(|(_, quote)| !quote.trim().is_empty()).map_or_else(|| text.to_owned(), |(own, quote)| quoting(own, quote))
}

/// Own words, and behind them the words of somebody else they answer.
pub fn quoting(own: &str, quote: &str) -> String {
    format!("{}{}{}〕", own.trim_end(), crate::normalise::QUOTED, quote.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_answered_stands_apart() {
        for (text, expect) in [("好的[引用 张三：还钱]", "好的\n〔引用：张三：还钱〕"), ("[引用 还钱]", "\n〔引用：还钱〕"), ("好的[引用 ]", "好的[引用 ]"), ("好的[引用", "好的[引用"), ("好的", "好的")] {
            assert_eq!(with_quote(text), expect, "{text}");
        }
    }
}
