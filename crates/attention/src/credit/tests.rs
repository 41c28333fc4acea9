use super::*;

const START: i64 = 1_431_820_800; // 2015-05-17T00:00:00Z

fn terms() -> Terms {
    Terms {
        start: START,
        end: START + 3 * DAY_SECONDS,
        rate_per_second: 1_000,
        min_attention_s: 5,
        max_seconds_per_viewer_day: 600,
        daily_cap: 1_000_000,
        budget: 2_000_000,
        viewer_bps: 5_000,
        publisher_bps: 3_000,
        influencer_bps: 1_500,
        fee_bps: 500,
    }
}

fn vau(viewer: u32, at: i64, seconds: u32) -> Vau {
    Vau::new(DeviceId::new("192.0.2.1", &viewer.to_string()), [7; 32], Some("a.example".into()), at, seconds)
}

fn credit_all(terms: &Terms, vaus: &[Vau]) -> EpochCredits {
    credit_epoch(terms, &mut Credited::default(), vaus).unwrap()
}

/// The seconds paid for, in order.
fn paid(epoch: &EpochCredits) -> Vec<u32> {
    epoch.credits.iter().map(|credit| credit.seconds).collect()
}

#[test]
fn the_price_is_split_by_the_terms() {
    let epoch = credit_all(&terms(), &[vau(1, START, 10)]);
    let [credit] = epoch.credits[..] else { panic!("{epoch:?}") };
    assert_eq!((credit.viewer, credit.publisher, credit.influencer), (5_000, 3_000, 1_500));
    assert_eq!((epoch.owed, epoch.fee), (9_500, 500));
}

#[test]
fn the_remainder_is_the_viewers_and_a_missing_influencers_share_the_publishers() {
    let odd = Terms {
        rate_per_second: 7,
        viewer_bps: 3_334,
        publisher_bps: 3_333,
        influencer_bps: 2_833,
        ..terms()
    };
    // gross 7, owed floor(6.65) = 6, publisher floor(2.33), influencer floor(1.98).
    assert_eq!(split(&odd, 1, true), Some(Split { viewer: 3, publisher: 2, influencer: 1 }));
    assert_eq!(split(&odd, 1, false), Some(Split { viewer: 3, publisher: 3, influencer: 0 }));
}

#[test]
fn limits_on_a_single_vau() {
    let end = terms().end;
    let epoch = credit_all(
        &terms(),
        &[vau(1, START - 1, 9), vau(1, START, 9), vau(1, START + 50, 4), vau(1, end - 1, 9), vau(1, end, 9)],
    );
    assert_eq!(paid(&epoch), [9, 9]);
    let expected = Refused::from([(Refusal::OutsideCampaign, 2), (Refusal::BelowMinAttention, 1)]);
    assert_eq!(epoch.refused, expected);
}

#[test]
fn the_same_vau_is_credited_once() {
    let one = vau(1, START, 9);
    let epoch = credit_all(&terms(), &[one.clone(), vau(2, START, 9), one]);
    assert_eq!((paid(&epoch), epoch.refused), (vec![9, 9], Refused::from([(Refusal::Duplicate, 1)])));
    // Only a VAU built by hand has no seconds.
    assert_eq!(credit_all(&terms(), &[vau(1, START, 0)]).refused, Refused::from([(Refusal::NoDwell, 1)]));
}

#[test]
fn a_viewer_day_ends_inside_a_vau_and_begins_anew_at_midnight() {
    let at = |seconds| START + seconds;
    let vaus = [
        vau(1, at(0), 300),
        vau(1, at(400), 250),
        vau(1, at(800), 300),
        vau(1, at(1200), 300),
        vau(2, at(1200), 300),
        vau(1, at(DAY_SECONDS), 300),
    ];
    let rich = Terms { daily_cap: u64::MAX, budget: u64::MAX, ..terms() };
    let epoch = credit_all(&rich, &vaus);
    assert_eq!(paid(&epoch)[..3], [300, 250, 50]);
    assert_eq!(paid(&epoch)[3..], [300, 300]);
    assert_eq!(epoch.refused, Refused::from([(Refusal::ViewerDayCap, 1)]));
}

