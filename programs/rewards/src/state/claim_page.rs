//! What 1,024 payees have been paid, and the page root that their claims prove against.

use anchor_lang::prelude::*;
use twist_merkle_sum::{Node, NodeWire, PAGE_LEVELS, climb, leaf, page_of, slot_of};
use twist_program_kit::event::EventHeader;

use super::Distribution;
use crate::{constants::SLOTS, error::RewardsError};

/// A page's root in one epoch, proven once against that epoch's root.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CachedRoot {
    /// The epoch; 0 when nothing is cached.
    pub epoch: u64,
    /// Hash of the page's root node.
    pub hash: [u8; 32],
    /// Everything this page's payees ever earned up to that epoch, base units.
    pub sum: u64,
}

impl CachedRoot {
    fn is(&self, node: &Node) -> bool {
        self.hash == node.hash && self.sum == node.sum
    }
}

/// Payments to payees `page * 1024 ..` (PDA `["page", distribution, page]`). A new claimant costs eight bytes of rent, prepaid
/// by whoever opened the page.
#[account(zero_copy)]
#[derive(Debug)]
pub struct ClaimPage {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// Explicit padding.
    pub _padding: [u8; 2],
    /// Page number.
    pub page: u32,
    /// The distribution this page is of.
    pub distribution: Pubkey,
    /// Events so far.
    pub event_seq: u64,
    /// Everything paid out of this page, base units: the sum of `slots`.
    pub claimed: u64,
    /// Who gets the rent back in the end.
    pub rent_payer: Pubkey,
    /// Newest cached root.
    pub current: CachedRoot,
    /// The one before, so that proofs do not go stale in flight.
    pub previous: CachedRoot,
    /// Room for later versions (circuit breaker).
    pub reserved: [u8; 64],
    /// Per payee: what it was paid so far, base units.
    pub slots: [u64; SLOTS],
}

const _: () = assert!(size_of::<ClaimPage>() == 248 + 8 * SLOTS);

/// A claim's proof data, as verified by [`ClaimPage::claim`].
pub struct Opening<'a> {
    /// The payee's index.
    pub index: u32,
    /// Who is paid.
    pub payee: &'a Pubkey,
    /// What the payee earned in all, base units.
    pub cumulative: u64,
    /// Siblings from the leaf to the page's root.
    pub proof: &'a [NodeWire],
}

impl ClaimPage {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Counts and stamps this account's next event.
    pub fn next_event(&mut self, clock: &Clock) -> Result<EventHeader> {
        EventHeader::next(clock, &mut self.event_seq).ok_or_else(|| error!(RewardsError::Overflow))
    }

    /// Caches the page's root in the distribution's current epoch, already proven. What was cached moves back if it is of the
    /// distribution's previous epoch, else it is forgotten.
    pub fn refresh(&mut self, distribution: &Distribution, page_root: &Node) {
        self.previous = if self.current.epoch == distribution.previous.epoch {
            self.current
        } else {
            CachedRoot::default()
        };
        self.current =
            CachedRoot { epoch: distribution.current.epoch, hash: page_root.hash, sum: page_root.sum };
    }

