//! Who is in charge, what is paused, what is on offer.

use twist_client::programs::twist_staking::error::TwistStakingError as Error;

use super::{Config, DEPLOYER, Fault, Model, Outcome, Pool, PoolId, Terms, Who, ensure, state::rent};

/// The pause bit: deposits.
const DEPOSITS: u8 = 1;
/// Bytes of the config's account.
const CONFIG_BYTES: i64 = 536;

impl Config {
    pub(super) fn deposits_paused(&self) -> bool {
        self.paused & DEPOSITS != 0
    }
}

impl Model {
    pub(super) fn initialize(
        &mut self,
        payer: Who,
        by: Who,
        authority: Option<Who>,
        guardian: Option<Who>,
        tiers: Vec<Terms>,
    ) -> Outcome {
        ensure(self.config.is_none(), Fault::Taken)?;
        ensure(by == DEPLOYER, Error::NotUpgradeAuthority)?;
        let authority = authority.ok_or(Error::InvalidAuthority)?;
        ensure(Terms::can_be_offered(&tiers), Error::InvalidTiers)?;
        self.config = Some(Config { authority, proposed: None, guardian, paused: 0, tiers, events: 1 });
        self.pay_lamports(payer, rent(CONFIG_BYTES));
        self.open_pool(payer, PoolId::GLOBAL, Pool::new(self.now, 0));
        Ok(())
    }

    /// The config, for an operation of `by`.
    fn governed_by(&mut self, by: Who) -> Result<&mut Config, Fault> {
        let config = self.config_mut()?;
        ensure(config.authority == by, Error::NotAuthority)?;
        config.events += 1;
        Ok(config)
    }

    pub(super) fn set_tiers(&mut self, by: Who, tiers: Vec<Terms>) -> Outcome {
        let config = self.governed_by(by)?;
        ensure(Terms::can_be_offered(&tiers), Error::InvalidTiers)?;
        config.tiers = tiers;
        Ok(())
    }

    pub(super) fn propose_authority(&mut self, by: Who, next: Option<Who>) -> Outcome {
        let config = self.governed_by(by)?;
        ensure(next.is_some() && next != Some(by), Error::InvalidAuthority)?;
        config.proposed = next;
        Ok(())
    }

    pub(super) fn accept_authority(&mut self, by: Who) -> Outcome {
        let config = self.config_mut()?;
        ensure(config.proposed == Some(by), Error::NotProposedAuthority)?;
        config.authority = by;
        config.proposed = None;
        config.events += 1;
        Ok(())
    }

    pub(super) fn cancel_authority(&mut self, by: Who) -> Outcome {
        let config = self.governed_by(by)?;
        ensure(config.proposed.is_some(), Error::NothingProposed)?;
        config.proposed = None;
        Ok(())
    }

    pub(super) fn set_guardian(&mut self, by: Who, guardian: Option<Who>) -> Outcome {
        self.governed_by(by)?.guardian = guardian;
        Ok(())
    }

    pub(super) fn pause(&mut self, by: Who, bits: u8) -> Outcome {
        let config = self.config_mut()?;
        ensure(by == config.authority || Some(by) == config.guardian, Error::NotAuthorityOrGuardian)?;
        ensure(bits == DEPOSITS && !config.deposits_paused(), Error::InvalidPauseBits)?;
        config.paused = DEPOSITS;
        config.events += 1;
        Ok(())
    }

    pub(super) fn unpause(&mut self, by: Who, bits: u8) -> Outcome {
        let config = self.governed_by(by)?;
        ensure(bits == DEPOSITS && config.deposits_paused(), Error::InvalidPauseBits)?;
        config.paused = 0;
        Ok(())
    }
}
