import { transformSync } from "esbuild";
import { expect, it } from "vitest";
import { supervisors } from "../views/views.js";
import { drawWalk } from "./draw-walk.js";
import { printScenario, printSteps } from "./print-walk.js";
import { readSteps } from "./read-steps.js";
import type { Walk } from "./step.js";

it.each(supervisors)("under %s a list of steps is read as it was printed", (supervisor) => {
  const walk = drawWalk(300, { seed: 5, supervisor });
  expect(readSteps(printSteps(walk), "steps")).toEqual(walk);
});

it.each([
  ["", /does not begin with/],
  ['{"agents":[]}\n', /does not begin with/],
  ['{"agents":["cod"]}\n{"do":1}\n', /a line that is no step: \{"do":1\}/],
  ['{"agents":["cod"]}\nstop\n', /a line that is no step: stop/],
])("refuses %j", (text, message) => {
  expect(() => readSteps(text, "steps")).toThrow(message);
});

it("a scenario has the very walk in it", async () => {
  const walk = drawWalk(300, { seed: 5, supervisor: "tmux" });
  expect(await walkIn(printScenario(walk, { supervisor: "tmux", seed: 5 }))).toEqual(walk);
});

it("is a scenario as one would write it", () => {
  const steps: Walk["steps"] = [
    { do: "kill", who: "cod", what: "pane half" },
    { do: "send", who: ["cod", "coder"], text: 'a "b": [ c ]' },
  ];
  expect(printScenario({ agents: ["cod", "coder"], steps }, { supervisor: "tmux", seed: 3 }))
    .toMatchInlineSnapshot(`
    "import type { Scenario } from "../../live/scenario.js";
    import { play } from "../../walk/play.js";

    /** Found by a walk with seed 3. */
    export const foundWalk: Scenario = {
      id: "found-walk",
      title: "say here what holds",
      supervisors: ["tmux"],
      run: async (fleet) =>
        play(
          {
            agents: ["cod", "coder"],
            steps: [
              { do: "kill", who: "cod", what: "pane half" },
              { do: "send", who: ["cod", "coder"], text: "a \\"b\\": [ c ]" },
            ],
          },
          { fleet },
        ),
    };
    "
  `);
});

/** What such a file gives to `play`. */
async function walkIn(text: string): Promise<unknown> {
  const { code } = transformSync(text, { loader: "ts", format: "esm" });
  const body = code.replace(/^import .*$/m, "const play = (walk) => walk;");
  const url = `data:text/javascript;base64,${Buffer.from(body).toString("base64")}`;
  const { foundWalk } = (await import(/* @vite-ignore */ url)) as {
    foundWalk: { run: (fleet: unknown) => unknown };
  };
  return foundWalk.run({});
}
