// A change of what an agent does, as a plugin inside it tells it, for the person's own hooks (docs/reference/hooks.md).
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("run-person-hook.sh", import.meta.url));

/** By the script that the others use, too. Nobody waits for it, and it keeps nothing alive. */
export function tellChange(folder, now, before) {
  if (now.state === "working" || (now.state === before.state && now.kind === before.kind)) return;
  const words = [now.state, now.kind, before.state, before.kind, now.message];
  const child = spawn(script, ["--changed", folder, ...words.map((word) => word ?? "")], {
    detached: true,
    stdio: "ignore",
  });
  child.on("error", () => undefined);
  child.unref();
}
