import { join } from "node:path";
import { fromNpm } from "../../../../tools/bench/measure/outside-tools.mjs";
import { sessions } from "./sessions.mjs";

const VERSION = "1.0.2";

const START = `for (const name of names) await tmux.newSession(name, "sleep 1000000");`;
const STATUS = `console.log((await tmux.listSessions()).length);`;
const STOP = `for (const name of names) await tmux.killSession(name);`;

export const nodeTmux = {
  name: `node-tmux ${VERSION}`,
  lacks: "a library: nobody watches; no cgroup; it lists names only",
  watches: false,
  get: () => fromNpm("node-tmux", VERSION),
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
