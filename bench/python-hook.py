# The hook that canon's is compared with: it counts the call itself, in a JSON file that is read, changed and
# replaced by rename under a lock, as the hook before canon's did (but on a lock file of its own, without which
# calls are lost). No more imports than that takes.
import fcntl
import json
import os
import sys

call = json.loads(sys.stdin.buffer.read())
folder = os.environ.get("CLAUDE_PROJECT_DIR") or os.getcwd()
while not os.path.isdir(os.path.join(folder, ".git")):
    above = os.path.dirname(folder)
    if above == folder:
        sys.exit(0)
    folder = above
state = os.path.join(folder, ".git", "python-hook.json")
with open(state + ".lock", "a") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        with open(state) as file:
            counts = json.load(file)
    except FileNotFoundError:
        counts = {}
    of_session = counts.setdefault(call["session_id"], {})
    of_session[call["tool_name"]] = of_session.get(call["tool_name"], 0) + 1
    temporary = f"{state}.{os.getpid()}"
    with open(temporary, "w") as file:
        json.dump(counts, file)
    os.rename(temporary, state)
