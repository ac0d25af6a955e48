import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findObstacle, type Screen } from "@mosaicstack/runtimes";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { boxCases, type BoxCase } from "../../test/boxes.js";
import { everyShell } from "../testing/shells.js";
import { newDialog } from "./hindrance.js";
import { isPrompt } from "./message.js";
import { isMessageIn } from "./own-record.js";
import { paintFor, rules, stillFor } from "./rules.js";
import { stillness } from "./stillness.js";
import { textStands } from "./type-message.js";

// One corpus, two engines: test/boxes.ts says how a case is written.
const cases = boxCases();

describe("send", () => {
  test.each(cases.filter(({ question }) => question !== "left"))(
    "$title: $question: $answer",
    (each) => {
      expect(answerOf(each)).toBe(each.answer);
    },
  );
});

describe.each(everyShell())("drain-queue.sh under $name", ({ shebang }) => {
  test("answers the same", async () => {
    const root = mkdtempSync(join(tmpdir(), "boxes-"));
    try {
      const folders = cases.map((each, at) => lay(join(root, String(at)), each));
      const [program = "", ...flags] = shebang.slice(2).split(" ");
      const drain = join(import.meta.dirname, "../../drain");
      const script = join(import.meta.dirname, "../../test/boxes.sh");
      const { stdout } = await execa(program, [...flags, script, drain, ...folders], {
        stderr: "inherit",
      });
      const got = stdout.split("\n").map((answer, at) => [cases[at]?.title, answer]);
      expect(got).toEqual(cases.map(({ title, answer }) => [title, answer]));
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

function answerOf({ question, runtime, parts, cursor, frames }: BoxCase): string {
  const [visible, x, y] = cursor;
  const screen = (text = ""): Screen => ({
    text,
    cursor: { visible: visible === 1, x, y },
    history: 0,
    historyLimit: 2000,
  });
  const text = parts["sent"] ?? "";
  const [before, painted, now] = ["before", "painted", "now"].map((name) => screen(parts[name]));
  if (before === undefined || painted === undefined || now === undefined) return "no screens";
  const dialog = (): string =>
    newDialog({ runtime } as Parameters<typeof newDialog>[0], now, { before, text })?.word ??
    "nothing";
  switch (question) {
    case "type":
      return findObstacle(runtime, now)?.word ?? "nothing";
    case "behind":
      return dialog();
    case "stands":
      return runtime && textStands(runtime, now, painted) && dialog() === "nothing" ? "yes" : "no";
    case "receipt": {
      const { prompt } = JSON.parse(parts["receipt"] ?? "") as { prompt?: string };
      return prompt === undefined || isPrompt(text, prompt) ? "yes" : "no";
    }
    case "recorded": {
      const pattern = new RegExp(runtime?.recorded?.message ?? "", "u");
      const lines = (parts["record"] ?? "").split("\n");
      return lines.some((line) => isMessageIn(line, pattern, text)) ? "yes" : "no";
    }
    case "settled": {
      const bytes = Buffer.byteLength(text);
      const seen = stillness(before.text, stillFor(bytes));
      for (let at = 0; at < paintFor(bytes); at += rules.step_ms) {
        const shown = frames.findLast(([from]) => at >= from)?.[1] ?? before.text;
        if (seen.see(shown, at, at)) return String(at);
      }
      return "never";
    }
    default:
      return `what is ${question}?`;
  }
}

/** As test/boxes.sh reads it. */
function lay(folder: string, { question, runtime, cursor, parts, frames }: BoxCase): string {
  mkdirSync(folder);
  for (const [name, text] of Object.entries(parts)) writeFileSync(join(folder, name), text);
  for (const [at, text] of frames) writeFileSync(join(folder, `at ${at}`), text);
  const [visible, x, y] = cursor;
  const vars = {
    question,
    place: runtime?.recorded?.place ?? "",
    draft: runtime?.box.text ?? "",
    shown: runtime?.box.shown ?? "",
    empty: runtime?.box.empty ?? "",
    dialogs: runtime?.ready.dialogs.join("|") ?? "",
    titled: (runtime?.title.working ?? null) === null ? "" : "yes",
    visible,
    x,
    y,
    moments: frames.map(([at]) => at).join(" "),
  };
  const lines = Object.entries(vars).map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(join(folder, "vars"), lines.join(""));
  return folder;
}
