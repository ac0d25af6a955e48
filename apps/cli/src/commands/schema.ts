import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";

export const schemaCommand: Command = defineCommand({
  name: "schema",
  summary: "print the JSON Schema of a roster",
  details:
    "Editors with a YAML language server use it where a roster begins with `# yaml-language-server: $schema=FILE`.",
  flags: {},
  examples: ["mosaic-fleet schema > roster.v1.schema.json"],
  run: async ({ output, globals }) => {
    if (globals.json)
      throw new CliError("Usage", "`schema` has no `--json`: it prints JSON as it is");
    const { rosterJsonSchema } = await import("@mosaicstack/roster");
    output.draw(JSON.stringify(rosterJsonSchema, undefined, 2));
    return ExitCode.Done;
  },
});
