use super::*;
use crate::{
    programs::twist_campaign_registry::constants::MAX_POOL_SHARE_BPS,
    settlement::fixtures::{DAY, attended, key, pooled, terms},
};
use proptest::prelude::*;

#[test]
fn an_index_is_for_ever() {
    let mut book = Book::new(key(1), terms());
    let first = book.close_epoch(&[attended(50, None, 10, 60), attended(40, None, 20, 60)], DAY).unwrap();
    let keys: Vec<_> = first.payees.iter().map(|payee| payee.key).collect();
    assert_eq!(keys, [key(40), key(50), key(200)], "new payees in the order of their bytes");

    let second =
        book.close_epoch(&[attended(10, None, DAY + 10, 60), attended(50, None, DAY, 60)], 2 * DAY).unwrap();
    let keys: Vec<_> = second.payees.iter().map(|payee| payee.key).collect();
    assert_eq!(keys, [key(40), key(50), key(200), key(10)], "a later one comes after, whatever its bytes");
    for (before, after) in first.payees.iter().zip(&second.payees) {
        assert!(before.cumulative <= after.cumulative);
    }
}

#[test]
fn an_unregistered_referrer_is_the_publishers() {
    let mut unregistered = attended(50, Some(90), 10, 100);
    unregistered.influencer = None;
    let mut book = Book::new(key(1), terms());
    let closed = book.close_epoch(&[unregistered], DAY).unwrap();
    let by_key: HashMap<_, _> = closed.payees.iter().map(|payee| (payee.key, payee.cumulative)).collect();
    assert_eq!(by_key, HashMap::from([(key(50), 50_000), (key(200), 45_000)]));
}

#[test]
fn a_pool_is_one_more_payee_with_an_index_of_its_own() {
    let mut book = Book::new(key(1), terms());
    let first = book.close_epoch(&[pooled(50, 90, (20, 2_000), 10, 100)], DAY).unwrap();
    let leaf = |n, cumulative| Payee { key: key(n), cumulative };
    assert_eq!(
        first.payees,
        [leaf(20, 3_000), leaf(50, 50_000), leaf(90, 12_000), leaf(200, 30_000)],
        "a fifth of the influencer's 15 % is the pool's"
    );
    let expected = ByRole { viewers: 50_000, publishers: 30_000, influencers: 12_000, pools: 3_000 };
    assert_eq!(first.by_role, expected);

    // Two influencers can share one pool, and a later pool comes after, whatever its bytes.
    let attention = [
        pooled(50, 91, (20, 5_000), DAY, 100),
        pooled(50, 90, (10, 2_000), DAY + 200, 100),
        attended(50, Some(90), DAY + 400, 100),
    ];
    let second = book.close_epoch(&attention, 2 * DAY).unwrap();
    let keys: Vec<_> = second.payees.iter().map(|payee| payee.key).collect();
    assert_eq!(keys, [key(20), key(50), key(90), key(200), key(10), key(91)]);
    let cumulative: Vec<_> = second.payees.iter().map(|payee| payee.cumulative).collect();
    assert_eq!(cumulative, [10_500, 200_000, 39_000, 120_000, 3_000, 7_500]);
    let expected = ByRole { viewers: 150_000, publishers: 90_000, influencers: 34_500, pools: 10_500 };
    assert_eq!(second.by_role, expected, "of this epoch alone");
}

#[test]
fn a_pool_that_gets_less_than_a_unit_is_no_payee_yet() {
    let terms = Terms { rate_per_second: 10, ..terms() };
    let mut book = Book::new(key(1), terms);
    let closed = book.close_epoch(&[pooled(50, 90, (20, 1), 10, 100)], DAY).unwrap();
    assert!(closed.payees.iter().all(|payee| payee.key != key(20)));
    assert_eq!((closed.by_role.influencers, closed.by_role.pools), (150, 0));
}

#[test]
fn a_refused_epoch_leaves_the_book_as_it_was() {
    let mut book = Book::new(key(1), terms());
    assert!(matches!(book.close_epoch(&[], DAY), Err(SettlementError::NoPayees { epoch: 1, .. })));
    assert_eq!(book.epoch(), 0);
    book.close_epoch(&[attended(50, None, DAY, 60)], 2 * DAY).unwrap();
    assert!(matches!(
        book.close_epoch(&[attended(50, None, 5, 60)], 2 * DAY),
        Err(SettlementError::Credit(CreditError::OutOfOrder { .. }))
    ));
    assert_eq!(book.epoch(), 1);
}

proptest! {
    #[test]
    fn leaves_add_up_to_what_was_credited_whatever_the_order(
        mut items in prop::collection::vec(
            (1u8..30, prop::option::of((100u8..110, prop::option::of(1..=MAX_POOL_SHARE_BPS))), 0..DAY, 1u32..300),
            1..80,
        ),
    ) {
        items.sort_unstable();
        items.dedup_by_key(|(viewer, _, at, _)| (*viewer, *at));
        let attention: Vec<_> = items
            .iter()
            .map(|(viewer, referrer, at, seconds)| match *referrer {
                // A pool of its own for every influencer.
                Some((influencer, Some(bps))) => {
                    pooled(*viewer, influencer, (influencer + 110, bps), *at, *seconds)
                }
                referrer => attended(*viewer, referrer.map(|(influencer, _)| influencer), *at, *seconds),
            })
            .collect();
        let mut forward = Book::new(key(1), terms());
        let closed = forward.close_epoch(&attention, DAY).unwrap();
        prop_assert_eq!(closed.total(), forward.credited().owed());
        prop_assert_eq!(closed.by_role.total(), closed.credits.owed);
        let of_pools = |payee: &&Payee| (210..220).contains(&payee.key.to_bytes()[0]);
        let pools: u64 = closed.payees.iter().filter(of_pools).map(|payee| payee.cumulative).sum();
        prop_assert_eq!(closed.by_role.pools, pools);

        let backward: Vec<_> = attention.iter().rev().cloned().collect();
        let again = Book::new(key(1), terms()).close_epoch(&backward, DAY).unwrap();
        prop_assert_eq!(closed.tree.root(), again.tree.root());
        prop_assert_eq!(closed.by_role, again.by_role);
    }
}
