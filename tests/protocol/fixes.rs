//! Quick fixes and the fix of a whole file, through the protocol.

use serde_json::{Value, json};
use tower_lsp::ls_types::request::{CodeActionRequest, CodeActionResolveRequest};
use tower_lsp::ls_types::{
    CodeAction, CodeActionOrCommand, DocumentChangeOperation, DocumentChanges, OneOf, ResourceOp,
    Uri,
};

use super::client::{Client, ErrorAnswer, as_folders, capabilities};
use super::workspace::{CONTRACT, STRIPE, Workspace};

const FIX_ALL: &str = "source.fixAll.contractLsp";

/// Two modules that use the binding and have no row.
const USER: &str = "const { charge } = require('./integrations/stripe/client');\nmodule.exports = () => charge(1);\n";

/// A client of a shop that asks for the edits of its actions when they are picked.
fn lazy_client(shop: &Workspace) -> Client {
    let mut capabilities = capabilities();
    capabilities["textDocument"]["codeAction"]["dataSupport"] = true.into();
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = json!({"properties": ["edit"]});
    let mut client = Client::start();
    let result = client.introduce(json!({
        "processId": null,
        "rootUri": null,
        "workspaceFolders": as_folders(&[shop.root_uri()]),
        "capabilities": capabilities,
    }));
    let capabilities = serde_json::to_value(result.capabilities).expect("JSON");
    assert_eq!(capabilities["codeActionProvider"]["resolveProvider"], true);
    client
}

fn actions(client: &mut Client, uri: &Uri, line: u32, only: Value) -> Vec<CodeAction> {
    let place = json!({"line": line, "character": 8});
    let params = json!({
        "textDocument": {"uri": uri},
        "range": {"start": place, "end": place},
        "context": {"diagnostics": [], "only": only},
    });
    let id = client.ask_raw("textDocument/codeAction", params);
    let answer = client.answer::<CodeActionRequest>(id).expect("an answer").unwrap_or_default();
    answer
        .into_iter()
        .map(|action| match action {
            CodeActionOrCommand::CodeAction(action) => action,
            CodeActionOrCommand::Command(command) => panic!("a command: {command:?}"),
        })
        .collect()
}

fn resolve(client: &mut Client, action: &CodeAction) -> Result<CodeAction, ErrorAnswer> {
    let params = serde_json::to_value(action).expect("JSON");
    let id = client.ask_raw("codeAction/resolve", params);
    client.answer::<CodeActionResolveRequest>(id)
}

/// The new text of the contract after an action's edit; nothing else may be edited.
fn applied(shop: &Workspace, action: &CodeAction) -> String {
    let edit = action.edit.as_ref().expect("an edit");
    let Some(DocumentChanges::Edits(documents)) = &edit.document_changes else {
        panic!("{edit:?}")
    };
    let [document] = &documents[..] else { panic!("{documents:?}") };
    assert_eq!(document.text_document.uri, shop.uri(CONTRACT));
    let mut lines: Vec<String> = STRIPE.split_inclusive('\n').map(str::to_owned).collect();
    for edit in document.edits.iter().rev() {
        let OneOf::Left(edit) = edit else { panic!("annotated") };
        let (start, end) = (edit.range.start, edit.range.end);
        let (first, last) = (start.line as usize, end.line as usize);
        let before = lines.get(first).map_or("", |line| &line[..start.character as usize]);
        let behind = lines.get(last).map_or("", |line| &line[end.character as usize..]);
        let new = format!("{before}{}{behind}", edit.new_text);
        lines.splice(first..(last + 1).min(lines.len()), [new]);
    }
    lines.concat()
}

#[test]
fn an_edit_is_worked_out_when_the_action_is_picked() {
    let shop = Workspace::shop();
    let cart = shop.write("src/cart.js", USER);
    let mut client = lazy_client(&shop);
    client.open(&cart, USER);
    let offered = actions(&mut client, &cart, 0, json!(["quickfix"]));
    let [action, silence] = &offered[..] else { panic!("{offered:?}") };
    assert_eq!((&action.edit, action.is_preferred), (&None, Some(true)));
    // A comment that silences the finding is never taken unasked.
    assert!(silence.title.starts_with("Silence `used-by-missing`"));
    assert_eq!(silence.is_preferred, None);
    let resolved = resolve(&mut client, action).expect("an answer");
    assert_eq!(CodeAction { edit: None, ..resolved.clone() }, *action);
    assert!(applied(&shop, &resolved).contains("| `src/cart.js` "));

    // The text has changed: what was offered is no more.
    client.change(&cart, 2, None, "module.exports = 1;\n");
    let error = resolve(&mut client, action).expect_err("nothing to mend");
    assert_eq!(error.code, -32801);
    client.leave();
}

