import type { Disaster } from "../disaster.js";

export const logout: Disaster = {
  id: "logout",
  title: "you log out, and your last session ends",
  fromLogin: true,
  async strike({ login, lingers }) {
    await login?.end({ linger: lingers });
  },
};

export const reboot: Disaster = {
  id: "reboot",
  title: "the machine is shut down and started again",
  strike: async ({ fleet }) => fleet.sandbox.reboot(),
};

export const powerCut: Disaster = {
  id: "power-cut",
  title: "the power fails, and the machine starts again",
  strike: async ({ fleet }) => fleet.sandbox.crash(),
};
