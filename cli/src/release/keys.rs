//! The keys at hand.

use std::path::PathBuf;

use anyhow::{Context, Result};
use solana_keypair::Keypair;
use solana_signer::Signer;
use twist_release::apply::Keyring;

use super::target::LOCAL;
use crate::{cast::Cast, keypair_file};

/// Keys read from files; on a local cluster also those of its roles, which everybody knows.
pub struct Keys {
    payer: Keypair,
    others: Vec<Keypair>,
}

impl Keys {
    /// Reads the payer's and the signers' files.
    ///
    /// # Errors
    /// If a file is no key file, or there is no payer.
    pub fn read(cluster: &str, payer: Option<&PathBuf>, signers: &[PathBuf]) -> Result<Self> {
        let named = keypair_file::read(payer.map(PathBuf::as_path))?;
        let mut others = Vec::new();
        for path in signers {
            others.extend(keypair_file::read(Some(path))?);
        }
        if cluster == LOCAL {
            let cast = Cast::new(named, 0);
            others.extend([cast.authority, cast.guardian, cast.registrar, cast.treasury]);
            return Ok(Self { payer: cast.payer, others });
        }
        let payer = named.context("name the key file of whoever pays with --keypair")?;
        Ok(Self { payer, others })
    }

    /// Who pays.
    pub fn payer(&self) -> &Keypair {
        &self.payer
    }

    /// As the release crate takes them.
    pub fn ring(&self) -> Keyring<'_> {
        Keyring { payer: &self.payer, others: self.others.iter().map(|key| key as &dyn Signer).collect() }
    }
}
