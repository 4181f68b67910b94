#!/usr/bin/env bash
# Fuzzes every target, or those named, for so many seconds each: fuzz/run.sh SECONDS [TARGET…]
# Fails when one finds something, and keeps the input in fuzz/broke/TARGET.
set -uo pipefail
cd "$(dirname "$0")/.."

readonly version=0.13.2
seconds=${1:?usage: fuzz/run.sh SECONDS [TARGET…]}
shift

if ! cargo fuzz --version > /dev/null 2>&1; then
  cargo install cargo-fuzz --locked --version "$version" || exit 1
fi

# Without a sanitizer everything is built by a stable compiler. `SANITIZER=address` needs nightly.
sanitizer=${SANITIZER:-none}
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  mapfile -t targets < <(cargo fuzz list)
fi

# The server's threads have 2 MiB of stack, the main thread here would have more. A sanitizer puts
# far more on the stack than the product does.
if [ "$sanitizer" = none ]; then
  ulimit -s 2048
fi

broken=()
for target in "${targets[@]}"; do
  printf '\n== %s\n' "$target"
  artifacts=fuzz/artifacts/$target
  corpus=fuzz/corpus/$target
  rm -rf "$artifacts"
  mkdir -p "$artifacts" "$corpus"
  arguments=(
    "-max_total_time=$seconds"
    -timeout=10
    -rss_limit_mb=2048
    -max_len=8192
    -print_final_stats=1
    "-artifact_prefix=$artifacts/"
  )
  dictionary=fuzz/dictionaries/$target.dict
  if [ -f "$dictionary" ]; then
    arguments+=("-dict=$dictionary")
  fi
  # What is new goes into the first folder; seeds and what broke once are only read.
  folders=("$corpus" "fuzz/seeds/$target")
  if [ -d "fuzz/broke/$target" ]; then
    folders+=("fuzz/broke/$target")
  fi
  if ! cargo fuzz run -s "$sanitizer" "$target" "${folders[@]}" -- "${arguments[@]}"; then
    broken+=("$target")
    mkdir -p "fuzz/broke/$target"
    # An input that is only slow is none that broke.
    find "$artifacts" -type f ! -name 'slow-unit-*' -exec cp {} "fuzz/broke/$target/" \;
  fi
done

if [ ${#broken[@]} -gt 0 ]; then
  printf '\nbroken: %s; the inputs are in fuzz/broke\n' "${broken[*]}" >&2
  exit 1
fi
