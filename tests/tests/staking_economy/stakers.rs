//! A pool with two stakers who share its rewards 1 : 3.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_staking::{
        events::{PoolSynced, RewardsClaimed},
        types::TermsArg,
    },
    staking,
};
use twist_tests::{
    Events, World,
    fixtures::{
        staking::{HALF_YEAR, YEAR},
        token::TWIST,
    },
};

/// Who stakes what. They weigh 81.92 and 245.76 TWIST, which is 327.68 (2^15 times 10^7 base units) together: a reward of a
/// few whole units of any mint divides by that without a remainder, so nothing below is off by one.
pub const STAKERS: [(&str, u64, TermsArg); 2] =
    [("first staker", 4_096 * TWIST / 100, YEAR), ("second staker", 16_384 * TWIST / 100, HALF_YEAR)];

/// Lets [`STAKERS`] stake in a pool.
pub fn join(world: &mut World, pool: &Pubkey) {
    for (name, amount, terms) in STAKERS {
        world.stake(pool, name, 0, terms, amount);
    }
}

/// Someone without any role syncs a pool, of whose `surplus` its owner takes `commission`.
#[track_caller]
pub fn sync(world: &mut World, pool: &Pubkey, surplus: u64, commission: u64) {
    assert_eq!(world.pool(pool).accounted, 0, "it was accounted for before");
    let sync = staking::sync(&world.pool(pool));
    assert_nobody_signs(&sync);
    let event: PoolSynced = world.run(sync).event();
    assert_eq!((event.surplus, event.commission, event.queued), (surplus, commission, surplus - commission));
}

/// Everything streams out, and someone without any role claims for [`STAKERS`], who have nothing of the reward mint but what they
/// claimed before. They share `amount` 1 : 3, to the last unit.
#[track_caller]
pub fn share(world: &mut World, pool: &Pubkey, amount: u64) {
    world.stream_out();
    let state = world.pool(pool);
    for ((name, ..), part) in STAKERS.into_iter().zip([amount / 4, amount / 4 * 3]) {
        let owner = world.actor(name);
        world.open_ata(&owner, &state.reward_mint);
        let before = world.balance(&owner, &state.reward_mint);
        let claim = staking::claim(&state, &world.position(pool, name, 0), None);
        assert_nobody_signs(&claim);
        let event: RewardsClaimed = world.run(claim).event();
        assert_eq!((event.owner, event.amount), (owner, part));
        assert_eq!(world.balance(&owner, &state.reward_mint) - before, part);
    }
}

/// What a pool's reward vault holds, base units of its reward mint.
pub fn reward_vault(world: &World, pool: &Pubkey) -> u64 {
    world.token_account(&world.pool(pool).reward_vault).amount
}

/// Anyone can send `instruction`.
#[track_caller]
pub fn assert_nobody_signs(instruction: &Instruction) {
    assert!(instruction.accounts.iter().all(|account| !account.is_signer), "{instruction:?}");
}
