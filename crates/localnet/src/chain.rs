//! The thread that owns the chain from start to stop.

use crate::forward::Reserved;
use crate::{LocalnetConfig, LocalnetError, deploy};
use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;
use surfpool_sdk::{BlockProductionMode, Surfnet};
use tokio::runtime::Runtime;

/// How often events are drained, and the longest that a stop waits to be noticed.
const DRAIN_EVERY: Duration = Duration::from_millis(50);

/// Where a chain that is ready listens.
pub(crate) struct Urls {
    pub(crate) rpc: String,
    pub(crate) ws: String,
}

/// Starts the chain, reports on `ready`, and serves until `stop` is closed.
pub(crate) fn run(
    config: &LocalnetConfig,
    ready: &Sender<Urls>,
    stop: &Receiver<()>,
) -> Result<(), LocalnetError> {
    // What can be refused cheaply is refused before anything is started.
    let rpc_port = config.rpc_port.map(Reserved::bind).transpose()?;
    let ws_port = config.ws_port.map(Reserved::bind).transpose()?;
    let programs = config.programs.iter().map(deploy::read).collect::<Result<Vec<_>, _>>()?;

    // Multi-threaded: the SDK makes blocking RPC calls while it starts, which a current-thread runtime refuses.
    let runtime = Runtime::new().map_err(|e| LocalnetError::Chain(e.to_string()))?;
    let mut surfnet = runtime.block_on(
        Surfnet::builder()
            .offline(true)
            .block_production_mode(BlockProductionMode::Clock)
            .slot_time_ms(config.slot_time_ms.max(1))
            .airdrop_addresses(config.funded.clone())
            .airdrop_sol(config.lamports)
            .start(),
    )?;
    for (artifact, so) in config.programs.iter().zip(programs) {
        deploy::deploy(&surfnet, artifact, &so, config.upgrade_authority)?;
    }
    let urls = Urls {
        rpc: published(&runtime, rpc_port, "http", surfnet.rpc_url())?,
        ws: published(&runtime, ws_port, "ws", surfnet.ws_url())?,
    };
    // A caller that no longer listens has dropped `stop` too, which ends the loop below.
    let _ = ready.send(urls);

    while stop.recv_timeout(DRAIN_EVERY) == Err(RecvTimeoutError::Timeout) {
        // The event channel is bounded and the chain blocks on a full one: undrained it stands still within minutes.
        surfnet.events().try_iter().for_each(drop);
    }
    surfnet.stop()?;
    Ok(())
}

/// The URL that clients use: the chain's own, or a fixed port in front of it.
fn published(
    runtime: &Runtime,
    port: Option<Reserved>,
    scheme: &str,
    url: &str,
) -> Result<String, LocalnetError> {
    let Some(port) = port else { return Ok(url.to_owned()) };
    let upstream: SocketAddr = url
        .split_once("://")
        .and_then(|(_, address)| address.parse().ok())
        .ok_or_else(|| LocalnetError::Chain(format!("it announced the unusable URL {url}")))?;
    let address = port.forward(runtime, upstream).map_err(|e| LocalnetError::Chain(e.to_string()))?;
    Ok(format!("{scheme}://{address}"))
}
