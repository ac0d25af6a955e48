import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RenderedFile } from "@mosaicstack/fleet";
import { runCheck } from "../src/check/run-check.js";
import type { Mutation } from "../src/mutations/mutation.js";
import { sampleFleet } from "./sample-fleet.js";
import { scratchFolder } from "./scratch-folder.js";

/** An installed fleet into which one defect after the other is planted. */
export interface PlantedFleet {
  readonly files: readonly RenderedFile[];
  /** The codes that `check --installed` has for it, in their order; without a defect those of the fleet as it is. */
  check(mutation?: Mutation): Promise<string[]>;
  remove(): void;
}

export async function plantedFleet(socket: string): Promise<PlantedFleet> {
  const home = scratchFolder("harness-planted");
  const files = await sampleFleet(home, socket);
  const put = ({ path, mode }: RenderedFile, text: string | undefined): void => {
    const place = join(home, ".config", path);
    rmSync(place, { force: true });
    if (text === undefined) return;
    writeFileSync(place, text);
    chmodSync(place, mode);
  };
  // No systemd on PATH: the rules judge alone, and alike on every machine.
  const context = { env: { HOME: home, PATH: "" }, cwd: home, out() {}, err() {}, color: false };
  const codes = async (): Promise<string[]> => {
    const asked = { installed: true, strict: true, verify: false, writeBaseline: false };
    const { document } = await runCheck([], asked, context);
    const found = document.files.flatMap(({ findings }) => findings.map(({ code }) => code));
    return [...new Set(found)].filter((code) => code !== OF_THE_MACHINE).toSorted();
  };
  return {
    files,
    check: async (mutation) => {
      if (mutation === undefined) return await codes();
      const file = files.find(({ path }) => path === mutation.file);
      if (file === undefined) throw new Error(`\`${mutation.file}\` is not installed`);
      try {
        put({ ...file, mode: mutation.mode ?? file.mode }, mutation.edit(file.text));
        return await codes();
      } finally {
        put(file, file.text);
      }
    },
    remove: () => rmSync(home, { recursive: true }),
  };
}

/** Whether the user lingers. */
const OF_THE_MACHINE = "MF707";
