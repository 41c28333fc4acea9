use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::{Instruction, error::InstructionError};
use solana_pubkey::Pubkey;
use twist_client::{
    chain::Chain,
    programs::twist_rewards::{error::TwistRewardsError as Error, events::DistributionCreated},
    registry, rewards, spl,
};
use twist_tests::{Events, Refusal, Variation, World, fixtures::rewards::ATTESTER_SET};

/// A registry with a draft campaign that has no distribution, and the instruction that creates it.
fn draft() -> (World, Pubkey, Instruction) {
    let mut world = World::with_registry();
    let campaign = world.draft_campaign();
    let instruction = creation(&mut world, &campaign);
    (world, campaign, instruction)
}

fn creation(world: &mut World, campaign: &Pubkey) -> Instruction {
    let (advertiser, mint) = (world.campaign(campaign).advertiser, world.usdc());
    let set = rewards::attester_set(ATTESTER_SET);
    rewards::create_distribution(&world.payer(), &advertiser, campaign, &mint, &set)
}

#[test]
fn everything_is_copied_from_the_campaign() {
    let (mut world, address, instruction) = draft();
    let campaign = world.campaign(&address);
    let event: DistributionCreated = world.run(instruction).event();
    let distribution = rewards::distribution(&address);
    assert_eq!((event.header.seq, event.distribution, event.source), (1, distribution, address));
    assert_eq!((event.mint, event.payout_vault), (campaign.mint, campaign.payout_vault));
    assert_eq!(event.attester_set, campaign.attester_set);
    assert_eq!(distribution, campaign.distribution);

    let state = world.distribution(&distribution);
    assert_eq!((state.version, state.funding, state.status, state.event_seq), (1, 0, 0, 1));
    assert_eq!((state.source, state.funding_account), (address, address));
    assert_eq!((state.mint, state.payout_vault), (campaign.mint, campaign.payout_vault));
    assert_eq!(state.attester_set, campaign.attester_set);
    assert_eq!((state.current.epoch, state.current.total, state.settlement.has_pending), (0, 0, 0));
    assert_eq!(state.settlement.settled_through, campaign.start);
    assert_eq!(world.token_account(&campaign.payout_vault).owner, distribution);
}

#[test]
fn a_campaign_has_one_distribution() {
    let (mut world, _, instruction) = draft();
    world.run(instruction.clone());
    let taken = Refusal::new(system_program::ID, InstructionError::Custom(0));
    world.refuses(instruction, taken);
}

#[test]
fn only_the_advertiser_creates_it() {
    let (mut world, campaign, instruction) = draft();
    let advertiser = world.campaign(&campaign).advertiser;
    for key in [world.authority(), world.stranger()] {
        world.refuses(instruction.clone().with(&advertiser, &key), Error::NotAdvertiser);
    }
    world.needs_every_signature(&instruction);
}

#[test]
fn a_closed_campaign_gets_none() {
    let (mut world, campaign, instruction) = draft();
    world.close_campaign(&campaign);
    world.refuses(instruction, Error::CampaignClosed);
}

#[test]
fn nobody_blocks_it_by_being_there_first() {
    let (mut world, campaign, instruction) = draft();
    let (distribution, mint) = (rewards::distribution(&campaign), world.usdc());
    world.open_ata(&distribution, &mint);
    world.airdrop(&distribution, 1_000_000).unwrap();
    world.run(instruction);
    assert_eq!(world.distribution(&distribution).source, campaign);
}

#[test]
fn only_the_campaigns_own_accounts_are_taken() {
    let (mut world, campaign, instruction) = draft();
    let (payer, authority) = (world.payer(), world.authority());
    let distribution = rewards::distribution(&campaign);
    let (mint, other_mint) = (world.usdc(), world.other_mint("other"));
    world.run(rewards::create_attester_set(&payer, &authority, 2));
    let other_set = rewards::attester_set(2);
    let other_vault = world.open_ata(&world.stranger(), &mint);
    for (account, other) in [
        (rewards::attester_set(ATTESTER_SET), other_set),
        (mint, other_mint),
        (spl::ata(&distribution, &mint), other_vault),
    ] {
        world.refuses(instruction.clone().with(&account, &other), Error::WrongAccount);
    }
    let elsewhere = instruction.with(&distribution, &rewards::emission_distribution(&[1; 32]));
    world.refuses(elsewhere, ErrorCode::ConstraintSeeds);
}

#[test]
fn a_set_without_members_settles_nothing() {
    let mut world = World::with_registry();
    let (payer, authority, usdc) = (world.payer(), world.authority(), world.usdc());
    world.run(rewards::create_attester_set(&payer, &authority, 2));
    let empty = rewards::attester_set(2);
    let campaign = registry::campaign(&world.actor("advertiser"), 1);
    let creation = world.creation("advertiser", world.campaign_args(1));
    world.run(creation.with(&rewards::attester_set(ATTESTER_SET), &empty));
    let advertiser = world.actor("advertiser");
    let instruction = rewards::create_distribution(&payer, &advertiser, &campaign, &usdc, &empty);
    world.refuses(instruction, Error::AttesterSetEmpty);
}

#[test]
fn what_is_not_a_campaign_is_not_taken_for_one() {
    let (mut world, campaign, instruction) = draft();
    let foreign = instruction.clone().with(&campaign, &rewards::config());
    world.refuses(foreign, ErrorCode::AccountOwnedByWrongProgram);
    let other = instruction.with(&campaign, &registry::config());
    world.refuses(other, ErrorCode::AccountDiscriminatorMismatch);
}

#[test]
fn a_campaign_that_named_something_else_as_its_attester_set_gets_none() {
    let mut world = World::with_registry();
    let (args, mint) = (world.campaign_args(1), world.usdc());
    let (payer, advertiser, set) = (world.payer(), world.actor("advertiser"), rewards::config());
    world.run(registry::create_campaign(&payer, &advertiser, &mint, &set, args));
    let campaign = registry::campaign(&advertiser, 1);
    let instruction = rewards::create_distribution(&payer, &advertiser, &campaign, &mint, &set);
    world.refuses(instruction, ErrorCode::AccountDiscriminatorMismatch);
}
