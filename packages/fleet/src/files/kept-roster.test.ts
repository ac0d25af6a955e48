import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRoster, presets, resolveFleet, type DesiredFleet } from "@mosaicstack/roster";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fromJson, toJson } from "./fleet-json.js";
import { nameOf, sealOf, type Reading } from "./kept-roster.js";
import { loadRoster } from "./load-roster.js";

const examples = join(import.meta.dirname, "../../../../examples");

let base: string;
let file: string;
let paths: Reading["paths"];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "kept-roster-"));
  file = join(base, "roster.yaml");
  paths = { home: base, cache: join(base, "cache"), worktrees: join(base, "worktrees") };
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

const text = (name: string): string =>
  `version: 1\nname: ${name}\nagents: [{ name: a, runtime: pi }]\n`;
const kept = async (reader = "me"): Promise<DesiredFleet> =>
  await loadRoster(file, paths, { kept: true, reader });
const reading = (): Reading => ({ paths, reader: "me", file, text: readFileSync(file, "utf8") });
const folder = (): string => join(paths.cache, "rosters");
const entry = (): string => join(folder(), nameOf(reading()));

/** Keeps another fleet for the text that stands there, as only who knows the text can. */
function forge(json: string): void {
  const seal = sealOf(reading(), nameOf(reading()), json);
  writeFileSync(entry(), `${seal}\n${json}`);
}

test("what is kept is taken for a look alone, and costs no other reading", async () => {
  writeFileSync(file, text("first"));
  const fleet = await kept();
  forge(toJson({ ...fleet, name: "as-it-was-kept" }));
  expect((await kept()).name).toBe("as-it-was-kept");
  expect((await loadRoster(file, paths, { reader: "me" })).name).toBe("first");
  expect((await kept("another")).name).toBe("first");
  expect((await loadRoster(file, { ...paths, home: "/" }, { kept: true, reader: "me" })).name).toBe(
    "first",
  );
  writeFileSync(file, `${text("first")}# a word more\n`);
  expect((await kept()).name).toBe("first");
});

test("from source nothing is kept", async () => {
  writeFileSync(file, text("first"));
  await loadRoster(file, paths, { kept: true });
  expect(existsSync(paths.cache)).toBe(false);
});

describe("what stands in its place is not believed", () => {
  const change = (from: string, to: string): void =>
    writeFileSync(entry(), readFileSync(entry(), "utf8").replace(from, to));
  const plants: Record<string, () => void> = {
    "other words below its seal": () => change('"first"', '"forged"'),
    "a seal that is another's": () => {
      const [, json = ""] = readFileSync(entry(), "utf8").split("\n");
      const other = sealOf({ ...reading(), text: "?" }, nameOf(reading()), json);
      writeFileSync(entry(), `${other}\n${json}`);
    },
    "half of it": () => truncateSync(entry(), statSync(entry()).size / 2),
    nothing: () => truncateSync(entry(), 0),
    "a mode that others can read": () => {
      forge(readFileSync(entry(), "utf8").slice(65).replace('"first"', '"forged"'));
      chmodSync(entry(), 0o640);
    },
    "a folder that others can write": () => {
      forge(readFileSync(entry(), "utf8").slice(65).replace('"first"', '"forged"'));
      chmodSync(folder(), 0o770);
    },
    "a link": () => {
      forge(readFileSync(entry(), "utf8").slice(65).replace('"first"', '"forged"'));
      renameSync(entry(), join(base, "elsewhere"));
      symlinkSync(join(base, "elsewhere"), entry());
    },
    "a linked folder": () => {
      forge(readFileSync(entry(), "utf8").slice(65).replace('"first"', '"forged"'));
      renameSync(folder(), join(base, "elsewhere"));
      symlinkSync(join(base, "elsewhere"), folder());
    },
    "a FIFO": () => {
      rmSync(entry());
      execFileSync("mkfifo", ["-m", "600", entry()]);
    },
    "a fleet of another shape": () => forge(JSON.stringify({ name: "forged", agents: [null] })),
    "no JSON": () => forge("forged"),
  };
  test.each(Object.entries(plants))("%s", async (_, plant) => {
    writeFileSync(file, text("first"));
    const fleet = await kept();
    plant();
    expect(await kept()).toStrictEqual(fleet);
  });
});

