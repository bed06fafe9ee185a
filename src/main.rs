//! Arguments to command to exit status.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use chamdiem::cli::{self, Done, Failure};
use chamdiem::store::paths::Environment;

/// Not done: usage, a file that cannot be read, something refused.
const NOT_DONE: u8 = 2;

fn main() -> ExitCode {
    let around = Environment::from_process();
    match cli::run(std::env::args_os().collect(), &around, cli::screen::open) {
        Ok(done) => hand_over(&done),
        Err(failure) => complain(&failure),
    }
}

/// Prints what was asked for. A reader that has seen enough, as `head` does, is no error.
fn hand_over(done: &Done) -> ExitCode {
    for note in &done.notes {
        tell(note);
    }
    let mut output = io::stdout().lock();
    let written = output
        .write_all(done.output.as_bytes())
        .and_then(|()| output.flush());
    match written {
        Ok(()) => done.status.into(),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => complain(&cli::not_printed(&error, done.lang)),
    }
}

fn complain(failure: &Failure) -> ExitCode {
    // What was found out before is printed all the same; that it cannot be printed is the lesser trouble.
    let _ = io::stdout().write_all(failure.output.as_bytes());
    tell(&failure.line);
    NOT_DONE.into()
}

fn tell(line: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{line}");
}
