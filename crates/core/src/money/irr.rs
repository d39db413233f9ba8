//! The internal rate of return of whole-period flows: where it lies is proven, and flows with no rate or with several are
//! told apart from flows with one.
//!
//! With x = 1/(1+r) in (0, 1] for rates from nothing up, and x = 1+r in (0, 1) for rates below nothing, the present value
//! is a polynomial in x that never grows beyond the sum of its amounts, so 28 digits are enough for any length. Split into
//! its positive terms P and its negative terms N, both grow with x; hence on [a, b]
//!
//! ```text
//! P(a) − N(b) ≤ f ≤ P(b) − N(a)      and the same for f′
//! ```
//!
//! Where that excludes zero there is no root; where f′ keeps its sign there is one root exactly if the ends differ. Halving
//! until one of the two holds isolates every root, or says that it could not.

use super::fen::sound;
use rust_decimal::Decimal;

/// Flows taken; more is no loan.
pub const MOST_FLOWS: usize = 10_000;
/// Longest time between first and last flow, in periods (days: 137 years).
pub const LONGEST: u32 = 50_000;
/// Intervals looked at before giving up.
const PATIENCE: usize = 3_000;
/// Term evaluations spent at most, whatever the number of flows.
const WORK: usize = 4_000_000;

/// Money moved at the end of a period: plus came in, minus went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Whole periods after an arbitrary origin.
    pub at: u32,
    /// Yuan.
    pub amount: Decimal,
}

/// A rate per period and the proven interval it lies in: present value has opposite signs at its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Root {
    /// The rate, as a fraction.
    pub rate: Decimal,
    /// Lower end.
    pub low: Decimal,
    /// Upper end.
    pub high: Decimal,
}

/// The one rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The rate.
    pub root: Root,
    /// Rates below zero that solve the same equation. They have no meaning for a loan that cost something.
    pub below_zero: Vec<Root>,
}

/// Why there is no one rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Odd {
    /// Money moved one way only, or not at all.
    OneWay,
    /// No rate makes the flows worth nothing.
    NoRoot,
    /// Several rates do.
    Several(Vec<Root>),
    /// Roots lie so close that 28 digits do not tell them apart.
    Unclear,
    /// Amounts, number of flows or length beyond what is computed.
    TooLarge,
}

/// The rate of the flows. Order does not matter; flows of one period are added up.
///
/// # Errors
/// [`Odd`], where there is not exactly one rate. Exactly one rate from zero up counts as one, if more was paid than
/// received: the others, below zero, are told in [`Found::below_zero`].
pub fn solve(points: &[Point]) -> Result<Found, Odd> {
    let flows = gathered(points)?;
    let up = Polynomial::of(flows.iter().map(|p| (p.at - flows[0].at, p.amount)));
    let last = flows[flows.len() - 1].at;
    let down = Polynomial::of(flows.iter().rev().map(|p| (last - p.at, p.amount)));
    let net = up.at(Decimal::ONE).value();
    let turns = flows.windows(2).filter(|w| (w[0].amount > Decimal::ZERO) != (w[1].amount > Decimal::ZERO)).count();
    if turns == 0 {
        return Err(Odd::OneWay);
    }
    let (mut from_zero, mut below_zero) = (Vec::new(), Vec::new());
    if turns == 1 {
        // Descartes' rule of signs: exactly one root; the sign of the plain sum says on which side of zero.
        let first = flows[0].amount > Decimal::ZERO;
        if net.is_zero() || (net > Decimal::ZERO) != first {
            from_zero.push(if net.is_zero() { zero() } else { up.refined(Decimal::ZERO, Decimal::ONE).discount() });
        } else {
            below_zero.push(down.refined(Decimal::ZERO, Decimal::ONE).factor());
        }
    } else {
        for bracket in up.isolated()? {
            from_zero.push(bracket.map_or_else(zero, |(a, b)| up.refined(a, b).discount()));
        }
        // A root at x = 1 is the rate zero again, already counted.
        below_zero.extend(down.isolated()?.into_iter().flatten().map(|(a, b)| down.refined(a, b).factor()));
    }
    from_zero.sort_by(|a, b| a.rate.cmp(&b.rate));
    below_zero.sort_by(|a, b| a.rate.cmp(&b.rate));
    let cost_something = net <= Decimal::ZERO;
    match (from_zero.as_slice(), below_zero.as_slice()) {
        ([], []) => Err(Odd::NoRoot),
        ([one], _) if cost_something || below_zero.is_empty() => Ok(Found { root: *one, below_zero }),
        ([], [one]) => Ok(Found { root: *one, below_zero: Vec::new() }),
        _ => Err(Odd::Several(below_zero.into_iter().chain(from_zero).collect())),
    }
}

