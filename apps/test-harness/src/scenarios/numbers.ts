/** What a fleet has to come through, and which scenario rehearses it; or why none does. */
export type Demand = { readonly number: number; readonly says: string } & (
  { readonly ids: readonly [string, ...string[]] } | { readonly missing: string }
);

const NOT_YET = "no scenario has it yet";

/** Everything that was ever asked of `live`. A number keeps its meaning. docs/reference/scenarios.md is made from it. */
export const demands: readonly Demand[] = [
  { number: 1, says: "a cold start", ids: ["cold-start", "manual"] },
  { number: 2, says: "a start of what runs", ids: ["start-twice"] },
  { number: 3, says: "a stop of one agent", ids: ["stop-one"] },
  { number: 4, says: "a stop of `cod` beside `coder`", ids: ["stop-one"] },
  { number: 5, says: "a restart of one agent", ids: ["restart-one"] },
  {
    number: 6,
    says: "a stop of the whole fleet beside other tmux servers",
    ids: ["fleet-stopped", "down-and-up"],
  },
  { number: 7, says: "a stop of the holder", ids: ["holder-restarted"] },
  { number: 8, says: "a restart of the holder", ids: ["holder-restarted"] },
  { number: 9, says: "an agent that ends with 0, 3 or by a signal", ids: ["agent-ends"] },
  { number: 10, says: "an agent that ends with 78", ids: ["configuration"] },
  { number: 11, says: "an agent that crashes again and again", ids: ["crash-loop"] },
  { number: 12, says: "a start while the holder is down", ids: ["one-server"] },
  { number: 13, says: "thirty starts at once, each twice", ids: ["many-starts"] },
  { number: 14, says: "starts and stops of one agent at once", ids: ["start-and-stop"] },
  { number: 15, says: "a session that a person ends by hand", ids: ["session-killed"] },
  { number: 16, says: "a person's own session on the fleet's socket", ids: ["own-session"] },
  { number: 17, says: "a session that is there already", ids: ["adopted"] },
  { number: 18, says: "SIGKILL to the tmux server", ids: ["server-killed"] },
  {
    number: 19,
    says: "SIGKILL to the tmux server ten times in a minute",
    ids: ["server-killed-often"],
  },
  { number: 20, says: "SIGKILL to an agent or its pane", ids: ["agent-killed", "pane-killed"] },
  { number: 21, says: "SIGKILL to an agent's supervisor", ids: ["supervisor-killed"] },
  { number: 22, says: "SIGSTOP to an agent", ids: ["agent-stopped"] },
  { number: 23, says: "SIGSTOP to the tmux server", ids: ["server-stopped"] },
  { number: 24, says: "the server's socket deleted", ids: ["socket-lost"] },
  {
    number: 25,
    says: "something else in the place of the socket",
    ids: ["socket-lost", "socket-folder-open"],
  },
  { number: 26, says: "a stray that is deaf to HUP and TERM", ids: ["stray-deaf"] },
  { number: 27, says: "a daemon that an agent leaves", ids: ["daemon-left"] },
  {
    number: 28,
    says: "an agent that uses up its tasks or its memory",
    ids: ["tasks-used-up", "memory-of-thirty"],
  },
  { number: 29, says: "a child of an agent killed for memory", ids: ["memory-of-thirty"] },
  { number: 30, says: "a full disk", ids: ["disk-full"] },
  { number: 31, says: "a runtime folder that cannot be written", ids: ["runtime-read-only"] },
  { number: 32, says: "env files that are broken", ids: ["env-files"] },
  { number: 33, says: "a FIFO in the place of an env file", ids: ["env-files"] },
  { number: 34, says: "a launcher that is missing or may not be run", ids: ["launcher-missing"] },
  { number: 35, says: "a working directory that is missing", ids: ["workdir-missing"] },
  { number: 36, says: "a broken tmux profile", ids: ["profile-broken"] },
  { number: 37, says: "a command line with another `TMUX_TMPDIR`", ids: ["other-tmpdir"] },
  {
    number: 38,
    says: "reloads of the manager during thirty starts",
    ids: ["reload-during-starts"],
  },
  { number: 39, says: "a manager that executes itself anew", ids: ["reexec"] },
  { number: 40, says: "a reboot", ids: ["reboot", "power-cut"] },
  { number: 41, says: "a logout without linger", ids: ["logout"] },
  { number: 42, says: "a unit file edited while its agent runs", ids: ["unit-edited"] },
  { number: 43, says: "a unit file deleted while its agent runs", ids: ["unit-deleted"] },
  { number: 44, says: "a limit of one agent changed by a drop-in", ids: ["limit-of-one"] },
  { number: 45, says: "an upgrade while the fleet runs", ids: ["upgraded", "library-upgraded"] },
  { number: 46, says: "an uninstallation", ids: ["uninstalled"] },
  { number: 47, says: "two fleets side by side, one killed", ids: ["two-fleets"] },
  { number: 48, says: "three hundred agents", missing: NOT_YET },
  { number: 49, says: "a bus that hangs up in the middle", ids: ["reexec-in-the-middle"] },
  {
    number: 50,
    says: "a job that has ended before its number is told",
    missing:
      "nothing of ours listens for jobs: `systemctl` waits for each, and the state is looked at then",
  },
  { number: 51, says: "a machine without systemctl, or without a bus", ids: ["no-manager"] },
  { number: 52, says: "control clients that come and go by the hundred", ids: ["churn"] },
];
