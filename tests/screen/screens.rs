//! Every screen as it is drawn, for eyes to read.

use std::path::PathBuf;

use chamdiem::tui::message::{Message, OfferedSet, Opening, Shelved, ShelvedBook};
use chamdiem::tui::model::{Look, Shelf};

use crate::history;
use crate::script::{Stage, commune, district, example, look};

/// Books, sets and a folder, as a picker has them.
pub(crate) fn shelf() -> Shelf {
    let book = |file: &str, content| Shelved {
        path: PathBuf::from(format!("/srv/cchc/saves/{file}")),
        file: file.to_owned(),
        content,
        changed: "10:41 hôm nay".to_owned(),
        copy: None,
    };
    let read = |unit: &str, score: &str, percent: &str, answered| ShelvedBook {
        unit: unit.to_owned(),
        year: 2023,
        score: score.to_owned(),
        percent: percent.to_owned(),
        answered,
        criteria: 48,
        set: "723/QĐ-UBND".to_owned(),
    };
    let set = |id: &str, title: &str| OfferedSet {
        id: id.to_owned(),
        title: title.to_owned(),
    };
    Shelf {
        books: vec![
            book(
                "kon-ray-2023.json",
                Ok(read("UBND huyện Kon Rẫy", "90,29/97", "93,08 %", 48)),
            ),
            book(
                "dak-ruong-2023.json",
                Ok(read("UBND xã Đăk Ruồng", "0/100", "0,00 %", 0)),
            ),
            book("cu.json", Err("không phải JSON ở dòng 3".to_owned())),
        ],
        sets: vec![
            set(
                "kon-tum-huyen-2023",
                "Chỉ số cải cách hành chính của UBND các huyện, thành phố",
            ),
            set("mau-cap-xa", "Bộ tiêu chí mẫu cấp xã"),
        ],
        folder: "/srv/cchc/saves".to_owned(),
        year: 2023,
    }
}

fn read_only(look: Look) -> Stage {
    let mut stage = Stage::picker(look, Shelf::default());
    let opening = Opening {
        book: example(),
        file: "kon-ray-2023.json".to_owned(),
        read_only: Some("tệp của phiên bản mới hơn".to_owned()),
        notice: None,
        export_name: "~/bao-cao-kon-ray-2023-so1.docx".to_owned(),
    };
    stage.send(Message::Opened(Box::new(opening)));
    stage
}

fn keys(book: fn() -> chamdiem::workbook::Workbook, look: Look, script: &str) -> Stage {
    let mut stage = Stage::looking(look, book());
    stage.press(script);
    stage
}

/// A screen: its name, how to get there, whether a workbook's scores belong on it.
pub(crate) type Shown = (&'static str, fn(Look) -> Stage, Scores);

/// Whether the scores of a workbook belong on a screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scores {
    /// The total and the section's score are in sight.
    InSight,
    /// There is no workbook, or help covers it.
    None,
}

/// Every screen.
pub(crate) const EVERY: &[Shown] = &[
    ("tree", |look| keys(example, look, "g341⏎"), Scores::InSight),
    (
        "tree on a group",
        |look| keys(example, look, "g34⏎"),
        Scores::InSight,
    ),
    (
        "detail pane",
        |look| keys(example, look, "g341⏎⇥"),
        Scores::InSight,
    ),
    (
        "field",
        |look| keys(example, look, "g341⏎⏎"),
        Scores::InSight,
    ),
    (
        "field being typed",
        |look| keys(example, look, "g341⏎647"),
        Scores::InSight,
    ),
    (
        "field refused",
        |look| keys(example, look, "g341⏎1,5⏎"),
        Scores::InSight,
    ),
    (
        "score by hand",
        |look| keys(commune, look, "g33⏎4,5"),
        Scores::InSight,
    ),
    (
        "levels",
        |look| keys(example, look, "g345⏎⏎"),
        Scores::InSight,
    ),
    (
        "checklist",
        |look| keys(commune, look, "g111⏎1 3"),
        Scores::InSight,
    ),
    (
        "branches",
        |look| keys(commune, look, "g12⏎20⏎2⏎22⏎1⏎"),
        Scores::InSight,
    ),
    (
        "explanation",
        |look| keys(example, look, "g341⏎e"),
        Scores::InSight,
    ),
    (
        "empty explanation",
        |look| keys(district, look, "g341⏎e"),
        Scores::InSight,
    ),
    (
        "insert list",
        |look| keys(example, look, "g131⏎e^D"),
        Scores::InSight,
    ),
    (
        "reason",
        |look| keys(example, look, "g162⏎x"),
        Scores::InSight,
    ),
    (
        "documents",
        |look| keys(example, look, "g131⏎t"),
        Scores::InSight,
    ),
    (
        "register",
        |look| keys(example, look, "g341⏎t="),
        Scores::InSight,
    ),
    (
        "evidence form",
        |look| keys(example, look, "g222⏎+37/QD-UBND 8/2/23"),
        Scores::InSight,
    ),
    (
        "declared form",
        |look| keys(example, look, "g722⏎o"),
        Scores::InSight,
    ),
    ("go to", |look| keys(example, look, "g34"), Scores::InSight),
    (
        "find",
        |look| keys(example, look, "/thu tuc"),
        Scores::InSight,
    ),
    ("palette", |look| keys(example, look, ":"), Scores::InSight),
    (
        "explained with",
        |look| keys(example, look, "g232⏎="),
        Scores::InSight,
    ),
    (
        "findings",
        |look| keys(district, look, "c"),
        Scores::InSight,
    ),
    (
        "findings by criterion",
        |look| keys(example, look, "c⇥"),
        Scores::InSight,
    ),
    (
        "findings by office",
        |look| keys(example, look, "c⇥⇥"),
        Scores::InSight,
    ),
    (
        "conflict",
        |look| keys(crate::conflicts::figures_in_conflict, look, "n"),
        Scores::InSight,
    ),
    (
        "conflict of texts",
        |look| keys(crate::conflicts::texts_in_conflict, look, "n"),
        Scores::InSight,
    ),
    (
        "lost points",
        |look| keys(example, look, "m"),
        Scores::InSight,
    ),
    (
        "history",
        |look| {
            let mut stage = history::everything().stage(look);
            stage.press("g341⏎⎋h↓↓");
            stage
        },
        Scores::InSight,
    ),
    (
        "history, bringing back",
        |look| {
            let mut stage = history::everything().stage(look);
            stage.press("g341⏎⎋h↓⏎");
            stage
        },
        Scores::InSight,
    ),
    (
        "question",
        |look| keys(example, look, "g162⏎5"),
        Scores::InSight,
    ),
    (
        "save failed",
        |look| {
            let mut stage = keys(example, look, "g341⏎640⏎");
            stage.send(Message::SaveFailed {
                message: "đĩa đầy; hãy xóa bớt tệp rồi lưu lại".to_owned(),
            });
            stage
        },
        Scores::InSight,
    ),
    (
        "read-only",
        |look| {
            let mut stage = read_only(look);
            stage.press("g341⏎e");
            stage
        },
        Scores::InSight,
    ),
    (
        "preview",
        |look| keys(example, look, "g341⏎v"),
        Scores::InSight,
    ),
    (
        "preview of the annex",
        |look| keys(example, look, "v⇲"),
        Scores::InSight,
    ),
    (
        "search in the preview",
        |look| keys(example, look, "v/tre han"),
        Scores::InSight,
    ),
    ("export", |look| keys(example, look, "vb"), Scores::InSight),
    (
        "office",
        |look| keys(example, look, "v⇱↓↓↓⏎"),
        Scores::InSight,
    ),
    ("help", |look| keys(example, look, "?"), Scores::None),
    ("picker", |look| Stage::picker(look, shelf()), Scores::None),
    (
        "picker asking for a path",
        |look| {
            let mut stage = Stage::picker(look, shelf());
            stage.press("//home/cb1/so.json");
            stage
        },
        Scores::None,
    ),
    (
        "new workbook",
        |look| {
            let mut stage = Stage::picker(look, shelf());
            stage
                .press("+⏎")
                .type_text("UBND huyện Kon Rẫy")
                .press("⏎⏎");
            stage
        },
        Scores::None,
    ),
];

/// A screen by its name.
pub(crate) fn shown(name: &str, look: Look) -> Stage {
    let (_, stage, _) = EVERY
        .iter()
        .find(|(known, ..)| *known == name)
        .expect("a screen of the list");
    stage(look)
}

fn text(name: &str, width: u16, height: u16) -> String {
    shown(name, look(width, height)).text()
}

#[test]
fn tree_at_120x40() {
    insta::assert_snapshot!(text("tree", 120, 40), @"
     UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json                                                Chưa sửa gì
    ─ Tiêu chí (48/48 đã chấm) ─────────────────│─ 3.4.1 ─────────────────────────────────────────│─ Điểm ──────────────────
       - 1 Chỉ đạo, điều hành          12,88/13 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải quyết  │ 90,29 / 97
         - 1.1 Kế hoạch CCHC            0,5/0,5 │ đúng hạn                                        │ 93,08 %        Xuất sắc
     v       1.1.3 Hoàn thành kế hoạc.. 0,5/0,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham     │ trên ngưỡng 90 %: 2,99
         - 1.3 Kiểm tra CCHC            1,5/1,5 │ mưu: Văn phòng                                  │
     v       1.3.1 Tự kiểm tra CCHC     0,5/0,5 │                                                 │ 1 ███████▉     12,88/13
     ?       1.3.2 Xử lý sau kiểm tra       1/1 │ a  Hồ sơ giải quyết sớm hạn,                    │ 2 ████████        10/10
         - 1.4 Tuyên truyền CCHC        1,5/1,5 │    đúng hạn                           642 hồ sơ │ 3 ███████▌     16,97/18
     ?       1.4.2 Kế hoạch tuyên tru.. 0,5/0,5 │ b  Hồ sơ trễ hạn                       21 hồ sơ │ 4 ████████        10/10
     v       1.4.3 Đa dạng tuyên truyền     1/1 │ c  Tổng số hồ sơ đã giải quyết        663 hồ sơ │ 5 ██████▊·        11/13
     ?     1.5 Sáng kiến, giải pháp mới     3/3 │    a + b = c: khớp                              │ 6 ███████▍        12/13
         - 1.6 Nhiệm vụ được giao        3,88/4 │                                                 │ 7 ██████▌·     11,44/14
     ?       1.6.1 Nhiệm vụ tỉnh giao    3,88/4 │ Điểm 0,97 / 1                                   │ 8 ████████          6/6
     x       1.6.2 Chương trình công.. không ĐG │ a/c = 642/663 = 96,83 %, tròn 97 %              │
     v     1.x Còn lại: chỉ đạo         2,5/2,5 │ 97 % x 1 = 0,97                                 │ Mất 6,71: m xem ở đâu
       - 2 Thể chế                        10/10 │ Lên 0,98 khi a đạt 647 (thêm 5 hồ sơ)           │ - 0 chưa chấm
         - 2.2 Rà soát văn bản              3/3 │ ─ Giải trình  F4 e  (2 đoạn)                    │ ! 0 phải sửa
     v       2.2.2 Kế hoạch rà soát     1,5/1,5 │ Theo số liệu trên phần mềm một cửa điện tử từ   │ ? 29 nên bổ sung
     v       2.2.3 Xử lý sau rà soát    1,5/1,5 │ ngày 15/12/2022 đến ngày 15/11/2023, các cơ     │ . 9 gợi ý
         - 2.3 Kiểm tra văn bản             2/2 │ quan thuộc UBND huyện đã giải quyết 663 hồ sơ,  │ x 1 không đánh giá
     ?       2.3.1 Phối hợp kiểm tra    0,5/0,5 │ gồm 642 hồ sơ sớm hạn, đúng hạn (đạt 96,83 %)   │
     ?       2.3.2 Văn bản trái pháp..  1,5/1,5 │ và 21 hồ sơ trễ hạn (chiếm 3,17 %). Tỷ lệ       │
     v     2.x Còn lại: thể chế             5/5 │ 642/663 làm tròn 97 %, tương ứng 0,97 điểm.     │
       - 3 Thủ tục hành chính          16,97/18 │                                                 │
         - 3.3 Một cửa, liên thông      1,5/1,5 │ Hồ sơ trễ hạn chủ yếu do phải xác minh thực địa │
     ?       3.3.1 TTHC tại một cửa         1/1 │ .. (Tab: đọc hết)                               │
     ?       3.3.2 Một cửa liên thông   0,5/0,5 │ ─ Tài liệu kiểm chứng  F5 t  (0)                │
         - 3.4 Giải quyết hồ sơ        2,47/2,5 │ Chưa có tài liệu. Nhấn + để thêm.               │
    >?       3.4.1 Hồ sơ huyện đúng hạn  0,97/1 │ ─ Kiểm tra  F8 c  (1)                           │
     ?       3.4.2 Hồ sơ xã đúng hạn        1/1 │ ? Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu  │
     ?       3.4.5 Thu thập ý kiến      0,5/0,5 │   cầu): thêm tài liệu                           │
         - 3.5 Phản ánh, kiến nghị          1/1 │                                                 │
     v       3.5.1 Xử lý phản ánh           1/1 │                                                 │
     v     3.x Còn lại: thủ tục           12/13 │                                                 │
       - 4 Tổ chức bộ máy                 10/10 │                                                 │
         - 4.1 Chức năng, cơ cấu            4/4 │                                                 │
     v       4.1.1 Chức năng, nhiệm vụ      2/2 │                                                 │

     Enter Nhập  g Tới mã  F3 / Tìm  F4 e Giải trình  F5 t Tài liệu  F6 x Không ĐG  F8 c Kiểm tra  F1 ? Giúp
    ");
}

#[test]
fn tree_at_90x30() {
    insta::assert_snapshot!(text("tree", 90, 30), @"
     UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json                  Chưa sửa gì
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ Tiêu chí (48/48 đã chấm) ───────────│─ 3.4.1 ───────────────────────────────────────────
        - 2.2 Rà soát văn bản         3/3 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải quyết
     v     2.2.2 Kế hoạch rà soát 1,5/1,5 │ đúng hạn
     v     2.2.3 Xử lý sau rà s.. 1,5/1,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham mưu:
        - 2.3 Kiểm tra văn bản        2/2 │ Văn phòng
     ?     2.3.1 Phối hợp kiểm..  0,5/0,5 │
     ?     2.3.2 Văn bản trái p.. 1,5/1,5 │ a  Hồ sơ giải quyết sớm hạn,
     v    2.x Còn lại: thể chế        5/5 │    đúng hạn                             642 hồ sơ
       - 3 Thủ tục hành chính    16,97/18 │ b  Hồ sơ trễ hạn                         21 hồ sơ
        - 3.3 Một cửa, liên thông 1,5/1,5 │ c  Tổng số hồ sơ đã giải quyết          663 hồ sơ
     ?     3.3.1 TTHC tại một cửa     1/1 │    a + b = c: khớp
     ?     3.3.2 Một cửa liên t.. 0,5/0,5 │
        - 3.4 Giải quyết hồ sơ   2,47/2,5 │ Điểm 0,97 / 1
    >?     3.4.1 Hồ sơ huyện đún.. 0,97/1 │ a/c = 642/663 = 96,83 %, tròn 97 %
     ?     3.4.2 Hồ sơ xã đúng hạn    1/1 │ 97 % x 1 = 0,97
     ?     3.4.5 Thu thập ý kiến  0,5/0,5 │ Lên 0,98 khi a đạt 647 (thêm 5 hồ sơ)
        - 3.5 Phản ánh, kiến nghị     1/1 │ ─ Giải trình  F4 e  (2 đoạn)
     v     3.5.1 Xử lý phản ánh       1/1 │ Theo số liệu trên phần mềm một cửa điện tử từ
     v    3.x Còn lại: thủ tục      12/13 │ ngày 15/12/2022 đến ngày 15/11/2023, các cơ quan
       - 4 Tổ chức bộ máy           10/10 │ thuộc UBND huyện đã giải quyết 663 hồ sơ, gồm 642
        - 4.1 Chức năng, cơ cấu       4/4 │ hồ sơ sớm hạn, đúng hạn (đạt 96,83 %) và 21 hồ ..
     v     4.1.1 Chức năng, nhiệm vụ  2/2 │ ─ Tài liệu kiểm chứng  F5 t  (0)
     v     4.1.2 Số lượng lãnh đạo    2/2 │ Chưa có tài liệu. Nhấn + để thêm.
        - 4.3 Phân cấp quản lý        3/3 │ ─ Kiểm tra  F8 c  (1)
     ?     4.3.1 Thực hiện phân cấp   1/1 │ ? Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu
     ?     4.3.2 Kiểm tra phân cấp    1/1 │   cầu): thêm tài liệu

     Enter Nhập g Tới mã 3Tìm 4Giải trình 5Tài liệu 6Không ĐG 8Kiểm tra 9Xem trước 1Giúp
    ");
}

