#!/bin/sh
# Audits every repository of a list on standard input: NAME<tab>ADDRESS[<tab>BRANCH], or an address alone. Nothing of a repository is run.
# A report that is there already is not made again, so after a crash the same call goes on where it stopped.
# What fails is written to $REPORTS/failed.tsv and does not stop the others; the exit code is then 1.
#
#   sovaudit shard 2/8 repositories.tsv | AS_OF=2026-11-22 REPORTS=reports sh audit-list.sh
#   sovaudit merge reports
#
# Access to private repositories: a credential helper or GIT_ASKPASS, never a token in the list.
set -eu

: "${AS_OF:?set AS_OF to one day (YYYY-MM-DD) for the whole fleet: reports of different days are not added up}"
SOVAUDIT=${SOVAUDIT:-npx --yes sovaudit@0.1}
REPORTS=${REPORTS:-reports}
# One perspective for all; a project file in a repository cannot change it.
PROFILE=${PROFILE:-eu}
# Seconds for cloning and for auditing one repository.
LIMIT=${LIMIT:-900}

mkdir -p "$REPORTS"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 143' HUP INT TERM
failed=0
tab=$(printf '\t')

# The name as a file name, with a checksum, because two names may become the same.
file_of() {
  printf '%s-%s' "$(printf '%s' "$1" | tr -c 'A-Za-z0-9._-' '-' | cut -c 1-150)" "$(printf '%s' "$1" | cksum | cut -d ' ' -f 1)"
}

fail() {
  failed=$((failed + 1))
  # The reason is text from elsewhere: one line, no control characters.
  printf '%s\t%s\n' "$1" "$(printf '%s' "$2" | tr '\n\t' '  ' | tr -d '\000-\037\177' | cut -c 1-300)" >> "$REPORTS/failed.tsv"
  printf 'failed: %s\n' "$1" >&2
}

# A list without a line break at its end has a last line all the same.
while IFS="$tab" read -r name address branch || [ -n "$name" ]; do
  case $name in '' | '#'*) continue ;; esac
  address=${address:-$name}
  report=$REPORTS/$(file_of "$name").json
  if [ -s "$report" ]; then continue; fi
  rm -rf "$work/tree"
  if ! reason=$(
    GIT_TERMINAL_PROMPT=0 GIT_LFS_SKIP_SMUDGE=1 timeout "$LIMIT" git -c core.hooksPath=/dev/null -c protocol.ext.allow=never \
      clone --quiet --depth 1 --single-branch --no-tags --template= ${branch:+--branch "$branch"} -- "$address" "$work/tree" 2>&1 < /dev/null
  ); then
    fail "$name" "clone: $reason"
    continue
  fi
  # $SOVAUDIT is a command of several words. --exit-zero: whether a gate fails is in the report.
  # shellcheck disable=SC2086
  if ! reason=$(timeout "$LIMIT" $SOVAUDIT audit "$work/tree" --quiet --exit-zero --name "$name" --profile "$PROFILE" --as-of "$AS_OF" \
    --output "json=$report" --format compact 2>&1 > /dev/null < /dev/null); then
    fail "$name" "audit: $reason"
  fi
done

if [ "$failed" -gt 0 ]; then
  printf '%s of this part failed, see %s\n' "$failed" "$REPORTS/failed.tsv" >&2
  exit 1
fi
