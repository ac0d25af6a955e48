/** Every bench: `name`, the `title` and `about` of its part of the page, and the program. */
export const benches = [
  {
    name: "start-100",
    title: "One agent is one unit, one session, one cgroup",
    about:
      "100 agents by the shipped units and script, in turn with 100 bare `Type=notify` services (a shell that says `READY=1` and becomes `sleep`), in one sandboxed user manager.",
    file: "packages/session-launcher/bench/start-100.bench.mjs",
  },
  {
    name: "resolve-100",
    title: "Launch plans",
    about: "100 agents whose program is found in the last place that is looked at.",
    file: "packages/session-launcher/bench/resolve-100.bench.mjs",
  },
  {
    name: "short-commands",
    title: "Short commands",
    about:
      "Beside `node -e 0`, with 100 agents; ratios are of processor time over all rounds, beyond what the bare reads use.",
    file: "apps/cli/bench/short-commands.bench.mjs",
  },
  {
    name: "looks",
    title: "A look at a fleet",
    about:
      "`status --json` and `up` with nothing to do, beside a Node program that only reads what cannot be left out; `--version` and `--help` beside `node -e 0`. In turn, by processor time.",
    file: "apps/cli/bench/looks.bench.mjs",
  },
  {
    name: "board",
    title: "The board",
    about: "`status --watch` on 100 agents: at rest, and from an agent's hook to the screen.",
    file: "apps/cli/bench/board.bench.mjs",
  },
  {
    name: "up-down",
    title: "A fleet under the tmux supervisor",
    about:
      "`up` and `down` of 100 agents in a sandbox, in turn with one call of tmux that makes 100 sessions which nobody watches.",
    file: "apps/cli/bench/up-down.bench.mjs",
  },
  {
    name: "server-killed",
    title: "After kill -9 of the tmux server",
    about:
      "Until every one of 100 agents is back, beside their start. Under systemd they come back by themselves, under the tmux supervisor by the next `up`.",
    file: "apps/cli/bench/server-killed.bench.mjs",
  },
  {
    name: "growth",
    title: "From one agent to a thousand",
    about:
      "Fleets of 1, 10, 100, 300 and 1,000 agents take turns, each in a sandbox of its own; figures are for each agent.",
    file: "apps/cli/bench/growth.bench.mjs",
  },
  {
    name: "peers",
    title: "Others at the same work",
    about:
      "Each by the best way that it offers, in a sandbox of its own; all take turns. The note says what a tool does not do that ours does. Ours waits 100 ms before it starts a killed agent again, the shortest that a roster takes. What is lost of messages is told further down: of these only libtmux and node-tmux type any, and none has a receipt.",
    file: "apps/cli/bench/peers.bench.mjs",
  },
  {
    name: "tmux-client",
    title: "tmux-client",
    about: "Beside the bare tmux and beside other libraries, each by the best way that it offers.",
    file: "packages/tmux-client/bench/tmux-client.bench.mjs",
    flags: ["--expose-gc"],
  },
  {
    name: "systemd-units",
    title: "systemd-units",
    about: "Unit files and the user manager, beside systemd's own tools.",
    file: "packages/systemd-units/bench/units.bench.mjs",
  },
  {
    name: "sandbox-start",
    title: "systemd-sandbox: start and end",
    about: "Beside an empty command in the same namespaces, the floor of the machine.",
    file: "packages/systemd-sandbox/bench/start.bench.mjs",
  },
  {
    name: "sandbox-processes",
    title: "systemd-sandbox: who is inside",
    about: "A look at 200 processes, beside `ps` inside, which tells less.",
    file: "packages/systemd-sandbox/bench/processes.bench.mjs",
  },
  {
    name: "roster",
    title: "Rosters",
    about:
      "1,000 agents beside the reading of their YAML; hostile texts, each at its slowest size.",
    file: "packages/roster/bench/parse.bench.mjs",
  },
  {
    name: "deliver",
    title: "Messages",
    about: "To stand-in input boxes whose own log is the truth: none lost, doubled or altered.",
    file: "packages/agent-channel/bench/deliver.bench.mjs",
  },
  {
    name: "blind-keys",
    title: "Messages typed blindly",
    about:
      "The same boxes, typed into by libraries that send the text and Enter and look at nothing; one line each, the box at rest.",
    file: "packages/agent-channel/bench/blind-keys.bench.mjs",
  },
  {
    name: "transcript",
    title: "Transcripts",
    about:
      "A pane that prints 10 MB/s: processor time of what keeps its transcript and looks for status records.",
    file: "packages/agent-channel/bench/transcript.bench.mjs",
  },
  {
    name: "check",
    title: "Checks of unit files",
    about: "`mosaic-fleet-harness check`.",
    file: "apps/test-harness/bench/check.bench.mjs",
  },
  {
    name: "live",
    title: "Rehearsals",
    about: "`mosaic-fleet-harness live`, as a person runs it, by the clock.",
    file: "apps/test-harness/bench/live.bench.mjs",
  },
];
