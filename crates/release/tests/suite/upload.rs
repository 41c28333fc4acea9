use solana_keypair::Keypair;
use solana_signer::Signer;
use twist_client::{
    artifacts::{Artifacts, Program},
    chain::{Chain, ChainError, Embedded, Receipt, Submission},
};
use twist_release::{
    ReleaseError,
    apply::{self, Releases, Unobserved},
    loader::{self, BufferState, Upload},
    plan::plan,
};

use crate::fixture::{Keys, converge, deployed, file, fund, resolve};

/// A chain that stops answering after some transactions, as a crash would have it.
struct Crashing<'a> {
    chain: &'a mut Embedded,
    left: usize,
}

impl Chain for Crashing<'_> {
    fn send(&mut self, submission: &Submission<'_>) -> Result<Receipt, ChainError> {
        self.left = self.left.checked_sub(1).ok_or(ChainError::NoClock)?;
        self.chain.send(submission)
    }
    fn account(
        &self,
        address: &solana_pubkey::Pubkey,
    ) -> Result<Option<solana_account::Account>, ChainError> {
        self.chain.account(address)
    }
    fn now(&self) -> Result<i64, ChainError> {
        self.chain.now()
    }
    fn advance_to(&mut self, time: i64) -> Result<(), ChainError> {
        self.chain.advance_to(time)
    }
    fn airdrop(&mut self, to: &solana_pubkey::Pubkey, lamports: u64) -> Result<(), ChainError> {
        self.chain.airdrop(to, lamports)
    }
    fn minimum_balance(&self, bytes: usize) -> Result<u64, ChainError> {
        self.chain.minimum_balance(bytes)
    }
}

/// Another build of a program: the same code with other bytes behind it, which the loader takes as well.
fn other_build(code: &[u8]) -> Vec<u8> {
    [code, b"another build"].concat()
}

#[test]
fn an_upload_that_crashes_anywhere_goes_on_where_it_stopped() {
    let (mut chain, payer) = (Embedded::new(), Keypair::new_from_array([1; 32]));
    fund(&mut chain, &payer.pubkey());
    let code: Vec<u8> = (0..10_500u32).map(|n| (n % 251) as u8).collect();
    let upload = Upload::new(&code, &payer).unwrap();
    let mut attempts = 0;
    // Two transactions at a time: creation and eleven writes take six attempts.
    while upload.run(&mut Crashing { chain: &mut chain, left: 2 }, &mut |_, _| {}).is_err() {
        attempts += 1;
        assert!(attempts < 10);
    }
    assert_eq!(attempts, 5);
    upload.verify(&chain).unwrap();
    let mut sent = 0;
    upload.run(&mut chain, &mut |_, _| sent += 1).unwrap();
    assert_eq!(sent, 1, "nothing is written again: progress is reported once, as complete");
}

#[test]
fn a_buffer_with_one_wrong_byte_is_mended_by_one_write_and_never_used_before() {
    let (mut chain, payer) = (Embedded::new(), Keypair::new_from_array([1; 32]));
    fund(&mut chain, &payer.pubkey());
    let code: Vec<u8> = (0..5_000u32).map(|n| (n % 251) as u8).collect();
    let upload = Upload::new(&code, &payer).unwrap();
    upload.run(&mut chain, &mut |_, _| {}).unwrap();
    let wrong = solana_loader_v3_interface::instruction::write(
        &upload.buffer,
        &payer.pubkey(),
        1_234,
        vec![code[1_234] ^ 1],
    );
    chain.send(&Submission::new("write", wrong, &payer)).unwrap();
    assert!(matches!(upload.verify(&chain), Err(ReleaseError::BufferDiffers { .. })));
    upload.run(&mut chain, &mut |_, _| {}).unwrap();
    upload.verify(&chain).unwrap();
}

#[test]
fn a_program_is_upgraded_extended_and_rolled_back() {
    let (keys, artifacts) = (Keys::new(), Artifacts::load().unwrap());
    let desired = resolve(&file(&keys, &artifacts));
    let mut chain = deployed(&keys, &artifacts);
    converge(&mut chain, &keys, &desired, &artifacts);

    // The next release of one program.
    let directory = tempfile::tempdir().unwrap();
    for program in Program::ALL {
        let code = artifacts.code(program).to_vec();
        let code = if program == Program::Staking { other_build(&code) } else { code };
        std::fs::write(directory.path().join(format!("{}.so", program.name())), code).unwrap();
    }
    let next = Artifacts::load_from(directory.path(), twist_client::artifacts::Checksums::IfPresent).unwrap();
    let next_desired = resolve(&file(&keys, &next));
    let payer = keys.upgrader.pubkey();
    let steps = plan(&chain, &next_desired, &payer).unwrap();
    assert_eq!(steps.iter().map(|step| step.name.as_str()).collect::<Vec<_>>(), ["twist_staking: upgrade"]);

    // The builds at hand are not the recorded ones: nothing is deployed.
    let refused = apply::take(
        &mut chain,
        &steps[0],
        &keys.ring(),
        &Releases::new(&artifacts, &next_desired),
        &mut Unobserved,
    );
    assert!(matches!(refused, Err(ReleaseError::NotTheRecordedBuild { .. })), "{refused:?}");

    chain.advance_to(chain.now().unwrap() + 10).unwrap();
    assert_eq!(converge(&mut chain, &keys, &next_desired, &next), ["twist_staking: upgrade"]);
    let found = loader::deployed(&chain, &Program::Staking.id()).unwrap().unwrap();
    assert_eq!(found.sha256, loader::code_sha256(next.code(Program::Staking)));
    assert!(found.capacity > artifacts.code(Program::Staking).len() + 10_000, "it was extended");

    // Back to the release before: the same command with the file as it was.
    chain.advance_to(chain.now().unwrap() + 10).unwrap();
    assert_eq!(converge(&mut chain, &keys, &desired, &artifacts), ["twist_staking: upgrade"]);
    let found = loader::deployed(&chain, &Program::Staking.id()).unwrap().unwrap();
    assert_eq!(found.sha256, loader::code_sha256(artifacts.code(Program::Staking)));
}

