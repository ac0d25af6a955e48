import { valueKind } from "../src/values/value-kinds.js";
import { keysOf } from "../src/checks/keys-by-version.js";

/** Settings that any text suits, once its specifiers are known. */
const FREE = "Description SyslogIdentifier UtmpIdentifier";
/** Settings that rules of their own judge. */
const RULED = "EnvironmentFile WorkingDirectory";
/** Of these only the specifiers can be wrong. */
const CONDITIONS = /^(?:Assert|Condition)/;
const COMMANDS = /^Exec(?:Condition|Reload|ReloadPost|Start|StartPost|StartPre|Stop|StopPost)$/;

/** The settings of units, services and slices that are known by name only: their values are not judged. */
export const UNJUDGED: readonly string[] = ["Unit", "Service", "Slice"]
  .flatMap((section) => [...(keysOf(section) ?? new Map<string, number>()).keys()])
  .filter((key, index, all) => all.indexOf(key) === index)
  .filter((key) => valueKind(key) === undefined && !CONDITIONS.test(key) && !COMMANDS.test(key))
  .filter((key) => !`${FREE} ${RULED}`.split(/\s+/).includes(key))
  .toSorted();
