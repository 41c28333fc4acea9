//! `twist authority show`: every key in charge of anything.

use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;
use solana_pubkey::Pubkey;
use twist_client::{artifacts::Program, chain::Chain};
use twist_release::loader;

use super::{
    roles::{Roles, short_name},
    session::{look, print},
};
use crate::{
    args::{AuthorityArgs, AuthorityCommand, LookArgs},
    output::Reporter,
};

/// One key in charge.
#[derive(Debug, Serialize)]
struct Held {
    program: &'static str,
    role: &'static str,
    key: Option<String>,
    proposed: Option<String>,
    /// What to show when there is no key.
    #[serde(skip)]
    vacant: &'static str,
}

#[derive(Serialize)]
struct Report {
    keys: Vec<Held>,
}

/// `twist authority`.
pub fn authority(args: &AuthorityArgs, reporter: &Reporter) -> Result<ExitCode> {
    match &args.command {
        AuthorityCommand::Show(args) => show(args, reporter),
    }
}

fn show(args: &LookArgs, reporter: &Reporter) -> Result<ExitCode> {
    let chain = look(args)?;
    let keys = keys(&chain)?;
    let text = table(&keys);
    print(args.json, &Report { keys }, &text, reporter)
}

fn keys(chain: &dyn Chain) -> Result<Vec<Held>> {
    let mut keys = Vec::new();
    for program in Program::ALL {
        let name = short_name(program);
        keys.push(match loader::deployed(chain, &program.id())? {
            Some(deployed) => Held {
                key: deployed.upgrade_authority.as_ref().map(Pubkey::to_string),
                ..Held::vacant(name, "upgrade authority", "nobody, for ever")
            },
            None => Held::vacant(name, "upgrade authority", "not deployed"),
        });
        let Some(roles) = Roles::of(chain, program)? else {
            keys.push(Held::vacant(name, "authority", "not initialized"));
            continue;
        };
        keys.push(Held {
            proposed: Some(roles.proposed).filter(|key| *key != Pubkey::default()).map(|key| key.to_string()),
            ..Held::of(name, "authority", &roles.authority)
        });
        keys.push(Held::of(name, "guardian", &roles.guardian));
        keys.extend(roles.registrar.iter().map(|key| Held::of(name, "registrar", key)));
    }
    Ok(keys)
}

impl Held {
    const fn vacant(program: &'static str, role: &'static str, vacant: &'static str) -> Self {
        Self { program, role, key: None, proposed: None, vacant }
    }

    fn of(program: &'static str, role: &'static str, key: &Pubkey) -> Self {
        Self { key: Some(key.to_string()), ..Self::vacant(program, role, "") }
    }
}

fn table(keys: &[Held]) -> String {
    let line = |Held { program, role, key, proposed, vacant }: &Held| {
        let key = key.as_deref().unwrap_or(vacant);
        let proposed =
            proposed.as_ref().map_or_else(String::new, |next| format!("  proposed, not accepted: {next}"));
        format!("{program:<10}{role:<19}{key}{proposed}\n")
    };
    keys.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_a_line_and_a_hand_over_is_not_missed() {
        let keys = [
            Held::vacant("token", "upgrade authority", "nobody, for ever"),
            Held { proposed: Some("NEXT".to_owned()), ..Held::of("token", "authority", &Pubkey::default()) },
        ];
        assert_eq!(
            table(&keys),
            "token     upgrade authority  nobody, for ever\n\
             token     authority          11111111111111111111111111111111  proposed, not accepted: NEXT\n"
        );
        let json = serde_json::to_value(&keys[0]).unwrap();
        assert_eq!(
            json,
            serde_json::json!({"program": "token", "role": "upgrade authority", "key": null, "proposed": null})
        );
    }
}
