//! What an editor draws around a text: outline, folds, links, lenses, hints and colours.

use serde_json::{Value, json};
use tower_lsp::ls_types::request::{
    CodeLensRequest, DocumentLinkRequest, DocumentSymbolRequest, FoldingRangeRequest,
    InlayHintRequest, Request, SelectionRangeRequest, SemanticTokensFullRequest,
    SemanticTokensRangeRequest,
};
use tower_lsp::ls_types::{
    DiagnosticTag, DocumentSymbol, DocumentSymbolResponse, FoldingRange, FoldingRangeKind,
    InlayHintLabel, NumberOrString, Uri,
};

use super::client::{Client, capabilities};
use super::workspace::{BINDING, CONTRACT, STRIPE, Workspace, place_of};

/// Asks about a document with more parameters.
fn ask<R: Request>(client: &mut Client, uri: &Uri, mut params: Value) -> R::Result
where
    R::Result: serde::Serialize,
{
    params["textDocument"] = json!({"uri": uri});
    let id = client.ask_raw(R::METHOD, params);
    client.answer::<R>(id).expect("the request succeeds")
}

/// A client whose capabilities were changed, with the contract open.
fn client_with(shop: &Workspace, text: &str, change: impl Fn(&mut Value)) -> (Client, Uri) {
    let mut client = Client::with(&[shop.root_uri()], change);
    let uri = shop.uri(CONTRACT);
    client.open(&uri, text);
    (client, uri)
}

fn find<'tree>(symbols: &'tree [DocumentSymbol], name: &str) -> Option<&'tree DocumentSymbol> {
    symbols.iter().find_map(|symbol| {
        let children = symbol.children.as_deref().unwrap_or_default();
        if symbol.name == name { Some(symbol) } else { find(children, name) }
    })
}

#[test]
fn a_deprecated_integration_is_tagged_where_the_client_knows_tags() {
    let shop = Workspace::shop();
    let text = STRIPE.replace("**Status:** `active`", "**Status:** `deprecated`");
    for knows_tags in [true, false] {
        let (mut client, uri) = client_with(&shop, &text, |capabilities| {
            if !knows_tags {
                capabilities["textDocument"]["documentSymbol"]["tagSupport"] = Value::Null;
            }
        });
        let answer = ask::<DocumentSymbolRequest>(&mut client, &uri, json!({}));
        let Some(DocumentSymbolResponse::Nested(tree)) = answer else { panic!("{answer:?}") };
        let stripe = find(&tree, "Stripe").expect("an integration");
        assert_eq!(stripe.tags.is_some(), knows_tags);
        assert!(find(&tree, "STRIPE_SECRET_KEY").is_some_and(|variable| variable.tags.is_none()));
        client.leave();
    }
}

#[test]
fn diagnostics_are_tagged_where_the_client_knows_tags() {
    let text = "// contract-lsp-ignore-file hardcoded-secret -- none\nconst stripe = require('./integrations/stripe/client');\n";
    let shop = Workspace::shop();
    shop.write(CONTRACT, &STRIPE.replace("**Status:** `active`", "**Status:** `deprecated`"));
    let cart = shop.write("src/cart.js", text);
    for knows_tags in [true, false] {
        let mut client = Client::with(&[shop.root_uri()], |capabilities| {
            if !knows_tags {
                capabilities["textDocument"]["publishDiagnostics"]["tagSupport"] = Value::Null;
            }
        });
        client.open(&cart, text);
        let published = client.diagnostics(&cart).diagnostics;
        let tag_of = |rule: &str| {
            let code = NumberOrString::String(rule.to_owned());
            let of = published.iter().find(|diagnostic| diagnostic.code.as_ref() == Some(&code));
            of.unwrap_or_else(|| panic!("{rule}: {published:?}")).tags.clone()
        };
        let when_known = |tag| knows_tags.then(|| vec![tag]);
        assert_eq!(tag_of("deprecated-integration"), when_known(DiagnosticTag::DEPRECATED));
        assert_eq!(tag_of("unused-suppression"), when_known(DiagnosticTag::UNNECESSARY));
        client.leave();
    }
}

#[test]
fn an_infrastructure_contract_has_an_outline_too() {
    let shop = Workspace::shop();
    let infra = "# Infra\r\n\r\n## Environment Variables\r\n\r\n| Variable | Required |\r\n|---|---|\r\n| `PORT` | YES |\r\n";
    let uri = shop.write("INFRA_CONTRACT.md", infra);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, infra);
    let answer = ask::<DocumentSymbolRequest>(&mut client, &uri, json!({}));
    let Some(DocumentSymbolResponse::Nested(tree)) = answer else { panic!("{answer:?}") };
    let section = find(&tree, "Environment Variables").expect("a section");
    let variable = section.children.as_ref().expect("variables");
    assert_eq!(variable[0].selection_range.start.line, 6);
    client.leave();
}

