//! Accounts of this program and the rules they keep, apart from the instructions that change them.

mod campaign;
mod config;
mod draw;
mod influencer;
mod mint_rule;
mod publisher;
mod refund;
mod terms;

pub use campaign::{Campaign, CampaignStatus};
pub use config::RegistryConfig;
pub use draw::DrawQuote;
pub use influencer::{Influencer, InfluencerStatus};
pub use mint_rule::MintRule;
pub use publisher::{Publisher, PublisherStatus};
pub use terms::CampaignTerms;
