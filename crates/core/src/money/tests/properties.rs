//! Brackets are brackets, rounding rounds, and nothing panics.

use super::super::allocate::{Debt, Owed, among, within};
use super::super::cost::{Terms, cost, months_between, months_later};
use super::super::fen::{self, Fen};
use super::super::irr::{Found, Odd, Point, Root, solve};
use super::super::overdue::{Year, implied, interest, measured};
use super::super::schedule::{Flow, Kind, Schedule, period};
use super::super::{court_fee, instalment, rate};
use super::dec;
use crate::model::Day;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Present value at a rate, computed the plain way, for few and moderate flows.
fn present(points: &[Point], rate: Decimal) -> Decimal {
    let discount = Decimal::ONE / (Decimal::ONE + rate);
    // From the first period in which money moved, or digits are lost before it.
    let first = points.iter().map(|p| p.at).filter(|at| !points.iter().filter(|p| p.at == *at).map(|p| p.amount).sum::<Decimal>().is_zero()).min().unwrap_or(0);
    points.iter().filter(|p| p.at >= first).map(|p| p.amount * rate::power(discount, p.at - first).expect("fits")).sum()
}

fn proves(points: &[Point], root: &Root) -> bool {
    let (a, b) = (present(points, root.low), present(points, root.high));
    root.low <= root.rate && root.rate <= root.high && (a.is_zero() || b.is_zero() || (a > Decimal::ZERO) != (b > Decimal::ZERO))
}

fn points(flows: &[(u32, i64)]) -> Vec<Point> {
    flows.iter().map(|(at, fen)| Point { at: *at, amount: Decimal::new(*fen, 2) }).collect()
}

#[test]
fn odd_flows_are_told() {
    assert_eq!(solve(&[]), Err(Odd::OneWay));
    assert_eq!(solve(&points(&[(0, 100), (3, 5)])), Err(Odd::OneWay));
    assert_eq!(solve(&points(&[(0, 100), (0, -100)])), Err(Odd::OneWay));
    // 1.1 and 1.3 both solve it.
    match solve(&points(&[(0, 10000), (1, -24000), (2, 14300)])) {
        Err(Odd::Several(roots)) => {
            assert_eq!(roots.len(), 2);
            assert!((roots[0].rate - dec("0.1")).abs() < dec("0.000000000001") && (roots[1].rate - dec("0.3")).abs() < dec("0.000000000001"), "{roots:?}");
        }
        other => panic!("{other:?}"),
    }
    // Always above zero: no rate.
    assert_eq!(solve(&points(&[(0, 10000), (1, -10000), (2, 10000)])), Err(Odd::NoRoot));
    // 20 % twice: the roots cannot be parted.
    assert_eq!(solve(&points(&[(0, 10000), (1, -24000), (2, 14400)])), Err(Odd::Unclear));
    // Free of cost is a rate: nothing.
    let Found { root, .. } = solve(&points(&[(0, 1200), (1, -600), (2, -600)])).expect("one");
    assert!(root.rate.is_zero());
    // Less came back than was given.
    assert!(solve(&points(&[(0, 1200), (1, -600), (2, -300)])).expect("one").root.rate < Decimal::ZERO);
    // A refund at the end makes another root below zero, which is told apart.
    let refunded = solve(&points(&[(0, 100_000), (1, -60_000), (2, -60_000), (3, 1_000)])).expect("one above zero");
    assert!(refunded.root.rate > Decimal::ZERO && refunded.below_zero.len() == 1, "{refunded:?}");
    // 700 in hand, 1,000 back in a week, counted in days.
    let week = solve(&points(&[(0, 70_000), (7, -100_000)])).expect("one").root;
    assert!((rate::power(Decimal::ONE + week.rate, 7).expect("fits") - dec("10") / dec("7")).abs() < dec("0.000000000000001"));
    // Thirty years of days, and of months.
    let long: Vec<(u32, i64)> = std::iter::once((0, 100_000_000)).chain((1..=360).map(|m| (m * 30, -500_000))).collect();
    assert!(solve(&points(&long)).expect("one").root.rate > Decimal::ZERO);
    let far = solve(&points(&[(0, 1), (40_000, -100_000_000_000_000)])).expect("one").root;
    assert!(far.rate > Decimal::ZERO && far.rate < dec("0.01"));
    // Beyond what is computed.
    assert_eq!(solve(&[Point { at: 0, amount: Decimal::MAX }, Point { at: 1, amount: Decimal::MIN }]), Err(Odd::TooLarge));
    assert_eq!(solve(&points(&[(0, 100), (60_000, -200)])), Err(Odd::TooLarge));
    assert_eq!(solve(&vec![Point { at: 0, amount: Decimal::ONE }; 10_001]), Err(Odd::TooLarge));
    // A rate so high that x is all but 0.
    let steep = solve(&points(&[(0, 1), (1, -100_000_000_000_000)])).expect("one").root;
    assert!(steep.low <= steep.rate && steep.rate <= steep.high && steep.rate > dec("1000000"));
}

