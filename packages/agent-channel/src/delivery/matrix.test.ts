import { spawn } from "node:child_process";
import { join } from "node:path";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPaneScripts } from "../../test/pane-scripts.js";
import { cells, engines, runCell, type Cell } from "../../test/typist-matrix.js";
import { everyShell } from "../testing/shells.js";

// Both engines, every kind of box, slow ones too, messages of up to 20 KB: each arrives once, byte for byte, and is told so. The
// default run has the cells in which messages were lost; MOSAIC_MATRIX=5 runs all of them so often, with and without load.
const rounds = Number(process.env["MOSAIC_MATRIX"] ?? 0);
const isHard = ({ mode, blockMs }: Cell): boolean => mode !== "plain" && blockMs > 0;
const loads = rounds === 0 ? [0] : [0, 2];
const only = process.env["MOSAIC_MATRIX_SHELL"];
const shells = everyShell().filter(({ name }, at) =>
  rounds === 0 ? at === 0 : only === undefined || name === only,
);

describe.each(loads)("with %i busy processes beside", (load) => {
  let shelter: ThrowAwayTmux;
  let burners: ReturnType<typeof spawn>[] = [];
  beforeAll(async () => {
    shelter = await openThrowAwayTmux({ start: false });
    burners = Array.from({ length: load }, () => spawn(process.execPath, ["-e", "for(;;);"]));
  });
  afterAll(async () => {
    for (const each of burners) each.kill();
    await shelter.close();
  });

  const runs = cells
    .filter((cell) => rounds > 0 || isHard(cell))
    .flatMap((cell) => [
      ...shells.map((shell) => ({ ...cell, by: "drain" as const, shell })),
      { ...cell, by: "send" as const, shell: shells[0]! },
    ]);
  test.each(runs)("$by, $shell.name: $mode, $blockMs ms a read", async ({ by, shell, ...cell }) => {
    const script = installPaneScripts(join(shelter.directory, shell.name), shell).drainQueue;
    const tally = await runCell(cell, { script, engine: engines[by], rounds: rounds || 1 });
    if (rounds > 0) console.log(JSON.stringify({ by, shell: shell.name, load, ...cell, ...tally }));
    expect(tally).toMatchObject({ lost: 0, doubled: 0, merged: 0, mistold: 0 });
  });
});
