//! What each instruction of a transaction cost, read from its logs.

use solana_pubkey::Pubkey;

/// Compute units of one top-level instruction, its cross-program calls included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstructionCost {
    /// The program that was called.
    pub program: Pubkey,
    /// The instruction's name (`vote_epoch`) if the program is one of Anchor's, which log it; `None` for others.
    pub name: Option<String>,
    /// Compute units.
    pub compute_units: u64,
}

/// The cost of every top-level instruction, in order. Instructions whose lines a cluster truncated are missing.
#[must_use]
pub fn costs(logs: &[String]) -> Vec<InstructionCost> {
    let mut costs = Vec::new();
    let (mut depth, mut name) = (0u32, None);
    for line in logs {
        if let Some(logged) = line.strip_prefix("Program log: Instruction: ") {
            if depth == 1 && name.is_none() {
                name = Some(snake_case(logged));
            }
            continue;
        }
        let Some(rest) = line.strip_prefix("Program ") else { continue };
        let mut words = rest.split(' ');
        let Some(program) = words.next().and_then(|word| word.parse::<Pubkey>().ok()) else { continue };
        match words.next() {
            Some("invoke") => {
                depth = depth.saturating_add(1);
                if depth == 1 {
                    name = None;
                }
            }
            Some("consumed") if depth == 1 => {
                if let Some(compute_units) = words.next().and_then(|word| word.parse().ok()) {
                    costs.push(InstructionCost { program, name: name.take(), compute_units });
                }
            }
            Some("success" | "failed:") => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    costs
}

/// `VoteEpoch`, as programs log it, to `vote_epoch`, as everyone else calls it.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_top_level_instructions_count_and_keep_their_names() {
        let (a, b) = (Pubkey::new_from_array([1; 32]), Pubkey::new_from_array([2; 32]));
        let logs: Vec<String> = [
            format!("Program {a} invoke [1]"),
            "Program log: Instruction: VoteEpoch".to_owned(),
            format!("Program {b} invoke [2]"),
            "Program log: Instruction: Transfer".to_owned(),
            format!("Program {b} consumed 76 of 190000 compute units"),
            format!("Program {b} success"),
            format!("Program {a} consumed 6000 of 200000 compute units"),
            format!("Program {a} success"),
            format!("Program {b} invoke [1]"),
            format!("Program {b} consumed 150 of 194000 compute units"),
            format!("Program {b} success"),
        ]
        .to_vec();
        let expected = [
            InstructionCost { program: a, name: Some("vote_epoch".to_owned()), compute_units: 6_000 },
            InstructionCost { program: b, name: None, compute_units: 150 },
        ];
        assert_eq!(costs(&logs), expected);
    }
}
