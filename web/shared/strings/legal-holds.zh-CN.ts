// 「法律保留」页面和案件里法律保留一栏的文字。

export const legalHoldsZhCN = {
  title: '法律保留',
  onlyOperators: '这一页给运维人员看。',
  how: '保留期间，这份申请的任何内容都不会删除；到期的会改为封存。申请人能看到有保留，看不到原因。设置和解除都会记入审计记录。',
  none: '目前没有法律保留。',
  application: '申请',
  since: '开始时间',
  by: '设置人',
  why: '原因',
  ways: '操作',
  byCommand: '命令行',
  open: (id: string) => `打开案件 ${id}`,

  caseTitle: '法律保留',
  caseHeld: (since: string, by: string) => `自 ${since} 起保留，由${by}设置。任何内容都不会删除。`,
  caseNotHeld: '没有法律保留：到期的内容会按时删除。',

  set: '设置法律保留',
  setTitle: (id: string) => `对 ${id} 设置法律保留`,
  setMeans: '解除之前，这份申请的任何内容都不会删除。到期的内容会封存：审核台再也看不到，解除之后也一样。',
  number: '申请编号',
  numberHint: 'a_ 加 22 个字符，案件地址里就有。没有提交过或已封存的申请也可以。',
  reason: '为什么保留',
  liftReason: '为什么解除',
  reasonHint: '例如纠纷、检查或案件；不要写姓名和号码。最多 1000 字。',
  pickNumber: '请写完整的申请编号：a_ 加 22 个字符。',
  pickReason: '请写原因，最多 1000 字。',
  missing: '还差一点：',
  cancel: '先不设置',
  wasSet: (id: string) => `${id} 已设置法律保留。`,

  lift: '解除',
  liftOf: (id: string) => `解除 ${id} 的法律保留`,
  liftTitle: (id: string) => `解除 ${id} 的法律保留？`,
  liftMeans: '保留期间到期的内容会在一分钟内删除，无法恢复。',
  liftConfirm: '是，解除保留',
  keep: '继续保留',
  wasLifted: (id: string) => `${id} 的法律保留已解除。`,

  changed: {
    set: { says: '这份申请已经有法律保留。', next: '现在显示的是最新状态。' },
    lift: { says: '这份申请的法律保留已经解除。', next: '现在显示的是最新状态。' },
  },
  absent: { says: '没有这个编号的申请。', next: '请对照来函里的编号，一个字符一个字符地核对。' },
};

export type LegalHoldsStrings = typeof legalHoldsZhCN;