fn folds(client: &mut Client, uri: &Uri) -> Vec<FoldingRange> {
    ask::<FoldingRangeRequest>(client, uri, json!({})).unwrap_or_default()
}

#[test]
fn folds_are_whole_lines_and_end_where_their_text_does() {
    let shop = Workspace::shop();
    let text = STRIPE.replace("## Purpose\n", "<!-- a\ncomment -->\n\n## Purpose\n");
    let (mut client, uri) = client_with(&shop, &text, |_| {});
    let unix = folds(&mut client, &uri);
    let line = |needle: &str| place_of(&text, needle).0;
    let at = |needle: &str| unix.iter().find(|fold| fold.start_line == line(needle));
    let last = u32::try_from(text.lines().count()).expect("few lines") - 1;
    assert_eq!(at("### Stripe").map(|fold| fold.end_line), Some(last));
    assert_eq!(at("## Change Log").map(|fold| fold.end_line), Some(line("| 2025-03-01 | 1.0.0")));
    let comment = at("<!-- a").expect("a fold");
    assert_eq!(comment.kind, Some(FoldingRangeKind::Comment));
    assert!(unix.iter().all(|fold| fold.start_line < fold.end_line));
    client.change(&uri, 2, None, &text.replace('\n', "\r\n"));
    assert_eq!(folds(&mut client, &uri), unix, "other line ends, the same lines");
    client.change(&uri, 3, None, text.trim_end());
    assert_eq!(folds(&mut client, &uri), unix, "without a line break at the end too");
    client.leave();
}

#[test]
fn of_more_folds_than_the_client_takes_the_outermost_are_told() {
    let shop = Workspace::shop();
    let (mut client, uri) = client_with(&shop, STRIPE, |_| {});
    let all = folds(&mut client, &uri);
    client.leave();
    for limit in [0, 1, 4, 5, 7, 1000] {
        let (mut client, uri) = client_with(&shop, STRIPE, |capabilities| {
            capabilities["textDocument"]["foldingRange"] = json!({"rangeLimit": limit});
        });
        let some = folds(&mut client, &uri);
        assert_eq!(some.len(), all.len().min(limit));
        assert!(some.iter().all(|fold| all.contains(fold)));
        if limit == 4 {
            let sections = ["## Purpose", "## Change Log", "## Integration Ov", "## Integrations"];
            let lines = sections.map(|section| place_of(STRIPE, section).0);
            assert_eq!(some.iter().map(|fold| fold.start_line).collect::<Vec<_>>(), lines);
        }
        client.leave();
    }
}

#[test]
fn selections_grow_around_each_position() {
    let shop = Workspace::shop();
    let (mut client, uri) = client_with(&shop, STRIPE, |_| {});
    let places = ["src/checkout.js` | `pay", "Takes the money"].map(|text| place_of(STRIPE, text));
    let positions: Vec<Value> = places
        .iter()
        .map(|(line, column)| json!({"line": line, "character": column + 1}))
        .collect();
    let params = json!({"positions": positions});
    let chains = ask::<SelectionRangeRequest>(&mut client, &uri, params).expect("chains");
    assert_eq!(chains.len(), 2);
    for (chain, (line, _)) in chains.iter().zip(places) {
        assert_eq!((chain.range.start.line, chain.range.end.line), (line, line));
        let mut inner = chain;
        let mut steps = 0;
        while let Some(outer) = &inner.parent {
            assert!(outer.range.start <= inner.range.start && inner.range.end <= outer.range.end);
            assert_ne!(outer.range, inner.range);
            inner = outer;
            steps += 1;
        }
        assert!(steps > 3, "{chain:?}");
        assert_eq!(inner.range.start, tower_lsp::ls_types::Position::default());
    }
    let other = shop.uri("src/checkout.js");
    let params = json!({"positions": [{"line": 0, "character": 0}]});
    assert_eq!(ask::<SelectionRangeRequest>(&mut client, &other, params), None);
    client.leave();
}

#[test]
fn links_lead_to_files_and_lines_and_say_so() {
    let shop = Workspace::shop();
    let text = STRIPE.replace("Takes the money for orders.", "😀 see `src/checkout.js:3`");
    for (says_more, encoding) in [(true, "utf-8"), (false, "utf-16")] {
        let (mut client, uri) = client_with(&shop, &text, |capabilities| {
            capabilities["textDocument"]["documentLink"]["tooltipSupport"] = says_more.into();
            capabilities["general"]["positionEncodings"] = json!([encoding]);
        });
        let links = ask::<DocumentLinkRequest>(&mut client, &uri, json!({})).expect("links");
        let line = place_of(&text, "😀 see").0;
        let link = links.iter().find(|link| link.range.start.line == line).expect("a link");
        let target = link.target.as_ref().expect("a target");
        assert_eq!(target.as_str(), format!("{}#L3", shop.uri("src/checkout.js").as_str()));
        let start = "😀 see `".len();
        let start = if encoding == "utf-8" { start } else { start - 2 };
        assert_eq!(usize::try_from(link.range.start.character), Ok(start));
        let tooltip = link.tooltip.as_deref();
        assert_eq!(tooltip, says_more.then_some("Open src/checkout.js at line 3"));
        let binding = place_of(&text, "- **Location:**").0;
        let folder = links.iter().find(|link| link.range.start.line == binding).expect("a link");
        assert_eq!(folder.target, Some(shop.uri("src/integrations/stripe/client.js")));
        client.leave();
    }
}

