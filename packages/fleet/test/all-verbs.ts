// Runs every verb of a fleet in this process's environment, and prints by verb how it ended.
import { doctor, FleetError, openFleet, type Fleet } from "../src/index.js";

const [, , roster = ""] = process.argv;
const options = { roster, supervisor: "tmux" as const };
const verbs: Record<string, (fleet: Fleet) => Promise<unknown>> = {
  status: async (fleet) => await fleet.status(),
  up: async (fleet) => await fleet.up(),
  start: async (fleet) => await fleet.start(["one"]),
  send: async (fleet) => await fleet.send(["one"], "hello"),
  logs: async (fleet) => {
    for await (const line of fleet.logs("one", { lines: 1 })) return line;
    return "nothing";
  },
  screen: async (fleet) => await fleet.screen("one"),
  attach: async (fleet) => await fleet.attachCommand("one"),
  stop: async (fleet) => await fleet.stop(["one"]),
  down: async (fleet) => await fleet.down({ force: true }),
};
const ends: Record<string, string> = {};
for (const [name, verb] of Object.entries(verbs))
  ends[name] = await openFleet(options)
    .then(verb)
    .then(
      () => "done",
      (error: unknown) =>
        error instanceof FleetError
          ? `${error.code}: ${error.message}`
          : `no FleetError: ${String(error)}`,
    );
const { findings } = await doctor(options);
ends["doctor"] = findings.map(({ id }) => id).join(" ");
console.log(JSON.stringify(ends));
