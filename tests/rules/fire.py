#!/usr/bin/env python3
"""Every rule of every table of a framework fires in one of its `test` blocks; a rule that none can reach is shown to be so.

    fire.py MSDC FRAMEWORK SOURCES…       SOURCES: the folders that hold its .msd files

A rule counts as fired if a test says `expect ROW.FIELD by RULE`, for `msdc test` runs each of those. What is left must be
unreachable: for each table of DEAD all inputs of the table and of the derivations before it are run through the compiled
framework, and the rules that fired in none of them must be exactly those that are listed.
"""
import itertools
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def tables(msdc, framework):
    """{"row.field": [names of its rules]}"""
    found, current = {}, None
    for line in subprocess.run([msdc, "dump", "tir", framework], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines():
        if head := re.match(r"(classify|unique|attach) (\S+)", line):
            current = found.setdefault(head.group(2), [])
        elif current is not None and (rule := re.match(r"  (\w+) when ", line)):
            current.append(rule.group(1))
        elif not line.startswith(" "):
            current = None
    return found


def fired_in_tests(folders):
    """{(field, rule)} of all expectations."""
    text = "\n".join(p.read_text() for folder in folders for p in (ROOT / folder).rglob("*.msd"))
    return set(re.findall(r"^\s*expect\s+\w+\.(\w+)\s+by\s+(\w+)", text, re.M))


def product(**axes):
    for values in itertools.product(*axes.values()):
        yield dict(zip(axes, values))


def reads():
    """All inputs of the read path."""
    yes_no = (False, True)
    yield from product(priority_class=("C1", "R1", "R2"), read_consistency_target=("strong_only", "bounded_stale_allowed"), query_is_geospatial=yes_no,
                       query_crosses_shards=yes_no, same_shape_as_source=yes_no, read_heavy=yes_no, join_heavy_hot_read=yes_no)


def writes():
    """All inputs of write shape and mechanism: two objects of two owners, so that each of the derived predicates takes both values."""
    yes_no = (False, True)
    for case in product(priority_class=("C1", "R1"), exclusive_claim_required=yes_no, merge_safe=yes_no, guarded_by_current_state=yes_no,
                        replaces_current_value=yes_no, records_immutable_fact=yes_no, single_writer_scope=yes_no,
                        partition_routed_single_writer=yes_no, compensation_acceptable=yes_no, holder_model=("thread", "worker"),
                        evolution=("append_only", "overwrite", "state_machine", "merge", None), synchronous=yes_no,
                        declared_companions=(["outbox"], ["cdc"])):
        evolution, synchronous = case.pop("evolution"), case.pop("synchronous")
        whole = {"class": "entity", "scope_kind": "instance", "candidate_needed_for_c1_r1": True}
        yield case | {
            "topology": "multi_service",
            "invariants": [{"tier": "HARD", "type": "uniqueness", "invariant_synchronous": synchronous}],
            "touches": [] if evolution is None else [{"object": "a", "state_interaction_kind": "update_target"},
                                                     {"object": "b", "state_interaction_kind": "create_target"}],
            "object": [whole | {"name": "a", "owner": "service", "owner_name": "x", "evolution": evolution or "merge"},
                       whole | {"name": "b", "owner": "service", "owner_name": "y", "evolution": "append_only"}]}


# What no input reaches, by table; the text of the framework says so, and `interview` follows it to the letter.
# repairable: a transaction over services is one only because compensation is not acceptable, and a saga wants it acceptable.
# saga: no mechanism is a saga, for that reason. one_row, otherwise: the two rules on `same_shape_as_source` leave nothing.
DEAD = {
    "interview": {
        "path.base_mechanism": ({"repairable"}, writes),
        "path.required_companions": ({"saga"}, writes),
        "path.read_path": ({"one_row", "otherwise"}, reads),
    },
}


def outcomes(msdc, framework, cases):
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run([msdc, "eval", "--framework", framework, "--row", "path", "--defaults"], cwd=ROOT, input=lines, stdout=subprocess.PIPE,
                          text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    msdc, framework, *folders = sys.argv[1:]
    msdc = str(pathlib.Path(msdc).resolve())
    tested = fired_in_tests(folders)
    rules = {(table, rule) for table, names in tables(msdc, framework).items() for rule in names}
    fired = {(table, rule) for table, rule in rules if (table.split(".")[1], rule) in tested}
    dead = {(table, rule) for table, (names, _) in DEAD.get(framework, {}).items() for rule in names}
    faults = [f"no test lets the rule `{rule}` of `{table}` fire" for table, rule in sorted(rules - fired - dead)]
    faults += [f"the rule `{rule}` of `{table}` is called unreachable, but there is no such rule" for table, rule in sorted(dead - rules)]
    faults += [f"the rule `{rule}` of `{table}` is called unreachable, but a test expects it" for table, rule in sorted(dead & fired)]
    ran, seen = {}, 0
    for table, (names, cases) in DEAD.get(framework, {}).items():
        if cases not in ran:
            ran[cases] = outcomes(msdc, framework, cases())
            seen += len(ran[cases])
        field = table.split(".")[1]
        if any(field in line["undetermined"] for line in ran[cases]):
            faults.append(f"`{field}` is not decided by the inputs, so they prove nothing")
        live = set()
        for line in ran[cases]:
            rule = line["rules"].get(field, [])
            live.update([rule] if isinstance(rule, str) else rule)
        for rule in sorted({r for t, r in rules if t == table} - live - names):
            faults.append(f"the inputs never let the rule `{rule}` of `{table}` fire, so they prove nothing")
        faults += [f"the rule `{rule}` of `{table}` is called unreachable, but it fires" for rule in sorted(live & names)]
    for fault in faults:
        print(fault)
    print(f"{len(rules)} rules, {len(fired)} fire in tests, {len(dead)} are unreachable by {seen} inputs: {len(faults)} faults")
    sys.exit(bool(faults) or not rules)


if __name__ == "__main__":
    main()
