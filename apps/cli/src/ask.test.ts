import { expect, test } from "vitest";
import { isConfirmed } from "./ask.js";
import type { CliContext } from "./context.js";
import { openOutput } from "./output.js";

async function* typed(...chunks: string[]): AsyncGenerator<string> {
  yield* chunks;
}

const none = {
  roster: undefined,
  socket: undefined,
  supervisor: undefined,
  json: false,
  quiet: true,
  noColor: true,
};

async function asked(
  chunks: string[],
  { yes = false, terminal = true } = {},
): Promise<[boolean, string]> {
  let shown = "";
  const context: CliContext = {
    argv: [],
    env: {},
    stdin: typed(...chunks),
    stdout: { write: () => undefined },
    stderr: { write: (text) => (shown += text) },
    isTTY: { stdin: terminal, stdout: terminal, stderr: terminal },
    columns: undefined,
    ended: new AbortController().signal,
    now: () => 0,
  };
  const output = openOutput(context, { json: false, quiet: true, noColor: true });
  const question = { command: ["apply"], what: "ends 2 agents" };
  return [await isConfirmed({ context, output, globals: { ...none, yes } }, question), shown];
}

test.each([["y\n"], ["yes\n"], [" Y \n"], ["YE", "S\nmore"]])("%j is a yes", async (...chunks) => {
  expect(await asked(chunks)).toEqual([true, "`apply` ends 2 agents. Go on? [y/N]\n"]);
});

test.each([["\n"], ["n\n"], ["yess\n"], [""], ["y y\n"], ["y".repeat(5000)]])(
  "%j is a no, and is said",
  async (...chunks) => {
    const [answer, shown] = await asked(chunks);
    expect(answer).toBe(false);
    expect(shown).toMatch(/Nothing was done\.\n$/);
  },
);

test("with `--yes` nobody is asked; without a terminal it is needed", async () => {
  expect(await asked([], { yes: true, terminal: false })).toEqual([true, ""]);
  await expect(asked(["y\n"], { terminal: false })).rejects.toMatchObject({
    code: "Usage",
    remedy: "Look first, then run it with `--yes`: `mosaic-fleet apply --yes`.",
  });
});
