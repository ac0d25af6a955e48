import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { mosaic, tmuxBed, type Bed } from "./testing/bed.js";
import { seedOfRun } from "./testing/fuzz.js";
import { faultOf } from "./testing/judge.js";
import { bundleInto } from "./testing/scratch.js";

const socket = "mosaic-fleet";
const SECRET = "hunter2-of-the-env-file";
/** A title, a clipboard, colours by C1, the end of a paste, a text that reads backwards, DEL. */
const WORDS =
  "\u001B]0;title\u0007\u001B]52;c;QQ==\u0007\u009B31m\u001B[201~\u202Eevil\u2066\u007F";

let away: ThrowAwayTmux;
let bed: Bed;
beforeAll(async () => {
  away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  bed = tmuxBed(await bundleInto(away.directory), away);
  const file = join(bed.home, ".config/mosaic/fleet/roster.yaml");
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(join(bed.home, "words"), `${WORDS}\nafter\n`);
  writeFileSync(join(bed.home, "secrets.env"), `TOKEN_OF_MINE=${SECRET}\n`, { mode: 0o600 });
  writeFileSync(
    file,
    `version: 1
name: hostile
socket_name: ${socket}
agents:
  - { name: speaks, runtime: command, command: [sh, -c, "cat ~/words; exec sleep 3600"] }
  - { name: knows, runtime: command, command: [start-agent-session.sh, --canary], env_file: ~/secrets.env }
`,
  );
});
afterAll(async () => await away.close());

test("killed at any moment and called twice at once, `up` makes one fleet, and leaves no secret about", async () => {
  const seed = seedOfRun();
  onTestFailed(() => console.error(`repeat the moments of this failure with TEST_SEED=${seed}`));
  const up = ["up", "--supervisor", "tmux"];
  for (const round of [0, 1, 2]) {
    const env = { ...away.env, HOME: bed.home, XDG_RUNTIME_DIR: bed.runtime };
    const argv = [bed.program, ...up];
    const child = spawn(process.execPath, argv, { env, stdio: "ignore" });
    const ended = once(child, "close");
    await sleep(round * 350 + (seed % 350));
    child.kill("SIGKILL");
    await ended;
  }
  const both = await Promise.all([mosaic(bed, up), mosaic(bed, up)]);
  expect(both.map(faultOf)).toEqual([undefined, undefined]);
  expect(await mosaic(bed, up)).toMatchObject({ code: 0 });
  expect(await mosaic(bed, ["status"])).toMatchObject({ code: 0 });
  expect(await list("#{session_name}")).toEqual(["knows", "speaks"]);

  const tmux = await Promise.all(
    [
      ["show-environment", "-g"],
      ["show-options", "-A", "-g"],
      ["list-panes", "-a", "-F", "#{pane_start_command}"],
    ].map(async (argv) => (await bed.exec("tmux", ["-L", socket, ...argv])).stdout),
  );
  expect(tmux.join("").length).toBeGreaterThan(100);
  const args = (await bed.exec("ps", ["-A", "-o", "args="])).stdout;
  const found = [...filesBelow(bed.home), ...filesBelow(bed.runtime)].filter(
    (path) => readFileSync(path).includes(SECRET) && !path.endsWith("/secrets.env"),
  );
  expect({ found, inTmux: tmux.join("").includes(SECRET), inArgs: args.includes(SECRET) }).toEqual({
    found: [],
    inTmux: false,
    inArgs: false,
  });
});

test("what an agent prints, says of itself or is called acts on no terminal", async () => {
  await waitFor(async () => (await mosaic(bed, ["screen", "speaks"])).stdout.includes("after"), {
    what: "the words",
  });
  const activity = join(bed.runtime, "mosaic-fleet/channels", socket, "speaks/activity");
  writeFileSync(activity, `state=error\nsource=hook\nmessage=${WORDS}\n`);
  await bed.exec("tmux", ["-L", socket, "new-session", "-d", "-s", "\u202Emine", "sleep", "3600"]);
  const named = join(bed.home, `roster${WORDS.replaceAll("/", "")}.yaml`);
  writeFileSync(
    named,
    `version: 1\nname: "\\u202e\\u009b\\e]0;x"\nagents: [{ name: "\\e[31m\\u202e" }]\n`,
  );
  const runs = await Promise.all(
    [
      ["status"],
      ["status", "--json"],
      ["doctor"],
      ["doctor", "--json"],
      ["logs", "speaks"],
      ["logs", "speaks", "--json"],
      ["screen", "speaks"],
      ["screen", "speaks", "--json"],
      ["stop", WORDS],
      ["validate", named],
      ["validate", named, "--json"],
    ].map(async (argv) => ({
      argv: JSON.stringify(argv),
      fault: faultOf(await mosaic(bed, argv)),
    })),
  );
  expect(runs.filter(({ fault }) => fault !== undefined)).toEqual([]);
  // JSON says it all the same, in its own way
  const said = JSON.parse((await mosaic(bed, ["status", "--json"])).stdout) as {
    agents: { activity: { state: string } }[];
  };
  expect(said.agents[0]?.activity).toMatchObject({ state: "error" });
});

test("under a umask that lets everybody write, nobody else can; `doctor` tells where somebody could", async () => {
  await mosaic(bed, ["down", "--force"]);
  for (const name of [".local/state/mosaic", ".config/mosaic/tools"])
    rmSync(join(bed.home, name), { recursive: true });
  rmSync(join(bed.runtime, "mosaic-fleet"), { recursive: true, force: true });
  const words = [process.execPath, bed.program, "up", "--supervisor", "tmux"];
  const up = await bed.exec("sh", ["-c", 'umask 000; exec "$@"', "sh", ...words]);
  expect(up).toMatchObject({ code: 0 });
  const ours = [".local/state/mosaic", ".config/mosaic/tools"].map((name) => join(bed.home, name));
  const open = await bed.exec("find", [...ours, bed.runtime, "!", "-type", "l", "-perm", "/022"]);
  expect(open.stdout).toBe("");
  expect(await mosaic(bed, ["doctor"])).toMatchObject({
    stdout: expect.not.stringContaining(ours[1] ?? "") as string,
  });
  chmodSync(join(ours[1] ?? "", "fleet"), 0o777);
  expect(await mosaic(bed, ["doctor"])).toMatchObject({
    code: 3,
    stdout: expect.stringContaining(".config/mosaic/tools/fleet") as string,
  });
});

async function list(format: string): Promise<string[]> {
  const { stdout } = await bed.exec("tmux", ["-L", socket, "list-panes", "-a", "-F", format]);
  return stdout.trim().split("\n").toSorted();
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}
