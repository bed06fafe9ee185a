//! `chamdiem restore`: an earlier state of a workbook in a new file, from the record of edits.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};
use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, Zoned};

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure, history};
use crate::lang::Lang;
use crate::say;
use crate::store::restore::{self, Restored};

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("restore"), lang, Parts::Arguments)
        .about(lang.pick(
            "Khôi phục một trạng thái trước đây vào tệp mới",
            "Write an earlier state to a new file",
        ))
        .override_usage(say!(
            lang,
            "chamdiem restore TỆP --at LÚC TỆP_MỚI",
            "chamdiem restore FILE --at TIME OUT"
        ))
        .after_help(lang.pick(
            "\nVí dụ:\n  chamdiem restore kon-ray.json --at '2026-11-23 10:42' kon-ray-cu.json",
            "\nExample:\n  chamdiem restore kon-ray.json --at '2026-11-23 10:42' kon-ray-before.json",
        ))
        .args([
            arguments::file(
                lang,
                lang.pick("Sổ chấm điểm; giữ nguyên", "The workbook; it stays as it is"),
            ),
            Arg::new("at")
                .long("at")
                .value_name(lang.pick("LÚC", "TIME"))
                .required(true)
                .help(lang.pick(
                    "2026-11-23 10:42, hoặc 10:42 của hôm nay",
                    "2026-11-23 10:42, or 10:42 of today",
                )),
            Arg::new("out")
                .value_name(lang.pick("TỆP_MỚI", "OUT"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "Tệp sẽ lập; không bao giờ ghi đè tệp đã có",
                    "The file to make; a file that exists is never overwritten",
                )),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let path: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let out: PathBuf = matches.get_one("out").cloned().unwrap_or_default();
    let asked: String = matches.get_one("at").cloned().unwrap_or_default();
    let at = time(&asked, &Zoned::now()).ok_or_else(|| no_time(&asked, context.lang))?;
    let author = context.places()?.author;
    let restored =
        restore::restore(&path, at, &out, &author).map_err(|error| context.store(&error))?;
    Ok(Done {
        notes: notes(&restored, context.lang),
        ..Done::with(context.lang, String::new())
    })
}

fn no_time(asked: &str, lang: Lang) -> Failure {
    Failure::new(&say!(
        lang,
        "--at: “{asked}” không phải thời điểm; hãy ghi như 2026-11-23 10:42, hoặc 10:42 của hôm nay",
        "--at: “{asked}” is no time; write it like 2026-11-23 10:42, or 10:42 of today"
    ))
}

/// A time of this place, with or without its day, or one with its offset. A time without seconds is its beginning.
fn time(asked: &str, now: &Zoned) -> Option<Timestamp> {
    let asked = asked.trim();
    if let Ok(at) = asked.parse::<Timestamp>() {
        return Some(at);
    }
    let civil = if asked.contains('-') {
        asked
            .parse::<DateTime>()
            .or_else(|_| DateTime::strptime("%Y-%m-%d %H:%M", asked))
            .or_else(|_| asked.parse::<Date>().map(DateTime::from))
            .ok()?
    } else {
        let time = Time::strptime("%H:%M", asked).or_else(|_| Time::strptime("%H:%M:%S", asked));
        now.date().to_datetime(time.ok()?)
    };
    let zoned = civil.to_zoned(now.time_zone().clone()).ok()?;
    Some(zoned.timestamp())
}

/// What could not be brought back; lines for standard error.
fn notes(restored: &Restored, lang: Lang) -> Vec<String> {
    let unknown = restored
        .unknown
        .iter()
        .map(|(code, field)| format!("{code} {field}"));
    let rejected = restored.rejected.iter().map(|(edit, _)| {
        let field = crate::store::field::name(edit);
        format!("{} {field}", edit.code().unwrap_or_default())
    });
    let kept = unknown.chain(rejected).map(|place| {
        let place = crate::text::clean_line(place.trim());
        say!(
            lang,
            "{place}: không khôi phục được, giữ giá trị hiện nay",
            "{place}: cannot be brought back and stays as it is now"
        )
    });
    kept.chain(history::damage(&restored.damage, lang))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let zone = TimeZone::fixed(jiff::tz::offset(7));
        let now = "2026-11-23T15:00:00+07:00"
            .parse::<Timestamp>()
            .expect("a time");
        let now = now.to_zoned(zone);
        for (asked, meant) in [
            ("2026-11-21 10:42", "2026-11-21T10:42:00+07:00"),
            ("2026-11-21 10:42:07", "2026-11-21T10:42:07+07:00"),
            ("2026-11-21T10:42", "2026-11-21T10:42:00+07:00"),
            ("2026-11-21", "2026-11-21T00:00:00+07:00"),
            ("10:42", "2026-11-23T10:42:00+07:00"),
            (" 10:42:07 ", "2026-11-23T10:42:07+07:00"),
            ("2026-11-21T10:42:07+09:00", "2026-11-21T08:42:07+07:00"),
            ("2026-11-21T03:42:07Z", "2026-11-21T10:42:07+07:00"),
        ] {
            assert_eq!(time(asked, &now), meant.parse().ok(), "{asked}");
        }
        for wrong in ["", "hôm qua", "25:00", "2026-13-01 10:00", "1042"] {
            assert_eq!(time(wrong, &now), None, "{wrong}");
        }
    }
}
