//! Every instruction of every IDL has a builder, and the builder names the accounts that the IDL asks for.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeSet;

use builders::built::*;
use serde_json::Value;
use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;
use twist_client::{registry, rewards, spl, staking, token};

mod builders {
    pub mod built;
}

const IDLS: [&str; 4] = [
    include_str!("../idls/twist_token.json"),
    include_str!("../idls/twist_campaign_registry.json"),
    include_str!("../idls/twist_rewards.json"),
    include_str!("../idls/twist_staking.json"),
];

/// A key as an IDL writes it.
fn parse(text: &Value) -> Pubkey {
    text.as_str().unwrap().parse().unwrap()
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
    let configs = [token::config(), registry::config(), rewards::config(), staking::config()];
    let built =
        [token_instructions(), registry_instructions(), rewards_instructions(), staking_instructions()];
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
        (staking::config(), "55PNrN2c3ZcebzHVc1bSnCdQFBfkjB2QgnmLS81eaXBi"),
        (staking::global_pool(), "2VRAxpRhCCZuANYkarkVQ8J1Ega3MqvjZDLrXGEwooBM"),
        (staking::pool(&key(1), &key(2)), "83E33efKbWu2YotGNZ6KpVNwD2yxHCNSytbzVQh9jwfE"),
        (staking::stake_authority(&key(1)), "DvN19W9SCsS9YspGMXaqFT4eUs6s1BWgiKjyrMNgRRGo"),
        (staking::stake_vault(&key(1)), "8nYV7tmLa5QcL5TNDp1Bs19MkJzqxfepPuZJYnuobTyL"),
        (staking::reward_vault(&key(1), &key(2)), "CsYkfSfTUTWwnoeRkGchtai5kkYz2SC33kKJwA99wVr3"),
        (staking::position(&key(1), &key(2), 0x0102_0304), "9wdBLAp1DAyc6VngWV4mjT7YjEMszBhRfbpnT8TQ4bRu"),
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

    let (pool, position) = (pool(key(1), key(2)), position(key(3)));
    let own = staking::claim(&pool, &position, None);
    assert!(signers(&own).is_empty() && names(&own, spl::ata(&key(3), &key(2))));
    let other = staking::claim(&pool, &position, Some(&key(9)));
    assert!(signers(&other) == [key(3)] && names(&other, key(9)));

    let own = staking::claim_commission(&pool, None);
    assert!(signers(&own).is_empty() && names(&own, spl::ata(&key(1), &key(2))));
    let other = staking::claim_commission(&pool, Some(&key(9)));
    assert!(signers(&other) == [key(1)] && names(&other, key(9)));
}

#[test]
fn a_principal_leaves_with_its_owners_signature_whatever_the_destination() {
    let (pool, position) = (pool(key(1), key(2)), position(key(3)));
    let own = spl::ata(&key(3), &token::mint());
    for (destination, wanted) in [(None, own), (Some(&key(9)), key(9))] {
        for built in [
            staking::withdraw(&pool, &position, destination),
            staking::exit_early(&pool, &position, destination),
        ] {
            let signers: Vec<_> = built.accounts.iter().filter(|meta| meta.is_signer).collect();
            assert!(signers.len() == 1 && signers[0].pubkey == key(3));
            assert!(built.accounts.contains(&AccountMeta::new(wanted, false)));
        }
    }
}

#[test]
fn pools_and_positions_are_found_by_what_they_say_of_themselves() {
    assert_eq!(staking::address_of(&pool(key(1), key(2))), staking::pool(&key(1), &key(2)));
    let expected = staking::position(&staking::pool(&key(1), &key(2)), &key(3), 7);
    assert_eq!(staking::position_address(&position(key(3))), expected);
}

#[test]
fn a_distribution_is_found_at_the_address_of_its_kind() {
    assert_eq!(rewards::address_of(&distribution(key(1), key(1))), rewards::distribution(&key(1)));
    assert_eq!(
        rewards::address_of(&distribution(key(1), key(2))),
        rewards::emission_distribution(&key(1).to_bytes())
    );
}
