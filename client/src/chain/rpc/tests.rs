//! [`Rpc`] against a node that says what the test tells it to say.

use super::*;
use crate::chain::Submission;
use anchor_lang::solana_program::system_instruction;
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use solana_keypair::Keypair;
use solana_signature::Signature;
use solana_signer::Signer;
use std::{
    collections::{HashMap, HashSet},
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

/// A cluster with one block per request for a blockhash. It takes each transaction once.
#[derive(Default)]
struct Script {
    /// Blockhashes given out so far.
    blockhashes: u8,
    /// What `getBlockHeight` says.
    height: u64,
    /// Transactions that arrived, in order, as often as they were sent.
    arrived: Vec<Signature>,
    landed: HashSet<Signature>,
    /// How often each transaction must arrive before it lands.
    arrivals_needed: usize,
    /// What the next simulation fails with.
    simulation: Option<Value>,
    /// What transactions fail with on chain.
    failure: Option<Value>,
    /// The clock sysvar, and whether it can be moved.
    unix_timestamp: i64,
    time_travel: bool,
}

impl Script {
    fn answer(&mut self, method: &str, params: &Value) -> Value {
        let context = |value: Value| json!({ "result": { "context": { "slot": 7 }, "value": value } });
        match method {
            "getVersion" => json!({ "result": { "solana-core": "4.2.2", "feature-set": 1 } }),
            "getLatestBlockhash" => {
                self.blockhashes += 1;
                // Two requests in a row get the same one, as on a cluster.
                let blockhash = Pubkey::new_from_array([self.blockhashes.div_ceil(2); 32]).to_string();
                context(json!({ "blockhash": blockhash, "lastValidBlockHeight": 150 }))
            }
            "sendTransaction" => {
                let signature = signature_of(&params[0]);
                self.arrived.push(signature);
                if let Some(simulation) = self.simulation.take() {
                    return json!({ "error": { "code": -32002, "message": "failed", "data": simulation } });
                }
                let arrivals = self.arrived.iter().filter(|&&arrived| arrived == signature).count();
                if arrivals >= self.arrivals_needed {
                    self.landed.insert(signature);
                }
                json!({ "result": signature.to_string() })
            }
            "getBlockHeight" => json!({ "result": self.height }),
            "getSignatureStatuses" => {
                let statuses: Vec<_> = params[0].as_array().unwrap().iter().map(|s| self.status(s)).collect();
                context(json!(statuses))
            }
            "getTransaction" => json!({ "result": self.details() }),
            "getAccountInfo" => {
                let mut clock = vec![0; 40];
                clock[32..].copy_from_slice(&self.unix_timestamp.to_le_bytes());
                context(json!({
                    "data": [BASE64_STANDARD.encode(clock), "base64"], "executable": false, "lamports": 1,
                    "owner": Pubkey::default().to_string(), "rentEpoch": 0, "space": 40
                }))
            }
            "surfnet_timeTravel" if self.time_travel => {
                self.unix_timestamp = params[0]["absoluteTimestamp"].as_i64().unwrap() / 1_000;
                json!({ "result": {} })
            }
            _ => json!({ "error": { "code": -32601, "message": "Method not found" } }),
        }
    }

    fn status(&self, signature: &Value) -> Value {
        if !self.landed.contains(&signature.as_str().unwrap().parse().unwrap()) {
            return Value::Null;
        }
        json!({
            "slot": 7, "confirmations": 1, "err": null, "status": { "Ok": null },
            "confirmationStatus": "confirmed"
        })
    }

    fn details(&self) -> Value {
        // Accounts of the transfer below: payer, recipient, system program.
        let call = json!({ "programIdIndex": 2, "accounts": [], "data": "2j", "stackHeight": 2 });
        json!({
            "slot": 7, "blockTime": null, "transaction": ["", "base64"],
            "meta": {
                "err": self.failure, "status": { "Ok": null }, "fee": 5_000, "preBalances": [],
                "postBalances": [], "innerInstructions": [{ "index": 0, "instructions": [call] }],
                "logMessages": ["Program log: hello"], "computeUnitsConsumed": 150
            }
        })
    }
}

/// First signature of an encoded transaction: it begins after the number of signatures, a byte.
fn signature_of(transaction: &Value) -> Signature {
    let bytes = BASE64_STANDARD.decode(transaction.as_str().unwrap()).unwrap();
    Signature::try_from(&bytes[1..65]).unwrap()
}

/// Serves `script` for the rest of the test, and connects to it.
fn play(script: Script) -> (Rpc, Arc<Mutex<Script>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let script = Arc::new(Mutex::new(script));
    let served = Arc::clone(&script);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let script = Arc::clone(&served);
            thread::spawn(move || serve(stream.unwrap(), &script));
        }
    });
    (Rpc::connect(&url).unwrap(), script)
}

