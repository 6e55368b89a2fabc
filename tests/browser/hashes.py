#!/usr/bin/env python3
"""The content security policy of the HTML page names the style and the script that the page carries, by their hashes.

    hashes.py [--update]      --update writes the hashes into the sources
"""
import base64
import hashlib
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
wrong = 0
for name, mark in (("html_style.cpp", "css"), ("html_script.cpp", "js")):
    path = ROOT / "runtime" / "report" / name
    text = path.read_text()
    content = "".join(re.findall(rf'R"{mark}\((.*?)\){mark}"', text, re.S))
    digest = "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    if f'"{digest}"' in text:
        continue
    if "--update" in sys.argv:
        path.write_text(re.sub(r'Hash = "sha256-[^"]*"', f'Hash = "{digest}"', text))
        continue
    print(f"{path.relative_to(ROOT)}: the hash is {digest}; tests/browser/hashes.py --update writes it")
    wrong += 1
print(f"{2 - wrong} passed, {wrong} failed")
sys.exit(wrong != 0)
