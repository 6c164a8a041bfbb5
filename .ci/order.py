#!/usr/bin/env python3
"""Makes `.cargo/screen.order` anew: which functions an open screen runs, and the commands that are run most. Not part of
the checks; needs gdb and binutils.

    CARGO_PROFILE_RELEASE_STRIP=none cargo build --release
    .ci/order.py target/release/heyday FOLDER > .cargo/screen.order

FOLDER holds a store with a few months in it (`heyday demo --keep FOLDER`); a copy of it is used. A debugger stops at every
function once: from the start to the first plan, while keys walk through the screens, and in the commands.
"""

import collections, contextlib, fcntl, os, pty, re, select, shutil, struct, subprocess, sys, tempfile, termios, time

# Seconds from the start until the first plan is there under the debugger, and for the walk.
START, WALK = 120, 100
KEYS = ["2", "j", "3", "j", "4", "j", "5", "j", "6", "j", "1", "j", "k", "a", "Write it @writing est:1h due:fri", "\r"]
KEYS += ["u", "?", "\x1b", ":", "\x1b", "s", "s", "\x1b", "o", "\x1b", "w", "\x1b", "1"]
COMMANDS = [["status"], ["add", "Write it"], ["start", "1"]]
# A group of functions is named as one where what was not called is at most this share of what was.
SHARE = 0.3

# Runs inside the debugger: a breakpoint on each function, which takes itself away.
INSIDE = """
import gdb
for line in ["pagination off", "confirm off", "disable-randomization on", "detach-on-fork on"]:
    gdb.execute("set " + line)
gdb.execute("handle all nostop noprint pass")
gdb.execute("handle SIGTRAP stop nopass")
gdb.execute("starti")
pid = gdb.selected_inferior().pid
base = next(int(line.split("-")[0], 16) for line in open(f"/proc/{pid}/maps") if "heyday" in line)
called = open("CALLED", "w")
class Once(gdb.Breakpoint):
    def stop(self):
        called.write(self.called + "\\n")
        called.flush()
        self.enabled = False
        return False
for line in open("SYMBOLS"):
    at, name = line.split()
    point = Once(f"*{base + int(at, 16)}", internal=True)
    point.silent, point.called = True, name
gdb.execute("continue")
"""


def symbols(program):
    listed = subprocess.run(["nm", "-S", "-n", "--defined-only", program], capture_output=True, text=True, check=True)
    rows = (line.split() for line in listed.stdout.splitlines())
    return [(row[0], int(row[1], 16), row[3]) for row in rows if len(row) == 4 and row[2] in "tTwW"]


def called(program, folder, work, keys, words=()):
    """The functions that are called until the keys are typed, for as long as a start takes, or by a command."""
    data = os.path.join(work, "data")
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(folder, data)
    env = dict(os.environ, HEYDAY_DATA_DIR=data, HEYDAY_PLAN_MORNING="false", TZ="Europe/Berlin", TERM="xterm-256color")
    subprocess.run([program, "insights"], env=env, stdout=subprocess.DEVNULL, check=True)
    pid, terminal = pty.fork()
    if pid == 0:
        how = ["-q", "-nx", "-batch"] if words else ["-q", "-nx"]
        os.execvpe("gdb", ["gdb", *how, "-x", os.path.join(work, "inside.py"), "--args", program, *words], env)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    typed = [(START + at * WALK / len(KEYS), key) for at, key in enumerate(keys)]
    began, lasts = time.time(), START + (WALK if keys else 0)
    while time.time() - began < lasts:
        while typed and time.time() - began > typed[0][0]:
            os.write(terminal, typed.pop(0)[1].encode())
        try:
            if select.select([terminal], [], [], 0.2)[0]:
                os.read(terminal, 65536)
        except OSError:  # A command has come to its end.
            break
    subprocess.run(["pkill", "-9", "-P", str(pid)], check=False)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 9)
    os.waitpid(pid, 0)
    with open(os.path.join(work, "called")) as names:
        return set(names.read().split())


def pieces(name):
    """The path of a mangled Rust name, its lengths kept, without the hash; a type in it is cut at its modules."""
    found, at = [], 3
    while match := re.match(r"\d+", name[at:]):
        begin = at + len(match[0])
        piece, at = name[begin : begin + int(match[0])], begin + int(match[0])
        if re.fullmatch(r"h[0-9a-f]{16}", piece):
            break
        found.append(match[0] + piece)
    if found and ".." in found[0]:
        head, *rest = re.sub(r"^\d+", "", found[0]).split("..")
        found[:1] = ["*" + head] + [".." + part for part in rest]
    return found


def tree(sizes, hot):
    new = lambda: {"hot": 0, "cold": 0, "in": collections.defaultdict(new)}
    root = new()
    for name, size in sizes.items():
        node, temper = root, "hot" if name in hot else "cold"
        for piece in pieces(name):
            node = node["in"][piece]
            node[temper] += size
    return root


def patterns(node, before):
    for piece, inner in sorted(node["in"].items()):
        name = before + piece
        if inner["hot"] == 0:
            continue
        if inner["cold"] <= SHARE * inner["hot"] or not inner["in"]:
            yield name + "*"
            continue
        if inner["hot"] > sum(deeper["hot"] for deeper in inner["in"].values()):
            yield name + "17h*"
        yield from patterns(inner, name)


def order(sizes, hot):
    rust = {name: size for name, size in sizes.items() if name.startswith("_ZN")}
    rest = (name.partition(".") for name in hot if not name.startswith("_ZN"))
    return list(patterns(tree(rust, hot), "_ZN")) + sorted({name + ("*" if dot else "") for name, dot, _ in rest})


def main(program, folder):
    listed = symbols(program)
    sizes = {name: size for _, size, name in listed}
    with tempfile.TemporaryDirectory() as work:
        places = {at: name for at, _, name in listed}
        with open(os.path.join(work, "symbols"), "w") as file:
            file.writelines(f"{at} {name}\n" for at, name in places.items())
        with open(os.path.join(work, "inside.py"), "w") as file:
            inside = INSIDE.replace("CALLED", os.path.join(work, "called"))
            file.write(inside.replace("SYMBOLS", os.path.join(work, "symbols")))
        parts = [called(program, folder, work, []), called(program, folder, work, KEYS)]
        parts.append(set().union(*(called(program, folder, work, [], one) for one in COMMANDS)))
    groups, known, named = [], set(), set()
    for part in parts:
        groups.append([name for name in order(sizes, part - known) if name not in named])
        known |= part
        named.update(groups[-1])
    print("\n\n".join("\n".join(group) for group in groups))


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), sys.argv[2])
