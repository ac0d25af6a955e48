import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openByHand, type ByHand } from "../../test/by-hand.js";
import { endNamedSession, processesIn } from "./end-named-session.js";
import { listNamedSessions, type NamedSession } from "./named-session.js";
import { isAlive } from "./processes.js";

let hand: ByHand;
beforeAll(async () => {
  hand = await openByHand();
  await hand.tmux.server.start();
  await hand.ask("new-session", "-d", "-s", "stays", "sleep 1000");
});
afterAll(async () => await hand[Symbol.asyncDispose]());

const find = async (name: string): Promise<NamedSession> => {
  const session = (await listNamedSessions(hand.tmux)).find((each) => each.name === name);
  if (session === undefined) throw new Error(`no session ${name}`);
  return session;
};
/** Made by hand, and ready once its program says so. */
const make = async (name: string, body: string): Promise<NamedSession> => {
  await hand.ask("new-session", "-d", "-s", name, hand.program(name, body));
  await waitFor(() => hand.read(`${name}.ready`) !== undefined, { what: `${name} to begin` });
  return await find(name);
};
const names = async (): Promise<string[]> =>
  (await listNamedSessions(hand.tmux)).map(({ name }) => name);

test("TERM reaches all that runs in it, and nothing beside it", async () => {
  const session = await make(
    "tree",
    `sleep 1001 & setsid sleep 1002 & sleep 0.2; touch "$HOME/tree.ready"; wait`,
  );
  const processes = processesIn(session);
  expect(processes.length).toBeGreaterThanOrEqual(3);
  const neighbour = await find("stays");
  expect(await endNamedSession(hand.tmux, session)).toEqual({ killed: 0, strays: [], left: [] });
  expect(processes.filter(isAlive)).toEqual([]);
  expect(await names()).toEqual(["stays"]);
  expect(await find("stays")).toEqual(neighbour);
});

test("what does not hear TERM, and the end of its terminal neither, is killed and counted", async () => {
  const session = await make(
    "deaf",
    `trap '' TERM HUP; sleep 1003 & touch "$HOME/deaf.ready"; while :; do sleep 0.2; done`,
  );
  const processes = processesIn(session);
  const end = await endNamedSession(hand.tmux, session, { graceMs: 300 });
  expect(end.killed).toBeGreaterThanOrEqual(2);
  expect(end.left).toEqual([]);
  expect(processes.filter(isAlive)).toEqual([]);
});

test("an interactive shell goes with what it ran", async () => {
  await hand.ask("new-session", "-d", "-s", "typed", "bash --norc -i");
  await hand.ask("send-keys", "-t", "=typed:", "sleep 1004 & sleep 1005", "Enter");
  await waitFor(async () => processesIn(await find("typed")).length >= 3, { what: "its jobs" });
  const session = await find("typed");
  const processes = processesIn(session);
  await endNamedSession(hand.tmux, session);
  expect(processes.filter(isAlive)).toEqual([]);
});

test("one that is called otherwise by now, or is gone, is left alone", async () => {
  const session = await make("named", `touch "$HOME/named.ready"; exec sleep 1006`);
  await hand.ask("rename-session", "-t", "=named:", "mine");
  await expect(endNamedSession(hand.tmux, session)).rejects.toMatchObject({
    code: "ForeignSession",
    message: "session `named` is called `mine` by now: it is left alone",
  });
  // Another one takes its name: it is not the one that was seen.
  await hand.ask("new-session", "-d", "-s", "named", "sleep 1007");
  await expect(endNamedSession(hand.tmux, session)).rejects.toMatchObject({
    code: "ForeignSession",
  });
  expect((await names()).toSorted()).toEqual(["mine", "named", "stays"]);
  expect(processesIn(session).filter(isAlive)).not.toEqual([]);
  await hand.ask("kill-session", "-t", "=mine:");
  await expect(endNamedSession(hand.tmux, session)).rejects.toMatchObject({
    message: "session `named` is gone by now: it is left alone",
  });
});

test("a pane that another session shows too lives on there", async () => {
  const session = await make("shares", `touch "$HOME/shares.ready"; exec sleep 1008`);
  await hand.ask("link-window", "-d", "-s", "=shares:", "-t", "=stays:");
  const shared = await find("shares");
  expect(shared.panes.map((pane) => pane.shared)).toEqual([true]);
  await endNamedSession(hand.tmux, shared);
  expect(await names()).not.toContain("shares");
  const [pid] = session.panes.map((pane) => pane.pid);
  expect((await find("stays")).panes.map((pane) => pane.pid)).toContain(pid);
});
