//! `malformed-table`: a table that cannot be read as it was meant: its key column or delimiter row is
//! missing, a row has too few or too many cells, a blank line too few or too many changes what is a
//! row. One finding for each slip; what follows from it is not said.

use crate::contract::{
    self, FieldKind, Integration, Interruption, Row, Strictness, Table, key_columns,
};
use crate::text::{ByteRange, Edit};
use crate::workspace::Severity;

use super::engine::Check;
use super::sink::{Draft, Sink};
use super::skeletons::edits_of;
use super::view::ContractView;
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "malformed-table",
    severity: Some(Severity::Error),
    summary: "a table without its key column or delimiter row, or a row with too few or too many cells",
    page: include_str!("pages/malformed-table.md"),
    checks: &[Check::Contract(check)],
};

/// A table and what it is there for.
struct Subject<'view> {
    view: &'view ContractView<'view>,
    table: &'view Table,
    key: Key<'view>,
    service: Option<&'view str>,
}

/// The column without which a table says nothing.
enum Key<'view> {
    Service,
    Variable(&'view Integration),
    User(&'view Integration),
    /// The table has none.
    None,
}

fn check(view: &ContractView<'_>, sink: &mut Sink) {
    let model = &view.contract.file.contract;
    let is_strict = model.strictness == Strictness::Strict;
    let overview = model.overview.as_ref().map(|overview| overview.table.range);
    for table in &model.tables {
        let is_overview = overview == Some(table.range);
        let is_template =
            model.templates.iter().any(|template| template.contains_range(table.range));
        if !is_template && (is_strict || is_overview) {
            let key = if is_overview { Key::Service } else { Key::None };
            Subject { view, table, key, service: None }.check(is_strict, sink);
        }
    }
    for integration in &model.integrations {
        for field in &integration.fields {
            for table in &field.tables {
                let key = match field.kind {
                    Some(FieldKind::EnvironmentVariables) => Key::Variable(integration),
                    Some(FieldKind::UsedByModules) => Key::User(integration),
                    _ if is_strict => Key::None,
                    _ => continue,
                };
                let service = Some(integration.name.value.as_str());
                Subject { view, table, key, service }.check(is_strict, sink);
            }
        }
    }
}

impl Subject<'_> {
    fn check(&self, is_strict: bool, sink: &mut Sink) {
        let table = self.table;
        if !table.is_delimited() {
            sink.report(self.no_delimiter());
            return;
        }
        if let Some(draft) = self.no_key(is_strict) {
            sink.report(draft);
            return;
        }
        for interruption in &table.interruptions {
            let edit = contract::mend_interruption(self.text(), table, interruption);
            let draft = match interruption.value {
                Interruption::BlankLines => self.torn(interruption.range),
                Interruption::Text => self.draft(
                    interruption.range,
                    "this line stands right below a table, so Markdown makes it a row of it",
                    "put a blank line before it",
                ),
            };
            sink.report(match edit {
                Some(edit) => {
                    draft.safe_fix("Mend the blank lines of the table", self.file(vec![edit]))
                }
                None => draft,
            });
        }
        for row in table.rows.iter().filter(|row| !table.is_even(row)) {
            sink.report(self.uneven(row));
        }
    }

    fn text(&self) -> &str {
        &self.view.contract.file.text
    }

    fn file(&self, edits: Vec<Edit>) -> Vec<FileEdit> {
        edits_of(&self.view.contract.file.path, edits)
    }

    fn draft(&self, range: ByteRange, message: impl Into<String>, help: &str) -> Draft {
        let draft = Draft::new(&self.view.contract.file.path, range, message).help(help);
        match self.service {
            Some(service) => draft.service(service),
            None => draft,
        }
    }

    fn no_delimiter(&self) -> Draft {
        let header = &self.table.header;
        let (range, message, help) = match &self.table.delimiter {
            Some(delimiter) => (
                delimiter.range,
                format!(
                    "this delimiter row does not fit its header, which has {}: Markdown shows the table as plain text",
                    cells(header.cells.len())
                ),
                "write `---` once for each column of the header",
            ),
            None => (
                header.range,
                "this table has no delimiter row below its header: Markdown shows it as plain text"
                    .to_owned(),
                "put a row of `---` below the header",
            ),
        };
        let draft = self.draft(range, message, help);
        match contract::write_delimiter(self.text(), self.table) {
            Some(edit) => draft.safe_fix("Write the delimiter row", self.file(vec![edit])),
            None => draft.help("write the header row above it: it says what each column is"),
        }
    }

    /// A table whose rows say everything but what they are about.
    fn no_key(&self, is_strict: bool) -> Option<Draft> {
        let table = self.table;
        let lacks = |kind| key_columns(kind, table).is_empty();
        let is_read_in = |range: ByteRange| table.range.contains_range(range);
        let (is_missing, column, consequence) = match self.key {
            Key::Service => {
                let model = &self.view.contract.file.contract;
                let rows = model.overview.iter().flat_map(|overview| &overview.rows);
                let mut named = rows.map(|row| row.service.value.as_str());
                let is_service = |name: &str| {
                    let mut integrations = model.integrations.iter();
                    integrations.any(|integration| integration.name.value == name)
                };
                (
                    lacks(None) && (is_strict || !named.any(is_service)),
                    "Service",
                    "nobody can tell which service a row is about",
                )
            }
            Key::Variable(integration) => {
                let declared = || integration.variables.iter();
                let is_read = declared().any(|variable| is_read_in(variable.range));
                // Beside the list of variables, a table may speak of something else.
                let is_extra = declared().any(|variable| !is_read_in(variable.range));
                (
                    lacks(Some(FieldKind::EnvironmentVariables))
                        && !is_extra
                        && (is_strict || !is_read),
                    "Variable",
                    "nobody can tell which variable a row is about, so none counts as documented",
                )
            }
            Key::User(integration) => {
                let with_file = || integration.usages.iter().filter(|usage| usage.file.is_some());
                let is_read = with_file().any(|usage| is_read_in(usage.range));
                let is_extra = with_file().any(|usage| !is_read_in(usage.range));
                let is_nameless = is_strict && !is_read && !table.rows.iter().all(is_blank);
                (
                    !is_extra
                        && ((lacks(Some(FieldKind::UsedByModules)) && (is_strict || !is_read))
                            || is_nameless),
                    "File",
                    "nobody can tell which file a row is about, so none counts as a known user",
                )
            }
            Key::None => return None,
        };
        let has_content = table.rows.iter().any(|row| !is_blank(row));
        (is_missing && has_content).then(|| {
            let message = format!("this table has no {column} column: {consequence}");
            let help = format!("add a column headed `{column}`");
            self.draft(table.header.range, message, &help)
        })
    }

    fn torn(&self, gap: ByteRange) -> Draft {
        let next = self.table.rows.iter().find(|row| row.range.start() >= gap.end());
        let range = next.map_or(gap, |row| row.range);
        self.draft(
            range,
            "a blank line parts this row from its table: Markdown shows it as plain text",
            "remove the blank line",
        )
    }

    /// Whether the cells of a short row stand below their headers, so that only the end is missing:
    /// what the row is about stands where it should.
    fn is_in_place(&self, row: &Row) -> bool {
        let is_in_key = |kind, range: ByteRange| {
            let cells = key_columns(kind, self.table).into_iter();
            cells.filter_map(|key| row.cells.get(key)).any(|cell| cell.range.contains_range(range))
        };
        match self.key {
            Key::None => true,
            Key::Service => {
                let model = &self.view.contract.file.contract;
                let mut cells =
                    key_columns(None, self.table).into_iter().filter_map(|key| row.cells.get(key));
                cells.any(|cell| {
                    let mut integrations = model.integrations.iter();
                    integrations.any(|integration| cell.text.contains(&integration.name.value))
                })
            }
            Key::Variable(integration) => integration.variables.iter().any(|variable| {
                is_in_key(Some(FieldKind::EnvironmentVariables), variable.name.range)
            }),
            Key::User(integration) => integration.usages.iter().any(|usage| {
                let Some(file) = &usage.file else { return false };
                // Prose behind the file belongs below the last header, not below Function.
                let behind = row.cells.iter().filter(|cell| cell.range.start() > file.range.end());
                let is_marked =
                    |cell: &contract::Cell| cell.range.is_empty() || !cell.code.is_empty();
                is_in_key(Some(FieldKind::UsedByModules), file.range)
                    && behind.into_iter().all(is_marked)
            }),
        }
    }

    fn uneven(&self, row: &Row) -> Draft {
        let table = self.table;
        let (columns, count) = (table.header.cells.len(), row.cells.len());
        if count < columns {
            let message = format!(
                "this row has {}, its header {columns}: what is missing cannot be read",
                cells(count)
            );
            let draft = self.draft(row.range, message, "write a cell, or `-`, for each column");
            let edit = contract::pad_row(self.text(), table, row);
            let draft = draft.severity(Severity::Warning);
            let title = "Fill the row up with empty cells";
            return if self.is_in_place(row) {
                draft.safe_fix(title, self.file(vec![edit]))
            } else {
                draft.offer(title, self.file(vec![edit]))
            };
        }
        let message = format!(
            "this row has {}, its header {columns}: Markdown drops what is behind the last column",
            cells(count)
        );
        let help = "a `|` inside a cell is written `\\|`, in code too";
        let draft = self.draft(row.range, message, help).severity(Severity::Warning);
        if let Some(edits) = contract::escape_code_pipes(self.text(), table, row) {
            return draft.safe_fix("Escape the pipe inside the code", self.file(edits));
        }
        if let Some(edit) = contract::drop_empty_surplus(table, row) {
            return draft.safe_fix("Drop the empty cells at the end", self.file(vec![edit]));
        }
        let joined = contract::join_surplus(table, row);
        draft.offer("Join the surplus cells with the last one", self.file(joined))
    }
}

/// Whether a row says nothing yet: it is empty, or still the template's.
fn is_blank(row: &Row) -> bool {
    let is_empty = |text: &str| matches!(text, "" | "-" | "–" | "—" | "n/a" | "N/A");
    let is_placeholder = |text: &str| text.starts_with('[') && text.ends_with(']');
    row.cells.iter().all(|cell| is_empty(&cell.text))
        || row.cells.iter().any(|cell| is_placeholder(&cell.text))
}

fn cells(count: usize) -> String {
    if count == 1 { "one cell".to_owned() } else { format!("{count} cells") }
}
