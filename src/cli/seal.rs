//! `chamdiem seal`: freezes a workbook that is handed in and prints its digest; `--reopen` opens it again and records
//! why.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure, check};
use crate::lang::Lang;
use crate::say;
use crate::store::error::sealed_message;
use crate::store::file::{Access, Manner};
use crate::store::seal::{self, SealOrder};
use crate::store::{Cause, StoreError, file, local_time};
use crate::workbook::Workbook;
use crate::workbook::seal::{
    Act, SealEvent, SealRefusal, may_reopen, may_seal, printed_time, refusal_words,
};

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("seal"), lang, Parts::Arguments)
        .about(lang.pick(
            "Chốt hồ sơ: không sửa được nữa, in mã xác nhận",
            "Seal a workbook: freeze it and print its digest",
        ))
        .override_usage(say!(
            lang,
            "chamdiem seal TỆP\n  chamdiem seal TỆP --reopen LÝ_DO",
            "chamdiem seal FILE\n  chamdiem seal FILE --reopen REASON"
        ))
        .after_help(lang.pick(
            "\nChỉ chốt được khi không còn điểm phải sửa. Số, ngày, người ký báo cáo vẫn ghi được sau khi chốt.",
            "\nA workbook with errors is not sealed. Number, date and signer of the report stay open.",
        ))
        .args([
            arguments::file(lang, lang.pick("Sổ chấm điểm", "The workbook")),
            Arg::new("reopen")
                .long("reopen")
                .value_name(lang.pick("LÝ_DO", "REASON"))
                .help(lang.pick(
                    "Rút lại để sửa tiếp; lý do được ghi vào tệp",
                    "Open a sealed workbook again; the reason is recorded in the file",
                )),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let path: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let order = match matches.get_one::<String>("reopen") {
        Some(reason) => SealOrder::Reopen(reason.clone()),
        None => SealOrder::Seal,
    };
    let author = context.places()?.author;
    let before = refuse_early(&path, &order, context)?;
    let event = seal::carry_out(&path, &order, &author, Manner::COMMAND)
        .map_err(|error| context.store(&error))?
        .map_err(|refusal| refused(&path, &refusal, context))?;
    let mut output = told(&event, context.lang);
    if before.is_some_and(|sealed| sealed.digest != event.digest) {
        output += context.lang.pick(
            "CHÚ Ý: trước khi rút lại, nội dung đã khác bản đã chốt. So với bản sao lưu: chamdiem diff\n",
            "NOTE: what stood in it was no longer what was sealed. Compare it with a backup: chamdiem diff\n",
        );
    }
    Ok(Done::with(context.lang, output))
}

/// What can be refused without touching the folder is refused before a lock is made in it. Hands back the seal that
/// holds.
fn refuse_early(
    path: &Path,
    order: &SealOrder,
    context: &Context<'_>,
) -> Result<Option<SealEvent>, Failure> {
    let opened = file::open(path).map_err(|error| context.store(&error))?;
    if let Access::ReadOnly(reason) = opened.access {
        let (path, cause) = (path.to_owned(), Cause::ReadOnly(reason));
        return Err(context.store(&StoreError { path, cause }));
    }
    let may = match order {
        SealOrder::Seal => may_seal(&opened.book),
        SealOrder::Reopen(reason) => may_reopen(&opened.book, reason),
    };
    may.map_err(|refusal| refused(path, &refusal, context))?;
    Ok(opened.book.seals.standing().cloned())
}

/// One line, and before it every finding that must be mended.
fn refused(path: &Path, refusal: &SealRefusal, context: &Context<'_>) -> Failure {
    let why = match refusal {
        SealRefusal::Already(event) => sealed_message(event, context.lang),
        SealRefusal::Errors(_) | SealRefusal::NotSealed | SealRefusal::NoReason => {
            refusal_words(refusal, context.lang)
        }
    };
    let failure = Failure::new(&format!("{}: {why}", path.display()));
    let output = match refusal {
        SealRefusal::Errors(findings) => check::text(findings, context),
        SealRefusal::Already(_) | SealRefusal::NotSealed | SealRefusal::NoReason => String::new(),
    };
    Failure { output, ..failure }
}

/// What was done, and the digest of a seal.
fn told(event: &SealEvent, lang: Lang) -> String {
    let (at, by) = (shown_time(&event.at), &event.by);
    match &event.act {
        Act::Sealed => {
            let mut output = say!(lang, "Đã chốt {at} ({by}).\n", "Sealed {at} ({by}).\n");
            output += &digest_lines(event, lang);
            output
        }
        Act::Reopened(reason) => say!(
            lang,
            "Đã rút lại {at} ({by}): {reason}. Sửa xong thì chốt lại.\n",
            "Reopened {at} ({by}): {reason}. Seal it again when done.\n"
        ),
    }
}

/// The short form to compare at a glance, and the whole.
pub(super) fn digest_lines(event: &SealEvent, lang: Lang) -> String {
    let digest = &event.digest;
    let mut lines = say!(lang, "Mã xác nhận: {}\n", "Digest: {}\n", digest.short());
    let whole = lang.pick("Đủ", "Whole");
    // Writing into a string cannot fail.
    let _ = writeln!(lines, "{whole}: {digest}");
    lines
}

/// A stored time as people here read it.
pub(super) fn shown_time(stored: &str) -> String {
    local_time(stored).unwrap_or_else(|| printed_time(stored))
}

/// Refuses what would change a sealed workbook, by the file's name.
pub(super) fn refuse_sealed(
    path: &Path,
    book: &Workbook,
    context: &Context<'_>,
) -> Result<(), Failure> {
    let Some(event) = book.seals.standing() else {
        return Ok(());
    };
    let (path, cause) = (path.to_owned(), Cause::Sealed(Box::new(event.clone())));
    Err(context.store(&StoreError { path, cause }))
}
