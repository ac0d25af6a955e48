import { rmSync, writeFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { AgentFile } from "./agent-files.js";
import { fleetFiles, stoppedFile } from "./agent-files.js";
import type { Bed, Ended } from "./bed.js";
import { faultOf } from "./judge.js";
import { plant, plants as allPlants } from "./plant.js";
import { openPlantedFleet, parseStatus, type PlantedFleet } from "./planted-fleet.js";

const LARGE = "x".repeat(300_000);

/** Each kind in all the files of an agent of that name, while all of them are in one fleet; see planted/ for each by itself. */
export function plantedSuite(open: () => Promise<Bed>, kinds?: readonly string[]): void {
  const plants = allPlants.filter(({ name }) => kinds?.includes(name) ?? true);
  let fleet: PlantedFleet;
  beforeAll(async () => {
    fleet = openPlantedFleet(
      await open(),
      plants.map(({ name }) => name),
      8 * 1024 * 1024,
    );
  });
  const plantAll = async (which: (agent: string) => readonly AgentFile[]): Promise<void> => {
    for (const kind of plants)
      for (const { path } of which(kind.name)) await plant(kind, path, fleet.belongings);
  };
  const files = (agent: string): ReturnType<PlantedFleet["files"]> => fleet.files(agent);
  const isForeign = (agent: string): boolean =>
    plants.some(({ name, isForeign: foreign }) => name === agent && foreign);
  const isUnknown = (ended: Ended, agents: readonly string[]): string | undefined => {
    if (!ended.stdout.includes('"agents":')) return `is no status: ${ended.stdout}`;
    const seen = parseStatus(ended).agents.filter(
      ({ name }) => agents.includes(name) && isForeign(name),
    );
    const known = seen.filter(({ activity }) => activity.state !== "unknown");
    return known.length === 0
      ? undefined
      : known.map(({ name, activity }) => `${name} is ${activity.state}`).join(", ");
  };
  const isNamed = ({ stdout }: Ended, agents: readonly string[]): string | undefined => {
    const missing = agents.filter(
      (agent) => isForeign(agent) && !stdout.includes(`${agent}/activity`),
    );
    return missing.length === 0 ? undefined : `does not name the activity of ${missing.join(", ")}`;
  };
  const settle = (): void => {
    for (const { name } of plants) {
      const [activity] = files(name).facts;
      if (activity === undefined) continue;
      rmSync(activity.path, { recursive: true, force: true });
      writeFileSync(activity.path, "state=idle\nsource=hook\n", { mode: 0o600 });
    }
  };

  test("a fleet of them comes up", async () => {
    const up = await fleet.run(["up", "--supervisor", fleet.bed.supervisor]);
    expect(up).toMatchObject({ code: 0 });
    expect(await fleet.harm()).toEqual([]);
  });

  test("in the place of what an agent says of itself", async () => {
    await plantAll((agent) => files(agent).facts);
    expect([
      ...(await fleet.faults(["status"])),
      ...(await fleet.faults(["status", "--json"], { judge: isUnknown })),
      ...(await fleet.faults(["doctor"], { judge: isNamed })),
      ...(await fleet.faults(["send", "AGENT", "hello"], { agents: true })),
      ...(await fleet.harm()),
    ]).toEqual([]);
  });

  test("in the place of what is kept for it", async () => {
    await plantAll((agent) => files(agent).kept);
    settle();
    expect([
      ...(await fleet.faults(["send", "AGENT", "hello"], { agents: true })),
      ...(await fleet.faults(["send", "AGENT", "-"], { agents: true, stdin: LARGE })),
      ...(await eachKind((agent) => ["logs", agent])),
      ...(await fleet.faults(["doctor", "--json"])),
      ...(await fleet.harm()),
    ]).toEqual([]);
  });

  test("in the place of its folders, and of the files of its start", async () => {
    await plantAll((agent) => [...files(agent).folders, ...files(agent).hand]);
    expect([
      ...(await fleet.faults(["send", "AGENT", "-"], { agents: true, stdin: LARGE })),
      ...(await eachKind((agent) => ["logs", "-n", "5", agent])),
      ...(await eachKind((agent) => ["screen", agent], [plants[0]?.name ?? ""])),
      ...(await fleet.faults(["status", "--json"])),
      ...(await fleet.harm()),
    ]).toEqual([]);
  });

  test("in the place of the fleet's own records, and of all that an agent has", async () => {
    await plantAll((agent) => files(agent).roots);
    const faults = await fleet.faults(["send", "AGENT", "hello"], { agents: true });
    for (const kind of plants) {
      for (const { path } of fleetFiles(fleet.places("good")))
        await plant(kind, path, fleet.belongings);
      const found = await fleet.faults(["status"]);
      faults.push(...found.map((each) => `${kind.name}: ${each}`));
    }
    expect([...faults, ...(await fleet.faults(["doctor"])), ...(await fleet.harm())]).toEqual([]);
  });

  test("every one of them is stopped, whatever it did, and nobody else", async () => {
    await plantAll((agent) => [...files(agent).facts, stoppedFile(fleet.places(agent))]);
    expect([
      ...(await fleet.faults(["stop", "AGENT"], { agents: true })),
      ...(await fleet.harm()),
    ]).toEqual([]);
    expect(await fleet.sessions()).toEqual(["good"]);
  });

  test("a start among what was planted ends, and so does the fleet", async () => {
    await plantAll((agent) => [...files(agent).facts, ...files(agent).kept]);
    const toFolder = plants.find(({ name }) => name === "folder-link");
    const once = fleetFiles(fleet.places("good")).find(({ name }) => name === "once");
    if (toFolder !== undefined && once !== undefined)
      await plant(toFolder, once.path, fleet.belongings);
    expect([
      ...(await fleet.faults(["start", "AGENT"], { agents: true })),
      ...(await fleet.faults(["validate"])),
      ...(await fleet.harm()),
      ...(await fleet.faults(["down"])),
    ]).toEqual([]);
    expect(await fleet.sessions()).toEqual([]);
  });

  async function eachKind(
    argv: (agent: string) => readonly string[],
    agents: readonly string[] = fleet.bad,
  ): Promise<string[]> {
    const found: string[][] = [];
    for (let at = 0; at < agents.length; at += 3) {
      const some = agents.slice(at, at + 3).map(async (agent) => {
        const fault = faultOf(await fleet.run(argv(agent)));
        return fault === undefined ? [] : [`${agent}: ${argv(agent).join(" ")}: ${fault}`];
      });
      found.push(...(await Promise.all(some)));
    }
    return found.flat();
  }
}
