//! `--paranoid`: a server that checks every state against a fresh reading.

use serde_json::json;
use tower_lsp::ls_types::MessageType;

use super::client::{Client, as_folders, capabilities, command};
use super::workspace::{CHECKOUT, CONTRACT, STRIPE, Workspace};

const IMPORT: &str = "const S = require('stripe');\nnew S('x');\n";

fn paranoid(shop: &Workspace) -> Client {
    let mut client = Client::run(command().arg("--paranoid"));
    client.introduce(json!({
        "processId": null,
        "rootUri": null,
        "workspaceFolders": as_folders(&[shop.root_uri()]),
        "capabilities": capabilities(),
    }));
    client
}

/// A client complains of every error in the log when it is dropped.
#[test]
fn a_session_is_what_a_fresh_start_would_be_at_every_step() {
    let shop = Workspace::shop();
    let (contract, user) = (shop.uri(CONTRACT), shop.uri("src/checkout.js"));
    let mut client = paranoid(&shop);
    client.open(&user, CHECKOUT);
    client.diagnostics(&user);
    client.open(&contract, STRIPE);
    client.diagnostics(&contract);
    client.change(&user, 2, None, IMPORT);
    client.diagnostics_when(&user, |published| published.version == Some(2));
    let renamed = STRIPE.replace("STRIPE_SECRET_KEY", "STRIPE_OTHER_KEY");
    client.change(&contract, 2, None, &renamed);
    client.diagnostics_when(&contract, |published| published.version == Some(2));
    let cart = shop.write("src/cart.js", IMPORT);
    client.changed_on_disk(&[(&cart, 1)]);
    client.diagnostics_when(&cart, |published| !published.diagnostics.is_empty());
    client.close(&user);
    client.diagnostics_when(&user, |published| published.version.is_none());
    client.leave();
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "a release build checks nothing")]
fn a_difference_is_told() {
    let shop = Workspace::shop();
    let user = shop.uri("src/checkout.js");
    let mut client = paranoid(&shop);
    client.open(&user, CHECKOUT);
    client.diagnostics(&user);
    // A file that nobody tells of.
    shop.write("src/cart.js", IMPORT);
    client.change(&user, 2, None, IMPORT);
    client.diagnostics_when(&user, |published| published.version == Some(2));
    let told = client.logged(MessageType::ERROR);
    assert!(told.contains("paranoid") && told.contains("src/cart.js"), "{told}");
    client.leave();
}
