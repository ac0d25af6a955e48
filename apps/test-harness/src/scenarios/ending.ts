import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Rehearsal } from "../live/rehearsal.js";
import type { StagedAgent } from "../stage/roster.js";

const PROGRAM =
  'until [ -s ends ]; do sleep 0.1; done; read -r code <ends; [ -e again ] || rm ends; exit "$code"';

/** An agent that ends when it is told to. */
export const ending = (name: string, restart?: Readonly<Record<string, unknown>>): StagedAgent => ({
  name,
  command: ["/bin/sh", "-c", PROGRAM],
  ...(restart && { restart }),
});

/** Tells it to end with this exit code. `again`: and each later life too, at once. */
export async function end(
  { sandbox }: Rehearsal,
  agent: string,
  code: number,
  again = false,
): Promise<void> {
  const workdir = join(sandbox.home, "work", agent);
  if (again) await writeFile(join(workdir, "again"), "");
  await writeFile(join(workdir, "ends"), `${code}\n`);
}
