import { connect } from "node:net";
import type { Client } from "./client.js";
import { findServer } from "../server/process.js";

/** Whether someone listens there: a stopped server does, a dead one or a mere file does not. */
export async function accepts(path: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(path);
    const end = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once("connect", () => end(true));
    // Anything else, such as a full queue, needs a listener too.
    socket.once("error", (error: NodeJS.ErrnoException) =>
      end(!["ECONNREFUSED", "ENOENT", "ENOTDIR", "ENOTSOCK"].includes(error.code ?? "")),
    );
  });
}

/**
 * The pid of a server that lives on without its socket file. Undefined when there is none, when it
 * cannot be known (behind a prefix, without /proc), and when the file is there after all.
 */
export async function lostServer(client: Client): Promise<number | undefined> {
  const { socketPath } = client.address;
  const { prefix, uid } = client.options;
  const pid = prefix.length === 0 ? findServer(socketPath, uid) : undefined;
  // It may have been founded since the call that found none.
  return pid === undefined || (await accepts(socketPath)) ? undefined : pid;
}
