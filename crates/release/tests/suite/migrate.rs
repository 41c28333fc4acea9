//! A layout that changes under live users: there, and back again.

use std::{fs, path::Path};

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tempfile::TempDir;
use twist_client::{
    account,
    artifacts::{Artifacts, Checksums, Program},
    chain::{Chain, Embedded, Submission},
    programs::twist_staking::{
        accounts::{Pool, Position, StakingConfig},
        types::StakeArgs,
    },
    spl, staking, token,
};
use twist_release::{
    desired::Resolved,
    migrations,
    plan::{Action, plan},
};

use crate::fixture::{Keys, converge, deployed, file, next, resolve};

const TWIST: u64 = 1_000_000_000;

/// The release before this one: its builds, and this one's where nothing changed.
struct Previous {
    artifacts: Artifacts,
    _directory: TempDir,
}

impl Previous {
    fn of(current: &Artifacts) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let checked_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../artifacts/previous");
        for program in Program::ALL {
            let name = format!("{}.so", program.name());
            let before = checked_in.join(&name);
            let from = if before.is_file() { before } else { current.path(program) };
            fs::copy(from, directory.path().join(&name)).unwrap();
        }
        let artifacts = Artifacts::load_from(directory.path(), Checksums::IfPresent).unwrap();
        Self { artifacts, _directory: directory }
    }

    /// The cluster's file of that release.
    fn desired(&self, keys: &Keys) -> Resolved {
        resolve(&file(keys, &self.artifacts).replace("migrations = 1", "migrations = 0"))
    }
}

struct Town {
    chain: Embedded,
    keys: Keys,
    users: Vec<Keypair>,
}

impl Town {
    fn send(&mut self, user: usize, instructions: Vec<Instruction>) {
        let key = &self.users[user];
        let mut asked = instructions.iter().flat_map(|instruction| &instruction.accounts);
        // What anyone can do for the user, nobody signs.
        let signs = asked.any(|account| account.is_signer && account.pubkey == key.pubkey());
        let signers: Vec<&dyn Signer> = if signs { vec![key] } else { vec![] };
        let submission = Submission { label: "test", instructions, payer: &self.keys.upgrader, signers };
        self.chain.send(&submission).unwrap();
    }

    fn pool(&self) -> Pool {
        account::fetch(&self.chain, &staking::global_pool()).unwrap()
    }

    fn position(&self, user: usize) -> Position {
        let address = staking::position(&staking::global_pool(), &self.users[user].pubkey(), 0);
        account::fetch(&self.chain, &address).unwrap()
    }

    fn twist(&self, owner: &Pubkey) -> u64 {
        let account = self.chain.account(&spl::ata(owner, &token::mint())).unwrap();
        account.map_or(0, |account| spl::token_balance(&account).unwrap())
    }

    /// Everyone stakes on the previous release, and rewards have streamed to them.
    fn populate(&mut self) {
        let (payer, treasury) = (self.keys.upgrader.pubkey(), self.keys.authority.pubkey());
        let purse = spl::ata(&treasury, &token::mint());
        let config: StakingConfig = account::fetch(&self.chain, &staking::config()).unwrap();
        let terms = staking::offered(&config)[0].into();
        for user in 0..self.users.len() {
            let owner = self.users[user].pubkey();
            let amount = (user as u64 + 1) * 7 * TWIST;
            let give = vec![
                spl::create_ata(&payer, &owner, &token::mint()),
                spl::transfer(&purse, &spl::ata(&owner, &token::mint()), &treasury, amount),
            ];
            let mut submission = Submission {
                label: "test",
                instructions: give,
                payer: &self.keys.upgrader,
                signers: vec![&self.keys.authority],
            };
            self.chain.send(&submission).unwrap();
            let args = StakeArgs { nonce: 0, amount, terms };
            submission.instructions = vec![staking::stake(&payer, &owner, &self.pool(), args)];
            submission.signers = vec![&self.users[user]];
            self.chain.send(&submission).unwrap();
        }
        let pool = self.pool();
        let reward =
            vec![spl::transfer(&purse, &pool.reward_vault, &treasury, 1_000 * TWIST), staking::sync(&pool)];
        let submission = Submission {
            label: "test",
            instructions: reward,
            payer: &self.keys.upgrader,
            signers: vec![&self.keys.authority],
        };
        self.chain.send(&submission).unwrap();
        self.pass(2 * 86_400);
    }

    fn pass(&mut self, seconds: i64) {
        let now = self.chain.now().unwrap();
        self.chain.advance_to(now + seconds).unwrap();
    }