fn zero() -> Root {
    Root { rate: Decimal::ZERO, low: Decimal::ZERO, high: Decimal::ZERO }
}

/// Flows by period, without periods in which nothing moved.
fn gathered(points: &[Point]) -> Result<Vec<Point>, Odd> {
    if points.len() > MOST_FLOWS || points.iter().any(|p| !sound(p.amount)) {
        return Err(Odd::TooLarge);
    }
    let mut sorted = points.to_vec();
    sorted.sort_by_key(|p| p.at);
    let mut flows: Vec<Point> = Vec::new();
    for point in sorted {
        match flows.last_mut() {
            Some(last) if last.at == point.at => last.amount += point.amount,
            _ => flows.push(point),
        }
    }
    flows.retain(|p| !p.amount.is_zero());
    let (Some(first), Some(last)) = (flows.first(), flows.last()) else { return Err(Odd::OneWay) };
    if last.at - first.at > LONGEST { Err(Odd::TooLarge) } else { Ok(flows) }
}

/// Terms with exponents ≥ 0, rising; the first is 0.
struct Polynomial {
    terms: Vec<(u32, Decimal)>,
    /// What rounding can amount to: below it a value's sign is not known.
    doubt: Decimal,
}

/// Positive and negative terms of value and slope, each as a sum ≥ 0.
#[derive(Clone, Copy)]
struct Sums {
    plus: Decimal,
    minus: Decimal,
    slope_plus: Decimal,
    slope_minus: Decimal,
}

impl Sums {
    fn value(&self) -> Decimal {
        self.plus - self.minus
    }
}

/// A proven bracket in x.
struct Bracket {
    low: Decimal,
    high: Decimal,
}

impl Bracket {
    /// x = 1/(1+r). An end so near 0 that 1/x does not fit gives the largest number.
    fn discount(&self) -> Root {
        let rate = |x: Decimal| Decimal::ONE.checked_div(x).and_then(|q| q.checked_sub(Decimal::ONE)).unwrap_or(Decimal::MAX);
        Root { rate: rate(self.low + (self.high - self.low) / Decimal::TWO), low: rate(self.high), high: rate(self.low) }
    }

    /// x = 1+r.
    fn factor(&self) -> Root {
        let rate = |x: Decimal| x - Decimal::ONE;
        Root { rate: rate(self.low + (self.high - self.low) / Decimal::TWO), low: rate(self.low), high: rate(self.high) }
    }
}

impl Polynomial {
    fn of(terms: impl Iterator<Item = (u32, Decimal)>) -> Polynomial {
        let terms: Vec<_> = terms.collect();
        let total: Decimal = terms.iter().map(|t| t.1.abs()).sum();
        // Each term errs by less than (its exponent + 2) units of the 28th digit; exponents stay below 10⁵.
        let doubt = (total * Decimal::new(1, 22)).max(Decimal::new(1, 24));
        Polynomial { terms, doubt }
    }

    fn at(&self, x: Decimal) -> Sums {
        let mut sums = Sums { plus: Decimal::ZERO, minus: Decimal::ZERO, slope_plus: Decimal::ZERO, slope_minus: Decimal::ZERO };
        let (mut exponent, mut raised) = (0, Decimal::ONE);
        // x^(e−1), for the slope: kept apart because dividing by x would lose digits near 0.
        let (mut below, mut gap_power) = (Decimal::ONE, (0, Decimal::ONE));
        for (e, amount) in &self.terms {
            let gap = e - exponent;
            if gap > 0 {
                if gap_power.0 != gap {
                    gap_power = (gap, small_power(x, gap));
                }
                below = if exponent == 0 { small_power(x, gap - 1) } else { below * gap_power.1 };
                raised *= gap_power.1;
                exponent = *e;
            }
            let size = amount.abs();
            let (value, slope) = if *amount > Decimal::ZERO { (&mut sums.plus, &mut sums.slope_plus) } else { (&mut sums.minus, &mut sums.slope_minus) };
            *value += size * raised;
            if *e > 0 {
                *slope += size * below * Decimal::from(*e);
            }
        }
        sums
    }

