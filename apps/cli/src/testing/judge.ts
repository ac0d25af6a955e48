import { ExitCode } from "../exit-code.js";
import type { Ended } from "./bed.js";

/** What is wrong with how a command ended, whatever it was asked; undefined where nothing is. */
export function faultOf({ code, stdout, stderr }: Ended): string | undefined {
  if (code === undefined) return "did not end by itself";
  if (code === ExitCode.TimedOut) return `timed out: ${firstLine(stderr)}`;
  if (!(Object.values(ExitCode) as number[]).includes(code))
    return `exit ${code}: ${firstLine(stderr)}`;
  const internal = /unexpected error.*|^ +at .+:\d+:\d+\)?$|"code": *"Unexpected".*/m;
  const found = internal.exec(`${stderr}\n${stdout}`);
  if (found !== null) return `internal error: ${found[0].slice(0, 200)}`;
  const raw = RAW.exec(`${stdout}${stderr}`);
  if (raw !== null) return `prints U+${raw[0].codePointAt(0)?.toString(16).padStart(4, "0")} raw`;
  return undefined;
}

/** What a terminal acts on, or shows otherwise than it is. */
const RAW =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0]?.slice(0, 200) ?? "";
}