/// Answers JSON-RPC requests until the client hangs up.
fn serve(stream: TcpStream, script: &Mutex<Script>) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let request: Value = serde_json::from_slice(&body).unwrap();
        let mut answer =
            script.lock().unwrap().answer(request["method"].as_str().unwrap(), &request["params"]);
        answer["jsonrpc"] = json!("2.0");
        answer["id"] = request["id"].clone();
        let answer = answer.to_string();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            answer.len()
        );
        reader.get_mut().write_all(&[head.as_bytes(), answer.as_bytes()].concat()).unwrap();
    }
}

fn transfer(payer: &Keypair, lamports: u64) -> Submission<'_> {
    let to = Pubkey::new_from_array([9; 32]);
    Submission::new("transfer", system_instruction::transfer(&payer.pubkey(), &to, lamports), payer)
}

#[test]
fn an_unreachable_node_is_reported_at_once() {
    // Bound and closed again: nothing listens there.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{address}");
    let started = Instant::now();
    let error = Rpc::connect(&url).err().unwrap();
    assert!(matches!(error, ChainError::Unreachable { .. }), "{error:?}");
    assert!(error.to_string().contains(&url) && error.to_string().contains("twist localnet"), "{error}");
    assert!(started.elapsed() < Duration::from_secs(5));

    assert!(matches!(Rpc::connect("not a URL"), Err(ChainError::Unreachable { .. })));
}

#[test]
fn receipts_come_in_the_order_of_the_batch() {
    let (mut chain, script) = play(Script::default());
    let payer = Keypair::new();
    let batch: Vec<_> = (0..100).map(|lamports| transfer(&payer, lamports)).collect();
    let mut seen = Vec::new();
    let receipts = chain.send_all(&batch, &mut |done| seen.push(done)).unwrap();

    assert_eq!(seen, [64, 100]);
    let signatures: Vec<_> = receipts.iter().map(|receipt| receipt.signature).collect();
    let script = script.lock().unwrap();
    assert_eq!(script.arrived.len(), 100, "each was sent once");
    assert_eq!(script.landed, signatures.iter().copied().collect());
    let place: HashMap<_, _> = script.arrived.iter().zip(0..).collect();
    let first_window: Vec<i32> = signatures[..64].iter().map(|signature| place[signature]).collect();
    assert!(first_window.iter().all(|&place| place < 64), "{first_window:?}");

    let receipt = &receipts[0];
    assert_eq!((receipt.slot, receipt.compute_units, receipt.fee_lamports), (7, 150, 5_000));
    assert_eq!(receipt.logs, ["Program log: hello"]);
    let [inner] = &receipt.inner_instructions[..] else { panic!("{receipt:?}") };
    assert_eq!((inner.program_id, &inner.data[..]), (Pubkey::default(), &[100][..]));
}

#[test]
fn a_twin_waits_for_another_blockhash() {
    let (mut chain, script) = play(Script::default());
    let payer = Keypair::new();
    let first = chain.send(&transfer(&payer, 1)).unwrap();
    let second = chain.send(&transfer(&payer, 1)).unwrap();
    assert_ne!(first.signature, second.signature);
    let twins = chain.send_all(&[transfer(&payer, 2), transfer(&payer, 2)], &mut |_| {}).unwrap();
    assert_ne!(twins[0].signature, twins[1].signature);
    assert_eq!(script.lock().unwrap().landed.len(), 4);
}

