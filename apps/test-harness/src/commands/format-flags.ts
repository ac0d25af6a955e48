import { checkFormats } from "../report/check-formats.js";
import { formats } from "../report/formats.js";

/** `--format` of the commands whose result holds or does not. */
export const resultFormat = {
  value: "FORMAT",
  choices: formats,
  usual: "human",
  says: `how the result is printed: ${formats.join(", ")}`,
} as const;

/** `--format` of `check`. */
export const checkFormat = {
  ...resultFormat,
  choices: checkFormats,
  says: `how the result is printed: ${checkFormats.join(", ")}`,
} as const;

/** `--format` of the commands that only tell. */
export const toldFormat = {
  value: "FORMAT",
  choices: ["human", "json"],
  usual: "human",
  says: "how it is printed: human, json",
} as const;
