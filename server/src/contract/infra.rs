//! `INFRA_CONTRACT.md`: the variables it declares, and where they stand.

use crate::text::{ByteRange, Spanned};

use super::model::{Fence, Heading, Section, Table, Variable};
use super::parse::blocks::{BlockKind, read_blocks};
use super::parse::inline::Inline;
use super::parse::labels::{LabelAt, bold_label, plain_label, yes_or_no};
use super::parse::tables::TableBlock;
use super::parse::variables::{
    VariableColumns, is_variable_name, variables_of_fence, variables_of_table, variables_of_text,
};
use super::schema::FieldKind;
use super::synonyms::plain_words;

/// An infrastructure contract: what it declares, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InfraContract {
    /// The variables it declares: rows of tables with a Variable column, bullets under an
    /// environment label or heading, lines of dotenv fences. Names in prose, in naming conventions
    /// and placeholder rows are none.
    pub variables: Vec<Variable>,
    /// Every heading with its extent, in the order of the document.
    pub sections: Vec<Section>,
    /// Tables of variables, in the order of the document; one may have no rows yet.
    pub tables: Vec<Table>,
    /// Fences that declare variables.
    pub fences: Vec<Fence>,
    /// Whether the document still says of itself that it is a template.
    pub is_template: bool,
}

impl InfraContract {
    /// Whether the document is about environment variables: it has a section for them or for
    /// outside services, or calls itself an infrastructure contract. Another document that happens
    /// to declare some is not held to be complete.
    pub fn is_about_variables(&self) -> bool {
        self.sections.iter().any(|section| {
            let heading = plain_words(&section.heading.text.value);
            FieldKind::of_label(&section.heading.text.value)
                == Some(FieldKind::EnvironmentVariables)
                || is_third_party(&heading)
                || heading.contains("infrastructure contract")
                || heading.contains("infra contract")
        })
    }
}

/// Whether a heading, in plain words, is that of the outside services.
pub(super) fn is_third_party(heading: &str) -> bool {
    ["third party", "external service", "integration"].iter().any(|words| heading.contains(words))
}

/// Reads an infrastructure contract.
pub fn parse_infra(text: &str) -> InfraContract {
    let read = read_blocks(text);
    let mut infra = InfraContract::default();
    let mut place = Place::default();
    for block in &read.blocks {
        match &block.kind {
            BlockKind::Heading { level, inline } => {
                infra.begin_section(text, *level, inline, block.range);
                place = Place::of_heading(&inline.text);
            }
            BlockKind::Rule => place.is_declaring = false,
            _ if place.is_prose => {}
            BlockKind::Line(inline) => {
                let Some(at) = bold_label(inline) else { continue };
                infra.is_template |= infra.sections.len() <= 1 && says_template(inline, &at);
                place.is_declaring = at.kind(inline) == Some(FieldKind::EnvironmentVariables);
                if place.is_declaring {
                    infra.variables.extend(variables_of_text(inline, at.value));
                }
            }
            BlockKind::Item(inline) => {
                let label = bold_label(inline).or_else(|| plain_label(inline));
                let named =
                    label.filter(|at| at.kind(inline) == Some(FieldKind::EnvironmentVariables));
                if let Some(at) = named {
                    infra.variables.extend(variables_of_text(inline, at.value));
                } else if place.is_declaring {
                    infra.variables.extend(variables_of_text(inline, 0..inline.text.len()));
                }
            }
            BlockKind::Table(table) => {
                let mut rows = variables_of_table(table, place.is_declaring);
                for row in &mut rows {
                    row.required = row.required.or(place.required);
                }
                if !rows.is_empty() || is_table_of_variables(table) {
                    infra.tables.push(table.table());
                }
                infra.variables.extend(rows);
            }
            BlockKind::Fence(fence) => {
                if is_dotenv(text, fence, &place) {
                    infra.fences.push(fence.clone());
                    infra.variables.extend(variables_of_fence(text, fence));
                }
            }
            BlockKind::Other => {}
        }
    }
    // Marks that the document reads as emphasis, `_MODEL_*`, are letters of a name.
    infra.variables.retain_mut(|variable| {
        let written = variable.name.range.slice(text);
        let is_exact = variable.name.value == written;
        if !is_exact {
            variable.name.value = written.to_owned();
        }
        is_exact || is_variable_name(written)
    });
    infra
}

impl InfraContract {
    fn begin_section(&mut self, text: &str, level: u8, inline: &Inline, line: ByteRange) {
        let is_open = |section: &&mut Section| section.range.end() == text.len();
        for section in self.sections.iter_mut().filter(is_open) {
            if section.heading.level >= level {
                section.range = ByteRange::new(section.range.start(), line.start());
            }
        }
        let shown = Spanned::new(inline.text.to_string(), inline.range);
        let heading = Heading { level, text: shown, line };
        let range = ByteRange::new(line.start(), text.len());
        self.sections.push(Section { heading, range, kind: None });
    }
}

