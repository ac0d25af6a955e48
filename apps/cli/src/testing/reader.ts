import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeSleeper } from "@mosaicstack/agent-channel/testing";
import type { Installed } from "./installed.js";

/** Who follows a guide: a home of their own, where nothing was done yet. */
export interface Reader {
  readonly home: string;
  /** Of their shell. Each block goes on where the one before it was left. */
  readonly env: Readonly<Record<string, string>>;
  /** argv prefix that a command of theirs has: it puts it beside their user manager. */
  readonly enter: readonly string[];
}

/** What they have: our programs, also as `npx` finds them in a clone, and a stand-in for `claude`. A folder for PATH. */
export function equip(folder: string, { fleet, harness }: Installed): string {
  const bin = join(folder, "bin");
  writeSleeper(bin);
  for (const [name, program] of [
    ["mosaic-fleet", fleet],
    ["mosaic-fleet-harness", harness],
  ] as const) {
    const words = `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`;
    writeFileSync(join(bin, name), words, { mode: 0o755 });
  }
  writeFileSync(join(bin, "npx"), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  return bin;
}

/** What a person's shell has, whoever and wherever they are. */
export const OF_EVERYBODY = {
  SHELL: "/bin/sh",
  TERM: "xterm-256color",
  LANG: "C.UTF-8",
  USER: "you",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "you",
  GIT_AUTHOR_EMAIL: "you@example.org",
  GIT_COMMITTER_NAME: "you",
  GIT_COMMITTER_EMAIL: "you@example.org",
  /** The clone that a guide starts in. */
  CLONE: join(import.meta.dirname, "../../../.."),
};
