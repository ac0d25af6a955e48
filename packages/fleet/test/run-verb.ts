// Runs one verb of a fleet where this process stands (a sandbox) and prints its result as JSON.
import { doctor, openFleet, type SupervisorKind } from "../src/index.js";

const [, , verb = "", roster = "", supervisor, ...names] = process.argv;
const options = { roster, supervisor: supervisor as SupervisorKind };
const fleet = await openFleet(options);
const verbs: Record<string, () => Promise<unknown>> = {
  up: async () => fleet.up(),
  down: async () => fleet.down(),
  start: async () => fleet.start(names),
  stop: async () => fleet.stop(names),
  doctor: async () => doctor(options),
  status: async () => fleet.status(),
  send: async () => fleet.send(names, "hello"),
};
console.log(JSON.stringify(await verbs[verb]?.()));
