//! Declared variables: a new one beside those that are there, and one taken out.

use crate::contract::model::{Field, Integration, Table, Variable};
use crate::contract::parse::labels::yes_or_no;
use crate::contract::parse::variables::{VariableColumns, is_dotenv};
use crate::contract::schema::FieldKind;
use crate::contract::synonyms::plain_words;
use crate::text::{ByteRange, Edit};

use super::insertion;
use super::rows::{code, row_behind, without_lines};
use super::shape::{Shape, end_of_line, is_followed_directly, start_of_line};

/// What a row of a variable says. Texts are as they are written in a cell: with markup, pipes
/// escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewVariable {
    /// The name, without backticks.
    pub name: String,
    /// Whether it has to be set; `None` where nobody knows.
    pub required: Option<bool>,
    /// The default.
    pub default: Option<String>,
    /// What it sets.
    pub description: Option<String>,
    /// An example.
    pub example: Option<String>,
}

impl NewVariable {
    /// What a declared variable says, as it is written there. `tables` are those it may stand in.
    pub fn like<'t>(
        text: &str,
        variable: &Variable,
        tables: impl IntoIterator<Item = &'t Table>,
    ) -> Self {
        let in_cell = |said: &Option<String>| said.as_deref().map(|said| said.replace('|', "\\|"));
        let mut like = Self {
            name: variable.name.value.clone(),
            required: variable.required,
            default: in_cell(&variable.default),
            description: in_cell(&variable.description),
            example: in_cell(&variable.example),
        };
        let row = tables.into_iter().find_map(|table| {
            let row = table.rows.iter().find(|row| row.range == variable.range)?;
            Some((columns_of(table, std::slice::from_ref(variable))?, row))
        });
        if let Some((columns, row)) = row {
            let written = |column: Option<usize>| {
                let cell = row.cells.get(column?)?;
                let content = cell.range.slice(text);
                (!content.is_empty()).then(|| content.to_owned())
            };
            // What counts as nothing said (a dash) is the parser's to say.
            like.default = like.default.and_then(|said| written(columns.default).or(Some(said)));
            like.description =
                like.description.and_then(|said| written(columns.description).or(Some(said)));
            like.example = like.example.and_then(|said| written(columns.example).or(Some(said)));
        }
        like
    }

    /// The cell of a column of a table of variables. `unknown` stands where nobody knows whether
    /// the variable has to be set.
    pub(super) fn cell(&self, names: &TableOfVariables<'_>, index: usize, unknown: &str) -> String {
        let columns = &names.columns;
        let index = Some(index);
        let said = |said: &Option<String>| said.clone().unwrap_or_else(|| "-".to_owned());
        if index == Some(columns.name) {
            return if names.is_marked { code(&self.name) } else { self.name.clone() };
        }
        if index == columns.required {
            return self.required.map_or(unknown.to_owned(), |yes| names.answer(index, yes));
        }
        if index == columns.optional {
            return self.required.map_or(unknown.to_owned(), |yes| names.answer(index, !yes));
        }
        if index == columns.default {
            return said(&self.default);
        }
        if index == columns.description {
            return said(&self.description);
        }
        if index == columns.example {
            return said(&self.example);
        }
        "-".to_owned()
    }
}

/// A table of variables, with what its rows show of the author's ways.
pub(super) struct TableOfVariables<'t> {
    text: &'t str,
    pub table: &'t Table,
    pub columns: VariableColumns,
    /// Whether names stand in backticks.
    is_marked: bool,
}

impl<'t> TableOfVariables<'t> {
    pub fn of(text: &'t str, table: &'t Table, variables: &[Variable]) -> Option<Self> {
        let columns = columns_of(table, variables)?;
        let own = variables.iter().rfind(|variable| table.range.contains_range(variable.range));
        let is_marked = own.is_none_or(|variable| is_marked(text, variable));
        Some(Self { text, table, columns, is_marked })
    }

    /// Yes or no, as the rows of the column say it.
    fn answer(&self, column: Option<usize>, yes: bool) -> String {
        let cells = self.table.rows.iter().filter_map(|row| row.cells.get(column?));
        let written = cells
            .filter(|cell| yes_or_no(&cell.text) == Some(yes))
            .map(|cell| cell.range.slice(self.text))
            // `YES (in production)` speaks of its own row.
            .find(|written| !written.contains([' ', '(']));
        written.unwrap_or(if yes { "YES" } else { "NO" }).to_owned()
    }
}

