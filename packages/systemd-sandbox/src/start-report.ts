import { readFile } from "node:fs/promises";
import type { Outer } from "./outer.js";
import { SandboxError } from "./sandbox-error.js";

/** What the scripts say on stdout: process 1 as the outside numbers it, the manager as the inside does. */
export interface StartReport {
  readonly pid: number;
  readonly manager: number;
}

/** Reads until the manager answers. Throws `StartFailed` when the scripts end before, `Timeout`. */
export async function readReport(
  outer: Outer,
  log: string,
  deadlineMs: number,
): Promise<StartReport> {
  let output = "";
  let errors = "";
  outer.stdout.setEncoding("utf8");
  outer.stderr.setEncoding("utf8");
  outer.stderr.on("data", (chunk: string) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      void tailOf(log).then((tail) =>
        reject(
          new SandboxError(
            "Timeout",
            `no \`systemd --user\` answered in the sandbox within ${deadlineMs} ms${quote(errors, tail)}`,
          ),
        ),
      );
    }, deadlineMs);
    outer.stdout.on("data", (chunk: string) => {
      output += chunk;
      const report = parseReport(output);
      if (report === undefined) return;
      clearTimeout(timer);
      resolve(report);
    });
    outer.once("close", () => {
      clearTimeout(timer);
      reject(new SandboxError("StartFailed", `the sandbox did not start${quote(errors)}`));
    });
  });
}

/** `undefined` until both numbers are there. */
function parseReport(output: string): StartReport | undefined {
  const pid = /^pid (\d+)\n/m.exec(output)?.[1];
  const manager = /^manager (\d+)\n/m.exec(output)?.[1];
  return pid === undefined || manager === undefined
    ? undefined
    : { pid: Number(pid), manager: Number(manager) };
}

async function tailOf(log: string): Promise<string> {
  const text = await readFile(log, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-20).join("\n");
}

function quote(...parts: readonly string[]): string {
  const text = parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join("\n");
  return text === "" ? "; nothing was logged" : `; the log ends:\n${text}`;
}
