//! What the tests of this module share.

use solana_pubkey::Pubkey;
use twist_attention::{credit::Terms, device::DeviceId, vau::Vau};

use super::{Attributed, PoolShare, Referrer};

pub const DAY: i64 = 86_400;

/// Generous terms: 1,000 base units a second, of which 5 % are the fee.
pub fn terms() -> Terms {
    Terms {
        start: 0,
        end: 100 * DAY,
        rate_per_second: 1_000,
        min_attention_s: 1,
        max_seconds_per_viewer_day: 1_000,
        daily_cap: 10_000_000,
        budget: 100_000_000,
        viewer_bps: 5_000,
        publisher_bps: 3_000,
        influencer_bps: 1_500,
        fee_bps: 500,
    }
}

pub fn key(n: u8) -> Pubkey {
    Pubkey::new_from_array([n; 32])
}

/// Attention of `viewer` on the site of publisher 200, which `referrer` brought.
pub fn attended(viewer: u8, referrer: Option<u8>, at: i64, seconds: u32) -> Attributed {
    let host = referrer.map(|n| format!("host{n}.example"));
    Attributed {
        vau: Vau::new(DeviceId::new(&viewer.to_string(), "test"), [7; 32], host, at, seconds),
        viewer: key(viewer),
        publisher: key(200),
        influencer: referrer.map(|n| Referrer::alone(key(n))),
    }
}

/// Attention of `viewer`, which `referrer` brought, who shares with a pool: its number and its basis points.
pub fn pooled(viewer: u8, referrer: u8, (pool, share_bps): (u8, u16), at: i64, seconds: u32) -> Attributed {
    let pool = Some(PoolShare::new(key(pool), share_bps).unwrap());
    let influencer = Some(Referrer { payee: key(referrer), pool });
    Attributed { influencer, ..attended(viewer, Some(referrer), at, seconds) }
}
