// Runs one verb of a fleet where this process stands (a sandbox) and prints its result as JSON.
import {
  doctor,
  fixFindings,
  openFleet,
  uninstallFleet,
  validateRosters,
  type Fleet,
  type FleetOptions,
} from "../src/index.js";

const [, , verb = "", roster = "", supervisor, ...names] = process.argv;
const options = { roster, supervisor: supervisor as FleetOptions["supervisor"] };
const fleet = async (): Promise<Fleet> => await openFleet(options);
const verbs: Record<string, () => Promise<unknown>> = {
  up: async () => (await (await fleet()).up()).agents,
  down: async () => (await fleet()).down(),
  start: async () => (await (await fleet()).start(names)).agents,
  stop: async () => (await (await fleet()).stop(names)).agents,
  doctor: async () => doctor(options),
  restart: async () => (await (await fleet()).restart(names)).agents,
  events: async () => {
    const found: unknown[] = [];
    for await (const event of (await fleet()).events(names, { since: 0, once: true }))
      found.push(event);
    return found;
  },
  // Behind the states: whom.
  wait: async () => {
    const [states = "", ...agents] = names;
    return (await (await fleet()).wait(agents, { states: states.split(",") })).agents;
  },
  why: async () => (await fleet()).why(names[0] ?? ""),
  plan: async () => (await openFleet({ ...options, evenRefused: true })).plan(),
  // `prune` and `none` among the names are options.
  apply: async () =>
    (await fleet()).apply({
      prune: names.includes("prune"),
      ...(names.includes("none") ? { restart: "none" as const } : {}),
    }),
  fix: async () => fixFindings(options, async () => true),
  // The old socket, then agents, and `now`; all agents where none is named.
  migrate: async () => {
    const mine = await fleet();
    const [from = "", ...words] = names;
    const named = words.filter((word) => word !== "now");
    const now = words.includes("now");
    return mine.migrate(named.length > 0 ? named : mine.agents, from, { now });
  },
  status: async () => (await fleet()).status(),
  validate: async () => validateRosters([roster]),
  explain: async () => (await fleet()).explain(names[0] ?? ""),
  screen: async () => (await fleet()).screen(names[0] ?? ""),
  attach: async () => (await fleet()).attachCommand(names[0] ?? ""),
  uninstall: async () =>
    uninstallFleet({ ...options, purge: names.includes("purge"), force: names.includes("force") }),
  send: async () => (await (await fleet()).send(names, "hello")).deliveries,
};
console.log(JSON.stringify(await verbs[verb]?.()));
