import type { PaneRef } from "@mosaicstack/tmux-client";
import type { DeliveryTarget } from "./delivery-target.js";

/** Somebody scrolled: what is typed into copy mode is lost. */
export async function leaveMode({
  tmux,
  pane,
}: Pick<DeliveryTarget, "tmux"> & { readonly pane: PaneRef }): Promise<void> {
  const { server } = pane;
  await tmux.run(["send-keys", "-X", "-t", pane.id, "cancel"], { server });
}
