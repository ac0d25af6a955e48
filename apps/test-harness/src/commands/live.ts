import type { FlagTable } from "@mosaicstack/command-line";
import { laneNames } from "../live/lane-names.js";
import { defineCommand, type Call, type Command } from "./command.js";
import { resultFormat } from "./format-flags.js";

const kinds = ["systemd", "tmux", "both"] as const;
const MILLION = 1_000_000;

const flags = {
  scenario: {
    value: "PATTERN,...",
    says: "only those whose id has this in it, or matches it (`*-killed`)",
  },
  quick: { says: "the shortest set that meets every kind of fault" },
  roster: {
    value: "FILE",
    says: "rehearse this fleet, with stand-ins for its programs, and tell what survives",
  },
  walk: {
    value: "N",
    whole: [1, MILLION],
    says: "N steps and faults drawn at random, a model says what must hold; a failure is shrunk",
  },
  walkSteps: { value: "FILE", says: "makes the steps again that a failed walk left" },
  supervisor: {
    value: "KIND",
    choices: kinds,
    says: "who keeps the agents alive: systemd, tmux, both; default: both, of a roster systemd",
  },
  seed: {
    value: "N",
    whole: [0, MILLION],
    says: "what choices are drawn with; default: by chance, and told",
  },
  repeat: {
    value: "N",
    whole: [1, MILLION],
    usual: 1,
    says: "rounds of each, each with the next seed",
  },
  parallel: {
    value: "N",
    whole: [1, 64],
    says: "sandboxes at the same time; default: two more than processors",
  },
  lane: {
    value: "LANE",
    choices: laneNames,
    usual: "auto",
    says: `where the sandbox comes from, see \`probe\`: ${laneNames.join(", ")}`,
  },
  cli: {
    value: "FILE",
    says: "the `mosaic-fleet` to rehearse; default: beside this, else PATH",
  },
  artefacts: {
    value: "DIR",
    usual: "mosaic-rehearsals",
    says: "where a failure leaves what helps to understand it",
  },
  allowSkips: {
    value: "ID,...",
    says: "for CI: a scenario that is skipped and not named here fails; `none` names none",
  },
  format: resultFormat,
} as const satisfies FlagTable;

export type LiveCall = Call<typeof flags>;

export const liveCommand: Command = defineCommand({
  name: "live",
  summary: "rehearse a fleet's life, faults included, in a private sandbox",
  details:
    "With a real `systemd --user` and real tmux. After each step unit state, tmux's list, cgroup contents and the JSON of " +
    "`mosaic-fleet` are compared.",
  flags,
  examples: [
    "mosaic-fleet-harness live --quick",
    "mosaic-fleet-harness live --scenario '*-killed' --repeat 5",
    "mosaic-fleet-harness live --quick --allow-skips none --format junit",
    "mosaic-fleet-harness live --walk 500 --seed 7 --supervisor systemd",
    "mosaic-fleet-harness live --roster ~/.config/mosaic/fleet/roster.yaml",
  ],
  run: async (call) => {
    const { runLive } = await import("../live/run-live.js");
    return await runLive(call);
  },
});
