//! One advertiser's campaign: what it holds, and its way from draft to closed.

use anchor_lang::prelude::*;
use twist_program_kit::event::EventHeader;

use super::{
    CampaignTerms,
    terms::{is_valid_end, is_whole},
};
use crate::{constants::CAMPAIGN_SEED, error::RegistryError};

/// Where a campaign is in its life. Stored as a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum CampaignStatus {
    /// Created; can be funded. Attention does not count yet.
    Draft = 0,
    /// Attention counts, from `start` to `end`.
    Active = 1,
    /// Attention does not count for now. What was earned before is still drawn.
    Paused = 2,
    /// Refunded. The account stays, so that its address is never used again.
    Closed = 3,
}

/// A campaign (PDA `["campaign", advertiser, id]`).
///
/// How it pays is in `draw.rs`, how it ends in `refund.rs`.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Campaign {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// A [`CampaignStatus`].
    pub status: u8,
    /// Least trust level of a viewer's device that earns.
    pub min_trust: u8,
    /// Protocol fee, basis points of what the campaign pays; the registry's at creation, for ever.
    pub fee_bps: u16,
    /// The viewer's part, basis points.
    pub viewer_bps: u16,
    /// The publisher's part, basis points.
    pub publisher_bps: u16,
    /// The influencer's part, basis points.
    pub influencer_bps: u16,
    /// Version of the rules that `terms_hash` refers to.
    pub terms_version: u32,
    /// Attention shorter than this many seconds earns nothing.
    pub min_attention_s: u32,
    /// Most seconds that one viewer is paid for in a day.
    pub max_seconds_per_viewer_day: u32,
    /// Who runs the campaign and gets what is left.
    pub advertiser: Pubkey,
    /// What it pays in.
    pub mint: Pubkey,
    /// Holds its budget: the associated token account of this PDA.
    pub vault: Pubkey,
    /// Whose votes settle it: an attester set of the rewards program.
    pub attester_set: Pubkey,
    /// The one distribution that can draw: PDA `["distribution", campaign]` of the rewards program.
    pub distribution: Pubkey,
    /// The one place that draws pay into: the distribution's associated token account.
    pub payout_vault: Pubkey,
    /// Where the fees of its draws go: its mint's fee vault.
    pub fee_vault: Pubkey,
    /// SHA-256 of the canonical JSON of all other terms.
    pub terms_hash: [u8; 32],
    /// The advertiser's number for this campaign.
    pub id: u64,
    /// The first second that is paid for, Unix seconds.
    pub start: i64,
    /// The second after the last that is paid for, Unix seconds.
    pub end: i64,
    /// All that was paid in through `fund_campaign`, base units.
    pub funded: u64,
    /// All that was drawn, fees included, base units.
    pub drawn: u64,
    /// The fees in `drawn`, base units.
    pub fees: u64,
    /// What closing gave back of `funded`, base units.
    pub refunded: u64,
    /// After `d` begun days at most `d` times this is drawn, fee included. Base units.
    pub daily_cap: u64,
    /// What one second of attention costs, fee included. Base units.
    pub rate_per_second: u64,
    /// Epoch of the last draw; 0 before the first.
    pub last_draw_epoch: u64,
    /// When attention began to count, Unix seconds; 0 for a draft.
    pub activated_at: i64,
    /// Since when it is paused, Unix seconds; 0 when it is not.
    pub paused_at: i64,
    /// When it was closed, Unix seconds; 0 before.
    pub closed_at: i64,
    /// How long after `end` a settled campaign waits for its refund, seconds; the registry's at creation.
    pub refund_grace_seconds: i64,
    /// Events so far.
    pub event_seq: u64,
    /// Room for later versions.
    pub reserved: [u8; 64],
}

const _: () = assert!(size_of::<Campaign>() == 464);

impl Campaign {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Takes over terms that were validated.
    pub fn set_terms(&mut self, terms: &CampaignTerms) {
        self.start = terms.start;
        self.end = terms.end;
        self.daily_cap = terms.daily_cap;
        self.rate_per_second = terms.rate_per_second;
        self.min_attention_s = terms.min_attention_s;
        self.max_seconds_per_viewer_day = terms.max_seconds_per_viewer_day;
        self.min_trust = terms.min_trust;
        self.viewer_bps = terms.viewer_bps;
        self.publisher_bps = terms.publisher_bps;
        self.influencer_bps = terms.influencer_bps;
        self.terms_version = terms.terms_version;
        self.terms_hash = terms.terms_hash;
    }

    /// Whether the status is `status`.
    #[must_use]
    pub fn is(&self, status: CampaignStatus) -> bool {
        self.status == status as u8
    }

    /// Counts and stamps this account's next event.
    pub fn next_event(&mut self, clock: &Clock) -> Result<EventHeader> {
        EventHeader::next(clock, &mut self.event_seq).ok_or_else(|| error!(RegistryError::Overflow))
    }

    /// What signs for this PDA.
    #[must_use]
    pub fn seeds(&self) -> CampaignSeeds {
        CampaignSeeds { advertiser: self.advertiser, id: self.id.to_le_bytes(), bump: [self.bump] }
    }

    /// Adds to the budget.
    pub fn fund(&mut self, amount: u64, now: i64) -> Result<()> {
        require!(amount > 0, RegistryError::ZeroAmount);
        self.require_running(now)?;
        self.funded = self.funded.checked_add(amount).ok_or(RegistryError::Overflow)?;
        Ok(())
    }

    /// Lets attention count from now on.
    pub fn activate(&mut self, min_budget: u64, now: i64) -> Result<()> {
        self.require_running(now)?;
        require!(self.is(CampaignStatus::Draft), RegistryError::WrongStatus);
        require!(self.funded >= min_budget, RegistryError::BelowMinBudget);
        self.status = CampaignStatus::Active as u8;
        self.activated_at = now;
        Ok(())
    }

