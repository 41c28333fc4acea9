//! A chain with JSON-RPC inside the test, our programs deployed.

use std::{fs, path::Path};

use solana_keypair::Keypair;
use solana_signer::Signer;
use twist_client::artifacts::{Artifacts, Program};
use twist_localnet::{Localnet, LocalnetConfig, ProgramArtifact};

/// Saves a key as `<name>.json` in `directory`; returns the file's path.
pub fn save(key: &Keypair, name: &str, directory: &Path) -> String {
    let path = directory.join(format!("{name}.json"));
    fs::write(&path, serde_json::to_string(&key.to_bytes().to_vec()).unwrap()).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A localnet with our programs, whose upgrade authority `payer` is, and has SOL.
pub fn start(payer: &Keypair) -> Localnet {
    let artifacts = Artifacts::load().unwrap();
    let programs = Program::ALL.map(|program| ProgramArtifact {
        name: program.name().to_owned(),
        id: program.id(),
        so: artifacts.path(program),
    });
    let config = LocalnetConfig {
        funded: vec![payer.pubkey()],
        programs: programs.into(),
        ..LocalnetConfig::new(payer.pubkey())
    };
    Localnet::start(config).unwrap()
}
