//! End to end: the real server as a child process, spoken to over stdio, with every message checked
//! against the protocol's types.

mod client;
mod diagnostics;
mod editor;
mod encodings;
mod features;
mod lifecycle;
mod renames;
mod robustness;
mod samples;
mod sync;
mod wire;
mod workspace;
