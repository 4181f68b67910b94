//! What the words of a contract are, for colouring.

use std::collections::HashSet;

use crate::contract::{
    Contract, Field, FieldKind, FileField, Integration, NodeKind, Status, path_of_code,
};
use crate::rules::placeholders;
use crate::text::{ByteRange, Spanned};
use crate::workspace::{RelPath, Snapshot};

use super::page::Page;

/// A word that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands: in one line, not empty.
    pub range: ByteRange,
    /// What it is.
    pub kind: TokenKind,
    /// Whether this is the place that declares it.
    pub is_declaration: bool,
    /// Whether it is, or says, that something is on its way out.
    pub is_deprecated: bool,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A service.
    Service,
    /// An environment variable.
    Variable,
    /// A file or folder.
    Path,
    /// A function.
    Function,
    /// What is still to be filled in.
    Placeholder,
    /// A status.
    Status,
    /// A date.
    Date,
}

/// The words of a contract or an infrastructure contract that touch `within`, in order and none over
/// another: services, variables, paths, functions, statuses, dates and placeholders. In code only the
/// variables that it declares are coloured, in comments nothing, and of the template's own sections
/// only what is to be filled in.
pub fn semantic_tokens(snapshot: &Snapshot, path: &RelPath, within: ByteRange) -> Vec<Token> {
    let Some(page) = Page::at(snapshot, path) else { return Vec::new() };
    let mut tokens = Tokens { page: &page, within, found: Vec::new() };
    tokens.read();
    tokens.settled()
}

struct Tokens<'page> {
    page: &'page Page<'page>,
    within: ByteRange,
    found: Vec<Token>,
}

impl<'page> Tokens<'page> {
    fn read(&mut self) {
        let page = self.page;
        let model = &*page.model;
        self.placeholders(model);
        for integration in &model.integrations {
            self.integration(integration);
        }
        for field in &model.metadata {
            match FileField::of_label(&field.label.value) {
                Some(FileField::LastUpdated) => self.date_of(field),
                Some(FileField::Status) => {
                    if let Some(status) = &field.value {
                        self.status(status.range, says_deprecated(&status.value));
                    }
                }
                _ => {}
            }
        }
        let rows = model.overview.iter().flat_map(|overview| &overview.rows);
        for row in rows.filter(|row| !row.placeholder) {
            self.add(row.service.range, TokenKind::Service);
            if let Some(status) = &row.status {
                self.status(status.range, says_deprecated(&status.value));
            }
            if let Some(path) = row.binding.as_ref().and_then(path_of_code) {
                self.add(path.range, TokenKind::Path);
            }
        }
        for service in model.categories.iter().flat_map(|category| &category.services) {
            self.add(service.range, TokenKind::Service);
        }
        for variable in page.infra_variables {
            self.declare(variable.name.range, TokenKind::Variable, false);
        }
        let cells = page.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        for cell in cells.filter(|cell| is_date(&cell.text)) {
            self.add(cell.range, TokenKind::Date);
        }
        self.mentions(model);
    }

    fn integration(&mut self, integration: &Integration) {
        let status = integration.status.as_ref();
        let is_deprecated = status.is_some_and(|status| status.value == Status::Deprecated);
        self.declare(integration.name.range, TokenKind::Service, is_deprecated);
        if let Some(status) = status {
            self.status(status.range, is_deprecated);
        }
        for variable in &integration.variables {
            self.declare(variable.name.range, TokenKind::Variable, false);
        }
        let used_by = integration.usages.iter().filter_map(|usage| usage.file.as_ref());
        for path in integration.bindings.iter().chain(used_by) {
            self.add(path.range, TokenKind::Path);
        }
        for function in integration.usages.iter().filter_map(|usage| usage.function.as_ref()) {
            self.add(function.range, TokenKind::Function);
        }
        for field in &integration.fields {
            match field.kind {
                Some(FieldKind::Added | FieldKind::LastModified | FieldKind::DeprecationDate) => {
                    self.date_of(field);
                }
                Some(FieldKind::Testing | FieldKind::MockingForTests) => {
                    for path in field.code.iter().filter_map(path_of_code) {
                        self.add(path.range, TokenKind::Path);
                    }
                }
                Some(FieldKind::WebhookEventsHandled) => {
                    let cells = field.tables.iter().flat_map(|table| &table.rows);
                    let code = cells.flat_map(|row| &row.cells).flat_map(|cell| &cell.code);
                    for function in code.filter_map(called) {
                        self.add(function, TokenKind::Function);
                    }
                }
                _ => {}
            }
        }
    }

    /// Documented variables that code spans elsewhere name.
    fn mentions(&mut self, model: &Contract) {
        let variables = model.integrations.iter().flat_map(|it| &it.variables);
        let variables = variables.chain(self.page.infra_variables);
        let documented: HashSet<&str> = variables.map(|it| &*it.name.value).collect();
        for node in model.nodes.iter().filter(|node| node.kind == NodeKind::CodeSpan) {
            let written = node.range.slice(&self.page.text);
            let name = written.trim_matches(['`', ' ']);
            if documented.contains(name) {
                let start = node.range.start() + written.find(name).unwrap_or_default();
                self.add(ByteRange::new(start, start + name.len()), TokenKind::Variable);
            }
        }
    }

