//! Arguments to command to exit status.

#![forbid(unsafe_code)]

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::sync::Arc;

use chamdiem::cli::screen::Asked;
use chamdiem::cli::{self, Done, Failure};
use chamdiem::store::paths::Environment;
use chamdiem::text;
use chamdiem::tui::open::{Surroundings, open};
use signal_hook::consts::SIGXFSZ;

/// Not done: usage, a file that cannot be read, something refused.
const NOT_DONE: u8 = 2;

fn main() -> ExitCode {
    // A file beyond the size that is allowed must be an error that is told, not the end of the program.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    let around = Environment::from_process();
    let screen = |asked| show(asked, &around);
    match cli::run(std::env::args_os().collect(), &around, screen) {
        Ok(done) => hand_over(&done),
        Err(failure) => complain(&failure),
    }
}

/// Opens the screen.
fn show(asked: Asked, around: &Environment) -> Result<(), Failure> {
    let surroundings = Surroundings {
        places: asked.places,
        data: around.data.clone(),
        state: around.state.clone(),
        home: around.home.clone(),
        refuges: around.refuges(),
        lang: asked.lang,
        ascii: asked.ascii,
        terminal: around.terminal.clone(),
    };
    let shown = open(asked.file.as_deref(), surroundings);
    shown.map_err(|error| Failure::new(&error.message(asked.lang)))
}

/// Prints what was asked for. A reader that has seen enough, as `head` does, is no error.
fn hand_over(done: &Done) -> ExitCode {
    done.notes.iter().for_each(|note| tell(note));
    let mut output = io::stdout().lock();
    let written = output.write_all(done.output.as_bytes());
    match written.and_then(|()| output.flush()) {
        Ok(()) => done.status.into(),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => complain(&cli::not_printed(&error, done.lang)),
    }
}

fn complain(failure: &Failure) -> ExitCode {
    // What was found out before is printed all the same; that it cannot be printed is the lesser trouble.
    let _ = io::stdout().write_all(text::visible(&failure.output).as_bytes());
    tell(&failure.line);
    NOT_DONE.into()
}

fn tell(line: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", text::visible(line));
}
