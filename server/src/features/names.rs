//! Which integration a name means, for many names at once.

use std::collections::HashMap;
use std::sync::Arc;

use crate::catalog::{Service, name_key};
use crate::workspace::Governed;

/// The integrations of a contract by the names they are called by: their own, and those that the
/// catalog knows for the same service.
pub(super) struct ServiceNames<'contract> {
    contract: &'contract Governed,
    /// By [`name_key`]; of two integrations of one name the first.
    own: HashMap<String, usize>,
    /// By the catalog's service.
    known: HashMap<*const Service, usize>,
}

impl<'contract> ServiceNames<'contract> {
    pub(super) fn of(contract: &'contract Governed) -> Self {
        let mut names = Self { contract, own: HashMap::new(), known: HashMap::new() };
        for (index, integration) in contract.integrations().iter().enumerate() {
            names.own.entry(name_key(&integration.name.value)).or_insert(index);
        }
        for (index, service) in contract.services.iter().enumerate() {
            if let Some(known) = &service.known {
                names.known.entry(Arc::as_ptr(known)).or_insert(index);
            }
        }
        names
    }

    /// The integration that a name means.
    pub(super) fn index_of(&self, name: &str) -> Option<usize> {
        self.own.get(&name_key(name)).copied().or_else(|| {
            let known = self.contract.config.catalog.find(name)?;
            self.known.get(&Arc::as_ptr(known)).copied()
        })
    }
}
