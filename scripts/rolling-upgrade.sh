#!/usr/bin/env bash
# Tries an upgrade: two silos and a web node of the last release on PostgreSQL, under a load of recordings and reads, become
# this checkout's.
#
#   scripts/rolling-upgrade.sh [--stop] [commit]
#
# Without a commit, from the last one that docs/releases.md names. Node by node, or with --stop, as from 'before', all of them stopped and
# started anew. Each recording is sent until it is acknowledged, as a careful program does; in the end each has to be in its record once.
# No answer may be a fault of the server, except 503 with Retry-After; with --stop a refused connection is none either.
# Ends with one line that says what was tried, and with 1 where something was lost, doubled or answered wrongly.
#
#   PERMANENCE_FIRST_PORT     the first of eleven ports in a row, 5300 where not set
#   PERMANENCE_BUILT          a work tree of the release that is built already; else one is made and built
#   PERMANENCE_RECORDERS      how many record and read at once; 3 where not set
#   PERMANENCE_BETWEEN        how many recordings have to be acknowledged between one node and the next; 40 where not set
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/postgres.sh

stop=
if [ "${1:-}" = --stop ]; then stop=yes; shift; fi
commit=${1:-$(grep -oE '^\|[^|]*\| *[0-9a-f]{7,40} *\|' docs/releases.md | tail -n 1 | grep -oE '[0-9a-f]{7,40} *\|$' | tr -d ' |')}
if [ -z "$stop" ] && [ "$(git rev-parse "$commit")" = "$(git rev-parse 3853c15)" ]; then
  echo "From 'before' there is no rolling upgrade: its grains had no names of their own on the wire. Give --stop." >&2
  exit 2
fi
first=${PERMANENCE_FIRST_PORT:-5300}
recorders=${PERMANENCE_RECORDERS:-3}
between=${PERMANENCE_BETWEEN:-40}
work=$(mktemp -d -t permanence-upgrade-XXXXXX)
old=${PERMANENCE_BUILT:-$work/release}
new=$PWD
# Releases that knew nothing of certificates talk to nodes that show none.
if git -C "$new" grep -q PERMANENCE__CERTIFICATE "$commit" -- src; then
  export PERMANENCE__CERTIFICATE=$work/cluster.pem
else
  export PERMANENCE__CERTIFICATE=none
fi
# As releases before sessions asked for it: this build is a demonstration because it has no identity provider.
export ASPNETCORE_ENVIRONMENT=Demonstration PERMANENCE__DEMOSIGNIN=true PERMANENCE__KEYSFOLDER=$work/keys
declare -A nodes=()
load=()

