//! Odd messages, odd URIs, odd folders; and what must never be seen outside.

use serde_json::{Value, json};
use tower_lsp::ls_types::request::{
    Completion, DocumentSymbolRequest, GotoDefinition, HoverRequest, References,
};
use tower_lsp::ls_types::{MessageType, Uri};

use super::client::{Client, as_folders, capabilities, command};
use super::workspace::{CONTRACT, STRIPE, Workspace};

#[test]
fn what_is_no_message_is_refused_and_the_next_one_is_answered() {
    let mut client = Client::of(&[]);
    client.write_frame("{\"jsonrpc\": \"2.0\", \"method\":");
    assert_eq!(client.anonymous_error().code, -32700);
    client.write_frame("[1, 2]");
    assert_eq!(client.anonymous_error().code, -32600);
    client.write_frame("{\"hello\": \"world\"}");
    assert_eq!(client.anonymous_error().code, -32600);
    client.write(b"Content-Length: 2\r\n\r\n\xff\xfe");
    assert_eq!(client.anonymous_error().code, -32700);
    client.write(b"stray words\r\nContent-Type: x\r\n");
    let id = client.ask_raw("textDocument/hover", json!({"position": "here"}));
    assert_eq!(client.answer_raw(id).map_err(|error| error.code), Err(-32602));
    client.notify_raw("textDocument/didOpen", json!({"wrong": true}));
    // An answer to a question nobody asked.
    client.write_frame(r#"{"jsonrpc": "2.0", "id": 999, "result": null}"#);
    client.leave();
}

#[test]
fn uris_of_no_local_file_are_answered_with_nothing() {
    let shop = Workspace::shop();
    let mut client = Client::of(&[shop.root_uri()]);
    for uri in [
        "untitled:Untitled-1",
        "git:/x/y.md?%7B%22path%22%3A%22y%22%7D",
        "vscode-notebook-cell:/x/y.ipynb#W0sZmlsZQ%3D%3D",
        "vscode-vfs://github/x/y.md",
        "file://host/share/x.md",
        "file:///c%3A/Users/x/y.md",
        "file:///C:/Users/x/y.md",
        "file:///%FF%00.md",
        "file:",
    ] {
        let uri: Uri = uri.parse().expect("a URI");
        client.open(&uri, STRIPE);
        client.change(&uri, 2, Some([0, 0, 0, 1]), "");
        assert_eq!(client.request_at::<HoverRequest>(&uri, 0, 0), None, "{uri:?}");
        assert_eq!(client.request_at::<Completion>(&uri, 0, 0), None);
        assert_eq!(client.request_at::<GotoDefinition>(&uri, 0, 0), None);
        assert_eq!(client.request_at::<References>(&uri, 0, 0), None);
        client.changed_on_disk(&[(&uri, 2)]);
        client.notify_raw("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
        client.close(&uri);
    }
    client.leave();
}

#[test]
fn text_that_is_no_uri_is_refused() {
    let mut client = Client::of(&[]);
    let params = json!({"textDocument": {"uri": "C:\\no uri"}});
    let id = client.ask_raw("textDocument/documentSymbol", params);
    assert_eq!(client.answer_raw(id).map_err(|error| error.code), Err(-32602));
    client.leave();
}

#[test]
fn folders_may_be_told_in_every_way() {
    let shop = Workspace::shop();
    let uri = shop.uri(CONTRACT);
    let root = shop.root_uri();
    for folders in [
        json!({"workspaceFolders": as_folders(std::slice::from_ref(&root)), "rootUri": null}),
        json!({"workspaceFolders": null, "rootUri": root}),
        json!({"rootUri": root}),
        json!({"workspaceFolders": [], "rootUri": root}),
        json!({"rootUri": null, "rootPath": shop.root()}),
        json!({"rootUri": null}),
        json!({"workspaceFolders": [{"uri": "vscode-vfs://github/x", "name": "x"}]}),
    ] {
        let mut params = json!({"processId": null, "capabilities": capabilities()});
        params
            .as_object_mut()
            .expect("an object")
            .extend(folders.as_object().expect("an object").clone());
        let mut client = Client::start();
        client.introduce(params);
        client.open(&uri, STRIPE);
        // In a folder or outside of all: a file that is opened is told about once.
        let published = client.diagnostics(&uri);
        assert_eq!(published.version, Some(1), "{folders}");
        client.leave();
    }
}

#[test]
fn a_lone_file_does_not_make_its_folder_a_workspace() {
    let folder = Workspace::empty();
    let lone = folder.write("notes.md", "# Notes\n");
    let mut client = Client::of(&[]);
    client.open(&lone, "# Notes\n");
    assert_eq!(client.diagnostics(&lone).diagnostics, []);
    let params = json!({"textDocument": {"uri": lone}});
    let id = client.ask_raw("textDocument/documentSymbol", params);
    assert_eq!(client.answer::<DocumentSymbolRequest>(id), Ok(None));
    client.close(&lone);
    client.leave();
}

#[test]
fn a_home_directory_is_nobodys_workspace() {
    let home = Workspace::empty();
    let notes = home.write("notes.md", "# Notes\n");
    let mut client = Client::run(command().env("HOME", home.root()));
    client.introduce(json!({
        "processId": null, "rootUri": home.root_uri(), "capabilities": capabilities(),
    }));
    let told = client.logged(MessageType::WARNING);
    assert!(told.contains("is not read"), "{told}");
    client.open(&notes, "# Notes\n");
    assert_eq!(client.diagnostics(&notes).diagnostics, []);
    client.leave();
}

#[test]
fn folders_come_and_go() {
    let (one, two) = (Workspace::shop(), Workspace::shop());
    let mut client = Client::of(&[one.root_uri()]);
    let uri = two.uri(CONTRACT);
    let change =
        |added: Value, removed: Value| json!({"event": {"added": added, "removed": removed}});
    client.open(&uri, STRIPE);
    client.diagnostics(&uri);
    for _ in 0..3 {
        let folders = as_folders(&[two.root_uri()]);
        let added = change(folders.clone(), json!([]));
        client.notify_raw("workspace/didChangeWorkspaceFolders", added);
        client.request_at::<HoverRequest>(&uri, 0, 0);
        let removed = change(json!([]), folders);
        client.notify_raw("workspace/didChangeWorkspaceFolders", removed);
        client.request_at::<HoverRequest>(&uri, 0, 0);
    }
    client.leave();
}

#[test]
fn each_folder_is_watched_by_one_relative_pattern() {
    let (one, two) = (Workspace::shop(), Workspace::shop());
    let mut client = Client::of(&[one.root_uri(), two.root_uri()]);
    let registered = client.requested("client/registerCapability");
    let registrations = registered["registrations"].as_array().expect("registrations");
    assert_eq!(registrations.len(), 2);
    for (registration, folder) in registrations.iter().zip([one.root_uri(), two.root_uri()]) {
        let watchers = &registration["registerOptions"]["watchers"];
        let pattern = json!({"globPattern": {"baseUri": folder, "pattern": "**/*"}});
        assert_eq!(*watchers, json!([pattern]));
    }
    client.leave();
}

#[test]
fn positions_out_of_bounds_are_no_error() {
    let shop = Workspace::shop();
    let uri = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, STRIPE);
    for (line, column) in [(0, u32::MAX), (u32::MAX, 0), (u32::MAX, u32::MAX), (9999, 9999)] {
        client.request_at::<HoverRequest>(&uri, line, column);
        client.request_at::<Completion>(&uri, line, column);
        client.request_at::<GotoDefinition>(&uri, line, column);
        client.request_at::<References>(&uri, line, column);
        let params = json!({
            "textDocument": {"uri": uri},
            "range": {
                "start": {"line": line, "character": column},
                "end": {"line": 0, "character": 0},
            },
            "context": {"diagnostics": []},
        });
        let id = client.ask_raw("textDocument/codeAction", params);
        client.answer_raw(id).expect("an answer");
    }
    client.leave();
}

#[test]
fn nothing_is_written_into_the_workspace() {
    let shop = Workspace::shop();
    let before = shop.everything();
    let mut client = Client::of(&[shop.root_uri()]);
    let uri = shop.uri(CONTRACT);
    client.open(&uri, STRIPE);
    client.change(&uri, 2, None, "# Nothing\n");
    client.diagnostics(&uri);
    client.request_at::<HoverRequest>(&uri, 0, 0);
    client.leave();
    assert!(shop.everything() == before, "the workspace is as it was");
}

/// Values that look like keys, made so that no scanner takes this file for a leak.
fn canaries() -> [String; 3] {
    [
        format!("sk_{}_51Canary{}", "live", "Qw8Er7Ty6Ui5Op4As3Df2Gh1"),
        format!("canary-{}", "value-of-no-known-shape-7731"),
        format!("SG.canary{}.{}", "Zx9Cv8Bn7Mm6", "Lk5Jh4Gf3Ds2Aq1Wsx2Edc3Rfv4Tgb5Yhn6Ujm7"),
    ]
}

#[test]
fn values_of_dotenv_files_are_never_seen_outside() {
    let [stripe, plain, mail] = canaries();
    let shop = Workspace::shop();
    let dotenv =
        format!("STRIPE_SECRET_KEY={stripe}\nexport PLAIN='{plain}'\nSENDGRID_API_KEY={mail}\n");
    let env = shop.write(".env", &dotenv);
    let local = shop.write(".env.local", &dotenv);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&env, &dotenv);
    client.change(&env, 2, Some([9999, 0, 9999, 0]), &plain);
    client.changed_on_disk(&[(&local, 2)]);
    client.open(&shop.uri(CONTRACT), STRIPE);
    client.diagnostics(&shop.uri(CONTRACT));
    for uri in [&env, &shop.uri(CONTRACT), &shop.uri("src/integrations/stripe/client.js")] {
        for line in 0..60 {
            for column in [0, 3, 10, 20, 30] {
                client.request_at::<HoverRequest>(uri, line, column);
                client.request_at::<Completion>(uri, line, column);
                client.request_at::<References>(uri, line, column);
            }
            let range = json!({
                "start": {"line": line, "character": 0},
                "end": {"line": line, "character": 99},
            });
            let params = json!({
                "textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []},
            });
            let id = client.ask_raw("textDocument/codeAction", params);
            client.answer_raw(id).expect("an answer");
        }
    }
    let heard = client.everything_heard();
    for canary in canaries() {
        assert!(!heard.contains(&canary), "the value of a variable was told");
    }
    client.leave();
}
