import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { parseRoster, resolveFleet } from "@mosaicstack/roster";
import { checkUnits, shippedUnits, type Finding } from "@mosaicstack/systemd-units";
import { agentLaunch } from "./agent-launch.js";
import { agentDropIn, socketDropIns } from "./drop-in.js";
import { fleetPaths } from "../files/paths.js";
import { agentUnit, defaultSocket } from "../supervisor/unit-names.js";

const home = mkdtempSync(join(tmpdir(), "drop-in-checks-"));
const envFile = join(home, "roster.env");
mkdirSync(join(home, ".config"));
writeFileSync(envFile, "A=1\n", { mode: 0o600 });
afterAll(() => rmSync(home, { recursive: true }));

type Written = Readonly<Record<string, unknown>>;

/** Every key that reaches a unit file, with values at its edges. */
const shortText = fc.string({ unit: "grapheme", maxLength: 8 });
const count = fc.constantFrom(1, 2, 10, 10_000);
const tasks = fc.constantFrom(4, 10, 10_000);
const span = fc.constantFrom("100ms", 0.5, "1s", "5s", "1m", "30d");
const size = fc.constantFrom("4M", "1.5G", "infinity");
const names = fc.oneof(
  fc.constantFrom("PATH", "HOME", "LANG", "LD_PRELOAD", "LD_LIBRARY_PATH", "SHELL", "TMPDIR"),
  fc.stringMatching(/^[A-Z][A-Z_]{0,8}$/),
);
const some = { requiredKeys: [] };
const settings = fc.record(
  {
    args: fc.array(shortText, { maxLength: 3 }),
    unattended: fc.boolean(),
    resume: fc.boolean(),
    workdir: fc.constantFrom("~", "~/src/app", "$HOME", "${HOME}/x", "/", "/srv/a b", "/srv/50%h"),
    env: fc.dictionary(names, fc.oneof(shortText, fc.constantFrom("~/x", "%h", "$A", "a\nb")), {
      maxKeys: 3,
    }),
    env_file: fc.constant("~/x.env"),
    limits: fc.record(
      { memory_high: size, memory_max: size, tasks_max: tasks, cpu_weight: count },
      some,
    ),
    restart: fc.record(
      {
        policy: fc.constantFrom("always", "on-failure", "no"),
        delay: span,
        max_delay: span,
        burst: count,
      },
      some,
    ),
    transcript: fc.constantFrom("off", "4K", "20M"),
    on_quota: fc.constantFrom("wait", "resume"),
    enabled: fc.boolean(),
  },
  some,
);
const program = fc.oneof(
  fc.constantFrom("claude", "codex", "opencode", "pi").map((runtime) => ({ runtime })),
  fc.array(shortText, { maxLength: 2 }).map((rest) => ({
    runtime: "command",
    command: ["/bin/cat", ...rest],
  })),
);
const rosters: fc.Arbitrary<Written> = fc
  .uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,8}$/), { minLength: 1, maxLength: 4 })
  .chain((agents) =>
    fc.record({
      version: fc.constant(1),
      socket_name: fc.constantFrom("mosaic-fleet", "mosaic-factory", "a.b"),
      defaults: settings,
      agents: fc.tuple(
        ...agents.map((name) =>
          fc.tuple(program, settings).map(([runs, rest]) => ({ name, ...runs, ...rest })),
        ),
      ),
    }),
  );

/** What the units that this roster gives are warned of; `undefined` for a roster that is none, or gives none. */
async function warnings(written: Written): Promise<Finding[] | undefined> {
  const { roster } = parseRoster(JSON.stringify(written), { file: "r.yaml" });
  if (roster === undefined) return undefined;
  const desired = resolveFleet(roster, { home });
  const { socketName: socket, agents } = desired;
  // A fleet on the person's own server has no units.
  if (socket === undefined) return undefined;
  const env = { HOME: home, XDG_RUNTIME_DIR: "/run/user/1000" };
  const paths = fleetPaths(env);
  const launches = await Promise.all(
    agents.map(async (one) => {
      const agent = one.envFile === undefined ? one : { ...one, envFile };
      return await agentLaunch(agent, {
        paths,
        systemdVersion: async () => undefined,
        env,
        desired,
        supervisor: { kind: "systemd", path: "/usr/bin:/bin" },
        socket,
      });
    }),
  );
  const shared = socketDropIns(socket, defaultSocket, paths.units);
  const units = (await shippedUnits()).map(({ name, text }) => ({
    path: join(paths.units, name),
    text,
  }));
  const instances = agents.map(({ name }) => agentUnit(name));
  // The drop-in differs where the delay before a restart can grow
  return [252, 262].flatMap((version) => {
    const dropIns = launches.map((launch) =>
      agentDropIn(launch, {
        units: paths.units,
        version,
        channel: paths.channel(socket, launch.agent.name),
      }),
    );
    const set = { files: [...units, ...shared, ...dropIns], instances, specifiers: { home, env } };
    return checkUnits(set, { version, installed: true }).filter(
      ({ severity }) => severity !== "info",
    );
  });
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
    { limits: { memory_max: "4M", memory_high: "1M", tasks_max: 4, cpu_weight: 1 } },
  ],
  ["an env file", { env_file: "~/x.env" }],
])("a roster with %s gives units that nobody is warned of", async (_, own) => {
  const written = {
    version: 1,
    socket_name: "mosaic-fleet",
    agents: [
      { ...agent, ...own },
      { ...agent, name: "b", ...own },
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
