import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scratchCheck } from "../test/scratch-check.js";
import { run } from "./program.js";
import { liveDocument } from "./live/live-document.js";
import { checkFormats } from "./report/check-formats.js";
import { formats } from "./report/formats.js";
import { report } from "./report/report.js";
import { suiteOfLive } from "./report/suite-of-live.js";

const scratch = scratchCheck();

const nasty = [
  "\u001b]0;title\u0007",
  "\u001b[2J",
  "\u009b2J",
  "\u007f",
  "\u202e",
  "\r",
  "\nok 1 - all is well",
  "\u2028",
  "\u{e0041}",
  "\ufffe",
  "-->]]>&",
  "#",
];
const hostile = fc
  .array(fc.oneof(fc.string({ unit: "binary", maxLength: 6 }), fc.constantFrom(...nasty)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join("").replaceAll("\0", ""));

/** Lines and tabs of our own may stand; no line is one that the text made. */
function expectQuiet(text: string): void {
  const acts = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{NChar}\u2028\u2029\u{e0000}-\u{e007f}]/u;
  expect(text.replaceAll(/[\n\t]/g, "")).not.toMatch(acts);
  expect(text).not.toContain("\nok 1 - all is well");
}

describe("text from outside", () => {
  it("of names, keys, values and bytes in a folder acts on no terminal, in any format", async () => {
    const bytes = fc.uint8Array({ maxLength: 12 }).map((some) => Buffer.from(some));
    const file = fc.tuple(hostile, hostile, hostile, bytes);
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 4, maxLength: 8 }), async (files) => {
        const folder = join(scratch.home, `\u009b\u202e\nok 1 - all is well ${(runs += 1)}`);
        for (const [at, [name, key, value, raw]] of files.entries()) {
          const unit = join(folder, `mosaic-agent@x${at}.service`);
          const dropIns = `${unit}.d`;
          mkdirSync(dropIns, { recursive: true });
          const text = `[Service]\n${key}=${value}\nExecStart=${value} "${key}\nEnvironment="${key}=${value}"\nEnvironmentFile=/${value}\n`;
          const plain = name.replaceAll("/", "").slice(0, 40);
          writeFileSync(join(dropIns, `${plain}.conf`), Buffer.concat([Buffer.from(text), raw]));
          writeFileSync(unit, text);
        }
        // A name that is no UTF-8.
        const stray = Buffer.from("\x9b2J.conf", "latin1");
        writeFileSync(
          Buffer.concat([Buffer.from(`${folder}/mosaic-agent@x0.service.d/`), stray]),
          "?",
        );
        for (const format of checkFormats) {
          const { out, err } = await scratch.check("--format", format, folder);
          expectQuiet(out);
          expectQuiet(err);
          if (format === "json" || format === "sarif") JSON.parse(out);
          expect(out.replaceAll("\\\\", "\\")).toContain("/\\u009b\\u202e\\nok 1 - all is well");
        }
      }),
      { numRuns: 2 },
    );
  });

  it("of a command line too", async () => {
    await fc.assert(
      fc.asyncProperty(
        hostile,
        fc.constantFrom([], ["check"], ["explain"], ["--format"]),
        fc.boolean(),
        async (word, words, json) => {
          const text = { out: "", err: "" };
          await run([...words, word, ...(json ? ["--format", "json"] : [])], {
            env: {},
            cwd: scratch.home,
            out: (more) => void (text.out += more),
            err: (more) => void (text.err += more),
            color: false,
          });
          expectQuiet(text.out);
          expectQuiet(text.err);
          // What happened, and what to do next
          const [what = "", ...next] = text.err === "" ? [] : text.err.trimEnd().split("\n");
          if (text.err !== "") expect(what).toMatch(/^mosaic-fleet-harness: /);
          expect(next.length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("of a scenario is what was seen, a line each", () => {
    const reason = "first\u001b[2J\nsecond\u202e\u0085\ud800";
    const document = liveDocument("sandbox", 1, [
      { id: "a", title: "b", supervisor: "systemd", seed: 1, status: "failed", reason, seconds: 0 },
    ]);
    for (const format of formats.filter((each) => each !== "json")) {
      const text = report(format, document, suiteOfLive(document), { color: false });
      expectQuiet(text);
      expect(text).toMatch(/first\\u001b\[2J\n *second\\u202e\\u0085\\ud800/);
    }
  });
});
