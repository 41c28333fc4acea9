//! `twist localnet`: an embedded chain with JSON-RPC and WebSocket.

use std::process::ExitCode;

use anyhow::Result;

use crate::{args::LocalnetArgs, output::Reporter};

/// Says how to get a `twist` that has a localnet: its dependencies take long to compile, and most commands need none of them.
#[cfg(not(feature = "localnet"))]
pub fn run(_args: &LocalnetArgs, _reporter: &Reporter) -> Result<ExitCode> {
    anyhow::bail!(
        "this twist was built without the localnet, whose dependencies take long to compile; build it with \
         `cargo run -p twist-cli --features localnet -- localnet`"
    )
}

/// Starts the chain, prints its URLs and stays up until interrupted.
#[cfg(feature = "localnet")]
pub fn run(args: &LocalnetArgs, reporter: &Reporter) -> Result<ExitCode> {
    use anyhow::Context;
    use solana_signer::Signer;
    use twist_client::artifacts::Program;
    use twist_localnet::{Localnet, LocalnetConfig, ProgramArtifact};

    use crate::{cast::default_payer, demo::load_artifacts, keypair_file};

    let authority = keypair_file::read(args.keypair.as_deref())?.unwrap_or_else(default_payer).pubkey();
    let artifacts = load_artifacts(reporter)?;
    let programs = Program::ALL.map(|program| ProgramArtifact {
        name: program.name().to_owned(),
        id: program.id(),
        so: artifacts.path(program),
    });
    let localnet = Localnet::start(LocalnetConfig {
        rpc_port: Some(args.rpc_port),
        ws_port: Some(args.ws_port),
        funded: vec![authority],
        programs: programs.into(),
        ..LocalnetConfig::new(authority)
    })?;
    let mut text = format!(
        "JSON-RPC                 {}\nWebSocket                {}\n",
        localnet.rpc_url(),
        localnet.ws_url()
    );
    for program in Program::ALL {
        text += &format!("{:<24} {}\n", program.name(), program.id());
    }
    reporter.result(&format!("{text}upgrade authority        {authority}\n"))?;
    reporter.step(&format!(
        "Running; try `twist demo --url {}` in another terminal. Ctrl-C stops it.",
        localnet.rpc_url()
    ));
    let runtime = tokio::runtime::Runtime::new().context("cannot start the signal handler")?;
    runtime.block_on(tokio::signal::ctrl_c()).context("cannot listen for Ctrl-C")?;
    reporter.step("Stopping");
    localnet.stop()?;
    Ok(ExitCode::SUCCESS)
}
