//! Errors of this program: 6600 and up. Each message says what to do.

use anchor_lang::prelude::*;

/// See each message.
#[error_code(offset = 6600)]
#[derive(PartialEq, Eq)]
pub enum RewardsError {
    /// 6600
    #[msg("Only the program's upgrade authority may initialize it: sign with that key.")]
    NotUpgradeAuthority,
    /// 6601
    #[msg("Only the authority may do this: sign with the key stored in the rewards config.")]
    NotAuthority,
    /// 6602
    #[msg(
        "Only the authority or the guardian may do this: sign with one of the keys stored in the rewards config."
    )]
    NotAuthorityOrGuardian,
    /// 6603
    #[msg("Only the guardian may veto: sign with the guardian's key stored in the rewards config.")]
    NotGuardian,
    /// 6604
    #[msg("This key was not proposed as authority: ask the current authority to propose it first.")]
    NotProposedAuthority,
    /// 6605
    #[msg("This key cannot become the authority: it is the zero key or already the authority.")]
    InvalidAuthority,
    /// 6606
    #[msg("Nothing is proposed that could be cancelled or executed: propose it first.")]
    NothingProposed,
    /// 6607
    #[msg("The delay has not passed yet: try again after the time in the proposal's event.")]
    DelayNotOver,
    /// 6608
    #[msg(
        "Invalid attester set: 1 to 16 different keys, a threshold over half of them and at most all, a challenge window of an hour to two weeks, and a positive value at risk."
    )]
    InvalidAttesterSet,
    /// 6609
    #[msg(
        "Only a member of the distribution's attester set may vote: sign with a member's key, or wait until the set is executed."
    )]
    NotAttester,
    /// 6610
    #[msg("Only the campaign's advertiser may create its distribution: sign with that key.")]
    NotAdvertiser,
    /// 6611
    #[msg("The campaign is closed: nothing can be settled for it any more.")]
    CampaignClosed,
    /// 6612
    #[msg("Wrong account: pass the one that is stored in the distribution or the campaign.")]
    WrongAccount,
    /// 6613
    #[msg(
        "This distribution has another kind of funding: finalize_epoch is for campaigns, finalize_emission_epoch for emission."
    )]
    WrongFunding,
    /// 6614
    #[msg("A root is waiting out its challenge window: finalize, veto or expire it first.")]
    EpochPending,
    /// 6615
    #[msg("No root is pending: attesters must agree on one first.")]
    NothingPending,
    /// 6616
    #[msg("Wrong epoch: vote for the distribution's current epoch + 1.")]
    WrongEpoch,
    /// 6617
    #[msg(
        "Totals, leaf count and depth of a distribution never fall, and depth is the smallest that holds the leaves: recompute the tree from the ledger."
    )]
    RootShrinks,
    /// 6618
    #[msg("settled_through must be after the last settled time and not in the future.")]
    InvalidSettledThrough,
    /// 6619
    #[msg(
        "The increase cannot be drawn now: fund the campaign or the funding vault, or wait for the daily cap to grow; then vote again."
    )]
    NotDrawable,
    /// 6620
    #[msg(
        "The increase exceeds what this attester set may have at risk: finalize its other pending epochs first, or settle in smaller epochs."
    )]
    ValueAtRiskExceeded,
    /// 6621
    #[msg("The challenge window is still open: finalize after the time in the EpochProposed event.")]
    ChallengeWindowOpen,
    /// 6622
    #[msg("Not expired yet: a pending root can be expired 7 days after its challenge window.")]
    NotExpired,
    /// 6623
    #[msg("This epoch was vetoed before: a further veto needs the authority's signature too.")]
    SecondVetoNeedsAuthority,
    /// 6624
    #[msg("No such page yet: a page can be opened once the current root has leaves in it.")]
    NoSuchPage,
    /// 6625
    #[msg("The page's root is older than the distribution's last two: call refresh_page, then claim.")]
    PageStale,
    /// 6626
    #[msg("Wrong page: pass page index / 1024 of this distribution.")]
    WrongPage,
    /// 6627
    #[msg(
        "The proof does not lead to the agreed root: fetch the proof for the current or previous epoch, for exactly this payee and amount."
    )]
    InvalidProof,
    /// 6628
    #[msg("Nothing is due: this amount has been paid already.")]
    NothingDue,
    /// 6629
    #[msg(
        "Without the payee's signature only the payee's associated token account can be paid, and only free of delegate, close authority and freeze."
    )]
    DestinationNotCanonical,
    /// 6630
    #[msg("An amount or time is too large for 64 bits: pass a smaller one.")]
    Overflow,
    /// 6631
    #[msg(
        "A state rule was about to be broken and the instruction was undone: please report this transaction."
    )]
    InvariantBroken,
    /// 6632
    #[msg(
        "This attester set has no members yet: execute its proposed terms first, or create the campaign with another set."
    )]
    AttesterSetEmpty,
}
