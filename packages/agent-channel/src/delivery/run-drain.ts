import { spawn } from "node:child_process";
import { once } from "node:events";
import { text as readAll } from "node:stream/consumers";
import type { PaneRef } from "@mosaicstack/tmux-client";
import { placesOf } from "../channel/rollouts.js";
import { scriptPath } from "../channel-scripts.js";
import { ChannelError } from "../error.js";
import { findProgram } from "../find-program.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import type { Lock } from "./lock.js";

/** `held`: ends what senders who died have left, and hands over the oldest that waits. `recover`: the first alone. */
export type DrainMode = "held" | "recover";

/**
 * Runs drain-queue.sh under the lock that we hold, and which it holds as well if we die. What it printed: the reason why nothing
 * may be typed, or nothing. Throws ChannelError `Failed` where it could not do it.
 */
export async function runDrain(
  mode: DrainMode,
  target: DeliveryTarget & { readonly pane: PaneRef },
  { lock, onQuota = "wait" }: Pick<DeliveryPolicy, "onQuota"> & { readonly lock: Lock },
): Promise<string> {
  const path = process.env["PATH"] || "/usr/local/bin:/usr/bin:/bin";
  const [rest, at] = ["ignore", lock.descriptor] as const;
  const child = spawn(scriptPath("drain-queue.sh"), [`--${mode}`, target.channel.folder], {
    stdio: ["pipe", "pipe", "ignore", rest, rest, rest, rest, rest, rest, at],
    env: { PATH: path },
    // A group of its own: Ctrl-C in the sender's terminal would leave a message half handed over.
    detached: true,
  });
  const ended = once(child, "exit") as Promise<[number | null]>;
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new ChannelError("Failed", "no pipes to a child");
  stdin.on("error", () => undefined).end(aimAt(target, onQuota, path));
  const [said, [code]] = await Promise.all([readAll(stdout), ended]);
  if (code !== 0) {
    const what = `\`drain-queue.sh --${mode}\` ended with ${code ?? "a signal"}`;
    throw new ChannelError("Failed", `${what}: see \`mosaic-fleet doctor\``);
  }
  return said.trim();
}

/** As the launcher writes `target`, but of what we know ourselves: an agent can write that file. */
function aimAt(
  { tmux, pane, channel, runtime }: DeliveryTarget & { readonly pane: PaneRef },
  onQuota: string,
  path: string,
): string {
  const typed = runtime?.channel.drain === "native" ? undefined : runtime;
  const values = {
    client: findProgram("tmux", path) ?? "",
    socket: tmux.socketPath,
    pane: pane.id,
    session: "sender",
    state: channel.state,
    server: `${pane.server.pid} ${pane.server.startTime}`,
    draft: byLine(typed?.box.text),
    shown: byLine(typed?.box.shown),
    empty: byLine(typed?.box.empty),
    dialogs: runtime?.ready.dialogs.join("|") ?? "",
    titled: (runtime?.title.working ?? null) === null ? "" : "yes",
    on_quota: onQuota,
    rollouts: placesOf(channel)["rollouts"] ?? "",
  };
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");
}

/** A pattern that spans lines is none for grep, which reads `\\n` as a letter: of such a box the script knows nothing. */
function byLine(pattern: string | null | undefined): string {
  return pattern?.includes(String.raw`\n`) ? "" : (pattern ?? "");
}
