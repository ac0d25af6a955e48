/** The document of `install`. */
export interface InstallDocument {
  readonly version: 1;
  readonly files: readonly {
    readonly path: string;
    readonly action: "created" | "updated" | "unchanged";
  }[];
}

/** The document of `uninstall`. */
export interface UninstallDocument {
  readonly version: 1;
  /** What was removed, and what was left. */
  readonly removed: readonly string[];
  readonly left: readonly { readonly path: string; readonly reason: string }[];
}
