// The style of a page: paper and ink, one accent; light and dark by the reader's setting, and a print style.
#include "runtime/report/html_page.h"

namespace msd::report {

const std::string_view kPageStyle = R"css(
:root {
  --paper: #fbfaf7; --card: #ffffff; --band: #f4f2ec; --line: #dfdbd1; --ink: #1d1f21; --soft: #5c5f63;
  --accent: #0c5a50; --accent-wash: #e3efec; --glow: #b8860b; --glow-wash: #fdf0c8;
  --error: #a4211b; --error-wash: #fbe7e4; --warning: #7d5200; --warning-wash: #fcf1d6; --note: #2c5282; --note-wash: #e6eef8;
  --serif: "Iowan Old Style", "Charter", "Source Serif 4", "Source Serif Pro", Palatino, Georgia, "Noto Serif", "DejaVu Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181a; --card: #1d2023; --band: #212529; --line: #363b40; --ink: #e8e6e1; --soft: #a5a9ad;
    --accent: #7fcbb9; --accent-wash: #1c3430; --glow: #e8b94a; --glow-wash: #3d3213;
    --error: #ff9d94; --error-wash: #42201d; --warning: #e6bb62; --warning-wash: #3a2e12; --note: #9cc2f2; --note-wash: #1b2d44;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 var(--sans); overflow-wrap: break-word; }
main, footer.page { max-width: 70rem; margin: 0 auto; padding: 0 1.5rem; }
article { padding: 3.5rem 0 2rem; }
article + article { border-top: 3px double var(--line); }
h1, h2, h3, h4, p, ul, ol { margin: 0; }
h1 { font: 600 clamp(2.1rem, 6vw, 3.2rem)/1.1 var(--serif); letter-spacing: -0.015em; margin: .35rem 0 .7rem; text-wrap: balance; }
h2 { font: 600 1.65rem/1.2 var(--serif); letter-spacing: -0.01em; margin: 3.5rem 0 1rem; }
h3 { font: 600 1.15rem/1.3 var(--serif); }
small { font-size: .8125rem; color: var(--soft); }
code { font: .875em var(--mono); }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100rem; background: var(--ink); color: var(--paper); padding: .5rem .9rem; z-index: 3; }
.skip:focus { left: .75rem; top: .75rem; }
.skip-graph { position: relative; } .skip-graph .skip:focus { left: 0; top: -.25rem; }
.kicker { font-size: .875rem; color: var(--soft); } .kicker .path { margin-left: .6rem; font: .8125rem var(--mono); }
.verdict { font: italic 1.2rem/1.4 var(--serif); color: var(--accent); } .verdict.bad { color: var(--error); }
.doc, .none { color: var(--soft); max-width: 46rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .15rem 1.15rem; }
nav { margin: 1.6rem 0 2.2rem; padding: .8rem 0; border: solid var(--line); border-width: 1px 0; font-size: .9rem; }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }

.checklists { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; align-items: start; }
.checklist { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 1.1rem 1.3rem 1.2rem; }
.checklist h3 { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .2rem .8rem; margin-bottom: .5rem; }
.count { font: .8125rem var(--sans); color: var(--soft); font-variant-numeric: tabular-nums; }
.checklist ul { list-style: none; padding: 0; }
.checklist li { display: grid; grid-template-columns: 4.6rem 1fr; gap: .6rem; padding: .28rem 0; font-size: .9375rem; line-height: 1.45; }
.checklist li small { display: block; }
.state { font-size: .78rem; line-height: 1.75; color: var(--soft); }
.state::before { display: inline-block; width: 1.2em; font-weight: 700; }
.closed .state { color: var(--accent); } .closed .state::before { content: "✓"; }
.open .state { color: var(--warning); } .open .state::before { content: "?"; }
.broken .state { color: var(--error); } .broken .state::before { content: "✗"; }

.findings, .questions { list-style: none; padding: 0; display: grid; gap: .7rem; }
.findings > li { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .85rem 1.1rem; }
.findings > li.error { border-color: var(--error); } .findings > li.warning { border-color: var(--warning); }
.findings .head { font-weight: 500; }
.mark { display: inline-block; font-size: .75rem; font-weight: 600; line-height: 1.5; padding: 0 .5em; border-radius: 3px; margin-right: .4em; }
.error > .head .mark { color: var(--error); background: var(--error-wash); }
.warning > .head .mark { color: var(--warning); background: var(--warning-wash); }
.note > .head .mark { color: var(--note); background: var(--note-wash); }
.findings .help { color: var(--soft); margin-top: .2rem; } .findings .where { margin-top: .25rem; font-size: .875rem; }
.findings details { font-size: .875rem; margin-top: .3rem; } summary { cursor: pointer; color: var(--accent); width: max-content; }
.findings details ul { padding-left: 1.1rem; margin: .3rem 0; }
.questions { counter-reset: q; gap: 0; }
.questions > li { counter-increment: q; position: relative; padding: .75rem 0 .75rem 2.4rem; border-top: 1px solid var(--line); }
.questions > li::before { content: counter(q); position: absolute; left: 0; top: .72rem; font: 600 1.05rem var(--serif); color: var(--warning); font-variant-numeric: tabular-nums; }
.choices code { display: inline-block; padding: .05rem .5rem; margin: .25rem .15rem 0 0; border: 1px solid var(--line); border-radius: 99px; background: var(--card); font-size: .8125rem; }

