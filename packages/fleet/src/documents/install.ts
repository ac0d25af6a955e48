import { array, literal, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

const actions = ["created", "updated", "unchanged"] as const;

/** The document of `install`. */
export interface InstallDocument {
  readonly version: 1;
  readonly files: readonly InstalledFile[];
}

export interface InstalledFile {
  readonly path: string;
  readonly action: (typeof actions)[number];
}

const installedFile: ZodType<InstalledFile> = strictObject({
  path: string(),
  action: literal(actions),
} satisfies Shape<InstalledFile>);

export const installSchema: ZodType<InstallDocument> = strictObject({
  version: literal(1),
  files: array(installedFile),
} satisfies Shape<InstallDocument>);