    fn versions(&self) -> Vec<u8> {
        (0..self.users.len()).map(|user| self.position(user).version).collect()
    }
}

#[test]
fn users_of_the_old_layout_leave_lazily_move_or_are_moved_and_a_rollback_reads_them_all() {
    let current = Artifacts::load().unwrap();
    let previous = Previous::of(&current);
    let keys = Keys::new();
    let (before, after) = (previous.desired(&keys), resolve(&file(&keys, &current)));
    let chain = deployed(&keys, &previous.artifacts);
    let users = (1..=5).map(|n| Keypair::new_from_array([100 + n; 32])).collect();
    let mut town = Town { chain, keys, users };
    converge(&mut town.chain, &town.keys, &before, &previous.artifacts);
    town.populate();
    assert_eq!(town.versions(), [1; 5]);

    // The code changes, and no account does.
    let upgrade = next(&town.chain, &town.keys, &after).unwrap();
    assert_eq!(upgrade.name, "twist_staking: upgrade");
    let later = plan(&town.chain, &after, &town.keys.upgrader.pubkey()).unwrap();
    let migrate = later.iter().find(|step| step.name.contains("migrate Position")).unwrap();
    assert_eq!(migrate.not_before, Some(i64::MAX), "not before the program knows how");
    crate::fixture::take(&mut town.chain, &town.keys, &after, &current, &upgrade);
    town.pass(10);
    assert_eq!(town.versions(), [1; 5]);

    // One leaves with an account of the old layout: exits never wait for a migration.
    let (pool, position) = (town.pool(), town.position(0));
    let exit = staking::early_exit_at(&position, town.chain.now().unwrap()).unwrap();
    town.send(0, vec![staking::exit_early(&pool, &position, None)]);
    assert_eq!(town.twist(&town.users[0].pubkey()), exit.returned);
    // Another is migrated by its own claim.
    let (pool, position) = (town.pool(), town.position(1));
    let due = staking::pending_rewards(&pool, &position, town.chain.now().unwrap());
    town.send(1, vec![staking::claim(&pool, &position, None)]);
    assert_eq!((town.position(1).version, town.position(1).rewards_paid), (2, due));
    assert_eq!(town.versions(), [2, 2, 1, 1, 1]);

    // The rest are moved by whoever likes to.
    let step = next(&town.chain, &town.keys, &after).unwrap();
    let Action::SendEach(cranks) = &step.action else { panic!("{step:?}") };
    assert_eq!((cranks.len(), step.signers()), (3, vec![]));
    let untouched = town.position(2);
    converge(&mut town.chain, &town.keys, &after, &current);
    assert_eq!(town.versions(), [2; 5]);
    let moved = town.position(2);
    assert_eq!(bytemuck::bytes_of(&moved), bytemuck::bytes_of(&Position { version: 2, ..untouched }));

    // Back: the previous program reads what this one wrote, and nobody is kept in.
    town.pass(10);
    converge(&mut town.chain, &town.keys, &before, &previous.artifacts);
    let (pool, position) = (town.pool(), town.position(2));
    let due = staking::pending_rewards(&pool, &position, town.chain.now().unwrap());
    town.send(2, vec![staking::claim(&pool, &position, None)]);
    assert_eq!(town.twist(&town.users[2].pubkey()), due);
    town.chain.advance_to(town.position(3).locked_until).unwrap();
    town.send(3, vec![staking::request_unstake(&town.position(3))]);
    town.chain.advance_to(town.position(3).withdrawable_at).unwrap();
    let (pool, position) = (town.pool(), town.position(3));
    town.send(3, vec![staking::withdraw(&pool, &position, None)]);
    assert_eq!(town.twist(&town.users[3].pubkey()), position.amount);

    // And forward again, as if nothing had been.
    converge(&mut town.chain, &town.keys, &after, &current);
    town.chain.advance_to(town.position(4).locked_until).unwrap();
    town.send(4, vec![staking::request_unstake(&town.position(4))]);
    assert_eq!(town.versions(), [2; 5]);
}

#[test]
fn steps_that_were_released_are_never_edited() {
    // One line each, in order. A new step adds a line; a line that is here never changes.
    let released = ["1 twist_staking Position 1 -> 2 migrate_position"];
    let found = migrations::all().unwrap();
    let found: Vec<String> = found
        .iter()
        .map(|m| format!("{} {} {} {} -> {} {}", m.number, m.program, m.account, m.from, m.to, m.crank))
        .collect();
    assert_eq!(found, released);
}
