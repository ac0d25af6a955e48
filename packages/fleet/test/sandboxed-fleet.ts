import { join } from "node:path";
import { expect } from "vitest";
import type { Sandbox, SandboxOptions } from "@mosaicstack/systemd-sandbox";
import { sandboxFixture, type Hooks } from "@mosaicstack/systemd-sandbox/testing";
import { bundledVerbs } from "./bundled-verbs.js";

/** A fleet beside a private user manager; its verbs run inside, as `mosaic-fleet` would. */
export interface SandboxedFleet {
  readonly sandbox: Sandbox;
  /** Where its roster stands, once a test wrote it. */
  readonly roster: string;
  /** Runs one verb under the systemd supervisor; its result. */
  verb: <T>(name: string, ...names: string[]) => Promise<T>;
  /** The same, with more in its environment, under either supervisor. */
  verbIn: <T>(
    env: Readonly<Record<string, string>>,
    name: string,
    supervisor?: "systemd" | "tmux",
  ) => Promise<T>;
  /** What a verb under either supervisor says when it fails. */
  complaint: (name: string, supervisor: "systemd" | "tmux") => Promise<string>;
  /** A property of a unit. */
  show: (unit: string, property: string) => Promise<string>;
  systemctl: (...argv: string[]) => Promise<string>;
}

/** One for all tests of the calling suite. */
export function sandboxedFleet(hooks: Hooks, options: SandboxOptions = {}): SandboxedFleet {
  const repository = join(import.meta.dirname, "..", "..", "..");
  const fixture = sandboxFixture(hooks, { ...options, keep: [repository] });
  const bundle = bundledVerbs(hooks, "fleet-test");

  const systemctl = async (...argv: string[]): Promise<string> =>
    (await fixture.sandbox.exec("systemctl", ["--user", ...argv])).stdout;
  const roster = (): string => join(fixture.sandbox.home, "roster.yaml");
  const run = async (
    supervisor: string,
    name: string,
    names: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ) =>
    await fixture.sandbox.exec("env", [
      ...Object.entries(env).map(([key, value]) => `${key}=${value}`),
      process.execPath,
      bundle.path,
      name,
      roster(),
      supervisor,
      ...names,
    ]);
  return {
    get sandbox() {
      return fixture.sandbox;
    },
    get roster() {
      return roster();
    },
    verb: async <T>(name: string, ...names: string[]): Promise<T> => {
      const result = await run("systemd", name, names);
      expect(result.stderr).toBe("");
      return JSON.parse(result.stdout) as T;
    },
    verbIn: async <T>(
      env: Readonly<Record<string, string>>,
      name: string,
      supervisor: "systemd" | "tmux" = "systemd",
    ): Promise<T> => {
      const result = await run(supervisor, name, [], env);
      expect(result.stderr).toBe("");
      return JSON.parse(result.stdout) as T;
    },
    complaint: async (name, supervisor) => (await run(supervisor, name)).stderr,
    systemctl,
    show: async (unit, property) => await systemctl("show", "-P", property, unit),
  };
}
