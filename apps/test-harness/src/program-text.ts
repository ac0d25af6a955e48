import type { ProgramText } from "@mosaicstack/command-line";
import { exitCodeMeanings } from "./exit-code.js";

export const programName = "mosaic-fleet-harness";

/** No option is one of every command: each has the formats that it can print. */
export const globalFlags = {} as const;

/** What `mosaic-fleet-harness` says about itself beside its commands. */
export const programText: ProgramText<typeof globalFlags> = {
  name: programName,
  description: "Check the unit files of a fleet, and rehearse its life and its disasters.",
  groups: [
    { title: "Check", names: ["check", "list", "explain"] },
    { title: "Rehearse", names: ["live", "probe"] },
    { title: "Learn", names: ["completion", "help"] },
  ],
  globals: globalFlags,
  places: {},
  notes: [],
  exitCodes: exitCodeMeanings,
  example: "mosaic-fleet-harness check --installed --strict",
};
