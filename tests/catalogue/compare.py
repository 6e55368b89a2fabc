#!/usr/bin/env python3
"""Compares the catalogue of a framework with a transcription: archetypes with all their parts, and systems.

    compare.py MSDC FRAMEWORK ARCHETYPES SYSTEMS

What the text says of an archetype is looked for in `msdc dump archetypes --format json`: the section, the number of shapes and
the examples in their order; for each typical object a role of that label that accepts just these classes; for each common
invariant an expectation that asks for it; each set of usual write shapes, and of usual read paths, in a `usually` or a `must`
of a path. Systems are compared by label, order and archetypes. What expectations would insert is written into a design, and
must be readable there: known fields and values, sentences that fit their templates.
"""
import json
import re
import subprocess
import sys

# Objects that the text describes instead of giving them a class. Reading: what people write is an entity, what they propose is
# declared before it counts, a policy is an entity or an intent like any configuration.
READ_AS = {
    "authored content object": {"entity"},
    "claim object": set(),
    "proposal record": {"intent"},
    "shared mutable document object": {"entity"},
    "immutable entity": {"entity"},
    "policy state": {"entity", "intent"},
    "collection of entities": {"entity"},
}
# A write shape that the text makes depend on a predicate may be asked for by the predicate.
BY_PREDICATE = {"exclusive_claim": "exclusive_claim_required"}


def dump(msdc, framework, what):
    done = subprocess.run([msdc, "dump", what, framework, "--format", "json"], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)[what]


def name(label):
    return re.sub(r"\W+", "_", label.strip().lower()).strip("_")


def values(conditions, field):
    """The values that conditions of the form `field == v` or `field in {…}` name, as one set for each condition."""
    found = []
    for condition in conditions:
        for one in re.finditer(rf"(?<![\w.]){field} (?:== (\w+)|in \{{([^}}]*)\}})", condition):
            found.append({one.group(1)} if one.group(1) else set(re.split(r"[,\s]+", one.group(2).strip())))
    return found


def lines(path):
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


