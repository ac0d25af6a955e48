import { SystemdError } from "../systemd-error.js";

/** systemd.unit(5): the longest unit name, suffix included. */
const LONGEST = 255;
const SUFFIXES = "service|socket|target|device|mount|automount|swap|timer|path|slice|scope";
const PATTERN = new RegExp(
  `^(?<prefix>[A-Za-z0-9:\\-_.\\\\]+)(?:@(?<instance>[A-Za-z0-9:\\-_.\\\\@]*))?\\.(?<suffix>${SUFFIXES})$`,
);

/** A unit name taken apart. `instance` is `undefined` for a plain unit and empty for a template. */
export interface UnitNameParts {
  readonly prefix: string;
  readonly instance: string | undefined;
  readonly suffix: string;
}

/** Takes a name apart; `undefined` for what is no unit name. */
export function parseUnitName(name: string): UnitNameParts | undefined {
  const groups = name.length > LONGEST ? undefined : PATTERN.exec(name)?.groups;
  if (groups === undefined) return undefined;
  return {
    prefix: groups["prefix"] ?? "",
    instance: groups["instance"],
    suffix: groups["suffix"] ?? "",
  };
}

/**
 * The name of one instance: `unitName("a@.service", "x")` is `a@x.service`. The instance is taken as it stands (what `%i` will be);
 * pass it through `escapeName` first for what `systemd-escape --template` gives.
 * Throws `InvalidName`, where `systemctl` would quietly change the name and so reach another unit.
 */
export function unitName(template: string, instance: string): string {
  const parts = parseUnitName(template);
  if (parts?.instance !== "")
    throw new SystemdError(
      "InvalidName",
      `\`${template}\` is no template; a template is named like \`name@.service\``,
    );
  const name = `${parts.prefix}@${instance}.${parts.suffix}`;
  if (instance === "")
    throw new SystemdError(
      "InvalidName",
      `An instance of \`${template}\` needs a name that is not empty`,
    );
  if (parseUnitName(name)?.instance !== instance)
    throw new SystemdError(
      "InvalidName",
      name.length > LONGEST
        ? `\`${name.slice(0, 40)}…\` is longer than ${String(LONGEST)} characters; shorten the instance`
        : `\`${instance}\` cannot stand in a unit name as it is; escape it with \`systemd-escape\``,
    );
  return name;
}

/** The template of an instance (`a@x.service` → `a@.service`); `undefined` for a name without an instance. */
export function templateOf(name: string): string | undefined {
  const parts = parseUnitName(name);
  return parts?.instance ? `${parts.prefix}@.${parts.suffix}` : undefined;
}
