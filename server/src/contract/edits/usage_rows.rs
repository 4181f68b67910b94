//! A new row of Used By Modules, in the author's columns and widths.

use crate::contract::model::{Field, Integration, Table};
use crate::contract::parse::usages::{
    FILE_COLUMNS, FUNCTION_COLUMNS, MODULE_COLUMNS, PURPOSE_COLUMNS,
};
use crate::contract::schema::FieldKind;
use crate::contract::synonyms::plain_words;
use crate::text::Edit;

use super::insertion;
use super::shape::{Shape, end_of_line, is_followed_directly, start_of_line};
use super::tables::{RowStyle, code, lead_of_row};

const PURPOSE: &str = "[How it uses the service]";

/// Adds a row to the Used By table (or a bullet to its list; a table below the label where there
/// is neither). `None` when the integration has no Used By field to add to.
///
/// `function` comes without parentheses.
pub fn add_usage_row(
    text: &str,
    integration: &Integration,
    module: &str,
    file: &str,
    function: Option<&str>,
) -> Option<Edit> {
    let fields =
        || integration.fields.iter().filter(|field| field.kind == Some(FieldKind::UsedByModules));
    let new = NewUsage { module, file, function };
    let with_table = fields().find_map(|field| field.tables.first());
    if let Some(table) = with_table {
        return Some(new.row(text, integration, table));
    }
    if let Some(field) = fields().find(|field| !field.items.is_empty()) {
        return new.bullet(text, integration, field);
    }
    let field = fields().next()?;
    Some(new.behind_value(text, integration, field).unwrap_or_else(|| new.table(text, field)))
}

struct NewUsage<'a> {
    module: &'a str,
    file: &'a str,
    function: Option<&'a str>,
}

impl NewUsage<'_> {
    /// A row behind a table's last, padded to the widths of that one.
    fn row(&self, text: &str, integration: &Integration, table: &Table) -> Edit {
        let headers: Vec<String> =
            table.header.cells.iter().map(|cell| plain_words(&cell.text)).collect();
        let column = |names: &[&str]| headers.iter().position(|h| names.contains(&h.as_str()));
        let function_column = column(FUNCTION_COLUMNS);
        let file_column = column(FILE_COLUMNS);
        let module_column = column(MODULE_COLUMNS).filter(|_| file_column.is_some());
        let file_column = file_column.or_else(|| column(MODULE_COLUMNS)).or(Some(0));
        let purpose_column = column(PURPOSE_COLUMNS);
        let is_joined = function_column.is_none()
            && integration.usages.iter().any(|usage| {
                table.range.contains_range(usage.range) && usage.range.slice(text).contains("::")
            });
        let model = table.rows.last().unwrap_or(&table.header);
        let mut row = String::new();
        for index in 0..table.header.cells.len() {
            let content = if Some(index) == file_column {
                match self.function.filter(|_| is_joined) {
                    Some(function) => code(&format!("{}::{function}()", self.file)),
                    None => code(self.file),
                }
            } else if Some(index) == function_column {
                self.function.map_or("-".to_owned(), |function| code(&format!("{function}()")))
            } else if Some(index) == module_column {
                self.module.replace('|', "\\|")
            } else if Some(index) == purpose_column {
                PURPOSE.to_owned()
            } else {
                "-".to_owned()
            };
            let is_last = index + 1 == table.header.cells.len();
            let style = RowStyle::of(text, model);
            row.push_str(&style.cell(text, model, index, &content, is_last));
        }
        let lead = lead_of_row(text, model);
        let at = end_of_line(text, table.range.end());
        insertion(text, at, format!("\n{lead}{row}"))
    }

    /// A bullet behind a list's last, in its style.
    fn bullet(&self, text: &str, integration: &Integration, field: &Field) -> Option<Edit> {
        let first = field.items.first()?;
        let start = start_of_line(text, first.text.range.start());
        let lead = text.get(start..).and_then(lead_of_bullet)?;
        let own: Vec<_> = integration
            .usages
            .iter()
            .filter(|usage| field.range.contains_range(usage.range))
            .map(|usage| usage.range.slice(text))
            .collect();
        let is_dashed = |dash: &str| own.iter().any(|usage| usage.contains(dash));
        let dash = [" — ", " – ", " - "].into_iter().find(|dash| is_dashed(dash)).unwrap_or(" - ");
        let file = code(self.file);
        let named = match self.function {
            None => file,
            Some(function) if own.iter().any(|usage| usage.contains("::")) => {
                code(&format!("{}::{function}()", self.file))
            }
            Some(function) if own.iter().any(|usage| usage.contains(")` in ")) => {
                format!("{} in {file}", code(&format!("{function}()")))
            }
            Some(function) => format!("{file}: {}", code(&format!("{function}()"))),
        };
        let last = field.items.iter().flat_map(|item| {
            let code = item.code.iter().map(|code| code.range.end());
            code.chain([item.text.range.end()])
        });
        let at = end_of_line(text, last.max()?);
        Some(insertion(text, at, format!("\n{lead}{named}{dash}{PURPOSE}")))
    }

    /// One more file behind those of `**Used by:** `a`, `b``.
    fn behind_value(&self, text: &str, integration: &Integration, field: &Field) -> Option<Edit> {
        let value = field.value.as_ref()?;
        let ends = integration.usages.iter().filter_map(|usage| {
            let file = usage.file.as_ref()?;
            value.range.contains_range(file.range).then(|| file.range.end())
        });
        let last = ends.max()?;
        let is_marked = text.get(last..)?.starts_with('`');
        let at = if is_marked { last + 1 } else { last };
        let named = match self.function {
            Some(function) => format!("{}::{function}()", self.file),
            None => self.file.to_owned(),
        };
        Some(insertion(text, at, format!(", {}", code(&named))))
    }

    /// A table with the row below a label that has nothing; a list where the label is a bullet.
    fn table(&self, text: &str, field: &Field) -> Edit {
        let at = field.range.end();
        let function =
            self.function.map_or("-".to_owned(), |function| code(&format!("{function}()")));
        let file = code(self.file);
        let behind = if is_followed_directly(text, at) { "\n" } else { "" };
        if let Shape::Bullet { lead, .. } = Shape::of_field(text, field) {
            let inner: String =
                lead.chars().map(|c| if "> \t".contains(c) { c } else { ' ' }).collect();
            let function = self.function.map_or(String::new(), |_| format!(": {function}"));
            return insertion(text, at, format!("\n{inner}- {file}{function} - {PURPOSE}"));
        }
        let module = self.module.replace('|', "\\|");
        let table = format!(
            "\n\n| Module | File | Function | Usage |\n\
             |--------|------|----------|-------|\n\
             | {module} | {file} | {function} | {PURPOSE} |{behind}"
        );
        insertion(text, at, table)
    }
}

/// `- `, with its indentation, at the beginning of a line.
fn lead_of_bullet(line: &str) -> Option<String> {
    let line = line.split(['\n', '\r']).next()?;
    let at = line.find(|c: char| !matches!(c, ' ' | '\t' | '>'))?;
    let rest = line.get(at..)?;
    let after = rest.strip_prefix(['-', '*', '+'])?;
    let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
    line.get(..at + 1 + spaces).map(str::to_owned)
}
