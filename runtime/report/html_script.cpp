// The script of a page: it lights the path that led to a value. Everything that the page says is there without it.
#include "runtime/report/html_page.h"

namespace msd::report {

const std::string_view kPageScript = R"js(
(() => {
  'use strict';
  const why = document.getElementById('why');
  const readBy = new Map();
  for (const edge of document.querySelectorAll('.edge')) {
    const to = edge.dataset.to;
    if (!readBy.has(to)) readBy.set(to, []);
    readBy.get(to).push(edge);
  }
  const shown = new Map();
  for (const element of document.querySelectorAll('[data-cell]')) {
    const cell = element.dataset.cell;
    if (!shown.has(cell)) shown.set(cell, []);
    shown.get(cell).push(element);
  }
  let lit = [];
  const light = (element, name) => { element.classList.add(name); lit.push([element, name]); };
  const dark = () => {
    for (const [element, name] of lit) element.classList.remove(name);
    lit = [];
    why.hidden = true;
  };
  const words = (cell) => {
    const box = document.getElementById(cell);
    return box ? box.getAttribute('aria-label') || box.textContent : '';
  };
  const show = (cell) => {
    dark();
    if (!document.getElementById(cell)) return;
    const seen = new Set([cell]);
    const queue = [cell];
    const direct = [];
    while (queue.length) {
      const at = queue.pop();
      for (const element of shown.get(at) || []) light(element, at === cell ? 'here' : 'lit');
      for (const edge of readBy.get(at) || []) {
        light(edge, 'lit');
        if (at === cell) direct.push(edge.dataset.from);
        if (!seen.has(edge.dataset.from)) { seen.add(edge.dataset.from); queue.push(edge.dataset.from); }
      }
    }
    const box = document.getElementById(cell);
    const svg = box.closest('svg');
    if (svg) light(svg, 'lighting');
    why.replaceChildren();
    const head = document.createElement('strong');
    head.textContent = words(cell);
    why.append(head);
    if (direct.length) {
      const from = document.createElement('span');
      from.textContent = direct.map(words).join(' · ');
      why.append(from);
    }
    why.hidden = false;
  };
  const of = (event) => {
    const element = event.target instanceof Element ? event.target.closest('[data-cell]') : null;
    return element ? element.dataset.cell : null;
  };
  const focused = () => {
    const element = document.activeElement ? document.activeElement.closest('[data-cell]') : null;
    if (element) show(element.dataset.cell); else dark();
  };
  document.addEventListener('mouseover', (event) => { const cell = of(event); if (cell) show(cell); });
  document.addEventListener('mouseout', (event) => { if (of(event)) focused(); });
  document.addEventListener('focusin', (event) => { const cell = of(event); if (cell) show(cell); else dark(); });
  document.addEventListener('focusout', () => dark());
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    dark();
    if (document.activeElement) document.activeElement.blur();
  });
})();
)js";

const std::string_view kPageScriptHash = "sha256-/VBOCfIppN9jQYj4PtzWKRSfgtIXbj3bzmVaz0AHFQA=";

}  // namespace msd::report
