import { UsageError } from "@mosaicstack/command-line";
import type { ScenarioResult } from "./live-document.js";
import { LISTED } from "./select-by-id.js";

/** Names no id, and so lets nothing be skipped. */
const NONE = "none";

/** The ids of `--allow-skips`; `undefined` where all may be skipped. Throws `UsageError` for an id that is not among `offered`. */
export function allowedSkips(
  given: string | undefined,
  offered: readonly { readonly id: string }[],
): ReadonlySet<string> | undefined {
  if (given === undefined) return undefined;
  const ids = given === NONE ? [] : given.split(",");
  const stray = ids.find((id) => !offered.some((each) => each.id === id));
  if (stray === undefined) return new Set(ids);
  throw new UsageError(`\`--allow-skips\` names \`${stray}\`, which is no scenario`, LISTED);
}

/** A skip that nobody allowed is a failure; anything else stays what it is. */
export function judgeSkip<Verdict extends Pick<ScenarioResult, "status" | "reason">>(
  id: string,
  verdict: Verdict,
  allowed: ReadonlySet<string> | undefined,
): Verdict {
  if (verdict.status !== "skipped" || allowed === undefined || allowed.has(id)) return verdict;
  const reason = `it was skipped, and \`--allow-skips\` does not name it: ${verdict.reason ?? ""}`;
  return { ...verdict, status: "failed", reason };
}
