import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { checkSocketName } from "@mosaicstack/roster";
import { openTmux } from "@mosaicstack/tmux-client";
import type { Environment } from "./paths.js";

/** Names of the sockets in tmux's folder that a fleet may have, whether a server answers on them or not. */
export function socketNames(env: Environment): string[] {
  const folder = dirname(openTmux({ default: true }, { env }).socketPath);
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isSocket() && checkSocketName(entry.name) === undefined)
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
