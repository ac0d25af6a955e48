import type { QueueDocument } from "@mosaicstack/fleet";
import { renderTable } from "./table.js";
import { formatSpan } from "./time.js";

/** What waits, a row each. */
export function renderQueue(
  { messages }: QueueDocument,
  view: { readonly now: number; readonly width: number | undefined; readonly color: boolean },
): string[] {
  if (messages.length === 0) return ["nothing waits"];
  const rows = messages.map(({ agent, id, state, ageMs, expires, text }) => [
    { text: agent },
    { text: id },
    { text: formatSpan(ageMs) },
    { text: expires === null ? "-" : `in ${formatSpan(Date.parse(expires) - view.now)}` },
    { text: state === "handing" ? `(being handed over) ${text}` : text },
  ]);
  const columns = [
    { title: "AGENT", shrinks: true },
    { title: "ID" },
    { title: "AGE" },
    { title: "EXPIRES" },
    { title: "TEXT", shrinks: true },
  ] as const;
  return renderTable({ columns, rows, width: view.width, color: view.color });
}
