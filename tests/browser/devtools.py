"""A headless Chromium, driven over the DevTools protocol through a pipe: JSON messages that end in a zero byte, commands in on
descriptor 3, answers and events out on descriptor 4."""
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find():
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="msd-browser-")
        commands, self.write = os.pipe()
        self.read, answers = os.pipe()
        self.number, self.pending, self.events = 0, b"", []

        # The browser's ends become 3 and 4, by way of numbers that are neither.
        def place():
            high = [os.dup2(commands, 100), os.dup2(answers, 101)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)
            os.closerange(5, 128)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-default-browser-check",
             "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb", f"--user-data-dir={self.profile}",
             "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False, preexec_fn=place)
        os.close(commands)
        os.close(answers)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.write)
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.read)
        shutil.rmtree(self.profile, ignore_errors=True)

    def message(self, patience=60):
        end = time.monotonic() + patience
        while b"\0" not in self.pending:
            ready, _, _ = select.select([self.read], [], [], max(0, end - time.monotonic()))
            data = os.read(self.read, 1 << 16) if ready else b""
            if not data:
                raise RuntimeError("the browser does not answer")
            self.pending += data
        text, self.pending = self.pending.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, session=None, **parameters):
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, event, session):
        while True:
            for at, seen in enumerate(self.events):
                if seen.get("method") == event and seen.get("sessionId") == session:
                    return self.events.pop(at)
            self.events.append(self.message())


class Page:
    """One page in a tab of its own, with everything that it logs and asks for."""

    def __init__(self, browser, path, width=1280, height=900, dark=False):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        browser.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        browser.wait("Page.loadEventFired", self.session)
        self.script("0")  # what is logged at the end of loading comes before this answer
        own = [e for e in browser.events if e.get("sessionId") == self.session]
        self.requests = [e["params"]["request"]["url"] for e in own if e["method"] == "Network.requestWillBeSent"]
        self.logged = [e["params"] for e in own if e["method"] in ("Log.entryAdded", "Runtime.consoleAPICalled",
                                                                   "Runtime.exceptionThrown")]

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def script(self, text):
        answer = self.call("Runtime.evaluate", expression=text, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{text}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def key(self, name, code):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code)

    def point(self, x, y):
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
