//! What can be paused: each program's switches by name.

use anyhow::{Result, bail};
use serde::Serialize;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Chain,
    programs::{
        twist_campaign_registry::{
            accounts::RegistryConfig,
            constants::{PAUSE_CREATE, PAUSE_FUND},
        },
        twist_staking::{accounts::StakingConfig, constants::PAUSE_DEPOSITS},
        twist_token::{
            accounts::TokenConfig,
            constants::{PAUSE_EMIT, PAUSE_MINT},
        },
    },
    registry, staking, token,
};

use super::session::Stoppers;

/// One thing that can be stopped.
pub struct Switch {
    /// What people call it.
    pub name: &'static str,
    /// What stands still while it is paused.
    pub stops: &'static str,
    bit: u8,
}

/// A program with switches.
pub struct Switchboard {
    /// What people call the program.
    pub program: &'static str,
    /// Its switches.
    pub switches: &'static [Switch],
    /// Pauses some of them; the guardian or the authority signs.
    pub pause: fn(&Pubkey, u8) -> Instruction,
    /// Resumes some of them; the authority signs.
    pub unpause: fn(&Pubkey, u8) -> Instruction,
    read: fn(&dyn Chain) -> Result<Setting>,
}

/// How a program's switches are set, and by whom they can be.
pub struct Setting {
    /// Bits of what is paused.
    pub paused: u8,
    /// Who can pause; the authority also resumes.
    pub stoppers: Stoppers,
}

/// The token program's.
pub const TOKEN: Switchboard = Switchboard {
    program: "token",
    switches: &[
        Switch { name: "emit", stops: "emission", bit: PAUSE_EMIT },
        Switch { name: "mint", stops: "minting by minters", bit: PAUSE_MINT },
    ],
    pause: token::pause,
    unpause: token::unpause,
    read: |chain| {
        let config: TokenConfig = account::fetch(chain, &token::config())?;
        Ok(Setting::new(config.paused, config.guardian, config.authority.current))
    },
};

/// The campaign registry's.
pub const REGISTRY: Switchboard = Switchboard {
    program: "registry",
    switches: &[
        Switch { name: "create", stops: "new campaigns", bit: PAUSE_CREATE },
        Switch { name: "fund", stops: "funding of campaigns", bit: PAUSE_FUND },
    ],
    pause: registry::pause,
    unpause: registry::unpause,
    read: |chain| {
        let config: RegistryConfig = account::fetch(chain, &registry::config())?;
        Ok(Setting::new(config.paused, config.guardian, config.authority.current))
    },
};

/// The staking program's.
pub const STAKING: Switchboard = Switchboard {
    program: "staking",
    switches: &[Switch { name: "deposits", stops: "new stakes and compounding", bit: PAUSE_DEPOSITS }],
    pause: staking::pause,
    unpause: staking::unpause,
    read: |chain| {
        let config: StakingConfig = account::fetch(chain, &staking::config())?;
        Ok(Setting::new(config.paused, config.guardian, config.authority.current))
    },
};

/// Every program that has switches.
pub const ALL: [&Switchboard; 3] = [&TOKEN, &REGISTRY, &STAKING];

impl Setting {
    const fn new(paused: u8, guardian: Pubkey, authority: Pubkey) -> Self {
        Self { paused, stoppers: Stoppers { guardian, authority } }
    }
}

impl Switchboard {
    /// How the switches are set now.
    ///
    /// # Errors
    /// If the program is not initialized, or the chain cannot be reached.
    pub fn read(&self, chain: &dyn Chain) -> Result<Setting> {
        (self.read)(chain)
    }

    /// The bits of all switches.
    pub fn all(&self) -> u8 {
        self.switches.iter().fold(0, |bits, switch| bits | switch.bit)
    }

    /// The bits of switches by name.
    ///
    /// # Errors
    /// Says which switches there are.
    pub fn bits(&self, names: &[String]) -> Result<u8> {
        names.iter().try_fold(0, |bits, name| match self.switches.iter().find(|switch| switch.name == name) {
            Some(switch) => Ok(bits | switch.bit),
            None => bail!(
                "the {} program has no switch {name:?}: it has {}",
                self.program,
                self.names(self.all()).join(" and ")
            ),
        })
    }

    /// The names of the switches in `bits`.
    pub fn names(&self, bits: u8) -> Vec<&'static str> {
        self.switches.iter().filter(|switch| bits & switch.bit != 0).map(|switch| switch.name).collect()
    }

    /// Every switch, for programs.
    pub fn report(&self, paused: u8) -> BoardReport {
        let switches = self.switches.iter().map(|switch| SwitchReport {
            switch: switch.name,
            stops: switch.stops,
            paused: paused & switch.bit != 0,
        });
        BoardReport { program: self.program, switches: switches.collect() }
    }
}

/// A program's switches, for programs.
#[derive(Debug, Serialize)]
pub struct BoardReport {
    /// The program.
    pub program: &'static str,
    /// Its switches.
    pub switches: Vec<SwitchReport>,
}

/// A switch, for programs.
#[derive(Debug, Serialize)]
pub struct SwitchReport {
    /// Its name.
    pub switch: &'static str,
    /// What stands still while it is paused.
    pub stops: &'static str,
    /// Whether it is.
    pub paused: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches_go_by_name_and_unknown_ones_are_refused() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(TOKEN.bits(&names(&["mint"])).unwrap(), PAUSE_MINT);
        assert_eq!(TOKEN.bits(&names(&["mint", "emit", "mint"])).unwrap(), TOKEN.all());
        assert_eq!(REGISTRY.names(PAUSE_FUND), ["fund"]);
        let error = TOKEN.bits(&names(&["fund"])).unwrap_err().to_string();
        assert_eq!(error, "the token program has no switch \"fund\": it has emit and mint");
    }

    #[test]
    fn switches_of_a_program_are_different() {
        for board in ALL {
            let sum: u32 = board.switches.iter().map(|switch| u32::from(switch.bit)).sum();
            assert_eq!(sum, u32::from(board.all()), "{}", board.program);
        }
    }
}
