import { expect, test } from "vitest";
import { blamesFor, blamesForRequirement } from "./blame.js";
import type { UnitFacts } from "./unit-facts.js";
import { unitReason } from "./unit-reason.js";

const unit = "mosaic-agent@a.service";
const facts = (given: Partial<UnitFacts>): UnitFacts => ({
  unit,
  LoadState: "loaded",
  LoadError: "",
  ActiveState: "failed",
  SubState: "failed",
  Result: "exit-code",
  Restart: "always",
  RestartPreventExitStatus: "78",
  RestartForceExitStatus: "",
  NRestarts: "0",
  StartLimitBurst: "11",
  ExecMainCode: "1",
  ExecMainStatus: "3",
  StatusText: "runs: session a on socket mosaic-fleet, pane half 7",
  RestartUSecNext: "",
  RestartUSec: "5s",
  FragmentPath: "",
  DropInPaths: "",
  Requires: "",
  Requisite: "",
  BindsTo: "",
  Wants: "",
  ...given,
});

// As `systemctl show` prints them on 252, 257 and 262.1.
test.each([
  [
    "252: used up",
    { NRestarts: "11" },
    "gave-up",
    "gave up after 10 restarts: it ended with exit 3",
  ],
  [
    "262: used up",
    { Result: "start-limit-hit", NRestarts: "10" },
    "gave-up",
    "after 10 restarts: it ended with exit 3",
  ],
  ["one restart", { StartLimitBurst: "2", NRestarts: "2" }, "gave-up", "after 1 restart:"],
  [
    "252: restarted for days, then 78",
    { NRestarts: "12", ExecMainStatus: "78" },
    "configuration",
    "it ended with exit 78",
  ],
  [
    "252: 78, and nothing keeps it from a restart",
    { NRestarts: "11", ExecMainStatus: "78", RestartPreventExitStatus: "" },
    "gave-up",
    "after 10 restarts: it ended with exit 78",
  ],
  [
    "252: a signal that prevents a restart",
    {
      NRestarts: "12",
      Result: "signal",
      ExecMainCode: "2",
      ExecMainStatus: "9",
      RestartPreventExitStatus: "78 KILL",
    },
    "ended",
    "it was ended by SIGKILL",
  ],
  [
    "252: an end that its policy does not restart",
    { NRestarts: "12", Restart: "on-abnormal" },
    "ended",
    "it ended with exit 3",
  ],
  [
    "252: forced all the same",
    { NRestarts: "11", Restart: "on-abnormal", RestartForceExitStatus: "3" },
    "gave-up",
    "after 10 restarts",
  ],
  [
    "started by hand too often",
    { Result: "start-limit-hit", ExecMainStatus: "0" },
    "gave-up",
    "it was started too often for its start limit: it ended with exit 0",
  ],
  [
    "262: restarted for days, then 78, started by hand too often",
    { Result: "start-limit-hit", NRestarts: "12", ExecMainStatus: "78" },
    "gave-up",
    "it was started too often for its start limit: it ended with exit 78",
  ],
  ["not used up", { NRestarts: "10" }, "ended", "it ended with exit 3"],
  [
    "no restarts wanted",
    { Restart: "no", StartLimitBurst: "1", NRestarts: "0" },
    "ended",
    "it ended with exit 3",
  ],
  ["a signal", { ExecMainCode: "2", ExecMainStatus: "9", Result: "signal" }, "ended", "SIGKILL"],
  [
    "the launcher's words",
    { ExecMainStatus: "78", StatusText: "workdir x cannot be entered: create it" },
    "configuration",
    "workdir x cannot be entered: create it",
  ],
  [
    "another's session of its name",
    { ExecMainStatus: "78", StatusText: "session `a` on socket `s` was not started by us" },
    "configuration",
    "was not started by us",
  ],
  ["the agent's own 78", { ExecMainStatus: "78" }, "configuration", "not started again by itself"],
  [
    "no tmux",
    { ExecMainStatus: "69", StatusText: "tmux is not on PATH (/bin): install it" },
    "tmux-away",
    "install it",
  ],
  [
    "runtime folder full",
    { ExecMainStatus: "73", StatusText: "/run/x cannot be written: free space" },
    "no-space",
    "free space",
  ],
  [
    "session gone",
    { ExecMainStatus: "75", StatusText: "session a is gone" },
    "session-gone",
    "session a is gone",
  ],
  ["not found", { ExecMainStatus: "127" }, "program-missing", "was not found (exit 127)"],
  [
    "not prepared",
    { Result: "resources", ExecMainCode: "0", ExecMainStatus: "0", StatusText: "" },
    "not-prepared",
    "environment file",
  ],
  [
    "out of memory",
    { Result: "oom-kill", ExecMainCode: "2", ExecMainStatus: "9" },
    "out-of-memory",
    "want of memory",
  ],
  [
    "back-off, 252",
    { ActiveState: "activating", SubState: "auto-restart" },
    "back-off",
    "it waits 5s to be started again: it ended with exit 3",
  ],
  [
    "back-off, 254",
    { ActiveState: "activating", SubState: "auto-restart", RestartUSecNext: "1min 31.215702s" },
    "back-off",
    "it waits 1min 31s to be",
  ],
  [
    "left so",
    { ActiveState: "inactive", Result: "success", Restart: "on-failure", ExecMainStatus: "0" },
    "ended",
    "its restart policy leaves it so",
  ],
] as const)("%s", (_, given, kind, message) => {
  const reason = unitReason("a", facts(given));
  expect(reason?.kind).toBe(kind);
  expect(reason?.message).toContain(message);
  expect(reason?.remedy).toContain("`mosaic-fleet start a`");
});

