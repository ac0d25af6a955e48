import { openSandbox, type Sandbox } from "@mosaicstack/systemd-sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openUserManager } from "../manager/open-user-manager.js";
import { readList } from "../manager/read-list.js";
import { systemdVersion } from "../manager/systemd-version.js";
import { unitSearchPath } from "./unit-search-path.js";

let sandbox: Sandbox;
let version: number;

beforeAll(async () => {
  sandbox = await openSandbox();
  version = Number(await systemdVersion());
});

afterAll(async () => sandbox?.close());

test("the search path is the running manager's own", async () => {
  const manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env });
  const path = unitSearchPath({ env: sandbox.env, version });
  expect(await manager.searchPath()).toEqual(path);
  expect(path).toContain(`${sandbox.home}/.config/systemd/user`);
});

test.each([
  {},
  { XDG_CONFIG_DIRS: "/etc/xdg:/g" },
  { XDG_CONFIG_HOME: "/c", XDG_DATA_HOME: "/d", XDG_DATA_DIRS: "/e:/f", XDG_CONFIG_DIRS: "/g" },
  { XDG_DATA_DIRS: "/e:/usr/share" },
  { XDG_RUNTIME_DIR: "" },
  { SYSTEMD_UNIT_PATH: "/h:/i:" },
  { SYSTEMD_UNIT_PATH: "/only:/these" },
])("it follows the environment as systemd's does: %j", async (set) => {
  const env = Object.fromEntries(
    Object.entries({ ...sandbox.env, ...set }).filter(([, value]) => value !== ""),
  );
  const assignments = Object.entries(env).map(([name, value]) => `${name}=${value ?? ""}`);
  const { stdout } = await sandbox.exec(
    "env",
    ["-i", ...assignments, "systemd-analyze", "unit-paths", "--user"],
    { reject: true },
  );
  expect(unitSearchPath({ env, version })).toEqual(stdout.split("\n"));
});

test("what each version has of its own", () => {
  const env = { HOME: "/h", XDG_RUNTIME_DIR: "/r" };
  const own = [252, 254, 257, 262].map((each) =>
    unitSearchPath({ env, version: each }).filter((folder) => /xdg|attached/.test(folder)),
  );
  expect(own).toEqual([
    ["/etc/xdg/systemd/user"],
    ["/etc/xdg/systemd/user"],
    [],
    ["/h/.config/systemd/user.attached", "/r/systemd/user.attached"],
  ]);
});

test("a list with quotes is read: folders with blanks, quotes and backslashes", () => {
  expect(readList('"/x\\\\x20y" /z%q "/a\'b\\"c;d/e f" /end')).toEqual([
    "/x\\x20y",
    "/z%q",
    "/a'b\"c;d/e f",
    "/end",
  ]);
  expect(readList("")).toEqual([]);
});
