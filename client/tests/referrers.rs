//! What the real registry program says about an influencer is who settlement pays for its referrals.
#![cfg(feature = "litesvm")]
#![allow(clippy::unwrap_used, missing_docs)]

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    account,
    artifacts::{Artifacts, Program},
    chain::{Chain, Embedded, Submission},
    programs::twist_campaign_registry::{
        accounts::Influencer,
        constants::MAX_POOL_SHARE_BPS,
        types::{InitializeArgs, RegisterInfluencerArgs},
    },
    registry,
    settlement::{PoolShare, Referrer, referrer_of},
};

const DAY: i64 = 86_400;
const MINT: Pubkey = Pubkey::new_from_array([6; 32]);
const POOL: Pubkey = Pubkey::new_from_array([7; 32]);
const PAYOUT: Pubkey = Pubkey::new_from_array([8; 32]);

/// A chain with a registry, and the one key that has every role and is an influencer too.
struct World {
    chain: Embedded,
    key: Keypair,
}

impl World {
    /// With an influencer that gives `pool` the most it can.
    fn with_pool(pool: Pubkey) -> Self {
        let (mut chain, key) = (Embedded::new(), Keypair::new());
        let everyone = key.pubkey();
        chain.airdrop(&everyone, 10_000_000_000).unwrap();
        let (program, artifacts) = (Program::CampaignRegistry, Artifacts::load().unwrap());
        chain.deploy(program.name(), program.id(), artifacts.code(program), everyone).unwrap();
        let roles = InitializeArgs {
            authority: everyone,
            guardian: everyone,
            registrar: everyone,
            fee_bps: 0,
            refund_grace_seconds: DAY,
        };
        let args = RegisterInfluencerArgs {
            payout_owner: PAYOUT,
            handle_hash: [1; 32],
            pool,
            pool_share_bps: if pool == Pubkey::default() { 0 } else { MAX_POOL_SHARE_BPS },
        };
        let mut world = Self { chain, key };
        world.send(registry::initialize(&everyone, &everyone, roles));
        world.send(registry::register_influencer(&everyone, &everyone, args));
        world
    }

    fn send(&mut self, instruction: Instruction) {
        self.chain.send(&Submission::new("registry", instruction, &self.key)).unwrap();
    }

    /// Who is paid for its referrals to a campaign in `MINT`, when its pool pays in `reward_mint`.
    fn referrer(&self, reward_mint: Option<Pubkey>) -> Option<Referrer> {
        let address = registry::influencer(&self.key.pubkey());
        let influencer: Influencer = account::fetch(&self.chain, &address).unwrap();
        referrer_of(&influencer, &MINT, reward_mint).unwrap()
    }
}

#[test]
fn the_highest_share_that_the_registry_lets_in_is_paid_if_the_mints_agree() {
    let world = World::with_pool(POOL);
    let pool = PoolShare::new(POOL, MAX_POOL_SHARE_BPS).ok();
    assert!(pool.is_some());
    assert_eq!(world.referrer(Some(MINT)), Some(Referrer { payee: PAYOUT, pool }));
    assert_eq!(world.referrer(Some(POOL)), Some(Referrer::alone(PAYOUT)), "another mint");
    assert_eq!(world.referrer(None), Some(Referrer::alone(PAYOUT)), "no such pool");
}

#[test]
fn an_influencer_without_a_pool_is_paid_alone() {
    let world = World::with_pool(Pubkey::default());
    assert_eq!(world.referrer(None), Some(Referrer::alone(PAYOUT)));
}

#[test]
fn a_suspended_influencer_is_not_paid_until_it_is_reinstated() {
    let mut world = World::with_pool(POOL);
    let everyone = world.key.pubkey();
    let before = world.referrer(Some(MINT));
    world.send(registry::suspend_influencer(&everyone, &everyone));
    assert_eq!(world.referrer(Some(MINT)), None);
    world.send(registry::reinstate_influencer(&everyone, &everyone));
    assert_eq!(world.referrer(Some(MINT)), before);
}
