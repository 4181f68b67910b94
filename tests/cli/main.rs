//! The program from outside: the real binary on workspaces that lie on disk.

mod check;
mod configuration;
mod documentation;
mod fix;
mod fixtures;
mod harness;
mod hostile;
mod json;
mod manual;
mod paths;
mod services;