    fn placeholders(&mut self, model: &Contract) {
        let text = &*self.page.text;
        let mut found: Vec<ByteRange> = Vec::new();
        let within = self.within;
        let mut look = |range: ByteRange, is_value: bool| {
            if is_near(range, within) {
                let inside = placeholders(range.slice(text), is_value);
                found.extend(inside.into_iter().map(|place| place.shifted(range.start())));
            }
        };
        look(whole_lines(text, within), false);
        for cell in self.page.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
            look(cell.range, true);
        }
        for field in model.integrations.iter().flat_map(|it| &it.fields).chain(&model.metadata) {
            let values = field.value.iter().chain(field.items.iter().map(|item| &item.text));
            values.for_each(|value| look(value.range, true));
        }
        for template in &model.templates {
            let mut start = template.start();
            for line in template.slice(text).split_inclusive('\n') {
                let value = value_of_line(line);
                let at = start + (line.len() - value.len());
                look(ByteRange::new(at, at + value.len()), true);
                start += line.len();
            }
        }
        for range in found {
            self.add(range, TokenKind::Placeholder);
        }
    }

    fn add(&mut self, range: ByteRange, kind: TokenKind) {
        self.push(Token { range, kind, is_declaration: false, is_deprecated: false });
    }

    fn declare(&mut self, range: ByteRange, kind: TokenKind, is_deprecated: bool) {
        self.push(Token { range, kind, is_declaration: true, is_deprecated });
    }

    fn status(&mut self, range: ByteRange, is_deprecated: bool) {
        let kind = TokenKind::Status;
        self.push(Token { range, kind, is_declaration: false, is_deprecated });
    }

    fn push(&mut self, token: Token) {
        if is_near(token.range, self.within) {
            self.found.push(token);
        }
    }

    fn date_of(&mut self, field: &Field) {
        if let Some(date) = field.value.as_ref().filter(|value| is_date(&value.value)) {
            self.add(date.range, TokenKind::Date);
        }
    }

    /// The tokens in order, without those that lie over another or where nothing is coloured.
    fn settled(mut self) -> Vec<Token> {
        let within = self.within;
        let text = &*self.page.text;
        let model = &*self.page.model;
        let quiet: Vec<_> = model
            .nodes
            .iter()
            .filter(|node| matches!(node.kind, NodeKind::CodeBlock | NodeKind::Comment))
            .collect();
        let is_coloured = |token: &Token| {
            let behind = quiet.partition_point(|node| node.range.start() <= token.range.start());
            let before = behind.checked_sub(1).and_then(|at| quiet.get(at));
            let inside = before.filter(|node| node.range.end() > token.range.start());
            let is_declared_in_code = token.kind == TokenKind::Variable && token.is_declaration;
            match inside.map(|node| node.kind) {
                Some(NodeKind::CodeBlock) => is_declared_in_code,
                Some(_) => false,
                None => {
                    let is_template =
                        || model.templates.iter().any(|it| it.contains_range(token.range));
                    token.kind == TokenKind::Placeholder || !is_template()
                }
            }
        };
        let is_word = |range: ByteRange| {
            let written = range.slice(text);
            !written.is_empty() && !written.contains(['\n', '\r'])
        };
        for token in &mut self.found {
            token.range = without_marks(token.range, text);
        }
        self.found.retain(|token| {
            is_near(token.range, within) && is_word(token.range) && is_coloured(token)
        });
        // What declares something says more than what mentions it.
        self.found.sort_by_key(|token| (token.range.start(), !token.is_declaration));
        let mut end = 0;
        self.found.retain(|token| {
            let is_free = token.range.start() >= end;
            end = if is_free { token.range.end() } else { end };
            is_free
        });
        self.found
    }
}

/// Whether two ranges have something in common.
fn is_near(range: ByteRange, within: ByteRange) -> bool {
    range.start() < within.end() && within.start() < range.end()
}

/// A range with all of its first and last line.
fn whole_lines(text: &str, range: ByteRange) -> ByteRange {
    let before = text.get(..range.start()).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let behind = text.get(range.end()..).unwrap_or_default();
    let end = behind.find('\n').map_or(text.len(), |at| range.end() + at);
    ByteRange::new(start, end)
}

/// A value without the backticks and stars around it.
fn without_marks(range: ByteRange, text: &str) -> ByteRange {
    let written = range.slice(text);
    let is_mark = |character: char| matches!(character, '`' | '*' | '_' | ' ');
    let start = range.start() + (written.len() - written.trim_start_matches(is_mark).len());
    ByteRange::new(start, start + written.trim_matches(is_mark).len())
}

/// The name of a function in code that calls it: `onPaid()`.
fn called(code: &Spanned<String>) -> Option<ByteRange> {
    let name = code.value.strip_suffix("()")?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | ':');
    let is_name = !name.is_empty() && name.chars().all(is_part);
    let start = code.range.start();
    is_name.then(|| ByteRange::new(start, start + name.len()))
}

/// What a line says behind its bullet and label.
fn value_of_line(line: &str) -> &str {
    let content = line.trim_start().trim_start_matches(['-', '*', '+', '#', ' ', '\t']);
    let labelled = [":** ", "**: "].iter().find_map(|end| content.split_once(end));
    labelled.map_or(content, |(_, value)| value)
}

fn says_deprecated(status: &str) -> bool {
    status.to_lowercase().contains("deprecated")
}

/// Whether a text is `2026-02-03`.
fn is_date(text: &str) -> bool {
    let is_digit_at = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let text = text.trim();
    text.len() == "2026-02-03".len() && text.bytes().enumerate().all(is_digit_at)
}
