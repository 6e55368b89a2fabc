"""Emitted C and C++, compiled and run."""
import re
import subprocess

from records import number_of, put

# A record comes as two numbers a column, its state and a number; results as three, with the rule. What has no value
# holds that of nothing: state 9 says that it does not.
CPP = """
#include "NUMBER.hpp"
#include <cstdio>
using namespace SPACE;
long long state = 0, number = 0;
void get() {
  if (std::scanf("%lld %lld", &state, &number) != 2) state = -1;
}
template <class T> void set(T& to) { to = static_cast<T>(number); }
template <class T> void set(cell<T>& to) { to = {state == 0 ? static_cast<T>(number) : T{}, state == 0}; }
template <class T> void put(const decided<T>& d) {
  const bool open = d.state != content::value && d.value != T{};
  std::printf("%d %lld %d ", open ? 9 : d.rejected() ? 2 : d.there() ? 0 : 1, static_cast<long long>(d.value), int{d.rule});
}
// All of it can be evaluated when it is compiled.
constexpr decisions early = decide(record{});
int main() {
  long long records = 0;
  if (std::scanf("%lld", &records) != 1) return 1;
  while (records-- > 0) {
    record c;
READ
    [[maybe_unused]] const decisions d = decide(c);
WRITE
    std::printf("\\n");
  }
  return sizeof early == 0;
}
"""

C = """
#include "NUMBER.h"
#include <stdio.h>
static long long state = 0, number = 0;
static void get(void) {
  if (scanf("%lld %lld", &state, &number) != 2) state = -1;
}
static void put(unsigned state, long long value, int rule) { printf("%u %lld %d ", state != 0 && value != 0 ? 9 : state, value, rule); }
int main(void) {
  long long records = 0;
  if (scanf("%lld", &records) != 1) return 1;
  while (records-- > 0) {
    struct SPACErecord c = {0};
READ
    const struct SPACEdecisions d = SPACEdecide(&c);
    (void)get, (void)put, (void)d;  /* not needed without columns, or fields of the row */
WRITE
    printf("\\n");
  }
  return 0;
}
"""


def columns_of(header, start, program):
    """Of the struct of records: each column's name in the header and its type, in order."""
    body = header.split(f"{start} {{\n", 1)[1].split("\n}", 1)[0]
    lines = [line.split("//")[0].rstrip("; ").removesuffix("{}") for line in body.split("\n")]
    lines = [line.strip() for line in lines if line.strip()]
    found = []
    for column in program["columns"]:
        kind, name = lines.pop(0).rsplit(" ", 1)
        found.append((name, kind))
        if "measure" in column:
            assert name + "_rejected" in lines.pop(0)
    return found


def decisions_of(header):
    """The names of decisions in the header, in order."""
    return re.findall(r"^  d\.(\w+) = ", header, re.MULTILINE)


def given(case):
    text = [str(len(case.records))]
    for record in case.records:
        cells = []
        for column in case.program["columns"]:
            value = record[column["name"]]
            cells.append("1 0" if value is None else "2 0" if isinstance(value, dict) else f"0 {number_of(column, value)}")
        text.append(" ".join(cells))
    return "\n".join(text) + "\n"


def run(case, command, source, end, space, columns, decisions, get, show):
    read = []
    for (column, kind), known in zip(columns, case.program["columns"]):
        read.append(f"    get();\n    {get(column, kind)};")
        if "measure" in known:
            read.append(f"    c.{column}_rejected = state == 2;")
    asked = [(name, d) for name, d in zip(decisions, case.program["decisions"]) if d["of_the_row"]]
    text = source.replace("READ", "\n".join(read)).replace("WRITE", "\n".join(f"    {show(name)};" for name, _ in asked))
    text = text.replace("SPACE", space).replace("NUMBER", str(case.number))
    program = f"{case.base}.{end}.run"
    with open(f"{program}.{end}", "w", encoding="utf-8") as file:
        file.write(text)
    out = subprocess.run(command + ["-O0", "-Wall", "-Wextra", "-Wconversion", "-Werror", "-pedantic", f"{program}.{end}", "-o", program],
                         capture_output=True, text=True, check=False)
    if out.returncode != 0:
        return None, out.stderr
    out = subprocess.run([program], input=given(case), capture_output=True, text=True, check=False)
    results = []
    for line in out.stdout.splitlines():
        numbers = [int(word) for word in line.split()]
        result = {"values": {}, "rules": {}, "rejected": {}}
        for k, (_, decision) in enumerate(asked):
            state, number, rule = numbers[3 * k:3 * k + 3]
            put(result, decision, state, number, decision["rules"][rule]["name"] if rule >= 0 else None)
        results.append(result)
    return results, out.stderr


def cpp(compiler):
    def of(case):
        with open(case.base + ".hpp", encoding="utf-8") as file:
            header = file.read()
        space = header.split("\nnamespace ", 1)[1].split(" ", 1)[0]
        return run(case, [compiler, "-std=c++17"], CPP, "cpp", space, columns_of(header, "struct record", case.program),
                   decisions_of(header), lambda name, _: f"set(c.{name})", lambda name: f"put(d.{name})")
    return of


def c(compiler):
    def of(case):
        with open(case.base + ".h", encoding="utf-8") as file:
            header = file.read()
        space = header.split("\nstatic const char ", 1)[1].split("image[]", 1)[0]
        types = {"": "uint8_t", "_set": "uint64_t", "_number": "int64_t"}

        def get(name, kind):
            if not kind.startswith("struct"):
                return f"c.{name} = ({kind})number"
            of = types[kind.removeprefix(f"struct {space}cell")]
            return f"c.{name}.there = state == 0;\n    c.{name}.value = state == 0 ? ({of})number : 0"

        return run(case, [compiler, "-std=c99"], C, "c", space, columns_of(header, f"struct {space}record", case.program),
                   decisions_of(header), get, lambda name: f"put(d.{name}.state, (long long)d.{name}.value, d.{name}.rule)")
    return of
