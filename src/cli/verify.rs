//! `chamdiem verify`: proves that a workbook is what was sealed, and that reports belong to it.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::cli::arguments::{self, Parts};
use crate::cli::seal::{digest_lines, shown_time};
use crate::cli::{Context, Done, Failure, input};
use crate::handout::{self, Printer};
use crate::lang::Lang;
use crate::report::Outline;
use crate::report::belonging::{self, Departure};
use crate::say;
use crate::store::seal::Examined;
use crate::text;
use crate::workbook::Scores;
use crate::workbook::seal::{Act, SealEvent};

/// The most paragraphs that are named of one report.
const MOST_NAMED: usize = 20;
/// Columns of a paragraph that is named.
const NAMED_WIDTH: usize = 100;

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("verify"), lang, Parts::Arguments)
        .about(lang.pick(
            "Đối chiếu sổ với bản đã chốt, và báo cáo với sổ",
            "Hold a workbook against its seal, and reports against the workbook",
        ))
        .override_usage(say!(
            lang,
            "chamdiem verify TỆP [BÁO_CÁO…]",
            "chamdiem verify FILE [REPORT…]"
        ))
        .after_help(lang.pick(
            "\nKết quả: 0 khớp; 1 chưa chốt, nội dung đã khác hoặc báo cáo không phải của bản chốt này; 2 không đọc được, hoặc báo cáo không có mã xác nhận.",
            "\nExit status: 0 all agree; 1 not sealed, changed, or a report of something else; 2 not readable, or a report without a digest.",
        ))
        .args([
            arguments::file(
                lang,
                lang.pick(
                    "Sổ chấm điểm; - đọc từ đầu vào chuẩn",
                    "The workbook; - reads standard input",
                ),
            ),
            Arg::new("reports")
                .value_name(lang.pick("BÁO_CÁO", "REPORT"))
                .num_args(0..)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "Báo cáo đã xuất: .docx, .html, .md hoặc tệp khác có mã xác nhận",
                    "Reports: .docx, .html, .md, or any file in which the digest stands",
                )),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let path: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let reports = matches.get_many::<PathBuf>("reports").unwrap_or_default();
    let examined = input::examined(&path, context)?;
    let (mut output, mut agrees) = of_workbook(&path, &examined, context.lang);
    let mut failed = Vec::new();
    for report in reports {
        match of_report(report, &examined, context) {
            Ok(told) => {
                output += &told.text;
                agrees &= told.agrees;
            }
            Err(failure) => failed.push(failure.line),
        }
    }
    if !failed.is_empty() {
        let failure = Failure::new(&failed.join("; "));
        return Err(Failure { output, ..failure });
    }
    let done = Done::with(context.lang, output);
    Ok(if agrees { done } else { done.found() })
}

/// What is told of a report, and whether it belongs to the workbook.
struct Told {
    text: String,
    agrees: bool,
}

/// Whether the workbook is what was sealed, in words.
fn of_workbook(path: &Path, examined: &Examined, lang: Lang) -> (String, bool) {
    let path = path.display();
    let now = examined.now.short();
    let Some((event, agrees)) = examined.seal() else {
        let last = examined.book.seals.events().last();
        let why = last.map_or_else(String::new, |event| {
            format!(" {}", event_words(event, lang))
        });
        let text = say!(
            lang,
            "{path}: chưa chốt.{why}\nMã của nội dung hiện nay: {now}\n",
            "{path}: not sealed.{why}\nDigest of what stands in it now: {now}\n"
        );
        return (text, false);
    };
    let sealed = event_words(event, lang);
    let text = if agrees {
        let lines = digest_lines(event, lang);
        say!(
            lang,
            "{path}: khớp, đúng bản đã chốt. {sealed}\n{lines}",
            "{path}: agrees with its seal. {sealed}\n{lines}"
        )
    } else {
        let then = event.digest.short();
        say!(
            lang,
            "{path}: KHÔNG KHỚP, nội dung đã khác bản đã chốt. {sealed}\nLúc chốt:  {then}\nHiện nay:  {now}\n",
            "{path}: DIFFERS from what was sealed. {sealed}\nSealed: {then}\nNow:    {now}\n"
        )
    };
    (text, agrees)
}

