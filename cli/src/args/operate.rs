//! Arguments of the operators' commands, and what their long help says.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use solana_pubkey::Pubkey;

use super::ClusterArgs;

/// Which chain to look at, and how to answer.
#[derive(Debug, clap::Args)]
pub struct LookArgs {
    #[command(flatten)]
    pub target: ClusterArgs,
    /// Print one JSON object on stdout instead of text
    #[arg(long)]
    pub json: bool,
}

/// Which chain to change, who signs, and whether they have agreed already.
#[derive(Debug, clap::Args)]
pub struct OperatorArgs {
    #[command(flatten)]
    pub look: LookArgs,
    /// Key file of whoever pays, and signs if it holds a role [default on localnet: the one that everybody knows]
    #[arg(long, value_name = "FILE")]
    pub keypair: Option<PathBuf>,
    /// Key file of another signer, such as the guardian; may be repeated
    #[arg(long, value_name = "FILE")]
    pub signer: Vec<PathBuf>,
    /// Do it without asking; the preview is printed all the same
    #[arg(long)]
    pub yes: bool,
}

/// The same, where a multisig may have to sign.
#[derive(Debug, clap::Args)]
pub struct RoleArgs {
    #[command(flatten)]
    pub operator: OperatorArgs,
    /// Sign and send nothing: write the unsigned message into this directory, for a multisig. Needs no key
    #[arg(long, value_name = "DIR")]
    pub export: Option<PathBuf>,
}

/// Who can stop things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stopper {
    /// The fast key, which can do nothing else
    Guardian,
    /// The slow one
    Authority,
}

/// Who stops something.
#[derive(Debug, clap::Args)]
pub struct StopArgs {
    /// In which role to sign [default: the guardian if its key is at hand or with --export, else the authority]
    #[arg(long, value_name = "ROLE")]
    pub by: Option<Stopper>,
    #[command(flatten)]
    pub role: RoleArgs,
}

/// Arguments of `twist pause`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = PAUSE_HELP)]
pub struct PauseArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: PauseCommand,
}

/// What `twist pause` can do.
#[derive(Debug, Subcommand)]
pub enum PauseCommand {
    /// What is paused now, in every program that has a switch
    Show(LookArgs),
    /// Stops the emission (emit), minting by minters (mint), or both
    Token(PauseSwitchArgs),
    /// Stops new campaigns (create), their funding (fund), or both
    Registry(PauseSwitchArgs),
    /// Stops new stakes (deposits)
    Staking(PauseSwitchArgs),
}

const PAUSE_HELP: &str = "\
The guardian or the authority pauses; only the authority unpauses. No switch covers the way out: claims of what is finalized, draws,
withdrawals, burns and refunds go on. Nothing is sent for what is paused already, so the command can be repeated.

Examples:
  twist pause token --what mint --cluster mainnet --keypair guardian.json
  twist pause registry --cluster mainnet --export out --by authority         a message for the authority's multisig
  twist pause show --cluster mainnet --json

JSON: action, cluster, url, program, what (switches), paused (afterwards), signature and exported (or null). show: programs, each with
program and switches, each with switch, stops, paused.";

/// Which switches to turn off, and who does.
#[derive(Debug, clap::Args)]
pub struct PauseSwitchArgs {
    /// Which switches, separated by commas [default: all of the program's]
    #[arg(long, value_name = "SWITCH", value_delimiter = ',')]
    pub what: Vec<String>,
    #[command(flatten)]
    pub stop: StopArgs,
}

/// Arguments of `twist unpause`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = UNPAUSE_HELP)]
pub struct UnpauseArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: UnpauseCommand,
}

/// What `twist unpause` can do.
#[derive(Debug, Subcommand)]
pub enum UnpauseCommand {
    /// Resumes the emission (emit), minting by minters (mint), or both
    Token(UnpauseSwitchArgs),
    /// Resumes new campaigns (create), their funding (fund), or both
    Registry(UnpauseSwitchArgs),
    /// Resumes new stakes (deposits)
    Staking(UnpauseSwitchArgs),
}

const UNPAUSE_HELP: &str = "\
Only the authority can, once whoever paused agrees that the reason is gone: see docs/runbooks/pause-and-unpause.md.

Examples:
  twist unpause token --what mint --cluster devnet --keypair payer.json --signer authority.json
  twist unpause registry --cluster mainnet --export out

JSON: as for `twist pause`.";

/// Which switches to turn on again.
#[derive(Debug, clap::Args)]
pub struct UnpauseSwitchArgs {
    /// Which switches, separated by commas [default: all that are paused]
    #[arg(long, value_name = "SWITCH", value_delimiter = ',')]
    pub what: Vec<String>,
    #[command(flatten)]
    pub role: RoleArgs,
}

/// Arguments of `twist epoch`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EPOCH_HELP)]
pub struct EpochArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: EpochCommand,
}

/// What `twist epoch` can do.
#[derive(Debug, Subcommand)]
pub enum EpochCommand {
    /// Roots, votes and times of a distribution, and what can be done next, by whom
    Show(ShowEpochArgs),
    /// Pays a pending root's increase in and makes it the current root, after its challenge window; anyone
    Finalize(EpochActionArgs),
    /// Clears a pending root that nobody could finalize for a week, so that attesters can agree anew; anyone
    Expire(EpochActionArgs),
    /// Cancels a pending root; the guardian, from the second veto of one epoch on with the authority
    Veto(VetoArgs),
}

const EPOCH_HELP: &str = "\
DISTRIBUTION is a distribution's address, or that of the campaign which funds it.

