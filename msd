#!/usr/bin/env bash
# msd: build the compiler where needed, then run it.
#
#   ./msd check design.msd …     any subcommand and option of msdc
#   ./msd test                   build everything and run the whole test suite
#   ./msd setup [build|test|ci]  only install the packages (ci: those of the tests and clang-format)
#
# `./msd test FILE…` runs the test blocks of rule files, as `msdc test FILE…` does.
# Whatever setting up prints goes to stderr; stdout belongs to msdc.
#
#   MSD_JOBS=N          build with N jobs instead of what cores and memory allow
#   MSD_NO_INSTALL=1    look for no packages: everything is there, wherever that is
set -euo pipefail
unset CDPATH

self=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${self%/*}
build=$root/build/release

say() { printf 'msd: %s\n' "$*" >&2; }
die() {
  local status=$1
  shift
  say "$@"
  exit "$status"
}

# ---- packages ------------------------------------------------------------------------------------------------------

# One package a line: its names, best first (PACKAGE|PACKAGE), and what shows that it is there: the name of a command, or
# files, of which one is enough (they may hold wildcards).
packages() {
  cat <<'END'
build g++                      g++
build cmake                    cmake
build ninja-build              ninja
build ccache                   ccache
build antlr4                   antlr4
build libantlr4-runtime-dev    include/antlr4-runtime/antlr4-runtime.h
build llvm-14-dev|llvm-dev     lib/llvm-*/lib/cmake/llvm/LLVMConfig.cmake lib*/cmake/llvm/LLVMConfig.cmake
build libfmt-dev               include/fmt/core.h
build libcli11-dev             include/CLI/CLI.hpp
build libxxhash-dev            include/xxhash.h
build libzstd-dev              include/zstd.h
build zlib1g-dev               include/zlib.h
test  catch2                   include/catch2/catch.hpp include/catch2/catch_all.hpp
test  librapidcheck-dev        include/rapidcheck.h
ci    clang-format-14|clang-format clang-format-14 clang-format
END
}

# there PROBE…: whether one of the commands or files exists.
there() {
  local probe prefix file
  for probe in "$@"; do
    case $probe in
      */*)
        for prefix in /usr /usr/local; do
          # shellcheck disable=SC2231  # the wildcards of the probe are meant
          for file in $prefix/$probe; do
            [ -e "$file" ] && return 0
          done
        done
        ;;
      *) command -v "$probe" >/dev/null 2>&1 && return 0 ;;
    esac
  done
  return 1
}

# missing_packages GROUP…: the packages of these groups that are not there, one a line, with their alternatives.
missing_packages() {
  local group names probes
  set -f
  while read -r group names probes; do
    case " $* " in
      *" $group "*) ;;
      *) continue ;;
    esac
    set +f
    # shellcheck disable=SC2086  # several probes
    there_quoted $probes || printf '%s\n' "$names"
    set -f
  done < <(packages)
  set +f
}

# The probes reach `there` unexpanded: a wildcard is resolved below its prefix, not in the current folder.
there_quoted() { there "$@"; }

# pick A|B: the first alternative that apt can install, or A.
pick() {
  local names name
  IFS='|' read -ra names <<<"$1"
  for name in "${names[@]}"; do
    if [ -n "$(apt-cache madison "$name" 2>/dev/null)" ]; then
      printf '%s\n' "$name"
      return
    fi
  done
  printf '%s\n' "${names[0]}"
}
