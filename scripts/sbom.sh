#!/usr/bin/env bash
# Writes what each program and the command-line tool are made of: OUT/<package>.cdx.json, CycloneDX 1.5.
#
# usage: scripts/sbom.sh OUT
#
# Needs cargo-cyclonedx (`just sbom` installs the pinned one), which writes a file beside every manifest of the workspace.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."

die() {
    printf 'error: sbom: %s\n' "$*" >&2
    exit 1
}

out=${1:?usage: scripts/sbom.sh OUT}
command -v cargo-cyclonedx >/dev/null || die "cargo-cyclonedx is not on PATH: run this as \`just sbom\`"

written() { find programs crates client cli tests -name '*.cdx.json'; }
clean() { written | while IFS= read -r file; do rm -f "$file"; done; }
trap clean EXIT

# The commit's time instead of the clock's, so that the same commit gives the same files.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
cargo cyclonedx --format json --spec-version 1.5 --all --target all
mkdir -p "$out"
for manifest in programs/*/Cargo.toml cli/Cargo.toml; do
    package=$(sed -n 's/^name = "\(.*\)"$/\1/p' "$manifest" | head -n 1)
    file=$(dirname "$manifest")/$package.cdx.json
    [ -s "$file" ] || die "cargo-cyclonedx wrote no $file"
    install -m 644 "$file" "$out/"
done
