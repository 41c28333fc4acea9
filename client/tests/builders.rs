//! Every instruction of every IDL has a builder, and the builder names the accounts that the IDL asks for.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeSet;

use serde_json::Value;
use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;
use twist_client::{
    programs::{twist_campaign_registry, twist_rewards, twist_token},
    registry, rewards, spl, token,
};

const IDLS: [&str; 3] = [
    include_str!("../idls/twist_token.json"),
    include_str!("../idls/twist_campaign_registry.json"),
    include_str!("../idls/twist_rewards.json"),
];

fn key(n: u8) -> Pubkey {
    Pubkey::new_from_array([n; 32])
}

/// A key as an IDL writes it.
fn parse(text: &Value) -> Pubkey {
    text.as_str().unwrap().parse().unwrap()
}

fn token_instructions() -> Vec<Instruction> {
    use twist_token::types::{InitializeArgs, MinterLimitsArg, ProposeMinterArgs, SplitArg};

    let limits = MinterLimitsArg { allowance: 3, capacity: 2, refill_per_second: 1 };
    let splits = vec![SplitArg { beneficiary: key(9), bps: 10_000 }];
    let args = InitializeArgs {
        authority: key(1),
        guardian: key(2),
        max_supply: 1,
        genesis_allocation: 0,
        emission_genesis: 0,
        period_seconds: 3_600,
        steps: vec![],
        splits: splits.clone(),
    };
    let minter = ProposeMinterArgs { key: key(5), limits, label_hash: [0; 32] };
    vec![
        token::initialize(&key(1), &key(2), &key(3), args),
        token::propose_authority(&key(1), &key(2)),
        token::accept_authority(&key(1)),
        token::cancel_authority(&key(1)),
        token::set_guardian(&key(1), &key(2)),
        token::pause(&key(1), 1),
        token::unpause(&key(1), 1),
        token::propose_splits(&key(1), splits),
        token::execute_splits(),
        token::cancel_splits(&key(1)),
        token::emit(&token_config(&[])),
        token::withdraw_split(&key(1), None),
        token::propose_minter(&key(1), &key(2), minter),
        token::propose_minter_limits(&key(1), &key(2), limits),
        token::execute_minter(&key(1)),
        token::cancel_minter(&key(1), &key(2)),
        token::update_minter(&key(1), &key(2), limits),
        token::revoke_minter(&key(1), &key(2)),
        token::mint_to(&key(1), &key(2), 5),
        token::burn(&key(1), &key(2), 5),
    ]
}

