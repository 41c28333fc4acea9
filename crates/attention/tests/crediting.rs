//! The laws of crediting, for any terms and any attention.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use twist_attention::{
    credit::{self, Credit, Credited, Terms, split},
    device::DeviceId,
    rules::{BPS, DAY_SECONDS, DWELL_CAP_SECONDS, Refusal},
    vau::Vau,
};
use twist_money::fee_on_top;

const START: i64 = 1_767_571_200;
const DAYS: i64 = 5;

/// Four shares that are a whole.
fn shares() -> impl Strategy<Value = [u16; 4]> {
    (0..=BPS, 0..=BPS, 0..=BPS).prop_map(|(a, b, c)| {
        let mut cuts = [a, b, c];
        cuts.sort_unstable();
        [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], BPS - cuts[2]]
    })
}

/// Valid terms, from a campaign that can pay for seconds to one that cannot be emptied.
fn terms() -> impl Strategy<Value = Terms> {
    let rate = prop_oneof![1..100_u64, 1..1_000_000_000_u64, any::<u64>()];
    // As seconds of attention, so that limits are met inside the test's days; and any number at all.
    let seconds = prop_oneof![0..5_000_u64, any::<u64>()];
    (
        rate,
        0..DAY_SECONDS,
        1..=DAYS * DAY_SECONDS,
        0..30_u32,
        0..2_000_u32,
        seconds.clone(),
        seconds,
        shares(),
    )
        .prop_map(|(rate, start, length, minimum, viewer_day, daily, budget, shares)| Terms {
            start: START + start,
            end: START + start + length,
            rate_per_second: rate,
            min_attention_s: minimum,
            max_seconds_per_viewer_day: viewer_day,
            daily_cap: daily.saturating_mul(rate),
            budget: budget.saturating_mul(rate),
            viewer_bps: shares[0],
            publisher_bps: shares[1],
            influencer_bps: shares[2],
            fee_bps: shares[3],
        })
        .prop_filter("valid", |terms| terms.validate().is_ok())
}

fn vau() -> impl Strategy<Value = Vau> {
    let referrer = prop_oneof![Just(None), Just(Some("a.example".to_owned()))];
    (0..6_u8, 0..DAYS * DAY_SECONDS, 1..=DWELL_CAP_SECONDS, referrer).prop_map(
        |(viewer, at, seconds, referrer)| {
            Vau::new(DeviceId::new("192.0.2.1", &viewer.to_string()), [0; 32], referrer, START + at, seconds)
        },
    )
}

fn attention() -> impl Strategy<Value = Vec<Vau>> {
    prop::collection::vec(vau(), 0..80)
}

fn sum(credit: &Credit) -> u128 {
    [credit.viewer, credit.publisher, credit.influencer].into_iter().map(u128::from).sum()
}

