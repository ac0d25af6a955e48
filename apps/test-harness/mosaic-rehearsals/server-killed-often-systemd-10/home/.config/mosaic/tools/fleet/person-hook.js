// A change of what an agent does, as a plugin inside it tells it, for the person's own hooks (docs/reference/hooks.md).
import { spawn } from "node:child_process";
import { accessSync, constants, lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("run-person-hook.sh", import.meta.url));

/** Which hooks a change to that state may be for; which of them it is, the script says. */
const EVENTS = { idle: ["idle"], done: ["idle"], blocked: ["blocked", "quota"], error: ["error"] };

/** By the script that the others use, too. Nobody waits for it, and it keeps nothing alive. */
export function tellChange(folder, now, before, environment = process.env) {
  if (now.state === before.state && now.kind === before.kind) return;
  const hooks = hooksFolder(environment);
  if (!(EVENTS[now.state] ?? []).some((event) => hasHook(join(hooks, event)))) return;
  const words = [now.state, now.kind, before.state, before.kind, now.message];
  const child = spawn(script, ["--changed", folder, ...words.map((word) => word ?? "")], {
    detached: true,
    stdio: "ignore",
  });
  child.on("error", () => undefined);
  child.unref();
}

/** As find_hooks of lib/person-hook.sh. */
function hooksFolder({ XDG_CONFIG_HOME: given = "", HOME: home = "" }) {
  const installed = /^(.*\/mosaic)\/tools\/fleet$/.exec(dirname(script));
  if (installed !== null) return join(installed[1], "fleet/hooks");
  return join(given.startsWith("/") ? given : join(home, ".config"), "mosaic/fleet/hooks");
}

function hasHook(path) {
  try {
    accessSync(path, constants.X_OK);
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
