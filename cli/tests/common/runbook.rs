//! A runbook's commands: read from its Markdown, run in order in one shell.
//!
//! In blocks marked `sh`, a line `# expect: TEXT` says that TEXT is in what the commands above it printed (those since the last such
//! line). `$NAME` in it stands for a variable of the runbook. A line `<!-- wait: 3 days -->` between blocks lets that time pass on the
//! chain. Blocks marked `text` are not run; others are refused, so that no command escapes.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// What a runbook's variables are.
pub type Variables = BTreeMap<&'static str, String>;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Commands, and what they must print.
    Run {
        /// Line of the first command.
        line: usize,
        /// The commands.
        commands: String,
        /// Texts that must be in the output, each with its line.
        expected: Vec<(usize, String)>,
    },
    /// So many seconds must pass.
    Wait(i64),
}

/// Reads a runbook.
pub fn read(markdown: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut block: Option<&str> = None;
    for (line, text) in (1..).zip(markdown.lines()) {
        if text.trim_start() != text && text.trim_start().starts_with("```") {
            return Err(format!("line {line}: a block that is indented: it would not be run"));
        }
        match (block, text.strip_prefix("```")) {
            (None, Some(language @ ("sh" | "text"))) => {
                block = Some(language);
                if language == "sh" {
                    parts.push(Part::Run { line: line + 1, commands: String::new(), expected: Vec::new() });
                }
            }
            (None, Some(other)) => {
                return Err(format!("line {line}: a block marked {other:?}: mark it sh or text"));
            }
            (Some(_), Some("")) => block = None,
            (Some(_), Some(_)) => return Err(format!("line {line}: a block inside a block")),
            (Some("sh"), None) => add(&mut parts, line, text),
            (None, None) => parts.extend(wait(line, text)?),
            (Some(_), None) => {}
        }
    }
    if block.is_some() {
        return Err("the last block has no end".to_owned());
    }
    Ok(parts)
}

fn add(parts: &mut Vec<Part>, line: usize, text: &str) {
    let Some(Part::Run { commands, expected, .. }) = parts.last_mut() else { return };
    if let Some(wanted) = text.strip_prefix("# expect: ") {
        expected.push((line, wanted.trim().to_owned()));
    } else if expected.is_empty() {
        commands.push_str(text);
        commands.push('\n');
    } else {
        parts.push(Part::Run { line, commands: format!("{text}\n"), expected: Vec::new() });
    }
}

fn wait(line: usize, text: &str) -> Result<Option<Part>, String> {
    let Some(span) = text.strip_prefix("<!-- wait: ").and_then(|rest| rest.strip_suffix(" -->")) else {
        return Ok(None);
    };
    let (count, unit) = span.split_once(' ').unwrap_or((span, ""));
    let seconds = match unit.trim_end_matches('s') {
        "second" => 1,
        "hour" => 3_600,
        "day" => 86_400,
        _ => return Err(format!("line {line}: wait how long? Write seconds, hours or days")),
    };
    let count: i64 = count.parse().map_err(|_| format!("line {line}: {count:?} is no number"))?;
    Ok(Some(Part::Wait(count * seconds)))
}

