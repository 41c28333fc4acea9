//! An instruction with one thing changed, for tests of what must be refused.

use anchor_lang::error::ErrorCode;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use crate::World;

/// Changes one thing of an instruction.
pub trait Variation {
    /// The same with `other` wherever it has `account`.
    #[must_use]
    fn with(self, account: &Pubkey, other: &Pubkey) -> Self;

    /// The same without `signer`'s signature.
    #[must_use]
    fn unsigned(self, signer: &Pubkey) -> Self;
}

impl Variation for Instruction {
    #[track_caller]
    fn with(mut self, account: &Pubkey, other: &Pubkey) -> Self {
        let places: Vec<_> = self.accounts.iter_mut().filter(|meta| meta.pubkey == *account).collect();
        assert!(!places.is_empty(), "{account} is not an account of the instruction");
        for place in places {
            place.pubkey = *other;
        }
        self
    }

    #[track_caller]
    fn unsigned(mut self, signer: &Pubkey) -> Self {
        let signatures: Vec<_> =
            self.accounts.iter_mut().filter(|meta| meta.pubkey == *signer && meta.is_signer).collect();
        assert!(!signatures.is_empty(), "{signer} does not sign the instruction");
        for signature in signatures {
            signature.is_signer = false;
        }
        self
    }
}

impl World {
    /// Asserts that `instruction` needs each of its signatures: without any one of them Anchor refuses it.
    #[track_caller]
    pub fn needs_every_signature(&mut self, instruction: &Instruction) {
        let signers: Vec<_> =
            instruction.accounts.iter().filter(|meta| meta.is_signer).map(|meta| meta.pubkey).collect();
        assert!(!signers.is_empty(), "nobody signs this instruction");
        for signer in signers {
            self.refuses(instruction.clone().unsigned(&signer), ErrorCode::AccountNotSigner);
        }
    }
}