    /// Stops later attention from counting.
    pub fn pause(&mut self, now: i64) -> Result<()> {
        self.require_running(now)?;
        require!(self.is(CampaignStatus::Active), RegistryError::WrongStatus);
        self.status = CampaignStatus::Paused as u8;
        self.paused_at = now;
        Ok(())
    }

    /// Lets attention count again.
    pub fn resume(&mut self, now: i64) -> Result<()> {
        self.require_running(now)?;
        require!(self.is(CampaignStatus::Paused), RegistryError::WrongStatus);
        self.status = CampaignStatus::Active as u8;
        self.paused_at = 0;
        Ok(())
    }

    /// Moves the end later, or the daily cap higher, or both; never back, because viewers and attesters rely on them.
    pub fn extend(&mut self, end: i64, daily_cap: u64, now: i64) -> Result<()> {
        self.require_running(now)?;
        require!(
            end >= self.end && daily_cap >= self.daily_cap && (end, daily_cap) != (self.end, self.daily_cap),
            RegistryError::NotAnExtension
        );
        require!(is_valid_end(end, now), RegistryError::InvalidWindow);
        self.end = end;
        self.daily_cap = daily_cap;
        Ok(())
    }

    /// Neither closed nor past its end. An ended campaign cannot be changed: its refund is already due.
    fn require_running(&self, now: i64) -> Result<()> {
        require!(!self.is(CampaignStatus::Closed), RegistryError::CampaignClosed);
        require!(now < self.end, RegistryError::CampaignEnded);
        Ok(())
    }

    /// Checked after every change.
    pub fn invariant(&self) -> Result<()> {
        let left = self.funded.checked_sub(self.drawn);
        let refunded = if self.is(CampaignStatus::Closed) { left } else { Some(0) };
        let parts = [self.viewer_bps, self.publisher_bps, self.influencer_bps, self.fee_bps];
        require!(
            left.is_some()
                && refunded == Some(self.refunded)
                && self.fees <= self.drawn
                && self.start < self.end
                && self.status <= CampaignStatus::Closed as u8
                && is_whole(parts),
            RegistryError::InvariantBroken
        );
        Ok(())
    }
}

/// The seeds of a campaign's PDA, copied out so that the account is not borrowed while it signs.
pub struct CampaignSeeds {
    advertiser: Pubkey,
    id: [u8; 8],
    bump: [u8; 1],
}

impl CampaignSeeds {
    /// As `invoke_signed` takes them.
    #[must_use]
    pub fn as_slices(&self) -> [&[u8]; 4] {
        [CAMPAIGN_SEED, self.advertiser.as_ref(), &self.id, &self.bump]
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{
        super::terms::tests::{FEE_BPS, terms},
        *,
    };

    /// A draft on the terms of `terms::tests`, with 1,000,000 base units.
    pub(in crate::state) fn draft() -> Campaign {
        let mut campaign: Campaign = bytemuck::Zeroable::zeroed();
        campaign.set_terms(&terms());
        campaign.fee_bps = FEE_BPS;
        campaign.refund_grace_seconds = 86_400;
        campaign.fund(1_000_000, 0).unwrap();
        campaign.invariant().unwrap();
        campaign
    }

    #[test]
    fn the_way_from_draft_to_paused_and_back() {
        let mut c = draft();
        assert_eq!(c.pause(1), Err(RegistryError::WrongStatus.into()));
        assert_eq!(c.resume(1), Err(RegistryError::WrongStatus.into()));
        c.activate(1_000_000, 1).unwrap();
        assert_eq!(c.activate(1_000_000, 1), Err(RegistryError::WrongStatus.into()));
        c.pause(2).unwrap();
        assert_eq!((c.activated_at, c.paused_at), (1, 2));
        assert_eq!(c.pause(3), Err(RegistryError::WrongStatus.into()));
        c.resume(4).unwrap();
        assert_eq!(c.paused_at, 0);
        c.invariant().unwrap();
    }

    #[test]
    fn activation_needs_the_budget() {
        assert_eq!(draft().activate(1_000_001, 1), Err(RegistryError::BelowMinBudget.into()));
    }

    #[test]
    fn nothing_changes_after_the_end() {
        let mut c = draft();
        c.activate(0, 1).unwrap();
        let end = c.end;
        let ended = Err(RegistryError::CampaignEnded.into());
        assert_eq!(c.fund(1, end), ended);
        assert_eq!(c.pause(end), ended);
        assert_eq!(c.extend(end + 1, c.daily_cap, end), ended);
        assert_eq!(draft().activate(0, end), ended);
        c.fund(1, end - 1).unwrap();
    }

    #[test]
    fn an_extension_only_raises() {
        let mut c = draft();
        let (end, cap) = (c.end, c.daily_cap);
        for (end, cap) in [(end, cap), (end - 1, cap + 1), (end + 1, cap - 1)] {
            assert_eq!(c.extend(end, cap, 0), Err(RegistryError::NotAnExtension.into()));
        }
        assert_eq!(c.extend(i64::MAX, cap, 0), Err(RegistryError::InvalidWindow.into()));
        c.extend(end + 1, cap, 0).unwrap();
        c.extend(end + 1, cap + 1, 0).unwrap();
        assert_eq!((c.end, c.daily_cap), (end + 1, cap + 1));
    }

    #[test]
    fn funding_needs_an_amount_that_fits() {
        let mut c = draft();
        assert_eq!(c.fund(0, 0), Err(RegistryError::ZeroAmount.into()));
        assert_eq!(c.fund(u64::MAX, 0), Err(RegistryError::Overflow.into()));
    }
}
