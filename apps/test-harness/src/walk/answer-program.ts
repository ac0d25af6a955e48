import { fileURLToPath } from "node:url";

/** `answer-verbs.js` as it is built beside this program. */
export const answerProgram = (): string =>
  fileURLToPath(new URL("answer-verbs.js", import.meta.url));
