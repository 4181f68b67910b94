//! What holds for every text, whatever is in it: the checks that the fuzz targets run on what the
//! fuzzer makes up, and an ordinary test on the seeds and on all that ever broke.

use std::fmt::Debug;
use std::io::{BufReader, Read};

use contract_lsp::contract::{
    self, Contract, Field, FieldKind, FileField, FileSection, InfraContract, InfraEntry,
    Integration, NewVariable, Row, Table, Usage, Variable,
};
use contract_lsp::lsp::read_frame;
use contract_lsp::source::{self, Facts, Language, SecretUse, Suppression};
use contract_lsp::text::{ByteRange, Edit, Spanned, apply_edits};
use contract_lsp::workspace::{Config, DotenvFile, RelPath};

/// What checks an input.
type Check = fn(&[u8]);

/// Every target with its check.
pub const TARGETS: &[(&str, Check)] = &[
    ("contract", |bytes| check_contract(&text_of(bytes))),
    ("javascript", |bytes| check_source(Language::JavaScript, bytes)),
    ("typescript", |bytes| check_source(Language::TypeScript, bytes)),
    ("tsx", |bytes| check_source(Language::Tsx, bytes)),
    ("rust", |bytes| check_source(Language::Rust, bytes)),
    ("csharp", |bytes| check_source(Language::CSharp, bytes)),
    ("go", |bytes| check_source(Language::Go, bytes)),
    ("java", |bytes| check_source(Language::Java, bytes)),
    ("kotlin", |bytes| check_source(Language::Kotlin, bytes)),
    ("markup", |bytes| check_source(Language::Markup, bytes)),
    ("php", |bytes| check_source(Language::Php, bytes)),
    ("python", |bytes| check_source(Language::Python, bytes)),
    ("ruby", |bytes| check_source(Language::Ruby, bytes)),
    ("data", check_data),
    ("shell", |bytes| check_data_file("deploy.sh", &text_of(bytes))),
    ("dotenv", |bytes| check_dotenv(&text_of(bytes))),
    ("manifests", check_manifest),
    ("config", |bytes| check_config(&text_of(bytes))),
    ("secrets", |bytes| check_secrets(&text_of(bytes))),
    ("suppression", |bytes| check_suppression(&text_of(bytes))),
    ("framing", check_framing),
];

/// Runs the check of a target.
pub fn check(target: &str, bytes: &[u8]) {
    let (_, check) = TARGETS.iter().find(|(name, _)| *name == target).expect("a known target");
    check(bytes);
}

/// What the fuzzer gives, as a text: half of what it makes up is no UTF-8, and is not to be lost.
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The first byte selects, the others are the text.
fn selected<'a>(names: &[&'a str], bytes: &[u8]) -> Option<(&'a str, String)> {
    let (first, rest) = bytes.split_first()?;
    Some((names[usize::from(*first) % names.len()], text_of(rest)))
}

/// What is asked of every range.
struct Ranges<'t> {
    text: &'t str,
}

impl<'t> Ranges<'t> {
    /// It lies in the text, on character boundaries.
    #[track_caller]
    fn inside(&self, range: ByteRange, of: impl Debug) {
        let slice = self.text.get(range.start()..range.end());
        assert!(slice.is_some(), "{range:?} is no range of {} bytes: {of:?}", self.text.len());
    }

    /// What was read stands there as it was read.
    #[track_caller]
    fn literal(&self, read: &Spanned<String>) {
        self.inside(read.range, read);
        assert_eq!(read.range.slice(self.text), read.value, "{read:?}");
    }

    /// It lies in the text and in another range.
    #[track_caller]
    fn within(&self, range: ByteRange, outer: ByteRange, of: impl Debug) {
        self.inside(range, &of);
        assert!(outer.contains_range(range), "{range:?} is not in {outer:?}: {of:?}");
    }

    /// An edit can be made.
    #[track_caller]
    fn edit(&self, edit: &Edit) {
        self.inside(edit.range, edit);
    }
}