    /// Verifies an opening against a page root of one of the distribution's last two epochs, records the payment and returns
    /// what is due.
    pub fn claim(&mut self, address: &Pubkey, distribution: &Distribution, opening: &Opening) -> Result<u64> {
        let Opening { index, payee, cumulative, proof } = *opening;
        require!(page_of(index) == self.page, RewardsError::WrongPage);
        let slot = slot_of(index);

        require!(proof.len() == usize::from(PAGE_LEVELS), RewardsError::InvalidProof);
        let start = leaf(address.as_array(), index, payee.as_array(), cumulative);
        let position = u32::try_from(slot).map_err(|_| RewardsError::InvariantBroken)?;
        let reached = climb(start, position, proof).map_err(|_| RewardsError::InvalidProof)?;
        let live = |root: &CachedRoot| {
            root.epoch != 0
                && (root.epoch == distribution.current.epoch || root.epoch == distribution.previous.epoch)
        };
        require!(live(&self.current) || live(&self.previous), RewardsError::PageStale);
        require!(
            [&self.current, &self.previous].into_iter().any(|root| live(root) && root.is(&reached)),
            RewardsError::InvalidProof
        );

        let paid = self.slots.get_mut(slot).ok_or(RewardsError::InvariantBroken)?;
        let due = cumulative.checked_sub(*paid).filter(|due| *due > 0).ok_or(RewardsError::NothingDue)?;
        *paid = cumulative;
        self.claimed = self.claimed.checked_add(due).ok_or(RewardsError::Overflow)?;
        // Promise 2, seen from one page: no more leaves it than the agreed root put in.
        require!(self.claimed <= self.current.sum, RewardsError::InvariantBroken);
        Ok(due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Root;
    use twist_merkle_sum::Tree;

    const ADDRESS: Pubkey = Pubkey::new_from_array([9; 32]);

    fn payee(n: u8) -> Pubkey {
        Pubkey::new_from_array([n; 32])
    }

    /// A page of which everything is zero but what a test sets.
    fn page() -> Box<ClaimPage> {
        bytemuck::allocation::zeroed_box()
    }

    struct Epoch {
        tree: Tree,
        amounts: Vec<u64>,
    }

    impl Epoch {
        fn new(amounts: &[u64]) -> Self {
            let leaves = amounts.iter().enumerate().map(|(i, amount)| ([i as u8 + 1; 32], *amount));
            Self { tree: Tree::build(ADDRESS.as_array(), leaves).unwrap(), amounts: amounts.to_vec() }
        }

        fn land(&self, distribution: &mut Distribution, page: &mut ClaimPage) {
            let root = self.tree.root();
            distribution.previous = distribution.current;
            distribution.current = Root {
                epoch: distribution.current.epoch + 1,
                hash: root.hash,
                total: root.sum,
                ..Root::default()
            };
            page.refresh(distribution, &self.tree.page_root(0).unwrap());
        }

        fn claim(&self, index: u32, distribution: &Distribution, page: &mut ClaimPage) -> Result<u64> {
            let proof = self.tree.leaf_proof(index).unwrap().map(|node| node.to_wire());
            let cumulative = self.amounts[index as usize];
            let payee = payee(index as u8 + 1);
            page.claim(&ADDRESS, distribution, &Opening { index, payee: &payee, cumulative, proof: &proof })
        }
    }

    #[test]
    fn a_claim_pays_the_difference_once() {
        let (mut d, mut p): (Distribution, _) = (bytemuck::Zeroable::zeroed(), page());
        let first = Epoch::new(&[10, 20]);
        first.land(&mut d, &mut p);
        assert_eq!(first.claim(1, &d, &mut p).unwrap(), 20);
        assert_eq!(first.claim(1, &d, &mut p), Err(RewardsError::NothingDue.into()));
        let second = Epoch::new(&[10, 25]);
        second.land(&mut d, &mut p);
        assert_eq!(second.claim(1, &d, &mut p).unwrap(), 5);
        assert_eq!(p.claimed, 25);
    }

    #[test]
    fn the_previous_root_is_still_good_and_the_one_before_is_not() {
        let (mut d, mut p): (Distribution, _) = (bytemuck::Zeroable::zeroed(), page());
        let [first, second, third] = [Epoch::new(&[10]), Epoch::new(&[11]), Epoch::new(&[12])];
        first.land(&mut d, &mut p);
        second.land(&mut d, &mut p);
        assert_eq!(first.claim(0, &d, &mut p).unwrap(), 10);
        third.land(&mut d, &mut p);
        assert_eq!(first.claim(0, &d, &mut p), Err(RewardsError::InvalidProof.into()));
        assert_eq!(second.claim(0, &d, &mut p).unwrap(), 1);
        assert_eq!(third.claim(0, &d, &mut p).unwrap(), 1);
    }

    #[test]
    fn a_page_that_missed_two_epochs_is_stale() {
        let (mut d, mut p): (Distribution, _) = (bytemuck::Zeroable::zeroed(), page());
        let epoch = Epoch::new(&[10]);
        epoch.land(&mut d, &mut p);
        d.current.epoch += 2;
        d.previous.epoch = d.current.epoch - 1;
        assert_eq!(epoch.claim(0, &d, &mut p), Err(RewardsError::PageStale.into()));
    }

    #[test]
    fn an_index_of_another_page_is_refused() {
        let (mut d, mut p): (Distribution, _) = (bytemuck::Zeroable::zeroed(), page());
        let epoch = Epoch::new(&[10]);
        epoch.land(&mut d, &mut p);
        p.page = 1;
        assert_eq!(epoch.claim(0, &d, &mut p), Err(RewardsError::WrongPage.into()));
    }
}
