import { createHash } from "node:crypto";

/** Enough of a sha256 to tell texts apart. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
