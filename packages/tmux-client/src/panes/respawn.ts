import type { Client } from "../transport/client.js";
import { folderWord } from "../sessions/folder.js";
import { environmentFlags, programWords } from "../values/program.js";
import { checkPane } from "../values/target.js";
import type { PaneRef } from "../values/target.js";
import { onPane } from "./pane-guard.js";

export interface RespawnOptions {
  /** argv of the program, run without a shell. Default what the pane ran before. */
  readonly command?: readonly string[];
  /** Ends a program that still runs. Without it such a pane is refused with PaneAlive. */
  readonly kill?: boolean;
  /** An absolute folder that exists. Default as before. */
  readonly cwd?: string;
  /** Added to the environment of the pane. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function respawn(
  client: Client,
  pane: PaneRef,
  options: RespawnOptions = {},
): Promise<void> {
  checkPane(pane);
  const { command, kill = false, cwd, environment = {} } = options;
  const words = ["respawn-pane", ...(kill ? ["-k"] : []), "-t", pane.id];
  if (cwd !== undefined) words.push("-c", folderWord(client, cwd));
  const shown = [...words, "…"];
  words.push(...environmentFlags(environment));
  if (command) words.push(...programWords(command, "the pane's command"));
  const secret = Object.keys(environment).length > 0;
  await onPane(client, pane, [words], { shown, secret });
}
