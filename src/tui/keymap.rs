//! The keymap: one table of place, keys, command and words. Footers, the help screen, the palette and the key
//! table of the README are made from it; nothing else knows which key does what.

use crate::lang::Lang;
use crate::tui::key::{Direction, Key};

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The tree of criteria.
    Tree,
    /// A field that was opened and not typed into yet.
    Field,
    /// A field being typed.
    Typing,
    /// A list of levels or a checklist.
    Choices,
    /// The editor of an explanation or a reason.
    Text,
    /// The insert list over the editor.
    Insert,
    /// The documents of a criterion.
    Documents,
    /// A form of several lines.
    Form,
    /// The dialog for a new workbook.
    NewBook,
    /// A line that asks for something, with or without a list of hits.
    Prompt,
    /// A question to be answered with Enter or Esc.
    Confirm,
    /// The findings of the workbook.
    Findings,
    /// Where points are lost.
    Lost,
    /// The choice between the values of a conflict.
    Conflict,
    /// What a copy would bring.
    Incoming,
    /// Who changed what.
    History,
    /// The preview of the report.
    Preview,
    /// The choice of a workbook.
    Picker,
    /// The help screen.
    Help,
}

impl Place {
    /// Every place, in the order of the help screen.
    pub const ALL: [Self; 19] = [
        Self::Tree,
        Self::Field,
        Self::Typing,
        Self::Choices,
        Self::Text,
        Self::Insert,
        Self::Documents,
        Self::Form,
        Self::NewBook,
        Self::Prompt,
        Self::Confirm,
        Self::Findings,
        Self::Lost,
        Self::Conflict,
        Self::Incoming,
        Self::History,
        Self::Preview,
        Self::Picker,
        Self::Help,
    ];

    /// Its name on the help screen.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Tree => lang.pick("Cây tiêu chí", "Tree of criteria"),
            Self::Field => lang.pick("Ô số liệu (chưa gõ)", "Field (nothing typed)"),
            Self::Typing => lang.pick("Ô số liệu (đang gõ)", "Field (typing)"),
            Self::Choices => lang.pick("Mức đạt, danh mục", "Levels, checklist"),
            Self::Text => lang.pick("Giải trình, lý do", "Explanation, reason"),
            Self::Insert => lang.pick("Chèn (Ctrl-D)", "Insert (Ctrl-D)"),
            Self::Documents => lang.pick("Tài liệu kiểm chứng", "Evidence documents"),
            Self::NewBook => lang.pick("Lập sổ mới", "New workbook"),
            Self::Form => lang.pick("Biểu nhập", "Form"),
            Self::Prompt => lang.pick("Dòng hỏi", "Prompt"),
            Self::Confirm => lang.pick("Câu hỏi", "Question"),
            Self::Findings => lang.pick("Kiểm tra", "Findings"),
            Self::Lost => lang.pick("Điểm mất ở đâu", "Where points are lost"),
            Self::Conflict => lang.pick("Xung đột", "Conflict"),
            Self::Incoming => lang.pick("Bản mang về", "Returned copy"),
            Self::History => lang.pick("Lịch sử sửa đổi", "History of edits"),
            Self::Preview => lang.pick("Xem trước báo cáo", "Preview of the report"),
            Self::Picker => lang.pick("Chọn sổ", "Choice of workbook"),
            Self::Help => lang.pick("Trợ giúp", "Help"),
        }
    }

    /// Whether letters are text here, not commands.
    pub const fn takes_text(self) -> bool {
        match self {
            Self::Typing | Self::Text | Self::Form | Self::NewBook | Self::Prompt => true,
            Self::Tree
            | Self::Field
            | Self::Choices
            | Self::Insert
            | Self::Documents
            | Self::Confirm
            | Self::Findings
            | Self::Lost
            | Self::Conflict
            | Self::Incoming
            | Self::History
            | Self::Preview
            | Self::Picker
            | Self::Help => false,
        }
    }
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// Fold a group, or go to the parent.
    Fold,
    /// Unfold a group.
    Unfold,
    /// Enter: open, commit, accept.
    Enter,
    /// Esc: back, keeping what DESIGN says is kept.
    Leave,
    /// The next section.
    NextSection,
    /// The previous section.
    PreviousSection,
    /// The next criterion that needs something.
    NextNeed,
    /// The previous criterion that needs something.
    PreviousNeed,
    /// Ask for a code.
    GoTo,
    /// Ask for a text.
    Find,
    /// The explanation.
    Explain,
    /// The documents.
    Documents,
    /// Not assessed, with the reason.
    NotAssess,
    /// A declared score.
    Declare,
    /// Explained together with another criterion.
    ExplainWith,
    /// The findings.
    Findings,
    /// Where points are lost.
    Lost,
    /// The preview of the report.
    Preview,
    /// Export a file.
    Export,
    /// What differs between offices.
    Office,
    /// Choose between the values of a conflict.
    Conflict,
    /// Who changed what.
    History,
    /// Add a document.
    Add,
    /// Remove.
    Remove,
    /// Reuse a document of the register.
    Reuse,
    /// Say that last year's explanation was looked through, or take that back.
    Review,
    /// Tick or untick.
    Tick,
    /// Insert a document's mark, figures or a phrase.
    Insert,
    /// Insert last year's text.
    LastYear,
    /// The next criterion, same part.
    NextCriterion,
    /// Back where it was before the last jump.
    Back,
    /// The next field or pane.
    Next,
    /// The previous field or pane.
    Previous,
    /// Another grouping of the list.
    Regroup,
    /// Save now.
    Save,
    /// Write the whole workbook to a new file.
    SaveElsewhere,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Help.
    Help,
    /// All commands by name.
    Palette,
    /// The built-in input method: Telex, VNI, off.
    InputMethod,
    /// Draw the screen afresh.
    Redraw,
    /// Make a workbook.
    New,
    /// Open a file elsewhere.
    OtherFile,
    /// Receive a copy that comes back.
    Receive,
    /// Hand the explanation to the editor of the environment.
    EditOutside,
    /// Seal the workbook.
    Seal,
    /// Open the sealed workbook again.
    Reopen,
    /// Merge back what an older copy that was put over the file lacks.
    MergeMissing,
    /// Leave the older copy for good, for everybody.
    KeepOlder,
    /// Close the workbook and choose another.
    Close,
    /// Quit.
    Quit,
}

