import { formats } from "./formats.js";

export const checkFormats = [...formats, "sarif"] as const;
export type CheckFormat = (typeof checkFormats)[number];
