//! placeholder until the input method is merged
use crate::lang::Lang;
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    #[default]
    Off,
    Telex,
    Vni,
}
impl Method {
    pub const fn name(self, lang: Lang) -> &'static str {
        lang.pick("tắt", "off")
    }
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feed {
    Plain,
    Retype { delete: usize, insert: String },
    ClientComposes,
}
#[derive(Debug, Default)]
pub struct Composer {
    method: Method,
}
impl Composer {
    pub fn feed(&mut self, _c: char) -> Feed {
        Feed::Plain
    }
    pub fn backspace(&mut self) {}
    pub fn reset(&mut self) {}
    pub fn switch(&mut self) -> Method {
        self.method
    }
    pub fn flag(&self, _lang: Lang) -> Option<String> {
        None
    }
}
