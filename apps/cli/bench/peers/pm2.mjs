import { join } from "node:path";

export const pm2 = {
  name: "pm2",
  has: { terminal: false, watcher: true, cgroup: false },
  remark: "one Node process watches all",
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
