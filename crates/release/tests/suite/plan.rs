use twist_client::{
    account,
    artifacts::Artifacts,
    chain::{Chain, Submission},
    programs::twist_campaign_registry::accounts::RegistryConfig,
    registry,
};
use twist_release::{
    ReleaseError,
    apply::{self, Keyring, Releases, Unobserved},
    export,
    plan::{Action, plan},
};

use solana_signer::Signer;

use crate::fixture::{Keys, converge, deployed, file, next, resolve};

#[test]
fn an_empty_chain_is_brought_to_the_desired_state_and_then_there_is_nothing_to_do() {
    let (keys, artifacts) = (Keys::new(), Artifacts::load().unwrap());
    let desired = resolve(&file(&keys, &artifacts));
    let mut chain = deployed(&keys, &artifacts);
    let taken = converge(&mut chain, &keys, &desired, &artifacts);
    let expected = [
        "token: initialize",
        "registry: initialize",
        "rewards: initialize",
        "rewards: create attester set 1",
        "rewards: propose attester set 1",
        "rewards: execute attester set 1",
        "staking: initialize",
    ];
    assert!(expected.iter().all(|name| taken.iter().any(|taken| taken == name)), "{taken:#?}");
    assert!(plan(&chain, &desired, &keys.upgrader.pubkey()).unwrap().is_empty(), "no drift");
}

#[test]
fn every_kind_of_drift_is_seen_and_mended() {
    let (keys, artifacts) = (Keys::new(), Artifacts::load().unwrap());
    let text = file(&keys, &artifacts);
    let mut chain = deployed(&keys, &artifacts);
    converge(&mut chain, &keys, &resolve(&text), &artifacts);

    let guardian = keys.guardian.pubkey().to_string();
    let next = keys.next.pubkey().to_string();
    let changes = [
        (text.replace("fee_bps = 500", "fee_bps = 400"), "registry: set fee"),
        (text.replace("fee_bps = 500", "fee_bps = 900"), "registry: execute fee"),
        (text.replace("min_budget = 100", "min_budget = 7"), "registry: update mint"),
        (
            text.replace("bps = 9_000", "bps = 8_000").replace("bps = 1_000\n[reg", "bps = 2_000\n[reg"),
            "token: execute splits",
        ),
        (text.replace("lock_days = 30", "lock_days = 60"), "staking: set tiers"),
        (
            text.replace("threshold = 2", "threshold = 2\n#").replace("_hours = 6", "_hours = 7"),
            "rewards: execute attester set 1",
        ),
        (
            text.replace(&format!("guardian = \"{guardian}\""), &format!("guardian = \"{next}\"")),
            "staking: set guardian",
        ),
        (
            text.replace(&format!("registrar = \"{guardian}\""), &format!("registrar = \"{next}\"")),
            "registry: set registrar",
        ),
        (
            text.replace(
                &format!("\nauthority = \"{}\"", keys.authority.pubkey()),
                &format!("\nauthority = \"{next}\""),
            ),
            "rewards: accept authority",
        ),
    ];
    for (changed, name) in changes {
        assert_ne!(changed, text, "{name}");
        let desired = resolve(&changed);
        let taken = converge(&mut chain, &keys, &desired, &artifacts);
        assert!(taken.iter().any(|taken| taken.starts_with(name)), "{name}: {taken:#?}");
        assert!(plan(&chain, &desired, &keys.upgrader.pubkey()).unwrap().is_empty(), "{name}");
        // And back, so that the next one begins where all did.
        converge(&mut chain, &keys, &resolve(&text), &artifacts);
    }
}