fn says_template(inline: &Inline, at: &LabelAt) -> bool {
    let value = inline.text.get(at.value.clone()).unwrap_or_default();
    plain_words(at.text(inline)) == "status" && value.to_lowercase().contains("template")
}

/// Whether a table has a Variable column, although no row that names one.
fn is_table_of_variables(table: &TableBlock) -> bool {
    VariableColumns::of(&table.headers(), false, |_| false).is_some()
}

/// What the heading and label above a block say about it.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// Lists and generic tables here declare variables.
    is_declaring: bool,
    /// Rules and conventions, which name variables that need not exist.
    is_prose: bool,
    /// `### Required in production`
    required: Option<bool>,
}

impl Place {
    fn of_heading(heading: &str) -> Self {
        let lower = heading.to_lowercase();
        let is_prose =
            ["convention", "mistake", "critical rules", "workflow", "instruction", "phase "]
                .iter()
                .any(|word| lower.contains(word));
        let is_environment = FieldKind::of_label(heading) == Some(FieldKind::EnvironmentVariables)
            || lower.contains(".env");
        let required = yes_or_no(heading)
            .filter(|_| lower.starts_with("required") || lower.starts_with("optional"));
        Self { is_declaring: is_environment || required.is_some(), is_prose, required }
    }
}

/// Whether a fence is a dotenv file: it says so, or is nothing but assignments. A shell script
/// has assignments too.
fn is_dotenv(text: &str, fence: &Fence, place: &Place) -> bool {
    if matches!(fence.language.as_str(), "env" | "dotenv" | ".env") {
        return true;
    }
    let is_assignment = |line: &str| {
        let line = line.trim();
        let statement = line.strip_prefix("export ").unwrap_or(line);
        let name = statement.split('=').next().unwrap_or_default();
        let is_named = !name.is_empty()
            && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        line.is_empty() || line.starts_with('#') || (statement.contains('=') && is_named)
    };
    let content = fence.content.slice(text);
    !content.trim().is_empty()
        && (content.lines().all(is_assignment) || (place.is_declaring && fence.language.is_empty()))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: Expect) {
        let mut shown = String::new();
        for variable in parse_infra(text).variables {
            assert_eq!(variable.name.range.slice(text), variable.name.value);
            let required = match variable.required {
                Some(true) => " required",
                Some(false) => " optional",
                None => "",
            };
            shown += &format!("{}{required}", variable.name.value);
            for said in [variable.default, variable.description, variable.example] {
                shown += &said.map_or(String::new(), |said| format!(" | {said}"));
            }
            shown += "\n";
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn tables_declare() {
        check(
            "\
### Mail

| Variable | Type | Required | Default | Description | Example | Used By |
|---|---|---|---|---|---|---|
| `MAIL_KEY` | string | YES | - | The key | `k-1` | mailer |
| `MAIL_FROM`, `MAIL_NAME` | string | NO | `Acme` | Sender | - | mailer |
| `FEATURE_[NAME]_ON` | boolean | NO | `false` | A flag | | |

### Required in production

| Variable | Description |
|---|---|
| `SIGNING_KEY` | Signs |
",
            expect![[r#"
                MAIL_KEY required | The key | k-1
                MAIL_FROM optional | Acme | Sender
                MAIL_NAME optional | Acme | Sender
                SIGNING_KEY required | Signs
            "#]],
        );
    }

    #[test]
    fn lists_and_fences_declare_under_an_environment_label() {
        check(
            "\
**Environment Variables Used:**
- `PORT`
- `HOST` - where to listen, see `OTHER_NAME`
- All other variables

**File:** `config/app.js`

### `.env.example`

```bash
# Mail
MAIL_KEY=abc
export MAIL_FROM=\"a@b.c\"
```

```bash
grep -r \"process.env\" src
PREFIX=x
```

```yaml
environment:
  - NODE_ENV=production
```
",
            expect![[r#"
                PORT
                HOST | where to listen, see OTHER_NAME
                MAIL_KEY | abc
                MAIL_FROM | a@b.c
            "#]],
        );
    }

    #[test]
    fn conventions_and_mistakes_do_not() {
        check(
            "\
## Environment Variables

### Variable Naming Convention

**Examples:**
- `DATABASE_PRIMARY_URL`

**Categories:**
- `DATABASE_*` - connections

### Common Mistakes to Avoid

- Create `DB_URL` when `DATABASE_URL` exists

| Variable | Instead of |
|---|---|
| `DATABASE_URL` | `DB_URL` |

## Notes

The service reads `OTHER_URL`.
",
            expect![""],
        );
    }
}
