import { defineCommand, type Command } from "../command.js";

export const topCommand: Command = defineCommand({
  name: "top",
  summary: "show what each agent does, live; `status --watch`",
  flags: {},
  examples: ["mosaic-fleet top"],
  run: async (call) => {
    const { watchStatus } = await import("../board/watch-status.js");
    return await watchStatus(call);
  },
});
