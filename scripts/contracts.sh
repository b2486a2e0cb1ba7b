#!/usr/bin/env bash
# Writes src/Grains/OrleansContracts.txt anew: every grain, interface and method as nodes of two releases know them. The
# build fails where the code says otherwise; what git then shows of this file is what a rolling upgrade meets, so read it
# before committing it.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -f src/Grains/OrleansContracts.txt
dotnet restore src/Grains -v quiet
dotnet format analyzers src/Grains/Permanence.Grains.csproj --no-restore --severity info --diagnostics ORLEANS0020
[ -s src/Grains/OrleansContracts.txt ] || { echo "It was not written." >&2; exit 1; }
git diff --stat -- src/Grains/OrleansContracts.txt
