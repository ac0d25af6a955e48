import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { markStopped, readStopped } from "../agent/stopped-mark.js";
import { fleetPaths } from "../files/paths.js";
import { unseen, type Observation } from "../supervisor/supervisor.js";
import { settleStops } from "./settle-stops.js";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "settle-stops-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

type Seen = ReadonlyMap<string, Observation>;
const cod = (lifecycle: Observation["lifecycle"]): Seen =>
  new Map([["cod", { ...unseen, lifecycle }]]);

/** What is noted in the end, and what was seen last; `looks`: what each look finds. */
async function settled(
  isMarked: boolean,
  after: Seen,
  ...looks: Seen[]
): Promise<{ stopped: boolean | undefined; lifecycle: string | undefined; left: number }> {
  const place = { paths: fleetPaths({ HOME: root, XDG_RUNTIME_DIR: root }), socket: "s" };
  if (isMarked) await markStopped(place, "cod");
  const look = async (): Promise<Seen> => {
    const next = looks.shift();
    if (next === undefined) throw new Error("one look too many");
    return next;
  };
  const told = (error: Error): void => expect.fail(error.message);
  const last = await settleStops(place, ["cod"], after, { observe: look, told });
  const stopped = readStopped(place, ["cod"]).get("cod")?.stopped;
  return { stopped, lifecycle: last.get("cod")?.lifecycle, left: looks.length };
}

const [UP, DOWN] = [cod("active"), cod("inactive")];

test("a stop that came too early to end it is forgotten", async () => {
  expect(await settled(true, UP, UP, UP)).toEqual({ stopped: false, lifecycle: "active", left: 0 });
});

test("a stop that has ended it meanwhile is kept", async () => {
  expect(await settled(true, UP, DOWN, DOWN)).toMatchObject({
    stopped: true,
    lifecycle: "inactive",
  });
});

test("a stop that ends it while it is forgotten is remembered again", async () => {
  expect(await settled(true, UP, UP, DOWN)).toMatchObject({ stopped: true, lifecycle: "inactive" });
});

test("one that fails by itself then was not stopped", async () => {
  expect(await settled(true, UP, UP, cod("failed"))).toMatchObject({ stopped: false });
});

test("without a stop, or of one that does not run, nobody looks again", async () => {
  expect(await settled(false, UP)).toMatchObject({ stopped: false, lifecycle: "active" });
  expect(await settled(true, DOWN)).toMatchObject({ stopped: true, lifecycle: "inactive" });
});
