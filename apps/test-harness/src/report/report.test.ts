import { describe, expect, it } from "vitest";
import type { Finding } from "@mosaicstack/systemd-units";
import { checkDocument } from "../check/check-document.js";
import { liveDocument } from "../live/live-document.js";
import type { Case } from "./case.js";
import type { Format } from "./formats.js";
import { reportHuman } from "./human.js";
import { report } from "./report.js";
import { suiteOfCheck } from "./suite-of-check.js";
import { suiteOfLive } from "./suite-of-live.js";

const finding = {
  severity: "error" as const,
  file: "/units/mosaic-agent@.service",
  remedy: "Replace `BindsTo=` by `Wants=`, and name the holder in `PartOf=` too.",
};
const checked = {
  paths: ["/units/mosaic-agent@.service", "/units/mosaic-fleet.slice"],
  findings: [
    { ...finding, code: "MF203", line: 9, message: "bound to the <holder> & more" },
    { ...finding, code: "MF199", line: 2, message: "later #1", severity: "warning" as const },
  ],
  known: new Set<Finding>(),
  baseline: undefined,
  rulesSkipped: [{ code: "MF701", reason: "judged only with `--installed`" }],
  strict: false,
};
const check = checkDocument(checked);
const live = liveDocument("sandbox", 1, [
  {
    id: "cold-start",
    title: "starts from nothing",
    supervisor: "systemd",
    seed: 1,
    status: "passed",
    seconds: 1.25,
  },
  {
    id: "stop-one",
    title: "`cod` stops",
    supervisor: "tmux",
    seed: 1,
    status: "failed",
    reason: 'after the stop: tmux: session `cod` is still there\nunit    x\ncli     "y"',
    seconds: 20,
  },
]);

const ofCheck = (format: Format): string =>
  report(format, check, suiteOfCheck(check), { color: false });
const ofLive = (format: Format): string =>
  report(format, live, suiteOfLive(live), { color: false });