/// The same question has the same answer.
#[track_caller]
fn same<T: PartialEq + Debug>(first: &T, second: &T) {
    assert!(first == second, "two answers:\n{first:#?}\n{second:#?}");
}

#[track_caller]
fn in_order<T: Debug>(items: &[T], range: impl Fn(&T) -> ByteRange) {
    for pair in items.windows(2) {
        assert!(range(&pair[0]).start() <= range(&pair[1]).start(), "not in order: {pair:#?}");
    }
}

fn check_source(language: Language, bytes: &[u8]) {
    let text = text_of(bytes);
    let facts = source::extract(language, &text);
    check_facts(&text, &facts);
    same(&facts, &source::extract(language, &text));
    source::shows_retry(&text);
}

fn check_facts(text: &str, facts: &Facts) {
    let ranges = Ranges { text };
    for import in &facts.imports {
        ranges.inside(import.range, import);
        ranges.inside(import.target.range, import);
    }
    in_order(&facts.imports, |import| import.range);
    for definition in &facts.definitions {
        ranges.inside(definition.range, definition);
        ranges.within(definition.name.range, definition.range, definition);
        // A key of an object may be quoted and escaped.
        if !definition.name.range.slice(text).contains('\\') {
            let written = definition.name.range.slice(text);
            assert!(written.contains(&definition.name.value), "{written:?} {definition:?}");
        }
    }
    in_order(&facts.definitions, |definition| definition.name.range);
    for env_use in &facts.env_uses {
        ranges.inside(env_use.name.range, env_use);
        assert!(!env_use.name.value.is_empty() && !env_use.name.range.is_empty(), "{env_use:?}");
    }
    in_order(&facts.env_uses, |env_use| env_use.name.range);
    for url in &facts.urls {
        ranges.inside(url.range, url);
        assert!(!url.host.is_empty() && url.host == url.host.to_lowercase(), "{url:?}");
        assert!(url.path.is_empty() || url.path.starts_with(['/', '?', '#']), "{url:?}");
    }
    in_order(&facts.urls, |url| url.range);
    for request in &facts.open_requests {
        ranges.inside(request.range, request);
        assert!(request.import.is_none_or(|import| import < facts.imports.len()), "{request:?}");
    }
    for client in &facts.clients {
        ranges.inside(client.range, client);
        assert!(client.import < facts.imports.len(), "{client:?}");
    }
    in_order(&facts.clients, |client| client.range);
    check_suppressions(text, &facts.suppressions);
}

fn check_suppressions(text: &str, suppressions: &[Suppression]) {
    let ranges = Ranges { text };
    for suppression in suppressions {
        ranges.inside(suppression.comment, suppression);
        ranges.inside(suppression.removal, suppression);
        ranges.inside(suppression.scope, suppression);
        assert!(suppression.removal.end() <= text.len());
        for rule in &suppression.rules {
            ranges.literal(&rule.code);
            ranges.within(rule.entry, suppression.comment, suppression);
            ranges.within(rule.code.range, rule.entry, suppression);
        }
    }
    in_order(suppressions, |suppression| suppression.comment);
}

/// Names of data files, one for each way in which they are read.
const DATA_FILES: &[&str] = &[
    "Dockerfile",
    "compose.yaml",
    "package.json",
    "settings.json",
    "main.tf",
    "wrangler.toml",
    "application.properties",
    "application.yml",
    "bin/deploy",
    "setup.cfg",
];

fn check_data(bytes: &[u8]) {
    let Some((path, text)) = selected(DATA_FILES, bytes) else { return };
    check_data_file(path, &text);
}

fn check_data_file(path: &str, text: &str) {
    source::is_shell_script(path, text);
    source::language_of_script(path, text);
    let facts = source::data_facts(path, text);
    if let Some(facts) = &facts {
        check_facts(text, facts);
        facts.env_uses.iter().for_each(|it| Ranges { text }.literal(&it.name));
    }
    same(&facts, &source::data_facts(path, text));
}

