import { writeFile } from "node:fs/promises";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import { canaries } from "../../test/scratch.js";
import type { DoctorDocument } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("an agent outside its unit's cgroup", () => {
  const fleet = sandboxedFleet({ beforeAll, afterAll });
  beforeAll(async () => {
    await writeFile(fleet.roster, canaries(["cod", "coder"]));
    await fleet.verb("up");
  });

  const paneOf = async (name: string): Promise<number> => {
    const { agents } = await fleet.verb<StatusDocument>("status");
    return agents.find((agent) => agent.name === name)?.pane?.pid ?? 0;
  };
  const childrenOf = async (pid: number): Promise<number[]> => {
    const { stdout } = await fleet.sandbox.exec("ps", ["-o", "pid=", "--ppid", String(pid)]);
    return stdout.split("\n").map(Number).filter(Boolean);
  };

  /** As tmux does, and as anything else may. */
  async function moveToScope(scope: string, pid: number): Promise<void> {
    const job = "/org/freedesktop/systemd1 org.freedesktop.systemd1.Manager StartTransientUnit";
    const call = `--user --quiet call org.freedesktop.systemd1 ${job} ssa(sv)a(sa(sv))`.split(" ");
    const argv = [...call, scope, "fail", "1", "PIDs", "au", "1", String(pid), "0"];
    await fleet.sandbox.exec("busctl", argv, { reject: true });
    await waitFor(async () => (await fleet.show(scope, "ActiveState")) === "active", {
      what: `${scope} to be there`,
    });
  }

  const drifts = async (): Promise<Record<string, StatusDocument["agents"][number]["drift"]>> => {
    const { agents } = await fleet.verb<StatusDocument>("status");
    return Object.fromEntries(agents.map(({ name, drift }) => [name, drift]));
  };
  const findings = async (): Promise<DoctorDocument["findings"]> => {
    const found = (await fleet.verb<DoctorDocument>("doctor")).findings;
    return found.filter(({ id }) => /cgroup|scope|outside/.test(id));
  };

  test("one that is inside is no drift; a pane half in a scope of tmux's is, and so is its server", async () => {
    expect(await drifts()).toEqual({ cod: [], coder: [] });
    expect(await findings()).toEqual([]);
    const pane = await paneOf("cod");
    await moveToScope("tmux-spawn-1.scope", pane);
    expect(await drifts()).toEqual({
      cod: [
        {
          kind: "cgroup",
          target: "cod",
          message: `runs outside its unit: pane half ${pane} in \`tmux-spawn-1.scope\`, where neither its limits nor its stop hold`,
        },
      ],
      coder: [],
    });
    expect((await findings()).map(({ id, severity, remedy }) => [severity, id, remedy])).toEqual([
      ["warning", "agent-cgroup", expect.stringContaining("`mosaic-fleet restart cod`")],
      ["warning", "server-pane-scopes", expect.stringContaining("DBUS_SESSION_BUS_ADDRESS")],
    ]);
    await fleet.verb("stop", "cod");
    await fleet.verb("start", "cod");
    expect(await drifts()).toEqual({ cod: [], coder: [] });
  });

  test("an agent in another unit's cgroup while its pane half is at home", async () => {
    const [agent = 0] = await childrenOf(await paneOf("coder"));
    const home = await fleet.show("mosaic-tmux-holder.service", "ControlGroup");
    const own = await fleet.show("mosaic-agent@coder.service", "ControlGroup");
    const move = async (cgroup: string): Promise<void> => {
      const file = `/sys/fs/cgroup${cgroup}/cgroup.procs`;
      await fleet.sandbox.exec("sh", ["-c", `echo ${agent} > ${file}`], { reject: true });
    };
    await move(home);
    expect((await drifts())["coder"]?.map(({ kind, message }) => [kind, message])).toEqual([
      ["cgroup", expect.stringContaining(`unit: agent ${agent} in \`mosaic-tmux-holder.service\``)],
    ]);
    await move(own);
    expect((await drifts())["coder"]).toEqual([]);
  });

  test("what an agent moved away itself is told by doctor, and is no drift", async () => {
    await writeFile(
      fleet.roster,
      canaries(["cod", "coder"]).replace(
        "  - name: coder",
        "  - name: coder\n    command: [sh, -c, 'sleep 1000; exit']",
      ),
    );
    await fleet.verb("stop", "coder");
    await fleet.verb("start", "coder");
    const [agent = 0] = await childrenOf(await paneOf("coder"));
    const [sleep = 0] = await childrenOf(agent);
    await moveToScope("own-doing.scope", sleep);
    expect((await drifts())["coder"]).toEqual([]);
    expect((await findings()).map(({ id, severity }) => [severity, id])).toEqual([
      ["info", "agent-children-outside"],
    ]);
  });
});
