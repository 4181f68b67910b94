//! The catalog: what is known of services anywhere, as data. One JSON file a service in
//! `services/`; `README.md` there tells the keys. [`Catalog::builtin`] is read once; a workspace may
//! extend it (`[[service]]` in its configuration).

mod hosts;
mod packages;
mod service;

pub use hosts::{HostPattern, Hosts};
pub use packages::{Ecosystem, crate_of, import_steps, npm_package_of};
pub use service::{Catalog, Evidence, Package, Role, Service, ServiceVariable, name_key};
