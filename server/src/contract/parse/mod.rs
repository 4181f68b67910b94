//! Markdown to [`Contract`].
//!
//! One pass over the Markdown library's events gives a flat list of blocks; the headings among
//! them become an outline, which says where the integrations are; the blocks of each integration
//! become fields, and the fields what rules ask for: bindings, variables, usages.

mod bindings;
pub(super) mod blocks;
mod broken_tables;
pub(super) mod change_log;
pub(super) mod fields;
mod hosts;
pub(super) mod inline;
pub(super) mod labels;
pub(super) mod names;
mod outline;
mod overview;
mod packages;
pub(super) mod paths;
mod retries;
mod rows;
mod runs;
mod status;
mod structure;
mod symbols;
pub(super) mod tables;
mod test_paths;
pub(super) mod usages;
pub(super) mod variables;

#[cfg(test)]
pub(super) mod tests;

use std::collections::HashSet;

use crate::text::{ByteRange, Spanned};

use super::anchors::Anchors;
use super::model::{
    Category, ChangeLog, Contract, Field, Heading, Integration, Overview, PathReference, Section,
    Status, Strictness, Table,
};
use super::schema::{FieldKind, FileSection};
use super::synonyms::plain_words;
use blocks::{Block, BlockKind, read_blocks};
use fields::{Draft, read_integration, read_metadata};
use inline::Inline;
use outline::{Node, Outline, Selected, read_outline};

/// Reads a contract. Never fails: what is not understood is left out.
pub fn parse(text: &str) -> Contract {
    let read = read_blocks(text);
    let blocks = read.blocks.as_slice();
    let outline = read_outline(text, blocks);
    let title = outline.title.and_then(|title| outline.nodes.get(title)).map(heading_of_node);
    let overview = overview(blocks, &outline);
    let mut integrations = Vec::new();
    let mut templates = outline.templates.clone();
    let is_untouched = overview.as_ref().is_some_and(holds_placeholders_only);
    let examples = integrations_of(text, blocks, &outline);
    let unfilled = is_unfilled(overview.as_ref(), &examples);
    for (selected, integration) in examples {
        // Beside services of its own, a document may have kept the template's examples.
        if is_untouched && !unfilled && is_shipped_example(selected, &integration) {
            templates.push(integration.range);
        } else {
            integrations.push(integration);
        }
    }
    let strictness = strictness(title.as_ref(), &integrations);
    // A document of tables only says in rows what others say in sections.
    if integrations.is_empty() && overview.is_none() && strictness == Strictness::Loose {
        integrations = rows::integrations_of_rows(blocks);
    }
    let metadata = metadata(blocks, &outline);
    let tables = tables_beside(blocks, &integrations);
    Contract {
        strictness,
        title,
        unfilled,
        metadata,
        sections: sections(&outline),
        change_log: change_log(blocks, &outline),
        categories: categories(blocks, &outline),
        overview,
        integrations,
        templates,
        tables,
        links: read.links,
        nodes: read.nodes,
        anchors: read.anchors,
    }
}

/// What a link's fragment can lead to in a Markdown document of any kind.
pub fn anchors_of(text: &str) -> Anchors {
    read_blocks(text).anchors
}

/// The status that a text says, synonyms included; the first where it names several.
pub fn status_of(text: &str) -> Option<Status> {
    status::status_in(text).map(|(status, _)| status)
}

/// The columns of a table under this label that say what a row is about: which variable, or which
/// file uses the binding (its module, where no column is the file's). `None` stands for the overview,
/// whose rows are about services. Going by the headers.
pub fn key_columns(kind: Option<FieldKind>, table: &Table) -> Vec<usize> {
    let columns = |is_key: fn(&str) -> bool| -> Vec<usize> {
        let cells = table.header.cells.iter().enumerate();
        cells.filter(|(_, cell)| is_key(&cell.text)).map(|(index, _)| index).collect()
    };
    match kind {
        None => columns(overview::is_service_column),
        Some(FieldKind::EnvironmentVariables) => columns(variables::is_name_column),
        Some(FieldKind::UsedByModules) => {
            let files = columns(usages::is_file_column);
            if files.is_empty() { columns(usages::is_user_column) } else { files }
        }
        Some(_) => Vec::new(),
    }
}

