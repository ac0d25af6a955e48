import type { InitDocument } from "@mosaicstack/fleet/documents";
import { visible } from "@mosaicstack/tmux-client/visible";
import { CliError } from "../failure.js";
import { defineCommand, type Call, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import type { Content } from "../output.js";

const flags = {
  preset: { value: "PRESET", says: "the preset to write; default: canary" },
  fromEnvFiles: {
    says: "make it of the env files in DIR; default: ~/.config/mosaic/fleet/agents",
  },
  force: { says: "replace the roster that is there" },
} as const;

export const initCommand: Command = defineCommand({
  name: "init",
  summary: "write a roster",
  details:
    "A roster that is there already is kept, unless --force is given. " +
    "--from-env-files makes one for a fleet that so far is env files alone, and says the same; they stay, and win.",
  words: { usage: "[DIR]", count: "any" },
  flags,
  examples: ["mosaic-fleet init --preset pair", "mosaic-fleet init --from-env-files"],
  run: async (call) => {
    const { words, flags: given } = call;
    if (!given.fromEnvFiles && words.length > 0)
      throw new CliError("Usage", "`init` takes a folder with `--from-env-files` only", FOLDER);
    if (words.length > 1) throw new CliError("Usage", "`init` takes one folder", FOLDER);
    if (given.fromEnvFiles && given.preset !== undefined)
      throw new CliError(
        "Usage",
        "`--from-env-files` and `--preset` do not go together",
        "Give one of them: both say what the roster is made of.",
      );
    return given.fromEnvFiles ? await importRoster(call) : await writePreset(call);
  },
});

const FOLDER =
  "`mosaic-fleet init --from-env-files DIR` makes a roster of the env files in DIR; `--roster FILE` says where it goes.";

async function writePreset({
  context,
  output,
  flags: given,
  globals,
}: Call<typeof flags>): Promise<number> {
  const { initRoster } = await import("@mosaicstack/fleet");
  const { file, preset } = await initRoster({
    preset: given.preset ?? "canary",
    force: given.force,
    ...(globals.roster === undefined ? {} : { roster: globals.roster }),
    env: context.env,
  });
  if (output.json) output.document({ roster: file, preset } satisfies Content<InitDocument>);
  else output.print(`${file}: preset ${preset}`);
  output.say("Edit it, or start it as it is with `mosaic-fleet up`.");
  return ExitCode.Done;
}

async function importRoster({
  context,
  output,
  words,
  flags: given,
  globals,
}: Call<typeof flags>): Promise<number> {
  const { importEnvFiles } = await import("@mosaicstack/fleet");
  const { file, folder, agents, left, skipped, isElsewhere } = await importEnvFiles({
    folder: words[0],
    force: given.force,
    ...(globals.roster === undefined ? {} : { roster: globals.roster }),
    env: context.env,
  });
  const imported = { folder, agents, left, skipped };
  if (output.json)
    output.document({ roster: file, preset: null, imported } satisfies Content<InitDocument>);
  else
    output.print(
      `${file}: ${agents.length} ${agents.length === 1 ? "agent" : "agents"} of ${folder}`,
    );
  for (const each of skipped) output.warn(`${each.file} was left out: it ${each.why}`);
  for (const each of left)
    output.say(visible(`${each.file} keeps ${each.names.join(", ")}: a roster does not hold that`));
  if (isElsewhere && left.length > 0)
    output.warn(
      "What those files keep has no effect there: copy them to `~/.config/mosaic/fleet/agents`.",
    );
  output.say("The env files stay, and win. See what would change with `mosaic-fleet plan`.");
  return ExitCode.Done;
}
