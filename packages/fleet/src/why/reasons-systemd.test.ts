import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import type { DoctorDocument } from "../documents/doctor.js";
import type { AgentReport } from "../documents/reports.js";
import type { StatusDocument } from "../documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("why an agent does not run, under systemd", () => {
  const fleet = sandboxedFleet({ beforeAll, afterAll });
  const units = (): string => join(fleet.sandbox.home, ".config/systemd/user");
  const agent = (name: string, more = ""): string => `  - name: ${name}\n${more}`;
  const roster = async (...agents: string[]): Promise<void> => {
    await writeFile(
      fleet.roster,
      `version: 1
name: t
socket_name: mosaic-fleet
defaults: { runtime: command, command: [sleep, "1000"], restart: { delay: 1s } }
agents:
${agents.join("")}`,
    );
  };
  const dropIn = async (name: string, text: string): Promise<string> => {
    const folder = join(units(), `mosaic-agent@${name}.service.d`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "90-mine.conf"), text);
    return join(folder, "90-mine.conf");
  };
  const outcomes = (reports: readonly AgentReport[]): Record<string, string> =>
    Object.fromEntries(reports.map(({ agent: name, outcome }) => [name, outcome]));
  const messageOf = (reports: readonly AgentReport[], name: string): string | undefined =>
    reports.find((report) => report.agent === name)?.message;
  async function reasons(): Promise<Record<string, StatusDocument["agents"][number]["reason"]>> {
    const { agents } = await fleet.verb<StatusDocument>("status");
    return Object.fromEntries(agents.map(({ name, reason }) => [name, reason]));
  }
  /** Status, doctor and the report of a start tell one and the same. */
  async function allSay(name: string, reports: readonly AgentReport[]): Promise<string> {
    const status = await fleet.verb<StatusDocument>("status");
    const row = status.agents.find((each) => each.name === name);
    const { findings } = await fleet.verb<DoctorDocument>("doctor");
    const found = findings.find(
      ({ id, what }) => id === "agent-lifecycle" && what.startsWith(`\`${name}\``),
    );
    const { kind = "", message = "", remedy = "" } = row?.reason ?? {};
    expect(row?.drift.map((drift) => drift.message).join()).toContain(message);
    expect(found?.what).toContain(message);
    expect(found?.remedy).toBe(remedy);
    expect(messageOf(reports, name)).toBe(`${message}. ${remedy}`);
    const lean = (text: string): string => text.replaceAll(units(), "UNITS");
    return `${kind}: ${lean(message)} | ${lean(remedy)}`;
  }

  test("masked, unloadable, without what it needs: its own trouble, told alike by all who tell", async () => {
    await roster(...["a", "masked", "broken", "needy", "c"].map((name) => agent(name)));
    await fleet.verb("up");
    await fleet.verb("stop", "masked", "broken", "needy");
    await fleet.systemctl("mask", "mosaic-agent@masked.service");
    const broken = await dropIn("broken", "# mine\n[Service]\nExecStart=\n");
    // One that says nothing of what is missing is not to blame, however strong.
    await writeFile(
      broken.replace("90-mine", "95-log"),
      "[Unit]\nSuccessAction=none\n[Service]\nNice=1\n",
    );
    const needy = await dropIn("needy", "[Unit]\nRequires=gone.service\n");
    await fleet.systemctl("daemon-reload");
    const reports = await fleet.verb<AgentReport[]>("up");
    expect(outcomes(reports)).toEqual({
      a: "running",
      masked: "failed",
      broken: "failed",
      needy: "failed",
      c: "running",
    });
    expect(await allSay("masked", reports)).toMatchInlineSnapshot(
      `"masked: \`mosaic-agent@masked.service\` is masked | Run \`systemctl --user unmask mosaic-agent@masked.service\`, then \`mosaic-fleet start masked\`."`,
    );
    expect(await allSay("broken", reports)).toMatchInlineSnapshot(
      `"not-loadable: \`mosaic-agent@broken.service\` cannot be loaded because of \`ExecStart=\` in UNITS/mosaic-agent@broken.service.d/90-mine.conf:3 (Service has no ExecStart=, ExecStop=, or SuccessAction=) | Fix or remove UNITS/mosaic-agent@broken.service.d/90-mine.conf:3, then \`mosaic-fleet start broken\`."`,
    );
    expect(await allSay("needy", reports)).toMatchInlineSnapshot(
      `"requirement: it needs \`gone.service\` (\`Requires=\` in UNITS/mosaic-agent@needy.service.d/90-mine.conf:2), which is not there | Install that unit, or take it out of UNITS/mosaic-agent@needy.service.d/90-mine.conf:2, then \`mosaic-fleet start needy\`."`,
    );

    // Each remedy works, and so do the words of a stop for what cannot be loaded.
    expect(outcomes(await fleet.verb<AgentReport[]>("stop", "masked", "broken", "a"))).toEqual({
      a: "stopped",
      masked: "inactive",
      broken: "inactive",
    });
    await fleet.systemctl("unmask", "mosaic-agent@masked.service");
    await Promise.all([rm(broken), rm(needy)]);
    expect(outcomes(await fleet.verb<AgentReport[]>("up"))).toEqual({
      a: "started",
      masked: "started",
      broken: "started",
      needy: "started",
      c: "running",
    });
    expect((await reasons())["broken"]).toBeNull();
  });

  test("all of a fresh start's others run, with target and holder, when one cannot be enqueued", async () => {
    await fleet.verb("down");
    await roster(...["a", "b", "c"].map((name) => agent(name)));
    const own = await dropIn("b", "[Unit]\nRequires=gone.service\n");
    const reports = await fleet.verb<AgentReport[]>("up");
    expect(outcomes(reports)).toEqual({ a: "started", b: "failed", c: "started" });
    expect(messageOf(reports, "b")).toContain(`\`Requires=\` in ${own}:2`);
    expect(outcomes(await fleet.verb<AgentReport[]>("stop", "a", "b", "c"))).toEqual({
      a: "stopped",
      b: "inactive",
      c: "stopped",
    });
    expect(outcomes(await fleet.verb<AgentReport[]>("start", "a", "b", "c"))).toEqual({
      a: "started",
      b: "failed",
      c: "started",
    });
    for (const unit of ["mosaic-fleet.target", "mosaic-tmux-holder.service"])
      expect(await fleet.show(unit, "ActiveState")).toBe("active");
    expect(await fleet.verb("down")).toMatchObject({ server: "ended" });
    await rm(own);
  });

  test("how runs end: a mistake of configuration, a program that is not there, given up, in back-off", async () => {
    await roster(
      agent("lost", "    workdir: ~/not-there\n    restart: { delay: 1h, max_delay: 2h }\n"),
      agent(
        "noprog",
        "    command: [sh, -c, no-such-program]\n    restart: { burst: 1, delay: 1s }\n",
      ),
      agent("loops", "    command: [sh, -c, 'exit 3']\n    restart: { burst: 2, delay: 1s }\n"),
      agent(
        "waits",
        "    command: [sh, -c, 'kill -9 $$']\n    restart: { delay: 1h, max_delay: 2h }\n",
      ),
      agent("done", "    command: ['true']\n    restart: { policy: on-failure }\n"),
      agent(
        "late",
        "    command: [sh, -c, 'echo >>~/late; [ $(wc -l <~/late) -lt 5 ] || exit 78; exit 3']\n",
      ),
    );
    // More restarts than the limit allows, never as fast as it forbids: before systemd 262 the count alone looks like an end by it.
    await dropIn("late", "[Unit]\nStartLimitIntervalSec=1ms\nStartLimitBurst=2\n");
    await fleet.verb("up");
    await waitFor(
      async () => {
        const found = await reasons();
        return (
          found["noprog"]?.kind === "gave-up" &&
          found["loops"]?.kind === "gave-up" &&
          found["late"]?.message.includes("exit 78") === true
        );
      },
      { timeoutMs: 60_000, what: "two agents to be given up, and one to end with 78" },
    );
    const found = await reasons();
    const told = Object.entries(found).map(
      ([name, why]) => `${name} ${why?.kind}: ${why?.message}`,
    );
    const lean = told.join("\n").replaceAll(fleet.sandbox.home, "~");
    expect(lean).toMatchInlineSnapshot(`
      "lost folder-missing: it waits 1h to be started again: workdir \`~/not-there\` cannot be entered: create it, or set MOSAIC_AGENT_WORKDIR in ~/.config/mosaic/fleet/agents/lost.env
      noprog gave-up: systemd gave up after 1 restart: a program was not found (exit 127)
      loops gave-up: systemd gave up after 2 restarts: it ended with exit 3
      waits back-off: it waits 1h to be started again: it was ended by SIGKILL
      done ended: it ended with exit 0, and its restart policy leaves it so
      late configuration: it ended with exit 78, a mistake in its configuration, and is not started again by itself"
    `);
    expect(found["loops"]?.remedy).toMatchInlineSnapshot(
      `"\`mosaic-fleet logs loops\` has its last words; to try again, run \`mosaic-fleet start loops\`."`,
    );
    // Starts that are asked for use the limit up, too.
    await dropIn("done", "[Unit]\nStartLimitIntervalSec=1h\nStartLimitBurst=1\n");
    await fleet.systemctl("daemon-reload");
    const unit = "mosaic-agent@done.service";
    const ended = async (): Promise<boolean> =>
      /^(inactive|failed)$/.test((await fleet.show(unit, "ActiveState")).trim());
    await fleet.systemctl("start", unit);
    await waitFor(ended, { timeoutMs: 60_000, what: "a run to end" });
    await fleet.systemctl("start", unit);
    expect((await reasons())["done"]).toMatchObject({
      kind: "gave-up",
      message: "it was started too often for its start limit: it ended with exit 0",
    });
    // A person asks for it again: it is started again, and no count of before holds.
    const [report] = await fleet.verb<AgentReport[]>("start", "loops");
    expect(report?.message).toContain("exit 3");
    await fleet.verb("down");
  });

  test("a mask is told with what takes it away, wherever its link stands", async () => {
    await roster(agent("a"), agent("runtime"), agent("shared"));
    await fleet.verb("up");
    await fleet.systemctl("stop", "mosaic-agent@runtime.service", "mosaic-agent@shared.service");
    await fleet.systemctl("mask", "--runtime", "mosaic-agent@runtime.service");
    const shared = join(fleet.sandbox.home, ".local/share/systemd/user");
    await mkdir(shared, { recursive: true });
    const link = join(shared, "mosaic-agent@shared.service");
    await symlink("/dev/null", link);
    await fleet.systemctl("daemon-reload");
    const reports = await fleet.verb<AgentReport[]>("up");
    expect(await allSay("runtime", reports)).toBe(
      "masked: `mosaic-agent@runtime.service` is masked | Run `systemctl --user unmask --runtime mosaic-agent@runtime.service`, then `mosaic-fleet start runtime`.",
    );
    expect(await allSay("shared", reports)).toBe(
      `masked: \`mosaic-agent@shared.service\` is masked by \`${link}\` | Remove \`${link}\`, then \`mosaic-fleet start shared\`.`,
    );
    await fleet.systemctl("unmask", "--runtime", "mosaic-agent@runtime.service");
    await rm(link);
    expect(outcomes(await fleet.verb<AgentReport[]>("start", "runtime", "shared"))).toEqual({
      runtime: "started",
      shared: "started",
    });

    await fleet.systemctl("stop", "mosaic-agent@a.service");
    const template = join(units(), "mosaic-agent@.service");
    await rm(template);
    await symlink("/dev/null", template);
    await fleet.systemctl("daemon-reload");
    expect((await reasons())["a"]).toEqual({
      kind: "masked",
      message: "`mosaic-agent@a.service` is masked by `mosaic-agent@.service`",
      remedy: "Run `systemctl --user unmask mosaic-agent@.service`, then `mosaic-fleet start a`.",
    });
    await fleet.systemctl("unmask", "mosaic-agent@.service");
    expect(outcomes(await fleet.verb<AgentReport[]>("start", "a"))).toEqual({ a: "started" });
    await fleet.verb("down");
  });

  test("a holder that failed is the reason of the agent that ended with it", async () => {
    await roster(agent("a", "    restart: { policy: no }\n"));
    const folder = join(units(), "mosaic-tmux-holder.service.d");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "90-mine.conf"), "[Service]\nRestart=no\n");
    await fleet.verb("up");
    await fleet.systemctl("kill", "--signal=KILL", "mosaic-tmux-holder.service");
    const why = await waitFor(
      async () => {
        const { agents } = await fleet.verb<StatusDocument>("status");
        return agents[0]?.lifecycle === "failed" ? agents[0].reason : undefined;
      },
      { what: "the end of the agent" },
    );
    expect(why).toMatchObject({
      kind: "requirement",
      message: expect.stringMatching(/^it needs `mosaic-tmux-holder\.service`, which failed: /),
    });
    await rm(folder, { recursive: true });
    await fleet.systemctl("daemon-reload");
    expect(outcomes(await fleet.verb<AgentReport[]>("start", "a"))).toEqual({ a: "started" });
    await fleet.verb("down");
  });

  test("a holder that is masked is the reason of every agent, and its remedy works", async () => {
    await roster(agent("a"));
    await fleet.verb("up");
    await fleet.systemctl("stop", "mosaic-tmux-holder.service");
    const file = join(units(), "mosaic-tmux-holder.service");
    await rm(file);
    await symlink("/dev/null", file);
    await fleet.systemctl("daemon-reload");
    const { a: why } = await reasons();
    expect(why).toEqual({
      kind: "requirement",
      message: "it needs `mosaic-tmux-holder.service`: `mosaic-tmux-holder.service` is masked",
      remedy:
        "Run `systemctl --user unmask mosaic-tmux-holder.service`, then `mosaic-fleet start a`.",
    });
    await fleet.systemctl("unmask", "mosaic-tmux-holder.service");
    expect(outcomes(await fleet.verb<AgentReport[]>("start", "a"))).toEqual({ a: "started" });
  });
});
