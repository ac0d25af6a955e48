import * as fc from "fast-check";
import { expect, test } from "vitest";
import { newControlParser } from "./parser.js";
import type { ControlEvent } from "./parser.js";

// As tmux 3.3a wrote it: attaching, a hook's block, own blocks with bytes of all kinds, an error.
const recorded = Buffer.from(
  [
    "%begin 1795341241 280 0",
    "%end 1795341241 280 0",
    "%session-changed $1 control-1",
    "%begin 1795341241 291 1",
    "line one",
    "%end 1795341241 290 1",
    "%begin 7 7 1",
    "数 é \u0001\u001b[31m",
    "%end 1795341241 291 1",
    "%output %0 a\\015\\012\\134é\u007f",
    "%begin 1795341242 300 0",
    "said by a hook",
    "%end 1795341242 300 0",
    "%begin 1795341242 301 1",
    "can't find session: x",
    "%error 1795341242 301 1",
    "%exit",
    "",
  ].join("\n"),
);

function whole(chunks: readonly Buffer[]): string {
  const parser = newControlParser();
  const events: ControlEvent[] = chunks.flatMap((chunk) => parser.feed(chunk));
  return JSON.stringify(
    events.map((event) =>
      "body" in event
        ? { ...event, body: event.body.toString("latin1") }
        : event.kind === "notification"
          ? { ...event, line: event.line.toString("latin1") }
          : event,
    ),
  );
}

test("a recorded stream is read: blocks by time and number, notifications between", () => {
  expect(JSON.parse(whole([recorded]))).toMatchObject([
    { kind: "block", own: false, ok: true, body: "" },
    { kind: "notification", name: "session-changed" },
    {
      kind: "block",
      own: true,
      ok: true,
      body: Buffer.from(
        "line one\n%end 1795341241 290 1\n%begin 7 7 1\n数 é \u0001\u001b[31m\n",
      ).toString("latin1"),
    },
    { kind: "notification", name: "output" },
    { kind: "block", own: false, body: "said by a hook\n" },
    { kind: "block", own: true, ok: false, body: "can't find session: x\n" },
    { kind: "notification", name: "exit" },
  ]);
});

test("cut at every byte, and at any bytes, it is the same", () => {
  const once = whole([recorded]);
  for (let at = 0; at <= recorded.length; at += 1) {
    expect(whole([recorded.subarray(0, at), recorded.subarray(at)])).toBe(once);
  }
  expect(whole(Array.from(recorded, (byte) => Buffer.from([byte])))).toBe(once);
  fc.assert(
    fc.property(fc.array(fc.nat(recorded.length), { maxLength: 20 }), (cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), recorded.length];
      const chunks = edges.slice(1).map((edge, index) => recorded.subarray(edges[index], edge));
      expect(whole(chunks)).toBe(once);
    }),
  );
});

test.each(["no notification\n", "%end 1 2 1\n", "%error 1 2 1\n", "\n", "%begin x\nfoo\n"])(
  "what no tmux writes is a violation, never a reply: %j",
  (text) => {
    const events = newControlParser().feed(Buffer.from(text));
    expect(events.some(({ kind }) => kind === "violation")).toBe(true);
  },
);

test("a block or a line without end is not kept for ever", () => {
  const parser = newControlParser(1000);
  expect(parser.feed(Buffer.from("%begin 1 2 1\n"))).toEqual([]);
  expect(parser.feed(Buffer.alloc(1001, "x"))).toMatchObject([{ kind: "violation" }]);
});