describe("human", () => {
  it("shows a line per file, its findings below it, the counts last", () => {
    expect(ofCheck("human")).toMatchInlineSnapshot(`
      "✗ /units/mosaic-agent@.service
          line 9: error: MF203: bound to the <holder> & more (Replace \`BindsTo=\` by \`Wants=\`, and name the holder in \`PartOf=\` too.)
          line 2: warning: MF199: later #1 (Replace \`BindsTo=\` by \`Wants=\`, and name the holder in \`PartOf=\` too.)
      ✓ /units/mosaic-fleet.slice
      - MF701: skipped, judged only with \`--installed\`

      1 passed, 1 failed, 1 skipped
      "
    `);
  });
  it("shows seconds and all views of a failed scenario", () => {
    expect(ofLive("human")).toMatchInlineSnapshot(`
      "✓ cold-start, systemd: starts from nothing (1.3 s)
      ✗ stop-one, tmux: \`cod\` stops (20.0 s)
          after the stop: tmux: session \`cod\` is still there
          unit    x
          cli     "y"
          again: \`mosaic-fleet-harness live --scenario stop-one --supervisor tmux --seed 1\`

      1 passed, 1 failed, 0 skipped
      "
    `);
  });
  it("tells one reason of several skips once, and what is one word each in one line", () => {
    const reason = "judged only with `--installed`";
    const skipped = (...names: string[]): Case[] =>
      names.map((name) => ({ name, status: "skipped", reason, details: [] }));
    const told = (...names: string[]): string =>
      reportHuman({ name: "x", cases: skipped(...names) }, { color: false });
    expect(told("MF701", "MF702") + told("one, tmux: a", "one, systemd: a")).toMatchInlineSnapshot(`
      "- skipped, judged only with \`--installed\`:
          MF701, MF702

      0 passed, 0 failed, 2 skipped
      - skipped, judged only with \`--installed\`:
          one, tmux: a
          one, systemd: a

      0 passed, 0 failed, 2 skipped
      "
    `);
  });
  it("wraps at the width of a terminal, and hangs what goes on", () => {
    const text = reportHuman(suiteOfLive(live), { color: true, columns: 30 });
    expect(text.replaceAll(/\u001b\[\d+m/g, "")).toMatchInlineSnapshot(`
      "✓ cold-start, systemd: starts
        from nothing (1.3 s)
      ✗ stop-one, tmux: \`cod\` stops
        (20.0 s)
          after the stop: tmux:
            session \`cod\` is still
            there
          unit    x
          cli     "y"
          again:
            \`mosaic-fleet-harness live --scenario stop-one --supervisor tmux --seed 1\`

      1 passed, 1 failed, 0 skipped
      "
    `);
  });
  it("paints the marks and the counts only", () => {
    const painted = report("human", live, suiteOfLive(live), { color: true });
    expect(painted).toContain("\u001b[31m✗\u001b[39m stop-one");
    expect(painted.replaceAll(/\u001b\[\d+m/g, "")).toBe(ofLive("human"));
  });
});

describe("tap", () => {
  it("counts, escapes and says what was skipped", () => {
    expect(ofCheck("tap")).toMatchInlineSnapshot(`
      "TAP version 14
      1..3
      not ok 1 - /units/mosaic-agent@.service
        ---
        message: |
          /units/mosaic-agent@.service:9: error: MF203: bound to the <holder> & more (Replace \`BindsTo=\` by \`Wants=\`, and name the holder in \`PartOf=\` too.)
          /units/mosaic-agent@.service:2: warning: MF199: later #1 (Replace \`BindsTo=\` by \`Wants=\`, and name the holder in \`PartOf=\` too.)
        ...
      ok 2 - /units/mosaic-fleet.slice
      ok 3 - MF701 # SKIP judged only with \`--installed\`
      "
    `);
  });
  it("carries the views of a failure as diagnostics", () => {
    expect(ofLive("tap")).toMatchInlineSnapshot(`
      "TAP version 14
      1..2
      ok 1 - cold-start, systemd: starts from nothing
      not ok 2 - stop-one, tmux: \`cod\` stops
        ---
        message: |
          after the stop: tmux: session \`cod\` is still there
          unit    x
          cli     "y"
          again: \`mosaic-fleet-harness live --scenario stop-one --supervisor tmux --seed 1\`
        ...
      "
    `);
  });
});

describe("junit", () => {
  it("escapes what XML needs escaped", () => {
    expect(ofCheck("junit")).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="mosaic-fleet-harness check" tests="3" failures="1" skipped="1" time="0.000">
        <testsuite name="mosaic-fleet-harness check" tests="3" failures="1" skipped="1" time="0.000">
          <testcase name="/units/mosaic-agent@.service" classname="mosaic-fleet-harness check" time="0.000">
            <failure message="/units/mosaic-agent@.service:9: error: MF203: bound to the &lt;holder&gt; &amp; more (Replace \`BindsTo=\` by \`Wants=\`, and name the holder in \`PartOf=\` too.)">/units/mosaic-agent@.service:9: error: MF203: bound to the &lt;holder&gt; &amp; more (Replace \`BindsTo=\` by \`Wants=\`, and name the holder in \`PartOf=\` too.)
      /units/mosaic-agent@.service:2: warning: MF199: later #1 (Replace \`BindsTo=\` by \`Wants=\`, and name the holder in \`PartOf=\` too.)</failure>
          </testcase>
          <testcase name="/units/mosaic-fleet.slice" classname="mosaic-fleet-harness check" time="0.000"/>
          <testcase name="MF701" classname="mosaic-fleet-harness check" time="0.000">
            <skipped message="judged only with \`--installed\`"/>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `);
  });
  it("has the time of each scenario", () => {
    expect(ofLive("junit")).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="mosaic-fleet-harness live" tests="2" failures="1" skipped="0" time="21.250">
        <testsuite name="mosaic-fleet-harness live" tests="2" failures="1" skipped="0" time="21.250">
          <testcase name="cold-start, systemd: starts from nothing" classname="mosaic-fleet-harness live" time="1.250"/>
          <testcase name="stop-one, tmux: \`cod\` stops" classname="mosaic-fleet-harness live" time="20.000">
            <failure message="after the stop: tmux: session \`cod\` is still there">after the stop: tmux: session \`cod\` is still there
      unit    x
      cli     &quot;y&quot;
      again: \`mosaic-fleet-harness live --scenario stop-one --supervisor tmux --seed 1\`</failure>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `);
  });
  it("has no control characters, which XML cannot carry", () => {
    const bad = liveDocument("sandbox", 1, [
      {
        id: "a",
        title: "b\u001b[31m\u0000",
        supervisor: "systemd",
        seed: 1,
        status: "passed",
        seconds: 0,
      },
    ]);
    expect(report("junit", bad, suiteOfLive(bad), { color: false })).not.toMatch(
      /[\u0000-\u0008\u001b]/,
    );
  });
});

describe("json", () => {
  it("is the document", () => {
    expect(JSON.parse(ofCheck("json"))).toEqual(check);
    expect(ofLive("json")).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "lane": "sandbox",
        "seed": 1,
        "scenarios": [
          {
            "id": "cold-start",
            "title": "starts from nothing",
            "supervisor": "systemd",
            "seed": 1,
            "status": "passed",
            "seconds": 1.25
          },
          {
            "id": "stop-one",
            "title": "\`cod\` stops",
            "supervisor": "tmux",
            "seed": 1,
            "status": "failed",
            "reason": "after the stop: tmux: session \`cod\` is still there\\nunit    x\\ncli     \\"y\\"",
            "seconds": 20
          }
        ],
        "summary": {
          "passed": 1,
          "failed": 1,
          "skipped": 0
        }
      }
      "
    `);
  });
});

describe("a warning", () => {
  it.each([
    [false, "passed"],
    [true, "failed"],
  ])("with strict %s: %s", (strict, status) => {
    const warning = {
      ...finding,
      code: "MF199",
      line: 1,
      message: "m",
      severity: "warning" as const,
    };
    const document = checkDocument({
      ...checked,
      paths: [],
      findings: [warning],
      rulesSkipped: [],
      strict,
    });
    expect(suiteOfCheck(document).cases.map((each) => each.status)).toEqual([status]);
  });
});
