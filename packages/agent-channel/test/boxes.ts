import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { commandRuntime, runtimes, type Runtime, type RuntimeName } from "@mosaicstack/runtimes";

/**
 * A case of the corpus, test/fixtures/boxes/*.txt, which both engines answer. In a file each begins with
 * `=== RUNTIME: QUESTION: ANSWER: what it is`; then may come `cursor VISIBLE X Y`; then parts, each behind a line `--- NAME`:
 * `sent`, `before`, `painted`, `now`, `receipt`, `record`, or `at MILLISECONDS` for what is shown from then on. `\e` stands for ESC, `{N}` behind a
 * character for so many of it. A recording of a real program is put in as it is, with a head above it. Questions:
 *   type      may something be typed at `now`: `nothing` in the way, or the word of a refusal
 *   behind    did a dialog come up between `before` and `now`: `nothing`, `dialog`, `login`
 *   stands    does the text that was `painted` stand in the box still: `yes`, `no`
 *   left      does `now` hold `sent`, of a sender who died: `alone`, `behind` other text, `cut`, `none`; asked in sh alone
 *   receipt   is this `receipt` one for `sent`: `yes`, `no`
 *   recorded  do these lines of its own record, `record`, hold `sent`: `yes`, `no`
 *   settled   when, in milliseconds behind the paste of `sent` on `before`, Enter may go; `never`
 * RUNTIME: a name of the table, `command`, `box` for a runtime of a command's own, with the box of test/fake-box.mjs, or `titled`
 * for one whose title is known, and its box is not.
 */
export interface BoxCase {
  readonly title: string;
  readonly runtime: Runtime | undefined;
  readonly question: string;
  readonly answer: string;
  readonly cursor: readonly [number, number, number];
  readonly parts: Readonly<Record<string, string>>;
  /** What is shown from which millisecond on. */
  readonly frames: readonly (readonly [number, string])[];
}

const unknown = commandRuntime({ ready: {}, box: {}, receipt: "screen" });
const titled: Runtime = { ...unknown, title: { idle: "^-", working: "^[*]" } };
const box = commandRuntime({ ready: {}, box: { text: "^> .*[^ ]" }, receipt: "hook" });

const own = new Map<string, Runtime | undefined>([
  ["command", undefined],
  ["box", box],
  ["titled", titled],
]);

export function boxCases(): BoxCase[] {
  const folder = join(import.meta.dirname, "fixtures/boxes");
  return readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), "utf8")
      .split(/^=== /m)
      .slice(1)
      .map((text) => readCase(basename(name, ".txt"), text)),
  );
}

function readCase(file: string, text: string): BoxCase {
  const [head = "", ...bodies] = text.split(/^--- /m);
  const [first = "", second = ""] = head.split("\n");
  const [runtime = "", question = "", answer = "", ...what] = first.split(": ");
  const [, visible = 0, x = 0, y = 0] = /^cursor (\d) (\d+) (\d+)/.exec(second) ?? [];
  const parts = bodies.map((body): [string, string] => {
    const [name = "", ...lines] = body.split("\n");
    return [
      name,
      lines.join("\n").replace(/\n$/, "").replaceAll("\\e", "\u001b").replaceAll(REPEAT, repeat),
    ];
  });
  return {
    title: `${file}: ${what.join(": ")}`,
    runtime: own.has(runtime) ? own.get(runtime) : runtimes[runtime as RuntimeName],
    question,
    answer,
    cursor: [Number(visible), Number(x), Number(y)],
    parts: Object.fromEntries(parts.filter(([name]) => !name.startsWith("at "))),
    frames: parts
      .filter(([name]) => name.startsWith("at "))
      .map(([name, shown]) => [Number(name.slice(3)), shown]),
  };
}

const REPEAT = /(.)\{(\d+)\}/gu;

function repeat(_: string, character: string, count: string): string {
  return character.repeat(Number(count));
}
