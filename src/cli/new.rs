//! `chamdiem new`: a workbook without answers, made from a criteria set.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure};
use crate::lang::Lang;
use crate::say;
use crate::store::{file, paths};
use crate::text;
use crate::workbook::{Unit, Workbook};

pub(super) fn command(lang: Lang) -> Command {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .required(true)
            .help(help)
    };
    arguments::described(Command::new("new"), lang, Parts::Arguments)
        .about(lang.pick("Lập sổ chấm điểm mới", "Make a workbook"))
        .override_usage(say!(
            lang,
            "chamdiem new TỆP --set MÃ|TỆP.json --unit TÊN --year NĂM",
            "chamdiem new FILE --set ID|SET.json --unit NAME --year N"
        ))
        .after_help(lang.pick(
            "\nVí dụ:\n  chamdiem new kon-ray.json --set kon-tum-huyen-2023 --unit 'UBND huyện Kon Rẫy' --year 2023",
            "\nExample:\n  chamdiem new kon-ray.json --set kon-tum-huyen-2023 --unit 'UBND huyện Kon Rẫy' --year 2023",
        ))
        .args([
            arguments::file(lang, lang.pick(
                "Tệp sẽ lập; không bao giờ ghi đè tệp đã có",
                "The file to make; a file that exists is never overwritten",
            )),
            option("set", lang.pick("MÃ|TỆP.json", "ID|SET.json"), lang.pick(
                "Bộ tiêu chí: mã trong criteria list, hoặc tệp",
                "The criteria set: an id of criteria list, or a file",
            )),
            option("unit", lang.pick("TÊN", "NAME"), lang.pick("Tên đơn vị", "The unit's name")),
            option("year", lang.pick("NĂM", "N"), lang.pick("Năm chấm điểm", "The year"))
                .value_parser(value_parser!(u16).range(1..=9999)),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let path: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let set: String = matches.get_one("set").cloned().unwrap_or_default();
    let year: u16 = matches.get_one("year").copied().unwrap_or_default();
    let unit = unit(matches, context.lang)?;
    let found = paths::find_set(&set, &context.places()?).map_err(|error| context.store(&error))?;
    let book = Workbook::new(found.set, unit, year);
    file::create(&path, &book, &found.json).map_err(|error| context.store(&error))?;
    Ok(Done::with(context.lang, String::new()))
}

fn unit(matches: &ArgMatches, lang: Lang) -> Result<Unit, Failure> {
    let name: String = matches.get_one("unit").cloned().unwrap_or_default();
    let name = text::clean_line(&name).trim().to_owned();
    if name.is_empty() {
        return Err(Failure::new(lang.pick(
            "--unit: tên đơn vị không được để trống; hãy ghi tên",
            "--unit: the unit's name must not be empty; give it one",
        )));
    }
    Ok(Unit {
        name,
        ..Unit::default()
    })
}
