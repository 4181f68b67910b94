use proptest::prelude::*;

use crate::source::languages::tests::dump::dump;

use super::facts;

/// A file that holds a bit of everything.
const SAMPLE: &str = include_str!("../scenarios.md");

/// The sources of the scenarios.
fn sources() -> Vec<&'static str> {
    let fences = SAMPLE.split("```python\n").skip(1);
    fences.filter_map(|fence| fence.split("\n```").next()).collect()
}

/// Pieces of Python that, thrown together, reach every part of the extraction.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "import ",
        "from ",
        "a.b",
        ".",
        "..",
        " as x",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\n",
        "\r\n",
        "\n    ",
        "    ",
        "def f",
        "class C",
        "(BaseSettings)",
        "self",
        "self.x = ",
        "return ",
        "lambda x: ",
        "x",
        "C",
        "os",
        "import os\n",
        "os.environ",
        "os.getenv",
        "['A']",
        "f'https://{x}.dev/'",
        "'https://a.b.c/'",
        "\"\"\"",
        "'''",
        "'",
        "b'x'",
        "r'\\'",
        ".format",
        "%",
        " + ",
        " / ",
        " = ",
        " == ",
        " in ",
        " not in ",
        "requests.get",
        "urljoin",
        "for x in ",
        "with x as y:",
        "try:",
        "except x as y:",
        "match x:",
        "case C(x):",
        "global x",
        "del ",
        "@",
        "async ",
        "await ",
        "*",
        "**",
        "->",
        "x: int",
        "importlib.import_module",
        "# contract-lsp-ignore-next-line x\n",
        "é",
        "\u{1F980}",
        "\\\n",
        "type X = ",
        "if TYPE_CHECKING:",
        "__all__ = ['x']",
        "x := ",
        "Field(alias='A')",
        "print ",
        "exec ",
        "stripe.X",
    ]);
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC*") {
        facts(&text);
    }

    #[test]
    fn broken_python_never_panics_and_ranges_fit(text in pieces()) {
        let facts = facts(&text);
        let ranges = facts.imports.iter().flat_map(|it| [it.range, it.target.range])
            .chain(facts.env_uses.iter().map(|it| it.name.range))
            .chain(facts.urls.iter().map(|it| it.range))
            .chain(facts.clients.iter().map(|it| it.range))
            .chain(facts.definitions.iter().flat_map(|it| [it.range, it.name.range]))
            .chain(facts.suppressions.iter().flat_map(|it| [it.comment, it.scope]));
        for range in ranges {
            prop_assert!(text.get(std::ops::Range::from(range)).is_some(), "{range:?}");
        }
        prop_assert!(facts.clients.iter().all(|it| it.import < facts.imports.len()));
    }
}

#[test]
fn what_is_being_typed_never_panics() {
    for source in sources() {
        // Every third place: each is a parse of its own.
        for (end, _) in source.char_indices().step_by(3) {
            facts(&source[..end]);
        }
    }
}

#[test]
fn line_breaks_of_windows_change_nothing() {
    for source in sources() {
        let windows = source.replace('\n', "\r\n");
        let said = |text: &str| dump(text, &facts(text)).replace('\r', "");
        assert_eq!(said(source), said(&windows), "{source}");
    }
}

#[test]
fn comments_and_texts_say_nothing() {
    for source in sources() {
        let comment: String = source.lines().map(|line| format!("# {line}\n")).collect();
        let text = format!("x = r'''\n{}\n'''\n", source.replace("'''", ""));
        for said in [facts(&comment), facts(&text)] {
            assert!(said.imports.is_empty() && said.env_uses.is_empty(), "{source}");
            assert!(said.urls.is_empty() && said.clients.is_empty(), "{source}");
        }
    }
}

#[test]
fn another_name_for_what_is_imported_loses_nothing() {
    let plain = "import os\nimport requests\nimport boto3\nos.environ['A']\nos.getenv('B')\n'C' in os.environ\nrequests.get('https://api.stripe.com')\nboto3.client('s3')\n";
    let renamed = plain
        .replace("import os", "import os as o")
        .replace("import requests", "import requests as r")
        .replace("import boto3", "import boto3 as b")
        .replace("os.", "o.")
        .replace("in os", "in o")
        .replace("requests.get", "r.get")
        .replace("boto3.client", "b.client");
    let said = |text: &str| {
        let facts = facts(text);
        let env: Vec<_> = facts.env_uses.into_iter().map(|it| (it.name.value, it.kind)).collect();
        let urls: Vec<_> = facts.urls.into_iter().map(|it| (it.host, it.kind)).collect();
        let clients: Vec<_> = facts.clients.into_iter().map(|it| (it.name, it.form)).collect();
        (env, urls, clients)
    };
    assert_eq!(said(plain), said(&renamed));
    assert_eq!(said(plain).0.len(), 3);
}

#[test]
fn deep_and_long_texts_take_their_time_and_no_more() {
    let deep = 5_000;
    for source in [
        "(".repeat(deep),
        "[".repeat(deep) + "'https://a.acme.dev'",
        "x".to_owned() + &".get('https://a.acme.dev')".repeat(2_000),
        "get(".to_owned() + &"'x' + ".repeat(2_000) + "'')",
        "not ".repeat(deep) + "x",
        "f'{".repeat(500),
        (0..500).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect(),
        (0..300).map(|depth| format!("{}class A:\n", " ".repeat(depth))).collect(),
        (0..200).map(|i| format!("c{} = c{i} + c{i}\n", i + 1)).collect(),
        "a = b\nb = a\nget(a)\n".to_owned(),
        "def f():\n    return f()\nget(f())\n".to_owned(),
        "x = x()\nx.y()\n".to_owned(),
        "x = x.y\nget(x.y, x['a'])\n".to_owned(),
        "class A(A):\n    x = A.x\nget(A.x)\n".to_owned(),
        "import os as a\n".repeat(2_000) + &"a.b\n".repeat(2_000),
    ] {
        facts(&source);
    }
}
