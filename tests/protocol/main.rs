//! End to end: the real server as a child process, spoken to over stdio, with every message checked
//! against the protocol's types.

mod client;
mod diagnostics;
mod editor;
mod encodings;
mod features;
mod fixes;
mod lifecycle;
mod paranoid;
mod pull;
mod refreshing;
mod renames;
mod robustness;
mod samples;
mod shapes;
mod sync;
mod wire;
mod workspace;
