import fc from "fast-check";
import { expect, test } from "vitest";
import { startOrder } from "./start-order.js";
import { runtimes, type RuntimeName } from "@mosaicstack/runtimes";

const agent = (name: string, runtime: RuntimeName | "command") => ({ name, runtime });

test("what shares a login is spread, the rest starts at once", () => {
  const agents = [
    agent("a", "claude"),
    agent("b", "claude"),
    agent("c", "codex"),
    agent("d", "pi"),
  ];
  const slots = startOrder(agents, { spacingMs: 100, random: () => 0.5 });
  expect(slots.map(({ agent: { name }, afterMs }) => [name, afterMs])).toEqual([
    ["a", 0],
    ["c", 0],
    ["d", 0],
    ["b", 125],
  ]);
});

test("an agent with a login of its own waits for no one, nor does one that was told to share none", () => {
  const own = { ...agent("c", "codex"), env: { CODEX_HOME: "/c" } };
  const alone = { ...agent("e", "codex"), override: { sharedLogin: false } };
  const agents = [agent("a", "codex"), agent("b", "codex"), own, { ...own, name: "d" }, alone];
  const slots = startOrder(agents, { spacingMs: 100, jitter: 0 });
  expect(slots.map(({ agent: { name }, afterMs }) => [name, afterMs])).toEqual([
    ["a", 0],
    ["c", 0],
    ["e", 0],
    ["b", 100],
    ["d", 100],
  ]);
});

test("nobody is lost, nobody overtakes, and two of one login are never started together", () => {
  const names = fc.constantFrom("command" as const, ...(Object.keys(runtimes) as RuntimeName[]));
  const random = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(names),
      random,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (all, numbers, jitter) => {
        const agents = all.map((runtime, index) => agent(String(index), runtime));
        const next = (): number => numbers.next().value as number;
        const slots = startOrder(agents, { spacingMs: 1000, jitter, random: next });
        expect(slots.map((slot) => slot.agent).toSorted(byNumber)).toEqual(agents);
        for (const name of Object.keys(runtimes) as RuntimeName[]) {
          const own = slots.filter((slot) => slot.agent.runtime === name);
          expect(own.map((slot) => slot.agent).toSorted(byNumber)).toEqual(
            own.map((slot) => slot.agent),
          );
          if (!runtimes[name].sharedLogin) continue;
          own.forEach(({ afterMs }, place) =>
            expect(Math.trunc(afterMs / 1000)).toBeGreaterThanOrEqual(place),
          );
        }
      },
    ),
  );
});

const byNumber = (a: { name: string }, b: { name: string }): number =>
  Number(a.name) - Number(b.name);
