import { expect, test } from "vitest";
import { SystemdError } from "../systemd-error.js";
import { dropInDirectories } from "./drop-in-directories.js";
import { mergeUnits } from "./merge-units.js";

/** As systemd 252, 254, 257 and 262 have them; `real-manager.test.ts` compares with the installed one. */
const DIRECTORIES: Readonly<Record<string, string>> = {
  "mosaic-agent@coder.service":
    "mosaic-agent@coder.service mosaic-agent@.service mosaic-.service mosaic-@coder.service mosaic-@.service service",
  "mosaic-agent@.service": "mosaic-agent@.service mosaic-.service service",
  "a-b-c@i.service":
    "a-b-c@i.service a-b-c@.service a-b-.service a-.service a-b-@i.service a-b-@.service a-@i.service a-@.service service",
  "a-b-c.service": "a-b-c.service a-b-.service a-.service service",
  "a--b.service": "a--b.service a--.service a-.service service",
  "a-.service": "a-.service service",
  "a-@i.service": "a-@i.service a-@.service service",
  "a@i-j.service": "a@i-j.service a@.service service",
  "a@.service": "a@.service service",
  "x-y.target": "x-y.target x-.target target",
};

test("drop-in directories, the most specific first", () => {
  const found = Object.keys(DIRECTORIES).map((name) => [name, dropInDirectories(name).join(" ")]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(
      Object.entries(DIRECTORIES).map(([name, all]) => [name, `${all.replaceAll(" ", ".d ")}.d`]),
    ),
  );
  expect(() => dropInDirectories("a")).toThrowError(SystemdError);
});

test("drop-ins apply in the order of their names, whatever their directory; each value knows its place", () => {
  const unit = mergeUnits([
    { path: "/u/a@x.service.d/10-own.conf", text: "[Service]\nA=instance\nE=\nE=3\n" },
    { path: "/u/a@.service", text: "[Service]\nA=main\nE=1\nE=2\n" },
    { path: "/u/a@.service.d/20-all.conf", text: "[Service]\nA=template\nE=4\n" },
    { path: "/u/b.service.d/10-own.conf", text: "[Service]\nA=other\n" },
  ]);
  expect(unit.name).toBe("a@x.service");
  expect(unit.files.map(({ path }) => path)).toEqual([
    "/u/a@.service",
    "/u/a@x.service.d/10-own.conf",
    "/u/a@.service.d/20-all.conf",
  ]);
  expect(unit.get("Service", "A")).toMatchObject({
    value: "template",
    file: "/u/a@.service.d/20-all.conf",
    line: 2,
  });
  expect(unit.list("Service", "E").map(({ value, file, line }) => [value, file, line])).toEqual([
    ["3", "/u/a@x.service.d/10-own.conf", 4],
    ["4", "/u/a@.service.d/20-all.conf", 3],
  ]);
  expect(unit.ignored).toEqual([
    {
      path: "/u/b.service.d/10-own.conf",
      reason: "it belongs to `b.service`, not to `a@x.service`",
    },
  ]);
});

test("of two drop-ins with one name only the more specific counts, and an earlier folder goes first", () => {
  const file = (path: string) => ({ path, text: `[Service]\nA=${path}\n` });
  const unit = mergeUnits([
    file("/home/a@.service.d/50.conf"),
    file("/home/a@x.service.d/50.conf"),
    file("/usr/a@x.service.d/50.conf"),
    file("/home/service.d/50.conf"),
    file("/usr/a@x.service.d/60.conf"),
    file("/home/service.d/60.conf"),
  ]);
  expect(unit.main).toBeUndefined();
  expect(unit.files.map(({ path }) => path)).toEqual([
    "/home/a@.service.d/50.conf",
    "/home/service.d/60.conf",
  ]);
});

test("the shorter prefix of an instance hides that of its template, and that of both what is plain hides both", () => {
  const file = (directory: string) => ({
    path: `/u/${directory}.service.d/50.conf`,
    text: `[Service]\nKillMode=${directory}\n`,
  });
  const name = "mosaic-agent@coder.service";
  const hiding = ["mosaic-@", "mosaic-@coder", "mosaic-", "mosaic-agent@", "mosaic-agent@coder"];
  for (const [index, directory] of hiding.entries()) {
    const unit = mergeUnits(hiding.slice(0, index + 1).map(file), { name });
    expect(unit.list("Service", "KillMode").map(({ value }) => value)).toEqual([directory]);
    expect(unit.ignored).toHaveLength(index);
  }
});

test("an empty drop-in hides one of its name; a file whose name starts with a dot is none", () => {
  const unit = mergeUnits(
    [
      { path: "/u/a@x.service.d/50.conf", text: "" },
      { path: "/u/a@.service.d/50.conf", text: "[Service]\nNice=1\n" },
      { path: "/u/a@.service.d/.60.conf", text: "[Service]\nNice=2\n" },
    ],
    { name: "a@x.service" },
  );
  expect(unit.get("Service", "Nice")).toBeUndefined();
  expect(unit.files.map(({ path }) => path)).toEqual(["/u/a@x.service.d/50.conf"]);
  expect(unit.ignored.map(({ reason }) => reason).toSorted()).toEqual([
    "`/u/a@x.service.d/50.conf` has the same name and hides it",
    "its name starts with a dot",
  ]);
});

test("no files give a unit without any", () => {
  expect(mergeUnits([])).toMatchObject({ name: "", files: [], ignored: [] });
});
