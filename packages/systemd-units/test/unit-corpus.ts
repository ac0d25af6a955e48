import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const ROOTS = [
  "/usr/lib/systemd",
  "/lib/systemd",
  "/etc/systemd",
  "/usr/local/lib/systemd",
  "/usr/share",
  "/var/lib/systemd",
];
const UNIT = /\.(?:service|socket|target|timer|path|slice|mount|automount|swap|scope)$/;

/** Every unit file and drop-in of this machine: those systemd reads, and those that installed packages carry as examples or for D-Bus. */
export function unitCorpus(): { path: string; text: string }[] {
  const found = new Map<string, string>();
  for (const root of ROOTS)
    for (const name of list(root)) {
      const path = join(root, name);
      const isDropIn = /\/(?:system|user)\/.*\.d\/[^/]+\.conf$/.test(path);
      if (!(UNIT.test(name) || isDropIn) || !statSync(path, { throwIfNoEntry: false })?.isFile())
        continue;
      const text = readFileSync(path, "utf8");
      // D-Bus calls its own files services too.
      if (!/^\[D-BUS Service\]/m.test(text)) found.set(path, text);
    }
  return [...found].map(([path, text]) => ({ path, text }));
}

function list(root: string): string[] {
  return statSync(root, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(root, { recursive: true, encoding: "utf8" })
    : [];
}
