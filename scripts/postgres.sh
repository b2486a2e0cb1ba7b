# A PostgreSQL of a script's own, from the installed binaries. Sourced; the script that sources it calls stop_postgres as it ends.

postgres_bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1) || true
postgres_data=

# PostgreSQL refuses to run as the superuser.
as_server() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; else "$@"; fi
}

# start_postgres <folder> <port>: starts one and exports its connection string.
start_postgres() {
  if [ -z "$postgres_bin" ]; then
    echo "There is no PostgreSQL on this machine: install Debian's postgresql, or give a database in PERMANENCE__CONNECTIONSTRING." >&2
    exit 1
  fi
  chmod 755 "$1"
  mkdir "$1/data"
  if [ "$(id -u)" = 0 ]; then chown postgres "$1" "$1/data"; fi
  as_server "$postgres_bin/initdb" -D "$1/data" -U postgres -A trust -E UTF8 --locale C --no-instructions >"$1/initdb.log"
  as_server "$postgres_bin/pg_ctl" -D "$1/data" -w -t 60 -l "$1/data/log" -o "-p $2 -h 127.0.0.1 -k $1" start >/dev/null </dev/null
  postgres_data=$1/data
  export PERMANENCE__CONNECTIONSTRING="Host=127.0.0.1;Port=$2;Username=postgres;Database=postgres"
}

stop_postgres() {
  if [ -n "$postgres_data" ]; then as_server "$postgres_bin/pg_ctl" -D "$postgres_data" -w -m fast stop >/dev/null || true; fi
}
