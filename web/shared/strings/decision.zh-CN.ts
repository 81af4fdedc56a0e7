// The words around a decision that was just made, in Chinese; this table is the shape that every other language has.

export const decisionZhCN = {
  title: (decision: string) => `您的决定：${decision}`,
  notYet: '还没有生效；机器的建议在生效后打开，申请人也还看不到。',
  left: (seconds: number) => `还有 ${seconds} 秒可以撤回`,
  leftStill: '几秒内可以撤回',
  undo: '撤回',
  settle: '现在就生效',
  settling: '正在生效…',
  undone: '决定已撤回，案件还在您手里，写好的内容也在。',
};

export type DecisionStrings = typeof decisionZhCN;
