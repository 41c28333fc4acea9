#!/usr/bin/env bash
# Rebuilds everything that is generated from the programs and checked in:
#
#   idl/<program>.json        what clients are built from
#   artifacts/<program>.so    what the demo and the tests run when there is no toolchain for programs
#   artifacts/SHA256SUMS      their digests, for `sha256sum --check`
#   artifacts/PROVENANCE      what they were built from, and by what
#
# usage: scripts/regenerate.sh            rebuild in place
#        scripts/regenerate.sh --check    change nothing checked in, compare with a fresh build
#
# A fresh build also stays in target/deploy (or $CARGO_TARGET_DIR/deploy).
# --check exits 0 when all is up to date, 1 on drift, and 3 when the IDLs are up to date but the artifacts were built by
# another toolchain, whose bytes cannot be compared: then run the tests with TWIST_PROGRAMS_DIR=target/deploy.
#
# PROVENANCE is made so that a machine with only Rust can tell whether the artifacts are older than the sources: `sources`
# names the crates of this workspace that programs are built from, and `sources_sha256` is the SHA-256 of what `sha256sum`
# prints for their Cargo.toml and src/** files, sorted by path in byte order. Cargo.lock and the root Cargo.toml are left
# out: they change for crates that no program contains. The byte comparison of --check covers them.
set -euo pipefail
export LC_ALL=C
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."

say() { printf 'regenerate: %s\n' "$*" >&2; }
die() {
    printf 'error: regenerate: %s\n' "$*" >&2
    exit 1
}

# The crates of this workspace that programs are built from, one directory per line, in byte order.
crates() {
    cargo tree --locked --edges normal,build --prefix none --format '{p}' "${packages[@]/#/--package=}" |
        awk -v root="($PWD/" '
            (at = index($0, root)) { path = substr($0, at + length(root)); sub(/\).*/, "", path); print path }' |
        sort -u
}

# Their files, one path per line, in byte order.
sources() {
    crates | while IFS= read -r crate; do find "$crate/Cargo.toml" "$crate/src" -type f; done | sort
}

sources_sha256() {
    sources | xargs -d '\n' sha256sum | sha256sum | cut -d ' ' -f 1
}

# The value of a key in artifacts/PROVENANCE.
provenance() {
    sed -n "s/^$1: //p" artifacts/PROVENANCE
}

source_commit() {
    local commit
    commit=$(git rev-parse --quiet --verify HEAD) || commit=none
    if [ -n "$(sources | xargs -d '\n' git status --porcelain --)" ]; then
        commit+=' with uncommitted changes'
    fi
    printf '%s\n' "$commit"
}

check=false
case "${1-}" in
'') ;;
--check) check=true ;;
*) die "unknown argument '$1' (usage: scripts/regenerate.sh [--check])" ;;
esac

for tool in cargo-build-sbf anchor; do
    command -v "$tool" >/dev/null ||
        die "$tool is not on PATH. Install the Solana tools and the Anchor CLI, see README.md. (The demo and the" \
            "tests do not need them: they run the checked-in artifacts.)"
done
toolchain=$(cargo build-sbf --version | paste -sd ' ')

# programs/some-name holds the package twist-some-name, whose program is twist_some_name.
packages=()
for manifest in programs/*/Cargo.toml; do
    packages+=("twist-$(basename "$(dirname "$manifest")")")
done
programs=("${packages[@]//-/_}")

deploy=${CARGO_TARGET_DIR:-target}/deploy
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT

say "building ${programs[*]} with $toolchain"
# SBPF v3 is what mainnet runs; without the flag the default of the installed tool would decide.
cargo build-sbf --arch v3 --sbf-out-dir "$deploy" -- --locked
mkdir "$fresh/idl"
for program in "${programs[@]}"; do
    say "building the IDL of $program"
    anchor idl build --program-name "$program" --out "$fresh/idl/$program.json"
done

if ! $check; then
    mkdir -p idl artifacts
    rm -f idl/*.json artifacts/*.so
    cp "$fresh"/idl/*.json idl/
    for program in "${programs[@]}"; do
        install -m 644 "$deploy/$program.so" artifacts/
    done
    (cd artifacts && sha256sum -- *.so >SHA256SUMS)
    cat >artifacts/PROVENANCE <<-END
	source_commit: $(source_commit)
	sources: $(crates | paste -sd ' ')
	sources_sha256: $(sources_sha256)
	toolchain: $toolchain
	anchor: $(anchor --version)
	rustc: $(rustc --version)
	END
    say "wrote idl/ and artifacts/; commit them together with the sources"
    exit 0
fi

drift=0
if ! diff -ru idl "$fresh/idl" >&2; then
    say "DRIFT: idl/ is not what the programs say (see above)"
    drift=1
fi
[ -f artifacts/PROVENANCE ] || die "artifacts/PROVENANCE is missing: run scripts/regenerate.sh and commit artifacts/"
if [ "$(provenance sources_sha256)" != "$(sources_sha256)" ]; then
    say "DRIFT: the program sources changed since artifacts/ was built"
    drift=1
fi
if ! (cd artifacts && sha256sum --check --quiet SHA256SUMS && printf '%s\n' *.so | diff - <(cut -c 67- SHA256SUMS)) >&2
then
    say "DRIFT: artifacts/ does not hold the files that its SHA256SUMS names"
    drift=1
fi
comparable=true
if [ "$(provenance toolchain)" != "$toolchain" ]; then
    comparable=false
else
    for program in "${programs[@]}"; do
        if ! cmp "artifacts/$program.so" "$deploy/$program.so" >&2; then
            say "DRIFT: artifacts/$program.so differs from a build of these sources by the same toolchain"
            drift=1
        fi
    done
fi
if [ "$drift" -ne 0 ]; then
    die "run scripts/regenerate.sh and commit idl/ and artifacts/ together with the sources"
fi
if ! $comparable; then
    say "idl/ is up to date. artifacts/ was built by '$(provenance toolchain)', so its bytes cannot be compared: run" \
        "the tests against this build, with TWIST_PROGRAMS_DIR=$(realpath "$deploy")"
    exit 3
fi
say "idl/ and artifacts/ are up to date, byte for byte"
