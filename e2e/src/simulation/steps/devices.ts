import type { SeededRandom } from '@nova/testkit';
import type { Tab } from '../device/tab.ts';
import type { World } from '../world.ts';
import type { Step } from './step.ts';

function someTab(world: World, random: SeededRandom): Tab | null {
  const { tabs } = random.pick(world.devices);
  return tabs.length > 0 ? random.pick(tabs) : null;
}

const openTab: Step = {
  name: 'open tab',
  weight: 8,
  run(world, random) {
    const device = random.pick(world.devices);
    if (device.tabs.length >= device.tabsMax) return null;
    world.openTab(device);
    return device.name;
  },
};

const wakeUp: Step = {
  name: 'start again',
  weight: 30,
  run(world) {
    const device = world.devices.find(({ tabs }) => tabs.length === 0);
    if (!device) return null;
    world.openTab(device);
    return device.name;
  },
};

const closeTab: Step = {
  name: 'close tab',
  weight: 6,
  run(world, random) {
    const device = random.pick(world.devices);
    if (device.tabs.length === 0) return null;
    const tab = random.pick(device.tabs);
    device.closeTab(tab);
    return tab.name;
  },
};

const crashTab: Step = {
  name: 'crash tab',
  weight: 6,
  run(world, random) {
    const device = random.pick(world.devices);
    if (device.tabs.length === 0) return null;
    const tab = random.pick(device.tabs);
    device.crashTab(tab);
    return tab.name;
  },
};

const crash: Step = {
  name: 'crash device',
  weight: 6,
  run(world, random) {
    const device = random.pick(world.devices);
    device.crash();
    return device.name;
  },
};

const goOffline: Step = {
  name: 'offline',
  weight: 10,
  run(world, random) {
    const device = random.pick(world.devices);
    if (!device.network.online()) return null;
    device.setOnline(false);
    return device.name;
  },
};

const goOnline: Step = {
  name: 'online',
  weight: 15,
  run(world, random) {
    const device = random.pick(world.devices);
    if (device.network.online()) return null;
    device.setOnline(true);
    return device.name;
  },
};

const cutSocket: Step = {
  name: 'cut',
  weight: 25,
  run(world, random) {
    const tab = someTab(world, random);
    tab?.socket.cut();
    return tab && tab.name;
  },
};

const stopReading: Step = {
  name: 'stop reading',
  weight: 12,
  run(world, random) {
    const tab = someTab(world, random);
    if (!tab?.socket.isReading) return null;
    tab.socket.read(false);
    return tab.name;
  },
};

const readOn: Step = {
  name: 'read on',
  weight: 15,
  run(world, random) {
    const tab = someTab(world, random);
    if (!tab || tab.socket.isReading) return null;
    tab.socket.read(true);
    return tab.name;
  },
};

export const devices: readonly Step[] = [
  openTab,
  wakeUp,
  closeTab,
  crashTab,
  crash,
  goOffline,
  goOnline,
  cutSocket,
  stopReading,
  readOn,
];
