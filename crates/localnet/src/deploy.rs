//! Deploying to a declared id, without that id's keypair.

use crate::{LocalnetError, ProgramArtifact};
use serde_json::{Value, json};
use solana_account::Account;
use solana_loader_v3_interface::get_program_data_address;
use solana_loader_v3_interface::state::UpgradeableLoaderState;
use solana_pubkey::Pubkey;
use surfpool_sdk::cheatcodes::builders::CheatcodeBuilder;
use surfpool_sdk::{SimnetEvent, Surfnet};

/// The bytes of a program.
pub(crate) fn read(artifact: &ProgramArtifact) -> Result<Vec<u8>, LocalnetError> {
    std::fs::read(&artifact.so).map_err(|source| LocalnetError::Artifact {
        name: artifact.name.clone(),
        path: artifact.so.clone(),
        source,
    })
}

/// Surfpool's `surfnet_writeProgram`: writes the pair of accounts that the upgradeable loader keeps for a program.
///
/// The SDK's own `DeployProgram` does not pass an upgrade authority, which leaves the system program in its place: then
/// nobody could sign an `initialize` that asks for the upgrade authority.
struct WriteProgram<'a> {
    id: Pubkey,
    so: &'a [u8],
    upgrade_authority: Pubkey,
}

impl CheatcodeBuilder for WriteProgram<'_> {
    const METHOD: &'static str = "surfnet_writeProgram";

    fn build(self) -> Value {
        const OFFSET: u32 = 0;
        json!([self.id.to_string(), hex::encode(self.so), OFFSET, self.upgrade_authority.to_string()])
    }
}

/// Deploys `so` to `artifact.id`, then reads it back.
pub(crate) fn deploy(
    surfnet: &Surfnet,
    artifact: &ProgramArtifact,
    so: &[u8],
    upgrade_authority: Pubkey,
) -> Result<(), LocalnetError> {
    let failed =
        |reason: String| LocalnetError::Deploy { name: artifact.name.clone(), id: artifact.id, reason };
    surfnet
        .cheatcodes()
        .execute(WriteProgram { id: artifact.id, so, upgrade_authority })
        .map_err(|e| failed(e.to_string()))?;
    if let Some(reason) = refusal(surfnet, artifact.id) {
        return Err(failed(reason));
    }
    let rpc = surfnet.rpc_client();
    let fetch = |key: &Pubkey| rpc.get_account(key).map_err(|e| failed(e.to_string()));
    let program = fetch(&artifact.id)?;
    let data = fetch(&get_program_data_address(&artifact.id))?;
    check(artifact.id, &program, &data, so, upgrade_authority).map_err(failed)
}

/// Why the virtual machine would not load the program at `id`, if it would not.
///
/// `surfnet_writeProgram` succeeds all the same, since a program may arrive in several writes; the log alone tells.
fn refusal(surfnet: &Surfnet, id: Pubkey) -> Option<String> {
    let prefix = format!("Program cache update deferred for {id}: ");
    surfnet.events().try_iter().find_map(|event| match event {
        SimnetEvent::InfoLog(_, message) => message.strip_prefix(&prefix).map(str::to_owned),
        _ => None,
    })
}

/// Whether the two accounts are what the upgradeable loader would have made of `so`. The error says what is wrong.
fn check(
    id: Pubkey,
    program: &Account,
    data: &Account,
    so: &[u8],
    upgrade_authority: Pubkey,
) -> Result<(), String> {
    let state = |account: &Account| account.deserialize_data::<UpgradeableLoaderState>();
    if !program.executable {
        return Err("its account is not executable".into());
    }
    match state(program) {
        Ok(UpgradeableLoaderState::Program { programdata_address })
            if programdata_address == get_program_data_address(&id) => {}
        other => return Err(format!("its account does not point to its program data but holds {other:?}")),
    }
    match state(data) {
        Ok(UpgradeableLoaderState::ProgramData { upgrade_authority_address, .. })
            if upgrade_authority_address == Some(upgrade_authority) => {}
        other => return Err(format!("its upgrade authority should be {upgrade_authority}, found {other:?}")),
    }
    if data.data.get(UpgradeableLoaderState::size_of_programdata_metadata()..) != Some(so) {
        return Err("the code on chain differs from the file".into());
    }
    Ok(())
}
