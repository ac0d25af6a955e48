import { join } from "node:path";

/** `answer-verbs.js` as it is built beside this program. */
export const answerProgram = (): string => join(import.meta.dirname, "answer-verbs.js");
