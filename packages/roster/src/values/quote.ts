import { redact } from "./secret.js";
import { visible } from "./visible.js";

const LONGEST = 60;

/** Text of the user inside a message: in backticks, on one line, without secrets and what hides, 60 characters at most. */
export function quote(text: string): string {
  const safe = redact(text);
  return `\`${visible(safe.length > LONGEST ? `${safe.slice(0, LONGEST)}…` : safe)}\``;
}
