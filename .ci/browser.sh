# shellcheck shell=bash
# Sourced by the scripts that look at pages in a real browser, after checks.sh. Without a browser it says so, and
# `opens` looks at nothing.

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [[ -z $chromium && ${CI:-} == true && $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >"$output" 2>&1
  chromium=$(command -v chromium || true)
fi
[[ -n $chromium ]] || echo "note: without Chromium, pages are not opened"

# Some versions do not end by themselves: what they wrote is looked at.
browse() { # browse OUTPUT ARGUMENT…
  local to=$1
  shift
  timeout 40 "$chromium" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars \
    --user-data-dir="$work/browser" --enable-logging=stderr --virtual-time-budget=5000 "$@" >"$to" 2>"$to.log"
}

opens() { # opens PAGE "CHART…" ARGUMENT…: these charts are among the page's, all are drawn, and the console is silent
  local page=$1 wanted=$2 dom=$work/dom.html charts drawn canvases chart missing=
  [[ -n $chromium ]] || return 0
  shift 2
  browse "$dom" "$@" --dump-dom "file://${page// /%20}"
  charts=$(grep -o 'data-chart=' "$page" | wc -l)
  drawn=$(grep -o 'data-drawn="[0-9]*"' "$dom" | grep -o '[0-9]*')
  canvases=$(grep -o '<canvas' "$dom" | wc -l)
  for chart in $wanted; do
    grep -q "data-chart=\"chart-$chart\"" "$dom" || missing+=" $chart"
  done
  if [[ -z $missing ]] && ((drawn == charts && canvases >= charts)) && ! grep -q 'CONSOLE' "$dom.log"; then
    report ok 0 "the page of $(basename "$(dirname "$page")") with $charts charts ($*)"
    if [[ $* == *dark* ]] && ! grep -q 'id="theme"[^>]*aria-pressed="true"' "$dom"; then
      report FAIL 0 "the page must be dark where the browser is"
    fi
  else
    report FAIL 0 "$page must draw $charts charts. Received: ${drawn:-none}, $canvases canvases; missing:${missing:- none}; console: $(grep CONSOLE "$dom.log" | head -n 3)"
  fi
}
