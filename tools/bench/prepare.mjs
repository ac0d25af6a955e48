import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** What went wrong has been told; `code` is what to end with. */
export class Unprepared extends Error {
  constructor(code) {
    super(`it could not be prepared: ${code}`);
    this.code = code;
  }
}

/** From a fresh clone on: what is measured with is there, and what is measured is built, so that nothing is compiled meanwhile. */
export function prepare() {
  const cwd = join(import.meta.dirname, "../..");
  for (const argv of [["tools/bootstrap", "--bench"], ["tools/install"]]) {
    const { status } = spawnSync("sh", argv, { cwd, stdio: "inherit" });
    if (status !== 0) throw new Unprepared(status ?? 1);
  }
}
