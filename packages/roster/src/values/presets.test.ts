import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseRoster } from "../check/parse-roster.js";
import { presets } from "./presets.generated.js";
import { resolveFleet } from "../resolve/resolve-fleet.js";
import { runtimeNames } from "./runtimes.js";

test("src/presets.generated.ts is what the script makes of presets/*.yaml", () => {
  const script = fileURLToPath(new URL("../../scripts/generate-presets.mjs", import.meta.url));
  execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" });
  const files = readdirSync(new URL("../../presets/", import.meta.url));
  expect(presets.map((one) => `${one.name}.yaml`).sort()).toEqual(files.sort());
});

test.each(presets)(
  "$name resolves without a diagnostic, and asks before it acts",
  ({ name, text }) => {
    const { roster, diagnostics } = parseRoster(text, { file: `${name}.yaml` });
    expect(diagnostics).toEqual([]);
    const fleet = roster && resolveFleet(roster, { home: "/home/me" });
    expect(fleet).toMatchObject({ name, socketName: "mosaic-fleet" });
    expect(fleet?.agents.some((agent) => agent.unattended)).toBe(false);
  },
);

test("the canary is the launcher's own, in the home", () => {
  const [canary] = presets;
  const { roster } = parseRoster(canary?.text ?? "", { file: "canary.yaml" });
  expect(roster?.content).toEqual({
    version: 1,
    name: "canary",
    socket_name: "mosaic-fleet",
    agents: [
      {
        name: "canary",
        runtime: "command",
        command: ["start-agent-session.sh", "--canary"],
        workdir: "~",
      },
    ],
  });
});

test("polyglot has one agent of each runtime", () => {
  const text = presets.find((one) => one.name === "polyglot")?.text ?? "";
  const { roster } = parseRoster(text, { file: "polyglot.yaml" });
  expect(roster?.content.agents.map((agent) => agent.runtime)).toEqual([...runtimeNames]);
});

const examples = new URL("../../../../examples/", import.meta.url);

test.each(readdirSync(examples).filter((name) => name.endsWith(".yaml")))(
  "examples/%s resolves",
  (name) => {
    const text = readFileSync(new URL(name, examples), "utf8");
    const { roster, diagnostics } = parseRoster(text, { file: name });
    expect(diagnostics.filter((one) => one.severity !== "info")).toEqual([]);
    expect(roster && resolveFleet(roster, { home: "/home/me" }).agents.length).toBeGreaterThan(0);
  },
);
