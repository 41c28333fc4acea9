//! What every sequence begins with: everybody has tokens, the program is initialized, an influencer's pool pays TWIST, another's
//! pays another mint.

use anchor_lang::solana_program::system_instruction;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_program_pack::Pack;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_interface::{
    ID as SPL_TOKEN,
    instruction::{initialize_account3, initialize_mint2, mint_to},
    state::{Account as TokenAccount, Mint as MintAccount},
};
use twist_client::{
    artifacts::{Artifacts, Program},
    chain::{Chain, Embedded, Submission},
    programs::twist_token::types::{InitializeArgs, SplitArg, StepArg},
    spl, token,
};
use twist_tests::model::staking::{
    Account, DAY, DEPLOYER, Mint, Model, Op, Owner, PoolId, Terms, Tokens, Who,
};

use super::{cast::Cast, machine::Machine};

/// What each user has in its associated token account and in its spare one, base units: all TWIST that there is, and nearly all of
/// the other mint that a mint can have.
const PURSES: [(Mint, u64, u64); 2] = [
    (Mint::Twist, 1_600_000_000_000_000, 400_000_000_000_000),
    (Mint::Other, 3_000_000_000_000_000_000, 600_000_000_000_000_000),
];
/// All TWIST, base units.
pub const SUPPLY: u64 = 10_000_000_000_000_000;
/// Everybody's lamports.
pub const LAMPORTS: u64 = 1_000_000_000_000;

/// On offer at first.
pub const TIERS: [Terms; 4] = [
    Terms { lock: DAY, cooldown: 0, multiplier_bps: 10_000, penalty_bps: 0 },
    Terms { lock: 30 * DAY, cooldown: 7 * DAY, multiplier_bps: 11_000, penalty_bps: 1_000 },
    Terms { lock: 90 * DAY, cooldown: 7 * DAY, multiplier_bps: 12_500, penalty_bps: 333 },
    Terms { lock: 365 * DAY, cooldown: 30 * DAY, multiplier_bps: 50_000, penalty_bps: 2_500 },
];
/// Whose pool pays TWIST.
pub const INFLUENCER: Who = Who(2);
/// Whose pool pays another mint.
pub const OTHER_INFLUENCER: Who = Who(3);

/// The first steps of every sequence. Initializing is part of what is tested.
pub fn first_steps() -> Vec<Op> {
    let initialize = |by, authority, tiers: &[Terms]| Op::Initialize {
        payer: Who(4),
        by,
        authority,
        guardian: Some(Who(1)),
        tiers: tiers.to_vec(),
    };
    let pool = |owner, reward_mint, commission_bps| Op::CreatePool {
        payer: owner,
        owner,
        stake_mint: Mint::Twist,
        reward_mint,
        commission_bps,
    };
    vec![
        Op::SetTiers { by: DEPLOYER, tiers: TIERS.to_vec() },
        pool(INFLUENCER, Mint::Twist, 1_000),
        initialize(Who(1), Some(Who(1)), &TIERS),
        initialize(DEPLOYER, None, &TIERS),
        initialize(DEPLOYER, Some(DEPLOYER), &[]),
        initialize(DEPLOYER, Some(DEPLOYER), &TIERS),
        initialize(DEPLOYER, Some(DEPLOYER), &TIERS),
        pool(INFLUENCER, Mint::Twist, 5_001),
        pool(INFLUENCER, Mint::Twist, 1_234),
        pool(OTHER_INFLUENCER, Mint::Other, 4_999),
    ]
}

impl Machine {
    /// A chain with the program deployed and everybody's tokens, and its model.
    pub fn new() -> Self {
        let (cast, mut chain) = (Cast::new(), Embedded::new());
        chain.airdrop(&cast.fee_payer.pubkey(), LAMPORTS).unwrap();
        Who::all().for_each(|who| chain.airdrop(&cast.user(who), LAMPORTS).unwrap());
        let artifacts = Artifacts::load().unwrap();
        for program in [Program::Token, Program::Staking] {
            let upgrade_authority = cast.user(DEPLOYER);
            chain.deploy(program.name(), program.id(), artifacts.code(program), upgrade_authority).unwrap();
        }
        create_mints(&mut chain, &cast);
        let mut tokens = Tokens::default();
        for (mint, purse, spare) in PURSES {
            for who in Who::all() {
                let accounts = [(Account::of(who, mint), purse), (Account::Spare(who, mint), spare)];
                for (account, amount) in accounts {
                    open(&mut chain, &cast, account);
                    fill(&mut chain, &cast, account, amount);
                    tokens.balances.insert(account, amount);
                }
            }
        }
        // Anyone can open these before they are of use.
        let of_config = |mint| Account::Ata(Owner::Config, mint);
        let of_no_pool = PoolId::of(INFLUENCER, Mint::Other).rewards();
        let early = [of_config(Mint::Twist), of_config(Mint::Other), of_no_pool];
        for account in early {
            open(&mut chain, &cast, account);
            tokens.balances.insert(account, 0);
        }
        Self::at(chain, Model::new(Embedded::START, tokens), cast)
    }
}