fn check_dotenv(text: &str) {
    let ranges = Ranges { text };
    let path = RelPath::parse(".env.example").expect("a path");
    let file = DotenvFile::parse(&path, text);
    for name in file.names.iter().chain(&file.commented) {
        ranges.literal(name);
        assert!(file.shows(&name.value));
    }
    in_order(&file.names, |name| name.range);
    check_suppressions(text, &file.suppressions);
    check_found_secrets(text, &file.secrets);
    let again = DotenvFile::parse(&path, text);
    same(&file.names, &again.names);
    same(&file.commented, &again.commented);

    let siblings: Vec<&str> = file.names.iter().map(|name| name.value.as_str()).collect();
    for siblings in [&siblings[..], &[]] {
        let edit = file.add("ADDED_BY_CHECK", siblings);
        ranges.edit(&edit);
        let added = apply_edits(text, std::slice::from_ref(&edit)).expect("it fits");
        let read = DotenvFile::parse(&path, &added);
        assert!(read.shows("ADDED_BY_CHECK"), "{added:?}");
        assert!(file.names.iter().all(|name| read.shows(&name.value)), "{added:?}");
    }
}

/// Names of manifests, one for each way in which they are read.
const MANIFESTS: &[&str] = &[
    "package.json",
    "deno.json",
    "Cargo.toml",
    "pyproject.toml",
    "Pipfile",
    "requirements.txt",
    "go.mod",
    "composer.json",
    "Gemfile",
    "shop.gemspec",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "libs.versions.toml",
    "Directory.Packages.props",
    "shop.csproj",
];

fn check_manifest(bytes: &[u8]) {
    let Some((path, text)) = selected(MANIFESTS, bytes) else { return };
    let manifest = source::read_manifest(path, &text).expect("each is a manifest");
    let ranges = Ranges { text: &text };
    for dependency in &manifest.dependencies {
        ranges.inside(dependency.name.range, dependency);
        assert!(!dependency.name.value.is_empty(), "{dependency:?}");
        if let Some(requirement) = &dependency.requirement {
            ranges.inside(requirement.range, dependency);
        }
        source::package_key(&dependency.name.value);
    }
    same(&Some(manifest), &source::read_manifest(path, &text));
}

fn check_config(text: &str) {
    let ranges = Ranges { text };
    let overrides = serde_json::json!({"exclude": ["a/**"], "rules": {"env-unused": "off"}});
    for overrides in [serde_json::Value::Null, overrides] {
        let read = || Config::parse(text, &overrides);
        match (read(), read()) {
            (Ok(config), Ok(again)) => {
                for place in &config.rule_places {
                    ranges.inside(place.range, place);
                    assert!(config.rules.contains_key(&place.value), "{place:?}");
                }
                same(&config.rules, &again.rules);
                same(&config.contracts, &again.contracts);
                same(&config.own_hosts, &again.own_hosts);
                same(&config.required, &again.required);
                config.is_own_host("api.stripe.com");
                config.exclude.is_match("a/b.js");
            }
            (Err(error), Err(again)) => {
                ranges.inside(error.range, &error);
                assert!(!error.message.trim().is_empty() && !error.message.contains('\n'));
                same(&error, &again);
            }
            (first, second) => panic!("two answers: {} {}", first.is_ok(), second.is_ok()),
        }
    }
}

fn check_secrets(text: &str) {
    let found = source::secrets(text);
    check_found_secrets(text, &found);
    same(&found, &source::secrets(text));
    let masked = source::without_secrets(text);
    assert_eq!(masked.chars().count(), text.chars().count(), "{masked:?}");
    for secret in &found {
        let hidden = secret.range.slice(text).get(secret.beginning.len()..).unwrap_or_default();
        assert!(hidden.is_empty() || !secret.range.slice(&masked).ends_with(hidden), "{masked:?}");
    }
}

fn check_found_secrets(text: &str, found: &[SecretUse]) {
    let ranges = Ranges { text };
    for secret in found {
        ranges.inside(secret.range, secret);
        assert!(!secret.range.is_empty(), "{secret:?}");
        assert!(secret.range.slice(text).starts_with(&secret.beginning), "{secret:?}");
        if let Some(quoted) = secret.quoted {
            ranges.within(secret.range, quoted, secret);
            ranges.inside(quoted, secret);
        }
    }
    in_order(found, |secret| secret.range);
}

