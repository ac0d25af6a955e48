import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { chatCompletions } from "./chat-completions.js";
import { Json, plain, type Dialect, type Limit, type Reply, type Tool } from "./dialect.js";
import { messages } from "./messages.js";
import { responses } from "./responses.js";

/** A dialect is a file of its own (see `dialect.ts`) and an entry here. */
const dialects: readonly Dialect[] = [messages, responses, chatCompletions];

/** A model on the loopback interface that knows nothing and forgets nothing: real agent programs are tested against it. */
export interface StandInModel {
  /** Without a path, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  /** What users said, in the order in which it came: each text of the newest turn of each request. */
  prompts(): readonly Prompt[];
  /** How the next requests are answered; behaviours queue up, and behind them stands the answer `done`. */
  next(behaviour: Behaviour, times?: number): void;
  /** Ends the server and every connection to it. */
  close(): Promise<void>;
}

export interface Prompt {
  readonly text: string;
  readonly sha256: string;
  /** Texts of the user's turns before, as the request repeats them. */
  readonly earlier: readonly string[];
  readonly path: string;
  /** How it was answered: 200, or 429 where a limit was told. */
  readonly status: number;
}

export interface Behaviour {
  /** What is answered. Default `done`. */
  readonly text?: string;
  /** The answer waits for this, so that the program is seen at work. */
  readonly after?: Promise<unknown>;
  /** A stream stops in its midst until this; what has come by then is on the program's screen. */
  readonly midst?: Promise<unknown>;
  /** The answer asks for a tool. The request that carries its result takes the next behaviour. */
  readonly tool?: Tool;
  /** Refused with status 429 instead. Programs ask again by themselves: say for how many requests it holds. */
  readonly limit?: Limit;
}

export async function openStandInModel(): Promise<StandInModel> {
  const log: Prompt[] = [];
  const planned: Behaviour[] = [];
  const server = createServer((request, response) => {
    reply(request, log, planned).then(
      async (answer) => await write(response, answer),
      (error: unknown) => fail(response, error),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    prompts: () => log,
    next: (behaviour, times = 1) =>
      void planned.push(...Array.from({ length: times }, () => behaviour)),
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** In two parts, each of whole events, where it stops in its midst. */
async function write(
  response: ServerResponse,
  { status, headers, body, midst }: Halting,
): Promise<void> {
  response.writeHead(status, headers);
  if (midst === undefined) {
    response.end(body);
    return;
  }
  const events = body.split(/(?<=\n\n)/);
  // Claude shows a text once its block is whole; what says that the answer is, comes behind that
  const most = events.length - Math.ceil(events.length / 3);
  response.write(events.slice(0, most).join(""));
  await midst;
  response.end(events.slice(most).join(""));
}

type Halting = Reply & Pick<Behaviour, "midst">;

async function reply(
  request: IncomingMessage,
  log: Prompt[],
  planned: Behaviour[],
): Promise<Halting> {
  const [path = "/"] = (request.url ?? "/").split("?");
  const sent = await text(request);
  // Programs look whether somebody is there before they ask
  if (request.method === "HEAD") return plain(200, {});
  const dialect = dialects.find((each) => each.path === path);
  if (dialect === undefined || request.method !== "POST")
    return plain(404, { error: { type: "not_found_error", message: `no ${path} here` } });
  const asked = dialect.read(new Json(JSON.parse(sent)), request.headers);
  if (asked.aside) return dialect.answer(asked, { text: "done" });
  const behaviour = planned.shift() ?? {};
  for (const each of asked.newest)
    log.push({
      text: each,
      sha256: createHash("sha256").update(each).digest("hex"),
      earlier: asked.earlier,
      path,
      status: behaviour.limit === undefined ? 200 : 429,
    });
  await behaviour.after;
  if (behaviour.limit !== undefined) return dialect.limit(behaviour.limit);
  const { text: said = "done", tool, midst } = behaviour;
  return { ...dialect.answer(asked, { text: said, tool }), ...(midst && { midst }) };
}

function fail(response: ServerResponse, error: unknown): void {
  response.writeHead(400, { "content-type": "text/plain" }).end(String(error));
}
