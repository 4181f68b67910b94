//! The sample workspaces, as an editor sees them.

use contract_lsp::contract::{self, Contract};
use contract_lsp::text::{Document, Encoding, Position};
use serde_json::json;
use tower_lsp::ls_types::request::GotoDefinition;
use tower_lsp::ls_types::{GotoDefinitionResponse, LocationLink};

use super::client::{Client, as_folders, capabilities};
use super::workspace::{CONTRACT, Workspace};

/// Characters that every encoding counts otherwise, put on the line of each row.
const MARK: &str = "漢字😀é ";

const ENCODINGS: [(&str, Encoding); 3] =
    [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)];

/// Functions that the rows of a sample name although they are gone: drifts that its README tells.
const STOREFRONT_GONE: &[&str] = &["sendResetEmail", "sendMagicLink"];
const LEDGER_GONE: &[&str] = &["Refunds::issue", "keep_original"];

#[test]
fn every_used_by_row_of_the_storefront_leads_to_its_function() {
    every_row_leads_to_its_function("storefront", STOREFRONT_GONE);
}

#[test]
fn every_used_by_row_of_the_ledger_leads_to_its_function() {
    every_row_leads_to_its_function("ledger", LEDGER_GONE);
}

fn every_row_leads_to_its_function(sample: &str, gone: &[&str]) {
    let workspace = Workspace::sample(sample);
    let uri = workspace.uri(CONTRACT);
    let written = std::fs::read_to_string(workspace.root().join(CONTRACT)).expect("the contract");
    let marked = marked(&written);
    let contract = contract::parse(&marked);
    let document = Document::new(&marked);
    for (name, encoding) in ENCODINGS {
        let mut capabilities = capabilities();
        capabilities["general"]["positionEncodings"] = json!([name]);
        let mut client = Client::start();
        client.introduce(json!({
            "processId": null,
            "workspaceFolders": as_folders(&[workspace.root_uri()]),
            "capabilities": capabilities,
        }));
        client.open(&uri, &marked);
        let mut led = 0;
        for (function, offset) in functions(&contract) {
            let position = document.position(offset + 1, encoding);
            let answer = client.request_at::<GotoDefinition>(&uri, position.line, position.column);
            if gone.contains(&function) {
                assert_eq!(answer, None, "{function} is gone");
                continue;
            }
            let Some(GotoDefinitionResponse::Link(links)) = answer else {
                panic!("{sample}: {function} leads nowhere: {answer:?}");
            };
            let bare = function.rsplit(['.', ':']).next().expect("a name");
            assert_eq!(name_at(&links[0], encoding), bare, "{sample}, {name}");
            led += 1;
        }
        assert!(led > 5, "{sample} has rows");
        client.leave();
    }
}

/// The functions of all rows, with the byte offset at which each begins.
fn functions(contract: &Contract) -> impl Iterator<Item = (&str, usize)> {
    let usages = contract.integrations.iter().flat_map(|integration| &integration.usages);
    usages.filter_map(|usage| {
        let function = usage.function.as_ref()?;
        Some((&*function.value, function.range.start()))
    })
}

/// The contract with [`MARK`] in the first cell of each Used By row.
fn marked(text: &str) -> String {
    let contract = contract::parse(text);
    let usages = contract.integrations.iter().flat_map(|integration| &integration.usages);
    let mut starts: Vec<usize> = usages
        .filter_map(|usage| usage.module.as_ref().map(|module| module.range.start()))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let mut marked = text.to_owned();
    for start in starts.into_iter().rev() {
        marked.insert_str(start, MARK);
    }
    marked
}

/// The text at the place a link selects.
fn name_at(link: &LocationLink, encoding: Encoding) -> String {
    let path = link.target_uri.to_file_path().expect("a file");
    let target = Document::new(&std::fs::read_to_string(path).expect("the file is there"));
    let offset = |place: tower_lsp::ls_types::Position| {
        target.offset(Position { line: place.line, column: place.character }, encoding)
    };
    let range = link.target_selection_range;
    target.text()[offset(range.start)..offset(range.end)].to_owned()
}