class Comparison:
    def __init__(self):
        self.facts = self.faults = 0

    def check(self, holds, message):
        self.facts += 1
        if not holds:
            self.faults += 1
            print(message)

    def archetypes(self, found, path):
        examples, order, now, at = {}, [], None, ""
        for head, *rest in lines(path):
            if re.match(r"\d+\. ", head):
                at = head.split(". ", 1)[1]
                order.append(at)
                now = next((a for a in found if a["label"] == at), None)
                self.check(now is not None, f"there is no archetype {at!r}")
                if now:
                    self.check(now["name"] == name(at), f"{at}: is called {now['name']}, not {name(at)}")
                    self.check(now["section"] == rest[0], f"{at}: stands in {now['section']}, not in {rest[0]}")
                    self.check(len(now["shapes"]) == int(rest[1]), f"{at}: {len(now['shapes'])} shapes, not {rest[1]}")
                    self.check(now["doc"] != "", f"{at}: has no doc comment")
            elif now and head == "example":
                examples.setdefault(at, []).append(rest[0])
            elif now:
                getattr(self, "of_" + head)(now, at, *rest)
        for label, wanted in examples.items():
            printed = next(a for a in found if a["label"] == label)["examples"]
            self.check(printed == wanted, f"{label}: examples {printed}, not {wanted}")
        self.check([a["label"] for a in sorted(found, key=lambda a: order.index(a["label"]) if a["label"] in order else -1)] == order,
                   f"archetypes: {len(found)}, transcribed: {len(order)}")

    def role(self, archetype, label):
        return next((r for r in archetype["roles"] if r["row"] == "object" and r["label"].lower() == label), None)

    def of_class(self, archetype, at, label, classes):
        role = self.role(archetype, label)
        self.check(role is not None, f"{at}: no role {label!r}")
        if role is None:
            return
        wanted = set()
        for one in classes.split(", "):
            wanted |= READ_AS.get(one, {name(one)})
        accepted = values(role["must"], "class")
        self.check(wanted in accepted, f"{at}: {label} accepts {accepted}, not {sorted(wanted)}")

    def of_evolution(self, archetype, at, label, evolution):
        role = self.role(archetype, label)
        self.check(role is not None and {name(evolution)} in values(role["must"], "evolution"), f"{at}: {label} need not be {evolution}")

    def of_invariant(self, archetype, at, words, asked):
        conditions = [e["condition"] for r in archetype["roles"] for e in r["expects"] if e["message"]]
        alternatives = asked.split(", ")
        self.check(any(re.search(rf"\b{one}\b", c) for one in alternatives for c in conditions), f"{at}: nothing expects {words!r} ({asked})")

    def usual(self, archetype, at, shapes, field):
        wanted = {name(one) for one in shapes.split(", ")}
        conditions = [c["condition"] for r in archetype["roles"] if r["row"] == "path" for c in r["usually"]]
        conditions += [c for r in archetype["roles"] if r["row"] == "path" for c in r["must"]]
        named = values(conditions, field)
        named += [{shape} for shape, predicate in BY_PREDICATE.items() if any(c == predicate for c in conditions)]
        together = set().union(*named) if named else set()
        self.check(wanted in named or wanted <= together, f"{at}: usual {field} {[sorted(n) for n in named]}, not {sorted(wanted)}")

    def of_write(self, archetype, at, shapes):
        self.usual(archetype, at, shapes, "write_shape")

    def of_read(self, archetype, at, paths):
        self.usual(archetype, at, paths, "read_path")

    def systems(self, found, archetypes, path):
        labels = {a["name"]: a["label"] for a in archetypes}
        wanted = [(system, made_of.split("; ")) for system, made_of in lines(path)]
        printed = [(s["label"], [labels[a] for a in s["archetypes"]]) for s in found]
        self.check(len(printed) == len(wanted), f"{len(printed)} systems, {len(wanted)} transcribed")
        for one, other in zip(printed, wanted):
            self.check(one == other, f"system {one}, transcribed as {other}")
        for one in archetypes:
            for role in one["roles"]:
                self.check(role["doc"] != "", f"{one['label']}: role {role['name']} has no doc comment")
                for line in role["usually"]:
                    self.check(line["because"] != "", f"{one['label']}: {line['condition']} has no reason")

    def inserts(self, found, msdc, framework):
        """One design with every text that an expectation inserts, each in a row of its role's kind."""
        rows, texts = ["object Some { class: entity }"], []
        for archetype in found:
            for role in archetype["roles"]:
                for line in role["expects"]:
                    if not line["insert"]:
                        continue
                    filled = re.sub(r"\{\{|\}\}|\{[^}]*\}", lambda m: m[0][0] if m[0] in ("{{", "}}") else "Some", line["insert"])
                    texts.append(f"{archetype['label']}: {role['name']}: {line['name']}")
                    rows.append(f"{role['row']} row_{len(texts)} {{ {filled} }}")
        design = "design inserts uses " + framework_name(framework) + " {\n" + "\n".join(rows) + "\n}\n"
        done = subprocess.run([msdc, "check", "-", "--framework", framework, "--format", "json"], input=design, text=True, stdout=subprocess.PIPE)
        document = json.loads(done.stdout)
        faults = [f for d in document["designs"] for f in d["findings"]] + document["findings"]
        for fault in faults:
            if re.match(r"M0[126]", fault["code"]):
                self.check(False, f"{texts[fault['line'] - 3]}: its text gives {fault['code']}: {fault['message']}")
        self.check(len(document["designs"]) == 1 and len(texts) > 0, "the texts to insert make no design")
        self.facts += len(texts)


def framework_name(framework):
    return re.sub(r".*/|\.msd$", "", framework)


def main():
    msdc, framework, archetypes, systems = sys.argv[1:]
    comparison = Comparison()
    found = dump(msdc, framework, "archetypes")
    comparison.archetypes(found, archetypes)
    comparison.systems(dump(msdc, framework, "systems"), found, systems)
    comparison.inserts(found, msdc, framework)
    print(f"{len(found)} archetypes, {comparison.facts} facts compared, {comparison.faults} differ")
    sys.exit(comparison.faults != 0 or comparison.facts == 0)


if __name__ == "__main__":
    main()
