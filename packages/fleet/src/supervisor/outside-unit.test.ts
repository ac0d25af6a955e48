import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cgroupOutside, processesIn } from "../status/cgroup-of.js";
import { findOutside } from "./outside-unit.js";

let proc = "";
beforeEach(async () => {
  proc = await mkdtemp(join(tmpdir(), "fleet-proc-"));
});
afterEach(async () => {
  await rm(proc, { recursive: true });
});

async function place(pid: number, cgroups: string, children: readonly number[] = []) {
  await mkdir(join(proc, `${pid}/task/${pid}`), { recursive: true });
  await writeFile(join(proc, `${pid}/cgroup`), cgroups);
  await writeFile(join(proc, `${pid}/task/${pid}/children`), children.map((c) => `${c} `).join(""));
}

const unit = "/user.slice/mosaic-agent@a.service";

test.each([
  ["in it, unified", `0::${unit}\n`, undefined],
  ["in it, hybrid", `12:memory:/x\n1:name=systemd:${unit}\n0::${unit}\n`, undefined],
  ["in it, v1 only", `2:cpu,cpuacct:/\n1:name=systemd:${unit}\n`, undefined],
  ["in it, with a v1 tree that nobody uses", `1:name=systemd:/\n0::${unit}\n`, undefined],
  ["in a scope", `1:name=systemd:/\n0::/user.slice/x.scope\n`, "/user.slice/x.scope"],
  ["in a scope, v1 only", `1:name=systemd:/user.slice/x.scope\n`, "/user.slice/x.scope"],
  ["in none", `1:name=systemd:/\n0::/\n`, "/"],
  ["seen from elsewhere", `0::/../../init.scope\n`, undefined],
  ["in one that is gone", `0::${unit}x (deleted)\n`, undefined],
  ["nothing known", "", undefined],
])("whether a process is outside: %s", async (_, text, expected) => {
  await place(7, text);
  expect(await cgroupOutside(7, unit, proc)).toBe(expected);
});

test("pane half and agent are judged, a name that merely begins alike is elsewhere", async () => {
  await place(10, `0::${unit}\n`, [11, 12]);
  await place(11, `0::${unit}/own/below\n`);
  await place(12, `0::${unit}x\n`);
  expect(await findOutside(10, unit, proc)).toEqual([{ pid: 12, cgroup: `${unit}x` }]);
  // Gone meanwhile: nothing is known, and nothing said.
  expect(await findOutside(99, unit, proc)).toEqual([]);
});

test("what is in a unit's cgroup and below it, in whichever hierarchy systemd uses", async () => {
  const put = async (folder: string, pids: string): Promise<void> => {
    await mkdir(join(proc, folder), { recursive: true });
    await writeFile(join(proc, folder, "cgroup.procs"), pids);
  };
  await put(`systemd${unit}`, "7\n8\n");
  await put(`systemd${unit}/own/below`, "9\n");
  await put(`systemd${unit}/own`, "");
  await put(`unified${unit}`, "");
  expect(await processesIn(unit, proc)).toEqual([7, 8, 9]);
  await put(unit, "10\n");
  expect(await processesIn(unit, proc)).toEqual([10]);
  expect(await processesIn(`${unit}x`, proc)).toEqual([]);
});
