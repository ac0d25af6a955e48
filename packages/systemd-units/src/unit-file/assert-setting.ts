import { whyNotCarried } from "../carried-text.js";
import { SystemdError } from "../systemd-error.js";
import { byteLength, LONGEST_LINE } from "./long-lines.js";
import { continues, strip } from "./physical-lines.js";
import { visible } from "../visible.js";

/** Throws `InvalidKey` or `InvalidValue` for an assignment that would not be read back as it was given. */
export function assertSetting(section: string, key: string, value: string): void {
  if (!isPlain(section) || strip(section) !== section || section === "" || /[[\]\\]/.test(section))
    throw new SystemdError(
      "InvalidKey",
      `\`${visible(section)}\` cannot be a section; use a name such as \`Service\``,
    );
  if (!isPlain(key) || strip(key) !== key || key === "" || /^[[#;\uFEFF]|[=\\]/.test(key))
    throw new SystemdError(
      "InvalidKey",
      `\`${visible(key)}\` cannot be a key; use a name such as \`ExecStart\``,
    );
  if (!isPlain(value))
    throw new SystemdError(
      "InvalidValue",
      `The value of \`${key}\` has a character that no unit file can hold; escape or remove it`,
    );
  if (strip(value) !== value)
    throw new SystemdError(
      "InvalidValue",
      `The value of \`${key}\` has outer blanks, which systemd drops; quote it or trim it`,
    );
  if (continues(value))
    throw new SystemdError(
      "InvalidValue",
      `The value of \`${key}\` ends in a backslash, which would swallow the next line; double it`,
    );
  if (byteLength(`${key}=${value}`) >= LONGEST_LINE)
    throw new SystemdError(
      "InvalidValue",
      `The value of \`${key}\` makes a line of 1 MiB or more, for which systemd refuses the whole file; shorten it`,
    );
}

function isPlain(text: string): boolean {
  return whyNotCarried(text) === undefined && !/[\n\r]/.test(text);
}
