import { steps, type PaneRef, type Tmux } from "@mosaicstack/tmux-client";
import type { Screen } from "@mosaicstack/runtimes";

export interface ScreenWish {
  readonly pane: PaneRef;
  readonly colours?: boolean | undefined;
}

export type Settled<T> =
  | { readonly status: "done"; readonly value: T }
  | { readonly status: "failed" | "unknown"; readonly error: Error };

/** Looks at many panes in one call of tmux; in the given order. Throws TmuxError where tmux itself fails. */
export async function lookAtScreens(
  tmux: Tmux,
  wishes: readonly ScreenWish[],
): Promise<Settled<Screen>[]> {
  const wanted = wishes.map(({ pane, colours = false }) => steps.look(pane, { escapes: colours }));
  return (await tmux.batch(wanted)) as Settled<Screen>[];
}
