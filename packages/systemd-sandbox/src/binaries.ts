import { accessSync, constants, existsSync, statSync } from "node:fs";
import { join } from "node:path";

/** What a sandbox runs from the machine, as absolute paths. */
export interface Binaries {
  readonly systemd: string;
  readonly systemctl: string;
  readonly busctl: string;
  /** Empty where the distribution ships `dbus.socket` for user managers, and so the bus of its choice. */
  readonly dbusDaemon: string;
  readonly unshare: string;
  readonly nsenter: string;
  readonly mount: string;
}

const STANDARD = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** The PATH inside: the folder of this Node first when no standard folder holds it, so that `node` is the same one. */
export function sandboxPath(nodeFolder: string, extra: readonly string[] = []): string {
  const node = STANDARD.includes(nodeFolder) ? [] : [nodeFolder];
  return [...extra, ...node, ...STANDARD].join(":");
}

/** Finds all of them; `missing` names those that are not there. */
export function findBinaries(): { binaries?: Binaries; missing: readonly string[] } {
  const missing: string[] = [];
  const find = (name: string, folders: readonly string[] = STANDARD): string => {
    const path = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (path === undefined) missing.push(name);
    return path ?? "";
  };
  const binaries: Binaries = {
    systemd: find("systemd", ["/usr/lib/systemd", "/lib/systemd"]),
    systemctl: find("systemctl"),
    busctl: find("busctl"),
    dbusDaemon: shipsBus() ? "" : find("dbus-daemon"),
    unshare: find("unshare"),
    nsenter: find("nsenter"),
    mount: find("mount"),
  };
  return missing.length === 0 ? { binaries, missing } : { missing };
}

function shipsBus(): boolean {
  return ["/etc", "/usr/local/lib", "/usr/lib", "/lib"].some((folder) =>
    existsSync(join(folder, "systemd/user/sockets.target.wants/dbus.socket")),
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