/// Names of the variables that a runbook's commands use.
pub fn variables(parts: &[Part]) -> Vec<String> {
    let mut names = Vec::new();
    for part in parts {
        let Part::Run { commands, .. } = part else { continue };
        for rest in commands.split('$').skip(1) {
            let name: String = rest
                .trim_start_matches('{')
                .chars()
                .take_while(|c| c.is_ascii_uppercase() || *c == '_')
                .collect();
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// One shell in which a runbook runs.
pub struct Shell {
    shell: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    script: PathBuf,
    variables: Variables,
}

/// What the shell says when a part is done.
const DONE: &str = "--- done ---";

impl Shell {
    /// A shell in `directory`, with `twist` on its path, that ends at the first command that fails.
    pub fn start(directory: &Path, variables: &Variables) -> Self {
        let binary = Path::new(env!("CARGO_BIN_EXE_twist"));
        let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("bash")
            .args(["--noprofile", "--norc"])
            .current_dir(directory)
            .env("PATH", path)
            .envs(variables)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = shell.stdin.take().unwrap();
        let output = BufReader::new(shell.stdout.take().unwrap());
        input.write_all(b"exec 2>&1\nset -euo pipefail\n").unwrap();
        let script = directory.join("part.sh");
        Self { shell, input, output, script, variables: variables.clone() }
    }

    /// Runs commands; they must succeed and print what is expected.
    pub fn run(&mut self, line: usize, commands: &str, expected: &[(usize, String)]) -> Result<(), String> {
        fs::write(&self.script, strict(commands)).unwrap();
        // The commands must not read what the shell is told next.
        writeln!(self.input, ". {} </dev/null\nprintf '%s\\n' '{DONE}'", self.script.display())
            .map_err(|_| format!("line {line}: the shell has ended"))?;
        let (mut printed, mut done) = (String::new(), false);
        for text in self.output.by_ref().lines() {
            let text = text.unwrap();
            if text == DONE {
                done = true;
                break;
            }
            let _ = writeln!(printed, "{text}");
        }
        if !done {
            return Err(format!("line {line}: a command failed:\n{commands}it printed:\n{printed}"));
        }
        for (line, wanted) in expected {
            let wanted = self.expand(wanted);
            if !printed.contains(&wanted) {
                return Err(format!(
                    "line {line}: {wanted:?} is not in what these printed:\n{commands}{printed}"
                ));
            }
        }
        Ok(())
    }

    /// A text with the variables' values; of names that begin alike the longest counts.
    fn expand(&self, text: &str) -> String {
        self.variables
            .iter()
            .rev()
            .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("${name}"), value))
    }
}

/// The shell goes on when `! command` succeeds: here that is a failure like any other.
fn strict(commands: &str) -> String {
    let whole = commands.replace("\\\n", " ");
    let line = |line: &str| match line.strip_prefix("! ") {
        Some(command) => format!("if {command}; then echo 'this should have failed'; exit 1; fi\n"),
        None => format!("{line}\n"),
    };
    whole.lines().map(line).collect()
}

impl Drop for Shell {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(line: usize, commands: &str, expected: &[(usize, &str)]) -> Part {
        let expected = expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
        Part::Run { line, commands: commands.to_owned(), expected }
    }

    #[test]
    fn commands_are_split_where_something_is_expected() {
        let markdown = "# Title\n```sh\na\nb $X\n# expect: one\n# expect: two\nc\n```\n<!-- wait: 3 days -->\n```text\nd\n```\n";
        let parts = read(markdown).unwrap();
        let wanted =
            [part(3, "a\nb $X\n", &[(5, "one"), (6, "two")]), part(7, "c\n", &[]), Part::Wait(259_200)];
        assert_eq!(parts, wanted);
        assert_eq!(variables(&parts), ["X"]);
    }

    #[test]
    fn what_would_escape_the_test_is_refused() {
        for (markdown, why) in [
            ("```bash\na\n```\n", "mark it sh or text"),
            ("```\na\n```\n", "mark it sh or text"),
            ("- a\n  ```sh\n  b\n  ```\n", "indented"),
            ("```sh\na\n", "no end"),
            ("<!-- wait: a while -->\n", "wait how long"),
        ] {
            let error = read(markdown).unwrap_err();
            assert!(error.contains(why), "{markdown:?}: {error}");
        }
    }

    #[test]
    fn the_shell_remembers_and_stops_at_what_is_wrong() {
        let directory = tempfile::tempdir().unwrap();
        let variables = Variables::from([("NAME", "world".to_owned())]);
        let shell = || Shell::start(directory.path(), &variables);
        let expected = |text: &str| vec![(7, text.to_owned())];

        let mut good = shell();
        good.run(1, "greeting=hello\n! false\n! grep -q x \\\n    /dev/null\n", &[]).unwrap();
        good.run(2, "echo \"$greeting $NAME\" >&2\n", &expected("hello $NAME")).unwrap();
        let error = good.run(3, "echo something\n", &expected("anything")).unwrap_err();
        assert!(error.starts_with("line 7: \"anything\" is not in what these printed"), "{error}");

        for (commands, why) in [
            ("echo before\nfalse\necho after\n", "before"),
            ("! true\n", "this should have failed"),
            ("echo \"$UNKNOWN\"\n", "UNKNOWN"),
            ("false | cat\n", "a command failed"),
        ] {
            let error = shell().run(5, commands, &[]).unwrap_err();
            assert!(error.starts_with("line 5: a command failed") && error.contains(why), "{error}");
            assert!(!error.contains("\nafter\n"), "{error}");
        }
    }
}
