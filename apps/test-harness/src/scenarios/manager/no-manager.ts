import { mkdir, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { hold } from "../../live/scenario-failure.js";
import type { Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS } from "../pair.js";

export const noManager: Scenario = {
  id: "no-manager",
  title: "without `systemctl`, and without a bus, the reason is told and the tmux supervisor works",
  supervisors: ["tmux"],
  async run(fleet) {
    await fleet.writeRoster({ agents: PAIR });
    const gone = join(fleet.sandbox.home, "nothing-here");
    const nowhere = { XDG_RUNTIME_DIR: gone, DBUS_SESSION_BUS_ADDRESS: `unix:path=${gone}` };
    await expectRefusal(fleet, nowhere, "XDG_RUNTIME_DIR");
    const PATH = await pathWithout(fleet, /^(?:systemctl|busctl|systemd-.*)$/);
    await expectRefusal(fleet, { PATH }, "`systemctl` is not on PATH");

    const up = await fleet.tryFleet(["up", "--supervisor", "auto"], { env: { PATH } });
    hold(up.exitCode === 0, `\`up\` without systemctl:\n${up.stderr}`);
    const before = await fleet.agree("after a start without `systemctl`", { agents: PAIR_RUNS });
    const [victim = ""] = fleet.random.shuffle(PAIR);
    const kept = PAIR.filter((name) => name !== victim);
    for (const [verb, state] of [
      ["stop", "stopped"],
      ["start", "running"],
    ] as const) {
      const { exitCode, stderr } = await fleet.tryFleet([verb, victim], { env: { PATH } });
      hold(exitCode === 0, `\`${verb}\` without systemctl:\n${stderr}`);
      const agents = { ...PAIR_RUNS, [victim]: state };
      await fleet.agree(`after \`${verb} ${victim}\``, { agents, before, kept });
    }
  },
};

/** Exit code 5 with one sentence of why, and nothing begun. */
async function expectRefusal(
  fleet: Rehearsal,
  env: Readonly<Record<string, string>>,
  why: string,
): Promise<void> {
  const argv = ["up", "--supervisor", "systemd"];
  const { exitCode, stderr } = await fleet.tryFleet(argv, { env });
  hold(
    exitCode === 5 && stderr.includes(why) && !/^\s+at /m.test(stderr),
    `\`up --supervisor systemd\` without a manager ended with ${exitCode}, not with 5 and ${why}:\n${stderr}`,
  );
}

/** All programs of the sandbox's PATH but some, as links in a folder. */
async function pathWithout(fleet: Rehearsal, without: RegExp): Promise<string> {
  const folder = join(fleet.sandbox.home, "programs");
  await mkdir(folder);
  for (const from of (fleet.sandbox.env["PATH"] ?? "").split(":"))
    for (const name of await readdir(from).catch(() => []))
      if (!without.test(name)) await symlink(join(from, name), join(folder, name)).catch(() => {});
  return folder;
}