Examples:
  twist epoch show 7xKX…AsU --cluster mainnet
  twist epoch finalize 7xKX…AsU --cluster mainnet --keypair anyone.json
  twist epoch veto 7xKX…AsU --reason \"Epoch 12: leaf 7 fell from 5 to 3\" --cluster mainnet --keypair guardian.json

JSON: show: distribution, funded_by, funding_account, mint, state (\"voting\", \"challenge\", \"payable\" or \"overdue\"), current,
previous, pending (or null), votes, vetoes, settled_through, claim_deadline (or null), attester_set, guardian, authority, next, now.
Actions: action, cluster, url, distribution, epoch, signature and exported (or null); finalize: increase, total; veto: reason,
reason_sha256. Amounts are strings in units of the mint, times are Unix seconds, hashes hexadecimal.";

/// Which distribution.
#[derive(Debug, clap::Args)]
pub struct DistributionArg {
    /// The distribution, or the campaign that funds it
    #[arg(value_name = "DISTRIBUTION")]
    pub distribution: Pubkey,
}

/// Arguments of `twist epoch show`.
#[derive(Debug, clap::Args)]
pub struct ShowEpochArgs {
    #[command(flatten)]
    pub about: DistributionArg,
    #[command(flatten)]
    pub look: LookArgs,
}

/// Arguments of `twist epoch finalize` and `twist epoch expire`.
#[derive(Debug, clap::Args)]
pub struct EpochActionArgs {
    #[command(flatten)]
    pub about: DistributionArg,
    #[command(flatten)]
    pub operator: OperatorArgs,
}

/// Arguments of `twist epoch veto`.
#[derive(Debug, clap::Args)]
pub struct VetoArgs {
    #[command(flatten)]
    pub about: DistributionArg,
    /// Why, in words that will be published: the chain records their SHA-256
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    pub reason: String,
    #[command(flatten)]
    pub role: RoleArgs,
}

/// Arguments of `twist minter`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = MINTER_HELP)]
pub struct MinterArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: MinterCommand,
}

/// What `twist minter` can do.
#[derive(Debug, Subcommand)]
pub enum MinterCommand {
    /// What a key may mint, what it has minted, and what is proposed for it; without a key, of every minter
    Show(ShowMinterArgs),
    /// Ends all power of a key to mint, proposed power included, at once
    Revoke(RevokeMinterArgs),
}

const MINTER_HELP: &str = "\
Examples:
  twist minter show --cluster mainnet
  twist minter show 9aBc…XyZ --cluster mainnet
  twist minter revoke 9aBc…XyZ --cluster mainnet --keypair guardian.json

JSON: show: minters, each with key, limits and proposed (allowance, capacity, refill_per_second; or null), proposed_from (or null),
used, available, label_sha256; minting_paused, now. revoke: action, cluster, url, key, used, signature and exported (or null).
Amounts are strings in TWIST, times are Unix seconds.";

/// Arguments of `twist minter show`.
#[derive(Debug, clap::Args)]
pub struct ShowMinterArgs {
    /// The key that signs `mint` [default: all there are]
    #[arg(value_name = "KEY")]
    pub key: Option<Pubkey>,
    #[command(flatten)]
    pub look: LookArgs,
}

/// Arguments of `twist minter revoke`.
#[derive(Debug, clap::Args)]
pub struct RevokeMinterArgs {
    /// The key that signs `mint`
    #[arg(value_name = "KEY")]
    pub key: Pubkey,
    #[command(flatten)]
    pub stop: StopArgs,
}

/// Arguments of `twist authority`.
#[derive(Debug, clap::Args)]
pub struct AuthorityArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: AuthorityCommand,
}

/// What `twist authority` can do.
#[derive(Debug, Subcommand)]
pub enum AuthorityCommand {
    /// Every key in charge of anything: upgrades, configs, and hand-overs that were not accepted yet
    #[command(after_long_help = AUTHORITY_HELP)]
    Show(LookArgs),
}

const AUTHORITY_HELP: &str = "\
To change one, edit the cluster's file, then `twist plan` and `twist apply`: see docs/runbooks/authority-rotation.md.

JSON: keys, each with program, role, key (null: nobody), proposed (the key that may take over; or null).";

/// A reason has at least a word.
fn reason(text: &str) -> Result<String, &'static str> {
    if text.trim().is_empty() {
        Err("say why: what is recorded is the hash of these words")
    } else {
        Ok(text.to_owned())
    }
}

/// Arguments of `twist proposal`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = PROPOSAL_HELP)]
pub struct ProposalArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ProposalCommand,
}

/// What `twist proposal` can do.
#[derive(Debug, Subcommand)]
pub enum ProposalCommand {
    /// Everything that was proposed: attesters, minters, splits, fees, hand-overs
    Show(LookArgs),
    /// Takes one back, as the guardian or the authority (a hand-over: the authority)
    Cancel(CancelArgs),
}

const PROPOSAL_HELP: &str = "\
Powers that could take money wait three days between proposal and execution. Nobody but the authority can propose; anybody can execute
what waited. To propose, edit the cluster's file, then `twist plan` and `twist apply`.

Examples:
  twist proposal show --cluster mainnet
  twist proposal cancel rewards:attester-set-1 --cluster mainnet --keypair guardian.json

JSON: show: proposals, each with name, change, from (Unix seconds; null: once it is accepted), guardian (null: cannot cancel it),
authority; now. cancel: action, cluster, url, name, change, signature and exported (or null).";

/// Arguments of `twist proposal cancel`.
#[derive(Debug, clap::Args)]
pub struct CancelArgs {
    /// Its name in `twist proposal show`
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub stop: StopArgs,
}
