//! Campaigns that pay an influencer's pool, in TWIST and in another mint.

use solana_pubkey::Pubkey;
use spl_token_interface::error::TokenError;
use twist_client::{
    chain::Chain,
    programs::{
        twist_campaign_registry::types::{CampaignTerms, CreateCampaignArgs, RegisterInfluencerArgs},
        twist_rewards::error::TwistRewardsError,
        twist_staking::{error::TwistStakingError, events::CommissionClaimed},
    },
    registry, rewards,
    settlement::{ReferralParts, Referrer, referrer_of},
    staking, token,
};
use twist_tests::{
    Events, World,
    fixtures::{
        ledger::Ledger,
        registry::{DAY, USDC},
        rewards::ATTESTER_SET,
        token::TWIST,
    },
};

use super::stakers::{assert_nobody_signs, join, reward_vault, share, sync};

/// What the influencer gives its pool of what it earns, basis points: as much as it can.
const POOL_SHARE_BPS: u16 = 5_000;
/// What it takes of the pool's rewards, basis points.
const COMMISSION_BPS: u16 = 2_000;
/// Index of the pool in the ledger; a viewer and the influencer come first.
const POOL_INDEX: u32 = 2;

/// An influencer with a pool, in which its fans stake, and a campaign that pays in the pool's reward mint.
struct Season {
    world: World,
    mint: Pubkey,
    pool: Pubkey,
    influencer: Pubkey,
    distribution: Pubkey,
}

impl Season {
    fn begin(pays_twist: bool) -> Self {
        let mut world = World::with_registry();
        world.initialize_staking();
        let mint = if pays_twist { token::mint() } else { world.usdc() };
        let campaign = if pays_twist { twist_campaign(&mut world) } else { world.active_campaign() };
        let pool = world.create_pool_paying("influencer", &mint, COMMISSION_BPS);
        join(&mut world, &pool);
        let influencer = world.actor("influencer");
        world.run(registry::register_influencer(
            &world.payer(),
            &influencer,
            RegisterInfluencerArgs {
                payout_owner: influencer,
                handle_hash: [4; 32],
                pool,
                pool_share_bps: POOL_SHARE_BPS,
            },
        ));
        // So that the campaign's pace is no limit.
        world.advance(10 * DAY);
        Self { world, mint, pool, influencer, distribution: rewards::distribution(&campaign) }
    }

    /// Who is paid for the influencer's referrals, by what the chain says.
    fn referrer(&self) -> Referrer {
        let pays_in = self.world.pool(&self.pool).reward_mint;
        referrer_of(&self.world.influencer(&self.influencer), &self.mint, Some(pays_in)).unwrap().unwrap()
    }

    /// Lands an epoch until which a viewer has earned `viewer` and the influencer's referrals `referrals`, base units.
    fn land(&mut self, viewer: u64, referrals: u64) -> Ledger {
        let referrer = self.referrer();
        let ReferralParts { influencer, pool } = referrer.split(referrals);
        let payees = vec![
            (self.world.actor("viewer"), viewer),
            (referrer.payee, influencer),
            (referrer.pool.unwrap().address(), pool),
        ];
        let ledger = Ledger::new(&self.distribution, payees);
        self.world.land(&ledger);
        ledger
    }

    /// Two epochs, in each of which referrals earn `referrals`, base units; half of that is the pool's. What fans and influencer
    /// get, they get by calls that anyone can make.
    fn play(&mut self, referrals: u64) {
        let (arrives, commission) = (referrals / 2, referrals / 10);
        for epoch in 1..=2 {
            let ledger = self.land(epoch * referrals / 5, epoch * referrals);
            let claim = self.world.claim(&ledger, POOL_INDEX);
            assert_nobody_signs(&claim);
            self.world.run(claim.clone());
            assert_eq!(reward_vault(&self.world, &self.pool), arrives);
            self.world.refuses(claim, TwistRewardsError::NothingDue);

            sync(&mut self.world, &self.pool, arrives, commission);
            share(&mut self.world, &self.pool, arrives - commission);
            self.world.pay(&ledger, 1);
            self.claim_commission(commission);
            assert_eq!(reward_vault(&self.world, &self.pool), 0);
            let earned = epoch * (referrals / 2 + commission);
            assert_eq!(self.world.balance(&self.influencer, &self.mint), earned);
        }
    }

