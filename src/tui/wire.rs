//! The wire to the terminal: a backend that remembers what stands on the screen and writes each frame in one go,
//! with as few bytes as it can find. Lines to offices are slow. Knows nothing of what is drawn.

mod cells;
mod ink;
mod pen;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use cells::{Glyph, Grid};
pub use ink::Palette;
use pen::Pen;

/// To clear the end of a row takes 3 bytes; so many blanks are as short.
const FEW_BLANKS: usize = 3;
/// To erase some columns takes 5 bytes, and 5 more to jump over them to what follows.
const ERASING: usize = 5;

/// The backend. `out` gets one `write_all` per frame, and none when nothing changed.
#[derive(Debug)]
pub struct Wire<W> {
    out: W,
    palette: Palette,
    size: Size,
    /// What stands on the screen; none when that is unknown.
    shown: Option<Grid>,
    /// What is to stand there.
    wanted: Grid,
    pen: Pen,
    cursor: Cursor,
    written: u64,
}

/// The cursor as the officer sees it.
#[derive(Debug, Default)]
struct Cursor {
    place: Position,
    wanted: Visibility,
    /// Unknown at first.
    shown: Option<Visibility>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Visibility {
    #[default]
    Hidden,
    Visible,
}

impl<W: Write> Wire<W> {
    /// A wire to a screen of unknown content: the first frame clears it.
    pub fn new(out: W, size: Size, palette: Palette) -> Self {
        Self {
            out,
            palette,
            size,
            shown: None,
            wanted: Grid::new(size),
            pen: Pen::default(),
            cursor: Cursor::default(),
            written: 0,
        }
    }

    /// The screen has another size.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.forget();
    }

    /// Somebody else wrote to the screen: nothing that was known about it holds, and the next frame clears it.
    pub fn forget(&mut self) {
        self.shown = None;
        self.wanted = Grid::new(self.size);
        self.pen.forget();
        self.cursor.shown = None;
    }

    /// Bytes written since the start.
    pub const fn written(&self) -> u64 {
        self.written
    }

    /// Where the frames go.
    pub const fn out(&mut self) -> &mut W {
        &mut self.out
    }

    fn compose(&mut self) {
        let shown = self.shown.get_or_insert_with(|| {
            self.pen.clear_screen();
            Grid::new(self.size)
        });
        for y in 0..self.size.height {
            compose_row(&mut self.pen, y, shown.row(y), self.wanted.row(y));
        }
        shown.copy_from(&self.wanted);
        self.compose_cursor();
    }

    fn compose_cursor(&mut self) {
        let changed = self.cursor.shown != Some(self.cursor.wanted);
        match self.cursor.wanted {
            Visibility::Visible => {
                self.pen.move_to(self.cursor.place);
                if changed {
                    self.pen.bytes.extend_from_slice(b"\x1b[?25h");
                }
            }
            Visibility::Hidden if changed => self.pen.bytes.extend_from_slice(b"\x1b[?25l"),
            Visibility::Hidden => {}
        }
        self.cursor.shown = Some(self.cursor.wanted);
    }
}

/// Writes what differs in a row.
fn compose_row(pen: &mut Pen, y: u16, shown: &[Glyph], wanted: &[Glyph]) {
    if shown == wanted {
        return;
    }
    let columns = u16::try_from(wanted.len()).unwrap_or(u16::MAX);
    let mut rest = changed_columns(shown, wanted).into_iter().peekable();
    while let Some(x) = rest.next() {
        let (place, here) = (Position { x, y }, usize::from(x));
        pen.move_along(place, wanted);
        let blanks = wanted
            .iter()
            .skip(here)
            .take_while(|glyph| **glyph == Glyph::BLANK)
            .count();
        let blanks_end = here + blanks;
        let mut last = here;
        let mut ahead = rest.clone();
        while let Some(next) = ahead.next_if(|next| usize::from(*next) < blanks_end) {
            last = usize::from(next);
        }
        let erased = last + 1 - here;
        if blanks_end == wanted.len() && erased > FEW_BLANKS {
            pen.clear_to_end_of_row();
            return;
        } else if blanks > 0
            && erased
                > if ahead.peek().is_some() {
                    2 * ERASING
                } else {
                    ERASING
                }
        {
            pen.erase(erased);
            rest = ahead;
        } else {
            pen.write(y, x, wanted.get(here..=here).unwrap_or_default());
            pen.leave_edge(columns);
        }
    }
}

