//! Fixed ports. Surfpool's SDK picks its own free ports, so a port asked for is served by passing its connections on.

use crate::LocalnetError;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

/// A bound port that does not answer yet.
#[derive(Debug)]
pub(crate) struct Reserved(std::net::TcpListener);

impl Reserved {
    /// Binds `port` on the loopback interface.
    ///
    /// # Errors
    /// [`LocalnetError::PortInUse`] when it is taken.
    pub(crate) fn bind(port: u16) -> Result<Self, LocalnetError> {
        let bind = || {
            let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
            listener.set_nonblocking(true)?;
            Ok(listener)
        };
        bind().map(Self).map_err(|source| LocalnetError::PortInUse { port, source })
    }

    /// Begins to pass connections on to `upstream`, on `runtime` and for as long as that lives. Returns the address
    /// that clients connect to.
    ///
    /// # Errors
    /// When the runtime cannot take the listener over.
    pub(crate) fn forward(self, runtime: &Runtime, upstream: SocketAddr) -> std::io::Result<SocketAddr> {
        let address = self.0.local_addr()?;
        let _guard = runtime.enter();
        let listener = TcpListener::from_std(self.0)?;
        runtime.spawn(async move {
            loop {
                // A client that is gone again before it was accepted is no reason to stop.
                let Ok((mut client, _)) = listener.accept().await else { continue };
                tokio::spawn(async move {
                    if let Ok(mut server) = TcpStream::connect(upstream).await {
                        // Either side may hang up at any time; the other then sees its connection end.
                        let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
                    }
                });
            }
        });
        Ok(address)
    }
}
