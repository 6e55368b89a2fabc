#!/usr/bin/env python3
"""The HTML page of three designs, in a headless Chromium: nothing is logged, nothing is fetched, paths light up under the mouse and
the keyboard, hostile labels are text, and nothing is wider than a phone.

    page.py MSDC [--shots FOLDER]      --shots writes pictures: light, dark, phone, lit, and the page as printed

Exits with 77, which the suite counts as skipped, where there is no Chromium.
"""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import devtools

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DESIGNS = {"auction": "docs/examples/auction.msd", "half_written": "docs/examples/half_written.msd",
           "scenarios": "tests/golden/check_scenarios/design.msd", "hostile": "tests/report/hostile.msd"}
problems, passed = [], 0


def check(condition, text):
    global passed
    if condition:
        passed += 1
    else:
        problems.append(text)


def reads(svg):
    """By the graph itself: which cells lie behind each."""
    direct = {}
    for source, target in svg:
        direct.setdefault(target, set()).add(source)
    behind = {}

    def of(cell):
        if cell not in behind:
            behind[cell] = set()
            for one in direct.get(cell, ()):
                behind[cell] |= {one} | of(one)
        return behind[cell]
    return {cell: of(cell) for cell in direct}


LIT = "[...document.querySelectorAll('.node.lit')].map(n => n.id).sort()"
HERE = "[...document.querySelectorAll('.node.here')].map(n => n.id)"


def common(page, name, path):
    check(page.requests == [path.as_uri()], f"{name}: the page asks for {page.requests}")
    check(page.logged == [], f"{name}: the page logs {json.dumps(page.logged)[:400]}")
    check(page.script("document.querySelectorAll('svg.graph .node').length") > 10, f"{name}: no graph")
    check(page.script("document.querySelectorAll('script').length") == 1, f"{name}: a script of its own")
    check(page.script("[...document.querySelectorAll('*')].some(e => [...e.attributes].some(a => /^on/i.test(a.name) || "
                      "/^\\s*javascript:/i.test(a.value)))") is False, f"{name}: an attribute that runs")
    check(page.script("[...document.querySelectorAll('[id]')].length === new Set([...document.querySelectorAll('[id]')].map("
                      "e => e.id)).size"), f"{name}: an id stands twice")
    check(page.script("[...document.querySelectorAll('a[href]')].every(a => { const to = a.getAttribute('href'); return "
                      "to.startsWith('#') && document.getElementById(to.slice(1)) !== null; })"), f"{name}: a link leads nowhere")
    check(page.script("[...document.querySelectorAll('table')].every(t => [...t.querySelectorAll('th')].every(h => h.scope === 'col' "
                      "|| h.scope === 'row'))"), f"{name}: a head of a table without its scope")


def paths(page, name):
    edges = page.script("[...document.querySelectorAll('.edge')].map(e => [e.dataset.from, e.dataset.to])")
    behind = reads(edges)
    check(len(behind) > 5, f"{name}: the graph has no decisions")
    # The cell with most behind it, under the mouse.
    cell = max(sorted(behind), key=lambda c: len(behind[c]))
    x, y = page.script(f"(() => {{ const n = document.getElementById('{cell}'); n.scrollIntoView({{block: 'center', inline: "
                       "'center'}); const r = n.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()")
    check(page.script(LIT) == [], f"{name}: something is lit at first")
    dim = "getComputedStyle(document.querySelector('.node:not(.lit):not(.here)')).opacity"
    before = page.script(dim)
    page.point(x, y)
    check(page.script(HERE) == [cell], f"{name}: the mouse lights {page.script(HERE)}, not {cell}")
    check(set(page.script(LIT)) == behind[cell], f"{name}: the mouse lights another path than the edges say")
    check(page.script("getComputedStyle(document.querySelector('.edge.lit')).stroke !== "
                      "getComputedStyle(document.querySelector('.edge:not(.lit)')).stroke"), f"{name}: a lit edge looks like others")
    page.script("new Promise(done => setTimeout(done, 300))")  # the fading ends
    check(float(page.script(dim)) < float(before), f"{name}: what is not on the path is not dimmed")
    check(page.script("!document.getElementById('why').hidden && document.getElementById('why').textContent.length > 20"),
          f"{name}: the path is not said in words")
    page.point(1, 1)
    check(page.script(LIT) == [] and page.script("document.getElementById('why').hidden"), f"{name}: the light does not go out")
    # The same by keyboard: from the cell before it, one step of Tab.
    page.script(f"(() => {{ const all = [...document.querySelectorAll('.node')]; const at = all.findIndex(n => n.id === '{cell}'); "
                "all[at - 1].focus(); })()")
    page.key("Tab", 9)
    check(page.script("document.activeElement.id") == cell, f"{name}: Tab does not reach {cell}")
    check(set(page.script(LIT)) == behind[cell], f"{name}: focus does not light the path")
    check(page.script("getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth") == "2.5px",
          f"{name}: focus is not seen")
    page.key("Escape", 27)
    check(page.script(LIT) == [], f"{name}: Escape does not end it")
    # From a cell of a worksheet to the graph, and the graph leads back.
    linked = page.script("(() => { const c = document.querySelector('td a.cell.computed, td a.cell'); c.focus(); return "
                         "[c.dataset.cell, c.getAttribute('href')]; })()")
    check(linked and linked[1] == "#" + linked[0] and page.script(HERE) == [linked[0]],
          f"{name}: a cell of a worksheet does not light its place in the graph")
    check(page.script("document.querySelectorAll('a.node[href]').length") > 0, f"{name}: the graph does not lead back")
    page.script("document.activeElement.blur()")


