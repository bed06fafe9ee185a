//! The two languages of everything a person reads. A sentence stands in both, side by side, where it is
//! made: [`say!`](crate::say) takes the Vietnamese and the English form, so a missing one does not compile.
//! Knows no sentence itself.

/// The language of messages and of the screen. Chosen by `--lang` or `CHAMDIEM_LANG`, never by the locale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The language named by a code, `vi` or `en`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// One of two fixed texts.
    pub const fn pick(self, vi: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// A formatted sentence in the language given first: `say!(lang, "Đã lưu {at}", "Saved {at}")`.
#[macro_export]
macro_rules! say {
    ($lang:expr, $vi:literal, $en:literal $(, $($args:tt)*)?) => {
        match $lang {
            $crate::lang::Lang::Vi => format!($vi $(, $($args)*)?),
            $crate::lang::Lang::En => format!($en $(, $($args)*)?),
        }
    };
}
