//! `contract-lsp.toml`: its keys, how it is read, and what is said of a bad one.
//!
//! The same keys come from clients as JSON; they are laid over the file's, key by key.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use globset::{Glob, GlobSet, GlobSetBuilder};
use serde::{Deserialize, Serialize};

use crate::catalog::{Catalog, Ecosystem, HostPattern, Owners, Package, Service};
use crate::contract::FieldKind;
use crate::text::{ByteRange, Spanned};

use super::RelPath;

/// Name of the configuration file, at the root or beside a contract.
pub const CONFIG_FILE: &str = "contract-lsp.toml";

/// Globs of test code, unless the configuration names others.
const DEFAULT_TESTS: &[&str] = &[
    "**/*.test.*",
    "**/*.spec.*",
    "**/*_test.go",
    "**/test_*.py",
    "**/conftest.py",
    "**/*_spec.rb",
    "**/__tests__/**",
    "**/tests/**",
    "**/test/**",
    "**/spec/**",
];

/// How much a finding weighs. Ordered from the lightest to the heaviest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Hint,
    /// For information.
    Information,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

/// What `[rules]` says of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Off,
    Hint,
    Information,
    Warning,
    Error,
}

/// The keys of the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Keys {
    contract: Option<OneOrMany>,
    infra: Option<String>,
    exclude: Vec<String>,
    own_hosts: Vec<String>,
    tests: Option<Vec<String>>,
    rules: BTreeMap<String, Level>,
    schema: SchemaKeys,
    python: PythonKeys,
    service: Vec<ServiceKeys>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a path or a list of paths")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SchemaKeys {
    required: Option<Vec<String>>,
    recommended: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PythonKeys {
    roots: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ServiceKeys {
    name: String,
    aliases: Vec<String>,
    npm: Vec<String>,
    crates: Vec<String>,
    pypi: Vec<String>,
    hosts: Vec<String>,
}

/// Most workspaces add no service: one lookup does for all of them.
static BUILTIN_OWNERS: LazyLock<Arc<Owners>> =
    LazyLock::new(|| Arc::new(Owners::of(Catalog::builtin())));

/// The configuration in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// Contracts by path or glob; `None`: those with the default name.
    pub contracts: Option<Vec<String>>,
    /// The infrastructure contract; `None`: `INFRA_CONTRACT.md` beside each contract.
    pub infra: Option<String>,
    /// Files that are not looked at, besides those that git ignores.
    pub exclude: GlobSet,
    /// Hosts of the own company: never a service's.
    pub own_hosts: Vec<String>,
    /// Test code.
    pub tests: GlobSet,
    /// Rules by the codes as written, with their severity; `None` is off. Whether a code exists is
    /// asked in the room that knows the rules.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Where the codes of `rules` stand in the file; empty for keys that came from a client.
    pub rule_places: Vec<Spanned<String>>,
    /// Fields that every integration must have.
    pub required: Vec<FieldKind>,
    /// Fields that every integration should have.
    pub recommended: Vec<FieldKind>,
    /// Folders that Python's absolute imports are looked for in, besides those around a file;
    /// relative to the folder of the configuration.
    pub python_roots: Vec<RelPath>,
    /// The services known: the built-in ones and those of `[[service]]`.
    pub catalog: Catalog,
    /// The same services by what source writes.
    pub owners: Arc<Owners>,
}

impl Config {
    /// Whether a host is one of the own company, as `own-hosts` says.
    pub fn is_own_host(&self, host: &str) -> bool {
        let patterns = self.own_hosts.iter().filter_map(|pattern| HostPattern::parse(pattern));
        patterns.into_iter().any(|pattern| pattern.matches(host, "").is_some())
    }
}

impl Default for Config {
    fn default() -> Self {
        // The default globs are constants; a test compiles them.
        let tests = glob_set(&strings(DEFAULT_TESTS)).unwrap_or_default();
        Self {
            contracts: None,
            infra: None,
            exclude: GlobSet::empty(),
            own_hosts: Vec::new(),
            tests,
            rules: BTreeMap::new(),
            rule_places: Vec::new(),
            python_roots: Vec::new(),
            required: FieldKind::REQUIRED.to_vec(),
            recommended: FieldKind::RECOMMENDED.to_vec(),
            catalog: Catalog::builtin().clone(),
            owners: BUILTIN_OWNERS.clone(),
        }
    }
}

/// A configuration that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConfigError {
    /// One sentence for the person who wrote it.
    pub message: String,
    /// Where in the file; the file's first byte when it concerns no single place.
    pub range: ByteRange,
}