#[test]
fn many_turns_end_in_time() {
    let flows: Vec<(u32, i64)> = (0..400).map(|at| (at * 30, if at % 2 == 0 { 100_000 } else { -103_000 })).collect();
    // Whatever the answer, it comes.
    let _ = solve(&points(&flows));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_loan_has_one_proven_rate(received in 1_000i64..100_000_000, months in 1u32..60, rate in 0u32..2_000) {
        let annual = Decimal::new(i64::from(rate), 3);
        let payment = instalment::equal(Decimal::new(received, 2), annual, months).expect("fits");
        let paid = Fen::round(payment).expect("fits").yuan();
        let mut flows = vec![Point { at: 0, amount: Decimal::new(received, 2) }];
        flows.extend((1..=months).map(|at| Point { at, amount: -paid }));
        let root = solve(&flows).expect("one rate").root;
        prop_assert!(proves(&flows, &root), "{root:?}");
        prop_assert!(root.high - root.low < dec("0.0000000000001") * (Decimal::ONE + root.rate) * (Decimal::ONE + root.rate), "{root:?}");
        // Rounding a payment by half a fen moves the rate no further than the fen is of the loan.
        let off = (root.rate * Decimal::from(12) - annual).abs();
        prop_assert!(off <= Decimal::new(12, 2) * Decimal::from(months) / Decimal::new(received, 2) * (Decimal::ONE + annual), "{off}");
    }

    #[test]
    fn whatever_turns_the_flows_take(flows in proptest::collection::vec((0u32..40, -100_000i64..100_000), 0..8)) {
        let flows = points(&flows);
        match solve(&flows) {
            Ok(found) => {
                for root in std::iter::once(&found.root).chain(&found.below_zero).filter(|r| r.low > dec("-0.5")) {
                    prop_assert!(proves(&flows, root), "{root:?}");
                }
            }
            Err(Odd::Several(roots)) => {
                prop_assert!(roots.len() > 1);
                for root in roots.iter().filter(|r| r.low > dec("-0.5")) {
                    prop_assert!(proves(&flows, root), "{root:?}");
                }
            }
            Err(Odd::NoRoot) => {
                // A wide grid sees no change of sign either.
                let signs: Vec<bool> = (-8..200).map(|i| present(&flows, Decimal::new(i * 5, 2)) > Decimal::ZERO).collect();
                prop_assert!(signs.windows(2).all(|w| w[0] == w[1]));
            }
            Err(_) => {}
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero(units in -1_000_000_000i64..1_000_000_000) {
        let exact = Decimal::new(units, 4);
        let fen = Fen::round(exact).expect("fits");
        prop_assert!((fen.yuan() - exact).abs() <= dec("0.005"));
        if (units % 100).abs() == 50 {
            prop_assert!(fen.yuan().abs() > exact.abs());
        }
        prop_assert_eq!(fen::yuan(&fen.yuan().abs().to_string()), Some(fen.yuan().abs()));
        prop_assert!(!fen.capitals().is_empty() && fen.zh().ends_with('元'));
    }

    #[test]
    fn nothing_is_lost_in_allocation(owed in proptest::collection::vec((0i64..1000, 0i64..1000, 0i64..100_000, 0i32..3, 0u8..3), 0..6), paid in -5i64..400_000) {
        let debts: Vec<Debt> = owed.iter().enumerate().map(|(i, (c, n, p, due, rate))| Debt {
            id: i.to_string(),
            owed: Owed { costs: Fen::new(*c).expect("fits"), interest: Fen::new(*n).expect("fits"), principal: Fen::new(*p).expect("fits") },
            due: (*due > 0).then_some(Day { number: 20_000 + due }),
            security: Decimal::ZERO,
            rate: Decimal::from(*rate),
        }).collect();
        let shares = among(&debts, Fen::new(paid).expect("fits"), Day { number: 20_001 }, None);
        prop_assert_eq!(shares.len(), debts.len());
        let spent: i64 = shares.iter().map(|s| s.parts.costs.count() + s.parts.interest.count() + s.parts.principal.count() + s.parts.over.count()).sum();
        prop_assert!(spent == paid.max(0) || debts.is_empty());
        let left: i64 = shares.iter().map(|s| s.parts.left.total().count()).sum();
        let total: i64 = debts.iter().map(|d| d.owed.total().count()).sum();
        prop_assert_eq!(left, (total - paid.max(0)).max(0));
    }

    #[test]
    fn months_go_there_and_back(number in 10_000i32..30_000, months in 0u32..480) {
        let from = Day { number };
        let to = months_later(from, months).expect("a day");
        prop_assert_eq!(months_between(from, to), Some(months));
    }
}

/// Numbers of every size and sign.
fn any_decimal() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        Just(Decimal::MAX),
        Just(Decimal::MIN),
        Just(Decimal::ZERO),
        Just(Decimal::new(1, 28)),
        (any::<i64>(), 0u32..28).prop_map(|(n, s)| Decimal::new(n, s)),
        (any::<u32>(), any::<u32>(), any::<u32>(), any::<bool>(), 0u32..=28).prop_map(|(a, b, c, n, s)| Decimal::from_parts(a, b, c, n, s)),
    ]
}

