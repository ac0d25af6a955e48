import { join } from "node:path";
import { sessions } from "./sessions.mjs";

const START = `
import sys, libtmux
server = libtmux.Server()
for name in sys.argv[1:]: server.new_session(session_name=name, attach=False, window_command="sleep 1000000")
`;
const STATUS = "import libtmux; print(len(libtmux.Server().sessions))";
const STOP = `
import libtmux
for session in libtmux.Server().sessions: session.kill_session()
`;

export const libtmux = {
  name: "libtmux",
  has: { terminal: true, watcher: false, cgroup: false },
  remark: "a library",
  open({ folder, names, run }) {
    const env = { PYTHONPATH: join(folder, "usr/lib/python3/dist-packages") };
    const call = async (program, ...argv) => await run("python3", ["-c", program, ...argv], env);
    return {
      ...sessions(run),
      start: async () => await call(START, ...names),
      status: async () => Number(await call(STATUS)),
      stop: async () => await call(STOP),
    };
  },
};
