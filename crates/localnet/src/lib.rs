//! An embedded Solana chain with real JSON-RPC and WebSocket endpoints.
//!
//! [`Localnet::start`] runs a [Surfpool](https://docs.surfpool.run) instance inside this process, deploys programs to
//! their declared ids through the upgradeable loader, and serves until [`Localnet::stop`] or drop. Nothing is fetched
//! from another cluster, and nothing is written to disk.
//!
//! Beyond the standard RPC methods a client can move time over plain JSON-RPC:
//! `surfnet_timeTravel` with `[{"absoluteTimestamp": <Unix time in milliseconds>}]`. Time only moves forward; the slot
//! moves with it, by the slot time, and the `Clock` sysvar follows at once.

mod chain;
mod config;
mod deploy;
mod error;
mod forward;

pub use config::{LocalnetConfig, ProgramArtifact};
pub use error::LocalnetError;

use std::sync::mpsc;
use std::thread::JoinHandle;

/// A running chain. Dropping it stops it.
#[derive(Debug)]
pub struct Localnet {
    rpc_url: String,
    ws_url: String,
    /// `Some` until stopped.
    running: Option<Running>,
}

/// The chain's thread, which ends when `stop` is dropped.
#[derive(Debug)]
struct Running {
    stop: mpsc::Sender<()>,
    thread: JoinHandle<Result<(), LocalnetError>>,
}

impl Running {
    fn end(self) -> Result<(), LocalnetError> {
        drop(self.stop);
        let panicked = |_| Err(LocalnetError::Chain("its thread panicked (see above)".into()));
        self.thread.join().unwrap_or_else(panicked)
    }
}

impl Localnet {
    /// Starts a chain, funds `config.funded`, deploys `config.programs`, and returns once all of that is visible over
    /// JSON-RPC. Blocks for about a second; may be called from inside or outside an async runtime.
    ///
    /// # Errors
    /// [`LocalnetError::PortInUse`] when a requested port is taken, [`LocalnetError::Artifact`] when a program's file
    /// cannot be read, [`LocalnetError::Deploy`] when a program did not end up on chain as asked, and
    /// [`LocalnetError::Chain`] when the chain itself does not come up.
    pub fn start(config: LocalnetConfig) -> Result<Self, LocalnetError> {
        let (ready_tx, ready_rx) = mpsc::channel();
        let (stop, stopped) = mpsc::channel();
        // A thread of its own: the chain needs its events drained for as long as it lives, and owns a runtime that
        // could be neither entered nor dropped inside a caller's.
        let thread = std::thread::Builder::new()
            .name("twist-localnet".into())
            .spawn(move || chain::run(&config, &ready_tx, &stopped))
            .map_err(|e| LocalnetError::Chain(e.to_string()))?;
        let running = Running { stop, thread };
        match ready_rx.recv() {
            Ok(urls) => Ok(Self { rpc_url: urls.rpc, ws_url: urls.ws, running: Some(running) }),
            // The thread ended before it was ready; what it returned says why.
            Err(mpsc::RecvError) => Err(match running.end() {
                Err(error) => error,
                Ok(()) => LocalnetError::Chain("it ended before it was ready".into()),
            }),
        }
    }

    /// The JSON-RPC endpoint, for example `http://127.0.0.1:8899`.
    #[must_use]
    pub fn rpc_url(&self) -> &str {
        &self.rpc_url
    }

    /// The WebSocket endpoint, for example `ws://127.0.0.1:8900`.
    #[must_use]
    pub fn ws_url(&self) -> &str {
        &self.ws_url
    }

    /// Stops the chain and waits until its ports are free. Dropping does the same, but cannot report a failure.
    ///
    /// # Errors
    /// [`LocalnetError::Chain`] when the servers do not confirm within five seconds.
    pub fn stop(mut self) -> Result<(), LocalnetError> {
        self.shut_down()
    }

    fn shut_down(&mut self) -> Result<(), LocalnetError> {
        self.running.take().map_or(Ok(()), Running::end)
    }
}

impl Drop for Localnet {
    fn drop(&mut self) {
        // Nobody is left to tell, and the process's end frees the ports anyway.
        let _ = self.shut_down();
    }
}
