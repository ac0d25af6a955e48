import type { InitDocument } from "@mosaicstack/fleet/documents";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import type { Content } from "../output.js";

export const initCommand: Command = defineCommand({
  name: "init",
  summary: "write a roster",
  details: "A roster that is there already is kept, unless --force is given.",
  flags: {
    preset: { value: "PRESET", says: "the preset to write; default: canary" },
    force: { says: "replace the roster that is there" },
  },
  examples: ["mosaic-fleet init --preset pair"],
  run: async ({ context, output, flags, globals }) => {
    const { initRoster } = await import("@mosaicstack/fleet");
    const { file, preset } = await initRoster({
      preset: flags.preset ?? "canary",
      force: flags.force,
      ...(globals.roster === undefined ? {} : { roster: globals.roster }),
      env: context.env,
    });
    if (output.json) output.document({ roster: file, preset } satisfies Content<InitDocument>);
    else output.print(`${file}: preset ${preset}`);
    output.say("Edit it, or start it as it is with `mosaic-fleet up`.");
    return ExitCode.Done;
  },
});
