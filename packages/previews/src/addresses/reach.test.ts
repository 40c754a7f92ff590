import { describe, expect, test } from 'vitest';
import { isRange, mayReach } from './reach.ts';

const nowhere = { inside: [] };

describe('[H2] what may be asked', () => {
  test.each(['8.8.8.8', '1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '2a00:1450:4001::200e'])(
    '%s',
    (address) => {
      expect([80, 443].map((port) => mayReach(address, port, nowhere))).toEqual([true, true]);
      expect([22, 25, 6_379, 8_080, 5_432, 0, Number.NaN].filter((port) => mayReach(address, port, nowhere))).toEqual(
        [],
      );
    },
  );

  test.each([
    ['this machine', ['127.0.0.1', '127.255.0.9', '0.0.0.0', '0.1.2.3', '::1', '::']],
    [
      'networks inside',
      ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fc00::1', 'fd12::9'],
    ],
    ['of a link, where clouds answer', ['169.254.169.254', 'fe80::1', 'fd00:ec2::254']],
    ['IPv4 written as IPv6', ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::7f00:1', '::127.0.0.1']],
    ['translated', ['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '2002:7f00:1::', '2001:0:7f00:1::']],
    ['special', ['192.0.0.8', '192.88.99.1', '198.18.0.1', '192.0.2.1', '2001:db8::1', '3fff::1', '100::1', '5f00::1']],
    ['many at once', ['224.0.0.1', '239.1.1.1', '255.255.255.255', '240.0.0.1', 'ff02::1']],
    ['not in use', ['4000::1', 'fec0::1', 'e000::1']],
    ['with a zone', ['fe80::1%eth0', '2606:4700::1111%1', '8.8.8.8%eth0']],
    [
      'other ways to write',
      ['2130706433', '0x7f000001', '017700000001', '127.1', '0177.0.0.1', '8.8', '08.8.8.8', ' 8.8.8.8'],
    ],
    ['no address', ['', 'localhost', 'example.org', '[::1]', '8.8.8.8/32', '::g']],
  ])('not %s', (_what, addresses) => {
    expect(addresses.filter((address) => mayReach(address, 80, nowhere))).toEqual([]);
  });

  test('but for what the deployment names, at any port', () => {
    const reach = { inside: ['10.1.0.0/16', 'fd12::/32'] };
    expect(mayReach('10.1.2.3', 8_080, reach)).toBe(true);
    expect(mayReach('fd12::1', 8_080, reach)).toBe(true);
    expect(['10.2.0.1', '127.0.0.1', '::ffff:10.1.2.3'].filter((one) => mayReach(one, 80, reach))).toEqual([]);
    expect(['10.1.0.0/16', '::1/128', '10.1.0.0', 'wiki', ''].map(isRange)).toEqual([true, true, false, false, false]);
  });
});
