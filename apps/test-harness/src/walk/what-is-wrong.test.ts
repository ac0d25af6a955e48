import { expect, it } from "vitest";
import type { Step } from "./step.js";
import { sayStep, whatIsWrong } from "./what-is-wrong.js";

const stop: Step = { do: "stop", who: ["cod"] };
const wrong = (at: number, step: Step, words: string): string => {
  const said = sayStep(at, step);
  return whatIsWrong(`after ${said}: ${words}`, said);
};

it.each([
  [
    "`cod` did not live on: before pane 12, agent 13; now pane 77, agent 78",
    "`cod` did not live on: before pane 4, agent 5; now pane 9, agent 11\ncli: more",
  ],
  [
    "processes: mosaic-tmux-holder.service holds 71, 77, 79, not the server 71 alone",
    "processes: mosaic-tmux-holder.service holds 5, 6, not the server 5 alone",
  ],
  [
    "`up` ended with 1: /tmp/mosaic-sandbox-1-0a1b/home is full at 08:00:00.120",
    "`up` ended with 1: /tmp/mosaic-sandbox-22-ffee/home is full at 23:59:01.7",
  ],
  [
    "message 0a1b2c3d-0000-4000-8000-000000000001 after 1.5 s",
    "message ffeeddcc-1111-4222-9333-00000000000a after 20 s",
  ],
])("takes for the same, whatever the step: %s", (one, other) => {
  expect(wrong(0, stop, one)).toBe(wrong(41, { do: "up" }, other));
});

it.each([
  ["`cod` did not live on: before pane 1", "`coder` did not live on: before pane 1"],
  ["tmux: session `cod` is still there", "processes: mosaic-agent@cod.service still holds 7"],
  ["cli: `cod` is desired running, not stopped", "cli: `cod` is desired stopped, not running"],
])("takes for another: %s and %s", (one, other) => {
  expect(wrong(3, stop, one)).not.toBe(wrong(3, stop, other));
});

it("knows a step whose words hold what stands behind one", () => {
  const send: Step = { do: "send", who: ["cod"], text: "a: b" };
  expect(wrong(7, send, "`cod` heard 3 lines")).toBe("`cod` heard N lines");
  expect(whatIsWrong(`${sayStep(1, send)}: uncertain`, sayStep(1, send))).toBe("uncertain");
  expect(whatIsWrong("the sandbox did not start")).toBe("the sandbox did not start");
});
