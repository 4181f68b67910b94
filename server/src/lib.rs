//! Keeps a third-party integrations contract and the code true to each other.
//!
//! Data runs one way through the rooms of this crate, and a room imports only rooms below it:
//! bytes → [`text`] → [`contract`] model and [`source`] facts → [`workspace`] index and snapshot →
//! [`rules`] findings and [`features`] answers → [`lsp`] or [`cli`]. [`catalog`] holds what is
//! known of services anywhere. `ARCHITECTURE.md` tells the way.

pub mod catalog;
pub mod cli;
pub mod contract;
pub mod features;
pub mod lsp;
pub mod rules;
pub mod source;
pub mod text;
pub mod workspace;
