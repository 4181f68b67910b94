//! The source rules in a Python project.

use super::*;

/// A sound project: its binding is `src/integrations/stripe`, its only user `src/pay.py`. The
/// packages begin below `src`.
fn sound_project() -> Files {
    let contract = crate::workspace::fixture::SOUND_CONTRACT.replace("src/pay.js", "src/pay.py");
    Files(format!(
        "\
//- /THIRD_PARTY_INTEGRATIONS.md
{contract}//- /src/integrations/__init__.py
//- /src/integrations/stripe/__init__.py
from .client import charge
//- /src/integrations/stripe/client.py
import os

import stripe

stripe.api_key = os.environ[\"STRIPE_SECRET_KEY\"]


def charge(amount):
    return stripe.PaymentIntent.create(amount=amount)
//- /src/pay.py
from integrations.stripe import charge


def pay(amount):
    return charge(amount)
"
    ))
}

fn findings(files: &Files) -> Vec<String> {
    render(&Fixture::new(&files.0).snapshot()).lines().map(str::to_owned).collect()
}

/// What is found in a file that is added to the sound project.
fn found_in(path: &str, source: &str) -> Vec<String> {
    findings(&sound_project().and(&format!("//- /{path}\n{source}\n")))
}

#[test]
fn a_sound_project_has_no_findings() {
    assert_eq!(findings(&sound_project()), Vec::<String>::new());
}

#[test]
fn every_form_of_import_is_a_use_of_the_binding() {
    for import in [
        "from integrations.stripe import charge",
        "from integrations.stripe.client import charge as pay",
        "import integrations.stripe",
        "import integrations.stripe.client as client",
        "from integrations import stripe",
        "from integrations.stripe import client",
        "from integrations.stripe.client import *",
        "from .integrations.stripe import charge",
        "from . integrations.stripe import client",
        "def f():\n    from integrations.stripe import charge",
        "import importlib\nclient = importlib.import_module('integrations.stripe.client')",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from integrations.stripe import charge",
    ] {
        let found = found_in("src/job.py", import);
        assert_eq!(found.len(), 1, "{import}: {found:?}");
        assert!(found[0].contains("used-by-missing(Stripe)"), "{import}: {found:?}");
    }
}

#[test]
fn what_does_not_use_the_binding_needs_no_row() {
    for source in [
        "# from integrations.stripe import charge",
        "TEXT = 'from integrations.stripe import charge'",
        "from integrations import twilio",
        "from unittest.mock import patch\npatch('integrations.stripe.charge')",
        "from integrations.stripelike import charge",
    ] {
        let found = found_in("src/job.py", source);
        assert_eq!(found, Vec::<String>::new(), "{source}");
    }
    let test = "from integrations.stripe import charge\n";
    assert_eq!(found_in("tests/test_pay.py", test), Vec::<String>::new());
}

#[test]
fn a_use_through_a_door_is_one_of_who_goes_through() {
    let door = "//- /src/billing/__init__.py\nfrom integrations.stripe import charge\n";
    let files = sound_project().and(door);
    let used = files.clone().and("//- /src/job.py\nfrom billing import charge\ncharge(1)\n");
    let found = findings(&used);
    assert!(
        found.iter().any(|it| it.starts_with("src/job.py:1:1 Warning used-by-missing")),
        "{found:?}"
    );
    let other = files.and("//- /src/job.py\nfrom billing import other\nother(1)\n");
    let found = findings(&other);
    assert!(!found.iter().any(|it| it.starts_with("src/job.py")), "{found:?}");
}

#[test]
fn a_row_whose_file_does_not_use_the_binding_is_stale() {
    let files = sound_project().with(
        "from integrations.stripe import charge\n\n\ndef pay(amount):\n    return charge(amount)",
        "def pay(amount):\n    return amount",
    );
    let found = findings(&files);
    assert!(found.iter().any(|it| it.contains("used-by-stale(Stripe)")), "{found:?}");
}

#[test]
fn an_sdk_is_used_past_its_binding_and_a_module_of_its_name_is_none() {
    let found = found_in("src/job.py", "import stripe\n\nstripe.Charge.create()");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("src/job.py:1:1 Warning direct-sdk-import(Stripe)"), "{found:?}");
    let typed = found_in("src/job.py", "import stripe\n\ndef f(x: stripe.Charge): ...");
    assert!(typed[0].contains("Hint direct-sdk-import(Stripe)"), "{typed:?}");
    let beside = sound_project()
        .and("//- /jobs/stripe.py\nx = 1\n//- /jobs/job.py\nimport stripe\nstripe.x\n");
    assert_eq!(findings(&beside), Vec::<String>::new());
    // The folder of the binding has the SDK's name, and is no root of anything.
    let inside = found_in("src/integrations/other.py", "import stripe\nstripe.Charge.create()");
    assert!(inside.iter().any(|it| it.contains("direct-sdk-import(Stripe)")), "{inside:?}");
}

#[test]
fn a_package_of_the_workspace_may_bear_the_name_of_an_sdk() {
    // Without a front door, an installed package goes first.
    let files = sound_project()
        .and("//- /src/stripe/models.py\nx = 1\n//- /src/job.py\nimport stripe\nstripe.Charge.create()\n");
    let found = findings(&files);
    assert!(found.iter().any(|it| it.contains("direct-sdk-import(Stripe)")), "{found:?}");
    let files = sound_project()
        .and("//- /src/stripe/__init__.py\nx = 1\n//- /src/job.py\nimport stripe\nstripe.x\n");
    let found = findings(&files);
    assert!(!found.iter().any(|it| it.starts_with("src/job.py")), "{found:?}");
}

#[test]
fn roots_of_the_configuration_are_looked_in() {
    let job = "//- /jobs/job.py\nfrom integrations.stripe import charge\ncharge(1)\n";
    let found = findings(&sound_project().and(job));
    assert_eq!(found, Vec::<String>::new());
    let configured =
        sound_project().and(&format!("//- /contract-lsp.toml\n[python]\nroots = [\"src\"]\n{job}"));
    let found = findings(&configured);
    assert!(
        found.iter().any(|it| it.starts_with("jobs/job.py:1:1 Warning used-by-missing")),
        "{found:?}"
    );
}

#[test]
fn variables_and_addresses_belong_into_the_binding() {
    let source = "import os\nimport requests\n\nos.environ.get(\"STRIPE_SECRET_KEY\")\nrequests.get(\"https://api.stripe.com/v1/charges\")";
    let found = found_in("src/job.py", source);
    assert!(
        found
            .iter()
            .any(|it| it.starts_with("src/job.py:4:") && it.contains("env-outside-binding")),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|it| it.starts_with("src/job.py:5:14 ") && it.contains("direct-http-call")),
        "{found:?}"
    );
}
