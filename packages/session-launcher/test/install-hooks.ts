import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { channelScripts } from "@mosaicstack/agent-channel";

/** Puts the hooks of a person into their home, who get `$out`, and the script that runs them beside the launcher. */
export function installHooks(home: string, hooks: Readonly<Record<string, string>>): void {
  const tools = join(home, ".config/mosaic/tools/fleet");
  for (const { name, path, mode } of channelScripts()) {
    if (!/hook\.(sh|js)$/.test(name)) continue;
    copyFileSync(path, join(tools, name));
    chmodSync(join(tools, name), mode);
  }
  for (const [event, body] of Object.entries(hooks)) {
    const file = join(home, ".config/mosaic/fleet/hooks", event);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nout='${home}'\n${body}\n`, { mode: 0o755 });
  }
}
