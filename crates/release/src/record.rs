//! Recording a release: digests of builds in a cluster's file.

use twist_client::artifacts::Program;

/// The text of a cluster's file with these digests and this last migration, and everything else, comments included, as it was.
///
/// # Errors
/// If the file has no `sha256` entry for one of the programs, or no `migrations` entry for the cluster.
pub fn release(text: &str, digests: &[(Program, [u8; 32])], migrations: u32) -> Result<String, String> {
    let mut section = String::new();
    let mut written = Vec::new();
    let mut lines = Vec::new();
    let mut migrated = false;
    for line in text.lines() {
        if let Some(name) = line.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.clone_into(&mut section);
        }
        let digest = digests
            .iter()
            .find(|(program, _)| section == format!("programs.{}", program.name()))
            .filter(|_| line.trim_start().starts_with("sha256"));
        if section == "cluster" && line.trim_start().starts_with("migrations") {
            lines.push(format!("migrations = {migrations}"));
            migrated = true;
            continue;
        }
        match digest {
            Some((program, digest)) => {
                lines.push(format!("sha256 = \"{}\"", hex::encode(digest)));
                written.push(*program);
            }
            None => lines.push(line.to_owned()),
        }
    }
    if !migrated {
        return Err("there is no migrations entry under [cluster]".to_owned());
    }
    match digests.iter().find(|(program, _)| !written.contains(program)) {
        Some((program, _)) => Err(format!("there is no sha256 entry under [programs.{}]", program.name())),
        None => Ok(lines.join("\n") + "\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_digest_of_the_right_program_and_the_migrations_change() {
        let text = "# a comment\n[cluster]\nmigrations = 0\n[programs.twist_token]\nid = \"x\"\nsha256 = \"\"\n[other]\nsha256 = \"keep\"\n";
        let recorded = release(text, &[(Program::Token, [0xab; 32])], 7).unwrap();
        let wanted = text
            .replace("sha256 = \"\"", &format!("sha256 = \"{}\"", "ab".repeat(32)))
            .replace("migrations = 0", "migrations = 7");
        assert_eq!(recorded, wanted);
        assert!(release(text, &[(Program::Rewards, [0; 32])], 7).unwrap_err().contains("twist_rewards"));
        assert!(release("", &[], 7).unwrap_err().contains("migrations"));
    }
}