#[test]
fn all_safe_fixes_of_a_file_come_in_one_edit() {
    let shop = Workspace::shop();
    let broken = STRIPE
        .replace("**Last Modified:** 2025-03-01\n", "")
        .replace("**Purpose:**\nTakes the money for orders.\n\n", "")
        .replace("## Purpose\n\nEvery outside service of the shop is written down here.\n\n", "");
    shop.write(CONTRACT, &broken);
    let uri = shop.uri(CONTRACT);
    for lazy in [false, true] {
        let mut client = if lazy { lazy_client(&shop) } else { Client::of(&[shop.root_uri()]) };
        client.open(&uri, &broken);
        for only in [FIX_ALL, "source.fixAll", "source"] {
            let found = actions(&mut client, &uri, 3, json!([only]));
            let [action] = &found[..] else { panic!("{found:?}") };
            assert_eq!(action.kind.as_ref().map(|kind| kind.as_str()), Some(FIX_ALL));
            let resolved = if lazy {
                resolve(&mut client, action).expect("an answer")
            } else {
                action.clone()
            };
            let edit = serde_json::to_string(&resolved.edit).expect("JSON");
            for section in ["## Purpose", "**Last Modified:**", "**Purpose:**"] {
                assert!(edit.contains(section), "{section} in {edit}");
            }
        }
        // Where nothing is wrong, nobody is offered anything.
        assert_eq!(actions(&mut client, &uri, 3, Value::Null), []);
        assert_eq!(actions(&mut client, &uri, 3, json!(["source.organizeImports"])), []);
        client.leave();
    }
}

#[test]
fn beside_a_safe_fix_all_of_them_are_offered_when_there_are_more() {
    let shop = Workspace::shop();
    let one = STRIPE.replace("**Last Modified:** 2025-03-01\n", "");
    let two = one
        .replace("## Purpose\n\nEvery outside service of the shop is written down here.\n\n", "");
    let uri = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    for (text, version, expected) in [(&one, 1, 0), (&two, 2, 1)] {
        if version == 1 {
            client.open(&uri, text);
        } else {
            client.change(&uri, version, None, text);
        }
        let line = text.lines().position(|line| line == "### Stripe").expect("the heading");
        let found = actions(&mut client, &uri, u32::try_from(line).expect("small"), Value::Null);
        let is_all = |action: &&CodeAction| {
            action.kind.as_ref().is_some_and(|kind| kind.as_str() == FIX_ALL)
        };
        assert_eq!(found.iter().filter(is_all).count(), expected, "{found:?}");
        assert!(found.len() > expected);
    }
    client.leave();
}

#[test]
fn a_diagnostic_names_its_fixes_where_the_client_keeps_them() {
    let shop = Workspace::shop();
    let cart = shop.write("src/cart.js", USER);
    for keeps in [false, true] {
        let mut capabilities = capabilities();
        capabilities["textDocument"]["publishDiagnostics"]["dataSupport"] = keeps.into();
        let mut client = Client::start();
        client.introduce(json!({
            "processId": null, "rootUri": shop.root_uri(), "capabilities": capabilities,
        }));
        client.open(&cart, USER);
        let published =
            client.diagnostics_when(&cart, |published| !published.diagnostics.is_empty());
        let expected = json!({
            "fixes": [{"title": "Add `src/cart.js` to Used By Modules of Stripe", "safe": true}],
        });
        assert_eq!(published.diagnostics[0].data, keeps.then_some(expected));
        client.leave();
    }
}

#[test]
fn files_are_created_by_clients_that_can_and_offered_to_no_others() {
    let shop = Workspace::shop();
    let moved = STRIPE.replace("`src/integrations/stripe/`\n", "`src/integrations/till/`\n");
    let uri = shop.uri(CONTRACT);
    let (line, _) = super::workspace::place_of(&moved, "src/integrations/till/");
    for creates in [false, true] {
        let mut capabilities = capabilities();
        if creates {
            capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create"]);
        }
        let mut client = Client::start();
        client.introduce(json!({
            "processId": null, "rootUri": shop.root_uri(), "capabilities": capabilities,
        }));
        client.open(&uri, &moved);
        let params = json!({
            "textDocument": {"uri": uri},
            "range": {
                "start": {"line": line, "character": 0}, "end": {"line": line, "character": 60},
            },
            "context": {"diagnostics": [], "only": ["quickfix"]},
        });
        let id = client.ask_raw("textDocument/codeAction", params);
        let found = client.answer::<CodeActionRequest>(id).expect("an answer").unwrap_or_default();
        let created: Vec<_> = found
            .iter()
            .filter_map(|action| match action {
                CodeActionOrCommand::CodeAction(action) => action.edit.as_ref(),
                CodeActionOrCommand::Command(_) => None,
            })
            .filter_map(|edit| match &edit.document_changes {
                Some(DocumentChanges::Operations(operations)) => Some(operations),
                _ => None,
            })
            .flatten()
            .collect();
        let files = created.iter().filter_map(|operation| match operation {
            DocumentChangeOperation::Op(ResourceOp::Create(create)) => Some(create),
            _ => None,
        });
        let files: Vec<_> = files.collect();
        assert_eq!(!files.is_empty(), creates, "{found:?}");
        // Each is filled after it was made, and never laid over one that is there.
        assert_eq!(created.len(), 2 * files.len());
        for file in files {
            assert!(file.uri.as_str().contains("/src/integrations/till/"), "{file:?}");
            let options = file.options.as_ref().expect("options");
            assert_eq!((options.overwrite, options.ignore_if_exists), (Some(false), Some(false)));
        }
        client.leave();
    }
}
