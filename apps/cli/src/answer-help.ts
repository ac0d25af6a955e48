import { answerHelp as answer, type CommandText } from "@mosaicstack/command-line";
import { programText } from "./program-text.js";

/** Put in by the build: what each command says of itself. */
declare const COMMANDS: readonly CommandText[];

/** False where something else than help or the version is asked for. */
export function answerHelp(process: NodeJS.Process, version: () => string): boolean {
  return answer(process, { text: programText, commands: COMMANDS }, version);
}
