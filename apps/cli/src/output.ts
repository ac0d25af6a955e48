import type { ToldError } from "@mosaicstack/fleet/documents";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { CliContext } from "./context.js";
import { exitCodeOf } from "./exit-code.js";
import type { Failure } from "./failure.js";
import { asTyped } from "./invocation.js";
import { paint, type Tint } from "./render/color.js";
import { renderDiagnostics } from "./render/diagnostics.js";
import { wrapIndented, wrapTalk } from "./render/wrap.js";

/**
 * How a command speaks. stdout is data, stderr is talk. Commands in sentences are as typed here; documents name them plainly.
 * A line or a sentence may hold text from outside: what is in it beside letters is made `visible`, line breaks and colours too.
 */
export interface Output {
  readonly json: boolean;
  /** Whether data for people has colours. */
  readonly color: boolean;
  /** Columns that a line of data may use; undefined: as many as it likes. */
  readonly width: number | undefined;
  /** The same for talk. */
  readonly talkWidth: number | undefined;
  /** A line of data. */
  readonly print: (line: string) => void;
  /** A picture of data, with colours and lines of our own; who makes it sees to it that text from outside in it is `visible`. */
  readonly draw: (picture: string) => void;
  /**
   * A sentence of data, wrapped, behind a word in a colour. Not indented, its further lines are, so that it stands out from
   * those below it.
   */
  readonly tell: (sentence: string, look?: Look) => void;
  /** The document of `--json`; its version is added. */
  readonly document: (content: object) => void;
  /** One of many documents, on a line of its own. */
  readonly documentLine: (content: object) => void;
  /** Talk, wrapped but where it is indented: nothing with `--quiet`. */
  readonly say: (text: string) => void;
  /** Talk that `--quiet` does not drop. */
  readonly warn: (text: string) => void;
  /** Shows a failure, in words or as the document; returns its exit code. */
  readonly fail: (failure: Failure) => Promise<number>;
}

export interface Look {
  readonly indent?: number;
  readonly head?: { readonly text: string; readonly tint: Tint };
}

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly noColor: boolean;
}

/** What a command says of a document; the version comes to it here. */
export type Content<Document> = Omit<Document, "version">;

export function openOutput(context: CliContext, options: OutputOptions): Output {
  const { stdout, stderr, env, isTTY } = context;
  const wanted = !options.noColor && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  const width = isTTY.stdout ? context.columns : undefined;
  const talkWidth = isTTY.stderr ? context.columns : undefined;
  const color = wanted && isTTY.stdout;
  const draw = (picture: string): void => void stdout.write(`${picture}\n`);
  const warn = (text: string): void => {
    for (const line of wrapTalk(asTyped(visible(text), env), talkWidth)) stderr.write(`${line}\n`);
  };
  const json = (content: object, indent?: number): void =>
    draw(JSON.stringify({ version: 1, ...content }, undefined, indent));
  const document = (content: object): void => json(content, 2);
  return {
    json: options.json,
    color,
    width,
    talkWidth,
    print: (line) => draw(visible(line, "\t")),
    draw,
    tell: (sentence, { indent = 0, head } = {}) => {
      const mark = head === undefined ? "" : `${paint(head.text, head.tint, color)} `;
      const words = `${mark}${asTyped(visible(sentence), env)}`;
      wrapIndented(words, width, { indent, hang: indent === 0 ? 2 : 0 }).forEach(draw);
    },
    document,
    documentLine: (content) => json(content),
    warn,
    say: (text) => {
      if (!options.quiet) warn(text);
    },
    fail: async (failure) => {
      const { message, remedy, hint, diagnostics = [], texts = {} } = failure;
      if (options.json) document({ error: errorDocument(failure) });
      else {
        if (diagnostics.length > 0) {
          const view = { color: wanted && isTTY.stderr, env };
          stderr.write(`${await renderDiagnostics(diagnostics, texts, view)}\n`);
        }
        warn(`mosaic-fleet: ${message}`);
        for (const next of [remedy, hint]) if (next !== undefined) warn(next);
      }
      return exitCodeOf[failure.code];
    },
  };
}

function errorDocument({ code, message, remedy, hint, diagnostics }: Failure): ToldError {
  const words = [message, remedy, hint].filter((text) => text !== undefined).join("\n");
  return { code, message: words, ...(diagnostics === undefined ? {} : { diagnostics }) };
}
