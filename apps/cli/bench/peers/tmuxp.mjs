import { join } from "node:path";
import { sessions } from "./sessions.mjs";

export const tmuxp = {
  name: "tmuxp",
  has: { terminal: true, watcher: false, cgroup: false },
  remark: "it has no status and no stop, so tmux's own are measured",
  open({ folder, names, run, write }) {
    const files = names.map((name) =>
      write(
        `${name}.yaml`,
        `session_name: ${name}\nwindows:\n  - window_name: w\n    window_shell: sleep 1000000\n    panes:\n      - blank\n`,
      ),
    );
    const env = { PYTHONPATH: join(folder, "usr/lib/python3/dist-packages") };
    const main = ["-c", "from tmuxp.cli import cli; cli()"];
    return {
      start: async () => await run("python3", [...main, "load", "-d", "-y", ...files], env),
      ...sessions(run),
    };
  },
};
