import { join } from "node:path";

export const supervisor = {
  name: "supervisor",
  has: { terminal: false, watcher: true, cgroup: false },
  remark: "one Python process watches all",
  async open({ folder, names, home, run, write }) {
    const at = (name) => join(home, name);
    const top = `[supervisord]
logfile=${at("supervisord.log")}
pidfile=${at("supervisord.pid")}
childlogdir=${home}
[unix_http_server]
file=${at("supervisor.sock")}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://${at("supervisor.sock")}
`;
    // No second of waiting, and each a restart of its own
    const programs = names.map(
      (name) =>
        `[program:${name}]\ncommand=/usr/bin/sleep 1000000\nautostart=false\nautorestart=true\nstartsecs=0\n`,
    );
    const file = write("supervisord.conf", top + programs.join(""));
    const env = { PYTHONPATH: join(folder, "usr/lib/python3/dist-packages") };
    const call = async (module, ...argv) =>
      await run("python3", ["-m", `supervisor.${module}`, "-c", file, ...argv], env);
    await call("supervisord");
    return {
      start: async () => await call("supervisorctl", "start", "all"),
      status: async () => (await call("supervisorctl", "status", "all")).match(/RUNNING/g).length,
      stop: async () => await call("supervisorctl", "stop", "all"),
      close: async () => await call("supervisorctl", "shutdown"),
    };
  },
};
