import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import type { DoctorDocument } from "../../src/documents/doctor.js";
import type { StatusDocument } from "../../src/documents/status.js";
import type { SandboxedFleet } from "../sandboxed-fleet.js";

/** A fleet of two beside a private user manager, as it should be: whatever a test does, its remedy undoes. */
export class SystemdStage {
  env: Record<string, string> = {};
  supervisor: "systemd" | "tmux" = "systemd";
  readonly fleet: SandboxedFleet;

  constructor(fleet: SandboxedFleet) {
    this.fleet = fleet;
  }

  /** Its agents run, the machine lets it linger, and its state is on a disk of its own. */
  async open(roster: string): Promise<void> {
    const { sandbox } = this.fleet;
    await sandbox.smallDisk("/var/lib/systemd", 1024 * 1024);
    await sandbox.smallDisk(join(this.home, ".local/state"), 100 * 1024 * 1024);
    await this.linger();
    await writeFile(this.fleet.roster, roster);
    await this.fleet.verb("up");
  }

  async linger(): Promise<void> {
    // As logind does, and `loginctl enable-linger`; the name is that of whoever looks.
    await this.sh(
      'mkdir -p /run/systemd/users /var/lib/systemd/linger; touch "/var/lib/systemd/linger/${USER:-${LOGNAME:-$(id -un)}}"',
    );
  }

  get home(): string {
    return this.fleet.sandbox.home;
  }

  get units(): string {
    return join(this.home, ".config/systemd/user");
  }

  async look(): Promise<string[]> {
    const found = await this.fleet.verbIn<DoctorDocument>(this.env, "doctor", this.supervisor);
    return found.findings.map(({ id }) => id);
  }

  async paneOf(name: string): Promise<number> {
    const { agents } = await this.fleet.verb<StatusDocument>("status");
    return agents.find((agent) => agent.name === name)?.pane?.pid ?? 0;
  }

  async sh(line: string): Promise<string> {
    return (await this.fleet.sandbox.exec("sh", ["-c", line], { reject: true })).stdout;
  }

  async childrenOf(pid: number): Promise<number[]> {
    const { stdout } = await this.fleet.sandbox.exec("ps", ["-o", "pid=", "--ppid", String(pid)]);
    return stdout.split("\n").map(Number).filter(Boolean);
  }

  /** As tmux does, and as anything else may. */
  async moveToScope(scope: string, pid: number): Promise<void> {
    const job = "/org/freedesktop/systemd1 org.freedesktop.systemd1.Manager StartTransientUnit";
    const call = `--user --quiet call org.freedesktop.systemd1 ${job} ssa(sv)a(sa(sv))`.split(" ");
    const argv = [...call, scope, "fail", "1", "PIDs", "au", "1", String(pid), "0"];
    await this.fleet.sandbox.exec("busctl", argv, { reject: true });
    await waitFor(async () => (await this.fleet.show(scope, "ActiveState")) === "active", {
      what: `${scope} to be there`,
    });
  }
}
