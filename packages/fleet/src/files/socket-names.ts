import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkSocketName } from "@mosaicstack/roster";
import { openTmux } from "@mosaicstack/tmux-client";
import { namesIn } from "./names-in.js";
import type { Environment } from "./paths.js";

/** Names of the sockets in tmux's folder that a fleet may have, whether a server answers on them or not. */
export function socketNames(env: Environment): string[] {
  const folder = dirname(openTmux({ default: true }, { env }).socketPath);
  return namesIn(folder, env).filter((name) => {
    if (checkSocketName(name) !== undefined) return false;
    return lstatSync(join(folder, name), { throwIfNoEntry: false })?.isSocket() === true;
  });
}
