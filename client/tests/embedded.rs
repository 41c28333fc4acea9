//! Builders, fetchers, events and errors work together against the real token program.
#![cfg(feature = "litesvm")]
#![allow(clippy::unwrap_used, missing_docs)]

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    account,
    artifacts::{Artifacts, Program},
    chain::{Chain, ChainError, Embedded, Submission},
    error,
    event::{self, Event, TokenEvent},
    programs::twist_token::{
        accounts::TokenConfig,
        types::{InitializeArgs, SplitArg, StepArg},
    },
    spl, token,
};

const PERIOD: i64 = 3_600;
const BENEFICIARY: Pubkey = Pubkey::new_from_array([7; 32]);

/// A chain on which the token program pays 100 base units an hour to one beneficiary, and who runs it.
fn initialized() -> (Embedded, Keypair) {
    let (mut chain, payer) = (Embedded::new(), Keypair::new());
    let key = payer.pubkey();
    chain.airdrop(&key, 10_000_000_000).unwrap();
    let (program, artifacts) = (Program::Token, Artifacts::load().unwrap());
    chain.deploy(program.name(), program.id(), artifacts.code(program), key).unwrap();
    let args = InitializeArgs {
        authority: key,
        guardian: key,
        max_supply: 1_000,
        genesis_allocation: 10,
        emission_genesis: Embedded::START,
        period_seconds: PERIOD,
        steps: [(0, 100), (5, 0)]
            .map(|(from_period, per_period)| StepArg { from_period, per_period })
            .to_vec(),
        splits: vec![SplitArg { beneficiary: BENEFICIARY, bps: 10_000 }],
    };
    let instructions = vec![
        token::initialize(&key, &key, &key, args),
        spl::create_ata(&key, &token::split_authority(&BENEFICIARY), &token::mint()),
        spl::create_ata(&key, &BENEFICIARY, &token::mint()),
    ];
    chain.send(&Submission { label: "initialize", instructions, payer: &payer, signers: vec![] }).unwrap();
    (chain, payer)
}

#[test]
fn what_was_emitted_arrives_and_is_told_in_events() {
    let (mut chain, payer) = initialized();
    chain.advance_to(Embedded::START + 2 * PERIOD).unwrap();
    let config: TokenConfig = account::fetch(&chain, &token::config()).unwrap();
    let instructions = vec![token::emit(&config), token::withdraw_split(&BENEFICIARY, None)];
    let receipt =
        chain.send(&Submission { label: "emit", instructions, payer: &payer, signers: vec![] }).unwrap();

    let [emitted, withdrawn] = event::decode_events(&receipt).unwrap().try_into().unwrap();
    let Event::Token(TokenEvent::Emitted(event)) = &emitted.event else { panic!("{emitted:?}") };
    assert_eq!((event.first_period, event.periods, &*event.amounts), (0, 2, &[200][..]));
    let Event::Token(TokenEvent::SplitWithdrawn(event)) = &withdrawn.event else { panic!("{withdrawn:?}") };
    assert_eq!((event.beneficiary, event.amount), (BENEFICIARY, 200));
    assert_eq!(withdrawn.header.seq, emitted.header.seq + 1);

    let wallet = chain.existing_account("wallet", &spl::ata(&BENEFICIARY, &token::mint())).unwrap();
    assert_eq!(spl::token_balance(&wallet).unwrap(), 200);
    let config: TokenConfig = account::fetch(&chain, &token::config()).unwrap();
    assert_eq!(config.minted_lifetime, 210);
}

#[test]
fn refusals_are_explained() {
    let (mut chain, payer) = initialized();
    let config: TokenConfig = account::fetch(&chain, &token::config()).unwrap();
    let key = payer.pubkey();
    let wallet = spl::ata(&key, &token::mint());
    let stranger = Keypair::new();
    let mut refused = |instruction, signer| {
        let submission = Submission::new("test", instruction, &payer).signed_by(signer);
        let error: ChainError = chain.send(&submission).unwrap_err();
        let explained = error::explain(&error).unwrap();
        assert_eq!(error.to_string(), format!("test: {explained}"));
        (explained.program, explained.name, explained.account)
    };
    let expected = |program: &str, name: &str, account: Option<&str>| {
        (program.to_owned(), name.to_owned(), account.map(ToOwned::to_owned))
    };

    assert_eq!(refused(token::emit(&config), &payer), expected("token", "NothingDue", None));
    assert_eq!(
        refused(token::set_guardian(&stranger.pubkey(), &key), &stranger),
        expected("token", "NotAuthority", Some("config"))
    );
    assert_eq!(
        refused(token::execute_minter(&key), &payer),
        expected("token", "AccountOwnedByWrongProgram", Some("minter")),
        "a check of Anchor's own"
    );
    assert_eq!(
        refused(token::burn(&key, &wallet, 11), &payer),
        expected("SPL Token", "InsufficientFunds", None)
    );
}
