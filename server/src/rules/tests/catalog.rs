//! Every package and address that the catalog knows is recognised where source uses it.

use std::fmt::Write as _;

use crate::catalog::{Catalog, Ecosystem, Evidence, Package, Service, import_name};

use super::*;

/// A file that uses a package under each name it is imported by, with the ending it needs.
fn uses_of(ecosystem: Ecosystem, package: &Package) -> (&'static str, Vec<String>) {
    let own = import_name(ecosystem, &package.name);
    let names = if package.imports.is_empty() { vec![own] } else { package.imports.clone() };
    let one = |name: &String| match ecosystem {
        Ecosystem::Npm => format!("import sdk from '{name}';\nsdk();\n"),
        Ecosystem::Pypi => format!("import {name}\n\n{name}.run()\n"),
        Ecosystem::Crates => format!("use {name}::Thing;\n\nfn run() {{\n    Thing::run();\n}}\n"),
        Ecosystem::Go => {
            format!("package run\n\nimport sdk \"{name}\"\n\nfunc run() {{\n\tsdk.Run()\n}}\n")
        }
        Ecosystem::Rubygems if name.starts_with(char::is_uppercase) => format!("{name}.run\n"),
        Ecosystem::Rubygems => format!("require '{name}'\n"),
        Ecosystem::Maven => {
            format!(
                "package run;\n\nimport {name}.Thing;\n\nclass Run {{\n  Thing it = new Thing();\n}}\n"
            )
        }
        Ecosystem::Composer => format!("<?php\n\nuse {name}\\Thing;\n\n(new Thing())->run();\n"),
        Ecosystem::Nuget => {
            format!("using {name};\n\nclass Run {{\n  object it = new Thing();\n}}\n")
        }
    };
    let ending = match ecosystem {
        Ecosystem::Npm => "ts",
        Ecosystem::Pypi => "py",
        Ecosystem::Crates => "rs",
        Ecosystem::Go => "go",
        Ecosystem::Rubygems => "rb",
        Ecosystem::Maven => "java",
        Ecosystem::Composer => "php",
        Ecosystem::Nuget => "cs",
    };
    // What a package of Maven, Composer or NuGet is imported by, its name does not tell.
    let is_told = !package.imports.is_empty()
        || !matches!(ecosystem, Ecosystem::Maven | Ecosystem::Composer | Ecosystem::Nuget);
    (ending, if is_told { names.iter().map(one).collect() } else { Vec::new() })
}

/// A request to each address of a service.
fn requests_to(service: &Service) -> Vec<String> {
    let patterns = service.hosts.iter().chain(&service.url_prefixes);
    let one = |pattern: &String| {
        let address = pattern.replace('*', "eu");
        let path = if address.contains('/') { "" } else { "/v1/things" };
        format!("export const run = () => fetch('https://{address}{path}');\n")
    };
    patterns.map(one).collect()
}

/// The files of a workspace with one use each, and the service that each is to be told of.
fn uses() -> Vec<(String, String, String)> {
    let mut files = Vec::new();
    for service in Catalog::builtin().services() {
        let mut add = |ending: &str, text: String| {
            let path = format!("src/m{0}/use{0}.{ending}", files.len());
            files.push((path, text, service.name.clone()));
        };
        for (ecosystem, packages) in &service.packages {
            let proving = packages.iter().filter(|it| it.evidence == Evidence::Strong);
            for package in proving {
                let mut package = package.clone();
                if package.prefix {
                    package.name.push_str("more");
                }
                let (ending, texts) = uses_of(*ecosystem, &package);
                texts.into_iter().for_each(|text| add(ending, text));
            }
        }
        requests_to(service).into_iter().for_each(|text| add("ts", text));
    }
    files
}

#[test]
fn every_package_and_address_names_its_service() {
    let uses = uses();
    assert!(uses.len() > 2000, "{}", uses.len());
    let mut text = sound_workspace();
    for (path, source, _) in &uses {
        let _ = write!(text, "//- /{path}\n{source}");
    }
    let snapshot = Fixture::new(&text).snapshot();
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in all_findings(&snapshot) {
        let known = ["undocumented-integration", "direct-sdk-import", "direct-http-call"];
        if known.contains(&finding.rule) {
            let name = finding.service.as_deref().unwrap_or_default().to_owned();
            told.entry(finding.path.to_string()).or_default().push(name);
        }
    }
    let is_wrong = |(path, _, service): &&(String, String, String)| {
        let names = told.get(path).map(Vec::as_slice).unwrap_or_default();
        names.is_empty() || names.iter().any(|name| name != service)
    };
    let wrong: Vec<String> = uses
        .iter()
        .filter(is_wrong)
        .map(|(path, source, service)| format!("{service} {:?}\n{source}", told.get(path)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), uses.len(), wrong.join("\n"));
}

