#!/usr/bin/env bash
# The work of action.yml: one scan for code scanning, one for annotations and the job's summary. Never fails by itself: the exit code of the
# scan is an output, so that the report is uploaded first. What runs is the command line of this very checkout, built from its lock file
# where no bundle lies in it: no name is looked up on a registry.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
bundle="$here/server/dist/cli.js"
if [ -z "${PREFLIGHT_COMMAND:-}" ] && [ ! -f "$bundle" ]; then
  (cd "$here" && npm ci --no-audit --no-fund && npm run -s build -- server/dist) >&2 || exit 2
fi
if [ -n "${PREFLIGHT_COMMAND:-}" ]; then read -r -a command <<< "$PREFLIGHT_COMMAND"; else command=(node "$bundle"); fi
options=(--fail-on "${PREFLIGHT_FAIL_ON:-high}")
[ -n "${PREFLIGHT_PROFILE:-}" ] && options+=(--profile "$PREFLIGHT_PROFILE")
sarif="${PREFLIGHT_SARIF:-preflight.sarif}"
"${command[@]}" scan "${PREFLIGHT_PATH:-.}" "${options[@]}" --format sarif --output "$sarif"
code=$?
"${command[@]}" scan "${PREFLIGHT_PATH:-.}" "${options[@]}" --fail-on never --format github
[ -n "${GITHUB_STEP_SUMMARY:-}" ] && "${command[@]}" scan "${PREFLIGHT_PATH:-.}" "${options[@]}" --fail-on never --format markdown >> "$GITHUB_STEP_SUMMARY"
{ echo "code=$code"; echo "sarif=$sarif"; } >> "${GITHUB_OUTPUT:-/dev/stdout}"
exit 0
