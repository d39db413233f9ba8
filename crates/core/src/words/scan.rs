//! One message read: what the lexicon finds, what its guards silence, what the second opinion takes back or adds.

use super::guard::{SetId, clause};
use super::second::Heard;
use super::windows::Seen;
use super::{Asked, FamilyId, Group, Hit, Known, Prefilters, Recipient, Scratch, Weigher, Words};

/// The longest text read whole, in bytes; longer ones are read to the last character boundary before it.
const MOST: usize = 1 << 20;
/// A score from which the second opinion never speaks.
const NEVER: i32 = 20_000;
/// So many runs explain a score.
const WHY: usize = 5;
/// A quote is widened to its clause when the clause is no longer than this many characters.
const CLAUSE: usize = 36;

/// Which patterns are asked about: the recipients of each, and the prefilters.
type Patterns<'a> = (&'a [u8], &'a Prefilters);
/// Which of the [`Prefilters`] is for the unknown recipient who is asked for nothing he owes.
const UNASKED: usize = 3;

impl Words {
    /// Finds what one message says. Hits of one family that touch are one hit; order: start, end, family.
    pub fn scan(&self, text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        self.scan_of((&self.to_of, &self.starts), (u16::MAX, Known::Case), text, to, scratch)
    }

    /// As [`Words::scan`], for a message of a lender or its agency.
    pub fn scan_theirs(&self, text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        self.scan_of((&self.to_of, &self.starts), (u16::MAX, Known::Sender), text, to, scratch)
    }

    /// Whether the text has a word of lenders and collectors (`行话` in `_guards.toml`).
    pub fn talks_shop(&self, text: &str, scratch: &mut Scratch) -> bool {
        self.has(self.trade, text, scratch)
    }

    /// Whether the text has words of a visit of many, at night, one that blocks or waits (`架势` in `_guards.toml`).
    pub fn shows_force(&self, text: &str, scratch: &mut Scratch) -> bool {
        self.has(self.force, text, scratch)
    }

    /// Whether the text says that it is about another matter than a loan: rent, wages, goods, a meal (`别的账` in `_guards.toml`).
    pub fn other_matter(&self, text: &str, scratch: &mut Scratch) -> bool {
        self.has(self.matter, text, scratch)
    }

    /// Whether the text says that what came before it went to the wrong person (`发错` in `_guards.toml`).
    pub fn astray(&self, text: &str, scratch: &mut Scratch) -> bool {
        self.has(self.astray, text, scratch)
    }

    fn has(&self, list: Option<SetId>, text: &str, scratch: &mut Scratch) -> bool {
        let Scratch { text: folded, spare, around, .. } = scratch;
        self.fold.fold(head_of(text), folded, spare);
        self.context.look(&folded.codes, around, list.iter());
        list.iter().any(|set| around.holds(*set, false, &folded.codes, 0, folded.codes.len()))
    }

    /// As [`Words::scan`], for the families asked about.
    pub fn scan_for(&self, asked: &Asked, text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        self.scan_of((&asked.patterns, &asked.starts), (asked.acts, Known::Words), text, to, scratch)
    }

    /// As [`Words::scan`], by the lexicon alone: for those who work on it or measure it.
    pub fn scan_lexicon(&self, text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        self.scan_of((&self.to_of, &self.starts), (0, Known::Words), text, to, scratch)
    }

    /// `acts`: those the second opinion is asked about, and what is known beside the words.
    fn scan_of(&self, asked: Patterns<'_>, acts: (u16, Known), text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        let text = head_of(text);
        let whole = !self.fold.codes(text, &mut scratch.text.codes, &mut scratch.spare.places);
        if whole {
            self.fold.fold(text, &mut scratch.text, &mut scratch.spare);
        }
        let unasked = self.unasked(to, scratch);
        let hits = self.lexicon(asked, text, (to, unasked), whole, scratch);
        match &self.second {
            // Nothing to take back, and nothing it could say.
            Some(second) if unasked && hits.is_empty() && second.table.speaks(acts.1, to).1 >= NEVER => hits,
            Some(second) if acts.0 != 0 => self.weigh(second, acts, hits, text, to, scratch),
            _ => hits,
        }
    }

    /// Is the recipient not known, and asked for nothing he owes? Then most ways of speaking say nothing, so that they are not looked for.
    pub(super) fn unasked(&self, to: Recipient, scratch: &mut Scratch) -> bool {
        let dun = self.dun.filter(|dun| to == Recipient::Unknown && dun.is_anywhere());
        dun.is_some_and(|dun| !self.context.stands(dun.set, &scratch.text.codes, &mut scratch.around))
    }

