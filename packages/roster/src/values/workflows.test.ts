import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

// Here, for this is the package that reads YAML
const root = new URL("../../../../", import.meta.url);

interface Workflow {
  readonly on: object;
  readonly jobs: Readonly<Record<string, { "runs-on": string; steps: readonly Step[] }>>;
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

function stepsOf(file: string, job: string): readonly Step[] {
  const { on, jobs } = parse(readFileSync(new URL(file, root), "utf8"), {
    strict: true,
    uniqueKeys: true,
  }) as Workflow;
  expect(on).toHaveProperty("pull_request");
  const steps = jobs[job]?.steps ?? [];
  // Each does one thing.
  for (const { uses, run } of steps) expect([uses, run]).toContain(undefined);
  return steps;
}

test("the project's own workflow runs what CI is, and nothing beside it", () => {
  const steps = stepsOf(".github/workflows/ci.yml", "ci");
  expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['sudo env "PATH=$PATH" .ci/run']);
});

test("the workflow to copy runs the script beside it, and keeps what that writes", () => {
  const steps = stepsOf("examples/ci/github-actions.yml", "harness");
  const script = readFileSync(new URL("examples/ci/harness.sh", root), "utf8");
  const [harness] = steps.filter(({ run }) => run?.startsWith("sh ci/harness.sh"));
  const { HARNESS = "", REPORTS, ...others } = harness?.env ?? {};
  expect(others).toEqual({});
  expect(script).toContain("REPORTS=${REPORTS:-");
  const [, program = ""] = /^node mosaic-fleet\/(\S+)$/.exec(HARNESS) ?? [];
  expect(readFileSync(new URL(program, root), "utf8")).toMatch(/^#!.*node/);
  const taken = (action: string): unknown =>
    steps.find(({ uses }) => uses?.startsWith(`${action}@`))?.with;
  expect(taken("github/codeql-action/upload-sarif")).toMatchObject({
    sarif_file: `${REPORTS}/check.sarif`,
  });
  expect(script).toContain("keep check.sarif\n");
  expect(taken("actions/upload-artifact")).toMatchObject({ path: REPORTS });
});
