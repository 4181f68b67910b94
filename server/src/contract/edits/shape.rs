//! How an author writes labels, and a new field written the same way.

use std::ops::Range;

use crate::contract::model::Field;

/// How a label is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `**X:** v` or `**X**: v`.
    Paragraph { lead: String, mark: String, is_colon_inside: bool },
    /// `- **X:** v`, `- X: v`.
    Bullet { lead: String, mark: String, is_colon_inside: bool },
    /// `#### X`
    Heading { level: usize },
    /// `| X | v |`
    Row { lead: String, mark: String },
}

impl Shape {
    /// `**X:** v`, the template's.
    pub fn template() -> Self {
        Self::Paragraph { lead: String::new(), mark: "**".into(), is_colon_inside: true }
    }

    /// How the label of a field is written.
    pub fn of_field(text: &str, field: &Field) -> Self {
        let label = field.label.range;
        let before = text.get(..label.start()).unwrap_or_default();
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let lead = before.get(line_start..).unwrap_or_default().trim_start_matches('\u{feff}');
        let behind = text.get(label.end()..).unwrap_or_default();
        let mark = ["**", "__"].into_iter().find(|mark| lead.ends_with(mark)).unwrap_or_default();
        let lead = lead.strip_suffix(mark).unwrap_or(lead);
        let unquoted = lead.trim_start_matches(['>', ' ', '\t']);
        if unquoted.starts_with('#') {
            let level = unquoted.chars().take_while(|&character| character == '#').count();
            return Self::Heading { level };
        }
        let closed = behind.strip_prefix(mark).unwrap_or(behind);
        if unquoted.starts_with('|') || closed.trim_start_matches([' ', '\t']).starts_with('|') {
            return Self::Row { lead: lead.to_owned(), mark: mark.to_owned() };
        }
        let is_colon_inside = behind.starts_with([':', '：']);
        let mark = mark.to_owned();
        match end_of_bullet(lead) {
            Some(end) => {
                let lead = lead.get(..end).unwrap_or_default().to_owned();
                Self::Bullet { lead, mark, is_colon_inside }
            }
            None => {
                let quote = lead.len() - unquoted.len();
                let lead = lead.get(..quote).unwrap_or_default().to_owned();
                Self::Paragraph { lead, mark, is_colon_inside }
            }
        }
    }

    /// Whether two labels are written in the same kind of place.
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// A field of this label, its skeleton behind or below; lines end with `\n` here.
    pub fn field(&self, label: &str, skeleton: &str, bullets: &str) -> String {
        match self {
            Self::Paragraph { lead, mark, is_colon_inside } => {
                let head = labelled(label, mark, *is_colon_inside);
                let body = if is_block(skeleton) {
                    let gap = if skeleton.starts_with('-') { "\n" } else { "\n\n" };
                    format!("{head}{gap}{skeleton}")
                } else {
                    format!("{head} {skeleton}")
                };
                indented(&body, lead, lead)
            }
            Self::Bullet { lead, mark, is_colon_inside } => {
                let head = labelled(label, mark, *is_colon_inside);
                let inner: String =
                    lead.chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' }).collect();
                let bullets =
                    if mark.is_empty() { bullets.replace("**", "") } else { bullets.into() };
                let body = if is_block(&bullets) {
                    format!("{head}\n{bullets}")
                } else {
                    format!("{head} {bullets}")
                };
                indented(&body, lead, &inner)
            }
            Self::Heading { level } => format!("{} {label}\n\n{skeleton}", "#".repeat(*level)),
            Self::Row { lead, mark } => format!("{lead}{mark}{label}{mark} | {skeleton} |"),
        }
    }
}

/// Whether a skeleton stands below its label.
pub(super) fn is_block(skeleton: &str) -> bool {
    skeleton.contains('\n') || skeleton.starts_with(['-', '|', '`'])
}

fn labelled(label: &str, mark: &str, is_colon_inside: bool) -> String {
    if is_colon_inside || mark.is_empty() {
        format!("{mark}{label}:{mark}")
    } else {
        format!("{mark}{label}{mark}:")
    }
}

fn indented(body: &str, first: &str, rest: &str) -> String {
    let mut lines = body.split('\n');
    let mut indented = format!("{first}{}", lines.next().unwrap_or_default());
    for line in lines {
        indented.push('\n');
        if line.is_empty() {
            indented.push_str(rest.trim_end());
        } else {
            indented.push_str(rest);
            indented.push_str(line);
        }
    }
    indented
}

/// Where the bullet of a line ends, its space included.
fn end_of_bullet(lead: &str) -> Option<usize> {
    let at = lead.find(|c: char| !matches!(c, ' ' | '\t' | '>'))?;
    let rest = lead.get(at..)?;
    let marker = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = marker.strip_prefix(['-', '*', '+', '.', ')'])?;
    let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
    (spaces > 0).then(|| lead.len() - after.len() + spaces.min(after.len()))
}

/// The line break of a text: that of its first line.
pub(super) fn line_break(text: &str) -> &'static str {
    let first = text.find(['\n', '\r']).and_then(|at| text.get(at..)).unwrap_or_default();
    if first.starts_with("\r\n") {
        "\r\n"
    } else if first.starts_with('\r') {
        "\r"
    } else {
        "\n"
    }
}

/// Whether some bytes hold a blank line between two others.
pub(super) fn has_blank_line(text: &str, bytes: Range<usize>) -> bool {
    let between = text.get(bytes).unwrap_or_default();
    let mut breaks = 0_usize;
    let mut rest = between;
    while let Some(at) = rest.find(['\n', '\r']) {
        if breaks > 0
            && rest.get(..at).is_some_and(|line| line.trim_matches(['>', ' ', '\t']).is_empty())
        {
            return true;
        }
        breaks += 1;
        let behind = rest.get(at..).unwrap_or_default();
        rest = behind.strip_prefix("\r\n").or_else(|| behind.get(1..)).unwrap_or_default();
    }
    false
}

/// Whether the line below the one at this offset holds something.
pub(super) fn is_followed_directly(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let Some(end) = rest.find(['\n', '\r']) else { return false };
    let behind = rest.get(end..).unwrap_or_default();
    let below = behind.strip_prefix("\r\n").or_else(|| behind.get(1..)).unwrap_or_default();
    let line = below.split(['\n', '\r']).next().unwrap_or_default();
    !line.trim().is_empty()
}

/// Where the line of this offset begins.
pub(super) fn start_of_line(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |found| found + 1);
    if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8().min(at) } else { start }
}

/// Where the line of this offset ends, before its line break.
pub(super) fn end_of_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(['\n', '\r']).unwrap_or(rest.len())
}
