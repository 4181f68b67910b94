use expect_test::{Expect, expect};

use super::*;
use crate::features::workspace_symbols;

fn check(query: &str, expect: Expect) {
    let sound = sound_workspace().replacen(
        "| `STRIPE_SECRET_KEY` | YES",
        "| `SSK_OTHER` | NO | - | - | - |\n| `STRIPE_SECRET_KEY` | YES",
        1,
    );
    let fixture = Fixture::new(
        &(sound
            + "//- /shop/THIRD_PARTY_INTEGRATIONS.md\n# Third Party Integrations Contract\n\n## Integrations\n\n### 決済 AWS S3\n\n**Environment Variables:**\n- `AWS_KEY` - x\n"),
    );
    let snapshot = fixture.snapshot();
    let lines = workspace_symbols(&snapshot, query).into_iter().map(|symbol| {
        let place = shown(&snapshot, &symbol.place.path, symbol.place.range);
        format!("{:?} {} in {} at {place}\n", symbol.kind, symbol.name, symbol.container)
    });
    expect.assert_eq(&lines.collect::<String>());
}

#[test]
fn everything_is_found_without_a_query() {
    check(
        "",
        expect![[r#"
        Integration Stripe in THIRD_PARTY_INTEGRATIONS.md at THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe
        Variable AWS_KEY in 決済 AWS S3 at shop/THIRD_PARTY_INTEGRATIONS.md:8:4 AWS_KEY
        Variable SSK_OTHER in Stripe at THIRD_PARTY_INTEGRATIONS.md:49:4 SSK_OTHER
        Integration 決済 AWS S3 in shop/THIRD_PARTY_INTEGRATIONS.md at shop/THIRD_PARTY_INTEGRATIONS.md:5:5 決済 AWS S3
        Variable STRIPE_SECRET_KEY in Stripe at THIRD_PARTY_INTEGRATIONS.md:50:4 STRIPE_SECRET_KEY
    "#]],
    );
}

#[test]
fn letters_in_their_order_are_enough_and_nearer_names_come_first() {
    check(
        "stripe",
        expect![[r#"
        Integration Stripe in THIRD_PARTY_INTEGRATIONS.md at THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe
        Variable STRIPE_SECRET_KEY in Stripe at THIRD_PARTY_INTEGRATIONS.md:50:4 STRIPE_SECRET_KEY
    "#]],
    );
    check(
        "ssk",
        expect![[r#"
        Variable SSK_OTHER in Stripe at THIRD_PARTY_INTEGRATIONS.md:49:4 SSK_OTHER
        Variable STRIPE_SECRET_KEY in Stripe at THIRD_PARTY_INTEGRATIONS.md:50:4 STRIPE_SECRET_KEY
    "#]],
    );
    check(
        "secret",
        expect![[r#"
        Variable STRIPE_SECRET_KEY in Stripe at THIRD_PARTY_INTEGRATIONS.md:50:4 STRIPE_SECRET_KEY
    "#]],
    );
    check(
        "awss3",
        expect![[r#"
        Integration 決済 AWS S3 in shop/THIRD_PARTY_INTEGRATIONS.md at shop/THIRD_PARTY_INTEGRATIONS.md:5:5 決済 AWS S3
    "#]],
    );
    check(
        "決",
        expect![[r#"
        Integration 決済 AWS S3 in shop/THIRD_PARTY_INTEGRATIONS.md at shop/THIRD_PARTY_INTEGRATIONS.md:5:5 決済 AWS S3
    "#]],
    );
    check("kss", expect![[""]]);
}
