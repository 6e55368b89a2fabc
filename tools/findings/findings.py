#!/usr/bin/env python3
"""Writes docs/findings.md: what lint proves of the shipped framework, where its text says it, and how it is mended.

    findings.py MSDC            fails if the page is not what it would write
    findings.py MSDC --update   writes it

Findings come from `msdc lint`, those that the declarations allow from a copy without its `allow` clauses, repairs from
the files of the variant, consequences from the designs of docs/examples checked under both. What only a reader of the
text can say (place, meaning) stands in notes.toml; a finding without a note, or a note without a finding, is an error.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs/findings.md"
BASE, VARIANT = "interview", "interview_strict"
ALLOW = re.compile(r'\s*allow\(([a-z_, ]*)\)(?:\s+because\s+("(?:[^"\\]|\\.)*"))?')


def run(msdc, *words, root=ROOT):
    done = subprocess.run([msdc, *words], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}: {done.stderr[:500]}")
    return json.loads(done.stdout)


def lint(msdc, name, root=ROOT):
    found = run(msdc, "lint", f"stdlib/{name}.msd", "--notes", "--format", "json", "--root", ".", root=root)["findings"]
    for at in [*found, *(note for f in found for note in f["notes"])]:
        at["file"] = at.get("file", "").removeprefix("./")
    return found


def without_allows(msdc):
    """The findings that the framework's declarations allow, as they stand without that."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("stdlib", "rules"):
            shutil.copytree(ROOT / part, pathlib.Path(folder) / part)
        for path in pathlib.Path(folder).rglob("*.msd"):
            path.write_text(ALLOW.sub("", path.read_text()))
        return lint(msdc, BASE, pathlib.Path(folder))


def reasons():
    """What the declarations give as reason, by field and finding."""
    out = {}
    for path in sorted((ROOT / "stdlib" / BASE).rglob("*.msd")):
        for part in re.split(r"^(?=field )", path.read_text(), flags=re.M)[1:]:
            field = part.split()[1]
            for slugs, because in ALLOW.findall(part):
                for slug in slugs.split(","):
                    out[(field, slug.strip())] = json.loads(because) if because else ""
    return out


def blocks(field):
    """What the variant changes about a field: its declarations as they are written, comments above them included."""
    out = []
    head = re.compile(rf"^(?:(?:change|replace|remove) (?:field|derive|classify|attach)|derive|classify) {re.escape(field)}\b.*")
    for path in sorted((ROOT / "stdlib" / VARIANT).glob("*.msd")) + sorted((ROOT / "rules" / VARIANT).glob("*.msd")):
        lines = path.read_text().split("\n")
        for i, line in enumerate(lines):
            if not head.match(line):
                continue
            end = i
            depth = line.count("{") - line.count("}")
            while end + 1 < len(lines) and (depth > 0 or lines[end + 1].startswith("  ")):
                end += 1
                depth += lines[end].count("{") - lines[end].count("}")
            out.append("\n".join(lines[i : end + 1]))
    return out


def requirement(name):
    for path in sorted((ROOT / "rules" / VARIANT).glob("*.msd")):
        found = re.search(rf"^(?:replace|remove|change) require {name}\b.*?(?:^}}|\n(?=\n)|\Z)", path.read_text(), re.M | re.S)
        if found:
            return [found.group(0).rstrip()]
    return []


def cells(msdc, framework):
    done = run(msdc, "check", "docs/examples", "--format", "json", "--framework", framework)
    out = {}
    for design in done["designs"]:
        for row in design["rows"]:
            for name, cell in row["fields"].items():
                out[(design["name"], row["name"], f"{row['row']}.{name}")] = json.dumps([cell.get("value"), cell["origin"] == "rejected"])
    return out


def source(at):
    """The text that a finding is about, on one line."""
    lines = (ROOT / at["file"]).read_text().split("\n")[at["line"] - 1 : at["end"]["line"]]
    lines[-1] = lines[-1][: at["end"]["column"] - 1]
    lines[0] = lines[0][at["column"] - 1 :]
    return " ".join(" ".join(lines).split())


def key(finding):
    names = [finding["name"], *re.findall(r"`([^`]+)`", finding["message"])]
    return " ".join(names) + (f": {source(finding)}" if "part of" in finding["message"] else "")


def place(at):
    return f"[{pathlib.PurePath(at['file']).name}:{at['line']}](../{at['file']})"


def code(text, kind="msd"):
    return f"```{kind}\n{text.rstrip()}\n```"


def wrap(text):
    return textwrap.fill(text, 120, break_long_words=False, break_on_hyphens=False)