#[test]
fn what_is_fixed_for_ever_or_was_paused_is_left_to_people() {
    let (keys, artifacts) = (Keys::new(), Artifacts::load().unwrap());
    let text = file(&keys, &artifacts);
    let mut chain = deployed(&keys, &artifacts);
    converge(&mut chain, &keys, &resolve(&text), &artifacts);

    let other_cap = resolve(&text.replace("max_supply = 1_000_000", "max_supply = 2_000_000"));
    let step = next(&chain, &keys, &other_cap).unwrap();
    assert!(
        matches!(step.action, Action::ByHand) && step.changes[0].what.starts_with("max supply"),
        "{step:?}"
    );
    let error =
        apply::take(&mut chain, &step, &keys.ring(), &Releases::new(&artifacts, &other_cap), &mut Unobserved);
    assert!(matches!(error, Err(ReleaseError::ByHand { .. })));

    let pause = Submission::new("pause", registry::pause(&keys.guardian.pubkey(), 1), &keys.upgrader);
    chain.send(&pause.signed_by(&keys.guardian)).unwrap();
    let step = next(&chain, &keys, &resolve(&text)).unwrap();
    assert_eq!(step.name, "registry: paused");
    let config: RegistryConfig = account::fetch(&chain, &registry::config()).unwrap();
    assert_eq!(config.paused, 1, "no command of ours undoes a pause");
}

#[test]
fn an_authority_that_was_proposed_behind_the_files_back_is_drift() {
    let (keys, artifacts) = (Keys::new(), Artifacts::load().unwrap());
    let desired = resolve(&file(&keys, &artifacts));
    let mut chain = deployed(&keys, &artifacts);
    converge(&mut chain, &keys, &desired, &artifacts);
    let propose = registry::propose_authority(&keys.authority.pubkey(), &keys.next.pubkey());
    chain.send(&Submission::new("propose", propose, &keys.upgrader).signed_by(&keys.authority)).unwrap();
    let step = next(&chain, &keys, &desired).unwrap();
    assert_eq!(step.name, "registry: authority proposed");
    assert!(matches!(step.action, Action::ByHand));
}

#[test]
fn a_key_that_is_not_at_hand_stops_the_step_before_anything_is_sent() {
    let (keys, artifacts) = (Keys::new(), Artifacts::load().unwrap());
    let desired = resolve(&file(&keys, &artifacts));
    let mut chain = deployed(&keys, &artifacts);
    converge(&mut chain, &keys, &desired, &artifacts);
    let lower = resolve(&file(&keys, &artifacts).replace("fee_bps = 500", "fee_bps = 400"));
    let step = next(&chain, &keys, &lower).unwrap();
    let alone = Keyring { payer: &keys.upgrader, others: vec![] };
    let error = apply::take(&mut chain, &step, &alone, &Releases::new(&artifacts, &lower), &mut Unobserved);
    let Err(ReleaseError::KeyMissing { keys: missing, .. }) = error else { panic!("{error:?}") };
    assert_eq!(missing, [keys.authority.pubkey()]);
}

#[test]
fn exported_messages_are_what_apply_would_send() {
    let (keys, artifacts) = (Keys::new(), Artifacts::load().unwrap());
    let text = file(&keys, &artifacts).replace("fee_bps = 500", "fee_bps = 400");
    let mut chain = deployed(&keys, &artifacts);
    converge(&mut chain, &keys, &resolve(&file(&keys, &artifacts)), &artifacts);
    let step = next(&chain, &keys, &resolve(&text)).unwrap();
    let payer = keys.upgrader.pubkey();
    let exported = export::unsigned(1, &step, &payer, None).unwrap();
    assert_eq!(exported.signers, [payer.to_string(), keys.authority.pubkey().to_string()]);
    assert_eq!(exported.changes, ["fee, bps: 500 -> 400"]);
    let Action::Send(instructions) = &step.action else { panic!("{step:?}") };
    let wanted = solana_message::legacy::Message::new(instructions, Some(&payer)).serialize();
    use base64::Engine;
    let found = base64::engine::general_purpose::STANDARD.decode(exported.message.unwrap()).unwrap();
    assert_eq!(found, wanted);
}

#[test]
fn files_with_undecided_or_wrong_entries_say_which() {
    let (keys, artifacts) = (Keys::new(), Artifacts::load().unwrap());
    let text = file(&keys, &artifacts);
    let undecided = text.replace(&format!("guardian = \"{}\"", keys.guardian.pubkey()), "guardian = \"\"");
    let error = twist_release::desired::Desired::parse(&undecided).unwrap().resolve().unwrap_err();
    assert!(error.starts_with("roles.guardian is not set"), "{error}");
    let unknown = text.replace("[registry]", "[registry]\nfoo = 1");
    assert!(twist_release::desired::Desired::parse(&unknown).unwrap_err().contains("foo"));
}