#[test]
fn a_lost_transaction_is_sent_again_as_it_is() {
    let (mut chain, script) = play(Script { arrivals_needed: 2, ..Script::default() });
    let payer = Keypair::new();
    let receipt = chain.send(&transfer(&payer, 1)).unwrap();
    assert_eq!(script.lock().unwrap().arrived, [receipt.signature; 2]);
}

#[test]
fn a_transaction_is_signed_anew_only_after_it_expired() {
    let (mut chain, script) =
        play(Script { arrivals_needed: usize::MAX, height: 10_000, ..Script::default() });
    let payer = Keypair::new();
    let error = chain.send(&transfer(&payer, 1)).unwrap_err();
    assert!(matches!(error, ChainError::NotConfirmed { attempts: 3, .. }), "{error:?}");
    let script = script.lock().unwrap();
    assert_eq!(script.arrived.len(), 3);
    assert_eq!(script.arrived.iter().collect::<HashSet<_>>().len(), 3, "one signature per blockhash");
}

#[test]
fn a_failed_simulation_is_a_rejection() {
    let program = Pubkey::new_from_array([3; 32]);
    let simulation = json!({
        "err": { "InstructionError": [0, { "Custom": 6001 }] },
        "logs": [format!("Program {program} failed: custom program error: 0x1771")],
        "accounts": null, "unitsConsumed": 1
    });
    let (mut chain, script) = play(Script { simulation: Some(simulation), ..Script::default() });
    let payer = Keypair::new();
    let batch = [transfer(&payer, 1), transfer(&payer, 2)];
    let error = chain.send_all(&batch, &mut |_| {}).unwrap_err();
    let ChainError::Rejected(rejection) = error else { panic!("{error:?}") };
    assert_eq!((rejection.program, rejection.custom_code()), (Some(program), Some((0, 6001))));
    assert_eq!((rejection.label, rejection.signature), ("transfer", None));
    assert_eq!(script.lock().unwrap().landed.len(), 1, "the other one was not abandoned");
}

#[test]
fn a_failure_on_chain_is_a_rejection() {
    let failure = json!({ "InstructionError": [0, { "Custom": 6002 }] });
    let (mut chain, _script) = play(Script { failure: Some(failure), ..Script::default() });
    let payer = Keypair::new();
    let error = chain.send(&transfer(&payer, 1)).unwrap_err();
    let ChainError::Rejected(rejection) = error else { panic!("{error:?}") };
    assert_eq!(rejection.custom_code(), Some((0, 6002)));
    assert!(rejection.signature.is_some());
    assert_eq!(rejection.logs, ["Program log: hello"]);
}

#[test]
fn time_travels_where_the_node_can() {
    let (mut chain, _script) = play(Script { unix_timestamp: 1_000, time_travel: true, ..Script::default() });
    chain.advance_to(90_000).unwrap();
    assert_eq!(chain.now().unwrap(), 90_000);
    chain.advance_to(5).unwrap();
    assert_eq!(chain.now().unwrap(), 90_000, "time does not go back");
}

#[test]
fn elsewhere_only_a_near_moment_is_waited_for() {
    let (mut chain, script) = play(Script { unix_timestamp: 1_000, ..Script::default() });
    let error = chain.advance_to(90_000).unwrap_err();
    assert!(matches!(error, ChainError::CannotMoveTime { now: 1_000, target: 90_000, .. }), "{error:?}");

    let ticking = thread::spawn(move || {
        thread::sleep(Duration::from_millis(500));
        script.lock().unwrap().unix_timestamp = 1_002;
    });
    chain.advance_to(1_002).unwrap();
    ticking.join().unwrap();
    assert_eq!(chain.now().unwrap(), 1_002);
}
