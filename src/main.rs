//! Arguments to command to exit status. The one place that knows both the command line and the screen.

use std::env;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use chamdiem::cli::{self, Done, Failure, screen::Asked};
use chamdiem::store::paths::Environment;
use chamdiem::tui::{open, wire::Palette};

/// Usage, a file that cannot be read, something refused.
const NOT_DONE: u8 = 2;

fn main() -> ExitCode {
    let around = Environment::from_process();
    let show = |asked| show_screen(asked, &around);
    match cli::run(env::args_os().collect(), &around, show) {
        Ok(done) => hand_over(&done),
        Err(failure) => complain(&failure),
    }
}

fn show_screen(asked: Asked, around: &Environment) -> Result<(), Failure> {
    let lang = asked.lang;
    let editor = env::var_os("VISUAL").or_else(|| env::var_os("EDITOR"));
    let (no_color, term) = (env::var_os("NO_COLOR"), env::var_os("TERM"));
    let needs = open::Around {
        places: asked.places,
        data: around.data.clone(),
        lang,
        ascii: asked.ascii,
        palette: Palette::from_environment(no_color.as_deref(), term.as_deref()),
        editor: editor.unwrap_or_else(|| "nano".into()),
        scratch: env::temp_dir(),
    };
    open::open(asked.file.as_deref(), needs).map_err(|error| Failure::new(&error.message(lang)))
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
    let _ = io::stdout().write_all(failure.output.as_bytes());
    tell(&failure.line);
    NOT_DONE.into()
}

fn tell(line: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{line}");
}