#[test]
fn pace_and_budget_shorten_then_refuse() {
    // 1,000 a second, fee included: the daily cap is 1,000 seconds, the budget 2,000.
    let vaus =
        |day: i64| (0..5).map(|n| vau(n, START + day * DAY_SECONDS + i64::from(n), 300)).collect::<Vec<_>>();
    let mut so_far = Credited::default();
    for (day, drawn) in [(0, 1_000_000), (1, 2_000_000)] {
        let epoch = credit_epoch(&terms(), &mut so_far, &vaus(day)).unwrap();
        assert_eq!(paid(&epoch), [300, 300, 300, 100]);
        assert_eq!(epoch.refused, Refused::from([(Refusal::Budget, 1)]));
        assert_eq!(so_far.drawn(), drawn);
    }
    let epoch = credit_epoch(&terms(), &mut so_far, &vaus(2)).unwrap();
    assert_eq!(epoch.refused, Refused::from([(Refusal::Budget, 5)]));
    assert_eq!((so_far.owed(), so_far.fees()), (1_900_000, 100_000));
}

#[test]
fn an_unused_day_can_be_caught_up() {
    let vaus: Vec<_> = (0..9).map(|n| vau(n, START + DAY_SECONDS + i64::from(n), 300)).collect();
    assert_eq!(paid(&credit_all(&terms(), &vaus)).iter().sum::<u32>(), 2_000);
}

#[test]
fn settled_days_are_closed() {
    let mut so_far = Credited::default();
    let day = START + DAY_SECONDS;
    credit_epoch(&terms(), &mut so_far, &[vau(1, day + 5, 9)]).unwrap();
    let before = so_far;
    for at in [START, day, day + DAY_SECONDS - 1] {
        let error = credit_epoch(&terms(), &mut so_far, &[vau(2, at, 9)]).unwrap_err();
        assert_eq!(error, CreditError::OutOfOrder { day: day_start(at), last_day: day });
        assert_eq!(so_far, before);
    }
    assert_eq!(credit_epoch(&terms(), &mut so_far, &[]), Ok(EpochCredits::default()));
    assert!(credit_epoch(&terms(), &mut so_far, &[vau(2, day + DAY_SECONDS, 9)]).is_ok());
}

#[test]
fn contradictory_terms_are_refused() {
    for (bad, error) in [
        (Terms { end: START, ..terms() }, TermsError::Window { start: START, end: START }),
        (Terms { fee_bps: 501, ..terms() }, TermsError::Shares { sum: 10_001 }),
        (Terms { viewer_bps: u16::MAX, ..terms() }, TermsError::Shares { sum: 70_535 }),
        (Terms { rate_per_second: 1, ..terms() }, TermsError::Rate { rate_per_second: 1 }),
        (
            Terms { viewer_bps: 0, publisher_bps: 0, influencer_bps: 0, fee_bps: 10_000, ..terms() },
            TermsError::Rate { rate_per_second: 1_000 },
        ),
    ] {
        assert_eq!(bad.validate(), Err(error));
        assert_eq!(split(&bad, 1, true), None);
        let credited = credit_epoch(&bad, &mut Credited::default(), &[vau(1, START, 9)]);
        assert_eq!(credited, Err(CreditError::Terms(error)));
    }
}

#[test]
fn days_are_utc_days() {
    assert_eq!(day_start(START), START);
    assert_eq!(day_start(START + DAY_SECONDS - 1), START);
    assert_eq!(day_start(-1), -DAY_SECONDS);
    let days = by_utc_day([vau(1, START - 1, 9), vau(1, START, 9), vau(2, START + 1, 9)]);
    let sizes: Vec<_> = days.iter().map(|(day, vaus)| (*day, vaus.len())).collect();
    assert_eq!(sizes, [(START - DAY_SECONDS, 1), (START, 2)]);
    assert_eq!(day_start(i64::MIN), i64::MIN, "the first day of time is cut short, without a panic");
}
