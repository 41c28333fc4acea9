//! What goes where: results to stdout, everything else (headings, progress, warnings) to stderr, so that stdout can be piped.

use std::{
    io::{self, Write},
    time::Duration,
};

use anyhow::{Context, Result};
use console::{Term, style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Talks to the person at the terminal.
pub struct Reporter {
    term: Term,
}

impl Reporter {
    /// A reporter on stderr. Progress bars appear only on a terminal.
    pub fn new() -> Self {
        Self { term: Term::stderr() }
    }

    /// Begins a step of the work.
    pub fn step(&self, text: &str) {
        self.line(&format!("{} {text}", style("•").cyan().for_stderr()));
    }

    /// Something to know about the step.
    pub fn note(&self, text: &str) {
        self.line(&format!("  {text}"));
    }

    /// Something that the person should act on.
    pub fn warn(&self, text: &str) {
        self.line(&format!("{} {text}", style("warning:").yellow().bold().for_stderr()));
    }

    /// Why nothing came of it.
    pub fn error(&self, text: &str) {
        self.line(&format!("{} {text}", style("error:").red().bold().for_stderr()));
    }

    /// Asks a question; the answer is typed behind it.
    pub fn ask(&self, question: &str) {
        // Without stderr nobody sees the question, and nobody answers it.
        let _ = self.term.write_str(question).and_then(|()| self.term.flush());
    }

    /// The result of the work, on stdout. A reader that has seen enough (`| head`) is no error.
    pub fn result(&self, text: &str) -> Result<()> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context(
                "the work is done, but its result cannot be written to stdout; make room and run it again",
            ),
            _ => Ok(()),
        }
    }

    fn line(&self, text: &str) {
        // There is nobody left to tell if stderr is gone.
        let _ = self.term.write_line(text);
    }

    /// A bar over a known number of things.
    pub fn count(&self, label: &str, length: u64) -> ProgressBar {
        self.bar(label, length, "{msg:24} [{bar:32}] {human_pos}/{human_len} {eta}")
    }

    /// A bar over a known number of bytes.
    pub fn bytes(&self, label: &str, length: u64) -> Reading {
        Reading(self.bar(label, length, "{msg:24} [{bar:32}] {bytes}/{total_bytes}"))
    }

    fn bar(&self, label: &str, length: u64, template: &str) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(label.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

/// A bar that a reader moves.
pub struct Reading(ProgressBar);

impl Reading {
    /// The same reader, moving the bar.
    pub fn reader<R: std::io::Read>(&self, reader: R) -> impl std::io::Read + use<R> {
        self.0.wrap_read(reader)
    }

    /// Takes the bar away.
    pub fn finish_and_clear(&self) {
        self.0.finish_and_clear();
    }
}
