//! A variable of an integration, added to an infrastructure contract.

use crate::contract::infra::{InfraContract, is_third_party, parse_infra};
use crate::contract::model::{Section, Table, Variable};
use crate::contract::schema::FieldKind;
use crate::contract::synonyms::plain_words;
use crate::text::{ByteRange, Edit};

use super::insertion;
use super::rows::{row_behind, row_like};
use super::shape::is_followed_directly;
use super::variable_rows::{NewVariable, TableOfVariables, assignment_behind, entry_behind};

/// A variable that is to be added.
#[derive(Clone, Debug)]
pub struct InfraEntry<'a> {
    /// What its row says.
    pub variable: NewVariable,
    /// The service whose it is, as the contract calls it.
    pub service: &'a str,
    /// Other names of the service.
    pub aliases: &'a [String],
    /// The other variables of the service: the new one goes where they are.
    pub siblings: Vec<&'a str>,
    /// What goes into a Used By cell.
    pub used_by: String,
}

/// The columns of the template, for a document that has no table of variables.
const TEMPLATE_TABLE: &str = "\
| Variable | Type | Required | Default | Description | Example | Used By |\n\
|----------|------|----------|---------|-------------|---------|---------|\n";

/// Adds a variable: to the table, list or fence of its service, or to the only one there is; else in
/// a new section of the service with the columns of the other tables, below the heading of the
/// outside services, else at the end of the environment variables, else of the document.
///
/// A new section is an edit of its own before that of the row. It is the same for every variable of
/// the service, so that several additions made at once share it.
pub fn add_infra_row(text: &str, infra: &InfraContract, entry: &InfraEntry<'_>) -> Vec<Edit> {
    let section = section_of_service(infra, entry);
    let own = section.and_then(|section| Spot::last_in(text, infra, section.range, &[]));
    let beside = || Spot::of_siblings(text, infra, &entry.siblings);
    let common = || Spot::common(text, infra);
    if let Some(spot) = own.or_else(beside).or_else(common)
        && let Some(edit) = spot.add(text, infra, entry)
    {
        return vec![edit];
    }
    new_section(text, infra, entry, section)
}

/// Where variables are declared.
enum Spot<'t> {
    Table(TableOfVariables<'t>),
    /// Behind this one, in a fence.
    Fence(&'t Variable),
    /// Behind this one, in a list.
    List(&'t Variable),
}

impl<'t> Spot<'t> {
    /// The place of the last variable in some bytes, that is one of `names` unless these are empty;
    /// an empty table there will do when no variable stands in them.
    fn last_in(
        text: &'t str,
        infra: &'t InfraContract,
        range: ByteRange,
        names: &[&str],
    ) -> Option<Self> {
        let is_meant = |variable: &&Variable| {
            range.contains_range(variable.range)
                && (names.is_empty() || names.contains(&variable.name.value.as_str()))
        };
        let variable = infra.variables.iter().rfind(is_meant);
        let holds = |table: &&Table| match variable {
            Some(variable) => table.range.contains_range(variable.range),
            None => names.is_empty() && range.contains_range(table.range),
        };
        if let Some(table) = infra.tables.iter().find(holds) {
            return TableOfVariables::of(text, table, &infra.variables).map(Self::Table);
        }
        let variable = variable?;
        let is_fenced =
            infra.fences.iter().any(|fence| fence.content.contains_range(variable.range));
        Some(if is_fenced { Self::Fence(variable) } else { Self::List(variable) })
    }

    /// Where most of the service's other variables are.
    fn of_siblings(text: &'t str, infra: &'t InfraContract, siblings: &[&str]) -> Option<Self> {
        let whole = ByteRange::new(0, text.len());
        let counts = infra.tables.iter().map(|table| {
            let declared = infra.variables.iter().filter(|variable| {
                table.range.contains_range(variable.range)
                    && siblings.contains(&variable.name.value.as_str())
            });
            (declared.count(), table)
        });
        // Of several that hold as many, the first.
        let most = counts.rev().max_by_key(|(count, _)| *count).filter(|(count, _)| *count > 0);
        match most {
            Some((_, table)) => {
                TableOfVariables::of(text, table, &infra.variables).map(Self::Table)
            }
            None => Self::last_in(text, infra, whole, siblings).filter(|_| !siblings.is_empty()),
        }
    }

    /// The place for all variables: one right below the heading of the environment variables, or
    /// the only list or fence of a document without tables.
    fn common(text: &'t str, infra: &'t InfraContract) -> Option<Self> {
        let innermost = |range: ByteRange| {
            infra.sections.iter().rfind(|section| section.range.contains_range(range))
        };
        let is_common = |table: &&Table| {
            innermost(table.range).is_none_or(|section| {
                section.heading.level == 1 || is_environment(&section.heading.text.value)
            })
        };
        if let Some(table) = infra.tables.iter().find(is_common) {
            return TableOfVariables::of(text, table, &infra.variables).map(Self::Table);
        }
        if infra.tables.is_empty() {
            return Self::last_in(text, infra, ByteRange::new(0, text.len()), &[]);
        }
        None
    }

    fn add(&self, text: &str, infra: &InfraContract, entry: &InfraEntry<'_>) -> Option<Edit> {
        match self {
            Self::Table(table) => {
                Some(row_behind(text, table.table, |index| cell(table, index, entry)))
            }
            Self::Fence(last) => Some(assignment_behind(text, last, &entry.variable)),
            Self::List(last) => entry_behind(text, &infra.variables, last, &entry.variable),
        }
    }
}

/// The cell of a column: those that a contract's table has, and the two that only this document has.
fn cell(table: &TableOfVariables<'_>, index: usize, entry: &InfraEntry<'_>) -> String {
    let header = table.table.header.cells.get(index);
    match header.map(|header| plain_words(&header.text)).as_deref() {
        Some("type") => type_of(&entry.variable).to_owned(),
        Some("used by" | "used in" | "service" | "module" | "consumer") => {
            entry.used_by.replace('|', "\\|")
        }
        _ => entry.variable.cell(table, index, "-"),
    }
}

/// What the default and the example show; text where they show nothing.
fn type_of(variable: &NewVariable) -> &'static str {
    let shown = variable.default.as_deref().or(variable.example.as_deref()).unwrap_or_default();
    match shown.trim_matches('`') {
        "true" | "false" => "boolean",
        number if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            "integer"
        }
        _ => "string",
    }
}

