// What it takes to resolve the launches of 100 agents, each found in the last place that is looked at.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveLaunch, wellKnownFolders } from "@mosaicstack/session-launcher";
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { rounds } from "../../../tools/bench/measure/rounds.mjs";
import { tell } from "../../../tools/bench/measure/tell.mjs";

const LIMIT_MS = 50;
const COUNT = 100;

const home = mkdtempSync(join(tmpdir(), "mosaic-resolve-bench-"));
try {
  const { resolve } = await interleave({ resolve: { run: resolving(agents()) } }, rounds(21, 5));
  tell({ name: `resolving ${COUNT} launches`, figures: resolve, limit: LIMIT_MS });
} finally {
  rmSync(home, { recursive: true });
}

/** Half of them need nvm's folders, half the very last one. */
function agents() {
  const bins = ["v18.1.0", "v20.1.0", "v22.1.0", "v24.1.0"].map((name) =>
    join(home, ".nvm/versions/node", name, "bin"),
  );
  const cargo = join(home, ".cargo/bin");
  for (const folder of [...bins, cargo]) mkdirSync(folder, { recursive: true });
  for (const file of [join(bins[0], "codex"), join(cargo, "claude")]) {
    writeFileSync(file, "#!/bin/sh\n");
    chmodSync(file, 0o755);
  }
  return Array.from({ length: COUNT }, (_, at) => ({
    name: `a${at}`,
    runtime: at % 2 === 0 ? "codex" : "claude",
    args: ["--model", "x"],
    unattended: true,
  }));
}

function resolving(all) {
  const none = Array.from({ length: 8 }, (_, at) => join(home, `none${at}`)).join(":");
  return () => {
    const folders = wellKnownFolders(home, {});
    for (const agent of all) {
      const plan = resolveLaunch(agent, { path: none, fallbackPath: none, folders });
      if (plan.provenance.program !== "well-known") throw new Error("not where it should be");
    }
  };
}
