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