fn is_environment(heading: &str) -> bool {
    FieldKind::of_label(heading) == Some(FieldKind::EnvironmentVariables)
}

/// The section whose heading names the service; of several the one whose heading says least else.
fn section_of_service<'i>(infra: &'i InfraContract, entry: &InfraEntry<'_>) -> Option<&'i Section> {
    let names = std::iter::once(entry.service).chain(entry.aliases.iter().map(String::as_str));
    let names: Vec<String> = names
        .map(|name| format!(" {} ", plain_words(name)))
        .filter(|name| name.len() > 3)
        .collect();
    let is_named = |section: &&Section| {
        let heading = format!(" {} ", plain_words(&section.heading.text.value));
        section.heading.level > 1 && names.iter().any(|name| heading.contains(name.as_str()))
    };
    let words = |section: &&Section| plain_words(&section.heading.text.value).len();
    infra.sections.iter().filter(is_named).min_by_key(words)
}

/// The head of a new section, and the row below it.
fn new_section(
    text: &str,
    infra: &InfraContract,
    entry: &InfraEntry<'_>,
    own: Option<&Section>,
) -> Vec<Edit> {
    let headed = |is_meant: &dyn Fn(&str) -> bool| {
        infra
            .sections
            .iter()
            .find(|section| section.heading.level > 1 && is_meant(&section.heading.text.value))
    };
    let parent = headed(&|heading| is_third_party(&plain_words(heading)))
        .or_else(|| headed(&|heading| is_environment(heading)));
    let in_parent =
        |table: &&Table| parent.is_some_and(|parent| parent.range.contains_range(table.range));
    let model = infra.tables.iter().find(in_parent).or_else(|| infra.tables.first());
    let template = parse_infra(TEMPLATE_TABLE);
    let (source, table) = match (model, template.tables.first()) {
        (Some(table), _) => (text, table),
        (None, Some(table)) => (TEMPLATE_TABLE, table),
        (None, None) => return Vec::new(),
    };
    let Some(columns) = TableOfVariables::of(source, table, &infra.variables) else {
        return Vec::new();
    };
    let row = row_like(source, table, &table.header, |index| cell(&columns, index, entry));
    let head = head_of(source, table);
    let within = own.or(parent).map_or(ByteRange::new(0, text.len()), |section| section.range);
    let at = end_of_content(text, within);
    let level = parent.map_or(2, |section| usize::from(section.heading.level) + 1).min(6);
    let heading = match own {
        Some(_) => String::new(),
        None => format!("{} {}\n\n", "#".repeat(level), entry.service),
    };
    let lead = if at == 0 { "" } else { "\n\n" };
    let head = format!("{lead}{heading}{head}");
    let behind = if is_followed_directly(text, at) { "\n" } else { "" };
    vec![insertion(text, at, head), insertion(text, at, format!("\n{row}{behind}"))]
}

/// Header and delimiter row of a table, lines ended by `\n`.
fn head_of(text: &str, table: &Table) -> String {
    let written = table.range.slice(text);
    let mut lines = written.lines().map(|line| line.trim_start_matches(['>', ' ', '\t']));
    let header = lines.next().unwrap_or_default();
    let delimiter = lines.next().unwrap_or_default();
    format!("{}\n{}", header.trim_end(), delimiter.trim_end())
}

/// Where the content of a section ends: before blank lines, and before a rule that parts it from the
/// next one.
fn end_of_content(text: &str, section: ByteRange) -> usize {
    let content = section.slice(text).trim_end();
    let last = content.rsplit('\n').next().unwrap_or_default();
    let is_rule = matches!(last.trim(), "---" | "***" | "___");
    let content = match content.strip_suffix(last) {
        Some(before) if is_rule => before.trim_end(),
        _ => content,
    };
    section.start() + content.len()
}