    /// Someone without any role sends the influencer its commission.
    fn claim_commission(&mut self, commission: u64) {
        let claim = staking::claim_commission(&self.world.pool(&self.pool), None);
        assert_nobody_signs(&claim);
        let event: CommissionClaimed = self.world.run(claim).event();
        assert_eq!((event.pool, event.amount), (self.pool, commission));
    }
}

/// An active campaign that pays in TWIST.
fn twist_campaign(world: &mut World) -> Pubkey {
    let (mint, budget) = (token::mint(), 700 * TWIST);
    world.allow_mint(&mint);
    let args = world.campaign_args(1);
    let args = CreateCampaignArgs {
        acknowledged_freeze_authority: world.freeze_authority(&mint),
        terms: CampaignTerms { daily_cap: budget, ..args.terms },
        ..args
    };
    let (advertiser, set) = (world.actor("advertiser"), rewards::attester_set(ATTESTER_SET));
    world.run(registry::create_campaign(&world.payer(), &advertiser, &mint, &set, args));
    let campaign = registry::campaign(&advertiser, 1);
    let source = world.give_twist(&advertiser, budget);
    world.run(registry::fund_campaign(&advertiser, &campaign, &mint, &source, budget));
    world.create_distribution(&campaign);
    world.activate(&campaign);
    campaign
}

#[test]
fn an_epoch_pays_a_pool_like_anyone_and_its_fans_share_it_by_weight() {
    Season::begin(true).play(250 * TWIST);
}

#[test]
fn a_pool_can_earn_what_campaigns_pay_in_instead_of_twist() {
    let mut season = Season::begin(false);
    season.play(200 * USDC);
    let position = season.world.position(&season.pool, "first staker", 0);
    let compound = staking::compound(&season.world.pool(&season.pool), &position);
    season.world.refuses(compound, TwistStakingError::NotCompoundable);
}

#[test]
fn a_pool_in_another_mint_than_the_campaigns_is_not_paid_at_all() {
    let mut season = Season::begin(false);
    assert_eq!(season.referrer().pool.map(|pool| pool.address()), Some(season.pool));
    season.mint = token::mint();
    assert_eq!(season.referrer(), Referrer::alone(season.influencer));
}

#[test]
fn an_issuer_that_freezes_rewards_reaches_no_stake() {
    let mut season = Season::begin(false);
    let ledger = season.land(0, 200 * USDC);
    season.world.run(season.world.claim(&ledger, POOL_INDEX));
    sync(&mut season.world, &season.pool, 100 * USDC, 20 * USDC);
    season.world.stream_out();

    let Season { mut world, mint, pool, .. } = season;
    let (state, owner) = (world.pool(&pool), world.actor("first staker"));
    world.open_ata(&owner, &mint);
    world.freeze(&state.reward_vault, &mint);
    let claim = |world: &World| staking::claim(&state, &world.position(&pool, "first staker", 0), None);
    world.refuses(claim(&world), TokenError::AccountFrozen);

    let position = world.position(&pool, "first staker", 0);
    world.run(staking::exit_early(&state, &position, None));
    assert_eq!(world.twist(&owner), position.amount - position.amount.div_ceil(10));
    let other = world.position(&pool, "second staker", 0);
    world.advance_to(other.locked_until).unwrap();
    world.run(staking::request_unstake(&other));
    world.advance_to(world.position(&pool, "second staker", 0).withdrawable_at).unwrap();
    world.run(staking::withdraw(&state, &world.position(&pool, "second staker", 0), None));
    assert_eq!(world.twist(&other.owner), other.amount);

    world.thaw(&state.reward_vault, &mint);
    world.run(claim(&world));
    assert_eq!(world.balance(&owner, &mint), 20 * USDC);
}
