import type { SupervisorName } from "../views/views.js";

/** A defect planted in a copy of what is installed: what `check`, or a rehearsal, has to find. */
export interface Mutation {
  /** Kebab-case. */
  readonly id: string;
  /** What somebody got wrong, in a plain line. */
  readonly says: string;
  /** Below the config home, as `systemd/user/mosaic-agent@.service`. */
  readonly file: string;
  /** Throws where the file is no longer as the defect takes it to be. */
  readonly edit: Edit;
  /** Permission bits of the copy, where they are the defect. */
  readonly mode?: number;
  readonly caughtBy: CaughtBy;
}

export type CaughtBy =
  /** The code of a rule; `also`: of what follows from the defect. */
  | { readonly check: string; readonly also?: readonly string[] }
  /** The id of a scenario, and what its reason says: another failure than the defect's own proves nothing. `under`: default systemd. */
  | { readonly live: string; readonly says: RegExp; readonly under?: SupervisorName };

/** The text as somebody got it wrong; `undefined` for a file that is missing. */
export type Edit = (text: string) => string | undefined;

/** These words in the place of those. */
export function swap(from: string, to: string): Edit {
  return (text) => {
    const parts = text.split(from);
    if (parts.length !== 2)
      throw new Error(`${JSON.stringify(from)} stands there ${parts.length - 1} times, not once`);
    return parts.join(to);
  };
}

/** Without this line. */
export function drop(line: string): Edit {
  return (text) => swap(`\n${line}\n`, "\n")(`\n${text}`)?.slice(1);
}

/** With these lines behind that one. */
export function add(line: string, ...lines: readonly string[]): Edit {
  return (text) => swap(`\n${line}\n`, `\n${[line, ...lines].join("\n")}\n`)(`\n${text}`)?.slice(1);
}

/** With these lines at its end. */
export function append(...lines: readonly string[]): Edit {
  return (text) => `${text}${lines.join("\n")}\n`;
}

/** One edit after the other. */
export function both(first: Edit, second: Edit): Edit {
  return (text) => {
    const between = first(text);
    return between === undefined ? undefined : second(between);
  };
}

export const remove: Edit = () => undefined;
export const keep: Edit = (text) => text;
