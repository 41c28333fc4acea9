//! How a campaign ends: when its advertiser gets back what was not drawn.

use anchor_lang::prelude::*;
use twist_program_kit::settlement::SettlementHeader;

use super::{Campaign, CampaignStatus};
use crate::{
    constants::{FALLBACK_SECONDS, MAX_VETO_EXTENSIONS, VETO_EXTENSION_SECONDS},
    error::RegistryError,
};

impl Campaign {
    /// Whether the advertiser can close at `now`, given how far its distribution is settled (`None` when it has none).
    ///
    /// - Never activated: at once, nobody can have earned anything.
    /// - Else from `end` + grace, once everything up to `end` is settled and nothing is pending.
    /// - Else from `end` + grace + fallback, whatever anyone does: attesters who vanished cannot keep a budget for ever. Each
    ///   vetoed epoch puts that off a little, because it has to be voted on again, but only so many times.
    ///
    /// # Errors
    /// `CampaignClosed`, `RefundTooEarly`, `SettlementOpen`.
    pub fn refundable(&self, now: i64, settlement: Option<SettlementHeader>) -> Result<()> {
        require!(!self.is(CampaignStatus::Closed), RegistryError::CampaignClosed);
        if self.is(CampaignStatus::Draft) {
            return Ok(());
        }
        // Saturating: `end` is bounded at creation, so this only says that nothing here can fail.
        let earliest = self.end.saturating_add(self.refund_grace_seconds);
        require!(now >= earliest, RegistryError::RefundTooEarly);
        if settlement.is_some_and(|settlement| settlement.is_settled_up_to(self.end)) {
            return Ok(());
        }
        let vetoes = settlement.map_or(0, |settlement| settlement.vetoes.min(MAX_VETO_EXTENSIONS));
        let latest = earliest
            .saturating_add(FALLBACK_SECONDS)
            .saturating_add(VETO_EXTENSION_SECONDS.saturating_mul(i64::from(vetoes)));
        require!(now >= latest, RegistryError::SettlementOpen);
        Ok(())
    }

    /// Closes for good; returns what was funded and never drawn.
    ///
    /// # Errors
    /// As [`Self::refundable`].
    pub fn close(&mut self, now: i64, settlement: Option<SettlementHeader>) -> Result<u64> {
        self.refundable(now, settlement)?;
        self.refunded = self.funded.checked_sub(self.drawn).ok_or(RegistryError::InvariantBroken)?;
        self.status = CampaignStatus::Closed as u8;
        self.closed_at = now;
        Ok(self.refunded)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::campaign::tests::draft, *};

    fn active() -> Campaign {
        let mut campaign = draft();
        campaign.activate(0, 1_000).unwrap();
        campaign
    }

    fn settlement(settled_through: i64, vetoes: u32, has_pending: u32) -> Option<SettlementHeader> {
        Some(SettlementHeader { settled_through, claim_deadline: 0, vetoes, has_pending })
    }

    #[test]
    fn a_draft_is_refunded_at_once() {
        let mut c = draft();
        assert_eq!(c.close(0, None), Ok(1_000_000));
        c.invariant().unwrap();
        assert_eq!(c.close(0, None), Err(RegistryError::CampaignClosed.into()));
        assert_eq!(c.fund(1, 0), Err(RegistryError::CampaignClosed.into()));
        assert_eq!(c.quote_draw(0, 0), Err(RegistryError::CampaignClosed.into()));
    }

    #[test]
    fn a_settled_campaign_is_refunded_after_the_grace() {
        let mut c = active();
        let quote = c.quote_draw(950, c.start).unwrap();
        c.record_draw(1, &quote).unwrap();
        let (settled, earliest) = (settlement(c.end, 0, 0), c.end + c.refund_grace_seconds);
        assert_eq!(c.close(earliest - 1, settled), Err(RegistryError::RefundTooEarly.into()));
        assert_eq!(c.close(earliest, settled), Ok(999_000));
        c.invariant().unwrap();
    }

    #[test]
    fn open_settlement_holds_the_refund_up_to_the_fallback() {
        let c = active();
        let earliest = c.end + c.refund_grace_seconds;
        for (open, vetoes) in [
            (None, 0),
            (settlement(c.end - 1, 0, 0), 0),
            (settlement(c.end, 0, 1), 0),
            (settlement(0, 3, 0), 3),
            (settlement(0, MAX_VETO_EXTENSIONS, 1), 4),
            (settlement(0, u32::MAX, 1), 4),
        ] {
            let latest = earliest + FALLBACK_SECONDS + vetoes * VETO_EXTENSION_SECONDS;
            assert_eq!(c.refundable(latest - 1, open), Err(RegistryError::SettlementOpen.into()));
            assert_eq!(c.refundable(latest, open), Ok(()));
        }
    }
}
