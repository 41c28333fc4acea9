//! Which program must refuse with which error.

use anchor_lang::error::ErrorCode;
use solana_instruction::error::InstructionError;
use solana_pubkey::Pubkey;
use solana_transaction_error::TransactionError;
use spl_token_interface::error::TokenError as SplTokenError;
use twist_client::{chain::Rejection, programs};

/// An error together with the program that returned it: different programs use the same numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    program: Option<Pubkey>,
    error: TransactionError,
}

impl Refusal {
    /// The first instruction failed with `error`, in `program` itself or in a program that it called.
    #[must_use]
    pub fn new(program: Pubkey, error: InstructionError) -> Self {
        Self { program: Some(program), error: TransactionError::InstructionError(0, error) }
    }

    fn custom(program: Option<Pubkey>, code: u32) -> Self {
        Self { program, error: TransactionError::InstructionError(0, InstructionError::Custom(code)) }
    }

    /// The same, by `program` if it can be any program's.
    #[must_use]
    pub fn by_default(self, program: Pubkey) -> Self {
        Self { program: self.program.or(Some(program)), ..self }
    }
}

impl From<&Rejection> for Refusal {
    fn from(rejection: &Rejection) -> Self {
        Self { program: rejection.program, error: rejection.error.clone() }
    }
}

impl From<programs::twist_token::error::TwistTokenError> for Refusal {
    fn from(error: programs::twist_token::error::TwistTokenError) -> Self {
        Self::custom(Some(programs::twist_token::ID), error.into())
    }
}

impl From<programs::twist_campaign_registry::error::TwistCampaignRegistryError> for Refusal {
    fn from(error: programs::twist_campaign_registry::error::TwistCampaignRegistryError) -> Self {
        Self::custom(Some(programs::twist_campaign_registry::ID), error.into())
    }
}

impl From<programs::twist_rewards::error::TwistRewardsError> for Refusal {
    fn from(error: programs::twist_rewards::error::TwistRewardsError) -> Self {
        Self::custom(Some(programs::twist_rewards::ID), error.into())
    }
}

impl From<programs::twist_staking::error::TwistStakingError> for Refusal {
    fn from(error: programs::twist_staking::error::TwistStakingError) -> Self {
        Self::custom(Some(programs::twist_staking::ID), error.into())
    }
}

/// Anchor's own checks (constraints, account types), made by the instruction's program.
impl From<ErrorCode> for Refusal {
    fn from(error: ErrorCode) -> Self {
        Self::custom(None, error.into())
    }
}

/// SPL Token refused what the program asked of it.
impl From<SplTokenError> for Refusal {
    fn from(error: SplTokenError) -> Self {
        Self::custom(Some(spl_token_interface::ID), error as u32)
    }
}

/// The runtime or the instruction's program refused with an error that has a name instead of a number.
impl From<InstructionError> for Refusal {
    fn from(error: InstructionError) -> Self {
        Self { program: None, error: TransactionError::InstructionError(0, error) }
    }
}
