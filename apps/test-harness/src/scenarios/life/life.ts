import type { Scenario } from "../../live/scenario.js";
import { adopted } from "./adopted.js";
import { agentEnds } from "./agent-ends.js";
import { asked } from "./asked.js";
import { asleep } from "./asleep.js";
import { canaryAnswers } from "./canary-answers.js";
import { churn } from "./churn.js";
import { coldStart } from "./cold-start.js";
import { configuration } from "./configuration.js";
import { crashLoop } from "./crash-loop.js";
import { fleetStopped } from "./fleet-stopped.js";
import { holderRestarted } from "./holder-restarted.js";
import { manual } from "./manual.js";
import { manyStarts } from "./many-starts.js";
import { oneServer } from "./one-server.js";
import { ownSession } from "./own-session.js";
import { restartOne } from "./restart-one.js";
import { scheduleEdge } from "./schedule-edge.js";
import { sessionKilled } from "./session-killed.js";
import { startAndStop } from "./start-and-stop.js";
import { startAwaited } from "./start-awaited.js";
import { startTwice } from "./start-twice.js";
import { stopOne } from "./stop-one.js";
import { workSaved } from "./work-saved.js";
import { worktree } from "./worktree.js";

/** An ordinary life: starts, stops, ends. */
export const life: readonly Scenario[] = [
  manual,
  coldStart,
  canaryAnswers,
  startTwice,
  startAwaited,
  stopOne,
  workSaved,
  restartOne,
  fleetStopped,
  holderRestarted,
  agentEnds,
  configuration,
  crashLoop,
  oneServer,
  manyStarts,
  startAndStop,
  sessionKilled,
  ownSession,
  adopted,
  churn,
  asleep,
  asked,
  scheduleEdge,
  worktree,
];
