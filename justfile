# Everything that the workflows run, one command each, so that you can run it too. `just` lists them.
#
# just comes with `.ci/python-tools ~/.cache/twist-tools`, which prints the directory to put on PATH, or from
# https://just.systems. Recipes get their arguments as "$1", "$2", ...: nothing of them is ever read as shell code.

set positional-arguments
set shell := ["bash", "-euo", "pipefail", "-c"]

# Outside the clone, as in .ci/run.
tools := env('TWIST_TOOLS', home_directory() / '.cache/twist-tools')
# What runs `twist`: built from this checkout, unless somebody already did.
twist := env('TWIST', 'cargo run --quiet --package twist-cli --')
gitleaks := 'github.com/zricethezav/gitleaks/v8@v8.30.1'
repository := 'twist-protocol/twist'
# An endpoint of your own instead of the one in the cluster's file; it may hold a secret, so it is named, not shown.
url := if env('RPC_URL', '') == '' { '' } else { '--url "$RPC_URL"' }

export PATH := tools / 'bin:' + env('PATH')

[private]
default:
    @just --list --unsorted

# Refuses to go on without a command, and says where to get it.
[private]
need command from:
    @command -v "$1" >/dev/null || { printf 'error: %s is not on PATH: %s\n' "$1" "$2" >&2; exit 1; }

[private]
docker: (need 'docker' 'https://docs.docker.com/engine/install')
    @docker info >/dev/null 2>&1 || \
        { printf 'error: no Docker engine answers: start Docker, or let a workflow build\n' >&2; exit 1; }

# Everything that a change must pass
[group('check')]
ci:
    .ci/run

# Toolchain, versions, key files, damaged files in the checkout: what to do before anything else fails
[group('check')]
doctor:
    {{ twist }} doctor

# The tests; arguments go to cargo: `just test -p twist-tests --test claim`
[group('check')]
test *args='--workspace':
    cargo test "$@"

# Formats all Rust code
[group('check')]
fmt:
    cargo fmt --all

# Refuses unformatted Rust code
[group('check')]
fmt-check:
    cargo fmt --all --check

# Clippy, warnings refused
[group('check')]
lint:
    cargo clippy --workspace --all-targets --features twist-cli/localnet -- -D warnings

# actionlint, zizmor and shellcheck on workflows and scripts
[group('check')]
workflows:
    .ci/workflows "{{ tools }}"

# Secrets in the files that are or could be committed
[group('check')]
secrets:
    .ci/secret-scan "{{ tools }}"

# Secrets in all of the history
[group('check')]
gitleaks: (need 'go' 'https://go.dev/dl, it runs the pinned gitleaks from source')
    go run {{ gitleaks }} git --no-banner --redact --verbose .

# Licences, sources and advisories of dependencies, by deny.toml
[group('check')]
deny:
    .ci/cargo-tool "{{ tools }}" cargo-deny
    cargo deny check

# Advisories for Cargo.lock, by .cargo/audit.toml
[group('check')]
audit:
    .ci/cargo-tool "{{ tools }}" cargo-audit
    cargo audit

# Runs the pre-commit hooks on every commit from now on
[group('check')]
hooks: (need 'pre-commit' 'pipx install pre-commit')
    pre-commit install

# The whole release on an embedded chain: deploy, fill, upgrade, migrate, smoke, roll back, smoke
[group('check')]
rehearse:
    cargo run --quiet --package twist-cli --features localnet -- rehearse

# cargo-build-sbf and anchor, at the pinned versions
[group('build')]
program-tools:
    .ci/cargo-tool "{{ tools }}" cargo-build-sbf anchor-cli

# Rebuilds idl/ and artifacts/ from the programs
[group('build')]
build-programs:
    scripts/regenerate.sh

# Builds the programs in Solana's own pinned image into a directory: what devnet and mainnet take
[group('build')]
verified-build out='dist': docker
    .ci/cargo-tool "{{ tools }}" solana-verify
    scripts/verified-build.sh "$1"

# The digests of a directory's builds
[group('build')]
checksums dir='dist':
    {{ twist }} release checksums --artifacts "$1"

# What the programs and `twist` are made of, as CycloneDX files in a directory
[group('build')]
sbom out='dist':
    .ci/cargo-tool "{{ tools }}" cargo-cyclonedx
    scripts/sbom.sh "$1"