def hostile(page):
    source = (ROOT / DESIGNS["hostile"]).read_text(encoding="utf-8")
    text = page.script("document.body.innerText")
    for wanted in ("<script>document.title='owned'</script>", "<img src=x onerror=", "</style><style>*{display:none}</style>",
                   "<U+001B>[31mred<U+001B>[0m", "<U+202E>gnitaerht ton si siht<U+202C>", "\"quotes\" 'too'", "<b>עולם</b>",
                   "**bold** <b>bold</b>", "x < y & z", "<script>document.title='tried'</script> | **bold**"):
        check(wanted in text, f"hostile: the page does not show {wanted!r}")
    check("\u202e" in source and not set(page.script("document.documentElement.outerHTML")) & set("\u202e\u2067\u200b\u2028\x1b\x07\x9b"),
          "hostile: a control or a mark of direction is on the page")
    check(page.script("document.title") == "<script>document.title='owned'</script>", "hostile: a script ran")
    check(page.script("document.querySelectorAll('img, b, i, iframe, object, embed, form, base').length") == 0, "hostile: markup came through")
    check(page.script("getComputedStyle(document.querySelector('h1')).display") != "none", "hostile: a style came through")
    check(page.script("[...document.querySelectorAll('bdi')].some(b => b.textContent.includes('שלום'))"),
          "hostile: text that runs to the left is not kept apart")
    page.script("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">'); "
                "new Promise(done => setTimeout(done, 100))")
    check(page.script("document.title") != "1", "hostile: the policy would let markup run")


def scenarios(page, name, msdc):
    """Every scenario and ranking is there, under its name; a value that differs lights the path that the design itself has to it."""
    done = subprocess.run([msdc, "check", "--format", "json", DESIGNS[name]], cwd=ROOT, stdout=subprocess.PIPE)
    design = json.loads(done.stdout)["designs"][0]
    shown = page.script("[...document.querySelectorAll('.scenario')].map(s => s.querySelector('h3').textContent)")
    told = [f"{s['name']} {s['label']}".strip() for s in design["scenarios"]]
    told += [f"Ranked by fewest {r['fewest']}" for r in design["rankings"]]
    check(len(shown) == len(told) and all(s.startswith(t) for s, t in zip(shown, told)), f"{name}: shows {shown}, not {told}")
    rows = page.script("[...document.querySelectorAll('.scenario')].map(s => s.querySelectorAll('tbody tr').length)")
    check(rows == [len(s["changes"]) for s in design["scenarios"]] + [len(r["versions"]) for r in design["rankings"]],
          f"{name}: tables of {rows} rows")
    found = page.script("[...document.querySelectorAll('.scenario')].map(s => s.querySelectorAll('.findings > li').length)")
    check(found == [len(s["come"]) + len(s["gone"]) for s in design["scenarios"]] + [0] * len(design["rankings"]),
          f"{name}: {found} findings in its scenarios")
    linked = page.script("(() => { const c = document.querySelector('.scenario a.cell'); c.focus(); return c.dataset.cell; })()")
    check(page.script(HERE) == [linked], f"{name}: a value of a scenario does not light its place in the graph")
    page.script("document.activeElement.blur()")


