//! Key files as Solana's tools write them: a JSON array of 64 numbers.

use std::path::Path;

use anyhow::{Result, anyhow};
use solana_keypair::{Keypair, read_keypair_file};

/// Reads the key in `path`, if one is named.
pub fn read(path: Option<&Path>) -> Result<Option<Keypair>> {
    path.map(|path| {
        read_keypair_file(path).map_err(|error| {
            anyhow!(
                "{} is not a usable key file ({error}); name a JSON array of 64 numbers as solana-keygen writes it",
                path.display()
            )
        })
    })
    .transpose()
}
