import { expect, test } from "vitest";
import { probeLanes, type LaneProbe } from "./lane.js";

const UNIFIED = "29 22 0:26 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup2 rw";
const GOOD: LaneProbe = {
  uid: 0,
  release: "6.1.0-13-amd64",
  mountInfo: UNIFIED,
  ownCgroups: "0::/user.slice/run-1.scope",
  missing: [],
  writable: () => true,
  works: async () => true,
};

async function reasons(probe: LaneProbe): Promise<string> {
  const lanes = await probeLanes({ ...GOOD, ...probe });
  return lanes.map((each) => `${each.lane} ${each.possible}: ${each.reason}`).join("\n");
}

test("root has the root lane, a user with a delegated cgroup the other", async () => {
  expect(await reasons({})).toMatchInlineSnapshot(`
    "root true: private namespaces, own cgroup in \`/sys/fs/cgroup\`
    delegated false: for ordinary users; root has the lane \`root\`
    host true: the user manager answers"
  `);
  expect(await reasons({ uid: 1000 })).toMatchInlineSnapshot(`
    "root false: needs root; run the same command with \`sudo\`
    delegated true: private namespaces of a user, own cgroup in \`/sys/fs/cgroup/user.slice/run-1.scope\`
    host true: the user manager answers"
  `);
});

test("each obstacle is named with what to do", async () => {
  const refused: LaneProbe = { works: async () => false };
  const obstacles: Record<string, LaneProbe> = {
    kernel: { release: "5.10.0" },
    mount: { mountInfo: "" },
    readOnly: { writable: () => false },
    readOnlyUser: { uid: 1000, writable: () => false },
    namespaces: refused,
    namespacesUser: { ...refused, uid: 1000 },
  };
  const found: Record<string, string> = {};
  for (const [name, probe] of Object.entries(obstacles)) found[name] = await reasons(probe);
  expect(found).toMatchInlineSnapshot(`
    {
      "kernel": "root false: needs Linux 5.14 for \`cgroup.kill\`; this is 5.10.0
    delegated false: for ordinary users; root has the lane \`root\`
    host true: the user manager answers",
      "mount": "root false: no cgroup2 is mounted here
    delegated false: for ordinary users; root has the lane \`root\`
    host true: the user manager answers",
      "namespaces": "root false: \`unshare\` is refused; a container needs CAP_SYS_ADMIN for it
    delegated false: for ordinary users; root has the lane \`root\`
    host false: no user manager answers \`systemctl --user show\`",
      "namespacesUser": "root false: needs root; run the same command with \`sudo\`
    delegated false: user namespaces are refused; \`sysctl user.max_user_namespaces\` and AppArmor can do that
    host false: no user manager answers \`systemctl --user show\`",
      "readOnly": "root false: the cgroup2 mount \`/sys/fs/cgroup\` is not writable
    delegated false: for ordinary users; root has the lane \`root\`
    host true: the user manager answers",
      "readOnlyUser": "root false: needs root; run the same command with \`sudo\`
    delegated false: the cgroup \`/sys/fs/cgroup/user.slice/run-1.scope\` is not delegated; put \`systemd-run --user --scope -p Delegate=yes\` before the command
    host true: the user manager answers",
    }
  `);
});

test("what is not installed is listed", async () => {
  const [root] = await probeLanes({ ...GOOD, missing: ["nsenter", "busctl"] });
  expect(root).toEqual({
    lane: "root",
    possible: false,
    reason: "not installed: nsenter, busctl",
    missing: ["nsenter", "busctl"],
  });
});

test("the real machine is answered for, whatever it is", async () => {
  const lanes = await probeLanes();
  expect(lanes.map(({ lane }) => lane)).toEqual(["root", "delegated", "host"]);
  for (const { reason } of lanes) expect(reason).not.toBe("");
});
