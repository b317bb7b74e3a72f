"""Runs small apps under the real Flask of this Python and says what they do.

Reads programs from stdin, one JSON object a line ("id", "files", "folder", "arguments", "environment", "dotenv"), and writes one
answer a line: "id", "states" and "note". The first line that it writes names the installed versions. States are five characters
for the flag, the debugger, a leak, the reloader and the start: + on, - off, ? not observed.

Flask is imported once; each program then gets a fork of its own, with its own folder, environment and arguments, in which the real
launcher runs (the interpreter, Flask's command, gunicorn, waitress) up to the point where it would listen. What it would serve is
looked at there. uWSGI has no such point: it is started on a port of 127.0.0.1 and asked.
"""
import ctypes
import importlib.metadata
import json
import os
import random
import runpy
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import types
import urllib.request

import click
import flask
import flask.cli
import werkzeug.debug
import werkzeug.serving

LIMIT = 20
PR_SET_PDEATHSIG = 1  # prctl(2)
SHARED = "/usr/lib/python3/dist-packages"  # where Debian keeps the servers, also for another Python of the same version


class Served(BaseException):
    """The program has reached the point at which it would listen."""

    def __init__(self, application, debugger, reloader, development=False):
        super().__init__()
        self.development = development
        self.states = states(application, debugger, reloader)


def unwrap(application):
    """Yields an application and what it wraps."""
    seen = set()
    while application is not None and id(application) not in seen:
        seen.add(id(application))
        yield application
        if isinstance(application, flask.Flask):
            application = application.wsgi_app
            application = getattr(application, "__self__", application)
        else:
            inner = getattr(application, "app", None)
            for cell in getattr(application, "__closure__", None) or ():
                inner = inner or cell.cell_contents
            application = inner if callable(inner) else None


def states(application, debugger, reloader):
    flag = None
    for part in unwrap(application):
        if isinstance(part, flask.Flask):
            flag = bool(part.debug)
        elif isinstance(part, werkzeug.debug.DebuggedApplication):
            debugger = True
    return sign(flag) + sign(bool(debugger)) + "?" + sign(None if reloader is None else bool(reloader)) + "+"


def sign(value):
    return "?" if value is None else "+" if value else "-"


def record_run_simple(hostname, port, application, use_reloader=False, use_debugger=False, *rest, **options):
    raise Served(application, use_debugger, use_reloader, True)


def as_script(path, arguments):
    sys.argv = [path] + arguments
    sys.path[0] = os.path.dirname(os.path.abspath(path))
    runpy.run_path(path, run_name="__main__")


def as_module(name, arguments):
    sys.path[0] = os.getcwd()
    sys.argv = [name] + arguments
    runpy.run_module(name, run_name="__main__", alter_sys=True)


def as_code(text, arguments):
    sys.path[0] = ""
    sys.argv = ["-c"] + arguments
    exec(compile(text, "<string>", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})


def as_flask(arguments, inside):
    sys.path[0] = os.getcwd() if inside else "/nowhere"
    sys.argv = ["flask"] + arguments
    flask.cli.main()


def as_gunicorn(arguments, inside):
    from gunicorn import config, util
    from gunicorn.app import wsgiapp
    from gunicorn.arbiter import Arbiter

    config.Chdir.default = util.getcwd()  # taken when the module was imported

    def serve(arbiter):
        # The master has read its settings and set raw_env; a worker now loads the app.
        worker = types.SimpleNamespace(app=arbiter.app, cfg=arbiter.cfg, pid=0, wsgi=None)
        arbiter.cfg.on_starting(arbiter)
        arbiter.cfg.when_ready(arbiter)
        arbiter.cfg.pre_fork(arbiter, worker)
        arbiter.cfg.post_fork(arbiter, worker)
        worker.wsgi = arbiter.app.wsgi()
        arbiter.cfg.post_worker_init(worker)
        raise Served(worker.wsgi, False, arbiter.cfg.reload)

    Arbiter.run = serve
    sys.path[0] = os.getcwd() if inside else "/nowhere"
    sys.argv = ["gunicorn"] + arguments
    wsgiapp.WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


def as_waitress(arguments, inside):
    from waitress import runner

    def serve(application, **options):
        raise Served(application, False, False)

    sys.path[0] = os.getcwd() if inside else "/nowhere"
    sys.argv = ["waitress-serve"] + arguments
    if runner.run(sys.argv, serve):
        raise SystemExit(1)


def launch(words):
    """Does what the words would do in a process of their own."""
    program, words = os.path.basename(words[0]), words[1:]
    inside = False
    if program in ("python", "python3"):
        if words[0] == "-c":
            return as_code(words[1], words[2:])
        if words[0] != "-m":
            return as_script(words[0], words[1:])
        program, words, inside = words[1], words[2:], True
    if program == "flask":
        return as_flask(words, inside)
    if program == "gunicorn":
        return as_gunicorn(words, inside)
    if program in ("waitress-serve", "waitress"):
        return as_waitress(words, inside)
    if inside:
        return as_module(program, words)
    raise RuntimeError("no launcher for " + program)


