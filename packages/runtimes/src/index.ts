export { commandRuntime, type CommandWords } from "./command-runtime.js";
export {
  findObstacle,
  obstacleOrder,
  ownDialog,
  type Looks,
  type Obstacle,
} from "./find-obstacle.js";
export { linesOf } from "./find-prompt.js";
export { boxPart, boxState, holdsText, needsColours, withoutColours } from "./input-box.js";
export { overrideRuntime } from "./override-runtime.js";
export { FOOT, prompts } from "./prompts.js";
export type { Runtime, RuntimeOverride, RuntimeReady, RuntimeStop } from "./runtime.js";
export { runtimeNames, runtimes, runtimesVersion, type RuntimeName } from "./runtimes.js";
export type { Screen } from "./screen.js";
