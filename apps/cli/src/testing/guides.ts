import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const docs = join(import.meta.dirname, "../../../../docs");
const folder = join(docs, "guides");

/** All of `docs/guides`, by name. */
export const guides: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
);

/** Those that are walked beside a user manager. */
export const underSystemd: ReadonlySet<string> = new Set([
  "harness.md",
  "migrating.md",
  "schedules.md",
  "systemd-by-hand.md",
  "troubleshooting.md",
]);

export const index = readFileSync(join(docs, "README.md"), "utf8");
