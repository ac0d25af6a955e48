import { expect, test } from "vitest";
import { shippedUnits } from "../shipped-units.js";
import { dropInDirectories } from "../unit-file/drop-in-directories.js";
import { checkUnits } from "./check-units.js";

const AGENT = "mosaic-agent@x.service";
const HOLDER = "mosaic-tmux-holder.service";

/** Each line was tried on the shipped units under systemd 252: with it alone the agent does not start, stop, come back, or have its session or what it was given. */
const AGENT_LINES: readonly (readonly [section: string, ...lines: string[]])[] = [
  ["Service", "Type=forking"],
  ["Service", "Type=oneshot"],
  ["Service", "Type=idle"],
  ["Service", "Type=dbus"],
  ["Service", "NotifyAccess=main"],
  ["Service", "RuntimeDirectory="],
  ["Service", "RuntimeDirectory=other"],
  ["Service", "WatchdogSec=1"],
  ["Service", "RuntimeMaxSec=3"],
  ["Service", "PrivateTmp=yes"],
  ["Service", "TemporaryFileSystem=/tmp"],
  ["Service", "ProtectHome=yes"],
  ["Service", "ProtectHome=tmpfs"],
  ["Service", "InaccessiblePaths=/run"],
  ["Service", "RestrictAddressFamilies=AF_INET"],
  ["Service", "SystemCallFilter=@basic-io"],
  ["Service", "NoExecPaths=/"],
  ["Service", "RootDirectory=/tmp"],
  ["Service", "DynamicUser=yes"],
  ["Service", "User=nobody"],
  ["Service", "Delegate=no"],
  ["Service", "KillMode=none"],
  ["Service", "KillMode=process"],
  ["Service", "KillSignal=SIGKILL"],
  ["Service", "SendSIGKILL=no"],
  ["Service", "TimeoutStopSec=infinity"],
  ["Service", "ExecStart="],
  ["Service", "ExecStart=", "ExecStart=/bin/sleep 100"],
  ["Service", "Restart=no"],
  ["Service", "Restart=on-abnormal"],
  ["Service", "RestartPreventExitStatus="],
  ["Service", "RestartPreventExitStatus=75"],
  ["Service", "RestartPreventExitStatus=SIGKILL"],
  ["Service", "RestartSec=100ms"],
  ["Service", "RemainAfterExit=yes"],
  ["Service", "ExitType=cgroup"],
  ["Service", "Slice=other.slice"],
  ["Service", "StandardInput=tty"],
  ["Service", "StandardOutput=socket"],
  ["Service", "LimitNOFILE=8"],
  ["Service", "LimitFSIZE=0"],
  ["Service", "LimitAS=1M"],
  ["Service", "EnvironmentFile="],
  ["Service", "EnvironmentFile=", "EnvironmentFile=-%h/all.env"],
  ["Service", "Environment="],
  ["Service", "UnsetEnvironment="],
  ["Service", "SystemCallFilter=~@process"],
  ["Service", "SystemCallFilter=~clone clone3 fork vfork"],
  ["Service", "SystemCallFilter=~@file-system"],
  ["Service", "SystemCallFilter=~@basic-io"],
  ["Service", "SystemCallFilter=~@signal"],
  ["Service", "SystemCallFilter=~@network-io"],
  ["Service", "SystemCallFilter=~@io-event"],
  ["Service", "SystemCallFilter=~@ipc"],
  ["Service", "SystemCallFilter=~@timer"],
  ["Service", "SystemCallFilter=~execve"],
  ["Service", "ProcSubset=pid"],
  ["Service", "TasksMax=2"],
  ["Service", "MemoryMax=2M"],
  ["Service", "LimitSTACK=32K"],
  ["Service", "ExecStart=", "ExecStart=@%E/mosaic/tools/fleet/start-agent-session.sh %i"],
  ["Service", "ExecStart=", "ExecStart=-%E/mosaic/tools/fleet/start-agent-session.sh %i"],
  ["Service", "SuccessExitStatus=75"],
  ["Install", "WantedBy="],
  ["Service", "UnsetEnvironment=HOME"],
  ["Service", "UnsetEnvironment=SYSTEMD_EXEC_PID"],
  ["Service", "Environment=MOSAIC_TMUX_SOCKET=other"],
  ["Unit", "Conflicts=mosaic-tmux-holder.service"],
  ["Unit", "BindsTo=mosaic-tmux-holder.service"],
  ["Unit", "StopWhenUnneeded=yes"],
  ["Unit", "RefuseManualStart=yes"],
  ["Unit", "RefuseManualStop=yes"],
  ["Unit", "JobRunningTimeoutSec=1ms"],
  ["Unit", "StartLimitBurst=1"],
  ["Unit", "Before=mosaic-tmux-holder.service"],
];

const SERVER_OF = (variable: string): string =>
  `ExecStart=/usr/bin/env -i HOME=%h ${variable} PATH=/usr/bin:/bin tmux -D -f /dev/null`;
