//! A localnet as its clients see it: over JSON-RPC and WebSocket.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use serde_json::{Value, json};
use solana_clock::Clock;
use solana_instruction::Instruction;
use solana_instruction::error::InstructionError;
use solana_keypair::Keypair;
use solana_loader_v3_interface::get_program_data_address;
use solana_loader_v3_interface::state::UpgradeableLoaderState;
use solana_pubkey::{Pubkey, pubkey};
use solana_pubsub_client::pubsub_client::PubsubClient;
use solana_rpc_client::rpc_client::RpcClient;
use solana_rpc_client_api::request::RpcRequest;
use solana_signer::Signer;
use solana_transaction::Transaction;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;
use twist_localnet::{Localnet, LocalnetConfig, LocalnetError, ProgramArtifact};

const CLOCK: Pubkey = pubkey!("SysvarC1ock11111111111111111111111111111111");
const COMPUTE_BUDGET: Pubkey = pubkey!("ComputeBudget111111111111111111111111111111");
/// Anchor's answer to an instruction that a program does not have (`InstructionFallbackNotFound`).
const NO_SUCH_INSTRUCTION: u32 = 101;

/// The token program, from where all tests take programs.
fn token() -> ProgramArtifact {
    let dir = std::env::var_os("TWIST_PROGRAMS_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../artifacts"), PathBuf::from);
    ProgramArtifact {
        name: "twist_token".into(),
        id: twist_program_kit::ids::TOKEN,
        so: dir.join("twist_token.so"),
    }
}

fn call(rpc: &RpcClient, method: &'static str, params: Value) -> Value {
    rpc.send(RpcRequest::Custom { method }, params).unwrap_or_else(|e| panic!("{method}: {e}"))
}