fn registry_instructions() -> Vec<Instruction> {
    use twist_campaign_registry::types::{
        CampaignTerms, CreateCampaignArgs, InitializeArgs, MintRuleArgs, RegisterInfluencerArgs,
        UpdateInfluencerArgs,
    };

    let args = InitializeArgs {
        authority: key(1),
        guardian: key(2),
        registrar: key(3),
        fee_bps: 100,
        refund_grace_seconds: 86_400,
    };
    let rule = MintRuleArgs { min_budget: 1, enabled: true, freeze_authority: None };
    let influencer = RegisterInfluencerArgs {
        payout_owner: key(1),
        handle_hash: [0; 32],
        pool: Pubkey::default(),
        pool_share_bps: 0,
    };
    let update = UpdateInfluencerArgs { payout_owner: key(1), pool: Pubkey::default(), pool_share_bps: 0 };
    let terms = CampaignTerms { end: 1, ..CampaignTerms::default() };
    let campaign = CreateCampaignArgs { id: 7, acknowledged_freeze_authority: None, terms };
    vec![
        registry::initialize(&key(1), &key(2), args),
        registry::propose_authority(&key(1), &key(2)),
        registry::accept_authority(&key(1)),
        registry::cancel_authority(&key(1)),
        registry::set_guardian(&key(1), &key(2)),
        registry::set_registrar(&key(1), &key(2)),
        registry::pause(&key(1), 1),
        registry::unpause(&key(1), 1),
        registry::set_fee(&key(1), 100),
        registry::execute_fee(),
        registry::cancel_fee(&key(1)),
        registry::allow_mint(&key(1), &key(2), &key(3), rule),
        registry::update_mint_rule(&key(1), &key(2), rule),
        registry::withdraw_fees(&key(1), &key(2), &key(3), 5),
        registry::register_publisher(&key(1), &key(2), [3; 32], &key(4)),
        registry::verify_publisher(&key(1), &key(2), &key(3), 5),
        registry::update_publisher(&key(1), &key(2), &key(3)),
        registry::suspend_publisher(&key(1), &key(2)),
        registry::reinstate_publisher(&key(1), &key(2)),
        registry::register_influencer(&key(1), &key(2), influencer),
        registry::update_influencer(&key(1), update),
        registry::apply_influencer_update(&key(1)),
        registry::suspend_influencer(&key(1), &key(2)),
        registry::reinstate_influencer(&key(1), &key(2)),
        registry::create_campaign(&key(1), &key(2), &key(3), &key(4), campaign),
        registry::fund_campaign(&key(1), &key(2), &key(3), &key(4), 5),
        registry::activate(&key(1), &key(2), &key(3)),
        registry::pause_campaign(&key(1), &key(2)),
        registry::resume_campaign(&key(1), &key(2)),
        registry::extend_campaign(&key(1), &key(2), 5, 6),
        registry::draw(&key(1), &key(2), &key(3), 5, 6),
        registry::close_campaign(&key(1), &key(2), &key(3), &key(4)),
    ]
}

fn rewards_instructions() -> Vec<Instruction> {
    use twist_rewards::types::{AttesterTermsArg, Proposal};

    let terms = AttesterTermsArg {
        members: vec![key(1)],
        threshold: 1,
        challenge_window: 3_600,
        max_value_at_risk: 5,
    };
    let proposal = Proposal {
        epoch: 1,
        root: [1; 32],
        total: 2,
        leaf_count: 3,
        depth: 10,
        settled_through: 4,
        data_hash: [5; 32],
        uri_hash: [6; 32],
    };
    let state = distribution(key(1), key(1));
    vec![
        rewards::initialize(&key(1), &key(2), &key(3), &key(4)),
        rewards::propose_authority(&key(1), &key(2)),
        rewards::accept_authority(&key(1)),
        rewards::cancel_authority(&key(1)),
        rewards::set_guardian(&key(1), &key(2)),
        rewards::create_attester_set(&key(1), &key(2), 3),
        rewards::propose_attester_set(&key(1), &key(2), terms),
        rewards::execute_attester_set(&key(1)),
        rewards::cancel_attester_set(&key(1), &key(2)),
        rewards::create_distribution(&key(1), &key(2), &key(3), &key(4), &key(5)),
        rewards::create_emission_distribution(&key(1), &key(2), [3; 32], &key(4), &key(5)),
        rewards::vote_epoch(&key(1), &state, proposal),
        rewards::veto_epoch(&key(1), None, &state, [2; 32]),
        rewards::veto_epoch(&key(1), Some(&key(2)), &state, [2; 32]),
        rewards::finalize_epoch(&state),
        rewards::finalize_emission_epoch(&distribution(key(1), key(2))),
        rewards::expire_pending(&state),
        rewards::open_page(&key(1), &key(2), 3),
        rewards::refresh_page(&key(1), 2, [3; 40], vec![[4; 40]]),
        rewards::claim(claim_to(None)),
    ]
}

fn token_config(vaults: &[Pubkey]) -> twist_token::accounts::TokenConfig {
    let mut config: twist_token::accounts::TokenConfig = bytemuck::Zeroable::zeroed();
    config.mint = token::mint();
    config.splits.count = u64::try_from(vaults.len()).unwrap();
    for (entry, vault) in config.splits.entries.iter_mut().zip(vaults) {
        entry.vault = *vault;
    }
    config
}

