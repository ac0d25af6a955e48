import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  openSandbox,
  type ExecResult,
  type Sandbox,
  type SandboxOptions,
} from "@mosaicstack/systemd-sandbox";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { sh, type Shell } from "@mosaicstack/agent-channel/testing";
import { installScript } from "./install-script.js";

const PROPERTIES = [
  "ActiveState",
  "SubState",
  "Result",
  "NRestarts",
  "MainPID",
  "ExecMainStatus",
  "ExecMainCode",
  "StatusText",
  "ControlGroup",
] as const;
export type UnitFacts = Readonly<Record<(typeof PROPERTIES)[number], string>>;

/** The shipped units and the script in a real user manager, agents restarted after a tenth of a second. */
export interface UnitFleet extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly home: string;
  /** `systemctl --user`; agents are named alone, `holder` is the holder. Throws when it fails. */
  control(verb: string, ...names: readonly string[]): Promise<void>;
  /** The same without waiting for success. */
  attempt(verb: string, ...names: readonly string[]): Promise<ExecResult>;
  facts(name: string): Promise<UnitFacts>;
  /** Waits until the unit's facts are so. */
  until(name: string, wanted: Partial<UnitFacts>): Promise<UnitFacts>;
  /** Waits until it runs with another main process than before. */
  restarted(name: string, before: UnitFacts): Promise<UnitFacts>;
  /** tmux on the fleet's socket. */
  tmux(...args: readonly string[]): Promise<string>;
  /** Process id of the pane half, as the sandbox counts. */
  pane(name: string): Promise<string>;
  /** Command lines of the processes in the unit's cgroup. */
  members(name: string): Promise<string[]>;
  /** The same once the agent itself is there too, beside supervisor and pane half. */
  settled(name: string): Promise<string[]>;
  shell(script: string, ...args: readonly string[]): Promise<string>;
  program(name: string, body: string): string;
  /** `agents/NAME.env`: values in double quotes as systemd.exec(5) reads them. */
  agent(name: string, values: Readonly<Record<string, string>>): void;
  envFile(name: string, text: string | Uint8Array): void;
  /** Of its unit, behind those of all tests; read with the next `daemon-reload`. */
  dropIn(name: string, text: string): void;
  read(path: string): string | undefined;
}

const unitOf = (name: string): string =>
  name === "holder"
    ? "mosaic-tmux-holder.service"
    : name.includes(".") || name.startsWith("-")
      ? name
      : `mosaic-agent@${name}.service`;

