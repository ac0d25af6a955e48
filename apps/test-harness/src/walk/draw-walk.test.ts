import { expect, it } from "vitest";
import { supervisors } from "../views/views.js";
import { drawWalk, NAMES } from "./draw-walk.js";
import { openModel } from "./model.js";
import type { Step } from "./step.js";
import { turnsOf } from "./turns.js";

const AGENT = /^[a-z0-9][a-z0-9_-]{0,62}$/;

it.each(supervisors)("under %s a seed draws one walk, and another seed another", (supervisor) => {
  expect(drawWalk(50, { seed: 7, supervisor })).toEqual(drawWalk(50, { seed: 7, supervisor }));
  expect(drawWalk(50, { seed: 7, supervisor })).not.toEqual(drawWalk(50, { seed: 8, supervisor }));
});

it("draws the same on every machine", () => {
  const { agents, steps } = drawWalk(4, { seed: 1, supervisor: "systemd" });
  expect({ agents, steps }).toMatchInlineSnapshot(`
    {
      "agents": [
        "coder",
        "co",
        "0-",
        "co--",
        "cod",
      ],
      "steps": [
        {
          "do": "kill",
          "what": "agent",
          "who": "co--",
        },
        {
          "do": "reexec",
        },
        {
          "do": "stop",
          "who": [
            "co--",
          ],
        },
        {
          "do": "up",
        },
      ],
    }
  `);
});

it("calls agents by legal names, most of which begin as another does", () => {
  expect(NAMES.filter((name) => !AGENT.test(name))).toEqual([]);
  expect(NAMES.some((name) => name.length === 63)).toBe(true);
  const alike = NAMES.filter((name) =>
    NAMES.some((other) => other !== name && other.startsWith(name)),
  );
  expect(alike).toEqual(["co", "cod", "code"]);
});

it.each(supervisors)(
  "under %s every kind of step is drawn, and each means something",
  (supervisor) => {
    const kinds = new Set<string>();
    for (const seed of [1, 2, 3]) {
      const { agents, steps } = drawWalk(700, { seed, supervisor });
      expect(agents.length).toBeGreaterThanOrEqual(4);
      let model = openModel(supervisor, agents);
      for (const step of steps) {
        kinds.add(kindOf(step));
        const [turn] = turnsOf(model, step);
        expect(turn).toBeDefined();
        ({ model } = turn ?? { model });
      }
    }
    expect([...kinds].toSorted()).toMatchSnapshot();
  },
);

function kindOf(step: Step): string {
  if (step.do === "apply") return `apply ${step.change}`;
  if (step.do === "kill") return `kill ${step.what}`;
  return step.do;
}
