//! The catalog: what is known of services anywhere, as data. One JSON file a service in
//! `services/`; `README.md` there tells the keys. [`Catalog::builtin`] is read once; a workspace may
//! extend it (`[[service]]` in its configuration).

mod hosts;
mod owners;
mod packages;
mod service;

pub use hosts::{HostPattern, Hosts};
pub use owners::{Marks, Owners, import_name};
pub use packages::{Ecosystem, crate_of, import_root, import_steps, npm_package_of, registry_name};
pub use service::{
    Catalog, Evidence, KeyFormat, KeyMode, Package, Role, Secrecy, Service, ServiceVariable,
    name_key,
};
