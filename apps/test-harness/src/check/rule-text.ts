import type { Rule } from "@mosaicstack/systemd-units";

/** A rule as text, without what it looks at. */
export type RuleText = Omit<Rule, "check">;