/// One line of the keymap.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it holds.
    pub places: &'static [Place],
    /// The keys, the shortest to name first. None at all: only in the palette.
    pub keys: &'static [Key],
    /// What they ask for.
    pub command: Command,
    /// One or two words for the footer.
    pub short: [&'static str; 2],
    /// A sentence for the help screen and the palette.
    pub help: [&'static str; 2],
    /// Place in the footer, from 1; 0 keeps it out.
    pub bar: u8,
}

impl Binding {
    /// The words for the footer.
    pub const fn short(&self, lang: Lang) -> &'static str {
        lang.pick(self.short[0], self.short[1])
    }

    /// The words for the help screen.
    pub const fn help(&self, lang: Lang) -> &'static str {
        lang.pick(self.help[0], self.help[1])
    }

    /// The keys as printed: `F4 e`.
    pub fn keys_text(&self) -> String {
        let mut names: Vec<String> = self.keys.iter().map(Key::to_string).collect();
        names.dedup();
        names.join(" ")
    }

    /// The first two keys as printed, for the footer.
    pub fn two_keys(&self) -> String {
        let names: Vec<String> = self.keys.iter().take(2).map(Key::to_string).collect();
        names.join(" ")
    }
}

/// The command of a key at a place; `None` when it is text or nothing.
pub fn resolve(place: Place, key: Key) -> Option<Command> {
    BINDINGS
        .iter()
        .find(|binding| binding.places.contains(&place) && binding.keys.contains(&key))
        .map(|binding| binding.command)
}

/// The bindings of a place's footer, in order.
pub fn bar(place: Place) -> Vec<&'static Binding> {
    let mut bindings: Vec<&Binding> = BINDINGS
        .iter()
        .filter(|binding| binding.bar > 0 && binding.places.contains(&place))
        .collect();
    bindings.sort_by_key(|binding| binding.bar);
    bindings
}

/// Whether a command changes the workbook, or opens a place that is there for nothing else.
pub const fn changes(command: Command, place: Place) -> bool {
    match command {
        Command::NotAssess
        | Command::Declare
        | Command::ExplainWith
        | Command::Add
        | Command::Remove
        | Command::Reuse
        | Command::Review
        | Command::Tick
        | Command::Undo
        | Command::Redo => true,
        Command::Enter => matches!(place, Place::Tree | Place::Documents),
        _ => false,
    }
}

/// The bindings that stand in the palette: what can be done from the tree.
pub fn palette() -> Vec<&'static Binding> {
    BINDINGS
        .iter()
        .filter(|binding| binding.places.contains(&Place::Tree) && !is_movement(binding.command))
        .collect()
}

const fn is_movement(command: Command) -> bool {
    matches!(
        command,
        Command::Up
            | Command::Down
            | Command::PageUp
            | Command::PageDown
            | Command::First
            | Command::Last
            | Command::Fold
            | Command::Unfold
            | Command::Enter
            | Command::Leave
            | Command::Next
            | Command::Previous
            | Command::Palette
    )
}

use Command as C;
use Key::{Char, Ctrl, F};
use Place as P;

/// Places where the letters of the tree work.
const OPEN: &[Place] = &[P::Tree, P::Field, P::Choices];
/// Places with a list of rows.
const LISTS: &[Place] = &[
    P::Tree,
    P::Documents,
    P::Findings,
    P::Lost,
    P::Conflict,
    P::Incoming,
    P::History,
    P::Preview,
    P::Picker,
    P::Help,
];

