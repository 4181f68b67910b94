//! Completion of labels and sections.

use expect_test::{Expect, expect};

use super::completion::{check, check_fixture, items};
use super::*;
use crate::features::CompletionItem;
use crate::features::today::today;
use crate::text::apply_edits;
use crate::workspace::fixture::SOUND_CONTRACT;

/// A client that uses Twilio and SendGrid, which no section documents.
const OTHERS: &str = "\
//- /src/integrations/twilio/client.ts
import twilio from 'twilio';
export const sms = twilio(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN);
//- /src/alerts.ts
import { sms } from './integrations/twilio/client';
export function alert() { sms.messages.create(); }
//- /src/mail.js
const mail = require('@sendgrid/mail');
";

fn contract(text: &str, files: &str) -> Fixture {
    let sources = sound_workspace();
    let rest = &sources[sources.find("//- /src").expect("sources")..];
    Fixture::new(&format!("//- /THIRD_PARTY_INTEGRATIONS.md\n{text}{rest}{files}"))
}

fn named(fixture: &Fixture, label: &str) -> CompletionItem {
    let found = items(fixture).into_iter().find(|item| item.label == label);
    found.unwrap_or_else(|| panic!("no {label}"))
}

/// Checks what an item makes of the lines around the cursor, and its snippet.
fn check_item(fixture: &Fixture, label: &str, expect: Expect) {
    let (path, _) = cursor(fixture);
    let item = named(fixture, label);
    let document = fixture.snapshot().document(&path).expect("the file of the cursor");
    let edited = apply_edits(document.text(), std::slice::from_ref(&item.edit)).expect("fits");
    let start = edited[..item.edit.range.start()].rfind("\n\n").unwrap_or(0);
    let end = item.edit.range.start() + item.edit.text.len();
    let end = edited[end..].find('\n').map_or(edited.len(), |at| end + at + 1);
    let end = edited[end..].find('\n').map_or(edited.len(), |at| end + at + 1);
    let shown = format!("{}\n=====\n{}\n", &edited[start..end], item.snippet.unwrap_or_default());
    expect.assert_eq(&shown.replace(&today().to_string(), "TODAY"));
}