/// `Chốt 30/11/2023 15:02 (cb1).`
fn event_words(event: &SealEvent, lang: Lang) -> String {
    let (at, by) = (shown_time(&event.at), &event.by);
    match &event.act {
        Act::Sealed => say!(lang, "Chốt {at} ({by}).", "Sealed {at} ({by})."),
        Act::Reopened(reason) => say!(
            lang,
            "Rút lại {at} ({by}): {reason}.",
            "Reopened {at} ({by}): {reason}."
        ),
    }
}

/// Whether a report belongs to the workbook, in words. Errors: it cannot be read or has no digest.
fn of_report(path: &Path, examined: &Examined, context: &Context<'_>) -> Result<Told, Failure> {
    let lang = context.lang;
    let bytes = input::bytes(path, context)?;
    let name = path.display();
    let report = belonging::paragraphs(&bytes).ok_or_else(|| {
        Failure::new(&say!(
            lang,
            "{name}: không đọc được như một báo cáo; hãy xuất lại hoặc lưu lại dưới dạng .docx",
            "{name}: cannot be read as a report; export it again or save it as .docx"
        ))
    })?;
    let digests = belonging::digests(&report);
    if digests.is_empty() && handout::printer(path).is_some_and(Printer::is_for_programs) {
        return Err(Failure::new(&say!(
            lang,
            "{name}: tệp loại này không mang mã xác nhận; hãy đối chiếu báo cáo .docx, .html, .md hoặc bảng .xlsx",
            "{name}: this kind of file carries no digest; verify the report (.docx, .html, .md) or the table (.xlsx)"
        )));
    }
    if digests.is_empty() {
        return Err(Failure::new(&say!(
            lang,
            "{name}: không có mã xác nhận; hãy xuất lại báo cáo từ sổ đã chốt",
            "{name}: no digest stands in it; export the report again from the sealed workbook"
        )));
    }
    let mut told = by_digest(&name.to_string(), &digests, examined, lang);
    let departures = departures(path, &report, examined);
    if told.agrees && !departures.is_empty() {
        told = Told {
            text: say!(
                lang,
                "{name}: KHÔNG KHỚP, mang mã của sổ nhưng nội dung khác.\n",
                "{name}: DIFFERS, it carries the workbook's digest but says something else.\n"
            ),
            agrees: false,
        };
    }
    told.text += &named(&departures, lang);
    Ok(told)
}

fn by_digest(name: &str, digests: &[String], examined: &Examined, lang: Lang) -> Told {
    let standing = examined.book.seals.standing();
    let is_of = |event: &SealEvent| digests.iter().all(|it| event.digest.begins_with(it));
    if standing.is_some_and(is_of) && examined.book.seals.broken().is_some() {
        let text = say!(
            lang,
            "{name}: in từ bản đã chốt; sổ nay đã khác bản đó.\n",
            "{name}: printed from what was sealed; the workbook is something else now.\n"
        );
        return Told {
            text,
            agrees: false,
        };
    }
    if standing.is_some_and(is_of) {
        let text = say!(
            lang,
            "{name}: khớp, cùng mã xác nhận với sổ.\n",
            "{name}: belongs to the workbook, the digest is the same.\n"
        );
        return Told { text, agrees: true };
    }
    let mut sealed = examined.book.seals.events().iter().rev();
    let earlier = sealed.find(|event| event.act == Act::Sealed && is_of(event));
    let is_of_now = digests.iter().all(|it| examined.now.begins_with(it));
    let text = if is_of_now {
        say!(
            lang,
            "{name}: in từ đúng nội dung này, nhưng sổ không có dấu chốt ấy nữa. Hãy tìm bản đã chốt, hoặc chốt lại\n",
            "{name}: printed from this very content, but the workbook has that seal no longer. Find the sealed copy, or seal again\n"
        )
    } else if let Some(event) = earlier {
        let at = shown_time(&event.at);
        say!(
            lang,
            "{name}: KHÔNG KHỚP, in từ bản chốt {at}; sau đó sổ đã rút lại. Hãy xuất lại báo cáo\n",
            "{name}: DOES NOT BELONG, printed from the seal of {at}; the workbook was reopened since. Export it again\n"
        )
    } else {
        let short: Vec<&str> = digests.iter().filter_map(|it| it.get(..16)).collect();
        let short = short.join(", ");
        say!(
            lang,
            "{name}: KHÔNG KHỚP, mang mã khác: {short}. Hãy tìm đúng sổ hoặc xuất lại báo cáo\n",
            "{name}: DOES NOT BELONG, it carries another digest: {short}. Find its workbook or export it again\n"
        )
    };
    Told {
        text,
        agrees: false,
    }
}

