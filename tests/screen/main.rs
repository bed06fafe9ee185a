//! Rendered screens: keys in, screen out.

mod script;

use script::Stage;

#[test]
fn peek() {
    let mut stage = Stage::example(120, 40);
    println!("{}", stage.press("g341⏎").text());
    println!("{}", stage.press("647⏎").text());
    let mut stage = Stage::example(80, 24);
    println!("{}", stage.press("g341⏎⎋").text());
    println!("{}", stage.press("e").text());
    println!("{}", stage.press("⎋t").text());
    println!("{}", stage.press("+37/QD-UBND 8/2/23⏎").text());
    println!("{}", stage.press("⎋⎋c").text());
    println!("{}", stage.press("⎋m").text());
    println!("{}", stage.press("⎋?").text());
    println!("{}", stage.press("⎋/thu tuc").text());
}
