#!/usr/bin/env bash
# Whether a tag may be released: it names the workspace's version, its commit is checked out and is part of main, and
# CHANGELOG.md has a section for it.
#
# usage: scripts/release-check.sh TAG    (in a checkout of the tag that knows origin/main)
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."

die() {
    printf 'error: release-check: %s\n' "$*" >&2
    exit 1
}

tag=${1:?usage: scripts/release-check.sh TAG}
version=$(sed -n '/^\[workspace\.package\]$/,/^\[/s/^version = "\(.*\)"$/\1/p' Cargo.toml)
[ "$tag" = "v$version" ] ||
    die "the tag is $tag, but Cargo.toml says version $version: tag v$version, or change the version"
commit=$(git rev-parse --quiet --verify "refs/tags/$tag^{commit}") ||
    die "there is no tag $tag: git tag --sign $tag && git push origin $tag"
[ "$commit" = "$(git rev-parse HEAD)" ] || die "$tag is commit $commit, which is not what is checked out"
git merge-base --is-ancestor "$commit" origin/main || die "$tag is not part of main: releases are made from main alone"
just changelog-section "$version" >/dev/null
printf '%s is version %s, on main, and in the changelog\n' "$tag" "$version"
