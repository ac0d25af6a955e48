import { findServer } from "../server/process.js";
import { tmuxVersion } from "../server/version.js";
import type { Client } from "./client.js";

/**
 * The pid of a server on our socket whose version is not that of our binary: it hangs up with the
 * words of a server that ends. Undefined when there is none, or when it cannot be known.
 */
export async function skewedServer(client: Client): Promise<number | undefined> {
  const { prefix, uid, binary } = client.options;
  const pid = prefix.length === 0 ? findServer(client.address.socketPath, uid) : undefined;
  if (pid === undefined) return undefined;
  try {
    const theirs = `/proc/${String(pid)}/exe`;
    if (binary === theirs) return undefined;
    const [ours, own] = await Promise.all([
      tmuxVersion(client.options),
      tmuxVersion({ ...client.options, binary: theirs }),
    ]);
    return ours.text === own.text ? undefined : pid;
  } catch {
    return undefined;
  }
}