fn check_suppression(text: &str) {
    check_suppressions(text, &source::markdown_suppressions(text));
    check_suppressions(text, &source::suppressions_of_assignments(text));
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let range = ByteRange::new(start, start + line.len());
        start += line.len();
        range
    });
    let comments: Vec<ByteRange> = lines.chain([ByteRange::new(0, text.len())]).collect();
    for comment in comments {
        if let Some((_, suppression)) = source::parse_suppression(text, comment) {
            assert_eq!(suppression.comment, comment);
            check_suppressions(text, std::slice::from_ref(&suppression));
        }
    }
}

/// Gives its bytes one at a time, as a slow pipe would.
struct Slow<'b>(&'b [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let wanted = to.len().min(1);
        self.0.read(&mut to[..wanted])
    }
}

fn check_framing(bytes: &[u8]) {
    let mut input = bytes;
    let mut slow = BufReader::new(Slow(bytes));
    let mut length = 0;
    loop {
        let frame = read_frame(&mut input).expect("memory can be read");
        same(&frame, &read_frame(&mut slow).expect("memory can be read"));
        let Some(frame) = frame else { break };
        length += frame.len();
    }
    assert!(length <= bytes.len());

    // Whatever a body holds, it is read back, and what follows it is not part of it.
    let mut framed = format!("Content-Length: {}\r\n\r\n", bytes.len()).into_bytes();
    framed.extend(bytes);
    framed.extend(b"Content-Length: 2\r\n\r\n{}");
    let mut input = framed.as_slice();
    let mut next = || read_frame(&mut input).expect("memory can be read");
    assert_eq!(next().as_deref(), Some(bytes));
    assert_eq!(next().as_deref(), Some(&b"{}"[..]));
    assert_eq!(next(), None);
}

fn check_contract(text: &str) {
    let contract = contract::parse(text);
    check_ranges(text, &contract);
    check_edits(text, &contract);
    same(&contract, &contract::parse(text));
    let infra = contract::parse_infra(text);
    check_infra(text, &infra);
    same(&infra, &contract::parse_infra(text));
    check_suppressions(text, &source::markdown_suppressions(text));
    check_formatting(text);
    contract::heading_anchors(&contract);
}

fn check_ranges(text: &str, contract: &Contract) {
    let ranges = Ranges { text };
    for section in &contract.sections {
        ranges.inside(section.range, section);
        ranges.within(section.heading.line, section.range, section);
        ranges.within(section.heading.text.range, section.heading.line, section);
    }
    in_order(&contract.sections, |section| section.range);
    contract.templates.iter().for_each(|&range| ranges.inside(range, range));
    contract.links.iter().for_each(|link| ranges.inside(link.range, link));
    contract.nodes.iter().for_each(|node| ranges.inside(node.range, node));
    in_order(&contract.nodes, |node| node.range);
    contract.tables.iter().for_each(|table| check_table(text, table));
    contract.metadata.iter().for_each(|field| check_field(text, field));
    for category in &contract.categories {
        ranges.inside(category.name.range, category);
        category.services.iter().for_each(|service| ranges.inside(service.range, category));
    }
    if let Some(overview) = &contract.overview {
        check_table(text, &overview.table);
        for row in &overview.rows {
            ranges.within(row.range, overview.table.range, row);
            ranges.within(row.service.range, row.range, row);
            row.binding.iter().for_each(|binding| ranges.within(binding.range, row.range, row));
            row.status.iter().for_each(|status| ranges.within(status.range, row.range, row));
        }
    }
    contract.integrations.iter().for_each(|integration| check_integration(text, integration));
    in_order(&contract.integrations, |integration| integration.range);
}

