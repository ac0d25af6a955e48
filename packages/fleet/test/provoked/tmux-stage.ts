import { chmod, mkdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { findProgram } from "@mosaicstack/agent-channel";
import { symlink } from "node:fs/promises";
import { doctor } from "../../src/doctor/doctor.js";
import { fleetPaths, type FleetPaths } from "../../src/files/paths.js";
import type { Fleet } from "../../src/fleet.js";
import { openFleet } from "../../src/open-fleet.js";
import { canaries, openScratch, type Scratch } from "../scratch.js";

/** A fleet of two under the tmux supervisor, as it should be: whatever a test does, its remedy undoes. */
export class TmuxStage {
  /** What doctor is started with. */
  env: Record<string, string>;
  socket: string | undefined;
  readonly roster: string;
  readonly good: string;
  readonly paths: FleetPaths;
  readonly workdir: string;

  readonly scratch: Scratch;

  constructor(scratch: Scratch) {
    this.scratch = scratch;
    this.env = { ...scratch.env };
    this.paths = fleetPaths(scratch.env);
    this.roster = join(scratch.root, "roster.yaml");
    this.workdir = join(scratch.root, "work");
    this.good = canaries(["cod", "coder"], `, workdir: ${this.workdir}`);
  }

  static async open(): Promise<TmuxStage> {
    const stage = new TmuxStage(await openScratch());
    await mkdir(stage.workdir);
    await writeFile(stage.roster, stage.good);
    await (await stage.fleet()).up();
    return stage;
  }

  async fleet(roster: string = this.roster): Promise<Fleet> {
    return await openFleet({ roster, env: this.scratch.env, supervisor: "tmux" });
  }

  async look(): Promise<string[]> {
    const { roster, env, socket } = this;
    const { findings } = await doctor({ roster, env, socket, supervisor: "tmux" });
    return findings.map(({ id }) => id);
  }

  async write(path: string, text: string, mode = 0o600): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, text);
    await chmod(path, mode);
  }

  /** Puts a program before all others of its name; a script of sh. */
  async program(name: string, body: string, folder = "bin"): Promise<string> {
    const file = join(this.scratch.root, folder, name);
    await this.write(file, `#!/bin/sh\n${body}\n`, 0o755);
    this.env["PATH"] = [join(this.scratch.root, folder), this.scratch.env["PATH"]].join(delimiter);
    return file;
  }

  /** PATH with these programs alone. */
  async onlyPrograms(names: readonly string[]): Promise<void> {
    const folder = join(this.scratch.root, `only-${names.join("-")}`);
    await mkdir(folder);
    for (const name of names) await symlink(this.found(name), join(folder, name));
    this.env["PATH"] = folder;
  }

  found(name: string): string {
    return findProgram(name, this.scratch.env["PATH"] ?? "") ?? name;
  }

  /** As it was before, for who looks. */
  async asBefore(): Promise<void> {
    this.env = { ...this.scratch.env };
    this.socket = undefined;
  }
}
