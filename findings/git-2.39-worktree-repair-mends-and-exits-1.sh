#!/usr/bin/env bash
# The `.git` file of a worktree is gone. `git worktree repair PATH` writes it anew and exits 1, with an error that
# says the repository cannot be found; run once more it exits 0. Without PATH, from the repository, the same
# repair exits 0 at once. A script that believes the exit status tells a failure that is none. (2.39.5)
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root bookworm git=1:2.39.5-0+deb12u3
timeout=60 inside <<'END'
git --version
cd "$(mktemp -d)"
export HOME=$PWD
git init -q repo
cd repo
git -c user.name=a -c user.email=a@example.org commit -q --allow-empty -m first
git worktree add -q ../tree 2>/dev/null
mended() { [ "$(cat ../tree/.git)" = "gitdir: $PWD/.git/worktrees/tree" ] && echo mended; }
rm ../tree/.git
code=0; git worktree repair ../tree || code=$?
first="$code $(mended)"
code=0; git worktree repair ../tree || code=$?
again="$code $(mended)"
rm ../tree/.git
code=0; git worktree repair || code=$?
bare="$code $(mended)"
echo "with its path: $first; once more: $again; without a path: $bare"
[ "$first/$again/$bare" = '1 mended/0 mended/0 mended' ]
END
