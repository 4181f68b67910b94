//! Each way of writing that is accepted, one test for each.

use crate::contract::model::{self, Integration};
use crate::contract::parse::parse;
use crate::contract::schema::FieldKind::{self, *};

/// The only integration of a text.
fn only(text: &str) -> Integration {
    let mut integrations = parse(text).integrations;
    assert_eq!(integrations.len(), 1, "{text}");
    integrations.remove(0)
}

/// An integration with these lines below its heading and a field that makes it one.
fn section(lines: &str) -> Integration {
    only(&format!("# Services\n\n## Integrations\n\n### Acme\n\n{lines}\n"))
}

fn kinds(integration: &Integration) -> Vec<Option<FieldKind>> {
    integration.fields.iter().map(|field| field.kind).collect()
}

fn names(text: &str) -> Vec<String> {
    parse(text).integrations.into_iter().map(|it| it.name.value).collect()
}

fn variables(integration: &Integration) -> Vec<&str> {
    integration.variables.iter().map(|variable| variable.name.value.as_str()).collect()
}

fn usages(integration: &Integration) -> Vec<(&str, Option<&str>)> {
    let usage = integration.usages.iter();
    usage
        .filter_map(|it| Some((&*it.file.as_ref()?.path, it.function.as_ref().map(|f| &*f.value))))
        .collect()
}

#[test]
fn a_label_in_any_shape_is_the_same_label() {
    for line in ["**Status:** live", "**Status**: live", "- **Status:** live", "- **Status**: live"]
    {
        let integration = section(&format!("{line}\n\n**Env vars:** `ACME_KEY`"));
        assert_eq!(kinds(&integration), [Some(Status), Some(EnvironmentVariables)], "{line}");
        let value = integration.fields[0].value.as_ref().map(|value| &*value.value);
        assert_eq!(value, Some("live"), "{line}");
    }
}

#[test]
fn a_plain_bullet_is_a_label_only_where_it_is_a_known_one() {
    let integration = section("- Status: live\n- Mind: the gap\n- Env vars: `ACME_KEY`");
    assert_eq!(kinds(&integration), [Some(Status), Some(EnvironmentVariables)]);
}

#[test]
fn a_label_opens_a_block_until_the_next_label_or_heading() {
    let integration = section(
        "**Env vars:**\n\n- `ACME_KEY`\n\nand\n\n| Variable |\n|---|\n| `ACME_URL` |\n\n\
         **Used By:**\n\n- `src/a.ts`\n\n## Other\n\n- `src/b.ts`",
    );
    assert_eq!(variables(&integration), ["ACME_KEY", "ACME_URL"]);
    assert_eq!(usages(&integration), [("src/a.ts", None)]);
}

#[test]
fn a_heading_deeper_than_the_service_is_a_label() {
    let integration =
        section("#### Environment Variables\n\n- `ACME_KEY`\n\n#### Used By\n\n`src/a.ts`");
    assert_eq!(kinds(&integration), [Some(EnvironmentVariables), Some(UsedByModules)]);
    assert_eq!((variables(&integration), usages(&integration).len()), (vec!["ACME_KEY"], 1));
}

#[test]
fn a_row_of_keys_and_values_is_a_label_and_its_value() {
    let integration = section(
        "| Attribute | Value |\n|---|---|\n| **Status** | Live |\n| Env vars | `A_KEY`, `B_KEY` |\n\
         | Location | `src/acme/` |\n| Owner | us |",
    );
    let expected = [Some(Status), Some(EnvironmentVariables), Some(BindingModule), None];
    assert_eq!(kinds(&integration), expected);
    assert_eq!(variables(&integration), ["A_KEY", "B_KEY"]);
    assert_eq!(integration.bindings[0].path, "src/acme/");
}

#[test]
fn a_bold_name_before_a_dash_is_no_field() {
    let integration = section("**Env vars:** `ACME_KEY`\n\n## List\n\n- **Status** - a board");
    assert_eq!(kinds(&integration), [Some(EnvironmentVariables)]);
    let contract = parse(
        "# S\n\n## Integration Categories\n\n### Money\n\n- **Acme** - pays\n- **Till** – counts\n",
    );
    let services: Vec<_> = contract.categories[0].services.iter().map(|it| &*it.value).collect();
    assert_eq!(services, ["Acme", "Till"]);
}

