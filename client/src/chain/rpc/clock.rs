//! A cluster's clock, and moving it where that is possible.

use super::{
    super::ChainError,
    node::{Node, POLL_INTERVAL},
};
use serde_json::{Value, json};
use solana_clock::Clock;
use solana_pubkey::{Pubkey, pubkey};
use solana_rpc_client_api::request::RpcRequest;
use std::{
    thread,
    time::{Duration, Instant},
};

/// Address of the Clock sysvar.
const CLOCK: Pubkey = pubkey!("SysvarC1ock11111111111111111111111111111111");

/// Moments up to this many seconds ahead are waited for when the clock can't be moved.
const NEAR: i64 = 120;

/// How much longer than that the cluster may take: its clock follows its validators', not ours.
const LAG: Duration = Duration::from_secs(30);

/// The cluster's time, in unix seconds.
pub(super) fn now(node: &Node) -> Result<i64, ChainError> {
    let response =
        node.ask("getAccountInfo", |client| client.get_account_with_commitment(&CLOCK, client.commitment()))?;
    let clock: Option<Clock> = response.value.and_then(|account| account.deserialize_data().ok());
    clock.map(|clock| clock.unix_timestamp).ok_or(ChainError::NoClock)
}

/// Moves the clock if the node can, otherwise waits if `target` is near.
pub(super) fn advance_to(node: &Node, target: i64) -> Result<(), ChainError> {
    let now = self::now(node)?;
    if now >= target {
        return Ok(());
    }
    let ahead = target.saturating_sub(now);
    let patience = match time_travel(node, target) {
        Ok(()) => LAG,
        Err(_) if ahead <= NEAR => LAG + Duration::from_secs(ahead.unsigned_abs()),
        Err(reason) => return Err(ChainError::CannotMoveTime { now, target, reason }),
    };
    let started = Instant::now();
    loop {
        let now = self::now(node)?;
        if now >= target {
            return Ok(());
        }
        if started.elapsed() > patience {
            let reason = format!("its clock did not get there within {} s", patience.as_secs());
            return Err(ChainError::CannotMoveTime { now, target, reason });
        }
        thread::sleep(POLL_INTERVAL);
    }
}

/// Asks for a jump to `target`. Only Surfpool's test chains can do that; the error is why this node did not.
fn time_travel(node: &Node, target: i64) -> Result<(), String> {
    let method = "surfnet_timeTravel";
    // The Clock sysvar counts seconds, this request milliseconds.
    let params = json!([{ "absoluteTimestamp": target.saturating_mul(1_000) }]);
    node.client()
        .send::<Value>(RpcRequest::Custom { method }, params)
        .map(|_epoch_info| ())
        .map_err(|error| error.to_string())
}
