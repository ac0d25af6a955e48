// Other libraries at the same tasks, each by the best way that it offers.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { outsideTool } from "../../../tools/bench/measure/outside-tools.mjs";

/** A Python process that serves tasks and tells how long each took. Or `why` there is none. */
export function openLibtmux(socketPath, env) {
  const server = `
import json, sys, time, libtmux
from libtmux.neo import fetch_objs
server = libtmux.Server(socket_path=${JSON.stringify(socketPath)})
FIELDS = ["session_name", "session_id", "window_id", "pane_id", "pane_pid", "pane_dead", "pane_width"]
def exist(names):
    have = {session.name for session in server.sessions}
    return sum(name in have for name in names)
def exist_each(names):
    return sum(server.has_session(name) for name in names)
def listing(_):
    # server.panes of 0.21 asks for those of one session only; what it is made of can ask for all.
    rows = fetch_objs(server=server, list_cmd="list-panes", list_extra_args=["-a"])
    return len([tuple(row.get(field) for field in FIELDS) for row in rows])
def create(names):
    for name in names: server.new_session(session_name=name, attach=False, window_command="cat -")
    return len(names)
def kill(names):
    for session in server.sessions:
        if session.name in names: session.kill_session()
    return len(names)
TASKS = dict(exist=exist, exist_each=exist_each, listing=listing, create=create, kill=kill)
print(json.dumps({"version": libtmux.__version__}), flush=True)
for line in sys.stdin:
    task, names = json.loads(line)
    begin = time.perf_counter()
    try: answer = {"count": TASKS[task](names), "ms": (time.perf_counter() - begin) * 1000}
    except Exception as error: answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
`;
  const { folder, why } = outsideTool("libtmux");
  if (why !== undefined) return { why };
  const child = spawn("python3", ["-c", server], {
    env: { ...env, PYTHONPATH: join(folder, "usr/lib/python3/dist-packages") },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await lines.next()).value);
  const hello = answer();
  return {
    version: async () => (await hello).version,
    async run(task, names, count) {
      await hello;
      child.stdin.write(`${JSON.stringify([task, names])}\n`);
      const said = await answer();
      if (said.error || said.count !== count)
        throw new Error(`libtmux ${task}: ${JSON.stringify(said)}`);
      return said.ms;
    },
    close: () => child.stdin.end(),
  };
}

/** node-tmux, or `why` it cannot be had. */
export async function openNodeTmux() {
  const { folder, why } = outsideTool("node-tmux");
  if (why !== undefined) return { why };
  const { tmux } = createRequire(join(folder, "x.js"))("node-tmux");
  return await tmux();
}