/// What a report says otherwise than the workbook prints today, where it is of a kind that is printed in paragraphs.
/// The lines of what stays open under a seal may be filled in by hand.
fn departures(path: &Path, report: &[String], examined: &Examined) -> Vec<Departure> {
    let Some(printed) = handout::printed(&examined.book, path) else {
        return Vec::new();
    };
    let printed = belonging::paragraphs(&printed).unwrap_or_default();
    let open = open_lines(examined);
    let mut departures = belonging::departures(&printed, report);
    departures.retain(|departure| {
        let printed = departure.printed.as_deref().map(letters);
        !printed.is_some_and(|printed| !printed.is_empty() && open.contains(&printed))
    });
    departures
}

/// The lines that number, date and signer make.
fn open_lines(examined: &Examined) -> Vec<String> {
    let outline = Outline::of(&examined.book, &Scores::of(&examined.book));
    [
        outline.letterhead.number.text(),
        outline.letterhead.dated.text(),
        outline.ending.signer.text(),
        outline.annex.belongs_to,
    ]
    .iter()
    .map(|line| letters(line))
    .collect()
}

/// Letters and digits alone: what is left of a line in every kind of file.
fn letters(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How many characters of two long paragraphs can be left out, so that the place where they part is in sight.
fn common_start(departure: &Departure) -> usize {
    let (Some(one), Some(other)) = (&departure.printed, &departure.found) else {
        return 0;
    };
    let pairs = one.chars().zip(other.chars());
    let same = pairs.take_while(|(one, other)| one == other).count();
    if same < NAMED_WIDTH / 2 {
        0
    } else {
        same - NAMED_WIDTH / 4
    }
}

fn named(departures: &[Departure], lang: Lang) -> String {
    if departures.is_empty() {
        return String::new();
    }
    let count = departures.len();
    let mut text = say!(
        lang,
        "  {count} đoạn khác với bản in từ sổ hôm nay:\n",
        "  {count} paragraphs differ from what the workbook prints today:\n"
    );
    let nothing = lang.pick("(không có)", "(none)");
    for departure in departures.iter().take(MOST_NAMED) {
        let from = common_start(departure);
        let line = |side: &Option<String>| {
            let side = side.as_deref().unwrap_or(nothing);
            let rest: String = side.chars().skip(from).collect();
            let dots = if from > 0 { ".." } else { "" };
            let side = format!("{dots}{}", text::clean_line(&rest));
            text::fit(&side, NAMED_WIDTH).into_owned()
        };
        let (book, report) = (line(&departure.printed), line(&departure.found));
        text += &say!(
            lang,
            "  - sổ:      {book}\n    báo cáo: {report}\n",
            "  - workbook: {book}\n    report:   {report}\n"
        );
    }
    if let Some(more) = count.checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        text += &say!(lang, "  và {more} đoạn nữa\n", "  and {more} more\n");
    }
    text
}
