import { UsageError } from "@mosaicstack/command-line";

/** What may be skipped, and what it is called. */
export interface Offered {
  readonly ids: readonly string[];
  readonly kind: "scenario" | "rule";
}

/** Names no id, and so lets nothing be skipped. */
const NONE = "none";

/** The ids of `--allow-skips`; `undefined` where all may be skipped. Throws `UsageError` for an id that is not among `offered`. */
export function allowedSkips(
  given: string | undefined,
  { ids: offered, kind }: Offered,
): ReadonlySet<string> | undefined {
  if (given === undefined) return undefined;
  const ids = given === NONE ? [] : given.split(",");
  const stray = ids.find((id) => !offered.includes(id));
  if (stray === undefined) return new Set(ids);
  throw new UsageError(
    `\`--allow-skips\` names \`${stray}\`, which is no ${kind}`,
    "`mosaic-fleet-harness list` shows them all.",
  );
}

export interface Verdict {
  readonly status: "passed" | "failed" | "skipped";
  readonly reason?: string;
}

/** A skip that nobody allowed is a failure; anything else stays what it is. */
export function judgeSkip<V extends Verdict>(
  id: string,
  verdict: V,
  allowed: ReadonlySet<string> | undefined,
): V {
  if (verdict.status !== "skipped" || allowed === undefined || allowed.has(id)) return verdict;
  const reason = `it was skipped, and \`--allow-skips\` does not name it: ${verdict.reason ?? ""}`;
  return { ...verdict, status: "failed", reason };
}