fn clock(rpc: &RpcClient) -> Clock {
    rpc.get_account(&CLOCK).unwrap().deserialize_data().unwrap()
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

#[test]
fn answers_health_and_funds_accounts() {
    let funded = Pubkey::new_unique();
    let config = LocalnetConfig {
        funded: vec![funded],
        lamports: 7_000_000_000,
        ..LocalnetConfig::new(Pubkey::new_unique())
    };
    let localnet = Localnet::start(config).unwrap();
    let rpc = RpcClient::new(localnet.rpc_url());

    assert_eq!(call(&rpc, "getHealth", json!([])), "ok");
    assert_eq!(rpc.get_balance(&funded).unwrap(), 7_000_000_000);
    call(&rpc, "requestAirdrop", json!([funded.to_string(), 1_000_000]));
    assert_eq!(rpc.get_balance(&funded).unwrap(), 7_001_000_000);
    localnet.stop().unwrap();
}

#[test]
fn deploys_through_the_upgradeable_loader() {
    let payer = Keypair::new();
    let authority = Pubkey::new_unique();
    let program = token();
    let config = LocalnetConfig {
        funded: vec![payer.pubkey()],
        programs: vec![program.clone()],
        ..LocalnetConfig::new(authority)
    };
    let localnet = Localnet::start(config).unwrap();
    let rpc = RpcClient::new(localnet.rpc_url());

    let data = rpc.get_account(&get_program_data_address(&program.id)).unwrap();
    assert_eq!(data.owner, pubkey!("BPFLoaderUpgradeab1e11111111111111111111111"));
    let UpgradeableLoaderState::ProgramData { upgrade_authority_address, .. } =
        data.deserialize_data().unwrap()
    else {
        panic!("not a program data account");
    };
    assert_eq!(upgrade_authority_address, Some(authority));
    assert_eq!(data.data[45..], std::fs::read(&program.so).unwrap());

    // Not only stored but run: the program itself refuses an instruction that it does not have.
    let instruction = Instruction::new_with_bytes(program.id, &[0xff; 8], vec![]);
    let blockhash = rpc.get_latest_blockhash().unwrap();
    let transaction =
        Transaction::new_signed_with_payer(&[instruction], Some(&payer.pubkey()), &[&payer], blockhash);
    let error = rpc.send_and_confirm_transaction(&transaction).unwrap_err().get_transaction_error();
    assert_eq!(
        error,
        Some(solana_transaction::TransactionError::InstructionError(
            0,
            InstructionError::Custom(NO_SUCH_INSTRUCTION)
        ))
    );
}

#[test]
fn travels_in_time_over_json_rpc() {
    let payer = Keypair::new();
    let config = LocalnetConfig { funded: vec![payer.pubkey()], ..LocalnetConfig::new(Pubkey::new_unique()) };
    let localnet = Localnet::start(config).unwrap();
    let rpc = RpcClient::new(localnet.rpc_url());
    let before = clock(&rpc);
    let target = before.unix_timestamp + 30 * 24 * 60 * 60;

    let epoch_info = call(&rpc, "surfnet_timeTravel", json!([{ "absoluteTimestamp": target * 1_000 }]));

    let after = clock(&rpc);
    assert!((target..target + 60).contains(&after.unix_timestamp), "{after:?}");
    assert!(after.slot > before.slot);
    assert!(after.slot >= epoch_info["absoluteSlot"].as_u64().unwrap());
    assert!(after.epoch > before.epoch);

    // The chain goes on from there.
    let limit = Instruction::new_with_bytes(COMPUTE_BUDGET, &[2, 0x40, 0x0d, 0x03, 0x00], vec![]);
    let blockhash = rpc.get_latest_blockhash().unwrap();
    let transaction =
        Transaction::new_signed_with_payer(&[limit], Some(&payer.pubkey()), &[&payer], blockhash);
    rpc.send_and_confirm_transaction(&transaction).unwrap();
    assert!(clock(&rpc).slot > after.slot);

    // And never back.
    let back = json!([{ "absoluteTimestamp": before.unix_timestamp * 1_000 }]);
    let refused = rpc.send::<Value>(RpcRequest::Custom { method: "surfnet_timeTravel" }, back);
    assert!(refused.is_err(), "{refused:?}");
}

#[test]
fn announces_slots_over_websocket() {
    let localnet = Localnet::start(LocalnetConfig::new(Pubkey::new_unique())).unwrap();
    let (_subscription, slots) = PubsubClient::slot_subscribe(localnet.ws_url()).unwrap();
    let next = || slots.recv_timeout(Duration::from_secs(10)).unwrap().slot;
    let first = next();
    assert!(next() > first);
}

#[test]
fn serves_requested_ports_and_frees_them() {
    let (rpc_port, ws_port) = (free_port(), free_port());
    let config = LocalnetConfig {
        rpc_port: Some(rpc_port),
        ws_port: Some(ws_port),
        ..LocalnetConfig::new(Pubkey::new_unique())
    };
    let localnet = Localnet::start(config).unwrap();
    assert_eq!(localnet.rpc_url(), format!("http://127.0.0.1:{rpc_port}"));
    assert_eq!(localnet.ws_url(), format!("ws://127.0.0.1:{ws_port}"));

    let rpc = RpcClient::new(localnet.rpc_url());
    assert_eq!(call(&rpc, "getHealth", json!([])), "ok");
    let (subscription, slots) = PubsubClient::slot_subscribe(localnet.ws_url()).unwrap();
    slots.recv_timeout(Duration::from_secs(10)).unwrap();

    drop((subscription, rpc));
    localnet.stop().unwrap();
    for port in [rpc_port, ws_port] {
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
    }
}

#[test]
fn starts_inside_an_async_runtime() {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        Localnet::start(LocalnetConfig::new(Pubkey::new_unique())).unwrap().stop().unwrap();
    });
}

#[test]
fn says_which_port_is_in_use() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let config = LocalnetConfig { ws_port: Some(port), ..LocalnetConfig::new(Pubkey::new_unique()) };
    let error = Localnet::start(config).unwrap_err();
    assert!(matches!(error, LocalnetError::PortInUse { port: p, .. } if p == port), "{error}");
    assert!(error.to_string().contains("choose another port"), "{error}");
}

#[test]
fn says_which_artifact_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let program = ProgramArtifact { so: dir.path().join("absent.so"), ..token() };
    let config = LocalnetConfig { programs: vec![program], ..LocalnetConfig::new(Pubkey::new_unique()) };
    let error = Localnet::start(config).unwrap_err();
    assert!(matches!(error, LocalnetError::Artifact { .. }), "{error}");
    assert!(error.to_string().contains("absent.so"), "{error}");
}

#[test]
fn refuses_a_file_that_is_no_program() {
    let dir = tempfile::tempdir().unwrap();
    let whole = std::fs::read(token().so).unwrap();
    for content in [b"not an ELF file".as_slice(), &whole[..whole.len() / 2]] {
        let so = dir.path().join("broken.so");
        std::fs::write(&so, content).unwrap();
        let program = ProgramArtifact { so, ..token() };
        let config = LocalnetConfig { programs: vec![program], ..LocalnetConfig::new(Pubkey::new_unique()) };
        let error = Localnet::start(config).unwrap_err();
        assert!(matches!(error, LocalnetError::Deploy { .. }), "{error}");
    }
}
