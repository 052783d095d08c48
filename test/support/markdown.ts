import fc from 'fast-check';
import type { Outline } from '../../src/record/markdown-outline.ts';

// Lines that open, close, continue or nearly open each block of CommonMark, with `¦` between them.
const LINES = [
  '¦¦ ¦\t¦text¦more text¦  text¦   text¦    text¦      text¦\ttext¦\u00A0¦&nbsp;¦|a|b|¦|-|-|¦**bold**¦\\# escaped',
  '# One¦## Two ##¦   ### Three¦    # code¦#no¦####### seven¦#¦# #¦#\ttab¦  # inside¦    ## inside',
  '---¦===¦--¦=¦  ---¦  ===¦   ---¦***¦* * *¦_ _ _¦- - -',
  '- ¦-¦*¦+¦1.¦- item¦* item¦+ item¦1. one¦2. two¦1) one¦10. ten¦0. zero¦01. one¦123456789. yes¦1234567890. no',
  '-\ttab¦- - nested¦-     code¦ - x¦  - nested¦   - three¦    - four¦  1. x¦- [ ] box¦[ ] box¦- [a]: /url¦- # heading',
  '```¦~~~¦````¦``` js¦``` a`b¦   ```¦  ```¦    ```¦~~~ ~¦```x¦- ```¦> ```',
  '> quote¦>¦> # quoted¦> - item¦  > in item¦>quote¦> [a]: b¦>     code¦- > quote',
  '<div>¦</div>¦<!-- comment¦-->¦<!-- one -->¦<b>¦<b>text¦<pre>¦</pre>¦<?php¦?>¦<!DOCTYPE¦>¦<![CDATA[¦]]>¦<!-->',
  '<x-y a="b" c>¦  <div>¦</b>¦<script>¦</script>¦<a b=\'c\' d = e/>¦<details>¦<b a=x\u00A0y>¦<b \u00A0 a>¦- <!-- x',
  '[a]: /url¦[a]¦[b]: <x> "title"¦[b]:¦/url¦"title"¦\'title¦end\'¦[a¦b]: /x¦[x](y) z',
].flatMap((group) => group.split('¦'));

/** A document of such lines, with either line ending, ended or not. */
export const markdownDocument = fc
  .tuple(fc.array(fc.constantFrom(...LINES), { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, eol, ended]) => lines.join(eol) + (ended ? eol : ''));

/** What two readers of an outline must agree on; where an item ends is a matter of taste. */
export const comparable = ({ headings, items }: Outline): unknown => ({
  headings,
  items: items.map(({ start, line }) => ({ start, line })),
});