    /// What the lexicon finds. `unasked`: as [`Words::unasked`] tells; `whole`: the text has been folded with its way back; else it is when something is found.
    fn lexicon(&self, (to_of, starts): Patterns<'_>, text: &str, (to, unasked): (Recipient, bool), whole: bool, scratch: &mut Scratch) -> Vec<Hit> {
        let Scratch { text: folded, spare, tried, raw, around, .. } = scratch;
        raw.clear();
        let wanted = |pattern: usize| to_of.get(pattern).is_some_and(|bits| bits >> (to as u8) & 1 == 1);
        let which = if unasked { UNASKED } else { to as usize };
        let starts = starts[which].get_or_init(|| self.bank.starts(|pattern| wanted(pattern) && !(unasked && !self.groups[self.group_of[pattern]].with_unknown.is_empty())));
        self.bank.run(starts, &folded.codes, tried, |_| true, |pattern, start, end| raw.push((self.group_of[pattern], start, end)));
        if raw.is_empty() {
            return Vec::new();
        }
        if !whole {
            self.fold.fold(text, folded, spare);
        }
        let asked = raw.iter().map(|(group, ..)| &self.groups[*group]).flat_map(|g| g.with.iter().chain(&g.with_unknown).chain(&g.unless)).chain(self.frames());
        self.context.look(&folded.codes, around, asked);
        let mut hits: Vec<Hit> = Vec::new();
        for &(group, start, end) in raw.iter() {
            let Group { family, with, with_unknown, unless, weak, sure } = &self.groups[group];
            let holds = |set: &SetId| around.holds(*set, to == Recipient::Borrower, &folded.codes, start, end);
            // Without its companions a way of speaking says little: nothing when the recipient is not known, nor when a bystander
            // is told nothing of money; else it is a weak sign. Weak signs are not read into adverts and notices.
            // To somebody not known less is said than to a debtor: he must be asked for what he owes, and not by a bystander.
            let stranger = to == Recipient::Unknown && (self.aside.iter().any(holds) || !with_unknown.is_empty() && !self.dun.iter().all(holds));
            if stranger {
                continue;
            }
            let framed = with_unknown.iter().all(holds);
            let told = to == Recipient::Borrower || to == Recipient::ThirdParty && self.money.iter().all(holds);
            let weak = *weak || !framed;
            if end > start && with.iter().all(holds) && (framed || told) && !unless.iter().any(holds) && !(weak && self.notice.iter().any(holds)) {
                if to == Recipient::Unknown && cited(text, folded.from[start] as usize) {
                    continue;
                }
                let (from, until) = clause(folded, start, end, CLAUSE);
                hits.push(Hit { family: *family, start: folded.from[from], end: folded.to[until - 1], weak, alone: false, sure: *sure });
            }
        }
        merge(hits)
    }

    /// The second opinion on what the lexicon found: it takes back what looks nothing like the act, and adds, weakly, what the
    /// lexicon has no words for. It never speaks alone without a talk of money or a score of its own far above, nor to somebody
    /// not known who is not asked for what he owes.
    fn weigh(&self, second: &Weigher, (acts, known): (u16, Known), mut hits: Vec<Hit>, text: &str, to: Recipient, scratch: &mut Scratch) -> Vec<Hit> {
        let Weigher { table, windows, families, silent } = second;
        let act_of = |family: FamilyId| families.iter().position(|f| *f == family);
        let found = hits.iter().any(|h| act_of(h.family).is_some());
        if !found && !table.worth(&scratch.text.codes) {
            return hits;
        }
        let Scratch { text: folded, spare, around, heard, .. } = scratch;
        if table.hear(&folded.codes, to, heard) || found {
            self.fold.fold(text, folded, spare);
            table.hear_parts(folded, to, heard);
            if let Some(windows) = windows.as_ref().filter(|windows| found || (0..families.len()).any(|act| heard.reaches(act, windows.near()))) {
                let scores = windows.scores(heard.text(), to as usize);
                heard.mix(windows.share(), &scores);
            }
        }
        hits.retain(|hit| hit.sure || act_of(hit.family).is_none_or(|act| heard.reaches(act, table.keeps(act, known, hit.weak))));
        let (framed, bare) = table.speaks(known, to);
        let said = |act: usize| hits.iter().any(|h| h.family == families[act]);
        let adds: Vec<usize> = (0..families.len()).filter(|act| acts >> act & 1 == 1 && heard.reaches(*act, framed.min(bare)) && !said(*act)).collect();
        if adds.is_empty() {
            return hits;
        }
        self.context.look(&folded.codes, around, silent.iter().chain(self.frames()));
        let holds = |set: &SetId| around.holds(SetId { to_borrower: set.scope, ..*set }, false, &folded.codes, 0, folded.codes.len());
        let frame = if to == Recipient::Unknown { &self.dun } else { &self.money };
        let least = if frame.iter().any(holds) { framed } else { bare };
        let beside = if hits.iter().any(|h| act_of(h.family).is_some()) { table.beside(known) } else { 0 };
        let least = if silent.iter().any(holds) { least.saturating_add(table.hush(known)) } else { least }.saturating_add(beside);
        self.fold.fold(text, folded, spare);
        for act in adds.into_iter().filter(|act| heard.reaches(*act, least)) {
            let (share, seen) = second.seen(act, heard, to);
            let (from, until) = table.clause(act, folded, heard, (share, &seen));
            if until > from && !(to == Recipient::Unknown && cited(text, folded.from[from] as usize)) {
                hits.push(Hit { family: families[act], start: folded.from[from], end: folded.to[until - 1], weak: true, alone: true, sure: false });
            }
        }
        hits.sort_by_key(|h| (h.start, h.end, h.family));
        hits
    }

