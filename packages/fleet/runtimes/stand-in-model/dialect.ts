import type { IncomingHttpHeaders } from "node:http";

/**
 * One way in which programs ask a model over HTTP. A dialect is pure: the server reads requests, keeps the log, waits
 * and sends. To add one: a file that exports a `Dialect`, and its name in the list in `server.ts`.
 */
export interface Dialect {
  /** Path of the request, without its query, e.g. `/v1/messages`. */
  readonly path: string;
  /** What a request says. */
  read(body: Json, headers: IncomingHttpHeaders): Asked;
  /** The whole answer, as a stream of events or, if the request wants none, as one piece. */
  answer(asked: Asked, say: Say): Reply;
  /** The refusal of one who has used up what he may use. */
  limit(limit: Limit): Reply;
}

export interface Asked {
  readonly model: string;
  readonly stream: boolean;
  /** A request that the program makes for itself (a title, a check): it is answered, but neither logged nor steered. */
  readonly aside: boolean;
  /** Texts of the newest turn of the user, each as it stands in the request; empty where it carries a tool's result only. */
  readonly newest: readonly string[];
  /** Texts of the user's turns before that. */
  readonly earlier: readonly string[];
}

/** What the model says: a text, or that it wants a tool to be run. */
export interface Say {
  readonly text: string;
  readonly tool?: Tool | undefined;
}
export interface Tool {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}
export interface Limit {
  readonly message: string;
  /** When it is over, seconds since the epoch, where the dialect tells that in its answer. */
  readonly resetsAt?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Parsed JSON of which nothing is known: every look into it may find nothing. */
export class Json {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
  at(key: string): Json {
    const { value } = this;
    const known = typeof value === "object" && value !== null && Object.hasOwn(value, key);
    return new Json(known ? (value as Record<string, unknown>)[key] : undefined);
  }
  /** Its entries, where it is a list; otherwise none. */
  get list(): readonly Json[] {
    return Array.isArray(this.value) ? this.value.map((each) => new Json(each)) : [];
  }
  /** Itself, where it is a text; otherwise empty. */
  get text(): string {
    return typeof this.value === "string" ? this.value : "";
  }
}

export function plain(status: number, value: unknown, headers: Reply["headers"] = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  };
}

/** Server-sent events; each is named by its own `type`, as both vendors have it. `end` stands behind them. */
export function events(all: readonly { readonly type: string }[], end = ""): Reply {
  const lines = all.map((each) => `event: ${each.type}\ndata: ${JSON.stringify(each)}\n\n`);
  return {
    status: 200,
    headers: { "content-type": "text/event-stream", "cache-control": "no-cache" },
    body: lines.join("") + end,
  };
}