fn create_mints(chain: &mut Embedded, cast: &Cast) {
    let authority = cast.user(DEPLOYER);
    let args = InitializeArgs {
        authority,
        guardian: authority,
        max_supply: SUPPLY + 1,
        genesis_allocation: SUPPLY,
        emission_genesis: Embedded::START,
        period_seconds: 3_600,
        steps: [(0, 1), (1, 0)].map(|(from_period, per_period)| StepArg { from_period, per_period }).to_vec(),
        splits: vec![SplitArg { beneficiary: authority, bps: 10_000 }],
    };
    let payer = cast.fee_payer.pubkey();
    let twist = token::initialize(&payer, &authority, &cast.treasury.pubkey(), args);
    send(chain, cast, vec![twist], &[]);

    let (mint, minter) = (cast.mint(Mint::Other), cast.mint_authority.pubkey());
    let create = create_account(chain, cast, &mint, MintAccount::LEN);
    let initialize = initialize_mint2(&SPL_TOKEN, &mint, &minter, Some(&minter), 6).unwrap();
    send(chain, cast, vec![create, initialize], &[&cast.other_mint]);
}

fn create_account(chain: &Embedded, cast: &Cast, address: &Pubkey, bytes: usize) -> Instruction {
    let lamports = chain.minimum_balance(bytes).unwrap();
    let space = u64::try_from(bytes).unwrap();
    system_instruction::create_account(&cast.fee_payer.pubkey(), address, lamports, space, &SPL_TOKEN)
}

/// Creates a token account.
fn open(chain: &mut Embedded, cast: &Cast, account: Account) {
    let (payer, mint) = (cast.fee_payer.pubkey(), cast.mint(account.mint()));
    let owner = match account {
        Account::Ata(owner, _) => cast.owner(owner),
        Account::Rewards(pool) => cast.pool(pool),
        Account::Stakes(_) => unreachable!("nobody opens it early here"),
        Account::Spare(who, _) => {
            let (owner, spare) = (cast.user(who), cast.spare(account));
            let address = spare.pubkey();
            let create = create_account(chain, cast, &address, TokenAccount::LEN);
            let initialize = initialize_account3(&SPL_TOKEN, &address, &mint, &owner).unwrap();
            return send(chain, cast, vec![create, initialize], &[&spare]);
        }
    };
    send(chain, cast, vec![spl::create_ata(&payer, &owner, &mint)], &[]);
}

fn fill(chain: &mut Embedded, cast: &Cast, account: Account, amount: u64) {
    let to = cast.account(account);
    let instruction = match account.mint() {
        Mint::Twist => {
            let treasury = cast.treasury.pubkey();
            spl::transfer(&spl::ata(&treasury, &token::mint()), &to, &treasury, amount)
        }
        Mint::Other => {
            let authority = cast.mint_authority.pubkey();
            mint_to(&SPL_TOKEN, &cast.mint(Mint::Other), &to, &authority, &[], amount).unwrap()
        }
    };
    send(chain, cast, vec![instruction], &[]);
}

fn send(chain: &mut Embedded, cast: &Cast, instructions: Vec<Instruction>, more: &[&Keypair]) {
    let metas = instructions.iter().flat_map(|instruction| &instruction.accounts);
    let asked = metas.filter(|meta| meta.is_signer).map(|meta| meta.pubkey);
    let named = |address: &Pubkey| more.iter().copied().find(|key| key.pubkey() == *address);
    let signers = asked
        .map(|address| named(&address).unwrap_or_else(|| cast.signer(&address)) as &dyn Signer)
        .collect();
    chain.send(&Submission { label: "genesis", instructions, payer: &cast.fee_payer, signers }).unwrap();
}
