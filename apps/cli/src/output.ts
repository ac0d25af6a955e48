import type { CliContext } from "./context.js";
import { exitCodeOf } from "./exit-code.js";
import type { Failure } from "./failure.js";
import { asTyped } from "./invocation.js";
import { renderDiagnostics } from "./render/diagnostics.js";
import { wrapIndented, wrapLines } from "./render/wrap.js";

/** How a command speaks. stdout is data, stderr is talk. Commands in sentences are as typed here; documents name them plainly. */
export interface Output {
  readonly json: boolean;
  /** Whether data for people has colours. */
  readonly color: boolean;
  /** Columns that a line of data may use; undefined: as many as it likes. */
  readonly width: number | undefined;
  /** The same for talk. */
  readonly talkWidth: number | undefined;
  /** A line of data, as it is. */
  readonly print: (line: string) => void;
  /** A sentence of data, wrapped. Not indented, its further lines are, so that it stands out from those below it. */
  readonly tell: (sentence: string, indent?: number) => void;
  /** The one document of `--json`; its version is added. */
  readonly document: (content: object) => void;
  /** Talk, wrapped but where it is indented: nothing with `--quiet`. */
  readonly say: (text: string) => void;
  /** Talk that `--quiet` does not drop. */
  readonly warn: (text: string) => void;
  /** Shows a failure, in words or as the document; returns its exit code. */
  readonly fail: (failure: Failure) => Promise<number>;
}

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly noColor: boolean;
}

export function openOutput(context: CliContext, options: OutputOptions): Output {
  const { stdout, stderr, env, isTTY } = context;
  const wanted = !options.noColor && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  const width = isTTY.stdout ? context.columns : undefined;
  const talkWidth = isTTY.stderr ? context.columns : undefined;
  const print = (line: string): void => void stdout.write(`${line}\n`);
  const warn = (text: string): void => {
    for (const line of wrapLines(asTyped(text, env), talkWidth)) stderr.write(`${line}\n`);
  };
  const document = (content: object): void =>
    void stdout.write(`${JSON.stringify({ version: 1, ...content }, undefined, 2)}\n`);
  return {
    json: options.json,
    color: wanted && isTTY.stdout,
    width,
    talkWidth,
    print,
    tell: (sentence, indent = 0) => {
      wrapIndented(asTyped(sentence, env), width, { indent, hang: indent === 0 ? 2 : 0 }).forEach(
        print,
      );
    },
    document,
    warn,
    say: (text) => {
      if (!options.quiet) warn(text);
    },
    fail: async (failure) => {
      const { message, remedy, diagnostics = [], texts = {} } = failure;
      if (options.json) document({ error: errorDocument(failure) });
      else {
        if (diagnostics.length > 0) {
          const color = wanted && isTTY.stderr;
          stderr.write(`${await renderDiagnostics(diagnostics, texts, { color, env })}\n`);
        }
        warn(`mosaic-fleet: ${message}`);
        if (remedy !== undefined) warn(remedy);
      }
      return exitCodeOf[failure.code];
    },
  };
}

function errorDocument({ code, message, remedy, diagnostics }: Failure): object {
  const words = remedy === undefined ? message : `${message}\n${remedy}`;
  return { code, message: words, ...(diagnostics === undefined ? {} : { diagnostics }) };
}
