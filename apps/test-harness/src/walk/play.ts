import type { Rehearsal } from "../live/rehearsal.js";
import { ScenarioFailure } from "../live/scenario-failure.js";
import { compareViews } from "../views/compare-views.js";
import { act } from "./act.js";
import { expectTurn } from "./expect-turn.js";
import { openModel, type Model } from "./model.js";
import { heardBy, standIn } from "./stand-in.js";
import type { Walk } from "./step.js";
import { turnsOf } from "./turns.js";
import { sayStep } from "./what-is-wrong.js";

export interface Player {
  /** Whatever a verb runs in. */
  readonly fleet: Rehearsal;
  /** The command itself, a process for each verb: for what is killed, and what runs at once. Default: `fleet`. */
  readonly real?: Rehearsal;
  /** The command itself looks after so many steps, and at the end. Default: 25. */
  readonly everyReal?: number;
  /** Of each step that is to be done, counted from 0. */
  readonly onStep?: ((at: number) => void) | undefined;
}

/** Walks, and compares all views with the model after each step. */
export async function play({ agents, steps }: Walk, player: Player): Promise<void> {
  const { fleet, real = fleet, everyReal = 25, onStep } = player;
  let model = openModel(fleet.supervisor, agents);
  await fleet.sandbox.smallDisk(fleet.state, DISK_BYTES);
  let views = await fleet.begin(model.agents.map(standIn));
  for (const [at, step] of steps.entries()) {
    const turns = turnsOf(model, step);
    if (turns.length === 0) continue;
    onStep?.(at);
    const said = sayStep(at, step);
    await act(step, { fleet, real, model, views, said });
    const expected = turns.map((turn) => expectTurn(turn, model, views));
    const isReal = (at + 1) % everyReal === 0 || at === steps.length - 1;
    views = await (isReal ? real : fleet).agree(`after ${said}`, expected);
    const chosen = expected.findIndex((each) => compareViews(views, each).length === 0);
    ({ model } = turns[chosen] ?? { model });
    compareHeard(model, fleet, said);
  }
}

const DISK_BYTES = 4 * 1024 * 1024;

/** Each message arrived once, and in order. */
function compareHeard(model: Model, { sandbox }: Rehearsal, said: string): void {
  for (const [name, wanted] of Object.entries(model.heard)) {
    const heard = heardBy(sandbox.home, name);
    if (heard.join("\n") !== wanted.join("\n"))
      throw new ScenarioFailure(
        `after ${said}: \`${name}\` heard ${tail(heard)}, was told ${tail(wanted)}`,
      );
  }
}

const tail = (lines: readonly string[]): string =>
  `${lines.length} lines (… ${JSON.stringify(lines.slice(-2))})`;
