export { answerHelp } from "./answer-help.js";
export { completionOf, type CompletionCall } from "./completion-command.js";
export { completionScript } from "./completion/scripts.js";
export { paint, type Tint } from "./color.js";
export {
  defineCommand,
  type Call,
  type Command,
  type CommandSpec,
  type CommandText,
  type DefineCommand,
} from "./command.js";
export { toFailure, UsageError, type Failure, type Telling } from "./failure.js";
export { longName, type Flag, type FlagTable, type FlagValues } from "./flags.js";
export { grouped, type Group } from "./groups.js";
export { helpOn } from "./help-command.js";
export { asTyped, commandWords, typedName } from "./invocation.js";
export { openOutput, type Look, type Output, type OutputOptions } from "./output.js";
export { placesOfUsage, type Place, type PlaceKinds } from "./place.js";
export { type Program, type ProgramText } from "./program.js";
export { runProgram } from "./run-program.js";
export { watchOutput } from "./watch-output.js";
export { wholeNumber } from "./whole-number.js";
export { type World, type Writer } from "./world.js";
export { wrapIndented, wrapTalk } from "./wrap.js";
