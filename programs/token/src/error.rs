//! Errors of this program: 6000 and up. Each message says what to do.

use anchor_lang::prelude::*;

/// See each message.
#[error_code(offset = 6000)]
#[derive(PartialEq, Eq)]
pub enum TokenError {
    /// 6000
    #[msg("Only the program's upgrade authority may initialize it: sign with that key.")]
    NotUpgradeAuthority,
    /// 6001
    #[msg("Only the authority may do this: sign with the key stored in the token config.")]
    NotAuthority,
    /// 6002
    #[msg(
        "Only the authority or the guardian may do this: sign with one of the keys stored in the token config."
    )]
    NotAuthorityOrGuardian,
    /// 6003
    #[msg("This key was not proposed as authority: ask the current authority to propose it first.")]
    NotProposedAuthority,
    /// 6004
    #[msg("This key cannot become the authority: it is the zero key or already the authority.")]
    InvalidAuthority,
    /// 6005
    #[msg("Nothing is proposed that could be cancelled or executed: propose it first.")]
    NothingProposed,
    /// 6006
    #[msg("The delay has not passed yet: try again after the time in the proposal's event.")]
    DelayNotOver,
    /// 6007
    #[msg("Emission is paused: wait for the authority to unpause it.")]
    EmissionPaused,
    /// 6008
    #[msg("Minting is paused: wait for the authority to unpause it.")]
    MintingPaused,
    /// 6009
    #[msg(
        "These pause bits change nothing: pass a non-empty combination of PAUSE_EMIT (1) and PAUSE_MINT (2) that is not yet in that state."
    )]
    InvalidPauseBits,
    /// 6010
    #[msg(
        "Invalid schedule: 2 to 16 steps from period 0 on, ascending, the last with amount 0, and periods of an hour or more."
    )]
    InvalidSchedule,
    /// 6011
    #[msg("Schedule and genesis allocation together exceed max_supply: lower one of them.")]
    ScheduleExceedsMaxSupply,
    /// 6012
    #[msg(
        "Invalid splits: 1 to 8 different beneficiaries whose basis points are positive and add up to 10,000."
    )]
    InvalidSplits,
    /// 6013
    #[msg("Periods are still due under the old splits: call emit until nothing is due, then execute again.")]
    PeriodsStillDue,
    /// 6014
    #[msg("No emission period has ended since the last call: try again when the current one has.")]
    NothingDue,
    /// 6015
    #[msg(
        "Wrong vaults: pass exactly one per split, in the order of the splits, each the vault stored there."
    )]
    WrongVaults,
    /// 6016
    #[msg("The vault is empty: there is nothing to withdraw.")]
    NothingToWithdraw,
    /// 6017
    #[msg(
        "Without its owner's signature only the owner's associated token account can be paid, and only free of delegate, close authority and freeze."
    )]
    DestinationNotCanonical,
    /// 6018
    #[msg("Invalid limits: allowance and capacity must be positive, and capacity at most the allowance.")]
    InvalidLimits,
    /// 6019
    #[msg("update_minter only lowers limits: propose higher ones with propose_minter_limits.")]
    LimitsNotLower,
    /// 6020
    #[msg("Over the minter's allowance: mint less, or ask the authority for a higher allowance.")]
    AllowanceExceeded,
    /// 6021
    #[msg("Over the minter's rate: wait for the bucket to refill, or mint less.")]
    RateExceeded,
    /// 6022
    #[msg("Over the lifetime cap: max_supply less what was minted and what the schedule will still emit.")]
    CapExceeded,
    /// 6023
    #[msg("The amount must be positive.")]
    ZeroAmount,
    /// 6024
    #[msg("Wrong mint: pass the TWIST mint stored in the token config.")]
    WrongMint,
    /// 6025
    #[msg("An amount or time is too large for 64 bits: pass a smaller one.")]
    Overflow,
    /// 6026
    #[msg(
        "A state rule was about to be broken and the instruction was undone: please report this transaction."
    )]
    InvariantBroken,
    /// 6027
    #[msg(
        "Only this minter's own key may mint with it: sign with that key, or pass the minter of the key that signs."
    )]
    NotMinter,
}
