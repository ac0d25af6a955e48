import { literal, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

const kinds = [
  "lifecycle",
  "session",
  "file",
  "settings",
  "link",
  "cgroup",
  "look",
  "reload",
  "drop-in",
  "server",
  "worktree",
] as const;

/** One thing that is not as the roster wants it. */
export interface Drift {
  /**
   * `file`: what stands on disk; `settings`: what it runs with; `link`: whether it is started at boot; `reload`: systemd has not read
   * its unit, or the holder's, since it changed; `drop-in`: a person's drop-in says otherwise than roster and unit, `target` is its
   * file; `server`: the holder's unit does not hold the server; `worktree`: its git worktree is not there; `look`: something of it could not be looked at, so what is said of it
   * may be less than is so.
   */
  readonly kind: (typeof kinds)[number];
  readonly target: string;
  readonly message: string;
  /** What to do about it, whole sentences, where its kind alone does not say. */
  readonly remedy?: string;
}

export const driftSchema: ZodType<Drift> = strictObject({
  kind: literal(kinds),
  target: string(),
  message: string(),
  remedy: string().exactOptional(),
} satisfies Shape<Drift>);