fn columns_of(table: &Table, variables: &[Variable]) -> Option<VariableColumns> {
    let headers: Vec<String> =
        table.header.cells.iter().map(|cell| plain_words(&cell.text)).collect();
    let holds_names = |index: usize| {
        table.rows.iter().any(|row| {
            let cell = row.cells.get(index).map(|cell| cell.range);
            cell.is_some_and(|cell| variables.iter().any(|v| cell.contains_range(v.name.range)))
        })
    };
    VariableColumns::of(&headers, true, holds_names)
}

fn is_marked(text: &str, variable: &Variable) -> bool {
    text.get(..variable.name.range.start()).is_some_and(|before| before.ends_with('`'))
}

/// Adds a variable to an integration's Environment Variables: a row of the table, a bullet of the
/// list, a line of the dotenv fence, or one more name behind the label; a table below the label
/// where there is nothing. `None` when the integration has no such field, or none that can be added
/// to.
pub fn add_variable_row(text: &str, integration: &Integration, new: &NewVariable) -> Option<Edit> {
    let fields = || {
        let is_environment = |field: &&Field| field.kind == Some(FieldKind::EnvironmentVariables);
        integration.fields.iter().filter(is_environment)
    };
    let variables = &integration.variables;
    let tables = || {
        let tables = fields().flat_map(|field| &field.tables);
        tables.filter_map(|table| TableOfVariables::of(text, table, variables))
    };
    let has_rows = |table: &TableOfVariables<'_>| {
        variables.iter().any(|variable| table.table.range.contains_range(variable.range))
    };
    if let Some(table) = tables().find(has_rows) {
        return Some(row(text, &table, new));
    }
    if let Some(last) = variables.last() {
        let fence = fields()
            .flat_map(|field| &field.fences)
            .find(|fence| is_dotenv(&fence.language) && fence.content.contains_range(last.range));
        return match fence {
            Some(_) => Some(assignment_behind(text, last, new)),
            None => entry_behind(text, variables, last, new),
        };
    }
    match tables().next() {
        Some(table) => Some(row(text, &table, new)),
        None => fields().next().map(|field| table_below(text, field, new)),
    }
}

/// What stands in a Required cell until somebody has decided.
const UNDECIDED: &str = "[YES/NO]";

fn row(text: &str, table: &TableOfVariables<'_>, new: &NewVariable) -> Edit {
    row_behind(text, table.table, |index| new.cell(table, index, UNDECIDED))
}

/// A line of a dotenv fence behind another one.
pub(super) fn assignment_behind(text: &str, last: &Variable, new: &NewVariable) -> Edit {
    let start = start_of_line(text, last.range.start());
    let line = text.get(start..last.name.range.start()).unwrap_or_default();
    let is_list = !last.range.slice(text).contains('=');
    let example = new.example.as_deref().map(|example| example.trim_matches('`'));
    let value = example.filter(|example| !example.contains(char::is_whitespace));
    let assigned = if is_list { String::new() } else { format!("={}", value.unwrap_or_default()) };
    let at = end_of_line(text, last.range.end());
    insertion(text, at, format!("\n{line}{}{assigned}", new.name))
}

/// A bullet (or line) behind the last that declares a variable, in its style; one more name where
/// the variables stand behind a label.
pub(super) fn entry_behind(
    text: &str,
    variables: &[Variable],
    last: &Variable,
    new: &NewVariable,
) -> Option<Edit> {
    let mark = if is_marked(text, last) { "`" } else { "" };
    let named = format!("{mark}{}{mark}", new.name);
    let start = start_of_line(text, last.range.start());
    let first = variables.iter().find(|variable| variable.range == last.range).unwrap_or(last);
    let lead = text.get(start..outer_name(text, first).start())?;
    let lead = lead.replace("[x]", "[ ]").replace("[X]", "[ ]");
    if !lead.chars().all(|c| "-*+>[] \t".contains(c)) {
        let outer = outer_name(text, last);
        return Some(insertion(text, outer.end(), format!(", {named}")));
    }
    let behind = |variable: &Variable| {
        let end = outer_name(text, variable).end();
        text.get(end..end_of_line(text, end)).unwrap_or_default().to_owned()
    };
    let has_remarks = variables.iter().map(behind).any(|rest| {
        let rest = rest.trim_start().to_lowercase();
        rest.starts_with("(required") || rest.starts_with("(optional")
    });
    let remark = match new.required.filter(|_| has_remarks) {
        Some(true) => " (required)",
        Some(false) => " (optional)",
        None => "",
    };
    let dash = variables.iter().map(behind).find_map(|rest| {
        let rest = match rest.trim_start().starts_with('(') {
            true => rest.split_once(')').map_or(String::new(), |(_, rest)| rest.to_owned()),
            false => rest,
        };
        [" — ", " – ", " - ", ": "].into_iter().find(|dash| rest.starts_with(dash))
    });
    let said = match (dash, &new.description) {
        (Some(dash), Some(description)) => format!("{dash}{}", description.replace("\\|", "|")),
        _ => String::new(),
    };
    let at = end_of_entry(text, last);
    Some(insertion(text, at, format!("\n{lead}{named}{remark}{said}")))
}

