import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readActivity } from "@mosaicstack/agent-channel";
import { readRecord, recordFault } from "@mosaicstack/session-launcher";
import type { DesiredAgent } from "@mosaicstack/roster";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canaries } from "../../test/scratch.js";
import { readSettings, settingsNote } from "../agent/started-settings.js";
import { readStopped, stoppedMark } from "../agent/stopped-mark.js";
import { pathOf, sessionNote } from "../files/own-file.js";
import { fleetPaths, type FleetPaths } from "../files/paths.js";
import { loadRoster } from "../files/load-roster.js";
import { choiceNote, chooseSupervisor } from "./choose-supervisor.js";

const socket = "mosaic-fleet";
let root = "";
let paths: FleetPaths;
let agent: DesiredAgent;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "unknown-"));
  const run = join(root, "run");
  mkdirSync(run, { mode: 0o700 });
  paths = fleetPaths({ HOME: root, XDG_RUNTIME_DIR: run });
  const roster = join(root, "roster.yaml");
  writeFileSync(roster, canaries(["cod"]));
  const [only] = (await loadRoster(roster, paths)).agents;
  if (only === undefined) throw new Error("no agent");
  agent = only;
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Makes a record of these contents; `null`: a folder stands there. */
function plant(path: string, content: string | null): void {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(content === null ? path : dirname(path), { recursive: true, mode: 0o700 });
  if (content !== null) writeFileSync(path, content, { mode: 0o600 });
}

const told = async (look: () => Promise<unknown>): Promise<string> => {
  try {
    return String(await look());
  } catch (error) {
    return (error as Error).name;
  }
};

const settings = `workdir ${"0".repeat(16)}\nend\n`;
const record = "state=failed\nrestarts=2\nstatus=3\nended=1764172800\npane=7\n";
const contents: readonly (readonly [string, (whole: string) => string | null])[] = [
  ["empty", () => ""],
  ["cut short", (whole) => whole.slice(0, Math.floor(whole.length / 2))],
  ["garbage", () => "\u0000\u00ffgarbage=1\n"],
  ["a folder", () => null],
  ["too large", (whole) => whole.padEnd(5_000_000, "\n")],
];

// That of the server is tried beside a real one, in torn-records.test.ts.
test.each(contents)("a record that is %s is unknown, never another value", async (_what, of) => {
  const place = { paths, socket };
  const seen: Record<string, string> = {};
  const see = async (name: string, path: string, whole: string, look: () => Promise<unknown>) => {
    plant(path, of(whole));
    seen[name] = await told(look);
    rmSync(path, { recursive: true });
  };
  await see("settings", pathOf(settingsNote(place, "cod")), settings, async () =>
    String(readSettings(place, agent.name)?.keys.get("workdir")),
  );
  await see("choice", pathOf(choiceNote(paths, socket)), "systemd\n", async () => {
    const probe = async () => ({ answers: false, reason: "none", remedy: "none" }) as const;
    return (await chooseSupervisor({ wish: "auto", socket, paths, probe })).reason;
  });
  const session = pathOf(sessionNote(place, "cod"));
  await see("session", session, record, async () => await readRecord(session));
  const channel = paths.channel(socket, "cod");
  const activity = "state=working\nsource=hook\n";
  await see("activity", join(channel.folder, "activity"), activity, async () => {
    const { state, source } = readActivity({ channel, runtime: undefined });
    return `${state} ${source}`;
  });
  expect(seen).toEqual({
    settings: expect.stringMatching(/^(undefined|NotOurs)$/),
    choice: "no user manager answers here",
    session: "undefined",
    activity: "unknown none",
  });
});

test("a mark of a stop is one whatever it holds; what is no file is none, and is told", async () => {
  const place = { paths, socket };
  const mark = pathOf(stoppedMark(place, "cod"));
  const seen: string[] = [];
  for (const content of ["", "garbage", null]) {
    plant(mark, content);
    const { stopped, fault } = readStopped(place, ["cod"]).get("cod") ?? {};
    seen.push(fault === undefined ? String(stopped) : (fault as Error).name);
  }
  expect(seen).toEqual(["true", "true", "NotOurs"]);
});

test("a record with a number that is none is not known; one that is empty is not known yet", async () => {
  const file = pathOf(sessionNote({ paths, socket }, "cod"));
  plant(file, record.replace("ended=1764172800", "ended="));
  expect(await readRecord(file)).toMatchObject({ state: "failed", restarts: 2, status: 3 });
  for (const key of ["restarts", "status", "ended"]) {
    plant(file, record.replace(new RegExp(`${key}=\\d+`), `${key}=x1`));
    expect([key, await readRecord(file)]).toEqual([key, undefined]);
    expect(await recordFault(file)).toContain("garbled");
  }
});
