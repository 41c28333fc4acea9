use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_rewards::{error::TwistRewardsError as Error, events::PageRefreshed},
    rewards,
};
use twist_merkle_sum::{Node, NodeWire};
use twist_tests::{Events, Variation, World, fixtures::ledger::Ledger};

/// A ledger of `payees` payees who earned `each`, base units.
fn uniform(distribution: &Pubkey, payees: usize, each: u64) -> Ledger {
    Ledger::new(distribution, vec![(Pubkey::new_from_array([7; 32]), each); payees])
}

/// A world with a distribution of 2,049 payees, that is, three pages, all open, none refreshed.
fn three_pages() -> (World, Ledger) {
    let (mut world, distribution) = World::with_rewards();
    let ledger = uniform(&distribution, 2_049, 2);
    world.settle(&ledger);
    for page in 0..3 {
        world.open_page(&distribution, page);
    }
    (world, ledger)
}

/// The page's root and its proof, in wire form.
fn proof(ledger: &Ledger, page: u32) -> (NodeWire, Vec<NodeWire>) {
    let proof = ledger.tree.page_proof(page).unwrap();
    (ledger.tree.page_root(page).unwrap().to_wire(), proof.iter().map(Node::to_wire).collect())
}

#[test]
fn the_pages_root_is_cached() {
    let (mut world, ledger) = three_pages();
    for (page, sum) in [(0, 2_048), (1, 2_048), (2, 2)] {
        let refresh = ledger.refresh_page(page);
        assert!(refresh.accounts.iter().all(|account| !account.is_signer), "anyone can");
        let event: PageRefreshed = world.run(refresh).event();
        assert_eq!((event.header.seq, event.distribution, event.page), (2, ledger.distribution, page));
        assert_eq!((event.epoch, event.sum), (1, sum));
        let (root, state) =
            (ledger.tree.page_root(page).unwrap(), world.claim_page(&ledger.distribution, page));
        assert_eq!((state.current.epoch, state.current.hash, state.current.sum), (1, root.hash, sum));
        assert_eq!((state.previous.epoch, state.event_seq), (0, 2));
    }
}

#[test]
fn refreshing_again_changes_nothing_and_is_no_error() {
    let (mut world, ledger) = three_pages();
    world.run(ledger.refresh_page(1));
    let fresh = world.claim_page(&ledger.distribution, 1);
    let receipt = world.run(ledger.refresh_page(1));
    assert_eq!(receipt.events().len(), 0);
    let again = world.claim_page(&ledger.distribution, 1);
    assert_eq!((again.event_seq, again.current.epoch), (fresh.event_seq, fresh.current.epoch));
    assert_eq!(
        again.previous.epoch, fresh.previous.epoch,
        "the present root is not taken for the previous one"
    );
    world.settle(&ledger);
    let receipt = world.run(ledger.refresh_page(1));
    assert_eq!(receipt.events().len(), 1);
}

#[test]
fn the_root_of_the_previous_epoch_is_kept_and_that_of_the_one_before_is_not() {
    let (mut world, distribution) = World::with_rewards();
    let ledgers = [1, 2, 3, 4].map(|each| uniform(&distribution, 3, each));
    let cached = |world: &World| {
        let page = world.claim_page(&distribution, 0);
        [page.current, page.previous].map(|root| (root.epoch, root.sum))
    };
    world.land(&ledgers[0]);
    assert_eq!(cached(&world), [(1, 3), (0, 0)]);
    world.land(&ledgers[1]);
    assert_eq!(cached(&world), [(2, 6), (1, 3)]);
    world.settle(&ledgers[2]);
    assert_eq!(cached(&world), [(2, 6), (1, 3)], "until somebody refreshes it");
    world.settle(&ledgers[3]);
    world.run(ledgers[3].refresh_page(0));
    assert_eq!(cached(&world), [(4, 12), (0, 0)], "epoch 2 is no longer the previous one");
}

#[test]
fn a_tree_that_grows_a_level_has_proofs_one_node_longer() {
    let (mut world, distribution) = World::with_rewards();
    let (small, large) = (uniform(&distribution, 1_024, 1), uniform(&distribution, 1_025, 1));
    world.land(&small);
    assert_eq!(proof(&small, 0).1.len(), 0, "the page is the tree");
    world.settle(&large);
    let (root, above) = proof(&large, 0);
    assert_eq!(above.len(), 1);
    let short = rewards::refresh_page(&distribution, 0, root, vec![]);
    world.refuses(short, Error::InvalidProof);
    world.run(rewards::refresh_page(&distribution, 0, root, above));
}

#[test]
fn a_proof_is_of_one_root_of_one_page_in_one_epoch() {
    let (mut world, old) = three_pages();
    let distribution = old.distribution;
    let ledger = uniform(&distribution, 2_049, 3);
    world.settle(&ledger);
    let (root, above) = proof(&ledger, 1);
    let (left, left_above) = proof(&ledger, 0);
    let (old_root, old_above) = proof(&old, 1);
    let mut more = root;
    more[32] += 1;
    let mut extended = above.clone();
    extended.push([0; 40]);
    let mut bent = above.clone();
    bent[1][39] = 255;
    let total = ledger.tree.root().to_wire();
    for (what, root, proof) in [
        ("another sum", more, above.clone()),
        ("another page", left, left_above),
        ("the previous epoch", old_root, old_above),
        ("the tree's root itself", total, vec![]),
        ("too short", root, above[..1].to_vec()),
        ("too long", root, extended),
        ("a sum that overflows", root, bent),
        ("upside down", root, above.iter().rev().copied().collect()),
    ] {
        println!("{what}");
        world.refuses(rewards::refresh_page(&distribution, 1, root, proof), Error::InvalidProof);
    }
    world.run(rewards::refresh_page(&distribution, 1, root, above));
}

#[test]
fn only_the_distributions_own_pages_are_taken() {
    let (mut world, ledger) = three_pages();
    let other = world.new_distribution("other advertiser");
    let other_ledger = uniform(&other, 3, 1);
    world.settle(&other_ledger);
    world.open_page(&other, 0);
    let (page, other_page) = (rewards::claim_page(&ledger.distribution, 0), rewards::claim_page(&other, 0));
    let refresh = ledger.refresh_page(0);
    world.refuses(refresh.clone().with(&page, &other_page), Error::WrongPage);
    world.needs_its_own_kind_of(&page, &refresh);
    world.needs_its_own_kind_of(&ledger.distribution, &refresh);
}
