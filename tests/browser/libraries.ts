/** The Debian package of each library that Chromium's headless shell loads. Other systems have others; the names of the files are the same. */
const PACKAGES: Readonly<Record<string, string>> = {
  'libnspr4.so': 'libnspr4',
  'libplc4.so': 'libnspr4',
  'libplds4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libexpat.so.1': 'libexpat1',
  'libgcc_s.so.1': 'libgcc-s1',
  'libatomic.so.1': 'libatomic1',
};

/**
 * What a program lacks, from what the dynamic loader says of it.
 *
 * @param listing as `ldd` prints it: a line for each library, and one for each version that a library does not have
 * @returns names of files, such as `libnss3.so`, and of versions, such as `GLIBC_2.34`
 */
export function missingLibraries(listing: string): string[] {
  const files = [...listing.matchAll(/^\s*(\S+) => not found/gm)];
  const versions = [...listing.matchAll(/version [`']([^'`]+)' not found/g)];
  return [...new Set([...files, ...versions].map(([, name = '']) => name))];
}

/** What to install, for who runs the tests. */
export function explainMissing(missing: readonly string[]): string {
  const versions = missing.filter((name) => !name.includes('.so'));
  const files = missing.filter((name) => name.includes('.so'));
  const packages = [...new Set(files.map((name) => PACKAGES[name]).filter((name) => name !== undefined))];
  const unknown = files.filter((name) => !(name in PACKAGES));
  return [
    `The browser of the tests cannot start: this machine lacks ${missing.join(', ')}.`,
    packages.length > 0 && `On Debian and Ubuntu: apt-get install ${packages.join(' ')}`,
    unknown.length > 0 && `\`apt-file search ${unknown[0]}\` says which package has it.`,
    versions.length > 0 && 'A newer system is needed for the version: Debian 12 or Ubuntu 22.04 has it.',
  ]
    .filter(Boolean)
    .join('\n');
}
