import { join } from "node:path";
import { fromNpm } from "../../../../tools/bench/measure/outside-tools.mjs";

const VERSION = "7.0.4";

export const pm2 = {
  name: `pm2 ${VERSION}`,
  lacks: "no terminal, no cgroup; one Node process watches all",
  watches: true,
  get: () => fromNpm("pm2", VERSION),
  open({ folder, names, run, write }) {
    const apps = names.map((name) => ({
      name,
      script: "/usr/bin/sleep",
      args: "1000000",
      interpreter: "none",
    }));
    const file = write("pm2.json", JSON.stringify({ apps }));
    const call = async (...argv) =>
      await run(process.execPath, [join(folder, "node_modules/pm2/bin/pm2"), ...argv], {
        PM2_DISABLE_VERSION_CHECK: "1",
      });
    return {
      start: async () => await call("start", file),
      status: async () => JSON.parse(await call("jlist")).length,
      stop: async () => await call("delete", "all"),
      close: async () => await call("kill"),
    };
  },
};
