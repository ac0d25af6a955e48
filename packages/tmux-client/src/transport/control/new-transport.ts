import { checkDeadline } from "../../values/options.js";
import { aborted, onAbort } from "../abort.js";
import { failure, tmuxError } from "../failure.js";
import type { Answer } from "../answer.js";
import type { Client } from "../client.js";
import type { Command } from "../command.js";
import { connect, greeting, newNonce, parseGreeting } from "./connection.js";
import type { Connection, Greeted } from "./connection.js";
import type { ControlEvent } from "./parser.js";
import { LINE_LIMIT, compose, conclude, isCarried, take } from "./request.js";
import type { Request } from "./request.js";
import { abortedWords, asTmuxError, disconnected, settle, silent } from "./settle.js";
import type { ControlNotice, ControlTransport } from "./transport.js";

/** Looks at the server by exec before anything connects; throws Unsupported where it must not. */
export type Admission = () => Promise<void>;

export function controlTransport(client: Client, admit: Admission): ControlTransport {
  const { inFlight, watchdogMs } = client.options.control;
  const queue: Request[] = [];
  const sent: Request[] = [];
  const listeners = new Map<(notice: ControlNotice) => void, string | undefined>();
  let connection: Connection | undefined;
  let greeted: Greeted | undefined;
  let connecting: Promise<void> | undefined;
  let watchdog: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const tell = (notice: ControlNotice): void => {
    for (const listener of listeners.keys()) listener(notice);
  };
  const watch = (): void => {
    // Sending alone is no sign of life.
    if (sent.length > 0) watchdog ??= setTimeout(() => connection?.kill(), watchdogMs);
    else calm();
    connection?.hold(sent.length > 0 || listeners.size > 0);
  };
  const calm = (): void => {
    clearTimeout(watchdog);
    watchdog = undefined;
  };
  const write = (to: Connection): void => {
    while (sent.length < inFlight) {
      const next = queue.shift();
      if (!next) break;
      if (next.settled) continue;
      sent.push(next);
      to.write(next.text);
    }
  };
  const pump = (): void => {
    if (connection) write(connection);
    watch();
  };
  const lost = (why: string): void => {
    const error = disconnected(client, why);
    connection = undefined;
    greeted = undefined;
    calm();
    for (const request of sent.splice(0)) settle(request, disconnected(client, why, request.shown));
    tell({ kind: "lost", error });
    // What was not written yet is asked for again on the next connection.
    if (!closed && (queue.length > 0 || listeners.size > 0)) ensure();
  };
  const heard = (event: ControlEvent): void => {
    calm();
    if (event.kind === "notification") tell(event);
    const [first] = sent;
    if (event.kind !== "block" || !event.own || !first) return;
    if (take(first, event)) {
      sent.shift();
      conclude(first, greeted?.escaped ?? false);
    }
    pump();
  };
  const open = async (): Promise<void> => {
    await admit();
    const nonce = newNonce();
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => made.kill(), client.options.deadlineMs);
      const made = connect(client, {
        event(event) {
          if (greeted) return heard(event);
          const answer = event.kind === "block" && event.own && parseGreeting(event.body, nonce);
          if (!answer) return;
          clearTimeout(timer);
          connection = made;
          greeted = answer;
          resolve();
        },
        lost(why) {
          clearTimeout(timer);
          if (connection === made) lost(why);
          else reject(disconnected(client, why));
        },
      });
      made.write(greeting(nonce));
    });
    for (const subscription of listeners.values()) subscribe(subscription);
    if (greeted) tell({ kind: "connected", epoch: greeted.epoch });
    pump();
  };
  const ensure = (): void => {
    if (greeted || connecting || closed) return;
    clearTimeout(retry);
    connecting = open().catch((error: unknown) => {
      for (const request of queue.splice(0)) settle(request, asTmuxError(client, error));
      if (listeners.size === 0 || closed) return;
      tell({ kind: "lost", error: asTmuxError(client, error) });
      retry = setTimeout(ensure, RETRY_MS);
    });
    void connecting.finally(() => {
      connecting = undefined;
      if (!greeted && queue.length > 0) ensure();
    });
  };
  const subscribe = (subscription: string | undefined): void => {
    if (subscription === undefined) return;
    const command = ["refresh-client", "-B", subscription];
    queue.push(silent(compose([command]).text, ["refresh-client", "-B"]));
  };

  return {
    carries: (commands, options) => !closed && isCarried(commands, options),
    async ask(commands, options, signals) {
      const shown = options.shown ?? commands[0] ?? [];
      const { text, nonce } = compose(commands);
      if (Buffer.byteLength(text) > LINE_LIMIT) {
        const what = `\`${shown.join(" ")}\` is longer than 1 MiB, the most that a control client sends`;
        throw tmuxError(client, "PayloadTooLarge", what, { command: shown });
      }
      const deadlineMs = checkDeadline(options.deadlineMs ?? client.options.deadlineMs);
      const gone = abortedWords(shown);
      if (aborted(signals)) throw tmuxError(client, "Aborted", gone, { command: shown });
      return await new Promise<Answer>((resolve, reject) => {
        const request: Request = {
          text,
          nonce,
          shown,
          blocks: [],
          settled: false,
          resolve: done(resolve),
          reject: done(reject),
          fail: (stderr) => {
            const outcome = {
              kind: "exited",
              exitCode: 1,
              stdout: Buffer.alloc(0),
              stderr,
            } as const;
            void failure(client, outcome, shown, deadlineMs).then(done(reject));
          },
        };
        const details = (): { command: Command; delivery: "not-sent" | "unknown" } => ({
          command: shown,
          delivery: sent.includes(request) ? "unknown" : "not-sent",
        });
        const late = (): void => {
          const what = `\`${shown.join(" ")}\` got no answer on \`${client.address.socketPath}\` within ${String(deadlineMs)} ms`;
          settle(request, tmuxError(client, "Timeout", what, details()));
        };
        const abort = (): void => settle(request, tmuxError(client, "Aborted", gone, details()));
        const timer = setTimeout(late, deadlineMs);
        const forget = onAbort(signals, abort);
        function done<T>(then: (value: T) => void): (value: T) => void {
          return (value) => {
            clearTimeout(timer);
            forget();
            then(value);
          };
        }
        queue.push(request);
        ensure();
        pump();
      });
    },
    listen(listener, subscription) {
      listeners.set(listener, subscription);
      if (greeted) {
        subscribe(subscription);
        listener({ kind: "connected", epoch: greeted.epoch });
        pump();
      } else ensure();
      return () => {
        listeners.delete(listener);
        const name = subscription?.slice(0, subscription.indexOf(":"));
        if (name !== undefined && greeted) subscribe(name);
        pump();
      };
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      const gone = tmuxError(client, "Aborted", "the client was closed", {});
      for (const request of queue.splice(0)) settle(request, gone);
      await connecting?.catch(() => {});
      await connection?.close();
    },
  };
}

/** Between attempts to connect again while somebody listens. */
const RETRY_MS = 500;
