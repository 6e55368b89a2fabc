"""Emitted C and C++, compiled and run."""
import re
import subprocess

from records import number_of, put

# A record comes as two numbers a column, its state and a number; results as three, with the rule. What has no value
# holds that of nothing: state 9 says that it does not.
CPP = """
#include "NUMBER.hpp"
#include <cstdio>
#include <vector>
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
PLANES
int main() {
  long long records = 0;
  [[maybe_unused]] std::vector<record> all;
  if (std::scanf("%lld", &records) != 1) return 1;
  while (records-- > 0) {
    record c;
READ
    [[maybe_unused]] const decisions d = decide(c);
WRITE
    std::printf("\\n");
    all.push_back(c);
  }
  return sizeof early == 0 ? 1 : AGREE;
}
"""

# Where there are planes: those of all records, in words, in vectors and in blocks, hold what the records come to one by one.
PLANES = """
using word = std::uint64_t;
typedef word vector __attribute__((vector_size(32)));
constexpr word of_zeros() {
  word out = 0;
  batch::word<word>([](unsigned, word& plane) { plane = 0; }, [&](unsigned k, const word& plane) { out |= plane << k % 64; });
  return out;
}
constexpr word early_planes = of_zeros();
using Rows = std::vector<std::vector<word>>;
template <class T> word code(const batch::planes& of, const decided<T>& d, word value) {
  return d.rejected() ? of.rejected : d.there() ? value : of.absent;
}
template <class Row> word at(Row row, const batch::planes& of, std::size_t record) {
  word out = 0;
  for (unsigned bit = 0; bit < of.bits; ++bit) out |= (row(of.first + bit)[record / 64] >> (record % 64) & 1U) << bit;
  return out;
}
template <class T> void agree(bool& good, const batch::planes& of, const decided<T>& d, word value, word code_in_plane) {
  const word wanted = code(of, d, value);
  const decided<T> decoded = batch::decoded<T>(of, code_in_plane);
  if (wanted != code_in_plane || decoded.state != d.state) good = false;
}
bool agree(const Rows& out, const std::vector<record>& all) {
  bool good = true;
  [[maybe_unused]] const auto row = [&](unsigned k) -> const std::vector<word>& { return out[k]; };
  for (std::size_t i = 0; i < all.size(); ++i) {
    [[maybe_unused]] const decisions d = decide(all[i]);
EACH
  }
  return good;
}
template <class W> Rows in_blocks(const Rows& in, std::size_t words) {
  constexpr std::size_t step = sizeof(W) / sizeof(word);
  const std::size_t blocks = (words + step - 1) / step;
  std::vector<W> from(blocks * batch::inputs + 1), to(blocks * batch::outputs + 1);
  for (std::size_t k = 0; k < in.size(); ++k)
    for (std::size_t w = 0; w < words; ++w)
      std::memcpy(reinterpret_cast<char*>(&from[w / step * batch::inputs + k]) + w % step * sizeof(word), &in[k][w], sizeof(word));
  batch::decide_blocks<W>(from.data(), to.data(), blocks);
  Rows out(batch::outputs, std::vector<word>(words));
  for (std::size_t k = 0; k < out.size(); ++k)
    for (std::size_t w = 0; w < words; ++w)
      std::memcpy(&out[k][w], reinterpret_cast<char*>(&to[w / step * batch::outputs + k]) + w % step * sizeof(word), sizeof(word));
  return out;
}
bool planes_agree(const std::vector<record>& all) {
  const std::size_t words = (all.size() + 63) / 64;
  Rows in(batch::inputs, std::vector<word>(words)), out(batch::outputs, std::vector<word>(words)), wide = out;
  for (std::size_t i = 0; i < all.size(); ++i)
    batch::codes(all[i], [&](const batch::planes& of, word code) {
      for (unsigned bit = 0; bit < of.bits; ++bit) in[of.first + bit][i / 64] |= (code >> bit & 1U) << (i % 64);
    });
  std::vector<const word*> from;
  std::vector<word*> to, to_wide;
  for (const std::vector<word>& plane : in) from.push_back(plane.data());
  for (std::vector<word>& plane : out) to.push_back(plane.data());
  for (std::vector<word>& plane : wide) to_wide.push_back(plane.data());
  batch::decide(from.data(), to.data(), words);
  batch::decide<vector>(from.data(), to_wide.data(), words);
  return early_planes == of_zeros() && agree(out, all) && out == wide && out == in_blocks<word>(in, words) &&
         out == in_blocks<vector>(in, words);
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


def planes(header, case):
    """What compares planes, and the exit code that says whether they agree; nothing where the header has none."""
    if "\nnamespace batch {" not in header:
        return "", "0"
    results = header.split("\nnamespace results {", 1)[1].split("\n}", 1)[0]
    each = []
    for name, decision in zip(decisions_of(header), case.program["decisions"]):
        if f" planes {name}{{" not in results:
            continue
        value = f"static_cast<word>(d.{name}.value)"
        if decision["type"] == "number":
            cuts = re.search(rf" cuts_of_{name}\[\] = {{(.*)}};", results)
            value = f"batch::detail::stretch(d.{name}.value, batch::results::cuts_of_{name}, {cuts[1].count(',') + 1})" if cuts else "0"
        each.append(f"    agree(good, batch::results::{name}, d.{name}, {value}, at(row, batch::results::{name}, i));")
    return PLANES.replace("EACH", "\n".join(each)), "planes_agree(all) ? 0 : 3"


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
    if out.returncode != 0:
        return None, "planes differ from records" if out.returncode == 3 else f"it ended with {out.returncode}"
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
        compare, agree = planes(header, case)
        return run(case, [compiler, "-std=c++17"], CPP.replace("PLANES", compare).replace("AGREE", agree), "cpp", space, columns_of(header, "struct record", case.program),
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
