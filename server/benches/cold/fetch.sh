#!/usr/bin/env bash
# Fetches what `cargo bench --bench cold` reads (corpora/small, medium, large) and compares with
# (tools/), as packages.txt pins it. What is there already is not fetched again.
#
# usage: fetch.sh [FOLDER]    FOLDER: cold/ in cargo's target folder unless given
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-${CARGO_TARGET_DIR:-$here/../../../target}/cold}
mkdir -p "$folder/corpora" "$folder/tools" "$folder/packages"
folder=$(cd "$folder" && pwd)

fail() {
    echo "fetch.sh: $*" >&2
    exit 1
}

for program in npm python3 cargo tar; do
    command -v "$program" >/dev/null || fail "$program is needed and is not installed"
done

# Registries falter now and then.
retried() {
    for pause in 2 10 0; do
        "$@" && return
        sleep "$pause"
    done
    fail "failed three times: $*"
}

# The lines of packages.txt for a corpus and a registry, as "name version".
pinned() {
    awk -v corpus="$1" -v registry="$2" '$1 == corpus && $2 == registry { print $3, $4 }' \
        "$here/packages.txt"
}

# Every package is unpacked beside its place and moved there when it is whole.
fetch_npm() { # name version place
    local archives=$3.archive
    rm -rf "$archives" "$3.part" && mkdir -p "$archives" "$3.part"
    retried npm pack --silent --pack-destination "$archives" "$1@$2" >/dev/null
    tar -xzf "$archives"/*.tgz -C "$3.part"
    rm -rf "$archives"
    mv "$3.part" "$3"
}

# Wheels alone: to build a source distribution would run code of the package.
fetch_pypi() { # name version place
    rm -rf "$3.part" && mkdir -p "$3.part"
    retried python3 -m pip download --quiet --disable-pip-version-check --no-deps \
        --only-binary :all: --dest "$3.part" "$1==$2"
    python3 -m zipfile -e "$3.part"/*.whl "$3.part"
    rm "$3.part"/*.whl
    mv "$3.part" "$3"
}

# All at once: cargo vendors the dependencies of a package, which are left aside.
fetch_crates() { # place
    local package=$1.package
    rm -rf "$package" "$1.part" && mkdir -p "$package/src" "$1.part"
    touch "$package/src/lib.rs"
    {
        printf '[package]\nname = "corpus"\nedition = "2021"\n[workspace]\n[dependencies]\n'
        pinned large crates | sed -E 's/(.*) (.*)/\1 = { version = "=\2", default-features = false }/'
    } >"$package/Cargo.toml"
    (cd "$package" && retried cargo vendor --quiet --versioned-dirs vendor >/dev/null)
    while read -r name version; do
        mv "$package/vendor/$name-$version" "$1.part/" || fail "cargo did not vendor $name"
    done < <(pinned large crates)
    rm -rf "$package"
    mv "$1.part" "$1"
}

# Sources and manifests alone, so that every tool has the same files to read. Neither what the
# checker never reads (see `UNREAD_FOLDERS` in workspace/discovery.rs), nor declarations that a
# compiler wrote, nor ignore files that would hide some from a tool.
copy_sources() { # from to
    rm -rf "$2" && mkdir -p "$2"
    (cd "$1" && find . \
        -type d \( -name node_modules -o -name vendor -o -name dist -o -name build -o -name built \
        -o -name target -o -name site-packages -o -name __pycache__ -o -name '.git' \) -prune -o \
        -type f ! -name '*.min.*' ! -name '*.d.ts' \( -name '*.ts' -o -name '*.tsx' \
        -o -name '*.js' -o -name '*.jsx' -o -name '*.mjs' -o -name '*.cjs' -o -name '*.py' \
        -o -name '*.rs' -o -name package.json -o -name Cargo.toml -o -name pyproject.toml \) \
        -size -1024k -print0 | tar --null -cf - -T -) | tar -xf - -C "$2"
}

fetch_corpus() { # corpus
    local corpus=$folder/corpora/$1 packages=$folder/packages/$1
    # The folder of packages remembers what was pinned when they were fetched.
    local pins=$packages/pins
    # The large one holds all.
    if [[ $1 == large ]]; then
        grep -vE '^(#|tool )' "$here/packages.txt" >"$folder/pins.new"
    else
        grep "^$1 " "$here/packages.txt" >"$folder/pins.new"
    fi
    if [[ -d $corpus ]] && cmp -s "$pins" "$folder/pins.new"; then
        echo "$1: is there"
        return
    fi
    mkdir -p "$packages"
    rm -rf "$corpus" "$corpus.part" && mkdir -p "$corpus.part"
    for registry in npm pypi; do
        while read -r name version; do
            local place=$packages/${name//\//_}-$version
            [[ -d $place ]] || "fetch_$registry" "$name" "$version" "$place"
            copy_sources "$place" "$corpus.part/$(basename "$place")"
        done < <(pinned "$1" "$registry")
    done
    if [[ $1 == large ]]; then
        rm -rf "$packages/crates"
        fetch_crates "$packages/crates"
        copy_sources "$packages/crates" "$corpus.part/crates"
        cp -r "$folder/corpora/small" "$folder/corpora/medium" "$corpus.part/"
    fi
    mv "$corpus.part" "$corpus"
    mv "$folder/pins.new" "$pins"
    echo "$1: $(find "$corpus" -type f | wc -l) files"
}

install_tools() {
    local name version tools=$folder/tools
    read -r name version < <(pinned tool crates)
    [[ -x $tools/ripgrep/bin/rg ]] && "$tools/ripgrep/bin/rg" --version | grep -qF "$version" ||
        retried cargo install --quiet --locked --root "$tools/ripgrep" "$name@$version"
    read -r name version < <(pinned tool npm)
    # npm knows itself what is there.
    retried npm install --silent --no-audit --no-fund --prefix "$tools/ast-grep" "$name@$version"
    read -r name version < <(pinned tool pypi)
    [[ -x $tools/semgrep/bin/pip ]] || python3 -m venv "$tools/semgrep"
    retried "$tools/semgrep/bin/pip" install --quiet --disable-pip-version-check "$name==$version"
    echo "tools: are there"
}

for corpus in small medium large; do
    fetch_corpus "$corpus"
done
install_tools
