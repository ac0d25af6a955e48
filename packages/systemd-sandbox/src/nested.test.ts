import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildOwner, NODE_STDIN, token } from "../test/owner.js";
import { HANG_MS, sandboxFixture, sandboxObstacle } from "./testing.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);
let owner = "";
beforeAll(async () => {
  owner = await buildOwner();
});

// A sandbox shows cgroup2 alone, as a unified machine does, so one inside another also stands for such a machine
describe.skipIf(obstacle !== undefined)("a sandbox in a sandbox", () => {
  const fixture = sandboxFixture({ beforeAll, afterAll });
  const options = () => ({ cwd: import.meta.dirname, input: owner, deadlineMs: HANG_MS });
  const command = [process.execPath, ...NODE_STDIN, token, "work"];

  const ofSession = {
    cgroup: expect.stringMatching(/^session-1\.scope\/exec-/) as string,
    sent: true,
  };

  test("works as root", async () => {
    const [file = "", ...args] = command;
    const found = await fixture.sandbox.exec(file, args, options());
    expect(found).toMatchObject({ exitCode: 0, stderr: "" });
    const [, , first = "", second = ""] = found.stdout.split("\n");
    expect(JSON.parse(second)).toEqual(ofSession);
    expect(JSON.parse(first)).toMatchObject({
      lane: "root",
      stdout: "0",
      cgroup: expect.stringMatching(/^\/sys\/fs\/cgroup\/mosaic-sandbox-/) as string,
    });
  });

  test("works as an ordinary user who owns his cgroup", async () => {
    const own =
      'own=/sys/fs/cgroup$(sed -n "s/^0:://p" /proc/self/cgroup); chown -R 65534 "$own"; exec "$@"';
    const user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    const args = ["-c", own, "sh", ...user, ...command];
    const found = await fixture.sandbox.exec("sh", args, options());
    expect(found).toMatchObject({ exitCode: 0, stderr: "" });
    const [, , first = "", second = ""] = found.stdout.split("\n");
    expect(JSON.parse(second)).toEqual(ofSession);
    expect(JSON.parse(first)).toMatchObject({
      lane: "delegated",
      stdout: "0",
      cgroup: expect.stringMatching(/^\/sys\/fs\/cgroup\/payload\/exec-/) as string,
    });
  });

  test("works where no `dbus.socket` is shipped", async () => {
    const hide =
      'folder=/usr/lib/systemd/user/sockets.target.wants; mkdir -p "$folder"; mount -n -t tmpfs tmpfs "$folder"; exec "$@"';
    const args = ["-c", hide, "sh", ...command];
    const found = await fixture.sandbox.exec("sh", args, options());
    expect(found).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("has nothing of what the machine's packages add to a manager's environment", async () => {
    const folder = "/usr/lib/systemd/user-environment-generators";
    const planted = `${folder}/50-planted`;
    const plant = `cp -r ${folder} "$HOME/generators"; mount -n -t tmpfs tmpfs ${folder}; cp "$HOME"/generators/* ${folder}
      printf '#!/bin/sh\\necho MOSAIC_PLANTED=1\\n' >${planted}; chmod 755 ${planted}; exec "$@"`;
    const found = await fixture.sandbox.exec("sh", ["-c", plant, "sh", ...command], options());
    expect(found).toMatchObject({ exitCode: 0, stderr: "" });
    const environment = found.stdout.split("\n");
    expect(environment).toContain("MOSAIC_OWN=1");
    expect(environment).not.toContain("MOSAIC_PLANTED=1");
  });

  test("leaves nothing", async () => {
    const { sandbox } = fixture;
    const own = basename(sandbox.cgroup);
    const { stdout } = await sandbox.exec("find", [
      "/tmp",
      "/sys/fs/cgroup",
      "-name",
      "mosaic-sandbox-*",
      "-prune",
    ]);
    expect(stdout.split("\n")).toEqual([`/tmp/${own}`]);
  });
});
