//! The reader of words: quotes lie on characters inside the text, and reading again gives the same.

use juzheng_core::words::{Hit, Recipient, Scratch, Words, signature};
use std::cell::RefCell;

thread_local! {
    /// Room kept from scan to scan, as the product keeps it: nothing of one text may show in the next.
    static KEPT: RefCell<Scratch> = RefCell::default();
}

/// The input is the message; bytes that are no UTF-8 become U+FFFD, as every reader makes them.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let words = Words::embedded();
    for to in [Recipient::Borrower, Recipient::ThirdParty, Recipient::Unknown] {
        let hits = KEPT.with_borrow_mut(|kept| words.scan(&text, to, kept));
        let fresh = words.scan(&text, to, &mut Scratch::default());
        assert_eq!(hits, fresh, "what was read before shows");
        assert!(hits.is_sorted_by_key(|h| (h.start, h.end, h.family)));
        for hit in &hits {
            let quote = text.get(hit.start as usize..hit.end as usize);
            assert!(quote.is_some_and(|q| !q.is_empty()), "{hit:?} is no run of characters of {text:?}");
            assert!(!words.name(hit.family).is_empty() && !words.title(hit.family).is_empty());
        }
        let apart = |a: &Hit, b: &Hit| a.family != b.family || a.end < b.start || b.end < a.start;
        assert!(hits.iter().enumerate().all(|(i, a)| hits[i + 1..].iter().all(|b| apart(a, b))), "hits of one family touch: {hits:?}");
    }
    if let Some(name) = signature(&text) {
        assert!(text.contains(name) && !name.is_empty() && name.trim() == name, "signature {name:?}");
    }
}
