// Which network addresses a message may go to: public ones, and those that the operator allows.
import { BlockList, isIP } from 'node:net';

/** Not reachable from the internet, or answering for the machine or its host: IANA's special-purpose registries. */
const refusedNetworks: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by carriers; a metadata service at 100.100.100.200
  ['127.0.0.0', 8], // this machine
  ['168.63.129.16', 32], // a cloud's own service for its machines, in public space
  ['169.254.0.0', 16], // link-local, metadata services
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments; a metadata service at 192.0.0.192
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays of 6to4
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 3], // multicast, reserved, broadcast
  // of IPv6 only 2000::/3 is public: this leaves out mapped, private, link-local, multicast and what is not given out
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23], // protocol assignments, Teredo among them: an IPv4 address inside
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: an IPv4 address inside
  ['3fff::', 20], // documentation
];

const loopbackNetworks = [
  ['127.0.0.0', 8],
  ['::1', 128],
] as const;

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

interface NetworkList {
  has(address: string): boolean;
}

/** One list for each family: in one list, IPv4 addresses would count as the IPv6 ones they are mapped to. */
function listOf(networks: readonly (readonly [string, number])[]): NetworkList {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const [network, bits] of networks) {
    const family = familyOf(network);
    lists[family].addSubnet(network, bits, family);
  }
  return {
    // what is no address is in no network
    has: (address) => isIP(address) !== 0 && lists[familyOf(address)].check(address, familyOf(address)),
  };
}

const refused = listOf(refusedNetworks);
const loopback = listOf(loopbackNetworks);

/** Null for what is no network in CIDR form. */
function readNetwork(text: string): readonly [string, number] | null {
  const [network = '', bits = '', ...rest] = text.split('/');
  const most = { 4: 32, 6: 128, 0: -1 }[isIP(network)] ?? -1;
  const isWhole = /^\d{1,3}$/.test(bits) && Number(bits) <= most && rest.length === 0;
  return isWhole ? [network, Number(bits)] : null;
}

export interface Networks {
  isAllowed(address: string): boolean;
  /** Of this machine, and allowed. */
  isLoopback(address: string): boolean;
}

/** `allowed`: networks in CIDR form that are reached although they are not public. Throws for one that is none. */
export function networksOf(config: { allowsLoopback: boolean; allowed: readonly string[] }): Networks {
  const more = config.allowed.map((text) => {
    const network = readNetwork(text);
    if (network === null) throw new Error(`${text} is no network, such as 10.1.0.0/16`);
    return network;
  });
  const allowed = listOf(config.allowsLoopback ? [...more, ...loopbackNetworks] : more);
  return {
    isAllowed: (address) => allowed.has(address) || (isIP(address) !== 0 && !refused.has(address)),
    isLoopback: (address) => config.allowsLoopback && loopback.has(address),
  };
}
