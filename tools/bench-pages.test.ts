import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCheck } from "./planted.js";

const FIXTURES = join(import.meta.dirname, "bench/fixtures");

const load = async <Module>(path: string): Promise<Module> =>
  (await import(pathToFileURL(join(import.meta.dirname, "bench", path)).href)) as Module;

interface LongRunDocument {
  readonly isWhole: boolean;
  readonly series: readonly { readonly name: string; readonly grows?: boolean }[];
  readonly faults: readonly object[];
}
interface Documents {
  readonly documentOf: (head: object, lines: readonly string[]) => LongRunDocument;
  readonly problemsOf: (document: LongRunDocument) => string[];
}
interface LongRunPage {
  readonly longRunFiles: (document: unknown) => Promise<Record<string, string>>;
}
interface Written {
  readonly performanceFiles: (document: unknown) => Promise<Record<string, string>>;
  readonly readmeText: (file: string, document: unknown) => Promise<string>;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mosaic fleet pages "));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = {
  begun: "2026-11-30T12:00:00.000Z",
  agents: 20,
  seed: "7",
  machine: { cores: 2, systemd: "252" },
};

/** A run of an hour, a look each minute; `figure` of the minute. */
function record(figures: Record<string, (minute: number) => number>, more: object[] = []) {
  const at = (minute: number) =>
    Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure(minute)]));
  const looks = Array.from({ length: 61 }, (_, minute) => ({
    told: "sample",
    when: "during",
    at: minute * 60_000,
    figures: at(minute),
  }));
  return [...looks, ...more].map((row) => JSON.stringify(row));
}
const END = {
  told: "end",
  at: 3_601_000,
  figures: { "server, processes": 0, "bus, processes": 1 },
};

describe("a long run", () => {
  test("what climbs in the second half grows; what swings, falls or climbs before does not", async () => {
    const { documentOf, problemsOf } = await load<Documents>("long-run/document.mjs");
    const lines = record(
      {
        "server, own memory": (minute) => 4000 + 20 * minute,
        "server, descriptors": (minute) => 200 + (minute % 2),
        "manager, own memory": (minute) => 3000 + 100 * Math.min(minute, 29),
        "bus, own memory": (minute) => 9000 - 50 * minute,
        // One for each fault
        "manager, descriptors": (minute) => 27 + 10 * minute,
        // One look that is out of line
        "reader, own memory": (minute) => (minute === 50 ? 90_000 : 4000),
        // Who else runs the same program, and what has a size of its own
        "pane half, memory": (minute) => 4000 + 200 * minute,
        "logs in the state folder, bytes": (minute) => 1000 * minute,
      },
      [END],
    );
    const document = documentOf(HEAD, lines);
    expect(document.series.filter(({ grows }) => grows).map(({ name }) => name)).toEqual([
      "server, own memory",
      "manager, descriptors",
    ]);
    expect(problemsOf(document)).toEqual([
      "server, own memory grows: by 600 in the second half, at most 256",
      "manager, descriptors grows: by 300 in the second half, at most 4.77",
    ]);
  });

  test("what went wrong, what stayed and an early end are told", async () => {
    const { documentOf, problemsOf } = await load<Documents>("long-run/document.mjs");
    const steady = { "server, processes": () => 1 };
    const fault = { told: "fault", kind: "restarted", agent: "agent-3" };
    const wrong = [
      { ...fault, at: 60_000, ms: 3000 },
      { ...fault, at: 90_000, wrong: "not back within 120 s" },
      { told: "sample", when: "during", at: 120_000, wrong: "not whole: agent-3" },
    ];
    const left = { ...END, figures: { "server, processes": 1, "manager, processes": 1 } };
    expect(problemsOf(documentOf(HEAD, record(steady, [...wrong, left])))).toEqual([
      "1.5 min, restarted, agent-3: not back within 120 s",
      "2.0 min, a look during: not whole: agent-3",
      "after `down`: server, processes: 1",
    ]);
    const cut = documentOf(HEAD, record(steady, wrong).slice(0, 4));
    expect(cut).toMatchObject({ isWhole: false, faults: [] });
    expect(problemsOf(cut)).toEqual([
      "it did not come to its end",
      "too few looks to tell growth from none",
    ]);
    const nothing = documentOf(HEAD, []);
    expect(problemsOf(nothing)).toHaveLength(2);
  });

  test("its page has each figure, each kind of fault and a plot of each", async () => {
    const { documentOf } = await load<Documents>("long-run/document.mjs");
    const { longRunFiles } = await load<LongRunPage>("long-run/page.mjs");
    const lines = record({ "server, own memory": () => 4000, "server, processes": () => 1 }, [
      { told: "fault", at: 60_000, kind: "agent killed", agent: "agent-3", ms: 1600 },
      END,
    ]);
    const files = await longRunFiles(documentOf(HEAD, lines));
    expect(files["long-run.md"]).toMatch(
      /^\| server, own memory +\| 4000 kB \| 4000 kB \| 0 kB +\| 256 kB \| no /m,
    );
    expect(files["long-run.md"]).toMatch(/^\| agent killed +\| 1 +\| 1600 ms \| 1600 ms \| 0 /m);
    expect(files["long-run.md"]).toContain("Nothing grew");
    expect(files["long-run/own-memory.svg"]).toMatch(/^<svg .*server/s);
  });
});

describe("the check of pages", () => {
  const figures: unknown = JSON.parse(readFileSync(join(FIXTURES, "figures.json"), "utf8"));
  const put = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, "docs/reference", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  };
  const names = (output: string) =>
    [...output.matchAll(/^(.*) is not made of its figures/gm)].map(([, name]) => name);

  test("names a page, a plot or a README that is not made of the figures", async () => {
    const { performanceFiles, readmeText } = await load<Written>("write-page.mjs");
    const { longRunFiles } = await load<LongRunPage>("long-run/page.mjs");
    put({ ...(await performanceFiles(figures)), ...(await longRunFiles(undefined)) });
    cpSync(join(FIXTURES, "figures.json"), join(folder, "docs/reference/performance/figures.json"));
    const readme = join(folder, "README.md");
    writeFileSync(readme, "<!-- figures: begin -->\n\n<!-- figures: end -->\n");
    writeFileSync(readme, await readmeText(readme, figures));
    expect(runCheck("check-figures", folder)).toMatchObject({ code: 0 });
    put({
      "performance/growth.svg": "<svg/>",
      "performance/more.svg": "<svg/>",
      "performance.md": "# Performance\n",
      "long-run.md": "# Long run\n",
      "long-run/more.svg": "<svg/>",
    });
    writeFileSync(readme, "<!-- figures: begin -->\n1 ms\n<!-- figures: end -->\n");
    const { code, output } = runCheck("check-figures", folder);
    expect(code).toBe(1);
    expect(new Set(names(output))).toEqual(
      new Set([
        "README.md",
        "long-run.md",
        "long-run/more.svg",
        "performance.md",
        "performance/growth.svg",
        "performance/more.svg",
      ]),
    );
  });
});
