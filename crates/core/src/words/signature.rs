//! The signature of a message.

/// The signature a platform puts at the head or the end of a message: the words inside 【】 (or `[]`), without the brackets.
pub fn signature(text: &str) -> Option<&str> {
    const MOST_CHARS: usize = 24;
    let text = text.trim();
    let named = |inner: &str| {
        let inner = inner.trim();
        !inner.is_empty() && inner.chars().count() <= MOST_CHARS && !inner.contains(['【', '】', '[', ']', '\n'])
    };
    for (open, close, least) in [('【', '】', 1), ('[', ']', 3)] {
        let sticker = |s: &str| least > 1 && (s.chars().count() < least || ["图片", "语音", "视频", "表情", "文件", "链接"].iter().any(|p| s.starts_with(p)));
        let head = text.strip_prefix(open).and_then(|rest| rest.split_once(close)).map(|(inner, _)| inner);
        let tail = text.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)).map(|(_, inner)| inner);
        if let Some(inner) = [head, tail].into_iter().flatten().find(|inner| named(inner) && !sticker(inner)) {
            return Some(inner.trim());
        }
    }
    None
}