fn distribution(source: Pubkey, funding_account: Pubkey) -> twist_rewards::accounts::Distribution {
    let mut state: twist_rewards::accounts::Distribution = bytemuck::Zeroable::zeroed();
    state.source = source;
    state.funding_account = funding_account;
    state
}

fn claim_to(destination: Option<Pubkey>) -> rewards::ClaimParams {
    rewards::ClaimParams {
        distribution: key(1),
        mint: key(2),
        payee: key(3),
        index: 1_024,
        cumulative: 5,
        proof: [[6; 40]; 10],
        destination,
    }
}

/// The seeds of an account in the IDL, where they are constants and other accounts of the instruction.
fn derived(account: &Value, program: Pubkey, find: &dyn Fn(&str) -> Option<Pubkey>) -> Option<Pubkey> {
    let pda = account.get("pda")?;
    let bytes = |seed: &Value| serde_json::from_value::<Vec<u8>>(seed["value"].clone()).unwrap();
    let seeds: Option<Vec<Vec<u8>>> = pda["seeds"]
        .as_array()?
        .iter()
        .map(|seed| match seed["kind"].as_str()? {
            "const" => Some(bytes(seed)),
            // A path such as `config` whose stored mint is meant names no account that could be the seed.
            "account" if seed["path"] != "config" => {
                find(seed["path"].as_str()?).map(|key| key.to_bytes().to_vec())
            }
            _ => None,
        })
        .collect();
    let of = pda.get("program").map_or(program, |of| Pubkey::try_from(bytes(of)).unwrap());
    let seeds = seeds?;
    Some(Pubkey::find_program_address(&seeds.iter().map(Vec::as_slice).collect::<Vec<_>>(), &of).0)
}

/// Compares one account with the IDL's.
fn check(name: &str, wanted: &Value, found: &AccountMeta, program: Pubkey, config: Pubkey) {
    let flag = |flag: &str| wanted.get(flag).is_some_and(|value| value == true);
    let account = wanted["name"].as_str().unwrap();
    if flag("optional") && found.pubkey == program {
        assert!(!found.is_signer && !found.is_writable, "{name}: an absent {account}");
        return;
    }
    assert_eq!(found.is_signer, flag("signer"), "{name}: signer {account}");
    assert_eq!(found.is_writable, flag("writable"), "{name}: writable {account}");
    if let Some(address) = wanted.get("address") {
        assert_eq!(found.pubkey, parse(address), "{name}: {account}");
    }
    let known = match account {
        "config" => Some(config),
        "program" => Some(program),
        "event_authority" => Some(Pubkey::find_program_address(&[b"__event_authority"], &program).0),
        _ => None,
    };
    assert!(known.is_none_or(|known| known == found.pubkey), "{name}: {account}");
}

#[test]
fn every_instruction_has_a_builder_that_names_the_accounts_of_the_idl() {
    let configs = [token::config(), registry::config(), rewards::config()];
    let built = [token_instructions(), registry_instructions(), rewards_instructions()];
    for ((json, built), config) in IDLS.iter().zip(&built).zip(configs) {
        let idl: Value = serde_json::from_str(json).unwrap();
        let program = parse(&idl["address"]);
        let mut covered = BTreeSet::new();
        for instruction in built {
            assert_eq!(instruction.program_id, program);
            let described = idl["instructions"].as_array().unwrap().iter().find(|described| {
                let discriminator: Vec<u8> =
                    serde_json::from_value(described["discriminator"].clone()).unwrap();
                instruction.data.starts_with(&discriminator)
            });
            let described = described.unwrap();
            let name = described["name"].as_str().unwrap();
            covered.insert(name);

            let wanted = described["accounts"].as_array().unwrap();
            assert_eq!(instruction.accounts.len(), wanted.len(), "{name}");
            let find = |wanted_name: &str| {
                let position = wanted.iter().position(|account| account["name"] == wanted_name)?;
                Some(instruction.accounts[position].pubkey)
            };
            for (wanted, found) in wanted.iter().zip(&instruction.accounts) {
                check(name, wanted, found, program, config);
                if let Some(address) = derived(wanted, program, &find) {
                    assert_eq!(found.pubkey, address, "{name}: {}", wanted["name"]);
                }
            }
        }
        let all: BTreeSet<_> =
            idl["instructions"].as_array().unwrap().iter().map(|ix| ix["name"].as_str().unwrap()).collect();
        assert_eq!(covered, all);
    }
}

