#!/usr/bin/env bash
# Builds the programs with solana-verify, in Solana's own image: the same bytes wherever it runs. These are the builds that
# devnet and mainnet take (`twist release record` refuses others).
#
#   OUT/<program>.so    the builds
#   OUT/SHA256SUMS      their digests, for `sha256sum --check`
#   OUT/PROVENANCE      what they were built from, by what, and `verified: true`
#
# usage: scripts/verified-build.sh OUT
#
# Needs Docker, and solana-verify (`just verified-build` installs the pinned one). verified-build.args holds what decides the
# bytes besides the sources: the image of Solana 4.3.0 as solana-verify 0.5.2 lists it, the architecture that mainnet runs,
# and the platform tools whose rustc is the one of rust-toolchain.toml. Verifiers are given the same arguments.
set -euo pipefail
export LC_ALL=C
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."

say() { printf 'verified-build: %s\n' "$*" >&2; }
die() {
    printf 'error: verified-build: %s\n' "$*" >&2
    exit 1
}

out=${1:?usage: scripts/verified-build.sh OUT}
command -v solana-verify >/dev/null || die "solana-verify is not on PATH: run this as \`just verified-build\`"
[ -z "$(git status --porcelain)" ] || die "the checkout has changes: commit them, a verified build is of a commit"
mapfile -t arguments <scripts/verified-build.args

mkdir -p "$out"
rm -f "$out"/*.so "$out/SHA256SUMS" "$out/PROVENANCE"
for manifest in programs/*/Cargo.toml; do
    # programs/some-name holds the package twist-some-name, whose program is twist_some_name.
    program=twist_$(basename "$(dirname "$manifest")" | tr - _)
    built=target/deploy/$program.so
    # The image writes as root: what an earlier build left there is not taken for this one's.
    rm -f "$built" || die "cannot remove $built: remove target/, it belongs to another user"
    say "building $program"
    # One by one, as verifiers do: built together, the programs could share features of their dependencies.
    solana-verify build --library-name "$program" "${arguments[@]}" >&2
    install -m 644 "$built" "$out/$program.so"
done
(cd "$out" && sha256sum -- *.so >SHA256SUMS)
cat >"$out/PROVENANCE" <<END
verified: true
migrations: $(find migrations/steps -name '[0-9]*.toml' | wc -l | tr -d ' ')
source_commit: $(git rev-parse HEAD)
toolchain: $(solana-verify --version) ${arguments[*]}
END
say "wrote $out"
