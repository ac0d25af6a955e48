import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { scratchCheck } from "../../test/scratch-check.js";
import { allRules } from "../check/rule-list.js";

const scratch = scratchCheck();

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
      readonly region: {
        readonly startLine: number;
        readonly startColumn?: number;
        readonly endColumn?: number;
      };
    };
  }[];
  readonly partialFingerprints?: Readonly<Record<string, string>>;
  readonly baselineState?: string;
}

interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly version: string;
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: { readonly text: string };
          readonly fullDescription: { readonly text: string };
          readonly help: { readonly text: string; readonly markdown: string };
          readonly defaultConfiguration: { readonly level: string };
        }[];
      };
    };
    readonly columnKind: string;
    readonly originalUriBaseIds: { readonly SRCROOT: { readonly uri: string } };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolConfigurationNotifications: readonly {
        readonly level: string;
        readonly message: { readonly text: string };
        readonly associatedRule: { readonly id: string };
      }[];
    }[];
    readonly artifacts: readonly { readonly location: { readonly uri: string } }[];
    readonly results: readonly Result[];
  }[];
}

async function sarif(...args: string[]): Promise<Log["runs"][0]> {
  const { out } = await scratch.check("--no-verify", "--format", "sarif", ...args);
  const log = JSON.parse(out) as Log;
  expect(log.version).toBe("2.1.0");
  expect(log.$schema).toMatch(/sarif-2\.1\.0\.json$/);
  expect(log.runs).toHaveLength(1);
  const [run] = log.runs;
  if (run === undefined) throw new Error("no run");
  return run;
}

const write = (name: string, text: string): void =>
  writeFileSync(join(scratch.home, "units", name), text);

beforeEach(() => {
  mkdirSync(join(scratch.home, "units"));
  write("a b.service", "# no unit\n");
  write("a.service", "[Service]\nExecStart=/bin/true\n  Restart=yes  \nRuntimeMaxSec=1h\n");
});

describe("SARIF", () => {
  it("has every rule, with help", async () => {
    const { driver } = (await sarif("units")).tool;
    expect(driver.name).toBe("mosaic-fleet-harness");
    expect(driver.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(driver.rules.map(({ id }) => id)).toEqual(allRules().map(({ code }) => code));
    for (const rule of driver.rules) {
      expect(["error", "warning", "note"]).toContain(rule.defaultConfiguration.level);
      for (const text of [rule.shortDescription.text, rule.fullDescription.text, rule.help.text])
        expect(text).toMatch(/\.$/);
      expect(rule.help.markdown).toContain("**Remedy:** ");
    }
  });

  it("has each finding with rule, level, place and columns", async () => {
    const run = await sarif("units");
    expect(run.columnKind).toBe("utf16CodeUnits");
    for (const { ruleId, ruleIndex, level, locations, message } of run.results) {
      expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(["error", "warning", "note"]).toContain(level);
      expect(message.text).toMatch(/\.$/);
      expect(locations[0]?.physicalLocation.region.startLine).toBeGreaterThan(0);
    }
    const found = run.results.find(({ ruleId }) => ruleId === "MF107");
    expect(found).toMatchObject({ level: "error" });
    expect(found).not.toHaveProperty("baselineState");
    expect(found?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "units/a.service", uriBaseId: "SRCROOT" },
          region: { startLine: 3, startColumn: 3, endColumn: 14 },
        },
      },
    ]);
  });

  it("names files from the folder on that it was called in, others whole, in URIs", async () => {
    const run = await sarif("units");
    expect(run.originalUriBaseIds.SRCROOT.uri).toBe(`file://${scratch.home}/`);
    expect(run.artifacts.map(({ location }) => location.uri)).toEqual(["units/a.service"]);
    write("x\\x20y@.service", "[Service]\nExecStart=/bin/true\n");
    expect((await sarif("units")).artifacts.map(({ location }) => location.uri)).toEqual([
      "units/a.service",
      "units/x%5Cx20y%40.service",
    ]);
    const shipped = await sarif();
    expect(shipped.artifacts[0]?.location.uri).toMatch(/^file:\/\/\/.*\/mosaic-agent@\.service$/);
  });

  it("says what was skipped", async () => {
    const [invocation] = (await sarif("units")).invocations;
    expect(invocation?.executionSuccessful).toBe(true);
    expect(invocation?.toolConfigurationNotifications).toContainEqual({
      level: "note",
      message: { text: "MF199: skipped, left out by `--no-verify`" },
      associatedRule: { id: "MF199" },
    });
  });

  it("knows a finding again where its line has moved, and not where it has changed", async () => {
    const prints = async (): Promise<(string | undefined)[]> =>
      (await sarif("units")).results.map(
        ({ partialFingerprints }) => partialFingerprints?.["mosaicFleetFinding/v1"],
      );
    const before = await prints();
    expect(new Set(before).size).toBe(before.length);
    for (const print of before) expect(print).toMatch(/^[0-9a-f]{32}$/);
    write("a.service", "# new\n[Service]\nExecStart=/bin/true\nRestart=yes\nRuntimeMaxSec=1h\n");
    expect(await prints()).toEqual(before);
    write("a.service", "[Service]\nExecStart=/bin/true\nRestart=perhaps\nRuntimeMaxSec=1h\n");
    expect(await prints()).not.toEqual(before);
  });

  it("tells how findings stand to a baseline", async () => {
    const base = ["--baseline", "known.json", "units"];
    await scratch.check("--no-verify", "--write-baseline", ...base);
    write("a.service", "[Service]\nExecStart=/bin/true\nRestart=perhaps\nKillMode=none\n");
    const states = (await sarif(...base)).results.map(({ ruleId, baselineState }) => [
      ruleId,
      baselineState,
    ]);
    expect(states).toContainEqual(["MF107", "new"]);
    expect(states).toContainEqual(["MF107", "absent"]);
  });
});
