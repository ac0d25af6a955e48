import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { CheckDocument } from "../src/check/check-document.js";
import { run } from "../src/program.js";
import { scratchFolder } from "./scratch-folder.js";

export interface ScratchCheck {
  /** A home of its own for each test, and the folder that commands run in. */
  readonly home: string;
  /** Runs `check` with these arguments. */
  readonly check: (...args: string[]) => Promise<{ code: number; out: string; err: string }>;
  readonly checkJson: (...args: string[]) => Promise<{ code: number; document: CheckDocument }>;
}

/** `check` in a home of that name, made before each test and removed after it. */
export function scratchCheck(name = "home"): ScratchCheck {
  const scratch = { home: "" };
  beforeEach(() => {
    scratch.home = join(scratchFolder("harness-check"), name);
    mkdirSync(scratch.home);
  });
  afterEach(() => rmSync(dirname(scratch.home), { recursive: true }));
  const check: ScratchCheck["check"] = async (...args) => {
    const { home } = scratch;
    let out = "";
    let err = "";
    const code = await run(["check", ...args], {
      env: { HOME: home, PATH: process.env["PATH"] },
      cwd: home,
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      color: false,
    });
    return { code, out, err };
  };
  return Object.assign(scratch, {
    check,
    checkJson: async (...args: string[]) => {
      const { code, out } = await check("--format", "json", ...args);
      return { code, document: JSON.parse(out) as CheckDocument };
    },
  });
}

/** The codes of all that was found. */
export function codes({ files }: CheckDocument): string[] {
  return files.flatMap(({ findings }) => findings.map(({ code }) => code));
}

/** A document without what is said of the machine and not of the units, and whether that alone made `--strict` fail. */
export function machineWide(document: CheckDocument): [CheckDocument, boolean] {
  const files = document.files.map(({ path, findings }) => ({
    path,
    findings: findings.filter(({ code }) => code !== "MF707"),
  }));
  const rest = { ...document, files };
  return [rest, codes(document).includes("MF707") && codes(rest).length === 0];
}