/// The columns to be written, in order.
fn changed_columns(shown: &[Glyph], wanted: &[Glyph]) -> Vec<u16> {
    let differs = |x: &u16| shown.get(usize::from(*x)) != wanted.get(usize::from(*x));
    let columns = 0..u16::try_from(wanted.len()).unwrap_or(u16::MAX);
    if cells::has_wide(shown) || cells::has_wide(wanted) {
        // Terminals disagree about wide letters: everything from the first change on is written.
        let changed = columns.skip_while(|x| !differs(x));
        changed.filter(|x| !cells::is_half(wanted, *x)).collect()
    } else {
        columns.filter(differs).collect()
    }
}

impl<W: Write> Backend for Wire<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.wanted.set(x, y, cell, self.palette);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor.wanted = Visibility::Hidden;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor.wanted = Visibility::Visible;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.place)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor.place = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.forget();
        Ok(())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        match clear_type {
            ClearType::All => self.clear(),
            ClearType::AfterCursor
            | ClearType::BeforeCursor
            | ClearType::CurrentLine
            | ClearType::UntilNewLine => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.compose();
        let frame = std::mem::take(&mut self.pen.bytes);
        if frame.is_empty() {
            return Ok(());
        }
        self.written += u64::try_from(frame.len()).unwrap_or_default();
        self.out.write_all(&frame)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::backend::CrosstermBackend;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Modifier, Style};
    use ratatui::{Terminal, TerminalOptions, Viewport};

    use super::*;

    const SIZE: Size = Size {
        width: 24,
        height: 6,
    };

    /// One thing drawn: where, what, how.
    type Stroke = (u16, u16, &'static str, Style);

    fn wire() -> Terminal<Wire<Vec<u8>>> {
        Terminal::new(Wire::new(Vec::new(), SIZE, Palette::Sixteen)).unwrap()
    }

    /// A letter painted over half of a wide one takes it away: nothing draws halves.
    fn paint(buffer: &mut Buffer, strokes: &[Stroke]) {
        for (x, y, text, style) in strokes {
            buffer.set_stringn(*x, *y, text, usize::from(SIZE.width - x), *style);
            for x in 1..SIZE.width {
                let torn = buffer[(x, *y)] != Cell::default();
                if torn && crate::text::width(buffer[(x - 1, *y)].symbol()) == 2 {
                    buffer[(x - 1, *y)].reset();
                }
            }
        }
    }

    fn frame(
        terminal: &mut Terminal<Wire<Vec<u8>>>,
        strokes: &[Stroke],
        cursor: Option<(u16, u16)>,
    ) -> Vec<u8> {
        terminal
            .draw(|frame| {
                paint(frame.buffer_mut(), strokes);
                if let Some(place) = cursor {
                    frame.set_cursor_position(place);
                }
            })
            .unwrap();
        std::mem::take(terminal.backend_mut().out())
    }

    fn plain(x: u16, y: u16, text: &'static str) -> Stroke {
        (x, y, text, Style::new())
    }

    #[test]
    fn a_frame_without_a_change_is_no_byte() {
        let mut terminal = wire();
        let strokes = [plain(0, 0, "Tỷ lệ"), (0, 1, "642", Style::new().reversed())];
        assert!(!frame(&mut terminal, &strokes, Some((3, 1))).is_empty());
        assert_eq!(frame(&mut terminal, &strokes, Some((3, 1))), b"");
    }

    #[test]
    fn a_letter_typed_at_the_end_of_a_text_is_its_own_bytes_only() {
        let mut terminal = wire();
        frame(&mut terminal, &[plain(0, 2, "việ")], Some((3, 2)));
        assert_eq!(
            frame(&mut terminal, &[plain(0, 2, "việt")], Some((4, 2))),
            b"t"
        );
        assert_eq!(
            frame(&mut terminal, &[plain(0, 2, "việtđ")], Some((5, 2))),
            "đ".as_bytes()
        );
    }

    #[test]
    fn a_text_that_goes_away_is_cleared_to_the_end_of_its_row() {
        let mut terminal = wire();
        frame(
            &mut terminal,
            &[plain(2, 1, "chưa chấm điểm")],
            Some((2, 1)),
        );
        assert_eq!(frame(&mut terminal, &[], Some((2, 1))), b"\x1b[K");
    }

    #[test]
    fn a_pane_beside_another_is_blanked_by_a_few_bytes() {
        let mut terminal = wire();
        frame(
            &mut terminal,
            &[plain(2, 1, "chưa chấm điểm  │ 97")],
            Some((2, 1)),
        );
        let blanked = frame(&mut terminal, &[plain(18, 1, "│ 97")], Some((2, 1)));
        assert_eq!(blanked, b"\x1b[14X");
    }

    #[test]
    fn words_of_one_look_need_no_switch_between_them() {
        let mut terminal = wire();
        frame(&mut terminal, &[], Some((0, 1)));
        let bold = Style::new().bold();
        let heading = frame(&mut terminal, &[(0, 1, "Tài liệu", bold)], Some((8, 1)));
        assert_eq!(heading, "\x1b[1mTài liệu".as_bytes());
    }

    #[test]
    fn the_cursor_takes_the_short_way() {
        let mut terminal = wire();
        frame(&mut terminal, &[], Some((4, 4)));
        let mut moved = |place| String::from_utf8(frame(&mut terminal, &[], Some(place))).unwrap();
        assert_eq!(moved((3, 4)), "\x08");
        assert_eq!(moved((4, 4)), "\x1b[C");
        assert_eq!(moved((0, 5)), "\r\n");
        assert_eq!(moved((0, 2)), "\x1b[3H");
        assert_eq!(moved((20, 2)), "\x1b[20C");
        assert_eq!(moved((0, 0)), "\x1b[H");
    }

    #[test]
    fn the_screen_is_repainted_whole_after_somebody_else_wrote_to_it() {
        let mut terminal = wire();
        let strokes = [plain(0, 0, "Điểm"), plain(5, 3, "3.4.1")];
        let first = frame(&mut terminal, &strokes, None);
        terminal.clear().unwrap();
        assert_eq!(frame(&mut terminal, &strokes, None), first);
    }

    #[test]
    fn nothing_that_steers_a_terminal_gets_through() {
        let mut out = Wire::new(Vec::new(), SIZE, Palette::Sixteen);
        let mut cell = Cell::default();
        cell.set_symbol("\x1b]0;x\x07");
        out.draw(std::iter::once((0, 0, &cell))).unwrap();
        out.flush().unwrap();
        assert_eq!(out.out, b"\x1b[m\x1b[H\x1b[2J\x1b[?25l");
    }

    /// What a terminal shows, as comparable rows: letter, colours, attributes.
    fn seen(parser: &vt100::Parser) -> Vec<String> {
        let mut rows = Vec::new();
        for y in 0..SIZE.height {
            for x in 0..SIZE.width {
                let cell = parser.screen().cell(y, x).unwrap();
                let letter = match cell.contents() {
                    "" if !cell.is_wide_continuation() => " ",
                    letter => letter,
                };
                let seen_on_blank = cell.underline() || cell.inverse();
                let look = if letter == " " && !seen_on_blank {
                    format!("{:?}", cell.bgcolor())
                } else {
                    format!(
                        "{:?} {:?} {} {} {} {} {}",
                        cell.fgcolor(),
                        cell.bgcolor(),
                        cell.bold(),
                        cell.dim(),
                        cell.italic(),
                        cell.underline(),
                        cell.inverse()
                    )
                };
                let look = if cell.is_wide_continuation() {
                    String::new()
                } else {
                    look
                };
                rows.push(format!("{x},{y} {letter:?} {look}"));
            }
        }
        rows
    }

    /// The same from a buffer, by the plainest bytes there are.
    fn expected(buffer: &Buffer) -> Vec<String> {
        let mut parser = vt100::Parser::new(SIZE.height, SIZE.width, 0);
        let mut x_after = 0;
        for (index, cell) in buffer.content().iter().enumerate() {
            let (x, y) = buffer.pos_of(index);
            if x == 0 {
                x_after = 0;
            }
            if x < x_after {
                continue;
            }
            let colour = |colour: Color, base: u8| match colour {
                Color::Red => base + 1,
                Color::Blue => base + 4,
                Color::LightGreen => base + 62,
                _ => base + 9,
            };
            let mut codes = vec![0, colour(cell.fg, 30), colour(cell.bg, 40)];
            for (modifier, code) in [
                (Modifier::BOLD, 1),
                (Modifier::DIM, 2),
                (Modifier::ITALIC, 3),
                (Modifier::UNDERLINED, 4),
                (Modifier::REVERSED, 7),
            ] {
                let hidden_by_bold =
                    modifier == Modifier::DIM && cell.modifier.contains(Modifier::BOLD);
                if cell.modifier.contains(modifier) && !hidden_by_bold {
                    codes.push(code);
                }
            }
            let codes: Vec<String> = codes.iter().map(u8::to_string).collect();
            let bytes = format!(
                "\x1b[{};{}H\x1b[{}m{}",
                y + 1,
                x + 1,
                codes.join(";"),
                cell.symbol()
            );
            parser.process(bytes.as_bytes());
            x_after = x + u16::try_from(crate::text::width(cell.symbol())).unwrap();
        }
        seen(&parser)
    }

    fn style() -> impl Strategy<Value = Style> {
        let colour = prop::sample::select(vec![
            Color::Reset,
            Color::Reset,
            Color::Red,
            Color::Blue,
            Color::LightGreen,
        ]);
        (
            colour.clone(),
            colour,
            prop::sample::select(vec![0_u16, 0, 1, 2, 3, 4, 8, 64, 65]),
        )
            .prop_map(|(fg, bg, bits)| {
                Style::new()
                    .fg(fg)
                    .bg(bg)
                    .add_modifier(Modifier::from_bits_truncate(bits))
            })
    }

    fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
        let text = prop::sample::select(vec![
            "a",
            "Tỷ lệ hồ sơ",
            "   ",
            "                        ",
            "642",
            "│─ ",
            "日本",
            "e\u{323}\u{302}t",
            "x日",
            "────────────────────────",
        ]);
        let stroke = (
            0..SIZE.width,
            0..SIZE.height,
            text,
            prop_oneof![Just(Style::new()), style()],
        );
        prop::collection::vec(stroke, 0..8)
    }

    proptest! {
        #[test]
        fn the_terminal_shows_exactly_the_last_frame(
            frames in prop::collection::vec((strokes(), prop::option::of((0..SIZE.width, 0..SIZE.height)), 0_u8..12), 1..8)
        ) {
            let mut terminal = wire();
            let mut parser = vt100::Parser::new(SIZE.height, SIZE.width, 0);
            let mut kept: Vec<Stroke> = Vec::new();
            for (strokes, cursor, chance) in frames {
                if chance == 0 {
                    parser.process(b"\x1b[3;3H\x1b[41mwall message\x1b[?25h");
                    terminal.clear().unwrap();
                }
                if chance % 3 == 0 {
                    kept.clear();
                }
                kept.extend(strokes);
                parser.process(&frame(&mut terminal, &kept, cursor));
                let mut buffer = Buffer::empty(Rect::from(SIZE));
                paint(&mut buffer, &kept);
                let differences: Vec<(String, String)> = seen(&parser)
                    .into_iter()
                    .zip(expected(&buffer))
                    .filter(|(seen, expected)| seen != expected)
                    .collect();
                prop_assert_eq!(differences, []);
                prop_assert_eq!(parser.screen().hide_cursor(), cursor.is_none());
                if let Some((x, y)) = cursor {
                    prop_assert_eq!(parser.screen().cursor_position(), (y, x));
                }
            }
        }
    }

    /// Bytes of frames that follow each other, by a backend.
    fn bytes_of<B: Backend>(
        backend: B,
        frames: &[Vec<Stroke>],
        written: impl Fn(&mut B) -> usize,
    ) -> usize
    where
        B::Error: std::fmt::Debug,
    {
        let viewport = Viewport::Fixed(Rect::from(SIZE));
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        for (strokes, x) in frames.iter().zip((0..SIZE.width).cycle()) {
            terminal
                .draw(|frame| {
                    paint(frame.buffer_mut(), strokes);
                    frame.set_cursor_position((x, 2));
                })
                .unwrap();
        }
        written(terminal.backend_mut())
    }

    #[test]
    fn it_takes_fewer_bytes_than_the_usual_backend() {
        let reversed = Style::new().reversed();
        let rows = [
            "1 Chỉ đạo  12,88/13",
            "2 Thể chế     10/10",
            "3 Thủ tục  16,47/18",
        ];
        let walk = |marked: usize| {
            let row = |(y, text): (u16, &'static str)| {
                (
                    0,
                    y,
                    text,
                    if usize::from(y) == marked {
                        reversed
                    } else {
                        Style::new()
                    },
                )
            };
            (0..)
                .zip(rows)
                .map(row)
                .chain([plain(
                    0,
                    5,
                    ["Trễ hạn 21", "Tổng số 663", "Giải trình"][marked],
                )])
                .collect::<Vec<_>>()
        };
        let typed = ["T", "Tỷ", "Tỷ l", "Tỷ lệ", "Tỷ lệ h"].map(|text| vec![plain(0, 2, text)]);
        let frames: Vec<Vec<Stroke>> = [0, 1, 2, 1, 0].map(walk).into_iter().chain(typed).collect();
        let ours = bytes_of(
            Wire::new(Vec::new(), SIZE, Palette::Sixteen),
            &frames,
            |wire| wire.out.len(),
        );
        let mut usual_bytes = Vec::new();
        let usual = bytes_of(CrosstermBackend::new(&mut usual_bytes), &frames, |_| 0);
        let usual = usual + usual_bytes.len();
        println!("{ours} bytes against {usual}: {} %", ours * 100 / usual);
        assert!(ours < usual);
    }
}