#[test]
fn tree_at_80x24() {
    insta::assert_snapshot!(text("tree", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 3.4.1 ─────────────────────────────────────
    - 2.3 Kiểm tra văn bản    2/2 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải
 ?     2.3.1 Phối hợp k.. 0,5/0,5 │ quyết đúng hạn
 ?     2.3.2 Văn bản tr.. 1,5/1,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham
 v    2.x Còn lại: thể chế    5/5 │ mưu: Văn phòng
   - 3 Thủ tục hành ch.. 16,97/18 │ a  Hồ sơ giải quyết sớm
    - 3.3 Một cửa, liên.. 1,5/1,5 │    hạn, đúng hạn                  642 hồ sơ
 ?     3.3.1 TTHC tại một cửa 1/1 │ b  Hồ sơ trễ hạn                   21 hồ sơ
 ?     3.3.2 Một cửa li.. 0,5/0,5 │ c  Tổng số hồ sơ đã giải
    - 3.4 Giải quyết h.. 2,47/2,5 │    quyết                          663 hồ sơ
>?     3.4.1 Hồ sơ huyện.. 0,97/1 │    a + b = c: khớp
 ?     3.4.2 Hồ sơ xã đúng..  1/1 │ Điểm 0,97 / 1
 ?     3.4.5 Thu thập ý.. 0,5/0,5 │ a/c = 642/663 = 96,83 %, tròn 97 %
    - 3.5 Phản ánh, kiến nghị 1/1 │ 97 % x 1 = 0,97
 v     3.5.1 Xử lý phản ánh   1/1 │ Lên 0,98 khi a đạt 647 (thêm 5 hồ sơ)
 v    3.x Còn lại: thủ tục  12/13 │ ─ Giải trình  F4 e  (2 đoạn)
   - 4 Tổ chức bộ máy       10/10 │ Theo số liệu trên phần mềm một cửa điện tử
    - 4.1 Chức năng, cơ cấu   4/4 │ từ ngày 15/12/2022 đến ngày 15/11/2023, ..
 v     4.1.1 Chức năng, nhi.. 2/2 │ ─ Kiểm tra  F8 c  (1)
 v     4.1.2 Số lượng lãnh..  2/2 │ ? Chưa có tài liệu kiểm chứng (bộ tiêu ..

 Enter Nhập g Tới mã 3Tìm 4Giải trình 5Tài liệu 6Không ĐG 8Kiểm tra 1Giúp
");
}

#[test]
fn tree_at_60x20() {
    insta::assert_snapshot!(text("tree", 60, 20), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | ko.. Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa
─ Tiêu chí (48/48 đã chấm) ─────────────────────────────────
 ?     2.3.2 Văn bản trái pháp luật                 1,5/1,5
 v    2.x Còn lại: thể chế                              5/5
   - 3 Thủ tục hành chính                          16,97/18
    - 3.3 Một cửa, liên thông                       1,5/1,5
 ?     3.3.1 TTHC tại một cửa                           1/1
 ?     3.3.2 Một cửa liên thông                     0,5/0,5
    - 3.4 Giải quyết hồ sơ                         2,47/2,5
>?     3.4.1 Hồ sơ huyện đúng hạn                    0,97/1
 ?     3.4.2 Hồ sơ xã đúng hạn                          1/1
 ?     3.4.5 Thu thập ý kiến                        0,5/0,5
    - 3.5 Phản ánh, kiến nghị                           1/1
 v     3.5.1 Xử lý phản ánh                             1/1
 v    3.x Còn lại: thủ tục                            12/13
   - 4 Tổ chức bộ máy                                 10/10
    - 4.1 Chức năng, cơ cấu                             4/4

 Enter Nhập g Tới mã 3Tìm 4Giải trình 5Tài liệu 1Giúp
");
}

#[test]
fn tree_at_40x12() {
    insta::assert_snapshot!(text("tree", 40, 12), @r"
 UBND huyện Kon Rẫy | 202.. Chưa sửa gì
 90,29/97  93,08 %  Lĩnh vực 3: 16,97/18
─ Tiêu chí (48/48 đã chấm) ─────────────
 ?     3.3.1 TTHC tại một cửa       1/1
 ?     3.3.2 Một cửa liên thông 0,5/0,5
    - 3.4 Giải quyết hồ sơ     2,47/2,5
>?     3.4.1 Hồ sơ huyện đúng..  0,97/1
 ?     3.4.2 Hồ sơ xã đúng hạn      1/1
 ?     3.4.5 Thu thập ý kiến    0,5/0,5
    - 3.5 Phản ánh, kiến nghị       1/1

 Enter Nhập g Tới mã 3Tìm 1Giúp
");
}

#[test]
fn tree_on_a_group_at_80x24() {
    insta::assert_snapshot!(text("tree on a group", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 3.4 ───────────────────────────────────────
 v     2.2.3 Xử lý sau..  1,5/1,5 │ 3.4 Kết quả giải quyết hồ sơ thủ tục hành
    - 2.3 Kiểm tra văn bản    2/2 │ chính
 ?     2.3.1 Phối hợp k.. 0,5/0,5 │ 2,47/2,5 (98,80 %), 3/3 tiêu chí đã chấm
 ?     2.3.2 Văn bản tr.. 1,5/1,5 │ ? 3.4.1 Hồ sơ huyện đúng hạn         0,97/1
 v    2.x Còn lại: thể chế    5/5 │ ? 3.4.2 Hồ sơ xã đúng hạn               1/1
   - 3 Thủ tục hành ch.. 16,97/18 │ ? 3.4.5 Thu thập ý kiến             0,5/0,5
    - 3.3 Một cửa, liên.. 1,5/1,5 │
 ?     3.3.1 TTHC tại một cửa 1/1 │
 ?     3.3.2 Một cửa li.. 0,5/0,5 │
>   - 3.4 Giải quyết h.. 2,47/2,5 │
 ?     3.4.1 Hồ sơ huyện.. 0,97/1 │
 ?     3.4.2 Hồ sơ xã đúng..  1/1 │
 ?     3.4.5 Thu thập ý.. 0,5/0,5 │
    - 3.5 Phản ánh, kiến nghị 1/1 │
 v     3.5.1 Xử lý phản ánh   1/1 │
 v    3.x Còn lại: thủ tục  12/13 │
   - 4 Tổ chức bộ máy       10/10 │
    - 4.1 Chức năng, cơ cấu   4/4 │
 v     4.1.1 Chức năng, nhi.. 2/2 │

 Enter Nhập g Tới mã 3Tìm 4Giải trình 5Tài liệu 6Không ĐG 8Kiểm tra 1Giúp
");
}

#[test]
fn detail_pane_at_80x24() {
    insta::assert_snapshot!(text("detail pane", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 3.4.1 (cuộn: ↑ ↓) ─────────────────────────
    - 2.3 Kiểm tra văn bản    2/2 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải
 ?     2.3.1 Phối hợp k.. 0,5/0,5 │ quyết đúng hạn
 ?     2.3.2 Văn bản tr.. 1,5/1,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham
 v    2.x Còn lại: thể chế    5/5 │ mưu: Văn phòng
   - 3 Thủ tục hành ch.. 16,97/18 │ a  Hồ sơ giải quyết sớm
    - 3.3 Một cửa, liên.. 1,5/1,5 │    hạn, đúng hạn                  642 hồ sơ
 ?     3.3.1 TTHC tại một cửa 1/1 │ b  Hồ sơ trễ hạn                   21 hồ sơ
 ?     3.3.2 Một cửa li.. 0,5/0,5 │ c  Tổng số hồ sơ đã giải
    - 3.4 Giải quyết h.. 2,47/2,5 │    quyết                          663 hồ sơ
.?     3.4.1 Hồ sơ huyện.. 0,97/1 │    a + b = c: khớp
 ?     3.4.2 Hồ sơ xã đúng..  1/1 │ Điểm 0,97 / 1
 ?     3.4.5 Thu thập ý.. 0,5/0,5 │ a/c = 642/663 = 96,83 %, tròn 97 %
    - 3.5 Phản ánh, kiến nghị 1/1 │ 97 % x 1 = 0,97
 v     3.5.1 Xử lý phản ánh   1/1 │ Lên 0,98 khi a đạt 647 (thêm 5 hồ sơ)
 v    3.x Còn lại: thủ tục  12/13 │ ─ Giải trình  F4 e  (2 đoạn)
   - 4 Tổ chức bộ máy       10/10 │ Theo số liệu trên phần mềm một cửa điện tử
    - 4.1 Chức năng, cơ cấu   4/4 │ từ ngày 15/12/2022 đến ngày 15/11/2023, các
 v     4.1.1 Chức năng, nhi.. 2/2 │ cơ quan thuộc UBND huyện đã giải quyết 663
 v     4.1.2 Số lượng lãnh..  2/2 │ hồ sơ, gồm 642 hồ sơ sớm hạn, đúng hạn (đạt

 Enter Nhập g Tới mã 3Tìm 4Giải trình 5Tài liệu 6Không ĐG 8Kiểm tra 1Giúp
");
}

#[test]
fn field_at_80x24() {
    insta::assert_snapshot!(text("field", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 3.4.1 ─────────────────────────────────────
    - 2.3 Kiểm tra văn bản    2/2 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải
 ?     2.3.1 Phối hợp k.. 0,5/0,5 │ quyết đúng hạn
 ?     2.3.2 Văn bản tr.. 1,5/1,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham
 v    2.x Còn lại: thể chế    5/5 │ mưu: Văn phòng
   - 3 Thủ tục hành ch.. 16,97/18 │ a  Hồ sơ giải quyết sớm
    - 3.3 Một cửa, liên.. 1,5/1,5 │    hạn, đúng hạn                  642 hồ sơ
 ?     3.3.1 TTHC tại một cửa 1/1 │ b  Hồ sơ trễ hạn                   21 hồ sơ
 ?     3.3.2 Một cửa li.. 0,5/0,5 │ c  Tổng số hồ sơ đã giải
    - 3.4 Giải quyết h.. 2,47/2,5 │    quyết                          663 hồ sơ
>?     3.4.1 Hồ sơ huyện.. 0,97/1 │    a + b = c: khớp
 ?     3.4.2 Hồ sơ xã đúng..  1/1 │ Điểm 0,97 / 1
 ?     3.4.5 Thu thập ý.. 0,5/0,5 │ a/c = 642/663 = 96,83 %, tròn 97 %
    - 3.5 Phản ánh, kiến nghị 1/1 │ 97 % x 1 = 0,97
 v     3.5.1 Xử lý phản ánh   1/1 │ Lên 0,98 khi a đạt 647 (thêm 5 hồ sơ)
 v    3.x Còn lại: thủ tục  12/13 │ ─ Giải trình  F4 e  (2 đoạn)
   - 4 Tổ chức bộ máy       10/10 │ Theo số liệu trên phần mềm một cửa điện tử
    - 4.1 Chức năng, cơ cấu   4/4 │ từ ngày 15/12/2022 đến ngày 15/11/2023, ..
 v     4.1.1 Chức năng, nhi.. 2/2 │ ─ Kiểm tra  F8 c  (1)
 v     4.1.2 Số lượng lãnh..  2/2 │ ? Chưa có tài liệu kiểm chứng (bộ tiêu ..

 Enter Ghi Tab Ô sau g Tới mã Esc Về cây 3Tìm 4Giải trình 5Tài liệu 1Giúp
");
}

#[test]
fn field_being_typed_at_80x24() {
    insta::assert_snapshot!(text("field being typed", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 3.4.1 ─────────────────────────────────────
    - 2.3 Kiểm tra văn bản    2/2 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải
 ?     2.3.1 Phối hợp k.. 0,5/0,5 │ quyết đúng hạn
 ?     2.3.2 Văn bản tr.. 1,5/1,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham
 v    2.x Còn lại: thể chế    5/5 │ mưu: Văn phòng
   - 3 Thủ tục hành ch.. 16,97/18 │ a  Hồ sơ giải quyết sớm
    - 3.3 Một cửa, liên.. 1,5/1,5 │    hạn, đúng hạn                  647 hồ sơ
 ?     3.3.1 TTHC tại một cửa 1/1 │ b  Hồ sơ trễ hạn                   21 hồ sơ
 ?     3.3.2 Một cửa li.. 0,5/0,5 │ c  Tổng số hồ sơ đã giải
    - 3.4 Giải quyết h.. 2,47/2,5 │    quyết                          663 hồ sơ
>?     3.4.1 Hồ sơ huyện.. 0,97/1 │    647 + 21 = 668, khác 663
 ?     3.4.2 Hồ sơ xã đúng..  1/1 │ Điểm sẽ là 0,98 / 1, tạm tính
 ?     3.4.5 Thu thập ý.. 0,5/0,5 │ a/c = 647/663 = 97,59 %, tròn 98 %
    - 3.5 Phản ánh, kiến nghị 1/1 │ 98 % x 1 = 0,98
 v     3.5.1 Xử lý phản ánh   1/1 │ Lên 0,99 khi a đạt 654 (thêm 7 hồ sơ)
 v    3.x Còn lại: thủ tục  12/13 │ ─ Giải trình  F4 e  (2 đoạn)
   - 4 Tổ chức bộ máy       10/10 │ Theo số liệu trên phần mềm một cửa điện tử
    - 4.1 Chức năng, cơ cấu   4/4 │ từ ngày 15/12/2022 đến ngày 15/11/2023, ..
 v     4.1.1 Chức năng, nhi.. 2/2 │ ─ Kiểm tra  F8 c  (1)
 v     4.1.2 Số lượng lãnh..  2/2 │ ? Chưa có tài liệu kiểm chứng (bộ tiêu ..

 Enter Ghi Tab Ô sau Esc Bỏ gõ 4Giải trình 1Giúp
");
}

#[test]
fn field_being_typed_at_90x30() {
    insta::assert_snapshot!(text("field being typed", 90, 30), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json                  Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────────│─ 3.4.1 ───────────────────────────────────────────
    - 2.2 Rà soát văn bản         3/3 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải quyết
 v     2.2.2 Kế hoạch rà soát 1,5/1,5 │ đúng hạn
 v     2.2.3 Xử lý sau rà s.. 1,5/1,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham mưu:
    - 2.3 Kiểm tra văn bản        2/2 │ Văn phòng
 ?     2.3.1 Phối hợp kiểm..  0,5/0,5 │
 ?     2.3.2 Văn bản trái p.. 1,5/1,5 │ a  Hồ sơ giải quyết sớm hạn,
 v    2.x Còn lại: thể chế        5/5 │    đúng hạn                             647 hồ sơ
   - 3 Thủ tục hành chính    16,97/18 │ b  Hồ sơ trễ hạn                         21 hồ sơ
    - 3.3 Một cửa, liên thông 1,5/1,5 │ c  Tổng số hồ sơ đã giải quyết          663 hồ sơ
 ?     3.3.1 TTHC tại một cửa     1/1 │    647 + 21 = 668, khác 663
 ?     3.3.2 Một cửa liên t.. 0,5/0,5 │
    - 3.4 Giải quyết hồ sơ   2,47/2,5 │ Điểm sẽ là 0,98 / 1, tạm tính
>?     3.4.1 Hồ sơ huyện đún.. 0,97/1 │ a/c = 647/663 = 97,59 %, tròn 98 %
 ?     3.4.2 Hồ sơ xã đúng hạn    1/1 │ 98 % x 1 = 0,98
 ?     3.4.5 Thu thập ý kiến  0,5/0,5 │ Lên 0,99 khi a đạt 654 (thêm 7 hồ sơ)
    - 3.5 Phản ánh, kiến nghị     1/1 │ ─ Giải trình  F4 e  (2 đoạn)
 v     3.5.1 Xử lý phản ánh       1/1 │ Theo số liệu trên phần mềm một cửa điện tử từ
 v    3.x Còn lại: thủ tục      12/13 │ ngày 15/12/2022 đến ngày 15/11/2023, các cơ quan
   - 4 Tổ chức bộ máy           10/10 │ thuộc UBND huyện đã giải quyết 663 hồ sơ, gồm 642
    - 4.1 Chức năng, cơ cấu       4/4 │ hồ sơ sớm hạn, đúng hạn (đạt 96,83 %) và 21 hồ ..
 v     4.1.1 Chức năng, nhiệm vụ  2/2 │ ─ Tài liệu kiểm chứng  F5 t  (0)
 v     4.1.2 Số lượng lãnh đạo    2/2 │ Chưa có tài liệu. Nhấn + để thêm.
    - 4.3 Phân cấp quản lý        3/3 │ ─ Kiểm tra  F8 c  (1)
 ?     4.3.1 Thực hiện phân cấp   1/1 │ ? Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu
 ?     4.3.2 Kiểm tra phân cấp    1/1 │   cầu): thêm tài liệu

 Enter Ghi Tab Ô sau Esc Bỏ gõ 4Giải trình 1Giúp
");
}

#[test]
fn field_being_typed_at_40x12() {
    insta::assert_snapshot!(text("field being typed", 40, 12), @r"
 UBND huyện Kon Rẫy | 202.. Chưa sửa gì
 90,29/97  93,08 %  Lĩnh vực 3: 16,97/18
─ 3.4.1 ────────────────────────────────
 Tỷ lệ hồ sơ TTHC của UBND cấp huyện
 giải quyết đúng hạn
 TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ.
 Tham mưu: Văn phòng
 a  Hồ sơ giải quyết
    sớm hạn, đúng hạn         647 hồ sơ
 b  Hồ sơ trễ hạn              21 hồ sơ

 Enter Ghi Tab Ô sau Esc Bỏ gõ 1Giúp
");
}

#[test]
fn field_refused_at_120x40() {
    insta::assert_snapshot!(text("field refused", 120, 40), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json                                                Chưa sửa gì
─ Tiêu chí (48/48 đã chấm) ─────────────────│─ 3.4.1 ─────────────────────────────────────────│─ Điểm ──────────────────
   - 1 Chỉ đạo, điều hành          12,88/13 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải quyết  │ 90,29 / 97
     - 1.1 Kế hoạch CCHC            0,5/0,5 │ đúng hạn                                        │ 93,08 %        Xuất sắc
 v       1.1.3 Hoàn thành kế hoạc.. 0,5/0,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham     │ trên ngưỡng 90 %: 2,99
     - 1.3 Kiểm tra CCHC            1,5/1,5 │ mưu: Văn phòng                                  │
 v       1.3.1 Tự kiểm tra CCHC     0,5/0,5 │                                                 │ 1 ███████▉     12,88/13
 ?       1.3.2 Xử lý sau kiểm tra       1/1 │ a  Hồ sơ giải quyết sớm hạn,                    │ 2 ████████        10/10
     - 1.4 Tuyên truyền CCHC        1,5/1,5 │    đúng hạn                           1,5 hồ sơ │ 3 ███████▌     16,97/18
 ?       1.4.2 Kế hoạch tuyên tru.. 0,5/0,5 │    Ô này chỉ nhận số nguyên: 1476 hoặc 1.476    │ 4 ████████        10/10
 v       1.4.3 Đa dạng tuyên truyền     1/1 │ b  Hồ sơ trễ hạn                       21 hồ sơ │ 5 ██████▊·        11/13
 ?     1.5 Sáng kiến, giải pháp mới     3/3 │ c  Tổng số hồ sơ đã giải quyết        663 hồ sơ │ 6 ███████▍        12/13
     - 1.6 Nhiệm vụ được giao        3,88/4 │    a + b = c: khớp                              │ 7 ██████▌·     11,44/14
 ?       1.6.1 Nhiệm vụ tỉnh giao    3,88/4 │                                                 │ 8 ████████          6/6
 x       1.6.2 Chương trình công.. không ĐG │ Điểm 0,97 / 1                                   │
 v     1.x Còn lại: chỉ đạo         2,5/2,5 │ a/c = 642/663 = 96,83 %, tròn 97 %              │ Mất 6,71: m xem ở đâu
   - 2 Thể chế                        10/10 │ 97 % x 1 = 0,97                                 │ - 0 chưa chấm
     - 2.2 Rà soát văn bản              3/3 │ Lên 0,98 khi a đạt 647 (thêm 5 hồ sơ)           │ ! 0 phải sửa
 v       2.2.2 Kế hoạch rà soát     1,5/1,5 │ ─ Giải trình  F4 e  (2 đoạn)                    │ ? 29 nên bổ sung
 v       2.2.3 Xử lý sau rà soát    1,5/1,5 │ Theo số liệu trên phần mềm một cửa điện tử từ   │ . 9 gợi ý
     - 2.3 Kiểm tra văn bản             2/2 │ ngày 15/12/2022 đến ngày 15/11/2023, các cơ     │ x 1 không đánh giá
 ?       2.3.1 Phối hợp kiểm tra    0,5/0,5 │ quan thuộc UBND huyện đã giải quyết 663 hồ sơ,  │
 ?       2.3.2 Văn bản trái pháp..  1,5/1,5 │ gồm 642 hồ sơ sớm hạn, đúng hạn (đạt 96,83 %)   │
 v     2.x Còn lại: thể chế             5/5 │ và 21 hồ sơ trễ hạn (chiếm 3,17 %). Tỷ lệ       │
   - 3 Thủ tục hành chính          16,97/18 │ 642/663 làm tròn 97 %, tương ứng 0,97 điểm.     │
     - 3.3 Một cửa, liên thông      1,5/1,5 │                                                 │
 ?       3.3.1 TTHC tại một cửa         1/1 │ Hồ sơ trễ hạn chủ yếu do phải xác minh thực địa │
 ?       3.3.2 Một cửa liên thông   0,5/0,5 │ .. (Tab: đọc hết)                               │
     - 3.4 Giải quyết hồ sơ        2,47/2,5 │ ─ Tài liệu kiểm chứng  F5 t  (0)                │
>?       3.4.1 Hồ sơ huyện đúng hạn  0,97/1 │ Chưa có tài liệu. Nhấn + để thêm.               │
 ?       3.4.2 Hồ sơ xã đúng hạn        1/1 │ ─ Kiểm tra  F8 c  (1)                           │
 ?       3.4.5 Thu thập ý kiến      0,5/0,5 │ ? Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu  │
     - 3.5 Phản ánh, kiến nghị          1/1 │   cầu): thêm tài liệu                           │
 v       3.5.1 Xử lý phản ánh           1/1 │                                                 │
 v     3.x Còn lại: thủ tục           12/13 │                                                 │
   - 4 Tổ chức bộ máy                 10/10 │                                                 │
     - 4.1 Chức năng, cơ cấu            4/4 │                                                 │
 v       4.1.1 Chức năng, nhiệm vụ      2/2 │                                                 │
! Ô này chỉ nhận số nguyên: 1476 hoặc 1.476
 Enter Ghi  Tab Ô sau  Esc Bỏ gõ  F4 Giải trình  F1 Giúp
");
}

#[test]
fn field_refused_at_80x24() {
    insta::assert_snapshot!(text("field refused", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 3.4.1 ─────────────────────────────────────
    - 2.3 Kiểm tra văn bản    2/2 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải
 ?     2.3.1 Phối hợp k.. 0,5/0,5 │ quyết đúng hạn
 ?     2.3.2 Văn bản tr.. 1,5/1,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham
 v    2.x Còn lại: thể chế    5/5 │ mưu: Văn phòng
   - 3 Thủ tục hành ch.. 16,97/18 │ a  Hồ sơ giải quyết sớm
    - 3.3 Một cửa, liên.. 1,5/1,5 │    hạn, đúng hạn                  1,5 hồ sơ
 ?     3.3.1 TTHC tại một cửa 1/1 │    Ô này chỉ nhận số nguyên: 1476 hoặc
 ?     3.3.2 Một cửa li.. 0,5/0,5 │    1.476
    - 3.4 Giải quyết h.. 2,47/2,5 │ b  Hồ sơ trễ hạn                   21 hồ sơ
>?     3.4.1 Hồ sơ huyện.. 0,97/1 │ c  Tổng số hồ sơ đã giải
 ?     3.4.2 Hồ sơ xã đúng..  1/1 │    quyết                          663 hồ sơ
 ?     3.4.5 Thu thập ý.. 0,5/0,5 │    a + b = c: khớp
    - 3.5 Phản ánh, kiến nghị 1/1 │ Điểm 0,97 / 1
 v     3.5.1 Xử lý phản ánh   1/1 │ a/c = 642/663 = 96,83 %, tròn 97 %
 v    3.x Còn lại: thủ tục  12/13 │ 97 % x 1 = 0,97
   - 4 Tổ chức bộ máy       10/10 │ Lên 0,98 khi a đạt 647 (thêm 5 hồ sơ)
    - 4.1 Chức năng, cơ cấu   4/4 │ ─ Giải trình  F4 e  (2 đoạn)
 v     4.1.1 Chức năng, nhi.. 2/2 │ Theo số liệu trên phần mềm một cửa điện tử
 v     4.1.2 Số lượng lãnh..  2/2 │ từ ngày 15/12/2022 đến ngày 15/11/2023, ..
! Ô này chỉ nhận số nguyên: 1476 hoặc 1.476
 Enter Ghi Tab Ô sau Esc Bỏ gõ 4Giải trình 1Giúp
");
}

#[test]
fn score_by_hand_at_80x24() {
    insta::assert_snapshot!(text("score by hand", 80, 24), @r"
 UBND xã Đăk Ruồng | 2023 | mau-cap-xa | kon-ray-2023.json          Chưa sửa gì
 0/94  0,00 %  Yếu  Lĩnh vực 3: 0/20  - 15 chưa  ! 0 sửa  ? 0 xem
─ Tiêu chí (0/16 đã chấm) ────────│─ 3.3 ───────────────────────────────────────
    - 1.3 Tuyên truyền CCHC   0/8 │ Cập nhật cơ sở dữ liệu chuyên ngành
 -     1.3.1 Hoạt động t.. chưa/4 │ TC 3.3: tối đa 6 điểm, chấm trực tiếp (điểm
 -     1.3.2 Kế hoạch tu.. chưa/4 │ tối đa giả định). Tham mưu: Kinh tế
   - 2 Thủ tục hành chính    0/40 │    Điểm chấm                       4,5 điểm
    - 2.1 Công khai           0/8 │ Điểm sẽ là 4,5 / 6
 -     2.1.1 Công khai t.. chưa/4 │ Điểm nhập trực tiếp: 4,5/6
 -     2.1.2 Niêm yết đị.. chưa/4 │ ─ Giải trình  F4 e  (0 đoạn)
    - 2.2 Giải quyết hồ sơ   0/22 │ Chưa có giải trình.
 -     2.2.1 Hồ sơ đúng.. chưa/12 │ ─ Tài liệu kiểm chứng  F5 t  (0)
 -     2.2.2 Rút ngắn th.. chưa/5 │ Chưa có tài liệu. Nhấn + để thêm.
 -     2.2.3 Sai sót về..  chưa/5 │ ─ Kiểm tra  F8 c  (1)
 -    2.3 Xử lý phản ánh  chưa/10 │ ! Chưa chấm (6 điểm). Còn thiếu: điểm (0
   - 3 Chính quyền số        0/20 │   đến 6)
 -    3.1 Hồ sơ trực tuyến chưa/8 │ ─ Cách chấm
 -    3.2 Tổ công nghệ số  chưa/6 │ Lãnh đạo UBND xã chấm từ 0 đến 6 điểm theo
>-    3.3 Cập nhật dữ liệu chưa/6 │ mức độ đầy đủ, kịp thời của dữ liệu; giải
   - 4 Sự hài lòng            0/4 │ trình nêu căn cứ cho điểm.
 -    4.1 Điều tra hài l.. chưa/6 │
 -    4.2 Ý kiến tại chỗ   chưa/4 │

 Enter Ghi Tab Ô sau Esc Bỏ gõ 4Giải trình 1Giúp
");
}

#[test]
fn levels_at_80x24() {
    insta::assert_snapshot!(text("levels", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 3.4.5 ─────────────────────────────────────
 ?     2.3.2 Văn bản tr.. 1,5/1,5 │ Tổ chức thu thập ý kiến đánh giá
 v    2.x Còn lại: thể chế    5/5 │ TCTP 3.4.5: tối đa 0,5 điểm, theo mức đạt
   - 3 Thủ tục hành ch.. 16,97/18 │ (điểm tối đa giả định). Tham mưu: Văn phòng
    - 3.3 Một cửa, liên.. 1,5/1,5 │ > 1 Có tổ chức thu thập ý kiến          0,5
 ?     3.3.1 TTHC tại một cửa 1/1 │   2 Không tổ chức thu thập ý kiến         0
 ?     3.3.2 Một cửa li.. 0,5/0,5 │ Điểm 0,5 / 0,5
    - 3.4 Giải quyết h.. 2,47/2,5 │ Mức chọn: Có tổ chức thu thập ý kiến = 0,5
 ?     3.4.1 Hồ sơ huyện.. 0,97/1 │ ─ Giải trình  F4 e  (1 đoạn)
 ?     3.4.2 Hồ sơ xã đúng..  1/1 │ UBND huyện đã tổ chức thu thập ý kiến đánh
>?     3.4.5 Thu thập ý.. 0,5/0,5 │ giá của tổ chức, cá nhân về việc giải quyết
    - 3.5 Phản ánh, kiến nghị 1/1 │ thủ tục hành chính bằng phiếu đặt tại Bộ
 v     3.5.1 Xử lý phản ánh   1/1 │ phận một cửa của huyện, các xã, thị trấn và
 v    3.x Còn lại: thủ tục  12/13 │ bằng hình thức trực tuyến. Ý kiến đánh giá
   - 4 Tổ chức bộ máy       10/10 │ được tổng hợp định kỳ, báo cáo lãnh đạo ..
    - 4.1 Chức năng, cơ cấu   4/4 │ ─ Tài liệu kiểm chứng  F5 t  (0)
 v     4.1.1 Chức năng, nhi.. 2/2 │ Chưa có tài liệu. Nhấn + để thêm.
 v     4.1.2 Số lượng lãnh..  2/2 │ ─ Kiểm tra  F8 c  (1)
    - 4.3 Phân cấp quản lý    3/3 │ ? Chưa có tài liệu kiểm chứng (bộ tiêu chí
 ?     4.3.1 Thực hiện phân.. 1/1 │   yêu cầu): thêm tài liệu

 Enter Ghi Space Đánh dấu g Tới mã Tab Giải trình 3Tìm Esc Về cây 1Giúp
");
}

#[test]
fn checklist_at_80x24() {
    insta::assert_snapshot!(text("checklist", 80, 24), @r"
 UBND xã Đăk Ruồng | 2023 | mau-cap-xa | kon-ray-2023.json          Chưa sửa gì
 0/94  0,00 %  Yếu  Lĩnh vực 1: 0/30  - 15 chưa  ! 0 sửa  ? 0 xem
─ Tiêu chí (0/16 đã chấm) ────────│─ 1.1.1 ─────────────────────────────────────
   - 1 Chỉ đạo, điều hành    0/30 │ Ban hành kế hoạch cải cách hành chính năm
    - 1.1 Kế hoạch CCHC      0/12 │ TCTP 1.1.1: tối đa 6 điểm, theo danh mục
>-     1.1.1 Ban hành kế.. chưa/6 │ (điểm tối đa giả định). Tham mưu: Văn phòng
 -     1.1.2 Hoàn thành..  chưa/6 │   1 [ ] Có ban hành kế hoạch              3
 -    1.2 Nhiệm vụ cấp..  chưa/10 │   2 [ ] Ban hành đúng thời hạn            1
    - 1.3 Tuyên truyền CCHC   0/8 │ > 3 [x] Phân công rõ người chủ trì, thời  1
 -     1.3.1 Hoạt động t.. chưa/4 │         hạn, sản phẩm
 -     1.3.2 Kế hoạch tu.. chưa/4 │   4 [ ] Công khai trên trang thông tin    1
   - 2 Thủ tục hành chính    0/40 │         điện tử
    - 2.1 Công khai           0/8 │ Điểm sẽ là 1 / 6
 -     2.1.1 Công khai t.. chưa/4 │ Đạt 1/4 mục: 1
 -     2.1.2 Niêm yết đị.. chưa/4 │ ─ Giải trình  F4 e  (0 đoạn)
    - 2.2 Giải quyết hồ sơ   0/22 │ Chưa có giải trình.
 -     2.2.1 Hồ sơ đúng.. chưa/12 │ ─ Tài liệu kiểm chứng  F5 t  (0)
 -     2.2.2 Rút ngắn th.. chưa/5 │ Chưa có tài liệu. Nhấn + để thêm.
 -     2.2.3 Sai sót về..  chưa/5 │ ─ Kiểm tra  F8 c  (1)
 -    2.3 Xử lý phản ánh  chưa/10 │ ! Chưa chấm (6 điểm). Còn thiếu: đánh dấu
   - 3 Chính quyền số        0/20 │   các mục đạt, hoặc xác nhận không mục nào
 -    3.1 Hồ sơ trực tuyến chưa/8 │   đạt

 Enter Ghi Space Đánh dấu g Tới mã Tab Giải trình 3Tìm Esc Về cây 1Giúp
");
}

#[test]
fn checklist_at_40x12() {
    insta::assert_snapshot!(text("checklist", 40, 12), @r"
 UBND xã Đăk Ruồng | 2023.. Chưa sửa gì
 0/94  0,00 %  Yếu  Lĩnh vực 1: 0/30
─ 1.1.1 ────────────────────────────────
 mục (điểm tối đa giả định). Tham mưu:
 Văn phòng
   1 [ ] Có ban hành kế hoạch         3
   2 [ ] Ban hành đúng thời hạn       1
 > 3 [x] Phân công rõ người chủ trì,  1
         thời hạn, sản phẩm
   4 [ ] Công khai trên trang thông   1

 Enter Ghi Space Đánh dấu 1Giúp
");
}

#[test]
fn branches_at_80x24() {
    insta::assert_snapshot!(text("branches", 80, 24), @"
     UBND xã Đăk Ruồng | 2023 | mau-cap-xa | kon-ray-2023.json          Đang lưu ..
     9,55/94  10,16 %  Yếu  Lĩnh vực 1: 9,55/30  - 14 chưa  ! 1 sửa  ? 1 xem
    ─ Tiêu chí (1/16 đã chấm) ────────│─ 1.3.1 ─────────────────────────────────────
       - 1 Chỉ đạo, điều hành 9,55/30 │ Hoạt động tuyên truyền cải cách hành chính
        - 1.1 Kế hoạch CCHC      0/12 │ TCTP 1.3.1: tối đa 4 điểm, theo số lượng
     -     1.1.1 Ban hành kế.. chưa/6 │ (điểm tối đa giả định). Tham mưu: Văn hóa -
     -     1.1.2 Hoàn thành..  chưa/6 │ Xã hội
     !    1.2 Nhiệm vụ cấp..  9,55/10 │ a  Tin, bài đã đăng,
        - 1.3 Tuyên truyền CCHC   0/8 │    phát                            tin, bài
    >-     1.3.1 Hoạt động t.. chưa/4 │ b  Buổi tuyên truyền tại
     -     1.3.2 Kế hoạch tu.. chưa/4 │    thôn                              - buổi
       - 2 Thủ tục hành chính    0/40 │ Chưa chấm
        - 2.1 Công khai           0/8 │ Còn thiếu: a Tin, bài đã đăng, phát, b Buổi
     -     2.1.1 Công khai t.. chưa/4 │ tuyên truyền tại thôn
     -     2.1.2 Niêm yết đị.. chưa/4 │ ─ Giải trình  F4 e  (0 đoạn)
        - 2.2 Giải quyết hồ sơ   0/22 │ Chưa có giải trình.
     -     2.2.1 Hồ sơ đúng.. chưa/12 │ ─ Tài liệu kiểm chứng  F5 t  (0)
     -     2.2.2 Rút ngắn th.. chưa/5 │ Chưa có tài liệu. Nhấn + để thêm.
     -     2.2.3 Sai sót về..  chưa/5 │ ─ Kiểm tra  F8 c  (1)
     -    2.3 Xử lý phản ánh  chưa/10 │ ! Chưa chấm (4 điểm). Còn thiếu: a Tin, bài
       - 3 Chính quyền số        0/20 │   đã đăng, phát, b Buổi tuyên truyền tại
     -    3.1 Hồ sơ trực tuyến chưa/8 │   thôn
     1.2d: trống thành 1. Điểm 9,55 (không đổi), tổng 9,55/94 (không đổ.. u hoàn tác
     Enter Ghi Tab Ô sau g Tới mã Esc Về cây 3Tìm 4Giải trình 5Tài liệu 1Giúp
    ");
}

#[test]
fn explanation_at_120x40() {
    insta::assert_snapshot!(text("explanation", 120, 40), @r"
 3.4.1 Giải trình: Hồ sơ huyện đúng hạn                          Lĩnh vực 3: 16,97/18 | 90,29/97  93,08 % | Chưa sửa gì
─ 2 đoạn, 112 từ ─────────────────────────────────────────────────────────────│─ Số liệu ───────────────────────────────
 Theo số liệu trên phần mềm một cửa điện tử từ ngày 15/12/2022 đến ngày       │ a  Hồ sơ giải quyết sớm hạn,..      642
 15/11/2023, các cơ quan thuộc UBND huyện đã giải quyết 663 hồ sơ, gồm 642 hồ │ b  Hồ sơ trễ hạn                     21
 sơ sớm hạn, đúng hạn (đạt 96,83 %) và 21 hồ sơ trễ hạn (chiếm 3,17 %). Tỷ lệ │ c  Tổng số hồ sơ đã giải quyết      663
 642/663 làm tròn 97 %, tương ứng 0,97 điểm.                                  │ a/c = 642/663 = 96,83 %, tròn 97 %
                                                                              │ 97 % x 1 = 0,97
 Hồ sơ trễ hạn chủ yếu do phải xác minh thực địa và lấy ý kiến nhiều cơ quan. │
 UBND huyện đã yêu cầu các cơ quan có hồ sơ trễ hạn gửi văn bản xin lỗi, hẹn  │─ Kiểm tra ──────────────────────────────
 lại ngày trả kết quả và rà soát quy trình nội bộ để khắc phục.               │ ? Chưa có tài liệu kiểm chứng (bộ tiêu
                                                                              │ chí yêu cầu): thêm tài liệu
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │

 Esc Xong  Ctrl-D Chèn  Ctrl-N Tiêu chí sau  Ctrl-Z Hoàn tác  F5 Tài liệu  F2 Ctrl-S Lưu  F1 Giúp
");
}

#[test]
fn explanation_at_80x24() {
    insta::assert_snapshot!(text("explanation", 80, 24), @r"
 3.4.1 Giải trình: Hồ sơ huyện đúng hạn                             Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
─ 2 đoạn, 112 từ ───────────────────────────────────────────────────────────────
 a 642  b 21  c 663 | a/c = 642/663 = 96,83 %, tròn 97 %; 97 % x 1 = 0,97
 Theo số liệu trên phần mềm một cửa điện tử từ ngày 15/12/2022 đến ngày
 15/11/2023, các cơ quan thuộc UBND huyện đã giải quyết 663 hồ sơ, gồm 642 hồ
 sơ sớm hạn, đúng hạn (đạt 96,83 %) và 21 hồ sơ trễ hạn (chiếm 3,17 %). Tỷ lệ
 642/663 làm tròn 97 %, tương ứng 0,97 điểm.

 Hồ sơ trễ hạn chủ yếu do phải xác minh thực địa và lấy ý kiến nhiều cơ quan.
 UBND huyện đã yêu cầu các cơ quan có hồ sơ trễ hạn gửi văn bản xin lỗi, hẹn
 lại ngày trả kết quả và rà soát quy trình nội bộ để khắc phục.











 Esc Xong ^D Chèn ^N Tiêu chí sau ^Z Hoàn tác 5Tài liệu 2Lưu 1Giúp
");
}

#[test]
fn explanation_at_60x20() {
    insta::assert_snapshot!(text("explanation", 60, 20), @r"
 3.4.1 Giải trình: Hồ sơ huyện đúng hạn         Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa
─ 2 đoạn, 112 từ ───────────────────────────────────────────
 a 642  b 21  c 663 | a/c = 642/663 = 96,83 %, tròn 97 %;..
 Theo số liệu trên phần mềm một cửa điện tử từ ngày
 15/12/2022 đến ngày 15/11/2023, các cơ quan thuộc UBND
 huyện đã giải quyết 663 hồ sơ, gồm 642 hồ sơ sớm hạn, đúng
 hạn (đạt 96,83 %) và 21 hồ sơ trễ hạn (chiếm 3,17 %). Tỷ
 lệ 642/663 làm tròn 97 %, tương ứng 0,97 điểm.

 Hồ sơ trễ hạn chủ yếu do phải xác minh thực địa và lấy ý
 kiến nhiều cơ quan. UBND huyện đã yêu cầu các cơ quan có
 hồ sơ trễ hạn gửi văn bản xin lỗi, hẹn lại ngày trả kết
 quả và rà soát quy trình nội bộ để khắc phục.





 Esc Xong ^D Chèn ^N Tiêu chí sau ^Z Hoàn tác 1Giúp
");
}

#[test]
fn explanation_at_40x12() {
    insta::assert_snapshot!(text("explanation", 40, 12), @r"
 3.4.1 Giải trình: Hồ sơ..  Chưa sửa gì
 90,29/97  93,08 %  Lĩnh vực 3: 16,97/18
─ 2 đoạn, 112 từ ───────────────────────
 a 642  b 21  c 663 | a/c = 642/663 =..
 Hồ sơ trễ hạn chủ yếu do phải xác minh
 thực địa và lấy ý kiến nhiều cơ quan.
 UBND huyện đã yêu cầu các cơ quan có
 hồ sơ trễ hạn gửi văn bản xin lỗi, hẹn
 lại ngày trả kết quả và rà soát quy
 trình nội bộ để khắc phục.

 Esc Xong ^D Chèn ^N Tiêu chí sau 1Giúp
");
}

#[test]
fn empty_explanation_at_80x24() {
    insta::assert_snapshot!(text("empty explanation", 80, 24), @r"
 3.4.1 Giải trình: Hồ sơ huyện đúng hạn                             Chưa sửa gì
 0/100  0,00 %  Yếu  Lĩnh vực 3: 0/18  - 48 chưa  ! 0 sửa  ? 0 xem
─ 0 đoạn, 0 từ ─────────────────────────────────────────────────────────────────
 Còn thiếu: a Hồ sơ giải quyết sớm hạn, đúng hạn, c Tổng số hồ sơ đã giải quyết



















 Esc Xong ^D Chèn ^N Tiêu chí sau ^Z Hoàn tác 5Tài liệu 2Lưu 1Giúp
");
}

#[test]
fn insert_list_at_80x24() {
    insta::assert_snapshot!(text("insert list", 80, 24), @"
     1.3.1 Giải trình: Tự kiểm tra CCHC                                 Chưa sửa gì
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ 2 đoạn, 148 từ ───────────────────────────────────────────────────────────────
     a 12  b 7  c 6  d 7  e 2  f 11 | f/(a + b) = 11/(12 + 7) = 57,89 %; đạt bậc..
     UBND huyện có 12 cơ quan chuyên môn[^1] và 07 đơn vị hành chính cấp xã[^2],
     tổng cộng 19 đơn vị thuộc đối tượng tự kiểm tra. Trên cơ sở các kế hoạch kiểm
     tra ban hành trong năm[^3,4], UBND huyện đã kiểm tra định kỳ tại 06/19 đơn vị;
     đồng thời lồng ghép nội dung cải cách hành chính khi kiểm tra đột xuất việc
     chấp hành kỷ luật, kỷ cương hành chính tại 07/19 đơn vị.

     Có 02 đơn vị được kiểm tra theo cả hai hình thức (*Phòng Lao động - Thương
     binh và Xã hội, Phòng Tư pháp*). Sau khi trừ phần trùng, số đơn vị được kiểm
     tra trong năm là 11/19 đơn vị, đạt tỷ lệ 57,89 %. Các đơn vị còn lại được theo
     dõi qua báo cáo định kỳ và sẽ được đưa vào kế hoạch kiểm tra năm sau.

    ─ Chèn: số hoặc Enter; + tài liệu mới; Esc thôi ────────────────────────────────
    > 1 [^1] Gồm: Văn phòng HĐND và UBND huyện; Thanh tra huyện; các phòng: Nội vụ..
      2 [^2] Gồm: thị trấn Đăk Rve và các xã Đăk Ruồng, Tân Lập, Đăk Kôi, Đăk Pne,..
      3 [^3] 13/KH-UBND, 19/01/2023
      4 [^4] 130/KH-UBND, 29/8/2023
      5 Cơ quan chuyên môn: 12 đơn vị; Đơn vị hành chính cấp xã: 7 đơn vị; Kiểm tr..


     Enter Chèn + Tài liệu mới = Đoạn năm trước Esc Thôi 1Giúp
    ");
}

#[test]
fn insert_list_at_90x30() {
    insta::assert_snapshot!(text("insert list", 90, 30), @"
     1.3.1 Giải trình: Tự kiểm tra CCHC                                           Chưa sửa gì
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ 2 đoạn, 148 từ ─────────────────────────────────────────────────────────────────────────
     a 12  b 7  c 6  d 7  e 2  f 11 | f/(a + b) = 11/(12 + 7) = 57,89 %; đạt bậc từ 30 %: 0..
     UBND huyện có 12 cơ quan chuyên môn[^1] và 07 đơn vị hành chính cấp xã[^2], tổng cộng 19
     đơn vị thuộc đối tượng tự kiểm tra. Trên cơ sở các kế hoạch kiểm tra ban hành trong
     năm[^3,4], UBND huyện đã kiểm tra định kỳ tại 06/19 đơn vị; đồng thời lồng ghép nội dung
     cải cách hành chính khi kiểm tra đột xuất việc chấp hành kỷ luật, kỷ cương hành chính
     tại 07/19 đơn vị.

     Có 02 đơn vị được kiểm tra theo cả hai hình thức (*Phòng Lao động - Thương binh và Xã
     hội, Phòng Tư pháp*). Sau khi trừ phần trùng, số đơn vị được kiểm tra trong năm là 11/19
     đơn vị, đạt tỷ lệ 57,89 %. Các đơn vị còn lại được theo dõi qua báo cáo định kỳ và sẽ
     được đưa vào kế hoạch kiểm tra năm sau.







    ─ Chèn: số hoặc Enter; + tài liệu mới; Esc thôi ──────────────────────────────────────────
    > 1 [^1] Gồm: Văn phòng HĐND và UBND huyện; Thanh tra huyện; các phòng: Nội vụ, Tư pháp,..
      2 [^2] Gồm: thị trấn Đăk Rve và các xã Đăk Ruồng, Tân Lập, Đăk Kôi, Đăk Pne, Đăk Tờ Re..
      3 [^3] 13/KH-UBND, 19/01/2023
      4 [^4] 130/KH-UBND, 29/8/2023
      5 Cơ quan chuyên môn: 12 đơn vị; Đơn vị hành chính cấp xã: 7 đơn vị; Kiểm tra định kỳ:..


     Enter Chèn + Tài liệu mới = Đoạn năm trước Esc Thôi 1Giúp
    ");
}

#[test]
fn insert_list_at_40x12() {
    insta::assert_snapshot!(text("insert list", 40, 12), @r"
 1.3.1 Giải trình: Tự kiể.. Chưa sửa gì
 90,29/97  93,08 %  Lĩnh vực 1: 12,88/13
─ 2 đoạn, 148 từ ───────────────────────
 a 12  b 7  c 6  d 7  e 2  f 11 | f/(..
 sẽ được đưa vào kế hoạch kiểm tra năm
 sau.
─ Chèn: số hoặc Enter; + tài liệu mớ.. ─
> 1 [^1] Gồm: Văn phòng HĐND và UBND h..
  2 [^2] Gồm: thị trấn Đăk Rve và các..
  3 [^3] 13/KH-UBND, 19/01/2023

 Enter Chèn + Tài liệu mới 1Giúp
");
}

#[test]
fn reason_at_80x24() {
    insta::assert_snapshot!(text("reason", 80, 24), @r"
 1.6.2 Không đánh giá, lý do: Chương trình công tác                 Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
─ 39 từ | 90,29/100 = 90,29 % thành 90,29/97 = 93,08 %; xóa chữ: đánh giá lại ──
 Còn thiếu: a Nội dung hoàn thành đúng hạn, b Nội dung được giao chủ trì
 Chương trình công tác trọng tâm năm 2023 ban hành kèm theo Quyết định số
 887/QĐ-UBND ngày 30/12/2022 của UBND tỉnh gồm 89 nội dung, trong đó không có
 nội dung nào giao UBND huyện chủ trì thực hiện
















 Esc Xong ^D Chèn ^N Tiêu chí sau ^Z Hoàn tác 5Tài liệu 2Lưu 1Giúp
");
}

#[test]
fn documents_at_120x40() {
    insta::assert_snapshot!(text("documents", 120, 40), @r"
 1.3.1 Tài liệu kiểm chứng: Tự kiểm tra CCHC                     Lĩnh vực 1: 12,88/13 | 90,29/97  93,08 % | Chưa sửa gì
─ Tài liệu và chú thích (4) ────────────────────────────────────────────────────────────────────────────────────────────
> 1 [^1] Gồm: Văn phòng HĐND và UBND huyện; Thanh tra huyện; các phòng: Nội vụ, Tư pháp, Tài chính - Kế hoạch, Tài
         nguyên và Môi trường, Nông nghiệp và Phát triển nông thôn, Kinh tế và Hạ tầng, Văn hóa và Thông tin, Giáo dục
         và Đào tạo, Lao động - Thương binh và Xã hội, Dân tộc. (đã dẫn)
  2 [^2] Gồm: thị trấn Đăk Rve và các xã Đăk Ruồng, Tân Lập, Đăk Kôi, Đăk Pne, Đăk Tờ Re, Đăk Tơ Lung. (đã dẫn)
  3 [^3] Kế hoạch số 13/KH-UBND ngày 19/01/2023 của UBND huyện về kiểm tra đột xuất công tác cải cách hành chính và
         việc chấp hành Quy chế văn hóa công sở, kỷ luật, kỷ cương hành chính (đã dẫn)
  4 [^4] Kế hoạch số 130/KH-UBND ngày 29/8/2023 của UBND huyện về kiểm tra công tác cải cách hành chính năm 2023 (đã
         dẫn)





























 + Thêm  Enter Sửa  = Dùng lại  - Xóa  F4 e Giải trình  Esc Về  F1 ? Giúp
");
}

#[test]
fn documents_at_80x24() {
    insta::assert_snapshot!(text("documents", 80, 24), @r"
 1.3.1 Tài liệu kiểm chứng: Tự kiểm tra CCHC                        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tài liệu và chú thích (4) ────────────────────────────────────────────────────
> 1 [^1] Gồm: Văn phòng HĐND và UBND huyện; Thanh tra huyện; các phòng: Nội vụ,
         Tư pháp, Tài chính - Kế hoạch, Tài nguyên và Môi trường, Nông nghiệp
         và Phát triển nông thôn, Kinh tế và Hạ tầng, Văn hóa và Thông tin,
         Giáo dục và Đào tạo, Lao động - Thương binh và Xã hội, Dân tộc. (đã
         dẫn)
  2 [^2] Gồm: thị trấn Đăk Rve và các xã Đăk Ruồng, Tân Lập, Đăk Kôi, Đăk Pne,
         Đăk Tờ Re, Đăk Tơ Lung. (đã dẫn)
  3 [^3] Kế hoạch số 13/KH-UBND ngày 19/01/2023 của UBND huyện về kiểm tra đột
         xuất công tác cải cách hành chính và việc chấp hành Quy chế văn hóa
         công sở, kỷ luật, kỷ cương hành chính (đã dẫn)
  4 [^4] Kế hoạch số 130/KH-UBND ngày 29/8/2023 của UBND huyện về kiểm tra công
         tác cải cách hành chính năm 2023 (đã dẫn)








 + Thêm Enter Sửa = Dùng lại - Xóa 4Giải trình Esc Về 1Giúp
");
}

#[test]
fn register_at_80x24() {
    let text = text("register", 80, 24);
    assert!(text.contains("Dùng lại tài liệu (gõ để lọc)"), "{text}");
    assert!(
        text.contains("> Kế hoạch số 163/KH-UBND ngày 30/12/2022"),
        "{text}"
    );
}

#[test]
fn evidence_form_at_120x40() {
    insta::assert_snapshot!(text("evidence form", 120, 40), @r#"
 2.2.2 Tài liệu kiểm chứng: Kế hoạch rà soát                        Lĩnh vực 2: 10/10 | 90,29/97  93,08 % | Chưa sửa gì
>Số, ký hiệu   37/QD-UBND 8/2/23
               gõ "37/QD-UBND 8/2/23" là đủ: số, ngày, loại, cơ quan tự điền
 Ngày
 Loại
 Cơ quan
 Trích yếu
 Mục, trang
 Nơi lưu
 Ghi chú

─ Đã có trong sổ ───────────────────────────────────────────────────────────────────────────────────────────────────────
 37/QĐ-UBND, 08/02/2023 (ở 2.2.3)  Ctrl-D: dùng lại

─ Sẽ in trong chú thích ────────────────────────────────────────────────────────────────────────────────────────────────


─ Còn thiếu ────────────────────────────────────────────────────────────────────────────────────────────────────────────
 chưa gõ gì; chỉ có ghi chú thì in thành chú thích tự do




















 Enter Ô sau  Shift-Tab Ô trước  Esc Xong  Ctrl-D Gợi ý  F4 Giải trình  F2 Ctrl-S Lưu  F1 Giúp
"#);
}

#[test]
fn evidence_form_at_80x24() {
    insta::assert_snapshot!(text("evidence form", 80, 24), @r#"
 2.2.2 Tài liệu kiểm chứng: Kế hoạch rà soát                        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 2: 10/10  - 0 chưa  ! 0 sửa  ? 29 xem
>Số, ký hiệu   37/QD-UBND 8/2/23
               gõ "37/QD-UBND 8/2/23" là đủ: số, ngày, loại, cơ quan tự điền
 Ngày
 Loại
 Cơ quan
 Trích yếu
 Mục, trang
 Nơi lưu
 Ghi chú

─ Đã có trong sổ ───────────────────────────────────────────────────────────────
 37/QĐ-UBND, 08/02/2023 (ở 2.2.3)  Ctrl-D: dùng lại

─ Sẽ in trong chú thích ────────────────────────────────────────────────────────


─ Còn thiếu ────────────────────────────────────────────────────────────────────
 chưa gõ gì; chỉ có ghi chú thì in thành chú thích tự do



 Enter Ô sau S-Tab Ô trước Esc Xong ^D Gợi ý 4Giải trình 2Lưu 1Giúp
"#);
}

#[test]
fn evidence_form_at_60x20() {
    insta::assert_snapshot!(text("evidence form", 60, 20), @r#"
 2.2.2 Tài liệu kiểm chứng: Kế hoạch rà soát    Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 2: 10/10  - 0 chưa
>Số, ký hiệu   37/QD-UBND 8/2/23
               gõ "37/QD-UBND 8/2/23" là đủ: số, ngày, lo..
 Ngày
 Loại
 Cơ quan
 Trích yếu
 Mục, trang
 Nơi lưu
 Ghi chú

─ Đã có trong sổ ───────────────────────────────────────────
 37/QĐ-UBND, 08/02/2023 (ở 2.2.3)  Ctrl-D: dùng lại

─ Sẽ in trong chú thích ────────────────────────────────────



 Enter Ô sau S-Tab Ô trước Esc Xong ^D Gợi ý 1Giúp
"#);
}

#[test]
fn evidence_form_at_40x12() {
    insta::assert_snapshot!(text("evidence form", 40, 12), @r#"
 2.2.2 Tài liệu kiểm chứn.. Chưa sửa gì
 90,29/97  93,08 %  Lĩnh vực 2: 10/10
>Số, ký hiệu   37/QD-UBND 8/2/23
               gõ "37/QD-UBND 8/2/23"..
 Ngày
 Loại
 Cơ quan
 Trích yếu
 Mục, trang
 Nơi lưu

 Enter Ô sau S-Tab Ô trước 1Giúp
"#);
}

#[test]
fn declared_form_at_80x24() {
    insta::assert_snapshot!(text("declared form", 80, 24), @r"
 7.2.2 Điểm tự nhập: Hồ sơ trực tuyến                               Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 7: 11,44/14  - 0 chưa  ! 0 sửa  ? 29 xem
>Điểm
               để trống: bỏ điểm tự nhập
 Lý do

─ Điểm tính theo công thức ─────────────────────────────────────────────────────
 a/b = 169/2534 = 6,67 %, tròn 7 %
 7 % x 2 = 0,14














 Enter Ô sau S-Tab Ô trước Esc Xong ^D Gợi ý 4Giải trình 2Lưu 1Giúp
");
}

#[test]
fn go_to_at_80x24() {
    insta::assert_snapshot!(text("go to", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 1 ─────────────────────────────────────────
>  - 1 Chỉ đạo, điều h.. 12,88/13 │ 1 Công tác chỉ đạo, điều hành
    - 1.1 Kế hoạch CCHC   0,5/0,5 │ 12,88/13 (99,08 %), 9/9 tiêu chí đã chấm
 v     1.1.3 Hoàn thành.. 0,5/0,5 │   1.1 Kế hoạch CCHC                 0,5/0,5
    - 1.3 Kiểm tra CCHC   1,5/1,5 │   1.3 Kiểm tra CCHC                 1,5/1,5
 v     1.3.1 Tự kiểm tr.. 0,5/0,5 │   1.4 Tuyên truyền CCHC             1,5/1,5
 ?     1.3.2 Xử lý sau kiểm.. 1/1 │ ? 1.5 Sáng kiến, giải pháp mới          3/3
    - 1.4 Tuyên truyền..  1,5/1,5 │   1.6 Nhiệm vụ được giao             3,88/4
 ?     1.4.2 Kế hoạch t.. 0,5/0,5 │ v 1.x Còn lại: chỉ đạo              2,5/2,5
 v     1.4.3 Đa dạng tuyên..  1/1 │
 ?    1.5 Sáng kiến, giải p.. 3/3 │
    - 1.6 Nhiệm vụ được..  3,88/4 │
 ?     1.6.1 Nhiệm vụ tỉ.. 3,88/4 │
 x     1.6.2 Chương tr.. không ĐG │
─ Tới mã (3.4.1, 341, 342b) ────────────────────────────────────────────────────
> 3.4 Kết quả giải quyết hồ sơ thủ tục hành chính
  3.4.1 Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải quyết đúng hạn
  3.4.2 Tỷ lệ hồ sơ TTHC của UBND các xã trực thuộc giải quyết đúng hạn
  3.4.5 Tổ chức thu thập ý kiến đánh giá
: 34

 Enter Nhận Esc Thôi ↑ ↓ Chọn 1Giúp
");
}

#[test]
fn go_to_at_40x12() {
    insta::assert_snapshot!(text("go to", 40, 12), @r"
 UBND huyện Kon Rẫy | 202.. Chưa sửa gì
 90,29/97  93,08 %  Lĩnh vực 1: 12,88/13
─ Tiêu chí (48/48 đã chấm) ─────────────
>  - 1 Chỉ đạo, điều hành      12,88/13
─ Tới mã (3.4.1, 341, 342b) ────────────
> 3.4 Kết quả giải quyết hồ sơ thủ tục..
  3.4.1 Tỷ lệ hồ sơ TTHC của UBND cấp..
  3.4.2 Tỷ lệ hồ sơ TTHC của UBND các..
  3.4.5 Tổ chức thu thập ý kiến đánh giá
: 34

 Enter Nhận Esc Thôi ↑ ↓ Chọn 1Giúp
");
}

#[test]
fn find_at_80x24() {
    insta::assert_snapshot!(text("find", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 1 ─────────────────────────────────────────
>  - 1 Chỉ đạo, điều h.. 12,88/13 │ 1 Công tác chỉ đạo, điều hành
    - 1.1 Kế hoạch CCHC   0,5/0,5 │ 12,88/13 (99,08 %), 9/9 tiêu chí đã chấm
 v     1.1.3 Hoàn thành.. 0,5/0,5 │   1.1 Kế hoạch CCHC                 0,5/0,5
    - 1.3 Kiểm tra CCHC   1,5/1,5 │   1.3 Kiểm tra CCHC                 1,5/1,5
 v     1.3.1 Tự kiểm tr.. 0,5/0,5 │   1.4 Tuyên truyền CCHC             1,5/1,5
─ Tìm (không cần dấu) ──────────────────────────────────────────────────────────
> 3 Cải cách thủ tục hành chính
  3.3.1 Tỷ lệ thủ tục hành chính thực hiện tiếp nhận, trả kết quả tại Bộ phận..
  3.3.2 Tỷ lệ thủ tục hành chính được thực hiện theo cơ chế một cửa liên thông
  3.4 Kết quả giải quyết hồ sơ thủ tục hành chính
  3.5.1 Xử lý phản ánh, kiến nghị của cá nhân, tổ chức đối với các quy định hà..
  3.x Các tiêu chí còn lại của lĩnh vực
  5.4 Thực hiện trình tự, thủ tục đánh giá, phân loại công chức, viên chức the..
  1.3.2 Xử lý các vấn đề phát hiện qua kiểm tra
  1.5 Sáng kiến hoặc giải pháp mới trong cải cách hành chính
  3.4.5 Tổ chức thu thập ý kiến đánh giá
  5.6 Tình hình cán bộ, công chức, viên chức bị xử lý kỷ luật
  7.2.1 Dịch vụ công trực tuyến toàn trình
: thu tuc

 Enter Nhận Esc Thôi ↑ ↓ Chọn 1Giúp
");
}

#[test]
fn palette_at_80x24() {
    insta::assert_snapshot!(text("palette", 80, 24), @"
     UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ Tiêu chí (48/48 đã chấm) ───────│─ 1 ─────────────────────────────────────────
    >  - 1 Chỉ đạo, điều h.. 12,88/13 │ 1 Công tác chỉ đạo, điều hành
        - 1.1 Kế hoạch CCHC   0,5/0,5 │ 12,88/13 (99,08 %), 9/9 tiêu chí đã chấm
     v     1.1.3 Hoàn thành.. 0,5/0,5 │   1.1 Kế hoạch CCHC                 0,5/0,5
        - 1.3 Kiểm tra CCHC   1,5/1,5 │   1.3 Kiểm tra CCHC                 1,5/1,5
     v     1.3.1 Tự kiểm tr.. 0,5/0,5 │   1.4 Tuyên truyền CCHC             1,5/1,5
    ─ Lệnh ─────────────────────────────────────────────────────────────────────────
    > +             Thêm tài liệu kiểm chứng
      g             Tới mã: 3.4.1 hay 341; 342b là dòng b của 3.4.2
      F3 /          Tìm trong mã, tên, giải trình, tài liệu; không cần dấu
      F4 e          Viết giải trình
      F5 t          Tài liệu kiểm chứng
      Space         Giải trình lấy từ năm trước: đã rà soát, chưa rà soát
      F6 x          Không đánh giá, ghi lý do; đánh giá lại
      F7 o          Tự nhập điểm thay điểm tính theo công thức, ghi lý do
      =             Giải trình chung với tiêu chí khác
      F8 c          Kiểm tra hồ sơ
      d             Xung đột: xem các bản, chọn bản dùng
      F9 v          Xem trước báo cáo, ở tiêu chí này
    :

     Enter Nhận Esc Thôi ↑ ↓ Chọn 1Giúp
    ");
}

#[test]
fn explained_with_at_80x24() {
    insta::assert_snapshot!(text("explained with", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 2: 10/10  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 2.3.2 ─────────────────────────────────────
 ?     1.6.1 Nhiệm vụ tỉ.. 3,88/4 │ Xử lý văn bản trái pháp luật phát hiện qua
 x     1.6.2 Chương tr.. không ĐG │ kiểm tra
 v    1.x Còn lại: chỉ..  2,5/2,5 │ TCTP 2.3.2: tối đa 1,5 điểm, trừ điểm. Tham
   - 2 Thể chế              10/10 │ mưu: Tư pháp
    - 2.2 Rà soát văn bản     3/3 │ a  Văn bản đã tự kiểm
 v     2.2.2 Kế hoạch r.. 1,5/1,5 │    tra                         1476 văn bản
 v     2.2.3 Xử lý sau..  1,5/1,5 │ b  Trong đó: văn bản
    - 2.3 Kiểm tra văn bản    2/2 │    QPPL                           5 văn bản
 ?     2.3.1 Phối hợp k.. 0,5/0,5 │ c  Văn bản trái pháp
>?     2.3.2 Văn bản tr.. 1,5/1,5 │    luật chưa xử lý                0 văn bản
 v    2.x Còn lại: thể chế    5/5 │    b <= a: khớp
   - 3 Thủ tục hành ch.. 16,97/18 │    c <= a: khớp
    - 3.3 Một cửa, liên.. 1,5/1,5 │ Điểm 1,5 / 1,5
 ?     3.3.1 TTHC tại một cửa 1/1 │ 1,5 - 0,5 x c = 1,5 - 0,5 x 0 = 1,5
 ?     3.3.2 Một cửa li.. 0,5/0,5 │ ─ Giải trình  F4 e  (2 đoạn)
─ Giải trình chung với (để trống: tách ra) ─────────────────────────────────────
> 2.2.3 Kết quả sửa đổi, bổ sung, bãi bỏ, thay thế văn bản QPPL sau rà soát
  2.3.1 Phối hợp với cơ quan có thẩm quyền trong kiểm tra, xử lý văn bản quy p..
:

 Enter Nhận Esc Thôi ↑ ↓ Chọn 1Giúp
");
}

#[test]
fn findings_at_120x40() {
    insta::assert_snapshot!(text("findings", 120, 40), @"
     Kiểm tra hồ sơ: 48 phải sửa, 0 nên bổ sung, 0 gợi ý                     Lĩnh vực 1: 0/16 | 0/100  0,00 % | Chưa sửa gì
    ─ Theo mức độ (Tab: theo tiêu chí, theo đơn vị) ────────────────────────────────────────────────────────────────────────
     ! Phải sửa (48): chưa sửa thì chưa chốt được
      > ! 1.1.3  Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt                                                       Nội vụ
        ! 1.3.1  Chưa chấm (0,5 điểm). Còn thiếu: f Đơn vị được kiểm tra, a Cơ quan chuyên môn, b Đơn vị hành chí..  Nội vụ
        ! 1.3.2  Chưa chấm (1 điểm). Còn thiếu: chọn mức đạt                                                         Nội vụ
        ! 1.4.2  Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt                                                        VH-TT
        ! 1.4.3  Chưa chấm (1 điểm). Còn thiếu: a Số hình thức tuyên truyền                                           VH-TT
        ! 1.5    Chưa chấm (3 điểm). Còn thiếu: a Sáng kiến, giải pháp mới được áp dụng                              Nội vụ
        ! 1.6.1  Chưa chấm (4 điểm). Còn thiếu: a Nhiệm vụ hoàn thành đúng hạn, b Nhiệm vụ hoàn thành trễ hạn,..  Văn phòng
        ! 1.6.2  Chưa chấm (3 điểm). Còn thiếu: a Nội dung hoàn thành đúng hạn, b Nội dung được giao chủ trì      Văn phòng
        ! 1.x    Chưa chấm (2,5 điểm). Còn thiếu: điểm (0 đến 2,5)                                                   Nội vụ
        ! 2.2.2  Chưa chấm (1,5 điểm). Còn thiếu: chọn mức đạt                                                      Tư pháp
        ! 2.2.3  Chưa chấm (1,5 điểm). Còn thiếu: chọn mức đạt                                                      Tư pháp
        ! 2.3.1  Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt                                                      Tư pháp
        ! 2.3.2  Chưa chấm (1,5 điểm). Còn thiếu: c Văn bản trái pháp luật chưa xử lý                               Tư pháp
        ! 2.x    Chưa chấm (5 điểm). Còn thiếu: điểm (0 đến 5)                                                      Tư pháp
        ! 3.3.1  Chưa chấm (1 điểm). Còn thiếu: chọn mức đạt                                                      Văn phòng
        ! 3.3.2  Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt                                                    Văn phòng
        ! 3.4.1  Chưa chấm (1 điểm). Còn thiếu: a Hồ sơ giải quyết sớm hạn, đúng hạn, c Tổng số hồ sơ đã giải..   Văn phòng
        ! 3.4.2  Chưa chấm (1 điểm). Còn thiếu: a Hồ sơ giải quyết sớm hạn, đúng hạn, c Tổng số hồ sơ đã giải..   Văn phòng
        ! 3.4.5  Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt                                                    Văn phòng
        ! 3.5.1  Chưa chấm (1 điểm). Còn thiếu: a Phản ánh, kiến nghị trả lời đúng hạn, b Phản ánh, kiến nghị..   Văn phòng
        ! 3.x    Chưa chấm (13 điểm). Còn thiếu: điểm (0 đến 13)                                                  Văn phòng
        ! 4.1.1  Chưa chấm (2 điểm). Còn thiếu: chọn mức đạt                                                         Nội vụ
        ! 4.1.2  Chưa chấm (2 điểm). Còn thiếu: chọn mức đạt                                                         Nội vụ
        ! 4.3.1  Chưa chấm (1 điểm). Còn thiếu: chọn mức đạt                                                         Nội vụ
        ! 4.3.2  Chưa chấm (1 điểm). Còn thiếu: chọn mức đạt                                                         Nội vụ
        ! 4.3.3  Chưa chấm (1 điểm). Còn thiếu: chọn mức đạt                                                         Nội vụ
        ! 4.x    Chưa chấm (3 điểm). Còn thiếu: điểm (0 đến 3)                                                       Nội vụ
        ! 5.1    Chưa chấm (3 điểm). Còn thiếu: chọn mức đạt                                                         Nội vụ
        ! 5.2    Chưa chấm (1 điểm). Còn thiếu: chọn mức đạt                                                         Nội vụ
    ─ 1.1.3 Mức độ hoàn thành kế hoạch CCHC năm ────────────────────────────────────────────────────────────────────────────
     Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt





     Enter Tới chỗ sửa  Esc F8 Trở lại  Tab Cách xếp  F9 v Xem trước  F1 ? Giúp
    ");
}

#[test]
fn findings_at_80x24() {
    insta::assert_snapshot!(text("findings", 80, 24), @"
     Kiểm tra hồ sơ: 48 phải sửa, 0 nên bổ sung, 0 gợi ý                Chưa sửa gì
     0/100  0,00 %  Yếu  Lĩnh vực 1: 0/16  - 48 chưa  ! 0 sửa  ? 0 xem
    ─ Theo mức độ (Tab: theo tiêu chí, theo đơn vị) ────────────────────────────────
     ! Phải sửa (48): chưa sửa thì chưa chốt được
      > ! 1.1.3  Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt               Nội vụ
        ! 1.3.1  Chưa chấm (0,5 điểm). Còn thiếu: f Đơn vị được kiểm tra,..  Nội vụ
        ! 1.3.2  Chưa chấm (1 điểm). Còn thiếu: chọn mức đạt                 Nội vụ
        ! 1.4.2  Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt                VH-TT
        ! 1.4.3  Chưa chấm (1 điểm). Còn thiếu: a Số hình thức tuyên truyền   VH-TT
        ! 1.5    Chưa chấm (3 điểm). Còn thiếu: a Sáng kiến, giải pháp mớ..  Nội vụ
        ! 1.6.1  Chưa chấm (4 điểm). Còn thiếu: a Nhiệm vụ hoàn thành..   Văn phòng
        ! 1.6.2  Chưa chấm (3 điểm). Còn thiếu: a Nội dung hoàn thành..   Văn phòng
        ! 1.x    Chưa chấm (2,5 điểm). Còn thiếu: điểm (0 đến 2,5)           Nội vụ
        ! 2.2.2  Chưa chấm (1,5 điểm). Còn thiếu: chọn mức đạt              Tư pháp
        ! 2.2.3  Chưa chấm (1,5 điểm). Còn thiếu: chọn mức đạt              Tư pháp
        ! 2.3.1  Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt              Tư pháp
    ─ 1.1.3 Mức độ hoàn thành kế hoạch CCHC năm ────────────────────────────────────
     Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt





     Enter Tới chỗ sửa 8Trở lại Tab Cách xếp 9Xem trước 1Giúp
    ");
}

#[test]
fn findings_at_60x20() {
    insta::assert_snapshot!(text("findings", 60, 20), @"
     Kiểm tra hồ sơ: 48 phải sửa, 0 nên bổ sung,..  Chưa sửa gì
     0/100  0,00 %  Yếu  Lĩnh vực 1: 0/16  - 48 chưa  ! 0 sửa
    ─ Theo mức độ (Tab: theo tiêu chí, theo đơn vị) ────────────
     ! Phải sửa (48): chưa sửa thì chưa chốt được
      > ! 1.1.3  Chưa chấm (0,5 điểm). Còn thiếu: chọn mức..
        ! 1.3.1  Chưa chấm (0,5 điểm). Còn thiếu: f Đơn vị..
        ! 1.3.2  Chưa chấm (1 điểm). Còn thiếu: chọn mức đạt
        ! 1.4.2  Chưa chấm (0,5 điểm). Còn thiếu: chọn mức..
        ! 1.4.3  Chưa chấm (1 điểm). Còn thiếu: a Số hình t..
        ! 1.5    Chưa chấm (3 điểm). Còn thiếu: a Sáng kiến..
        ! 1.6.1  Chưa chấm (4 điểm). Còn thiếu: a Nhiệm vụ..
        ! 1.6.2  Chưa chấm (3 điểm). Còn thiếu: a Nội dung..
    ─ 1.1.3 Mức độ hoàn thành kế hoạch CCHC năm ────────────────
     Chưa chấm (0,5 điểm). Còn thiếu: chọn mức đạt





     Enter Tới chỗ sửa 8Trở lại Tab Cách xếp 9Xem trước 1Giúp
    ");
}

#[test]
fn findings_at_40x12() {
    insta::assert_snapshot!(text("findings", 40, 12), @r"
 Kiểm tra hồ sơ: 48 phải..  Chưa sửa gì
 0/100  0,00 %  Yếu  Lĩnh vực 1: 0/16
─ Theo mức độ (Tab: theo tiêu chí, t.. ─
 ! Phải sửa (48): chưa sửa thì chưa c..
  > ! 1.1.3  Chưa chấm (0,5 điểm)...
    ! 1.3.1  Chưa chấm (0,5 điểm)...
    ! 1.3.2  Chưa chấm (1 điểm). Cò..
    ! 1.4.2  Chưa chấm (0,5 điểm)...
    ! 1.4.3  Chưa chấm (1 điểm). Cò..
    ! 1.5    Chưa chấm (3 điểm). Cò..

 Enter Tới chỗ sửa 8Trở lại 1Giúp
");
}

#[test]
fn findings_by_criterion_at_80x24() {
    insta::assert_snapshot!(text("findings by criterion", 80, 24), @"
     Kiểm tra hồ sơ: 0 phải sửa, 29 nên bổ sung, 9 gợi ý                Chưa sửa gì
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ Theo tiêu chí (Tab: theo đơn vị, theo mức độ) ────────────────────────────────
     1.1.3 Mức độ hoàn thành kế hoạch CCHC năm (1)
      > . 1.1.3  Tài liệu 1 chưa được dẫn: đặt [^1] vào giải trình để in..   Nội vụ
     1.3.2 Xử lý các vấn đề phát hiện qua kiểm tra (1)
        ? 1.3.2  Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): thêm..   Nội vụ
     1.4.2 Mức độ hoàn thành Kế hoạch tuyên truyền cải cách hành chính (1)
        ? 1.4.2  Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): thêm t..  VH-TT
     1.5 Sáng kiến hoặc giải pháp mới trong cải cách hành chính (1)
        ? 1.5    Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): thêm..   Nội vụ
     1.6.1 Thực hiện nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao (1)
        ? 1.6.1  Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): th..  Văn phòng
     1.6.2 Thực hiện Chương trình công tác của Ủy ban nhân dân tỉnh (1)
        . 1.6.2  Tài liệu 1 chưa được dẫn: đặt [^1] vào giải trình để..   Văn phòng
     2.3.1 Phối hợp với cơ quan có thẩm quyền trong kiểm tra, xử lý văn bản quy p..
    ─ 1.1.3 Mức độ hoàn thành kế hoạch CCHC năm ────────────────────────────────────
     Tài liệu 1 chưa được dẫn: đặt [^1] vào giải trình để in thành chú thích





     Enter Tới chỗ sửa 8Trở lại Tab Cách xếp 9Xem trước 1Giúp
    ");
}

#[test]
fn findings_by_office_at_80x24() {
    insta::assert_snapshot!(text("findings by office", 80, 24), @"
     Kiểm tra hồ sơ: 0 phải sửa, 29 nên bổ sung, 9 gợi ý                Chưa sửa gì
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ Theo đơn vị tham mưu (Tab: theo mức độ, theo tiêu chí) ───────────────────────
     Nội vụ (18)
      > . 1.1.3  Tài liệu 1 chưa được dẫn: đặt [^1] vào giải trình để in..   Nội vụ
        ? 1.3.2  Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): thêm..   Nội vụ
        ? 1.5    Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): thêm..   Nội vụ
        . 4.1.1  Tài liệu 1 chưa được dẫn: đặt [^1] vào giải trình để in..   Nội vụ
        . 4.1.1  Tài liệu 2 chưa được dẫn: đặt [^2] vào giải trình để in..   Nội vụ
        . 4.1.2  Tài liệu 1 chưa được dẫn: đặt [^1] vào giải trình để in..   Nội vụ
        ? 4.3.1  Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): thêm..   Nội vụ
        ? 4.3.2  Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): thêm..   Nội vụ
        ? 4.3.3  Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): thêm..   Nội vụ
        ? 5.2    Tài liệu 1 (Nghị định 33/NĐ-CP) thiếu ngày ban hành: bổ..   Nội vụ
        . 5.2    Tài liệu 1 chưa được dẫn: đặt [^1] vào giải trình để in..   Nội vụ
        ? 5.3    Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): thêm..   Nội vụ
    ─ 1.1.3 Mức độ hoàn thành kế hoạch CCHC năm ────────────────────────────────────
     Tài liệu 1 chưa được dẫn: đặt [^1] vào giải trình để in thành chú thích





     Enter Tới chỗ sửa 8Trở lại Tab Cách xếp 9Xem trước 1Giúp
    ");
}

#[test]
fn lost_points_at_120x40() {
    insta::assert_snapshot!(text("lost points", 120, 40), @r"
 Điểm mất ở đâu, còn thiếu gì                                    Lĩnh vực 1: 12,88/13 | 90,29/97  93,08 % | Chưa sửa gì
─ Mất 6,71 điểm ở 9 tiêu chí; 0 điểm chưa chấm ở 0; 1 không đánh giá ───────────────────────────────────────────────────
> 7.2.2  Hồ sơ trực tuyến                      0,14/2  -1,86  thêm 22 hồ sơ: 0,16                                 VH-TT
  3.x    Còn lại: thủ tục                       12/13     -1  chưa tách tiêu chí                              Văn phòng
  5.6    Xử lý kỷ luật                            1/2     -1  2 - (a + 0,5 x b + 0,25 x c + 0,25 x d) = 2 - (0 + Nội vụ.
  5.x    Còn lại: công vụ                         1/2     -1  chưa tách tiêu chí                                 Nội vụ
  6.x    Còn lại: tài chính                     12/13     -1  chưa tách tiêu chí                                  TC-KH
  7.3.2  Có giao dịch trực tuyến             0,11/0,5  -0,39  thêm 1 thủ tục: 0,12                                VH-TT
  7.x    Còn lại: CQ điện tử, số             4,19/4,5  -0,31  chưa tách tiêu chí                                  VH-TT
  1.6.1  Nhiệm vụ tỉnh giao                    3,88/4  -0,12  (a + 0,5 x b)/(d - c) = (15 + 0,5 x 1)/(19 - 3) Văn phòng
  3.4.1  Hồ sơ huyện đúng hạn                  0,97/1  -0,03  thêm 5 hồ sơ: 0,98                              Văn phòng


















─ Theo lĩnh vực ────────────────────────────────────────────────────────────────────────────────────────────────────────
 1 Chỉ đạo, điều hành                   12,88/13  thiếu 0,12
 2 Thể chế                                 10/10  thiếu 0
 3 Thủ tục hành chính                   16,97/18  thiếu 1,03
 4 Tổ chức bộ máy                          10/10  thiếu 0
 5 Chế độ công vụ                          11/13  thiếu 2
 6 Tài chính công                          12/13  thiếu 1
 7 Chính quyền điện tử, số              11,44/14  thiếu 2,56
 8 Văn hóa công sở, kỷ luật                  6/6  thiếu 0

 Enter Tới chỗ sửa  Esc Về  F1 ? Giúp
");
}

#[test]
fn history_at_120x40() {
    insta::assert_snapshot!(text("history", 120, 40), @"
     Lịch sử sửa đổi                                                 Lĩnh vực 3: 16,97/18 | 89,29/96  93,01 % | Chưa sửa gì
    ─ 3.4.1 Hồ sơ huyện đúng hạn (Tab: cả sổ) ──────────────────────────────────────────────────────────────────────────────
      24/11/2023 15:20  cb1            3.4.1 số liệu                xung đột: chọn late = 21, on_time = 642, total = 663,..
      22/11/2023 15:20  cb1            3.4.1a                       640 → 642
    > 21/11/2023 15:20  cb1            3.4.1 giải trình             [-sớm hạn,-] {+hoặc sớm hơn+}
      20/11/2023 15:20  cb2            3.4.1a                       642 → 640


















    ─ 3.4.1 giải trình, cb1, 21/11/2023 15:20 ──────────────────────────────────────────────────────────────────────────────
     .. thuộc UBND huyện đã giải quyết 663 hồ sơ, gồm 642 hồ sơ [-sớm hạn,-] đúng hạn {+hoặc sớm hơn+} (đạt 96,83 %) và 21
     hồ sơ trễ hạn (chiếm 3,17 %). Tỷ lệ ..












     Enter Lấy lại  Tab Tiêu chí, cả sổ  Esc Về  F1 ? Giúp
    ");
}

#[test]
fn history_at_80x24() {
    insta::assert_snapshot!(text("history", 80, 24), @"
     Lịch sử sửa đổi                                                    Chưa sửa gì
     89,29/96  93,01 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ 3.4.1 Hồ sơ huyện đúng hạn (Tab: cả sổ) ──────────────────────────────────────
      24/11 15:20  cb1        3.4.1 số liệu          xung đột: chọn late = 21, on_..
      22/11 15:20  cb1        3.4.1a                 640 → 642
    > 21/11 15:20  cb1        3.4.1 giải trình       [-sớm hạn,-] {+hoặc sớm hơn+}
      20/11 15:20  cb2        3.4.1a                 642 → 640







    ─ 3.4.1 giải trình, cb1, 21/11/2023 15:20 ──────────────────────────────────────
     .. thuộc UBND huyện đã giải quyết 663 hồ sơ, gồm 642 hồ sơ [-sớm hạn,-] đúng
     hạn {+hoặc sớm hơn+} (đạt 96,83 %) và 21 hồ sơ trễ hạn (chiếm 3,17 %). Tỷ lệ
     ..





     Enter Lấy lại Tab Tiêu chí, cả sổ Esc Về 1Giúp
    ");
}

#[test]
fn history_at_40x12() {
    insta::assert_snapshot!(text("history", 40, 12), @"
     Lịch sử sửa đổi            Chưa sửa gì
     89,29/96  93,01 %  Lĩnh vực 3: 16,97/18
    ─ 3.4.1 Hồ sơ huyện đúng hạn (Tab: c.. ─
      24/11 15:20 cb1 3.4.1 số liệu xung đ..
      22/11 15:20 cb1 3.4.1a 640 → 642
    > 21/11 15:20 cb1 3.4.1 giải trình [-s..
      20/11 15:20 cb2 3.4.1a 642 → 640
    ─ 3.4.1 giải trình, cb1, 21/11/2023.. ──
     .. thuộc UBND huyện đã giải quyết 663
     hồ sơ, gồm 642 hồ sơ [-sớm hạn,-] đú..

     Enter Lấy lại 1Giúp
    ");
}

#[test]
fn bringing_back_at_80x24() {
    insta::assert_snapshot!(text("history, bringing back", 80, 24), @"
     Lịch sử sửa đổi                                                    Chưa sửa gì
     89,29/96  93,01 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ 3.4.1 Hồ sơ huyện đúng hạn (Tab: cả sổ) ──────────────────────────────────────
      24/11 15:20  cb1        3.4.1 số liệu          xung đột: chọn late = 21, on_..
    > 22/11 15:20  cb1        3.4.1a                 640 → 642
      21/11 15:20  cb1        3.4.1 giải trình       [-sớm hạn,-] {+hoặc sớm hơn+}
      20/11 15:20  cb2        3.4.1a                 642 → 640







    ─ 3.4.1a, cb1, 22/11/2023 15:20 ────────────────────────────────────────────────
     Trước: 640
     Sau: 642


    ─ Hỏi lại: Enter đồng ý, Esc thôi ──────────────────────────────────────────────
      3.4.1a: lấy lại 640? Là một lần sửa như mọi lần sửa, u hoàn tác được.


     Enter Đồng ý Esc Thôi 1Giúp
    ");
}

#[test]
fn lost_points_at_80x24() {
    insta::assert_snapshot!(text("lost points", 80, 24), @r"
 Điểm mất ở đâu, còn thiếu gì                                       Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
─ Mất 6,71 điểm ở 9 tiêu chí; 0 điểm chưa chấm ở 0; 1 không đánh giá ───────────
> 7.2.2  Hồ sơ trực tuyến              0,14/2  -1,86  thêm 22 hồ sơ: 0,16
  3.x    Còn lại: thủ tục               12/13     -1  chưa tách tiêu chí
  5.6    Xử lý kỷ luật                    1/2     -1  2 - (a + 0,5 x b + 0,25..
  5.x    Còn lại: công vụ                 1/2     -1  chưa tách tiêu chí
  6.x    Còn lại: tài chính             12/13     -1  chưa tách tiêu chí
  7.3.2  Có giao dịch trực tuyến     0,11/0,5  -0,39  thêm 1 thủ tục: 0,12
  7.x    Còn lại: CQ điện tử, số     4,19/4,5  -0,31  chưa tách tiêu chí
  1.6.1  Nhiệm vụ tỉnh giao            3,88/4  -0,12  (a + 0,5 x b)/(d - c) =..
  3.4.1  Hồ sơ huyện đúng hạn          0,97/1  -0,03  thêm 5 hồ sơ: 0,98

─ Theo lĩnh vực ────────────────────────────────────────────────────────────────
 1 Chỉ đạo, điều hành                   12,88/13  thiếu 0,12
 2 Thể chế                                 10/10  thiếu 0
 3 Thủ tục hành chính                   16,97/18  thiếu 1,03
 4 Tổ chức bộ máy                          10/10  thiếu 0
 5 Chế độ công vụ                          11/13  thiếu 2
 6 Tài chính công                          12/13  thiếu 1
 7 Chính quyền điện tử, số              11,44/14  thiếu 2,56
 8 Văn hóa công sở, kỷ luật                  6/6  thiếu 0

 Enter Tới chỗ sửa Esc Về 1Giúp
");
}

#[test]
fn lost_points_at_40x12() {
    insta::assert_snapshot!(text("lost points", 40, 12), @r"
 Điểm mất ở đâu, còn thiế.. Chưa sửa gì
 90,29/97  93,08 %  Lĩnh vực 1: 12,88/13
─ Mất 6,71 điểm ở 9 tiêu chí; 0 điểm.. ─
> 7.2.2  Hồ sơ trự..      0,14/2  -1,86
  3.x    Còn lại:..        12/13     -1
  5.6    Xử lý kỷ..          1/2     -1
  5.x    Còn lại:..          1/2     -1
  6.x    Còn lại:..        12/13     -1
  7.3.2  Có giao d..    0,11/0,5  -0,39
  7.x    Còn lại:..     4,19/4,5  -0,31

 Enter Tới chỗ sửa Esc Về 1Giúp
");
}

#[test]
fn question_at_80x24() {
    insta::assert_snapshot!(text("question", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
 90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
─ Tiêu chí (48/48 đã chấm) ───────│─ 1.6.2 ─────────────────────────────────────
   - 1 Chỉ đạo, điều h.. 12,88/13 │ Thực hiện Chương trình công tác của Ủy ban
    - 1.1 Kế hoạch CCHC   0,5/0,5 │ nhân dân tỉnh
 v     1.1.3 Hoàn thành.. 0,5/0,5 │ TCTP 1.6.2: tối đa 3 điểm, theo tỷ lệ (điểm
    - 1.3 Kiểm tra CCHC   1,5/1,5 │ tối đa giả định). Tham mưu: Văn phòng
 v     1.3.1 Tự kiểm tr.. 0,5/0,5 │ a  Nội dung hoàn thành
 ?     1.3.2 Xử lý sau kiểm.. 1/1 │    đúng hạn                      - nội dung
    - 1.4 Tuyên truyền..  1,5/1,5 │ b  Nội dung được giao
 ?     1.4.2 Kế hoạch t.. 0,5/0,5 │    chủ trì                       - nội dung
 v     1.4.3 Đa dạng tuyên..  1/1 │    a <= b
 ?    1.5 Sáng kiến, giải p.. 3/3 │ Không đánh giá
    - 1.6 Nhiệm vụ được..  3,88/4 │ Còn thiếu: a Nội dung hoàn thành đúng hạn,
 ?     1.6.1 Nhiệm vụ tỉ.. 3,88/4 │ b Nội dung được giao chủ trì
>x     1.6.2 Chương tr.. không ĐG │ Lý do: Chương trình công tác trọng tâm năm
─ Hỏi lại: Enter đồng ý, Esc thôi ──────────────────────────────────────────────
  1.6.2 đang để không đánh giá (Chương trình công tác trọng tâm năm 2023 ban
  hành kèm theo Quyết định số 887/QĐ-UBND ngày 30/12/2022 của UBND tỉnh gồm 89
  nội dung, trong đó không có nội dung nào giao UBND huyện chủ trì thực hiện).
  Đánh giá lại?


 Enter Đồng ý Esc Thôi 1Giúp
");
}

#[test]
fn question_at_40x12() {
    insta::assert_snapshot!(text("question", 40, 12), @r"
 UBND huyện Kon Rẫy | 202.. Chưa sửa gì
 90,29/97  93,08 %  Lĩnh vực 1: 12,88/13
─ Hỏi lại: Enter đồng ý, Esc thôi ──────
  1.6.2 đang để không đánh giá (Chương
  trình công tác trọng tâm năm 2023
  ban hành kèm theo Quyết định số
  887/QĐ-UBND ngày 30/12/2022 của UBND
  tỉnh gồm 89 nội dung, trong đó không
  có nội dung nào giao UBND huyện chủ
  trì thực hiện). Đánh giá lại?

 Enter Đồng ý Esc Thôi 1Giúp
");
}

#[test]
fn save_failed_at_80x24() {
    insta::assert_snapshot!(text("save failed", 80, 24), @r"
 UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json           CHƯA LƯU
 90,29/97 tạm tính  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 1 sửa
─ Tiêu chí (48/48 đã chấm) ───────│─ 3.4.1 ─────────────────────────────────────
    - 2.3 Kiểm tra văn bản    2/2 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải
 ?     2.3.1 Phối hợp k.. 0,5/0,5 │ quyết đúng hạn
 ?     2.3.2 Văn bản tr.. 1,5/1,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham
 v    2.x Còn lại: thể chế    5/5 │ mưu: Văn phòng
   - 3 Thủ tục hành ch.. 16,97/18 │ a  Hồ sơ giải quyết sớm
    - 3.3 Một cửa, liên.. 1,5/1,5 │    hạn, đúng hạn                  640 hồ sơ
 ?     3.3.1 TTHC tại một cửa 1/1 │ b  Hồ sơ trễ hạn                   21 hồ sơ
 ?     3.3.2 Một cửa li.. 0,5/0,5 │ c  Tổng số hồ sơ đã giải
    - 3.4 Giải quyết h.. 2,47/2,5 │    quyết                          663 hồ sơ
>!     3.4.1 Hồ sơ huyện.. 0,97/1 │    640 + 21 = 661, khác 663
 ?     3.4.2 Hồ sơ xã đúng..  1/1 │ Điểm 0,97 / 1, tạm tính
 ?     3.4.5 Thu thập ý.. 0,5/0,5 │ a/c = 640/663 = 96,53 %, tròn 97 %
    - 3.5 Phản ánh, kiến nghị 1/1 │ 97 % x 1 = 0,97
 v     3.5.1 Xử lý phản ánh   1/1 │ Lên 0,98 khi a đạt 647 (thêm 7 hồ sơ)
 v    3.x Còn lại: thủ tục  12/13 │ ─ Giải trình  F4 e  (2 đoạn)
   - 4 Tổ chức bộ máy       10/10 │ Theo số liệu trên phần mềm một cửa điện tử
    - 4.1 Chức năng, cơ cấu   4/4 │ từ ngày 15/12/2022 đến ngày 15/11/2023, ..
 v     4.1.1 Chức năng, nhi.. 2/2 │ ─ Kiểm tra  F8 c  (3)
 v     4.1.2 Số lượng lãnh..  2/2 │ ! Số liệu chưa khớp: 640 + 21 = 661, ..
! CHƯA LƯU: đĩa đầy; hãy xóa bớt tệp rồi lưu lại. F2 lưu lại, F12 lưu chỗ khác
 Enter Ghi Tab Ô sau g Tới mã Esc Về cây 3Tìm 4Giải trình 5Tài liệu 1Giúp
");
}

#[test]
fn read_only_at_80x24() {
    insta::assert_snapshot!(text("read-only", 80, 24), @"
     UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json            CHỈ ĐỌC
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 3: 16,97/18  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ Tiêu chí (48/48 đã chấm) ───────│─ 3.4.1 (cuộn: ↑ ↓) ─────────────────────────
        - 2.3 Kiểm tra văn bản    2/2 │ Tỷ lệ hồ sơ TTHC của UBND cấp huyện giải
     ?     2.3.1 Phối hợp k.. 0,5/0,5 │ quyết đúng hạn
     ?     2.3.2 Văn bản tr.. 1,5/1,5 │ TCTP 3.4.1: tối đa 1 điểm, theo tỷ lệ. Tham
     v    2.x Còn lại: thể chế    5/5 │ mưu: Văn phòng
       - 3 Thủ tục hành ch.. 16,97/18 │ a  Hồ sơ giải quyết sớm
        - 3.3 Một cửa, liên.. 1,5/1,5 │    hạn, đúng hạn                  642 hồ sơ
     ?     3.3.1 TTHC tại một cửa 1/1 │ b  Hồ sơ trễ hạn                   21 hồ sơ
     ?     3.3.2 Một cửa li.. 0,5/0,5 │ c  Tổng số hồ sơ đã giải
        - 3.4 Giải quyết h.. 2,47/2,5 │    quyết                          663 hồ sơ
    .?     3.4.1 Hồ sơ huyện.. 0,97/1 │    a + b = c: khớp
     ?     3.4.2 Hồ sơ xã đúng..  1/1 │ Điểm 0,97 / 1
     ?     3.4.5 Thu thập ý.. 0,5/0,5 │ a/c = 642/663 = 96,83 %, tròn 97 %
        - 3.5 Phản ánh, kiến nghị 1/1 │ 97 % x 1 = 0,97
     v     3.5.1 Xử lý phản ánh   1/1 │ Lên 0,98 khi a đạt 647 (thêm 5 hồ sơ)
     v    3.x Còn lại: thủ tục  12/13 │ ─ Giải trình  F4 e  (2 đoạn)
       - 4 Tổ chức bộ máy       10/10 │ Theo số liệu trên phần mềm một cửa điện tử
        - 4.1 Chức năng, cơ cấu   4/4 │ từ ngày 15/12/2022 đến ngày 15/11/2023, các
     v     4.1.1 Chức năng, nhi.. 2/2 │ cơ quan thuộc UBND huyện đã giải quyết 663
     v     4.1.2 Số lượng lãnh..  2/2 │ hồ sơ, gồm 642 hồ sơ sớm hạn, đúng hạn (đạt
    ! Chỉ đọc: tệp của phiên bản mới hơn
     g Tới mã 3Tìm 4Giải trình 5Tài liệu 8Kiểm tra 9Xem trước m Mất điểm 1Giúp
    ");
}

#[test]
fn help_at_80x24() {
    insta::assert_snapshot!(text("help", 80, 24), @"
    Trợ giúp (↑ ↓ PgUp PgDn cuộn, Esc về)
    Cây tiêu chí
      Enter                Mở ô đầu tiên; ở nhóm: gập, mở
      +                    Thêm tài liệu kiểm chứng
      ↑ k                  Lên một dòng
      ↓ j                  Xuống một dòng
      PgUp                 Trang trước
      PgDn                 Trang sau
      Home Ctrl-Home       Dòng đầu
      End Ctrl-End         Dòng cuối
      ←                    Gập nhóm; ở tiêu chí: lên nhóm
      →                    Mở nhóm
      Tab                  Khung sau
      Shift-Tab            Khung trước
      Esc                  Đóng thông báo, hoặc trả lời không cho câu hỏi trong đó
      g                    Tới mã: 3.4.1 hay 341; 342b là dòng b của 3.4.2
      F3 /                 Tìm trong mã, tên, giải trình, tài liệu; không cần dấu
      F4 e                 Viết giải trình
      F5 t                 Tài liệu kiểm chứng
      Space                Giải trình lấy từ năm trước: đã rà soát, chưa rà soát
      F6 x                 Không đánh giá, ghi lý do; đánh giá lại
      F7 o                 Tự nhập điểm thay điểm tính theo công thức, ghi lý do
      =                    Giải trình chung với tiêu chí khác
    1Về
    ");
}

#[test]
fn picker_at_120x40() {
    insta::assert_snapshot!(text("picker", 120, 40), @"
     chamdiem: chọn sổ chấm điểm                                                                        cb1 /srv/cchc/saves
    ─ Sổ chấm điểm ─────────────────────────────────────────────────────────────────────────────────────────────────────────
     > 1 UBND huyện Kon Rẫy 2023              90,29/97   93,08 %  48/48 đã chấm     10:41 hôm nay       kon-ray-2023.json
       2 UBND xã Đăk Ruồng 2023                  0/100    0,00 %  0/48 đã chấm      10:41 hôm nay       dak-ruong-2023.json
       3 cu.json: không đọc được, không phải JSON ở dòng 3
       4 Sổ mẫu: Kon Rẫy 2023 (bản để tập, sửa thoải mái)
       5 + Lập sổ mới
       6 / Mở tệp ở nơi khác
       7 = Nhận bản mang về từ USB, thư






























     Enter Mở  + Lập mới  / F3 Tệp khác  = Nhận bản mang về  q Thoát  F1 ? Giúp
    ");
}

#[test]
fn picker_at_80x24() {
    insta::assert_snapshot!(text("picker", 80, 24), @"
     chamdiem: chọn sổ chấm điểm                                cb1 /srv/cchc/saves
    ─ Sổ chấm điểm ─────────────────────────────────────────────────────────────────
     > 1 UBND huyện Kon Rẫy 2023      90,29/97  48/48 đã chấm  10:41 hôm nay  kon-..
       2 UBND xã Đăk Ruồng 2023          0/100  0/48 đã chấm   10:41 hôm nay  dak-..
       3 cu.json: không đọc được, không phải JSON ở dòng 3
       4 Sổ mẫu: Kon Rẫy 2023 (bản để tập, sửa thoải mái)
       5 + Lập sổ mới
       6 / Mở tệp ở nơi khác
       7 = Nhận bản mang về từ USB, thư














     Enter Mở + Lập mới 3Tệp khác = Nhận bản mang về q Thoát 1Giúp
    ");
}

#[test]
fn picker_at_40x12() {
    insta::assert_snapshot!(text("picker", 40, 12), @"
     chamdiem: chọn s.. cb1 /srv/cchc/saves
    ─ Sổ chấm điểm ─────────────────────────
     > 1 UBND huyện Kon Rẫy 2023      90,2..
       2 UBND xã Đăk Ruồng 2023          0..
       3 cu.json: không đọc được, không ph..
       4 Sổ mẫu: Kon Rẫy 2023 (bản để tập,..
       5 + Lập sổ mới
       6 / Mở tệp ở nơi khác
       7 = Nhận bản mang về từ USB, thư


     Enter Mở + Lập mới 3Tệp khác 1Giúp
    ");
}

#[test]
fn picker_asking_for_a_path_at_80x24() {
    insta::assert_snapshot!(text("picker asking for a path", 80, 24), @"
     chamdiem: chọn sổ chấm điểm                                cb1 /srv/cchc/saves
    ─ Sổ chấm điểm ─────────────────────────────────────────────────────────────────
     > 1 UBND huyện Kon Rẫy 2023      90,29/97  48/48 đã chấm  10:41 hôm nay  kon-..
       2 UBND xã Đăk Ruồng 2023          0/100  0/48 đã chấm   10:41 hôm nay  dak-..
       3 cu.json: không đọc được, không phải JSON ở dòng 3
       4 Sổ mẫu: Kon Rẫy 2023 (bản để tập, sửa thoải mái)
       5 + Lập sổ mới
       6 / Mở tệp ở nơi khác
       7 = Nhận bản mang về từ USB, thư










    ─ Mở tệp ở nơi khác ────────────────────────────────────────────────────────────
    >Đường dẫn     /home/cb1/so.json


     Enter Nhận Esc Thôi ↑ ↓ Chọn 1Giúp
    ");
}

#[test]
fn new_workbook_at_80x24() {
    insta::assert_snapshot!(text("new workbook", 80, 24), @"
     chamdiem: chọn sổ chấm điểm                                cb1 /srv/cchc/saves
    ─ Lập sổ mới ───────────────────────────────────────────────────────────────────
     Bộ tiêu chí   1 Chỉ số cải cách hành chính của UBND các huyện, thành phố (ko..
     Sổ năm trước  không lấy
     Đơn vị
    >Năm           2023
     Tên tệp       so-2023.json
















     Enter Ô sau, lập sổ S-Tab Ô trước Esc Thôi 1Giúp
    ");
}

#[test]
fn preview_at_120x40() {
    let stage = keys(example, look(120, 40), "g341⏎v");
    insta::assert_snapshot!(stage.text(), @"
     Xem trước báo cáo                                               Lĩnh vực 3: 16,97/18 | 90,29/97  93,08 % | Chưa sửa gì
    ─ 69/225  Enter: điểm của 3.4.1 ────────────────────────────────────────────────────────────────────────────────────────
          - TCTP 3.3.1 về tỷ lệ thủ tục hành chính thực hiện tiếp nhận, trả kết quả tại Bộ phận một cửa: UBND huyện tự chấm
      1 điểm.
          100 % thủ tục hành chính thuộc thẩm quyền giải quyết của UBND huyện và UBND các xã, thị trấn được tiếp nhận và
      trả kết quả tại Bộ phận một cửa; không có cơ quan chuyên môn tự tiếp nhận hồ sơ ngoài Bộ phận một cửa. Danh mục thủ
      tục được rà soát, cập nhật ngay khi có quyết định công bố mới, niêm yết công khai tại trụ sở và trên môi trường mạng;
      toàn bộ quá trình tiếp nhận, luân chuyển, trả kết quả đều được theo dõi trên phần mềm.
          - TCTP 3.3.2 về tỷ lệ thủ tục hành chính được thực hiện theo cơ chế một cửa liên thông: UBND huyện tự chấm 0.5
      điểm.
          Đối với các thủ tục hành chính thuộc diện liên thông giữa các cơ quan cùng cấp và giữa các cấp chính quyền, 100 %
      thủ tục được thực hiện theo cơ chế một cửa liên thông. Người dân nộp hồ sơ và nhận kết quả tại một nơi, việc chuyển
      hồ sơ giữa các cơ quan do Bộ phận một cửa thực hiện theo quy trình nội bộ đã được phê duyệt, có phân định rõ thời
      gian giải quyết của từng cơ quan.
    >     - TCTP 3.4.1 về tỷ lệ hồ sơ TTHC của UBND cấp huyện giải quyết đúng hạn: UBND huyện tự chấm 0.97 điểm.
          Theo số liệu trên phần mềm một cửa điện tử từ ngày 15/12/2022 đến ngày 15/11/2023, các cơ quan thuộc UBND huyện
      đã giải quyết 663 hồ sơ, gồm 642 hồ sơ sớm hạn, đúng hạn (đạt 96,83 %) và 21 hồ sơ trễ hạn (chiếm 3,17 %). Tỷ lệ
      642/663 làm tròn 97 %, tương ứng 0,97 điểm.
          Hồ sơ trễ hạn chủ yếu do phải xác minh thực địa và lấy ý kiến nhiều cơ quan. UBND huyện đã yêu cầu các cơ quan có
      hồ sơ trễ hạn gửi văn bản xin lỗi, hẹn lại ngày trả kết quả và rà soát quy trình nội bộ để khắc phục.
          - TCTP 3.4.2 về tỷ lệ hồ sơ TTHC của UBND các xã trực thuộc giải quyết đúng hạn: UBND huyện tự chấm 1 điểm.
          Trong cùng kỳ từ ngày 15/12/2022 đến ngày 15/11/2023, UBND các xã, thị trấn đã giải quyết 3.638 hồ sơ, gồm 3.630
      hồ sơ sớm hạn, đúng hạn (đạt 99,78 %) và 08 hồ sơ trễ hạn (chiếm 0,22 %). Tỷ lệ 3.630/3.638 làm tròn đến phần trăm là
      100 %, tương ứng 01 điểm.
          Đối với 08 hồ sơ trễ hạn, UBND các xã đã xin lỗi người nộp hồ sơ và trả kết quả ngay sau đó; không phát sinh
      khiếu nại.
          - TCTP 3.4.5 về tổ chức thu thập ý kiến đánh giá: UBND huyện tự chấm 0.5 điểm.
          UBND huyện đã tổ chức thu thập ý kiến đánh giá của tổ chức, cá nhân về việc giải quyết thủ tục hành chính bằng
      phiếu đặt tại Bộ phận một cửa của huyện, các xã, thị trấn và bằng hình thức trực tuyến. Ý kiến đánh giá được tổng hợp
      định kỳ, báo cáo lãnh đạo UBND huyện và thông tin đến từng cơ quan để chấn chỉnh tinh thần, thái độ phục vụ, cải
      thiện thời gian giải quyết hồ sơ.
          - TCTP 3.5.1 về xử lý phản ánh, kiến nghị của cá nhân, tổ chức đối với các quy định hành chính, thủ tục hành
      chính: UBND huyện tự chấm 1 điểm.
          Trong năm, UBND huyện tiếp nhận 01 phản ánh, kiến nghị liên quan đến quy định hành chính, thủ tục hành chính.
      Ngay sau khi tiếp nhận, UBND huyện đã giao cơ quan chuyên môn kiểm tra, xác minh và có văn bản trả lời đúng hạn[8].
          [8] Công văn số 856/UBND-NC ngày 06/7/2023 của UBND huyện về kết quả kiểm tra, xử lý phản ánh, kiến nghị của công
          dân.
          Tỷ lệ phản ánh, kiến nghị được xử lý, trả lời đúng hạn là 01/01, đạt 100 %; người phản ánh không có ý kiến thêm

     Enter Sửa chỗ này  / F3 Tìm  b Xuất tệp  ] Đề mục sau  Esc F9 Về cây  F8 c Kiểm tra  F1 ? Giúp
    ");
}

#[test]
fn preview_from_the_top_at_80x24() {
    let stage = keys(example, look(80, 24), "v⇱");
    insta::assert_snapshot!(stage.text(), @"
     Xem trước báo cáo                                                  Chưa sửa gì
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ 1/225  Enter: cơ quan cấp trên ───────────────────────────────────────────────
    >        UBND TỈNH KON TUM              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
              ỦY BAN NHÂN DÂN                   Độc lập - Tự do - Hạnh phúc
               HUYỆN KON RẪY

             Số:      /BC-UBND              Kon Rẫy, ngày    tháng    năm 2023

                                         BÁO CÁO
      Kết quả tự đánh giá, chấm điểm tiêu chí, tiêu chí thành phần Chỉ số Cải cách
                       hành chính của UBND huyện Kon Rẫy năm 2023

                                Kính gửi: Sở Nội vụ tỉnh.

          Căn cứ Quyết định số 589/QĐ-UBND ngày 06/7/2021 của UBND tỉnh Kon Tum về
      việc ban hành Quy chế kiểm tra, đánh giá, chấm điểm cải cách hành chính nhà
      nước hằng năm;
          Căn cứ Quyết định số 723/QĐ-UBND ngày 11/11/2022 của UBND tỉnh Kon Tum về
      việc ban hành Bộ tiêu chí xác định Chỉ số cải cách hành chính của các cơ quan
      chuyên môn thuộc UBND tỉnh, Ban Quản lý Khu kinh tế tỉnh, UBND các huyện,
      thành phố.

     Enter Sửa chỗ này 3Tìm b Xuất tệp ] Đề mục sau 9Về cây 8Kiểm tra 1Giúp
    ");
}

#[test]
fn preview_of_the_annex_at_120x40() {
    let stage = keys(example, look(120, 40), "v⇲");
    insta::assert_snapshot!(stage.text(), @"
     Xem trước báo cáo                                               Lĩnh vực 1: 12,88/13 | 90,29/97  93,08 % | Chưa sửa gì
    ─ 225/225  Enter: điểm mất ở đâu ───────────────────────────────────────────────────────────────────────────────────────
              Tài liệu: 247/QĐ-UBND, 07/3/2018
      5.2     Thực hiện quy định về tuyển dụng công chức, viên chức đúng quy định                     1        1
              Tài liệu: 33/NĐ-CP
      5.3     Thực hiện quy định về bổ nhiệm lãnh đạo các đơn vị thuộc và trực thuộc                  1        1
      5.4     Thực hiện trình tự, thủ tục đánh giá, phân loại công chức, viên chức theo quy định      1        1
              Tài liệu: 146-KH/HU, 10/11/2023; 90/2020/NĐ-CP, 13/8/2020; 48/2023/NĐ-CP, 17/7/2023; 1734/UBND-NC, 17/11/2023
      5.5     Tỷ lệ CBCCVC thuộc phạm vi quản lý của đơn vị tham gia các lớp đào tạo, bồi dưỡng       1        1
              theo chỉ tiêu được UBND tỉnh giao hàng năm
              Tài liệu: 41/KH-UBND, 28/02/2023
      5.6     Tình hình cán bộ, công chức, viên chức bị xử lý kỷ luật                                 2        1
      5.8     Cán bộ, công chức cấp xã                                                                2        2
      5.x     Các tiêu chí còn lại của lĩnh vực                                                       2        1
      6       Cải cách tài chính công                                                                13       12
      6.x     Các tiêu chí còn lại của lĩnh vực                                                      13       12
      7       Xây dựng và phát triển chính quyền điện tử, chính quyền số                             14    11.44
      7.1     Ứng dụng công nghệ thông tin trong cơ quan nhà nước                                   4.5      4.5
      7.1.3   Tỷ lệ trao đổi văn bản điện tử giữa các cơ quan hành chính nhà nước hoàn toàn dưới      1        1
              dạng điện tử (trừ văn bản mật)
      7.1.4   Thực hiện việc lưu trữ hồ sơ trên môi trường mạng                                       1        1
      7.1.6   Tỷ lệ cán bộ, công chức, viên chức hành chính sử dụng phần mềm Quản lý văn bản và     0.5      0.5
              điều hành trong xử lý công việc
      7.1.7   Tỷ lệ cán bộ, công chức, viên chức sử dụng hộp thư điện tử công vụ hỗ trợ trao đổi    0.5      0.5
              công việc
      7.1.8   Nhân lực Công nghệ thông tin                                                          0.5      0.5
      7.1.9   Thực hiện chế độ báo cáo trên Hệ thống thông tin báo cáo của tỉnh                       1        1
      7.2     Cung cấp dịch vụ công trực tuyến                                                        4     2.14
      7.2.1   Dịch vụ công trực tuyến toàn trình                                                      2        2
      7.2.2   Tỷ lệ hồ sơ trực tuyến toàn trình                                                       2     0.14
      7.3     Thanh toán trực tuyến                                                                   1     0.61
      7.3.1   Tỷ lệ TTHC được triển khai thanh toán trực tuyến                                      0.5      0.5
      7.3.2   Tỷ lệ TTHC có phát sinh giao dịch thanh toán trực tuyến                               0.5     0.11
      7.x     Các tiêu chí còn lại của lĩnh vực                                                     4.5     4.19
      8       Việc chấp hành quy chế văn hóa công sở, kỷ luật, kỷ cương hành chính                    6        6
      8.x     Các tiêu chí còn lại của lĩnh vực                                                       6        6
    >         Tổng cộng                                                                              97    90.29
    >         Ghi chú: Đạt 93.08 %

     Enter Sửa chỗ này  / F3 Tìm  b Xuất tệp  ] Đề mục sau  Esc F9 Về cây  F8 c Kiểm tra  F1 ? Giúp
    ");
}

#[test]
fn preview_of_the_ending_at_80x24() {
    let stage = keys(example, look(80, 24), "v/luu: vt⏎");
    insta::assert_snapshot!(stage.text(), @"
     Xem trước báo cáo                                                  Chưa sửa gì
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ 147/225  Enter: nơi nhận ─────────────────────────────────────────────────────
      - TT.Huyện ủy (b/c);                             PHÓ CHỦ TỊCH
      - TT.HĐND huyện (b/c);
      - CT, các PCT UBND huyện;
      - Các phòng, ban, đơn vị trực                      ………………………
      thuộc;
      - UBND các xã, thị trấn;
    > - Lưu: VT.

                                         PHỤ LỤC
                      BẢNG TỔNG HỢP KẾT QUẢ TỰ ĐÁNH GIÁ, CHẤM ĐIỂM
                               UBND HUYỆN KON RẪY NĂM 2023
       (Kèm theo Báo cáo số      /BC-UBND ngày    tháng    năm 2023 của UBND huyện
                                        Kon Rẫy)

      Mã      Lĩnh vực, tiêu chí, tiêu chí thành phần    tối đa  tự chấm  thẩm định
      1       Công tác chỉ đạo, điều hành                    13    12.88
      1.1     Kế hoạch cải cách hành chính năm              0.5      0.5
      1.1.3   Mức độ hoàn thành kế hoạch CCHC năm           0.5      0.5
              Tài liệu: 163/KH-UBND, 30/12/2022

     Enter Sửa chỗ này 3Tìm b Xuất tệp ] Đề mục sau 9Về cây 8Kiểm tra 1Giúp
    ");
}

#[test]
fn preview_at_40x12() {
    let stage = keys(example, look(40, 12), "g341⏎v");
    insta::assert_snapshot!(stage.text(), @"
     Xem trước báo cáo          Chưa sửa gì
     90,29/97  93,08 %  Lĩnh vực 3: 16,97/18
    ─ 69/225  Enter: điểm của 3.4.1 ────────
      duyệt, có phân định rõ thời gian giải
      quyết của từng cơ quan.
    >     - TCTP 3.4.1 về tỷ lệ hồ sơ TTHC
    > của UBND cấp huyện giải quyết đúng
    > hạn: UBND huyện tự chấm 0.97 điểm.
          Theo số liệu trên phần mềm một
      cửa điện tử từ ngày 15/12/2022 đến

     Enter Sửa chỗ này 3Tìm 1Giúp
    ");
}

#[test]
fn export_at_80x24() {
    let stage = keys(example, look(80, 24), "b");
    insta::assert_snapshot!(stage.text(), @"
     UBND huyện Kon Rẫy | 2023 | 723/QĐ-UBND | kon-ray-2023.json        Chưa sửa gì
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
    ─ Tiêu chí (48/48 đã chấm) ───────│─ 1 ─────────────────────────────────────────
    >  - 1 Chỉ đạo, điều h.. 12,88/13 │ 1 Công tác chỉ đạo, điều hành
        - 1.1 Kế hoạch CCHC   0,5/0,5 │ 12,88/13 (99,08 %), 9/9 tiêu chí đã chấm
     v     1.1.3 Hoàn thành.. 0,5/0,5 │   1.1 Kế hoạch CCHC                 0,5/0,5
        - 1.3 Kiểm tra CCHC   1,5/1,5 │   1.3 Kiểm tra CCHC                 1,5/1,5
     v     1.3.1 Tự kiểm tr.. 0,5/0,5 │   1.4 Tuyên truyền CCHC             1,5/1,5
     ?     1.3.2 Xử lý sau kiểm.. 1/1 │ ? 1.5 Sáng kiến, giải pháp mới          3/3
        - 1.4 Tuyên truyền..  1,5/1,5 │   1.6 Nhiệm vụ được giao             3,88/4
     ?     1.4.2 Kế hoạch t.. 0,5/0,5 │ v 1.x Còn lại: chỉ đạo              2,5/2,5
     v     1.4.3 Đa dạng tuyên..  1/1 │
     ?    1.5 Sáng kiến, giải p.. 3/3 │
        - 1.6 Nhiệm vụ được..  3,88/4 │
    ─ Xuất ra tệp: đuôi tệp là loại (↑ ↓ đổi); không ghi đè, số tự tăng ────────────
    > .docx  Báo cáo, tệp Word để trình ký
      .html  Báo cáo, trang web
      .md    Báo cáo, chữ thường (Markdown)
      .xlsx  Bảng điểm, tệp Excel
      .csv   Bảng dài cho cơ sở dữ liệu
      .json  Bảng điểm tóm tắt cho chương trình khác
    : ~/bao-cao-kon-ray-2023-so1.docx

     Enter Nhận Esc Thôi ↑ ↓ Chọn 1Giúp
    ");
}

#[test]
fn office_at_120x40() {
    let stage = keys(example, look(120, 40), "v⇱⏎");
    insta::assert_snapshot!(stage.text(), @"
     Thông tin báo cáo                                               Lĩnh vực 1: 12,88/13 | 90,29/97  93,08 % | Chưa sửa gì
    >Cấp trên      UBND tỉnh Kon Tum
     Tên đơn vị    UBND huyện Kon Rẫy
     Tên gọi tắt   UBND huyện
     Địa danh      Kon Rẫy
     Số, ký hiệu   (Số:      /BC-UBND)
     Ngày          (Kon Rẫy, ngày    tháng    năm 2023)
     Nơi ban hành  (Kon Rẫy, ngày    tháng    năm 2023)
     Kính gửi      Sở Nội vụ tỉnh
     Kính gửi 2    (thêm)
     Căn cứ        Quyết định số 589/QĐ-UBND ngày 06/7/2021 của UBND tỉnh Kon Tum về việc ban hành Quy chế kiểm tra, đánh..
     Căn cứ 2      Quyết định số 723/QĐ-UBND ngày 11/11/2022 của UBND tỉnh Kon Tum về việc ban hành Bộ tiêu chí xác định..
     Căn cứ 3      (thêm)
     Đề mục 1      (1. Về công tác chỉ đạo, điều hành)
     Đề mục 2      Cải cách thể chế
     Đề mục 3      Cải cách thủ tục hành chính
     Đề mục 4      (4. Về cải cách tổ chức bộ máy)
     Đề mục 5      (5. Về cải cách chế độ công vụ)
     Đề mục 6
     Đề mục 7      (6. Về xây dựng và phát triển chính quyền điện tử, chính quyền số)
     Đề mục 8
     Đoạn kết      Trên đây là Báo cáo kết quả tự đánh giá, chấm điểm tiêu chí, tiêu chí thành phần Chỉ số Cải cách hành..
     Đoạn kết 2    (thêm)
     Nơi nhận      Như trên (b/c)
     Nơi nhận 2    TT.Huyện ủy (b/c)
     Nơi nhận 3    TT.HĐND huyện (b/c)
     Nơi nhận 4    CT, các PCT UBND huyện
     Nơi nhận 5    Các phòng, ban, đơn vị trực thuộc
     Nơi nhận 6    UBND các xã, thị trấn
     Nơi nhận 7    Lưu: VT
     Nơi nhận 8    (thêm)
     Chức danh     TM. ỦY BAN NHÂN DÂN
     Chức danh 2   KT. CHỦ TỊCH
    ─ Báo cáo in ───────────────────────────────────────────────────────────────────────────────────────────────────────────
     UBND TỈNH KON TUM




     Enter Ô sau  Shift-Tab Ô trước  Esc Xong  Ctrl-D Gợi ý  F4 Giải trình  F2 Ctrl-S Lưu  F1 Giúp
    ");
}

#[test]
fn office_at_80x24() {
    let stage = keys(example, look(80, 24), "v/so:⏎⏎");
    insta::assert_snapshot!(stage.text(), @"
     Thông tin báo cáo                                                  Chưa sửa gì
     90,29/97  93,08 %  Xuất sắc  Lĩnh vực 1: 12,88/13  - 0 chưa  ! 0 sửa  ? 29 xem
     Cấp trên      UBND tỉnh Kon Tum
     Tên đơn vị    UBND huyện Kon Rẫy
     Tên gọi tắt   UBND huyện
     Địa danh      Kon Rẫy
    >Số, ký hiệu
                   chỉ gõ số cũng được: 7 in thành 07/BC-UBND
     Ngày          (Kon Rẫy, ngày    tháng    năm 2023)
     Nơi ban hành  (Kon Rẫy, ngày    tháng    năm 2023)
     Kính gửi      Sở Nội vụ tỉnh
     Kính gửi 2    (thêm)
     Căn cứ        Quyết định số 589/QĐ-UBND ngày 06/7/2021 của UBND tỉnh Kon Tum..
     Căn cứ 2      Quyết định số 723/QĐ-UBND ngày 11/11/2022 của UBND tỉnh Kon Tu..
     Căn cứ 3      (thêm)
     Đề mục 1      (1. Về công tác chỉ đạo, điều hành)
     Đề mục 2      Cải cách thể chế
    ─ Báo cáo in ───────────────────────────────────────────────────────────────────
     Số:      /BC-UBND




     Enter Ô sau S-Tab Ô trước Esc Xong ^D Gợi ý 4Giải trình 2Lưu 1Giúp
    ");
}
