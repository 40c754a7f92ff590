import { inProcessTabs, manualNetwork } from '@nova/client/sim';
import type { ServerNode } from '../server/server-node.ts';
import type { Surroundings } from '../surroundings.ts';
import { SimStore } from './sim-store.ts';
import { Tab } from './tab.ts';

export interface DeviceOptions {
  readonly name: string;
  readonly userId: string;
  readonly around: Surroundings;
  readonly nodes: () => readonly ServerNode[];
  readonly tabsMax: number;
}

/** One device of one person: its memory, its network, and the tabs that are open on it. */
export class Device {
  readonly name: string;
  readonly userId: string;
  readonly store: SimStore;
  /** What a device with one tab shows is checked more strictly. */
  readonly tabsMax: number;
  readonly network = manualNetwork();
  readonly #around: Surroundings;
  readonly #nodes: () => readonly ServerNode[];
  #ports = inProcessTabs();
  #tabs: Tab[] = [];
  #opened = 0;

  constructor(of: DeviceOptions) {
    this.name = of.name;
    this.userId = of.userId;
    this.tabsMax = of.tabsMax;
    this.#around = of.around;
    this.#nodes = of.nodes;
    this.store = new SimStore(of.around);
  }

  get tabs(): readonly Tab[] {
    return this.#tabs;
  }

  openTab(): Tab {
    const tab = new Tab({
      name: `${this.name}.${++this.#opened}`,
      deviceName: this.name,
      userId: this.userId,
      around: this.#around,
      store: this.store,
      network: this.network,
      ports: this.#ports,
      dial: () => this.#dial(),
    });
    this.#tabs.push(tab);
    return tab;
  }

  closeTab(tab: Tab): void {
    this.#tabs = this.#tabs.filter((other) => other !== tab);
    void tab.close();
  }

  crashTab(tab: Tab): void {
    this.#tabs = this.#tabs.filter((other) => other !== tab);
    tab.life.end();
  }

  /** The browser or the battery dies: all tabs at once. */
  crash(): void {
    for (const tab of this.#tabs) tab.life.end();
    this.#tabs = [];
    this.#ports = inProcessTabs();
  }

  setOnline(isOnline: boolean): void {
    this.network.set(isOnline);
    for (const { socket } of this.#tabs) {
      if (isOnline) socket.hurry();
      else socket.cut();
    }
  }

  /** A node as the load balancer gives it out. */
  #dial(): ServerNode | null {
    const up = this.#nodes().filter(({ isUp }) => isUp);
    return this.network.online() && up.length > 0 ? this.#around.random.pick(up) : null;
  }
}
