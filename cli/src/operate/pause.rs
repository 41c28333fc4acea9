//! `twist pause` and `twist unpause`.

use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;
use twist_release::plan::{Action, Change, Step};

use super::{
    session::{Outcome, Session, look, print},
    switches::{ALL, BoardReport, REGISTRY, STAKING, Switchboard, TOKEN},
};
use crate::{
    args::{
        LookArgs, PauseArgs, PauseCommand, PauseSwitchArgs, UnpauseArgs, UnpauseCommand, UnpauseSwitchArgs,
    },
    output::Reporter,
    staking::format::row,
};

/// What a command did to a program's switches, for programs.
#[derive(Serialize)]
struct Switched {
    program: &'static str,
    what: Vec<&'static str>,
    paused: Vec<&'static str>,
}

#[derive(Serialize)]
struct Programs {
    programs: Vec<BoardReport>,
}

/// `twist pause`.
pub fn pause(args: &PauseArgs, reporter: &Reporter) -> Result<ExitCode> {
    match &args.command {
        PauseCommand::Show(args) => show(args, reporter),
        PauseCommand::Token(args) => stop(&TOKEN, args, reporter),
        PauseCommand::Registry(args) => stop(&REGISTRY, args, reporter),
        PauseCommand::Staking(args) => stop(&STAKING, args, reporter),
    }
}

/// `twist unpause`.
pub fn unpause(args: &UnpauseArgs, reporter: &Reporter) -> Result<ExitCode> {
    match &args.command {
        UnpauseCommand::Token(args) => resume(&TOKEN, args, reporter),
        UnpauseCommand::Registry(args) => resume(&REGISTRY, args, reporter),
        UnpauseCommand::Staking(args) => resume(&STAKING, args, reporter),
    }
}

fn show(args: &LookArgs, reporter: &Reporter) -> Result<ExitCode> {
    let chain = look(args)?;
    let mut programs = Vec::new();
    for board in ALL {
        programs.push(board.report(board.read(&chain)?.paused));
    }
    let text = table(&programs);
    print(args.json, &Programs { programs }, &text, reporter)
}

fn table(programs: &[BoardReport]) -> String {
    let mut text = String::new();
    for BoardReport { program, switches } in programs {
        for switch in switches {
            let state = if switch.paused { "PAUSED" } else { "runs" };
            text += &row(&format!("{program} {}", switch.switch), &format!("{state:<8}{}", switch.stops));
            text.push('\n');
        }
    }
    text
}

fn stop(board: &Switchboard, args: &PauseSwitchArgs, reporter: &Reporter) -> Result<ExitCode> {
    let wanted = if args.what.is_empty() { board.all() } else { board.bits(&args.what)? };
    let mut session = Session::open_for_role(&args.stop.role, reporter)?;
    let before = board.read(session.chain())?;
    let bits = wanted & !before.paused;
    if bits == 0 {
        let text = format!("{}: {} paused already", board.program, are(&board.names(wanted)));
        return finish(&session, board, "pause", wanted, &text, &Outcome::default());
    }
    let stopper = session.stopper(&args.stop, before.stoppers)?;
    let step = Step {
        name: format!("{}: pause {}", board.program, list(&board.names(bits))),
        explanation: format!(
            "Stops {}. Whatever leads out goes on: claims, withdrawals, burns, refunds. Only the authority can resume it.",
            stopped(board, bits)
        ),
        changes: vec![change(board, before.paused, before.paused | bits)],
        irreversible: false,
        not_before: None,
        action: Action::Send(vec![(board.pause)(&stopper, bits)]),
    };
    let outcome = session.take("pause", &step)?;
    let text = format!("{}: {} paused", board.program, are(&board.names(bits)));
    finish(&session, board, "pause", bits, &text, &outcome)
}

fn resume(board: &Switchboard, args: &UnpauseSwitchArgs, reporter: &Reporter) -> Result<ExitCode> {
    let wanted = if args.what.is_empty() { board.all() } else { board.bits(&args.what)? };
    let mut session = Session::open_for_role(&args.role, reporter)?;
    let before = board.read(session.chain())?;
    let bits = wanted & before.paused;
    if bits == 0 {
        let text = format!("{}: {} not paused", board.program, are(&board.names(wanted)));
        return finish(&session, board, "unpause", wanted, &text, &Outcome::default());
    }
    let step = Step {
        name: format!("{}: unpause {}", board.program, list(&board.names(bits))),
        explanation: format!("Resumes {}.", stopped(board, bits)),
        changes: vec![change(board, before.paused, before.paused & !bits)],
        irreversible: false,
        not_before: None,
        action: Action::Send(vec![(board.unpause)(&before.stoppers.authority, bits)]),
    };
    let outcome = session.take("unpause", &step)?;
    let text = format!("{}: {} running again", board.program, are(&board.names(bits)));
    finish(&session, board, "unpause", bits, &text, &outcome)
}

fn finish(
    session: &Session<'_>,
    board: &Switchboard,
    action: &'static str,
    bits: u8,
    text: &str,
    outcome: &Outcome,
) -> Result<ExitCode> {
    let paused = board.read(session.chain())?.paused;
    let about = Switched { program: board.program, what: board.names(bits), paused: board.names(paused) };
    session.finish(action, about, text, outcome)
}

fn change(board: &Switchboard, from: u8, to: u8) -> Change {
    let text = |bits| match list(&board.names(bits)) {
        names if names.is_empty() => "nothing".to_owned(),
        names => names,
    };
    Change { what: "paused", from: text(from), to: text(to) }
}

/// What stands still while `bits` are paused.
fn stopped(board: &Switchboard, bits: u8) -> String {
    let names = board.names(bits);
    let stops = board.switches.iter().filter(|switch| names.contains(&switch.name));
    list(&stops.map(|switch| switch.stops).collect::<Vec<_>>())
}

fn list(names: &[&str]) -> String {
    names.join(", ")
}

/// `emit, mint are`.
fn are(names: &[&str]) -> String {
    format!("{} {}", list(names), if names.len() == 1 { "is" } else { "are" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_is_a_line_that_says_how_it_is_set() {
        let text = table(&[TOKEN.report(2), STAKING.report(0)]);
        assert_eq!(
            text,
            "token emit          runs    emission\n\
             token mint          PAUSED  minting by minters\n\
             staking deposits    runs    new stakes and compounding\n"
        );
    }

    #[test]
    fn changes_are_in_names() {
        let Change { from, to, .. } = change(&TOKEN, 0, 3);
        assert_eq!((from.as_str(), to.as_str()), ("nothing", "emit, mint"));
        assert_eq!(are(&["emit"]), "emit is");
        assert_eq!(stopped(&REGISTRY, 3), "new campaigns, funding of campaigns");
    }
}
