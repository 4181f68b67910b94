//! Packages under Dependencies.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Ecosystem, Evidence, import_name};
use crate::features::{CompletionItem, CompletionKind};

use super::contract::{Asked, Section};
use super::item::{code, item};

/// Modules of Node.js that are imported without `node:` too; no manifest lists them.
const NODE_MODULES: &[&str] = &[
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "crypto",
    "dns",
    "events",
    "fs",
    "http",
    "http2",
    "https",
    "net",
    "os",
    "path",
    "perf_hooks",
    "process",
    "querystring",
    "readline",
    "stream",
    "string_decoder",
    "timers",
    "tls",
    "url",
    "util",
    "v8",
    "vm",
    "worker_threads",
    "zlib",
];

impl<'asked> Asked<'asked> {
    /// The packages that the binding imports, then those that the catalog knows of the service in the
    /// languages of the binding.
    pub(super) fn packages(&self, section: Section<'asked>) -> Vec<CompletionItem> {
        let Some(service) = self.service(section) else { return Vec::new() };
        let snapshot = self.snapshot;
        let range = self.cursor.span();
        let listed = section.integration.packages.iter();
        let elsewhere: Vec<&str> = listed
            .filter(|package| !package.name.range.touches(self.cursor.offset))
            .map(|package| &*package.name.value)
            .collect();
        let catalogued = service.known.iter().flat_map(|known| &known.packages);
        let catalogued: Vec<(Ecosystem, &crate::catalog::Package)> = catalogued
            .flat_map(|(ecosystem, packages)| packages.iter().map(|package| (*ecosystem, package)))
            .filter(|(ecosystem, package)| {
                *ecosystem != Ecosystem::Pypi
                    && !package.prefix
                    && package.evidence != Evidence::Types
            })
            .collect();
        let mut ecosystems: BTreeSet<Ecosystem> = BTreeSet::new();
        let mut ranked: BTreeMap<String, (u8, &str)> = BTreeMap::new();
        let files = service.binding_paths().flat_map(|binding| snapshot.files_in(binding));
        for file in files.filter_map(|file| snapshot.source(file)) {
            for (ecosystem, name) in snapshot.packages_of(file) {
                ecosystems.insert(ecosystem);
                let is_meant = |(of, package): &&(Ecosystem, &crate::catalog::Package)| {
                    *of == ecosystem
                        && (import_name(ecosystem, &package.name) == *name
                            || package.imports.iter().any(|import| *import == *name))
                };
                let known = catalogued.iter().find(is_meant);
                let name = known.map_or_else(|| name.to_string(), |(_, it)| it.name.clone());
                if !NODE_MODULES.contains(&&*name) {
                    ranked.insert(name, (0, "imported by the binding"));
                }
            }
        }
        if ecosystems.is_empty() {
            ecosystems = snapshot.ecosystems();
        }
        for (ecosystem, package) in catalogued.iter().filter(|it| ecosystems.contains(&it.0)) {
            let registry = if *ecosystem == Ecosystem::Npm { "npm" } else { "crate" };
            ranked.entry(package.name.clone()).or_insert((1, registry));
        }
        let new = ranked.into_iter().filter(|(name, _)| !elsewhere.contains(&&**name));
        let items = new.map(|(name, (rank, detail))| {
            let sort = format!("{rank}{name}");
            let (text, insert) = (self.cursor.text, code(&name));
            let mut made = item(text, range, CompletionKind::Package, name, insert, sort);
            made.detail = Some(detail.to_owned());
            made
        });
        items.collect()
    }
}
