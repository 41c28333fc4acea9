//! An operation as an instruction: by the client's builders, with whatever was passed in place of what belongs there.

use anchor_lang::solana_program::system_instruction;
use bytemuck::Zeroable;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_interface::{
    ID as SPL_TOKEN,
    instruction::{approve, freeze_account, revoke, thaw_account},
};
use twist_client::{
    programs::twist_staking::{
        accounts::{Pool, Position},
        types::{InitializeArgs, StakeArgs, TermsArg},
    },
    spl, staking,
};
use twist_tests::{
    Variation,
    model::staking::{Account, Mint, Op, Place, PoolId, PositionId, Terms, Who},
};

use super::cast::Cast;

impl Cast {
    /// The instruction for `op`; `None` if time only passes.
    pub fn instruction(&self, op: &Op) -> Option<Instruction> {
        let instruction = match op.clone() {
            Op::Wait(_) => return None,
            Op::Transfer { from, to, amount } => {
                spl::transfer(&self.account(from), &self.account(to), &self.user(user_of(from)), amount)
            }
            Op::SendLamports { from, position, lamports } => {
                let (from, to) = (self.user(from), self.position(position).0);
                system_instruction::transfer(&from, &to, lamports.unsigned_abs())
            }
            Op::Freeze(account) => {
                let [address, mint, authority] = self.frozen_by(account);
                freeze_account(&SPL_TOKEN, &address, &mint, &authority, &[]).unwrap()
            }
            Op::Thaw(account) => {
                let [address, mint, authority] = self.frozen_by(account);
                thaw_account(&SPL_TOKEN, &address, &mint, &authority, &[]).unwrap()
            }
            Op::Approve(account) => {
                let (address, owner) = (self.account(account), self.user(user_of(account)));
                approve(&SPL_TOKEN, &address, &self.delegate, &owner, &[], 1).unwrap()
            }
            Op::Revoke(account) => {
                revoke(&SPL_TOKEN, &self.account(account), &self.user(user_of(account)), &[]).unwrap()
            }

            Op::Initialize { payer, by, authority, guardian, tiers } => {
                let args = InitializeArgs {
                    authority: self.perhaps(authority),
                    guardian: self.perhaps(guardian),
                    tiers: tiers.iter().map(argument).collect(),
                };
                staking::initialize(&self.user(payer), &self.user(by), args)
            }
            Op::SetTiers { by, tiers } => {
                staking::set_tiers(&self.user(by), tiers.iter().map(argument).collect())
            }
            Op::ProposeAuthority { by, next } => {
                staking::propose_authority(&self.user(by), &self.perhaps(next))
            }
            Op::AcceptAuthority { by } => staking::accept_authority(&self.user(by)),
            Op::CancelAuthority { by } => staking::cancel_authority(&self.user(by)),
            Op::SetGuardian { by, guardian } => {
                staking::set_guardian(&self.user(by), &self.perhaps(guardian))
            }
            Op::Pause { by, bits } => staking::pause(&self.user(by), bits),
            Op::Unpause { by, bits } => staking::unpause(&self.user(by), bits),
            Op::CreatePool { payer, owner, stake_mint, reward_mint, commission_bps } => {
                let (payer, owner) = (self.user(payer), self.user(owner));
                let built = staking::create_pool(&payer, &owner, &self.mint(reward_mint), commission_bps);
                self.replace(built, self.mint(Mint::Twist), self.mint(stake_mint))
            }
            Op::UpdatePool { .. }
            | Op::ApplyPoolUpdate { .. }
            | Op::ClaimCommission { .. }
            | Op::RetirePool { .. }
            | Op::Sync { .. } => self.pool_instruction(op),
            _ => self.position_instruction(op),
        };
        Some(instruction)
    }

    fn pool_instruction(&self, op: &Op) -> Instruction {
        match *op {
            Op::UpdatePool { by, pool, vault, commission_bps } => {
                let built = staking::update_pool(&self.paying_from(pool, vault), commission_bps);
                self.replace(built, self.owner(pool.owner), self.user(by))
            }
            Op::ApplyPoolUpdate { pool, vault } => staking::apply_pool_update(&self.paying_from(pool, vault)),
            Op::ClaimCommission { owner, signed, pool, vault, destination } => {
                let canonical = Account::Ata(pool.owner, pool.mint);
                let to = self.account(canonical);
                let built = staking::claim_commission(&self.paying_from(pool, vault), signed.then_some(&to));
                let built = self.replace(built, to, self.account(destination));
                self.replace(built, self.owner(pool.owner), self.owner(owner))
            }
            Op::RetirePool { by, pool } => {
                let built = staking::retire_pool(&self.pool_of(pool));
                self.replace(built, self.owner(pool.owner), self.user(by))
            }
            Op::Sync { pool, vault } => staking::sync(&self.paying_from(pool, vault)),
            _ => unreachable!("{op:?} is not about a pool alone"),
        }
    }

