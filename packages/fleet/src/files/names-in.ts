import { readdirSync } from "node:fs";
import { oneLook } from "./one-look.js";

/** Names in a folder of the person's configuration, plain files or not; none where it cannot be read. Many agents share some. */
export function namesIn(folder: string, owner: object): readonly string[] {
  return oneLook(owner, `names ${folder}`, () => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  });
}