#[test]
fn on_an_empty_line_the_missing_labels_are_offered_required_ones_first() {
    check(
        "**Purpose:** Takes payments.\n",
        "$0\n",
        "",
        expect![[r#"
        **Purpose:** [What the service does for us]
        Field Purpose (required)
        Field Deprecation Date
        Field Module Structure
        Field API Client Class
        Field Webhook Events Handled
        Field Data Flow
        Field Custom Error Classes
        Field Retry Logic
        … 5 more
    "#]],
    );
    check(
        "**Testing:**\n- **Unit Tests:** with recorded answers\n",
        "$0\n",
        "",
        expect![[r#"
        **Testing:**
        Field Testing (recommended)
        Field Deprecation Date
        Field Module Structure
        Field API Client Class
        Field Webhook Events Handled
        Field Data Flow
        Field Custom Error Classes
        Field Retry Logic
        … 5 more
    "#]],
    );
}

#[test]
fn a_label_that_is_half_typed_is_replaced_as_a_whole() {
    check(
        "**Purpose:** Takes payments.\n",
        "**Pu$0\n",
        "",
        expect![[r#"
        **Purpose:** [What the service does for us]
        Field Purpose (required)
        Field Deprecation Date
        Field Module Structure
        Field API Client Class
        Field Webhook Events Handled
        Field Data Flow
        Field Custom Error Classes
        Field Retry Logic
        … 5 more
    "#]],
    );
    check(
        "**Purpose:** Takes payments.\n",
        "**Pu$0**\n",
        "",
        expect![[r#"
        **Purpose:** [What the service does for us]
        Field Purpose (required)
        Field Deprecation Date
        Field Module Structure
        Field API Client Class
        Field Webhook Events Handled
        Field Data Flow
        Field Custom Error Classes
        Field Retry Logic
        … 5 more
    "#]],
    );
    check(
        "**Purpose:** Takes payments.\n",
        "**$0rpose\n",
        "",
        expect![[r#"
        **Purpose:** [What the service does for us]
        Field Purpose (required)
        Field Deprecation Date
        Field Module Structure
        Field API Client Class
        Field Webhook Events Handled
        Field Data Flow
        Field Custom Error Classes
        Field Retry Logic
        … 5 more
    "#]],
    );
}

#[test]
fn a_label_that_is_whole_is_no_beginning_of_one() {
    check("**Purpose:** Takes payments.\n", "**Purpose:**$0\n", "", expect![[""]]);
    check("**Purpose:** Takes payments.\n", "**Purpose**$0\n", "", expect![[""]]);
    check("**Purpose:** Takes payments.\n", "**Note** a$0\n", "", expect![[""]]);
}

#[test]
fn a_label_brings_its_skeleton_and_blank_lines() {
    let table = "**Environment Variables:**\n\n| Variable | Required | Default | Description | Example |\n|----------|----------|---------|-------------|---------|\n| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n\n";
    check_item(
        &sound_with(table, "**En$0\n", ""),
        "Environment Variables",
        expect![[r#"


        **Environment Variables:**

        | Variable | Required | Default | Description |
        |----------|----------|---------|-------------|
        | [VARIABLE_NAME] | [YES/NO] | - | [What it sets] |

        **Used By Modules:**

        =====
        **Environment Variables:**

        | Variable | Required | Default | Description |
        |----------|----------|---------|-------------|
        | ${1:VARIABLE_NAME} | ${2|YES,NO|} | - | ${3:What it sets} |
        $0
    "#]],
    );
    check_item(
        &sound_with("**Last Modified:** 2026-02-03\n", "**La$0\n", ""),
        "Last Modified",
        expect![[r#"


        **Added:** 2026-01-02
        **Last Modified:** TODAY
        **Status:** `active`

        =====
        **Last Modified:** ${1:TODAY}$0
    "#]],
    );
    check_item(
        &sound_with("**Purpose:** Takes payments.\n", "$0\n", ""),
        "Purpose",
        expect![[r#"


        **Purpose:** [What the service does for us]


        =====
        **Purpose:** ${1:What the service does for us}$0
    "#]],
    );
}

#[test]
fn labels_are_written_as_the_section_writes_them() {
    let list = SOUND_CONTRACT[SOUND_CONTRACT.find("### Stripe").expect("the section")..]
        .lines()
        .take(8)
        .collect::<Vec<_>>()
        .join("\n");
    let head = &SOUND_CONTRACT[..SOUND_CONTRACT.find("### Stripe").expect("the section")];
    let bullets = list.replace("\n**", "\n- **").replace("\n\n- **Purpose", "\n- **Purpose");
    let text = format!("{head}{bullets}\n- **En$0\n");
    check_item(
        &contract(&text, ""),
        "Environment Variables",
        expect![[r#"


        - **Environment Variables:**
          - [VARIABLE_NAME] - [What it sets]

        =====
        - **Environment Variables:**
          - ${1:VARIABLE_NAME} - ${2:What it sets}$0
    "#]],
    );
    let headings = list.replace("\n**", "\n\n#### ").replace(":**", "\n\n");
    let text = format!("{head}{headings}\n\n#### $0\n");
    check_item(
        &contract(&text, ""),
        "Used By Modules",
        expect![[r#"


        #### Used By Modules

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | [module] | [path of the file] | [function] | [How it uses the service] |

        =====
        #### Used By Modules

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | ${1:module} | ${2:path of the file} | ${3:function} | ${4:How it uses the service} |$0
    "#]],
    );
    let windows = format!("{head}{list}\n\n**Da$0\n").replace('\n', "\r\n");
    let item = named(&contract(&windows, ""), "Error Handling");
    assert!(item.edit.text.contains("\r\n") && !item.edit.text.replace("\r\n", "").contains('\n'));
}

#[test]
fn a_bullet_in_a_block_has_the_blocks_own_labels() {
    check(
        "- **Website:** [https://stripe.com](https://stripe.com)\n",
        "- **Website:** [https://stripe.com](https://stripe.com)\n- **$0\n",
        "",
        expect![[r#"
            - **Documentation:** [URL]
            Field Documentation
            Field Status Page
        "#]],
    );
}

#[test]
fn a_deprecated_integration_needs_its_date() {
    let from = "**Status:** `active`\n";
    check(
        from,
        "**Status:** `deprecated`\n**D$0\n",
        "",
        expect![[r#"
        **Deprecation Date:** [YYYY-MM-DD]
        Field Deprecation Date (required)
        Field Module Structure
        Field API Client Class
        Field Webhook Events Handled
        Field Data Flow
        Field Custom Error Classes
        Field Retry Logic
        Field Logging
        … 4 more
    "#]],
    );
}

#[test]
fn configured_fields_are_the_required_ones() {
    let files = "//- /contract-lsp.toml\n[schema]\nrequired = [\"Data Flow\"]\nrecommended = []\n";
    check(
        "**Purpose:** Takes payments.\n",
        "**$0\n",
        files,
        expect![[r#"
        **Data Flow:** [Who calls the binding and what comes back]
        Field Data Flow (required)
        Field Deprecation Date
        Field Purpose
        Field Module Structure
        Field API Client Class
        Field Webhook Events Handled
        Field Custom Error Classes
        Field Retry Logic
        … 5 more
    "#]],
    );
}

#[test]
fn a_heading_below_integrations_begins_a_service() {
    let text = format!("{SOUND_CONTRACT}\n### $0");
    check_fixture(
        &contract(&text, OTHERS),
        expect![[r#"
        ### SendGrid
        Section SendGrid (used in 1 file, not documented)
        Section Twilio (used in 1 file, not documented)
        Section AWS (general) (Infrastructure)
        Section AWS S3 (Storage)
        Section Ably (Realtime)
        Section Adyen (Payments)
        Section Airtable (Productivity)
        Section Alchemy (Blockchain)
        … 152 more
    "#]],
    );
    check_item(
        &contract(&text, OTHERS),
        "Twilio",
        expect![[r#"


        ### Twilio

        **Added:** TODAY  
        **Last Modified:** TODAY  
        **Status:** [active, testing, planned or deprecated]

        **Purpose:** [What the service does for us]

        **Provider Information:**
        - **Website:** https://twilio.com
        - **Documentation:** https://docs.twilio.com
        - **Status Page:** https://status.twilio.com
        - **API Hosts:** `api.twilio.com`, `verify.twilio.com`, `lookups.twilio.com`

        **Plan & Pricing:**
        - **Plan:** [name]
        - **Monthly Cost:** [amount]
        - **Rate Limits:** [limit]

        **Authentication:**
        - **Method:** [API key, OAuth 2.0, …]
        - **Key Location:** `TWILIO_AUTH_TOKEN`

        **Binding Module:**
        - **Location:** `src/integrations/twilio/`
        - **Main File:** `src/integrations/twilio/client.ts`

        **Environment Variables:**

        | Variable | Required | Default | Description |
        |----------|----------|---------|-------------|
        | `TWILIO_ACCOUNT_SID` | [YES/NO] | - | [What it sets] |
        | `TWILIO_AUTH_TOKEN` | [YES/NO] | - | Secret key |

        **Used By Modules:**

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | [module] | `src/alerts.ts` | [function] | [How it uses the service] |

        **Dependencies:**
        - `twilio` - [What it is for]
        =====
        ### Twilio

        **Added:** ${1:TODAY}  
        **Last Modified:** ${2:TODAY}  
        **Status:** ${3|active,testing,planned,deprecated|}

        **Purpose:** ${4:What the service does for us}

        **Provider Information:**
        - **Website:** https://twilio.com
        - **Documentation:** https://docs.twilio.com
        - **Status Page:** https://status.twilio.com
        - **API Hosts:** `api.twilio.com`, `verify.twilio.com`, `lookups.twilio.com`

        **Plan & Pricing:**
        - **Plan:** ${5:name}
        - **Monthly Cost:** ${6:amount}
        - **Rate Limits:** ${7:limit}

        **Authentication:**
        - **Method:** ${8:API key, OAuth 2.0, …}
        - **Key Location:** `TWILIO_AUTH_TOKEN`

        **Binding Module:**
        - **Location:** `src/integrations/twilio/`
        - **Main File:** `src/integrations/twilio/client.ts`

        **Environment Variables:**

        | Variable | Required | Default | Description |
        |----------|----------|---------|-------------|
        | `TWILIO_ACCOUNT_SID` | ${9|YES,NO|} | - | ${10:What it sets} |
        | `TWILIO_AUTH_TOKEN` | ${11|YES,NO|} | - | Secret key |

        **Used By Modules:**

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | ${12:module} | `src/alerts.ts` | ${13:function} | ${14:How it uses the service} |

        **Dependencies:**
        - `twilio` - ${15:What it is for}$0
    "#]],
    );
    let text = format!("{SOUND_CONTRACT}\n### Tw$0ilio\n");
    check_item(
        &contract(&text, ""),
        "OpenAI",
        expect![[r#"


        ### OpenAI

        **Added:** TODAY  
        **Last Modified:** TODAY  
        **Status:** [active, testing, planned or deprecated]

        **Purpose:** [What the service does for us]

        **Provider Information:**
        - **Website:** https://openai.com
        - **Documentation:** https://developers.openai.com
        - **Status Page:** https://status.openai.com
        - **API Hosts:** `api.openai.com`, `eu.api.openai.com`, `us.api.openai.com`

        **Plan & Pricing:**
        - **Plan:** [name]
        - **Monthly Cost:** [amount]
        - **Rate Limits:** [limit]

        **Authentication:**
        - **Method:** [API key, OAuth 2.0, …]
        - **Key Location:** `OPENAI_API_KEY`

        **Binding Module:**
        - **Location:** [path of the folder]
        - **Main File:** [path of the file]

        **Environment Variables:**

        | Variable | Required | Default | Description |
        |----------|----------|---------|-------------|
        | `OPENAI_API_KEY` | [YES/NO] | - | Secret key |

        **Used By Modules:**

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | [module] | [path of the file] | [function] | [How it uses the service] |

        **Dependencies:**
        - `openai` - [What it is for]

        =====
        ### OpenAI

        **Added:** ${1:TODAY}  
        **Last Modified:** ${2:TODAY}  
        **Status:** ${3|active,testing,planned,deprecated|}

        **Purpose:** ${4:What the service does for us}

        **Provider Information:**
        - **Website:** https://openai.com
        - **Documentation:** https://developers.openai.com
        - **Status Page:** https://status.openai.com
        - **API Hosts:** `api.openai.com`, `eu.api.openai.com`, `us.api.openai.com`

        **Plan & Pricing:**
        - **Plan:** ${5:name}
        - **Monthly Cost:** ${6:amount}
        - **Rate Limits:** ${7:limit}

        **Authentication:**
        - **Method:** ${8:API key, OAuth 2.0, …}
        - **Key Location:** `OPENAI_API_KEY`

        **Binding Module:**
        - **Location:** ${9:path of the folder}
        - **Main File:** ${10:path of the file}

        **Environment Variables:**

        | Variable | Required | Default | Description |
        |----------|----------|---------|-------------|
        | `OPENAI_API_KEY` | ${11|YES,NO|} | - | Secret key |

        **Used By Modules:**

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | ${12:module} | ${13:path of the file} | ${14:function} | ${15:How it uses the service} |

        **Dependencies:**
        - `openai` - ${16:What it is for}$0
    "#]],
    );
    check_item(
        &contract(&text, ""),
        "New integration",
        expect![[r#"


        ### [Service Name]

        **Added:** TODAY  
        **Last Modified:** TODAY  
        **Status:** [active, testing, planned or deprecated]

        **Purpose:** [What the service does for us]

        **Provider Information:**
        - **Website:** [URL]
        - **Documentation:** [URL]
        - **Status Page:** [URL]

        **Plan & Pricing:**
        - **Plan:** [name]
        - **Monthly Cost:** [amount]
        - **Rate Limits:** [limit]

        **Authentication:**
        - **Method:** [API key, OAuth 2.0, …]
        - **Key Location:** [VARIABLE_NAME]

        **Binding Module:**
        - **Location:** [path of the folder]
        - **Main File:** [path of the file]

        **Environment Variables:**

        | Variable | Required | Default | Description |
        |----------|----------|---------|-------------|
        | [VARIABLE_NAME] | [YES/NO] | - | [What it sets] |

        **Used By Modules:**

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | [module] | [path of the file] | [function] | [How it uses the service] |

        =====
        ### ${1:Service Name}

        **Added:** ${2:TODAY}  
        **Last Modified:** ${3:TODAY}  
        **Status:** ${4|active,testing,planned,deprecated|}

        **Purpose:** ${5:What the service does for us}

        **Provider Information:**
        - **Website:** ${6:URL}
        - **Documentation:** ${7:URL}
        - **Status Page:** ${8:URL}

        **Plan & Pricing:**
        - **Plan:** ${9:name}
        - **Monthly Cost:** ${10:amount}
        - **Rate Limits:** ${11:limit}

        **Authentication:**
        - **Method:** ${12:API key, OAuth 2.0, …}
        - **Key Location:** ${13:VARIABLE_NAME}

        **Binding Module:**
        - **Location:** ${14:path of the folder}
        - **Main File:** ${15:path of the file}

        **Environment Variables:**

        | Variable | Required | Default | Description |
        |----------|----------|---------|-------------|
        | ${16:VARIABLE_NAME} | ${17|YES,NO|} | - | ${18:What it sets} |

        **Used By Modules:**

        | Module | File | Function | Usage |
        |--------|------|----------|-------|
        | ${19:module} | ${20:path of the file} | ${21:function} | ${22:How it uses the service} |$0
    "#]],
    );
}

#[test]
fn a_heading_that_has_its_fields_is_named_anew() {
    let fixture = sound_with("### Stripe (Payments)", "### Str$0", OTHERS);
    check_fixture(
        &fixture,
        expect![[r#"
        ### SendGrid
        Service SendGrid
        Service Stripe
        Service Twilio
        Service AWS (general)
        Service AWS S3
        Service Ably
        Service Adyen
        Service Airtable
        … 152 more
    "#]],
    );
}

#[test]
fn other_levels_begin_no_service() {
    check_fixture(&contract(&format!("{SOUND_CONTRACT}\n##### $0"), OTHERS), expect![[""]]);
    check_fixture(&contract(&format!("{SOUND_CONTRACT}\n####$0x"), OTHERS), expect![[""]]);
    check("## Change Log\n", "### $0\n\n## Change Log\n", OTHERS, expect![[""]]);
}

#[test]
fn sections_of_the_file_are_offered_in_the_order_of_the_template() {
    check_fixture(
        &contract(&format!("{SOUND_CONTRACT}\n## $0"), ""),
        expect![[r#"
        ## Integration Categories
        Section Integration Categories
        Section Notes for Coding Agents
    "#]],
    );
    let text = SOUND_CONTRACT.replace("## Change Log\n", "## Ch$0\n");
    check_item(
        &contract(&text, ""),
        "Change Log",
        expect![[r#"


        ## Change Log


        =====
        ## Change Log$0
    "#]],
    );
}

#[test]
fn categories_are_the_catalogs() {
    let text = format!("{SOUND_CONTRACT}\n## Integration Categories\n\n### $0\n");
    check_item(
        &contract(&text, ""),
        "Payments",
        expect![[r#"


        ### Payments
        - **Stripe** - [What it does]

        =====
        ### Payments
        - **Stripe** - ${1:What it does}$0
    "#]],
    );
}

#[test]
fn a_section_from_the_catalog_has_all_that_is_required() {
    let fixture = contract(&format!("{SOUND_CONTRACT}\n### $0"), OTHERS);
    let item = named(&fixture, "Twilio");
    let text = apply_edits(&format!("{SOUND_CONTRACT}\n### "), &[item.edit]).expect("fits");
    let fixture = contract(&text, OTHERS);
    let findings = crate::rules::Findings::compute(&fixture.snapshot(), None, &|| false);
    let findings = findings.expect("not cancelled");
    let told = findings.by_file().values().flat_map(|of_file| of_file.iter());
    let told: Vec<_> = told.filter(|it| it.service.as_deref() == Some("Twilio")).collect();
    let other: Vec<_> = told.iter().filter(|it| it.rule != "unfilled-placeholder").collect();
    // Its row in the overview and what is recommended are a fix away; the log is for the author.
    let rules: Vec<&str> = other.iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["overview-mismatch", "recommended-section", "stale-metadata"], "{other:#?}");
}
