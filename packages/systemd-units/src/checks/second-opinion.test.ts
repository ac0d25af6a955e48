import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readFixtures } from "../../test/read-fixture.js";
import { systemdVersion } from "../manager/systemd-version.js";
import { checkUnits } from "./check-units.js";
import { verifyWithSystemd } from "./verify-with-systemd.js";

const home = mkdtempSync(join(tmpdir(), "second-opinion-"));
afterAll(() => rmSync(home, { recursive: true }));

/**
 * What systemd says of a fixture and we do not, on purpose: it looks for programs on this machine, it repeats that a line was bad,
 * and it refuses what is a finding of ours on another line.
 */
const OTHERWISE =
  /is not executable|has a bad unit file setting|Unit configuration has fatal error|Failed to (?:load|create|add)|Cannot add dependency|not found|please use|Two services/;

/** A relative path that the next line resets: systemd says that it drops it, and drops it once more. */
const RESET = "mf601-holds.service";

test("of every fixture, each line that systemd blames is blamed by us too", async () => {
  const version = (await systemdVersion()) ?? 252;
  const fixtures = readFixtures().filter(({ name }) => name !== RESET);
  for (const { name, set } of fixtures) writeFileSync(join(home, name), set.files[0]?.text ?? "");
  const env = { PATH: process.env["PATH"], HOME: home };
  const opinions = await verifyWithSystemd(
    fixtures.map(({ name }) => join(home, name)),
    { env },
  );
  const said = (opinions ?? []).filter(
    ({ file, message }) => file?.startsWith(home) === true && !OTHERWISE.test(message),
  );
  const missed = said.filter(({ file, line }) => {
    const fixture = fixtures.find(({ name }) => file === join(home, name));
    const ours = fixture === undefined ? [] : checkUnits(fixture.set, { version });
    return !ours.some((finding) => finding.file === fixture?.path && finding.line === line);
  });
  console.log(
    `second opinion: ${String(fixtures.length)} fixtures, ${String(said.length)} lines of systemd`,
  );
  expect(missed).toEqual([]);
  expect(said.length).toBeGreaterThan(20);
});
