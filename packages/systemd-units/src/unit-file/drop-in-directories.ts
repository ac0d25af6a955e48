import { parseUnitName } from "../names/unit-name.js";
import { SystemdError } from "../systemd-error.js";

/**
 * The drop-in directories of a unit, the most specific first, as systemd looks for them in every folder of its search path
 * (systemd.unit(5)): for `a-b@x.service` these are `a-b@x.service.d`, `a-b@.service.d`, `a-.service.d`, `a-@x.service.d`, `a-@.service.d`,
 * `service.d`. A template has those of its plain prefixes (`a-.service.d`), not of shorter templates, and hands them on to its instances.
 * Files of one name: the first directory here wins and hides the others. All files left are applied in the order of their names.
 * Throws `InvalidName`.
 */
export function dropInDirectories(unitName: string): string[] {
  const parts = parseUnitName(unitName);
  if (parts === undefined)
    throw new SystemdError(
      "InvalidName",
      `\`${unitName}\` is no unit name; it needs a suffix such as \`.service\``,
    );
  const names = new Set<string>();
  collect(parts.prefix, parts.instance, parts.suffix, names);
  return [...names, parts.suffix].map((name) => `${name}.d`);
}

/** As systemd does it: a name, its template with all that is the template's, then the same for each shorter prefix. */
function collect(
  prefix: string,
  instance: string | undefined,
  suffix: string,
  names: Set<string>,
): void {
  names.add(instance === undefined ? `${prefix}.${suffix}` : `${prefix}@${instance}.${suffix}`);
  if (instance) collect(prefix, "", suffix, names);
  const shorter = shorterPrefix(prefix);
  // What is no instance keeps no `@`.
  if (shorter !== undefined) collect(shorter, instance || undefined, suffix, names);
}

/** `a-b-c` → `a-b-`, `a-b-` → `a-`, `a-` → nothing. */
function shorterPrefix(prefix: string): string | undefined {
  const dash = (prefix.endsWith("-") ? prefix.slice(0, -1) : prefix).lastIndexOf("-");
  return dash <= 0 ? undefined : prefix.slice(0, dash + 1);
}
