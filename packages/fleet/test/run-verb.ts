// Runs one verb of a fleet where this process stands (a sandbox) and prints its result as JSON.
import { doctor, openFleet, type FleetOptions } from "../src/index.js";

const [, , verb = "", roster = "", supervisor, ...names] = process.argv;
const options = { roster, supervisor: supervisor as FleetOptions["supervisor"] };
const fleet = await openFleet(options);
const verbs: Record<string, () => Promise<unknown>> = {
  up: async () => (await fleet.up()).agents,
  down: async () => fleet.down(),
  start: async () => (await fleet.start(names)).agents,
  stop: async () => (await fleet.stop(names)).agents,
  doctor: async () => doctor(options),
  status: async () => fleet.status(),
  screen: async () => fleet.screen(names[0] ?? ""),
  send: async () => (await fleet.send(names, "hello")).deliveries,
};
console.log(JSON.stringify(await verbs[verb]?.()));
