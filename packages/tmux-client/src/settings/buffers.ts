import { call, execute } from "../transport/call.js";
import type { Client } from "../transport/client.js";
import { failure, tmuxError } from "../transport/failure.js";
import { framed } from "../panes/list.js";
import { TmuxError, invalidArgument, isTmuxError } from "../values/error.js";
import { checkText } from "../values/quote.js";

export interface BufferInfo {
  readonly name: string;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly created: number;
}

/** tmux's paste buffers, by name. All throw TmuxError. */
export interface Buffers {
  /** Any bytes but none at all; at most 16 MiB. */
  set(name: string, data: Uint8Array | string): Promise<void>;
  /** Undefined when there is none of this name. */
  get(name: string): Promise<Buffer | undefined>;
  /** Whether there was one. */
  delete(name: string): Promise<boolean>;
  list(): Promise<readonly BufferInfo[]>;
}

const LIMIT = 16 * 1024 * 1024;

export function buffers(client: Client): Buffers {
  return {
    async set(name, data) {
      const shown = ["load-buffer", "-b", checkName(name), "-"];
      const input = Buffer.from(typeof data === "string" ? checkText(data, "the buffer") : data);
      if (input.length === 0)
        throw invalidArgument("tmux keeps no empty buffer: delete it instead");
      if (input.length > LIMIT) {
        const what = `${String(input.length)} bytes are more than a buffer takes here (16 MiB): keep less`;
        throw new TmuxError("PayloadTooLarge", what);
      }
      await call(client, [shown], { shown, input });
    },
    async get(name) {
      return await read(client, checkName(name));
    },
    async delete(name) {
      const shown = ["delete-buffer", "-b", checkName(name)];
      return await orAbsent(async () => (await call(client, [shown], { shown }), true), false);
    },
    list: async () => await list(client),
  };
}

async function list(client: Client): Promise<BufferInfo[]> {
  const fields = ["buffer_name", "buffer_size", "buffer_created"] as const;
  const rows = await framed(client, fields, ["list-buffers"]);
  return rows.map((row) => ({
    name: row.buffer_name,
    bytes: row.buffer_size,
    created: row.buffer_created,
  }));
}

/** A client writes either a buffer or lines, so that only the length can prove that it is whole. */
async function read(client: Client, name: string): Promise<Buffer | undefined> {
  const shown = ["show-buffer", "-b", name];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const info = (await list(client)).find((each) => each.name === name);
    if (!info) return undefined;
    const { outcome, deadlineMs } = await execute(client, [shown], { shown });
    if (outcome.kind === "exited" && outcome.exitCode === 0) {
      // Another length is another buffer of the name by now.
      if (outcome.stdout.length === info.bytes) return outcome.stdout;
      continue;
    }
    const error = await failure(client, outcome, shown, deadlineMs);
    if (!/no buffer |unknown buffer/.test(error.stderr)) throw error;
  }
  throw tmuxError(client, "Command", `buffer \`${name}\` keeps changing; read it again`, {
    command: shown,
  });
}

async function orAbsent<T, A>(look: () => Promise<T>, absent: A): Promise<T | A> {
  try {
    return await look();
  } catch (error) {
    if (isTmuxError(error) && /no buffer |unknown buffer/.test(error.stderr)) return absent;
    throw error;
  }
}

function checkName(name: string): string {
  if (typeof name === "string" && /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name)) return name;
  throw invalidArgument(
    `${JSON.stringify(name)} is no buffer name here: use letters, digits, \`_\`, \`.\` and \`-\`, at most 64`,
  );
}
