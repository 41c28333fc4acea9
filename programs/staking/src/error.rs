//! Errors of this program: 6200 and up. Each message says what to do.

use anchor_lang::prelude::*;

/// See each message.
#[error_code(offset = 6200)]
#[derive(PartialEq, Eq)]
pub enum StakingError {
    /// 6200
    #[msg("Only the program's upgrade authority may initialize it: sign with that key.")]
    NotUpgradeAuthority,
    /// 6201
    #[msg("Only the authority may do this: sign with the key stored in the staking config.")]
    NotAuthority,
    /// 6202
    #[msg(
        "Only the authority or the guardian may do this: sign with one of the keys stored in the staking config."
    )]
    NotAuthorityOrGuardian,
    /// 6203
    #[msg("This key was not proposed as authority: ask the current authority to propose it first.")]
    NotProposedAuthority,
    /// 6204
    #[msg("This key cannot become the authority: it is the zero key or already the authority.")]
    InvalidAuthority,
    /// 6205
    #[msg("Nothing is proposed that could be cancelled or applied: propose it first.")]
    NothingProposed,
    /// 6206
    #[msg("The notice has not passed yet: try again after the time stored in the pool.")]
    NoticeNotOver,
    /// 6207
    #[msg("Deposits are paused: wait for the authority to unpause them. Claims and withdrawals stay open.")]
    DepositsPaused,
    /// 6208
    #[msg("These pause bits change nothing: pass PAUSE_DEPOSITS (1), if it is not yet in that state.")]
    InvalidPauseBits,
    /// 6209
    #[msg(
        "Invalid tiers: 1 to 8 of them, locks ascending, each within the program's limits on lock, multiplier, penalty and cooldown."
    )]
    InvalidTiers,
    /// 6210
    #[msg(
        "These terms are not on offer: read the tiers in the staking config again and pass one of them unchanged."
    )]
    TierNotListed,
    /// 6211
    #[msg("Invalid commission: at most 5,000 basis points of the rewards.")]
    InvalidCommission,
    /// 6212
    #[msg("Only the pool's owner may do this: sign with the key stored in the pool.")]
    NotPoolOwner,
    /// 6213
    #[msg("Only the position's owner may do this: sign with the key stored in the position.")]
    NotPositionOwner,
    /// 6214
    #[msg("This position is of another pool: pass the pool stored in the position.")]
    WrongPool,
    /// 6215
    #[msg(
        "Wrong mint: stakes are in TWIST, rewards in the pool's reward mint; pass token accounts of those."
    )]
    WrongMint,
    /// 6216
    #[msg("This account is not the one stored in the pool or the config: pass that one.")]
    WrongAccount,
    /// 6217
    #[msg(
        "Without its owner's signature only the owner's associated token account can be paid, and only free of delegate, close authority and freeze."
    )]
    DestinationNotCanonical,
    /// 6218
    #[msg("The amount must be positive.")]
    ZeroAmount,
    /// 6219
    #[msg("The token account holds less than that: stake at most its balance.")]
    InsufficientBalance,
    /// 6220
    #[msg("The pool is retired and takes no more stakes: claim, unstake and withdraw as before.")]
    PoolRetired,
    /// 6221
    #[msg(
        "The lock has not ended yet: wait until the time stored in the position (and logged here), or exit early and pay the penalty."
    )]
    StillLocked,
    /// 6222
    #[msg("The lock is over: ask for the stake back with request_unstake, which costs nothing.")]
    LockOver,
    /// 6223
    #[msg("This position's lock has already fallen to base weight: there is nothing to expire.")]
    NothingToExpire,
    /// 6224
    #[msg("The new lock would end before the present one: choose a longer tier.")]
    LockNotLonger,
    /// 6225
    #[msg(
        "The position is not staked: it was asked back or is empty; open another one, or cancel the request."
    )]
    NotStaked,
    /// 6226
    #[msg("Nobody asked for this stake back: call request_unstake first.")]
    NotUnstaking,
    /// 6227
    #[msg("The cooldown is not over yet: withdraw after the time stored in the position (and logged here).")]
    CooldownNotOver,
    /// 6228
    #[msg("Less than one base unit is due: sync the pool, and try again when more was streamed.")]
    NothingDue,
    /// 6229
    #[msg("Only rewards in TWIST can be compounded: claim instead.")]
    NotCompoundable,
    /// 6230
    #[msg("The position still holds a stake or unclaimed rewards: withdraw and claim first.")]
    PositionNotEmpty,
    /// 6231
    #[msg("An amount or time is too large for 64 bits: pass a smaller one.")]
    Overflow,
    /// 6232
    #[msg(
        "A state rule was about to be broken and the instruction was undone: please report this transaction."
    )]
    InvariantBroken,
    /// 6233
    #[msg("This account has the newest layout already: there is nothing to migrate.")]
    AlreadyMigrated,
}