finish() {
  trap - EXIT INT TERM HUP
  touch "$work/enough" 2>/dev/null || true
  for node in "${nodes[@]}"; do kill -TERM "$node" 2>/dev/null || true; done
  for node in "${nodes[@]}" "${load[@]}"; do
    for _ in $(seq 200); do kill -0 "$node" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$node" 2>/dev/null || true
  done
  stop_postgres
  [ -n "${PERMANENCE_BUILT:-}" ] || git worktree remove --force "$old" 2>/dev/null || true
  if [ -n "${PERMANENCE_KEEP_LOGS:-}" ]; then cp "$work"/*.log "$work"/acknowledged.* "$PERMANENCE_KEEP_LOGS" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if [ -z "${PERMANENCE_BUILT:-}" ]; then
  git worktree add --quiet --detach "$old" "$commit"
  dotnet build -v quiet "$old/src/Silo" >&2
  dotnet build -v quiet "$old/src/Api" >&2
fi
dotnet build -v quiet src/Silo >&2
dotnet build -v quiet src/Api >&2

if [ "$PERMANENCE__CERTIFICATE" != none ]; then
  dotnet exec src/Api/bin/Debug/net10.0/permanence.dll certificate --to "$PERMANENCE__CERTIFICATE" >&2
fi

# start <name> <tree> <silo number, or 0 for a web node> <http port>; the silo's own two ports follow from its http port.
start() {
  local binary=permanence-silo.dll folder=Silo arguments=()
  if [ "$3" = 0 ]; then binary=permanence.dll; folder=Api; arguments=(serve --config "$2/config"); fi
  PERMANENCE__CONFIGFOLDER=$2/config PERMANENCE__ADDRESS=127.0.0.1 PERMANENCE__SILOPORT=$(($4 + 4)) PERMANENCE__GATEWAYPORT=$(($4 + 6)) \
    dotnet exec "$2/src/$folder/bin/Debug/net10.0/$binary" "${arguments[@]}" --urls "http://127.0.0.1:$4" >>"$work/$1.log" 2>&1 </dev/null &
  nodes[$1]=$!
  for _ in $(seq 480); do
    curl -fsS -o /dev/null --max-time 5 "http://127.0.0.1:$4/health/ready" 2>/dev/null && return
    kill -0 "${nodes[$1]}" 2>/dev/null || break
    sleep 0.5
  done
  echo "$1 did not get ready:" >&2
  tail -n 20 "$work/$1.log" >&2
  exit 1
}

# As a service manager ends a node: it says goodbye, and is gone.
end() {
  kill -TERM "${nodes[$1]}"
  wait "${nodes[$1]}" 2>/dev/null || true
  unset "nodes[$1]"
}

web() { cat "$work/web"; }

sign_in() {
  curl -fsS -o /dev/null -c "$work/cookies.$2" -H "Origin: $1" --data-urlencode "person=$council-social-worker" "$1/demo/sign-in"
}

# ask <who> <method> <path> [curl's arguments]: prints the body; the status is noted where it is none that a healthy platform gives.
ask() {
  local who=$1 method=$2 path=$3 status base
  shift 3
  base=$(web)
  status=$(curl -s -o "$work/body.$who" -D "$work/head.$who" -w '%{http_code}' --max-time 40 -b "$work/cookies.$who" \
    -H "Origin: $base" -X "$method" "$base$path" "$@") || status=000
  case $status in
    2* | 409) return 0 ;;
    401)
      # A node that keeps sessions does not know the sign-ins of a release that kept none: people sign in once more.
      sign_in "$base" "$who" && echo 401 >>"$work/retried.$who" || echo "401, and signing in again failed: $method $path" >>"$work/wrong" ;;
    503)
      if grep -qi '^retry-after:' "$work/head.$who"; then
        echo 503 >>"$work/retried.$who"
      else
        echo "503 without Retry-After: $method $path" >>"$work/wrong"
      fi ;;
    000)
      if [ -z "$stop" ] && [ "$base" = "$(web)" ]; then
        echo "no answer: $method $path" >>"$work/wrong"
      else
        echo 000 >>"$work/retried.$who"
      fi ;;
    *) echo "$status: $method $path $(head -c 300 "$work/body.$who")" >>"$work/wrong" ;;
  esac
  return 1
}

# Records one thing after another for a child of its own, each until it is acknowledged, and reads the record and the board in between.
recorder() {
  local who=$1 child=UP-$1 number=0 command
  while [ ! -e "$work/enough" ]; do
    number=$((number + 1))
    event="{\"type\":\"wishes-recorded\",\"on\":\"2025-03-04\",\"note\":\"wish $who-$number.\"}"
    command="{\"commandId\":\"$(cat /proc/sys/kernel/random/uuid)\",\"events\":[$event]}"
    until ask "$who" POST "/api/authorities/$council/children/$child/events" \
      -H 'Content-Type: application/json' --data-binary "$command"; do
      if [ -e "$work/wrong" ]; then return; fi
      sleep 0.5
    done
    echo "wish $who-$number." >>"$work/acknowledged.$who"
    ask "$who" GET "/api/authorities/$council/children/$child" && echo read >>"$work/reads.$who" || true
    if [ $((number % 5)) = 0 ]; then ask "$who" GET "/api/authorities/$council/board" && echo read >>"$work/reads.$who" || true; fi
  done
}

lines() { cat "$work"/$1.* 2>/dev/null | wc -l; }

# Goes on once so many more recordings were acknowledged: the load met the cluster as it is now.
more() {
  local wanted=$(($(lines acknowledged) + between)) said=${1:-}
  for _ in $(seq 1200); do
    if [ -e "$work/wrong" ]; then break; fi
    if [ "$(lines acknowledged)" -ge "$wanted" ]; then echo "  $(lines acknowledged) acknowledged$said"; return; fi
    sleep 0.5
  done
  if [ -e "$work/wrong" ]; then cat "$work/wrong" >&2; else echo "Nothing is acknowledged any more." >&2; fi
  tail -n 30 "$work"/*.log >&2
  exit 1
}

if [ -z "${PERMANENCE__CONNECTIONSTRING:-}" ]; then start_postgres "$work" $((first + 10)); fi
silo1=$((first + 2)) silo2=$((first + 3)) web1=$first web2=$((first + 1))
from="$(git rev-parse --short "$commit")" to="$(git rev-parse --short HEAD)$(git diff --quiet HEAD || echo ' with changes')"
echo "From $from to $to"
start silo1 "$old" 1 $silo1
start silo2 "$old" 2 $silo2
start web1 "$old" 0 $web1
echo "http://127.0.0.1:$web1" >"$work/web"
council=$(cd "$old/config/authorities" && ls | head -n 1)
for who in $(seq "$recorders"); do
  sign_in "$(web)" "$who"
  until ask "$who" POST "/api/authorities/$council/children" -H 'Content-Type: application/json' \
    --data-binary "{\"authority\":\"$council\",\"child\":{\"id\":\"UP-$who\",\"born\":\"2018-09-04\"},\"events\":[]}"; do
    if [ -e "$work/wrong" ]; then cat "$work/wrong" >&2; exit 1; fi
    sleep 1
  done
  recorder "$who" &
  load+=($!)
done
more " on the release"

if [ -n "$stop" ]; then
  end web1; end silo1; end silo2
  start silo1 "$new" 1 $silo1
  start silo2 "$new" 2 $silo2
  start web1 "$new" 0 $web1
  more " after everything was stopped and started anew"
else
  end silo1
  more " with one silo of the release"
  start silo1 "$new" 1 $silo1
  more " with a silo of each"
  end silo2
  more " with one silo of this build"
  start silo2 "$new" 2 $silo2
  more " with a web node of the release before silos of this build"
  start web2 "$new" 0 $web2
  echo "http://127.0.0.1:$web2" >"$work/web"
  # What is on its way to the old one ends there.
  more " on the new web node"
  end web1
  more " on this build alone"
fi
touch "$work/enough"
for process in "${load[@]}"; do wait "$process" || true; done

failed=
for who in $(seq "$recorders"); do
  until ask "$who" GET "/api/authorities/$council/children/UP-$who"; do
    if [ -e "$work/wrong" ]; then break 2; fi
    sleep 1
  done
  grep -oE "wish $who-[0-9]+\." "$work/body.$who" | sort | uniq -c | sort -k3 >"$work/kept.$who"
  if awk '$1 > 1' "$work/kept.$who" | grep .; then echo "Recorded twice." >&2; failed=yes; fi
  if awk '{print $2 " " $3}' "$work/kept.$who" | sort | comm -13 - <(sort "$work/acknowledged.$who") | grep .; then
    echo "Lost." >&2; failed=yes
  fi
done
if [ -e "$work/wrong" ]; then cat "$work/wrong" >&2; failed=yes; fi
[ -z "$failed" ] || exit 1
kind=$([ -n "$stop" ] && echo "Stopped and started anew" || echo "Rolling upgrade")
echo "$kind from $from to $to: $(lines acknowledged) recorded, $(lines reads) read, $(lines retried) asked again;" \
  "none lost, none doubled, no fault."