def contrast(page, name):
    """Text against what is behind it, by WCAG 2.1: 4.5, or 3 for what is large."""
    bad = page.script("""(() => {
      const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return m.length > 3 ? m : [...m, 1]; };
      const lum = c => { const f = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
        return .2126 * f(c[0]) + .7152 * f(c[1]) + .0722 * f(c[2]); };
      const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
        if (c[3] > 0) return c; } return [255, 255, 255, 1]; };
      const out = [];
      for (const e of document.querySelectorAll('body *')) {
        const svg = e.namespaceURI.endsWith('svg');
        if (svg && !['text', 'tspan'].includes(e.tagName)) continue;
        if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
        if (!svg && (e.offsetWidth === 0 || e.closest('.skip, [hidden], script'))) continue;
        const s = getComputedStyle(e), front = parse(svg ? s.fill : s.color);
        let back = behind(e.closest('svg') || e);
        if (svg) { const r = e.closest('.node')?.querySelector('rect'); if (r) back = parse(getComputedStyle(r).fill); if (!back[3]) continue; }
        const [a, b] = [lum(front), lum(back)].sort((x, y) => y - x), ratio = (a + .05) / (b + .05);
        const size = parseFloat(s.fontSize), large = size >= 24 || (size >= 18.66 && parseInt(s.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5)) out.push(`${e.tagName}.${e.getAttribute('class')} ${ratio.toFixed(2)}`);
      }
      return [...new Set(out)];
    })()""")
    check(bad == [], f"{name}: too little contrast: {bad[:8]}")


def wide(page, name, width):
    found = page.script("""(() => { const root = document.documentElement; const out = [];
      if (root.scrollWidth > root.clientWidth) out.push(root.scrollWidth);
      for (const e of document.querySelectorAll('body *')) {
        if (e.closest('.scroll') || e.closest('.skip') || e.closest('[hidden]')) continue;
        const r = e.getBoundingClientRect();
        if (r.width > 0 && r.right > root.clientWidth + 1) out.push(e.tagName + '.' + e.className);
      }
      return out; })()""")
    check(found == [], f"{name}: wider than {width} px: {found[:5]}")


def shot(page, folder, name, whole=True):
    if folder is None:
        return
    data = page.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
    (folder / f"{name}.png").write_bytes(base64.b64decode(data))


def main():
    msdc = pathlib.Path(sys.argv[1]).resolve()
    folder = pathlib.Path(sys.argv[sys.argv.index("--shots") + 1]) if "--shots" in sys.argv else None
    program = devtools.find()
    if program is None:
        print("skipped: no Chromium (the package `chromium`) is installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as temporary, devtools.Browser(program) as browser:
        for name, design in DESIGNS.items():
            path = pathlib.Path(temporary, f"{name}.html")
            done = subprocess.run([msdc, "check", "--format", "html", design], cwd=ROOT, stdout=subprocess.PIPE)
            path.write_bytes(done.stdout)
            page = devtools.Page(browser, path)
            common(page, name, path)
            contrast(page, name)
            shot(page, folder, f"{name}_light")
            paths(page, name)
            if name == "scenarios":
                scenarios(page, name, msdc)
            if name == "hostile":
                hostile(page)
            dark = devtools.Page(browser, path, dark=True)
            check(dark.script("getComputedStyle(document.body).backgroundColor") != page.script("getComputedStyle(document.body).backgroundColor"),
                  f"{name}: dark is as light")
            contrast(dark, f"{name}, dark")
            shot(dark, folder, f"{name}_dark")
            phone = devtools.Page(browser, path, width=390, height=844)
            wide(phone, name, 390)
            shot(phone, folder, f"{name}_phone")
            if folder:
                data = phone.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]
                (folder / f"{name}.pdf").write_bytes(base64.b64decode(data))
        # Several designs on one page keep their ids apart, and each lights its own graph.
        path = pathlib.Path(temporary, "both.html")
        done = subprocess.run([msdc, "check", "--format", "html", DESIGNS["auction"], DESIGNS["half_written"]], cwd=ROOT, stdout=subprocess.PIPE)
        path.write_bytes(done.stdout)
        page = devtools.Page(browser, path)
        common(page, "two designs", path)
        check(page.script("document.querySelectorAll('article').length") == 2, "two designs: not one article each")
    for problem in problems:
        print(problem)
    print(f"{passed} passed, {len(problems)} failed")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