.scenario { margin: 1.4rem 0 2.2rem; } .scenario h3 code { color: var(--accent); margin-right: .5rem; }
.scenario h4 { margin: 1rem 0 .5rem; font: 600 .9rem var(--sans); color: var(--soft); } .scenario .scroll { margin-top: .7rem; }
.scenario td.now { font-weight: 600; } .scenario tbody th { font-weight: 500; } .tie { margin-top: .5rem; font-size: .9375rem; }
.points { list-style: none; padding: 0; margin-top: .7rem; font-size: .9375rem; }
.points li { display: grid; grid-template-columns: 10rem 1fr; gap: .6rem; padding: .15rem 0; } .points .what { color: var(--soft); }

.sheet { margin: 0 0 2.4rem; } .sheet h3 { display: flex; gap: .6rem; align-items: baseline; }
.letter { font: 600 .8125rem var(--mono); color: var(--accent); }
.sheet .doc { font-size: .9rem; } .sheet .scroll, .sheet .prose, .sheet .none { margin-top: .6rem; }
.scroll { overflow-x: auto; max-width: 100%; border: 1px solid var(--line); border-radius: 6px; background: var(--card); }
/* A shadow at a side says that there is more. */
.sheet .scroll, .scenario .scroll { background: linear-gradient(to right, var(--card) 40%, transparent) 0 0 / 3rem 100% no-repeat local,
  linear-gradient(to left, var(--card) 40%, transparent) 100% 0 / 3rem 100% no-repeat local,
  linear-gradient(to right, var(--line), transparent) 0 0 / .7rem 100% no-repeat scroll,
  linear-gradient(to left, var(--line), transparent) 100% 0 / .7rem 100% no-repeat scroll, var(--card); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.45; }
th, td { text-align: left; vertical-align: top; padding: .6rem .9rem; border-top: 1px solid var(--line); min-width: 6rem; max-width: 26rem; }
thead th { border-top: 0; background: var(--band); font-weight: 600; font-size: .8125rem; line-height: 1.3; color: var(--soft); vertical-align: bottom; }
tbody th { font-weight: 600; } th .line + .line, td .line + .line { font-weight: 400; color: var(--soft); font-size: .84rem; }
a.cell { color: inherit; text-decoration: underline dotted 1px var(--line); border-radius: 3px; padding: .05em .15em; margin: 0 -.15em; }
a.cell.computed { color: var(--accent); text-decoration-color: currentColor; font-weight: 500; }
a.cell:hover { background: var(--glow-wash); }
a.open { color: var(--warning); background: var(--warning-wash); border-radius: 3px; padding: .05em .35em; margin: 0; font-weight: 600; text-decoration: none; }
a.rejected { color: var(--error); font-weight: 600; }
a.cell.lit { background: var(--glow-wash); } a.cell.here, a.cell:target { background: var(--glow-wash); box-shadow: 0 0 0 2px var(--glow); }
.flag { display: inline-block; font-size: .72rem; font-weight: 600; line-height: 1.5; padding: 0 .45em; border-radius: 3px; text-decoration: none; white-space: nowrap; vertical-align: .1em; }
.flag.error { color: var(--error); background: var(--error-wash); } .flag.warning { color: var(--warning); background: var(--warning-wash); }
.flag.note { color: var(--note); background: var(--note-wash); }
.prose { font: 1.0625rem/1.6 var(--serif); max-width: 46rem; padding-left: 1.6rem; } .prose li { padding: .2rem 0 .2rem .3rem; }
.prose li::marker { color: var(--accent); font-weight: 600; }

