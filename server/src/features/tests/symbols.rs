use expect_test::expect;

use super::*;
use crate::features::{Symbol, document_symbols};

fn outline(snapshot: &Snapshot, path: &RelPath, symbols: &[Symbol], depth: usize) -> String {
    let mut lines = String::new();
    for symbol in symbols {
        assert!(symbol.range.contains_range(symbol.focus), "{}", symbol.name);
        for child in &symbol.children {
            assert!(symbol.range.contains_range(child.range), "{} in {}", child.name, symbol.name);
        }
        let detail = symbol.detail.iter().map(|detail| format!(" ({detail})")).collect::<String>();
        let at = shown(snapshot, path, symbol.focus);
        let line = at.split(' ').next().unwrap_or_default().replace(path.as_str(), "");
        lines +=
            &format!("{}{:?} {}{detail} {line}\n", "  ".repeat(depth), symbol.kind, symbol.name);
        lines += &outline(snapshot, path, &symbol.children, depth + 1);
    }
    lines
}

fn outline_of(fixture: &Fixture, path: &str) -> String {
    let snapshot = fixture.snapshot();
    let path = RelPath::parse(path).expect("a path");
    outline(&snapshot, &path, &document_symbols(&snapshot, &path), 0)
}

#[test]
fn the_outline_of_a_contract_goes_down_to_variables_and_users() {
    let fixture = Fixture::new(&sound_workspace());
    expect![[r#"
        Section Purpose :7:4
        Section Change Log :11:4
          Change 2026-02-03 (Stripe) :15:3
        Section Integration Overview :17:4
        Section Integrations :23:4
          Integration Stripe (active) :25:5
            Field Added (2026-01-02) :27:3
            Field Last Modified (2026-02-03) :28:3
            Field Status (active) :29:3
            Field Purpose (Takes payments.) :31:3
            Field Provider Information :33:3
            Field Plan & Pricing :36:3
            Field Authentication :39:3
            Field Binding Module :42:3
            Field Environment Variables :45:3
              Variable STRIPE_SECRET_KEY (Secret key) :49:4
            Field Used By Modules :51:3
              Usage src/pay.js (pay) :55:10
            Field API Endpoints Used :57:3
              Endpoint /v1/payment_intents (POST) :61:3
            Field Error Handling :63:3
            Field Testing :69:3
            Field Monitoring :72:3
            Field Security Considerations :75:3
            Field Dependencies :78:3
            Field Changelog :81:3
              Change 2026-02-03 (First version) :85:3
    "#]]
    .assert_eq(&outline_of(&fixture, "THIRD_PARTY_INTEGRATIONS.md"));
}

#[test]
fn the_text_in_the_editor_counts() {
    let mut fixture = Fixture::new(&sound_workspace());
    fixture.open(
        "THIRD_PARTY_INTEGRATIONS.md",
        "# Services 😀\n\n## Integrations\n\n### 支払い (Payments)\n\n**Status:** active\n**Used By:** `src/pay.js`\n",
    );
    expect![[r#"
        Section Integrations :3:4
          Integration 支払い (active) :5:5
            Field Status (active) :7:3
            Field Used By (src/pay.js) :8:3
              Usage src/pay.js :8:15
    "#]]
    .assert_eq(&outline_of(&fixture, "THIRD_PARTY_INTEGRATIONS.md"));
}

#[test]
fn other_files_have_no_outline_of_ours() {
    assert_eq!(outline_of(&Fixture::new(&sound_workspace()), "src/pay.js"), "");
}

#[test]
fn sections_hold_sections_and_deprecated_services_are_known() {
    let mut fixture = Fixture::new(&sound_workspace());
    let path = "THIRD_PARTY_INTEGRATIONS.md";
    fixture.open(
        path,
        "# Services\n\n## Notes\n\n### For agents\n\n#### More\n\n### For people\n\n## Integrations\n\n### Stripe\n\n**Status:** deprecated\n\n**Webhook Events Handled:**\n\n| Event | Handler |\n|---|---|\n| `invoice.paid` | `onPaid()` |\n| | |\n\n## Appendix\n",
    );
    expect![[r#"
        Section Notes :3:4
          Section For agents :5:5
            Section More :7:6
          Section For people :9:5
        Section Integrations :11:4
          Integration Stripe (deprecated) :13:5
            Field Status (deprecated) :15:3
            Field Webhook Events Handled :17:3
              Event invoice.paid (onPaid()) :21:3
        Section Appendix :24:4
    "#]]
    .assert_eq(&outline_of(&fixture, path));
    let symbols = document_symbols(&fixture.snapshot(), &RelPath::parse(path).expect("a path"));
    let integrations = symbols.iter().flat_map(|symbol| &symbol.children);
    let deprecated = integrations.filter(|symbol| symbol.is_deprecated);
    assert_eq!(deprecated.map(|symbol| &*symbol.name).collect::<Vec<_>>(), ["Stripe"]);
}

#[test]
fn an_infrastructure_contract_has_its_sections_and_variables() {
    let files = sound_workspace()
        + "//- /INFRA_CONTRACT.md\n# Infra\n\n## Environment Variables\n\n### Required\n\n| Variable | Description |\n|---|---|\n| `PORT` | Where it listens |\n\n## Ports\n";
    expect![[r#"
        Section Environment Variables :3:4
          Section Required :5:5
            Variable PORT (Where it listens) :9:4
        Section Ports :11:4
    "#]]
    .assert_eq(&outline_of(&Fixture::new(&files), "INFRA_CONTRACT.md"));
}
