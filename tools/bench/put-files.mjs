import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Writes all of them, or none: each beside its place first, and then into it. `files`: path → text. */
export function putFiles(files) {
  const fresh = Object.keys(files).map((path) => ({ path, beside: `${path}.new` }));
  try {
    for (const { path, beside } of fresh) writeFileSync(beside, files[path]);
    for (const { path, beside } of fresh) renameSync(beside, path);
  } finally {
    for (const { beside } of fresh) rmSync(beside, { force: true });
  }
}
