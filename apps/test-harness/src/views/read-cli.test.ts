import { expect, it } from "vitest";
import { parseStatus } from "./read-cli.js";

const document = {
  version: 1,
  server: { state: "running", pid: 7, version: "3.3a" },
  agents: [{ name: "cod", lifecycle: "active", session: null, pane: null, restarts: 0 }],
};

it("reads what is compared", () => {
  expect(parseStatus(JSON.stringify(document))).toMatchObject({ status: { server: { pid: 7 } } });
});

it.each([
  ["no JSON", "status: fine", /cannot be read/],
  ["another version", JSON.stringify({ ...document, version: 2 }), /its version is 2, not 1/],
  ["no server", JSON.stringify({ version: 1, agents: [] }), /no `server.state`/],
  ["a bare agent", JSON.stringify({ ...document, agents: [{ name: "x" }] }), /`agents` lack/],
  ["null", "null", /cannot be read/],
])("%s is an error that will not be compared", (_, text, message) => {
  expect(parseStatus(text)).toMatchObject({
    missing: false,
    error: expect.stringMatching(message),
  });
});
