import { expect, it } from "vitest";
import type { CliStatus, Views } from "../views/views.js";
import { settleDown } from "./settle-down.js";

const nothing: Views = { units: undefined, tmux: { absent: "none" }, processes: new Map() };
const told = (lifecycle: string): CliStatus => ({
  server: { state: "absent", pid: null },
  agents: [
    {
      name: "one",
      desired: "running",
      lifecycle,
      restarts: 0,
      session: null,
      pane: null,
      lastExit: null,
    },
  ],
});

it("is busy under tmux as long as `status` says that an agent is to start", async () => {
  const answers = [told("activating"), told("failed")];
  const asked: string[] = [];
  const status = async (): Promise<CliStatus> => {
    const answer = answers.shift() ?? told("failed");
    asked.push(answer.agents[0]?.lifecycle ?? "");
    return answer;
  };
  expect(await settleDown({ look: async () => nothing, status }, ["one"])).toBe(nothing);
  expect(asked).toEqual(["activating", "failed"]);
});

it("tells nothing of what did not come to rest", async () => {
  const row = { active: "activating", sub: "", result: "", mainPid: 0, restarts: 0 };
  const views: Views = { ...nothing, units: new Map([["mosaic-agent@one.service", row]]) };
  const fleet = { look: async () => views, status: async () => told("activating") };
  await expect(settleDown(fleet, ["one"], 200)).rejects.toThrow(
    "the fleet did not come to rest in 0.2 seconds: `one` is activating",
  );
});
