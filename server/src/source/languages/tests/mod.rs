//! What every language is held to: the same scenarios, each in its own words.

mod dump;
mod scenarios;
mod table;
