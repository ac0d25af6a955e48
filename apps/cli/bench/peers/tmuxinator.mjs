import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sessions } from "./sessions.mjs";

export const tmuxinator = {
  name: "tmuxinator",
  has: { terminal: true, watcher: false, cgroup: false },
  remark:
    "a Ruby process for each session; it has no status and no stop of all, so tmux's own are measured",
  open({ folder, names, run, write }) {
    const files = names.map((name) =>
      write(
        `${name}.yml`,
        `name: ${name}\nroot: /\nstartup_window: w\nwindows:\n  - w: exec sleep 1000000\n`,
      ),
    );
    const program = join(folder, "usr/bin/tmuxinator");
    const call = async (...argv) => await run("ruby", [program, ...argv], environment(folder));
    return {
      async start() {
        for (const file of files) await call("start", "-p", file, "--no-attach");
      },
      ...sessions(run),
    };
  },
};

/** Ruby's own folders, where it is not the machine's. */
function environment(folder) {
  const below = (path) => join(folder, "usr", path);
  const gems = "share/rubygems-integration/all";
  const names = {
    GEM_PATH: `${below(gems)}:/usr/${gems}`,
    SHELL: "/bin/sh",
    EDITOR: "true",
    RUBYLIB: below("lib/ruby/vendor_ruby"),
  };
  if (!existsSync(below("bin/ruby"))) return names;
  const machine = readdirSync(below("lib")).find((name) => name.endsWith("-linux-gnu"));
  const version = readdirSync(below("lib/ruby")).find((name) => /^\d/.test(name));
  const folders = ["lib/ruby/vendor_ruby", `lib/ruby/${version}`, `lib/${machine}/ruby/${version}`];
  return {
    ...names,
    PATH: `${below("bin")}:/usr/bin:/bin`,
    LD_LIBRARY_PATH: below(`lib/${machine}`),
    RUBYLIB: folders.map(below).join(":"),
  };
}
