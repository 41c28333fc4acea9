//! Who is who on the chain: an address for every name of the model.

use std::{cell::RefCell, collections::BTreeMap};

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    programs::twist_staking::{
        ID,
        constants::{CONFIG_SEED, POOL_SEED, POSITION_SEED, STAKE_SEED},
    },
    spl, token,
};
use twist_tests::{
    model::staking::{Account, Mint, Owner, PoolId, PositionId, Who},
    world::key,
};

/// Keys and addresses. They follow from the names, so they are the same in every run.
pub struct Cast {
    /// Pays fees, so that the lamports of those who act change by rent alone.
    pub fee_payer: Keypair,
    /// Mints and freezes [`Mint::Other`].
    pub mint_authority: Keypair,
    /// Has all TWIST at first.
    pub treasury: Keypair,
    /// May spend from accounts that were approved to somebody, and never does.
    pub delegate: Pubkey,
    /// Signs for [`Mint::Other`] when it is created.
    pub other_mint: Keypair,
    twist: Pubkey,
    users: Vec<Keypair>,
    // Deriving an address is slow, and every account is read after every step.
    derived: RefCell<BTreeMap<Seeds, (Pubkey, u8)>>,
    accounts: RefCell<BTreeMap<Account, Pubkey>>,
}

type Seeds = Vec<Vec<u8>>;

impl Cast {
    pub fn new() -> Self {
        Self {
            fee_payer: key("fee payer"),
            mint_authority: key("mint authority"),
            treasury: key("treasury"),
            delegate: key("delegate").pubkey(),
            other_mint: key("other mint"),
            twist: token::mint(),
            users: Who::all().map(|who| key(&format!("{who:?}"))).collect(),
            derived: RefCell::default(),
            accounts: RefCell::default(),
        }
    }

    pub fn user(&self, who: Who) -> Pubkey {
        self.users[usize::from(who.0)].pubkey()
    }

    /// As arguments have it: the zero key for nobody.
    pub fn perhaps(&self, who: Option<Who>) -> Pubkey {
        who.map(|who| self.user(who)).unwrap_or_default()
    }

    pub fn owner(&self, owner: Owner) -> Pubkey {
        match owner {
            Owner::Config => self.config().0,
            Owner::User(who) => self.user(who),
        }
    }

    pub fn mint(&self, mint: Mint) -> Pubkey {
        match mint {
            Mint::Twist => self.twist,
            Mint::Other => self.other_mint.pubkey(),
        }
    }

    pub fn config(&self) -> (Pubkey, u8) {
        self.derive(&[CONFIG_SEED])
    }

    pub fn pool(&self, pool: PoolId) -> Pubkey {
        self.pool_with_bump(pool).0
    }

    pub fn pool_with_bump(&self, pool: PoolId) -> (Pubkey, u8) {
        self.derive(&[POOL_SEED, self.owner(pool.owner).as_ref(), self.mint(pool.mint).as_ref()])
    }

    pub fn stake_authority(&self, pool: PoolId) -> (Pubkey, u8) {
        self.derive(&[STAKE_SEED, self.pool(pool).as_ref()])
    }

    pub fn position(&self, position: PositionId) -> (Pubkey, u8) {
        let PositionId { pool, owner, nonce } = position;
        let (pool, owner) = (self.pool(pool), self.user(owner));
        self.derive(&[POSITION_SEED, pool.as_ref(), owner.as_ref(), &nonce.to_le_bytes()])
    }

    /// An address of the program's, and its bump.
    fn derive(&self, seeds: &[&[u8]]) -> (Pubkey, u8) {
        let key = seeds.iter().map(|seed| seed.to_vec()).collect();
        let derive = || Pubkey::find_program_address(seeds, &ID);
        *self.derived.borrow_mut().entry(key).or_insert_with(derive)
    }

    pub fn account(&self, account: Account) -> Pubkey {
        let derive = || match account {
            Account::Ata(owner, mint) => spl::ata(&self.owner(owner), &self.mint(mint)),
            Account::Spare(..) => self.spare(account).pubkey(),
            Account::Stakes(pool) => spl::ata(&self.stake_authority(pool).0, &self.twist),
            Account::Rewards(pool) => spl::ata(&self.pool(pool), &self.mint(pool.mint)),
        };
        *self.accounts.borrow_mut().entry(account).or_insert_with(derive)
    }

    /// Signs for a spare token account when it is created.
    pub fn spare(&self, account: Account) -> Keypair {
        key(&format!("{account:?}"))
    }

    /// Whoever can sign for `address`.
    pub fn signer(&self, address: &Pubkey) -> &Keypair {
        let named = [&self.fee_payer, &self.mint_authority, &self.treasury];
        let mut all = self.users.iter().chain(named);
        all.find(|key| key.pubkey() == *address).unwrap_or_else(|| panic!("{address} must sign and cannot"))
    }
}