.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .8rem 0 .6rem; font-size: .8125rem; color: var(--soft); }
.legend li::before { content: ""; display: inline-block; width: 1.1rem; height: .7rem; margin-right: .45rem; border: 1px solid var(--soft); border-radius: 3px; background: var(--card); }
.legend .default::before { border-style: dashed; } .legend .computed::before { background: var(--accent-wash); border-color: var(--accent); }
.legend .open::before { background: var(--warning-wash); border: 1px dashed var(--warning); } .legend .rejected::before { background: var(--error-wash); border-color: var(--error); }
.scroll.graph { max-height: 85vh; overflow: auto; }
svg.graph { display: block; font: 11px var(--sans); }
.lane { fill: var(--band); } .lane.odd { fill: var(--card); } .lane-name { font-weight: 600; font-size: 12px; fill: var(--ink); } .lane-kind { fill: var(--soft); }
.edge { fill: none; stroke: var(--soft); stroke-opacity: .38; stroke-width: 1.1; } .edge.waits { stroke: var(--warning); stroke-opacity: .8; stroke-dasharray: 4 3; }
.node rect { fill: var(--card); stroke: var(--soft); stroke-opacity: .55; } .node.default rect { stroke-dasharray: 3 3; }
.node.computed rect { fill: var(--accent-wash); stroke: var(--accent); stroke-opacity: .8; }
.node.open rect { fill: var(--warning-wash); stroke: var(--warning); stroke-opacity: 1; stroke-dasharray: 4 3; }
.node.rejected rect { fill: var(--error-wash); stroke: var(--error); stroke-opacity: 1; }
.node .name { fill: var(--soft); } .node .value { fill: var(--ink); font-weight: 600; }
.node.default .value, .node.absent .value { font-weight: 400; }
.node { cursor: default; outline: none; } a.node { cursor: pointer; text-decoration: none; }
.node:focus-visible rect, .node:target rect, .node.here rect { stroke: var(--glow); stroke-width: 2.5; stroke-opacity: 1; }
svg.lighting .node, svg.lighting .edge { opacity: .22; }
svg.lighting .node.lit, svg.lighting .node.here, svg.lighting .edge.lit { opacity: 1; }
svg.lighting .edge.lit { stroke: var(--glow); stroke-opacity: 1; stroke-width: 1.8; }
svg.lighting .node.lit rect { stroke: var(--glow); stroke-opacity: 1; }
#why { position: fixed; z-index: 2; left: 50%; bottom: .8rem; transform: translateX(-50%); width: min(68rem, calc(100vw - 1.6rem)); max-height: 30vh; overflow: hidden;
  background: var(--ink); color: var(--paper); border-radius: 6px; padding: .6rem 1rem; font-size: .84rem; line-height: 1.45; pointer-events: none; }
#why[hidden] { display: none; } #why strong { display: block; } #why span { opacity: .82; }
.cells { columns: 20rem; font-size: .875rem; }
footer.page { padding-top: 1rem; padding-bottom: 5rem; color: var(--soft); font-size: .84rem; }
footer nav { margin: 0 0 1rem; }

@media (max-width: 40rem) {
  main, footer.page { padding: 0 1rem; } article { padding-top: 2rem; } h2 { margin-top: 2.5rem; }
  .kicker .path { display: block; margin: 0; } th, td { padding: .5rem .65rem; }
  .points li { grid-template-columns: 7rem 1fr; } .checklist { padding: .9rem 1rem; } .checklist li { grid-template-columns: 4.3rem 1fr; gap: .4rem; }
}
@media (prefers-reduced-motion: no-preference) { .node, .edge { transition: opacity .12s; } }
@media print {
  :root { --paper: #fff; --card: #fff; --band: #f3f3f3; --line: #c9c9c9; --ink: #000; --soft: #444; --accent: #0c4f47; --accent-wash: #eef4f3; color-scheme: light; }
  @page { margin: 16mm 14mm; }
  html { font-size: 9.5pt; } th, td { overflow-wrap: anywhere; } body { font-size: 1rem; } main, footer.page { max-width: none; padding: 0; } article { padding: 0; }
  nav, .skip, .skip-graph, #why, .findings .where a { display: none !important; }
  h1 { font-size: 2.4rem; } h2 { margin-top: 2.2rem; } h2, h3 { break-after: avoid; }
  .checklists { margin-top: 12pt; } .sheet .scroll, .scenario .scroll { background: none; }
  .scroll, .scroll.graph { overflow: visible; max-height: none; } tr, .findings > li, .questions > li, .checklist { break-inside: avoid; }
  th, td { min-width: 0; padding: .35rem .6rem; } 
  svg.graph { width: 100%; height: auto; } a, a.cell { color: inherit; text-decoration: none !important; } a.cell.computed { font-weight: 600; } .hint { display: none; } details::details-content { content-visibility: visible; }
  article + article { break-before: page; }
}
)css";

const std::string_view kPageStyleHash = "sha256-S2RkTGBxToSakH9jkIoX+mjp6u2pAwZ8zN3J2UEEH6w=";

}  // namespace msd::report