const HOLDER_LINES: typeof AGENT_LINES = [
  ["Service", "Type=forking"],
  ["Service", "Type=notify"],
  ["Service", "Type=dbus"],
  ["Service", "ExecStart="],
  ["Service", "ExecStart=", "ExecStart=/bin/sleep 100"],
  ["Service", "ExecStart=", "ExecStart=/usr/bin/tmux -D -L other -f /dev/null"],
  ["Service", "ExecStart=", `${SERVER_OF("TMUX_TMPDIR=%t")} -L \${MOSAIC_TMUX_SOCKET}`],
  ["Service", "ExecStart=", `${SERVER_OF("LANG=C")} -S %t/fleet.sock`],
  ["Service", "ExecStart=", `${SERVER_OF("LANG=C").replace("=", "=:")} -L \${MOSAIC_TMUX_SOCKET}`],
  ["Service", "UnsetEnvironment="],
  ["Service", "SystemCallFilter=~@process"],
  ["Service", "SystemCallFilter=~kill"],
  ["Service", "ProcSubset=pid"],
  ["Service", "ExecSearchPath=/opt"],
  ["Service", "LimitSTACK=1K"],
  ["Service", "TasksMax=3"],
  ["Service", "RestartPreventExitStatus=1"],
  ["Service", "ExecStartPost="],
  ["Service", "ExecStop=/usr/bin/tmux -L mosaic-fleet kill-server"],
  ["Service", "Restart=no"],
  ["Service", "OOMPolicy=stop"],
  ["Service", "RemainAfterExit=yes"],
  ["Service", "KillMode=none"],
  ["Service", "KillSignal=SIGUSR1"],
  ["Service", "WatchdogSec=1"],
  ["Service", "RuntimeMaxSec=2"],
  ["Service", "PrivateTmp=yes"],
  ["Service", "ProtectHome=read-only"],
  ["Service", "ProtectSystem=strict"],
  ["Service", "ReadOnlyPaths=/"],
  ["Service", "RestrictAddressFamilies=AF_INET"],
  ["Service", "User=nobody"],
  ["Service", "StandardInput=tty"],
  ["Service", "PIDFile=/run/x.pid"],
  ["Service", "LimitNOFILE=3"],
  ["Service", "Environment="],
  ["Service", "Environment=MOSAIC_TMUX_SOCKET=other"],
  ["Service", "UnsetEnvironment=MOSAIC_TMUX_SOCKET"],
  ["Unit", "RefuseManualStop=yes"],
  ["Unit", "Conflicts=mosaic-agent@y.service"],
  ["Unit", "Conflicts=mosaic-fleet.target"],
  ["Unit", "Wants=mosaic-agent@y.service"],
  ["Unit", "After=mosaic-agent@y.service"],
  ["Unit", "JobRunningTimeoutSec=1ms"],
];

/** The findings that count, each as `FILE:LINE`. */
async function blamed(
  directory: string,
  section: string,
  lines: readonly string[],
): Promise<string[]> {
  const path = `/u/${directory}/50-own.conf`;
  const dropIn = { path, text: `[${section}]\n${lines.join("\n")}\n` };
  // Both exist: what is ordered against an agent is only wrong where there is one.
  const instances = [AGENT, "mosaic-agent@y.service"];
  const files = (await shippedUnits()).map(({ name, text }) => ({ path: `/u/${name}`, text }));
  return checkUnits({ files: [...files, dropIn], instances }, { version: 252 })
    .filter(({ severity }) => severity !== "info")
    .map(({ file, line }) => `${file}:${String(line)}`);
}

/** Of both, so that a socket that is named there is the same for both. */
const SHARED = dropInDirectories(AGENT).filter((one) => dropInDirectories(HOLDER).includes(one));
const SOCKET = "Environment=MOSAIC_TMUX_SOCKET=other";

const cases = [AGENT, HOLDER].flatMap((unit) =>
  dropInDirectories(unit).flatMap((directory) =>
    (unit === AGENT ? AGENT_LINES : HOLDER_LINES)
      .map(([section, ...lines]) => ({ directory, section, lines }))
      .filter(({ lines }) => !(SHARED.includes(directory) && lines[0] === SOCKET)),
  ),
);

test.each(cases)(
  "$directory: $lines is blamed, and nothing else",
  async ({ directory, section, lines }) => {
    const places = await blamed(directory, section, lines);
    const guilty = `/u/${directory}/50-own.conf`;
    expect([...new Set(places.map((place) => place.replace(/:\d+$/, "")))]).toEqual([guilty]);
    expect(places).toContain(`${guilty}:${String(1 + lines.length)}`);
  },
);

test("what both have in common is no fault", async () => {
  for (const directory of SHARED) expect(await blamed(directory, "Service", [SOCKET])).toEqual([]);
});

test("a line that systemd passes over does not take away what stood before it", async () => {
  const files = (await shippedUnits()).map(({ name, text }) => ({ path: `/u/${name}`, text }));
  const dropIn = {
    path: `/u/${AGENT}.d/50-own.conf`,
    text: "[Service]\nRestart=sometimes\nSlice=\nType=none\n",
  };
  expect(
    checkUnits({ files: [...files, dropIn] }, { version: 252 }).map(({ code, line }) => [
      code,
      line,
    ]),
  ).toEqual([
    ["MF107", 2],
    ["MF108", 3],
    ["MF107", 4],
  ]);
});

test("what the roster says on purpose is told, and fails nothing", async () => {
  const files = (await shippedUnits()).map(({ name, text }) => ({ path: `/u/${name}`, text }));
  const text = "[Service]\nRestart=no\nWatchdogSec=5\n";
  const severities = (name: string): string[] =>
    checkUnits({ files: [...files, { path: `/u/${AGENT}.d/${name}`, text }] }).map(
      ({ code, severity }) => `${code} ${severity}`,
    );
  expect(severities("50-roster.conf")).toEqual(["MF507 info", "MF519 error"]);
  expect(severities("60-own.conf")).toEqual(["MF507 error", "MF519 error"]);
});
