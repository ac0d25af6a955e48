import type { Rule } from "./finding.js";

export const linkRules: readonly Rule[] = [
  {
    code: "MF705",
    severity: "warning",
    what: "A link of `systemctl enable` leads to a unit",
    why: "At boot systemd says only that the unit was not found, and starts nothing.",
    remedy: "Put the unit back, or remove the link with `systemctl --user disable`.",
    onlyInstalled: true,
    *check(unit) {
      // Links belong to the set, so the first unit speaks for all.
      if (unit.peers[0] !== unit) return;
      for (const { path, name, leadsSomewhere } of unit.set.links ?? [])
        if (!leadsSomewhere)
          yield {
            file: path,
            line: 1,
            message: `\`${name}\` is enabled, and there is no such unit`,
          };
    },
  },
];
