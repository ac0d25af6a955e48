import { afterAll, beforeAll, expect, test } from "vitest";
import { openByHand, type ByHand } from "../../test/by-hand.js";
import { listSessions, type AgentSession } from "./list-sessions.js";
import { stopSession } from "./stop-session.js";

let hand: ByHand;
beforeAll(async () => {
  hand = await openByHand();
});
afterAll(async () => await hand[Symbol.asyncDispose]());

const find = async (agent: string): Promise<AgentSession | undefined> =>
  (await listSessions(hand.tmux)).agents.get(agent);
const begin = async (name: string): Promise<AgentSession> => {
  expect((await hand.start(name, "sleep 1000")).stdout).toBe(`started ${name}`);
  const session = await find(name);
  if (session?.pane === undefined) throw new Error(`${name} has no pane`);
  return session;
};
/** Mode `s` for a session, `p` for a pane. */
const mark = async (target: string, values: Record<string, string>, ...mode: string[]) => {
  for (const [key, value] of Object.entries(values))
    await hand.ask("set-option", ...mode, "-t", target, `@mosaic_${key}`, value);
};
const sessions = async (): Promise<string[]> =>
  (await hand.ask("list-sessions", "-F", "#S")).split("\n").filter(Boolean);

test("an agent is its pane, whatever its session is called and wherever the pane is", async () => {
  const { pane, id } = await begin("moves");
  const own = { agent: "moves", id, isOwn: true, isNameTaken: false };
  expect(await find("moves")).toMatchObject({ ...own, name: "moves" });
  await hand.ask("rename-session", "-t", "=moves:", "feature x: y");
  await hand.ask("split-window", "-t", id, "sleep 1001");
  await hand.ask("new-window", "-t", id, "sleep 1002");
  // Typed into a shell, its window may be last active: what is seen is the agent's own all the same.
  expect(await find("moves")).toMatchObject({
    ...own,
    name: "feature x_ y",
    pane: { pid: pane!.pid },
  });
  await hand.ask("break-pane", "-d", "-s", pane!.ref.id);
  await hand.ask("new-session", "-d", "-s", "moves", "-t", id);
  expect((await hand.start("moves", "sleep 1000")).stdout).toBe("running moves");
  expect(await find("moves")).toMatchObject({
    ...own,
    isNameTaken: true,
    pane: { pid: pane!.pid },
  });

  // A person's session of the same windows keeps the pane, and is left to the person.
  await hand.ask("kill-session", "-t", id);
  expect(await find("moves")).toMatchObject({
    name: "moves",
    isOwn: false,
    pane: { ref: pane!.ref },
  });
  expect((await hand.start("moves", "sleep 1000")).stdout).toBe("running moves");
  expect(await stopSession(hand.tmux, "moves")).toMatchObject({ outcome: "stopped", left: [] });
  expect(await find("moves")).toBeUndefined();
  expect(await sessions()).toEqual(["moves"]);
  await hand.ask("kill-session", "-t", "=moves:");
});

test("a stop ends the session that was renamed, and not the one that has its name", async () => {
  const { id } = await begin("first");
  await hand.ask("rename-session", "-t", id, "other");
  await hand.ask("new-window", "-t", id, "sleep 1001");
  await hand.ask("new-session", "-d", "-s", "first", "sleep 2000");
  expect((await hand.start("first", "sleep 1000")).stdout).toBe("running first");
  expect(await stopSession(hand.tmux, "first")).toMatchObject({ outcome: "stopped", left: [] });
  expect(await sessions()).toEqual(["first"]);
  // Now it is in the way.
  expect((await hand.start("first", "sleep 1000")).stderr).toContain("was not started by Mosaic");
  await hand.ask("kill-session", "-t", "=first:");
});

test("marks that were copied turn no stop against others", async () => {
  const victim = await begin("victim");
  const liar = await begin("liar");
  await hand.ask("new-session", "-d", "-s", "theirs", "sleep 2000");
  const theirs = { id: await hand.ask("display-message", "-p", "-t", "=theirs:", "#{session_id}") };
  // Takes another's name with its own pane, and a person's session for its own
  await mark(liar.pane!.ref.id, { agent: "victim", session: theirs.id }, "-p");
  await mark("=theirs:", { agent: "liar", pane: liar.pane!.ref.id, life: "/x/hand/liar.1/life" });
  await hand.ask("link-window", "-s", liar.id, "-t", "=theirs:7");
  expect(await find("victim")).toMatchObject({ id: victim.id, pane: victim.pane });
  expect(await find("liar")).toMatchObject({
    id: liar.id,
    isOwn: true,
    pane: { ref: liar.pane!.ref },
  });
  expect(await stopSession(hand.tmux, "liar")).toMatchObject({ outcome: "stopped", left: [] });
  expect(await sessions()).toEqual(["theirs", "victim"]);
  expect(await find("victim")).toMatchObject({ pane: victim.pane });
  await stopSession(hand.tmux, "victim");
});
