import { join } from "node:path";
import { sessions } from "./sessions.mjs";

const START = `for (const name of names) await tmux.newSession(name, "sleep 1000000");`;
const STATUS = `console.log((await tmux.listSessions()).length);`;
const STOP = `for (const name of names) await tmux.killSession(name);`;

export const nodeTmux = {
  name: "node-tmux",
  has: { terminal: true, watcher: false, cgroup: false },
  remark: "a library; it lists names only",
  open({ folder, names, run }) {
    const call = async (body) =>
      await run(process.execPath, [
        "-e",
        `const { tmux: open } = require(${JSON.stringify(join(folder, "node_modules/node-tmux"))});
         const names = process.argv.slice(1);
         (async () => { const tmux = await open(); ${body} })();`,
        ...names,
      ]);
    return {
      ...sessions(run),
      start: async () => await call(START),
      status: async () => Number(await call(STATUS)),
      stop: async () => await call(STOP),
    };
  },
};