    /// Why the second opinion says what it says of `family`: the runs of characters that weighed most, in the lexicon's own
    /// spelling, ends of the text as ^ and $. Empty when there is no second opinion on the family.
    pub fn why(&self, text: &str, to: Recipient, family: FamilyId, scratch: &mut Scratch) -> Vec<(String, i32)> {
        let Some(second) = &self.second else { return Vec::new() };
        let Some(act) = second.families.iter().position(|f| *f == family) else { return Vec::new() };
        let text = head_of(text);
        self.fold.fold(text, &mut scratch.text, &mut scratch.spare);
        second.table.hear(&scratch.text.codes, to, &mut scratch.heard);
        let (share, seen) = second.seen(act, &scratch.heard, to);
        second.table.why(act, &scratch.heard, (share, &seen), WHY)
    }

    /// For whoever trains the second opinion: is money or a debt talked of (with somebody not known: is he asked for what he owes), and do
    /// the words speak for silence?
    pub fn frame_and_hush(&self, text: &str, to: Recipient, scratch: &mut Scratch) -> (bool, bool) {
        let Some(second) = &self.second else { return (false, false) };
        let Scratch { text: folded, spare, around, .. } = scratch;
        self.fold.fold(head_of(text), folded, spare);
        self.context.look(&folded.codes, around, second.silent.iter().chain(self.frames()));
        let holds = |set: &SetId| around.holds(SetId { to_borrower: set.scope, ..*set }, false, &folded.codes, 0, folded.codes.len());
        let frame = if to == Recipient::Unknown { &self.dun } else { &self.money };
        (frame.iter().any(holds), second.silent.iter().any(holds))
    }

    /// The lists that tell who speaks to whom, whatever the group.
    fn frames(&self) -> impl Iterator<Item = &SetId> {
        [&self.money, &self.notice, &self.dun, &self.aside].into_iter().flatten()
    }
}

impl Weigher {
    /// The windows of the text last heard, for an act, and what they count for.
    fn seen(&self, act: usize, heard: &Heard, to: Recipient) -> (i32, Vec<Seen>) {
        self.windows.as_ref().map_or((0, Vec::new()), |windows| (windows.share(), windows.seen(act, heard.text(), to as usize)))
    }
}

/// What of a text is read.
fn head_of(text: &str) -> &str {
    &text[..floor_boundary(text, MOST)]
}

fn floor_boundary(text: &str, most: usize) -> usize {
    (0..=text.len().min(most)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Does `at` stand inside quotation marks? Words quoted in a message to nobody in particular are spoken about (headlines,
/// advice, subtitles), not spoken.
fn cited(text: &str, at: usize) -> bool {
    [('“', '”'), ('「', '」'), ('『', '』')].iter().any(|(open, close)| {
        let inside = text[..at].rfind(*open).is_some_and(|from| !text[from..at].contains(*close));
        inside && text[at..].contains(*close)
    })
}

/// Joins hits of one family that overlap or touch.
fn merge(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|h| (h.family, h.start, h.end));
    let mut out: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match out.last_mut() {
            Some(last) if last.family == hit.family && hit.start <= last.end => {
                last.end = last.end.max(hit.end);
                last.weak &= hit.weak;
                last.sure |= hit.sure;
            }
            _ => out.push(hit),
        }
    }
    out.sort_by_key(|h| (h.start, h.end, h.family));
    out
}
