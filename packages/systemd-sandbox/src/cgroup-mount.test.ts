import { expect, test } from "vitest";
import { findCgroupMount, findOwnCgroup } from "./cgroup-mount.js";

const HYBRID = `31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:9 - cgroup2 cgroup2 rw
`;

test("cgroup2 is found on hybrid and unified machines, with any number of optional fields", () => {
  expect(findCgroupMount(HYBRID)).toBe("/sys/fs/cgroup/unified");
  expect(
    findCgroupMount(
      "29 22 0:26 / /sys/fs/cgroup rw shared:4 master:1 - cgroup2 cgroup2 rw,nsdelegate",
    ),
  ).toBe("/sys/fs/cgroup");
});

test("a blank in the mount point is unescaped", () => {
  expect(findCgroupMount("29 22 0:26 / /mnt/my\\040groups rw - cgroup2 none rw")).toBe(
    "/mnt/my groups",
  );
});

test("no cgroup2 is `undefined`", () => {
  expect(findCgroupMount(HYBRID.replace("cgroup2", "cgroup"))).toBeUndefined();
  expect(findCgroupMount("")).toBeUndefined();
});

test("the own cgroup is the one of hierarchy 0", () => {
  expect(findOwnCgroup("4:memory:/a\n0::/user.slice/x.scope\n")).toBe("/user.slice/x.scope");
  expect(findOwnCgroup("4:memory:/a\n")).toBeUndefined();
});
