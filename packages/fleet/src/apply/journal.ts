import { appendLine, inFolder } from "@mosaicstack/outside-files";
import type { Change } from "../documents/plan.js";
import { wordsOf } from "../error.js";
import type { FleetContext } from "../context.js";
import { pathOf, readOwnOrNothing, removeOwn, writeOwn, type OwnFile } from "../files/own-file.js";

/** More than the lines of a plan over a thousand agents need. */
const mostBytes = 1024 * 1024;

/** What an `apply` does, written down before and after each step, so that a later one knows of one that was cut short. */
export interface Journal {
  step(change: Change): void;
  /** It came to its end, whatever that is. */
  close(): void;
}

/** Throws FleetError `Failed`. */
export function openJournal(fleet: FleetContext, count: number): Journal {
  const note = journalNote(fleet);
  let isTold = false;
  writeOwn(note, `${new Date().toISOString()} ${count} changes\n`);
  return {
    step: ({ action, kind, target }) => {
      // What it does goes on, whether it can be told later or not.
      try {
        inFolder(note.root, note.names.slice(0, -1), (folder) =>
          appendLine(folder.at("journal"), `${action} ${kind} ${target}`, mostBytes, pathOf(note)),
        );
      } catch (error) {
        if (!isTold) fleet.log(wordsOf(error));
        isTold = true;
      }
    },
    close: () => removeOwn(note),
  };
}

/** What is known of an `apply` that did not come to its end, for people; undefined where none is. */
export function cutShort(fleet: FleetContext): string | undefined {
  const text = readOwnOrNothing(journalNote(fleet), mostBytes);
  const [, at, count] = /^(\S+) (\d+) changes\n/.exec(text ?? "") ?? [];
  if (text === undefined || at === undefined) return undefined;
  const done = text.split("\n").length - 2;
  return `an \`apply\` was cut short at ${at}, after ${done} of ${count} changes; what is left is done now`;
}

function journalNote({ paths, socket = "default" }: FleetContext): OwnFile {
  return { root: paths.state, names: ["apply", socket, "journal"] };
}
