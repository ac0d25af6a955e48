import { expect, test } from "vitest";
import { parseRoster, runtimeNames } from "@mosaicstack/roster";
import { runtimes } from "@mosaicstack/session-launcher";

// The roster names runtimes and the launcher starts them; neither imports the other, so they are compared here.
test("every runtime that a roster may name can be started, and no other", () => {
  expect([...runtimeNames].toSorted()).toEqual([...Object.keys(runtimes), "command"].toSorted());
});

test("`unattended` is called useless exactly where the launcher has no argument for it", () => {
  for (const [name, { unattended }] of Object.entries(runtimes)) {
    const text = `version: 1\nsocket_name: mosaic-fleet\nagents: [{ name: a, runtime: ${name}, unattended: true }]\n`;
    const codes = parseRoster(text, { file: "r.yaml" }).diagnostics.map(({ code }) => code);
    expect([name, codes.includes("unused-unattended")]).toEqual([name, unattended.length === 0]);
  }
});