#[test]
fn services_stand_at_any_level_and_categories_hold_them() {
    for level in ["##", "###", "####"] {
        let above = match level {
            "##" => "",
            "###" => "## Communication\n\n",
            _ => "## Production\n\n### Communication\n\n",
        };
        let service = |name: &str| format!("{level} {name}\n\n**Env vars:** `{name}_KEY`\n\n");
        let text = format!("# Services\n\n{above}{}{}", service("Acme"), service("Till"));
        assert_eq!(names(&text), ["Acme", "Till"], "{level}");
    }
}

#[test]
fn headings_are_stripped_for_the_name() {
    let headings = [
        "2. Acme",
        "2) Acme",
        "２．Acme",
        "💳 Acme",
        "**Acme**",
        "*Acme*",
        "Acme (payments)",
        "Acme（決済）",
        "Acme – payments",
        "Acme: payments",
        "Acme Integration",
        "Acme API Setup",
        "3. **Acme** API — [live]",
    ];
    for heading in headings {
        let text = format!("# S\n\n### {heading}\n\n**Env vars:** `ACME_KEY`\n");
        assert_eq!(names(&text), ["Acme"], "{heading}");
    }
}

#[test]
fn a_status_word_in_the_parenthesis_is_a_status() {
    for (heading, expected) in [
        ("Acme (deprecated)", Some(model::Status::Deprecated)),
        ("Acme (Planned for autumn)", Some(model::Status::Planned)),
        ("Acme [BETA]", Some(model::Status::Testing)),
        ("Acme (payments)", None),
    ] {
        let integration = only(&format!("# S\n\n### {heading}\n\n**Env vars:** `ACME_KEY`\n"));
        assert_eq!(integration.status.map(|it| it.value), expected, "{heading}");
    }
}

#[test]
fn the_first_known_word_of_a_status_counts() {
    for (written, expected) in [
        ("✅ Active (Production)", model::Status::Active),
        ("Live", model::Status::Active),
        ("Configured", model::Status::Active),
        ("Working", model::Status::Active),
        ("implemented", model::Status::Active),
        ("🚧 Sandbox only", model::Status::Testing),
        ("beta", model::Status::Testing),
        ("Disabled since spring", model::Status::Deprecated),
        ("removed", model::Status::Deprecated),
        ("📋 Planned", model::Status::Planned),
    ] {
        let integration = section(&format!("**Status:** {written}\n**Env vars:** `ACME_KEY`"));
        assert_eq!(integration.status.map(|it| it.value), Some(expected), "{written}");
    }
}

#[test]
fn required_is_read_in_every_spelling() {
    for (cell, expected) in [
        ("YES", true),
        ("true", true),
        ("Required", true),
        ("✅", true),
        ("**Yes**, in production", true),
        ("NO", false),
        ("false", false),
        ("Optional", false),
        ("❌", false),
        ("No, falls back", false),
    ] {
        let table = format!("| Variable | Required |\n|---|---|\n| `ACME_KEY` | {cell} |");
        let integration = section(&format!("**Env vars:**\n\n{table}"));
        assert_eq!(integration.variables[0].required, Some(expected), "{cell}");
    }
}

#[test]
fn variables_are_declared_in_rows_lists_values_and_dotenv_fences_alone() {
    for declaration in [
        "**Env vars:**\n\n| Variable |\n|---|\n| `ACME_KEY` |",
        "**Env vars:** `ACME_KEY`",
        "**Env vars:**\n\n- ACME_KEY",
        "**Env vars:**\n\n```dotenv\nACME_KEY=x\n```",
        "#### Credentials\n\n```env\nACME_KEY=x\n```",
    ] {
        let integration = section(&format!("**Status:** live\n\n{declaration}"));
        assert_eq!(variables(&integration), ["ACME_KEY"], "{declaration}");
    }
    let integration = section(
        "**Env vars:** `ACME_PRICE_*`\n\n**Security:** never set `ACME_ROOT`\n\n\
         **Notes:**\n\n- `ACME_ADMIN` must not exist",
    );
    assert_eq!(variables(&integration), ["ACME_PRICE_*"]);
}

#[test]
fn several_names_stand_in_one_cell_or_bullet() {
    for lines in ["- `A_KEY`, `B_KEY`", "| Variable |\n|---|\n| `A_KEY` / `B_KEY` |"] {
        let integration = section(&format!("**Env vars:**\n\n{lines}"));
        assert_eq!(variables(&integration), ["A_KEY", "B_KEY"], "{lines}");
    }
}

