import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RenderedFile } from "@mosaicstack/fleet";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";
import { homely } from "../render/homely.js";

export const renderCommand: Command = defineCommand({
  name: "render",
  summary: "print the exact files that `apply` would write",
  details:
    "Without --out one stream, each file behind a `# FILE` line. With it, files below DIR as they lie below " +
    "the config home (~/.config). A roster's `env` is in them.",
  flags: { out: { value: "DIR", says: "write the files below DIR" } },
  examples: [
    "mosaic-fleet render",
    "mosaic-fleet render --out /tmp/fleet && diff -r ~/.config /tmp/fleet",
  ],
  run: async (call) => {
    const { context, output, flags } = call;
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet({ ...fleetOptions(call), withoutTmux: true });
    const rendered = await fleet.render();
    if (flags.out !== undefined) writeBelow(flags.out, rendered.files);
    if (output.json) output.document(rendered);
    else if (flags.out === undefined) for (const file of rendered.files) output.draw(stream(file));
    else {
      const where = homely(flags.out, context.env["HOME"]);
      for (const { path } of rendered.files) output.print(join(where, path));
    }
    return ExitCode.Done;
  },
});

function stream({ path, text }: RenderedFile): string {
  return `# FILE ${path}\n${text.replace(/\n$/, "")}`;
}

function writeBelow(folder: string, files: readonly RenderedFile[]): void {
  for (const { path, text, mode } of files) {
    const target = join(folder, path);
    try {
      mkdirSync(dirname(target), { recursive: true });
      // Anew, so that nothing is written through a link.
      rmSync(target, { force: true });
      writeFileSync(target, text, { mode, flag: "wx" });
      chmodSync(target, mode);
    } catch (error) {
      const remedy = "Name a folder that you can write, with `--out DIR`.";
      throw new CliError(
        "Failed",
        `${target} cannot be written: ${(error as Error).message}`,
        remedy,
      );
    }
  }
}