/// The path that a code span names, normalised as [`PathReference`] says; `None` for what is none,
/// or may be none: a route, a package, a URL.
pub fn path_of_code(code: &Spanned<String>) -> Option<PathReference> {
    paths::path_of_name(code)
}

fn integrations_of(
    text: &str,
    blocks: &[Block<'_>],
    outline: &Outline<'_>,
) -> Vec<(Selected, Integration)> {
    let read = |&selected: &Selected| {
        let node = outline.nodes.get(selected.node)?;
        let body = blocks.get(node.block + 1..selected.end).unwrap_or_default();
        Some((selected, integration(text, node, selected.range, body)))
    };
    let half = outline.integrations.len() / 2;
    let (first, second) = outline.integrations.split_at(half);
    if half < FEWEST_FOR_A_THREAD {
        return outline.integrations.iter().filter_map(read).collect();
    }
    // A thread of its own and not one of a pool: who waits for a contract in the pool would wait for
    // itself.
    std::thread::scope(|scope| {
        let second = scope.spawn(|| second.iter().filter_map(read).collect::<Vec<_>>());
        let mut integrations: Vec<_> = first.iter().filter_map(read).collect();
        match second.join() {
            Ok(second) => integrations.extend(second),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        integrations
    })
}

/// Fewer integrations than this are read before a second thread has begun.
const FEWEST_FOR_A_THREAD: usize = 16;

fn integration(text: &str, node: &Node<'_>, range: ByteRange, body: &[Block]) -> Integration {
    let drafts = read_integration(body);
    Integration {
        name: names::name_of_heading(node.inline),
        heading: heading_of_node(node),
        range,
        status: status_of_fields(&drafts).unwrap_or_else(|| names::status_of_heading(node.inline)),
        critical: critical(&drafts),
        change_log: change_log::change_log_of_fields(&drafts),
        bindings: bindings::bindings_of_fields(&drafts),
        variables: variables::variables_of_fields(text, &drafts),
        usages: usages::usages_of_fields(&drafts),
        hosts: hosts::hosts_of_fields(&drafts),
        packages: packages::packages_of_fields(&drafts),
        structure: structure::structure_of_fields(text, &drafts),
        tests: test_paths::test_paths_of_fields(&drafts),
        symbols: symbols::symbols_of_fields(text, &drafts),
        retries: retries::retries_of_fields(&drafts),
        fields: drafts.iter().map(Draft::field).collect(),
    }
}

/// The status that the Status field says, or says not; `None` without such a field.
fn status_of_fields(drafts: &[Draft<'_>]) -> Option<Option<Spanned<Status>>> {
    let draft = drafts.iter().find(|draft| draft.kind == Some(FieldKind::Status))?;
    let status = draft.contents.iter().find_map(|content| {
        let (inline, shown) = match content {
            fields::Content::Value(inline, shown) => (inline, shown.clone()),
            fields::Content::Line(inline, _) | fields::Content::Item(inline, _) => {
                (inline, 0..inline.text.len())
            }
            _ => return None,
        };
        let (status, place) = status::status_in(inline.text.get(shown.clone())?)?;
        let place = place.start + shown.start..place.end + shown.start;
        Some(Spanned::new(status, inline.source(place)))
    });
    Some(status)
}

/// What the section says behind `Critical:`; yes, when one of several such labels does.
fn critical(drafts: &[Draft<'_>]) -> Option<Spanned<bool>> {
    let said = drafts.iter().filter(|draft| plain_words(draft.label()) == "critical");
    let mut said = said.filter_map(|draft| {
        let value = draft.value()?;
        Some(Spanned::new(labels::yes_or_no(&value.value)?, value.range))
    });
    let first = said.next()?;
    if first.value { Some(first) } else { said.find(|said| said.value).or(Some(first)) }
}

fn heading_of_node(node: &Node<'_>) -> Heading {
    Heading { level: node.level, text: heading_text(node.inline), line: node.line }
}

fn heading_text(inline: &Inline) -> Spanned<String> {
    let empty = || Spanned::new(String::new(), ByteRange::at(inline.range.start()));
    inline.trimmed(0..inline.text.len()).unwrap_or_else(empty)
}

fn sections(outline: &Outline<'_>) -> Vec<Section> {
    let nodes = outline.nodes.iter().enumerate().filter(|(index, _)| Some(*index) != outline.title);
    nodes
        .map(|(_, node)| Section {
            heading: heading_of_node(node),
            range: node.range,
            kind: node.kind,
        })
        .collect()
}

/// Labels between the title and the next heading; without a title, before the first heading.
fn metadata(blocks: &[Block], outline: &Outline<'_>) -> Vec<Field> {
    let title = outline.title.and_then(|title| outline.nodes.get(title));
    let start = title.map_or(0, |title| title.block + 1);
    let headings = outline.nodes.iter().map(|node| node.block);
    let end = headings.into_iter().find(|&block| block >= start).unwrap_or(blocks.len());
    let body = blocks.get(start..end).unwrap_or_default();
    read_metadata(body).iter().map(Draft::field).collect()
}

fn section_of_kind<'o, 'b>(outline: &'o Outline<'b>, kind: FileSection) -> Option<&'o Node<'b>> {
    outline.nodes.iter().find(|node| node.kind == Some(kind))
}

fn overview(blocks: &[Block], outline: &Outline<'_>) -> Option<Overview> {
    let node = section_of_kind(outline, FileSection::IntegrationOverview)?;
    let body = blocks.get(node.block + 1..node.end).unwrap_or_default();
    overview::overview_of_section(heading_of_node(node), body)
}

fn change_log(blocks: &[Block], outline: &Outline<'_>) -> Option<ChangeLog> {
    let node = section_of_kind(outline, FileSection::ChangeLog)?;
    change_log::change_log_of_section(blocks.get(node.block + 1..node.end)?, node.range.end())
}

fn categories(blocks: &[Block], outline: &Outline<'_>) -> Vec<Category> {
    let node = section_of_kind(outline, FileSection::IntegrationCategories);
    let body = node.and_then(|node| blocks.get(node.block + 1..node.end));
    body.map(overview::categories_of_section).unwrap_or_default()
}

/// The tables that no field of an integration holds.
fn tables_beside(blocks: &[Block], integrations: &[Integration]) -> Vec<Table> {
    let fields = integrations.iter().flat_map(|integration| &integration.fields);
    let held: HashSet<usize> =
        fields.flat_map(|field| &field.tables).map(|table| table.range.start()).collect();
    let table = |block: &Block| match &block.kind {
        BlockKind::Table(table) if !held.contains(&table.range.start()) => Some(table.table()),
        _ => None,
    };
    blocks.iter().filter_map(table).collect()
}

/// Whether a document bears the template's title, or three of its labels of which two are the
/// binding and its users.
fn strictness(title: Option<&Heading>, integrations: &[Integration]) -> Strictness {
    let is_titled = title.is_some_and(|title| {
        plain_words(&title.text.value).contains("third party integration contract")
    });
    let has = |is_wanted: &dyn Fn(FieldKind, &str) -> bool| {
        let mut fields = integrations.iter().flat_map(|integration| &integration.fields);
        fields.any(|field| {
            field.kind.is_some_and(|kind| is_wanted(kind, &plain_words(&field.label.value)))
        })
    };
    let binding = |_, label: &str| label == "binding module";
    let used_by = |_, label: &str| matches!(label, "used by" | "used by module");
    let other = |kind: FieldKind, label: &str| {
        !matches!(kind, FieldKind::BindingModule | FieldKind::UsedByModules)
            && label == plain_words(kind.label())
    };
    if is_titled || (has(&binding) && has(&used_by) && has(&other)) {
        Strictness::Strict
    } else {
        Strictness::Loose
    }
}

fn holds_placeholders_only(overview: &Overview) -> bool {
    overview.rows.iter().all(|row| row.placeholder)
}

/// Names of the services that the template shows as examples.
const SHIPPED_EXAMPLES: [&str; 3] = ["SendGrid", "Stripe", "AWS S3"];

fn is_shipped_example(selected: Selected, integration: &Integration) -> bool {
    selected.is_example && SHIPPED_EXAMPLES.contains(&integration.name.value.as_str())
}

/// Whether nobody has filled the template in yet.
fn is_unfilled(overview: Option<&Overview>, integrations: &[(Selected, Integration)]) -> bool {
    let Some(overview) = overview else { return false };
    let is_example = |(selected, integration): &(Selected, Integration)| {
        is_shipped_example(*selected, integration)
    };
    let only_examples = integrations.iter().all(is_example);
    if overview.rows.is_empty() {
        return only_examples && integrations.len() == SHIPPED_EXAMPLES.len();
    }
    holds_placeholders_only(overview) && only_examples
}
