import { readFile } from 'node:fs/promises';
import { limits } from '@nova/contract';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { bomb, movingPicture, photo, sampleFolder } from '../testing/samples.ts';
import { examineFile } from './examine-file.ts';
import { BadPicture, drawThumbnail } from './picture.ts';
import { sniff } from './sniff.ts';

describe('[F3] a picture is drawn anew', () => {
  test('without place and camera, turned as it is to be seen, with a smaller one and a placeholder', async () => {
    await using folder = await sampleFolder();
    const given = await folder.write(await photo());
    expect((await sharp(given).metadata()).exif?.toString('latin1')).toContain('SECRET-CAMERA');
    const found = await examineFile(given, 'text/html');
    expect(found).toMatchObject({ type: 'image/jpeg', width: 900, height: 1_600 });
    expect(found.placeholder).toMatch(/^[A-Za-z0-9+/]{20,48}={0,2}$/);
    const kept = await readFile(found.original);
    expect(found.size).toBe(kept.length);
    expect(kept.toString('latin1')).not.toContain('SECRET-CAMERA');
    expect((await sharp(found.original).metadata()).exif).toBeUndefined();
    const preview = await readFile(found.preview ?? '');
    expect(await sharp(found.preview ?? '').metadata()).toMatchObject({ format: 'webp', height: 960 });
    expect(found.previewSize).toBe(preview.length);
  });

  test('a small one needs no smaller one, and moving ones keep moving', async () => {
    await using folder = await sampleFolder();
    const found = await examineFile(await folder.write(await movingPicture()), '');
    expect(found).toMatchObject({ type: 'image/gif', width: 40, height: 30, preview: null, previewSize: null });
    expect((await sharp(found.original, { animated: true }).metadata()).pages).toBe(3);
  });

  test('what is hidden behind a picture is not in it any more', async () => {
    await using folder = await sampleFolder();
    const hidden = '<script>alert(document.cookie)</script>';
    const found = await examineFile(await folder.write(Buffer.concat([await photo(), Buffer.from(hidden)])), '');
    expect((await readFile(found.original)).includes(hidden)).toBe(false);
  });

  test('[F7] one with more pixels than anybody should decode, or that is damaged, is refused', async () => {
    await using folder = await sampleFolder();
    const side = Math.ceil(Math.sqrt(limits.imageMaxPixels)) + 1;
    const huge = await bomb(side);
    expect(huge.length).toBeLessThan(1_000_000);
    await expect(examineFile(await folder.write(huge), '')).rejects.toBeInstanceOf(BadPicture);
    const cut = (await photo()).subarray(0, 2_000);
    await expect(examineFile(await folder.write(cut), '')).rejects.toBeInstanceOf(BadPicture);
    await expect(examineFile(await folder.write(Buffer.from([0xff, 0xd8, 0xff, 0xe0])), '')).rejects.toBeInstanceOf(
      BadPicture,
    );
  });
});

describe('[F2] the type is found out from the content', () => {
  const zip = Buffer.from('504b0304140000000800', 'hex');
  test.each([
    ['HTML', '<!doctype html><script>alert(1)</script>', 'image/png', 'text/plain'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml', 'text/plain'],
    ['SVG as XML', '<?xml version="1.0"?><svg onload="alert(1)"/>', 'image/png', 'application/xml'],
    ['words', 'naïve 🦊\n\tindented', 'text/html', 'text/plain'],
    ['a program', Buffer.from('7f454c4602010100', 'hex'), 'image/png', 'application/x-elf'],
    ['an archive', zip, 'audio/mpeg', 'application/zip'],
    ['noise', Buffer.from([0, 1, 2, 3, 200, 201]), 'text/plain', 'application/octet-stream'],
    [
      'sound in a container',
      Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
      'audio/webm;codecs=opus',
      'audio/webm',
    ],
    [
      'the same, with a wrong claim',
      Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
      'text/html',
      'video/webm',
    ],
    [
      'sound as other browsers record it',
      Buffer.from('000000186674797069736f350000020069736f3569736f6d', 'hex'),
      'audio/mp4',
      'audio/mp4',
    ],
    [
      'a film, said to be sound in another container',
      Buffer.from('000000186674797069736f350000020069736f3569736f6d', 'hex'),
      'audio/webm',
      'video/mp4',
    ],
    [
      'sound in the open container',
      Buffer.from(`4f676753${'00'.repeat(24)}807468656f7261${'00'.repeat(20)}`, 'hex'),
      'audio/ogg;codecs=opus',
      'audio/ogg',
    ],
    ['words, cut inside of a character', `a${'é'.repeat(10_000)}`, 'text/html', 'text/plain'],
  ])('%s', async (_what, content, claimed, type) => {
    await using folder = await sampleFolder();
    expect(await sniff(await folder.write(content), claimed)).toBe(type);
  });
});

describe('[F3] a picture from elsewhere is drawn anew, small', () => {
  test('without what its file told, as WebP, turned as it is to be seen', async () => {
    await using folder = await sampleFolder();
    const given = await folder.write(await photo());
    const found = await drawThumbnail(given, `${given}.thumbnail`);
    expect(found).toMatchObject({ width: 180, height: 320 });
    const drawn = await readFile(`${given}.thumbnail`);
    expect(found.size).toBe(drawn.length);
    expect(drawn.toString('latin1')).not.toContain('SECRET-CAMERA');
    expect(await sharp(`${given}.thumbnail`).metadata()).toMatchObject({ format: 'webp', height: 320 });
    expect(found.placeholder).toMatch(/^[A-Za-z0-9+/]{20,48}={0,2}$/);
    const moving = await folder.write(await movingPicture());
    expect(await drawThumbnail(moving, `${moving}.thumbnail`)).toMatchObject({ width: 40, height: 30 });
  });

  test('[F7] what is no picture, damaged, too large or too small is refused', async () => {
    await using folder = await sampleFolder();
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const bad = [
      await bomb(Math.ceil(Math.sqrt(limits.imageMaxPixels)) + 1),
      (await photo()).subarray(0, 2_000),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      Buffer.alloc(0),
      dot,
    ];
    for (const content of bad) {
      const path = await folder.write(content);
      await expect(drawThumbnail(path, `${path}.thumbnail`)).rejects.toBeInstanceOf(BadPicture);
    }
  });
});
