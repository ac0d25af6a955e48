import { array, int, literal, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

/** The document of `render`: every file that `apply` would write. */
export interface RenderDocument {
  readonly version: 1;
  readonly files: readonly RenderedFile[];
}

export interface RenderedFile {
  /** Below the config home, as `systemd/user/mosaic-agent@.service`. */
  readonly path: string;
  readonly text: string;
  /** Permission bits. */
  readonly mode: number;
}

const renderedFile: ZodType<RenderedFile> = strictObject({
  path: string(),
  text: string(),
  mode: int(),
} satisfies Shape<RenderedFile>);

export const renderSchema: ZodType<RenderDocument> = strictObject({
  version: literal(1),
  files: array(renderedFile),
} satisfies Shape<RenderDocument>);
