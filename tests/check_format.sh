#!/usr/bin/env bash
# Every C++ file as .clang-format wants it; `--fix` rewrites them.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
tool=$(command -v clang-format-14 || command -v clang-format) || { echo "clang-format is missing" >&2; exit 2; }
mode=(--dry-run --Werror)
[ "${1:-}" = --fix ] && mode=(-i)
git ls-files -co --exclude-standard '*.cpp' '*.h' | xargs -r "$tool" "${mode[@]}"
