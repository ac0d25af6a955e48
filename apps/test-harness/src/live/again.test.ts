import { expect, it } from "vitest";
import { againOf, againWith } from "./again.js";
import type { ScenarioResult } from "./live-document.js";

const failed: ScenarioResult = {
  id: "pane-killed",
  title: "",
  supervisor: "tmux",
  seed: 7,
  status: "failed",
  seconds: 1,
};
const usual = "mosaic-fleet-harness live --scenario pane-killed --supervisor tmux --seed 7";

it("has the same again: command and lane too, where they were given", () => {
  expect(againOf(againWith(failed, { lane: "auto" }))).toBe(usual);
  expect(againOf(againWith(failed, { cli: "a b/fleet", lane: "sandbox" }))).toBe(
    `${usual} --cli 'a b/fleet' --lane sandbox`,
  );
  expect(againOf(againWith({ ...failed, again: "walk" }, { cli: "x", lane: "auto" }))).toBe(
    "walk --cli x",
  );
});
