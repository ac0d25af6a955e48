import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  futimesSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startFolders } from "./agent-files.js";
import { faultOf } from "./judge.js";
import { plant, plants } from "./plant.js";
import type { PlantedFleet } from "./planted-fleet.js";

/** Things done before each command, and while it runs at most: many commands have to meet them, however slow the machine is. */
const [BEFORE, MEANWHILE] = [5, 20];

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** A seed for a run, that of the environment's `TEST_SEED` first; to be told when it fails. */
export function seedOfRun(): number {
  return Number(process.env["TEST_SEED"] ?? Date.now() % 1_000_000);
}

/**
 * Does so many random things to the files of one agent while commands run, one after the other until all is done. Returns
 * what was wrong with them.
 */
export async function fuzz(
  fleet: PlantedFleet,
  agent: string,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<string[]> {
  const random = generator(seed);
  const faults: string[] = [];
  const commands: (readonly [readonly string[], stdin?: string])[] = [
    [["status"]],
    [["stop", agent]],
    [["start", agent]],
    [["send", agent, "hello"]],
    [["logs", agent]],
    [["status", "--json"]],
    [["doctor"]],
    [["send", agent, "-"], "x".repeat(300_000)],
    [["logs", "-n", "3", agent, "--json"]],
    [["stop", agent]],
    [["up"]],
    [["screen", agent]],
  ];
  for (let done = 0, round = 0; done < count; round += 1) {
    const [argv, stdin] = commands[round % commands.length] ?? [["status"]];
    for (let at = 0; at < BEFORE; at += 1) await oneThing(fleet, agent, random);
    const running = fleet.run(argv, stdin === undefined ? {} : { stdin });
    const command = { isOver: false };
    void running.finally(() => (command.isOver = true));
    for (let at = 0; at < MEANWHILE && !command.isOver; at += 1) {
      await oneThing(fleet, agent, random);
      await sleep(random(20));
    }
    done += BEFORE + MEANWHILE;
    const fault = faultOf(await running);
    if (fault !== undefined) faults.push(`${argv.join(" ")} behind ${done} things: ${fault}`);
  }
  return faults;
}

type Random = (below: number) => number;

async function oneThing(fleet: PlantedFleet, agent: string, random: Random): Promise<void> {
  const { facts, kept, folders, roots, hand } = fleet.files(agent);
  const whole = [...roots, ...startFolders(fleet.places(agent))];
  const all = [...facts, ...facts, ...kept, ...folders, ...hand, ...whole];
  const any = (): string => all[random(all.length)]?.path ?? "";
  const [one, other] = [any(), any()];
  const thing = things[random(things.length)];
  try {
    // What is done through a link is done by us, to what is not to be touched
    if ([one, other].some((path) => isLink(dirname(path)))) return;
    await thing?.({ one, other, random, fleet });
  } catch {
    // There is no such file just now, or a folder stands there: what comes next is tried
  }
}

interface Thing {
  readonly one: string;
  readonly other: string;
  readonly random: Random;
  readonly fleet: PlantedFleet;
}

const things: readonly ((thing: Thing) => unknown)[] = [
  ({ one, random, fleet }) => write(fleet, one, words(random)),
  ({ one, random, fleet }) => write(fleet, one, words(random)),
  ({ one, random, fleet }) => write(fleet, one, words(random), O_APPEND),
  ({ one, other }) => renameSync(one, other),
  ({ one, other }) => linkSync(one, other),
  ({ one, other }) => {
    rmSync(other, { recursive: true, force: true });
    symlinkSync(one, other);
  },
  ({ one, random, fleet }) =>
    within(fleet, one, O_WRONLY, (file) => ftruncateSync(file, random(1024 * 1024))),
  ({ one, random, fleet }) =>
    within(fleet, one, O_RDONLY, (file) => fchmodSync(file, random(0o1000))),
  ({ one, random, fleet }) =>
    within(fleet, one, O_RDONLY, (file) => futimesSync(file, random(2 ** 31), random(2 ** 31))),
  ({ one }) => rmSync(one, { recursive: true, force: true }),
  ({ one, random, fleet }) => write(fleet, join(dirname(one), `.${random(100)}`), words(random)),
  ({ one, random, fleet }) =>
    write(fleet, join(dirname(one), `${1_000_000_000_000 + random(100)}-x`), words(random)),
  ...[1, 2, 3].map(() => async ({ one, random, fleet }: Thing): Promise<void> => {
    const kind = plants[random(plants.length)];
    if (kind !== undefined) await plant(kind, one, fleet.belongings);
  }),
];

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Waits for no reader of a FIFO, follows no link, and does nothing to what is the person's by another name. */
function within(
  { belongings }: PlantedFleet,
  path: string,
  how: number,
  use: (file: number) => void,
): void {
  const file = openSync(path, how | O_NONBLOCK | O_NOFOLLOW, 0o600);
  try {
    const [found, persons] = [fstatSync(file), lstatSync(belongings.file)];
    if (found.ino !== persons.ino || found.dev !== persons.dev) use(file);
  } finally {
    closeSync(file);
  }
}

/** In the place of what it holds, or behind it. */
function write(fleet: PlantedFleet, path: string, bytes: Buffer, how = 0): void {
  within(fleet, path, O_WRONLY | O_CREAT | how, (file) => {
    if (how === 0) ftruncateSync(file);
    writeSync(file, bytes);
  });
}

const pieces = [
  "state=idle\nsource=hook\n",
  "state=working\nsource=hook\n",
  "state=blocked\nsource=stream\nkind=quota\nuntil=0899\n",
  "state=failed\nrestarts=1\nstatus=1\npane=1\n",
  '{"id":"a","outcome":"delivered","prompt":"',
  "client=/bin/false\nsocket=/dev/zero\npane=%0\n",
  "--dangerously-skip-permissions\n",
  "\u001B[201~\u0003",
  "\u001B]52;c;QQ==\u0007\u009B\u202E",
  "\0",
  "x".repeat(5000),
  "\n",
] as const;

function words(random: Random): Buffer {
  const text = Array.from({ length: random(6) }, () => pieces[random(pieces.length)]).join("");
  const bytes = Buffer.from(text);
  if (random(3) === 0 && bytes.length > 0) bytes[random(bytes.length)] = random(256);
  return bytes.subarray(0, random(3) === 0 ? random(bytes.length + 1) : bytes.length);
}

/** Park and Miller's generator. */
function generator(seed: number): Random {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
