// Runs one verb of a fleet where this process stands (a sandbox) and prints its result as JSON.
import { doctor, fixFindings, openFleet, type FleetOptions } from "../src/index.js";

const [, , verb = "", roster = "", supervisor, ...names] = process.argv;
const options = { roster, supervisor: supervisor as FleetOptions["supervisor"] };
const fleet = await openFleet(options);
const verbs: Record<string, () => Promise<unknown>> = {
  up: async () => (await fleet.up()).agents,
  down: async () => fleet.down(),
  start: async () => (await fleet.start(names)).agents,
  stop: async () => (await fleet.stop(names)).agents,
  doctor: async () => doctor(options),
  restart: async () => (await fleet.restart(names)).agents,
  plan: async () => fleet.plan(),
  // `prune` and `none` among the names are options.
  apply: async () =>
    fleet.apply({
      prune: names.includes("prune"),
      ...(names.includes("none") ? { restart: "none" as const } : {}),
    }),
  fix: async () => fixFindings(options, async () => true),
  status: async () => fleet.status(),
  explain: async () => fleet.explain(names[0] ?? ""),
  screen: async () => fleet.screen(names[0] ?? ""),
  send: async () => (await fleet.send(names, "hello")).deliveries,
};
console.log(JSON.stringify(await verbs[verb]?.()));
