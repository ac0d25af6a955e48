import {
  openOutput as open,
  type Output,
  type OutputOptions,
  type Telling,
} from "@mosaicstack/command-line";
import type { CliContext } from "./context.js";
import { exitCodeOf } from "./exit-code.js";
import type { Failure } from "./failure.js";
import { programName } from "./program-text.js";
import { renderDiagnostics } from "./render/diagnostics.js";

/** How `mosaic-fleet` tells failures: diagnostics of a roster stand above the words, and in the document. */
export const telling: Telling = {
  name: programName,
  exitCodeOf,
  picture: async (failure: Failure, look) => {
    const { diagnostics = [], texts = {} } = failure;
    return diagnostics.length === 0 ? undefined : await renderDiagnostics(diagnostics, texts, look);
  },
  beside: ({ diagnostics }: Failure) => (diagnostics === undefined ? {} : { diagnostics }),
};

/** What a command says of a document; the version comes to it here. */
export type Content<Document> = Omit<Document, "version">;

export function openOutput(context: CliContext, options: OutputOptions): Output {
  return open(context, options, telling);
}