test("a folder that cannot be made costs nothing but time", async () => {
  writeFileSync(file, text("first"));
  writeFileSync(paths.cache, "a file");
  expect((await kept()).name).toBe("first");
});

test("the newest eight are kept, for this user alone, and nothing of a write that was cut short", async () => {
  for (let at = 0; at < 12; at++) {
    writeFileSync(file, text(`fleet-${at}`));
    await kept();
    utimesSync(entry(), at, at);
    writeFileSync(join(folder(), ".cut"), "");
    utimesSync(join(folder(), ".cut"), 0, 0);
  }
  expect(readdirSync(folder())).toHaveLength(9);
  writeFileSync(file, text("fleet-3"));
  expect(existsSync(entry())).toBe(false);
  writeFileSync(file, text("fleet-11"));
  expect(statSync(entry()).mode & 0o777).toBe(0o600);
  for (const path of [paths.cache, folder()]) expect(statSync(path).mode & 0o777).toBe(0o700);
});

const word = fc.string({ unit: "grapheme", maxLength: 6 });
const settings = fc.record(
  {
    args: fc.array(word, { maxLength: 2 }),
    unattended: fc.boolean(),
    workdir: fc.constantFrom("~", "~/a b", "/srv"),
    env: fc.dictionary(fc.stringMatching(/^[A-Z]{1,5}$/), word, { maxKeys: 3 }),
    env_file: fc.constantFrom("~/a.env", "/etc/b.env"),
    limits: fc.record({ memory_max: fc.constantFrom("infinity", "2G") }, { requiredKeys: [] }),
    restart: fc.record({ delay: fc.constantFrom("5s", "100ms", 0.5) }, { requiredKeys: [] }),
    transcript: fc.constantFrom("off", "1M"),
    enabled: fc.boolean(),
    tags: fc.constantFrom([], ["a"], ["a", "b"]),
  },
  { requiredKeys: [] },
);
const runs = fc.constantFrom(
  { runtime: "claude" },
  { runtime: "command", command: ["sh", "-c", "x"] },
  { runtime: "command", command: ["sh"], ready: { screen: "^> ", quiet: "1s" }, quit: "/exit" },
);
const rosters = fc.record(
  {
    version: fc.constant(1),
    name: fc.constant("any"),
    socket_name: fc.constant("any"),
    runtimes: fc.constantFrom(
      {},
      { claude: { ready: { dialogs: ["a"], quiet: "1s" }, box: { empty: null }, stuck: "1h" } },
      { claude: {}, pi: { title: { working: "^a" }, quit: null, quit_wait: 2 } },
    ),
    defaults: settings,
    agents: fc
      .array(fc.tuple(runs, settings), { maxLength: 3 })
      .map((all) => all.map(([run, more], at) => ({ name: `a${at}`, ...run, ...more }))),
  },
  { requiredKeys: ["version", "agents"] },
);

test("every roster comes back as it was read, each key and each undefined of it", () => {
  const fleetOf = (roster: string): DesiredFleet | undefined => {
    const found = parseRoster(roster, { file: "/a/roster.yaml" }).roster;
    return found === undefined ? undefined : resolveFleet(found, { home: "/home/me" });
  };
  const texts = [
    ...presets.map((preset) => preset.text),
    ...readdirSync(examples)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => readFileSync(join(examples, name), "utf8")),
  ];
  for (const each of texts) {
    const fleet = fleetOf(each);
    expect(fleet).toBeDefined();
    if (fleet !== undefined) expect(fromJson(toJson(fleet))).toStrictEqual(fleet);
  }
  let read = 0;
  fc.assert(
    fc.property(rosters, (roster) => {
      const fleet = fleetOf(JSON.stringify(roster));
      if (fleet === undefined) return;
      read += 1;
      expect(fromJson(toJson(fleet))).toStrictEqual(fleet);
    }),
  );
  expect(read).toBeGreaterThan(10);
});
