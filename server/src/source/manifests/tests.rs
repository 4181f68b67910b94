use expect_test::{Expect, expect};

use super::*;

fn check(path: &str, text: &str, expected: Expect) {
    let manifest = read_manifest(path, text).expect("a manifest");
    let mut shown = String::new();
    for dependency in &manifest.dependencies {
        let name = &dependency.name;
        let is_at_place = name.value.ends_with(name.range.slice(text)) && !name.range.is_empty();
        assert!(is_at_place, "{:?} {:?}", name.value, name.range.slice(text));
        shown += &format!("{:?} {}", dependency.kind, name.value);
        if let Some(requirement) = &dependency.requirement {
            assert_eq!(requirement.range.slice(text), requirement.value);
            shown += &format!(" {}", requirement.value);
        }
        shown += if dependency.is_inherited { " inherited\n" } else { "\n" };
    }
    expected.assert_eq(&shown);
}

#[test]
fn npm() {
    check(
        "a/package.json",
        "\u{feff}{\"name\": \"x\", \"files\": [\"a\", {\"b\": 1}],\r\n \"dependencies\": {\"a\": \"^1\", \"b\": \"npm:@s/c@2\", \"d\": \"npm:e\", \"f\": \"catalog:\"},\n \"devDependencies\": {\"g\": \"workspace:*\"}, \"optionalDependencies\": {\"h\": \"1\"}, \"overrides\": {\"i\": \"1\"}}",
        expect![[r#"
            Runtime a ^1
            Runtime @s/c 2
            Runtime e
            Runtime f catalog: inherited
            Development g workspace:*
            Optional h 1
        "#]],
    );
    check(
        "deno.jsonc",
        "{ // imports\n \"imports\": { \"s\": \"npm:stripe@14\", \"j\": \"jsr:@std/x\", },\n}",
        expect![[r#"
            Runtime stripe 14
        "#]],
    );
}

#[test]
fn broken_text_gives_what_stands_before_the_break() {
    check(
        "package.json",
        "{ \"dependencies\": { \"a\": \"1\",",
        expect![[r#"
        Runtime a 1
    "#]],
    );
    for text in ["", "{", "[", "{\"dependencies\": [{", "{\"dependencies\": {\"a", "\"", "{]}"] {
        assert_eq!(read_manifest("package.json", text).expect("a manifest").dependencies, []);
    }
    let deep = "{\"dependencies\":".repeat(10_000);
    assert_eq!(read_manifest("package.json", &deep).expect("a manifest").dependencies.len(), 1);
    check(
        "Cargo.toml",
        "[dependencies]\na = \"1\"\nb = \n",
        expect![[r#"
        Runtime a 1
        Runtime b 
    "#]],
    );
}

#[test]
fn cargo() {
    check(
        "Cargo.toml",
        "[package]\nname = \"x\"\n[dependencies]\na = \"1\"\nb = { version = \"2\", optional = true }\nc = { git = \"https://x\", version = \"3\" }\nd.workspace = true\ne = { package = \"real-e\", version = '4' }\n[dependencies.f]\nversion = \"5\"\n[dev-dependencies]\ng = \"6\"\n[target.'cfg(unix)'.dependencies]\nh = \"7\"\n[workspace.dependencies]\nd = \"8\"\n[patch.crates-io]\ni = { path = \"i\" }\n",
        expect![[r#"
            Runtime a 1
            Optional b 2
            Runtime c
            Runtime d inherited
            Runtime real-e 4
            Runtime f 5
            Development g 6
            Runtime h 7
            Shared d 8
        "#]],
    );
}

#[test]
fn python() {
    check(
        "pyproject.toml",
        "[project]\nname = \"x\"\ndependencies = [\"a\", \"b[x,y] >=1,<2\", 'c @ https://x/c.whl', \"d==1; os_name == 'nt'\"]\n[project.optional-dependencies]\npay = [\"e~=2.0\"]\n[dependency-groups]\ndev = [\"f\", {include-group = \"g\"}]\n[tool.poetry.dependencies]\npython = \"^3.9\"\nh = \"^1.0\"\ni = {version = \"2\", extras = [\"z\"]}\n[tool.uv]\ndev-dependencies = [\"j\"]\n",
        expect![[r#"
            Runtime a
            Runtime b >=1,<2
            Runtime c
            Runtime d ==1
            Optional e ~=2.0
            Development f
            Development j
            Runtime h ^1.0
            Runtime i 2
        "#]],
    );
    check(
        "requirements/prod.txt",
        "# head\r\n-r base.txt\r\na==1.0 \\\r\n    --hash=sha256:00\r\nb >= 2, < 3 # why\r\nc[x]\r\ngit+https://x/y.git\r\n./local\r\nd @ file:///x\r\n",
        expect![[r#"
            Runtime a ==1.0
            Runtime b >= 2, < 3
            Runtime c
            Runtime d
        "#]],
    );
}

#[test]
fn go_ruby_and_php() {
    check(
        "go.mod",
        "module example.com/x\n\ngo 1.22\n\nrequire example.com/a v1.0.0\n\nrequire (\n\texample.com/b/v2 v2.1.0\n\texample.com/c v0.1.0 // indirect\n)\n\nreplace example.com/a => ../a\n",
        expect![[r#"
            Runtime example.com/a v1.0.0
            Runtime example.com/b/v2 v2.1.0
            Indirect example.com/c v0.1.0
        "#]],
    );
    check(
        "Gemfile",
        "source 'https://rubygems.org'\ngemspec\n# gem 'no'\ngem 'a'\n  gem \"b\", \"~> 1.0\", require: false\n",
        expect![[r#"
            Runtime a
            Runtime b ~> 1.0
        "#]],
    );
    check(
        "x.gemspec",
        "Gem::Specification.new do |spec|\n  spec.add_dependency \"a\", \">= 1\"\n  spec.add_development_dependency('b', '2')\nend\n",
        expect![[r#"
            Runtime a >= 1
            Development b 2
        "#]],
    );
    check(
        "composer.json",
        "{\"name\": \"x/y\", \"require\": {\"php\": \">=8\", \"ext-json\": \"*\", \"a/b\": \"^1\"}, \"require-dev\": {\"c/d\": \"2\"}}",
        expect![[r#"
            Runtime a/b ^1
            Development c/d 2
        "#]],
    );
}

#[test]
fn jvm_and_dotnet() {
    check(
        "pom.xml",
        "<project><dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>managed</artifactId><version>1</version></dependency></dependencies></dependencyManagement><dependencies><!-- <dependency><groupId>g</groupId><artifactId>no</artifactId></dependency> --><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${v}</version><scope>test</scope></dependency><dependency><groupId> g </groupId><artifactId>b</artifactId></dependency></dependencies></project>",
        expect![[r#"
            Shared g:managed 1
            Development g:a ${v}
            Runtime g:b
        "#]],
    );
    check(
        "build.gradle",
        "dependencies {\n    implementation 'g:a:1.0'\n    api(platform(\"g:b:2.0\"))\n    testImplementation \"g:c\"\n    implementation group: 'g', name: 'd', version: '3'\n    implementation libs.e\n    runtimeOnly(\"g:f:$version\")\n}\n",
        expect![[r#"
            Runtime g:a 1.0
            Runtime g:b 2.0
            Development g:c
            Runtime g:f $version
            Runtime g:d 3
        "#]],
    );
    check(
        "Directory.Packages.props",
        "<Project><ItemGroup><PackageVersion Include=\"A\" Version=\"1.0\" /><!-- <PackageVersion Include=\"No\" Version=\"1\" /> --></ItemGroup></Project>",
        expect![[r#"
            Shared A 1.0
        "#]],
    );
    check(
        "x.csproj",
        "<Project>\n<PackageReference Include=\"A\" />\n<PackageReference Include=\"B\" PrivateAssets=\"all\" Version=\"2\" />\n<PackageReference Include=\"C\"><Version>3</Version></PackageReference>\n</Project>",
        expect![[r#"
            Runtime A
            Runtime B 2
            Runtime C 3
        "#]],
    );
}

#[test]
fn other_files_are_no_manifests() {
    for path in ["package-lock.json", "a/notes.txt", "Cargo.lock", "go.sum", "tsconfig.json"] {
        assert_eq!(read_manifest(path, "{}"), None, "{path}");
    }
}

#[test]
fn a_name_that_is_not_typed_yet_is_none() {
    let cargo = "[dependencies]\nmail = { package } \"sendgrid\" }\n\"\" = \"1\"\n";
    let read = read_manifest("Cargo.toml", cargo).expect("a manifest");
    let names: Vec<&str> = read.dependencies.iter().map(|it| it.name.value.as_str()).collect();
    assert_eq!(names, ["mail"]);
    let npm = read_manifest("package.json", "{\"dependencies\": {\"\": \"1\"}}");
    assert_eq!(npm.expect("a manifest").dependencies, []);
}

#[test]
fn names_compare_as_registries_do() {
    assert_eq!(package_key("Async_Stripe"), package_key("async-stripe"));
    assert_eq!(package_key("github.com/stripe/stripe-go/v76"), "github-com/stripe/stripe-go");
    assert_ne!(package_key("@scope/a"), package_key("a"));
}
