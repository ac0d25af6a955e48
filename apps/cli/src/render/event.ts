import type { EventDocument } from "@mosaicstack/fleet/documents";

/** An event on one line, at this machine's own time. `width`: of the longest name. */
export function renderEvent(event: EventDocument, width: number): string {
  const { at, agent, kind, from, to, source, reason, message } = event;
  const time = localTime(new Date(at));
  if (kind === "gap") return `${time}  ${"-".padEnd(width)}  gap        ${reason ?? ""}`.trimEnd();
  const change = from === null || kind === "exit" ? to : `${from} -> ${to}`;
  const about = [message, reason].filter((each) => each !== undefined).join(": ");
  const words = `${time}  ${(agent ?? "-").padEnd(width)}  ${kind.padEnd(9)}  ${change} (${source})`;
  return about === "" ? words : `${words} ${about}`;
}

function localTime(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