# Adds the IDLs to a directory with builds, and lists the digest of every file in its SHA256SUMS
[group('build')]
release-files dir='dist':
    cp idl/*.json "$1"
    cd "$1" && rm -f SHA256SUMS* && sha256sum -- * >SHA256SUMS.new && mv SHA256SUMS.new SHA256SUMS

# Builds bin/twist, for jobs that hold keys and therefore build nothing themselves
[group('build')]
twist-binary:
    cargo build --locked --package twist-cli
    install -D -m 755 "${CARGO_TARGET_DIR:-target}/debug/twist" bin/twist

# Packs the builds, bin/twist and a cluster's file for another job
[group('build')]
pack cluster dir='dist':
    tar -czf build.tar.gz "$2" bin/twist "migrations/clusters/$1.toml"

# Unpacks what `pack` packed
[group('build')]
unpack:
    tar -xzf build.tar.gz

# What would have to change on a cluster
[group('release')]
plan cluster *args:
    {{ twist }} plan --cluster "$@" {{ url }}

# Appends the plan to a file in Markdown, for whoever approves it
[group('release')]
plan-summary cluster file:
    { printf '### Plan for %s\n\n```\n' "$1"; {{ twist }} plan --cluster "$1" {{ url }}; printf '```\n'; } | tee -a "$2"

# Takes the steps of the plan
[group('release')]
apply cluster keypair *args:
    {{ twist }} apply --cluster "$1" --keypair "$2" {{ url }} "${@:3}"

# Uploads builds, and writes the steps of the plan as unsigned messages for a multisig
[group('release')]
export cluster keypair dir artifacts='dist':
    {{ twist }} apply --cluster "$1" --keypair "$2" {{ url }} --export "$3" --artifacts "$4"

# Adds the IDLs and the verification of a directory's builds to exported steps, for the same proposal
[group('release')]
export-metadata cluster keypair dir artifacts='dist': (need 'npm' 'https://nodejs.org/en/download')
    .ci/cargo-tool "{{ tools }}" solana-verify
    scripts/metadata.py export "$@" "{{ tools }}"

# Exits 2 if a cluster is not what its file says
[group('release')]
drift cluster *args:
    {{ twist }} drift --cluster "$@" {{ url }}

# The critical path on a cluster, with a spending limit
[group('release')]
smoke cluster keypair *args:
    {{ twist }} smoke --cluster "$1" --keypair "$2" {{ url }} "${@:3}"

# Writes the digests of verified builds into a cluster's file
[group('release')]
record cluster artifacts='dist':
    {{ twist }} release record --cluster "$1" --artifacts "$2"

# Brings a cluster's file to what main says, when the checkout is of a tag
[group('release')]
cluster-file cluster:
    git restore --source origin/main --worktree -- "migrations/clusters/$1.toml"

# Brings a cluster's file to what was last applied by a workflow
[group('release')]
deployed-state cluster: (need 'gh' 'https://cli.github.com')
    scripts/deployed-state.sh "$1"

# Writes a key from an environment variable into a file that only its owner can read
[group('release')]
key-file variable file:
    [ -n "${!1-}" ] || { printf 'error: %s is empty: it must hold the key file as JSON\n' "$1" >&2; exit 1; }
    umask 077 && rm -f "$2" && printf '%s\n' "${!1}" >"$2"

# Whether a tag may be released: it is the version, on main, and in the changelog
[group('release')]
release-check tag:
    scripts/release-check.sh "$1"

# Whether a commit passed CI, went to staging and passed smoke there
[group('release')]
staged commit: (need 'gh' 'https://cli.github.com')
    gh run list --workflow deploy-staging.yml --commit "$(git rev-parse --verify "$1^{commit}")" --status success \
        --json databaseId --jq length | grep -qx '[1-9][0-9]*' || \
        { printf 'error: no run of deploy-staging.yml succeeded for commit %s: mend what failed there\n' "$1" >&2; exit 1; }

# A version's section of CHANGELOG.md
[group('release')]
changelog-section version:
    @awk -v head="## [$1]" 'index($0, "## ") == 1 { on = index($0, head) == 1; next } on && (NF || n++) { n = 1; print }' \
        CHANGELOG.md | grep '' || { printf 'error: CHANGELOG.md has nothing under ## [%s]\n' "$1" >&2; exit 1; }

# Publishes a directory as a tag's release
[group('release')]
publish tag dir='dist': (need 'gh' 'https://cli.github.com')
    just changelog-section "${1#v}" | gh release create "$1" --verify-tag --title "$1" --notes-file - "$2"/*

# Fetches a release into a directory; refuses it unless its digests and its attestation by release.yml are right
[group('release')]
fetch-release tag dir='dist': (need 'gh' 'https://cli.github.com')
    gh release download "$1" --dir "$2"
    cd "$2" && sha256sum --check --strict SHA256SUMS
    gh attestation verify "$2/SHA256SUMS" --repo "{{ repository }}" --source-ref "refs/tags/$1" \
        --signer-workflow "{{ repository }}/.github/workflows/release.yml"

# Closes the buffers that uploads of a directory's builds left behind
[group('release')]
close-buffers cluster keypair artifacts='dist':
    {{ twist }} release close-buffers --cluster "$1" --keypair "$2" {{ url }} --artifacts "$3"

# Asks the public verifier to rebuild what runs on a cluster
[group('release')]
verification-submit cluster:
    .ci/cargo-tool "{{ tools }}" solana-verify
    scripts/metadata.py submit "$1"

# Opens an issue about drift, unless one is open
[group('release')]
report-drift url: (need 'gh' 'https://cli.github.com')
    if gh issue list --state open --search 'Drift in:title' --json number --jq length | grep -qx 0; then \
        gh issue create --title 'Drift: a cluster is not what its file says' --body "Found by $1"; fi
