//! A pool that pays in another mint, whose issuer can freeze the rewards, but no stake.

use solana_instruction::{AccountMeta, Instruction};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_interface::{
    ID as SPL_TOKEN,
    instruction::{freeze_account, initialize_mint2, mint_to, thaw_account},
};
use twist_client::staking;

use crate::world::{DAY, TWIST, World};

/// Size of a mint, bytes.
const MINT_BYTES: u64 = 82;

#[test]
fn frozen_rewards_hold_no_stake_back_and_are_paid_when_thawed() {
    let mut world = World::new();
    let (issuer, bob) = (world.authority(), world.bob.wallet());
    let mint = create_mint(&mut world);
    let pool = staking::pool(&bob, &mint);
    let (name, vault) = (pool.to_string(), staking::reward_vault(&pool, &mint));
    let create = ["pool", "create", "--commission", "250bps", "--reward-mint", &mint.to_string(), "--yes"];
    assert_eq!(world.as_person(&world.bob, &create).code, 0);

    world.alice_does(&["stake", "10", "--lock", "30d", "--pool", &name]);
    world.run(mint_to(&SPL_TOKEN, &mint, &vault, &issuer, &[], 4_000_000).unwrap());
    let refusal = world.alice_is_refused(&["claim-stake", "--compound", "--pool", &name]);
    assert!(refusal.contains("does not pay TWIST"), "{refusal}");
    let synced = world.alice_does(&["claim-stake", "--pool", &name]);
    assert_eq!((&synced["synced"], &synced["reward_mint"]), (&"4".into(), &mint.to_string().into()));
    let shown = world.twist(&["pool", "show", &name]).stdout;
    assert!(shown.contains(&format!("due to the owner    0.1 of mint {mint}")), "{shown}");

    world.advance_to(world.now() + 31 * DAY);
    let asked = world.alice_does(&["unstake", "0", "--pool", &name]);
    world.advance_to(asked["withdrawable_at"].as_i64().unwrap());
    world.run(freeze_account(&SPL_TOKEN, &vault, &mint, &issuer, &[]).unwrap());

    let before = world.balance(&world.alice.wallet());
    let run = world.as_person(&world.alice, &["unstake", "0", "--yes", "--json", "--pool", &name]);
    assert!(run.stderr.contains("the rewards could not be paid with the stake"), "{}", run.stderr);
    let withdrawn = run.json();
    assert_eq!((&withdrawn["returned"], &withdrawn["rewards"]), (&"10".into(), &"0".into()), "{withdrawn}");
    assert_eq!(withdrawn["closed"], false);
    assert_eq!(world.balance(&world.alice.wallet()), before + 10 * TWIST);

    world.run(thaw_account(&SPL_TOKEN, &vault, &mint, &issuer, &[]).unwrap());
    let closed = world.alice_does(&["unstake", "0", "--pool", &name]);
    assert_eq!((&closed["action"], &closed["closed"]), (&"close".into(), &true.into()), "{closed}");
    assert_eq!(closed["rewards"], "3.899999", "of 3.9, rounded down to a unit");
}

/// A mint of 6 decimals; whoever is in charge of the world's programs can mint and freeze.
fn create_mint(world: &mut World) -> Pubkey {
    let (mint, issuer) = (Keypair::new(), world.authority());
    let lamports = world.rent(MINT_BYTES);
    // The system program's `CreateAccount`.
    let mut data = 0u32.to_le_bytes().to_vec();
    data.extend(lamports.to_le_bytes());
    data.extend(MINT_BYTES.to_le_bytes());
    data.extend(SPL_TOKEN.as_ref());
    let create = Instruction {
        program_id: Pubkey::default(),
        accounts: vec![AccountMeta::new(issuer, true), AccountMeta::new(mint.pubkey(), true)],
        data,
    };
    let initialize = initialize_mint2(&SPL_TOKEN, &mint.pubkey(), &issuer, Some(&issuer), 6).unwrap();
    world.run_signed(vec![create, initialize], &mint);
    mint.pubkey()
}
