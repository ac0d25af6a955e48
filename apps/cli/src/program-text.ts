import type { ProgramText } from "@mosaicstack/command-line";
import { exitCodeMeanings } from "./exit-code.js";
import { globalFlags } from "./global-flags.js";
import { groups } from "./groups.js";
import { placeKinds } from "./place.js";

export const programName = "mosaic-fleet";

/** What `mosaic-fleet` says about itself beside its commands. */
export const programText: ProgramText<typeof globalFlags> = {
  name: programName,
  description: "Run coding agents unattended, each in a tmux session of its own.",
  groups,
  globals: globalFlags,
  places: placeKinds,
  notes: ["Agents are named, or --all, or --tag TAG."],
  exitCodes: exitCodeMeanings,
  example: "mosaic-fleet up && mosaic-fleet attach canary",
};
