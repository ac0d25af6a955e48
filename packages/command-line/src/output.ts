import { visible } from "@mosaicstack/tmux-client/visible";
import { paint, type Tint } from "./color.js";
import type { Failure, Telling } from "./failure.js";
import { asTyped, typedName } from "./invocation.js";
import { wrapIndented, wrapTalk } from "./wrap.js";
import type { World } from "./world.js";

/**
 * How a command speaks. stdout is data, stderr is talk. Commands in sentences are as typed here; documents name them plainly.
 * A line or a sentence may hold text from outside: what is in it beside letters is made `visible`, line breaks and colours too.
 */
export interface Output {
  /** What one types here to run this program. */
  readonly program: string;
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

export function openOutput(world: World, options: OutputOptions, telling: Telling): Output {
  const { stdout, stderr, env, isTTY } = world;
  const { name, exitCodeOf, picture, beside } = telling;
  const typed = (text: string): string => asTyped(name, visible(text), env);
  const wanted = !options.noColor && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  const width = isTTY.stdout ? world.columns : undefined;
  const talkWidth = isTTY.stderr ? world.columns : undefined;
  const color = wanted && isTTY.stdout;
  const draw = (text: string): void => void stdout.write(`${text}\n`);
  const warn = (text: string): void => {
    for (const line of wrapTalk(typed(text), talkWidth)) stderr.write(`${line}\n`);
  };
  const json = (content: object, indent?: number): void =>
    draw(JSON.stringify({ version: 1, ...content }, undefined, indent));
  const document = (content: object): void => json(content, 2);
  return {
    program: typedName(name, env),
    json: options.json,
    color,
    width,
    talkWidth,
    print: (line) => draw(visible(line, "\t")),
    draw,
    tell: (sentence, { indent = 0, head } = {}) => {
      const mark = head === undefined ? "" : `${paint(head.text, head.tint, color)} `;
      const words = `${mark}${typed(sentence)}`;
      wrapIndented(words, width, { indent, hang: indent === 0 ? 2 : 0 }).forEach(draw);
    },
    document,
    documentLine: (content) => json(content),
    warn,
    say: (text) => {
      if (!options.quiet) warn(text);
    },
    fail: async (failure) => {
      const { code, message, remedy, hint } = failure;
      if (options.json) {
        const words = [message, remedy, hint].filter((text) => text !== undefined).join("\n");
        document({ error: { code, message: words, ...beside?.(failure) } });
      } else {
        const drawn = await picture?.(failure, { color: wanted && isTTY.stderr, env });
        if (drawn !== undefined) stderr.write(`${drawn}\n`);
        warn(`${name}: ${message}`);
        for (const next of [remedy, hint]) if (next !== undefined) warn(next);
      }
      return exitCodeOf[code] ?? FAILED;
    },
  };
}

/** Of a code that the program does not know. */
const FAILED = 1;
