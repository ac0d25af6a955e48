import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { atLeast } from "../../test/at-least.js";
import { openThrowAwayTmux } from "../testing.js";
import { openTmux } from "../tmux.js";
import type { PaneRef } from "../values/target.js";
import { tmuxVersion } from "./version.js";

const real = await tmuxVersion();

/** The tmux of this machine that calls itself something else, as a client and as a server. */
function calledAs(folder: string, version: string): string {
  const path = join(folder, "tmux");
  writeFileSync(
    path,
    `#!/bin/sh
[ "$*" = -V ] && echo "tmux ${version}" && exit 0
for word do
  shift
  case $word in *'#{version}'*) word=$(printf %s "$word" | sed 's/#{version}/${version}/g') ;; esac
  set -- "$@" "$word"
done
exec tmux "$@"
`,
  );
  chmodSync(path, 0o755);
  return path;
}

test.each(["next-3.9", "master", "openbsd-7.9", "openbsd-7.2", "2026-11-28-nightly", "next-4.0"])(
  "a tmux that calls itself %s is used for what it can do",
  async (version) => {
    await using folder = await openThrowAwayTmux({ start: false });
    const binary = calledAs(folder.directory, version);
    await using fixture = await openThrowAwayTmux({ binary });
    const { tmux } = fixture;
    const server = await tmux.server.start();
    expect(await tmux.server.probe()).toMatchObject({ state: "running", version });

    await tmux.options.set("global-window", "remain-on-exit", "on");
    await tmux.sessions.ensure({ name: "job", command: ["sh", "-c", "kill -TERM $$"] });
    const [row] = await tmux.list(["pane_id"]);
    const pane: PaneRef = { id: row?.pane_id ?? "%0", server };
    let exit = await tmux.panes.exit(pane);
    while (!exit) exit = await tmux.panes.exit(pane);
    const told = atLeast(real, 3, 3);
    expect(exit).toMatchObject(told ? { kind: "signal", signal: 15 } : { kind: "unknown" });

    // A name that says what the build has at least counts; of others, the commands that it has.
    const named = version === "next-3.9";
    const able = await tmux.capabilities();
    expect(able.version).toBe(version);
    expect(able.has("exitSignal")).toBe(named || told);
    expect(able.has("deadPaneError")).toBe(named || atLeast(real, 3, 5));
    expect(able.has("safeControl")).toBe(named || atLeast(real, 3, 8));
  },
);

test("one that is not known to be safe gets no control client, and says so", async (context) => {
  context.skip(atLeast(real, 3, 8), "this tmux shows that it is safe");
  await using folder = await openThrowAwayTmux({ start: false });
  const binary = calledAs(folder.directory, "openbsd-7.5");
  await using fixture = await openThrowAwayTmux({ binary });
  await using control = openTmux(
    { socket: "throw-away" },
    { env: fixture.env, binary, transport: "control" },
  );
  await expect(control.list(["session_name"])).rejects.toMatchObject({
    code: "Unsupported",
    delivery: "not-sent",
    message: expect.stringMatching(
      /^tmux openbsd-7\.5 is no release that is known, and may crash .*: use the exec transport, /,
    ),
  });
  expect(await fixture.tmux.list(["session_name"])).toEqual([]);
  const able = await fixture.tmux.capabilities();
  expect(() => able.require("safeControl")).toThrow(
    /openbsd-7\.5 is no release that is known.*: run a server of tmux 3\.7 or newer$/,
  );
});

test("one that lacks what 3.2 brought is refused before anything is made", async () => {
  await using folder = await openThrowAwayTmux({ start: false });
  const binary = join(folder.directory, "tmux");
  writeFileSync(binary, '#!/bin/sh\n[ "$*" = -V ] && echo "tmux openbsd-6.4" && exit 0\nexit 1\n');
  chmodSync(binary, 0o755);
  const before = readdirSync(folder.directory);
  const tmux = openTmux({ socket: "throw-away" }, { env: folder.env, binary });
  await expect(tmux.server.start()).rejects.toMatchObject({
    code: "Unsupported",
    delivery: "not-sent",
    message:
      "tmux openbsd-6.4 was found, which is no release that is known and does not take `-N` and `-D`, as tmux does from 3.2 on: install tmux 3.2 or newer",
  });
  expect(readdirSync(folder.directory)).toEqual(before);
});
