import { closeSync, lstatSync, statSync } from "node:fs";
import { join } from "node:path";
import { listNames, NotOurs, openFile, tooLarge, type Folder } from "@mosaicstack/outside-files";
import { inChannel, type AgentChannel } from "./agent-channel.js";
import { caps } from "./caps.js";
import { parseMessageName } from "./message-name.js";

/** Something in an agent's channel that is not ours to use, and is therefore neither read nor written. */
export interface ChannelFault {
  /** Absolute. To take it away is the remedy: whoever writes there makes it anew. */
  readonly path: string;
  /** What stands there, as words behind `is`: `a FIFO`, `a link`, `larger than 16 KiB`. */
  readonly what: string;
}

/** A channel's folders hold so many faults at most before the rest is not looked for. */
const MOST = 100;

/**
 * Everything in a channel that is not ours to use; nothing is changed, waited for or followed. What is not there is no fault.
 * Never throws: what could not be looked at is told as well.
 */
export function inspectChannel(channel: AgentChannel): readonly ChannelFault[] {
  const faults: ChannelFault[] = [];
  const check = (where: string, act: () => unknown): void => {
    try {
      if (faults.length < MOST) act();
    } catch (error) {
      const { path, what } = faultOf(where, error);
      if (!faults.some((each) => each.path === path)) faults.push({ path, what });
    }
  };
  const files = (path: string, wanted: Readonly<Record<string, number>>): void =>
    check(path, () =>
      inChannel(path, [], (folder) => {
        for (const [name, most] of Object.entries(wanted))
          check(join(path, name), () => checkFile(folder, name, most));
      }),
    );
  files(channel.folder, inFolderOfBoot);
  check(channel.folder, () => checkLink(channel));
  files(channel.state, inState);
  for (const name of ["queue", "taken", "messages"])
    check(join(channel.state, name), () =>
      inChannel(channel.state, [name], (folder) => {
        for (const each of listNames(folder.at("."), caps.entries, folder.path))
          if (name !== "messages" && parseMessageName(each) !== undefined)
            check(join(folder.path, each), () => checkFile(folder, each, caps.message));
      }),
    );
  return faults;
}

/** What an error says of a path, as words behind `is`; that of a machine (no descriptors left, say) too. */
export function faultOf(path: string, error: unknown): ChannelFault {
  if (error instanceof NotOurs) return { path: error.path, what: error.what };
  const why = error instanceof Error ? error.message : String(error);
  return { path, what: `not to be looked at: ${why}` };
}

const inFolderOfBoot = {
  activity: caps.activity,
  receipt: caps.receipt,
  answer: caps.answer,
  "answer.1": caps.answer,
  target: caps.target,
  lock: Infinity,
  ".waiting": Infinity,
};
/** Of transcripts the end is read, however long they are. */
const inState = {
  deliveries: caps.deliveries,
  "deliveries.1": caps.deliveries,
  conversation: caps.conversation,
  hooks: caps.record,
  transcript: Infinity,
  "transcript.1": Infinity,
};

function checkFile(folder: Folder, name: string, most: number): void {
  const path = join(folder.path, name);
  const opened = openFile(folder.at(name), path);
  if (opened === undefined) return;
  closeSync(opened.descriptor);
  if (opened.stats.size > most) throw tooLarge(path, most);
}

/** By this one the scripts find what we find by its path. */
function checkLink({ folder, state }: AgentChannel): void {
  inChannel(folder, [], ({ at, path }) => {
    if (lstatSync(at("state"), { throwIfNoEntry: false }) === undefined) return;
    const wanted = place(state);
    if (wanted !== undefined && place(at("state")) !== wanted)
      throw new NotOurs(join(path, "state"), `not the way to ${state}`);
  });
}

/** Which folder a path leads to; undefined where to none. */
function place(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
