import type { Diagnostic } from "../check/diagnostic.js";

export type RosterEditCode =
  /** The roster has errors already: `diagnostics`, about the text as given. */
  | "invalid-roster"
  /** The edit would make errors: `diagnostics`, about the text in `text`. */
  | "invalid-edit"
  | "no-such-agent"
  | "agent-exists"
  /** Anchors, aliases or merge keys share what is to change, or the text is laid out as no edit can follow. */
  | "not-editable";

/** An edit that was not made. Nothing of the text has changed. */
export class RosterEditError extends Error {
  override readonly name: string = "RosterEditError";
  readonly code: RosterEditCode;
  readonly diagnostics: readonly Diagnostic[];
  /** The text that the diagnostics are about, for `formatDiagnostics`. */
  readonly text: string | undefined;

  constructor(
    code: RosterEditCode,
    message: string,
    about: { diagnostics?: readonly Diagnostic[]; text?: string } = {},
  ) {
    super(message);
    this.code = code;
    this.diagnostics = about.diagnostics ?? [];
    this.text = about.text;
  }
}
