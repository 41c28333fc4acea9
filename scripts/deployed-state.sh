#!/usr/bin/env bash
# Brings migrations/clusters/CLUSTER.toml to what a workflow applied last, recorded digests included: the newest artifact
# state-CLUSTER of a run on main. What runs of forks and branches left behind is not looked at.
#
# usage: scripts/deployed-state.sh CLUSTER
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."

die() {
    printf 'error: deployed-state: %s\n' "$*" >&2
    exit 1
}

cluster=${1:?usage: scripts/deployed-state.sh CLUSTER}
file=$cluster.toml
[ -f "migrations/clusters/$file" ] || die "there is no migrations/clusters/$file"
run=$(gh api "repos/{owner}/{repo}/actions/artifacts?name=state-$cluster&per_page=100" --jq '
    [.artifacts[] | select(.expired | not) | select(.workflow_run.head_branch == "main"
        and .workflow_run.head_repository_id == .workflow_run.repository_id)]
    | sort_by(.created_at) | last | .workflow_run.id // empty')
[ -n "$run" ] || die "no workflow has applied $cluster in the last 90 days: run deploy-staging.yml"
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
gh run download "$run" --name "state-$cluster" --dir "$fresh"
mv "$fresh/$file" "migrations/clusters/$file"
printf '%s as applied by run %s\n' "$file" "$run"
