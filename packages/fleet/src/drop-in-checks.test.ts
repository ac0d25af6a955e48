import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { parseRoster, resolveFleet } from "@mosaicstack/roster";
import { checkUnits, shippedUnits, type Finding } from "@mosaicstack/systemd-units";
import { roster as rosters, type Written } from "../../roster/test/arbitrary-roster.js";
import { agentLaunch } from "./agent-launch.js";
import { agentDropIn, socketDropIns } from "./drop-in.js";
import { fleetPaths } from "./paths.js";
import { agentUnit, defaultSocket } from "./unit-names.js";

const home = mkdtempSync(join(tmpdir(), "drop-in-checks-"));
const envFile = join(home, "roster.env");
mkdirSync(join(home, ".config"));
writeFileSync(envFile, "A=1\n", { mode: 0o600 });
afterAll(() => rmSync(home, { recursive: true }));

/** What the units that this roster gives are warned of; `undefined` for a roster that is none, or gives none. */
async function warnings(written: Written): Promise<Finding[] | undefined> {
  const { roster } = parseRoster(JSON.stringify(written), { file: "r.yaml" });
  if (roster === undefined) return undefined;
  const { socketName: socket, agents } = resolveFleet(roster, { home });
  // A fleet on the person's own server has no units.
  if (socket === undefined) return undefined;
  const env = { HOME: home, XDG_RUNTIME_DIR: "/run/user/1000" };
  const paths = fleetPaths(env);
  const dropIns = await Promise.all(
    agents.map(async (one) => {
      const agent = one.envFile === undefined ? one : { ...one, envFile };
      const context = { paths, env, path: "/usr/bin:/bin", socket };
      return agentDropIn(await agentLaunch(agent, context), paths.units);
    }),
  );
  const shared = socketDropIns(socket, defaultSocket, paths.units);
  const units = (await shippedUnits()).map(({ name, text }) => ({
    path: join(paths.units, name),
    text,
  }));
  const instances = agents.map(({ name }) => agentUnit(name));
  const set = { files: [...units, ...shared, ...dropIns], instances, specifiers: { home, env } };
  return checkUnits(set, { version: 252, installed: true }).filter(
    ({ severity }) => severity !== "info",
  );
}

const agent = { name: "a", runtime: "command", command: ["/bin/cat"] };

test.each<[string, Written]>([
  ["a short delay", { restart: { delay: "1s" } }],
  ["the shortest delay", { restart: { delay: 0.1 } }],
  ["one restart", { restart: { delay: "1s", burst: 1 } }],
  ["no restart", { restart: { policy: "no" } }],
  ["a restart after failures", { restart: { policy: "on-failure" } }],
  ["a loader's variable", { env: { LD_LIBRARY_PATH: "/opt/lib", LD_PRELOAD: "/x.so" } }],
  ["a PATH without the system's folders", { env: { PATH: "/opt/bin" } }],
  ["another home", { env: { HOME: "/srv/home" } }],
  ["a socket of another server", { env: { MOSAIC_TMUX_SOCKET: "mine" } }],
  [
    "tight limits",
    { limits: { memory_max: "1M", memory_high: "1M", tasks_max: 1, cpu_weight: 1 } },
  ],
  ["an env file", { env_file: "~/x.env" }],
])("a roster with %s gives units that nobody is warned of", async (_, settings) => {
  const written = {
    version: 1,
    socket_name: "mosaic-fleet",
    agents: [
      { ...agent, ...settings },
      { ...agent, name: "b", ...settings },
    ],
  };
  expect(await warnings(written)).toEqual([]);
});

test("a setting that only a hand can have written is warned of in the same place", async () => {
  const files = (await shippedUnits()).map(({ name, text }) => ({ path: `/u/${name}`, text }));
  const path = `/u/${agentUnit("a")}.d/50-roster.conf`;
  const text = "[Service]\nKillMode=none\n";
  expect(checkUnits({ files: [...files, { path, text }] })).toMatchObject([
    { code: "MF502", severity: "error", file: path, line: 2 },
  ]);
});

test("any roster that is valid gives units that nobody is warned of", async () => {
  let valid = 0;
  await fc.assert(
    fc.asyncProperty(rosters, async (written) => {
      const found = await warnings(written);
      if (found !== undefined) valid += 1;
      expect(found ?? []).toEqual([]);
    }),
    { numRuns: 150 },
  );
  expect(valid).toBeGreaterThan(20);
});
