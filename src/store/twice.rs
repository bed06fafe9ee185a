//! Finds members that stand twice in one JSON object. A parsed document no longer shows them: the later has
//! replaced the earlier, and the next save would lose what was written first.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::store::problem::{self, Fault, Problem};

/// Every member of the text that repeats an earlier one. The text is known to be JSON.
pub(super) fn members(text: &str) -> Vec<Problem> {
    let mut walk = Walk::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    // The text has been parsed before: there is no error left to tell.
    let _ = Place(&mut walk).deserialize(&mut reader);
    walk.found
}

#[derive(Default)]
struct Walk {
    way: Vec<String>,
    found: Vec<Problem>,
}

impl Walk {
    fn note(&mut self, name: String) {
        let steps = self.way.iter().chain([&name]);
        let pointer = steps
            .flat_map(|step| ["/".to_owned(), problem::escaped(step)])
            .collect();
        self.found.push(Problem {
            pointer,
            fault: Fault::Twice(name),
        });
    }
}

/// A value on the way.
struct Place<'a>(&'a mut Walk);

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if seen.contains(&name) {
                self.0.note(name.clone());
            }
            self.0.way.push(name.clone());
            members.next_value_seed(Place(self.0))?;
            self.0.way.pop();
            seen.insert(name);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for place in 0_usize.. {
            self.0.way.push(place.to_string());
            let item = items.next_element_seed(Place(self.0))?;
            self.0.way.pop();
            if item.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
