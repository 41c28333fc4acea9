use anchor_lang::{error::ErrorCode, solana_program::system_instruction, system_program};
use solana_instruction::error::InstructionError;
use solana_pubkey::Pubkey;
use twist_client::{
    chain::Chain,
    programs::twist_rewards::{accounts::ClaimPage, error::TwistRewardsError as Error, events::PageOpened},
    rewards,
};
use twist_tests::{Events, Refusal, Variation, World, fixtures::ledger::Ledger};

/// A world with a distribution whose current root has this many leaves.
fn settled(leaves: usize) -> (World, Pubkey) {
    let (mut world, distribution) = World::with_rewards();
    let payees = vec![(world.stranger(), 1); leaves];
    world.settle(&Ledger::new(&distribution, payees));
    (world, distribution)
}

/// What an account without data must hold to live, lamports.
const LEAST: u64 = 128 * 6_960;

/// Rent of a claim page, lamports.
fn page_rent(world: &World) -> u64 {
    world.minimum_balance(8 + size_of::<ClaimPage>()).unwrap()
}

fn lamports(world: &World, address: &Pubkey) -> u64 {
    world.account(address).unwrap().map_or(0, |account| account.lamports)
}

#[test]
fn a_page_begins_with_nothing_paid_at_its_openers_expense() {
    let (mut world, distribution) = settled(2);
    let (opener, rent) = (world.actor("opener"), page_rent(&world));
    world.airdrop(&opener, rent).unwrap();
    let event: PageOpened = world.run(rewards::open_page(&opener, &distribution, 0)).event();
    assert_eq!((event.header.seq, event.distribution, event.page), (1, distribution, 0));
    assert_eq!((event.rent_payer, event.rent_lamports), (opener, rent));
    assert_eq!(lamports(&world, &opener), 0);

    let page = world.claim_page(&distribution, 0);
    assert_eq!((page.version, page.page, page.distribution), (1, 0, distribution));
    assert_eq!((page.event_seq, page.claimed, page.rent_payer), (1, 0, opener));
    assert_eq!((page.current.epoch, page.previous.epoch), (0, 0));
    assert!(page.slots.iter().all(|paid| *paid == 0));
}

#[test]
fn a_page_can_be_opened_once_the_root_has_leaves_in_it() {
    let (mut world, distribution) = World::with_rewards();
    let payer = world.payer();
    let open = |page| rewards::open_page(&payer, &distribution, page);
    let payees = |count| vec![(payer, 1); count];
    world.refuses(open(0), Error::NoSuchPage);
    world.settle(&Ledger::new(&distribution, payees(1_024)));
    world.run(open(0));
    world.refuses(open(1), Error::NoSuchPage);
    world.refuses(open(u32::MAX), Error::NoSuchPage);
    world.settle(&Ledger::new(&distribution, payees(1_025)));
    world.run(open(1));
    world.refuses(open(2), Error::NoSuchPage);
}

#[test]
fn a_page_is_opened_once() {
    let (mut world, distribution) = settled(1);
    world.open_page(&distribution, 0);
    let taken = Refusal::new(system_program::ID, InstructionError::Custom(0));
    world.refuses(rewards::open_page(&world.payer(), &distribution, 0), taken);
}

#[test]
fn the_rent_vault_pays_all_it_has_or_leaves_enough_to_live_on() {
    for keeps in [0, LEAST] {
        let (mut world, distribution) = settled(1);
        let (vault, rent) = (rewards::rent_vault(&distribution), page_rent(&world));
        world.run(rewards::fund_rent_vault(&world.payer(), &distribution, rent + keeps));
        let opener = world.actor("opener without money");
        let event: PageOpened = world.run(rewards::open_page(&opener, &distribution, 0)).event();
        assert_eq!((event.rent_payer, event.rent_lamports), (vault, rent));
        assert_eq!(world.claim_page(&distribution, 0).rent_payer, vault);
        assert_eq!(lamports(&world, &vault), keeps);
    }
}

#[test]
fn the_opener_pays_when_the_rent_vault_cannot() {
    // Too little, or what is left would be too little to live on.
    for beyond in [-1, 1, LEAST.cast_signed() - 1] {
        let (mut world, distribution) = settled(1);
        let (vault, rent, opener) = (rewards::rent_vault(&distribution), page_rent(&world), world.payer());
        let holds = rent.checked_add_signed(beyond).unwrap();
        world.run(rewards::fund_rent_vault(&opener, &distribution, holds));
        let event: PageOpened = world.open_page(&distribution, 0).event();
        assert_eq!((event.rent_payer, event.rent_lamports), (opener, rent), "{beyond}");
        assert_eq!(lamports(&world, &vault), holds, "{beyond}");
    }
}

#[test]
fn lamports_sent_ahead_keep_no_page_from_being_opened() {
    let rent = page_rent(&World::new());
    for ahead in [LEAST, rent - 1, rent, 2 * rent] {
        let (mut world, distribution) = settled(1);
        let page = rewards::claim_page(&distribution, 0);
        world.run(system_instruction::transfer(&world.payer(), &page, ahead));
        let event: PageOpened = world.open_page(&distribution, 0).event();
        assert_eq!(event.rent_lamports, rent.saturating_sub(ahead), "only the rest is paid");
        assert_eq!(lamports(&world, &page), rent.max(ahead));
        assert_eq!(world.claim_page(&distribution, 0).distribution, distribution);
    }
}

#[test]
fn only_the_right_accounts_are_taken() {
    let (mut world, distribution) = settled(1);
    let open = rewards::open_page(&world.payer(), &distribution, 0);
    world.needs_every_signature(&open);
    world.needs_its_own_kind_of(&distribution, &open);
    for (account, other) in [
        (rewards::rent_vault(&distribution), world.stranger()),
        (rewards::claim_page(&distribution, 0), rewards::claim_page(&distribution, 1)),
    ] {
        world.refuses(open.clone().with(&account, &other), ErrorCode::ConstraintSeeds);
    }
}
