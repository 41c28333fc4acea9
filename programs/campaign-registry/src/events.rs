//! One event per state-changing instruction, emitted by self-CPI so that log truncation cannot lose it. `header.seq` counts
//! the events of the campaign for those whose name begins with `Campaign`, of the config for all others.

use anchor_lang::prelude::*;
use twist_program_kit::event::EventHeader;

use crate::state::CampaignTerms;

/// The program was initialized.
#[event]
pub struct Initialized {
    pub header: EventHeader,
    pub authority: Pubkey,
    pub guardian: Pubkey,
    pub registrar: Pubkey,
    pub fee_bps: u16,
    pub refund_grace_seconds: i64,
}

/// A hand-over was proposed.
#[event]
pub struct AuthorityProposed {
    pub header: EventHeader,
    pub current: Pubkey,
    pub proposed: Pubkey,
}

/// A hand-over was completed.
#[event]
pub struct AuthorityAccepted {
    pub header: EventHeader,
    pub previous: Pubkey,
    pub current: Pubkey,
}

/// A hand-over was taken back.
#[event]
pub struct AuthorityCancelled {
    pub header: EventHeader,
    pub cancelled: Pubkey,
}

/// The guardian changed.
#[event]
pub struct GuardianSet {
    pub header: EventHeader,
    pub previous: Pubkey,
    pub guardian: Pubkey,
}

/// The registrar changed.
#[event]
pub struct RegistrarSet {
    pub header: EventHeader,
    pub previous: Pubkey,
    pub registrar: Pubkey,
}

/// Pause bits changed; `paused` is what is paused now.
#[event]
pub struct PauseChanged {
    pub header: EventHeader,
    pub by: Pubkey,
    pub paused: u8,
}

/// The fee for new campaigns changed.
#[event]
pub struct FeeChanged {
    pub header: EventHeader,
    pub previous: u16,
    pub fee_bps: u16,
}

/// A higher fee was proposed.
#[event]
pub struct FeeProposed {
    pub header: EventHeader,
    pub fee_bps: u16,
    pub earliest: i64,
}

/// A proposed fee was taken back.
#[event]
pub struct FeeCancelled {
    pub header: EventHeader,
    pub by: Pubkey,
    pub fee_bps: u16,
}

/// A mint's rule was created or changed; these are its terms now.
#[event]
pub struct MintRuleSet {
    pub header: EventHeader,
    pub mint: Pubkey,
    pub min_budget: u64,
    pub enabled: bool,
    pub freeze_authority: Option<Pubkey>,
    pub fee_vault: Pubkey,
}

/// Collected fees were paid out.
#[event]
pub struct FeesWithdrawn {
    pub header: EventHeader,
    pub mint: Pubkey,
    pub destination: Pubkey,
    pub amount: u64,
    pub fees_withdrawn: u64,
}

/// A site was claimed.
#[event]
pub struct PublisherRegistered {
    pub header: EventHeader,
    pub publisher: Pubkey,
    pub site_hash: [u8; 32],
    pub owner: Pubkey,
    pub payout_owner: Pubkey,
}

/// The registrar confirmed a claim.
#[event]
pub struct PublisherVerified {
    pub header: EventHeader,
    pub publisher: Pubkey,
    pub registrar: Pubkey,
    pub verified_until: i64,
}

/// A publisher changed who is paid.
#[event]
pub struct PublisherUpdated {
    pub header: EventHeader,
    pub publisher: Pubkey,
    pub payout_owner: Pubkey,
}

/// A publisher was suspended.
#[event]
pub struct PublisherSuspended {
    pub header: EventHeader,
    pub publisher: Pubkey,
    pub by: Pubkey,
}

/// A publisher was reinstated, with the status that it has now.
#[event]
pub struct PublisherReinstated {
    pub header: EventHeader,
    pub publisher: Pubkey,
    pub by: Pubkey,
    pub status: u8,
}

/// An influencer registered.
#[event]
pub struct InfluencerRegistered {
    pub header: EventHeader,
    pub influencer: Pubkey,
    pub wallet: Pubkey,
    pub payout_owner: Pubkey,
    pub handle_hash: [u8; 32],
    pub pool: Pubkey,
    pub pool_share_bps: u16,
}

/// An influencer changed its entry. `earliest` is 0 when everything is in force; else pool and share wait until then.
#[event]
pub struct InfluencerUpdated {
    pub header: EventHeader,
    pub influencer: Pubkey,
    pub payout_owner: Pubkey,
    pub pool: Pubkey,
    pub pool_share_bps: u16,
    pub earliest: i64,
}

/// An influencer's notice is over; these are its pool and share now.
#[event]
pub struct InfluencerUpdateApplied {
    pub header: EventHeader,
    pub influencer: Pubkey,
    pub pool: Pubkey,
    pub pool_share_bps: u16,
}

/// An influencer was suspended.
#[event]
pub struct InfluencerSuspended {
    pub header: EventHeader,
    pub influencer: Pubkey,
    pub by: Pubkey,
}

/// An influencer was reinstated.
#[event]
pub struct InfluencerReinstated {
    pub header: EventHeader,
    pub influencer: Pubkey,
    pub by: Pubkey,
}

/// A campaign was created as a draft.
#[event]
pub struct CampaignCreated {
    pub header: EventHeader,
    pub campaign: Pubkey,
    pub advertiser: Pubkey,
    pub id: u64,
    pub mint: Pubkey,
    pub attester_set: Pubkey,
    pub distribution: Pubkey,
    pub fee_bps: u16,
    pub terms: CampaignTerms,
}

/// Somebody added to a campaign's budget.
#[event]
pub struct CampaignFunded {
    pub header: EventHeader,
    pub campaign: Pubkey,
    pub funder: Pubkey,
    pub amount: u64,
    pub funded: u64,
}

/// Attention counts from now on (but not before the campaign's start).
#[event]
pub struct CampaignActivated {
    pub header: EventHeader,
    pub campaign: Pubkey,
}

/// Attention does not count from now on.
#[event]
pub struct CampaignPaused {
    pub header: EventHeader,
    pub campaign: Pubkey,
}

/// Attention counts again from now on.
#[event]
pub struct CampaignResumed {
    pub header: EventHeader,
    pub campaign: Pubkey,
}

/// A campaign runs longer, or faster.
#[event]
pub struct CampaignExtended {
    pub header: EventHeader,
    pub campaign: Pubkey,
    pub end: i64,
    pub daily_cap: u64,
}

/// An epoch was paid for.
#[event]
pub struct CampaignDrawn {
    pub header: EventHeader,
    pub campaign: Pubkey,
    pub epoch: u64,
    pub net: u64,
    pub fee: u64,
}

/// A campaign ended for good. `refunded` is what was funded and never drawn; `amount` is what moved, gifts to the vault
/// included.
#[event]
pub struct CampaignClosed {
    pub header: EventHeader,
    pub campaign: Pubkey,
    pub destination: Pubkey,
    pub refunded: u64,
    pub amount: u64,
}
