use anchor_lang::error::ErrorCode;
use solana_instruction::{Instruction, error::InstructionError};
use solana_pubkey::Pubkey;
use twist_client::{
    chain::Chain,
    programs::twist_token::{
        error::TwistTokenError,
        events::MinterProposed,
        types::{MinterLimitsArg, ProposeMinterArgs},
    },
    token,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::token::{LIMITS, POWER_DELAY, TWIST, argument, stored},
};

fn proposal(world: &World, authority: &Pubkey, limits: MinterLimitsArg) -> Instruction {
    let args = ProposeMinterArgs { key: world.actor("minter"), limits, label_hash: [7; 32] };
    token::propose_minter(&world.payer(), authority, args)
}

#[test]
fn a_minter_begins_without_any_power() {
    let mut world = World::with_token();
    let event: MinterProposed = world.run(proposal(&world, &world.authority(), LIMITS)).event();
    let (key, earliest) = (world.actor("minter"), World::START + POWER_DELAY);
    assert_eq!((event.key, event.earliest), (key, earliest));
    assert_eq!(argument(&event.limits), argument(&LIMITS));

    let minter = world.minter("minter");
    assert_eq!((minter.version, minter.key, minter.label_hash), (1, key, [7; 32]));
    assert_eq!((stored(&minter.limits), stored(&minter.proposed)), ([0; 3], argument(&LIMITS)));
    assert_eq!((minter.proposed_at, minter.used, minter.level), (earliest, 0, 0));
    let treasury = world.actor("treasury");
    world.refuses(token::mint_to(&key, &treasury, TWIST), TwistTokenError::AllowanceExceeded);
}

#[test]
fn only_the_authority_proposes() {
    let mut world = World::with_token();
    for who in [world.guardian(), world.actor("minter"), world.stranger()] {
        world.refuses(proposal(&world, &who, LIMITS), TwistTokenError::NotAuthority);
    }
    let instruction = proposal(&world, &world.authority(), LIMITS);
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
}

#[test]
fn limits_must_make_sense() {
    let mut world = World::with_token();
    for limits in [
        MinterLimitsArg { allowance: 0, ..LIMITS },
        MinterLimitsArg { capacity: 0, ..LIMITS },
        MinterLimitsArg { capacity: LIMITS.allowance + 1, ..LIMITS },
    ] {
        let instruction = proposal(&world, &world.authority(), limits);
        world.refuses(instruction, TwistTokenError::InvalidLimits);
    }
    let widest = MinterLimitsArg { allowance: u64::MAX, capacity: u64::MAX, refill_per_second: u64::MAX };
    world.run(proposal(&world, &world.authority(), widest));
}

#[test]
fn a_key_has_one_minter_for_ever() {
    let mut world = World::with_token();
    world.run(proposal(&world, &world.authority(), LIMITS));
    world.run(token::revoke_minter(&world.authority(), &world.actor("minter")));
    world.refuses(
        proposal(&world, &world.authority(), LIMITS),
        // The system program's error 0: the account is in use.
        Refusal::new(Pubkey::default(), InstructionError::Custom(0)),
    );
}

#[test]
fn lamports_sent_ahead_do_not_keep_a_minter_from_being_proposed() {
    let mut world = World::with_token();
    world.airdrop(&token::minter(&world.actor("minter")), 1).unwrap();
    world.run(proposal(&world, &world.authority(), LIMITS));
}

#[test]
fn a_minters_address_follows_from_its_key() {
    let mut world = World::with_token();
    let [right, other] = ["minter", "another"].map(|name| token::minter(&world.actor(name)));
    let instruction = proposal(&world, &world.authority(), LIMITS);
    world.refuses(instruction.with(&right, &other), ErrorCode::ConstraintSeeds);
}
