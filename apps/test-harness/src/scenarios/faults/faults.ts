import type { Scenario } from "../../live/scenario.js";
import { agentKilled } from "./agent-killed.js";
import { agentStopped } from "./agent-stopped.js";
import { daemonLeft } from "./daemon-left.js";
import { holderAway } from "./holder-away.js";
import { memoryOfThirty } from "./memory-of-thirty.js";
import { messageKept } from "./message-kept.js";
import { oneTypist } from "./one-typist.js";
import { paneKilled } from "./pane-killed.js";
import { pasteGuard } from "./paste-guard.js";
import { serverKilled } from "./server-killed.js";
import { serverKilledOften } from "./server-killed-often.js";
import { serverStopped } from "./server-stopped.js";
import { socketFolderOpen } from "./socket-folder-open.js";
import { socketLost } from "./socket-lost.js";
import { strayDeaf } from "./stray-deaf.js";
import { supervisorKilled } from "./supervisor-killed.js";
import { tasksUsedUp } from "./tasks-used-up.js";
import { twoUps } from "./two-ups.js";
import { verbsKilled } from "./verbs-killed.js";

/** What happens to processes and to what they need. */
export const faults: readonly Scenario[] = [
  agentKilled,
  paneKilled,
  supervisorKilled,
  agentStopped,
  serverKilled,
  serverKilledOften,
  serverStopped,
  holderAway,
  socketLost,
  socketFolderOpen,
  strayDeaf,
  daemonLeft,
  memoryOfThirty,
  tasksUsedUp,
  messageKept,
  oneTypist,
  pasteGuard,
  twoUps,
  verbsKilled,
];