fn any_flow() -> impl Strategy<Value = Flow> {
    let kinds = prop_oneof![Just(Kind::Disbursement), Just(Kind::Repayment), Just(Kind::Fee), Just(Kind::Late), Just(Kind::Refund)];
    let amount = prop_oneof![30 => (-1_000_000i64..1_000_000).prop_map(|fen| Decimal::new(fen, 2)), 1 => any_decimal()];
    (any::<i32>(), amount, kinds, proptest::option::of(0u32..5), any::<u64>()).prop_map(|(number, amount, kind, period, row)| Flow {
        day: Day { number: number % 60_000 },
        amount,
        kind,
        fee: Decimal::ZERO,
        period,
        item: String::new(),
        row,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_number_panics(a in any_decimal(), b in any_decimal(), c in any_decimal(), n in any::<u32>(), text in "\\PC{0,20}") {
        let r = rate::Rate(b);
        let _ = (r.zh(), fen::zh(a), Fen::round(a), fen::yuan(&text), rate::parse(&text, "x"), period(&text));
        let _ = (rate::power(a, n), rate::root(a, n % 50), rate::yearly(a), rate::monthly_of_daily(a));
        let _ = (instalment::equal(a, b, n), instalment::interest(a, b, n), instalment::flat(a, b, n));
        let _ = (interest(a, r, n, Year::D360), implied(a, b, n, Year::D365), measured(a, c, r, n, Year::D365), court_fee::personality(a, true));
        let _ = within(Owed::default(), Fen::round(a).unwrap_or_default());
    }

    #[test]
    fn no_schedule_panics(flows in proptest::collection::vec(any_flow(), 0..12), principal in proptest::option::of(any_decimal()), received in proptest::option::of(any_decimal()), number in proptest::option::of(any::<i32>()), refused in 0usize..2) {
        let terms = Terms { principal, received, contract_date: number.map(|n| Day { number: n % 60_000 }) };
        if let Err(problems) = cost(&terms, &Schedule { flows, refused, ..Schedule::default() }) {
            prop_assert!(!problems.is_empty() && problems.iter().all(|p| !p.what.is_empty() && !p.place.is_empty() && !p.todo.is_empty()));
        }
    }
}
