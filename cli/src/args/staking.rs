//! Arguments of the staking commands, and what their long help says.

use std::path::PathBuf;

use clap::Subcommand;
use solana_pubkey::Pubkey;

use super::http_url;
use crate::{
    amount::Twist,
    staking::{Commission, Lock, PoolName},
};

/// Which chain, and how to answer.
#[derive(Debug, clap::Args)]
pub struct ChainArgs {
    /// JSON-RPC endpoint of the chain
    #[arg(long, value_name = "RPC", value_parser = http_url)]
    pub url: String,
    /// Print one JSON object on stdout instead of text
    #[arg(long)]
    pub json: bool,
}

/// Who signs, and whether they have agreed already.
#[derive(Debug, clap::Args)]
pub struct SignArgs {
    #[command(flatten)]
    pub chain: ChainArgs,
    /// Key file of the owner, who signs and pays the fee
    #[arg(long, value_name = "FILE")]
    pub keypair: PathBuf,
    /// Do it without asking; the preview is printed all the same
    #[arg(long)]
    pub yes: bool,
}

/// Which pool.
#[derive(Debug, clap::Args)]
pub struct PoolArg {
    /// `global`, a pool's address, or the wallet whose pool it is (the one that pays TWIST)
    #[arg(long, value_name = "POOL", default_value = "global", value_parser = PoolName::parse)]
    pub pool: PoolName,
}

/// Arguments of `twist stake`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = STAKE_HELP)]
pub struct StakeArgs {
    /// How much to stake, TWIST as in 12.5
    #[arg(value_name = "AMOUNT", allow_negative_numbers = true, value_parser = Twist::parse)]
    pub amount: Twist,
    /// For how long, as in 90d: one of the locks on offer
    #[arg(long, value_name = "DAYS", value_parser = Lock::parse, conflicts_with = "position")]
    pub lock: Option<Lock>,
    /// The same by its number in `twist pool show`, the shortest lock being 1
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["lock", "position"])]
    pub tier: Option<usize>,
    /// Add to this position of yours instead of opening one; all of it is locked anew
    #[arg(long, value_name = "NUMBER")]
    pub position: Option<u32>,
    #[command(flatten)]
    pub pool: PoolArg,
    #[command(flatten)]
    pub sign: SignArgs,
}

const STAKE_HELP: &str = "\
Prints what would happen (amount, lock, unlock date, weight, share of the pool, what leaving early costs) and asks before it does it.
Without a terminal and without --yes nothing is done.

Examples:
  twist stake 12.5 --lock 90d --url http://127.0.0.1:8899 --keypair me.json
  twist stake 100 --lock 365d --pool 7xKX…AsU --url … --keypair me.json     in an influencer's pool
  twist stake 5 --position 0 --url … --keypair me.json                      more for position 0

