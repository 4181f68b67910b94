//! The same edits and the same places in all three encodings, with characters on the line that
//! differ in all of them.

use serde_json::json;
use tower_lsp::ls_types::{NumberOrString, Range};

use super::client::{Client, as_folders, capabilities};
use super::workspace::Workspace;

const BEFORE: &str = "/* 漢字😀é */ ";
const IMPORT: &str = "const S = require('stripe'); S('x');";

fn length(text: &str, encoding: &str) -> u32 {
    let length = match encoding {
        "utf-8" => text.len(),
        "utf-16" => text.encode_utf16().count(),
        _ => text.chars().count(),
    };
    u32::try_from(length).expect("small")
}

/// The text of a range on one line, counted as a client of the encoding counts.
fn text_at(line: &str, range: Range, encoding: &str) -> String {
    let mut column = 0;
    let mut text = String::new();
    for character in line.chars() {
        if (range.start.character..range.end.character).contains(&column) {
            text.push(character);
        }
        column += length(character.encode_utf8(&mut [0; 4]), encoding);
    }
    text
}

fn client(shop: &Workspace, encoding: &str) -> Client {
    let mut capabilities = capabilities();
    capabilities["general"]["positionEncodings"] = json!([encoding]);
    let mut client = Client::start();
    let result = client.introduce(json!({
        "processId": null,
        "workspaceFolders": as_folders(&[shop.root_uri()]),
        "capabilities": capabilities,
    }));
    let negotiated = result.capabilities.position_encoding.expect("an encoding");
    assert_eq!(negotiated.as_str(), encoding);
    client
}

#[test]
fn each_encoding_is_negotiated() {
    let shop = Workspace::empty();
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        client(&shop, encoding).leave();
    }
}

#[test]
fn a_client_that_says_nothing_speaks_utf_16() {
    let mut client = Client::start();
    let result = client.introduce(json!({"processId": null, "capabilities": {}}));
    let negotiated = result.capabilities.position_encoding.expect("an encoding");
    assert_eq!(negotiated.as_str(), "utf-16");
    client.leave();
}

#[test]
fn edits_and_findings_mean_the_same_in_each_encoding() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let shop = Workspace::shop();
        let uri = shop.write("src/odd.js", "");
        let mut client = client(&shop, encoding);
        client.open(&uri, &format!("{BEFORE}here\n"));
        let start = length(BEFORE, encoding);
        // Replaces `here` behind the odd characters, then adds more of them inside the line.
        client.change(&uri, 2, Some([0, start, 0, start + 4]), IMPORT);
        client.change(&uri, 3, Some([0, 3, 0, 3]), "😀😀");
        let line = format!("/* 😀😀{}{IMPORT}", &BEFORE[3..]);
        let published = client.diagnostics_when(&uri, |published| {
            published.version == Some(3) && !published.diagnostics.is_empty()
        });
        let code = NumberOrString::String("direct-sdk-import".to_owned());
        let finding = published.diagnostics.iter().find(|found| found.code == Some(code.clone()));
        let finding = finding.unwrap_or_else(|| panic!("{published:?}"));
        assert_eq!(finding.range.start.line, 0);
        let place = text_at(&line, finding.range, encoding);
        assert!(IMPORT.contains(&place) && place.contains("stripe"), "{encoding}: {place}");
        // And away again, by an edit that needs the right columns too.
        let start = length(&line[..line.len() - IMPORT.len()], encoding);
        client.change(&uri, 4, Some([0, start, 0, start + length(IMPORT, encoding)]), "");
        client.diagnostics_when(&uri, |published| published.diagnostics.is_empty());
        client.leave();
    }
}
