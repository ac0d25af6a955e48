import { rules } from "@mosaicstack/systemd-units";
import { installationRules } from "./installation-rules.js";
import type { RuleText } from "./rule-text.js";
import { secondOpinionRule } from "./second-opinion.js";

/** Every rule that `check` may report, in the order of the codes. */
export function allRules(): RuleText[] {
  const ofUnits = rules.map(({ code, severity, what, why, remedy }): RuleText => ({
    code,
    severity,
    what,
    why,
    remedy,
  }));
  return [...ofUnits, secondOpinionRule, ...installationRules].sort((a, b) =>
    a.code < b.code ? -1 : 1,
  );
}
