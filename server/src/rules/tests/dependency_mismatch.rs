use expect_test::expect;

use super::*;

const LINE: &str = "- `stripe` - the SDK\n";

/// The sound workspace with these Dependencies and files.
fn with(dependencies: &str, files: &str) -> Files {
    sound().with(LINE, dependencies).and(files)
}

fn package_json(dependencies: &str) -> String {
    format!(
        "//- /package.json\n{{\n  \"name\": \"shop\",\n  \"dependencies\": {{ {dependencies} }}\n}}\n"
    )
}

#[test]
fn a_package_that_no_manifest_asks_for_is_reported_at_its_name() {
    let files = with(LINE, &package_json("\"express\": \"^4\""));
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:79:4 Warning dependency-mismatch(Stripe): stripe
    "#]]);
    files.says(expect![[r#"
        dependency-mismatch: `stripe` is listed under Dependencies of Stripe, but `package.json` does not ask for it: whoever updates or audits by this list is misled
          help: correct the name, remove it from the list, or add it to the manifest
    "#]]);
}

#[test]
fn another_major_version_is_reported_at_the_version() {
    let files = with("- `stripe@12.4.0` - the SDK\n", &package_json("\"stripe\": \"^14.1.0\""));
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:79:11 Warning dependency-mismatch(Stripe): 12.4.0
    "#]]);
    files.says(expect![[r#"
        dependency-mismatch: the contract states version 12.4.0 of `stripe`, and `package.json` asks for ^14.1.0: what is written here of the other major version may no longer hold
          help: check the section against the version in use, then update the version here
          package.json:51..58: this version is in use
    "#]]);
    files.picks(
        "Update the version in the contract to 14.1.0",
        expect![[r#"
            Update the version in the contract to 14.1.0
            THIRD_PARTY_INTEGRATIONS.md:79
            - - `stripe@12.4.0` - the SDK
            + - `stripe@14.1.0` - the SDK
            =>
        "#]],
    );
}

#[test]
fn every_way_of_stating_a_version_is_compared() {
    for stated in [
        "- `stripe@12`\n",
        "- `stripe@^12.0.0`\n",
        "- `stripe` ^12\n",
        "- stripe@12.x - the SDK\n",
        "- **NPM Packages:** `stripe@v12`\n",
        "| Package | Version |\n|---|---|\n| `stripe` | 12.1 |\n",
    ] {
        let found =
            render(&Fixture::new(&with(stated, &package_json("\"stripe\": \"14\"")).0).snapshot());
        let is_read = !stated.contains("` ^12");
        assert_eq!(found.lines().count(), usize::from(is_read), "{stated}: {found}");
        assert_eq!(
            found.contains("Warning dependency-mismatch(Stripe): "),
            is_read,
            "{stated}: {found}"
        );
    }
}

#[test]
fn what_may_be_true_is_clean() {
    for (stated, files) in [
        (LINE, ""),
        (LINE, "//- /package.json\n{ \"devDependencies\": { \"stripe\": \"1\" } }\n"),
        (LINE, "//- /package.json\n{ \"peerDependencies\": { \"stripe\": \"1\" } }\n"),
        (
            LINE,
            "//- /packages/pay/package.json\n{ \"dependencies\": { \"stripe\": \"1\" } }\n//- /package.json\n{}\n",
        ),
        (LINE, "//- /package.json\n{ \"dependencies\": { \"pay\": \"npm:stripe@14\" } }\n"),
        (LINE, "//- /package.json\n{}\n//- /requirements.txt\nstripe==8\n"),
        (LINE, "//- /package.json\n{}\n//- /setup.py\nsetup()\n"),
        (LINE, "//- /Cargo.toml\n[dependencies]\nserde = \"1\"\n"),
        (LINE, "//- /tests/fixtures/package.json\n{}\n"),
        (LINE, "//- /node_modules/x/package.json\n{}\n"),
        (
            "- `stripe@14.0.0`\n",
            "//- /package.json\n{ \"dependencies\": { \"stripe\": \"^14.1.0\" } }\n",
        ),
        (
            "- `stripe@12`\n",
            "//- /package.json\n{ \"dependencies\": { \"stripe\": \"workspace:*\" } }\n",
        ),
        (
            "- `stripe@12`\n",
            "//- /package.json\n{ \"dependencies\": { \"stripe\": \"catalog:\" } }\n",
        ),
        (
            "- `stripe@12`\n",
            "//- /package.json\n{ \"dependencies\": { \"stripe\": \"github:a/b\" } }\n",
        ),
        (
            "- `stripe@12`\n",
            "//- /package.json\n{ \"dependencies\": { \"stripe\": \"14\" } }\n//- /old/package.json\n{ \"dependencies\": { \"stripe\": \"12\" } }\n",
        ),
        ("- `fetch`\n- `node:crypto`\n- https\n", "//- /package.json\n{}\n"),
        ("- Redis server 7\n- an account\n- Stripe dashboard\n", "//- /package.json\n{}\n"),
        ("- **Internal Dependencies:** `logger`\n", "//- /package.json\n{}\n"),
        (
            "- `@shop/pay` - ours\n",
            "//- /package.json\n{}\n//- /packages/pay/package.json\n{ \"name\": \"@shop/pay\" }\n//- /src/integrations/stripe/ours.js\nconst pay = require('@shop/pay');\n",
        ),
    ] {
        with(stated, files).is_clean_but("sdk-dep-outside-binding");
    }
    with(LINE, "//- /package.json\n{}\n")
        .with("**Status:** `active`", "**Status:** `planned`")
        .with("| Active |", "| Planned |")
        .is_clean();
}

/// The finding with a manifest of each ecosystem that asks for another major version, and for
/// something else.
#[test]
fn every_ecosystem_is_compared() {
    let mut shown = String::new();
    for (label, stated, file, right, wrong) in [
        (
            "Crates",
            "async-stripe@0.31",
            "Cargo.toml",
            "[dependencies]\nasync_stripe = \"0.31.2\"\n",
            "[dependencies]\nasync-stripe = { version = \"0.39\" }\n",
        ),
        (
            "Crates",
            "async-stripe@2",
            "crates/a/Cargo.toml",
            "[workspace.dependencies]\nasync-stripe = \"2.1\"\n",
            "[target.'cfg(unix)'.build-dependencies]\npay = { package = \"async-stripe\", version = \"3\" }\n",
        ),
        (
            "Python Packages",
            "stripe==7.1",
            "pyproject.toml",
            "[project]\ndependencies = [\"stripe[async] >=7,<9 ; python_version > '3.8'\"]\n",
            "[tool.poetry.group.pay.dependencies]\nstripe = { version = \"^8.0\" }\n",
        ),
        (
            "Python Packages",
            "stripe==7.1",
            "requirements-dev.txt",
            "# keys\nstripe==7.9 # pinned\n",
            "-r base.txt\nStripe >= 8.0, < 9\n",
        ),
        (
            "Python Packages",
            "stripe==7.1",
            "Pipfile",
            "[packages]\nstripe = \"*\"\n",
            "[dev-packages]\nstripe = \"==8.0\"\n",
        ),
        (
            "Go Modules",
            "github.com/stripe/stripe-go/v76@v76.2.0",
            "go.mod",
            "module x\n\nrequire github.com/stripe/stripe-go/v76 v76.9.0\n",
            "require (\n\tgithub.com/stripe/stripe-go/v78 v78.1.0 // indirect\n)\n",
        ),
        (
            "Ruby Gems",
            "stripe@10.1",
            "Gemfile",
            "gem 'stripe', '~> 10.0'\n",
            "group :pay do\n  gem \"stripe\", \"~> 12.1\"\nend\n",
        ),
        (
            "Composer",
            "stripe/stripe-php@13",
            "composer.json",
            "{\"require\": {\"stripe/stripe-php\": \"^13.2\"}}\n",
            "{\"require-dev\": {\"stripe/stripe-php\": \"^15\"}}\n",
        ),
        (
            "Maven",
            "com.stripe:stripe-java:24.0",
            "pom.xml",
            "<project><dependencies><dependency><groupId>com.stripe</groupId><artifactId>stripe-java</artifactId><version>24.9</version></dependency></dependencies></project>\n",
            "<dependency>\n<!-- <version>24</version> -->\n<groupId>com.stripe</groupId>\n<artifactId>stripe-java</artifactId>\n<version>26.1</version>\n</dependency>\n",
        ),
        (
            "Maven",
            "com.stripe:stripe-java:24.0",
            "app/build.gradle.kts",
            "dependencies {\n  implementation(\"com.stripe:stripe-java:24.2.0\")\n}\n",
            "dependencies {\n  // implementation 'com.stripe:stripe-java:24.2.0'\n  testImplementation 'com.stripe:stripe-java:26.2.0'\n}\n",
        ),
        (
            "Maven",
            "com.stripe:stripe-java:24.0",
            "gradle/libs.versions.toml",
            "[versions]\ns = \"24.1\"\n[libraries]\nstripe = { module = \"com.stripe:stripe-java\", version.ref = \"s\" }\n",
            "[libraries]\nstripe = \"com.stripe:stripe-java:26.1\"\n",
        ),
        (
            "NuGet",
            "Stripe.net@43",
            "App.csproj",
            "<ItemGroup><PackageReference Include=\"Stripe.net\" Version=\"43.1.0\" /></ItemGroup>\n",
            "<PackageReference Include=\"Stripe.net\">\n  <Version>45.0.0</Version>\n</PackageReference>\n",
        ),
    ] {
        let listed = format!("- **{label}:** `{stated}`\n");
        with(&listed, &format!("//- /{file}\n{right}")).is_clean();
        let files = with(&listed, &format!("//- /{file}\n{wrong}"));
        let findings = all_findings(&Fixture::new(&files.0).snapshot());
        let [finding] = findings.as_slice() else { panic!("{file}: {findings:#?}") };
        let related = &finding.related[0];
        let fixture = Fixture::new(&files.0);
        let text = fixture.snapshot().document(&related.path).expect("it is there");
        let titles: Vec<&str> = finding.fixes.iter().map(|fix| &*fix.title).collect();
        shown += &format!("{file}: {} {titles:?}\n", related.range.slice(text.text()));
        let nothing = right.replace("stripe", "other").replace("Stripe", "Other");
        let absent =
            render(&Fixture::new(&with(&listed, &format!("//- /{file}\n{nothing}")).0).snapshot());
        assert!(absent.contains("Warning dependency-mismatch(Stripe)"), "{file}: {absent}");
    }
    expect![[r#"
        Cargo.toml: 0.39 ["Update the version in the contract to 0.39"]
        crates/a/Cargo.toml: 3 ["Update the version in the contract to 3"]
        pyproject.toml: ^8.0 ["Update the version in the contract to 8.0"]
        requirements-dev.txt: >= 8.0, < 9 ["Update the version in the contract to 8.0"]
        Pipfile: ==8.0 ["Update the version in the contract to 8.0"]
        go.mod: v78.1.0 ["Update the version in the contract to v78.1.0"]
        Gemfile: ~> 12.1 ["Update the version in the contract to 12.1"]
        composer.json: ^15 ["Update the version in the contract to 15"]
        pom.xml: 26.1 ["Update the version in the contract to 26.1"]
        app/build.gradle.kts: 26.2.0 ["Update the version in the contract to 26.2"]
        gradle/libs.versions.toml: 26.1 ["Update the version in the contract to 26.1"]
        App.csproj: 45.0.0 ["Update the version in the contract to 45"]
    "#]]
    .assert_eq(&shown);
}

#[test]
fn an_open_manifest_counts_as_it_stands_in_the_editor() {
    let mut fixture = Fixture::new(&with(LINE, &package_json("\"stripe\": \"14\"")).0);
    assert_eq!(render(&fixture.snapshot()), "");
    fixture.open("package.json", "{}");
    assert_eq!(render(&fixture.snapshot()).lines().count(), 1);
    fixture.close("package.json");
    assert_eq!(render(&fixture.snapshot()), "");
}
