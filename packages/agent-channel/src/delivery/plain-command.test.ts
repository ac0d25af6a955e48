import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { describe, expect, test } from "vitest";
import { openBoxedAgent, type BoxedAgent } from "../../test/boxed-agent.js";
import { dialogsBehind } from "../../test/dialogs-behind.js";
import { deliver } from "./deliver.js";
import type { DeliveryPolicy } from "./delivery-target.js";

const launcher = join(
  import.meta.dirname,
  "../../../session-launcher/scripts/start-agent-session.sh",
);
const chat = (mode: string): string[] => [
  process.execPath,
  join(import.meta.dirname, "../../test/fake-chat.mjs"),
  mode,
];
const sh = (script: string): string[] => ["sh", "-c", script];
// Short, for those that prove nothing; the others are heard of at once.
const policy: DeliveryPolicy = { receiptMs: 2500 };
const lines = "first line of three\n  the second one\nand the last line";
const long = "a sentence that no box shows on one line, for it goes on and on until its very end";

async function open(program: readonly string[]): Promise<BoxedAgent> {
  const agent = await openBoxedAgent({}, { runtime: undefined, program });
  const isSilent = program.at(-1) === "cat" || program.at(-1)?.includes("stty");
  if (!isSilent)
    await waitFor(async () => (await agent.screen()).trim() !== "", { what: "its first words" });
  return agent;
}

const delivered = { outcome: "delivered", receipt: "screen" };
const changed = {
  outcome: "uncertain",
  receipt: null,
  reason: "no-receipt: its screen changed, and does not show that it took the text",
};
const still = { ...changed, reason: "no-receipt: nothing on its screen changed after Enter" };

describe("a program that shows what it took", () => {
  test.each<[string, string[]]>([
    ["cat", ["cat"]],
    ["the canary", [launcher, "--canary", "it"]],
    ["a box", chat("chat")],
    ["a box that takes its time", chat("late")],
    ["one without an echo that answers", sh('stty -echo; while read -r x; do echo "ok: $x"; done')],
    ["one that answers, and not with the text", sh("echo go; while read -r x; do echo ok; done")],
    ["one that says much", sh('echo go; while read -r x; do seq 300; echo "> $x"; done')],
  ])("%s", async (_, program) => {
    await using agent = await open(program);
    for (const text of ["run the tests", "y", "y", long, "run the tests"])
      expect([text, await deliver(agent.target, text)]).toMatchObject([text, delivered]);
  });

  test.each<[string, string[]]>([
    ["cat", ["cat"]],
    ["the canary", [launcher, "--canary", "it"]],
    ["a box", chat("chat")],
    ["a box that folds", chat("fold")],
    ["a box that shortens", chat("short")],
  ])("%s, several lines, twice", async (_, program) => {
    await using agent = await open(program);
    for (const text of [lines, lines])
      expect(await deliver(agent.target, text)).toMatchObject(delivered);
  });

  test("one that clears all first", async () => {
    const script =
      'echo go; while read -r x; do printf "\\033[H\\033[2J\\033[3Jgot: %s\\n" "$x"; done';
    await using agent = await open(sh(script));
    for (const text of ["run the tests", "y", long, "run the tests"])
      expect([text, await deliver(agent.target, text)]).toMatchObject([text, delivered]);
  });

  test("a shell", async () => {
    await using agent = await open(["env", "PS1=$ ", "sh", "-i"]);
    for (const text of ["echo one two three", "true", "echo one two three"])
      expect([text, await deliver(agent.target, text)]).toMatchObject([text, delivered]);
  });

  test("on a screen that is full of the same text, and beyond what is kept of it", async () => {
    await using agent = await open(["cat"]);
    await agent.target.tmux.options.set("global", "history-limit", "40");
    for (let at = 0; at < 20; at++)
      expect([at, await deliver(agent.target, "once more")]).toMatchObject([at, delivered]);
  });
});

describe("a program of which only something changes proves nothing", () => {
  test.each<[string, string[], object]>([
    ["a reader that says nothing", sh("stty sane; while read -r x; do :; done"), still],
    ["one that does not read", sh("stty sane; sleep 1000"), still],
    [
      "one that does not read, and says much",
      sh('stty sane; while :; do echo "step $((n += 1))"; sleep 0.3; done'),
      changed,
    ],
    ["a clock without an echo", sh("stty -echo; while :; do date +%N; sleep 0.1; done"), changed],
    ["a box that does not hear Enter", chat("deaf"), changed],
    ["a box in which Enter is a new line", chat("newline"), changed],
    ["a box that shows it no more", chat("silent"), changed],
    [
      "raw, without a word",
      sh("stty -echo raw; exec cat >/dev/null"),
      { ...changed, reason: "unseen: its screen did not show the text" },
    ],
    [
      "one that ends behind it, and is started again",
      sh(
        'stty sane; read -r x; echo "bad key: $x"; echo "mosaic: ended with status 1, starts again in 5 s"; sleep 1000',
      ),
      { ...changed, reason: "ended: its program ended behind it" },
    ],
  ])("%s", async (_, program, end) => {
    await using agent = await open(program);
    expect(await deliver(agent.target, "run the tests", { ...policy, paintMs: 800 })).toMatchObject(
      end,
    );
  });

  test("the first message on a screen that shows the newest alone is seen all the same", async () => {
    await using agent = await open(chat("whole"));
    expect(await deliver(agent.target, "run the tests")).toMatchObject(delivered);
  });
});

describe("nothing is typed at a prompt", () => {
  const answered = async (agent: BoxedAgent): Promise<boolean> =>
    (await agent.screen()).includes("ANSWERED");
  const prompt = (words: string, more = ""): string[] =>
    sh(`printf '%b' '${words}'; ${more} read -r x; echo ANSWERED; sleep 1000`);

  test.each<[string, string[], RegExp]>([
    ["a password", prompt("Password: ", "stty -echo;"), /^login \("Password:"\)$/],
    ["an API key", prompt("Enter your Anthropic API key: "), /^login \(/],
    ["yes or no", prompt("Welcome to Amp\\nLog in now? [(y)es, (n)o]: "), /^login \("\(y\)es/],
    ["trust", prompt("Do you trust this folder? [Y/n] "), /^dialog \("\[Y\/n\]"\)$/],
    ["Enter", prompt("Press Enter to continue\\n"), /^dialog \("Press Enter to continue"\)$/],
    [
      "a menu",
      prompt("Sign in with\\n> Cline\\n  key\\n\\n↑/↓ navigate, Enter to select\\033[?25l"),
      /^login \(/,
    ],
  ])("%s", async (_, program, reason) => {
    await using agent = await open(program);
    const delivery = await deliver(agent.target, "run the tests", policy);
    expect(delivery).toMatchObject({ outcome: "refused", receipt: null });
    expect(delivery.reason).toMatch(reason);
    expect(await answered(agent)).toBe(false);
    expect(await agent.screen()).not.toContain("run the tests");
  });

  test.each(dialogsBehind)(
    "a dialog behind the paste gets no Enter: %s",
    async (_, text, program) => {
      await using agent = await open(program);
      expect(await deliver(agent.target, text, policy)).toMatchObject({
        outcome: "uncertain",
        reason: 'dialog ("[y/n]")',
      });
      expect(await answered(agent)).toBe(false);
    },
  );

  test("a message that reads like one is no prompt", async () => {
    await using agent = await open(["cat"]);
    for (const text of ["shall I go on? [y/n]", "the password:", "then press Enter to continue"])
      expect([text, await deliver(agent.target, text, policy)]).toMatchObject([text, delivered]);
  });
});
