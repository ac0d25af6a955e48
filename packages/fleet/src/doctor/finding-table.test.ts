import { expect, test } from "vitest";
import { systemdProvocations } from "../../test/provoked/systemd.js";
import { fleetProvocations } from "../../test/provoked/tmux-fleet.js";
import { machineProvocations } from "../../test/provoked/tmux-machine.js";
import { findingSections, findingTable } from "./finding-table.js";

/** By tests of their own: nobody can set a machine's clock for a test; guests that sleep have theirs. */
const elsewhere = ["clock-set", "agent-never-sleeps"];

test("each finding is provoked for real, and is gone after its remedy", () => {
  const provoked = Object.keys({
    ...machineProvocations,
    ...fleetProvocations,
    ...systemdProvocations,
  });
  expect([...provoked, ...elsewhere].toSorted()).toEqual(Object.keys(findingTable).toSorted());
});

test("each finding has its place in one section of the reference", () => {
  const placed = findingSections.flatMap(([, entries]) => Object.keys(entries));
  expect(placed.toSorted()).toEqual(Object.keys(findingTable).toSorted());
});

test.each(Object.entries(findingTable))("%s is told in whole sentences", (id, entry) => {
  expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  expect(entry.what).not.toMatch(/\.$/);
  for (const text of [entry.why, entry.remedy]) expect(text).toMatch(/\.$/);
});
