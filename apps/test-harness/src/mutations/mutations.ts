import { agentMutations } from "./agent.js";
import { agentServiceMutations } from "./agent-service.js";
import { boundMutations } from "./bounds.js";
import { byHandMutations } from "./by-hand.js";
import { deliveryMutations } from "./delivery.js";
import { envFileMutations } from "./env-file.js";
import { generatedMutations } from "./generated.js";
import { holderMutations } from "./holder.js";
import { holderServiceMutations } from "./holder-service.js";
import { keptMutations } from "./kept.js";
import { liveUnitMutations } from "./live-units.js";
import type { Mutation } from "./mutation.js";
import { otherUnitMutations } from "./other-units.js";
import { scriptEndMutations } from "./script-end.js";
import { scriptStartMutations } from "./script-start.js";
import { sleepMutations } from "./sleep.js";
import { stopMutations } from "./stop.js";
import { unitTextMutations } from "./unit-text.js";

/** Every planted defect, by what is hurt. */
export const mutations: readonly (readonly [title: string, entries: readonly Mutation[]])[] = [
  ["The holder among the units", holderMutations],
  ["The holder's service", holderServiceMutations],
  ["An agent among the units", agentMutations],
  ["An agent's service", agentServiceMutations],
  ["Start and stop lines of a unit", stopMutations],
  ["The text of a unit", unitTextMutations],
  ["Target, slice, timers and launcher", otherUnitMutations],
  ["Generated files and drop-ins", generatedMutations],
  ["Environment files", envFileMutations],
  ["What no rule judges in a unit", liveUnitMutations],
  ["The launcher: a start", scriptStartMutations],
  ["The launcher: an end, and a stop", scriptEndMutations],
  ["The launcher: without a unit", byHandMutations],
  ["What is kept from others", keptMutations],
  ["Messages and answers", deliveryMutations],
  ["Bounds of what is written", boundMutations],
  ["Sleep, conversation, schedule", sleepMutations],
];
