import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";

const folder = join(import.meta.dirname, "..");

/** What an example prints, once it was found on its page, word for word. */
async function printed(
  page: string,
  example: string,
  run: () => Promise<unknown>,
): Promise<unknown[][]> {
  const code = readFileSync(join(folder, `test/${example}.ts`), "utf8");
  expect(readFileSync(join(folder, page), "utf8")).toContain(`\`\`\`ts\n${code}\`\`\`\n`);
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    await run();
    return log.mock.calls;
  } finally {
    log.mockRestore();
  }
}

test("every example of the pages is one that runs here", () => {
  const blocks = ["README.md", "../../docs/reference/systemd-units.md"].map(
    (page) => readFileSync(join(folder, page), "utf8").match(/^```ts$/gm)?.length,
  );
  expect(blocks).toEqual([2, 1]);
});

test("the README's first example", async () => {
  expect(
    await printed("README.md", "readme-example", async () => import("../test/readme-example.js")),
  ).toEqual([
    [expect.objectContaining({ value: "always", file: "hello.service.d/50-mine.conf", line: 3 })],
    ["hello.service:3: MF102: `Restrat=` is no setting of `[Service]`"],
  ]);
});

test("the README's example of a manager", async () => {
  expect(
    await printed("README.md", "manager-example", async () => import("../test/manager-example.js")),
  ).toEqual([
    ["nap@a.service", "active"],
    ["nap@b.service", "active"],
    ["stop", "nap@a.service", "done"],
    ["start", "absent.service", "not-found"],
  ]);
});

test("the reference's example", async () => {
  expect(
    await printed(
      "../../docs/reference/systemd-units.md",
      "values-example",
      async () => import("../test/values-example.js"),
    ),
  ).toEqual([
    [90_000_000, 1_610_612_736, undefined],
    [true, ["/bin/echo", "dear you # me", "you", "#", "me"]],
    [2, "bad-key", "systemd drops `export A`: this is no shell script"],
  ]);
});
