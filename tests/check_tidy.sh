#!/usr/bin/env bash
# Every C++ file as .clang-tidy wants it.
#
#   tests/check_tidy.sh [BUILD_FOLDER] [FILE…]     the folder holds compile_commands.json; build/release if none is given
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
root=$PWD
tool=$(command -v clang-tidy-14 || command -v clang-tidy) || { echo "clang-tidy is missing" >&2; exit 2; }
build=${1:-build/release}
[ -f "$build/compile_commands.json" ] || { echo "$build holds no compile_commands.json" >&2; exit 2; }
shift
if [ $# -gt 0 ]; then files=("$@"); else mapfile -t files < <(git ls-files 'compiler/*.cpp' 'runtime/*.cpp' 'tests/*.cpp' 'tools/*.cpp'); fi
# What the build does not compile, such as a fuzz entry, has no command to be checked with.
for file in "${files[@]}"; do grep -qF "$root/$file\"" "$build/compile_commands.json" && printf '%s\n' "$file"; done |
  xargs -r -P "$(nproc)" -n 1 "$tool" -p "$build" --quiet --extra-arg-before="-isystem$root/grammar/clang" \
    --extra-arg-before="-isystem$root/tools/cmake/clang" \
    --extra-arg=-Wno-unknown-warning-option 2> >(grep -v 'warnings generated\|^Suppressed\|^Use -header' >&2)