/// A root manifest of each registry with all packages of a service.
fn manifests_of(service: &Service) -> String {
    let mut text = String::new();
    for (ecosystem, packages) in &service.packages {
        let names = || packages.iter().filter(|it| !it.prefix).map(|it| &it.name);
        let lines = |line: &dyn Fn(&String) -> String| names().map(line).collect::<String>();
        let _ = match ecosystem {
            Ecosystem::Npm => {
                let all: Vec<String> = names().map(|name| format!("\"{name}\": \"1\"")).collect();
                write!(text, "//- /package.json\n{{\"dependencies\": {{{}}}}}\n", all.join(", "))
            }
            Ecosystem::Pypi => {
                write!(text, "//- /requirements.txt\n{}", lines(&|name| format!("{name}==1.0\n")))
            }
            Ecosystem::Crates => write!(
                text,
                "//- /Cargo.toml\n[package]\nname = \"shop\"\nversion = \"1.0.0\"\n\n[dependencies]\n{}",
                lines(&|name| format!("{name} = \"1\"\n"))
            ),
            Ecosystem::Go => write!(
                text,
                "//- /go.mod\nmodule example.com/shop\n\ngo 1.22\n\n{}",
                lines(&|name| format!("require {name} v1.0.0\n"))
            ),
            _ => Ok(()),
        };
    }
    text
}

/// A workspace that documents one service and uses all that belongs to it in its binding.
fn documented(service: &Service) -> String {
    let mut text = format!(
        "//- /THIRD_PARTY_INTEGRATIONS.md\n# Third Party Integrations Contract\n\n## Integrations\n\n### {}\n\n**Status:** `active`\n\n**Binding Module:** `src/binding/`\n",
        service.name
    );
    let mut files = 0;
    for (ecosystem, packages) in &service.packages {
        for package in packages.iter().filter(|package| !package.prefix) {
            let (ending, sources) = uses_of(*ecosystem, package);
            for source in sources {
                files += 1;
                let _ = write!(text, "//- /src/binding/use{files}.{ending}\n{source}");
            }
        }
    }
    for source in requests_to(service) {
        files += 1;
        let _ = write!(text, "//- /src/binding/use{files}.ts\n{source}");
    }
    for variable in &service.variables {
        files += 1;
        let name = &variable.name;
        let source = format!("export const value = process.env.{name};\n");
        let _ = write!(text, "//- /src/binding/use{files}.ts\n{source}");
    }
    text + &manifests_of(service)
}

/// Who documents a service and uses its SDK in its binding is told nothing, least of all that the SDK
/// is that of another service of the vendor.
#[test]
fn a_documented_service_is_at_home_in_its_binding() {
    let rules = [
        "undocumented-integration",
        "direct-sdk-import",
        "direct-http-call",
        "sdk-dep-outside-binding",
    ];
    let mut wrong = String::new();
    for service in Catalog::builtin().services() {
        let fixture = Fixture::new(&documented(service));
        let snapshot = fixture.snapshot();
        assert!(snapshot.contracts().len() == 1, "{}", service.name);
        for finding in all_findings(&snapshot).iter().filter(|it| rules.contains(&it.rule)) {
            let document = snapshot.document(&finding.path).expect("a file with findings");
            let place = finding.range.slice(document.text());
            let of = finding.service.as_deref().unwrap_or_default();
            let severity = finding.severity;
            let _ =
                writeln!(wrong, "{}: {severity:?} {} {of}: {place}", service.name, finding.rule);
        }
    }
    assert_eq!(wrong, "");
}

/// The same uses in a workspace that documents every service: each bypasses its own binding.
#[test]
fn every_use_outside_bypasses_the_binding_of_its_service() {
    let mut text = "//- /THIRD_PARTY_INTEGRATIONS.md\n# Third Party Integrations Contract\n\n## Integrations\n\n".to_owned();
    let services = Catalog::builtin().services();
    for (index, service) in services.iter().enumerate() {
        let name = &service.name;
        let _ = write!(
            text,
            "### {name}\n\n**Status:** `active`\n\n**Binding Module:** `src/bindings/b{index}/`\n\n"
        );
    }
    for index in 0..services.len() {
        let _ = write!(text, "//- /src/bindings/b{index}/client.ts\nexport const a = 1;\n");
    }
    let uses = uses();
    for (path, source, _) in &uses {
        let _ = write!(text, "//- /{path}\n{source}");
    }
    let fixture = Fixture::new(&text);
    let mut told: BTreeMap<String, Vec<(&str, String)>> = BTreeMap::new();
    let snapshot = fixture.snapshot();
    // A heading loses what is in parentheses, and words like `API`.
    let sections = snapshot.contracts()[0].integrations().iter().map(|it| it.name.value.as_str());
    let section_of: BTreeMap<&str, &str> =
        services.iter().map(|service| service.name.as_str()).zip(sections).collect();
    for finding in all_findings(&snapshot) {
        if finding.rule != "duplicate-client" {
            let name = finding.service.as_deref().unwrap_or_default().to_owned();
            told.entry(finding.path.to_string()).or_default().push((finding.rule, name));
        }
    }
    let mut wrong = String::new();
    for (path, source, service) in &uses {
        let found = told.get(path).map(Vec::as_slice).unwrap_or_default();
        let is_right = |(rule, name): &(&str, String)| {
            rule.starts_with("direct-") && name == section_of[service.as_str()]
        };
        if found.is_empty() || !found.iter().all(is_right) {
            let _ = writeln!(wrong, "{service}: {found:?}\n{source}");
        }
    }
    assert_eq!(wrong, "");
}