fn check_integration(text: &str, integration: &Integration) {
    let ranges = Ranges { text };
    ranges.within(integration.heading.line, integration.range, &integration.heading);
    ranges.within(integration.name.range, integration.heading.line, &integration.heading);
    for field in &integration.fields {
        ranges.within(field.range, integration.range, field);
        check_field(text, field);
    }
    for paths in [&integration.bindings, &integration.tests] {
        for path in paths {
            ranges.inside(path.range, path);
            assert!(!path.path.is_empty(), "{path:?}");
        }
    }
    integration.variables.iter().for_each(|variable| check_variable(text, variable));
    integration.usages.iter().for_each(|usage| check_usage(text, usage));
    integration.hosts.iter().for_each(|host| ranges.inside(host.range, host));
    for package in &integration.packages {
        ranges.inside(package.name.range, package);
        assert!(!package.name.value.is_empty(), "{package:?}");
    }
    for (index, entry) in integration.structure.iter().enumerate() {
        ranges.inside(entry.name.range, entry);
        assert!(entry.parent.is_none_or(|parent| parent < index), "{entry:?}");
    }
    integration.symbols.iter().for_each(|symbol| ranges.inside(symbol.name.range, symbol));
    integration.retries.iter().for_each(|&range| ranges.inside(range, range));
    for row in integration.change_log.iter().flat_map(|log| &log.rows) {
        ranges.inside(row.range, row);
        row.date.iter().for_each(|date| ranges.inside(date.range, row));
    }
}

fn check_field(text: &str, field: &Field) {
    let ranges = Ranges { text };
    ranges.inside(field.range, field);
    ranges.within(field.label.range, field.range, field);
    field.value.iter().for_each(|value| ranges.within(value.range, field.range, field));
    field.tables.iter().for_each(|table| check_table(text, table));
    for item in &field.items {
        ranges.inside(item.text.range, item);
        item.label.iter().for_each(|label| ranges.inside(label.range, item));
        item.code.iter().for_each(|code| ranges.inside(code.range, item));
    }
    field.fences.iter().for_each(|fence| ranges.inside(fence.content, fence));
    field.code.iter().for_each(|code| ranges.inside(code.range, code));
}

fn check_table(text: &str, table: &Table) {
    let ranges = Ranges { text };
    let row = |row: &Row| {
        ranges.within(row.range, table.range, row);
        for cell in &row.cells {
            ranges.within(cell.outer, row.range, cell);
            ranges.within(cell.range, cell.outer, cell);
            cell.code.iter().for_each(|code| ranges.within(code.range, cell.range, cell));
        }
        for pair in row.cells.windows(2) {
            assert!(pair[0].outer.end() < pair[1].outer.start(), "a pipe parts cells: {pair:?}");
        }
    };
    ranges.inside(table.range, table);
    row(&table.header);
    table.delimiter.iter().for_each(row);
    table.rows.iter().for_each(row);
    in_order(&table.rows, |row| row.range);
    table.interruptions.iter().for_each(|it| ranges.inside(it.range, it));
}

fn check_variable(text: &str, variable: &Variable) {
    let ranges = Ranges { text };
    ranges.inside(variable.range, variable);
    ranges.inside(variable.name.range, variable);
    assert!(!variable.name.value.is_empty(), "{variable:?}");
}

fn check_usage(text: &str, usage: &Usage) {
    let ranges = Ranges { text };
    ranges.inside(usage.range, usage);
    usage.file.iter().for_each(|file| ranges.inside(file.range, usage));
    usage.function.iter().for_each(|function| ranges.inside(function.range, usage));
    usage.module.iter().for_each(|module| ranges.inside(module.range, usage));
}

fn check_infra(text: &str, infra: &InfraContract) {
    let ranges = Ranges { text };
    infra.variables.iter().for_each(|variable| check_variable(text, variable));
    infra.tables.iter().for_each(|table| check_table(text, table));
    infra.fences.iter().for_each(|fence| ranges.inside(fence.content, fence));
    for section in &infra.sections {
        ranges.within(section.heading.line, section.range, section);
    }
    let entry = InfraEntry {
        variable: added_variable(),
        service: "Stripe",
        aliases: &[],
        siblings: infra.variables.iter().map(|it| it.name.value.as_str()).take(3).collect(),
        used_by: "src/pay.js".to_owned(),
    };
    contract::add_infra_row(text, infra, &entry).iter().for_each(|edit| ranges.edit(edit));
}

