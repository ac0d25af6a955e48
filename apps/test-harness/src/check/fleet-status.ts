import { execFile } from "node:child_process";
import type { Context } from "../context.js";
import { findCli } from "../live/find-cli.js";

/** What `mosaic-fleet status --json` says, of which a check reads no more than this. */
export interface FleetStatus {
  readonly supervisor: string;
  readonly agents: readonly {
    readonly name: string;
    readonly drift: readonly { readonly kind: string; readonly message: string }[];
  }[];
}

const DEADLINE_MS = 30_000;

/** Asks the `mosaic-fleet` beside this command, or on PATH, so that a check is told what a person is told. Throws where it says nothing. */
export async function fleetStatus(env: Context["env"]): Promise<FleetStatus> {
  const cli = findCli(env);
  if (cli === undefined) throw new Error("`mosaic-fleet` is not installed");
  const text = await new Promise<string>((resolve, reject) => {
    const options = {
      env,
      timeout: DEADLINE_MS,
      killSignal: "SIGKILL",
      maxBuffer: LARGEST,
    } as const;
    execFile(cli, ["status", "--json"], options, (error, stdout) => {
      // It ends with 3 where not all is as the roster wants it
      if (stdout === "" && error !== null) reject(new Error(error.message, { cause: error }));
      else resolve(stdout);
    });
  });
  const document = JSON.parse(text) as FleetStatus | { error: { message: string } };
  if ("error" in document) throw new Error(`\`mosaic-fleet status\`: ${document.error.message}`);
  return document;
}

const LARGEST = 64 * 1024 * 1024;