export async function openUnitFleet(
  shell: Shell = sh,
  options: SandboxOptions = {},
): Promise<UnitFleet> {
  const sandbox = await openSandbox({ deadlineMs: HANG_MS, ...options });
  const { home } = sandbox;
  const put = (path: string, text: string | Uint8Array): string => {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  install(home, shell);
  put(
    ".config/systemd/user/mosaic-agent@.service.d/60-test.conf",
    "[Unit]\nStartLimitIntervalSec=0\n[Service]\nRestartSec=100ms\nEnvironment=MOSAIC_STOP_GRACE=2\n",
  );
  put(
    ".config/systemd/user/mosaic-tmux-holder.service.d/60-test.conf",
    "[Unit]\nStartLimitIntervalSec=0\n[Service]\nRestartSec=100ms\n",
  );

  const systemctl = async (verb: string, names: readonly string[]): Promise<ExecResult> =>
    await sandbox.exec("systemctl", ["--user", verb, ...names.map(unitOf)], {
      deadlineMs: HANG_MS,
    });
  const facts: UnitFleet["facts"] = async (name) => {
    const wanted = PROPERTIES.flatMap((each) => ["-p", each]);
    const { stdout } = await sandbox.exec("systemctl", ["--user", "show", ...wanted, unitOf(name)]);
    return Object.fromEntries(
      stdout.split("\n").map((line) => line.split(/=(.*)/s, 2) as [string, string]),
    ) as UnitFacts;
  };
  const tmux: UnitFleet["tmux"] = async (...args) =>
    (await sandbox.exec("tmux", ["-u", "-N", "-L", "mosaic-fleet", ...args])).stdout;
  const until: UnitFleet["until"] = async (name, wanted) => {
    return await waitFor(
      async () => {
        const now = await facts(name);
        return Object.entries(wanted).every(([key, value]) => now[key as keyof UnitFacts] === value)
          ? now
          : undefined;
      },
      { what: `${name} to be ${JSON.stringify(wanted)}`, saw: async () => await facts(name) },
    );
  };
  const members: UnitFleet["members"] = async (name) => {
    const { ControlGroup } = await facts(name);
    // The shell and `tr` stand in another cgroup, so they do not count themselves
    const script = `for pid in $(cat "/sys/fs/cgroup$1/cgroup.procs"); do tr '\\0' ' ' </proc/$pid/cmdline; echo; done`;
    const { stdout } = await sandbox.exec("sh", ["-c", script, "sh", ControlGroup]);
    return stdout.split("\n").map((line) => line.trim());
  };
  await sandbox.exec("systemctl", ["--user", "daemon-reload"], { reject: true });

  return {
    sandbox,
    home,
    facts,
    until,
    tmux,
    control: async (verb, ...names) => {
      const { exitCode, stderr } = await systemctl(verb, names);
      if (exitCode !== 0) throw new Error(`systemctl ${verb} ${names.join(" ")}: ${stderr}`);
    },
    attempt: async (verb, ...names) => await systemctl(verb, names),
    restarted: async (name, before) =>
      await waitFor(
        async () => {
          const now = await facts(name);
          return now.ActiveState === "active" && now.MainPID !== before.MainPID ? now : undefined;
        },
        { what: `${name} to be back`, saw: async () => await facts(name) },
      ),
    pane: async (name) => await tmux("display-message", "-p", "-t", `=${name}:`, "#{pane_pid}"),
    members,
    settled: async (name) =>
      await waitFor(
        async () => {
          const found = await members(name);
          // Until its exec the agent looks like the pane half
          const shells = found.filter((line) => line.includes("start-agent-session.sh"));
          return found.length > 2 && shells.length === 2 ? found : undefined;
        },
        { what: `the agent of ${name} to run`, saw: async () => await members(name) },
      ),
    shell: async (script, ...args) =>
      (await sandbox.exec("sh", ["-c", script, "sh", ...args])).stdout,
    program: (name, body) => {
      const file = put(`bin/${name}`, `#!/bin/sh\n${body}\n`);
      chmodSync(file, 0o755);
      return file;
    },
    agent: (name, values) => {
      const lines = Object.entries(values).map(
        ([key, value]) => `${key}="${value.replaceAll(/[\\"$`]/g, String.raw`\$&`)}"\n`,
      );
      put(`.config/mosaic/fleet/agents/${name}.env`, lines.join(""));
    },
    envFile: (name, text) => {
      put(`.config/mosaic/fleet/agents/${name}.env`, text);
    },
    dropIn: (name, text) => {
      put(`.config/systemd/user/${unitOf(name)}.d/70-own.conf`, text);
    },
    read: (path) => {
      try {
        return readFileSync(join(home, path), "utf8");
      } catch {
        return undefined;
      }
    },
    [Symbol.asyncDispose]: async () => await sandbox.close(),
  };
}

/** As a person would copy the files. */
function install(home: string, shell: Shell): void {
  const folder = join(home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  const manifest = createRequire(import.meta.url).resolve(
    "@mosaicstack/systemd-units/package.json",
  );
  const shipped = join(dirname(manifest), "units");
  for (const name of readdirSync(shipped)) copyFileSync(join(shipped, name), join(folder, name));
  rmSync(join(home, ".config/mosaic"), { recursive: true, force: true });
  installScript(join(home, ".config/mosaic/tools/fleet"), shell);
}
