import { expect, test } from "vitest";
import { SystemdError } from "../systemd-error.js";
import { dropInDirectories } from "./drop-in-directories.js";
import { mergeUnits } from "./merge-units.js";

test("drop-in directories, the most specific first", () => {
  expect(dropInDirectories("a-b@x.service")).toEqual([
    "a-b@x.service.d",
    "a-b@.service.d",
    "a-@.service.d",
    "a-@x.service.d",
    "service.d",
  ]);
  expect(dropInDirectories("foo-bar-baz.service")).toEqual([
    "foo-bar-baz.service.d",
    "foo-bar-.service.d",
    "foo-.service.d",
    "service.d",
  ]);
  expect(dropInDirectories("a@.service")).toEqual(["a@.service.d", "service.d"]);
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

test("no files give a unit without any", () => {
  expect(mergeUnits([])).toMatchObject({ name: "", files: [], ignored: [] });
});
