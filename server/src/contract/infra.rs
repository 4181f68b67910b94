//! `INFRA_CONTRACT.md`: the variables it declares.

use super::model::{Fence, Variable};
use super::parse::blocks::{BlockKind, read_blocks};
use super::parse::labels::{bold_label, plain_label, yes_or_no};
use super::parse::variables::{variables_of_fence, variables_of_table, variables_of_text};
use super::schema::FieldKind;

/// Variables declared by an infrastructure contract: rows of tables with a Variable column, bullets
/// under an environment label or heading, lines of dotenv fences. Names in prose, in naming
/// conventions and placeholder rows are none.
pub fn parse_infra(text: &str) -> Vec<Variable> {
    let read = read_blocks(text);
    let mut variables = Vec::new();
    let mut place = Place::default();
    for block in &read.blocks {
        match &block.kind {
            BlockKind::Heading { inline, .. } => {
                place = Place::of_heading(&inline.text);
                if place.is_prose {
                    continue;
                }
            }
            BlockKind::Rule => place.is_declaring = false,
            _ if place.is_prose => {}
            BlockKind::Line(inline) => {
                let Some(at) = bold_label(inline) else { continue };
                place.is_declaring = at.kind(inline) == Some(FieldKind::EnvironmentVariables);
                if place.is_declaring {
                    variables.extend(variables_of_text(inline, at.value));
                }
            }
            BlockKind::Item(inline) => {
                let label = bold_label(inline).or_else(|| plain_label(inline));
                let named =
                    label.filter(|at| at.kind(inline) == Some(FieldKind::EnvironmentVariables));
                if let Some(at) = named {
                    variables.extend(variables_of_text(inline, at.value));
                } else if place.is_declaring {
                    variables.extend(variables_of_text(inline, 0..inline.text.len()));
                }
            }
            BlockKind::Table(table) => {
                let mut rows = variables_of_table(table, place.is_declaring);
                for row in &mut rows {
                    row.required = row.required.or(place.required);
                }
                variables.extend(rows);
            }
            BlockKind::Fence(fence) => {
                if is_dotenv(text, fence, &place) {
                    variables.extend(variables_of_fence(text, fence));
                }
            }
            BlockKind::Other => {}
        }
    }
    variables
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
        for variable in parse_infra(text) {
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