test.each([
  ["runs", { ActiveState: "active", Result: "success" }],
  ["starts", { ActiveState: "activating", SubState: "start" }],
  ["never ran", { ActiveState: "inactive", Result: "success", ExecMainCode: "0" }],
  ["was stopped", { ActiveState: "inactive", Result: "success", ExecMainStatus: "0" }],
])("nothing is claimed of one that %s", (_, given) => {
  expect(unitReason("a", facts(given))).toBeUndefined();
});

test("the strongest of a person's own drop-ins is to blame, ours only where no other is", () => {
  const words =
    "Service has more than one ExecStart= setting, which is only allowed for Type=oneshot";
  const main = { path: "/u/mosaic-agent@.service", text: "[Service]\nType=notify\nExecStart=x\n" };
  const ours = { path: `/u/${unit}.d/50-roster.conf`, text: "[Service]\nRestart=always\n" };
  const own = { path: `/u/${unit}.d/40-own.conf`, text: "# mine\n[Service]\nExecStart=y\n" };
  const other = { path: `/u/${unit}.d/90-own.conf`, text: "[Service]\nNice=1\n" };
  expect(blamesFor(words, [main, own, ours, other])).toEqual([
    { place: `${own.path}:3`, setting: "ExecStart" },
  ]);
  expect(blamesFor(words, [main, ours, other])[0]?.place).toBe(`${main.path}:3`);
  expect(blamesFor("something else", [main, own])).toEqual([]);
});

test("each line that counts is to blame; where a setting is missing, the one that took it away", () => {
  const piece = (name: string, text: string) => ({ path: `/u/${unit}.d/${name}`, text });
  const main = { path: "/u/mosaic-agent@.service", text: "[Service]\nType=notify\nExecStart=x\n" };
  const places = (words: string, ...own: { path: string; text: string }[]): string[] =>
    blamesFor(words, [main, ...own]).map(({ place }) => place.replace(`/u/${unit}.d/`, ""));
  const none = "Service has no ExecStart=, ExecStop=, or SuccessAction=";
  const cleared = piece("60.conf", "[Service]\nExecStart=\n");
  expect(places(none, cleared, piece("70.conf", "[Service]\nSuccessAction=none\n"))).toEqual([
    "60.conf:2",
  ]);
  expect(places(none, cleared, piece("70.conf", "[Service]\nExecStop=\n"))).toEqual([
    "60.conf:2",
    "70.conf:2",
  ]);
  // systemd takes no notice of a line that it cannot read.
  expect(places(none, piece("60.conf", '[Service]\nExecStart=\nExecStart="x\n'))).toEqual([
    "60.conf:2",
  ]);
  expect(places(none)).toEqual([]);
  const many =
    "Service has more than one ExecStart= setting, which is only allowed for Type=oneshot";
  const reset = piece("60.conf", "[Service]\nExecStart=\nExecStart=y\nExecStart=z\n");
  expect(places(many, piece("40.conf", "[Service]\nExecStart=w\n"), reset)).toEqual([
    "60.conf:3",
    "60.conf:4",
  ]);
  const restart =
    "Service has Restart= set to always, which isn't allowed for Type=oneshot services";
  const [oneshot, always] = [
    piece("50-own.conf", "[Service]\nType=oneshot\n"),
    piece("60.conf", "[Service]\nRestart=always\n"),
  ];
  expect(places(restart, oneshot, always)).toEqual(["50-own.conf:2", "60.conf:2"]);
  const needs = [
    piece("1.conf", "[Unit]\nRequires=a.service b.service\n"),
    piece("2.conf", "[Unit]\nBindsTo=b.service\n"),
  ];
  expect(blamesForRequirement("b.service", needs).map(({ setting }) => setting)).toEqual([
    "Requires",
    "BindsTo",
  ]);
});
