// Which browser this is, only so that the way to its camera switch can be described.
import type { BrowserKind } from '../../shared/strings/capture.zh-CN.ts';

const marks: readonly (readonly [BrowserKind, RegExp])[] = [
  ['wechat', /MicroMessenger/i],
  ['other-in-app', /AlipayClient|DingTalk|QQ\/|Weibo|aweme|FBAN|FBAV|Instagram|Line\//i],
  ['ios', /iPhone|iPad|iPod/i],
  ['android', /Android/i],
];

export function browserKindOf(userAgent: string): BrowserKind {
  return marks.find(([, mark]) => mark.test(userAgent))?.[0] ?? 'desktop';
}
