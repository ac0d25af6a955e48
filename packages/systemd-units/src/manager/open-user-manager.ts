import { againWhileLost } from "./again-while-lost.js";
import { parseUnitName } from "../names/unit-name.js";
import { SystemdError } from "../systemd-error.js";
import { callError, jobError } from "./job-error.js";
import { explainNoBus, noBusError, saysLost, saysNoBus, type Absence } from "./no-bus.js";
import { readList } from "./read-list.js";
import { readProperties } from "./read-properties.js";
import { readStates } from "./read-states.js";
import { adoptArgv, adoptError } from "./adopt.js";
import { journalArgs, readJournal } from "./read-journal.js";
import { absentError, PLAIN, run, type RunResult } from "./run.js";
import { runJobs } from "./run-jobs.js";
import { SEEN } from "./seen-outcome.js";
import { watchStates } from "./watch-states.js";
import type {
  JobOptions,
  JobOutcome,
  JobVerb,
  ManagerProbe,
  UnitJob,
  UnitJobResult,
  UnitState,
  UserManager,
  UserManagerOptions,
} from "./user-manager.js";

/** The user manager of this environment. Opening asks nothing yet; `probe` says whether it answers. */
export function openUserManager(options: UserManagerOptions = {}): UserManager {
  const {
    prefix = [],
    env = process.env,
    deadlineMs = 10_000,
    jobDeadlineMs = 120_000,
    uid = process.getuid?.() ?? 0,
  } = options;

  const group = prefix.length > 0;
  const prefixed = (file: string, args: readonly string[]): [string, ...string[]] => {
    if (!group) return [file, ...args];
    // A prefix may give what it runs an environment of its own.
    const plain = Object.entries(PLAIN).map(([name, value]) => `${name}=${value}`);
    const [first = file, ...rest] = [...prefix, "env", ...plain, file, ...args];
    return [first, ...rest];
  };
  const call = async (
    file: string,
    args: readonly string[],
    deadline: number,
  ): Promise<RunResult> => {
    const command = [file, ...args];
    const result = await run(prefixed(file, args), { env, deadlineMs: deadline, command, group });
    if (result.exitCode === 127 && group) throw absentError(file, result.stderr);
    if (result.exitCode !== 0 && saysNoBus(result.stderr))
      throw noBusError(explainNoBus(env, uid, result.stderr), result.stderr);
    return result;
  };
  const systemctl = async (args: readonly string[], deadline: number): Promise<RunResult> =>
    call("systemctl", ["--user", "--no-pager", "--no-ask-password", ...args], deadline);

  const read = async (args: readonly string[]): Promise<string> => {
    const result = await againWhileLost(async () => systemctl(args, deadlineMs));
    if (result.exitCode === 0) return result.stdout;
    if (saysLost(result.stderr))
      throw noBusError(explainNoBus(env, uid, result.stderr), result.stderr);
    throw new SystemdError(
      "NotAnswering",
      `\`systemctl --user ${args[0] ?? ""}\` failed: ${result.stderr || `it ended with ${String(result.exitCode)}`}. Try it by hand`,
      { detail: result.stderr },
    );
  };

  const properties: UserManager["properties"] = async (units, names) => {
    assertNames(units);
    if (units.length === 0) return new Map();
    const asked = `--property=${["Id", ...names].join(",")}`;
    return readProperties(await read(["show", "--all", asked, "--", ...units]), units, names);
  };

  const runAll = async (
    jobs: readonly UnitJob[],
    { noBlock = false, deadlineMs: own = jobDeadlineMs }: JobOptions = {},
  ): Promise<UnitJobResult[]> => {
    assertNames(jobs.map(({ unit }) => unit));
    return runJobs(jobs, {
      noBlock,
      deadlineMs: own,
      look: async (units) => properties(units, SEEN),
      systemctl: async (verb, units, deadline) => {
        const queues = noBlock && !["enable", "disable", "reset-failed"].includes(verb);
        return systemctl([verb, ...(queues ? ["--no-block"] : []), "--", ...units], deadline);
      },
    });
  };

  /** `passed` says which outcomes, beside `done`, are none to throw for. */
  const job = async (
    verb: JobVerb,
    units: readonly string[],
    jobOptions: JobOptions = {},
    passed: readonly JobOutcome[] = [],
  ): Promise<void> => {
    const results = await runAll(
      units.map((unit) => ({ verb, unit })),
      jobOptions,
    );
    const failed = results.filter(({ outcome }) => !["done", ...passed].includes(outcome));
    if (failed.length > 0) throw jobError(verb, failed);
  };

  const states = async (patterns: readonly string[]): Promise<UnitState[]> => {
    if (patterns.length === 0) return [];
    return readStates(
      await read(["list-units", "--all", "--full", "--output=json", "--", ...patterns]),
    );
  };

  return {
    probe: async () =>
      probe(
        () => read(["show", "--property=Version,SystemState"]),
        (words) => explainNoBus(env, uid, words),
      ),
    states,
    properties,
    searchPath: async () => readList(await read(["show", "--property=UnitPath", "--value"])),
    // What would break a line stands in `$'…'`.
    environmentNames: async () =>
      (await read(["show-environment"])).split("\n").flatMap((line) => line.split("=", 1)[0] || []),
    start: async (units, jobOptions) => job("start", units, jobOptions),
    stop: async (units, jobOptions) => job("stop", units, jobOptions),
    restart: async (units, jobOptions) => job("restart", units, jobOptions),
    // To these two a unit that is not there is a wish already fulfilled.
    resetFailed: async (units) => job("reset-failed", units, {}, ["not-found"]),
    disable: async (units) => job("disable", units, {}, ["not-found"]),
    enable: async (units) => job("enable", units),
    run: runAll,
    adopt: async (unit, pids) => {
      assertNames([unit]);
      const argv = adoptArgv(unit, pids);
      if (pids.length === 0) return;
      const result = await call("busctl", ["--user", "--quiet", ...argv], deadlineMs);
      if (result.exitCode !== 0) throw adoptError(unit, pids, result);
    },
    watch: (patterns, watchOptions = {}) => watchStates(async () => states(patterns), watchOptions),
    journal: (unit, journalOptions = {}) => {
      assertNames([unit]);
      const argv = prefixed("journalctl", journalArgs(unit, journalOptions));
      return readJournal(argv, env, journalOptions, group);
    },
    reload: async () => {
      const result = await againWhileLost(async () => systemctl(["daemon-reload"], jobDeadlineMs));
      if (result.exitCode !== 0) throw callError("daemon-reload", result);
    },
  };
}

