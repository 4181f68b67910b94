//! Declared environment variables: rows, bullets, values and dotenv fences.

use std::ops::Range;

use crate::text::{ByteRange, Spanned};

use super::fields::{Content, Draft};
use super::inline::{Inline, Run, owned};
use super::labels::{LabelAt, plain_label, yes_or_no};
use super::runs::{enumeration, part, words};
use super::tables::{RowBlock, TableBlock};
use crate::contract::model::{Fence, Variable};
use crate::contract::schema::FieldKind;
use crate::contract::synonyms::plain_words;

const REQUIRED_COLUMNS: &[&str] = &[
    "required",
    "req",
    "mandatory",
    "is required",
    "obligatorio",
    "requerido",
    "obrigatório",
    "obligatoire",
    "requi",
];
const DESCRIPTION_COLUMNS: &[&str] =
    &["description", "purpose", "note", "what", "meaning", "usage", "descripción", "descrição"];

/// The variables that the environment fields among these declare.
pub(super) fn variables_of_fields(source: &str, drafts: &[Draft<'_>]) -> Vec<Variable> {
    let mut variables = Vec::new();
    for draft in drafts {
        if draft.kind != Some(FieldKind::EnvironmentVariables) {
            variables.extend(variables_of_credentials(source, draft));
            continue;
        }
        let mut required = None;
        for content in &draft.contents {
            let before = variables.len();
            match content {
                Content::Value(inline, shown) => {
                    variables.extend(variables_of_text(inline, shown.clone()));
                }
                Content::Line(inline, label) => {
                    required = required_below(inline, label.as_ref()).or(required);
                    variables.extend(variables_of_line(inline));
                }
                Content::Item(inline, label) => {
                    required = required_below(inline, label.as_ref()).or(required);
                    variables.extend(variables_of_item(inline));
                }
                Content::Table(table) => variables.extend(variables_of_table(table, true)),
                Content::Fence(fence) => variables.extend(variables_of_fence(source, fence)),
            }
            for variable in variables.get_mut(before..).unwrap_or_default() {
                variable.required = variable.required.or(required);
            }
        }
    }
    variables
}

/// The variables of fences that are marked as dotenv, where a section shows its credentials so.
fn variables_of_credentials(source: &str, draft: &Draft<'_>) -> Vec<Variable> {
    if draft.kind != Some(FieldKind::Authentication) {
        return Vec::new();
    }
    let is_marked = |fence: &&Fence| matches!(fence.language.as_str(), "env" | "dotenv" | ".env");
    let fences = draft.contents.iter().filter_map(|content| match content {
        Content::Fence(fence) => Some(*fence),
        _ => None,
    });
    fences.filter(is_marked).flat_map(|fence| variables_of_fence(source, fence)).collect()
}

/// What `Required:` or `- **Optional:**` says about the names below it.
fn required_below(inline: &Inline, label: Option<&LabelAt>) -> Option<bool> {
    let at = label?;
    let word = at.text(inline).split(|c: char| !c.is_alphanumeric()).next()?;
    let is_heading = inline.text.get(at.value.clone()).is_some_and(|value| value.trim().is_empty());
    match word {
        "Required" | "required" if is_heading => Some(true),
        "Optional" | "optional" if is_heading => Some(false),
        _ => None,
    }
}

/// Header words of each column, as plain words.
const NAME_COLUMNS: &[&str] = &[
    "variable",
    "variable name",
    "env var",
    "env variable",
    "environment variable",
    "env",
    "env name",
    "environment variable name",
    "env var name",
    "variável",
];
/// Those that name variables where the place speaks for variables already.
const GENERIC_NAME_COLUMNS: &[&str] =
    &["name", "key", "setting", "config key", "parameter", "secret"];
const OPTIONAL_COLUMNS: &[&str] = &["optional"];
const DEFAULT_COLUMNS: &[&str] = &["default", "default value"];
const EXAMPLE_COLUMNS: &[&str] = &["example", "example value", "sample"];

/// Whether a header says that its column holds the names of variables, in whatever words.
pub(in crate::contract) fn is_name_column(header: &str) -> bool {
    let plain = plain_words(header);
    let names_variables = |word: &str| {
        matches!(
            word,
            "variable" | "var" | "env" | "name" | "key" | "setting" | "parameter" | "secret"
        ) || matches!(word, "config" | "nombre" | "nom" | "nome" | "clave" | "chave" | "clé")
            || matches!(word, "variável" | "umgebungsvariable")
    };
    let is_other = [DESCRIPTION_COLUMNS, EXAMPLE_COLUMNS].concat().contains(&plain.as_str());
    !is_other && plain.split(' ').any(names_variables)
}

/// The rows of a table with a Variable column. `is_declared` says that the place speaks for
/// variables already, so that a column named otherwise will do when it holds names.
pub(in crate::contract) fn variables_of_table(
    table: &TableBlock,
    is_declared: bool,
) -> Vec<Variable> {
    let holds_names = |index| {
        let first = table.body().first().and_then(|row| row.cell(Some(index)));
        first.is_some_and(|cell| !names_in(&cell.inline, 0..cell.inline.text.len()).is_empty())
    };
    match VariableColumns::of(&table.headers(), is_declared, holds_names) {
        Some(columns) => table.body().iter().flat_map(|row| columns.variables(row)).collect(),
        None => Vec::new(),
    }
}

/// Which column of a table of variables says what, by index.
pub(in crate::contract) struct VariableColumns {
    pub name: usize,
    /// How many columns the header has.
    pub count: usize,
    pub required: Option<usize>,
    pub optional: Option<usize>,
    pub default: Option<usize>,
    pub description: Option<usize>,
    pub example: Option<usize>,
}

impl VariableColumns {
    /// The columns of a table with these headers, in plain words; `None` for a table that is not
    /// one of variables. `holds_names` says whether a column's first cell holds names.
    pub fn of(
        headers: &[String],
        is_declared: bool,
        holds_names: impl Fn(usize) -> bool,
    ) -> Option<Self> {
        let column =
            |names: &[&str]| headers.iter().position(|header| names.contains(&header.as_str()));
        let named = column(NAME_COLUMNS);
        let generic = || column(GENERIC_NAME_COLUMNS);
        let is_other = |index: &usize| {
            let all = [
                REQUIRED_COLUMNS,
                OPTIONAL_COLUMNS,
                DEFAULT_COLUMNS,
                DESCRIPTION_COLUMNS,
                EXAMPLE_COLUMNS,
            ];
            let header = headers.get(*index).map(String::as_str);
            header.is_some_and(|header| all.iter().any(|others| others.contains(&header)))
        };
        let holding_names = || {
            (0..headers.len()).filter(|index| !is_other(index)).find(|&index| holds_names(index))
        };
        let name = named.or_else(|| is_declared.then(|| generic().or_else(holding_names))?)?;
        Some(Self {
            name,
            count: headers.len(),
            required: column(REQUIRED_COLUMNS),
            optional: column(OPTIONAL_COLUMNS),
            default: column(DEFAULT_COLUMNS),
            description: column(DESCRIPTION_COLUMNS),
            example: column(EXAMPLE_COLUMNS),
        })
    }

    fn variables(&self, row: &RowBlock) -> Vec<Variable> {
        let is_even = row.cells.len() == self.count;
        let in_column =
            |column: usize| row.cell(Some(column)).map(|cell| names_in_column(&cell.inline));
        // In a row with a cell too few or too many, the name may have moved by one, and a bare
        // `YES` may be no name.
        let marked = |column: usize| {
            let cell = row.cell(Some(column))?;
            Some(names_in(&cell.inline, 0..cell.inline.text.len()))
                .filter(|names| !names.is_empty())
        };
        let moved = || {
            let columns = [Some(self.name), self.name.checked_sub(1), Some(self.name + 1)];
            columns.into_iter().flatten().find_map(marked)
        };
        let names = if is_even { in_column(self.name) } else { moved() }.unwrap_or_default();
        let filled = |column| row.cell(column).and_then(|cell| cell.filled()).map(str::to_owned);
        let required = filled(self.required).and_then(|text| yes_or_no(&text));
        let optional = filled(self.optional).and_then(|text| yes_or_no(&text)).map(|yes| !yes);
        let variable = |name: Spanned<&str>| Variable {
            name: owned(&name),
            required: required.or(optional),
            default: filled(self.default),
            description: filled(self.description),
            example: filled(self.example),
            range: row.range,
        };
        names.into_iter().map(variable).collect()
    }
}

/// Names in a cell of a Variable column: marked as code or not.
pub(super) fn names_in_column<'i>(inline: &'i Inline<'_>) -> Vec<Spanned<&'i str>> {
    let whole = 0..inline.text.len();
    let marked = names_in(inline, whole.clone());
    if !marked.is_empty() || inline.runs.iter().any(|run| !run.is_target) {
        return marked;
    }
    let without_remark = whole.start..inline.text.find('(').unwrap_or(whole.end);
    words(inline, without_remark).into_iter().flat_map(names_of_code).collect()
}

/// The enumeration of variables that an item begins with, or has behind its label.
fn variables_of_item(inline: &Inline) -> Vec<Variable> {
    variables_of_text(inline, 0..inline.text.len())
}

/// A line of prose declares only what it begins with.
fn variables_of_line(inline: &Inline) -> Vec<Variable> {
    let starts_with_name = inline.runs.first().is_some_and(|run| {
        let before = inline.text.get(..run.shown.start).unwrap_or_default();
        !before.chars().any(char::is_alphanumeric)
    });
    if starts_with_name { variables_of_item(inline) } else { Vec::new() }
}

/// Variables that a bullet, or a value behind a label, names.
pub(in crate::contract) fn variables_of_text(
    inline: &Inline,
    shown: Range<usize>,
) -> Vec<Variable> {
    let mut names = names_in(inline, shown.clone());
    if names.is_empty() && !inline.runs.iter().any(|run| !run.is_target) {
        names = leading_bare_names(inline, shown.clone());
    }
    let last = names.last().map_or(shown.start, |name| {
        let run = inline.runs.iter().rfind(|run| run.name.range.contains_range(name.range));
        run.map_or_else(|| end_of_bare_name(inline, &shown, name.value), |run| run.shown.end)
    });
    let behind = inline.text.get(last..shown.end).unwrap_or_default();
    let required = required_in_remark(behind).filter(|_| names.len() == 1);
    let description = description_behind_dash(behind);
    let variable = |name: Spanned<&str>| Variable {
        name: owned(&name),
        required,
        description: description.clone(),
        range: inline.range,
        ..Variable::default()
    };
    names.into_iter().map(variable).collect()
}

/// Names in the first enumeration of code spans in these bytes.
fn names_in<'i>(inline: &'i Inline<'_>, shown: Range<usize>) -> Vec<Spanned<&'i str>> {
    let is_variable = |run: &Run<'_>| !run.is_target && !names_of_code(run.spanned()).is_empty();
    let runs = enumeration(inline, &shown, is_variable);
    runs.iter().flat_map(|run| names_of_code(run.spanned())).collect()
}

/// Names at the beginning of text without code spans: `STRIPE_KEY - the key`. They need an
/// underscore, for capital words alone are prose.
fn leading_bare_names<'i>(inline: &'i Inline<'_>, shown: Range<usize>) -> Vec<Spanned<&'i str>> {
    let label = plain_label(inline).filter(|at| at.label.start >= shown.start);
    let end = label.map_or(shown.end, |at| at.label.end);
    let mut names = Vec::new();
    for word in words(inline, shown.start..end) {
        // A word with marks inside is not written as it is shown.
        let is_exact = word.range.len() == word.value.len();
        let names_of_word = if is_exact { names_of_code(word) } else { Vec::new() };
        let found: Vec<_> =
            names_of_word.into_iter().filter(|name| name.value.contains('_')).collect();
        if found.is_empty() && !matches!(word.value, "/" | "and" | "or" | "&" | "+") {
            break;
        }
        names.extend(found);
    }
    names
}

/// The names that one code span lists: `A`, `A=1`, `A, B`, `A / B`.
fn names_of_code(code: Spanned<&str>) -> Vec<Spanned<&str>> {
    let assigned = code.value.split('=').next().unwrap_or_default();
    let mut names = Vec::new();
    let mut start = 0;
    // In a table every pipe of a code span is escaped, and that alone is written otherwise.
    let pipes = |text: &str| text.matches('|').count();
    let is_escaped = code.range.len() == code.value.len() + pipes(code.value);
    for piece in assigned.split_inclusive([',', ' ', '/', '|']) {
        let word = piece.trim_end_matches([',', ' ', '/', '|']);
        if !word.is_empty() {
            let place = if is_escaped {
                let at = code.range.start() + start + pipes(&assigned[..start]);
                Spanned::new(word, ByteRange::new(at, at + word.len()))
            } else {
                part(code, start..start + word.len())
            };
            match name_of_word(place) {
                Some(name) => names.push(name),
                // `CLIENT_ID/SECRET` abbreviates its second name.
                None => return if names.is_empty() { Vec::new() } else { names },
            }
            if piece.ends_with('/') && word.len() + 1 == piece.len() && !assigned.contains(' ') {
                break;
            }
        }
        start += piece.len();
    }
    names
}

/// The variable that a word is, without `$`, `${}` or `process.env.` around it.
fn name_of_word(word: Spanned<&str>) -> Option<Spanned<&str>> {
    let text = word.value;
    let prefixes = ["process.env.", "import.meta.env.", "env.", "${", "$"];
    let start = prefixes.iter().find(|prefix| text.starts_with(**prefix)).map_or(0, |p| p.len());
    let core = text.get(start..)?.trim_end_matches(['}', ':', '.', ')']);
    is_variable_name(core).then(|| part(word, start..start + core.len()))
}

/// Whether a text is the name of a variable: capitals, digits and underscores, `*` at the end
/// standing for any.
pub(in crate::contract) fn is_variable_name(text: &str) -> bool {
    let stem = text.strip_suffix('*').unwrap_or(text);
    let has_letter = stem.starts_with(|c: char| c.is_ascii_uppercase() || c == '_');
    let is_capital = stem.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    let is_snake = stem.contains('_')
        && stem.starts_with(|c: char| c.is_ascii_alphabetic())
        && stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    stem.len() > 1 && ((has_letter && is_capital) || (is_snake && !text.ends_with('*')))
}

fn end_of_bare_name(inline: &Inline, shown: &Range<usize>, name: &str) -> usize {
    let text = inline.text.get(shown.clone()).unwrap_or_default();
    text.find(name).map_or(shown.start, |at| shown.start + at + name.len())
}

/// `(required)`, `(optional, defaults to …)` right behind a name.
fn required_in_remark(behind: &str) -> Option<bool> {
    let (_, remark) = behind.split_once('(')?;
    match remark.split(|c: char| !c.is_alphanumeric()).next()?.to_lowercase().as_str() {
        "required" | "mandatory" => Some(true),
        "optional" => Some(false),
        _ => None,
    }
}

/// What is said about a name behind it, past a remark in parentheses.
fn description_behind_dash(behind: &str) -> Option<String> {
    let mut rest = behind.trim_start();
    if rest.starts_with('(') {
        rest = rest.split_once(')').map_or("", |(_, rest)| rest.trim_start());
    }
    let described = rest.trim_start_matches(['-', '—', '–', ':', ' ']);
    let is_separated = described.len() < rest.len();
    (is_separated && !described.is_empty()).then(|| described.trim_end().to_owned())
}

/// The assignments of a fence in a language of shells or dotenv files.
pub(in crate::contract) fn variables_of_fence(source: &str, fence: &Fence) -> Vec<Variable> {
    if !is_dotenv(&fence.language) {
        return Vec::new();
    }
    let content = fence.content.slice(source);
    let mut start = fence.content.start();
    let mut variables = Vec::new();
    for line in content.split_inclusive('\n') {
        variables.extend(variables_of_assignment(line, start));
        start += line.len();
    }
    variables
}

/// Whether a fence in this language may hold assignments.
pub(in crate::contract) fn is_dotenv(language: &str) -> bool {
    matches!(
        language,
        "" | "env"
            | "dotenv"
            | ".env"
            | "bash"
            | "sh"
            | "shell"
            | "zsh"
            | "ini"
            | "properties"
            | "text"
            | "txt"
            | "plaintext"
    )
}

/// `NAME=value`, `export NAME=value`, or names alone as people list them: `A / B`.
fn variables_of_assignment(line: &str, line_start: usize) -> Vec<Variable> {
    let trimmed = line.trim();
    let statement = trimmed.strip_prefix("export ").unwrap_or(trimmed);
    if statement.is_empty() || statement.starts_with('#') {
        return Vec::new();
    }
    let start = line_start + (line.len() - line.trim_start().len());
    let statement_start = start + (trimmed.len() - statement.len());
    let range = ByteRange::new(start, start + trimmed.len());
    let (names, assigned) = match statement.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (statement.split(" (").next().unwrap_or_default(), None),
    };
    let is_command = assigned.is_some_and(|value| value.starts_with("$("));
    let listed =
        Spanned::new(names, ByteRange::new(statement_start, statement_start + names.len()));
    let found = names_of_code(listed);
    let is_list = names.split([',', '/', ' ']).filter(|word| !word.is_empty()).count();
    if is_command || (assigned.is_some() && found.len() != 1) || (is_list != found.len()) {
        return Vec::new();
    }
    let (value, remark) = assigned.map_or(("", None), |value| {
        value.split_once(" #").map_or((value, None), |(value, remark)| (value, Some(remark)))
    });
    let value = value.trim().trim_matches(['"', '\'']);
    let variable = |name: Spanned<&str>| Variable {
        name: owned(&name),
        example: (!value.is_empty()).then(|| value.to_owned()),
        description: remark.map(|remark| remark.trim().to_owned()),
        range,
        ..Variable::default()
    };
    found
        .into_iter()
        .filter(|name| name.value.contains('_') || assigned.is_some())
        .map(variable)
        .collect()
}
