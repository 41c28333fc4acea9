//! Who is paid for attention besides its viewer: publishers and influencers.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{config, event_authority, influencer, publisher};
use crate::{
    instruction::instruction,
    programs::twist_campaign_registry::{
        ID,
        client::{accounts, args},
        types::{RegisterInfluencerArgs, UpdateInfluencerArgs},
    },
};

/// Claims a site for `owner`, who signs. `site_hash` is the SHA-256 of its domain name; see `docs/PROGRAMS.md`.
#[must_use]
pub fn register_publisher(
    payer: &Pubkey,
    owner: &Pubkey,
    site_hash: [u8; 32],
    payout_owner: &Pubkey,
) -> Instruction {
    let accounts = accounts::RegisterPublisher {
        payer: *payer,
        owner: *owner,
        config: config(),
        publisher: publisher(&site_hash, owner),
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::RegisterPublisher { site_hash, payout_owner: *payout_owner })
}

/// Lets the claimed site `publisher` earn until `verified_until` (Unix seconds); registrar and owner sign.
#[must_use]
pub fn verify_publisher(
    registrar: &Pubkey,
    owner: &Pubkey,
    publisher: &Pubkey,
    verified_until: i64,
) -> Instruction {
    let accounts = accounts::VerifyPublisher {
        registrar: *registrar,
        owner: *owner,
        config: config(),
        publisher: *publisher,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::VerifyPublisher { verified_until })
}

/// Changes who is paid for a site; its owner signs.
#[must_use]
pub fn update_publisher(owner: &Pubkey, publisher: &Pubkey, payout_owner: &Pubkey) -> Instruction {
    let accounts = accounts::UpdatePublisher {
        owner: *owner,
        config: config(),
        publisher: *publisher,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::UpdatePublisher { payout_owner: *payout_owner })
}

/// Stops a publisher from earning; `moderator` is the registrar, the authority or the guardian.
#[must_use]
pub fn suspend_publisher(moderator: &Pubkey, publisher: &Pubkey) -> Instruction {
    let accounts = accounts::SuspendPublisher {
        moderator: *moderator,
        config: config(),
        publisher: *publisher,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::SuspendPublisher)
}

/// Gives a publisher back the status it had; `moderator` is the registrar or the authority.
#[must_use]
pub fn reinstate_publisher(moderator: &Pubkey, publisher: &Pubkey) -> Instruction {
    let accounts = accounts::ReinstatePublisher {
        moderator: *moderator,
        config: config(),
        publisher: *publisher,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ReinstatePublisher)
}

/// Registers `wallet`, which signs, as an influencer.
#[must_use]
pub fn register_influencer(payer: &Pubkey, wallet: &Pubkey, args: RegisterInfluencerArgs) -> Instruction {
    let accounts = accounts::RegisterInfluencer {
        payer: *payer,
        wallet: *wallet,
        config: config(),
        influencer: influencer(wallet),
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::RegisterInfluencer { args })
}

/// Changes an influencer's payout owner, pool and share; what is worse for the pool's stakers waits.
#[must_use]
pub fn update_influencer(wallet: &Pubkey, args: UpdateInfluencerArgs) -> Instruction {
    let accounts = accounts::UpdateInfluencer {
        wallet: *wallet,
        config: config(),
        influencer: influencer(wallet),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::UpdateInfluencer { args })
}

/// Puts an influencer's pending pool and share into force after the notice; anyone.
#[must_use]
pub fn apply_influencer_update(wallet: &Pubkey) -> Instruction {
    let accounts = accounts::ApplyInfluencerUpdate {
        config: config(),
        influencer: influencer(wallet),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ApplyInfluencerUpdate)
}

/// Stops an influencer from earning; `moderator` is the registrar, the authority or the guardian.
#[must_use]
pub fn suspend_influencer(moderator: &Pubkey, wallet: &Pubkey) -> Instruction {
    let accounts = accounts::SuspendInfluencer {
        moderator: *moderator,
        config: config(),
        influencer: influencer(wallet),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::SuspendInfluencer)
}

/// Lets a suspended influencer earn again; `moderator` is the registrar or the authority.
#[must_use]
pub fn reinstate_influencer(moderator: &Pubkey, wallet: &Pubkey) -> Instruction {
    let accounts = accounts::ReinstateInfluencer {
        moderator: *moderator,
        config: config(),
        influencer: influencer(wallet),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ReinstateInfluencer)
}
