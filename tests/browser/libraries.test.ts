import { expect, test } from 'vitest';
import { explainMissing, missingLibraries } from './libraries.ts';

const COMPLETE = `
	linux-vdso.so.1 (0x00007f30ccbf3000)
	libnspr4.so => /lib/x86_64-linux-gnu/libnspr4.so (0x00007f30ccb96000)
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f30cc89d000)
	/lib64/ld-linux-x86-64.so.2 (0x00007f30ccbf5000)
`;

const BARE = `
	linux-vdso.so.1 (0x00007f30ccbf3000)
	libnspr4.so => not found
	libnss3.so => not found
	libnssutil3.so => not found
	libexpat.so.1 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f30cc89d000)
`;

test('a machine that has every library lacks nothing', () => {
  expect(missingLibraries(COMPLETE)).toEqual([]);
});

test('a bare Debian is told the four libraries that it lacks, and the three packages that have them', () => {
  const missing = missingLibraries(BARE);
  expect(missing).toEqual(['libnspr4.so', 'libnss3.so', 'libnssutil3.so', 'libexpat.so.1']);
  expect(explainMissing(missing)).toBe(
    'The browser of the tests cannot start: this machine lacks libnspr4.so, libnss3.so, libnssutil3.so, libexpat.so.1.\n' +
      'On Debian and Ubuntu: apt-get install libnspr4 libnss3 libexpat1',
  );
});

test('a library that is too old is told by the version that it lacks, and which systems have it', () => {
  const missing = missingLibraries(
    "./chromium: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by lib/libnss3.so)\n",
  );
  expect(missing).toEqual(['GLIBC_2.34']);
  expect(explainMissing(missing)).toContain('Debian 12 or Ubuntu 22.04 has it');
});

test('of a library that no list here knows, the command is told that says which package has it', () => {
  expect(explainMissing(['libnew.so.7'])).toContain('apt-file search libnew.so.7');
});