fn added_variable() -> NewVariable {
    NewVariable { name: "ADDED_BY_CHECK".to_owned(), ..NewVariable::default() }
}

/// Every edit that can be made to a contract fits it.
fn check_edits(text: &str, contract: &Contract) {
    let ranges = Ranges { text };
    for &kind in FileField::ALL {
        ranges.edit(&contract::insert_file_field(text, contract, kind));
    }
    for &kind in FileSection::REQUIRED {
        ranges.edit(&contract::insert_file_section(text, contract, kind));
    }
    let mut edits = Vec::new();
    for integration in &contract.integrations {
        for &kind in FieldKind::ALL {
            edits.push(contract::insert_field(text, integration, kind));
        }
        edits.extend(contract::add_variable_row(text, integration, &added_variable()));
        edits.extend(contract::add_usage_row(text, integration, "Pay", "src/pay.js", Some("pay")));
        for variable in &integration.variables {
            edits.extend(contract::remove_variable(text, integration, variable));
        }
        for usage in &integration.usages {
            edits.extend(contract::remove_usage(text, integration, usage));
            edits.extend(contract::remove_usage_function(text, integration, usage));
        }
        for path in contract::paths_of_section(integration) {
            edits.push(contract::replace_path(text, &path, "src/moved.js"));
        }
        for field in &integration.fields {
            let respelling = contract::respell_field(text, &field.label);
            edits.extend(respelling.into_iter().flat_map(|it| it.edits));
            field.tables.iter().for_each(|table| edits.extend(mendings(text, table)));
        }
        edits.extend(
            contract
                .overview
                .iter()
                .filter_map(|overview| contract::add_overview_row(text, overview, integration)),
        );
    }
    contract.tables.iter().for_each(|table| edits.extend(mendings(text, table)));
    if let Some(overview) = &contract.overview {
        for row in &overview.rows {
            edits.extend(contract::set_overview_name(text, overview, row, "Other"));
            edits.extend(contract::set_overview_binding(text, overview, row, "src/other/"));
            edits.extend(contract::set_overview_critical(text, overview, row, true));
            edits.push(contract::remove_overview_row(text, row));
        }
    }
    edits.iter().for_each(|edit| ranges.edit(edit));
}

/// The edits that mend a table.
fn mendings(text: &str, table: &Table) -> Vec<Edit> {
    let mut edits = Vec::from_iter(contract::write_delimiter(text, table));
    for row in &table.rows {
        if row.cells.len() < table.header.cells.len() {
            edits.push(contract::pad_row(text, table, row));
        }
        edits.extend(contract::escape_code_pipes(text, table, row).into_iter().flatten());
        edits.extend(contract::drop_empty_surplus(table, row));
        edits.extend(contract::join_surplus(table, row));
    }
    for interruption in &table.interruptions {
        edits.extend(contract::mend_interruption(text, table, interruption));
    }
    edits
}

/// Aligning changes padding alone, and nothing the second time.
fn check_formatting(text: &str) {
    let ranges = Ranges { text };
    let edits = contract::format_tables(text, None);
    for edit in &edits {
        ranges.edit(edit);
        let bare = |text: &str| text.trim_matches([' ', '\t']).replace('-', "");
        assert_eq!(bare(edit.range.slice(text)), bare(&edit.text), "{edit:?}");
        assert!(!edit.text.contains(['\n', '\r']), "{edit:?}");
    }
    for pair in edits.windows(2) {
        let is_apart = pair[0].range.end() <= pair[1].range.start()
            || pair[1].range.end() <= pair[0].range.start();
        assert!(is_apart, "two edits of one place: {pair:?}");
    }
    let once = apply_edits(text, &edits).expect("the edits fit");
    let again = contract::format_tables(&once, None);
    assert!(again.is_empty(), "aligned again: {again:?}\n{once:?}");
    let middle = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at));
    let middle = ByteRange::at(middle.unwrap_or_default());
    for edit in contract::format_tables(text, Some(middle)) {
        assert!(edits.contains(&edit), "{edit:?}");
    }
}
