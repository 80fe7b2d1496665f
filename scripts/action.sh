#!/usr/bin/env bash
# The steps of action.yml: starts the emulator and exports its endpoint to later steps, or stops it.
set -euo pipefail

folder="${RUNNER_TEMP:?}/mturk-local"
log="$folder/log"

start() {
  mkdir -p "$folder"
  # In a group of its own: npx does not pass a signal on to what it started.
  set -m
  # shellcheck disable=SC2086 # a command and flags are several words
  $COMMAND start $ARGUMENTS > "$log" 2>&1 &
  echo $! > "$folder/pid"
  set +m
  for _ in $(seq 600); do
    grep -q '^  endpoint' "$log" && break
    kill -0 "$(cat "$folder/pid")" 2> /dev/null || break
    sleep 0.1
  done
  endpoint=$(sed -n 's/^  endpoint  //p' "$log")
  if [ -z "$endpoint" ]; then
    echo "::error::mturk-local did not start. It said: $(cat "$log")"
    exit 1
  fi
  {
    echo "endpoint=$endpoint"
    sed -n 's/^  mailbox   /smtp=/p' "$log"
    echo "log=$log"
  } >> "$GITHUB_OUTPUT"
  {
    echo "AWS_ENDPOINT_URL=$endpoint"
    echo "MTURK_LOCAL_ENDPOINT=$endpoint"
    [ -n "${AWS_ACCESS_KEY_ID:-}" ] || printf 'AWS_%s=test\n' ACCESS_KEY_ID SECRET_ACCESS_KEY
    [ -n "${AWS_REGION:-}" ] || printf 'AWS_%s=us-east-1\n' REGION DEFAULT_REGION
  } >> "$GITHUB_ENV"
  cat "$log"
}

stop() {
  pid=$(cat "$folder/pid")
  kill -TERM -- "-$pid"
  for _ in $(seq 100); do
    kill -0 "$pid" 2> /dev/null || break
    sleep 0.1
  done
  cat "$log"
}

case "$1" in
  start | stop) "$1" ;;
  *)
    echo "::error::do: $1 is neither start nor stop."
    exit 1
    ;;
esac
