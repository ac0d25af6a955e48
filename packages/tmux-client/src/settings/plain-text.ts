import type { Client } from "../transport/client.js";
import { tmuxError } from "../transport/failure.js";

/**
 * One value that tmux wrote on its own, without the newline it adds. Throws Protocol where tmux
 * 3.5 wrote what may be an escape: it does not say whether the value has a control character.
 */
export function plainText(client: Client, output: Buffer, what: string): string {
  const text = output.toString("utf8").replace(/\n$/, "");
  if (!client.memory.escapes || !/\\([0-7]{3}|[abfvrts0])/.test(text)) return text;
  throw tmuxError(
    client,
    "Protocol",
    `this tmux writes control characters as escapes, so that ${what} cannot be told; keep control characters and backslashes out of it`,
    { delivery: "applied" },
  );
}
