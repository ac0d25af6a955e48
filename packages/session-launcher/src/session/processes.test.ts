import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { environmentValues, readProcesses } from "./processes.js";

test.runIf(process.platform === "linux")(
  "a variable is told wherever it stands in an environment, and of one too large nothing is read",
  async () => {
    const environments = [
      { MARK: "a=b", Z: "1" },
      { XMARK: "no", Z: "MARK=no", MARK: "a=b" },
      { Z: "1", MARKED: "no" },
    ];
    for (const [index, env] of environments.entries()) {
      const child = spawn("/bin/sleep", ["1000"], { env, stdio: "ignore" });
      try {
        await once(child, "spawn");
        const row = readProcesses().get(child.pid ?? 0);
        if (row === undefined) throw new Error("it is not in the table");
        expect(row.environment).toBeGreaterThan(0);
        expect(environmentValues(row, "MARK")).toEqual(index === 2 ? [] : ["a=b"]);
        // As a process that has told the kernel so shows itself: prctl(2), PR_SET_MM_MAP
        const large = { ...row, environment: 400 * 2 ** 30 };
        expect(environmentValues(large, "MARK")).toEqual([]);
      } finally {
        child.kill("SIGKILL");
      }
    }
  },
);
