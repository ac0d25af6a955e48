import { agentNameRules } from "./agent-name-rules.js";
import { bootRules } from "./boot-rules.js";
import { environmentFileRules } from "./environment-file-rules.js";
import { environmentRules } from "./environment-rules.js";
import { execRules } from "./exec-rules.js";
import { execLineRules } from "./exec-line-rules.js";
import { failureRules } from "./failure-rules.js";
import type { Rule } from "./finding.js";
import { holderAgentRules } from "./holder-agent-rules.js";
import { linkRules } from "./link-rules.js";
import { namedPathRules } from "./named-path-rules.js";
import { orderRules } from "./order-rules.js";
import { restartRules } from "./restart-rules.js";
import { sameSocketRules } from "./same-socket-rules.js";
import { serviceLifeRules } from "./service-life-rules.js";
import { serviceRules } from "./service-rules.js";
import { serviceShapeRules } from "./service-shape-rules.js";
import { serviceViewRules } from "./service-view-rules.js";
import { sessionRules } from "./session-rules.js";
import { socketNameRules } from "./socket-name-rules.js";
import { socketRules } from "./socket-rules.js";
import { structureRules } from "./structure-rules.js";
import { valueRules } from "./value-rules.js";

/** Every check, in the order of the codes. */
export const rules: readonly Rule[] = [
  ...structureRules,
  ...valueRules,
  ...holderAgentRules,
  ...orderRules,
  ...bootRules,
  ...socketRules,
  ...sameSocketRules,
  ...socketNameRules,
  ...sessionRules,
  ...agentNameRules,
  ...serviceRules,
  ...restartRules,
  ...failureRules,
  ...serviceShapeRules,
  ...serviceLifeRules,
  ...serviceViewRules,
  ...execRules,
  ...namedPathRules,
  ...environmentFileRules,
  ...environmentRules,
  ...execLineRules,
  ...linkRules,
].toSorted((a, b) => (a.code < b.code ? -1 : 1));
