import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openThrowAwayTmux } from "../testing.js";
import { fleetProfile } from "./profile.js";
import type { Profile } from "./profile.js";

test("a new server has its profile, and what drifts from it is told", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const { tmux } = fixture;
  await tmux.server.start({ profile: fleetProfile });
  expect(await tmux.server.drift(fleetProfile)).toEqual([]);
  await tmux.sessions.ensure({ name: "sized", command: ["cat", "-"] });
  expect(await tmux.list(["window_width", "window_height"])).toEqual([
    { window_width: 220, window_height: 50 },
  ]);

  await tmux.options.set("server", "exit-empty", "on");
  await tmux.options.set("global", "update-environment", "DISPLAY");
  await tmux.options.unset("global-window", "allow-rename");
  await tmux.options.set("global-window", "automatic-rename", "on");
  expect(await tmux.server.drift(fleetProfile)).toEqual([
    { scope: "server", name: "exit-empty", value: "off", found: "on" },
    { scope: "global", name: "update-environment", value: "", found: "DISPLAY" },
    { scope: "global-window", name: "automatic-rename", value: "off", found: "on" },
  ]);
});

test("a server that runs is left as it is; the configuration has the last word on a new one", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const { tmux } = fixture;
  const config = join(fixture.directory, "tmux.conf");
  writeFileSync(config, "set-option -g history-limit 77\n");
  await tmux.server.start({ profile: fleetProfile, config });
  const drifted = { scope: "global", name: "history-limit", value: "20000", found: "77" };
  expect(await tmux.server.drift(fleetProfile)).toEqual([drifted]);
  await tmux.server.start({ profile: fleetProfile });
  expect(await tmux.server.drift(fleetProfile)).toEqual([drifted]);
  expect(await tmux.server.drift([])).toEqual([]);
});

test("a profile that cannot be is refused, and one that tmux refuses is said", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const { tmux } = fixture;
  for (const wrong of [
    { scope: "global", name: "-g", value: "x" },
    { scope: "global", name: "", value: "x" },
    { scope: "pane", name: "@a", value: "x" },
    { scope: "toString", name: "@a", value: "x" },
    { scope: "global", name: "@a", value: "\0" },
  ] as unknown as Profile) {
    await expect(tmux.server.start({ profile: [wrong] })).rejects.toMatchObject({
      code: "InvalidArgument",
      delivery: "not-sent",
    });
  }
  expect(await tmux.server.probe()).toEqual({ state: "absent" });
  const unknown: Profile = [{ scope: "global", name: "no-such-option", value: "x" }];
  await expect(tmux.server.start({ profile: unknown })).rejects.toMatchObject({
    code: "Command",
    delivery: "applied",
    message: expect.stringMatching(/runs, but its profile was not set to its end/) as string,
  });
  await expect(tmux.server.drift(unknown)).rejects.toMatchObject({ code: "UnknownOption" });
});
