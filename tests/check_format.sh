#!/usr/bin/env bash
# Whether our C++ is formatted as .clang-format says; `--fix` formats it. Exit status: 0 yes, 1 no, 2 no clang-format.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.."

tool=
for candidate in clang-format-14 clang-format; do
  if command -v "$candidate" >/dev/null 2>&1; then
    tool=$candidate
    break
  fi
done
if [ -z "$tool" ]; then
  echo "check_format: clang-format is not installed" >&2
  exit 2
fi
case $("$tool" --version) in
  *"version 14."*) ;;
  *) echo "check_format: $tool is not version 14, its opinion may differ" >&2 ;;
esac

mapfile -d '' files < <(find compiler runtime tests tools -type f \( -name '*.cpp' -o -name '*.h' \) \
  -not -path '*/node_modules/*' -print0 | sort -z)
if [ "${#files[@]}" -eq 0 ]; then exit 0; fi

if [ "${1:-}" = --fix ]; then
  "$tool" -i "${files[@]}"
else
  "$tool" --dry-run --Werror "${files[@]}"
fi