JSON: action (\"stake\" or \"add_stake\"), signature, owner, pool, position (its number), position_address, added, amount, weight,
share_percent, lock_seconds, locked_until, multiplier_bps, penalty_bps, cooldown_seconds.
Amounts are strings in TWIST (\"12.5\"), so that no digit is lost; times are Unix seconds.";

/// Arguments of `twist unstake`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = UNSTAKE_HELP)]
pub struct UnstakeArgs {
    /// The position's number; `twist positions` lists them
    #[arg(value_name = "POSITION")]
    pub position: u32,
    /// Break the lock: get the stake back now, less the penalty
    #[arg(long)]
    pub early: bool,
    /// Stake again what was asked back, without a lock
    #[arg(long, conflicts_with = "early")]
    pub cancel: bool,
    #[command(flatten)]
    pub pool: PoolArg,
    #[command(flatten)]
    pub sign: SignArgs,
}

const UNSTAKE_HELP: &str = "\
Does what comes next on the way out, and says so before it does it:
  still locked          refuses: says until when, and what leaving now (--early) costs
  lock over             asks for the stake back: it stops earning, and the cooldown begins
  cooldown running      refuses: says until when (--cancel stakes it again)
  cooldown over         pays the stake and its rewards out, and closes the position
  already paid out      pays what is left of the rewards, and closes the position

Examples:
  twist unstake 0 --url http://127.0.0.1:8899 --keypair me.json
  twist unstake 0 --early --url … --keypair me.json
  twist unstake 0 --cancel --url … --keypair me.json

JSON: action (\"request_unstake\", \"cancel_unstake\", \"withdraw\", \"exit_early\" or \"close\"), signature, owner, pool, position,
amount (the stake it was about), returned, penalty, rewards (paid with it), reward_mint, withdrawable_at (or null), closed.
Amounts are strings in TWIST, rewards in units of reward_mint; times are Unix seconds.";

/// Arguments of `twist claim-stake`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = CLAIM_HELP)]
pub struct ClaimStakeArgs {
    /// Only this position [default: all of yours in the pool that have something due]
    #[arg(long, value_name = "NUMBER")]
    pub position: Option<u32>,
    /// Stake the rewards instead of paying them out, each under its position's lock as it stands
    #[arg(long)]
    pub compound: bool,
    #[command(flatten)]
    pub pool: PoolArg,
    #[command(flatten)]
    pub sign: SignArgs,
}

const CLAIM_HELP: &str = "\
Pays what your positions have earned. If the pool has received rewards that do not stream yet, it sees to that as well.
When nothing is due it says so and is no failure.

Examples:
  twist claim-stake --url http://127.0.0.1:8899 --keypair me.json
  twist claim-stake --position 0 --compound --yes --json --url … --keypair me.json

JSON: action (\"claim\", \"compound\", \"sync\" or \"none\"), signatures, owner, pool, reward_mint, synced (new rewards that now stream),
total, positions (position, amount of each). Amounts are strings in units of reward_mint.";

/// Arguments of `twist pool`.
#[derive(Debug, clap::Args)]
pub struct PoolArgs {
    #[command(subcommand)]
    pub command: PoolCommand,
}

/// What `twist pool` can do.
#[derive(Debug, Subcommand)]
pub enum PoolCommand {
    /// Creates your pool, in which others can stake for a share of its rewards
    Create(CreatePoolArgs),
    /// What is staked in a pool, what it pays and what it costs; and the locks on offer
    Show(ShowPoolArgs),
}

/// Arguments of `twist pool create`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = CREATE_HELP)]
pub struct CreatePoolArgs {
    /// Your part of the rewards, as in 10% or 1000bps, at most 50%
    #[arg(long, value_name = "PART", value_parser = Commission::parse)]
    pub commission: Commission,
    /// Mint in which the pool pays, for ever [default: TWIST]
    #[arg(long, value_name = "MINT", value_parser = key)]
    pub reward_mint: Option<Pubkey>,
    #[command(flatten)]
    pub sign: SignArgs,
}

const CREATE_HELP: &str = "\
One pool per wallet and reward mint. Its reward mint is for ever; the commission can be lowered at once, and raised after 7 days' notice.

Examples:
  twist pool create --commission 10% --url http://127.0.0.1:8899 --keypair me.json
  twist pool create --commission 250bps --reward-mint EPjF…Dt1v --url … --keypair me.json

JSON: action (\"create_pool\"), signature, owner, pool, reward_mint, commission_bps, stake_vault, reward_vault.";

/// Arguments of `twist pool show`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = SHOW_HELP)]
pub struct ShowPoolArgs {
    /// `global`, a pool's address, or the wallet whose pool it is (the one that pays TWIST)
    #[arg(value_name = "POOL", default_value = "global", value_parser = PoolName::parse)]
    pub pool: PoolName,
    #[command(flatten)]
    pub chain: ChainArgs,
}

const SHOW_HELP: &str = "\
Examples:
  twist pool show --url http://127.0.0.1:8899
  twist pool show 7xKX…AsU --json --url http://127.0.0.1:8899

JSON: pool, owner, global, retired, deposits_paused, reward_mint, reward_vault, staked, unstaking, positions, weight,
stream {flows, per_day, remaining, queued, window_ends_at}, unaccounted (in the vault, not streaming yet), commission_bps,
pending_commission {commission_bps, from} or null, owner_due, tiers (tier, lock_seconds, multiplier_bps, penalty_bps,
cooldown_seconds of each), now.
Stakes and weights are strings in TWIST, rewards in units of reward_mint; times are Unix seconds.";

/// Arguments of `twist positions`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = POSITIONS_HELP)]
#[group(id = "whose", required = true, multiple = false, args = ["owner", "keypair"])]
pub struct PositionsArgs {
    /// Whose positions
    #[arg(long, value_name = "KEY", value_parser = key)]
    pub owner: Option<Pubkey>,
    /// Yours: the owner's key file, of which only the address is used
    #[arg(long, value_name = "FILE")]
    pub keypair: Option<PathBuf>,
    #[command(flatten)]
    pub pool: PoolArg,
    #[command(flatten)]
    pub chain: ChainArgs,
}

const POSITIONS_HELP: &str = "\
Examples:
  twist positions --keypair me.json --url http://127.0.0.1:8899
  twist positions --owner 7xKX…AsU --pool 9WzD…WWM --json --url http://127.0.0.1:8899

JSON: owner, pool, reward_mint, staked and pending_rewards (of all positions), now, positions, and of each of them: position (its
number), position_address, state (\"locked\", \"unlocked\", \"cooling_down\", \"withdrawable\" or \"empty\"), amount, weight, share_percent,
lock_seconds, locked_until, multiplier_bps, penalty_bps, cooldown_seconds, withdrawable_at (or null), pending_rewards,
early_exit {returned, penalty} or null.
Stakes and weights are strings in TWIST, rewards in units of reward_mint; times are Unix seconds.";

fn key(text: &str) -> Result<Pubkey, &'static str> {
    text.parse().map_err(|_| "not an address: addresses are base58, 32 to 44 letters and digits")
}
