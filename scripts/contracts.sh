#!/usr/bin/env bash
# Writes src/Grains/OrleansContracts.txt anew: every grain, interface and method as nodes of two releases know them. The
# build fails where the code says otherwise; what git then shows of this file is what a rolling upgrade meets, so read it
# before committing it.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -f src/Grains/OrleansContracts.txt
dotnet restore src/Grains -v quiet
# Where a project is only loaded, as here, the analyzer takes the file that is gone for an empty one: it does not say that it is missing
# (ORLEANS0020), but of each contract that it is not declared. So all are named that the file itself names at its head.
dotnet format analyzers src/Grains/Permanence.Grains.csproj --no-restore --severity info --diagnostics ORLEANS0016 \
  ORLEANS0017 ORLEANS0018 ORLEANS0019 ORLEANS0020 ORLEANS0022 ORLEANS0023 ORLEANS0024
[ -s src/Grains/OrleansContracts.txt ] || { echo "It was not written." >&2; exit 1; }
git diff --stat -- src/Grains/OrleansContracts.txt