    /// Brackets of every root in (0, 1]; `None` stands for the root x = 1.
    fn isolated(&self) -> Result<Vec<Option<(Decimal, Decimal)>>, Odd> {
        let patience = PATIENCE.min(WORK / self.terms.len().max(1)).max(40);
        let mut roots = Vec::new();
        let mut waiting = vec![(Decimal::ZERO, self.at(Decimal::ZERO), Decimal::ONE, self.at(Decimal::ONE))];
        let mut looked = 0;
        while let Some((a, at_a, b, at_b)) = waiting.pop() {
            looked += 1;
            if looked > patience {
                return Err(Odd::Unclear);
            }
            if at_a.plus - at_b.minus > self.doubt || at_b.plus - at_a.minus < -self.doubt {
                continue;
            }
            let steep = self.doubt * Decimal::from(LONGEST);
            if at_a.slope_plus - at_b.slope_minus > steep || at_b.slope_plus - at_a.slope_minus < -steep {
                // At x = 1 nothing is multiplied: the sum is exact, and zero is zero.
                if b == Decimal::ONE && at_b.value().is_zero() {
                    roots.push(None);
                } else if (at_a.value() > Decimal::ZERO) != (at_b.value() > Decimal::ZERO) {
                    roots.push(Some((a, b)));
                }
                continue;
            }
            let (middle, at_middle) = self.parted(a, b).ok_or(Odd::Unclear)?;
            waiting.push((a, at_a, middle, at_middle));
            waiting.push((middle, at_middle, b, at_b));
        }
        Ok(roots)
    }

    /// A point between a and b where the sign is beyond doubt.
    fn parted(&self, a: Decimal, b: Decimal) -> Option<(Decimal, Sums)> {
        [32, 29, 37, 23, 41].into_iter().find_map(|part| {
            let x = a + (b - a) * Decimal::from(part) / Decimal::from(64);
            let sums = self.at(x);
            (x > a && x < b && sums.value().abs() > self.doubt).then_some((x, sums))
        })
    }

    /// Closes in on the one root of a bracket: Newton's step where it stays inside, else the middle; in the end the two
    /// sides are probed, so that the bracket given back has opposite signs beyond doubt.
    fn refined(&self, mut low: Decimal, mut high: Decimal) -> Bracket {
        let rising = self.at(high).value() > self.at(low).value();
        let narrow = Decimal::new(1, 18);
        let mut x = low + (high - low) / Decimal::TWO;
        for _ in 0..200 {
            let sums = self.at(x);
            let value = sums.value();
            if value.abs() <= self.doubt {
                return self.probed(x, low, high, rising);
            }
            if (value > Decimal::ZERO) == rising { high = x } else { low = x }
            if high - low <= narrow {
                break;
            }
            let slope = sums.slope_plus - sums.slope_minus;
            let newton = value.checked_div(slope).and_then(|step| x.checked_sub(step)).filter(|n| *n > low && *n < high);
            match newton {
                Some(next) if (next - x).abs() <= narrow => return self.probed(next, low, high, rising),
                Some(next) => x = next,
                None => x = low + (high - low) / Decimal::TWO,
            }
        }
        Bracket { low, high }
    }

    /// The narrowest bracket around x with signs beyond doubt.
    fn probed(&self, x: Decimal, low: Decimal, high: Decimal, rising: bool) -> Bracket {
        let sign = |at: Decimal| {
            let value = self.at(at).value();
            (value.abs() > self.doubt).then_some((value > Decimal::ZERO) == rising)
        };
        let mut width = Decimal::new(1, 18);
        while width < high - low {
            let (a, b) = ((x - width).max(low), (x + width).min(high));
            if (a == low || sign(a) == Some(false)) && (b == high || sign(b) == Some(true)) {
                return Bracket { low: a, high: b };
            }
            width *= Decimal::TEN;
        }
        Bracket { low, high }
    }
}

/// xⁿ for 0 ≤ x ≤ 1: cannot overflow; what is too small becomes 0.
fn small_power(x: Decimal, mut n: u32) -> Decimal {
    let (mut result, mut square) = (Decimal::ONE, x);
    while n > 0 {
        if n & 1 == 1 {
            result *= square;
        }
        n >>= 1;
        if n > 0 {
            square *= square;
        }
    }
    result
}
