//! Errors of this program: 6400 and up. Each message says what to do.

use anchor_lang::prelude::*;

/// See each message.
#[error_code(offset = 6400)]
#[derive(PartialEq, Eq)]
pub enum RegistryError {
    /// 6400
    #[msg("Only the program's upgrade authority may initialize it: sign with that key.")]
    NotUpgradeAuthority,
    /// 6401
    #[msg("Only the authority may do this: sign with the key stored in the registry config.")]
    NotAuthority,
    /// 6402
    #[msg(
        "Only the authority or the guardian may do this: sign with one of the keys stored in the registry config."
    )]
    NotAuthorityOrGuardian,
    /// 6403
    #[msg("Only the registrar may do this: sign with the registrar's key stored in the registry config.")]
    NotRegistrar,
    /// 6404
    #[msg(
        "Only the registrar or the authority (to suspend also the guardian) may do this: sign with one of those keys."
    )]
    NotModerator,
    /// 6405
    #[msg("Only the owner of this publisher or influencer entry may do this: sign with its key.")]
    NotOwner,
    /// 6406
    #[msg("Only the campaign's advertiser may do this: sign with the key stored in the campaign.")]
    NotAdvertiser,
    /// 6407
    #[msg("Only the campaign's own distribution may draw: finalize an epoch in the rewards program.")]
    NotDistribution,
    /// 6408
    #[msg("This key was not proposed as authority: ask the current authority to propose it first.")]
    NotProposedAuthority,
    /// 6409
    #[msg("This key cannot be the authority: it is the zero key or already the authority.")]
    InvalidAuthority,
    /// 6410
    #[msg("Nothing is proposed that could be cancelled or executed: propose it first.")]
    NothingProposed,
    /// 6411
    #[msg("The delay has not passed yet: try again after the time in the proposal's event.")]
    DelayNotOver,
    /// 6412
    #[msg(
        "These pause bits change nothing: pass a non-empty combination of PAUSE_CREATE (1) and PAUSE_FUND (2) that is not yet in that state."
    )]
    InvalidPauseBits,
    /// 6413
    #[msg("New campaigns are paused: wait for the authority to unpause them.")]
    CreationPaused,
    /// 6414
    #[msg("Funding is paused: wait for the authority to unpause it.")]
    FundingPaused,
    /// 6415
    #[msg("Invalid fee: pass at most 2,000 basis points, and another fee than the present one.")]
    InvalidFee,
    /// 6416
    #[msg("Invalid refund grace: pass between 1 and 30 days, in seconds.")]
    InvalidRefundGrace,
    /// 6417
    #[msg(
        "The freeze authority differs from what the mint has now, or from what its rule pinned: read both again, and acknowledge what the mint has (the authority pins a changed one with update_mint_rule)."
    )]
    FreezeAuthorityMismatch,
    /// 6418
    #[msg("The registry does not take new campaigns in this mint: choose a mint whose rule is enabled.")]
    MintDisabled,
    /// 6419
    #[msg("Wrong mint: pass the mint, mint rule or token account of the mint that this is about.")]
    WrongMint,
    /// 6420
    #[msg("Wrong account: pass the vault or distribution that is stored in the campaign or mint rule.")]
    WrongAccount,
    /// 6421
    #[msg("Not an account of the rewards program: pass an attester set that exists there.")]
    WrongAttesterSet,
    /// 6422
    #[msg("The fee vault holds less than this: withdraw at most its balance.")]
    FeesExceeded,
    /// 6423
    #[msg("Suspended: ask the registrar or the authority to reinstate this entry.")]
    Suspended,
    /// 6424
    #[msg("Not suspended: there is nothing to reinstate.")]
    NotSuspended,
    /// 6425
    #[msg("Invalid payout owner: pass the wallet that owns the token accounts to be paid, not the zero key.")]
    InvalidPayoutOwner,
    /// 6426
    #[msg("Invalid expiry: verified_until must be in the future.")]
    InvalidExpiry,
    /// 6427
    #[msg(
        "Invalid pool share: at most 5,000 basis points to a pool, and none exactly when there is no pool."
    )]
    InvalidPoolShare,
    /// 6428
    #[msg(
        "Invalid window: the start before the end and at most a day ago, the end in the future and at most 1,096 days (MAX_HORIZON_SECONDS) ahead."
    )]
    InvalidWindow,
    /// 6429
    #[msg(
        "Invalid splits: viewer, publisher and influencer basis points must add up to 10,000 with the registry's present fee."
    )]
    InvalidSplits,
    /// 6430
    #[msg(
        "Invalid price: the daily cap must be positive, and a second must pay at least one base unit after the fee."
    )]
    InvalidPrice,
    /// 6431
    #[msg("Invalid attention limits: 1 <= min_attention_s <= max_seconds_per_viewer_day <= 86,400.")]
    InvalidAttentionLimits,
    /// 6432
    #[msg("The amount must be positive.")]
    ZeroAmount,
    /// 6433
    #[msg("The campaign is closed: create a new one, with another id.")]
    CampaignClosed,
    /// 6434
    #[msg("The campaign's end has passed: create a new one, with another id.")]
    CampaignEnded,
    /// 6435
    #[msg(
        "The campaign is in the wrong status for this: activate a draft, pause an active one, resume a paused one."
    )]
    WrongStatus,
    /// 6436
    #[msg("Underfunded: fund the campaign with at least the mint rule's min_budget before activating it.")]
    BelowMinBudget,
    /// 6437
    #[msg("The campaign has no distribution yet: call create_distribution in the rewards program first.")]
    NoDistribution,
    /// 6438
    #[msg(
        "An extension only moves the end later or the daily cap higher: raise at least one, lower neither."
    )]
    NotAnExtension,
    /// 6439
    #[msg("Wrong epoch: draws are numbered without gaps, pass last_draw_epoch + 1.")]
    WrongEpoch,
    /// 6440
    #[msg("Over budget: the draw and its fee exceed what is left of the campaign; fund it, or settle less.")]
    OverBudget,
    /// 6441
    #[msg("Over the pace: the draw and its fee exceed daily_cap x days begun; wait a day, or raise the cap.")]
    OverPace,
    /// 6442
    #[msg("Too early to refund: wait until the campaign's end plus its refund grace.")]
    RefundTooEarly,
    /// 6443
    #[msg(
        "Settlement is still open: wait until the distribution is settled up to the campaign's end with nothing pending, or until the fallback time has passed."
    )]
    SettlementOpen,
    /// 6444
    #[msg("An amount or time is too large for 64 bits: pass a smaller one.")]
    Overflow,
    /// 6445
    #[msg(
        "A state rule was about to be broken and the instruction was undone: please report this transaction."
    )]
    InvariantBroken,
}