    fn position_instruction(&self, op: &Op) -> Instruction {
        match *op {
            Op::Stake { payer, owner, pool, nonce, vault, source, amount, terms } => {
                let args = StakeArgs { nonce, amount, terms: argument(&terms) };
                let (payer, signer) = (self.user(payer), self.user(owner));
                let built = staking::stake(&payer, &signer, &self.staking_in(pool, vault), args);
                self.replace(built, self.wallet(owner), self.account(source))
            }
            Op::AddStake { place, vault, source, amount } => {
                let pool = self.staking_in(place.position.pool, vault);
                let built = staking::add_stake(&pool, &self.position_of(place), amount);
                let built = self.replace(built, self.wallet(place.position.owner), self.account(source));
                self.misplace(built, place)
            }
            Op::ExtendLock { place, terms } => {
                self.misplace(staking::extend_lock(&self.position_of(place), argument(&terms)), place)
            }
            Op::ExpireLock { pool, position } => {
                let built = staking::expire_lock(&self.position_of(Place::at(position)));
                self.replace(built, self.pool(position.pool), self.pool(pool))
            }
            Op::MigratePosition { pool, position } => {
                let built = staking::migrate_position(&self.position_of(Place::at(position)));
                self.replace(built, self.pool(position.pool), self.pool(pool))
            }
            Op::Claim { place, signed, vault, destination } => {
                let pool = self.paying_from(place.position.pool, vault);
                let to = self.account(Account::of(place.position.owner, place.position.pool.mint));
                let built = staking::claim(&pool, &self.position_of(place), signed.then_some(&to));
                let built = self.replace(built, to, self.account(destination));
                self.misplace(built, place)
            }
            Op::Compound { place, reward_vault, stake_vault } => {
                let pool = Pool {
                    stake_vault: self.account(stake_vault),
                    ..self.paying_from(place.position.pool, reward_vault)
                };
                self.misplace(staking::compound(&pool, &self.position_of(place)), place)
            }
            Op::RequestUnstake(place) => {
                self.misplace(staking::request_unstake(&self.position_of(place)), place)
            }
            Op::CancelUnstake(place) => {
                self.misplace(staking::cancel_unstake(&self.position_of(place)), place)
            }
            Op::Withdraw { place, vault, destination } => {
                let pool = self.staking_in(place.pool, vault);
                let to = self.account(destination);
                self.misplace(staking::withdraw(&pool, &self.position_of(place), Some(&to)), place)
            }
            Op::ExitEarly { place, mint, penalty_vault, vault, destination } => {
                let pool = self.staking_in(place.pool, vault);
                let built = staking::exit_early(&pool, &self.position_of(place), None);
                let built = self.replace(built, self.mint(Mint::Twist), self.mint(mint));
                let global = self.account(PoolId::GLOBAL.rewards());
                let built = self.replace(built, global, self.account(penalty_vault));
                let wallet = self.wallet(place.position.owner);
                let built = self.replace(built, wallet, self.account(destination));
                self.misplace(built, place)
            }
            Op::ClosePosition { place, rent_payer } => {
                let rent_payer = self.user(rent_payer);
                let position = Position { rent_payer, ..self.position_of(place) };
                self.misplace(staking::close_position(&position), place)
            }
            _ => unreachable!("{op:?} is not about a position"),
        }
    }

    /// What a fetched pool would say of itself.
    fn pool_of(&self, pool: PoolId) -> Pool {
        Pool {
            owner: self.owner(pool.owner),
            stake_mint: self.mint(Mint::Twist),
            reward_mint: self.mint(pool.mint),
            stake_authority: self.stake_authority(pool).0,
            stake_vault: self.account(pool.stakes()),
            reward_vault: self.account(pool.rewards()),
            ..Pool::zeroed()
        }
    }

    /// The same with another vault for stakes.
    fn staking_in(&self, pool: PoolId, vault: Account) -> Pool {
        Pool { stake_vault: self.account(vault), ..self.pool_of(pool) }
    }

    /// The same with another vault for rewards.
    fn paying_from(&self, pool: PoolId, vault: Account) -> Pool {
        Pool { reward_vault: self.account(vault), ..self.pool_of(pool) }
    }

    /// What a fetched position would say of itself.
    fn position_of(&self, place: Place) -> Position {
        let PositionId { pool, owner, nonce } = place.position;
        Position { nonce, pool: self.pool(pool), owner: self.user(owner), ..Position::zeroed() }
    }

    /// `built` for the position's owner and pool, with those that were passed.
    fn misplace(&self, built: Instruction, place: Place) -> Instruction {
        let built = self.replace(built, self.user(place.position.owner), self.user(place.owner));
        self.replace(built, self.pool(place.position.pool), self.pool(place.pool))
    }

    fn replace(&self, built: Instruction, right: Pubkey, passed: Pubkey) -> Instruction {
        if right == passed { built } else { built.with(&right, &passed) }
    }

    fn wallet(&self, who: Who) -> Pubkey {
        self.account(Account::of(who, Mint::Twist))
    }

    /// A token account, its mint and who can freeze it.
    fn frozen_by(&self, account: Account) -> [Pubkey; 3] {
        [self.account(account), self.mint(account.mint()), self.mint_authority.pubkey()]
    }
}

fn user_of(account: Account) -> Who {
    account.user().expect("only users' token accounts are spent from")
}

/// Terms as arguments have them.
pub fn argument(terms: &Terms) -> TermsArg {
    let Terms { lock, cooldown, multiplier_bps, penalty_bps } = *terms;
    TermsArg { lock_seconds: lock, cooldown_seconds: cooldown, multiplier_bps, penalty_bps }
}