class Page:
    def __init__(self, msdc):
        notes = tomllib.loads((ROOT / "tools/findings/notes.toml").read_text())
        self.notes = {note["key"]: note for note in notes["finding"]}
        self.kinds = {note["name"]: note for note in notes["kind"]}
        self.outside = notes["outside"]
        self.used = set()
        self.found = [f for f in lint(msdc, BASE) if f["severity"] != "note"]
        self.allowed = without_allows(msdc)
        self.left = [f for f in lint(msdc, VARIANT) if f["severity"] != "note"]
        self.base, self.strict = cells(msdc, BASE), cells(msdc, VARIANT)
        self.registry = run(msdc, "dump", "registry", "--format", "json")["fields"]
        self.out = []

    def say(self, *parts):
        self.out += [part for part in parts if part]

    def note(self, name):
        if name not in self.notes:
            sys.exit(f"tools/findings/notes.toml: there is no note for `{name}`")
        self.used.add(name)
        return self.notes[name]

    def consequence(self, field):
        same = [k for k in self.base if k[2] == field and k in self.strict]
        moved = [k for k in same if self.base[k] != self.strict[k]]
        designs = sorted({k[0] for k in moved})
        if not moved:
            return f"None of the {len(same)} cells `{field}` of `docs/examples` is another one under `{VARIANT}`."
        names = ", ".join(designs[:6]) + (f" and {len(designs) - 6} more" if len(designs) > 6 else "")
        return f"Of the {len(same)} cells `{field}` of `docs/examples`, {len(moved)} are others under `{VARIANT}`: {names}."

    def proved(self):
        for finding in self.found:
            note = self.note(key(finding))
            self.say(f"### {finding['message'][0].upper()}{finding['message'][1:]}",
                     f"*{finding['code']} `{finding['name']}`, {place(finding)}. In the text: {note['place']}.*",
                     wrap(note["means"].strip()))
            if "part of" in finding["message"]:
                self.say(code(source(finding)))
            proof = [f"- {finding['label']}"] if finding.get("label") else []
            proof += [f"- {n['text']}" + (f" ({place(n)})" if n.get("file") else "") for n in finding["notes"]]
            self.say("**Proof**", "\n".join(proof))
            if finding.get("witness"):
                self.say("**Witness**, run by `msdc` before it prints it:", code(finding["witness"]))
            about = note.get("mended_by", [])
            repair = [b for name in about for b in (blocks(name) if "." in name else requirement(name))]
            if about and not repair:
                sys.exit(f"tools/findings/notes.toml: nothing in {VARIANT} changes {', '.join(about)} ({key(finding)})")
            self.say(wrap("**Smallest repair**" + (f": {note['repair'].strip()}" if note.get("repair") else "")),
                     code("\n\n".join(repair)) if repair else "")
            self.say("**For designs**: " + wrap(" ".join([*(self.consequence(f) for f in note.get("fields", [])),
                                                           note.get("designs", "").strip()]).strip()))

    def declared(self):
        why = reasons()
        for slug in dict.fromkeys(f["name"] for f in self.allowed):
            if slug not in self.kinds:
                sys.exit(f"tools/findings/notes.toml: there is no note for the kind `{slug}`")
            kind = self.kinds.pop(slug)
            mine = [f for f in self.allowed if f["name"] == slug]
            self.say(f"### {kind['title']}", f"*{mine[0]['code']} `{slug}`, {len(mine)} times.*", wrap(kind["means"].strip()))
            fields = {}
            for f in mine:
                names = re.findall(r"`([^`]+)`", f["message"])
                fields.setdefault(names[0], []).append(f["message"])
            for field, messages in fields.items():
                self.say("\n".join(f"- {m[0].upper()}{m[1:]}." for m in dict.fromkeys(messages)))
                because = why.get((field, slug))
                if because:
                    self.say(f"  Allowed because: {because}.")
                repair = blocks(field)
                if not repair:
                    sys.exit(f"nothing in {VARIANT} mends `{slug}` of `{field}`")
                self.say(textwrap.indent(code("\n".join(repair)), "  "))
        if self.kinds:
            sys.exit(f"tools/findings/notes.toml: notes for kinds that are not found: {', '.join(self.kinds)}")

    def parents(self):
        rows = {}
        for field in self.registry:
            for parent in field["parents"]:
                if parent["external"] or (parent["quoted"] and not parent["resolves"]):
                    rows.setdefault(parent["written"], []).append(f"`{field['row']}.{field['name']}`")
        table = ["| the text says | parent of |", "| --- | --- |"]
        table += [f"| {name} | {', '.join(users)} |" for name, users in sorted(rows.items())]
        self.say("\n".join(table))

    def write(self):
        self.say("# Findings about the framework's text",
                 "<!-- Made by tools/findings/findings.py; what only a reader can say stands in tools/findings/notes.toml. -->",
                 wrap(f"`{BASE}` says what the framework's text says, to the letter. This page lists what `msdc lint` proves about "
                      f"it: {len(self.found)} findings over the composed rules, and {len(self.allowed)} about declarations, which "
                      f"`{BASE}` allows with a reason since the text has them. `{VARIANT}` is the text with these mended: "
                      f"`msdc lint {VARIANT}` finds " + (f"{len(self.left)} of them still there." if self.left else
                                                         "no error and no warning, and nothing in it is allowed.")),
                 code(f"msdc lint {BASE}\nmsdc lint {VARIANT} --notes\nmsdc diff {BASE} {VARIANT}", "sh"),
                 "## Proved over all rules")
        self.proved()
        self.say("## In the declarations",
                 "Categories and parents, as the text's tables list them. The clause under each is the repair in the variant.")
        self.declared()
        self.say("## Parents that are no field", wrap(self.outside["means"].strip()))
        self.parents()
        idle = set(self.notes) - self.used
        if idle:
            sys.exit(f"tools/findings/notes.toml: notes without a finding: {', '.join(sorted(idle))}")
        return "\n\n".join(self.out) + "\n"


def main():
    text = Page(str(pathlib.Path(sys.argv[1]).resolve())).write()
    if "--update" in sys.argv[2:]:
        PAGE.write_text(text)
    elif not PAGE.exists() or PAGE.read_text() != text:
        sys.exit("docs/findings.md is not what tools/findings/findings.py writes: run it with --update")
    print(f"docs/findings.md: {text.count(chr(10) + '### ')} findings and kinds of them")


main()
