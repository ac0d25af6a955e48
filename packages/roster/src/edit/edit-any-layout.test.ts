import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { agentNamed, roster as rosters, settings } from "../../test/arbitrary-roster.js";
import type { Range } from "../check/diagnostic.js";
import { editRoster, type RosterEdit } from "./edit-roster.js";
import { parseRoster } from "../check/parse-roster.js";
import type { WrittenAgent } from "./written-agent.js";

/** Rosters in all layouts: as `yaml` writes them, with comments and blank lines strewn in. */
const layouts = fc
  .tuple(
    rosters,
    fc.constantFrom(
      {},
      { indent: 4 },
      { indentSeq: false },
      { collectionStyle: "flow" as const },
      { lineWidth: 20 },
    ),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("# note", "", "    # deep", "  # two")), {
      maxLength: 4,
    }),
    fc.boolean(),
  )
  .map(([value, options, notes, end]) => {
    const lines = stringify(value, { version: "1.2", ...options }).split("\n");
    const strewn = [...lines];
    for (const [at, note] of notes) strewn.splice(at % strewn.length, 0, note);
    const whole = [lines, strewn]
      .map((one) => one.join("\n"))
      .findLast(
        (one) => JSON.stringify(readPlain(one)) === JSON.stringify(readPlain(lines.join("\n"))),
      );
    const written = whole ?? lines.join("\n");
    return end ? written : written.trimEnd();
  });

function readPlain(yaml: string): unknown {
  try {
    return parse(yaml, { version: "1.2" });
  } catch {
    return undefined;
  }
}

test("an edit of one agent changes no byte of another, and says what was asked", () => {
  const edit = fc.tuple(
    fc.nat(),
    fc.constantFrom("add", "remove", "change"),
    agentNamed("new"),
    settings,
  );
  let made = 0;
  fc.assert(
    fc.property(layouts, edit, (before, [at, kind, agent, patch]) => {
      const read = parseRoster(before, { file: "" }).roster;
      if (read === undefined) return;
      const { agents } = read.content;
      const index = agents.length === 0 ? -1 : at % agents.length;
      const name = agents[index]?.name;
      if (name === undefined && kind !== "add") return;
      const one: RosterEdit =
        kind === "add"
          ? {
              add: agent as unknown as WrittenAgent,
              ...(name === undefined ? {} : { after: name }),
            }
          : kind === "remove"
            ? { remove: name ?? "" }
            : { change: name ?? "", to: patch };
      let after: string;
      try {
        after = editRoster(before, one);
      } catch (error) {
        // A patch can contradict what stands there: a delay above the maximum, say.
        expect(error).toMatchObject({ code: "invalid-edit" });
        return;
      }
      made += 1;
      const result = parseRoster(after, { file: "" }).roster;
      const others = result?.content.agents.filter(
        (other) => other.name !== name && other.name !== "new",
      );
      expect(others).toEqual(agents.filter((other) => other.name !== name));
      const [from, to] = roomOf(before, read.positions, index, kind === "add");
      expect(after.slice(0, from)).toBe(before.slice(0, from));
      expect(after.slice(after.length - (before.length - to))).toBe(before.slice(to));
    }),
    { numRuns: 300 },
  );
  expect(made).toBeGreaterThan(50);
});

/** The part of a text that an edit of an agent may touch: from the agent above to the agent below. */
function roomOf(
  before: string,
  positions: ReadonlyMap<string, Range>,
  index: number,
  adds: boolean,
): [number, number] {
  const starts = before
    .split("\n")
    .reduce<number[]>((all, line) => [...all, (all.at(-1) ?? 0) + line.length + 1], [0]);
  const offsets = (of: (pointer: string) => boolean): number[] =>
    [...positions]
      .filter(([pointer]) => of(pointer))
      .map(([, { start }]) => (starts[start.line - 1] ?? 0) + start.column - 1);
  const inside = (at: number): number[] =>
    offsets((pointer) => pointer.startsWith(`/agents/${at}/`));
  const outside = offsets((pointer) => pointer !== "" && !pointer.startsWith("/agents"));
  const [list = 0] = offsets((pointer) => pointer === "/agents");
  const above = inside(adds ? index : index - 1);
  const below = inside(index + 1);
  return [
    Math.max(0, ...(above.length > 0 ? above : outside.filter((at) => at < list))),
    Math.min(before.length, ...(below.length > 0 ? below : outside.filter((at) => at > list))),
  ];
}
