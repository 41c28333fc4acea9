//! Why a program refused a transaction: its error by name, in its own words.

use std::fmt;

use solana_pubkey::Pubkey;
use spl_associated_token_account_interface::program::ID as ASSOCIATED_TOKEN_PROGRAM;
use spl_token_interface::error::TokenError;

use crate::{
    chain::{ChainError, Rejection},
    idl::Idl,
};

/// What the program that refused said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramError {
    /// The program: its name if it is a known one, else its address.
    pub program: String,
    /// Its error code.
    pub code: u32,
    /// The error's name.
    pub name: String,
    /// What it means; for our own errors also what to do.
    pub message: String,
    /// The account of the instruction that is at fault, by its name in the IDL, if the program said so.
    pub account: Option<String>,
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { program, code, name, message, account } = self;
        write!(f, "{program} refused: {name} ({code}): {message}")?;
        account.as_ref().map_or(Ok(()), |account| write!(f, " (account: {account})"))
    }
}

impl std::error::Error for ProgramError {}

/// Explains a transaction that a program refused with an error code of its own. `None` for all other failures (an expired
/// transaction, say, or a payer without SOL): `error` itself says all there is to say.
#[must_use]
pub fn explain(error: &ChainError) -> Option<ProgramError> {
    let ChainError::Rejected(rejection) = error else { return None };
    explain_rejection(rejection)
}

/// The same for a rejection.
#[must_use]
pub fn explain_rejection(rejection: &Rejection) -> Option<ProgramError> {
    let (_, code) = rejection.custom_code()?;
    let statement = Statement::last_before_failure(&rejection.logs);
    let account = statement.account.map(ToOwned::to_owned);
    // Our programs number their errors apart, so among them the code alone says whose it is, even if the log was truncated
    // and the program is a guess. Codes of other programs may be the same numbers.
    let is_ours = rejection.program.is_none_or(|id| Idl::of(&id).is_some());
    if let Some((idl, error)) = Idl::error(code).filter(|_| is_ours) {
        return Some(ProgramError {
            program: idl.program().to_owned(),
            code,
            name: error.name.clone(),
            message: error.msg.clone(),
            account,
        });
    }
    let (name, message) = match (rejection.program, TokenError::try_from(code)) {
        (Some(spl_token_interface::ID), Ok(error)) => (format!("{error:?}"), error.to_string()),
        _ => (
            statement.name.unwrap_or("unnamed error").to_owned(),
            statement.message.unwrap_or("it logged nothing").to_owned(),
        ),
    };
    let program = rejection.program.map_or_else(|| "a program".to_owned(), |id| program_name(&id));
    Some(ProgramError { program, code, name, message, account })
}

fn program_name(id: &Pubkey) -> String {
    match *id {
        spl_token_interface::ID => "SPL Token".to_owned(),
        ASSOCIATED_TOKEN_PROGRAM => "SPL Associated Token Account".to_owned(),
        anchor_lang::system_program::ID => "the system program".to_owned(),
        _ => Idl::of(id).map_or_else(|| id.to_string(), |idl| idl.program().to_owned()),
    }
}

/// What a program logged about its own failure. Anchor logs the names of its own errors, of which the IDL has none.
#[derive(Debug, Default)]
struct Statement<'a> {
    name: Option<&'a str>,
    account: Option<&'a str>,
    message: Option<&'a str>,
}

impl<'a> Statement<'a> {
    /// The first program to fail is where the error comes from; those after it pass it on.
    fn last_before_failure(logs: &'a [String]) -> Self {
        let mut statement = Self::default();
        for line in logs {
            if let Some(said) = line.strip_prefix("Program log: ") {
                statement.hear(said);
            } else if !line.starts_with("Program ") {
                // Built-in programs log without a prefix.
                statement.message = Some(line);
            } else if line.contains(" failed: ") {
                return statement;
            } else if line.contains(" invoke [") || line.ends_with(" success") {
                // What was said before was about something else.
                statement = Self::default();
            }
        }
        // Truncated before the failure: what was heard may be about anything.
        Self::default()
    }

    /// Reads lines such as `AnchorError caused by account: config. Error Code: AccountNotInitialized. Error Number: 3012. Error
    /// Message: The program expected this account to be already initialized.` The account is not in all of them.
    fn hear(&mut self, said: &'a str) {
        if let Some(error) = said.strip_prefix("AnchorError ") {
            self.account = between(error, "caused by account: ", ". Error Code: ");
            self.name = between(error, "Error Code: ", ". Error Number: ");
            self.message = error.split_once("Error Message: ").map(|(_, text)| text.trim_end_matches('.'));
        } else if self.name.is_none() {
            self.message = Some(said);
        }
        // Else it is a value that Anchor compared and logs after its error.
    }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    Some(text.split_once(start)?.1.split_once(end)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        idl::SOURCES,
        programs::{twist_campaign_registry, twist_rewards},
    };
    use solana_instruction::error::InstructionError;
    use solana_transaction_error::TransactionError;

