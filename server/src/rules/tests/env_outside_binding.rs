use expect_test::expect;

use super::*;

fn reading(line: &str) -> Files {
    sound().and(&format!("//- /src/config.js\n{line}\n"))
}

#[test]
fn a_read_outside_the_binding_is_reported_at_the_name() {
    let files = reading("module.exports = { key: process.env.STRIPE_SECRET_KEY };");
    files.finds(expect![[r#"
        src/config.js:1:37 Warning env-outside-binding(Stripe): STRIPE_SECRET_KEY
    "#]]);
    files.says(expect![[r#"
        env-outside-binding: `STRIPE_SECRET_KEY` belongs to Stripe and is read outside its binding module: who changes or rotates it does not look here
          help: use the binding module `src/integrations/stripe` instead
          THIRD_PARTY_INTEGRATIONS.md:1087..1104: Stripe documents it here
          THIRD_PARTY_INTEGRATIONS.md:913..937: the contract names the binding here
    "#]]);
}

#[test]
fn every_read_is_a_finding() {
    reading("const a = process.env.STRIPE_SECRET_KEY;\nconst { STRIPE_SECRET_KEY } = process.env;")
        .finds(expect![[r#"
            src/config.js:1:23 Warning env-outside-binding(Stripe): STRIPE_SECRET_KEY
            src/config.js:2:9 Warning env-outside-binding(Stripe): STRIPE_SECRET_KEY
        "#]]);
}

#[test]
fn presence_checks_and_tests_are_hints() {
    reading("const has = 'STRIPE_SECRET_KEY' in process.env;")
        .and("//- /tests/pay.js\nconst key = process.env.STRIPE_SECRET_KEY;\n")
        .finds(expect![[r#"
            src/config.js:1:14 Hint env-outside-binding(Stripe): STRIPE_SECRET_KEY
            tests/pay.js:1:25 Hint env-outside-binding(Stripe): STRIPE_SECRET_KEY
        "#]]);
}

#[test]
fn writes_declarations_and_other_names_are_clean() {
    reading("process.env.STRIPE_SECRET_KEY = 'sk_test_x';\nconst x = process.env.STRIPE_SECRET_KEY_ID;\nconst y = config.env.STRIPE_SECRET_KEY;")
        .and("//- /src/env.d.ts\ndeclare namespace NodeJS { interface ProcessEnv { STRIPE_SECRET_KEY: string } }\n//- /.env\nSTRIPE_SECRET_KEY=x\n//- /compose.yaml\nenvironment:\n  STRIPE_SECRET_KEY: ${STRIPE_SECRET_KEY}\n")
        .is_clean();
}

#[test]
fn a_public_variable_may_be_read_anywhere() {
    for name in
        ["STRIPE_PUBLISHABLE_KEY", "STRIPE_PUBLIC_KEY", "NEXT_PUBLIC_STRIPE_KEY", "VITE_STRIPE_KEY"]
    {
        reading(&format!("const key = process.env.{name};"))
            .with(
                "| `STRIPE_SECRET_KEY` | YES",
                &format!("| `{name}` | NO | - | Key | - |\n| `STRIPE_SECRET_KEY` | YES"),
            )
            .is_clean();
    }
}

#[test]
fn an_ambient_variable_may_be_read_anywhere() {
    reading("const env = process.env.NODE_ENV;")
        .with(
            "| `STRIPE_SECRET_KEY` | YES",
            "| `NODE_ENV` | NO | - | Mode | - |\n| `STRIPE_SECRET_KEY` | YES",
        )
        .is_clean();
}

const TWO: &str = "\
//- /THIRD_PARTY_INTEGRATIONS.md
# Services

## Integrations

### Twilio

**Binding Module:** `src/twilio.js`

**Environment Variables:** `TWILIO_ACCOUNT_SID`, `SHARED_PROXY_TOKEN`

### SendGrid

**Binding Module:** `src/sendgrid.js`

**Environment Variables:** `SHARED_PROXY_TOKEN`
//- /src/twilio.js
module.exports = [process.env.TWILIO_ACCOUNT_SID, process.env.SHARED_PROXY_TOKEN];
//- /src/sendgrid.js
module.exports = process.env.SHARED_PROXY_TOKEN;
";

#[test]
fn a_variable_of_two_integrations_may_be_read_in_either_binding() {
    Files(TWO.into()).is_clean();
}

#[test]
fn a_variable_of_two_integrations_read_elsewhere_is_one_finding() {
    Files(TWO.into()).and("//- /src/c.js\nconst t = process.env.SHARED_PROXY_TOKEN;\n").finds(
        expect![[r#"
            src/c.js:1:23 Warning env-outside-binding(Twilio): SHARED_PROXY_TOKEN
        "#]],
    );
}

#[test]
fn one_binding_is_not_another() {
    Files(TWO.into())
        .with(
            "module.exports = process.env.SHARED_PROXY_TOKEN",
            "module.exports = process.env.TWILIO_ACCOUNT_SID + process.env.SHARED_PROXY_TOKEN",
        )
        .finds(expect![[r#"
            src/sendgrid.js:1:30 Warning env-outside-binding(Twilio): TWILIO_ACCOUNT_SID
        "#]]);
}
