import {
  mergeUnits,
  splitWords,
  type Finding,
  type MergedUnit,
  type UnitText,
} from "@mosaicstack/systemd-units";
import { isBreaking, isPersons, judgeUnits, type UnitJudge } from "../agent/judge-units.js";
import { readText } from "../files/write-file.js";
import type { Observation } from "../supervisor/supervisor.js";
import { agentUnit } from "../supervisor/unit-names.js";
import type { Drift } from "../documents/drift.js";

/** What a unit of the fleet's is by, beside what the roster says. */
const shape = "Type NotifyAccess KillMode Delegate ExecStart EnvironmentFile Slice".split(" ");
const lists = new Set(["ExecStart", "EnvironmentFile"]);

/** An agent's unit that does not say what ours say, by a file of the person's. */
export async function unitDrift(
  judge: UnitJudge,
  agent: string,
  { unit: seen }: Pick<Observation, "unit">,
): Promise<Drift[]> {
  const { units } = judge.paths;
  if (seen === null || seen.files.every((path) => !isPersons(path, units))) return [];
  const contradicted = await shadows(units, agentUnit(agent), seen.files);
  const broken = await breaks(judge, agent, seen.files);
  return [...contradicted, ...broken.filter(({ place }) => !tells(contradicted, place)).map(told)];
}

/** Whether one of these tells of this line, as `FILE:LINE`, that it says otherwise than roster and unit. */
export function tells(all: readonly Drift[], place: string): boolean {
  return all.some((each) => !isBroken(each) && `${each.message} `.includes(` ${place},`));
}

/** Whether it is a rule for units that is broken, whatever the roster says. */
export function isBroken({ kind, message }: Drift): boolean {
  return kind === "drop-in" && message.startsWith(BROKEN);
}

const BROKEN = "is broken by ";

interface Break extends Finding {
  readonly place: string;
}

/** By the rules of `mosaic-fleet-harness check --installed`, which tell no value. */
async function breaks(judge: UnitJudge, agent: string, files: readonly string[]): Promise<Break[]> {
  const findings = await judgeUnits(judge, [agent], files);
  return findings
    .filter(isBreaking)
    .map((each) => ({ ...each, place: `${each.file}:${each.line}` }));
}

function told({ file, place, message, code, remedy }: Break): Drift {
  return {
    kind: "drop-in",
    target: file,
    message: `${BROKEN}${place}: ${message} (${code})`,
    remedy: `${remedy} Then \`systemctl --user daemon-reload\`.`,
  };
}

/** `files`: as systemd has read them, the strongest last. */
async function shadows(units: string, unit: string, files: readonly string[]): Promise<Drift[]> {
  const isOurs = (path: string): boolean => !isPersons(path, units);
  const persons = files.filter((path) => !isOurs(path));
  if (persons.length === 0) return [];
  const texts = await Promise.all(
    // What cannot be read says nothing; that a unit cannot be loaded for it is told elsewhere.
    files.map(async (path) => ({ path, text: (await readText(path).catch(() => "")) ?? "" })),
  );
  const [main] = persons.filter((path) => !path.endsWith(".conf"));
  if (main !== undefined)
    return [drift(main, `is run by ${main}, which takes the place of the fleet's own unit`)];
  const ours = mergeUnits(
    texts.filter(({ path }) => isOurs(path)),
    { name: unit },
  );
  return contradictions(ours, texts, unit, isOurs);
}

function contradictions(
  ours: MergedUnit,
  texts: readonly UnitText[],
  unit: string,
  isOurs: (path: string) => boolean,
): Drift[] {
  const all = mergeUnits(texts, { name: unit });
  const roster = ours.assignments.filter(({ file }) => file.endsWith("/50-roster.conf"));
  const keys = new Set([
    ...shape.map((key) => `Service ${key}`),
    ...roster.map(({ section, key }) => `${section} ${key}`),
  ]);
  keys.delete("Service Environment");
  const found: Drift[] = [];
  for (const each of keys) {
    const [section = "", key = ""] = each.split(" ");
    const blamed = lists.has(key)
      ? lostFrom(all, ours, key, isOurs)
      : winner(all, ours, section, key);
    if (blamed !== undefined && !isOurs(blamed.file))
      found.push(
        drift(
          blamed.file,
          `has \`${key}=\` from ${blamed.file}:${blamed.line}, not from the fleet's unit and roster`,
        ),
      );
  }
  const given = new Map(roster.flatMap(variables).map(({ name, word }) => [name, word]));
  const last = new Map(
    all
      .list("Service", "Environment")
      .flatMap((value) => variables(value).map((each) => [each.name, { ...each, value }] as const)),
  );
  for (const [name, { word, value }] of last)
    // Its value may be nobody else's business.
    if (given.has(name) && given.get(name) !== word && !isOurs(value.file))
      found.push(
        drift(
          value.file,
          `has \`${name}\` from ${value.file}:${value.line}, and the roster gives it otherwise`,
        ),
      );
  return found;
}

type Place = MergedUnit["assignments"][number];

function winner(
  all: MergedUnit,
  ours: MergedUnit,
  section: string,
  key: string,
): Place | undefined {
  const won = all.get(section, key);
  return won?.value === ours.get(section, key)?.value ? undefined : won;
}

/** Where a list lost what we put into it, or got another command. */
function lostFrom(
  all: MergedUnit,
  ours: MergedUnit,
  key: string,
  isOurs: (path: string) => boolean,
): Place | undefined {
  const left = all.list("Service", key).map(({ value }) => value);
  if (ours.list("Service", key).every(({ value }) => left.includes(value))) return undefined;
  return all.assignments.findLast(
    (each) => each.key === key && each.value === "" && !isOurs(each.file),
  );
}

function variables({ key, value }: Place): { name: string; word: string }[] {
  if (key !== "Environment") return [];
  return splitWords(value).words.map((word) => ({ name: word.split("=")[0] ?? "", word }));
}

function drift(target: string, message: string): Drift {
  return { kind: "drop-in", target, message };
}
