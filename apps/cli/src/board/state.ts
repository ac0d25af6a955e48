import type { StatusDocument } from "@mosaicstack/fleet/documents";
import type { Tint } from "@mosaicstack/command-line";
import type { Line } from "./line.js";

/** What the keys mean now. */
export type Mode =
  | { readonly kind: "list" }
  | { readonly kind: "filter"; readonly line: Line; readonly before: string }
  | { readonly kind: "send"; readonly agent: string; readonly line: Line }
  | { readonly kind: "confirm"; readonly verb: "stop" | "restart"; readonly agent: string }
  | Reading;

/** A text is read instead of the list. */
export interface Reading {
  readonly kind: "read";
  readonly what: "logs" | "screen" | "help";
  readonly agent: string;
  /** Its first line that is shown; `end`: as much as there is room for of its end. */
  readonly top: number | "end";
}

/** What was done, or could not be. */
export interface Notice {
  readonly text: string;
  readonly tint?: Tint;
}

export interface BoardState {
  readonly status: StatusDocument | undefined;
  /** When that was told, milliseconds since the epoch. */
  readonly toldAt: number;
  /** The agent that keys act on, and which of those shown it was. */
  readonly chosen: string | undefined;
  readonly chosenAt: number;
  readonly filter: string;
  readonly mode: Mode;
  readonly notice: Notice | undefined;
  /** What is under way, as typed: `restart canary`. */
  readonly underWay: readonly string[];
  /** Lines of what is read. */
  readonly text: readonly string[];
  /** The list's first item that is shown. */
  readonly top: number;
}

export const firstState: BoardState = {
  status: undefined,
  toldAt: 0,
  chosen: undefined,
  chosenAt: 0,
  filter: "",
  mode: { kind: "list" },
  notice: undefined,
  underWay: [],
  text: [],
  top: 0,
};
