import { startPair } from "../pair.js";
import type { Scenario } from "../../live/scenario.js";

export const coldStart: Scenario = {
  id: "cold-start",
  title: "a fleet of two starts from nothing, the holder first",
  async run(fleet) {
    await startPair(fleet);
  },
};