#[test]
fn lenses_say_how_much_a_binding_is_used_in_contract_and_source() {
    let shop = Workspace::shop();
    let (mut client, uri) = client_with(&shop, STRIPE, |_| {});
    let titles = |client: &mut Client, uri: &Uri| -> Vec<String> {
        let lenses = ask::<CodeLensRequest>(client, uri, json!({})).unwrap_or_default();
        let commands = lenses.into_iter().map(|lens| lens.command.expect("a title"));
        commands
            .map(|command| {
                assert_eq!(command.command, "", "nothing to click");
                command.title
            })
            .collect()
    };
    assert_eq!(titles(&mut client, &uri), ["used by 1 module · 1 variable"]);
    let main = shop.uri("src/integrations/stripe/client.js");
    client.open(&main, BINDING);
    assert_eq!(titles(&mut client, &main), ["Stripe binding · used by 1 module"]);
    client.leave();
}

#[test]
fn hints_stand_behind_the_rows_of_the_range() {
    let shop = Workspace::shop();
    let (mut client, uri) = client_with(&shop, STRIPE, |_| {});
    let row = place_of(STRIPE, "| `STRIPE_SECRET_KEY` | YES").0;
    let range = |first: u32, last: u32| {
        json!({"range": {
            "start": {"line": first, "character": 0}, "end": {"line": last, "character": 0},
        }})
    };
    let hints = ask::<InlayHintRequest>(&mut client, &uri, range(0, 10_000)).expect("hints");
    let [hint] = hints.as_slice() else { panic!("{hints:?}") };
    let length = STRIPE.lines().nth(row as usize).expect("the row").len();
    assert_eq!((hint.position.line, hint.position.character as usize), (row, length));
    assert!(matches!(&hint.label, InlayHintLabel::String(label) if label == "1 read"));
    assert!(ask::<InlayHintRequest>(&mut client, &uri, range(0, row)).is_none());
    client.leave();
}

/// Tokens as `[line, column, length, type, modifiers]` from the beginning of the document.
fn absolute(answer: &Value) -> Vec<[u64; 5]> {
    let data = answer["data"].as_array().expect("data");
    let (mut line, mut column) = (0, 0);
    let tokens = data.chunks(5).map(|token| {
        let number = |at: usize| token[at].as_u64().expect("a number");
        column = if number(0) == 0 { column } else { 0 };
        (line, column) = (line + number(0), column + number(1));
        [line, column, number(2), number(3), number(4)]
    });
    tokens.collect()
}

#[test]
fn tokens_are_counted_in_the_clients_units() {
    let shop = Workspace::shop();
    let text = STRIPE.replace("Takes the money for orders.", "😀 支払い `STRIPE_SECRET_KEY` 漢");
    let (row, _) = place_of(&text, "😀");
    for (encoding, column) in [("utf-8", 16), ("utf-16", 8), ("utf-32", 7)] {
        let (mut client, uri) = client_with(&shop, &text, |capabilities| {
            capabilities["general"]["positionEncodings"] = json!([encoding]);
        });
        let all = ask::<SemanticTokensFullRequest>(&mut client, &uri, json!({})).expect("tokens");
        let all = absolute(&serde_json::to_value(all).expect("JSON"));
        assert!(all.windows(2).all(|pair| {
            let end = [pair[0][0], pair[0][1] + pair[0][2]];
            end <= [pair[1][0], pair[1][1]]
        }));
        let here: Vec<_> = all.iter().filter(|token| token[0] == u64::from(row)).copied().collect();
        assert_eq!(here, [[u64::from(row), column, 17, 1, 2]], "{encoding}");
        let range = json!({"range": {
            "start": {"line": row, "character": 0}, "end": {"line": row + 1, "character": 0},
        }});
        let some = ask::<SemanticTokensRangeRequest>(&mut client, &uri, range).expect("tokens");
        assert_eq!(absolute(&serde_json::to_value(some).expect("JSON")), here);
        client.leave();
    }
}

#[test]
fn a_client_without_relative_tokens_is_offered_none() {
    let mut capabilities = capabilities();
    capabilities["textDocument"]["semanticTokens"] = Value::Null;
    let mut client = Client::start();
    let result = client.introduce(json!({
        "processId": null, "rootUri": null, "capabilities": capabilities,
    }));
    assert!(result.capabilities.semantic_tokens_provider.is_none());
    client.leave();
}
