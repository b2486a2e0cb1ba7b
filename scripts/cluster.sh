#!/usr/bin/env bash
# A cluster on this machine by hand: two silos and two web nodes on one PostgreSQL, as docker-compose.yml has them, without Docker.
#
#   scripts/cluster.sh [--until-eof]
#
# Ends everything it started when it is interrupted or, with --until-eof, when its standard input ends.
#
#   PERMANENCE__CONNECTIONSTRING   the database to use; without it a PostgreSQL of its own is started from the installed binaries, as an
#                                  unprivileged user, in a folder that is deleted afterwards
#   PERMANENCE__CERTIFICATE        by which the nodes know each other; without it one is made that goes with the cluster
#   PERMANENCE_FIRST_PORT          the first of nine ports in a row, 5100 where not set: two web nodes, two health pages, two silos, two
#                                  gateways, the database
#   PERMANENCE_WEB_NODES           how many web nodes, 0 to 2; 2 where not set
#   PERMANENCE_CONFIGURATION       Debug, or Release; what was built last is run, and built first where nothing was
#   PERMANENCE__SIGNIN__AUTHORITY  an identity provider, with what goes with it (docs/sign-in.md); without one it is a demonstration
#
# Says on standard output what runs, one line each (role, number, process id, address), and then "ready".
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/postgres.sh

first=${PERMANENCE_FIRST_PORT:-5100}
configuration=${PERMANENCE_CONFIGURATION:-Debug}
webs=${PERMANENCE_WEB_NODES:-2}
export PERMANENCE__CONFIGFOLDER=${PERMANENCE__CONFIGFOLDER:-$PWD/config}
silo=src/Silo/bin/$configuration/net10.0/permanence-silo.dll
web=src/Api/bin/$configuration/net10.0/permanence.dll
work=$(mktemp -d -t permanence-cluster-XXXXXX)
# Both web nodes know each other's sign-ins.
export PERMANENCE__KEYSFOLDER=${PERMANENCE__KEYSFOLDER:-$work/keys}
nodes=()

finish() {
  trap - EXIT INT TERM HUP
  for node in "${nodes[@]}"; do kill -TERM "$node" 2>/dev/null || true; done
  for node in "${nodes[@]}"; do
    for _ in $(seq 100); do kill -0 "$node" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$node" 2>/dev/null || true
  done
  stop_postgres
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if [ ! -f "$silo" ]; then dotnet build -v quiet -c "$configuration" src/Silo >&2; fi
if { [ "$webs" -gt 0 ] || [ -z "${PERMANENCE__CERTIFICATE:-}" ]; } && [ ! -f "$web" ]; then
  dotnet build -v quiet -c "$configuration" src/Api >&2
fi

if [ -z "${PERMANENCE__CERTIFICATE:-}" ]; then
  export PERMANENCE__CERTIFICATE=$work/cluster.pem
  dotnet exec "$web" certificate --to "$PERMANENCE__CERTIFICATE" >&2
fi

if [ -z "${PERMANENCE__CONNECTIONSTRING:-}" ]; then start_postgres "$work" $((first + 8)); fi

for number in 1 2; do
  PERMANENCE__ADDRESS=127.0.0.1 PERMANENCE__SILOPORT=$((first + 3 + number)) PERMANENCE__GATEWAYPORT=$((first + 5 + number)) \
    dotnet exec "$silo" --urls "http://127.0.0.1:$((first + 1 + number))" >"$work/silo$number.log" 2>&1 </dev/null &
  nodes+=($!)
  echo "silo $number $! http://127.0.0.1:$((first + 1 + number))"
done
for number in $(seq "$webs"); do
  dotnet exec "$web" serve --config "$PERMANENCE__CONFIGFOLDER" --urls "http://127.0.0.1:$((first - 1 + number))" \
    >"$work/web$number.log" 2>&1 </dev/null &
  nodes+=($!)
  echo "web $number $! http://127.0.0.1:$((first - 1 + number))"
done

for offset in 2 3 $(seq 0 $((webs - 1))); do
  for attempt in $(seq 240); do
    if curl -fsS -o /dev/null --max-time 5 "http://127.0.0.1:$((first + offset))/health/ready" 2>/dev/null; then continue 2; fi
    sleep 0.5
  done
  echo "http://127.0.0.1:$((first + offset)) did not get ready." >&2
  tail -n 20 "$work"/*.log >&2
  exit 1
done
echo ready

if [ "${1:-}" = --until-eof ]; then
  cat >/dev/null
else
  # A node may be killed to see what happens: the others stay.
  sleep infinity &
  nodes+=($!)
  wait $!
fi