proptest! {
    #[test]
    fn parts_add_up_to_what_is_owed(terms in terms(), seconds: u32) {
        let gross = u128::from(seconds) * u128::from(terms.rate_per_second);
        let owed = gross * u128::from(BPS - terms.fee_bps) / u128::from(BPS);
        match (split(&terms, seconds, true), split(&terms, seconds, false)) {
            (Some(with), Some(without)) => {
                let parts = [with.viewer, with.publisher, with.influencer].map(u128::from);
                prop_assert_eq!(parts.iter().sum::<u128>(), owed);
                // The viewer is less than a unit under and less than two over its exact share.
                let (part, share) = (parts[0] * u128::from(BPS), gross * u128::from(terms.viewer_bps));
                prop_assert!(part + u128::from(BPS) > share && part < share + 2 * u128::from(BPS));
                // Without an influencer only the publisher's part changes.
                prop_assert_eq!((without.viewer, without.influencer), (with.viewer, 0));
                prop_assert_eq!(without.publisher, with.publisher + with.influencer);
            }
            (with, without) => {
                prop_assert!(with.is_none() && without.is_none());
                prop_assert!(owed > u128::from(u64::MAX), "refused although it fits");
            }
        }
    }

    /// The law of the budget, over a whole campaign: what is credited up to each epoch can be drawn at its end.
    #[test]
    fn budget_and_pace_hold_after_every_epoch(terms in terms(), vaus in attention()) {
        let mut so_far = Credited::default();
        let mut drawn = 0_u128;
        for (day, vaus) in credit::by_utc_day(vaus) {
            let epoch = credit::credit_epoch(&terms, &mut so_far, &vaus).unwrap();
            let owed: u128 = epoch.credits.iter().map(sum).sum();
            prop_assert_eq!(owed, u128::from(epoch.owed));
            prop_assert_eq!(Some(epoch.fee), fee_on_top(epoch.owed, terms.fee_bps));
            drawn += owed + u128::from(epoch.fee);
            prop_assert_eq!(drawn, u128::from(so_far.drawn()));
            prop_assert!(drawn <= u128::from(terms.budget));
            // Drawn at the earliest in the epoch's last second; days are counted from the campaign's own start.
            if !epoch.credits.is_empty() {
                let begun = (day + DAY_SECONDS - 1 - terms.start).div_euclid(DAY_SECONDS) + 1;
                prop_assert!(drawn <= u128::from(terms.daily_cap) * begun as u128);
            }
        }
    }

    /// The pace within an epoch: at no moment is more owed than had been paced until then.
    #[test]
    fn the_pace_holds_at_every_vau(terms in terms(), vaus in attention()) {
        let starts: BTreeMap<_, _> = vaus.iter().map(|vau| (vau.id, vau.at)).collect();
        let epoch = credit::credit_epoch(&terms, &mut Credited::default(), &vaus).unwrap();
        let mut owed = 0_u64;
        for credit in &epoch.credits {
            owed += u64::try_from(sum(credit)).unwrap();
            let begun = (starts[&credit.vau] - terms.start) / DAY_SECONDS + 1;
            let drawn = u128::from(owed) + u128::from(fee_on_top(owed, terms.fee_bps).unwrap());
            prop_assert!(drawn <= u128::from(terms.daily_cap) * begun as u128);
        }
    }

    #[test]
    fn every_vau_is_credited_or_refused_for_one_reason(terms in terms(), mut vaus in attention(), again in 0..20_usize) {
        let repeated: Vec<_> = vaus.iter().take(again).cloned().collect();
        vaus.extend(repeated);
        let epoch = credit::credit_epoch(&terms, &mut Credited::default(), &vaus).unwrap();
        prop_assert_eq!(vaus.len() as u64, epoch.credits.len() as u64 + epoch.refused.values().sum::<u64>());
        let credited: BTreeSet<_> = epoch.credits.iter().map(|credit| credit.vau).collect();
        prop_assert_eq!(credited.len(), epoch.credits.len(), "credited twice");
        prop_assert!(epoch.credits.iter().all(|credit| sum(credit) > 0), "attention taken for nothing");
    }

    #[test]
    fn each_credit_is_within_its_vau_its_window_and_its_viewers_day(terms in terms(), vaus in attention()) {
        let epoch = credit::credit_epoch(&terms, &mut Credited::default(), &vaus).unwrap();
        let by_id: BTreeMap<_, _> = vaus.iter().map(|vau| (vau.id, vau)).collect();
        let mut viewer_days: BTreeMap<_, u64> = BTreeMap::new();
        for credit in &epoch.credits {
            let vau = by_id[&credit.vau];
            prop_assert!((1..=vau.seconds).contains(&credit.seconds));
            prop_assert!(vau.seconds >= terms.min_attention_s && (terms.start..terms.end).contains(&vau.at));
            let expected = split(&terms, credit.seconds, vau.referrer_host.is_some()).unwrap();
            prop_assert_eq!(
                (credit.viewer, credit.publisher, credit.influencer),
                (expected.viewer, expected.publisher, expected.influencer)
            );
            *viewer_days.entry((vau.device, credit::day_start(vau.at))).or_default() += u64::from(credit.seconds);
        }
        prop_assert!(viewer_days.values().all(|seconds| *seconds <= u64::from(terms.max_seconds_per_viewer_day)));
    }

    #[test]
    fn the_order_of_vaus_changes_nothing(
        terms in terms(),
        (vaus, shuffled) in attention().prop_flat_map(|vaus| (Just(vaus.clone()), Just(vaus).prop_shuffle())),
    ) {
        let (mut one, mut other) = (Credited::default(), Credited::default());
        let credits = credit::credit_epoch(&terms, &mut one, &vaus);
        prop_assert_eq!(credits, credit::credit_epoch(&terms, &mut other, &shuffled));
        prop_assert_eq!(one, other);
    }

    /// Nothing is held back either: where the budget refused, one more second would have broken it.
    #[test]
    fn the_budget_refuses_only_when_a_second_more_would_not_fit(terms in terms(), vaus in attention()) {
        let terms = Terms { start: START, end: START + DAYS * DAY_SECONDS, daily_cap: u64::MAX, ..terms };
        let mut so_far = Credited::default();
        let epoch = credit::credit_epoch(&terms, &mut so_far, &vaus).unwrap();
        if epoch.refused.contains_key(&Refusal::Budget) {
            let second = u128::from(terms.rate_per_second) * u128::from(BPS - terms.fee_bps) / u128::from(BPS);
            let owed = u128::from(epoch.owed) + second;
            let drawn = owed + owed * u128::from(terms.fee_bps) / u128::from(BPS - terms.fee_bps);
            prop_assert!(drawn > u128::from(terms.budget), "{drawn}");
        }
    }
}

#[test]
fn extreme_terms_are_refusals_not_panics() {
    let device = DeviceId::new("192.0.2.1", "x");
    let vaus = [0, 1].map(|at| Vau::new(device, [0; 32], None, at, u32::MAX));
    let extreme = Terms {
        start: i64::MIN,
        end: i64::MAX,
        rate_per_second: u64::MAX,
        min_attention_s: 0,
        max_seconds_per_viewer_day: u32::MAX,
        daily_cap: u64::MAX,
        budget: u64::MAX,
        viewer_bps: BPS,
        publisher_bps: 0,
        influencer_bps: 0,
        fee_bps: 0,
    };
    // The whole budget is one second; the second VAU finds nothing left.
    let epoch = credit::credit_epoch(&extreme, &mut Credited::default(), &vaus).unwrap();
    assert_eq!((epoch.owed, epoch.credits[0].seconds), (u64::MAX, 1));
    assert_eq!(epoch.refused, [(Refusal::Budget, 1)].into());
    // Half of it is less than a second: nothing is paid rather than a part of one.
    let poorer = Terms { viewer_bps: BPS - 1, fee_bps: 1, budget: u64::MAX / 2, ..extreme };
    let epoch = credit::credit_epoch(&poorer, &mut Credited::default(), &vaus).unwrap();
    assert_eq!(epoch.refused, [(Refusal::Budget, 2)].into());
}
