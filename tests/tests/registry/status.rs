//! Status bytes of accounts. The IDL has no enums that only accounts use, so they are restated here.

/// Of a campaign.
pub mod campaign {
    pub const DRAFT: u8 = 0;
    pub const ACTIVE: u8 = 1;
    pub const PAUSED: u8 = 2;
    pub const CLOSED: u8 = 3;
}

/// Of a publisher.
pub mod publisher {
    pub const CLAIMED: u8 = 0;
    pub const ACTIVE: u8 = 1;
    pub const SUSPENDED: u8 = 2;
}

/// Of an influencer.
pub mod influencer {
    pub const ACTIVE: u8 = 0;
    pub const SUSPENDED: u8 = 1;
}
