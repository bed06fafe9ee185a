//! `chamdiem new`: a workbook without answers, made from a criteria set or from last year's workbook.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure};
use crate::import::last_year::{self, Wanted};
use crate::lang::Lang;
use crate::points::{self, Decimal};
use crate::say;
use crate::store::{file, paths};
use crate::text;
use crate::workbook::{Scores, Unit, Workbook, words};

pub(super) fn command(lang: Lang) -> Command {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .required_unless_present("from")
            .help(help)
    };
    arguments::described(Command::new("new"), lang, Parts::Arguments)
        .about(lang.pick("Lập sổ chấm điểm mới", "Make a workbook"))
        .override_usage(say!(
            lang,
            "chamdiem new TỆP --set MÃ|TỆP.json --unit TÊN --year NĂM\n  chamdiem new TỆP --from SỔ-NĂM-TRƯỚC.json [--set MÃ|TỆP.json] [--unit TÊN] [--year NĂM] [--appraised ĐIỂM]",
            "chamdiem new FILE --set ID|SET.json --unit NAME --year N\n  chamdiem new FILE --from OLD.json [--set ID|SET.json] [--unit NAME] [--year N] [--appraised SCORE]"
        ))
        .after_help(lang.pick(
            "\nVí dụ:\n  chamdiem new kon-ray.json --set kon-tum-huyen-2023 --unit 'UBND huyện Kon Rẫy' --year 2023\n  chamdiem new kon-ray-2024.json --from kon-ray-2023.json\n\nKết quả: 0 xong; 1 xong, nhưng có tiêu chí không ghép được với sổ năm trước (in ra từng tiêu chí).",
            "\nExamples:\n  chamdiem new kon-ray.json --set kon-tum-huyen-2023 --unit 'UBND huyện Kon Rẫy' --year 2023\n  chamdiem new kon-ray-2024.json --from kon-ray-2023.json\n\nExit status: 0 done; 1 done, but criteria found no partner in last year's workbook (each is printed).",
        ))
        .args([
            arguments::file(lang, lang.pick(
                "Tệp sẽ lập; không bao giờ ghi đè tệp đã có",
                "The file to make; a file that exists is never overwritten",
            )),
            Arg::new("from")
                .long("from")
                .value_name(lang.pick("TỆP", "OLD.json"))
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "Sổ năm trước: lấy giải trình, tài liệu, phần báo cáo; không lấy số liệu, điểm",
                    "Last year's workbook: explanations, documents, report texts; no figures, no scores",
                )),
            option("set", lang.pick("MÃ|TỆP.json", "ID|SET.json"), lang.pick(
                "Bộ tiêu chí: mã trong criteria list, hoặc tệp",
                "The criteria set: an id of criteria list, or a file",
            )),
            option("unit", lang.pick("TÊN", "NAME"), lang.pick("Tên đơn vị", "The unit's name")),
            option("year", lang.pick("NĂM", "N"), lang.pick("Năm chấm điểm", "The year"))
                .value_parser(value_parser!(u16).range(1990..=2100)),
            Arg::new("appraised")
                .long("appraised")
                .value_name(lang.pick("ĐIỂM", "SCORE"))
                .requires("from")
                .allow_hyphen_values(true)
                .help(lang.pick(
                    "Điểm thẩm định cả năm của sổ năm trước, để so sánh",
                    "What the appraisal made of last year's total, to compare with",
                )),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let path: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    if let Some(from) = matches.get_one::<PathBuf>("from") {
        return begin_from(&path, from, matches, context);
    }
    let set: String = matches.get_one("set").cloned().unwrap_or_default();
    let year: u16 = matches.get_one("year").copied().unwrap_or_default();
    let unit = Unit {
        name: unit(matches, context.lang)?,
        ..Unit::default()
    };
    let found = paths::find_set(&set, &context.places()?).map_err(|error| context.store(&error))?;
    let book = Workbook::new(found.set, unit, year);
    file::create(&path, &book, &found.json).map_err(|error| context.store(&error))?;
    Ok(Done::with(context.lang, String::new()))
}

/// Last year's workbook continued.
fn begin_from(
    path: &Path,
    from: &Path,
    matches: &ArgMatches,
    context: &Context<'_>,
) -> Result<Done, Failure> {
    let said = |error: &_| context.store(error);
    let (old, embedded) = file::read_with_set(from).map_err(|error| said(&error))?;
    let asked: Option<&String> = matches.get_one("set");
    let found = match asked {
        Some(set) => Some(paths::find_set(set, &context.places()?).map_err(|error| said(&error))?),
        None => None,
    };
    let (set, json) = found.map_or((None, embedded), |found| (Some(found.set), found.json));
    let named = matches.contains_id("unit");
    let wanted = Wanted {
        set,
        unit: named.then(|| unit(matches, context.lang)).transpose()?,
        year: matches.get_one("year").copied(),
        appraised: appraised(matches, &old, context)?,
    };
    let carried = last_year::carry_over(&old, wanted);
    file::create(path, &carried.book, &json).map_err(|error| said(&error))?;
    let mut output = last_year::lines(&carried.account, context.lang).join("\n");
    output.push('\n');
    let mut done = Done::with(context.lang, output);
    done.notes
        .extend(not_later(&old, &carried.book, context.lang));
    Ok(if carried.account.is_complete() {
        done
    } else {
        done.found()
    })
}

/// What the appraisal made of the old total: between nothing and all that could be reached.
fn appraised(
    matches: &ArgMatches,
    old: &Workbook,
    context: &Context<'_>,
) -> Result<Option<Decimal>, Failure> {
    let Some(typed) = matches.get_one::<String>("appraised") else {
        return Ok(None);
    };
    let lang = context.lang;
    let wrong = |why: &str| Failure::new(&format!("--appraised “{typed}”: {why}"));
    let score =
        points::typed_decimal(typed).map_err(|error| wrong(words::number_error(error, lang)))?;
    let most = Scores::of(old).total.max;
    if score < Decimal::ZERO || score > most {
        let most = points::print(most, context.mark());
        return Err(wrong(&say!(
            lang,
            "phải từ 0 đến {most}, điểm tối đa của sổ cũ",
            "must be from 0 to {most}, the maximum of the old workbook"
        )));
    }
    Ok(Some(score))
}

/// A year that does not come after that of the old workbook is likely a slip.
fn not_later(old: &Workbook, new: &Workbook, lang: Lang) -> Option<String> {
    let (before, year) = (old.year, new.year);
    (year <= before).then(|| {
        say!(
            lang,
            "năm {year} không sau năm {before} của sổ cũ; nếu nhầm thì xóa tệp mới và lập lại với --year",
            "{year} does not come after {before}, the year of the old workbook; if that is a slip, delete the new file and try again with --year"
        )
    })
}

fn unit(matches: &ArgMatches, lang: Lang) -> Result<String, Failure> {
    let name: String = matches.get_one("unit").cloned().unwrap_or_default();
    let name = text::clean_line(&name).trim().to_owned();
    if name.is_empty() {
        return Err(Failure::new(lang.pick(
            "--unit: tên đơn vị không được để trống; hãy ghi tên",
            "--unit: the unit's name must not be empty; give it one",
        )));
    }
    Ok(name)
}
