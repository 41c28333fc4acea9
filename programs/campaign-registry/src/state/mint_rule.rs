//! Which mints can fund campaigns, and the fees collected in them.

use anchor_lang::{prelude::*, solana_program::program_option::COption};

use crate::error::RegistryError;

/// Terms of one accepted mint (PDA `["mint_rule", mint]`). There is one per mint, so on hot paths comparing `mint` is
/// enough.
#[account(zero_copy)]
#[derive(Debug)]
pub struct MintRule {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// 1 when new campaigns can use the mint, else 0. Campaigns that exist go on either way.
    pub enabled: u8,
    /// Explicit padding.
    pub _padding: [u8; 5],
    /// The mint, of the classic SPL Token program.
    pub mint: Pubkey,
    /// Who could freeze accounts of the mint when this rule was last set; the zero key when nobody could. Freezing is the
    /// issuer's power and outside ours: so the advertiser acknowledges it.
    pub freeze_authority: Pubkey,
    /// Where fees go: the associated token account of PDA `["fees"]`.
    pub fee_vault: Pubkey,
    /// Least budget with which a campaign can be activated, base units.
    pub min_budget: u64,
    /// All fees ever withdrawn from `fee_vault`, base units.
    pub fees_withdrawn: u64,
    /// Room for later versions.
    pub reserved: [u8; 72],
}

const _: () = assert!(size_of::<MintRule>() == 192);

impl MintRule {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Sets the terms, and pins the freeze authority that the mint has `found` now and that was `acknowledged`.
    pub fn set(
        &mut self,
        min_budget: u64,
        enabled: bool,
        found: COption<Pubkey>,
        acknowledged: Option<Pubkey>,
    ) -> Result<()> {
        require!(Option::from(found) == acknowledged, RegistryError::FreezeAuthorityMismatch);
        self.min_budget = min_budget;
        self.enabled = u8::from(enabled);
        self.freeze_authority = acknowledged.unwrap_or_default();
        Ok(())
    }

    /// A new campaign can use this mint: enabled, and the freeze authority is what was pinned, what the mint has `found` now
    /// and what the advertiser `acknowledged`.
    pub fn admit(&self, found: COption<Pubkey>, acknowledged: Option<Pubkey>) -> Result<()> {
        require!(self.enabled == 1, RegistryError::MintDisabled);
        require!(
            Option::from(found) == acknowledged && self.freeze_authority == acknowledged.unwrap_or_default(),
            RegistryError::FreezeAuthorityMismatch
        );
        Ok(())
    }

    /// Records fees that leave the fee vault, which holds `held`.
    pub fn withdraw(&mut self, amount: u64, held: u64) -> Result<()> {
        require!(amount > 0, RegistryError::ZeroAmount);
        require!(amount <= held, RegistryError::FeesExceeded);
        self.fees_withdrawn = self.fees_withdrawn.checked_add(amount).ok_or(RegistryError::Overflow)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule() -> MintRule {
        bytemuck::Zeroable::zeroed()
    }

    #[test]
    fn a_freeze_authority_must_be_pinned_present_and_acknowledged() {
        let (issuer, other) = (Pubkey::new_unique(), Pubkey::new_unique());
        let mismatch = Err(RegistryError::FreezeAuthorityMismatch.into());
        let mut r = rule();
        assert_eq!(r.set(1, true, COption::Some(issuer), None), mismatch);
        assert_eq!(r.set(1, true, COption::None, Some(issuer)), mismatch);
        r.set(1, true, COption::Some(issuer), Some(issuer)).unwrap();

        assert_eq!(r.admit(COption::Some(issuer), None), mismatch, "not acknowledged");
        assert_eq!(r.admit(COption::Some(other), Some(other)), mismatch, "changed since it was pinned");
        assert_eq!(r.admit(COption::None, None), mismatch, "given up since it was pinned");
        r.admit(COption::Some(issuer), Some(issuer)).unwrap();
    }

    #[test]
    fn a_mint_without_a_freeze_authority_is_acknowledged_as_such() {
        let mut r = rule();
        r.set(1, true, COption::None, None).unwrap();
        r.admit(COption::None, None).unwrap();
    }

    #[test]
    fn a_disabled_mint_takes_no_campaigns() {
        let mut r = rule();
        r.set(1, false, COption::None, None).unwrap();
        assert_eq!(r.admit(COption::None, None), Err(RegistryError::MintDisabled.into()));
    }

    #[test]
    fn no_more_is_withdrawn_than_is_held() {
        let mut r = rule();
        r.withdraw(60, 100).unwrap();
        assert_eq!(r.withdraw(41, 40), Err(RegistryError::FeesExceeded.into()));
        assert_eq!(r.withdraw(0, 40), Err(RegistryError::ZeroAmount.into()));
        r.withdraw(40, 40).unwrap();
        assert_eq!(r.fees_withdrawn, 100);
    }
}
