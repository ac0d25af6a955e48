import { randomBytes } from "node:crypto";

/** What the seal of an answer told. */
export type Unsealed =
  | {
      readonly answer: Buffer;
      /** tmux 3.5 writes control characters as `\ooo`; others leave them. */
      readonly escaped: boolean;
    }
  | "missing"
  | "altered";

/**
 * The last line of every answer. A server that ends drops a client's commands and lets it exit
 * with 0, so only this line proves that they were run.
 */
export function newSeal(): string {
  // A client without UTF-8 would turn the first sign into `_`; the second shows whether tmux escapes.
  return `end\u241e\u0001${randomBytes(8).toString("hex")}`;
}

/** The answer without its seal. `missing`: not, or not all, was run. `altered`: not what tmux has. */
export function unseal(answer: Buffer, seal: string): Unsealed {
  for (const escaped of [false, true]) {
    const line = Buffer.from(`${escaped ? seal.replace("\u0001", "\\001") : seal}\n`);
    const body = answer.length - line.length;
    if (body >= 0 && answer.subarray(body).equals(line)) {
      return { answer: answer.subarray(0, body), escaped };
    }
  }
  const nonce = seal.slice(seal.indexOf("\u0001") + 1);
  return answer.toString("latin1").trimEnd().endsWith(nonce) ? "altered" : "missing";
}
