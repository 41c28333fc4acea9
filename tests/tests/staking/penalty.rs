//! What an early exit costs, and who gets it: nobody in the pool that was left.

use solana_instruction::Instruction;
use twist_client::{
    programs::twist_staking::{
        error::TwistStakingError as Error,
        events::{ExitedEarly, PoolSynced},
        types::TermsArg,
    },
    staking, token,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        staker::{AMOUNT, Staker},
        staking::{MONTH, YEAR},
        token::TWIST,
    },
};

/// What leaving costs.
const PENALTY: u64 = 10 * TWIST;

fn exit(staker: &mut Staker) -> Instruction {
    staker.world.open_ata(&staker.owner, &token::mint());
    staking::exit_early(&staker.pool_state(), &staker.state(), None)
}

fn global_rewards(world: &World) -> u64 {
    world.twist(&staking::global_pool())
}

#[test]
fn in_the_global_pool_it_is_burned() {
    let mut staker = Staker::new();
    let supply = staker.world.supply(&token::mint());
    let exit = exit(&mut staker);
    staker.world.run(exit);
    assert_eq!(staker.world.supply(&token::mint()), supply - PENALTY);
    assert_eq!((staker.rewards(), staker.staked()), (0, 0));
}

#[test]
fn from_any_other_pool_it_goes_to_the_stakers_of_the_global_one() {
    let mut staker = Staker::with_influencer();
    let (global, supply) = (staking::global_pool(), staker.world.supply(&token::mint()));
    staker.world.stake(&staker.pool, "fan", 0, MONTH, AMOUNT);
    // Ten times the penalty, so that nothing of it is lost to rounding.
    staker.world.stake(&global, "holder", 0, YEAR, 5 * PENALTY);
    let exit = exit(&mut staker);
    staker.world.run(exit);
    assert_eq!(staker.world.supply(&token::mint()), supply);
    assert_eq!((global_rewards(&staker.world), staker.rewards(), staker.staked()), (PENALTY, 0, AMOUNT));

    let event: PoolSynced = staker.world.sync_pool(&global).event();
    assert_eq!((event.surplus, event.commission, event.queued), (PENALTY, 0, PENALTY));
    staker.world.stream_out();
    let fan = staker.world.pending(&staker.pool, "fan", 0);
    // One unit more or less, as 10 of 100 is no power of two.
    let holder = staker.world.pending(&global, "holder", 0);
    assert_eq!((fan, holder), (0, PENALTY - 1));
}

#[test]
fn it_is_rounded_up() {
    for (amount, returned) in [(1, 0), (9, 8), (10, 9), (11, 9), (12_345_678_901, 11_111_111_010)] {
        let mut world = World::with_staking();
        let pool = staking::global_pool();
        world.stake(&pool, "ann", 0, MONTH, amount);
        let exit = staking::exit_early(&world.pool(&pool), &world.position(&pool, "ann", 0), None);
        let event: ExitedEarly = world.run(exit).event();
        assert_eq!((event.returned, event.penalty), (returned, amount - returned));
        assert_eq!(world.twist(&world.actor("ann")), returned);
        assert_eq!(world.token_account(&world.pool(&pool).stake_vault).amount, 0);
    }
}

#[test]
fn it_is_between_nothing_and_a_quarter_by_the_terms() {
    for (penalty_bps, penalty) in [(0, 0), (1, TWIST / 100), (2_500, 25 * TWIST)] {
        for influencers in [false, true] {
            let mut world = World::with_staking();
            let terms = TermsArg { penalty_bps, ..MONTH };
            world.run(staking::set_tiers(&world.authority(), vec![terms]));
            let global = staking::global_pool();
            let pool = if influencers { world.create_pool("influencer", 0) } else { global };
            let mut staker = Staker::under(world, pool, terms);
            let (exit, supply) = (exit(&mut staker), staker.world.supply(&token::mint()));
            let event: ExitedEarly = staker.world.run(exit).event();
            assert_eq!((event.returned, event.penalty), (AMOUNT - penalty, penalty));
            assert_eq!(staker.wallet(), AMOUNT - penalty);
            let (burned, passed_on) = if influencers { (0, penalty) } else { (penalty, 0) };
            assert_eq!(staker.world.supply(&token::mint()), supply - burned);
            assert_eq!(global_rewards(&staker.world), passed_on);
        }
    }
}

#[test]
fn it_is_the_one_that_was_signed_for() {
    let mut staker = Staker::new();
    let dearer = TermsArg { penalty_bps: 2_500, ..MONTH };
    staker.world.run(staking::set_tiers(&staker.world.authority(), vec![dearer]));
    let exit = exit(&mut staker);
    let event: ExitedEarly = staker.world.run(exit).event();
    assert_eq!(event.penalty, PENALTY);
}

#[test]
fn it_goes_nowhere_else() {
    let mut staker = Staker::with_influencer();
    let right = exit(&mut staker);
    let global = staker.world.pool(&staking::global_pool());
    // Neither back into the pool nor to whoever leaves it, nor among the principals of the global pool.
    let own = staker.world.twist_account(&staker.owner);
    for wrong in [staker.pool_state().reward_vault, own, staker.pool_state().stake_vault, global.stake_vault]
    {
        let misled = right.clone().with(&global.reward_vault, &wrong);
        staker.world.refuses(misled, Error::WrongAccount);
    }
    let other = staker.world.other_mint("other");
    staker.world.refuses(right.clone().with(&token::mint(), &other), Error::WrongMint);
    staker.world.run(right);
}

#[test]
fn it_is_burned_from_twist_and_from_nothing_else() {
    let mut staker = Staker::new();
    let right = exit(&mut staker);
    let other = staker.world.other_mint("other");
    staker.world.refuses(right.clone().with(&token::mint(), &other), Error::WrongMint);
    staker.world.refuses(right.with(&token::mint(), &staker.pool), Error::WrongMint);
}
