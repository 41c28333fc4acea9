//! `twist_staking` in plain Rust.
//!
//! Independent of the program and of its arithmetic: sums are added up whenever somebody asks, rewards are handed out to everybody
//! the moment they are released, a stream is the list of all its windows. An operation is tried on a copy, so a refused one has
//! changed nothing. All arithmetic panics where it would overflow.
//!
//! ```text
//! names.rs       people, pools, positions, token accounts
//! op.rs          what can happen
//! fault.rs       how it is refused
//! terms.rs       tiers
//! stream.rs      what flows when
//! state.rs       what a chain holds
//! rewards.rs     who gets what of what flows
//! tokens.rs      who holds what
//! governance.rs, pools.rs, deposits.rs, exits.rs, claims.rs: the instructions
//! ```

mod claims;
mod deposits;
mod exits;
mod fault;
mod governance;
mod names;
mod op;
mod pools;
mod rewards;
mod state;
mod stream;
mod terms;
mod tokens;

pub use fault::{Fault, Outcome};
pub use names::{Account, DEPLOYER, Mint, Owner, PoolId, PositionId, USERS, Who};
pub use op::{Op, Place};
pub use state::{Config, Model, Pool, Position, Status};
pub use stream::{Stream, WINDOW};
pub use terms::{DAY, Terms};
pub use tokens::Tokens;

use fault::ensure;

impl Model {
    /// Carries out `op`, or changes nothing.
    ///
    /// # Errors
    /// As the program refuses it.
    pub fn apply(&mut self, op: &Op) -> Outcome {
        let mut next = self.clone();
        next.carry_out(op)?;
        *self = next;
        Ok(())
    }

    fn carry_out(&mut self, op: &Op) -> Outcome {
        match op.clone() {
            Op::Wait(seconds) => {
                self.now += seconds;
                Ok(())
            }
            Op::Transfer { from, to, amount } => self.tokens.transfer(from, to, amount),
            Op::SendLamports { from, position, lamports } => {
                self.pay_lamports(from, lamports);
                *self.lamports.entry(position).or_default() += lamports;
                Ok(())
            }
            Op::Freeze(account) => self.tokens.freeze(account),
            Op::Thaw(account) => self.tokens.thaw(account),
            Op::Approve(account) => self.tokens.approve(account),
            Op::Revoke(account) => self.tokens.revoke(account),

            Op::Initialize { payer, by, authority, guardian, tiers } => {
                self.initialize(payer, by, authority, guardian, tiers)
            }
            Op::SetTiers { by, tiers } => self.set_tiers(by, tiers),
            Op::ProposeAuthority { by, next } => self.propose_authority(by, next),
            Op::AcceptAuthority { by } => self.accept_authority(by),
            Op::CancelAuthority { by } => self.cancel_authority(by),
            Op::SetGuardian { by, guardian } => self.set_guardian(by, guardian),
            Op::Pause { by, bits } => self.pause(by, bits),
            Op::Unpause { by, bits } => self.unpause(by, bits),

            Op::CreatePool { payer, owner, stake_mint, reward_mint, commission_bps } => {
                self.create_pool(payer, PoolId::of(owner, reward_mint), stake_mint, commission_bps)
            }
            Op::UpdatePool { by, pool, vault, commission_bps } => {
                self.update_pool(by, pool, vault, commission_bps)
            }
            Op::ApplyPoolUpdate { pool, vault } => self.apply_pool_update(pool, vault),
            Op::ClaimCommission { owner, signed, pool, vault, destination } => {
                self.claim_commission(owner, signed, pool, vault, destination)
            }
            Op::RetirePool { by, pool } => self.retire_pool(by, pool),
            Op::Sync { pool, vault } => self.sync(pool, vault),

            Op::Stake { payer, owner, pool, nonce, vault, source, amount, terms } => {
                let position = PositionId { pool, owner, nonce };
                self.stake(payer, position, vault, source, amount, terms)
            }
            Op::AddStake { place, vault, source, amount } => self.add_stake(place, vault, source, amount),
            Op::ExtendLock { place, terms } => self.extend_lock(place, terms),
            Op::ExpireLock { pool, position } => self.expire_lock(pool, position),
            Op::MigratePosition { pool, position } => self.migrate_position(pool, position),
            Op::Claim { place, signed, vault, destination } => self.claim(place, signed, vault, destination),
            Op::Compound { place, reward_vault, stake_vault } => {
                self.compound(place, reward_vault, stake_vault)
            }
            Op::RequestUnstake(place) => self.request_unstake(place),
            Op::CancelUnstake(place) => self.cancel_unstake(place),
            Op::Withdraw { place, vault, destination } => self.withdraw(place, vault, destination),
            Op::ExitEarly { place, mint, penalty_vault, vault, destination } => {
                self.exit_early(place, mint, penalty_vault, vault, destination)
            }
            Op::ClosePosition { place, rent_payer } => self.close_position(place, rent_payer),
        }
    }
}
