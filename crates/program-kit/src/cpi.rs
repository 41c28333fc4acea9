//! Cross-program calls on hot paths, without the copies and checks that the general wrappers make.

use anchor_lang::{
    Discriminator,
    event::EVENT_IX_TAG_LE,
    prelude::*,
    solana_program::{
        instruction::{AccountMeta, Instruction},
        program::invoke_signed_unchecked,
    },
};
use anchor_spl::token;

/// Seed of the key that signs a program's events. Anchor's.
const EVENT_AUTHORITY_SEED: &[u8] = b"__event_authority";

/// What a called program may do with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read it.
    Read,
    /// Write it.
    Write,
    /// Read it, and take it as a signer.
    Sign,
    /// Write it, and take it as a signer.
    SignAndWrite,
}

/// Calls `program`, signed by the program-derived address of each of `signers`' seeds, and by whoever signed the transaction.
///
/// Does not look for `RefCell` borrows: the caller holds none of an account that it passes as [`Access::Write`].
pub fn call<'info, const N: usize>(
    program: &Pubkey,
    accounts: [(&AccountInfo<'info>, Access); N],
    data: Vec<u8>,
    signers: &[&[&[u8]]],
) -> Result<()> {
    let metas = accounts.map(|(info, access)| AccountMeta {
        pubkey: *info.key,
        is_signer: matches!(access, Access::Sign | Access::SignAndWrite),
        is_writable: matches!(access, Access::Write | Access::SignAndWrite),
    });
    let infos = accounts.map(|(info, _)| info.clone());
    let instruction = Instruction { program_id: *program, accounts: Vec::from(metas), data };
    invoke_signed_unchecked(&instruction, &infos, signers).map_err(Into::into)
}

/// Emits `event` by self-CPI, in the format of Anchor's `emit_cpi!`, which copies the event byte by byte: that costs more than
/// the call itself. Used through [`emit_event!`](crate::emit_event).
pub fn emit<E: AnchorSerialize + Discriminator>(
    program: &Pubkey,
    authority: &AccountInfo,
    bump: u8,
    event: &E,
) -> Result<()> {
    // More than any event on a hot path needs: growing a vector means copying it.
    let mut data = Vec::with_capacity(512);
    data.extend_from_slice(EVENT_IX_TAG_LE);
    data.extend_from_slice(E::DISCRIMINATOR);
    event.serialize(&mut data)?;
    call(program, [(authority, Access::Sign)], data, &[&[EVENT_AUTHORITY_SEED, &[bump]]])
}

/// Emits an event by self-CPI: `emit_event!(ctx, Event { .. })` in a handler whose accounts have `#[event_cpi]`.
#[macro_export]
#[allow(clippy::crate_in_macro_def, reason = "the id and event authority are the calling program's")]
macro_rules! emit_event {
    ($ctx:expr, $event:expr $(,)?) => {
        $crate::cpi::emit(
            &crate::ID,
            $ctx.accounts.event_authority.as_ref(),
            crate::EVENT_AUTHORITY_AND_BUMP.1,
            &$event,
        )?
    };
}

/// Moves `amount` base units between token accounts of classic SPL Token, signed by the program-derived address of `seeds`.
/// Calls nothing for an amount of 0.
pub fn transfer_signed<'info>(
    from: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    amount: u64,
    seeds: &[&[u8]],
) -> Result<()> {
    move_tokens(from, to, authority, amount, &[seeds])
}

/// The same for tokens of somebody who signed the transaction.
pub fn transfer<'info>(
    from: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    amount: u64,
) -> Result<()> {
    move_tokens(from, to, authority, amount, &[])
}

fn move_tokens<'info>(
    from: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    amount: u64,
    signers: &[&[&[u8]]],
) -> Result<()> {
    /// `Transfer` in SPL Token's instruction enum.
    const TRANSFER: u8 = 3;
    let accounts = [(from, Access::Write), (to, Access::Write), (authority, Access::Sign)];
    token_call(TRANSFER, accounts, amount, signers)
}

/// Destroys `amount` base units of classic SPL Token, signed by the program-derived address of `seeds`. Calls nothing for an
/// amount of 0.
pub fn burn_signed<'info>(
    from: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    amount: u64,
    seeds: &[&[u8]],
) -> Result<()> {
    /// `Burn` in SPL Token's instruction enum.
    const BURN: u8 = 8;
    let accounts = [(from, Access::Write), (mint, Access::Write), (authority, Access::Sign)];
    token_call(BURN, accounts, amount, &[seeds])
}

/// An instruction of SPL Token whose data is its number and an amount. Calls nothing for an amount of 0.
fn token_call<'info>(
    instruction: u8,
    accounts: [(&AccountInfo<'info>, Access); 3],
    amount: u64,
    signers: &[&[&[u8]]],
) -> Result<()> {
    if amount == 0 {
        return Ok(());
    }
    let mut data = Vec::with_capacity(9);
    data.push(instruction);
    data.extend_from_slice(&amount.to_le_bytes());
    call(&token::ID, accounts, data, signers)
}
