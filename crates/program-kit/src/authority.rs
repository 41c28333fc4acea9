//! A program's one admin key, handed over in two steps so that a typo cannot lock a program for ever.

use anchor_lang::prelude::*;

/// The key in charge, and the one that may take over by signing for it.
#[zero_copy]
#[derive(Debug, PartialEq, Eq)]
pub struct AuthorityPair {
    /// Who is in charge.
    pub current: Pubkey,
    /// Who may accept; the zero key when nobody may.
    pub proposed: Pubkey,
}

impl AuthorityPair {
    /// A pair with nobody proposed.
    #[must_use]
    pub const fn new(current: Pubkey) -> Self {
        Self { current, proposed: Pubkey::new_from_array([0; 32]) }
    }

    /// Names a successor. `false` (and nothing changes) for the zero key and for the key already in charge.
    #[must_use]
    pub fn propose(&mut self, next: Pubkey) -> bool {
        let sensible = next != Pubkey::default() && next != self.current;
        if sensible {
            self.proposed = next;
        }
        sensible
    }

    /// Hands over to `who`. `false` (and nothing changes) when `who` is not the one proposed.
    #[must_use]
    pub fn accept(&mut self, who: &Pubkey) -> bool {
        let proposed = *who != Pubkey::default() && *who == self.proposed;
        if proposed {
            *self = Self::new(*who);
        }
        proposed
    }

    /// Takes a proposal back. `false` when there is none.
    #[must_use]
    pub fn cancel(&mut self) -> bool {
        let pending = self.proposed != Pubkey::default();
        self.proposed = Pubkey::default();
        pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hand_over_takes_both_steps() {
        let (a, b) = (Pubkey::new_unique(), Pubkey::new_unique());
        let mut pair = AuthorityPair::new(a);
        assert!(!pair.accept(&b), "nobody was proposed");
        assert!(pair.propose(b));
        assert_eq!(pair.current, a, "proposing changes nothing yet");
        assert!(!pair.accept(&a));
        assert!(pair.accept(&b));
        assert_eq!(pair, AuthorityPair::new(b));
    }

    #[test]
    fn the_zero_key_can_neither_be_proposed_nor_accept() {
        let mut pair = AuthorityPair::new(Pubkey::new_unique());
        assert!(!pair.propose(Pubkey::default()));
        assert!(!pair.accept(&Pubkey::default()));
    }

    #[test]
    fn cancelling_needs_a_proposal() {
        let mut pair = AuthorityPair::new(Pubkey::new_unique());
        assert!(!pair.cancel());
        assert!(pair.propose(Pubkey::new_unique()));
        assert!(pair.cancel());
        assert_eq!(pair.proposed, Pubkey::default());
    }
}