/// Where the entry of a variable ends: behind the lines that are indented below it.
fn end_of_entry(text: &str, variable: &Variable) -> usize {
    let indent = |line: &str| line.len() - line.trim_start_matches(['>', ' ', '\t']).len();
    let start = start_of_line(text, variable.range.start());
    let own = indent(text.get(start..).unwrap_or_default());
    let mut end = end_of_line(text, variable.range.end());
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let below = rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
        let line = below.split(['\n', '\r']).next().unwrap_or_default();
        if line.trim().is_empty() || indent(line) <= own {
            return end;
        }
        end += rest.len() - below.len() + line.len();
    }
}

/// A table with the row below a label that has nothing; a bullet where the label is one.
fn table_below(text: &str, field: &Field, new: &NewVariable) -> Edit {
    let at = field.range.end();
    let said = new.description.as_deref().unwrap_or("-");
    if let Shape::Bullet { lead, .. } = Shape::of_field(text, field) {
        let inner: String =
            lead.chars().map(|c| if "> \t".contains(c) { c } else { ' ' }).collect();
        return insertion(text, at, format!("\n{inner}- {} - {said}", code(&new.name)));
    }
    let required = new.required.map_or(UNDECIDED, |yes| if yes { "YES" } else { "NO" });
    let default = new.default.as_deref().unwrap_or("-");
    let behind = if is_followed_directly(text, at) { "\n" } else { "" };
    let table = format!(
        "\n\n| Variable | Required | Default | Description |\n\
         |----------|----------|---------|-------------|\n\
         | {} | {required} | {default} | {said} |{behind}",
        code(&new.name)
    );
    insertion(text, at, table)
}

/// Takes a declared variable out: its row, bullet or line, or its name alone where others stand
/// beside it. `None` where nothing would be left to say (the only name behind a label), or where
/// more hangs on it.
pub fn remove_variable(text: &str, integration: &Integration, variable: &Variable) -> Option<Edit> {
    let beside: Vec<&Variable> =
        integration.variables.iter().filter(|other| other.range == variable.range).collect();
    let at = beside.iter().position(|other| other.name.range == variable.name.range)?;
    let own = outer_name(text, variable);
    if let Some(next) = beside.get(at + 1) {
        let range = ByteRange::new(own.start(), outer_name(text, next).start());
        return Some(Edit { range, text: String::new() });
    }
    if let Some(previous) = at.checked_sub(1).and_then(|previous| beside.get(previous)) {
        let range = ByteRange::new(outer_name(text, previous).end(), own.end());
        return Some(Edit { range, text: String::new() });
    }
    let field = integration.fields.iter().find(|field| {
        field.kind == Some(FieldKind::EnvironmentVariables)
            && field.range.contains_range(variable.range)
    })?;
    let is_behind_label = variable.range.start() <= end_of_line(text, field.label.range.end());
    let has_more = end_of_entry(text, variable) > end_of_line(text, variable.range.end());
    if is_behind_label || has_more {
        return None;
    }
    Some(without_lines(text, variable.range))
}

/// A name with the backticks around it, and what is assigned to it inside them.
fn outer_name(text: &str, variable: &Variable) -> ByteRange {
    let name = variable.name.range;
    let before = text.get(..name.start()).unwrap_or_default();
    let behind = text.get(name.end()..end_of_line(text, name.end())).unwrap_or_default();
    if !before.ends_with('`') {
        return name;
    }
    let assigned = behind.starts_with(['`', '=']).then(|| behind.find('`')).flatten();
    match assigned {
        Some(close) => ByteRange::new(name.start() - 1, name.end() + close + 1),
        // One of several names in one code span.
        None => name,
    }
}
