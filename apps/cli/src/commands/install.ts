import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";

export const installCommand: Command = defineCommand({
  name: "install",
  summary: "put units and launcher script in place",
  details: "Needs no roster, starts nothing, and keeps files and drop-ins of your own.",
  flags: {},
  examples: ["mosaic-fleet install"],
  run: async ({ context, output }) => {
    const { installFleet, lingerNote } = await import("@mosaicstack/fleet");
    const { files } = await installFleet({ env: context.env });
    if (output.json) output.document({ files });
    else for (const { path, action } of files) output.print(`${action} ${path}`);
    const note = await lingerNote(context.env);
    if (note !== undefined) output.say(note);
    return ExitCode.Done;
  },
});
