// Small inline drawings; always beside words, so screen readers skip them.

const paths = {
  check: 'M5 12.5l4.500 4.500L19 7.500',
  cross: 'M6.500 6.500l11 11M17.500 6.500l-11 11',
  question: 'M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500v.01',
  warning: 'M12 4L2.800 20h18.400zM12 10v4.500M12 17.200v.01',
  'arrow-left': 'M20 12H4.500M11 5l-7 7 7 7',
  'arrow-right': 'M4 12h15.500M13 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  camera:
    'M4 8h3.500l1.500-2.500h6L16.500 8H20v11H4zM12 16.500a3.250 3.250 0 1 0 0-6.500 3.250 3.250 0 0 0 0 6.500z',
  file: 'M6.500 3.500h7L18 8v12.500H6.500zM13 3.500V8.500h5',
  clock: 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 7.500V12l3 2',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c.8-4 3.800-6 7.500-6s6.700 2 7.500 6',
  mouth:
    'M4 12c2.500-4 5-4.500 8-3 3-1.500 5.500-1 8 3-2.500 5-5 6.500-8 6.500S6.500 17 4 12zM4.500 12c4 1.500 11 1.500 15 0',
  straight:
    'M12 4.500c3.600 0 5.500 2.600 5.500 6.500s-2 8.500-5.500 8.500S6.500 15 6.500 11 8.400 4.500 12 4.500zM9.700 10.500v.01M14.300 10.500v.01M10 15.500h4',
  letter: 'M4 6.500h16v11H4zM4.500 7l7.500 6 7.500-6',
  sound: 'M5 9.500v5h3l4.500 3.500v-12L8 9.500zM15.500 9a4 4 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11',
  copy: 'M9 9h10.500v10.500H9zM5 15H4.500V4.500H15V5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
