import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { UnitFacts } from "./unit-facts.js";
import { verdictsOn } from "./verdicts.js";

const home = mkdtempSync(join(tmpdir(), "verdicts-"));
const units = join(home, ".config/systemd/user");
const asked = join(home, "asked");
mkdirSync(units, { recursive: true });
mkdirSync(join(home, "bin"));
// systemd's own answer, and each question beside it.
writeFileSync(
  join(home, "bin/systemd-analyze"),
  `#!/bin/sh\necho "$*" >>${asked}\nPATH=\${PATH#*:} exec systemd-analyze "$@"\n`,
  { mode: 0o755 },
);
const env = { HOME: home, PATH: `${join(home, "bin")}:${process.env["PATH"] ?? ""}` };

afterAll(() => rmSync(home, { recursive: true }));

const write = (name: string, text: string): string => {
  writeFileSync(join(units, name), text);
  return join(units, name);
};
const facts = (unit: string, FragmentPath: string, DropInPaths = ""): UnitFacts =>
  ({ unit, LoadState: "bad-setting", FragmentPath, DropInPaths }) as UnitFacts;

test("one question for all units, and none about one that would have it wait", async () => {
  const template = write("a@.service", "[Service]\nExecStart=/bin/true\nExecStart=/bin/false\n");
  const empty = write("b.service", "[Service]\nExecStart=\n");
  execFileSync("mkfifo", [join(home, "fifo")]);
  const waits = write("c.service", "[Service]\nExecStart=\nEnvironmentFile=%h/fifo\n");
  mkdirSync(join(units, "d.service.d"));
  const dropIn = join(units, "d.service.d/own.conf");
  execFileSync("mkfifo", [dropIn]);
  const broken = write("d.service", "[Service]\nExecStart=\n");
  const found = await verdictsOn(
    [
      ...[1, 2, 3].map((each) => facts(`a@${each}.service`, template)),
      facts("b.service", empty),
      facts("b.service", empty),
      facts("c.service", waits),
      facts("d.service", broken, dropIn),
      { ...facts("e.service", ""), LoadState: "not-found" },
    ],
    { units, env },
  );
  const many = expect.stringContaining("more than one ExecStart= setting");
  expect(Object.fromEntries(found)).toEqual({
    "a@1.service": many,
    "a@2.service": many,
    "a@3.service": many,
    "b.service": "Service has no ExecStart=, ExecStop=, or SuccessAction=",
  });
  const named = ["a@1.service", "a@2.service", "a@3.service", "b.service"].map((name) =>
    join(units, name),
  );
  const questions = readFileSync(asked, "utf8").trim().split("\n");
  expect(questions.map((question) => question.split(" -- ")[1])).toEqual([named.join(" ")]);
});

test("nothing is asked where all can be loaded", async () => {
  rmSync(asked, { force: true });
  const found = await verdictsOn([{ ...facts("a@1.service", ""), LoadState: "loaded" }], {
    units,
    env,
  });
  expect(found.size).toBe(0);
  expect(() => readFileSync(asked)).toThrow("ENOENT");
});
