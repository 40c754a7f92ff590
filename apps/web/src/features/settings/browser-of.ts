const browsers: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

/** What a browser says it is, as people call it; empty where it says nothing known. */
export function browserOf(userAgent: string): { browser: string; system: string; isPhone: boolean } {
  const named = (names: readonly [RegExp, string][]): string => names.find(([sign]) => sign.test(userAgent))?.[1] ?? '';
  return { browser: named(browsers), system: named(systems), isPhone: /Mobile|iPhone|Android/.test(userAgent) };
}
