//! The faults.

use super::Change::{Add, Move, Remove, Repeat, Replace};
use super::Fault;
use crate::workspace::Severity::{Error, Hint, Warning};

const CONTRACT: &str = "THIRD_PARTY_INTEGRATIONS.md";
const INFRA: &str = "INFRA_CONTRACT.md";

pub(super) const FAULTS: &[Fault] = &[
    // Sections and labels.
    Fault {
        changes: &[Replace(CONTRACT, "**Version:** 1.3.0  \n", "")],
        finding: ("missing-section", Error, CONTRACT, "Third Party Integrations Contract"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(CONTRACT, "## Change Log\n", "## What Happened\n")],
        finding: ("missing-section", Error, CONTRACT, "Third Party Integrations Contract"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "**Purpose:**  \nTells customers where their parcel is.\n\n",
            "",
        )],
        finding: ("missing-section", Error, CONTRACT, "SendGrid"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(CONTRACT, "**Added:** 2026-02-01  \n", "")],
        finding: ("missing-section", Error, CONTRACT, "SendGrid"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "**Environment Variables:**\n\n| Variable | Required | Default | Description |\n|----------|----------|---------|-------------|\n| `SENDGRID_API_KEY` | YES | - | Key with the right to send |\n| `SENDGRID_FROM_EMAIL` | YES | - | Sender of all mail |\n| `SENDGRID_FROM_NAME` | NO | `Parcel Desk` | Name shown beside the sender |\n\n",
            "",
        )],
        finding: ("missing-section", Error, CONTRACT, "SendGrid"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(CONTRACT, "**Monitoring:**\n- Mails a day\n- Bounce rate\n\n", "")],
        finding: ("recommended-section", Hint, CONTRACT, "SendGrid"),
        is_mended: true,
    },
    Fault {
        changes: &[
            Replace(CONTRACT, "**Monitoring:**\n- Size of the bucket\n\n", ""),
            Replace(CONTRACT, "**Security Considerations:**\n- The bucket is private\n\n", ""),
        ],
        finding: ("recommended-section", Hint, CONTRACT, "AWS S3"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "**Fallback Strategy:**\n- **Fallback:** Cash at the desk\n\n",
            "",
        )],
        finding: ("unsafe-critical", Warning, CONTRACT, "YES"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(CONTRACT, "**Monitoring:**\n- Share of declined payments\n\n", "")],
        finding: ("unsafe-critical", Warning, CONTRACT, "YES"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(CONTRACT, "**Environment Variables:**", "**Enviroment Variables:**")],
        finding: ("unknown-label", Hint, CONTRACT, "Enviroment Variables"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(CONTRACT, "**Used By Modules:**", "**Used By Modlues:**")],
        finding: ("unknown-label", Hint, CONTRACT, "Used By Modlues"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(CONTRACT, "**Last Modified:**", "**Last Modifed:**")],
        finding: ("unknown-label", Hint, CONTRACT, "Last Modifed"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(CONTRACT, "$89.95", "$[amount]")],
        finding: ("unfilled-placeholder", Warning, CONTRACT, "$[amount]"),
        is_mended: true,
    },
    Fault {
        changes: &[Repeat(
            CONTRACT,
            ["### SendGrid (Email Service)", "### Stripe (Payment", "## Integration Categories"],
        )],
        finding: ("duplicate-integration", Error, CONTRACT, "SendGrid"),
        is_mended: false,
    },
    // Dates, versions, statuses.
    Fault {
        changes: &[Replace(CONTRACT, "**Added:** 2026-02-01", "**Added:** 2026-02-30")],
        finding: ("invalid-metadata", Error, CONTRACT, "2026-02-30"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "**Version:** 1.3.0", "**Version:** 1.3")],
        finding: ("invalid-metadata", Error, CONTRACT, "1.3"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "**Last Updated:** 2026-03-14",
            "**Last Updated:** yesterday",
        )],
        finding: ("invalid-metadata", Error, CONTRACT, "yesterday"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "**Last Modified:** 2026-02-01",
            "**Last Modified:** 2026-01-01",
        )],
        finding: ("invalid-metadata", Warning, CONTRACT, "2026-01-01"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "**Last Updated:** 2026-03-14",
            "**Last Updated:** 2126-03-14",
        )],
        finding: ("invalid-metadata", Warning, CONTRACT, "2126-03-14"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "**Status:** `active`", "**Status:** `actve`")],
        finding: ("invalid-metadata", Error, CONTRACT, "`actve`"),
        is_mended: false,
    },
    Fault {
        changes: &[
            Replace(CONTRACT, "**Status:** `active`", "**Status:** `deprecated`"),
            Replace(CONTRACT, "Mail to customers | Active", "Mail to customers | Deprecated"),
            // That the service is still used is another story.
            Add("contract-lsp.toml", "[rules]\ndeprecated-integration = \"off\"\n"),
        ],
        finding: ("deprecated-without-date", Warning, CONTRACT, "deprecated"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "**Last Updated:** 2026-03-14",
            "**Last Updated:** 2026-03-01",
        )],
        finding: ("stale-metadata", Warning, CONTRACT, "2026-03-01"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(CONTRACT, "**Version:** 1.3.0", "**Version:** 1.2.0")],
        finding: ("stale-metadata", Warning, CONTRACT, "1.2.0"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "**Last Modified:** 2026-03-14",
            "**Last Modified:** 2026-02-14",
        )],
        finding: ("stale-metadata", Warning, CONTRACT, "2026-02-14"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "**Last Modified:** 2026-03-14",
            "**Last Modified:** 2026-03-20",
        )],
        finding: ("stale-metadata", Warning, CONTRACT, "2026-03-20"),
        is_mended: false,
    },
    // Tables, overview, categories, links.
    Fault {
        changes: &[Replace(CONTRACT, "| Confirms the address |\n", "|\n")],
        finding: (
            "malformed-table",
            Warning,
            CONTRACT,
            "| auth-service | `src/auth/register.ts` | `register()` |",
        ),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "| Mail to customers | Active |",
            "| Mail to customers, parcels | and labels | Active |",
        )],
        finding: (
            "malformed-table",
            Warning,
            CONTRACT,
            "| SendGrid | Mail to customers, parcels | and labels | Active | `src/integrations/sendgrid/` | $90 | NO |",
        ),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "| Module | File | Function | Usage |\n|--------|------|----------|-------|\n",
            "| Module | File | Function | Usage |\n",
        )],
        finding: ("malformed-table", Error, CONTRACT, "| Module | File | Function | Usage |"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "| SendGrid | Mail to customers | Active | `src/integrations/sendgrid/` | $90 | NO |\n",
            "",
        )],
        finding: ("overview-mismatch", Warning, CONTRACT, "SendGrid"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "| AWS S3 | Parcel labels |",
            "| Twilio | Text messages | Active | - | $9 | NO |\n| AWS S3 | Parcel labels |",
        )],
        finding: ("overview-mismatch", Warning, CONTRACT, "Twilio"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "Mail to customers | Active", "Mail to customers | Testing")],
        finding: ("overview-mismatch", Warning, CONTRACT, "Testing"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "Active | `src/integrations/sendgrid/`",
            "Active | `src/integrations/mail/`",
        )],
        finding: ("overview-mismatch", Warning, CONTRACT, "`src/integrations/mail/`"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(CONTRACT, "- **Stripe** - Card payments\n", "")],
        finding: ("category-mismatch", Hint, CONTRACT, "Stripe"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "### Payments\n", "### Payments\n- **Paddle** - Invoices\n")],
        finding: ("category-mismatch", Hint, CONTRACT, "Paddle"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "docs/runbook.md", "docs/runbok.md")],
        finding: ("broken-link", Warning, CONTRACT, "docs/runbok.md#stripe-is-down"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "#stripe-is-down", "#stripe-sleeps")],
        finding: ("broken-link", Warning, CONTRACT, "docs/runbook.md#stripe-sleeps"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "(#integration-overview)", "(#integrations-overview)")],
        finding: ("broken-link", Warning, CONTRACT, "#integrations-overview"),
        is_mended: false,
    },
    // Paths.
    Fault {
        changes: &[Replace(
            CONTRACT,
            "- **Location:** `src/integrations/sendgrid/`",
            "- **Location:** `src/integrations/sendgird/`",
        )],
        finding: ("binding-not-found", Error, CONTRACT, "src/integrations/sendgird/"),
        is_mended: false,
    },
    Fault {
        changes: &[Move("src/integrations/sendgrid/client.ts", "src/mail/sendgrid/client.ts")],
        finding: ("binding-not-found", Error, CONTRACT, "src/integrations/sendgrid/"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "| `src/auth/register.ts` |", "| `auth/register.ts` |")],
        finding: ("inexact-path", Hint, CONTRACT, "auth/register.ts"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "├── errors.ts",
            "├── types.ts           # Its types\n├── errors.ts",
        )],
        finding: ("binding-incomplete", Hint, CONTRACT, "types.ts"),
        is_mended: false,
    },
    Fault {
        changes: &[Remove("src/integrations/stripe/README.md")],
        finding: ("binding-incomplete", Hint, CONTRACT, "README.md"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "- **Configuration:** `src/integrations/stripe/config.ts`",
            "- **Configuration:** `src/integrations/stripe/configuration.ts`",
        )],
        finding: ("binding-incomplete", Hint, CONTRACT, "src/integrations/stripe/configuration.ts"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "`src/auth/register.ts` |", "`src/auth/signup.ts` |")],
        finding: ("used-by-stale", Error, CONTRACT, "src/auth/signup.ts"),
        is_mended: false,
    },
    Fault {
        changes: &[Move("src/auth/register.ts", "src/auth/signup.ts")],
        finding: ("used-by-stale", Error, CONTRACT, "src/auth/register.ts"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace("src/auth/register.ts", "function register(", "function signUp(")],
        finding: ("used-by-stale", Error, CONTRACT, "register"),
        is_mended: false,
    },
    Fault {
        changes: &[
            Replace(
                "src/auth/register.ts",
                "import { sendMail } from '../integrations/sendgrid/client';\n",
                "",
            ),
            Replace(
                "src/auth/register.ts",
                "await sendMail(email, 'Welcome', 'Please confirm your address.');",
                "console.log(email);",
            ),
        ],
        finding: ("used-by-stale", Warning, CONTRACT, "src/auth/register.ts"),
        is_mended: false,
    },
    Fault {
        changes: &[Add(
            "src/payments/refund.ts",
            "import { PaymentClient } from '../integrations/stripe/client';\n\nexport function refund() {\n  return new PaymentClient();\n}\n",
        )],
        finding: (
            "used-by-missing",
            Warning,
            "src/payments/refund.ts",
            "import { PaymentClient } from '../integrations/stripe/client';",
        ),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "| notification-service | `src/notifications/email.ts` | `notify()` | Tells that a parcel has come |\n",
            "",
        )],
        finding: (
            "used-by-missing",
            Warning,
            "src/notifications/email.ts",
            "import { sendMail } from '../integrations/sendgrid/client';",
        ),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            CONTRACT,
            "tests/integrations/stripe.test.ts",
            "tests/integrations/payments.test.ts",
        )],
        finding: ("test-not-found", Warning, CONTRACT, "tests/integrations/payments.test.ts"),
        is_mended: false,
    },
    Fault {
        changes: &[Remove("tests/mocks/stripe.mock.ts")],
        finding: ("test-not-found", Warning, CONTRACT, "tests/mocks/stripe.mock.ts"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "`handlePaymentSuccess()`", "`handlePaymentSucceeded()`")],
        finding: ("symbol-not-found", Warning, CONTRACT, "handlePaymentSucceeded"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(CONTRACT, "`PaymentClient`", "`StripeClient`")],
        finding: ("symbol-not-found", Warning, CONTRACT, "StripeClient"),
        is_mended: false,
    },
    Fault {
        changes: &[
            Replace(
                "src/integrations/stripe/errors.ts",
                "export class PaymentDeclinedError",
                "export class CardDeclinedError",
            ),
            Replace(
                "src/integrations/stripe/client.ts",
                "import { PaymentDeclinedError, ",
                "import { CardDeclinedError, ",
            ),
            Replace(
                "src/integrations/stripe/client.ts",
                "new PaymentDeclinedError",
                "new CardDeclinedError",
            ),
        ],
        finding: ("symbol-not-found", Warning, CONTRACT, "PaymentDeclinedError"),
        is_mended: false,
    },
    // Variables.
    Fault {
        changes: &[Replace(
            CONTRACT,
            "| `SENDGRID_FROM_NAME` | NO | `Parcel Desk` | Name shown beside the sender |\n",
            "",
        )],
        finding: (
            "env-undocumented",
            Warning,
            "src/integrations/sendgrid/client.ts",
            "SENDGRID_FROM_NAME",
        ),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(
            "src/integrations/sendgrid/client.ts",
            "process.env.SENDGRID_FROM_NAME ?? 'Parcel Desk'",
            "'Parcel Desk'",
        )],
        finding: ("env-unused", Warning, CONTRACT, "SENDGRID_FROM_NAME"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace(
            INFRA,
            "| `STRIPE_WEBHOOK_SECRET` | string | YES | - | Signing secret | `whsec_...` | Payments |\n",
            "",
        )],
        finding: ("env-not-in-infra", Warning, CONTRACT, "STRIPE_WEBHOOK_SECRET"),
        is_mended: true,
    },
    Fault {
        changes: &[Replace(".env.example", "STRIPE_WEBHOOK_SECRET=\n", "")],
        finding: ("env-missing-from-example", Hint, CONTRACT, "STRIPE_WEBHOOK_SECRET"),
        is_mended: true,
    },
    // Packages.
    Fault {
        changes: &[Replace(CONTRACT, "`stripe@^14.0.0`", "`stripe@^13.0.0`")],
        finding: ("dependency-mismatch", Warning, CONTRACT, "^13.0.0"),
        is_mended: false,
    },
    Fault {
        changes: &[Replace("package.json", "    \"@sendgrid/mail\": \"^8.1.3\",\n", "")],
        finding: ("dependency-mismatch", Warning, CONTRACT, "@sendgrid/mail"),
        is_mended: false,
    },
    Fault {
        changes: &[
            Replace(
                CONTRACT,
                "- `@aws-sdk/client-s3@^3.500.0` - The SDK\n",
                "- `@aws-sdk/client-s3@^3.500.0` - The SDK\n- `@aws-sdk/lib-storage@^3.500.0` - Large files\n",
            ),
            Replace(
                "package.json",
                "    \"@sendgrid/mail\"",
                "    \"@aws-sdk/lib-storage\": \"^3.521.0\",\n    \"@sendgrid/mail\"",
            ),
        ],
        finding: ("unmatched-entry", Hint, CONTRACT, "@aws-sdk/lib-storage"),
        is_mended: false,
    },
];