    fn rejection(program: Option<Pubkey>, error: InstructionError, logs: &[String]) -> ChainError {
        ChainError::from(Rejection {
            label: "test",
            payer: Pubkey::default(),
            signature: None,
            error: TransactionError::InstructionError(0, error),
            program,
            logs: logs.to_vec(),
        })
    }

    fn explain_code(program: Pubkey, code: u32, logs: &[String]) -> ProgramError {
        explain(&rejection(Some(program), InstructionError::Custom(code), logs)).unwrap()
    }

    fn failed(program: Pubkey, code: u32) -> String {
        format!("Program {program} failed: custom program error: {code:#x}")
    }

    #[test]
    fn every_error_of_every_idl_is_explained_in_the_words_of_the_idl() {
        for (id, json) in SOURCES {
            let idl: serde_json::Value = serde_json::from_str(json).unwrap();
            for error in idl["errors"].as_array().unwrap() {
                let code = u32::try_from(error["code"].as_u64().unwrap()).unwrap();
                // A truncated log names the caller, or nobody.
                let explained = explain_code(twist_rewards::ID, code, &[]);
                assert_eq!(explained.program, Idl::of(&id).unwrap().program());
                assert_eq!(explained.name, error["name"]);
                assert_eq!(explained.message, error["msg"]);
            }
        }
    }

    #[test]
    fn the_account_at_fault_is_named() {
        let id = twist_campaign_registry::ID;
        let logs = [
            format!("Program {id} invoke [1]"),
            "Program log: Instruction: Activate".to_owned(),
            "Program log: AnchorError caused by account: campaign. Error Code: NotAdvertiser. Error Number: 6400. Error \
             Message: Something else."
                .to_owned(),
            "Program log: Left:".to_owned(),
            failed(id, 6400),
        ];
        let explained = explain_code(id, 6_400, &logs);
        assert_eq!(explained.account.as_deref(), Some("campaign"));
        let text = explained.to_string();
        assert!(text.starts_with("campaign_registry refused: ") && text.ends_with(" (account: campaign)"));
    }

    #[test]
    fn anchors_own_errors_are_named_from_the_log_of_the_program_that_failed() {
        let (outer, inner) = (twist_rewards::ID, twist_campaign_registry::ID);
        let logs = [
            format!("Program {outer} invoke [1]"),
            "Program log: Instruction: FinalizeEpoch".to_owned(),
            format!("Program {inner} invoke [2]"),
            "Program log: AnchorError caused by account: mint_rule. Error Code: AccountNotInitialized. Error Number: 3012. \
             Error Message: The program expected this account to be already initialized."
                .to_owned(),
            failed(inner, 3_012),
            failed(outer, 3_012),
        ];
        assert_eq!(
            explain_code(inner, 3_012, &logs).to_string(),
            "campaign_registry refused: AccountNotInitialized (3012): The program expected this account to be already \
             initialized (account: mint_rule)"
        );
    }

    #[test]
    fn errors_of_spl_token_and_of_the_system_program_are_explained() {
        let token = explain_code(spl_token_interface::ID, 1, &[]);
        assert_eq!(token.to_string(), "SPL Token refused: InsufficientFunds (1): Insufficient funds");

        let system = anchor_lang::system_program::ID;
        let logs = [
            format!("Program {system} invoke [1]"),
            "Transfer: insufficient lamports 0, need 5".to_owned(),
            failed(system, 1),
        ];
        assert_eq!(
            explain_code(system, 1, &logs).to_string(),
            "the system program refused: unnamed error (1): Transfer: insufficient lamports 0, need 5"
        );
    }

    #[test]
    fn what_another_program_said_before_is_not_taken_for_the_reason() {
        let id = twist_rewards::ID;
        let logs = [
            "Program X invoke [1]".to_owned(),
            "Program log: irrelevant".to_owned(),
            "Program X success".to_owned(),
            format!("Program {id} invoke [1]"),
            failed(id, 101),
        ];
        assert_eq!(
            explain_code(id, 101, &logs).to_string(),
            "rewards refused: unnamed error (101): it logged nothing"
        );
        assert_eq!(explain_code(id, 101, &logs[..2]).message, "it logged nothing", "truncated");
    }

    #[test]
    fn codes_of_other_programs_are_not_taken_for_ours() {
        let other = Pubkey::new_from_array([9; 32]);
        let explained = explain_code(other, 6_001, &[failed(other, 6_001)]);
        assert_eq!(explained.program, other.to_string());
        assert_eq!(explained.name, "unnamed error");
    }

    #[test]
    fn failures_without_an_error_code_are_left_to_themselves() {
        let id = Some(twist_rewards::ID);
        assert_eq!(explain(&rejection(id, InstructionError::MissingRequiredSignature, &[])), None);
        assert_eq!(explain(&ChainError::NoClock), None);
    }
}
