#!/usr/bin/env bash
# What a release stores, for the tests that read it with every later program: builds the release in a work tree of its own, serves it on an
# empty folder, does a little of everything over HTTP, and takes the rows out of its store.
#
#   scripts/stored-samples.sh <commit> <name of the release>
#
# Writes tests/Grains/samples/<name>/: one JSON file for each state that a grain keeps, named by the state, the keys and reminders, and the
# store itself. Needs git, the SDK, curl, jq and sqlite3. PERMANENCE_BUILT names a work tree of the commit that is built already.
set -euo pipefail
cd "$(dirname "$0")/.."
commit=${1:?the commit of the release}
out=$PWD/tests/Grains/samples/${2:?the name of the release}
samples=$PWD/tests
port=${PERMANENCE_FIRST_PORT:-5190}
work=$(mktemp -d -t permanence-samples-XXXXXX)
tree=${PERMANENCE_BUILT:-$work/tree}
server=

finish() {
  trap - EXIT INT TERM
  if [ -n "$server" ]; then kill -TERM "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  [ -n "${PERMANENCE_BUILT:-}" ] || git worktree remove --force "$tree" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

if [ -z "${PERMANENCE_BUILT:-}" ]; then
  git worktree add --quiet --detach "$tree" "$commit"
  dotnet build -v quiet "$tree/src/Api" >&2
fi

base=http://127.0.0.1:$port
council=hertfordshire
# A record with every type of event. It is loaded as a council brings its records: no social worker may say all of it.
jq -c --arg council $council '.file | .authority = $council' "$samples/Grains/samples/stored-child.json" >"$work/cases"
opened=$(jq -r .child.id "$work/cases")
dotnet exec "$tree/src/Api/bin/Debug/net10.0/permanence.dll" import --cases "$work/cases" --authority $council \
  --data "$work/data" --config "$tree/config" >&2
ASPNETCORE_ENVIRONMENT=Demonstration dotnet exec "$tree/src/Api/bin/Debug/net10.0/permanence.dll" serve \
  --demo none --data "$work/data" --config "$tree/config" --urls "$base" >"$work/log" 2>&1 </dev/null &
server=$!
for _ in $(seq 600); do
  curl -fsS -o /dev/null --max-time 5 "$base/health/ready" 2>/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.5
done

as() { curl -fsS -o /dev/null -c "$work/$1.cookies" -H "Origin: $base" --data-urlencode "person=$council-$1" "$base/demo/sign-in"; }
# Whoever, method and address, then what curl needs; prints the answer.
call() {
  local who=$1 method=$2 address=$3; shift 3
  curl -sS -b "$work/$who.cookies" -H "Origin: $base" -X "$method" "$base/api/authorities/$council/$address" "$@"
}
post() { call "$1" POST "$2" -H 'Content-Type: application/json' --data-binary "$3"; }
id() { cat /proc/sys/kernel/random/uuid; }

as social-worker
as iro
as administrator
as team-manager

# An entry that is put right and taken back, and a command that is refused.
now() { printf '{"commandId":"%s","events":[%s]}' "$(id)" "$1"; }
reviewed='{"type":"review-held","on":"2025-04-02","number":1,"note":"Held at school – all came."}'
# Each has to be recorded, or the sample would lack what it is for.
recorded() {
  post iro "children/$opened/events" "$(now "$1")" | jq -re '.recorded[0].id' ||
    { echo "Not recorded: $1" >&2; exit 1; }
}
entered=$(recorded "$reviewed")
right='{"type":"review-held","on":"2025-04-01","number":1}'
recorded "{\"type\":\"event-corrected\",\"on\":\"2025-04-03\",\"event\":\"$entered\",\"reason\":\"Wrong day.\",\"with\":$right}" \
  >/dev/null
# A refusal is stored with the next thing that is written.
post iro "children/$opened/events" "$(now '{"type":"review-held","on":"2199-01-01","number":2}')" >/dev/null
recorded "{\"type\":\"event-withdrawn\",\"on\":\"2025-04-03\",\"event\":\"$entered\",\"reason\":\"Not this child's.\"}" >/dev/null

# A record so long that its oldest entries are kept apart, where this release does so: read whole by the test that reads every child.
long=$(post social-worker children \
  "$(jq -nc --arg council $council '{authority: $council, child: {id: "LONG-1", born: "2015-05-01"}, events: []}')" | jq -r .child.id)
words=$(printf 'x%.0s' $(seq 3900))
for day in $(seq 10 25); do
  post social-worker "children/$long/events" "$(now "{\"type\":\"wishes-recorded\",\"on\":\"2025-04-$day\",\"note\":\"$words\"}")" |
    jq -e '.recorded[0].id' >/dev/null || { echo "The long record did not take an entry." >&2; exit 1; }
done

# A list with a row that is changed and one that is taken off.
row() { printf '{"commandId":"%s"%s,"values":{"household":"%s","stage":"%s","since":"2025-03-04"}}' "$(id)" "$1" "$2" "$3"; }
first=$(post team-manager lists/adopter-sheet/rows "$(row '' Ashcombe 'Stage 1')" | jq -r .row)
second=$(post team-manager lists/adopter-sheet/rows "$(row '' Birchmore 'Stage 1')" | jq -r .row)
post team-manager "lists/adopter-sheet/rows/$first" "$(row ',"version":1' Ashcombe 'Stage 2')" >/dev/null
post team-manager "lists/adopter-sheet/rows/$second/remove" "{\"commandId\":\"$(id)\",\"reason\":\"Withdrew.\"}" >/dev/null

# A return, read and applied.
files=()
for file in "$samples"/Domain/Returns/samples/clean903/2022-23/*.csv; do files+=(-F "files=@$file;type=text/csv"); done
import=$(call administrator POST imports -F year=2022-23 "${files[@]}" | jq -r .id)
at_rest() {
  for _ in $(seq 600); do
    case $(call administrator GET "imports/$import" | jq -r .state) in ready | applied | refused | failed) return ;; esac
    sleep 0.5
  done
}
at_rest
call administrator POST "imports/$import/confirm" >/dev/null
at_rest
[ "$(call administrator GET "imports/$import" | jq -r .state)" = applied ] || { echo "The return was not applied." >&2; exit 1; }
# A board, where this release keeps one.
call social-worker GET board >/dev/null

kill -TERM "$server"
wait "$server" || true
server=

rm -rf "$out"
mkdir -p "$out"
store="file:$work/data/permanence.db?mode=ro"
for state in $(sqlite3 "$store" 'SELECT DISTINCT state_name FROM records ORDER BY 1'); do
  # Of each kind the row that holds most; of children, the one with every type of event is that row.
  sqlite3 -noheader "$store" "SELECT CAST(payload AS TEXT) FROM records
    WHERE state_name = '$state' AND payload IS NOT NULL ORDER BY length(payload) DESC LIMIT 1" >"$out/$state.json"
done
sqlite3 -json "$store" 'SELECT grain_id, reminder_name, period FROM reminders ORDER BY grain_id, reminder_name LIMIT 3' \
  >"$out/reminders.json"
sqlite3 -json "$store" "SELECT DISTINCT state_name, grain_key FROM
  (SELECT state_name, grain_key FROM records GROUP BY state_name HAVING max(length(payload)))" >"$out/keys.json"
# The store itself, for a program that starts on it.
sqlite3 "$store" "VACUUM INTO '$out/permanence.db'"
printf '%s\n' "$(git rev-parse "$commit")" >"$out/commit"
ls -l "$out"
