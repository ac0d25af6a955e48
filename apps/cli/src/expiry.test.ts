import { expect, test } from "vitest";
import { parseExpiry } from "./expiry.js";

const now = Date.parse("2026-01-01T00:00:00Z");
const of = async (text: string): Promise<string> => {
  try {
    return new Date(await parseExpiry(text, now)).toISOString();
  } catch (error) {
    const { code, message } = error as Error & { code: string };
    return `${code} ${message}`;
  }
};

test.each([
  ["10m", "2026-01-01T00:10:00.000Z"],
  ["1h30m", "2026-01-01T01:30:00.000Z"],
  ["90", "2026-01-01T00:01:30.000Z"],
  ["2026-01-02T00:00:00Z", "2026-01-02T00:00:00.000Z"],
  ["2026-01-02T00:00+01:00", "2026-01-01T23:00:00.000Z"],
])("%s is %s", async (text, expected) => expect(await of(text)).toBe(expected));

test.each([
  ["0", "is no time at all"],
  ["0s", "is no time at all"],
  ["-5m", "neither a time span nor a time"],
  ["", "neither a time span nor a time"],
  ["soon", "neither a time span nor a time"],
  ["10 parsecs", "the unit `parsecs` is not one of systemd's"],
  ["5y", "is more than 366 days away"],
  ["99999999999999999999h", "it is too long"],
  ["2025-12-31T23:59:59Z", "is past"],
  ["2026-01-01T00:00:00Z", "is past"],
  ["2026-13-41T00:00:00Z", "is no time that there is"],
  ["9999-01-01T00:00:00Z", "is more than 366 days away"],
])("%s is wrong usage", async (text, why) => {
  const told = await of(text);
  expect(told).toContain("Usage --expires: ");
  expect(told).toContain(why);
});
