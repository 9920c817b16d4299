#!/usr/bin/env bash
# The work of action.yml: one scan for code scanning, one for annotations and the job's summary. Never fails by itself: the exit code of the
# scan is an output, so that the report is uploaded first.
set -uo pipefail
read -r -a command <<< "${PREFLIGHT_COMMAND:-npx --yes config-preflight@${PREFLIGHT_VERSION:-latest}}"
options=(--fail-on "${PREFLIGHT_FAIL_ON:-high}")
[ -n "${PREFLIGHT_PROFILE:-}" ] && options+=(--profile "$PREFLIGHT_PROFILE")
"${command[@]}" scan "${PREFLIGHT_PATH:-.}" "${options[@]}" --format sarif --output "${PREFLIGHT_SARIF:-preflight.sarif}"
code=$?
"${command[@]}" scan "${PREFLIGHT_PATH:-.}" "${options[@]}" --fail-on never --format github
[ -n "${GITHUB_STEP_SUMMARY:-}" ] && "${command[@]}" scan "${PREFLIGHT_PATH:-.}" "${options[@]}" --fail-on never --format markdown >> "$GITHUB_STEP_SUMMARY"
{ echo "code=$code"; echo "sarif=${PREFLIGHT_SARIF:-preflight.sarif}"; } >> "${GITHUB_OUTPUT:-/dev/stdout}"
exit 0
