import type { Fleet } from "@mosaicstack/fleet";
import { toFailure } from "../failure.js";
import { deliveryWords } from "../render/delivery.js";
import { reportLine } from "../render/reports.js";
import type { Notice } from "./state.js";

/** Does to an agent what the command of that name does, and says what became of it in the same words. Never throws. */
export async function act(
  open: () => Promise<Fleet>,
  verb: "start" | "stop" | "restart",
  agent: string,
): Promise<Notice> {
  try {
    const { agents } = await (await open())[verb]([agent]);
    const lines = agents.flatMap((report) => {
      const { outcome, message } = report;
      const why = outcome === "failed" && message !== undefined ? [message] : [];
      return [reportLine(report), ...why];
    });
    const isWell = agents.every(({ outcome }) => outcome !== "failed" && outcome !== "not-ready");
    return { text: lines.join("\n"), ...(isWell ? {} : { tint: "red" }) };
  } catch (error) {
    return failureNotice(error);
  }
}

/** The same of `send`. */
export async function sendTo(
  open: () => Promise<Fleet>,
  agent: string,
  text: string,
): Promise<Notice> {
  try {
    const { deliveries } = await (await open()).send([agent], text);
    const words = deliveries.map(deliveryWords);
    const lines = words.flatMap(({ line, why, next }) => [line, why ?? "", next ?? ""]);
    const isWell = deliveries.every(
      ({ outcome }) => outcome === "delivered" || outcome === "queued",
    );
    return { text: lines.filter(Boolean).join("\n"), ...(isWell ? {} : { tint: "red" }) };
  } catch (error) {
    return failureNotice(error);
  }
}

/** What was thrown, as commands tell it. */
export function failureNotice(error: unknown): Notice {
  const { message, remedy, hint, diagnostics = [] } = toFailure(error);
  const first = diagnostics.find(({ severity }) => severity === "error");
  const lines = [message, first?.message, remedy, hint];
  return { text: lines.filter((line) => line !== undefined).join("\n"), tint: "red" };
}
