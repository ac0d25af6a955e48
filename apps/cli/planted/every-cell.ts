import { rmSync } from "node:fs";
import { agentFiles, fleetFiles, stoppedFile, type AgentFile } from "../src/testing/agent-files.js";
import { faultOf } from "../src/testing/judge.js";
import { plant, plants, type Plant } from "../src/testing/plant.js";
import type { PlantedFleet } from "../src/testing/planted-fleet.js";

const LARGE = "x".repeat(300_000);

/** What is asked while a thing stands there: words, and what is typed. */
const commands = (agent: string, isUnit: boolean): (readonly [string[], string?])[] => [
  [["status"]],
  [["status", "--json"]],
  [["doctor"]],
  [["validate"]],
  [["send", agent, "hello"]],
  [["send", agent, "-"], LARGE],
  [["logs", agent]],
  [["logs", "-n", "5", agent, "--json"]],
  [["screen", agent]],
  ...(isUnit ? [[["logs", agent, "--unit"]] satisfies [string[]]] : []),
];

interface Cell {
  readonly kind: Plant;
  /** By its name, for a start moves some of them. */
  readonly file: string;
}

/**
 * Each kind in the place of each file, one at a time, with every command on it, the stop and the start of its agent included;
 * at the end the fleet's own files, with `down` and `up`. `PLANTED_ONLY`, a regular expression, chooses cells by their name.
 * Returns what is wrong, each by the name of its cell.
 */
export async function everyCell(fleet: PlantedFleet): Promise<string[]> {
  const only = new RegExp(process.env["PLANTED_ONLY"] ?? "");
  const cells = (files: readonly AgentFile[]): Cell[] =>
    plants.flatMap((kind) =>
      files
        .map(({ name }) => ({ kind, file: name }))
        .filter((cell) => only.test(`${cell.kind.name} at ${cell.file}`)),
    );
  const [first = ""] = fleet.bad;
  const each = cells(filesOf(fleet, first));
  const own = cells(fleetFiles(fleet.places(first)));
  const report = reporter(fleet.bed.supervisor, each.length + own.length);
  await Promise.all(
    fleet.bad.map(async (agent) => {
      for (let cell = each.shift(); cell !== undefined; cell = each.shift())
        await report(cell, async () => await oneCell(fleet, agent, cell));
    }),
  );
  for (const cell of own) await report(cell, async () => await ownCell(fleet, first, cell));
  return report.faults;
}

/** The names that the first agent's files have; those of another one are told by the same place in the list. */
function filesOf(fleet: PlantedFleet, agent: string): readonly AgentFile[] {
  const { facts, kept, folders, roots, hand } = agentFiles(fleet.places(agent));
  return [...facts, ...kept, ...folders, ...roots, ...hand, stoppedFile(fleet.places(agent))].map(
    ({ name, path }) => ({ name: name.replaceAll(agent, "AGENT"), path }),
  );
}

async function oneCell(
  fleet: PlantedFleet,
  agent: string,
  { kind, file }: Cell,
): Promise<string[]> {
  const path = filesOf(fleet, agent).find(({ name }) => name === file)?.path;
  if (path === undefined) return ["has no such file"];
  const isStopped = file === "stopped";
  if (isStopped) await fleet.run(["stop", agent]);
  await plant(kind, path, fleet.belongings);
  const faults = await all(fleet, commands(agent, fleet.bed.supervisor === "systemd"));
  faults.push(...(await all(fleet, [[["stop", agent]]])));
  if ((await fleet.sessions()).includes(agent)) faults.push("it runs after `stop`");
  faults.push(...(await all(fleet, [[["start", agent]]])));
  faults.push(...(await fleet.harm()));
  rmSync(path, { recursive: true, force: true });
  await fleet.run(["stop", agent]);
  const again = await fleet.run(["start", agent]);
  if (again.code !== 0) faults.push(`does not start again: ${again.stdout}${again.stderr}`);
  return faults;
}

async function ownCell(
  fleet: PlantedFleet,
  agent: string,
  { kind, file }: Cell,
): Promise<string[]> {
  const path = fleetFiles(fleet.places(agent)).find(({ name }) => name === file)?.path ?? "";
  await plant(kind, path, fleet.belongings);
  const faults = await all(fleet, commands(agent, false));
  faults.push(...(await fleet.harm()));
  faults.push(...(await all(fleet, [[["down"]], [["up"]], [["down"]]])));
  if ((await fleet.sessions()).length > 0) faults.push("something runs after `down`");
  rmSync(path, { recursive: true, force: true });
  const up = await fleet.run(["up", "--supervisor", fleet.bed.supervisor]);
  if (up.code !== 0) faults.push(`does not come up again: ${up.stdout}${up.stderr}`);
  await fleet.harm({ anew: true });
  return faults;
}

async function all(
  fleet: PlantedFleet,
  asked: readonly (readonly [string[], string?])[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const [argv, stdin] of asked) {
    const fault = faultOf(await fleet.run(argv, stdin === undefined ? {} : { stdin }));
    if (fault !== undefined) faults.push(`${argv.join(" ")}: ${fault}`);
  }
  return faults;
}

interface Reporter {
  (cell: Cell, run: () => Promise<string[]>): Promise<void>;
  readonly faults: string[];
}

/** Says how far it is, each fault as soon as it is known, and a summary. */
function reporter(supervisor: string, total: number): Reporter {
  const began = Date.now();
  const faults: string[] = [];
  let done = 0;
  let held = 0;
  const report = async ({ kind, file }: Cell, run: () => Promise<string[]>): Promise<void> => {
    const found = await run();
    done += 1;
    if (found.length === 0) held += 1;
    for (const fault of found) {
      faults.push(`${supervisor}: ${kind.name} at ${file}: ${fault}`);
      console.log(faults.at(-1));
    }
    if (done % 20 !== 0 && done !== total) return;
    const minutes = ((Date.now() - began) / 60_000).toFixed(1);
    console.log(`${supervisor}: ${done} of ${total} cells, ${held} hold, ${minutes} min`);
  };
  return Object.assign(report, { faults });
}
