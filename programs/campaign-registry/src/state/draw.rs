//! How a campaign pays for a settled epoch: inside its budget and its pace.

use anchor_lang::prelude::*;
use twist_program_kit::{money::fee_on_top, time::days_begun};

use super::{Campaign, CampaignStatus};
use crate::error::RegistryError;

/// What one draw moves, base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawQuote {
    /// To the distribution's payout vault.
    pub net: u64,
    /// To the fee vault, on top of `net`.
    pub fee: u64,
}

impl Campaign {
    /// What a draw of `net` would move at `now`, if budget and pace allow it. Changes nothing: `rewards` asks before it opens a
    /// challenge window, too.
    ///
    /// Budget: what is drawn in all, fees included, is at most what was funded. Pace: it is at most `daily_cap` times the days
    /// that have begun since `start`. Neither a pause nor the end is looked at: what was earned is paid.
    ///
    /// # Errors
    /// `CampaignClosed`, `OverBudget`, `OverPace`, `Overflow`.
    pub fn quote_draw(&self, net: u64, now: i64) -> Result<DrawQuote> {
        require!(!self.is(CampaignStatus::Closed), RegistryError::CampaignClosed);
        let fee = fee_on_top(net, self.fee_bps).ok_or(RegistryError::Overflow)?;
        let quote = DrawQuote { net, fee };
        let drawn = self.drawn_after(&quote)?;
        require!(drawn <= self.funded, RegistryError::OverBudget);
        let pace = u128::from(self.daily_cap).saturating_mul(u128::from(days_begun(self.start, now)));
        require!(u128::from(drawn) <= pace, RegistryError::OverPace);
        Ok(quote)
    }

    /// Records a quoted draw. Epochs come without gaps, so none is paid twice and none is left out.
    ///
    /// # Errors
    /// `WrongEpoch`, `Overflow`.
    pub fn record_draw(&mut self, epoch: u64, quote: &DrawQuote) -> Result<()> {
        require!(self.last_draw_epoch.checked_add(1) == Some(epoch), RegistryError::WrongEpoch);
        self.drawn = self.drawn_after(quote)?;
        self.fees = self.fees.checked_add(quote.fee).ok_or(RegistryError::Overflow)?;
        self.last_draw_epoch = epoch;
        Ok(())
    }

    fn drawn_after(&self, quote: &DrawQuote) -> Result<u64> {
        self.drawn
            .checked_add(quote.net)
            .and_then(|drawn| drawn.checked_add(quote.fee))
            .ok_or_else(|| error!(RegistryError::Overflow))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::campaign::tests::draft, *};
    use proptest::prelude::*;
    use twist_program_kit::time::DAY;

    proptest! {
        #[test]
        fn budget_and_pace_hold_over_any_sequence(
            fee_bps in 0..=2_000u16,
            funded in 1..=1_000_000u64,
            daily_cap in 1..=100_000u64,
            draws in prop::collection::vec((0..=60_000u64, 0..=DAY), 1..40),
        ) {
            let mut c = draft();
            (c.fee_bps, c.viewer_bps) = (fee_bps, 5_500 - fee_bps);
            (c.funded, c.daily_cap) = (funded, daily_cap);
            let (mut now, mut paid, mut fees) = (c.start, 0, 0);
            for (net, wait) in draws {
                now += wait;
                let Ok(quote) = c.quote_draw(net, now) else { continue };
                c.record_draw(c.last_draw_epoch + 1, &quote).unwrap();
                c.invariant().unwrap();
                paid += quote.net;
                fees += quote.fee;
                prop_assert_eq!((c.drawn, c.fees), (paid + fees, fees));
                prop_assert!(c.drawn <= c.funded);
                prop_assert!(c.drawn <= c.daily_cap * days_begun(c.start, now));
            }
        }

        #[test]
        fn whatever_fits_is_quoted(net in 0..=2_000_000u64, days in 0..200i64) {
            let c = draft();
            let gross = net + fee_on_top(net, c.fee_bps).unwrap();
            let pace = c.daily_cap * (u64::try_from(days).unwrap() + 1);
            let expected = if gross > c.funded {
                Err(RegistryError::OverBudget.into())
            } else if gross > pace {
                Err(RegistryError::OverPace.into())
            } else {
                Ok(DrawQuote { net, fee: gross - net })
            };
            prop_assert_eq!(c.quote_draw(net, c.start + days * DAY), expected);
        }
    }

    #[test]
    fn epochs_come_without_gaps() {
        let mut c = draft();
        let nothing = c.quote_draw(0, 0).unwrap();
        assert_eq!(c.record_draw(2, &nothing), Err(RegistryError::WrongEpoch.into()));
        c.record_draw(1, &nothing).unwrap();
        assert_eq!(c.record_draw(1, &nothing), Err(RegistryError::WrongEpoch.into()));
        c.record_draw(2, &nothing).unwrap();
        assert_eq!(c.drawn, 0);
    }

    #[test]
    fn before_its_start_a_campaign_pays_nothing() {
        let c = draft();
        assert_eq!(c.quote_draw(1, c.start - 1), Err(RegistryError::OverPace.into()));
        assert_eq!(c.quote_draw(1, c.start), Ok(DrawQuote { net: 1, fee: 0 }));
    }

    #[test]
    fn a_pause_and_the_end_do_not_touch_what_was_earned() {
        let mut c = draft();
        c.activate(0, 0).unwrap();
        c.pause(2_000).unwrap();
        c.quote_draw(9_500, c.start).unwrap();
        c.quote_draw(9_500, c.end + 1_000_000).unwrap();
    }

    #[test]
    fn a_huge_cap_cannot_overflow_the_pace() {
        let c = Campaign { daily_cap: u64::MAX, ..draft() };
        c.quote_draw(1, i64::MAX - 1).unwrap();
        assert_eq!(c.quote_draw(u64::MAX, 2_000), Err(RegistryError::Overflow.into()));
    }
}
