import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { scratchUnits } from "../../test/scratch-units.js";
import { checkUnits } from "./check-units.js";
import { loadUnitSet } from "./load-unit-set.js";

const scratch = scratchUnits();

test("MF104: what is no drop-in, and a link in a circle, are said, each with its remedy", () => {
  const { home, units } = scratch;
  scratch.write("a.service", "[Service]\nExecStart=/bin/true\n");
  const dropIns = join(units, "a.service.d");
  mkdirSync(join(dropIns, "folder.conf"), { recursive: true });
  execFileSync("mkfifo", [join(dropIns, "pipe.conf")]);
  symlinkSync("circle.conf", join(dropIns, "circle.conf"));
  symlinkSync("/none", join(dropIns, "gone.conf"));
  symlinkSync("/dev/null", join(dropIns, "null.conf"));
  symlinkSync("/dev/zero", join(dropIns, "zero.conf"));
  symlinkSync("circle.service", join(units, "circle.service"));
  const set = loadUnitSet([units], { home, env: {} });
  expect(
    checkUnits(set).map(({ code, file, message }) => [
      code,
      file.slice(units.length + 1),
      message.replace(/.*: /, ""),
    ]),
  ).toEqual([
    ["MF104", "a.service.d/circle.conf", "it is a link that leads back to itself"],
    ["MF104", "a.service.d/folder.conf", "it is a directory"],
    ["MF104", "a.service.d/gone.conf", "it is a link that leads nowhere"],
    ["MF104", "a.service.d/pipe.conf", "it is a FIFO"],
    ["MF104", "a.service.d/zero.conf", "it is a device"],
    ["MF104", "circle.service", "it is a link that leads back to itself"],
  ]);
  for (const { remedy } of checkUnits(set)) expect(remedy).toMatch(/^[A-Z].*\.$/);
});

test("MF104: a folder whose names may not be read is said", async () => {
  const { home, units } = scratch;
  scratch.write("a.service", "[Service]\nExecStart=/bin/true\n");
  mkdirSync(join(units, "a.service.d"));
  chmodSync(join(units, "a.service.d"), 0o300);
  for (const one of [dirname(home), home]) chmodSync(one, 0o755);
  const nobody = 65534;
  const root = process.getuid?.() === 0;
  if (root) for (const one of [units, join(units, "a.service.d")]) chownSync(one, nobody, nobody);
  if (root) process.seteuid?.(nobody);
  try {
    expect(scratch.codes(units)).toEqual([["MF104", ".config/systemd/user/a.service.d", 1]]);
  } finally {
    if (root) process.seteuid?.(0);
    chmodSync(join(units, "a.service.d"), 0o700);
  }
});

test("MF101: a line above 1 MiB is said, also where it is continued; many shorter ones are none", () => {
  const long = "a".repeat(1024);
  const continued = `${long}\\\n`.repeat(1025);
  scratch.write(
    "plain.service",
    `[Service]\nExecStart=/bin/true\n[Unit]\nDescription=${long.repeat(1025)}\n`,
  );
  scratch.write("a.service", "[Service]\nExecStart=/bin/true\n");
  scratch.write("a.service.d/50.conf", `[Unit]\nDescription=A \\\n${continued}\n`);
  scratch.write("many.service", `[Service]\nExecStart=/bin/true\n${`# ${long}\n`.repeat(2000)}`);
  const found = scratch.codes(scratch.units);
  expect(found.map(([code, file]) => [code, file.replace(/.*user\//, "")])).toEqual([
    ["MF101", "a.service.d/50.conf"],
    ["MF101", "plain.service"],
  ]);
});

test("MF104: what is no unit file is said, and never opened or waited for", () => {
  const { units } = scratch;
  scratch.write("empty.service", "");
  symlinkSync("/dev/null", join(units, "masked.service"));
  execFileSync("mkfifo", [join(units, "pipe.service")]);
  mkdirSync(join(units, "folder.service"));
  expect(scratch.codes(units, join(units, "none.service"))).toEqual(
    ["empty", "folder", "masked", "none", "pipe"].map((name) => [
      "MF104",
      `.config/systemd/user/${name}.service`,
      1,
    ]),
  );
});

test("MF101, MF105: a line that is no UTF-8 is blamed itself; in a comment systemd passes over it", () => {
  const { units } = scratch;
  scratch.write(
    "latin.service",
    Buffer.from("[Service]\n# caf\xe9\nExecStart=/bin/true\nNice=\xe9\n", "latin1"),
  );
  scratch.write(
    "comment.service",
    Buffer.from("# caf\xe9\n[Service]\nExecStart=/bin/true\n", "latin1"),
  );
  scratch.write("nul.service", "[Service]\nExecStart=/bin/true\0\n");
  expect(scratch.codes(units)).toEqual([
    ["MF105", ".config/systemd/user/comment.service", 1],
    ["MF105", ".config/systemd/user/latin.service", 2],
    ["MF101", ".config/systemd/user/latin.service", 4],
    ["MF105", ".config/systemd/user/nul.service", 2],
  ]);
});

test.runIf(existsSync("/proc/kmsg"))(
  "a file that looks regular and has its reader wait is not waited for",
  () => {
    const { units } = scratch;
    symlinkSync("/proc/kmsg", join(units, "wait.service"));
    scratch.write("b.service", "[Service]\nExecStart=/bin/true\nEnvironmentFile=/proc/kmsg\n");
    expect(scratch.codes(units)).toEqual([
      ["MF602", ".config/systemd/user/b.service", 3],
      ["MF104", ".config/systemd/user/wait.service", 1],
    ]);
  },
);

test("MF104 holds for a regular file", () => {
  const { units } = scratch;
  scratch.write("good.service", "[Service]\nExecStart=/bin/true\n");
  expect(scratch.codes(join(units, "good.service"))).toEqual([]);
});
