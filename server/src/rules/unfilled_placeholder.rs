//! `unfilled-placeholder`: a bracket of the template left in a real integration.

use crate::contract::{Field, FileField, Integration, Strictness};
use crate::text::ByteRange;
use crate::workspace::Severity;

use super::Rule;
use super::engine::Check;
use super::placeholders::placeholders;
use super::sink::{Draft, Sink};
use super::view::{ContractView, IntegrationView};

pub(super) const RULE: Rule = Rule {
    code: "unfilled-placeholder",
    severity: Some(Severity::Warning),
    summary: "a placeholder of the template is left in a real integration",
    page: include_str!("pages/unfilled-placeholder.md"),
    checks: &[Check::Contract(check_file), Check::Integration(&[], check)],
};

/// The metadata of the file, which a fix may have left to be filled in.
fn check_file(view: &ContractView<'_>, sink: &mut Sink) {
    let file = &view.contract.file;
    if file.contract.strictness != Strictness::Strict {
        return;
    }
    for kind in [FileField::LastUpdated, FileField::Version, FileField::Status] {
        let value = file.contract.file_field(kind).and_then(|field| field.value.as_ref());
        for range in value.iter().flat_map(|value| placeholders_in(&file.text, value.range, true)) {
            let message = format!(
                "{} is the template's placeholder: the contract's own {} is not filled in",
                range.slice(&file.text),
                kind.label()
            );
            sink.report(Draft::new(&file.path, range, message).help("write the real value"));
        }
    }
}

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let file = &view.contract.contract.file;
    let integration = view.integration();
    for range in placeholders_of(integration, &file.text) {
        let message = format!(
            "{} is the template's placeholder: {}'s section is not filled in here",
            range.slice(&file.text),
            integration.name.value
        );
        let draft = Draft::new(&file.path, range, message);
        sink.report(draft.help("write the real value, or `-` where there is none"));
    }
}

/// The placeholders of a section, fenced code left out: drawings are full of brackets.
fn placeholders_of(integration: &Integration, text: &str) -> Vec<ByteRange> {
    let mut found: Vec<ByteRange> = Vec::new();
    let mut look = |range, is_value| found.extend(placeholders_in(text, range, is_value));
    for field in &integration.fields {
        for (range, is_value) in value_ranges(field) {
            look(range, is_value);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn placeholders_in(text: &str, range: ByteRange, is_value: bool) -> Vec<ByteRange> {
    let inside = placeholders(range.slice(text), is_value);
    inside.into_iter().map(|place| place.shifted(range.start())).collect()
}

/// Everything a field says, apart from its fences: whole values, cells and items first, then the
/// rest of the block.
fn value_ranges(field: &Field) -> Vec<(ByteRange, bool)> {
    let mut ranges = Vec::new();
    ranges.extend(field.value.as_ref().map(|value| (value.range, true)));
    for table in &field.tables {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        ranges.extend(cells.map(|cell| (cell.range, true)));
    }
    ranges.extend(field.items.iter().map(|item| (item.text.range, true)));
    let mut start = field.range.start();
    for fence in &field.fences {
        ranges.push((ByteRange::new(start, fence.content.start()), false));
        start = fence.content.end();
    }
    ranges.push((ByteRange::new(start, field.range.end()), false));
    ranges
}
