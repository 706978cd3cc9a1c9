# shellcheck shell=bash disable=SC2034
# Sourced by the scripts beside it: one line a check, and a count of those that failed.

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
lockstep=$root/submit/lockstep
standalone=$root/submit/standalone
work=$(mktemp -d "${TMPDIR:-/tmp}/lockstep ci.XXXXXX") # a space in the path, on purpose
output=$work/output
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
failed=0

report() { # report ok|FAIL SECONDS WHAT
  printf '%-4s %4d s  %s\n' "$1" "$2" "$3"
  [[ $1 == ok ]] || failed=$((failed + 1))
}

# The command must end with the exit code; its output stays in $output and is shown if it does not.
expect() { # expect EXIT_CODE WHAT COMMAND…
  local code=$1 what=$2 began=$SECONDS received=0
  shift 2
  "$@" >"$output" 2>&1 </dev/null || received=$?
  if ((received == code)); then
    report ok $((SECONDS - began)) "$what"
  else
    report FAIL $((SECONDS - began)) "$what: the exit code must be $code. Received: $received"
    { # Maven ends with its own advice; the tests that failed come before it
      grep -E 'FAILURE!|<<< ERROR!|^\[ERROR\]   ' "$output" | head -n 15
      tail -n 15 "$output"
    } | sed 's/^/       | /'
  fi
}

says() { # says TEXT: the last command's output must hold it
  grep -qF -- "$1" "$output" || report FAIL 0 "the output must say \"$1\". Received: $(tail -n 1 "$output")"
}

# Prints a value of a JSON file a line, such as: values metrics.json splits.test.macro_f1 model_sha256
values() { # values FILE KEY…
  local jar
  jar=$(echo "$root"/driver/target/lockstep-driver-*-all.jar)
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$jar" "$root/.ci/Values.java" "$@"
}

# For scripts that start a standalone cluster: not beside one of the user's, and gone at the end.
own_cluster() {
  if "$standalone" status >/dev/null; then
    echo "no standalone cluster must be running. Received: one (submit/standalone stop)" >&2
    exit 1
  fi
  trap '"$standalone" stop; rm -rf "$work"' EXIT
}
