//! Law 3: donations cannot bend a window.

use proptest::{collection::vec, prelude::*};
use twist_stake_math::{Rewards, Share, Stream};

use crate::{pool::START, reference::DAY};

/// What streams now, and what it has brought.
fn present(rewards: &Rewards) -> (u128, u128, Stream) {
    (rewards.per_weight, rewards.carried, Stream { queued: 0, ..rewards.stream })
}

fn streaming(amount: u64, elapsed: u64) -> Rewards {
    let stream = Stream { updated_at: START, elapsed, amount, queued: 0 };
    Rewards { stream, accounted: amount, ..Rewards::default() }
}

proptest! {
    /// Until the window ends, a pool with any donations at any times is the same as one without.
    #[test]
    fn what_streams_now_is_the_same_with_and_without(
        amount in 0..=1_u64 << 62, elapsed in 0..DAY, weight in 1..=u64::MAX,
        mut donations in vec((0..DAY, prop_oneof![Just(1_u64), 0..=1_u64 << 50], 0..=10_000_u16), 1..60),
    ) {
        donations.sort_unstable();
        let (mut without, mut with) = (streaming(amount, elapsed), streaming(amount, elapsed));
        let mut queued = 0;
        for (second, donation, commission_bps) in donations {
            let now = START + (second % (DAY - elapsed)) as i64;
            without.advance(now, weight, 1);
            with.advance(now, weight, 1);
            let before = with;
            let commission = with.fund(donation, commission_bps).unwrap();
            queued += donation - commission;
            // Of the stream, the queue alone.
            prop_assert_eq!(present(&with), present(&before));
            prop_assert_eq!(present(&with), present(&without));
            prop_assert_eq!(with.stream.queued, queued);
        }
        // Both windows end in the same second, both with nothing left.
        let end = START + (DAY - elapsed) as i64;
        for rewards in [&mut without, &mut with] {
            rewards.advance(end - 1, weight, 1);
            prop_assert!(amount == 0 || rewards.stream.amount == amount);
            rewards.advance(end, weight, 1);
            prop_assert_eq!(rewards.stream.elapsed, 0);
        }
        prop_assert_eq!((with.per_weight, with.carried), (without.per_weight, without.carried));
        prop_assert_eq!((with.stream.amount, with.stream.queued), (queued, 0));
        prop_assert_eq!((without.stream.amount, without.stream.queued), (0, 0));
    }
}

/// One unit in every slot for three days. Each window releases what came in during the one before, and the one that was running
/// is neither longer nor slower for it.
#[test]
fn a_unit_in_every_slot() {
    const AMOUNT: u64 = 1_000_000_007;
    let mut rewards = streaming(AMOUNT, 0);
    let mut share = Share::default();
    let mut unstreamed = vec![];
    let mut now = START;
    for slot in 1..=3 * 216_000_i64 {
        let before = now;
        now = START + slot * 2 / 5;
        rewards.advance(now, 1, 1);
        if now != before && (now - START) % 86_400 == 0 {
            rewards.settle(&mut share, 1);
            unstreamed.push((share.payable(), rewards.stream.amount));
        }
        assert_eq!(rewards.fund(1, 0), Some(0));
    }
    // A day has 216,000 slots; the one in which a window ends belongs to the next window already.
    let first = 215_999;
    assert_eq!(unstreamed, [(AMOUNT, first), (AMOUNT + first, 216_000), (AMOUNT + first + 216_000, 216_000)]);
}

/// The donor's gain is what his weight brings him, whenever he comes: a donation in the last second does not reach back.
#[test]
fn a_window_cannot_be_captured() {
    let mut rewards = streaming(86_400, 0);
    let (mut early, mut late) = (Share::default(), Share::default());
    rewards.advance(START + 86_399, 1_000, 1);
    rewards.settle(&mut early, 1_000);
    // A thousand times the weight, and a donation that dwarfs the window.
    rewards.settle(&mut late, 0);
    assert_eq!(rewards.fund(1_000_000_000, 0), Some(0));
    rewards.advance(START + 86_400, 1_001_000, 1);
    rewards.settle(&mut early, 1_000);
    rewards.settle(&mut late, 1_000_000);
    // Of 86,400 units, the last one was shared.
    assert_eq!((early.payable(), late.payable()), (86_399, 0));
    assert_eq!(
        rewards.stream,
        Stream { updated_at: START + 86_400, elapsed: 0, amount: 1_000_000_000, queued: 0 }
    );
}