async function probe(
  show: () => Promise<string>,
  explain: (words: string) => Absence,
): Promise<ManagerProbe> {
  try {
    const output = await show();
    const version = Number(/^Version=(?:v)?(\d+)/m.exec(output)?.[1]);
    const state = /^SystemState=(.*)$/m.exec(output)?.[1] ?? "unknown";
    if (version > 0) return { answers: true, version, state };
    return {
      answers: false,
      reason: "The user manager answers, but names no version",
      remedy: "Look at `systemctl --user show`",
    };
  } catch (error) {
    if (!(error instanceof SystemdError)) throw error;
    if (error.code === "NoBus") return { answers: false, ...explain(error.detail) };
    const remedy = REMEDIES[error.code] ?? "Look at `systemctl --user status`";
    return { answers: false, reason: error.message, remedy };
  }
}

const REMEDIES: Partial<Record<SystemdError["code"], string>> = {
  ManagerAbsent: "Install systemd, or run the fleet without it",
  Timeout: "See what the user manager is doing; an environment file that is a FIFO hangs it",
};

/** systemctl would quietly mangle a wrong name into another one, and take a glob for many units. */
function assertNames(units: readonly string[]): void {
  const wrong = units.find(
    (unit) => parseUnitName(unit) === undefined || parseUnitName(unit)?.instance === "",
  );
  if (wrong !== undefined)
    throw new SystemdError(
      "InvalidName",
      `\`${wrong}\` is no name of a unit that can be started; write it in full, as \`name@instance.service\``,
      { units: [wrong] },
    );
}