const fn entry(
    places: &'static [Place],
    keys: &'static [Key],
    command: Command,
    bar: u8,
    short: [&'static str; 2],
    help: [&'static str; 2],
) -> Binding {
    Binding {
        places,
        keys,
        command,
        short,
        help,
        bar,
    }
}

/// The whole keymap. The first line that fits decides.
pub const BINDINGS: &[Binding] = &[
    // Entry.
    entry(
        &[P::Tree],
        &[Key::Enter],
        C::Enter,
        1,
        ["Nhập", "Enter"],
        [
            "Mở ô đầu tiên; ở nhóm: gập, mở",
            "Open the first field; on a group: fold, unfold",
        ],
    ),
    entry(
        &[P::Field, P::Typing],
        &[Key::Enter],
        C::Enter,
        1,
        ["Ghi", "Commit"],
        [
            "Ghi, sang ô sau; ô cuối: tiêu chí sau còn thiếu",
            "Commit, next field; last: next criterion that lacks one",
        ],
    ),
    entry(
        &[P::Field, P::Typing],
        &[Key::Tab, Key::Down],
        C::Next,
        2,
        ["Ô sau", "Next"],
        [
            "Ghi, sang ô sau; ô cuối: giải trình",
            "Commit, next field; last: the explanation",
        ],
    ),
    entry(
        &[P::Field, P::Typing],
        &[Key::BackTab, Key::Up],
        C::Previous,
        0,
        ["Ô trước", "Previous"],
        ["Ghi, về ô trước", "Commit, previous field"],
    ),
    entry(
        &[P::Field],
        &[Char('j')],
        C::Next,
        0,
        ["Ô sau", "Next"],
        ["Sang ô sau", "Next field"],
    ),
    entry(
        &[P::Field],
        &[Char('k')],
        C::Previous,
        0,
        ["Ô trước", "Previous"],
        ["Về ô trước", "Previous field"],
    ),
    entry(
        &[P::Field],
        &[Key::Esc],
        C::Leave,
        3,
        ["Về cây", "Tree"],
        ["Về cây", "Back to the tree"],
    ),
    entry(
        &[P::Typing],
        &[Key::Esc],
        C::Leave,
        3,
        ["Bỏ gõ", "Drop"],
        [
            "Bỏ chữ vừa gõ, về cây; u lấy lại",
            "Drop what was typed, back to the tree; u brings it back",
        ],
    ),
    entry(
        &[P::Choices],
        &[Key::Enter],
        C::Enter,
        1,
        ["Ghi", "Commit"],
        [
            "Ghi mức đang đánh dấu, sang tiêu chí sau",
            "Commit the marked level, go on",
        ],
    ),
    entry(
        &[P::Choices],
        &[Key::Up, Char('k')],
        C::Up,
        0,
        ["Lên", "Up"],
        ["Dấu lên một dòng", "Mark up"],
    ),
    entry(
        &[P::Choices],
        &[Key::Down, Char('j')],
        C::Down,
        0,
        ["Xuống", "Down"],
        ["Dấu xuống một dòng", "Mark down"],
    ),
    entry(
        &[P::Choices],
        &[Char(' ')],
        C::Tick,
        2,
        ["Đánh dấu", "Tick"],
        [
            "Đánh dấu, bỏ dấu một mục của danh mục",
            "Tick or untick an item of a checklist",
        ],
    ),
    entry(
        &[P::Choices],
        &[Key::Delete, Char('-')],
        C::Remove,
        0,
        ["Bỏ chọn", "Clear"],
        ["Bỏ mức đã chọn", "Clear the choice"],
    ),
    entry(
        &[P::Choices],
        &[Key::Tab],
        C::Next,
        3,
        ["Giải trình", "Explain"],
        ["Ghi, sang giải trình", "Commit, to the explanation"],
    ),
    entry(
        &[P::Choices],
        &[Key::BackTab],
        C::Previous,
        0,
        ["Ô trước", "Previous"],
        ["Ghi, về ô trước", "Commit, previous field"],
    ),
    entry(
        &[P::Choices],
        &[Key::Esc],
        C::Leave,
        4,
        ["Về cây", "Tree"],
        ["Về cây, không ghi", "Back to the tree, nothing committed"],
    ),
    // Text.
    entry(
        &[P::Text],
        &[Key::Esc],
        C::Leave,
        1,
        ["Xong", "Done"],
        ["Về cây, giữ chữ", "Back to the tree, the text is kept"],
    ),
    entry(
        &[P::Text],
        &[Ctrl('d')],
        C::Insert,
        2,
        ["Chèn", "Insert"],
        [
            "Chèn dấu tài liệu, câu số liệu, câu mẫu",
            "Insert a document's mark, the figures, a phrase",
        ],
    ),
    entry(
        &[P::Text],
        &[F(4)],
        C::Explain,
        0,
        ["Số liệu", "Figures"],
        [
            "Về ô số liệu của tiêu chí này",
            "To the figures of this criterion",
        ],
    ),
    entry(
        &[P::Insert],
        &[Key::Enter],
        C::Enter,
        1,
        ["Chèn", "Insert"],
        ["Chèn vào chỗ con trỏ", "Insert at the cursor"],
    ),
    entry(
        &[P::Insert],
        &[Key::Up, Char('k')],
        C::Up,
        0,
        ["Lên", "Up"],
        ["Lên một dòng", "Up"],
    ),
    entry(
        &[P::Insert],
        &[Key::Down, Char('j')],
        C::Down,
        0,
        ["Xuống", "Down"],
        ["Xuống một dòng", "Down"],
    ),
    entry(
        &[P::Insert],
        &[Char('+')],
        C::Add,
        2,
        ["Tài liệu mới", "New document"],
        ["Thêm tài liệu rồi dẫn luôn", "Add a document and cite it"],
    ),
    entry(
        &[P::Insert],
        &[Char('=')],
        C::LastYear,
        3,
        ["Đoạn năm trước", "Last year's text"],
        [
            "Chèn giải trình, lý do của năm trước",
            "Insert last year's explanation or reason",
        ],
    ),
    entry(
        &[P::Insert],
        &[Key::Esc, Ctrl('d')],
        C::Leave,
        4,
        ["Thôi", "Cancel"],
        ["Thôi", "Cancel"],
    ),
    // Documents and forms.
    entry(
        &[P::Documents],
        &[Char('+')],
        C::Add,
        1,
        ["Thêm", "Add"],
        ["Thêm tài liệu kiểm chứng", "Add an evidence document"],
    ),
    entry(
        &[P::Tree, P::Choices],
        &[Char('+')],
        C::Add,
        0,
        ["Thêm", "Add"],
        ["Thêm tài liệu kiểm chứng", "Add an evidence document"],
    ),
    entry(
        &[P::Documents],
        &[Key::Enter],
        C::Enter,
        2,
        ["Sửa", "Edit"],
        ["Sửa tài liệu", "Edit the document"],
    ),
    entry(
        &[P::Documents],
        &[Char('=')],
        C::Reuse,
        3,
        ["Dùng lại", "Reuse"],
        [
            "Dùng lại tài liệu đã có ở tiêu chí khác",
            "Reuse a document of another criterion",
        ],
    ),
    entry(
        &[P::Documents],
        &[Char('-'), Key::Delete],
        C::Remove,
        4,
        ["Xóa", "Remove"],
        [
            "Xóa tài liệu (u hoàn tác)",
            "Remove the document (u undoes)",
        ],
    ),
    entry(
        &[P::Documents, P::Lost, P::History],
        &[Key::Esc, Char('q')],
        C::Leave,
        9,
        ["Về", "Back"],
        ["Về cây", "Back to the tree"],
    ),
    entry(
        &[P::Form],
        &[Key::Enter, Key::Down],
        C::Enter,
        1,
        ["Ô sau", "Next"],
        ["Ô sau; ô cuối: xong", "Next line; last: done"],
    ),
    entry(
        &[P::NewBook],
        &[Key::Enter, Key::Down, Key::Tab],
        C::Enter,
        1,
        ["Ô sau, lập sổ", "Next, make"],
        [
            "Ô sau; ô cuối: lập sổ và mở",
            "Next line; last: make the workbook and open it",
        ],
    ),
    entry(
        &[P::NewBook],
        &[Key::BackTab, Key::Up],
        C::Previous,
        2,
        ["Ô trước", "Previous"],
        ["Ô trước", "Previous line"],
    ),
    entry(
        &[P::NewBook],
        &[Key::Esc],
        C::Leave,
        3,
        ["Thôi", "Cancel"],
        ["Thôi, không lập sổ", "Cancel, nothing is made"],
    ),
    entry(
        &[P::Form],
        &[Key::Tab],
        C::Next,
        0,
        ["Ô sau", "Next"],
        ["Ô sau", "Next line"],
    ),
    entry(
        &[P::Form],
        &[Key::BackTab, Key::Up],
        C::Previous,
        2,
        ["Ô trước", "Previous"],
        ["Ô trước", "Previous line"],
    ),
    entry(
        &[P::Form],
        &[Key::Esc],
        C::Leave,
        3,
        ["Xong", "Done"],
        ["Xong, giữ lại", "Done, kept"],
    ),
    entry(
        &[P::Form],
        &[Ctrl('d')],
        C::Insert,
        4,
        ["Gợi ý", "Suggest"],
        [
            "Dùng lại tài liệu, gợi ý cho ô",
            "Reuse a document, suggestions for the line",
        ],
    ),
    // Prompts and questions.
    entry(
        &[P::Prompt],
        &[Key::Enter],
        C::Enter,
        1,
        ["Nhận", "Accept"],
        ["Nhận", "Accept"],
    ),
    entry(
        &[P::Prompt],
        &[Key::Esc],
        C::Leave,
        2,
        ["Thôi", "Cancel"],
        ["Thôi, về chỗ cũ", "Cancel, back where it was"],
    ),
    entry(
        &[P::Prompt],
        &[Key::Up],
        C::Up,
        3,
        ["Chọn", "Choose"],
        ["Dòng trên", "Hit above"],
    ),
    entry(
        &[P::Prompt],
        &[Key::Down],
        C::Down,
        0,
        ["Chọn", "Choose"],
        ["Dòng dưới", "Hit below"],
    ),
    entry(
        &[P::Confirm],
        &[Key::Enter],
        C::Enter,
        1,
        ["Đồng ý", "Yes"],
        ["Đồng ý", "Yes"],
    ),
    entry(
        &[P::Confirm],
        &[Key::Esc],
        C::Leave,
        2,
        ["Thôi", "No"],
        ["Thôi", "No"],
    ),
    // Lists.
    entry(
        &[P::Findings, P::Lost],
        &[Key::Enter],
        C::Enter,
        1,
        ["Tới chỗ sửa", "Go there"],
        ["Tới chỗ sửa", "Go where it is mended"],
    ),
    entry(
        &[P::Findings],
        &[Key::Esc, F(8), Char('q'), Char('c')],
        C::Leave,
        2,
        ["Trở lại", "Back"],
        ["Trở lại cây", "Back to the tree"],
    ),
    entry(
        &[P::Findings],
        &[Key::Tab, Key::BackTab],
        C::Regroup,
        3,
        ["Cách xếp", "Grouping"],
        [
            "Xếp theo mức độ, tiêu chí, đơn vị tham mưu",
            "Group by severity, criterion, office",
        ],
    ),
    entry(
        &[P::History],
        &[Key::Enter],
        C::Enter,
        1,
        ["Lấy lại", "Bring back"],
        [
            "Lấy lại giá trị trước sửa đổi này; ở xung đột: bản không chọn",
            "Bring back the value before this edit; of a conflict: the one not chosen",
        ],
    ),
    entry(
        &[P::History],
        &[Key::Tab, Key::BackTab],
        C::Regroup,
        2,
        ["Tiêu chí, cả sổ", "Criterion, all"],
        [
            "Chỉ tiêu chí này, hay cả sổ",
            "This criterion only, or the whole workbook",
        ],
    ),
    entry(
        &[P::History],
        &[Char('h')],
        C::Leave,
        0,
        ["Về", "Back"],
        ["Về chỗ cũ", "Back"],
    ),
    entry(
        &[P::Findings],
        &[Char('n')],
        C::Down,
        0,
        ["Sau", "Next"],
        ["Mục sau", "Next finding"],
    ),
    entry(
        &[P::Findings],
        &[Char('N')],
        C::Up,
        0,
        ["Trước", "Previous"],
        ["Mục trước", "Previous finding"],
    ),
    entry(
        &[P::Conflict],
        &[Key::Enter],
        C::Enter,
        1,
        ["Quyết định", "Decide"],
        [
            "Quyết định theo dòng đang đánh dấu (1-9 đánh dấu, 0 để sau)",
            "Decide by the marked line (1-9 mark, 0 leaves it open)",
        ],
    ),
    entry(
        &[P::Incoming],
        &[Key::Enter],
        C::Enter,
        1,
        ["Gộp vào sổ", "Merge"],
        [
            "Gộp tất cả vào sổ đang mở",
            "Merge all of it into the workbook that is open",
        ],
    ),
    entry(
        &[P::Incoming],
        &[Key::Esc, Char('q')],
        C::Leave,
        2,
        ["Để sau", "Later"],
        ["Chưa gộp, về cây", "Merge nothing, back to the tree"],
    ),
    entry(
        &[P::Conflict],
        &[Char('n')],
        C::NextNeed,
        2,
        ["Sau", "Next"],
        ["Xung đột sau", "Next conflict"],
    ),
    entry(
        &[P::Conflict],
        &[Char('N')],
        C::PreviousNeed,
        0,
        ["Trước", "Previous"],
        ["Xung đột trước", "Previous conflict"],
    ),
    entry(
        &[P::Conflict],
        &[Key::Esc, Char('q')],
        C::Leave,
        3,
        ["Về cây", "Tree"],
        ["Về cây, chưa chọn gì", "Back to the tree, nothing chosen"],
    ),
    entry(
        &[P::Conflict],
        &[Key::Up, Char('k')],
        C::Up,
        0,
        ["Lên", "Up"],
        ["Dấu lên một dòng", "Mark up"],
    ),
    entry(
        &[P::Conflict],
        &[Ctrl('z'), Char('u')],
        C::Undo,
        4,
        ["Hoàn tác", "Undo"],
        ["Hoàn tác lần chọn", "Take a choice back"],
    ),
    entry(
        &[P::Conflict],
        &[Char('g')],
        C::GoTo,
        0,
        ["Tới mã", "Go to"],
        ["Tới mã", "Go to a code"],
    ),
    entry(
        &[P::Conflict],
        &[F(8), Char('c')],
        C::Findings,
        0,
        ["Kiểm tra", "Findings"],
        ["Kiểm tra hồ sơ", "Findings of the workbook"],
    ),
    entry(
        &[P::Preview],
        &[Key::Enter],
        C::Enter,
        1,
        ["Sửa chỗ này", "Edit this"],
        [
            "Mở đúng chỗ in dòng này; Esc trở lại bản xem trước",
            "Open the very place that prints this; Esc comes back",
        ],
    ),
    entry(
        &[P::Preview],
        &[Char('/'), F(3)],
        C::Find,
        2,
        ["Tìm", "Find"],
        [
            "Tìm trong báo cáo; không cần dấu",
            "Find in the report; marks do not matter",
        ],
    ),
    entry(
        &[P::Preview],
        &[Char('b')],
        C::Export,
        3,
        ["Xuất tệp", "Export"],
        [
            "Xuất tệp: Word, web, bảng điểm",
            "Export a file: Word, web, scores",
        ],
    ),
    entry(
        &[P::Preview],
        &[Char(']'), Char('>'), Ctrl('f')],
        C::NextSection,
        4,
        ["Đề mục sau", "Next heading"],
        ["Đề mục sau", "Next heading"],
    ),
    entry(
        &[P::Preview],
        &[Char('['), Char('<'), Ctrl('b')],
        C::PreviousSection,
        0,
        ["Đề mục trước", "Previous heading"],
        ["Đề mục trước", "Previous heading"],
    ),
    entry(
        &[P::Preview],
        &[Key::Esc, F(9), Char('q'), Char('v')],
        C::Leave,
        5,
        ["Về cây", "Tree"],
        [
            "Về cây, ở tiêu chí của dòng đang đánh dấu",
            "Back to the tree, at the criterion of the marked block",
        ],
    ),
    entry(
        &[P::Preview],
        &[F(8), Char('c')],
        C::Findings,
        6,
        ["Kiểm tra", "Check"],
        ["Kiểm tra hồ sơ", "Findings of the workbook"],
    ),
    entry(
        &[P::Picker],
        &[Key::Enter],
        C::Enter,
        1,
        ["Mở", "Open"],
        ["Mở sổ", "Open the workbook"],
    ),
    entry(
        &[P::Picker],
        &[Char('+')],
        C::New,
        2,
        ["Lập mới", "New"],
        ["Lập sổ mới", "Make a new workbook"],
    ),
    entry(
        &[P::Picker],
        &[Char('=')],
        C::Receive,
        4,
        ["Nhận bản mang về", "Returned copy"],
        [
            "Nhận bản mang về từ USB, thư: gõ đường dẫn",
            "Receive a copy from a stick or mail: type its path",
        ],
    ),
    entry(
        &[P::Picker],
        &[Char('/'), F(3)],
        C::OtherFile,
        3,
        ["Tệp khác", "Other file"],
        ["Mở tệp ở nơi khác", "Open a file elsewhere"],
    ),
    entry(
        LISTS,
        &[Key::Up, Char('k')],
        C::Up,
        0,
        ["Lên", "Up"],
        ["Lên một dòng", "Up"],
    ),
    entry(
        LISTS,
        &[Key::Down, Char('j')],
        C::Down,
        0,
        ["Xuống", "Down"],
        ["Xuống một dòng", "Down"],
    ),
    entry(
        LISTS,
        &[Key::PageUp],
        C::PageUp,
        0,
        ["Trang trước", "Page up"],
        ["Trang trước", "A screen up"],
    ),
    entry(
        LISTS,
        &[Key::PageDown],
        C::PageDown,
        0,
        ["Trang sau", "Page down"],
        ["Trang sau", "A screen down"],
    ),
    entry(
        LISTS,
        &[Key::Home, Key::CtrlHome],
        C::First,
        0,
        ["Đầu", "First"],
        ["Dòng đầu", "First row"],
    ),
    entry(
        LISTS,
        &[Key::End, Key::CtrlEnd],
        C::Last,
        0,
        ["Cuối", "Last"],
        ["Dòng cuối", "Last row"],
    ),
    entry(
        &[P::Help],
        &[Key::Esc, Key::Enter, F(1), Char('q'), Char('?')],
        C::Leave,
        1,
        ["Về", "Back"],
        ["Về chỗ cũ", "Back"],
    ),
    // The tree.
    entry(
        &[P::Tree],
        &[Key::Left],
        C::Fold,
        0,
        ["Gập", "Fold"],
        [
            "Gập nhóm; ở tiêu chí: lên nhóm",
            "Fold the group; on a criterion: to its group",
        ],
    ),
    entry(
        &[P::Tree],
        &[Key::Right],
        C::Unfold,
        0,
        ["Mở", "Unfold"],
        ["Mở nhóm", "Unfold the group"],
    ),
    entry(
        &[P::Tree],
        &[Key::Tab],
        C::Next,
        0,
        ["Khung sau", "Next pane"],
        ["Khung sau", "Next pane"],
    ),
    entry(
        &[P::Tree],
        &[Key::BackTab],
        C::Previous,
        0,
        ["Khung trước", "Previous pane"],
        ["Khung trước", "Previous pane"],
    ),
    entry(
        &[P::Tree],
        &[Key::Esc],
        C::Leave,
        0,
        ["Đóng thông báo", "Close notice"],
        [
            "Đóng thông báo, hoặc trả lời không cho câu hỏi trong đó",
            "Close the notice, or answer no to its question",
        ],
    ),
    entry(
        OPEN,
        &[Char('g')],
        C::GoTo,
        2,
        ["Tới mã", "Go to"],
        [
            "Tới mã: 3.4.1 hay 341; 342b là dòng b của 3.4.2",
            "Go to a code: 3.4.1 or 341; 342b is line b of 3.4.2",
        ],
    ),
    entry(
        OPEN,
        &[F(3), Char('/')],
        C::Find,
        3,
        ["Tìm", "Find"],
        [
            "Tìm trong mã, tên, giải trình, tài liệu; không cần dấu",
            "Find in codes, titles, texts, documents; marks do not matter",
        ],
    ),
    entry(
        &[P::Findings, P::Lost, P::History],
        &[F(3), Char('/')],
        C::Find,
        0,
        ["Tìm", "Find"],
        ["Tìm", "Find"],
    ),
    entry(
        &[P::Typing, P::Documents],
        &[F(3)],
        C::Find,
        0,
        ["Tìm", "Find"],
        ["Ghi rồi tìm", "Commit, then find"],
    ),
    entry(
        OPEN,
        &[F(4), Char('e')],
        C::Explain,
        4,
        ["Giải trình", "Explain"],
        ["Viết giải trình", "Write the explanation"],
    ),
    entry(
        &[P::Typing, P::Form],
        &[F(4)],
        C::Explain,
        5,
        ["Giải trình", "Explain"],
        [
            "Ghi rồi viết giải trình",
            "Commit, then write the explanation",
        ],
    ),
    entry(
        &[P::Documents],
        &[F(4), Char('e')],
        C::Explain,
        5,
        ["Giải trình", "Explain"],
        ["Viết giải trình", "Write the explanation"],
    ),
    entry(
        OPEN,
        &[F(5), Char('t')],
        C::Documents,
        5,
        ["Tài liệu", "Documents"],
        ["Tài liệu kiểm chứng", "Evidence documents"],
    ),
    entry(
        &[P::Typing],
        &[F(5)],
        C::Documents,
        0,
        ["Tài liệu", "Documents"],
        ["Ghi rồi xem tài liệu", "Commit, then the documents"],
    ),
    entry(
        &[P::Text],
        &[F(5)],
        C::Documents,
        5,
        ["Tài liệu", "Documents"],
        ["Sang tài liệu", "To the documents"],
    ),
    entry(
        &[P::Documents],
        &[F(5), Char('t')],
        C::Leave,
        0,
        ["Về", "Back"],
        ["Về cây", "Back to the tree"],
    ),
    entry(
        &[P::Tree],
        &[Char(' ')],
        C::Review,
        0,
        ["Đã rà soát", "Reviewed"],
        [
            "Giải trình lấy từ năm trước: đã rà soát, chưa rà soát",
            "Explanation of last year: reviewed, not reviewed",
        ],
    ),
    entry(
        OPEN,
        &[F(6), Char('x')],
        C::NotAssess,
        6,
        ["Không ĐG", "Not assessed"],
        [
            "Không đánh giá, ghi lý do; đánh giá lại",
            "Not assessed, with the reason; assess again",
        ],
    ),
    entry(
        &[P::Typing],
        &[F(6)],
        C::NotAssess,
        0,
        ["Không ĐG", "Not assessed"],
        ["Không đánh giá, ghi lý do", "Not assessed, with the reason"],
    ),
    entry(
        OPEN,
        &[F(7), Char('o')],
        C::Declare,
        0,
        ["Điểm tự nhập", "Declare"],
        [
            "Tự nhập điểm thay điểm tính theo công thức, ghi lý do",
            "Declare a score in place of the computed one, with the reason",
        ],
    ),
    entry(
        &[P::Typing],
        &[F(7)],
        C::Declare,
        0,
        ["Điểm tự nhập", "Declare"],
        ["Tự nhập điểm", "Declare a score"],
    ),
    entry(
        &[P::Tree, P::Choices],
        &[Char('=')],
        C::ExplainWith,
        0,
        ["Giải trình chung", "Explain with"],
        [
            "Giải trình chung với tiêu chí khác",
            "Explained together with another criterion",
        ],
    ),
    entry(
        OPEN,
        &[F(8), Char('c')],
        C::Findings,
        8,
        ["Kiểm tra", "Check"],
        ["Kiểm tra hồ sơ", "Findings of the workbook"],
    ),
    entry(
        &[P::Typing, P::Text, P::Documents, P::Form],
        &[F(8)],
        C::Findings,
        0,
        ["Kiểm tra", "Check"],
        ["Ghi rồi kiểm tra hồ sơ", "Keep, then the findings"],
    ),
    entry(
        &[P::Tree, P::Field, P::Choices, P::Documents],
        &[Char('d')],
        C::Conflict,
        0,
        ["Xung đột", "Conflicts"],
        [
            "Xung đột: xem các bản, chọn bản dùng",
            "Conflicts: see the values, choose one",
        ],
    ),
    entry(
        OPEN,
        &[F(9), Char('v')],
        C::Preview,
        9,
        ["Xem trước", "Preview"],
        [
            "Xem trước báo cáo, ở tiêu chí này",
            "Preview of the report, at this criterion",
        ],
    ),
    entry(
        &[P::Typing, P::Text],
        &[F(9)],
        C::Preview,
        0,
        ["Xem trước", "Preview"],
        [
            "Giữ lại, xem trước báo cáo ở tiêu chí này",
            "Keep it, then the preview at this criterion",
        ],
    ),
    entry(
        &[P::Findings],
        &[F(9), Char('v')],
        C::Preview,
        4,
        ["Xem trước", "Preview"],
        [
            "Xem trước báo cáo ở tiêu chí đang đánh dấu",
            "Preview at the criterion of the marked finding",
        ],
    ),
    entry(
        &[P::Tree, P::Field, P::Choices, P::Findings],
        &[Char('b')],
        C::Export,
        0,
        ["Xuất tệp", "Export"],
        [
            "Xuất tệp: Word, web, bảng điểm",
            "Export a file: Word, web, scores",
        ],
    ),
    entry(
        &[P::Tree],
        &[],
        C::Office,
        0,
        ["Thông tin báo cáo", "Report data"],
        [
            "Thông tin báo cáo: đơn vị, số, ngày, căn cứ, nơi nhận, người ký",
            "Report data: unit, number, date, basis, recipients, signer",
        ],
    ),
    entry(
        OPEN,
        &[Char('m')],
        C::Lost,
        9,
        ["Mất điểm", "Lost"],
        [
            "Điểm mất ở đâu, còn thiếu gì",
            "Where points are lost, what is missing",
        ],
    ),
    entry(
        &[P::Conflict],
        &[Char('h')],
        C::History,
        3,
        ["Lịch sử", "History"],
        ["Lịch sử sửa đổi của chỗ này", "History of this place"],
    ),
    entry(
        &[P::Tree, P::Field, P::Choices, P::Findings],
        &[Char('h')],
        C::History,
        0,
        ["Lịch sử", "History"],
        [
            "Lịch sử sửa đổi của tiêu chí: ai, lúc nào, từ gì thành gì",
            "History of the criterion: who, when, from what to what",
        ],
    ),
    entry(
        &[P::Tree, P::Choices, P::Documents],
        &[Char('n'), Char('*')],
        C::NextNeed,
        0,
        ["Cần làm", "Next need"],
        [
            "Tiêu chí sau còn việc cần làm",
            "Next criterion that needs something",
        ],
    ),
    entry(
        &[P::Field],
        &[Char('n')],
        C::NextNeed,
        0,
        ["Cần làm", "Next need"],
        [
            "Tiêu chí sau còn việc cần làm",
            "Next criterion that needs something",
        ],
    ),
    entry(
        &[P::Tree, P::Field, P::Choices, P::Documents],
        &[Char('N')],
        C::PreviousNeed,
        0,
        ["Cần làm trước", "Previous need"],
        [
            "Tiêu chí trước còn việc cần làm",
            "Previous criterion that needs something",
        ],
    ),
    entry(
        OPEN,
        &[Char(']'), Char('>'), Ctrl('f')],
        C::NextSection,
        0,
        ["Lĩnh vực sau", "Next section"],
        ["Lĩnh vực sau", "Next section"],
    ),
    entry(
        OPEN,
        &[Char('['), Char('<'), Ctrl('b')],
        C::PreviousSection,
        0,
        ["Lĩnh vực trước", "Previous section"],
        ["Lĩnh vực trước", "Previous section"],
    ),
    entry(
        &[
            P::Tree,
            P::Field,
            P::Typing,
            P::Choices,
            P::Documents,
            P::Form,
        ],
        &[Ctrl('n')],
        C::NextCriterion,
        0,
        ["Tiêu chí sau", "Next criterion"],
        ["Tiêu chí sau, cùng phần", "Next criterion, same part"],
    ),
    entry(
        &[P::Text],
        &[Ctrl('n')],
        C::NextCriterion,
        3,
        ["Tiêu chí sau", "Next criterion"],
        ["Tiêu chí sau, cùng phần", "Next criterion, same part"],
    ),
    // Always.
    entry(
        &[
            P::Tree,
            P::Field,
            P::Choices,
            P::Documents,
            P::Findings,
            P::Lost,
            P::History,
            P::Preview,
        ],
        &[Char('u')],
        C::Undo,
        0,
        ["Hoàn tác", "Undo"],
        ["Hoàn tác", "Undo"],
    ),
    entry(
        &[P::Text],
        &[Ctrl('z')],
        C::Undo,
        4,
        ["Hoàn tác", "Undo"],
        ["Hoàn tác từng từ", "Undo by words"],
    ),
    entry(
        &Place::ALL,
        &[Ctrl('z')],
        C::Undo,
        0,
        ["Hoàn tác", "Undo"],
        ["Hoàn tác", "Undo"],
    ),
    entry(
        &Place::ALL,
        &[Ctrl('y')],
        C::Redo,
        0,
        ["Làm lại", "Redo"],
        ["Làm lại", "Redo"],
    ),
    entry(
        &[P::Text, P::Form],
        &[F(2), Ctrl('s')],
        C::Save,
        6,
        ["Lưu", "Save"],
        [
            "Lưu ngay (mọi thay đổi tự lưu sau một giây)",
            "Save now (every change is saved within a second)",
        ],
    ),
    entry(
        &Place::ALL,
        &[F(2), Ctrl('s')],
        C::Save,
        0,
        ["Lưu", "Save"],
        [
            "Lưu ngay (mọi thay đổi tự lưu sau một giây)",
            "Save now (every change is saved within a second)",
        ],
    ),
    entry(
        &[P::Tree, P::Field, P::Choices],
        &[F(12), Char('l')],
        C::SaveElsewhere,
        0,
        ["Lưu chỗ khác", "Save elsewhere"],
        [
            "Lưu chỗ khác: toàn bộ vào một tệp mới",
            "Save elsewhere: the whole workbook to a new file",
        ],
    ),
    entry(
        &[P::Typing, P::Text, P::Documents, P::Form, P::Confirm],
        &[F(12)],
        C::SaveElsewhere,
        0,
        ["Lưu chỗ khác", "Save elsewhere"],
        [
            "Lưu chỗ khác: toàn bộ vào một tệp mới",
            "Save elsewhere: the whole workbook to a new file",
        ],
    ),
    entry(
        &[
            P::Tree,
            P::Field,
            P::Choices,
            P::Documents,
            P::Findings,
            P::Lost,
            P::Conflict,
            P::Incoming,
            P::History,
            P::Preview,
            P::Picker,
        ],
        &[F(1), Char('?')],
        C::Help,
        10,
        ["Giúp", "Help"],
        ["Trợ giúp", "Help"],
    ),
    entry(
        &[
            P::Typing,
            P::Text,
            P::Form,
            P::NewBook,
            P::Prompt,
            P::Confirm,
            P::Insert,
        ],
        &[F(1)],
        C::Help,
        10,
        ["Giúp", "Help"],
        ["Trợ giúp", "Help"],
    ),
    entry(
        &[
            P::Tree,
            P::Field,
            P::Choices,
            P::Documents,
            P::Findings,
            P::Lost,
            P::Conflict,
            P::History,
            P::Preview,
        ],
        &[Ctrl('p'), Char(':')],
        C::Palette,
        0,
        ["Lệnh", "Commands"],
        ["Bảng lệnh", "Command palette"],
    ),
    entry(
        &[P::Typing, P::Text, P::Form],
        &[Ctrl('p')],
        C::Palette,
        0,
        ["Lệnh", "Commands"],
        ["Bảng lệnh", "Command palette"],
    ),
    entry(
        &[
            P::Typing,
            P::Text,
            P::Tree,
            P::Field,
            P::Choices,
            P::Documents,
            P::Form,
            P::Findings,
            P::Lost,
            P::Conflict,
            P::History,
            P::Preview,
        ],
        &[Ctrl('g')],
        C::GoTo,
        0,
        ["Tới mã", "Go to"],
        ["Tới mã", "Go to a code"],
    ),
    entry(
        &[
            P::Tree,
            P::Field,
            P::Typing,
            P::Choices,
            P::Text,
            P::Documents,
        ],
        &[Ctrl('o')],
        C::Back,
        0,
        ["Chỗ trước", "Back"],
        ["Về chỗ trước khi nhảy", "Back where it was before the jump"],
    ),
    entry(
        &Place::ALL,
        &[Ctrl('t')],
        C::InputMethod,
        0,
        ["Bộ gõ", "Input method"],
        [
            "Bộ gõ trong máy: Telex, VNI, tắt",
            "Built-in input method: Telex, VNI, off",
        ],
    ),
    entry(
        &Place::ALL,
        &[Ctrl('l')],
        C::Redraw,
        0,
        ["Vẽ lại", "Redraw"],
        ["Vẽ lại màn hình", "Draw the screen afresh"],
    ),
    entry(
        &[P::Tree],
        &[],
        C::EditOutside,
        0,
        ["$EDITOR", "$EDITOR"],
        [
            "Viết giải trình bằng $VISUAL hoặc $EDITOR",
            "Write the explanation with $VISUAL or $EDITOR",
        ],
    ),
    entry(
        &[P::Tree],
        &[],
        C::Seal,
        0,
        ["Chốt hồ sơ", "Seal"],
        [
            "Chốt hồ sơ: không sửa được nữa",
            "Seal the workbook: it can no longer be changed",
        ],
    ),
    entry(
        &[P::Tree],
        &[],
        C::Reopen,
        0,
        ["Rút lại", "Reopen"],
        [
            "Rút lại (ghi lý do) để sửa sổ đã chốt",
            "Reopen a sealed workbook (with a reason)",
        ],
    ),
    entry(
        &[P::Tree],
        &[],
        C::MergeMissing,
        0,
        ["Gộp phần thiếu", "Merge what is missing"],
        [
            "Gộp lại phần bị mất khi tệp bị chép đè bằng bản cũ",
            "Merge back what an older copy put over the file lacks",
        ],
    ),
    entry(
        &[P::Tree],
        &[],
        C::KeepOlder,
        0,
        ["Giữ bản cũ", "Keep the older copy"],
        [
            "Giữ bản cũ đã chép đè, bỏ phần bị thiếu",
            "Keep the older copy put over the file, give up what it lacks",
        ],
    ),
    entry(
        &[P::Tree],
        &[],
        C::Close,
        0,
        ["Sổ khác", "Other workbook"],
        [
            "Đóng sổ này, chọn sổ khác",
            "Close this workbook, choose another",
        ],
    ),
    entry(
        &[P::Tree, P::Field, P::Choices, P::Picker],
        &[Char('q')],
        C::Quit,
        11,
        ["Thoát", "Quit"],
        ["Thoát (mọi thứ đã lưu)", "Quit (everything is saved)"],
    ),
    entry(
        &Place::ALL,
        &[F(10)],
        C::Quit,
        0,
        ["Thoát", "Quit"],
        ["Thoát (mọi thứ đã lưu)", "Quit (everything is saved)"],
    ),
];

/// The movement a selection key stands for is never bound: it belongs to the editor.
pub const fn is_selection(key: Key) -> Option<Direction> {
    if let Key::Select(direction) = key {
        Some(direction)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_never_a_command_where_text_is_typed() {
        for binding in BINDINGS {
            for place in binding.places.iter().filter(|place| place.takes_text()) {
                let letter = binding.keys.iter().find(|key| matches!(key, Key::Char(_)));
                assert_eq!(letter, None, "{place:?} {:?}", binding.command);
            }
        }
    }

    #[test]
    fn no_key_is_another_keys_byte() {
        for key in BINDINGS.iter().flat_map(|binding| binding.keys) {
            assert!(
                !matches!(key, Key::Ctrl('h' | 'i' | 'j' | 'm' | '[')),
                "{key}"
            );
        }
    }

    #[test]
    fn every_function_key_has_another_key_in_the_tree() {
        for binding in BINDINGS
            .iter()
            .filter(|binding| binding.places.contains(&Place::Tree))
        {
            let only_function_keys =
                !binding.keys.is_empty() && binding.keys.iter().all(|key| matches!(key, Key::F(_)));
            let elsewhere = BINDINGS.iter().any(|other| {
                other.command == binding.command
                    && other.keys.iter().any(|key| !matches!(key, Key::F(_)))
            });
            assert!(!only_function_keys || elsewhere, "{:?}", binding.command);
        }
    }
}
