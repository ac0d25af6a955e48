import { allOf, type Rehearsal } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import type { Views } from "../../views/views.js";

const OLD = "mosaic-factory";
const TEAM = ["cod", "coder", "scout"];
const OWN = "my-own";

export const migrated: Scenario = {
  id: "migrated",
  title:
    "agents of an old server move one by one: neither those that wait nor those that moved notice",
  async run(fleet) {
    const command = ["sleep", "100000"];
    await fleet.writeRoster({
      agents: TEAM.map((name) => ({ name, command, ready: { quiet: "100ms" } })),
    });
    for (const name of [...TEAM, OWN])
      await fleet.run("tmux", "-L", OLD, "new-session", "-d", "-s", name, "sleep 100001");
    const panes = await oldPanes(fleet);
    let before: Views | undefined;
    const moved: string[] = [];
    for (const name of fleet.random.shuffle(TEAM)) {
      await fleet.fleet("migrate", "--from", OLD, "--now", "--yes", name);
      const waiting = TEAM.filter((each) => each !== name && !moved.includes(each));
      await expectOld(fleet, `after the move of \`${name}\``, panes, [...waiting, OWN]);
      before = await fleet.agree(`after the move of \`${name}\``, {
        agents: { ...allOf(TEAM, "stopped"), ...allOf([...moved, name], "running") },
        ...(before === undefined ? {} : { before, kept: moved }),
      });
      moved.push(name);
    }
    await fleet.fleet("migrate", "--from", OLD, "--yes");
    await fleet.agree("after a move with nothing left to move", {
      agents: allOf(TEAM, "running"),
      ...(before === undefined ? {} : { before, kept: TEAM }),
    });
    await expectOld(fleet, "after all moves", panes, [OWN]);
  },
};

/** Session and pid of every pane of the old server. */
async function oldPanes(fleet: Rehearsal): Promise<ReadonlyMap<string, string>> {
  const format = "#{session_name} #{pane_pid}";
  const { stdout } = await fleet.run("tmux", "-L", OLD, "list-panes", "-a", "-F", format);
  return new Map(
    stdout.split("\n").map((line) => {
      const [session = "", pid = ""] = line.split(" ");
      return [session, pid];
    }),
  );
}

/** Fails unless these sessions are there as they were, and no other one. */
async function expectOld(
  fleet: Rehearsal,
  step: string,
  before: ReadonlyMap<string, string>,
  sessions: readonly string[],
): Promise<void> {
  const told = (panes: ReadonlyMap<string, string>, names: readonly string[]): string =>
    names
      .toSorted()
      .map((name) => `${name} ${panes.get(name) ?? "gone"}`)
      .join(", ");
  const now = await oldPanes(fleet);
  const [seen, wanted] = [told(now, [...now.keys()]), told(before, sessions)];
  hold(seen === wanted, `${step}: the old server has ${seen}, not ${wanted}`);
}