#[test]
fn bullets_are_usage_rows() {
    for (bullet, expected) in [
        ("`src/a.ts` — sends", ("src/a.ts", None)),
        ("`send()` in `src/a.ts`", ("src/a.ts", Some("send"))),
        ("`src/a.ts`: sends", ("src/a.ts", None)),
        ("`src/a.ts::send`", ("src/a.ts", Some("send"))),
        ("[a](src/a.ts)", ("src/a.ts", None)),
        ("src/a.ts", ("src/a.ts", None)),
    ] {
        for label in ["Used By", "Key files"] {
            let integration = section(&format!("**{label}:**\n\n- {bullet}"));
            assert_eq!(usages(&integration), [expected], "{bullet}");
        }
    }
}

#[test]
fn functions_are_named_in_many_ways() {
    for (cell, expected) in [
        ("`send`", vec![Some("send")]),
        ("`send()`", vec![Some("send")]),
        ("`send(to, text)`", vec![Some("send")]),
        ("`Mailer.send()`", vec![Some("Mailer.send")]),
        ("`mailer.send`", vec![Some("mailer.send")]),
        ("`send()`, `retry()`", vec![Some("send"), Some("retry")]),
        ("the main entry", vec![None]),
        ("-", vec![None]),
        ("", vec![None]),
    ] {
        let table = format!("| Module | File | Function |\n|---|---|---|\n| m | `a.ts` | {cell} |");
        let integration = section(&format!("**Used By:**\n\n{table}"));
        let functions: Vec<_> = usages(&integration).into_iter().map(|it| it.1).collect();
        assert_eq!(functions, expected, "{cell}");
    }
}

#[test]
fn paths_are_written_in_many_ways() {
    for (cell, expected) in [
        ("`./src/a.ts`", Some("src/a.ts")),
        ("`src\\a.ts`", Some("src/a.ts")),
        ("`src/a.ts:12-30`", Some("src/a.ts")),
        ("`src/a.ts#L3`", Some("src/a.ts")),
        ("`src/**/*.ts`", Some("src/**/*.ts")),
        ("`src/{a,b}.ts`", Some("src/{a,b}.ts")),
        ("`app/users/[id]/page.tsx`", Some("app/users/[id]/page.tsx")),
        ("`app/[...slug]/route.ts`", Some("app/[...slug]/route.ts")),
        ("[a](./src/a.ts#L4)", Some("src/a.ts")),
        ("`a.ts`", Some("a.ts")),
        ("`src/…/a.ts`", None),
        ("`src/.../a.ts`", None),
        ("`/v3/mail/send`", None),
        ("`application/json`", None),
        ("`@acme/sdk`", None),
        ("`https://acme.example/a.ts`", None),
    ] {
        let integration = section(&format!("**Used By:**\n\n| File |\n|---|\n| {cell} |"));
        let paths = usages(&integration);
        assert_eq!(paths.first().map(|usage| usage.0), expected, "{cell}");
    }
}

#[test]
fn plain_lines_right_below_a_heading_are_labels() {
    let contract = parse(
        "# Third-Party Integrations\n\nLast Updated: 2026-01-09\nVersion: 0.9.2\nStatus: Active\n\n\
         ## Integrations\n\n### Acme\n\nStatus: live\nPurpose: pays\nLocation: `src/acme/`\n",
    );
    let labels: Vec<_> = contract.metadata.iter().map(|field| &*field.label.value).collect();
    assert_eq!(labels, ["Last Updated", "Version", "Status"]);
    let expected = [Some(Status), Some(Purpose), Some(BindingModule)];
    assert_eq!(kinds(&contract.integrations[0]), expected);
}

#[test]
fn metadata_right_below_a_bullet_is_not_swallowed() {
    let contract = parse("# S\n\n- **Last Updated**: 2026-01-09\n**Version:** 1.0.0\n");
    let said: Vec<_> = contract
        .metadata
        .iter()
        .map(|field| (&*field.label.value, field.value.as_ref().map(|value| &*value.value)))
        .collect();
    assert_eq!(said, [("Last Updated", Some("2026-01-09")), ("Version", Some("1.0.0"))]);
}

#[test]
fn labels_and_answers_in_other_languages_are_read() {
    for (label, kind) in [
        ("Variables de entorno", EnvironmentVariables),
        ("Variáveis de ambiente", EnvironmentVariables),
        ("Variables d'environnement", EnvironmentVariables),
        ("Implementación", BindingModule),
        ("Implementação", BindingModule),
        ("Implémentation", BindingModule),
        ("Usado por", UsedByModules),
        ("Utilisé par", UsedByModules),
        ("Situação", Status),
        ("Tarifs", PlanAndPricing),
        ("Documentación", ProviderInformation),
    ] {
        assert_eq!(FieldKind::of_label(label), Some(kind), "{label}");
    }
}
