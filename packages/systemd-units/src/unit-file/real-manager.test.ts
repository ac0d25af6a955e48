import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS } from "@mosaicstack/systemd-sandbox/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { templateOf } from "../names/unit-name.js";
import { openUserManager } from "../manager/open-user-manager.js";
import { readList } from "../manager/read-list.js";
import { dropInDirectories } from "./drop-in-directories.js";
import { mergeUnits, type UnitText } from "./merge-units.js";

test("drop-ins merge as the manager merges them", async () => {
  await using sandbox = await openSandbox({ deadlineMs: HANG_MS });
  const manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env, deadlineMs: HANG_MS });
  const high = join(sandbox.home, ".config/systemd/user");
  const low = join(sandbox.home, ".local/share/systemd/user");
  const name = "one-two@x.service";
  const files: UnitText[] = [
    {
      path: join(high, "one-two@.service"),
      text: "[Service]\nExecStart=/bin/true\nEnvironment=main\n",
    },
  ];
  for (const folder of [high, low])
    for (const [index, directory] of dropInDirectories(name).entries())
      // Each name stands in several directories, so that hiding and order both count.
      for (const file of [
        `${String(index % 2)}.conf`,
        `${String(9 - index)}.conf`,
        "all.conf",
        `${folder === low ? "low" : "high"}.conf`,
      ]) {
        const path = join(folder, directory, file);
        files.push({
          path,
          text: `[Unit]\nDescription=${path}\n[Service]\nEnvironment=V${String(files.length)}=${path}\n`,
        });
      }
  files.push({
    path: join(high, "one-two@x.service.d/3reset.conf"),
    text: "[Service]\nEnvironment=\n[Unit]\nAfter=\n",
  });
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  await manager.reload();
  const merged = mergeUnits(files, { name });
  const seen = (
    await manager.properties([name], ["Description", "Environment", "DropInPaths", "FragmentPath"])
  ).get(name);
  expect(merged.files.slice(1).map(({ path }) => path)).toEqual(readList(seen?.DropInPaths ?? ""));
  expect(merged.main).toBe(seen?.FragmentPath);
  expect(merged.get("Unit", "Description")?.value).toBe(seen?.Description);
  expect(merged.list("Service", "Environment").map(({ value }) => value)).toEqual(
    seen?.Environment.split(" "),
  );
  expect(merged.ignored.length).toBeGreaterThan(5);
});

const NAMES = [
  "mosaic-agent@coder.service",
  "mosaic-agent@other.service",
  "a-b-c@i.service",
  "a-b-c@j.service",
  "a-b-c.service",
  "a-b-.service",
  "a-b-@i.service",
  "a-@i.service",
  "a-.service",
  "a--b.service",
  "-x.service",
  "-x-@i.service",
  "a@i-j.service",
  "a@i.service",
  "a-b.target",
  "a-b-c.slice",
];
/** Every directory that any of them could have, and some that none has. */
const OWNERS = [
  "service",
  "target",
  "slice",
  ...[
    "mosaic-agent",
    "mosaic-",
    "a-b-c",
    "a-b-",
    "a-b",
    "a-",
    "a--b",
    "a--",
    "a",
    "-x",
    "-x-",
    "-",
  ].flatMap((prefix) => [
    `${prefix}.service`,
    ...["", "coder", "other", "i", "j", "i-j"].map((instance) => `${prefix}@${instance}.service`),
  ]),
  ...["a-b", "a-", "a"].map((prefix) => `${prefix}.target`),
  ...["a-b-c", "a-b-", "a-b", "a-"].map((prefix) => `${prefix}.slice`),
];

test("drop-ins of any directory, folder and name are ordered and hidden as by the manager", async () => {
  await using sandbox = await openSandbox();
  const manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env });
  const folders = [".config/systemd/user", ".local/share/systemd/user"].map((folder) =>
    join(sandbox.home, folder),
  );
  const files = new Map<string, string>();
  const write = (path: string, text: string): void => {
    files.set(path, text);
    mkdirSync(dirname(path), { recursive: true });
    // A link to /dev/null hides as an empty file does.
    if (text === "" && path.length % 2 === 0) symlinkSync("/dev/null", path);
    else writeFileSync(path, text);
  };
  for (const name of NAMES)
    // A slice needs no file.
    if (extname(name) !== ".slice")
      write(
        join(folders[0] ?? "", templateOf(name) ?? name),
        extname(name) === ".service" ? "[Service]\nExecStart=/bin/true\n" : "[Unit]\n",
      );
  const dropIns = fc.sample(
    fc.record({
      folder: fc.constantFrom(...folders),
      owner: fc.constantFrom(...OWNERS),
      file: fc.constantFrom(
        "10.conf",
        "50.conf",
        "Z.conf",
        "a b.conf",
        "é.conf",
        ".5.conf",
        "5.txt",
      ),
      isEmpty: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
    }),
    { numRuns: 700, seed: 7 },
  );
  for (const { folder, owner, file, isEmpty } of dropIns) {
    const path = join(folder, `${owner}.d`, file);
    const text = isEmpty ? "" : `[Unit]\nDocumentation=file:/${String(files.size)}\n`;
    if (!files.has(path)) write(path, text);
  }
  await manager.reload();
  const units = [...files]
    .map(([path, text]) => ({ path, text }))
    .filter(({ path }) => path.endsWith(".conf"));
  // The folders of the search path in their order.
  const ordered = folders.flatMap((folder) => units.filter(({ path }) => path.startsWith(folder)));
  const shown = await manager.properties(NAMES, ["DropInPaths", "Documentation"]);
  const theirs = [...shown].map(([name, row]) => [
    name,
    readList(row.DropInPaths),
    readList(row.Documentation),
  ]);
  const ours = NAMES.map((name) => {
    const merged = mergeUnits(ordered, { name });
    const documentation = merged.list("Unit", "Documentation").map(({ value }) => value);
    return [name, merged.files.map(({ path }) => path), documentation];
  });
  expect(ours).toEqual(theirs);
  expect(ours.every(([, paths]) => (paths?.length ?? 0) > 3)).toBe(true);
});