def child(program, folder, out):
    """Never returns. Writes the states and a note to a descriptor."""
    log = os.open(os.path.join(folder, "..", "log"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(os.path.join(folder, program["folder"]))
    os.environ.clear()
    os.environ.update({"PATH": os.defpath, "HOME": folder, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"})
    os.environ.update(program["environment"])
    sys.dont_write_bytecode = True
    if not program["dotenv"]:
        sys.modules["dotenv"] = None
    for module in (werkzeug, werkzeug.serving, flask.cli):
        module.run_simple = record_run_simple
    signal.alarm(LIMIT)
    found, note = "????-", ""
    try:
        launch(program["arguments"])
        note = "ends"
    except Served as served:
        found = served.states
        if program["server"] == "gunicorn" and served.development and found[3] == "+":
            found, note = "?????", "reloader in a worker"
    except SystemExit as end:
        note = "exit " + str(end.code)
    except BaseException as failure:
        note = "%s: %s" % (type(failure).__name__, failure)
    os.write(out, json.dumps([found, note[:300]]).encode())
    os._exit(0)


def die_with_parent():
    """Whatever ends the recorder, no server is left on a port that the next one needs."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port():
    """Not one of the ports that the system gives to outgoing connections (from 32768 on)."""
    while True:
        port = random.randrange(12000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def ask_uwsgi(program, folder, python_path):
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    if python_path:
        environment["PYTHONPATH"] = python_path
    environment.update(program["environment"])
    words = [word.replace("$PORT", str(port)) for word in program["arguments"]]
    log = open(os.path.join(folder, "..", "log"), "w")
    process = subprocess.Popen(words, cwd=os.path.join(folder, program["folder"]), env=environment, stdin=subprocess.DEVNULL,
                               stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_parent)
    try:
        end = time.time() + LIMIT
        while time.time() < end and process.poll() is None:
            try:
                with urllib.request.urlopen("http://127.0.0.1:%d/state" % port, timeout=5) as answer:
                    flag = sign(bool(json.load(answer)["debug"]))
                # What a request sets is seen only because a request asks.
                if any("before_request" in text for text in program["files"].values()):
                    flag = "?"
                try:
                    script = "http://127.0.0.1:%d/?__debugger__=yes&cmd=resource&f=debugger.js" % port
                    with urllib.request.urlopen(script, timeout=5) as answer:
                        debugger = b"EVALEX" in answer.read()
                except urllib.error.HTTPError:
                    debugger = False
                return flag + sign(debugger) + "??+", ""
            except urllib.error.HTTPError as failure:
                return "????+", "status %d" % failure.code
            except OSError:
                with open(log.name, "rb") as so_far:
                    if b" * Running on http" in so_far.read():
                        break
                time.sleep(0.05)
        if process.poll() is None:
            return "?????", "no answer"  # the code serves on a port of its own
        return "????-", "exit %s" % process.poll()
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
        log.close()


def write(program, folder):
    for name, text in program["files"].items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    os.makedirs(os.path.join(folder, program["folder"]), exist_ok=True)


def observe(program, work, python_path):
    """Starts a program. Gives its process, the descriptor to read its answer from and its folder."""
    root = tempfile.mkdtemp(dir=work)
    folder = os.path.join(root, "app")
    os.mkdir(folder)
    write(program, folder)
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        die_with_parent()
        os.close(reader)
        if program["arguments"][0] == "uwsgi":
            os.write(writer, json.dumps(ask_uwsgi(program, folder, python_path)).encode())
            os._exit(0)
        child(program, folder, writer)
    os.close(writer)
    return pid, reader, root


def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def main():
    if os.path.isdir(SHARED) and SHARED not in sys.path:
        sys.path.append(SHARED)
    names = ("flask", "werkzeug", "click", "gunicorn", "waitress", "python-dotenv")
    installed = {name: version(name) for name in names if version(name)}
    installed["python"] = "%d.%d" % sys.version_info[:2]
    if shutil.which("uwsgi"):
        installed["uwsgi"] = ""
    print(json.dumps({"installed": installed}), flush=True)
    if installed.get("gunicorn"):
        import gunicorn.app.wsgiapp  # noqa: F401
    python_path = os.path.dirname(os.path.dirname(flask.__file__))
    python_path = "" if python_path == SHARED else python_path
    work = tempfile.mkdtemp(prefix="referee-")
    waiting, running = selectors.DefaultSelector(), {}

    def collect():
        for key, _ in waiting.select():
            program, pid, root = running.pop(key.fd)
            waiting.unregister(key.fd)
            with os.fdopen(key.fd) as pipe:
                answer = pipe.read()
            os.waitpid(pid, 0)
            found, note = json.loads(answer) if answer else ("?????", "no answer")
            shutil.rmtree(root, ignore_errors=True)
            print(json.dumps({"id": program["id"], "states": found, "note": note.replace(root, "")}), flush=True)

    try:
        for line in sys.stdin:
            program = json.loads(line)
            if program.get("drain"):
                while running:
                    collect()
                continue
            pid, reader, root = observe(program, work, python_path)
            running[reader] = (program, pid, root)
            waiting.register(reader, selectors.EVENT_READ)
            # One at a time when asked one by one, so that each question gets its answer.
            while len(running) >= (1 if program.get("alone") else 2):
                collect()
        while running:
            collect()
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
