//! What every language is held to: the same scenarios, each in its own words.

pub(super) mod dump;
mod scenarios;
mod scripts;
mod table;
