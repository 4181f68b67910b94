//! `Gemfile` and `*.gemspec`.

use std::sync::LazyLock;

use regex::Regex;

use super::{DependencyKind, Manifest, captured};

/// `gem 'name', '~> 1.0'`, `spec.add_dependency "name", "~> 1.0"`.
static GEM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?m)^[ \t]*(?:gem|\w+\.add_(?:(?:runtime|(development))_)?dependency)[ \t(]+['"]([^'"\n]+)['"](?:[ \t]*,[ \t]*['"]([^'"\n]+)['"])?"#,
    )
    .ok()
});

/// Reads a file of gems; a `gemspec` line takes the gemspec's, which is read by itself.
pub(super) fn read(text: &str) -> Manifest {
    let mut manifest = Manifest::new("rubygems");
    for found in GEM.iter().flat_map(|gem| gem.captures_iter(text)) {
        let kind = match found.get(1) {
            Some(_) => DependencyKind::Development,
            None => DependencyKind::Runtime,
        };
        let Some(name) = captured(found.get(2)) else { continue };
        manifest.push(name, captured(found.get(3)), kind);
    }
    // `eval_gemfile`, loops over names: a Gemfile is a program.
    manifest.is_complete = !text.contains("eval_gemfile") && !text.contains(".each");
    manifest
}
