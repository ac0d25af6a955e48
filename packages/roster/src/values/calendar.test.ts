import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarProblem } from "./calendar.js";

/** What systemd's own tests and manual have, and what people get wrong. */
const read = [
  "Mon..Fri 08:00",
  "Sat,Thu,Mon..Wed,Sat..Sun",
  "Mon,Sun 12-*-* 2,1:23",
  "Wed *-1",
  "Wed..Wed,Wed *-1",
  "Wed, 17:48",
  "Wed..Sat,Tue 12-10-15 1:2:3",
  "*-*-7 0:0:0",
  "10-15",
  "monday *-12-* 17:00",
  "Mon,Fri *-*-3,1,2 *:30:45",
  "12,14,13,12:20,10,30",
  "12..14:10,20,30",
  "mon,fri *-1/2-1,3 *:30:45",
  "03-05 08:05:40",
  "08:05:40",
  "05:40",
  "Sat,Sun 12-05 08:05:40",
  "2003-03-05 05:40",
  "05:40:23.4200004/3.1700005",
  "2003-02..04-05",
  "2003-03-05 05:40 UTC",
  "hourly",
  "Bi-Annually",
  "*:2/3",
  "2015-10-25 01:00:00 uTc",
  "2016-03-27 03:17:00.4200005",
  "Mon *-05~07/1",
  "*:*:0/2",
  "@1395716396",
];
const refused = [
  "test",
  "*-*-* *:*:05:40",
  "",
  "7",
  "121212:1:2",
  "2000-03-05.23 00:00:00",
  "2000-03-05 00:00.1:00",
  "00:00:00/0.00000001",
  "2016~11-22",
  "*-*~5/5",
  "*-*~30",
  "Monday.. 12:00",
  "Monday..",
  "Fri..Mon",
  "24:00",
  "08:60",
  "8am",
  "*/5:00",
  "Mon..Fri, Sun 08:00",
];

/** Whether systemd of this machine reads it; undefined where it is not there. */
function isRead(text: string): boolean | undefined {
  const { status, error } = spawnSync("systemd-analyze", ["calendar", "--", text]);
  return error === undefined ? status === 0 : undefined;
}

test.each(read)("%j is read", (text) => {
  expect(calendarProblem(text)).toBeUndefined();
  expect(isRead(text)).not.toBe(false);
});

test.each(refused)("%j is refused", (text) => {
  expect(calendarProblem(text)?.problem).toMatch(/./);
  expect(isRead(text)).not.toBe(true);
});

const number = fc.constantFrom(
  "0",
  "1",
  "8",
  "08",
  "12",
  "23",
  "24",
  "29",
  "31",
  "60",
  "99",
  "2026",
  "2200",
  "*",
  "",
);
const tail = fc.oneof(
  { weight: 6, arbitrary: fc.constant("") },
  number.map((n) => `..${n}`),
  number.map((n) => `/${n}`),
  fc.tuple(number, number).map(([a, b]) => `..${a}/${b}`),
  number.map((n) => `,${n}`),
);
const part = fc.tuple(number, tail).map((both) => both.join(""));
const day = fc.constantFrom("Mon", "tue", "Wednesday", "Sun", "Foo");
const days = fc
  .tuple(day, fc.array(fc.tuple(fc.constantFrom("..", "-", ",", ".", ""), day), { maxLength: 2 }))
  .map(([first, rest]) => first + rest.map((both) => both.join("")).join(""));
const date = fc
  .tuple(part, fc.constantFrom("-", "~"), part, fc.constantFrom("-", "~", ""), part)
  .map(([a, b, c, d, e]) => (d === "" ? a + b + c : a + b + c + d + e));
const time = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(":"));
const expression = fc
  .tuple(fc.option(days), fc.option(date), fc.option(time))
  .map((parts) => parts.filter((each) => each !== null).join(" "));

test.each(isRead("daily") === undefined ? [] : ["systemd-analyze"])(
  "says of any expression what %s says",
  () => {
    fc.assert(
      fc.property(expression, (text) => {
        expect([text, calendarProblem(text) === undefined]).toEqual([text, isRead(text)]);
      }),
      { numRuns: 300 },
    );
  },
);