impl Config {
    /// Reads a configuration file, with a client's settings laid over it (`Null` for none).
    ///
    /// # Errors
    /// When the text is not TOML, holds an unknown key or a value of the wrong kind, a glob that is
    /// none, or a field name that no integration has.
    pub fn parse(text: &str, overrides: &serde_json::Value) -> Result<Self, ConfigError> {
        let keys: Keys = toml::from_str(text).map_err(|error| ConfigError {
            message: one_sentence(error.message()),
            range: error.span().map_or_else(|| ByteRange::at(0), ByteRange::from),
        })?;
        let place_of = |needle: &str| find_key_or_value(text, needle);
        let mut config = Self::from_keys(keys, &place_of)?;
        if let Ok(table) = toml::de::DeTable::parse(text)
            && let Some(rules) =
                table.get_ref().get("rules").and_then(|value| value.get_ref().as_table())
        {
            let place = |key: &toml::Spanned<toml::de::DeString<'_>>| {
                Spanned::new(key.get_ref().to_string(), key.span().into())
            };
            config.rule_places = rules.keys().map(place).collect();
            config.rule_places.sort_by_key(|place| place.range);
        }
        if overrides.is_null() {
            return Ok(config);
        }
        let whole_file = |error: &dyn std::fmt::Display| ConfigError {
            message: format!(
                "the editor's settings for contract-lsp: {}",
                one_sentence(&error.to_string())
            ),
            range: ByteRange::at(0),
        };
        let mut merged: serde_json::Value =
            toml::from_str(text).map_err(|error| whole_file(&error))?;
        lay_over(&mut merged, overrides);
        let keys: Keys = serde_json::from_value(merged).map_err(|error| whole_file(&error))?;
        let laid_over =
            Self::from_keys(keys, &|_| ByteRange::at(0)).map_err(|error| whole_file(&error))?;
        Ok(Self { rule_places: config.rule_places, ..laid_over })
    }

    fn from_keys(keys: Keys, place_of: &dyn Fn(&str) -> ByteRange) -> Result<Self, ConfigError> {
        let globs = |patterns: &[String]| {
            glob_set(patterns).map_err(|error| ConfigError {
                message: format!(
                    "this glob cannot be read: {}",
                    one_sentence(&error.kind().to_string())
                ),
                range: place_of(error.glob().unwrap_or_default()),
            })
        };
        let fields = |labels: &[String]| {
            let field = |label: &String| {
                FieldKind::of_label(label).ok_or_else(|| ConfigError {
                    message: format!("`{label}` is no field of an integration"),
                    range: place_of(label),
                })
            };
            labels.iter().map(field).collect::<Result<Vec<_>, _>>()
        };
        if let Some(nameless) = keys.service.iter().find(|service| service.name.trim().is_empty()) {
            let place = nameless.aliases.first().map_or("", |alias| alias);
            return Err(ConfigError {
                message: "a `[[service]]` needs a `name`".into(),
                range: place_of(place),
            });
        }
        let root_of = |root: &String| {
            RelPath::parse(root).ok_or_else(|| ConfigError {
                message: format!("`{root}` is no folder below the one of this file"),
                range: place_of(root),
            })
        };
        let python_roots = keys.python.roots.iter().map(root_of).collect::<Result<Vec<_>, _>>()?;
        let default = Self::default();
        let has_services = !keys.service.is_empty();
        let catalog = default.catalog.with(keys.service.into_iter().map(ServiceKeys::into_service));
        Ok(Self {
            contracts: keys.contract.map(|contract| match contract {
                OneOrMany::One(path) => vec![path],
                OneOrMany::Many(paths) => paths,
            }),
            infra: keys.infra,
            exclude: globs(&keys.exclude)?,
            own_hosts: keys.own_hosts,
            tests: keys.tests.map_or(Ok(default.tests), |tests| globs(&tests))?,
            rules: keys.rules.into_iter().map(|(code, level)| (code, level.severity())).collect(),
            rule_places: Vec::new(),
            required: keys
                .schema
                .required
                .map_or(Ok(default.required), |labels| fields(&labels))?,
            python_roots,
            recommended: keys
                .schema
                .recommended
                .map_or(Ok(default.recommended), |labels| fields(&labels))?,
            owners: match has_services {
                true => Arc::new(Owners::of(&catalog)),
                false => default.owners,
            },
            catalog,
        })
    }
}

impl Level {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Hint => Some(Severity::Hint),
            Self::Information => Some(Severity::Information),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl ServiceKeys {
    fn into_service(self) -> Service {
        let package = |name: String| {
            let prefix = name.ends_with('/');
            Package { name, prefix, evidence: Default::default(), imports: Vec::new() }
        };
        let ecosystems = [
            (Ecosystem::Npm, self.npm),
            (Ecosystem::Crates, self.crates),
            (Ecosystem::Pypi, self.pypi),
        ];
        let packages = ecosystems
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(ecosystem, names)| (ecosystem, names.into_iter().map(package).collect()))
            .collect();
        Service {
            name: self.name,
            aliases: self.aliases,
            packages,
            hosts: self.hosts,
            ..Service::default()
        }
    }
}