// Computed apart from this crate, from the seeds in the programs.
#[test]
fn addresses_never_change() {
    let golden = [
        (token::config(), "DczDcxznWFaBEt3VMBYvnTbQCmoqxKcVCupFDAmauNmi"),
        (token::mint(), "CcDvdFQavgW7QaXsAxbi1rfZYG21tszPzYhdSxRRBCYk"),
        (registry::config(), "8RkZkFJnPkUsDGKgHE8rptWLa4hxSfWxS4xsxMpqJLkf"),
        (registry::fee_authority(), "BvgxD92Knz4UGG3FoLxyHrzLXud96FSf6kijRYCbDuDy"),
        (rewards::config(), "5JeECa1tAN2aW1ncnGeNLpdmnzo9aBBwg8AvXUngA1Uh"),
        (rewards::attester_set(1), "E2BpM4NhM99obK2WmEr1LyedGx6BEDBMuPsbJC7mBDEG"),
        (registry::campaign(&key(1), 1), "62FYVAG38a3wEk6W2ckrhM9ikp42mADQtPZC251T6Qsz"),
        (registry::publisher(&[1; 32], &key(2)), "4mtRFuUWnkdbTnqhzgMWhWjKKxnE75KbnRxzxomGf3Vq"),
        (rewards::emission_distribution(&[1; 32]), "FjyXLAdDyyTWUQsbzMs5ZYc2rKHUAT5N8tpY2VR7Tt1F"),
        (rewards::claim_page(&key(1), 1), "HociRpBQuk9mrjUwMdDopfdCj1716Pet7hKi1oJWHqUf"),
    ];
    for (address, text) in golden {
        assert_eq!(address.to_string(), text);
    }
}

#[test]
fn emission_goes_to_the_vaults_of_the_splits_in_force() {
    let plain = token::emit(&token_config(&[])).accounts.len();
    let vaults = [key(7), key(8)];
    let accounts = token::emit(&token_config(&vaults)).accounts;
    assert_eq!(accounts[plain..], vaults.map(|vault| AccountMeta::new(vault, false)));
}

#[test]
fn only_another_destination_needs_the_signature_of_who_is_paid() {
    let signers = |instruction: &Instruction| -> Vec<Pubkey> {
        instruction.accounts.iter().filter(|meta| meta.is_signer).map(|meta| meta.pubkey).collect()
    };
    let names = |instruction: &Instruction, key| instruction.accounts.iter().any(|meta| meta.pubkey == key);

    let own = rewards::claim(claim_to(None));
    assert!(signers(&own).is_empty() && names(&own, spl::ata(&key(3), &key(2))));
    let other = rewards::claim(claim_to(Some(key(9))));
    assert!(signers(&other) == [key(3)] && names(&other, key(9)));

    let own = token::withdraw_split(&key(3), None);
    assert!(signers(&own).is_empty() && names(&own, spl::ata(&key(3), &token::mint())));
    let other = token::withdraw_split(&key(3), Some(&key(9)));
    assert!(signers(&other) == [key(3)] && names(&other, key(9)));
}

#[test]
fn a_distribution_is_found_at_the_address_of_its_kind() {
    assert_eq!(rewards::address_of(&distribution(key(1), key(1))), rewards::distribution(&key(1)));
    assert_eq!(
        rewards::address_of(&distribution(key(1), key(2))),
        rewards::emission_distribution(&key(1).to_bytes())
    );
}
