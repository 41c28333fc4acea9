//! How an operation is refused.

use anchor_lang::error::ErrorCode;
use solana_instruction::error::InstructionError;
use spl_token_interface::error::TokenError;
use twist_client::programs::twist_staking::error::TwistStakingError;

use crate::Refusal;

/// Why nothing happened.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The program says so.
    Staking(TwistStakingError),
    /// Anchor says so, for the program.
    Anchor(ErrorCode),
    /// SPL Token says so.
    Token(TokenError),
    /// SPL Token finds no token account where one should be.
    NoTokenAccount,
    /// There is an account already where one was to be created.
    Taken,
}

/// Whether an operation is carried out.
pub type Outcome = Result<(), Fault>;

/// Refuses with `fault` unless `condition` holds.
///
/// # Errors
/// The fault.
pub fn ensure(condition: bool, fault: impl Into<Fault>) -> Outcome {
    if condition { Ok(()) } else { Err(fault.into()) }
}

impl Fault {
    /// What an account is that should be one of the program's and does not exist.
    pub const MISSING: Self = Self::Anchor(ErrorCode::AccountOwnedByWrongProgram);
    /// What Anchor says of a token account that does not exist.
    pub const UNOPENED: Self = Self::Anchor(ErrorCode::AccountNotInitialized);
}

impl From<TwistStakingError> for Fault {
    fn from(error: TwistStakingError) -> Self {
        Self::Staking(error)
    }
}

impl From<TokenError> for Fault {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        /// The system program's `AccountAlreadyInUse`.
        const IN_USE: InstructionError = InstructionError::Custom(0);
        match fault {
            Fault::Staking(error) => error.into(),
            Fault::Anchor(error) => error.into(),
            Fault::Token(error) => error.into(),
            Fault::NoTokenAccount => Self::new(spl_token_interface::ID, InstructionError::InvalidAccountData),
            Fault::Taken => Self::new(anchor_lang::system_program::ID, IN_USE),
        }
    }
}