/// Lays `over` on `under`: tables are merged key by key, everything else is replaced.
fn lay_over(under: &mut serde_json::Value, over: &serde_json::Value) {
    match (under, over) {
        (serde_json::Value::Object(under), serde_json::Value::Object(over)) => {
            for (key, value) in over {
                lay_over(under.entry(key).or_insert(serde_json::Value::Null), value);
            }
        }
        (under, over) => *under = over.clone(),
    }
}

/// Where a value stands in the text, for errors that the reader of the text could not know of.
fn find_key_or_value(text: &str, needle: &str) -> ByteRange {
    let found = (!needle.is_empty()).then(|| text.find(needle)).flatten();
    found.map_or_else(|| ByteRange::at(0), |start| ByteRange::new(start, start + needle.len()))
}

/// Library messages speak in lines; people get one.
fn one_sentence(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strings(patterns: &[&str]) -> Vec<String> {
    patterns.iter().map(|pattern| (*pattern).to_owned()).collect()
}

fn glob_set(patterns: &[String]) -> Result<GlobSet, globset::Error> {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        builder.add(Glob::new(pattern)?);
    }
    builder.build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(text: &str) -> (String, String) {
        let error = Config::parse(text, &serde_json::Value::Null).expect_err("a bad file");
        (error.message, error.range.slice(text).to_owned())
    }

    #[test]
    fn every_documented_key_is_read() {
        let text = r#"
            contract = ["docs/THIRD_PARTY_INTEGRATIONS.md"]
            infra = "docs/INFRA_CONTRACT.md"
            exclude = ["legacy/**"]
            own-hosts = ["*.acme.dev"]
            tests = ["**/*.check.ts"]
            [rules]
            used-by-missing = "off"
            env-unused = "error"
            [schema]
            required = []
            recommended = []
            [python]
            roots = ["backend/src"]
            [[service]]
            name = "Acme Pay"
            aliases = ["AcmePay"]
            npm = ["@acme/pay"]
            hosts = ["api.acmepay.example"]
        "#;
        let config = Config::parse(text, &serde_json::Value::Null).expect("a good file");
        assert!(config.exclude.is_match("legacy/x/y.js"));
        assert!(config.tests.is_match("src/a.check.ts") && !config.tests.is_match("src/a.test.ts"));
        assert_eq!(config.rules["used-by-missing"], None);
        assert_eq!(config.rules["env-unused"], Some(Severity::Error));
        let places: Vec<_> =
            config.rule_places.iter().map(|place| place.range.slice(text)).collect();
        assert_eq!(places, ["used-by-missing", "env-unused"]);
        assert_eq!(config.python_roots, RelPath::parse("backend/src").as_slice());
        assert!(config.required.is_empty());
        assert!(config.catalog.find("acme-pay").is_some());
    }

    #[test]
    fn a_mistake_is_explained_in_one_sentence_at_its_place() {
        assert_eq!(error_of("exlude = []").1, "exlude");
        assert!(error_of("exlude = []").0.contains("unknown field `exlude`"));
        assert_eq!(error_of("[rules]\nenv-unused = \"loud\"").1, "\"loud\"");
        assert_eq!(error_of("exclude = [\"a[\"]").1, "a[");
        assert_eq!(error_of("contract = [").1.trim(), "");
        assert_eq!(error_of("[python]\nroots = [\"../up\"]").1, "../up");
        assert!(error_of("[[service]]\nnpm = [\"x\"]").0.contains("needs a `name`"));
        for text in ["exlude = []", "contract = [", "exclude = 3"] {
            assert!(!error_of(text).0.contains('\n'));
        }
    }

    #[test]
    fn the_default_test_globs_compile() {
        let config = Config::default();
        for path in
            ["a.test.ts", "src/a.spec.js", "tests/x.rs", "src/__tests__/a.ts", "a/test/b.js"]
        {
            assert!(config.tests.is_match(path), "{path}");
        }
        assert!(!config.tests.is_match("src/contest.js"));
    }

    #[test]
    fn a_clients_settings_lie_over_the_files() {
        let overrides = serde_json::json!({ "rules": { "env-unused": "off" } });
        let text = "[rules]\nused-by-missing = \"hint\"";
        let config = Config::parse(text, &overrides).expect("both are good");
        assert_eq!(config.rules["used-by-missing"], Some(Severity::Hint));
        assert_eq!(config.rules["env-unused"], None);
        let overrides = serde_json::json!({ "rulez": {} });
        let error = Config::parse("", &overrides).expect_err("an unknown key");
        assert!(error.message.contains("editor's settings"), "{}", error.message);
    }
}