#[test]
fn an_abandoned_buffer_is_closed_for_its_rent() {
    let (mut chain, payer) = (Embedded::new(), Keypair::new_from_array([1; 32]));
    fund(&mut chain, &payer.pubkey());
    let upload = Upload::new(&[7; 3_000], &payer).unwrap();
    upload.run(&mut chain, &mut |_, _| {}).unwrap();
    let before = chain.account(&payer.pubkey()).unwrap().unwrap().lamports;
    let close = loader::close_buffer(&upload.buffer, &payer.pubkey());
    chain.send(&Submission::new("close", close, &payer)).unwrap();
    assert!(chain.account(&payer.pubkey()).unwrap().unwrap().lamports > before);
    assert_eq!(loader::buffer_state(&chain, &upload.buffer).unwrap(), BufferState::Absent);
}

#[test]
fn the_right_to_upgrade_needs_both_signatures() {
    let (keys, artifacts) = (Keys::new(), Artifacts::load().unwrap());
    let text = file(&keys, &artifacts);
    let mut chain = deployed(&keys, &artifacts);
    converge(&mut chain, &keys, &resolve(&text), &artifacts);
    let (old, new) = (keys.upgrader.pubkey(), keys.next.pubkey());
    let moved = resolve(
        &text.replace(&format!("upgrade_authority = \"{old}\""), &format!("upgrade_authority = \"{new}\"")),
    );
    let steps = plan(&chain, &moved, &old).unwrap();
    assert!(steps.iter().all(|step| step.name.ends_with(": hand over") && step.irreversible));
    assert!(steps[0].signers().contains(&old) && steps[0].signers().contains(&new));
    converge(&mut chain, &keys, &moved, &artifacts);
    for program in Program::ALL {
        let found = loader::deployed(&chain, &program.id()).unwrap().unwrap();
        assert_eq!(found.upgrade_authority, Some(new));
    }
}

#[test]
fn a_program_is_deployed_for_the_first_time_with_its_own_key() {
    let (mut chain, payer, program) =
        (Embedded::new(), Keypair::new_from_array([1; 32]), Keypair::new_from_array([2; 32]));
    fund(&mut chain, &payer.pubkey());
    let artifacts = Artifacts::load().unwrap();
    let code = artifacts.code(Program::Token);
    let upload = Upload::new(code, &payer).unwrap();
    upload.run(&mut chain, &mut |_, _| {}).unwrap();
    let lamports = chain.minimum_balance(loader::PROGRAM_ACCOUNT_BYTES).unwrap();
    let instructions =
        loader::deploy(&payer.pubkey(), &program.pubkey(), &upload.buffer, lamports, code.len());
    assert_eq!(loader::deployed(&chain, &program.pubkey()).unwrap(), None);
    let submission = Submission { label: "deploy", instructions, payer: &payer, signers: vec![&program] };
    chain.send(&submission).unwrap();
    let found = loader::deployed(&chain, &program.pubkey()).unwrap().unwrap();
    assert_eq!(found.sha256, loader::code_sha256(code));
    assert_eq!(found.upgrade_authority, Some(payer.pubkey()));
    assert_eq!(
        loader::buffer_state(&chain, &upload.buffer).unwrap(),
        BufferState::Absent,
        "its rent is back"
    );
}

#[test]
fn a_cluster_of_verified_builds_takes_no_others() {
    let (keys, artifacts) = (Keys::new(), Artifacts::load().unwrap());
    let desired = resolve(&file(&keys, &artifacts).replace("builds = \"local\"", "builds = \"verified\""));
    let refused = Releases::new(&artifacts, &desired).code(Program::Token);
    assert!(matches!(refused, Err(ReleaseError::NotVerified { .. })), "{refused:?}");

    let directory = tempfile::tempdir().unwrap();
    for program in Program::ALL {
        let name = format!("{}.so", program.name());
        std::fs::write(directory.path().join(name), artifacts.code(program)).unwrap();
    }
    std::fs::write(directory.path().join("PROVENANCE"), "verified: true\n").unwrap();
    let verified =
        Artifacts::load_from(directory.path(), twist_client::artifacts::Checksums::IfPresent).unwrap();
    assert_eq!(
        Releases::new(&verified, &desired).code(Program::Token).unwrap(),
        artifacts.code(Program::Token)
    );
}
